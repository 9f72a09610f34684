//! What each kind of step does. One file a kind; each says its version, because a new version is
//! a new key and a new key is made again.

mod build;
mod compose;
mod deliver;
mod draw;
mod fit;
mod footage;
mod import;
mod judge;
mod learn;
mod look;
mod market;
mod measure;
mod predict;
mod recommend;

pub use build::{Build, build_spec};
pub(crate) use build::{FILE, REFUSED, file_subject};
pub use compose::{Compose, compose_spec};
pub use deliver::{Deliver, DeliverRow, deliver_spec};
pub(crate) use deliver::{MANIFEST, SHEET, delivery_folder, unviewed};
pub use draw::{Draw, draw_spec, picture_size};
pub use fit::{Fit, fit_spec};
pub use import::{Import, import_spec};
pub use judge::{Judge, JudgeRow, judge_spec};
pub use learn::{Learn, learn_spec};
pub use look::{Look, look_spec};
pub use market::{ReadMarket, market_spec};
pub use measure::{Measure, measure_spec};
pub(crate) use predict::predictions_subject;
pub use predict::{Predict, predict_spec};
pub use recommend::{Recommend, recommend_spec};

use crate::ports::{PortError, Tools, Workshop};
use layout::faces::Faces;
use model::digest::Digest;
use model::step::{Maker, StepKey, StepSpec};
use model::thread::{Link, Node};
use model::unit::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use spec::source::SourceTree;
use spec::workspace::Workspace;

/// The kinds of steps that make, measure, look at and judge the files of a campaign: those whose
/// products are many and can be made again.
pub const FILE_KINDS: [&str; 5] = ["build-still", "build-film", "measure", "look", "judge"];

/// Something that is due, with its reason.
#[derive(Debug, Clone)]
pub struct Due {
    /// What identifies it.
    pub spec: StepSpec,
    /// Its key.
    pub key: StepKey,
    /// Why now.
    pub because: String,
    /// What to do.
    pub work: Work,
    /// A guess of its cost in milliseconds, so that the longest starts first.
    pub weight: u32,
}

/// What to do.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "each variant is the struct of the same name, documented there")]
pub enum Work {
    ReadMarket(ReadMarket),
    Compose(Compose),
    Draw(Box<Draw>),
    Fit(Fit),
    Build(Box<Build>),
    Measure(Measure),
    Look(Look),
    Judge(Judge),
    Deliver(Deliver),
    Predict(Predict),
    Import(Import),
    Learn(Learn),
    Recommend(Recommend),
}

/// What a step made.
#[derive(Debug, Clone)]
pub struct Made {
    /// Its outputs by name; the first is the main one.
    pub outputs: Vec<(String, Vec<u8>)>,
    /// What came onto the thread.
    pub nodes: Vec<Node>,
    /// How it is tied to the rest.
    pub links: Vec<Link>,
    /// What did the work.
    pub maker: Maker,
}

impl Made {
    /// A step whose one output is a record.
    fn record<T: Serialize>(name: &str, record: &T) -> Result<Self, StepError> {
        Ok(Self::file(name, json(record)?))
    }

    /// A step whose one output is a file.
    fn file(name: &str, bytes: Vec<u8>) -> Self {
        Self {
            outputs: vec![(name.to_owned(), bytes)],
            nodes: Vec::new(),
            links: Vec::new(),
            maker: Maker::Machine,
        }
    }
}

/// Why a step could not finish.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// A port said no.
    #[error(transparent)]
    Port(#[from] PortError),
    /// The picture cannot be drawn as asked: every reason at once.
    #[error("could not draw {subject}:\n  {}", reasons.join("\n  "))]
    Draw {
        /// What was drawn.
        subject: String,
        /// Why not.
        reasons: Vec<String>,
    },
    /// A record of ours does not read back.
    #[error("a stored {what} does not read back: {source}")]
    Record {
        /// Which.
        what: &'static str,
        /// Why.
        source: serde_json::Error,
    },
}

/// What a step works with.
pub struct Bench<'a> {
    /// What people wrote.
    pub workspace: &'a Workspace,
    /// The files it was read from.
    pub tree: &'a SourceTree,
    /// What is installed.
    pub tools: &'a Tools,
    /// The brand's faces.
    pub faces: &'a Faces,
    /// Codecs, models, bytes.
    pub shop: &'a dyn Workshop,
    /// The moment of this batch, for manifests.
    pub at: Timestamp,
    /// The ledger's head when the batch began, for manifests.
    pub head: Digest,
}

/// Does the work.
pub fn run(work: &Work, bench: &Bench<'_>) -> Result<Made, StepError> {
    match work {
        Work::ReadMarket(ReadMarket) => ReadMarket::run(bench),
        Work::Compose(work) => work.run(bench),
        Work::Draw(work) => work.run(bench),
        Work::Fit(work) => work.run(bench),
        Work::Build(work) => work.run(bench),
        Work::Measure(work) => work.run(bench),
        Work::Look(work) => work.run(bench),
        Work::Judge(work) => work.run(bench),
        Work::Deliver(work) => work.run(bench),
        Work::Predict(work) => work.run(),
        Work::Import(work) => work.run(bench),
        Work::Learn(work) => work.run(bench),
        Work::Recommend(work) => work.run(bench),
    }
}

/// Writes a record as JSON.
fn json<T: Serialize>(record: &T) -> Result<Vec<u8>, StepError> {
    serde_json::to_vec(record).map_err(|source| StepError::Record { what: "record", source })
}

/// Reads a record back.
pub(crate) fn from_json<T: DeserializeOwned>(
    bytes: &[u8],
    what: &'static str,
) -> Result<T, StepError> {
    serde_json::from_slice(bytes).map_err(|source| StepError::Record { what, source })
}

fn input(role: impl Into<String>, digest: Digest) -> model::step::StepInput {
    model::step::StepInput { role: role.into(), digest }
}
