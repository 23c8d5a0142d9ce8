//! Where nodes and links are drawn: what hangs together is laid out in layers, and these parts stand in columns.

use super::{layered, pack};
use indexmap::IndexMap;

/// Stack for the recursion of the layout, which is as deep as the picture has layers.
const STACK: usize = 16 << 20;

/// A point, in pixels from the upper left corner.
pub(super) type Point = (f64, f64);

/// Width and height, in pixels.
pub(super) type Size = (f64, f64);

/// A link between two nodes by their places in the list of nodes, and the room that its label takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: Size,
}

/// Where everything is.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Layout {
    /// The middle of each node.
    pub(super) nodes: Vec<Point>,
    /// The way of each link, from the outline of a node to that of the other.
    pub(super) ways: Vec<Way>,
    /// The whole.
    pub(super) size: Size,
}

/// The way of a link.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Way {
    /// From level to level, but for a link from a node to itself: what is not level between two points is a curve.
    pub(super) points: Vec<Point>,
    /// The middle of the label.
    pub(super) label: Point,
}

/// Nodes and links that hang together, by their places in the lists of all.
#[derive(Default)]
struct Part {
    nodes: Vec<usize>,
    links: Vec<usize>,
}

/// Lays out nodes of these sizes. Links whose ends are no nodes have no way.
pub(super) fn layout(nodes: &[Size], links: &[Link]) -> Layout {
    let parts = parts(nodes.len(), links);
    let laid: Vec<Layout> = parts.iter().map(|part| part.layout(nodes, links)).collect();
    let sizes: Vec<Size> = laid.iter().map(|part| part.size).collect();
    let (corners, size) = pack::columns(&sizes);
    let (points, ways) = (vec![(0.0, 0.0); nodes.len()], vec![Way::default(); links.len()]);
    let mut all = Layout { nodes: points, ways, size };
    for ((part, laid), (left, top)) in parts.iter().zip(laid).zip(corners) {
        let moved = |(x, y): Point| (x + left, y + top);
        for (index, point) in part.nodes.iter().zip(laid.nodes) {
            if let Some(place) = all.nodes.get_mut(*index) {
                *place = moved(point);
            }
        }
        for (index, way) in part.links.iter().zip(laid.ways) {
            if let Some(place) = all.ways.get_mut(*index) {
                let points = way.points.into_iter().map(moved).collect();
                *place = Way { points, label: moved(way.label) };
            }
        }
    }
    all
}

/// The parts that hang together, in the order of their first nodes; single nodes last.
fn parts(count: usize, links: &[Link]) -> Vec<Part> {
    let mut above: Vec<usize> = (0..count).collect();
    let whole = |link: &&Link| link.from.max(link.to) < count;
    for link in links.iter().filter(whole) {
        let (one, other) = (first(&above, link.from), first(&above, link.to));
        if let Some(place) = above.get_mut(one.max(other)) {
            *place = one.min(other);
        }
    }
    let mut parts: IndexMap<usize, Part> = IndexMap::new();
    for node in 0..count {
        parts.entry(first(&above, node)).or_default().nodes.push(node);
    }
    for (index, link) in links.iter().enumerate().filter(|(_, link)| whole(link)) {
        parts.entry(first(&above, link.from)).or_default().links.push(index);
    }
    let (linked, single): (Vec<Part>, Vec<Part>) =
        parts.into_values().partition(|part| !part.links.is_empty());
    linked.into_iter().chain(single).collect()
}

/// The first node of the part that a node is in.
fn first(above: &[usize], mut node: usize) -> usize {
    while let Some(next) = above.get(node).filter(|next| **next != node) {
        node = *next;
    }
    node
}

