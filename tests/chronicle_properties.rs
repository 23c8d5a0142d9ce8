//! Properties of the chronicle's reader and writer, on generated datasets and on any text.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::VOCABULARY;
use nenpyo::chronicle::{Input, from_json, read, to_json, write};
use nenpyo::model::{
    Amount, Certainty, Citation, Dataset, Distance, Entity, Event, Item, Label, Link, Order,
    Relative, Source, Target,
};
use nenpyo::ontology::Ontology;
use nenpyo::time::{Date, TimeUnit};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::HashSet;
use std::sync::LazyLock;

/// A vocabulary made to be confusing, on top of the shipped one.
const HOSTILE: &str = r##"
class source is organization
class class is event
  en "class 5"
class 20th-event is event
relation as_part from event to agent, event
  forward en "as part", "as part of it", note, label, ja, to, 2016, "a \"b\" # c", id, of
relation note from event, agent to agent
  forward en "in number", count
relation day_of from agent to date, agent
  forward en 5, "since the", in, aka, from, until
measure note2 of things from event
  forward en note, "as part"
measure score of points
  forward en of, "to the", 7
unit pt of points
  en point points, "point of order"
unit "x?" of points
unit % of points
  en percent
"##;

static HOSTILE_VOCABULARY: LazyLock<Ontology> = LazyLock::new(|| {
    let text = HOSTILE.replace("unit \"x?\" of points\n", "");
    match read(&[Input { name: "hostile".into(), text: &text }], Some(&VOCABULARY)) {
        Ok(dataset) => dataset.ontology,
        Err(errors) => panic!("{errors}"),
    }
});

const IDS: [&str; 32] = [
    "id", "ja", "by", "to", "note", "aka", "label", "and", "in", "of", "first", "source", "class",
    "a-b", "x:1/2", "_", "大連", "won", "part", "it", "number", "event", "s:1", "s:1/2", "s:1/3",
    "the", "Botao", "3com", "after", "from", "until", "during",
];
const LANGUAGES: [&str; 9] = ["en", "ja", "en", "zh-Hant", "und", "yue", "to", "is", "frm"];
const DATES: [&str; 14] = [
    "2017",
    "2017-03",
    "2017-03-05~",
    "2016?",
    "201X",
    "2017-Q1",
    "2015/2017",
    "../2016",
    "2017-03/..",
    "2017-01-01/2017-12-31",
    "2017-03-01~/2017-03-31~",
    "{2015,2017}",
    "[..2016]",
    "Y-170000",
];
const UNITS: [&str; 10] =
    ["projects", "by", "CNY", "IPO listings", "", "ja", "to", "men", "a?", "%"];
const PLACES: [&str; 6] = ["1", "1", "2.3", "page 4, left", "", "#\"x\""];

/// Takes choices from a list of random numbers; the first of any choice when they are used up.
#[derive(Debug, Clone)]
struct Choices {
    numbers: Vec<u16>,
    texts: Vec<String>,
    at: usize,
}

