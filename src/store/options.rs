//! How something is asked.

use crate::exec::{Cancel, Limits, Params};
use crate::render::Format;
use crate::time::Date;
use crate::value::Value;
use std::borrow::Cow;
use std::fmt;

/// How a question is to be answered.
///
/// ```
/// use nenpyo::AskOptions;
/// let options = AskOptions::new().lang("ja").why(true);
/// assert_eq!(options.lang, "ja");
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct AskOptions {
    /// The language of names, `en` by default; names that are not known in it are given in another one.
    pub lang: String,
    /// Whether rows tell the links that they rest on.
    pub why: bool,
    /// Whether an answer without rows tells which conditions keep them away; see [`WhyNot`](crate::answer::WhyNot).
    pub why_not: bool,
    /// The format that the answer is to be shown in, unless the phrase asks for another.
    pub format: Option<&'static Format>,
    /// The day on which the graph is looked at, unless the question names another; `None` for all that ever held.
    pub as_of: Option<Date>,
    /// Whether phrases ask for what is certain only, unless they say *possibly*; by default for what is possible, unless they
    /// say *certainly*. Pattern queries say `certain(…)` themselves.
    pub certain: bool,
    /// The values of the parameters of a pattern query.
    pub params: Params,
    /// Limits on the work.
    pub limits: Limits,
    /// Stops the work from another thread.
    pub cancel: Cancel,
}

impl Default for AskOptions {
    fn default() -> Self {
        let (limits, cancel) = (Limits::default(), Cancel::new());
        let (lang, params) = ("en".to_owned(), Params::new());
        AskOptions {
            lang,
            why: false,
            why_not: false,
            format: None,
            as_of: None,
            certain: false,
            params,
            limits,
            cancel,
        }
    }
}

impl AskOptions {
    /// What the plan of a text is kept by.
    pub(super) fn key<'t>(&self, text: &'t str) -> Cow<'t, str> {
        const MARK: char = '\u{1}';
        match (&self.as_of, self.certain) {
            (None, false) if !text.starts_with(MARK) => text.into(),
            (date, certain) => {
                let date = date.as_ref().map(ToString::to_string).unwrap_or_default();
                format!("{MARK}{certain} {date}{MARK}{text}").into()
            }
        }
    }

    /// In English, without reasons, within the usual limits.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the language of names.
    #[must_use]
    pub fn lang(self, lang: impl Into<String>) -> Self {
        AskOptions { lang: lang.into(), ..self }
    }

    /// Sets whether rows tell the links that they rest on.
    #[must_use]
    pub fn why(self, why: bool) -> Self {
        AskOptions { why, ..self }
    }

    /// Sets whether an answer without rows tells which conditions keep them away.
    ///
    /// ```
    /// use nenpyo::{AskOptions, Store};
    /// let answer = Store::builtin()?.ask_with("awards to Botao in 2016", &AskOptions::new().why_not(true))?;
    /// assert!(answer.rows.is_empty());
    /// assert_eq!(answer.why_not[0].without, "possible(within(award.date, edtf('2016')))");
    /// assert_eq!(answer.why_not[0].rows, 1);
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    #[must_use]
    pub fn why_not(self, why_not: bool) -> Self {
        AskOptions { why_not, ..self }
    }

    /// Sets the format that the answer is to be shown in.
    #[must_use]
    pub fn format(self, format: &'static Format) -> Self {
        AskOptions { format: Some(format), ..self }
    }

    /// Sets the day on which the graph is looked at; see [`Graph::as_of`](crate::graph::Graph::as_of).
    #[must_use]
    pub fn as_of(self, date: Date) -> Self {
        AskOptions { as_of: Some(date), ..self }
    }

    /// Sets whether phrases ask for what is certain only, unless they say *possibly*.
    ///
    /// ```
    /// use nenpyo::{AskOptions, Store};
    /// let store = Store::builtin()?;
    /// let certain = AskOptions::new().certain(true);
    /// let answer = store.ask_with("awards in March 2017", &certain)?;
    /// assert_eq!(answer.rows, store.ask("certainly awards in March 2017")?.rows);
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    #[must_use]
    pub fn certain(self, certain: bool) -> Self {
        AskOptions { certain, ..self }
    }

    /// Gives a parameter of a pattern query (`$name`) its value.
    #[must_use]
    pub fn param(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.params.insert(name.into(), value.into());
        self
    }

    /// Sets the limits.
    #[must_use]
    pub fn limits(self, limits: Limits) -> Self {
        AskOptions { limits, ..self }
    }

    /// Sets the flag that stops the work.
    #[must_use]
    pub fn cancel(self, cancel: Cancel) -> Self {
        AskOptions { cancel, ..self }
    }
}

/// What a question means, and how it is answered. `Display` shows both.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// The pattern query that it means.
    pub query: String,
    /// The steps, a line each, with the number of rows that is expected of each.
    pub plan: String,
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}\n\n{}", self.query, self.plan)
    }
}
