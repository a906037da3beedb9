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

    pub async fn connection(&self) -> Result<Object, TenantError> {
        Ok(self.pool.get().await?)
    }
}
