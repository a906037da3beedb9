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

    /// Starts a mirror of the address that a user typed into the import form.
    pub fn import(&self, id: u32, form: &crate::forms::Import) -> Result<()> {
        let folder = self.folder(id);
        ensure!(!folder.exists(), "mirror {id} stands already");
        let address = url::Url::parse(form.address.trim()).context("not an address")?;
        ensure!(address.scheme() == "https", "only https is mirrored");
        let status = Command::new("git")
            .args(["clone", "--mirror", "--quiet", "--"])
            .arg(address.as_str())
            .arg(&folder)
            .env("GIT_TERMINAL_PROMPT", "0")
            .status()
            .context("git does not start")?;
        if !status.success() {
            bail!("git clone ended with {status}");
        }
        Ok(())
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
