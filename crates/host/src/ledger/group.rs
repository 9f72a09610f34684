//! Events collected on the way, to be committed together.

use jiff::Timestamp;
use model::event::{Durability, Event};

/// Progress that may wait for company: one commit for many steps.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Group {
    events: Vec<(Timestamp, Event)>,
}

impl Group {
    /// Adds an event and returns how long the group may now wait: not at all once it holds an
    /// event that must be on the disk at once.
    pub fn push(&mut self, at: Timestamp, event: Event) -> Durability {
        let durability = event.durability();
        self.events.push((at, event));
        durability
    }

    /// Returns how many events wait.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Returns whether none waits.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// Returns when the first event that waits happened.
    pub fn since(&self) -> Option<Timestamp> {
        self.events.first().map(|(at, _)| *at)
    }

    pub(super) fn events(&self) -> impl Iterator<Item = (Timestamp, &Event)> {
        self.events.iter().map(|(at, event)| (*at, event))
    }

    pub(super) fn clear(&mut self) {
        self.events.clear();
    }
}
