//! Who looks at what next. Files are measured in any order; whether a frame is a card that is being
//! read already is decided in one order, so that the same files give the same answer on any number
//! of threads.

use super::card::Card;
use super::{Measured, Patient, Shots};
use flow::ports::PortError;
use model::digest::Digest;
use model::fact::ProbeFacts;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The largest of so many files comes first: the last to be done is a small one.
const SORTED: usize = 64;

/// Cards that are compared with at most; a launch has some thirteen. Each takes 2 to 3 MB.
const MOST_CARDS: usize = 24;

/// Files that wait for their turn, beyond one for each thread.
const MOST_WAITING: usize = 4;

/// How often somebody who waits looks whether it was stopped.
const WATCH: Duration = Duration::from_millis(100);

/// What a thread does next.
pub(super) enum Next {
    /// Measures a file: its turn, and which it is.
    Measure(usize, usize),
    /// Judges a file.
    Judge(usize, Measured),
    /// Judges a file by what was found on a card that is the same.
    Share(usize, Measured),
    /// Reads a card, then judges all that wait for it.
    Read(usize, usize, Measured),
}

/// Files on their way.
pub(super) struct Queue {
    /// Which file has which turn.
    turns: Vec<usize>,
    room: usize,
    shots: Shots,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// The next turn to be measured.
    unmeasured: usize,
    /// The next turn to be decided on.
    undecided: usize,
    /// Measured before their turn; nothing for a file that could not be.
    waiting: BTreeMap<usize, Option<(usize, Measured)>>,
    cards: Vec<Seen>,
    /// Cards begun so far: the next one's number.
    begun: usize,
}

/// A card that was met.
struct Seen {
    number: usize,
    frame: Digest,
    card: Card,
    reading: Reading,
}

/// How far its reading is.
enum Reading {
    /// Somebody is at it; these wait for what is found.
    Begun(Vec<(usize, Measured)>),
    /// It was read.
    Done(Box<ProbeFacts>),
}

impl Seen {
    fn is_being_read(&self) -> bool {
        matches!(self.reading, Reading::Begun(_))
    }
}

impl Queue {
    /// Lines up files for so many threads.
    pub(super) fn new(patients: &[Patient], jobs: usize, shots: Shots) -> Self {
        let bytes = |index: &usize| {
            let path = patients.get(*index).map(|patient| &patient.path);
            path.and_then(|path| std::fs::metadata(path).ok()).map_or(0, |file| file.len())
        };
        let mut turns: Vec<usize> = (0..patients.len()).collect();
        for some in turns.chunks_mut(SORTED) {
            some.sort_by_cached_key(|index| (Reverse(bytes(index)), *index));
        }
        let (state, changed) = (Mutex::default(), Condvar::new());
        Self { turns, room: jobs + MOST_WAITING, shots, state, changed }
    }

