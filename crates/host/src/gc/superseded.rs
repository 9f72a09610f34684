//! Files of a campaign that were made once and that no plan asks for any more.

use super::named_in;
use crate::error::HostError;
use crate::ledger::Ledger;
use flow::steps::FILE_KINDS;
use model::digest::Digest;
use model::event::Event;
use model::step::StepKey;
use std::collections::{BTreeMap, BTreeSet};

/// Steps that no plan asks for, each with the blobs that it alone made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Superseded(BTreeMap<StepKey, Vec<Digest>>);

impl Superseded {
    /// Returns how many steps they are.
    pub fn steps(&self) -> u64 {
        self.0.len() as u64
    }

    pub(super) fn blobs(&self) -> impl Iterator<Item = &Digest> {
        self.0.values().flatten()
    }

    /// Returns the events that let them go, each of so many steps at most.
    pub(super) fn events(&self, most: usize) -> Vec<Event> {
        let all: Vec<(&StepKey, &Vec<Digest>)> = self.0.iter().collect();
        let event = |group: &[(&StepKey, &Vec<Digest>)]| {
            let blobs = group.iter().flat_map(|(_, blobs)| blobs.iter().copied());
            Event::Discarded {
                steps: group.iter().map(|(key, _)| **key).collect(),
                // Two steps may have made the same bytes.
                blobs: blobs.collect::<BTreeSet<_>>().into_iter().collect(),
            }
        };
        all.chunks(most.max(1)).map(event).collect()
    }
}

/// Finds the steps about files whose keys are not among `asked`. A blob that anything else names
/// stays: another step, an approval, a delivery; and so does the step that made it.
pub fn superseded(ledger: &Ledger, asked: &BTreeSet<StepKey>) -> Result<Superseded, HostError> {
    let mut steps: BTreeMap<StepKey, Vec<Digest>> = BTreeMap::new();
    let mut needed: BTreeSet<Digest> = BTreeSet::new();
    for entry in ledger.events(0) {
        match entry?.event {
            Some(Event::StepFinished(step))
                if FILE_KINDS.contains(&step.spec.kind.as_str()) && !asked.contains(&step.key) =>
            {
                let blobs = step.outputs.iter().map(|output| output.digest);
                steps.entry(step.key).or_default().extend(blobs);
            }
            Some(Event::Discarded { steps: gone, .. }) => {
                steps.retain(|key, _| !gone.contains(key));
            }
            Some(event) => needed.extend(named_in(&event)?),
            None => {}
        }
    }
    for blobs in steps.values_mut() {
        blobs.retain(|blob| !needed.contains(blob));
    }
    steps.retain(|_, blobs| !blobs.is_empty());
    Ok(Superseded(steps))
}
