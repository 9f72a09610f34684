//! Films, sounds and pictures, measured, decoded and encoded by media workers: processes of their
//! own that are linked to `FFmpeg`, so that a file which breaks a decoder breaks nothing else.

mod correcting;
mod encoding;
mod find;
mod pool;
mod rolling;
mod sounds;
#[cfg(test)]
mod tests;
mod worker;

pub use ::media::protocol::{Colours, Correction, Roll, TurnFlag};
pub use correcting::Corrected;
pub use encoding::EncodeJob;
pub use find::find_worker;
pub use rolling::Rolling;

use ::media::protocol::{MAX_PIXELS, Reply, Request, SoundStream, Speech, Versions};
use model::digest::Digest;
use model::fact::{Course, Damage, FileFacts};
use model::timeline::{AudioCoding, Container};
use model::unit::DbTp;
use pool::Pool;
use sounds::Sounds;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long one file may keep a worker: decoding an hour of sound takes a few seconds.
const LIMIT: Duration = Duration::from_mins(2);

/// What went wrong with a media worker or with the file it was given.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// The worker does not run at all.
    #[error(
        "could not start the media worker `{exe}`; it stands beside `throughline` and needs \
         FFmpeg's libraries"
    )]
    NotStarted {
        /// The worker's executable.
        exe: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The worker ended while it had this file.
    #[error("the media worker broke down over {subject}")]
    BrokeDown {
        /// The file.
        subject: String,
    },
    /// The worker took too long and was ended.
    #[error("the media worker was still busy with {subject} after {} s and was ended", limit.as_secs())]
    TooSlow {
        /// The file.
        subject: String,
        /// How long it was given.
        limit: Duration,
    },
    /// The worker could not do it and says why.
    #[error("{subject}: {reason}")]
    Refused {
        /// The file.
        subject: String,
        /// What the worker said.
        reason: String,
    },
    /// `FFmpeg` was built without an encoder.
    #[error(
        "FFmpeg here has no encoder `{encoder}`; install one that has (Debian: `apt-get install \
         libavcodec-extra`)"
    )]
    NoEncoder {
        /// Its name.
        encoder: String,
    },
    /// The worker speaks another language.
    #[error("the media worker gave an answer that does not fit; install the one of this version")]
    Misunderstood,
    /// A frame of a film is not as large as the film.
    #[error("frame {frame} of the film has {bytes} bytes instead of {expected}")]
    WrongFrame {
        /// Which frame, from 0.
        frame: u32,
        /// Its length.
        bytes: usize,
        /// The length of a planar 4:2:0 frame of the film's size.
        expected: usize,
    },
    /// The frames of a film ended too early.
    #[error("the film should have {expected} frames, and its frames ended after {frames}")]
    TooFewFrames {
        /// How many there were.
        frames: u32,
        /// How many there should be.
        expected: u32,
    },
    /// The scratch folder could not be used.
    #[error("could not use the scratch file `{path}`")]
    Scratch {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl MediaError {
    /// Returns the damage to record of the file, where the fault is the file's rather than ours.
    pub fn damage(&self) -> Option<Damage> {
        match self {
            Self::BrokeDown { .. } | Self::TooSlow { .. } | Self::Refused { .. } => {
                Some(Damage::Unreadable { reason: self.to_string() })
            }
            _ => None,
        }
    }
}

/// What was measured of a file, and the pictures that the facts name.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The facts.
    pub facts: FileFacts,
    /// PNGs under their digests, to be kept as blobs.
    pub pictures: Vec<(Digest, Vec<u8>)>,
    /// One channel of sound at 16 kHz for [`crate::voice`]; empty unless asked for.
    pub speech: Vec<i16>,
}

/// A decoded picture: 8-bit red, green, blue and opacity, rows without gaps, the right way up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rgba {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The pixels.
    pub bytes: Vec<u8>,
}

/// Media workers, started when they are first needed and replaced when they break down.
pub struct MediaWorkers {
    exe: PathBuf,
    scratch: PathBuf,
    limit: Duration,
    pool: Pool,
    sounds: Sounds,
}

impl MediaWorkers {
    /// Prepares up to `workers` workers of the executable `exe`. Films under way are written to
    /// the folder `scratch`, and taken away from there whatever happens.
    pub fn new(exe: PathBuf, workers: usize, scratch: PathBuf) -> Self {
        let pool = Pool::new(exe.clone(), workers);
        Self { exe, scratch, limit: LIMIT, pool, sounds: Sounds::default() }
    }

    /// Gives each file `limit` instead of two minutes.
    #[must_use]
    pub fn with_limit(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }

    /// Measures a film, a sound or a picture.
    pub fn measure(&self, path: &Path) -> Result<Measured, MediaError> {
        let every = self.sounds.to_hand_over();
        self.measure_with(path, Speech::Unwanted, every)
    }

