//! What can go wrong with one file; the worker itself goes on.

use media::protocol::Reply;
use std::io;

/// Why a request could not be answered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// The file could not be opened or read.
    #[error("could not read the file: {0}")]
    Read(#[from] io::Error),
    /// It is a folder, a pipe or a device.
    #[error("it is not a file")]
    NotAFile,
    /// FFmpeg gave up.
    #[error("could not {act}: {error}")]
    Ffmpeg {
        /// What was tried.
        act: &'static str,
        /// What FFmpeg said.
        error: ffmpeg::Error,
    },
    /// It opened, but holds nothing of the kind asked for.
    #[error("there is no {0} in it that can be decoded")]
    Nothing(&'static str),
    /// It is too large to decode safely.
    #[error("{0}")]
    TooLarge(String),
    /// A picture could not be written.
    #[error("could not write a PNG: {0}")]
    Png(#[from] png::EncodingError),
    /// FFmpeg was built without it.
    #[error("FFmpeg here has no encoder `{0}`")]
    NoEncoder(String),
    /// The request makes no sense.
    #[error("{0}")]
    Request(String),
}

impl From<Fault> for Reply {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NoEncoder(encoder) => Self::NoEncoder { encoder },
            other => Self::Failed { reason: other.to_string() },
        }
    }
}

/// Names the act that FFmpeg failed at.
pub(crate) fn while_trying(act: &'static str) -> impl Fn(ffmpeg::Error) -> Fault {
    move |error| Fault::Ffmpeg { act, error }
}

/// Errors that a decoder reported while it went on.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct DecodeErrors {
    /// How many packets or frames.
    pub(crate) count: u64,
    /// Seconds into the file of the first one, when known.
    pub(crate) first: Option<f64>,
}

impl DecodeErrors {
    /// Counts one error at `at`.
    pub(crate) fn add(&mut self, at: Option<f64>) {
        self.count += 1;
        self.first = self.first.or(at);
    }

    /// Adds up the errors of two streams.
    pub(crate) fn join(self, other: Self) -> Self {
        let earlier = match (self.first, other.first) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self { count: self.count + other.count, first: earlier }
    }
}

/// Says whether a decoder merely wants more input, or has none left to give.
pub(crate) fn is_pause(error: ffmpeg::Error) -> bool {
    let again = rustix::io::Errno::AGAIN.raw_os_error();
    match error {
        ffmpeg::Error::Eof => true,
        ffmpeg::Error::Other { errno } => errno == again,
        _ => false,
    }
}
