//! The data set as plain tables: made by a seeded generator, or read from CSV files.

use crate::random::{Random, Zipf};
use std::path::Path;

pub const KINDS: [&str; 12] = [
    "Award",
    "Founding",
    "Agreement",
    "Visit",
    "PolicyRelease",
    "Listing",
    "Opening",
    "Construction",
    "Conference",
    "Ranking",
    "Funding",
    "Launch",
];
pub const ORG_KINDS: [&str; 5] = ["Company", "Government", "University", "Association", "Park"];
pub const ROLES: [&str; 4] = ["recipient", "giver", "partner", "host"];
const NOUNS: [&str; 16] = [
    "Robotics",
    "Quantum",
    "Photonics",
    "Energy",
    "Logistics",
    "Media",
    "Cloud",
    "Marine",
    "Optics",
    "Genomics",
    "Sensors",
    "Networks",
    "Motors",
    "Finance",
    "Mining",
    "Steel",
];
/// 2005-01-01 and the number of days to the end of 2024, in days since 1970-01-01.
const FIRST_DAY: i32 = 12_784;
const DAYS: f64 = 7305.0;

/// A link between two rows of tables.
pub type Links = Vec<(u32, u32)>;

/// Nodes by table, numbered from 0 in each, and the links between them.
#[derive(Default)]
pub struct Tables {
    pub event_kind: Vec<u8>,
    pub event_name: Vec<String>,
    pub event_day: Vec<i32>,
    pub org_kind: Vec<u8>,
    pub org_name: Vec<String>,
    pub persons: u32,
    pub place_level: Vec<u8>,
    pub policies: u32,
    pub part_of: Links,
    pub located_in: Links,
    pub participant: Links,
    pub role: Vec<u8>,
    pub at: Links,
    pub about: Links,
    pub involves: Links,
    pub follows: Links,
}

/// Distinct links, in the order of their first end.
fn distinct(mut links: Links) -> Links {
    links.sort_unstable();
    links.dedup();
    links
}

impl Tables {
    /// So many events with skewed participants over 20 years, about five links an event; the same for the same seed.
    pub fn generate(events: usize, seed: u64) -> Tables {
        let mut random = Random::new(seed);
        let (orgs, persons) = ((events / 10).max(100), (events / 20).max(50));
        let (policies, districts) = ((events / 200).max(20), (events / 50).max(1000));
        let mut t =
            Tables { persons: persons as u32, policies: policies as u32, ..Tables::default() };
        t.places([8, 80, 800, districts], &mut random);
        t.organizations(orgs, districts, &mut random);
        t.events(events, &mut random);
        t.participants(orgs, &mut random);
        t.other_links(&mut random);
        t.follow(&mut random);
        t
    }

    fn places(&mut self, levels: [usize; 4], random: &mut Random) {
        let mut above = 0..0;
        for (level, count) in levels.into_iter().enumerate() {
            let base = self.place_level.len();
            let parents = Zipf::new(above.len(), 0.5, random);
            for place in base..base + count {
                self.place_level.push(level as u8);
                if level > 0 {
                    self.part_of.push((place as u32, (above.start + parents.draw(random)) as u32));
                }
            }
            above = base..base + count;
        }
    }

    fn organizations(&mut self, count: usize, districts: usize, random: &mut Random) {
        let lowest = self.place_level.len() - districts;
        let near = Zipf::new(districts, 0.7, random);
        for org in 0..count {
            let kind = random.weighted(&[70, 8, 7, 10, 5]);
            self.org_kind.push(kind as u8);
            self.org_name.push(format!("{} {} {org}", random.pick(&NOUNS), ORG_KINDS[kind]));
            let in_city = random.unit() < 0.1;
            let place =
                if in_city { lowest - 800 + random.below(800) } else { lowest + near.draw(random) };
            self.located_in.push((org as u32, place as u32));
        }
    }

    fn events(&mut self, count: usize, random: &mut Random) {
        for event in 0..count {
            let kind = random.weighted(&[14, 8, 13, 12, 7, 3, 8, 6, 11, 4, 6, 8]);
            self.event_kind.push(kind as u8);
            self.event_name.push(format!("{} {} {event}", KINDS[kind], random.pick(&NOUNS)));
            self.event_day.push(FIRST_DAY + (DAYS * random.unit().powf(0.6)) as i32);
        }
    }

