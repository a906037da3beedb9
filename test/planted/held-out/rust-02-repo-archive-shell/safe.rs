use axum::extract::{Path, State};
use axum::http::{header, StatusCode};
use axum::response::IntoResponse;
use std::path::PathBuf;
use tokio::process::Command;

#[derive(Clone)]
pub struct Forge {
    pub mirror: PathBuf,
}

/// GET /archive/{branch}: a gzipped tar of the branch head.
pub async fn archive(
    State(forge): State<Forge>,
    Path(branch): Path<String>,
) -> Result<impl IntoResponse, StatusCode> {
    let revision = format!("refs/heads/{branch}");
    let output = Command::new("git")
        .args(["archive", "--format=tar.gz"])
        .arg(&revision)
        .current_dir(&forge.mirror)
        .output()
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    if !output.status.success() {
        return Err(StatusCode::NOT_FOUND);
    }
    Ok(([(header::CONTENT_TYPE, "application/gzip")], output.stdout))
}
