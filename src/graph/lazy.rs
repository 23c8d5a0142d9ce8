//! What is derived from the graph, or unpacked, when it is first asked for.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

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

/// A value that is there, or is made when it is first asked for.
pub(super) struct Later<T> {
    made: OnceLock<T>,
    make: Mutex<Option<Box<dyn FnOnce() -> T + Send>>>,
}

impl<T> Later<T> {
    /// A value that is made when it is first asked for.
    pub(super) fn new(make: impl FnOnce() -> T + Send + 'static) -> Self {
        Later { made: OnceLock::new(), make: Mutex::new(Some(Box::new(make))) }
    }

    /// The value, if it is there.
    pub(super) fn made(&self) -> Option<&T> {
        self.made.get()
    }
}

impl<T: Default> Later<T> {
    /// Changes the value.
    pub(super) fn change<R>(&mut self, change: impl FnOnce(&mut T) -> R) -> R {
        let mut value = std::mem::take(self).into_inner();
        let result = change(&mut value);
        *self = Later::from(value);
        result
    }

    fn into_inner(self) -> T {
        let make = self.make.into_inner().unwrap_or_else(PoisonError::into_inner);
        let made = self.made.into_inner();
        made.unwrap_or_else(|| make.map_or_else(T::default, |make| make()))
    }
}

impl<T> From<T> for Later<T> {
    fn from(value: T) -> Self {
        Later { made: OnceLock::from(value), make: Mutex::new(None) }
    }
}

impl<T> Default for Later<T> {
    fn default() -> Self {
        Later { made: OnceLock::new(), make: Mutex::new(None) }
    }
}

impl<T: Default> Deref for Later<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.made.get_or_init(|| {
            let make = self.make.lock().unwrap_or_else(PoisonError::into_inner).take();
            make.map_or_else(T::default, |make| make())
        })
    }
}

impl<T: Default + Clone> Clone for Later<T> {
    fn clone(&self) -> Self {
        Later::from(T::clone(self))
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for Later<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.made.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn a_later_value_is_made_once_and_may_change() {
        let mut value = Later::new(|| vec![1]);
        assert_eq!(value.made(), None);
        value.change(|value| value.push(2));
        assert_eq!((value.made(), value.len()), (Some(&vec![1, 2]), 2));
        assert!(Later::<Vec<u8>>::default().is_empty());
    }

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
