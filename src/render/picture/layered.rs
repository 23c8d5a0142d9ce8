//! Nodes that hang together in layers from left to right, by the method of Sugiyama, Tagawa and Toda, as dagre does it.

use super::layout::{Layout, Link, Point, Size, Way};
use super::route;
use dagre::graph::{Graph, GraphOptions};
use dagre::layout::types::LabelPos;
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, RankDir};

/// Room between nodes of a layer, and between links.
const GAPS: (f64, f64) = (14.0, 8.0);
/// Room between layers, more for each link, and the most.
const LAYERS: (f64, f64, f64) = (72.0, 1.5, 160.0);

/// Lays out nodes of these sizes, with links between them.
pub(super) fn layout(nodes: &[Size], links: &[Link]) -> Layout {
    let options = GraphOptions { directed: true, multigraph: true, compound: false };
    let mut graph: Graph<NodeLabel, EdgeLabel> = Graph::with_options(options);
    for (index, (width, height)) in nodes.iter().enumerate() {
        let node = NodeLabel { width: *width, height: *height, ..NodeLabel::default() };
        graph.set_node(index.to_string(), Some(node));
    }
    for (index, link) in links.iter().enumerate() {
        let (width, height) = link.label;
        let edge = EdgeLabel { width, height, labelpos: LabelPos::Center, ..EdgeLabel::default() };
        let name = index.to_string();
        graph.set_edge(link.from.to_string(), link.to.to_string(), Some(edge), Some(&name));
    }
    let ((nodesep, edgesep), (least, more, most)) = (GAPS, LAYERS);
    let ranksep = (least + more * links.len() as f64).min(most);
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
    route::level(&mut layout, sizes, links);
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
