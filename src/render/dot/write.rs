//! A picture in the DOT language.

use super::picture::{Cluster, DotOptions, Edge, Node, Picture};
use super::style::style;
use super::{escape, escape::id};
use crate::model::Certainty;
use crate::time::Date;

/// The picture as a digraph.
pub(super) fn write(picture: &Picture<'_>, options: &DotOptions) -> String {
    let mut out = String::from(
        "digraph chronicle {\n  graph [charset=\"UTF-8\", rankdir=LR, newrank=true, nodesep=0.25, ranksep=0.7]\n  \
         node [fontname=\"sans-serif\", fontsize=11, style=filled, color=\"#666666\"]\n  \
         edge [fontname=\"sans-serif\", fontsize=9, color=\"#666666\"]\n",
    );
    for (name, node) in &picture.nodes {
        out += &format!("  {} [{}]\n", id(name), attributes(picture, node));
    }
    let periods = picture.periods();
    out += &spine(picture, &periods);
    for (period, events) in &periods {
        out += &match options.cluster {
            Some(Cluster::Month) => cluster(picture, period, events),
            None => same_rank(period, events),
        };
    }
    for edge in &picture.edges {
        out += &link(picture, edge);
    }
    out + "}\n"
}

fn attributes(picture: &Picture<'_>, node: &Node) -> String {
    let style = style(&picture.look.dataset.ontology, &node.class);
    let (label, tooltip) = (escape::wrapped(&node.label), escape::text(&node.tooltip));
    let (shape, color) = (escape::text(&style.shape), escape::text(&style.color));
    let line = match node.certainty {
        Certainty::Stated => "",
        Certainty::Inferred => ", style=\"filled,dashed\"",
        Certainty::Doubtful => ", style=\"filled,dotted\"",
    };
    format!("label={label}, shape={shape}, fillcolor={color}, tooltip={tooltip}{line}")
}

/// The periods from left to right, joined by arrows.
fn spine(picture: &Picture<'_>, periods: &[(&Date, Vec<&str>)]) -> String {
    let mut out = String::new();
    for (period, _) in periods {
        let label = escape::text(&period.to_text(picture.look.lang));
        out += &format!("  {} [label={label}, shape=plaintext, style=\"\"]\n", mark(period));
    }
    for pair in periods.windows(2) {
        if let [(from, _), (to, _)] = pair {
            out += &format!("  {} -> {} [arrowhead=none, weight=10]\n", mark(from), mark(to));
        }
    }
    out
}

/// The node of a period in the spine.
fn mark(period: &Date) -> String {
    id(&format!("period {period}"))
}

fn same_rank(period: &Date, events: &[&str]) -> String {
    let events: String = events.iter().map(|event| format!("; {}", id(event))).collect();
    format!("  {{ rank=same; {}{events} }}\n", mark(period))
}

fn cluster(picture: &Picture<'_>, period: &Date, events: &[&str]) -> String {
    let name = id(&format!("cluster {period}"));
    let label = escape::text(&period.to_text(picture.look.lang));
    let events: String = events.iter().map(|event| format!(" {};", id(event))).collect();
    format!("  subgraph {name} {{ label={label}; color=\"#cccccc\";{events} }}\n")
}

fn link(picture: &Picture<'_>, edge: &Edge) -> String {
    let line = match edge.certainty {
        Certainty::Stated => "",
        Certainty::Inferred => ", style=dashed",
        Certainty::Doubtful => ", style=dotted",
    };
    let is_event = |id: &str| picture.nodes.get(id).is_some_and(|node| node.when.is_some());
    // The dates alone order events.
    let free = if is_event(&edge.to) { ", constraint=false" } else { "" };
    let (from, to, label) = (id(&edge.from), id(&edge.to), escape::text(&edge.label));
    format!("  {from} -> {to} [label={label}{line}{free}]\n")
}
