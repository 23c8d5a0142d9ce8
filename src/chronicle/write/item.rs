//! Entities and events as statements.

use super::layout::Line;
use super::text::quote;
use super::words::Writer;
use crate::chronicle::header::Numbering;
use crate::chronicle::language::{UNDETERMINED, is_known_language, is_language};
use crate::chronicle::lex::is_bare;
use crate::chronicle::parts::PARTS;
use crate::chronicle::valid::valid_text;
use crate::chronicle::vocabulary::KEYWORDS;
use crate::model::{Amount, Certainty, Citation, Entity, Event, Item, Label, Link, Source, Target};
use crate::time::Date;

/// `source ID "Title" <address>`
pub(super) fn source_line(id: &str, source: &Source) -> Line {
    let address = source.url.as_ref().map(|url| format!("<{url}>"));
    Line {
        comment: source.comment.clone(),
        columns: vec!["source".to_owned(), id.to_owned()],
        parts: std::iter::once(quote(&source.title))
            .chain(address)
            .map(|part| vec![part])
            .collect(),
    }
}

impl Writer<'_> {
    /// `CLASS ID "Label" part…`
    pub(super) fn entity_line(&self, id: &str, entity: &Entity) -> Line {
        let class = &entity.item.class;
        let keyword = KEYWORDS.contains(&class.as_str()) || class == "source";
        let class = if keyword { quote(class) } else { class.clone() };
        Line {
            comment: entity.item.comment.clone(),
            columns: vec![class + mark(entity.item.certainty), id.to_owned()],
            parts: self.parts(&entity.item),
        }
    }

    /// `DATE CLASS [ID] "Title" part…`
    pub(super) fn event_line(&self, id: &str, event: &Event, numbering: &mut Numbering) -> Line {
        let first = event.item.citations.first();
        let automatic = first.and_then(|citation| numbering.next(&citation.source, &citation.at));
        let mut columns = vec![event.when(), event.item.class.clone() + mark(event.item.certainty)];
        if automatic.as_deref() != Some(id) {
            let ambiguous =
                id == "id" || PARTS.contains(&id) || is_known_language(id) || self.begins_part(id);
            columns.push(if ambiguous { format!("id {id}") } else { id.to_owned() });
        }
        Line { comment: event.item.comment.clone(), columns, parts: self.parts(&event.item) }
    }

    fn parts(&self, item: &Item) -> Vec<Vec<String>> {
        let mut parts = self.labels(&item.labels);
        parts.extend(item.notes.iter().map(|note| vec![format!("note {}", quote(note))]));
        let mut groups = Groups { item, link: 0, amount: 0 };
        let mut group = groups.take(&item.citations);
        let mut citations = item.citations.as_slice();
        loop {
            self.facts(item, &group, &mut parts);
            let next = groups.next();
            match (citations, next) {
                ([], None) => return parts,
                ([], Some(_)) => parts.push(vec!["[]".to_owned()]),
                (cited, _) => parts.push(vec![cited_list(cited)]),
            }
            let Some(next) = next else { return parts };
            group = groups.take(next);
            citations = next;
        }
    }

    /// Labels by language, in their order; those in English that stand first need no language.
    fn labels(&self, labels: &[Label]) -> Vec<Vec<String>> {
        let mut parts = Vec::new();
        for run in labels.chunk_by(|a, b| a.lang == b.lang) {
            let texts: Vec<String> =
                run.iter().map(|l| quote(&l.text) + mark(l.certainty) + &held(&l.valid)).collect();
            let lang = run.first().map_or("", |label| label.lang.as_str());
            let head = match lang {
                "en" if parts.is_empty() => "",
                UNDETERMINED => "aka ",
                _ if is_known_language(lang) && !self.begins_part(lang) => &format!("{lang} "),
                _ => &format!("label {lang} "),
            };
            parts.push(headed(head, texts));
        }
        parts
    }

    /// The links and amounts of a group.
    fn facts(&self, item: &Item, group: &Group, parts: &mut Vec<Vec<String>>) {
        let same = |a: &Link, b: &Link| a.relation == b.relation;
        for links in group.links.chunk_by(same) {
            let words: Vec<String> =
                links.iter().map(|link| self.relation(&item.class, link)).collect();
            let mut index = 0;
            for run in words.chunk_by(|a, b| a == b) {
                let targets = links.iter().skip(index).take(run.len()).map(target);
                index += run.len();
                let word = run.first().map_or("", String::as_str);
                parts.push(headed(&format!("{word} "), targets.collect()));
            }
        }
        for amount in group.amounts {
            parts.push(vec![self.amount(&item.class, amount)]);
        }
    }

    fn amount(&self, class: &str, amount: &Amount) -> String {
        let word = self.measure(class, amount);
        let about = if amount.approximate { "~" } else { "" };
        let number = format!("{}{about}", amount.value);
        let unit = match amount.unit.as_str() {
            "" => String::new(),
            unit if self.begins_part(unit)
                || self.begins_unit(unit)
                || is_language(unit)
                || !is_bare(unit) =>
            {
                format!(" {}", quote(unit))
            }
            unit => format!(" {unit}"),
        };
        format!("{word} {number}{unit}{}", mark(amount.certainty))
    }
}