    fn participants(&mut self, orgs: usize, random: &mut Random) {
        let any = Zipf::new(orgs, 0.9, random);
        for event in 0..self.event_kind.len() as u32 {
            let gives =
                matches!(KINDS[self.event_kind[event as usize] as usize], "Award" | "Funding");
            let mut seen = Vec::new();
            for place in 0..=random.weighted(&[30, 35, 20, 10, 5]) {
                let mut org = any.draw(random) as u32;
                while place == 0 && gives && self.org_kind[org as usize] == 0 {
                    org = any.draw(random) as u32;
                }
                if !seen.contains(&org) {
                    seen.push(org);
                    self.participant.push((event, org));
                    self.role.push(match (gives, place) {
                        (true, 0) => 1,
                        (true, _) => 0,
                        (false, 0) => 3,
                        (false, _) => 2,
                    });
                }
            }
        }
    }

    fn other_links(&mut self, random: &mut Random) {
        let cities: Vec<u32> = (0..self.place_level.len() as u32)
            .filter(|place| self.place_level[*place as usize] == 2)
            .collect();
        let policies = Zipf::new(self.policies as usize, 0.8, random);
        let persons = Zipf::new(self.persons as usize, 0.8, random);
        let mut first = vec![0; self.event_kind.len()];
        self.participant.iter().rev().for_each(|(event, org)| first[*event as usize] = *org);
        for (event, org) in (0u32..).zip(first) {
            if random.unit() < 0.95 {
                let at_home = random.unit() < 0.6;
                let place = self.located_in[org as usize].1;
                self.at.push((event, if at_home { place } else { *random.pick(&cities) }));
            }
            if random.unit() < 0.25 {
                self.about.push((event, policies.draw(random) as u32));
            }
            for _ in 0..random.weighted(&[40, 40, 20]) {
                self.involves.push((event, persons.draw(random) as u32));
            }
        }
        self.involves = distinct(std::mem::take(&mut self.involves));
    }

    /// Later events follow earlier ones: mostly after a short while, sometimes a few famous ones.
    fn follow(&mut self, random: &mut Random) {
        let count = self.event_day.len();
        let mut order: Vec<u32> = (0..count as u32).collect();
        order.sort_by_key(|event| self.event_day[*event as usize]);
        let mut links = Links::new();
        for _ in 0..count * 6 / 10 {
            let later = 1 + random.below(count - 1);
            let earlier = if random.unit() < 0.95 {
                later.saturating_sub(1 + (-100.0 * random.unit().max(1e-9).ln()) as usize)
            } else {
                (later as f64 * (random.unit().powf(-1.4) - 1.0).mul_add(1e-3, 0.0).min(0.999))
                    as usize
            };
            links.push((order[later], order[earlier]));
        }
        self.follows = distinct(links);
    }

    /// The files `Event.csv`, `PARTICIPANT.csv` and so on of a folder; no field is quoted but in the header.
    pub fn read(folder: &Path) -> std::io::Result<Tables> {
        let mut t = Tables::default();
        rows(folder, "Event", |f| {
            t.event_kind.push(place(&KINDS, f[1]));
            t.event_name.push(f[2].to_owned());
            t.event_day.push(day(f[3]));
        })?;
        rows(folder, "Organization", |f| {
            t.org_kind.push(place(&ORG_KINDS, f[1]));
            t.org_name.push(f[2].to_owned());
        })?;
        rows(folder, "Person", |_| t.persons += 1)?;
        rows(folder, "Policy", |_| t.policies += 1)?;
        rows(folder, "Place", |f| t.place_level.push(f[2].parse().unwrap_or(0)))?;
        rows(folder, "PARTICIPANT", |f| {
            t.participant.push(link(f));
            t.role.push(place(&ROLES, f[2]));
        })?;
        let links = [
            ("PART_OF", &mut t.part_of),
            ("LOCATED_IN", &mut t.located_in),
            ("AT", &mut t.at),
            ("ABOUT", &mut t.about),
            ("INVOLVES", &mut t.involves),
            ("FOLLOWS", &mut t.follows),
        ];
        for (name, to) in links {
            rows(folder, name, |f| to.push(link(f)))?;
        }
        Ok(t)
    }
}

fn rows(folder: &Path, name: &str, mut see: impl FnMut(&[&str])) -> std::io::Result<()> {
    let text = std::fs::read_to_string(folder.join(format!("{name}.csv")))?;
    text.lines().skip(1).for_each(|line| see(&line.split(',').collect::<Vec<_>>()));
    Ok(())
}

fn link(fields: &[&str]) -> (u32, u32) {
    (fields[0].parse().unwrap_or(0), fields[1].parse().unwrap_or(0))
}

fn place(names: &[&str], name: &str) -> u8 {
    names.iter().position(|known| *known == name).unwrap_or(0) as u8
}

/// The number of a day `YYYY-MM-DD` since 1970-01-01.
fn day(text: &str) -> i32 {
    let date: jiff::civil::Date = text.parse().unwrap_or_default();
    (date - jiff::civil::date(1970, 1, 1)).get_days()
}
