//! What is derived from the graph when it is first asked for.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// Values by key, each made once, when first asked for. Threads that ask for one value meanwhile wait; those that ask
/// for others do not.
#[derive(Debug)]
pub(super) struct Cache<K, V>(RwLock<HashMap<K, Arc<OnceLock<V>>>>);

impl<K, V> Default for Cache<K, V> {
    fn default() -> Self {
        Cache(RwLock::default())
    }
}

impl<K: Eq + Hash + Copy, V: Clone> Cache<K, V> {
    /// The value of a key.
    pub(super) fn get(&self, key: K, make: impl FnOnce() -> V) -> V {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        let place = known.unwrap_or_else(|| {
            let mut places = self.0.write().unwrap_or_else(PoisonError::into_inner);
            places.entry(key).or_default().clone()
        });
        place.get_or_init(make).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn a_value_is_made_once() {
        let (cache, made) = (Cache::default(), Cell::new(0));
        let get = |key: u32| {
            cache.get(key, || {
                made.set(made.get() + 1);
                key * 2
            })
        };
        assert_eq!([get(1), get(2), get(1)], [2, 4, 2]);
        assert_eq!(made.get(), 2);
    }
}
