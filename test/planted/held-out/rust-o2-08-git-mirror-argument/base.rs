use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{bail, ensure, Context, Result};

pub struct Mirrors {
    root: PathBuf,
}

impl Mirrors {
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    fn folder(&self, id: u32) -> PathBuf {
        self.root.join(format!("{id}.git"))
    }

    pub fn refresh(&self, id: u32) -> Result<()> {
        run(&self.folder(id), &["remote", "update", "--prune"])
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Result<()> {
    let status = Command::new("git")
        .current_dir(folder)
        .args(arguments)
        .status()
        .context("git does not start")?;
    if !status.success() {
        bail!("git {} ended with {status}", arguments.join(" "));
    }
    Ok(())
}
