//! What conditions on the dates of a column have come to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// Of so many conditions the outcomes are kept.
const KEPT: usize = 32;

/// Whether conditions are true of each date of a column, by code, by the text of the condition; the last ones.
#[derive(Debug, Default)]
pub(super) struct DateTests(Mutex<VecDeque<(String, Arc<[bool]>)>>);

/// Those of another column are others.
impl Clone for DateTests {
    fn clone(&self) -> DateTests {
        DateTests::default()
    }
}

impl DateTests {
    /// The outcomes of a condition, which `make` makes where they are not known.
    pub(super) fn get<E>(
        &self,
        text: &str,
        make: impl FnOnce() -> Result<Vec<bool>, E>,
    ) -> Result<Arc<[bool]>, E> {
        let known = || {
            let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            kept.iter().find(|(known, _)| known == text).map(|(_, outcomes)| outcomes.clone())
        };
        if let Some(outcomes) = known() {
            return Ok(outcomes);
        }
        // Others may ask meanwhile, and make them too.
        let outcomes: Arc<[bool]> = make()?.into();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.pop_front();
        }
        kept.push_back((text.to_owned(), outcomes.clone()));
        Ok(outcomes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_conditions_are_kept() {
        let tests = DateTests::default();
        let get = |text: &str, new: bool| tests.get(text, || Ok::<_, ()>(vec![new])).unwrap()[0];
        assert!(get("0", true) && get("0", false));
        assert_eq!(tests.get("wrong", || Err(7)), Err(7));
        for number in 1..=KEPT {
            get(&number.to_string(), true);
        }
        assert!(!get("0", false) && get("2", false));
    }
}
