//! Why an answer has no rows.

use super::AskOptions;
use crate::algebra::{Clause, Expr, Query, Relaxed};
use crate::answer::WhyNot;
use crate::exec::{Limits, Tracing, execute};
use crate::graph::Graph;
use crate::plan::plan;
use crate::value::Value;
use std::time::{Duration, Instant};

/// How long may be spent on looking, over all conditions: what it tells is a help, not the answer.
const TIME: Duration = Duration::from_millis(200);
/// Rows that are counted.
const ROWS: i64 = 1000;
/// Conditions that are told.
const TOLD: usize = 3;

/// The conditions of a query without rows each of which alone keeps some away. What cannot be told in time, or within
/// the limits on the question, is left out.
pub(super) fn why_not(asked: &Query, graph: &Graph, options: &AskOptions) -> Vec<WhyNot> {
    let until = Instant::now() + options.limits.time.unwrap_or(TIME).min(TIME);
    let relaxed = asked.relaxed().into_iter().filter(|relaxed| !relaxed.asks_for_others());
    let found = relaxed.map_while(|relaxed| {
        let left = until.checked_duration_since(Instant::now())?;
        let limits = options.limits.clone().time(Some(left));
        Some(kept_away(relaxed, graph, options, &limits))
    });
    found.flatten().take(TOLD).collect()
}

fn kept_away(
    relaxed: Relaxed,
    graph: &Graph,
    options: &AskOptions,
    limits: &Limits,
) -> Option<WhyNot> {
    let Relaxed { without, mut query, .. } = relaxed;
    let text = query.to_string();
    if let Some(Clause::Return(last)) = query.parts.last_mut().and_then(|p| p.clauses.last_mut()) {
        last.limit.get_or_insert(Expr::Literal(Value::Integer(ROWS + 1)));
    }
    let AskOptions { params, cancel, .. } = options;
    let table = execute(&plan(&query, graph), graph, params, limits, cancel, Tracing::Nothing);
    let (rows, most) = (table.ok()?.rows.len(), ROWS as usize);
    (rows > 0).then(|| WhyNot::new(without, rows.min(most), rows > most, text))
}

#[cfg(test)]
mod tests {
    use crate::{AskOptions, Store};
    use std::time::Duration;

    fn why_not(question: &str) -> String {
        let options = AskOptions::new().why_not(true);
        let answer = Store::builtin().unwrap().ask_with(question, &options).unwrap();
        answer.why_not.iter().map(|not| format!("{} {}\n", not.rows, not.without)).collect()
    }

    #[test]
    fn what_keeps_rows_away_is_told_with_what_there_would_be() {
        let told = why_not("awards to companies in Kyoto");
        assert_eq!(told, "5 (city {id: 'kyoto'})\n");
        let told = why_not("MATCH (a:Award)<-[:RECIPIENT]-(c:Company) RETURN a");
        assert_eq!(told, "", "a direction is no condition");
        let told = why_not("awards to companies in the park");
        assert_eq!(told, "", "there are rows");
    }

    #[test]
    fn what_would_be_is_what_the_query_without_it_gives() {
        let store = Store::builtin().unwrap();
        let options = AskOptions::new().why_not(true);
        for question in ["everything about Neusoft", "top 3 companies by visits", "awards in 2016"]
        {
            let answer = store.ask_with(question, &options).unwrap();
            assert!(answer.rows.is_empty() && !answer.why_not.is_empty(), "{question}");
            for not in answer.why_not {
                assert_eq!(store.query(&not.query).unwrap().rows.len(), not.rows, "{}", not.query);
            }
        }
    }

    #[test]
    fn it_counts_up_to_a_thousand_and_heeds_the_limits() {
        let query = "UNWIND range(1, 2000) AS x WITH x WHERE x > 3000 RETURN x";
        let options = AskOptions::new().why_not(true);
        let store = Store::builtin().unwrap();
        let [not] = store.ask_with(query, &options).unwrap().why_not.try_into().unwrap();
        assert_eq!((not.rows, not.more), (1000, true));
        let late =
            options.limits(crate::exec::Limits::default().time(Some(Duration::from_nanos(1))));
        let late = store.ask_with("awards in 2016", &late);
        assert!(late.map_or(true, |answer| answer.why_not.is_empty()));
    }
}
