//! Does what is due, on all cores, so that a kill at any moment loses at most unfinished work.
//!
//! Workers run steps; one writer makes what they return safe: blobs first, then the events that
//! mention them, in groups. A step is finished when its event is committed, and not before.

use crate::blobs::Blobs;
use crate::error::HostError;
use crate::ledger::{Group, Ledger};
use flow::steps::{Bench, Due, Made, StepError, run};
use jiff::Timestamp;
use model::event::{Durability, Event};
use model::step::{StepOutput, StepRecord};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A group is committed when it holds this many steps…
const GROUP: usize = 64;
/// …or this many bytes…
const GROUP_BYTES: usize = 64 << 20;
/// …or when its first step has waited this long.
const PATIENCE: Duration = Duration::from_millis(200);

/// Hears how the work goes; prints nothing itself.
pub trait Progress: Sync {
    /// A batch of `steps` begins.
    fn begin(&self, steps: usize);
    /// A step is finished and safe.
    fn finished(&self, record: &StepRecord);
    /// A step could not finish.
    fn failed(&self, subject: &str, error: &StepError);
}

/// A step that could not finish.
#[derive(Debug)]
pub struct Failure {
    /// What it was about.
    pub subject: String,
    /// Why.
    pub error: Trouble,
}

/// Why a step could not finish.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// It said so.
    #[error(transparent)]
    Step(#[from] StepError),
    /// Our code broke.
    #[error("this is a bug in throughline: {0}")]
    Panic(String),
}

/// How a batch ended.
#[derive(Debug, Default)]
pub struct Ran {
    /// Steps that are finished and safe.
    pub finished: usize,
    /// Steps that could not finish; the others went on.
    pub failures: Vec<Failure>,
}

/// A step that ran, and when.
struct Attempt {
    due: Due,
    started: Timestamp,
    millis: u64,
}

type Outcome = (Attempt, Result<Made, Trouble>);

/// Does everything in `due` with `jobs` workers. When `stop` is set, no further step begins; what
/// has finished is made safe.
pub fn execute(
    mut due: Vec<Due>,
    bench: &Bench<'_>,
    ledger: &mut Ledger,
    blobs: &Blobs,
    jobs: usize,
    stop: &AtomicBool,
    progress: &dyn Progress,
) -> Result<Ran, HostError> {
    progress.begin(due.len());
    // Longest first keeps both cores busy to the end; the subject breaks ties the same way always.
    due.sort_by(|a, b| a.weight.cmp(&b.weight).then_with(|| b.spec.subject.cmp(&a.spec.subject)));
    let queue = Mutex::new(due);
    // A short channel: workers wait for the disk rather than fill the memory.
    let (send, receive) = sync_channel(jobs.max(1) * 2);
    std::thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            let (queue, send) = (&queue, send.clone());
            scope.spawn(move || work(queue, bench, stop, &send));
        }
        drop(send);
        let written = Writer { ledger, blobs, progress, held: Vec::new(), ran: Ran::default() }
            .write(&receive);
        if written.is_err() {
            stop.store(true, Ordering::Relaxed);
        }
        // Dropping the receiver lets workers that still want to send go home.
        drop(receive);
        written
    })
}

fn work(queue: &Mutex<Vec<Due>>, bench: &Bench<'_>, stop: &AtomicBool, send: &SyncSender<Outcome>) {
    while !stop.load(Ordering::Relaxed) {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let Some(due) = next else { return };
        let started = Timestamp::now();
        let clock = Instant::now();
        let result = catch_unwind(AssertUnwindSafe(|| run(&due.work, bench)))
            .map_err(|panic| Trouble::Panic(words(panic.as_ref())))
            .and_then(|made| made.map_err(Trouble::Step));
        let millis = u64::try_from(clock.elapsed().as_millis()).unwrap_or(u64::MAX);
        if send.send((Attempt { due, started, millis }, result)).is_err() {
            return;
        }
    }
}

fn words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic".to_owned())
}

struct Writer<'a> {
    ledger: &'a mut Ledger,
    blobs: &'a Blobs,
    progress: &'a dyn Progress,
    held: Vec<(Attempt, Made)>,
    ran: Ran,
}

impl Writer<'_> {
    fn write(mut self, receive: &Receiver<Outcome>) -> Result<Ran, HostError> {
        let mut since = Instant::now();
        loop {
            let left = PATIENCE.saturating_sub(since.elapsed());
            let wait = if self.held.is_empty() { Duration::from_hours(1) } else { left };
            match receive.recv_timeout(wait) {
                Ok((attempt, result)) => {
                    if self.held.is_empty() {
                        since = Instant::now();
                    }
                    match result {
                        Ok(made) => self.held.push((attempt, made)),
                        Err(error) => self.fail(attempt.due.spec.subject, error),
                    }
                    if self.is_full() {
                        self.commit()?;
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.commit()?,
                Err(RecvTimeoutError::Disconnected) => {
                    self.commit()?;
                    return Ok(self.ran);
                }
            }
        }
    }

    fn is_full(&self) -> bool {
        let bytes: usize =
            self.held.iter().flat_map(|(_, made)| &made.outputs).map(|(_, b)| b.len()).sum();
        self.held.len() >= GROUP || bytes >= GROUP_BYTES
    }

    fn fail(&mut self, subject: String, error: Trouble) {
        if let Trouble::Step(step) = &error {
            self.progress.failed(&subject, step);
        }
        self.ran.failures.push(Failure { subject, error });
    }

    fn commit(&mut self) -> Result<(), HostError> {
        if self.held.is_empty() {
            return Ok(());
        }
        let held = std::mem::take(&mut self.held);
        let bytes: Vec<&[u8]> = held
            .iter()
            .flat_map(|(_, made)| made.outputs.iter().map(|(_, bytes)| bytes.as_slice()))
            .collect();
        let mut digests = self.blobs.put_many(&bytes)?.into_iter();
        let mut group = Group::default();
        let mut records = Vec::with_capacity(held.len());
        for (attempt, made) in held {
            let outputs = made
                .outputs
                .iter()
                .zip(digests.by_ref())
                .map(|((name, bytes), digest)| StepOutput {
                    name: name.clone(),
                    digest,
                    bytes: bytes.len() as u64,
                })
                .collect();
            let record = StepRecord {
                key: attempt.due.key,
                spec: attempt.due.spec,
                outputs,
                nodes: made.nodes,
                links: made.links,
                maker: made.maker,
                because: attempt.due.because,
                started: attempt.started,
                millis: attempt.millis,
                cost: None,
            };
            records.push(record.clone());
            let _durability: Durability =
                group.push(Timestamp::now(), Event::StepFinished(Box::new(record)));
        }
        self.ledger.append_group(&mut group)?;
        self.ran.finished += records.len();
        for record in &records {
            self.progress.finished(record);
        }
        Ok(())
    }
}
