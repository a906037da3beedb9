use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

#[derive(Debug, Default)]
pub struct Tally {
    pub requests: u64,
    pub by_status: BTreeMap<u16, u64>,
}

impl Tally {
    fn take(&mut self, line: &str) {
        self.requests += 1;
        if let Some(status) = line.split(' ').nth(8).and_then(|field| field.parse().ok()) {
            *self.by_status.entry(status).or_default() += 1;
        }
    }
}

/// Counts the requests of an access log.
pub fn tally(path: &Path) -> io::Result<Tally> {
    let mut tally = Tally::default();
    for line in std::fs::read_to_string(path)?.lines() {
        tally.take(line);
    }
    Ok(tally)
}
