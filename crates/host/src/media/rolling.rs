//! Footage, frame by frame, from a worker of its own.

use super::encoding::{Fed, Watchdog, started};
use super::{MediaError, Rgba};
use ::media::protocol::{Answer, Reply, Roll};
use model::unit::Size;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::ChildStdout;
use std::time::Duration;

/// The frames of some footage, in order. The worker ends when this is dropped.
pub struct Rolling {
    subject: String,
    size: Size,
    left: u32,
    all: u32,
    stdout: BufReader<ChildStdout>,
    watchdog: Option<Watchdog>,
}

/// Starts to play footage.
pub(super) fn roll(exe: &Path, limit: Duration, wish: &Roll) -> Result<Rolling, MediaError> {
    let subject = wish.path.display().to_string();
    let Fed { mut stdin, stdout, watchdog } = started(exe, "roll", limit)?;
    let line = serde_json::to_string(wish).map_err(|_error| MediaError::Misunderstood)?;
    // A worker that is gone already says nothing below.
    let _gone = writeln!(stdin, "{line}");
    drop(stdin);
    let mut stdout = BufReader::new(stdout);
    let mut line = String::new();
    if stdout.read_line(&mut line).is_err() || line.is_empty() {
        watchdog.end();
        return Err(MediaError::BrokeDown { subject });
    }
    let reply = serde_json::from_str(&line).map(|answer: Answer| answer.reply);
    match reply {
        Ok(Reply::Rolling { size }) => {
            let (left, all) = (wish.frames, wish.frames);
            Ok(Rolling { subject, size, left, all, stdout, watchdog: Some(watchdog) })
        }
        Ok(Reply::Failed { reason }) => {
            watchdog.end();
            Err(MediaError::Refused { subject, reason })
        }
        _ => {
            watchdog.end();
            Err(MediaError::Misunderstood)
        }
    }
}

impl Iterator for Rolling {
    type Item = Result<Rgba, MediaError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let Size { width, height } = self.size;
        let mut bytes = vec![0; width as usize * height as usize * 4];
        if self.stdout.read_exact(&mut bytes).is_err() {
            let played = self.all - self.left - 1;
            self.left = 0;
            let reason = format!("the footage broke off after {played} frames of {}", self.all);
            return Some(Err(MediaError::Refused { subject: self.subject.clone(), reason }));
        }
        if let Some(watchdog) = &self.watchdog {
            watchdog.is_alive();
        }
        Some(Ok(Rgba { width, height, bytes }))
    }
}

impl Drop for Rolling {
    fn drop(&mut self) {
        if let Some(watchdog) = self.watchdog.take() {
            watchdog.end();
        }
    }
}
