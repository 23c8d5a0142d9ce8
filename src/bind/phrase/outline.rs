//! The meaning of a phrase as text, a line a noun.

use super::meaning::{
    Ask, Comparison, Condition, DateArg, DateOp, Group, Kind, Link, Meaning, Metric, Noun, NounId,
    Order, Side, What,
};
use std::fmt;

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ask {}", self.ask)?;
        self.heads.iter().try_for_each(|head| write!(f, " {head}"))?;
        match self.order {
            Some(Order::Date(descending)) => order(f, "date", descending)?,
            Some(Order::Name(descending)) => order(f, "name", descending)?,
            Some(Order::Figure(descending)) => order(f, "figure", descending)?,
            None => {}
        }
        self.limit.map_or(Ok(()), |limit| write!(f, ", at most {limit}"))?;
        if let Some((last, count)) = self.pick {
            write!(f, ", the {} {count}", if last { "last" } else { "first" })?;
        }
        f.write_str(if self.certain { ", certainly" } else { "" })?;
        self.as_of.as_ref().map_or(Ok(()), |date| write!(f, ", as of {date}"))?;
        self.format.as_ref().map_or(Ok(()), |(format, _)| write!(f, ", as {format}"))?;
        let nouns = self.nouns.iter().enumerate().filter(|(_, noun)| !noun.is_empty());
        nouns.into_iter().try_for_each(|(index, noun)| write!(f, "\n{} = {noun}", NounId(index)))
    }
}

fn order(f: &mut fmt::Formatter<'_>, by: &str, descending: bool) -> fmt::Result {
    write!(f, ", by {by}{}", if descending { " descending" } else { "" })
}

impl fmt::Display for NounId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

impl Noun {
    /// A noun that was read and then merged into another one.
    fn is_empty(&self) -> bool {
        matches!(&self.what, What::Classes(classes) if classes.is_empty())
    }
}

impl fmt::Display for Noun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.what)?;
        self.conditions.iter().try_for_each(|condition| write!(f, ", {condition}"))
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            What::Classes(classes) => f.write_str(&classes.join("|")),
            What::Names(names) => {
                let ids: Vec<&str> = names.iter().map(|name| name.id.as_str()).collect();
                write!(f, "`{}`", ids.join("`|`"))
            }
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.negated, self.certain, self.denied_certainty) {
            (true, true, true) => "not certainly ",
            (true, true, false) => "certainly not ",
            (true, false, _) => "not ",
            (false, true, _) => "certainly ",
            (false, false, _) => "",
        })?;
        match &self.kind {
            Kind::Link(link) => write!(f, "{link}"),
            Kind::Date(_, argument @ DateArg::Between(..)) => write!(f, "{argument}"),
            Kind::Date(op, argument) => write!(f, "{op} {argument}"),
            Kind::Amount(measures, comparison, value, unit) => {
                write!(f, "{} {comparison} {value} {unit}", measures.join("|"))
            }
            Kind::Differs(other) => write!(f, "is not {other}"),
            Kind::Same(other) => write!(f, "the same as {other}"),
            Kind::AnyOf(all) => {
                let joined = |one: &Vec<Condition>| {
                    one.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ")
                };
                write!(f, "({})", all.iter().map(joined).collect::<Vec<_>>().join(" or "))
            }
            Kind::NoOther(link, classes, but) => {
                let but: Vec<String> = but.iter().map(ToString::to_string).collect();
                let classes = classes.as_ref().map_or("one".to_owned(), |all| all.join("|"));
                write!(f, "{} no {classes} but {}", link.relation(), but.join(", "))
            }
            Kind::IsA(what) => write!(f, "is {what}"),
            Kind::Measured(measure) => write!(f, "has {measure}"),
            Kind::Lasts(comparison, count, unit) => {
                write!(f, "lasts {comparison} {count} {}", unit.plural())
            }
            Kind::Picked(last) => {
                write!(f, "the {} of these", if *last { "last" } else { "first" })
            }
        }
    }
}

impl Link {
    fn relation(&self) -> String {
        let names =
            if self.relations.is_empty() { "any".to_owned() } else { self.relations.join("|") };
        format!("{}{names}", if self.backward { "←" } else { "→" })
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.relation())?;
        if let Some((comparison, count)) = &self.count {
            write!(f, "{comparison} {count} ")?;
        }
        write!(f, "{}{}", if self.spatial { "a place in " } else { "" }, self.target)
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Comparison::AtLeast => "at least",
            Comparison::AtMost => "at most",
            Comparison::More => "more than",
            Comparison::Less => "less than",
            Comparison::Exactly => "exactly",
        })
    }
}

impl fmt::Display for DateOp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = match self {
            DateOp::Near(count, unit, side) => {
                write!(f, "at most {count} {} ", unit.plural())?;
                *side
            }
            _ => Side::Either,
        };
        f.write_str(match self {
            DateOp::Near(..) if side == Side::Before => "before",
            DateOp::Near(..) if side == Side::After => "after",
            DateOp::Near(..) => "from",
            DateOp::Inside => "inside",
            DateOp::Within => "within",
            DateOp::Before => "before",
            DateOp::After => "after",
            DateOp::Since => "since",
            DateOp::Until => "until",
            DateOp::Overlaps => "overlapping",
        })
    }
}

impl fmt::Display for DateArg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DateArg::Date(date) => write!(f, "{date}"),
            DateArg::Part(precision, number) => write!(f, "{precision:?} {number} of any year"),
            DateArg::Event(event) => write!(f, "the date of {event}"),
            DateArg::Between(first, last) => write!(f, "between {first} and {last}"),
            DateArg::Every(event) => write!(f, "the date of every {event}"),
            DateArg::Same(precision, event) => write!(f, "the {precision:?} of {event}"),
        }
    }
}

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let best = |least: &bool| if *least { "fewest" } else { "most" };
        match self {
            Ask::Rows => f.write_str("for"),
            Ask::When => f.write_str("when"),
            Ask::Count(groups) => {
                f.write_str("how many")?;
                groups.iter().try_for_each(|group| write!(f, " per {group}"))?;
                f.write_str(" of")
            }
            Ask::Extreme { group, least } => write!(f, "which {group} has the {} of", best(least)),
            Ask::Top { metric: Metric::Number(noun), least, .. } => {
                write!(f, "by the {} {noun} for", best(least))
            }
            Ask::Top { metric: Metric::Amount(measure, noun), least, .. } => {
                let of = noun.map_or(String::new(), |noun| format!(" of {noun}"));
                write!(f, "by the {} {measure}{of} for", best(least))
            }
            Ask::Amount { function, measure, group } => {
                let group = group.as_ref().map_or(String::new(), |group| format!(" per {group}"));
                write!(f, "the {function} {measure}{group} of")
            }
        }
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Group::Period(precision) => write!(f, "{precision:?}"),
            Group::Class => f.write_str("class"),
            Group::Noun(noun) => write!(f, "{noun}"),
        }
    }
}
