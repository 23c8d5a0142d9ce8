//! Groups of rows with equal keys, numbered in order of first occurrence.

use super::coded::Coded;
use super::key::Key;
use super::table::{Layout, Table};
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column};
use crate::exec::context::Context;
use crate::graph::Graph;

/// Numbers of several keys that are read from one column of codes: packed, for each code.
struct Combined {
    keys: Vec<usize>,
    layout: Layout,
    packed: Vec<u32>,
}

/// The groups so far.
pub(in crate::exec) struct Groups {
    pub(super) keys: Vec<Key>,
    layout: Layout,
    table: Table,
    /// The packed numbers of each group.
    known: Vec<u64>,
    /// The numbers of each key, by group; only where they do not fit into one.
    wide: Vec<Vec<u32>>,
    pub(super) rows: u64,
    /// Of the batch at hand, the packed numbers, and those of keys that are not read from codes.
    packed: Vec<u64>,
    pub(super) numbers: Vec<Vec<u32>>,
    combined: Option<Combined>,
    /// There was a row; that makes a group where there are no keys.
    pub(super) any: bool,
    held: usize,
}

impl Groups {
    pub(in crate::exec) fn new(keys: Vec<Key>) -> Groups {
        let layout = Layout::new(vec![0; keys.len()]);
        Groups {
            table: Table::new(&layout, 1),
            layout,
            known: Vec::new(),
            wide: vec![Vec::new(); keys.len()],
            rows: 0,
            packed: Vec::new(),
            numbers: vec![Vec::new(); keys.len()],
            combined: None,
            any: false,
            held: 0,
            keys,
        }
    }

    /// How many groups.
    pub(in crate::exec) fn len(&self) -> usize {
        match (&self.table, self.wide.first()) {
            _ if self.keys.is_empty() => usize::from(self.any),
            (Table::Wide(_), Some(numbers)) => numbers.len(),
            _ => self.known.len(),
        }
    }

    /// How many rows there were, if there are keys.
    pub(in crate::exec) fn rows(&self) -> u64 {
        self.rows
    }

    /// How many bytes it holds, about.
    pub(in crate::exec) fn held(&self) -> usize {
        self.held
    }

    /// The group of null, where there is one key, if it is not one of the first `known` groups.
    pub(in crate::exec) fn null_since(&self, known: usize) -> Option<u32> {
        let new = self.known.get(known..).unwrap_or(&[]);
        new.iter().position(|packed| *packed == 0).map(|at| (known + at) as u32)
    }

    /// Forgets all groups; how many bytes it held.
    pub(in crate::exec) fn reset(&mut self) -> usize {
        self.layout = Layout::new(vec![0; self.keys.len()]);
        self.table = Table::new(&self.layout, 1);
        self.known = Vec::new();
        self.wide = vec![Vec::new(); self.keys.len()];
        self.rows = 0;
        self.any = false;
        std::mem::take(&mut self.held)
    }

    /// Puts the group of each row into `to`; the first new group has the number that [`Groups::len`] was before.
    pub(in crate::exec) fn assign(
        &mut self,
        batch: &Batch,
        to: &mut Vec<u32>,
        cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        to.clear();
        if batch.len == 0 || self.keys.is_empty() {
            self.any |= batch.len > 0;
            to.resize(batch.len, 0);
            return Ok(());
        }
        to.reserve(batch.len);
        let before = self.len();
        let first = self.rows == 0;
        self.rows += batch.len as u64;
        let mut coded = Vec::with_capacity(self.keys.len());
        for key in 0..self.keys.len() {
            coded.push(self.number(key, batch, cx)?);
        }
        self.place(&coded, batch.len, first, to);
        self.hold_since(before, cx)
    }

