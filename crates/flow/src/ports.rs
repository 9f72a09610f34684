//! The doors to the real world. The host implements them; tests use fakes.

use model::decision::Judgement;
use model::delivery::Delivered;
use model::digest::Digest;
use model::fact::{FileFacts, ProbeFacts};
use model::id::CheckpointId;
use model::step::{StepKey, StepRecord};
use model::thread::NodeId;
use model::timeline::{AudioCoding, Container, Timeline};
use model::unit::{DbTp, FrameRate, Secs, Size, Timestamp};
use render::{Base, Pixels, RenderError};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What went wrong beyond a port.
#[derive(Debug, Clone, thiserror::Error)]
pub enum PortError {
    /// Bytes that should be there are not.
    #[error("{what} `{digest}` is not in the store: run `throughline verify`")]
    Missing {
        /// What they are.
        what: &'static str,
        /// Their digest.
        digest: Digest,
    },
    /// A tool is missing or too old.
    #[error("{tool} is not there: {remedy}")]
    Tool {
        /// Which.
        tool: String,
        /// How to get it.
        remedy: String,
    },
    /// The disk is full, the database busy, a worker timed out.
    #[error("{0}")]
    Resource(String),
    /// A file cannot be used.
    #[error("{0}")]
    File(String),
}

/// What the ledger knows: the second kind of truth.
pub trait Known {
    /// Returns the finished step with this key.
    fn step(&self, key: &StepKey) -> Result<Option<StepRecord>, PortError>;
    /// Returns for each key whether its step is finished.
    fn finished(&self, keys: &[StepKey]) -> Result<Vec<bool>, PortError>;
    /// Returns the step that last finished for a subject.
    fn last_of(&self, subject: &str) -> Result<Option<StepRecord>, PortError>;
    /// Returns every judgement, oldest first.
    fn judgements(&self) -> Result<Vec<Judgement>, PortError>;
    /// Returns the bytes of a blob.
    fn blob(&self, digest: &Digest) -> Result<Arc<[u8]>, PortError>;
    /// Returns what something was made from, sorted.
    fn ties_from(&self, id: &NodeId) -> Result<Vec<Tie>, PortError>;
    /// Returns what was made from something, sorted.
    fn ties_to(&self, id: &NodeId) -> Result<Vec<Tie>, PortError>;
    /// Returns the words a thing is known by.
    fn label(&self, id: &NodeId) -> Result<Option<String>, PortError>;
    /// Returns every package that was brought somewhere, oldest first, and when.
    fn deliveries(&self) -> Result<Vec<(Timestamp, Delivered)>, PortError>;
    /// Returns when each question was asked and, if it was, answered.
    fn questions(&self) -> Result<BTreeMap<CheckpointId, Asked>, PortError>;
}

/// One end of a link, as a walk meets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// How: `rests on`.
    pub word: String,
    /// The thing at the other end.
    pub other: NodeId,
}

/// When a question was asked and answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The question in words.
    pub question: String,
    /// When it was put.
    pub at: Timestamp,
    /// When it had all its answers.
    pub answered: Option<Timestamp>,
}

/// A file that was measured, with the frames worth keeping.
#[derive(Debug, Clone)]
pub struct Measured {
    /// What was measured.
    pub facts: FileFacts,
    /// PNGs that the facts name.
    pub pictures: Vec<(Digest, Vec<u8>)>,
}

/// What is wanted of footage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wanted {
    /// Where it begins.
    pub from: Secs,
    /// Frames a second.
    pub rate: FrameRate,
    /// How many.
    pub frames: u32,
    /// Larger pictures may be reduced until they just cover this size.
    pub cover: Size,
}

/// A sound that was encoded.
#[derive(Debug, Clone, PartialEq)]
pub struct Coded {
    /// The file.
    pub bytes: Vec<u8>,
    /// The true peak of what is heard of it; none for silence.
    pub true_peak: Option<DbTp>,
}

/// Frames of footage, in order.
pub type Rolling = Box<dyn Iterator<Item = Result<Pixels, PortError>>>;

/// Draws what many pictures have in common.
pub type DrawBase<'a> = &'a dyn Fn() -> Result<Base, Vec<RenderError>>;

/// Everything that takes a machine: bytes by digest, codecs, models.
pub trait Workshop: Sync {
    /// Returns bytes by digest: a blob, a file of the workspace, a font of the cache.
    fn bytes(&self, digest: &Digest) -> Result<Arc<[u8]>, PortError>;
    /// Returns a decoded picture; the same one is decoded once.
    fn picture(&self, digest: &Digest) -> Result<Arc<Pixels>, PortError>;
    /// Returns what many pictures have in common, drawn; `draw` is called where it is not kept.
    fn base(&self, _key: &Digest, draw: DrawBase<'_>) -> Result<Arc<Base>, Vec<RenderError>> {
        draw().map(Arc::new)
    }
    /// Measures a file, every frame of it: nothing is signed off that was only glanced at.
    fn measure(&self, file: &Digest) -> Result<Measured, PortError>;
    /// Reads words and finds logos in a frame that was kept.
    fn look(&self, frame: &Digest, logos: &[Digest]) -> Result<ProbeFacts, PortError>;
    /// Decodes sound to interleaved stereo at 48 kHz.
    fn sound(&self, file: &Digest) -> Result<Arc<[f32]>, PortError>;
    /// Decodes the frames of footage, upright, at a film's rate.
    fn roll(&self, file: &Digest, wanted: &Wanted) -> Result<Rolling, PortError>;
    /// Encodes a sound by itself.
    fn encode_sound(
        &self,
        container: Container,
        audio: &AudioCoding,
        sound: &[f32],
    ) -> Result<Coded, PortError>;
    /// Encodes frames (planar 4:2:0) and sound to a film.
    fn encode(
        &self,
        timeline: &Timeline,
        frames: &mut dyn Iterator<Item = Vec<u8>>,
        sound: Option<&[f32]>,
    ) -> Result<Vec<u8>, PortError>;
}

/// What is installed, as far as it changes results: part of step keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tools {
    /// Digest of each cached font by its name.
    pub fonts: BTreeMap<String, Digest>,
    /// The encoder with its library versions.
    pub encoder: String,
    /// The text reader with its version; none when it is not installed.
    pub reader: Option<String>,
}
