//! Has a worker of its own write a corrected copy.

use super::MediaError;
use super::encoding::converse;
use ::media::protocol::{Answer, Correction, Reply};
use model::digest::Digest;
use std::io;
use std::path::Path;
use std::time::Duration;

/// Turning pictures encodes them again, which takes so many times as long as looking.
const PATIENCE: u32 = 10;

/// A copy that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// Its bytes.
    pub sha256: Digest,
    /// What the file holds and the copy does not.
    pub left_out: Vec<String>,
}

/// Has the copy written to where the wish says.
pub(super) fn correct(
    exe: &Path,
    limit: Duration,
    wish: &Correction,
) -> Result<Corrected, MediaError> {
    let (subject, limit) = (|| wish.path.display().to_string(), limit * PATIENCE);
    let (line, was_ended) = converse(exe, "correct", limit, |stdin, _| {
        serde_json::to_writer(&mut *stdin, wish).map_err(io::Error::from)?;
        Ok(stdin.write_all(b"\n")?)
    })?;
    if was_ended {
        return Err(MediaError::TooSlow { subject: subject(), limit });
    }
    if line.is_empty() {
        return Err(MediaError::BrokeDown { subject: subject() });
    }
    let answer: Answer = serde_json::from_str(&line).map_err(|_error| MediaError::Misunderstood)?;
    match answer.reply {
        Reply::Corrected { sha256, left_out, .. } => Ok(Corrected { sha256, left_out }),
        Reply::Failed { reason } => Err(MediaError::Refused { subject: subject(), reason }),
        _ => Err(MediaError::Misunderstood),
    }
}
