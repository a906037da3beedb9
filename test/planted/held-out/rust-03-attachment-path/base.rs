use axum::extract::{Path, State};
use axum::http::StatusCode;
use std::path::PathBuf;
use std::sync::Arc;

pub struct Storage {
    pub root: PathBuf,
}

pub async fn exists(
    State(storage): State<Arc<Storage>>,
    Path(id): Path<u64>,
) -> Result<StatusCode, StatusCode> {
    match tokio::fs::try_exists(storage.root.join(id.to_string())).await {
        Ok(true) => Ok(StatusCode::NO_CONTENT),
        Ok(false) => Err(StatusCode::NOT_FOUND),
        Err(_) => Err(StatusCode::INTERNAL_SERVER_ERROR),
    }
}
