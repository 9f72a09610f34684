//! As many workers as were asked for, each started when it is first needed.

use super::MediaError;
use super::worker::{Lost, Worker};
use ::media::protocol::{Reply, Request};
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Places for workers; a place may be empty, then a worker is started in it.
pub(super) struct Pool {
    exe: PathBuf,
    free: Mutex<Vec<Option<Worker>>>,
    freed: Condvar,
}

impl Pool {
    /// Makes `workers` places, at least one.
    pub(super) fn new(exe: PathBuf, workers: usize) -> Self {
        let free = std::iter::repeat_with(|| None).take(workers.max(1)).collect();
        Self { exe, free: Mutex::new(free), freed: Condvar::new() }
    }

    /// Asks the next free worker about `subject`; waits for one if need be.
    pub(super) fn ask(
        &self,
        request: &Request,
        subject: &str,
        limit: Duration,
    ) -> Result<(Reply, Vec<u8>), MediaError> {
        let place = Place { pool: self, worker: self.take() };
        place.ask(request, subject, limit)
    }

    fn take(&self) -> Option<Worker> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self
            .freed
            .wait_while(free, |free| free.is_empty())
            .unwrap_or_else(PoisonError::into_inner);
        // Workers that run already come first.
        let running = free.iter().position(Option::is_some).unwrap_or(0);
        free.swap_remove(running)
    }
}

/// A place that was taken; given back, with the worker in it if there is one, when it is dropped.
struct Place<'a> {
    pool: &'a Pool,
    worker: Option<Worker>,
}

impl Place<'_> {
    fn ask(
        mut self,
        request: &Request,
        subject: &str,
        limit: Duration,
    ) -> Result<(Reply, Vec<u8>), MediaError> {
        // One that died while nobody asked it anything is no fault of this file.
        let running = self.worker.take().and_then(Worker::if_alive);
        let mut worker = match running {
            Some(worker) => worker,
            None => Worker::start(&self.pool.exe)
                .map_err(|source| MediaError::NotStarted { exe: self.pool.exe.clone(), source })?,
        };
        // A worker that is lost is dropped here, which ends its process; its place stays empty.
        let answer = worker.ask(request, limit).map_err(|lost| match lost {
            Lost::BrokeDown => MediaError::BrokeDown { subject: subject.to_owned() },
            Lost::TooSlow => MediaError::TooSlow { subject: subject.to_owned(), limit },
            Lost::Misunderstood => MediaError::Misunderstood,
        })?;
        self.worker = Some(worker);
        Ok(answer)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut free = self.pool.free.lock().unwrap_or_else(PoisonError::into_inner);
        free.push(self.worker.take());
        self.pool.freed.notify_one();
    }
}
