//! What the other commands do.

use super::commands::{self, Call};
use super::{Repl, paths};
use crate::failure::{Done, Failure};
use crate::output;
use crate::saved::Asked;
use crate::{schema, show};
use nenpyo::catalog::fold;
use nenpyo::diagnostic::visible;
use nenpyo::exec::Params;
use nenpyo::ontology::node_label;
use nenpyo::{ErrorKind, Store};
use serde_json::json;
use std::sync::Arc;

/// Mistakes of files that `.open` tells; `.check` tells all.
const FINDINGS: usize = 5;

/// A name without the quotation marks in which questions have it.
fn unquoted(name: &str) -> &str {
    let inner = |mark: char| name.strip_prefix(mark)?.strip_suffix(mark);
    inner('"').or_else(|| inner('\'')).unwrap_or(name)
}

impl Repl {
    pub(super) fn help(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        let name = call.argument.trim_start_matches('.');
        if name.is_empty() {
            let names: Vec<_> = commands::COMMANDS
                .iter()
                .map(|it| json!({"name": it.name, "argument": it.argument, "description": it.description}))
                .collect();
            let text = || super::help::help(output::width());
            return self.say(text, || json!({"commands": names}));
        }
        let Some(command) = commands::named(name) else {
            let known = commands::COMMANDS.iter().map(|command| command.name);
            let near = nenpyo::catalog::nearest(name, known, 1);
            let message = format!("there is no command `{}`", visible(name));
            return Err(call.wrong_word(message, "`.help` lists them".to_owned(), near));
        };
        let head = format!(".{} {}", command.name, command.argument);
        let text = || format!("{}: {}\n", head.trim_end(), command.description);
        self.say(text, || json!({"name": command.name, "description": command.description}))
    }

    pub(super) fn open(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        let files = paths::many(call.argument);
        let opened = crate::patience::opening(&files, || Store::open(&files));
        // A file that is no chronicle has a mistake in each line.
        self.take(opened.map_err(|error| error.at_most(FINDINGS))?)
    }

    pub(super) fn close(&mut self, _: &Call<'_>) -> Result<Done, Failure> {
        self.take(Store::builtin()?)
    }

    /// Asks another chronicle from now on.
    fn take(&mut self, store: Store) -> Result<Done, Failure> {
        self.session.store = Arc::new(store);
        self.shared.set(&self.session);
        self.last = None;
        let store = &self.session.store;
        let (dataset, graph) = (store.dataset(), store.graph());
        let languages = store.languages();
        if dataset.events.is_empty() && dataset.entities.is_empty() {
            let (nodes, links) = (graph.node_count(), graph.edge_count());
            let text = || {
                format!(
                    "a graph of {nodes} nodes and {links} links; `.classes` lists what there is\n"
                )
            };
            return self
                .say(text, || json!({"nodes": nodes, "links": links, "languages": languages}));
        }
        let (events, entities) = (dataset.events.len(), dataset.entities.len());
        let text = || format!("{events} events, {entities} entities; {}\n", languages.join(", "));
        self.say(text, || json!({"events": events, "entities": entities, "languages": languages}))
    }

    pub(super) fn check(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        crate::check::run(&paths::many(call.argument))?;
        self.say(|| "fine\n".to_owned(), || json!({"fine": true}))
    }

    pub(super) fn schema(&mut self, _: &Call<'_>) -> Result<Done, Failure> {
        Ok(self.print(&schema::text(&self.session)?)?)
    }

    pub(super) fn classes(&mut self, _: &Call<'_>) -> Result<Done, Failure> {
        let (store, look) = (&self.session.store, self.session.look());
        let graph = store.graph();
        let count = |class: &str| {
            graph.label_id(&node_label(class)).map_or(0, |label| graph.with_label(label).len())
        };
        let classes = store.vocabulary().classes.keys();
        let rows: Vec<(&str, &str, usize)> =
            classes.map(|id| (id.as_str(), look.class(id), count(id))).collect();
        let text = || {
            let line = |(id, word, count): &(&str, &str, usize)| {
                let word = if word == id { "" } else { word };
                format!("{count:>8}  {}\n", format!("{id:<20}  {}", visible(word)).trim_end())
            };
            rows.iter().map(line).collect()
        };
        let value = || {
            let rows = rows.iter();
            rows.map(|(id, word, count)| json!({"id": id, "word": word, "count": count})).collect()
        };
        self.say(text, || json!({"classes": serde_json::Value::Array(value())}))
    }

    pub(super) fn who(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        let store = &self.session.store;
        let found = store.catalog().names.lookup(&fold(unquoted(call.argument)));
        if found.is_empty() {
            // An id has a profile too; what has none is an error that offers what is near.
            return self.show_only(unquoted(call.argument));
        }
        let look = self.session.look();
        // Names of a graph that was made of no chronicle are in the graph only.
        let label = |entry: &nenpyo::catalog::NameEntry| match look.item(&entry.id) {
            Some(_) => look.label(&entry.id).to_owned(),
            None => entry.label.clone(),
        };
        let text = || {
            let line = |entry: &nenpyo::catalog::NameEntry| {
                let (id, class) = (visible(&entry.id), visible(look.class(&entry.class)));
                format!("{id}  {class}  {}\n", visible(&label(entry)))
            };
            found.iter().map(line).collect()
        };
        let value = || {
            let entry = |entry: &nenpyo::catalog::NameEntry| json!({"id": entry.id, "class": entry.class, "label": label(entry)});
            found.iter().map(entry).collect()
        };
        self.say(
            text,
            || json!({"name": call.argument, "means": serde_json::Value::Array(value())}),
        )
    }

    fn show_only(&self, name: &str) -> Result<Done, Failure> {
        Ok(self.print(&show::text(&self.session, name)?)?)
    }

    /// Without its dot `show` begins phrases too (`show me all awards`): what is no name is asked.
    pub(super) fn show(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        match self.show_only(unquoted(call.argument)) {
            done if call.line.starts_with('.') => done,
            Err(Failure::Error(error)) if error.kind() == ErrorKind::Name => {
                let near = error.diagnostics().any(|finding| !finding.candidates.is_empty());
                self.ask(&format!("show {}", call.argument))
                    .map_err(|asked| if near { Failure::Error(error) } else { asked })
            }
            done => done,
        }
    }

    pub(super) fn explain(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        let question = match call.argument {
            "" => &self.last(call)?.asked.text,
            question => question,
        };
        Ok(self.print(&crate::explain::text(&self.session, question)?)?)
    }

    pub(super) fn profile(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        let question = match call.argument {
            "" => self.last(call)?.asked.clone(),
            question => Asked { text: question.to_owned(), params: Params::new() },
        };
        self.session.wants_json("profile")?;
        let profiled = self.profiled(&question)?;
        let text = crate::explain::profiled(&self.session, &question.text, &profiled)?;
        Ok(self.print(&text)?)
    }

    pub(super) fn quit(&mut self, _: &Call<'_>) -> Result<Done, Failure> {
        self.quit = true;
        Ok(())
    }
}
