//! What the ledger knows, as the planner asks for it.

use crate::blobs::Blobs;
use crate::error::HostError;
use crate::ledger::Ledger;
use flow::ports::{Asked, Known, PortError, Tie};
use model::decision::Judgement;
use model::delivery::Delivered;
use model::digest::Digest;
use model::id::CheckpointId;
use model::step::{StepKey, StepRecord};
use model::thread::NodeId;
use model::unit::Timestamp;
use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Arc;

/// The ledger and the blobs beside it.
pub struct Memory<'a> {
    /// The ledger.
    pub ledger: &'a Ledger,
    /// The blobs.
    pub blobs: &'a Blobs,
}

impl Known for Memory<'_> {
    fn step(&self, key: &StepKey) -> Result<Option<StepRecord>, PortError> {
        self.ledger.step(key).map_err(|e| port(&e))
    }

    fn finished(&self, keys: &[StepKey]) -> Result<Vec<bool>, PortError> {
        self.ledger.steps_whole(keys, self.blobs).map_err(|e| port(&e))
    }

    fn last_of(&self, subject: &str) -> Result<Option<StepRecord>, PortError> {
        self.ledger.last_step_of(subject).map_err(|e| port(&e))
    }

    fn judgements(&self) -> Result<Vec<Judgement>, PortError> {
        self.ledger
            .judgements()
            .map(|found| found.map(|(_, judgement)| judgement).map_err(|e| port(&e)))
            .collect()
    }

    fn blob(&self, digest: &Digest) -> Result<Arc<[u8]>, PortError> {
        self.blobs.read(digest).map(Arc::from).map_err(|e| port(&e))
    }

    fn ties_from(&self, id: &NodeId) -> Result<Vec<Tie>, PortError> {
        let ties = self.ledger.links_from(id).map_err(|e| port(&e))?;
        Ok(ties.into_iter().map(|tie| Tie { word: tie.word, other: tie.to }).collect())
    }

    fn ties_to(&self, id: &NodeId) -> Result<Vec<Tie>, PortError> {
        let ties = self.ledger.links_to(id).map_err(|e| port(&e))?;
        Ok(ties.into_iter().map(|tie| Tie { word: tie.word, other: tie.from }).collect())
    }

    fn label(&self, id: &NodeId) -> Result<Option<String>, PortError> {
        Ok(self.ledger.node(id).map_err(|e| port(&e))?.map(|seen| seen.node.label))
    }

    fn deliveries(&self) -> Result<Vec<(Timestamp, Delivered)>, PortError> {
        self.ledger.deliveries().map_err(|e| port(&e))
    }

    fn questions(&self) -> Result<BTreeMap<CheckpointId, Asked>, PortError> {
        let all = self.ledger.checkpoints().map_err(|e| port(&e))?;
        Ok(all
            .into_iter()
            .map(|c| {
                let asked = Asked { question: c.question, at: c.asked_at, answered: c.answered_at };
                (c.id, asked)
            })
            .collect())
    }
}

/// Passes a failure of the machine on through a port, with everything beneath it.
pub(crate) fn port(error: &HostError) -> PortError {
    PortError::Resource(chain(error))
}

/// Returns an error with its sources, outermost first.
pub fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text.push_str(": ");
            text.push_str(&inner_text);
        }
        source = inner.source();
    }
    text
}
