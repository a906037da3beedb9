use deadpool_postgres::{Object, Pool};
use http::HeaderMap;
use tokio_postgres::error::Error as PgError;

#[derive(Debug, thiserror::Error)]
pub enum TenantError {
    #[error("no tenant given")]
    Missing,
    #[error("no connection: {0}")]
    Pool(#[from] deadpool_postgres::PoolError),
    #[error(transparent)]
    Database(#[from] PgError),
}

pub struct TenantPool {
    pool: Pool,
}

impl TenantPool {
    pub fn new(pool: Pool) -> Self {
        Self { pool }
    }

    /// A connection whose row level policies see the tenant of the request.
    pub async fn connection(&self, headers: &HeaderMap) -> Result<Object, TenantError> {
        let tenant = headers
            .get("x-tenant")
            .and_then(|value| value.to_str().ok())
            .ok_or(TenantError::Missing)?;
        let client = self.pool.get().await?;
        client
            .batch_execute(&format!("SET app.tenant = '{tenant}'"))
            .await?;
        Ok(client)
    }
}