    /// Measures a file as [`Self::measure`] does, and brings the sound along in which voices are
    /// heard, so that it is decoded once; not where its stream is `known` to who listens.
    pub fn measure_with_speech(
        &self,
        path: &Path,
        known: &dyn Fn(&Digest) -> bool,
    ) -> Result<Measured, MediaError> {
        let mut sounds = self.sounds.to_hand_over();
        sounds.retain(|sound| sound.facts.stream.as_ref().is_some_and(known));
        self.measure_with(path, Speech::Wanted, sounds)
    }

    fn measure_with(
        &self,
        path: &Path,
        speech: Speech,
        sounds: Vec<SoundStream>,
    ) -> Result<Measured, MediaError> {
        let request =
            Request::Measure { path: path.to_owned(), max_pixels: MAX_PIXELS, sounds, speech };
        let (Reply::Measured { facts, sound, speech }, mut png) =
            self.ask(&request, &path.display().to_string())?
        else {
            return Err(MediaError::Misunderstood);
        };
        self.sounds.take(sound.map(|sound| *sound));
        let sound = usize::try_from(speech).ok().and_then(|length| png.len().checked_sub(length));
        let sound = png.split_off(sound.ok_or(MediaError::Misunderstood)?);
        let speech = sound.as_chunks::<2>().0.iter().map(|two| i16::from_le_bytes(*two)).collect();
        let named = facts.last_frame.as_ref().map(|frame| (frame.png, png));
        Ok(Measured { facts: *facts, pictures: named.into_iter().collect(), speech })
    }

    /// Looks at every frame of the film at `path`.
    pub fn look(&self, path: &Path) -> Result<Course, MediaError> {
        let request = Request::Look { path: path.to_owned(), max_pixels: MAX_PIXELS };
        match self.ask(&request, &path.display().to_string())? {
            (Reply::Looked { course }, _) => Ok(*course),
            _ => Err(MediaError::Misunderstood),
        }
    }

    /// Decodes the sound of a file: interleaved stereo at 48 kHz.
    pub fn decode_audio(&self, path: &Path) -> Result<Vec<f32>, MediaError> {
        let request = Request::DecodeAudio { path: path.to_owned() };
        match self.ask(&request, &path.display().to_string())? {
            (Reply::Sound { .. }, bytes) => {
                let (samples, _) = bytes.as_chunks::<4>();
                Ok(samples.iter().map(|sample| f32::from_le_bytes(*sample)).collect())
            }
            _ => Err(MediaError::Misunderstood),
        }
    }

    /// Decodes the frame of a film, or a picture, that is shown after `at` seconds.
    pub fn decode_frame(&self, path: &Path, at: f64) -> Result<Rgba, MediaError> {
        let request = Request::DecodeFrame { path: path.to_owned(), at, max_pixels: MAX_PIXELS };
        match self.ask(&request, &path.display().to_string())? {
            (Reply::Picture { size }, bytes) => {
                Ok(Rgba { width: size.width, height: size.height, bytes })
            }
            _ => Err(MediaError::Misunderstood),
        }
    }

    /// Encodes a film from planar 4:2:0 frames (BT.709, limited range) and interleaved stereo at
    /// 48 kHz, which is cut to the pictures' length. Returns the file.
    pub fn encode(
        &self,
        job: &EncodeJob,
        frames: &mut dyn Iterator<Item = Vec<u8>>,
        sound: Option<&[f32]>,
    ) -> Result<Vec<u8>, MediaError> {
        encoding::encode(&self.exe, &self.scratch, self.limit, job, frames, sound)
    }

    /// Decodes footage, frame by frame, in a process of its own.
    pub fn roll(&self, wish: &Roll) -> Result<Rolling, MediaError> {
        rolling::roll(&self.exe, self.limit, wish)
    }

    /// Encodes a sound, and returns the file and the true peak of what is heard of it; none for
    /// silence.
    pub fn encode_sound(
        &self,
        container: Container,
        audio: &AudioCoding,
        sound: &[f32],
    ) -> Result<(Vec<u8>, Option<DbTp>), MediaError> {
        encoding::encode_sound(&self.exe, &self.scratch, self.limit, container, audio, sound)
    }

    /// Writes a corrected copy of a file, in a process of its own.
    pub fn correct(&self, wish: &Correction) -> Result<Corrected, MediaError> {
        correcting::correct(&self.exe, self.limit, wish)
    }

    /// Returns the versions of what decodes and encodes.
    pub fn versions(&self) -> Result<Versions, MediaError> {
        match self.ask(&Request::Version {}, "its versions")? {
            (Reply::Versions(versions), _) => Ok(versions),
            _ => Err(MediaError::Misunderstood),
        }
    }

    fn ask(&self, request: &Request, subject: &str) -> Result<(Reply, Vec<u8>), MediaError> {
        match self.pool.ask(request, subject, self.limit)? {
            (Reply::Failed { reason }, _) => {
                Err(MediaError::Refused { subject: subject.to_owned(), reason })
            }
            answer => Ok(answer),
        }
    }
}