impl Part {
    fn layout(&self, nodes: &[Size], links: &[Link]) -> Layout {
        let place = |node: usize| self.nodes.binary_search(&node).unwrap_or(usize::MAX);
        let sizes: Vec<Size> =
            self.nodes.iter().filter_map(|node| nodes.get(*node)).copied().collect();
        let links = self.links.iter().filter_map(|link| links.get(*link));
        let links: Vec<Link> = links
            .map(|link| Link { from: place(link.from), to: place(link.to), label: link.label })
            .collect();
        match sizes.as_slice() {
            [(width, height)] if links.is_empty() => Layout {
                nodes: vec![(width / 2.0, height / 2.0)],
                ways: Vec::new(),
                size: (*width, *height),
            },
            _ => stacker::grow(STACK, || layered::layout(&sizes, &links)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn link(from: usize, to: usize) -> Link {
        Link { from, to, label: (30.0, 12.0) }
    }

    fn overlap((a, one): (&Point, &Size), (b, other): (&Point, &Size)) -> bool {
        (a.0 - b.0).abs() < (one.0 + other.0) / 2.0 - 0.01
            && (a.1 - b.1).abs() < (one.1 + other.1) / 2.0 - 0.01
    }

    /// Points of the line that is drawn through these points.
    fn drawn(points: &[Point]) -> Vec<Point> {
        let mut all = Vec::new();
        for pair in points.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let [one, other] = super::super::route::pulls(from, to);
            all.extend((0..=20).map(|step| {
                let (t, s) = (f64::from(step) / 20.0, 1.0 - f64::from(step) / 20.0);
                let part = |a: f64, b: f64, c: f64, d: f64| {
                    s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
                };
                (part(from.0, one.0, other.0, to.0), part(from.1, one.1, other.1, to.1))
            }));
        }
        all
    }

    #[test]
    fn what_does_not_hang_together_stands_in_columns() {
        let laid = layout(&[(100.0, 20.0); 30], &[link(7, 8)]);
        assert!(
            laid.size.0 < 2.0 * laid.size.1 && laid.size.1 < 2.0 * laid.size.0,
            "{:?}",
            laid.size
        );
        // What has links comes first.
        assert!(
            laid.nodes
                .iter()
                .all(|node| node.0 >= laid.nodes[7].0 && node.1 >= laid.nodes[7].1 - 20.0)
        );
        assert!(laid.nodes[0].1 < laid.nodes[1].1);
    }

    #[test]
    fn nothing_has_no_size() {
        assert_eq!(layout(&[], &[]), Layout::default());
        assert_eq!(layout(&[(40.0, 20.0)], &[link(0, 7)]).size, (40.0, 20.0));
    }

    #[test]
    fn a_long_chain_does_not_exhaust_the_stack() {
        let links: Vec<Link> = (1..400).map(|n| link(n - 1, n)).collect();
        let laid = std::thread::Builder::new()
            .stack_size(256 << 10)
            .spawn(move || layout(&vec![(40.0, 20.0); 400], &links))
            .unwrap()
            .join();
        assert!(laid.unwrap().nodes.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn nodes_do_not_overlap_and_links_have_ways(
            sizes in prop::collection::vec((10.0..200.0, 10.0..90.0), 1..12),
            ends in prop::collection::vec((0_usize..12, 0_usize..12), 0..24),
        ) {
            let sizes: Vec<Size> = sizes;
            let ends = ends.into_iter().map(|(a, b)| (a % sizes.len(), b % sizes.len()));
            let links: Vec<Link> = ends.map(|(from, to)| link(from, to)).collect();
            let laid = layout(&sizes, &links);
            prop_assert_eq!(&laid, &layout(&sizes, &links));
            let nodes: Vec<_> = laid.nodes.iter().zip(&sizes).collect();
            for (index, one) in nodes.iter().enumerate() {
                for other in &nodes[index + 1..] {
                    prop_assert!(!overlap(*one, *other), "{:?} {:?}", one, other);
                }
            }
            let inside = |(x, y): &Point| (-0.01..=laid.size.0 + 0.01).contains(x) && (-0.01..=laid.size.1 + 0.01).contains(y);
            prop_assert!(laid.nodes.iter().all(inside));
            for way in &laid.ways {
                prop_assert!(way.points.len() > 1 && way.points.iter().all(inside) && inside(&way.label));
            }
            for (way, link) in laid.ways.iter().zip(&links).filter(|(_, link)| link.from != link.to) {
                for (other, label) in laid.ways.iter().zip(&links) {
                    let apart = std::ptr::eq(way, other) || label.from == label.to;
                    let room = (label.label.0 - 8.0, label.label.1 - 4.0);
                    for point in drawn(&way.points).iter().filter(|_| !apart) {
                        let on = overlap((point, &(0.0, 0.0)), (&other.label, &room));
                        prop_assert!(!on, "{:?} runs through the label of {:?}", way, other);
                    }
                }
                for (index, node) in nodes.iter().enumerate() {
                    let own = index == link.from || index == link.to;
                    for point in drawn(&way.points) {
                        let on = overlap((&point, &(0.0, 0.0)), *node);
                        prop_assert!(own || !on, "{:?} runs through {:?}", way, node);
                    }
                }
            }
        }
    }
}
