//! Plans by the text of their query.

use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How many plans are kept.
const KEPT: usize = 256;

/// Keeps the plans (a [`Plan`](super::Plan), or something with one) of the queries asked last, by their text. A plan
/// holds names of parameters, not their values, so that a query is planned once for all values. It is of one graph, as
/// its plans are.
///
/// ```
/// use nenpyo::plan::PlanCache;
/// let cache = PlanCache::default();
/// let first = cache.get("RETURN 1", || Ok::<_, ()>("a plan"))?;
/// let again = cache.get("RETURN 1", || Err(()))?;
/// assert!(std::sync::Arc::ptr_eq(&first, &again));
/// # Ok::<(), ()>(())
/// ```
#[derive(Debug)]
pub struct PlanCache<P>(Mutex<Kept<P>>);

impl<P> Default for PlanCache<P> {
    fn default() -> Self {
        PlanCache(Mutex::new(Kept { plans: HashMap::default(), clock: 0 }))
    }
}

#[derive(Debug)]
struct Kept<P> {
    plans: HashMap<String, (Arc<P>, u64), RandomState>,
    /// Counts the uses, to tell which plan was not used for the longest time.
    clock: u64,
}

impl<P> PlanCache<P> {
    /// The plan of a text, which `make` makes where it is not known.
    ///
    /// # Errors
    /// That of `make`; then nothing is kept.
    pub fn get<E>(&self, text: &str, make: impl FnOnce() -> Result<P, E>) -> Result<Arc<P>, E> {
        if let Some(plan) = self.known(text) {
            return Ok(plan);
        }
        let plan = Arc::new(make()?);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let last_used = |kept: &Kept<P>| {
            kept.plans.iter().min_by_key(|(_, (_, used))| *used).map(|(text, _)| text.clone())
        };
        if let Some(old) = last_used(&kept).filter(|_| kept.plans.len() >= KEPT) {
            kept.plans.remove(&old);
        }
        let now = kept.clock;
        kept.plans.insert(text.to_owned(), (plan.clone(), now));
        Ok(plan)
    }

    fn known(&self, text: &str) -> Option<Arc<P>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clock += 1;
        let now = kept.clock;
        let (plan, used) = kept.plans.get_mut(text)?;
        *used = now;
        Some(plan.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_not_used_for_longest_goes() {
        let cache = PlanCache::default();
        let make = || Ok::<_, ()>(1);
        for number in 0..KEPT {
            assert!(cache.get(&number.to_string(), make).is_ok());
        }
        assert!(cache.get("0", || Err(())).is_ok());
        assert!(cache.get("new", make).is_ok());
        assert!(cache.get("0", || Err(())).is_ok());
        assert!(cache.get("1", || Err(())).is_err());
    }
}