/// A list with `head` in front.
fn headed(head: &str, mut pieces: Vec<String>) -> Vec<String> {
    if let Some(first) = pieces.first_mut() {
        first.insert_str(0, head);
    }
    pieces
}

/// A valid time as it stands behind what it is of.
fn held(valid: &Option<Date>) -> String {
    valid.as_ref().map_or(String::new(), |valid| format!(" {}", valid_text(valid)))
}

fn target(link: &Link) -> String {
    plain_target(link) + &held(&link.valid)
}

fn plain_target(link: &Link) -> String {
    let certainty = mark(link.certainty);
    match &link.target {
        Target::Id(id) => format!("{id}{certainty}"),
        Target::Date(date) if certainty.is_empty() => bare_or_date(&format!("{date:#}")),
        Target::Date(date) => format!("{}{certainty}", quote(&format!("{date:#}"))),
    }
}

/// A date may end in a question mark of its own.
pub(super) fn bare_or_date(date: &str) -> String {
    let plain = date.trim_end_matches('?');
    if is_bare(plain) { date.to_owned() } else { quote(date) }
}

/// The mark of a certainty.
pub(super) fn mark(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Stated => "",
        Certainty::Inferred => "?",
        Certainty::Doubtful => "??",
    }
}

fn cited_list(citations: &[Citation]) -> String {
    let mut seen: Vec<&Citation> = Vec::new();
    for citation in citations {
        if !seen.contains(&citation) {
            seen.push(citation);
        }
    }
    let shown: Vec<String> =
        seen.iter().map(|c| format!("[{}]", format!("{} {}", c.source, c.at).trim_end())).collect();
    shown.join(" ")
}

/// Links and amounts that share their citations.
struct Group<'a> {
    links: &'a [Link],
    amounts: &'a [Amount],
}

/// Cuts links and amounts, in their order, into groups.
struct Groups<'a> {
    item: &'a Item,
    link: usize,
    amount: usize,
}

impl<'a> Groups<'a> {
    /// The citations of the next group.
    fn next(&self) -> Option<&'a [Citation]> {
        let link = self.item.links.get(self.link).map(|link| link.citations.as_slice());
        link.or_else(|| {
            self.item.amounts.get(self.amount).map(|amount| amount.citations.as_slice())
        })
    }

    /// The next links and amounts that have these citations.
    fn take(&mut self, citations: &[Citation]) -> Group<'a> {
        let links = self.item.links.get(self.link..).unwrap_or_default();
        let count = links.iter().take_while(|link| link.citations == citations).count();
        let links = links.get(..count).unwrap_or_default();
        self.link += count;
        let amounts = self.item.amounts.get(self.amount..).unwrap_or_default();
        let count = amounts.iter().take_while(|amount| amount.citations == citations).count();
        let amounts = amounts.get(..count).unwrap_or_default();
        self.amount += count;
        Group { links, amounts }
    }
}
