//! The groups of ids, and which group an end is of.

use super::cells::{Next, Rows};
use super::error::ImportError;
use super::ids::{Ids, Key};
use indexmap::IndexMap;
use std::path::Path;

/// The ids by group.
#[derive(Debug, Default)]
pub(super) struct Groups(IndexMap<String, Ids>);

/// An end of edges: its column, and the group if it is known.
#[derive(Debug, Clone)]
pub(super) struct EndColumn {
    pub(super) column: usize,
    pub(super) group: Option<String>,
}

impl Groups {
    /// The group of that name, made where it is new.
    pub(super) fn make(&mut self, name: &str) -> &mut Ids {
        self.0.entry(name.to_owned()).or_default()
    }

    /// Whether there are ids in the group of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub(super) fn get(&self, index: usize) -> Option<&Ids> {
        self.0.get_index(index).map(|(_, ids)| ids)
    }

    pub(super) fn name(&self, index: usize) -> &str {
        self.0.get_index(index).map_or("", |(name, _)| name)
    }

    /// The number of the group of an end, where it is given or there is only one.
    fn given(&self, path: &Path, end: &EndColumn) -> Result<Option<usize>, ImportError> {
        let Some(name) = &end.group else {
            return Ok((self.0.len() == 1).then_some(0).or(self.0.get_index_of("")));
        };
        match self.0.get_index_of(name) {
            Some(index) => Ok(Some(index)),
            None => {
                let message =
                    format!("its ends are of the group `{name}`, which no file of nodes has");
                let near = crate::catalog::nearest(name, self.0.keys().map(String::as_str), 1);
                let help = match near.first() {
                    Some(near) => format!("write `{near}`, or import the nodes of `{name}` too"),
                    None => format!("groups: {}", self.names()),
                };
                Err(ImportError::in_file(path, message).help(help))
            }
        }
    }

    /// All names, for a message; the group of `:ID` without a name is the empty one.
    fn names(&self) -> String {
        self.0.keys().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
    }

    /// The groups of two ends. Where one is not given, the file is read to find the only group that has all its ids.
    pub(super) fn resolve<R: Rows>(
        &self,
        path: &Path,
        ends: [&EndColumn; 2],
        open: impl Fn() -> Result<R, ImportError>,
    ) -> Result<[usize; 2], ImportError> {
        let given = [self.given(path, ends[0])?, self.given(path, ends[1])?];
        if let [Some(from), Some(to)] = given {
            return Ok([from, to]);
        }
        let mut rows = open()?;
        let all: Vec<usize> = (0..self.0.len()).collect();
        let mut possible = given.map(|given| given.map_or_else(|| all.clone(), |one| vec![one]));
        loop {
            match rows.next()? {
                Next::End => break,
                Next::Bad(_) => {}
                Next::Row => {
                    for (end, possible) in ends.iter().zip(&mut possible) {
                        if let (Some(key), 2..) = (Key::of(&rows.cell(end.column)), possible.len())
                        {
                            possible.retain(|group| {
                                self.get(*group).is_some_and(|ids| ids.find(key).is_some())
                            });
                        }
                    }
                }
            }
        }
        match possible.each_ref().map(Vec::as_slice) {
            [[from], [to]] => Ok([*from, *to]),
            _ => Err(self.unclear(path, ends, &possible, rows.headers())),
        }
    }

    fn unclear(
        &self,
        path: &Path,
        ends: [&EndColumn; 2],
        possible: &[Vec<usize>; 2],
        headers: &[String],
    ) -> ImportError {
        let header = |end: &EndColumn| headers.get(end.column).map_or("?", String::as_str);
        let which = usize::from(possible[0].len() == 1);
        let column = header(ends[which]);
        let message = match possible[which].as_slice() {
            [] => format!("no single group of nodes has all the ids of the column `{column}`"),
            several => {
                let names: Vec<&str> = several.iter().map(|group| self.name(*group)).collect();
                format!(
                    "the ids of the column `{column}` may be of the group {}",
                    names.join(" or of ")
                )
            }
        };
        let (from, to) = (header(ends[0]), header(ends[1]));
        let help = format!(
            "say which: `--edges TYPE={}:{from}>GROUP,{to}>GROUP`, with the groups {}",
            path.display(),
            self.names()
        );
        ImportError::in_file(path, message).help(help)
    }
}
