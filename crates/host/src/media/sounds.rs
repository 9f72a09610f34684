//! Streams of sound that were measured, so that whichever worker meets an equal one need not.

use ::media::protocol::SoundStream;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A launch has some thirteen mixes; each takes a few kilobytes of every request.
const MOST: usize = 32;

/// The streams that were met last.
#[derive(Debug, Default)]
pub(super) struct Sounds(Mutex<VecDeque<SoundStream>>);

impl Sounds {
    /// Returns what a worker is told before it measures a file.
    pub(super) fn to_hand_over(&self) -> Vec<SoundStream> {
        self.lock().iter().cloned().collect()
    }

    /// Takes a stream that was measured for the first time. Two workers may have met it at once.
    pub(super) fn take(&self, sound: Option<SoundStream>) {
        let Some(sound) = sound else { return };
        let mut sounds = self.lock();
        if sounds.iter().any(|known| known.facts.stream == sound.facts.stream) {
            return;
        }
        if sounds.len() >= MOST {
            sounds.pop_front();
        }
        sounds.push_back(sound);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<SoundStream>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::digest::Digest;
    use model::fact::AudioFacts;

    fn stream(number: u8) -> SoundStream {
        let facts = AudioFacts { stream: Some(Digest::of(&[number])), ..AudioFacts::default() };
        SoundStream { facts, begins: None, errors: 0, first_error: None }
    }

    #[test]
    fn each_stream_is_kept_once_and_the_oldest_goes_first() {
        let sounds = Sounds::default();
        for number in [0, 0, 1] {
            sounds.take(Some(stream(number)));
        }
        sounds.take(None);
        assert_eq!(sounds.to_hand_over(), [stream(0), stream(1)]);
        for number in 2..=MOST as u8 {
            sounds.take(Some(stream(number)));
        }
        let kept = sounds.to_hand_over();
        assert_eq!((kept.len(), kept.first().cloned()), (MOST, Some(stream(1))));
    }
}
