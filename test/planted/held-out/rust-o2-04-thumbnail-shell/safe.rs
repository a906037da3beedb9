use std::path::Path;
use std::process::Stdio;

use serde::Deserialize;
use tokio::process::Command;
use warp::{http::StatusCode, Filter, Rejection, Reply};

const ORIGINALS: &str = "/srv/media/originals";
const THUMBNAILS: &str = "/srv/media/thumbnails";

#[derive(Deserialize)]
struct Thumbnail {
    id: u64,
    width: u16,
    height: u16,
}

async fn render(request: Thumbnail) -> Result<impl Reply, Rejection> {
    let source = format!("{ORIGINALS}/{}.jpg", request.id);
    let target = format!("{THUMBNAILS}/{}.jpg", request.id);
    if !Path::new(&source).exists() {
        return Ok(StatusCode::NOT_FOUND);
    }
    let size = format!("{}x{}", request.width, request.height);
    let status = Command::new("convert")
        .args([source.as_str(), "-strip", "-thumbnail", size.as_str()])
        .arg(&target)
        .stdin(Stdio::null())
        .status()
        .await;
    match status {
        Ok(code) if code.success() => Ok(StatusCode::CREATED),
        Ok(code) => {
            tracing::warn!(%code, id = request.id, "thumbnail failed");
            Ok(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(_) => Ok(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

pub fn routes() -> impl Filter<Extract = (impl Reply,), Error = Rejection> + Clone {
    warp::path!("thumbnails")
        .and(warp::post())
        .and(warp::query::<Thumbnail>())
        .and_then(render)
}
