//! A picture in the DOT language.

use super::super::picture::{Contents, Edge, Node, style};
use super::{Cluster, DotOptions, escape, escape::id};
use crate::model::Certainty;
use crate::time::Date;

/// The picture as a digraph.
pub(super) fn write(picture: &Contents<'_>, options: &DotOptions) -> String {
    let mut out = String::from(
        "digraph chronicle {\n  graph [charset=\"UTF-8\", rankdir=LR, newrank=true, nodesep=0.25, ranksep=0.7]\n  \
         node [fontname=\"sans-serif\", fontsize=11, style=filled, color=\"#666666\"]\n  \
         edge [fontname=\"sans-serif\", fontsize=9, color=\"#666666\"]\n",
    );
    for (name, node) in &picture.nodes {
        out += &format!("  {} [{}]\n", id(name), attributes(picture, node));
    }
    let periods = picture.periods();
    out += &match options.cluster {
        Some(Cluster::Month) => clusters(picture, &periods),
        None => spine(picture, &periods),
    };
    for edge in picture.edges.keys() {
        out += &link(picture, edge);
    }
    out + "}\n"
}

fn attributes(picture: &Contents<'_>, node: &Node) -> String {
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

/// Periods with the events of each.
type Periods<'a> = [(Date, Vec<&'a str>)];

/// The periods from left to right, joined by lines, each with its events below it.
fn spine(picture: &Contents<'_>, periods: &Periods<'_>) -> String {
    let mark = |period: &Date| id(&format!("period {period}"));
    let mut out = String::new();
    for (period, events) in periods {
        let (mark, label) = (mark(period), escape::text(&period.to_text(picture.look.lang)));
        let events: String = events.iter().map(|event| format!("; {}", id(event))).collect();
        out += &format!("  {mark} [label={label}, shape=plaintext, style=\"\"]\n");
        out += &format!("  {{ rank=same; {mark}{events} }}\n");
    }
    for pair in periods.windows(2) {
        if let [(from, _), (to, _)] = pair {
            out += &format!("  {} -> {} [arrowhead=none, weight=10]\n", mark(from), mark(to));
        }
    }
    out
}

/// A box for the events of each period, in the order of time.
fn clusters(picture: &Contents<'_>, periods: &Periods<'_>) -> String {
    let mut out = String::new();
    for (period, events) in periods {
        let name = id(&format!("cluster {period}"));
        let label = escape::text(&period.to_text(picture.look.lang));
        let events: String = events.iter().map(|event| format!(" {};", id(event))).collect();
        let look = "fontname=\"sans-serif\"; fontsize=11; color=\"#bbbbbb\"";
        out += &format!("  subgraph {name} {{ label={label}; {look}; rank=same;{events} }}\n");
    }
    for pair in periods.windows(2) {
        if let [(_, from), (_, to)] = pair
            && let (Some(from), Some(to)) = (from.first(), to.first())
        {
            out += &format!("  {} -> {} [style=invis, weight=10]\n", id(from), id(to));
        }
    }
    out
}

fn link(picture: &Contents<'_>, edge: &Edge) -> String {
    let line = match edge.certainty {
        Certainty::Stated => "",
        Certainty::Inferred => ", style=dashed",
        Certainty::Doubtful => ", style=dotted",
    };
    let is_event = |id: &str| picture.nodes.get(id).is_some_and(|node| node.date.is_some());
    // The dates alone order events.
    let free = if is_event(&edge.to) { ", constraint=false" } else { "" };
    let (from, to, label) = (id(&edge.from), id(&edge.to), escape::text(&edge.label));
    format!("  {from} -> {to} [label={label}{line}{free}]\n")
}
