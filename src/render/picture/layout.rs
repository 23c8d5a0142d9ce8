//! Where nodes and links are drawn: layers from left to right by the method of Sugiyama, Tagawa and Toda, as dagre does it.

use dagre::graph::{Graph, GraphOptions};
use dagre::layout::types::LabelPos;
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, RankDir};

/// Room between nodes of a layer, between layers, and between links.
const GAPS: (f64, f64, f64) = (14.0, 34.0, 8.0);
/// Stack for the recursion of the layout, which is as deep as the picture has layers.
const STACK: usize = 16 << 20;

/// A point, in pixels from the upper left corner.
pub(super) type Point = (f64, f64);

/// Width and height, in pixels.
pub(super) type Size = (f64, f64);

/// A link between two nodes by their places in the list of nodes, and the room that its label takes.
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
    pub(super) points: Vec<Point>,
    /// The middle of the label.
    pub(super) label: Point,
}

/// Lays out nodes of these sizes. Links whose ends are no nodes have no way.
pub(super) fn layout(nodes: &[Size], links: &[Link]) -> Layout {
    stacker::grow(STACK, || laid_out(nodes, links))
}

fn laid_out(nodes: &[Size], links: &[Link]) -> Layout {
    if nodes.is_empty() {
        return Layout::default();
    }
    let options = GraphOptions { directed: true, multigraph: true, compound: false };
    let mut graph: Graph<NodeLabel, EdgeLabel> = Graph::with_options(options);
    for (index, (width, height)) in nodes.iter().enumerate() {
        let node = NodeLabel { width: *width, height: *height, ..NodeLabel::default() };
        graph.set_node(index.to_string(), Some(node));
    }
    for (index, link) in links.iter().enumerate() {
        if link.from.max(link.to) < nodes.len() {
            let (width, height) = link.label;
            let edge =
                EdgeLabel { width, height, labelpos: LabelPos::Center, ..EdgeLabel::default() };
            let name = index.to_string();
            graph.set_edge(link.from.to_string(), link.to.to_string(), Some(edge), Some(&name));
        }
    }
    let (nodesep, ranksep, edgesep) = GAPS;
    let options = LayoutOptions {
        rankdir: RankDir::LR,
        nodesep,
        ranksep,
        edgesep,
        ..LayoutOptions::default()
    };
    dagre::layout(&mut graph, Some(options));
    found(&graph, nodes, links)
}

/// Reads the places from the graph, and moves them so that nothing lies left of or above the corner.
fn found(graph: &Graph<NodeLabel, EdgeLabel>, sizes: &[Size], links: &[Link]) -> Layout {
    let node = |index: usize| {
        let node = graph.node(&index.to_string());
        node.and_then(|node| node.x.zip(node.y)).unwrap_or_default()
    };
    let nodes: Vec<Point> = (0..sizes.len()).map(node).collect();
    let way = |(index, link): (usize, &Link)| {
        let (from, to, name) = (link.from.to_string(), link.to.to_string(), index.to_string());
        let Some(edge) = graph.edge(&from, &to, Some(&name)) else { return Way::default() };
        let points = edge.points.iter().map(|point| (point.x, point.y)).collect();
        Way { points, label: edge.x.zip(edge.y).unwrap_or_default() }
    };
    let ways: Vec<Way> = links.iter().enumerate().map(way).collect();
    let mut layout = Layout { nodes, ways, size: (0.0, 0.0) };
    let corners = layout.corners(sizes, links);
    let low = corners.iter().fold((f64::MAX, f64::MAX), |low, c| (low.0.min(c.0), low.1.min(c.1)));
    let high =
        corners.iter().fold((f64::MIN, f64::MIN), |high, c| (high.0.max(c.0), high.1.max(c.1)));
    layout.size = (high.0 - low.0, high.1 - low.1);
    let Layout { nodes, ways, .. } = &mut layout;
    let points = ways.iter_mut().flat_map(|way| way.points.iter_mut().chain([&mut way.label]));
    for point in nodes.iter_mut().chain(points) {
        *point = (point.0 - low.0, point.1 - low.1);
    }
    layout
}

impl Layout {
    /// Points around all that is drawn.
    fn corners(&self, sizes: &[Size], links: &[Link]) -> Vec<Point> {
        let around = |((x, y), (width, height)): (&Point, Size)| {
            [(x - width / 2.0, y - height / 2.0), (x + width / 2.0, y + height / 2.0)]
        };
        let drawn = self.ways.iter().zip(links).filter(|(way, _)| !way.points.is_empty());
        let labels = drawn.clone().map(|(way, link)| (&way.label, link.label));
        let boxes = self.nodes.iter().zip(sizes.iter().copied()).chain(labels).flat_map(around);
        boxes.chain(drawn.flat_map(|(way, _)| way.points.iter().copied())).collect()
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
        }
    }
}
