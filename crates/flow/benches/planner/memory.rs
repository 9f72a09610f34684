//! A ledger and its blobs, held in memory.

use flow::ports::{Asked, Coded, Known, Measured, PortError, Rolling, Tie, Wanted, Workshop};
use model::decision::Judgement;
use model::delivery::Delivered;
use model::digest::Digest;
use model::fact::ProbeFacts;
use model::id::CheckpointId;
use model::step::{StepKey, StepRecord};
use model::thread::NodeId;
use model::timeline::{AudioCoding, Container, Timeline};
use model::unit::Timestamp;
use render::Pixels;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is known.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub(crate) steps: BTreeMap<StepKey, StepRecord>,
    /// The key that last finished for each subject.
    pub(crate) last: BTreeMap<String, StepKey>,
    pub(crate) judgements: Vec<Judgement>,
    pub(crate) blobs: BTreeMap<Digest, Arc<[u8]>>,
}

impl Memory {
    /// Keeps bytes.
    pub(crate) fn put(&mut self, bytes: Vec<u8>) -> Digest {
        let digest = Digest::of(&bytes);
        self.blobs.insert(digest, bytes.into());
        digest
    }

    /// Keeps a finished step.
    pub(crate) fn finish(&mut self, record: StepRecord) {
        self.last.insert(record.spec.subject.clone(), record.key);
        self.steps.insert(record.key, record);
    }

    fn bytes_of(&self, digest: &Digest) -> Result<Arc<[u8]>, PortError> {
        self.blobs
            .get(digest)
            .cloned()
            .ok_or(PortError::Missing { what: "a blob", digest: *digest })
    }
}

impl Known for Memory {
    fn step(&self, key: &StepKey) -> Result<Option<StepRecord>, PortError> {
        Ok(self.steps.get(key).cloned())
    }

    fn finished(&self, keys: &[StepKey]) -> Result<Vec<bool>, PortError> {
        Ok(keys.iter().map(|key| self.steps.contains_key(key)).collect())
    }

    fn last_of(&self, subject: &str) -> Result<Option<StepRecord>, PortError> {
        Ok(self.last.get(subject).and_then(|key| self.steps.get(key)).cloned())
    }

    fn judgements(&self) -> Result<Vec<Judgement>, PortError> {
        Ok(self.judgements.clone())
    }

    fn blob(&self, digest: &Digest) -> Result<Arc<[u8]>, PortError> {
        self.bytes_of(digest)
    }

    fn ties_from(&self, _: &NodeId) -> Result<Vec<Tie>, PortError> {
        Ok(Vec::new())
    }

    fn ties_to(&self, _: &NodeId) -> Result<Vec<Tie>, PortError> {
        Ok(Vec::new())
    }

    fn label(&self, _: &NodeId) -> Result<Option<String>, PortError> {
        Ok(None)
    }

    fn deliveries(&self) -> Result<Vec<(Timestamp, Delivered)>, PortError> {
        Ok(Vec::new())
    }

    fn questions(&self) -> Result<BTreeMap<CheckpointId, Asked>, PortError> {
        Ok(BTreeMap::new())
    }
}

/// Steps that only read and write records find their bytes here; there are no codecs.
impl Workshop for Memory {
    fn bytes(&self, digest: &Digest) -> Result<Arc<[u8]>, PortError> {
        self.bytes_of(digest)
    }

    fn picture(&self, _: &Digest) -> Result<Arc<Pixels>, PortError> {
        Err(no_machine())
    }

    fn measure(&self, _: &Digest) -> Result<Measured, PortError> {
        Err(no_machine())
    }

    fn look(&self, _: &Digest, _: &[Digest]) -> Result<ProbeFacts, PortError> {
        Err(no_machine())
    }

    fn sound(&self, _: &Digest) -> Result<Arc<[f32]>, PortError> {
        Err(no_machine())
    }

    fn roll(&self, _: &Digest, _: &Wanted) -> Result<Rolling, PortError> {
        Err(no_machine())
    }

    fn encode_sound(&self, _: Container, _: &AudioCoding, _: &[f32]) -> Result<Coded, PortError> {
        Err(no_machine())
    }

    fn encode(
        &self,
        _: &Timeline,
        _: &mut dyn Iterator<Item = Vec<u8>>,
        _: Option<&[f32]>,
    ) -> Result<Vec<u8>, PortError> {
        Err(no_machine())
    }
}

fn no_machine() -> PortError {
    PortError::Tool { tool: "a machine".into(), remedy: "planning needs none".into() }
}
