//! The one place that sees all stages: from files to a graph, and from a phrase to an answer.
//!
//! The whole pipeline is in [`Store::ask_with`] and [`Store::query_with`]: bind and plan, unless the plan of that text is known
//! already ([`PlanCache`]), then run. A store does not change once it is made, and threads may ask it at once. Read on in
//! `files` (from texts to a dataset), `prepared` (what is kept of a question), `as_of` (the graph of a day) and `name`
//! (what a name means).

mod as_of;
mod canonical;
mod files;
mod name;
mod node_description;
mod options;
mod places;
mod prepared;
mod profile;
mod snapshot;
mod why_not;

pub use canonical::{CanonicalFile, canonical_file};
pub use files::{base_vocabulary, read_files};
pub use options::{AskOptions, Explanation};
pub use profile::Profiled;

use crate::algebra::Query;
use crate::answer::Answer;
use crate::bind::{pattern, phrase};
use crate::catalog::Catalog;
use crate::diagnostic::{Diagnostic, Span};
use crate::error::{Error, ErrorKind};
use crate::exec::{ExecError, Tracing, View, answer, execute};
use crate::graph::Graph;
use crate::model::Dataset;
use crate::ontology::Ontology;
use crate::plan::{PlanCache, plan};
use crate::render::{FORMATS, Format, Look};
use crate::syntax::StaticError;
use crate::syntax::pattern::parse;
use crate::time::Date;
use as_of::Past;
use prepared::Prepared;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

/// What a phrase is called in errors.
const PHRASE: &str = "phrase";
/// What a pattern query is called in errors.
const QUERY: &str = "query";

/// A chronicle that answers questions.
///
/// ```
/// let store = nenpyo::Store::builtin()?;
/// let answer = store.ask("how many awards in 2017")?;
/// assert_eq!(answer.columns, ["count"]);
/// # Ok::<(), nenpyo::Error>(())
/// ```
#[derive(Debug)]
pub struct Store {
    dataset: Dataset,
    catalog: Catalog,
    graph: Arc<Graph>,
    roles: HashSet<String>,
    phrases: PlanCache<Prepared>,
    patterns: PlanCache<Prepared>,
    past: Past,
}

impl Store {
    /// The chronicle that comes with the package: the Dalian High-tech Zone in 2017.
    ///
    /// # Errors
    /// None that is known of: the shipped files are read by the tests.
    ///
    /// ```
    /// let store = nenpyo::Store::builtin()?;
    /// assert_eq!(store.dataset().events.len(), 60);
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    pub fn builtin() -> Result<Store, Error> {
        Store::from_dataset(files::shipped()?)
    }

    /// The chronicle that some files make together, each a chronicle (`.chron`) or its JSON form (`.json`); or the snapshot
    /// (`.nenpyo`) that one file is.
    ///
    /// The base vocabulary is known; the files may add to it.
    ///
    /// # Errors
    /// A file cannot be read; everything that is wrong in any of them.
    ///
    /// ```no_run
    /// let store = nenpyo::Store::open(["2017.chron", "2018.chron"])?;
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    pub fn open<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Result<Store, Error> {
        let paths: Vec<P> = paths.into_iter().collect();
        match paths.as_slice() {
            [path] if path.as_ref().extension().is_some_and(|e| e == "nenpyo") => {
                Store::open_snapshot(path)
            }
            _ => Store::from_dataset(read_files(paths, &base_vocabulary()?)?),
        }
    }

    /// A chronicle made in code; see [`DatasetBuilder`](crate::DatasetBuilder). One that was made without it should be
    /// [checked](crate::chronicle::check) before.
    ///
    /// # Errors
    /// A link to an id that nothing has, or more nodes or links than fit.
    ///
    /// ```
    /// use nenpyo::{DatasetBuilder, Store};
    /// let mut builder = DatasetBuilder::new(nenpyo::base_vocabulary()?);
    /// builder.entity("botao", "company").label("en", "Botao");
    /// builder.event("prize", "2017-03", "award").label("en", "A prize").link("recipient", "botao");
    /// let store = Store::from_dataset(builder.build()?)?;
    /// assert_eq!(store.ask("awards to Botao")?.rows.len(), 1);
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    pub fn from_dataset(dataset: Dataset) -> Result<Store, Error> {
        let (catalog, graph) = (Catalog::new(&dataset), Graph::from_dataset(&dataset)?);
        Ok(Store::of(dataset, catalog, Arc::new(graph)))
    }

    fn of(dataset: Dataset, catalog: Catalog, graph: Arc<Graph>) -> Store {
        let roles = dataset.ontology.relations.iter().filter(|(_, relation)| relation.role);
        let roles = roles.flat_map(|(id, _)| catalog.types_of(id)).collect();
        let (phrases, patterns, past) = Default::default();
        Store { dataset, catalog, graph, roles, phrases, patterns, past }
    }

