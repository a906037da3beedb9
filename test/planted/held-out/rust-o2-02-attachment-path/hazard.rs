use std::path::PathBuf;

use actix_files::NamedFile;
use actix_web::{error, get, web, HttpResponse, Responder, Result};

pub struct Attachments {
    pub root: PathBuf,
}

#[get("/attachments")]
pub async fn index(store: web::Data<Attachments>) -> Result<impl Responder> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&store.root).map_err(error::ErrorInternalServerError)? {
        let entry = entry.map_err(error::ErrorInternalServerError)?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(HttpResponse::Ok().json(names))
}

#[derive(serde::Deserialize)]
pub struct Download {
    file: String,
}

#[get("/attachments/download")]
pub async fn download(
    store: web::Data<Attachments>,
    query: web::Query<Download>,
) -> Result<NamedFile> {
    let path = store.root.join(&query.file);
    let file = NamedFile::open_async(&path)
        .await
        .map_err(error::ErrorNotFound)?;
    Ok(file.use_last_modified(true))
}

pub fn configure(config: &mut web::ServiceConfig) {
    config.service(index);
    config.service(download);
}
