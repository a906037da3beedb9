use std::fs::{self, File};
use std::io::{self, Cursor};
use std::path::{Path, PathBuf};

use anyhow::{ensure, Context, Result};
use zip::ZipArchive;

const MAX_ENTRIES: usize = 500;

/// What an uploaded theme holds.
///
/// The names are as the archive has them and are only shown to the uploader.
pub fn entries(upload: &[u8]) -> Result<Vec<String>> {
    let archive = ZipArchive::new(Cursor::new(upload)).context("not a zip file")?;
    Ok(archive.file_names().map(str::to_owned).collect())
}

/// Unpacks an uploaded theme below `themes` and answers its folder.
pub fn install(upload: &[u8], themes: &Path, slug: &uuid::Uuid) -> Result<PathBuf> {
    let mut archive = ZipArchive::new(Cursor::new(upload)).context("not a zip file")?;
    ensure!(archive.len() <= MAX_ENTRIES, "too many files in the theme");
    let folder = themes.join(slug.to_string());
    fs::create_dir_all(&folder)?;
    for position in 0..archive.len() {
        let mut entry = archive.by_index(position)?;
        let target = folder.join(entry.name());
        if entry.is_dir() {
            fs::create_dir_all(&target)?;
            continue;
        }
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut file =
            File::create(&target).with_context(|| format!("cannot write {}", target.display()))?;
        io::copy(&mut entry, &mut file)?;
    }
    Ok(folder)
}
