//! Feeds a film to a worker of its own, frame by frame.

use super::MediaError;
use ::media::protocol::{Answer, CHANNELS, Film, Rehearsal, Reply};
use model::timeline::{AudioCoding, Container, Encoding};
use model::unit::{DbTp, FrameRate, Size};
use serde::Serialize;
use std::fs;
use std::io::{self, BufRead as _, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A film to encode, but for its frames and its sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodeJob {
    /// Frame size; both even.
    pub size: Size,
    /// Frame rate.
    pub rate: FrameRate,
    /// How many frames.
    pub frames: u32,
    /// How to encode.
    pub encoding: Encoding,
}

impl EncodeJob {
    /// Planar 4:2:0: a full plane and two quarters.
    fn frame_bytes(&self) -> usize {
        let pixels = self.size.width as usize * self.size.height as usize;
        pixels + pixels / 2
    }
}

/// What errors call the film, since nobody gave it a name yet.
const SUBJECT: &str = "a film to encode";

/// Encodes a film in a process of its own and returns the file.
pub(super) fn encode(
    exe: &Path,
    scratch: &Path,
    limit: Duration,
    job: &EncodeJob,
    frames: &mut dyn Iterator<Item = Vec<u8>>,
    sound: Option<&[f32]>,
) -> Result<Vec<u8>, MediaError> {
    let out = ScratchFile::new(scratch, job.encoding.container)?;
    let film = Film {
        size: job.size,
        rate: job.rate,
        frames: job.frames,
        encoding: job.encoding.clone(),
        sound_frames: sound.map(stereo_frames),
        out: out.0.clone(),
    };
    let reply = answer(exe, "encode", limit, |stdin, alive| {
        send_head(stdin, &film, sound.unwrap_or_default())?;
        send_frames(stdin, alive, job, frames)
    })?;
    match reply {
        Reply::Encoded { .. } => fs::read(&out.0).map_err(|source| out.fault(source)),
        _ => Err(MediaError::Misunderstood),
    }
}

/// Encodes a sound in a process of its own, and returns the file and the true peak of what is heard
/// of it; none for silence.
pub(super) fn encode_sound(
    exe: &Path,
    scratch: &Path,
    limit: Duration,
    container: Container,
    audio: &AudioCoding,
    sound: &[f32],
) -> Result<(Vec<u8>, Option<DbTp>), MediaError> {
    let out = ScratchFile::new(scratch, container)?;
    let sound_frames = stereo_frames(sound);
    let wish = Rehearsal { container, audio: audio.clone(), sound_frames, out: out.0.clone() };
    match answer(exe, "rehearse", limit, |stdin, _| send_head(stdin, &wish, sound))? {
        Reply::Rehearsed { true_peak, .. } => {
            let bytes = fs::read(&out.0).map_err(|source| out.fault(source))?;
            Ok((bytes, true_peak))
        }
        _ => Err(MediaError::Misunderstood),
    }
}

fn stereo_frames(samples: &[f32]) -> u64 {
    (samples.len() / CHANNELS) as u64
}

/// Starts a worker for one `word`, feeds it, and returns what it says.
fn answer(
    exe: &Path,
    word: &str,
    limit: Duration,
    feed: impl FnOnce(&mut dyn Write, &Sender<()>) -> Result<(), Stopped>,
) -> Result<Reply, MediaError> {
    let (line, was_ended) = converse(exe, word, limit, feed)?;
    let subject = || SUBJECT.to_owned();
    if was_ended {
        return Err(MediaError::TooSlow { subject: subject(), limit });
    }
    if line.is_empty() {
        return Err(MediaError::BrokeDown { subject: subject() });
    }
    let answer: Answer = serde_json::from_str(&line).map_err(|_error| MediaError::Misunderstood)?;
    match answer.reply {
        Reply::Failed { reason } => Err(MediaError::Refused { subject: subject(), reason }),
        Reply::NoEncoder { encoder } => Err(MediaError::NoEncoder { encoder }),
        reply => Ok(reply),
    }
}

/// Why feeding stopped before the end.
pub(super) enum Stopped {
    /// The worker takes no more; its answer says why.
    Closed,
    /// What was to be fed is wrong.
    Wrong(MediaError),
}

impl From<io::Error> for Stopped {
    fn from(_closed: io::Error) -> Self {
        Self::Closed
    }
}

/// Starts a worker for one `word`, feeds it, and returns its answer and whether it had to be
/// ended.
pub(super) fn converse(
    exe: &Path,
    word: &str,
    limit: Duration,
    feed: impl FnOnce(&mut dyn Write, &Sender<()>) -> Result<(), Stopped>,
) -> Result<(String, bool), MediaError> {
    let Fed { mut stdin, stdout, watchdog } = started(exe, word, limit)?;
    let fed = feed(&mut stdin, &watchdog.alive);
    drop(stdin);
    if let Err(Stopped::Wrong(wrong)) = fed {
        watchdog.end();
        return Err(wrong);
    }
    let mut line = String::new();
    let read = BufReader::new(stdout).read_line(&mut line);
    let was_ended = watchdog.finish();
    if read.is_err() {
        line.clear();
    }
    Ok((line, was_ended))
}

/// A worker that is running.
pub(super) struct Fed {
    pub(super) stdin: ChildStdin,
    pub(super) stdout: ChildStdout,
    pub(super) watchdog: Watchdog,
}

/// Starts a worker for one `word`.
pub(super) fn started(exe: &Path, word: &str, limit: Duration) -> Result<Fed, MediaError> {
    let not_started = |source| MediaError::NotStarted { exe: exe.to_owned(), source };
    let mut child = Command::new(exe)
        .arg(word)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(not_started)?;
    let closed = || not_started(io::Error::other("the worker has no standard input and output"));
    let stdin = child.stdin.take().ok_or_else(closed)?;
    let stdout = child.stdout.take().ok_or_else(closed)?;
    Ok(Fed { stdin, stdout, watchdog: Watchdog::new(child, limit) })
}

fn send_head(stdin: &mut dyn Write, line: &impl Serialize, sound: &[f32]) -> Result<(), Stopped> {
    serde_json::to_writer(&mut *stdin, line).map_err(io::Error::from)?;
    stdin.write_all(b"\n")?;
    let whole_frames = sound.chunks_exact(CHANNELS);
    let bytes: Vec<u8> = whole_frames.flatten().flat_map(|sample| sample.to_le_bytes()).collect();
    Ok(stdin.write_all(&bytes)?)
}

fn send_frames(
    stdin: &mut dyn Write,
    alive: &Sender<()>,
    job: &EncodeJob,
    frames: &mut dyn Iterator<Item = Vec<u8>>,
) -> Result<(), Stopped> {
    let expected = job.frame_bytes();
    for number in 0..job.frames {
        let Some(frame) = frames.next() else {
            let wrong = MediaError::TooFewFrames { frames: number, expected: job.frames };
            return Err(Stopped::Wrong(wrong));
        };
        if frame.len() != expected {
            let bytes = frame.len();
            return Err(Stopped::Wrong(MediaError::WrongFrame { frame: number, bytes, expected }));
        }
        stdin.write_all(&frame)?;
        // The watchdog may have given up; then the next write fails.
        let _given_up = alive.send(());
    }
    Ok(())
}

/// Ends a process that takes no frame for too long.
pub(super) struct Watchdog {
    alive: Sender<()>,
    child: Arc<Mutex<Child>>,
    watch: JoinHandle<bool>,
}

impl Watchdog {
    fn new(child: Child, limit: Duration) -> Self {
        let (alive, signs) = mpsc::channel();
        let child = Arc::new(Mutex::new(child));
        let watched = Arc::clone(&child);
        let watch = thread::spawn(move || {
            loop {
                match signs.recv_timeout(limit) {
                    Ok(()) => {}
                    Err(RecvTimeoutError::Disconnected) => return false,
                    Err(RecvTimeoutError::Timeout) => {
                        kill(&watched);
                        return true;
                    }
                }
            }
        });
        Self { alive, child, watch }
    }

    /// Notes that the process has got on.
    pub(super) fn is_alive(&self) {
        // It may have been ended; then whatever is wanted of it next fails.
        let _ended = self.alive.send(());
    }

    /// Ends the process at once.
    pub(super) fn end(self) {
        kill(&self.child);
        self.finish();
    }

    /// Waits for the process and says whether it had to be ended.
    fn finish(self) -> bool {
        drop(self.alive);
        let was_ended = self.watch.join().unwrap_or(false);
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        let _gone_already = child.wait();
        was_ended
    }
}

fn kill(child: &Mutex<Child>) {
    // Fails only if it is gone already.
    let _gone_already = child.lock().unwrap_or_else(PoisonError::into_inner).kill();
}

/// A file in the scratch folder that is taken away in the end.
struct ScratchFile(PathBuf);

impl ScratchFile {
    fn new(folder: &Path, container: Container) -> Result<Self, MediaError> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let ending = container.ending();
        let file = Self(folder.join(format!("film-{}-{next}.{ending}", std::process::id())));
        fs::create_dir_all(folder).map_err(|source| file.fault(source))?;
        Ok(file)
    }

    fn fault(&self, source: io::Error) -> MediaError {
        MediaError::Scratch { path: self.0.clone(), source }
    }
}

impl Drop for ScratchFile {
    fn drop(&mut self) {
        // Fails where nothing was written.
        let _nothing_written = fs::remove_file(&self.0);
    }
}
