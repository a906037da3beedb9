use std::collections::HashMap;
use std::time::Duration;

use tokio::task::JoinHandle;
use tracing::info;

type JobId = u64;

#[derive(Default)]
pub struct Scheduler {
    next: JobId,
    running: HashMap<JobId, JoinHandle<()>>,
}

impl Scheduler {
    pub fn every<F>(&mut self, period: Duration, job: F) -> JobId
    where
        F: Fn() + Send + 'static,
    {
        let id = self.next;
        self.next += 1;
        let handle = tokio::spawn(async move {
            let mut ticks = tokio::time::interval(period);
            loop {
                ticks.tick().await;
                job();
            }
        });
        self.running.insert(id, handle);
        id
    }

    pub fn cancel(&mut self, id: JobId) -> bool {
        match self.running.remove(&id) {
            Some(handle) => {
                handle.abort();
                true
            }
            None => false,
        }
    }
}
