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
