//! What people say to each other and a phrase does not know: questions for yes or no, pronouns, *today*, *only*.

use super::{is, words};
use crate::diagnostic::{Diagnostic, Span};

/// Words of ordinary speech, what is wrong with them here, and the mend.
struct Spoken {
    words: &'static [&'static str],
    /// What is wrong, behind the words in backticks.
    message: &'static str,
    help: &'static str,
}

const ALONE: &str = "refers to nothing: each phrase stands alone";
const NAMED: &str = "name what is meant again, as in `awards to Botao`";
const TODAY: &str = "depends on the day of asking, which a phrase does not know";
const DATED: &str =
    "write the date, as in `events in 2017`, `awards since March 2017` or `latest 3 awards`";
const ROUGH: &str = "says no definite time";
const BOUNDED: &str = "write a date or a distance, as in `events in Q1 2017`, or `events within 2 months after the visit to Kyoto`";

/// Words with which a phrase begins.
const FIRST: &[Spoken] = &[
    Spoken {
        words: &[
            "is", "are", "was", "were", "did", "does", "do", "has", "have", "had", "can", "could",
            "will", "would", "should",
        ],
        message: "asks for yes or no, and a phrase asks for things",
        help: "ask for what there is, as in `awards to Botao`; no rows mean no",
    },
    Spoken {
        words: &["why"],
        message: "is not answered: a chronicle has no reasons",
        help: "ask for the events; `--why`, or `.why N` in the shell, tells which facts a row rests on",
    },
    Spoken {
        words: &["how much"],
        message: "does not say which amount",
        help: "as in `total amount of funding by the park`, or `amounts of funding`",
    },
    Spoken {
        words: &["how long", "how old"],
        message: "is not answered",
        help: "ask when, as in `when was the first award`, or for what lasted so long, as in `events that lasted at least 3 months`",
    },
    Spoken {
        words: &["how large", "how big", "how high"],
        message: "does not say which amount",
        help: "name it, as in `area of constructions`, or `amount of funding`",
    },
    Spoken {
        words: &["how often"],
        message: "is asked as a number",
        help: "as in `how many visits to Kyoto`, or `how many visits per month`",
    },
    Spoken {
        words: &["how"],
        message: "is not answered",
        help: "ask for the events, as in `awards to Botao`, or `how many awards to Botao`",
    },
    Spoken {
        words: &["and", "but", "or", "also", "then", "what about"],
        message: ALONE,
        help: NAMED,
    },
];

/// Words where the reading stopped.
const HERE: &[Spoken] = &[
    Spoken {
        words: &[
            "it", "its", "they", "them", "their", "theirs", "he", "him", "his", "she", "her",
            "hers", "this one", "that one", "the one", "ones", "these", "those", "one",
        ],
        message: ALONE,
        help: NAMED,
    },
    Spoken {
        words: &[
            "today",
            "yesterday",
            "tomorrow",
            "now",
            "nowadays",
            "currently",
            "ago",
            "last year",
            "last month",
            "last week",
            "last quarter",
            "next year",
            "next month",
            "next week",
            "this year",
            "this month",
            "this week",
            "this quarter",
            "this",
        ],
        message: TODAY,
        help: DATED,
    },
    Spoken {
        words: &[
            "early",
            "late",
            "mid",
            "around",
            "circa",
            "shortly",
            "soon",
            "near",
            "close",
            "recently",
            "beginning",
            "middle",
            "end",
        ],
        message: ROUGH,
        help: BOUNDED,
    },
    Spoken {
        words: &["whose"],
        message: "is not understood",
        help: "say what they have behind `with`, as in `companies with awards in March`; or begin with it, as in `recipients of awards in March`",
    },
    Spoken {
        words: &["only", "solely", "merely"],
        message: "may belong to several words",
        help: "write `but no other` behind what is alone, as in `agreements with NEC but no other company`, or deny the rest, as in `companies with awards but without recognitions`",
    },
    Spoken {
        words: &["else", "besides"],
        message: "is not understood",
        help: "write `other than`, as in `companies other than Botao that received awards`",
    },
    Spoken {
        words: &["second", "third", "fourth", "fifth", "next", "previous", "penultimate", "nth"],
        message: "is not picked: only the first and the last are",
        help: "ask for several, as in `first 2 awards`, or for those behind another, as in `the first award after the first award`",
    },
    Spoken {
        words: &["nobody", "no one", "none"],
        message: "is not understood",
        help: "write `without` and the role, as in `honours without givers`",
    },
    Spoken {
        words: &["as many", "as much", "as few"],
        message: "compares two numbers, which a phrase does not",
        help: "ask for a ranking, as in `top 5 companies by awards`",
    },
    Spoken {
        words: &["week", "weeks", "weekday", "monday", "mondays", "weekend"],
        message: "is no period that a phrase has",
        help: "write the days, as in `events in 2017-03-06/2017-03-12`, or a distance, as in `events within 2 weeks of the visit to Kyoto`",
    },
];

/// What is said of a phrase of ordinary speech.
pub(super) fn instead(text: &str, error: &Diagnostic) -> Option<Diagnostic> {
    let words = words(text);
    let at = |index: usize, all: &[Spoken]| {
        all.iter().find_map(|spoken| {
            let fits = |wanted: &&&str| {
                let parts = wanted.split(' ').enumerate();
                parts
                    .into_iter()
                    .all(|(i, part)| words.get(index + i).is_some_and(|(_, word)| is(word, part)))
            };
            let found = spoken.words.iter().find(fits)?;
            let last = words.get(index + found.split(' ').count() - 1)?.0;
            Some(said(text, words.get(index)?.0.join(last), spoken))
        })
    };
    let stopped = words.iter().position(|(span, _)| span.start == error.span.start);
    let unknown = stopped.filter(|_| !error.message.starts_with("nothing is called"));
    let early = words.first().is_some_and(|(first, _)| error.span.start <= first.end + 1);
    let first = || if early { at(0, FIRST) } else { None };
    let century = |index: usize| {
        let behind = words.get(index + 1).filter(|(_, word)| is(word, "century"))?;
        let span = words.get(index)?.0.join(behind.0);
        let message = "a century is written in years: its first is the year 1 or the year 0 of it";
        Some(
            Diagnostic::error(span, message)
                .label("from which year on?")
                .help("as in `events in 1901/2000` or `events in 19XX`"),
        )
    };
    let here = |index: usize| {
        // *the one*: the error is at the second word, or at the first.
        at(index, HERE).or_else(|| at(index.checked_sub(1)?, HERE).filter(|_| index > 1))
    };
    first().or_else(|| unknown.and_then(|index| here(index).or_else(|| century(index))))
}

fn said(text: &str, span: Span, spoken: &Spoken) -> Diagnostic {
    let shown = text.get(span.start..span.end).unwrap_or_default();
    Diagnostic::error(span, format!("`{shown}` {}", spoken.message)).help(spoken.help)
}
