//! Steps: what the system makes, keyed by everything that can change the result.

use crate::digest::{Digest, Fields};
use crate::thread::{Link, Node};
use crate::unit::{Money, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The SHA-256 over a step's code version, parameters and inputs. Same key, same result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StepKey(pub Digest);

impl fmt::Display for StepKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Something a step reads: the key of the step that makes it, or the digest of what people wrote.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StepInput {
    /// What it is to the step, in words that make a reason: `hook/fresh (text)`.
    pub role: String,
    /// Its digest or the key of the step that makes it.
    pub digest: Digest,
}

/// What identifies a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepSpec {
    /// The kind of step: `build-still`.
    pub kind: String,
    /// The version of the code that runs it.
    pub code_version: u32,
    /// What it is about, stable from run to run, so that a new key for an old subject has a
    /// reason.
    pub subject: String,
    /// Parameters that change the result, as JSON.
    pub parameters: serde_json::Value,
    /// What it reads, in order.
    pub inputs: Vec<StepInput>,
}

impl StepSpec {
    /// Returns the key.
    pub fn key(&self) -> StepKey {
        let start = Fields::new("throughline step")
            .text("kind", &self.kind)
            .number("version", u64::from(self.code_version))
            .json("parameters", &self.parameters);
        let all = self
            .inputs
            .iter()
            .fold(start, |fields, input| fields.digest(&input.role, &input.digest));
        StepKey(all.finish())
    }
}

/// A file or record a step made; its bytes are a blob.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepOutput {
    /// What it is: `file`, `facts`, `slate`.
    pub name: String,
    /// Its blob.
    pub digest: Digest,
    /// Its length.
    pub bytes: u64,
}

/// What did the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "maker")]
pub enum Maker {
    /// Our own code.
    Machine,
    /// A model.
    Model {
        /// Its name.
        name: String,
        /// Its version.
        version: String,
    },
}

/// A finished step, as the ledger keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRecord {
    /// Its key.
    pub key: StepKey,
    /// What identifies it.
    #[serde(flatten)]
    pub spec: StepSpec,
    /// What it made.
    pub outputs: Vec<StepOutput>,
    /// What came onto the thread.
    pub nodes: Vec<Node>,
    /// How it is tied to the rest.
    pub links: Vec<Link>,
    /// What did the work.
    pub maker: Maker,
    /// Why it was made now: `new`, or what changed.
    pub because: String,
    /// When it began.
    pub started: Timestamp,
    /// How long it took, milliseconds.
    pub millis: u64,
    /// What it cost, when money was paid.
    pub cost: Option<Money>,
}

impl StepRecord {
    /// Returns the blob of the output called `name`.
    pub fn output(&self, name: &str) -> Option<&StepOutput> {
        self.outputs.iter().find(|output| output.name == name)
    }
}