impl Choices {
    fn below(&mut self, limit: usize) -> usize {
        self.at += 1;
        usize::from(self.numbers.get(self.at).copied().unwrap_or(0)) % limit.max(1)
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    fn certainty(&mut self) -> Certainty {
        [Certainty::Stated, Certainty::Stated, Certainty::Inferred, Certainty::Doubtful]
            [self.below(4)]
    }

    fn text(&mut self) -> String {
        let index = self.below(self.texts.len());
        self.texts.get(index).cloned().unwrap_or_else(|| "text".into())
    }

    fn texts(&mut self, most: usize) -> Vec<String> {
        (0..self.below(most + 1)).map(|_| self.text()).collect()
    }

    fn comment(&mut self) -> Vec<String> {
        (0..self.below(3))
            .map(|index| format!("{} # note {index}", ["plain", " indented", "大連"][index]))
            .collect()
    }

    fn citations(&mut self) -> Vec<Citation> {
        let mut citations = Vec::new();
        for _ in 0..self.below(3) {
            let citation =
                Citation { source: self.of(&["s", "大"]).into(), at: self.of(&PLACES).into() };
            if !citations.contains(&citation) {
                citations.push(citation);
            }
        }
        citations
    }

    fn valid(&mut self) -> Option<Date> {
        const TIMES: [&str; 6] =
            ["2012/..", "../2005~", "2012-03?/2016", "1990/", "/2005", "201X/2020-04-05"];
        (self.below(4) == 0).then(|| Date::parse(self.of(&TIMES)).unwrap())
    }

    /// A date by one of the events so far that have a first and a last day; such a date leads to one, too.
    fn relative(&mut self, dataset: &Dataset) -> Vec<Relative> {
        let known = |event: &Event| {
            let bounds = event.date.as_ref().map(Date::bounds);
            bounds.is_some_and(|b| b.earliest.is_some() && b.latest.is_some())
        };
        let events: Vec<&String> =
            dataset.events.iter().filter(|(_, event)| known(event)).map(|(id, _)| id).collect();
        let Some(event) = events.get(self.below(events.len())) else { return Vec::new() };
        let order =
            [Order::After, Order::Before, Order::During, Order::Same, Order::Near][self.below(5)];
        // What has no date lasts a day.
        let day =
            |event: &Event| event.date.as_ref().is_some_and(|d| d.duration_days().1 == Some(1));
        let order = match order {
            Order::Same if !day(&dataset.events[*event]) => Order::After,
            order => order,
        };
        let unit = [TimeUnit::Day, TimeUnit::Week, TimeUnit::Month, TimeUnit::Year][self.below(4)];
        let distance = Distance {
            count: 1 + self.below(40) as u32,
            unit,
            within: order == Order::Near || self.below(2) == 0,
        };
        let has = match order {
            Order::Near => true,
            Order::After | Order::Before => self.below(2) == 0,
            _ => false,
        };
        vec![Relative { order, event: (*event).clone(), distance: has.then_some(distance) }]
    }

    fn labels(&mut self) -> Vec<Label> {
        (0..1 + self.below(4))
            .map(|_| Label {
                lang: self.of(&LANGUAGES).into(),
                text: self.text(),
                certainty: self.certainty(),
                valid: self.valid(),
            })
            .collect()
    }

    fn item(&mut self, class: &str) -> Item {
        Item {
            class: class.into(),
            labels: self.labels(),
            notes: self.texts(2),
            certainty: self.certainty(),
            citations: self.citations(),
            comment: self.comment(),
            ..Item::default()
        }
    }

    fn amounts(&mut self, ontology: &Ontology, item: &Item) -> Vec<Amount> {
        let fits = |domain: &[String]| domain.is_empty() || ontology.is_any(&item.class, domain);
        let measures: Vec<_> = ontology.measures.iter().filter(|(_, m)| fits(&m.domain)).collect();
        let mut amounts = Vec::new();
        for _ in 0..self.below(3) {
            let Some((id, measure)) = measures.get(self.below(measures.len())) else { break };
            let units: Vec<&str> = ontology
                .units
                .iter()
                .filter(|(_, unit)| unit.dimension == measure.dimension)
                .map(|(id, _)| id.as_str())
                .collect();
            let unit = match measure.dimension.as_str() {
                "things" => self.of(&UNITS),
                _ if units.is_empty() => "",
                _ => self.of(&units),
            };
            let same = self.below(2) == 0;
            amounts.push(Amount {
                measure: (*id).clone(),
                value: Decimal::new(self.below(60_000) as i64 - 9, self.below(6) as u32),
                unit: unit.into(),
                approximate: self.below(3) == 0,
                certainty: self.certainty(),
                citations: if same { item.citations.clone() } else { self.citations() },
            });
        }
        // One of each measure.
        let mut seen = HashSet::new();
        amounts.retain(|amount| seen.insert(amount.measure.clone()));
        amounts
    }

    /// Links of the item number `own`; a transitive one points to an item before it.
    fn links(
        &mut self,
        ontology: &Ontology,
        item: &Item,
        others: &[(String, String)],
        own: usize,
    ) -> Vec<Link> {
        let relations: Vec<_> = ontology
            .relations
            .iter()
            .filter(|(_, r)| ontology.is_any(&item.class, &r.domain))
            .collect();
        let mut links = Vec::new();
        for _ in 0..self.below(6) {
            let Some((id, relation)) = relations.get(self.below(relations.len())) else { break };
            let known = if relation.transitive { &others[..own] } else { others };
            let targets: Vec<_> =
                known.iter().filter(|(_, class)| ontology.is_any(class, &relation.range)).collect();
            let dates = relation.range.iter().any(|class| class == "date");
            let target = match targets.get(self.below(targets.len() + usize::from(dates))) {
                Some((id, _)) => Target::Id(id.clone()),
                None if dates => Target::Date(Date::parse(self.of(&DATES)).unwrap()),
                None => continue,
            };
            let same = self.below(2) == 0;
            links.push(Link {
                relation: (*id).clone(),
                target,
                certainty: self.certainty(),
                valid: self.valid(),
                citations: if same { item.citations.clone() } else { self.citations() },
            });
        }
        links
    }

    fn dataset(&mut self, ontology: &Ontology) -> Dataset {
        let mut dataset =
            Dataset { ontology: ontology.clone(), comment: self.comment(), ..Dataset::default() };
        for id in ["s", "大"] {
            let url = (self.below(2) == 0).then(|| "https://example.org/a#b".to_owned());
            let source = Source { title: self.text(), url, comment: self.comment() };
            dataset.sources.insert(id.into(), source);
        }
        let classes: Vec<&str> = ontology.classes.keys().map(String::as_str).collect();
        let classes: Vec<&str> =
            classes.into_iter().filter(|class| !ontology.is_a(class, "date")).collect();
        let mut others: Vec<(String, String)> = Vec::new();
        for _ in 0..1 + self.below(8) {
            let id = self.of(&IDS);
            if others.iter().any(|(known, _)| known == id) {
                continue;
            }
            let class = self.of(&classes);
            let item = self.item(class);
            others.push((id.into(), class.into()));
            if ontology.is_a(class, "event") {
                let relative = match self.below(3) {
                    0 => self.relative(&dataset),
                    _ => Vec::new(),
                };
                let date = Date::parse(self.of(&DATES)).unwrap();
                let date = relative.is_empty().then_some(date);
                dataset.events.insert(id.into(), Event { date, relative, item });
            } else {
                dataset.entities.insert(id.into(), Entity { item });
            }
        }
        for (own, (id, _)) in others.iter().enumerate() {
            let entity = dataset.entities.get_mut(id).map(|entity| &mut entity.item);
            let item = entity.or(dataset.events.get_mut(id).map(|event| &mut event.item)).unwrap();
            item.links = self.links(ontology, item, &others, own);
            item.amounts = self.amounts(ontology, item);
        }
        dataset
    }
}

fn choices() -> impl Strategy<Value = Choices> {
    let text = prop_oneof![
        "\\PC{1,12}",
        "(\\PC|[\n\r\t\"\\\\#?\u{202e}\u{0}\u{2028}]){1,12}",
        "(to|by|2017|2017-03|ja|note|1|大連|שלום|,| ){1,4}",
    ];
    let texts = prop::collection::vec(
        text.prop_filter("a label must not be empty", |text| {
            !nenpyo::catalog::fold(text).is_empty()
        }),
        1..6,
    );
    (prop::collection::vec(any::<u16>(), 0..300), texts).prop_map(|(numbers, texts)| Choices {
        numbers,
        texts,
        at: 0,
    })
}

fn reread(text: &str, base: Option<&Ontology>) -> Result<Dataset, TestCaseError> {
    read(&[Input { name: "written".into(), text }], base)
        .map_err(|errors| TestCaseError::fail(format!("{errors}\n{text}")))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_as_it_was(mut choices in choices(), hostile in any::<bool>()) {
        let ontology = if hostile { &*HOSTILE_VOCABULARY } else { &*VOCABULARY };
        let dataset = choices.dataset(ontology);
        let text = write(&dataset, Some(&VOCABULARY));
        let again = reread(&text, Some(&VOCABULARY))?;
        prop_assert_eq!(&again.events, &dataset.events, "{}", text);
        prop_assert_eq!(&again.entities, &dataset.entities, "{}", text);
        prop_assert_eq!(&again, &dataset, "{}", text);
        prop_assert_eq!(write(&again, Some(&VOCABULARY)), text);
    }

    #[test]
    fn json_holds_the_same(mut choices in choices()) {
        let dataset = choices.dataset(&HOSTILE_VOCABULARY);
        let json = to_json(&dataset).unwrap();
        let again = from_json(&json).map_err(|errors| TestCaseError::fail(errors.to_string()))?;
        prop_assert_eq!(again, dataset);
    }

    #[test]
    fn any_bytes_give_a_dataset_or_errors(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Err(errors) = Input::from_bytes("x", &bytes).and_then(|input| read(&[input], Some(&VOCABULARY))) {
            prop_assert!(errors.count() > 0 && !errors.to_string().is_empty());
        }
    }

    #[test]
    fn any_mixture_of_tokens_gives_a_dataset_or_errors(
        text in "((2017-03|company|award|source|class|role|measure|unit|to|in|of|en|ja|is|from|forward|\"|\"a\"|\\[s 1\\]|\\[|<|,|and|#|x|5|CNY|\\?|\n|\n  |大連| ) ?){0,40}"
    ) {
        match read(&[Input { name: "x".into(), text: &text }], Some(&VOCABULARY)) {
            Ok(dataset) => {
                let text = write(&dataset, Some(&VOCABULARY));
                prop_assert_eq!(reread(&text, Some(&VOCABULARY))?, dataset);
            }
            Err(errors) => prop_assert!(!errors.to_string().is_empty()),
        }
        if let Err(errors) = from_json(&text) {
            prop_assert!(!errors.to_string().is_empty());
        }
    }
}
