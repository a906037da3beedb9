use std::time::{Duration, Instant};

use tokio::sync::{Mutex, RwLock};

use super::endpoint::{TokenEndpoint, TokenError};

#[derive(Clone)]
struct Held {
    value: String,
    expires: Instant,
}

/// The access token for the upstream interface, refreshed when it is about to expire.
pub struct TokenStore {
    endpoint: TokenEndpoint,
    held: RwLock<Option<Held>>,
}

impl TokenStore {
    pub fn new(endpoint: TokenEndpoint) -> Self {
        Self {
            endpoint,
            held: RwLock::new(None),
        }
    }

    async fn valid(&self) -> Option<String> {
        let held = self.held.read().await;
        held.as_ref()
            .filter(|held| held.expires > Instant::now() + Duration::from_secs(30))
            .map(|held| held.value.clone())
    }

    pub async fn token(&self) -> Result<String, TokenError> {
        if let Some(value) = self.valid().await {
            return Ok(value);
        }
        let fresh = self.endpoint.refresh().await?;
        let value = fresh.access_token.clone();
        *self.held.write().await = Some(Held {
            value: fresh.access_token,
            expires: Instant::now() + fresh.lifetime,
        });
        Ok(value)
    }
}