    /// Finds the groups of rows whose numbers are there, or can be read from codes.
    pub(super) fn place(
        &mut self,
        coded: &[Option<Coded<'_>>],
        rows: usize,
        first: bool,
        to: &mut Vec<u32>,
    ) {
        self.make_room();
        if matches!(self.table, Table::Wide(_)) {
            return self.find_wide(coded, rows, to);
        }
        self.pack(coded, rows);
        if first {
            self.expect_order(coded);
        }
        let found = self.table.find(&self.packed, &mut self.known, to);
        if found < rows {
            let numbers = self.unpack();
            self.rebuild(numbers);
            let rest = self.packed.get(found..).unwrap_or(&[]);
            self.table.find(rest, &mut self.known, to);
        }
    }

    /// Counts the bytes of the groups from the number `before` on.
    pub(super) fn hold_since(
        &mut self,
        before: usize,
        cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        let bytes = (self.len() - before) * (16 + 8 * self.keys.len());
        self.held += bytes;
        cx.hold(bytes)
    }

    /// Numbers the rows of a batch by a key, or tells from which codes the numbers can be read.
    fn number<'a, 'g: 'a>(
        &mut self,
        at: usize,
        batch: &'a Batch,
        cx: &mut Context<'g>,
    ) -> Result<Option<Coded<'a>>, ExecError> {
        let (Some(key), Some(numbers)) = (self.keys.get_mut(at), self.numbers.get_mut(at)) else {
            return Ok(None);
        };
        let fits = key.fits(batch, cx);
        if fits {
            let coded = key.coded(batch, cx);
            if coded.is_some() || key.number(batch, numbers, cx)? {
                return Ok(coded);
            }
        }
        // Nodes are all numbered before values are.
        for _ in 0..2 {
            self.renumber(at, cx)?;
            if let (Some(key), Some(numbers)) = (self.keys.get_mut(at), self.numbers.get_mut(at))
                && key.fits(batch, cx)
                && key.number(batch, numbers, cx)?
            {
                break;
            }
        }
        Ok(None)
    }

    /// Numbers all nodes from now on, where a key numbered those of a label, else values in order of occurrence.
    pub(super) fn renumber(&mut self, at: usize, cx: &mut Context<'_>) -> Result<(), ExecError> {
        let mut known = self.unpack();
        if let (Some(key), Some(known)) = (self.keys.get_mut(at), known.get_mut(at)) {
            key.renumber(known, cx)?;
        }
        self.layout = self.wanted();
        self.rebuild(known);
        Ok(())
    }

    /// The layout that the numbers of now need.
    fn wanted(&self) -> Layout {
        let bits = |key: &Key| u32::BITS - key.bound().leading_zeros();
        Layout::new(self.keys.iter().map(bits).collect())
    }

    /// Makes a new table where the numbers have outgrown it, or where one with direct access pays by now.
    fn make_room(&mut self) {
        let wanted = self.wanted();
        let grown = (0..self.keys.len()).any(|key| wanted.width(key) > self.layout.width(key));
        if grown || self.table.is_sparse(&self.layout, self.rows) {
            let numbers = self.unpack();
            if grown {
                self.layout = wanted;
            }
            self.rebuild(numbers);
        }
    }

    /// The numbers of each key, by group.
    pub(super) fn unpack(&self) -> Vec<Vec<u32>> {
        if matches!(self.table, Table::Wide(_)) {
            return self.wide.clone();
        }
        let of = |key| self.known.iter().map(|known| self.layout.number(*known, key)).collect();
        (0..self.keys.len()).map(of).collect()
    }

    /// Makes a table of the groups with these numbers.
    fn rebuild(&mut self, numbers: Vec<Vec<u32>>) {
        self.table = Table::new(&self.layout, self.rows);
        self.known.clear();
        let groups = numbers.first().map_or(0, Vec::len);
        for group in 0..groups {
            let numbers = numbers.iter().map(|of| of.get(group).copied().unwrap_or(0));
            if let Table::Wide(table) = &mut self.table {
                table.insert(numbers.collect(), group as u32 + 1);
                continue;
            }
            let packed = numbers
                .enumerate()
                .fold(0, |packed, (key, n)| packed | u64::from(n) << self.layout.shift(key));
            self.table.put(packed, group as u32);
            self.known.push(packed);
        }
        if matches!(self.table, Table::Wide(_)) {
            self.wide = numbers;
        }
    }

    /// Packs the numbers of the batch.
    fn pack(&mut self, coded: &[Option<Coded<'_>>], rows: usize) {
        self.packed.clear();
        self.packed.resize(rows, 0);
        let together = self.combine(coded);
        for (key, coded) in coded.iter().enumerate() {
            let shift = self.layout.shift(key);
            match (coded, self.numbers.get(key)) {
                (Some(_), _) if together.contains(&key) => {}
                (Some(coded), _) => coded.add(&mut self.packed, shift),
                (None, Some(numbers)) => {
                    let pairs = self.packed.iter_mut().zip(numbers);
                    pairs.for_each(|(packed, number)| *packed |= u64::from(*number) << shift);
                }
                (None, None) => {}
            }
        }
        let first = together.first().and_then(|key| coded.get(*key)).and_then(Option::as_ref);
        if let (Some(coded), Some(combined)) = (first, &self.combined) {
            let number = |code: u32| combined.packed.get(code as usize).copied().unwrap_or(0);
            coded.each(&mut self.packed, |code| number(code).into());
        }
    }

    /// The keys whose numbers are read from the same codes, once it pays to have a table of them together: then it is
    /// there.
    fn combine(&mut self, coded: &[Option<Coded<'_>>]) -> Vec<usize> {
        let tables: Vec<(usize, &Coded<'_>, usize)> = coded
            .iter()
            .enumerate()
            .filter_map(|(key, coded)| Some((key, coded.as_ref()?, coded.as_ref()?.table_len()?)))
            .collect();
        let pair = tables.iter().find_map(|(key, first, codes)| {
            let same = tables.iter().filter(|(_, other, _)| first.same_rows(other));
            let keys: Vec<usize> = same.map(|(key, ..)| *key).collect();
            (keys.len() > 1 && keys.first() == Some(key)).then_some((keys, *codes))
        });
        let Some((keys, codes)) = pair else { return Vec::new() };
        if self.layout.total > u32::BITS || self.rows.saturating_mul(4) < codes as u64 {
            return Vec::new();
        }
        let known = self.combined.as_ref();
        if !known.is_some_and(|known| known.keys == keys && known.layout == self.layout) {
            let mut packed = vec![0u32; codes];
            for (key, coded, _) in tables.iter().filter(|(key, ..)| keys.contains(key)) {
                let shift = self.layout.shift(*key);
                let numbers = coded.numbers.unwrap_or(&[]);
                packed.iter_mut().zip(numbers).for_each(|(packed, n)| *packed |= n << shift);
            }
            let layout = self.layout.clone();
            self.combined = Some(Combined { keys: keys.clone(), layout, packed });
        }
        keys
    }

    /// Chooses a table for rows in order of a key, if the first rows come so.
    fn expect_order(&mut self, coded: &[Option<Coded<'_>>]) {
        let in_order = |key: &usize| {
            let numbers = self.numbers.get(*key).map_or(&[][..], Vec::as_slice);
            matches!(coded.get(*key), Some(None))
                && numbers.first() < numbers.last()
                && numbers.is_sorted()
        };
        let lead = (0..self.keys.len()).find(in_order);
        let table = lead.and_then(|lead| Table::in_order_of(&self.layout, lead, self.rows));
        if let Some(table) = table {
            self.table = table;
        }
    }

    fn find_wide(&mut self, coded: &[Option<Coded<'_>>], rows: usize, to: &mut Vec<u32>) {
        for (coded, numbers) in coded.iter().zip(&mut self.numbers) {
            if let Some(coded) = coded {
                self.packed.clear();
                self.packed.resize(rows, 0);
                coded.add(&mut self.packed, 0);
                numbers.clear();
                numbers.extend(self.packed.iter().map(|number| *number as u32));
            }
        }
        let Table::Wide(table) = &mut self.table else { return };
        for row in 0..rows {
            let numbers: Vec<u32> =
                self.numbers.iter().map(|of| of.get(row).copied().unwrap_or(0)).collect();
            let next = table.len() as u32 + 1;
            let group = *table.entry(numbers).or_insert(next);
            if group == next {
                for (known, of) in self.wide.iter_mut().zip(&self.numbers) {
                    known.push(of.get(row).copied().unwrap_or(0));
                }
            }
            to.push(group - 1);
        }
    }

    /// The values of a key, for these groups.
    pub(in crate::exec) fn column(&self, key: usize, groups: &[u32], graph: &Graph) -> Column {
        let Some(of) = self.keys.get(key) else { return Column::Values(Vec::new()) };
        if let (Table::Wide(_), Some(numbers)) = (&self.table, self.wide.get(key)) {
            let numbers = groups.iter().map(|g| numbers.get(*g as usize).copied().unwrap_or(0));
            return of.column(numbers, graph);
        }
        let known =
            groups.iter().map(|group| self.known.get(*group as usize).copied().unwrap_or(0));
        of.column(known.map(|packed| self.layout.number(packed, key)), graph)
    }
}
