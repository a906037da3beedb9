use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use crate::rates::{Rate, RateError, RateSource};

/// Exchange rates by currency pair, fetched once.
pub struct RateCache<S> {
    source: S,
    known: RwLock<HashMap<(String, String), Arc<Rate>>>,
}

impl<S: RateSource> RateCache<S> {
    pub fn new(source: S) -> Self {
        Self {
            source,
            known: RwLock::new(HashMap::new()),
        }
    }

    pub fn clear(&self) {
        self.known.write().unwrap().clear();
    }

    pub fn rate(&self, from: &str, to: &str) -> Result<Arc<Rate>, RateError> {
        let pair = (from.to_owned(), to.to_owned());
        let found = self.known.read().unwrap().get(&pair).cloned();
        if let Some(rate) = found {
            return Ok(rate);
        }
        let rate = Arc::new(self.source.fetch(from, to)?);
        self.known.write().unwrap().insert(pair, Arc::clone(&rate));
        Ok(rate)
    }
}