    /// Answers a phrase.
    ///
    /// # Errors
    /// A phrase that cannot be read: the place, the cause and the mend. A limit that was reached.
    ///
    /// ```
    /// use nenpyo::answer::Cell;
    /// let store = nenpyo::Store::builtin()?;
    /// let answer = store.ask("awards to Botao")?;
    /// let Cell::Event(award) = &answer.rows[0].cells[0] else { unreachable!() };
    /// assert_eq!(award.title, "Tourism innovation prize for Botao");
    /// assert_eq!(award.sources[0].at, "3.3");
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    pub fn ask(&self, phrase: &str) -> Result<Answer, Error> {
        self.ask_with(phrase, &AskOptions::default())
    }

    /// Answers a phrase in a language, with reasons, within limits of your own. A pattern query is answered too.
    ///
    /// # Errors
    /// As [`Store::ask`]; also when the options' cancellation is set.
    ///
    /// ```
    /// use nenpyo::{AskOptions, Store};
    /// let store = Store::builtin()?;
    /// let answer = store.ask_with("awards to Botao", &AskOptions::new().lang("ja").why(true))?;
    /// assert_eq!(answer.rows[0].why[0].to.label, "大連博涛文化科技股份有限公司");
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    pub fn ask_with(&self, phrase: &str, options: &AskOptions) -> Result<Answer, Error> {
        if is_pattern(phrase) {
            return self.query_with(phrase, options);
        }
        let prepared = self.phrases.get(&options.key(phrase), || {
            let (query, format) = self.bind(phrase, options)?;
            Ok::<_, Error>(Prepared { format, ..self.prepare(query, options) })
        })?;
        let format = prepared.format;
        let why = options.why || format.or(options.format).is_some_and(|format| format.needs_why);
        let mut answer = self.run(&prepared, &AskOptions { why, ..options.clone() })?;
        answer.phrase = phrase.to_owned();
        answer.format = format.map(|format| format.name);
        Ok(answer)
    }

    /// What a phrase or a pattern query means, and how it is answered.
    ///
    /// # Errors
    /// A text that cannot be read.
    ///
    /// ```
    /// let explanation = nenpyo::Store::builtin()?.explain("awards to Botao")?;
    /// assert!(explanation.query.starts_with("MATCH"));
    /// assert!(explanation.plan.contains("Scan"));
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    pub fn explain(&self, phrase: &str) -> Result<Explanation, Error> {
        self.explain_with(phrase, &AskOptions::default())
    }

