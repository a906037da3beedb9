use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

pub struct Storage {
    pub root: PathBuf,
}

#[derive(Deserialize)]
pub struct Wanted {
    name: String,
}

pub async fn download(
    State(storage): State<Arc<Storage>>,
    Query(wanted): Query<Wanted>,
) -> Result<Vec<u8>, StatusCode> {
    let relative = Path::new(&wanted.name);
    let mut parts = relative.components();
    if !matches!(
        (parts.next(), parts.next()),
        (Some(Component::Normal(_)), None)
    ) {
        return Err(StatusCode::BAD_REQUEST);
    }
    tokio::fs::read(storage.root.join(relative))
        .await
        .map_err(|_| StatusCode::NOT_FOUND)
}
