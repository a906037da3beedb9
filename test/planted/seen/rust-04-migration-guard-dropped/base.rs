use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::{fs, io};

pub struct Migrator {
    dir: PathBuf,
    running: Mutex<()>,
}

impl Migrator {
    pub fn new(dir: impl AsRef<Path>) -> Self {
        Self {
            dir: dir.as_ref().to_path_buf(),
            running: Mutex::new(()),
        }
    }

    pub fn rename_segments(&self) -> io::Result<usize> {
        let mut renamed = 0;
        for entry in fs::read_dir(&self.dir)? {
            let path = entry?.path();
            if path.extension().is_some_and(|ext| ext == "v1") {
                fs::rename(&path, path.with_extension("seg"))?;
                renamed += 1;
            }
        }
        Ok(renamed)
    }

    pub fn is_idle(&self) -> bool {
        self.running.try_lock().is_ok()
    }
}