    /// What a phrase or a pattern query means, and how it is answered, when it is asked so.
    ///
    /// # Errors
    /// As [`Store::explain`].
    ///
    /// ```
    /// use nenpyo::{AskOptions, Store};
    /// let june = nenpyo::time::Date::month(2017, 6).ok_or("a month")?;
    /// let explanation = Store::builtin()?.explain_with("all awards", &AskOptions::new().as_of(june))?;
    /// assert!(explanation.query.starts_with("AS OF"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain_with(&self, phrase: &str, options: &AskOptions) -> Result<Explanation, Error> {
        let query = self.meant(phrase, options)?;
        let graph = self.graph_as_of(query.as_of.as_ref());
        Ok(Explanation { query: query.to_string(), plan: plan(&query, &graph).to_string() })
    }

    /// What a phrase or a pattern query asks, on the day that it names or else on that of the options.
    fn meant(&self, text: &str, options: &AskOptions) -> Result<Query, Error> {
        let mut query = match is_pattern(text) {
            true => self.bind_pattern(text)?.query,
            false => self.bind(text, options)?.0,
        };
        query.as_of = query.as_of.or_else(|| options.as_of.clone());
        Ok(query)
    }

    /// From text to what is asked.
    fn bind(
        &self,
        text: &str,
        options: &AskOptions,
    ) -> Result<(Query, Option<&'static Format>), Error> {
        let wrong = |diagnostic| Error::about(ErrorKind::Phrase, PHRASE, text, diagnostic);
        let AskOptions { certain, as_of, .. } = options;
        let bound = phrase::bind(text, &self.catalog, *certain, as_of.as_ref()).map_err(wrong)?;
        let format = bound.format.map(|(word, span)| format_named(&word, span));
        Ok((bound.query, format.transpose().map_err(wrong)?))
    }

    /// Answers a pattern query.
    ///
    /// # Errors
    /// A query that cannot be read or has no meaning: the place, the cause and the mend. A limit that was reached, and
    /// an expression that has no value.
    ///
    /// ```
    /// let store = nenpyo::Store::builtin()?;
    /// let answer = store.query("MATCH (a:Award)-[:RECIPIENT]->(c:Company) RETURN c.name, count(a) AS awards")?;
    /// assert_eq!(answer.columns, ["c.name", "awards"]);
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    pub fn query(&self, text: &str) -> Result<Answer, Error> {
        self.query_with(text, &AskOptions::default())
    }

    /// Answers a pattern query in a language, with reasons, within limits of your own.
    ///
    /// # Errors
    /// As [`Store::query`].
    pub fn query_with(&self, text: &str, options: &AskOptions) -> Result<Answer, Error> {
        let prepared = self.patterns.get(&options.key(text), || {
            let bound = self.bind_pattern(text)?;
            let warnings = bound.warnings;
            Ok::<_, Error>(Prepared { warnings, ..self.prepare(bound.query, options) })
        })?;
        let answer = self.run(&prepared, options);
        let answer = answer.map_err(|error| self.placed(error, text, &prepared, options))?;
        Ok(Answer { warnings: prepared.warnings.clone(), ..answer })
    }

    /// From the text of a pattern query to what is asked.
    fn bind_pattern(&self, text: &str) -> Result<pattern::Bound, Error> {
        let wrong =
            |error: StaticError| Error::about(ErrorKind::Pattern, QUERY, text, *error.diagnostic);
        let tree = parse(text).map_err(wrong)?;
        pattern::bind(&tree, Some(&self.graph)).map_err(wrong)
    }

    /// From what is asked to its answer.
    fn run(&self, asked: &Prepared, options: &AskOptions) -> Result<Answer, ExecError> {
        let graph = &self.graph_as_of(asked.as_of.as_ref());
        let AskOptions { lang, why, params, limits, cancel, .. } = options;
        let (dataset, roles) = (Some(&self.dataset), &self.roles);
        let day = asked.as_of.as_ref().map(Date::some_day);
        let as_of = day.as_ref();
        let view = View { graph, dataset, lang, roles, why: *why, as_of };
        let tracing = match (*why, asked.doubtful) {
            (true, _) => Tracing::Facts,
            (false, true) => Tracing::Certainty,
            (false, false) => Tracing::Nothing,
        };
        let found = answer(&execute(&asked.plan, graph, params, limits, cancel, tracing)?, &view);
        let why_not = match options.why_not && found.rows.is_empty() {
            true => why_not::why_not(&asked.asked, graph, options),
            false => Vec::new(),
        };
        Ok(Answer { query: asked.query.clone(), why_not, ..found })
    }

    /// The graph. Its petgraph is for every algorithm of that crate.
    ///
    /// ```
    /// use petgraph::{algo::dijkstra, graph::NodeIndex};
    /// let store = nenpyo::Store::builtin()?;
    /// let graph = store.graph();
    /// let node = |id| graph.node_by_id(id).map(NodeIndex::from).ok_or(id);
    /// let (botao, china) = (node("botao")?, node("china")?);
    /// // Botao is in the zone, that in Dalian, that in Liaoning, and that in China.
    /// let steps = dijkstra(graph.petgraph(), botao, Some(china), |_| 1);
    /// assert_eq!(steps[&china], 4);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The chronicle as plain data.
    pub fn dataset(&self) -> &Dataset {
        &self.dataset
    }

    /// The words and names that phrases are read by.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The vocabulary: classes, roles, relations, measures and units.
    pub fn vocabulary(&self) -> &Ontology {
        &self.dataset.ontology
    }

    /// What [`crate::render`] needs to know to show an answer of this store in a language.
    pub fn look<'a>(&'a self, lang: &'a str) -> Look<'a> {
        Look::new(&self.dataset, lang)
    }

    /// The languages that there are names or words in, sorted.
    ///
    /// ```
    /// assert_eq!(nenpyo::Store::builtin()?.languages(), ["en", "ja", "zh"]);
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    pub fn languages(&self) -> Vec<&str> {
        let (entities, events) = (self.dataset.entities.values(), self.dataset.events.values());
        let items = entities.map(|entity| &entity.item).chain(events.map(|event| &event.item));
        let names = items.flat_map(|item| &item.labels).map(|label| label.lang.as_str());
        let classes = self.vocabulary().classes.values();
        let words = classes.flat_map(|class| &class.words).map(|word| word.lang.as_str());
        let mut found: Vec<&str> = names.chain(words).filter(|lang| *lang != "und").collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Whether a text is a pattern query: it begins with the keyword of a clause, as no phrase does.
///
/// ```
/// use nenpyo::store::is_pattern;
/// assert!(is_pattern("MATCH (n) RETURN n") && !is_pattern("awards to Botao"));
/// ```
pub fn is_pattern(text: &str) -> bool {
    const FIRST: [&str; 5] = ["match", "optional", "unwind", "with", "return"];
    let text = text.trim_start();
    let word = text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    FIRST.iter().any(|first| word.eq_ignore_ascii_case(first)) || as_of::begins_pattern(text)
}

fn format_named(word: &str, span: Span) -> Result<&'static Format, Diagnostic> {
    Format::named(word).ok_or_else(|| {
        let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        Diagnostic::error(span, format!("there is no format `{word}`"))
            .label("not a format")
            .help(format!("the formats are {}", names.join(", ")))
            .candidates(crate::catalog::nearest(word, names.iter().copied(), 1))
    })
}
