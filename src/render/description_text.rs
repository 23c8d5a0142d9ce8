//! A description as text.

use super::text::sources_text;
use super::words::{Words, words};
use super::{DescribedLink, Description, Look};
use crate::diagnostic::hanging;
use crate::diagnostic::visible;
use crate::model::Certainty;
use crate::time::Date;
use unicode_width::UnicodeWidthStr;

impl Description {
    /// The description for people, safe on a terminal.
    ///
    /// ```
    /// let store = nenpyo::Store::builtin()?;
    /// let text = store.show("Botao", "en")?.to_text(&store.look("en"));
    /// assert!(text.starts_with("Botao Culture Technology"));
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    pub fn to_text(&self, look: &Look<'_>) -> String {
        let (words, mut lines) = (words(look.lang), vec![self.heading(look)]);
        let mut fields = Vec::new();
        for (lang, names) in &self.labels {
            let lang = if lang == "und" { words.also } else { lang };
            fields.push((lang.to_owned(), visible(&names.join(", "))));
        }
        for amount in &self.amounts {
            let value = match amount.approximate {
                true => words.about.replace("{n}", &amount.value),
                false => amount.value.clone(),
            };
            let value = format!("{value} {}", amount.unit).trim_end().to_owned();
            let measure = look.measure(&amount.measure).unwrap_or(&amount.measure);
            fields.push((visible(measure), visible(&value) + mark(amount.certainty)));
        }
        fields.extend(self.notes.iter().map(|note| (words.note.to_owned(), visible(note))));
        if !self.sources.is_empty() {
            fields.push((words.source.to_owned(), sources_text(&self.sources)));
        }
        let own = self.sources.as_slice();
        let mut last = None;
        fields.extend(self.links.iter().map(|link| {
            // A role is named once for all who have it.
            let role =
                (last.replace(&link.relation) != Some(&link.relation)).then_some(&link.relation);
            let role = role.map(|role| visible(&look.role(role))).unwrap_or_default();
            let sources =
                if link.sources == own { String::new() } else { sources_text(&link.sources) };
            (role, other(link, look) + "  " + &sources)
        }));
        lines.extend(aligned(&fields, look.width));
        let (events, entities): (Vec<_>, Vec<_>) =
            self.linked_from.iter().partition(|link| link.date.is_some());
        lines.extend(section(words.events, &events, look));
        lines.extend(section(words.others, &entities, look));
        lines.extend(self.legend(words));
        lines.iter().map(|line| line.trim_end().to_owned() + "\n").collect()
    }

    /// What the marks mean, where there are any.
    fn legend(&self, words: &Words) -> Vec<String> {
        let links = self.links.iter().chain(&self.linked_from).map(|link| link.certainty);
        let mut all = links.chain(self.amounts.iter().map(|amount| amount.certainty));
        let marked = !self.certainty.is_stated()
            || all.any(|certainty| !certainty.is_stated())
            || self.labels.values().flatten().any(|label| label.ends_with(" ?"));
        let meaning = format!("? {}, ?? {}", words.inferred, words.doubtful);
        let legend = || vec![String::new(), meaning];
        if marked { legend() } else { Vec::new() }
    }

    fn heading(&self, look: &Look<'_>) -> String {
        let class = visible(look.class(&self.class));
        let date = self.date.as_deref().map(|date| date_of(date, look) + ", ").unwrap_or_default();
        let (label, id) = (visible(&self.label), visible(&self.id));
        format!("{label}{}  ({date}{class}, id {id})", mark(self.certainty))
    }
}

/// What links here, with the role that this has in it.
fn section(title: &str, links: &[&DescribedLink], look: &Look<'_>) -> Vec<String> {
    if links.is_empty() {
        return Vec::new();
    }
    let line = |link: &&DescribedLink| {
        let role = visible(&look.role(&link.relation));
        let text = format!("{}  ({role})  {}", other(link, look), sources_text(&link.sources));
        let text = text.trim_end();
        hanging("  ", text, look.width).trim_end().to_owned()
    };
    let mut lines = vec![String::new(), format!("{title}:")];
    lines.extend(links.iter().map(line));
    lines
}

fn other(link: &DescribedLink, look: &Look<'_>) -> String {
    let date = link.date.as_deref().map(|date| date_of(date, look) + "  ").unwrap_or_default();
    let valid = link.valid.as_deref().map(|valid| format!("  ({})", date_of(valid, look)));
    let valid = valid.unwrap_or_default();
    format!("{date}{}{}{valid}", visible(&link.other.label), mark(link.certainty))
}

fn date_of(edtf: &str, look: &Look<'_>) -> String {
    let words = Date::parse(edtf).map_or_else(|_| edtf.to_owned(), |date| date.to_text(look.lang));
    super::text::date_text(edtf, &words)
}

fn mark(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Stated => "",
        Certainty::Inferred => " ?",
        Certainty::Doubtful => " ??",
    }
}

/// Names and values in two columns.
fn aligned(fields: &[(String, String)], room: Option<usize>) -> Vec<String> {
    let width = fields.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    let line = |(name, value): &(String, String)| {
        let heading = format!("  {name}{}  ", " ".repeat(width.saturating_sub(name.width())));
        hanging(&heading, value, room).trim_end().to_owned()
    };
    fields.iter().map(line).collect()
}