    /// Returns what to do next; nothing when all is done or was stopped.
    pub(super) fn next(&self, stop: &AtomicBool) -> Option<Next> {
        let mut state = self.lock();
        loop {
            if stop.load(Ordering::Relaxed) || state.undecided >= self.turns.len() {
                return None;
            }
            let turn = state.undecided;
            if let Some(measured) = state.waiting.remove(&turn) {
                state.undecided += 1;
                self.changed.notify_all();
                match measured
                    .and_then(|(index, measured)| self.decide(&mut state, index, measured))
                {
                    Some(next) => return Some(next),
                    None => continue,
                }
            }
            if state.unmeasured < self.turns.len().min(turn + self.room) {
                let turn = state.unmeasured;
                state.unmeasured += 1;
                return self.turns.get(turn).map(|index| Next::Measure(turn, *index));
            }
            let waited = self.changed.wait_timeout(state, WATCH);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Hands in a file that was measured, or the turn of one that could not be.
    pub(super) fn park(&self, turn: usize, measured: Option<(usize, Measured)>) {
        self.lock().waiting.insert(turn, measured);
        self.changed.notify_all();
    }

    /// Takes down what was found on a card, and returns the file it was read for with all that
    /// waited for it.
    pub(super) fn read(
        &self,
        number: usize,
        index: usize,
        measured: Measured,
        found: &Result<ProbeFacts, PortError>,
    ) -> Vec<(usize, Measured)> {
        let mut files = vec![(index, measured)];
        let mut state = self.lock();
        let Some(at) = state.cards.iter().position(|seen| seen.number == number) else {
            return files;
        };
        match found {
            Ok(found) => {
                if let Some(seen) = state.cards.get_mut(at) {
                    let done = Reading::Done(Box::new(found.clone()));
                    if let Reading::Begun(waiting) = std::mem::replace(&mut seen.reading, done) {
                        files.extend(waiting);
                    }
                }
            }
            Err(_) => {
                if let Reading::Begun(waiting) = state.cards.remove(at).reading {
                    files.extend(waiting);
                }
            }
        }
        files
    }

    /// Decides what becomes of a file whose turn it is; nothing when it waits for a reading.
    fn decide(&self, state: &mut State, index: usize, mut measured: Measured) -> Option<Next> {
        let Some((frame, card)) = measured.card.take() else {
            return Some(Next::Judge(index, measured));
        };
        // By the order in which cards were met and not by which are read by now: the answer must
        // not hang on who was quicker.
        let first = state.begun.saturating_sub(MOST_CARDS);
        state.cards.retain(|seen| seen.number >= first || seen.is_being_read());
        let is_same = |seen: &Seen| seen.frame == frame || seen.card.is_same(&card);
        let mut recent = state.cards.iter_mut().filter(|seen| seen.number >= first);
        if let Some(seen) = recent.find(|seen| is_same(seen)) {
            if self.shots == Shots::Unwanted {
                measured.pixels = None;
            }
            return match &mut seen.reading {
                Reading::Done(found) => {
                    measured.probe = Some(ProbeFacts::clone(found));
                    Some(Next::Share(index, measured))
                }
                Reading::Begun(waiting) => {
                    waiting.push((index, measured));
                    None
                }
            };
        }
        let number = state.begun;
        state.begun += 1;
        state.cards.push(Seen { number, frame, card, reading: Reading::Begun(Vec::new()) });
        Some(Next::Read(number, index, measured))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::colour::Colour;
    use model::fact::FileFacts;
    use model::unit::Size;
    use render::Pixels;

    static RUNNING: AtomicBool = AtomicBool::new(false);

    fn measured(grey: u8) -> Measured {
        let size = Size { width: 16, height: 16 };
        let pixels = Pixels::plain(size, Colour { r: grey, g: grey, b: grey });
        let card = Some((Digest::of(&[grey]), Card::of(&pixels)));
        let facts = FileFacts::of_bytes(Digest::of(&[grey]), 1);
        Measured { facts, pixels: Some(pixels), probe: None, card, voice: None }
    }

    fn queue(files: usize) -> Queue {
        Queue::new(&vec![Patient::default(); files], 2, Shots::Unwanted)
    }

    fn next(queue: &Queue) -> Option<Next> {
        queue.next(&RUNNING)
    }

    fn found() -> ProbeFacts {
        ProbeFacts { reader: Some("a reader".to_owned()), ..ProbeFacts::default() }
    }

    #[test]
    fn the_first_in_order_is_read_for_all_even_when_measured_last() {
        let queue = queue(2);
        assert!(matches!(next(&queue), Some(Next::Measure(0, 0))));
        assert!(matches!(next(&queue), Some(Next::Measure(1, 1))));
        queue.park(1, Some((1, measured(100))));
        queue.park(0, Some((0, measured(101))));
        let Some(Next::Read(card, 0, first)) = next(&queue) else { panic!("a card to read") };
        // The second waits for it, and there is nothing else to do.
        assert!(next(&queue).is_none());
        let files = queue.read(card, 0, first, &Ok(found()));
        let indices: Vec<usize> = files.iter().map(|(index, _)| *index).collect();
        assert_eq!(indices, [0, 1]);
        assert!(files[1].1.pixels.is_none());
    }

    #[test]
    fn a_card_that_was_read_is_not_read_again_and_another_one_is() {
        let queue = queue(3);
        let mut read = Vec::new();
        let mut judged = Vec::new();
        while let Some(next) = next(&queue) {
            match next {
                Next::Measure(turn, index) => {
                    let grey = [50, 51, 200].get(index).copied().unwrap();
                    queue.park(turn, Some((index, measured(grey))));
                }
                Next::Judge(index, _) => panic!("{index} has a card"),
                Next::Share(index, measured) => judged.push((index, measured.probe.is_some())),
                Next::Read(card, index, measured) => {
                    read.push(index);
                    let files = queue.read(card, index, measured, &Ok(found()));
                    assert_eq!(files.len(), 1);
                }
            }
        }
        assert_eq!((read, judged), (vec![0, 2], vec![(1, true)]));
    }

    #[test]
    fn a_file_that_could_not_be_measured_holds_nobody_up() {
        let queue = queue(2);
        for turn in 0..2 {
            assert!(matches!(next(&queue), Some(Next::Measure(at, _)) if at == turn));
        }
        queue.park(0, None);
        queue.park(1, Some((1, Measured { card: None, ..measured(9) })));
        assert!(matches!(next(&queue), Some(Next::Judge(1, _))));
        assert!(next(&queue).is_none());
    }

    #[test]
    fn many_cards_do_not_fill_the_memory() {
        let queue = queue(3 * MOST_CARDS);
        let mut most = 0;
        while let Some(next) = next(&queue) {
            match next {
                Next::Measure(turn, index) => {
                    queue.park(turn, Some((index, measured(index as u8 * 3))));
                }
                Next::Judge(..) | Next::Share(..) => {}
                Next::Read(card, index, measured) => {
                    drop(queue.read(card, index, measured, &Ok(found())));
                }
            }
            most = most.max(queue.lock().cards.len());
        }
        assert!(most <= MOST_CARDS + 1, "{most}");
    }
}
