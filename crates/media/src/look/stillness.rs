//! Frames in a row that repeat the one before them, after movement: where a picture freezes, or
//! comes to rest.

use super::sketch::{LEVEL, Sketch};
use super::{MOST_RUNS, Moment};
use model::fact::{Span, StillRun};
use model::unit::{Ratio, Secs};
use std::collections::VecDeque;

/// A square that differs by more than this has moved: lossy coding alone moves a mean of 64 pixels
/// by less.
const MOVED: u16 = 2 * LEVEL;

/// Graphics on top of a picture that stands may fill this share of it.
const GRAPHICS: f64 = 0.15;

/// Shorter runs are not told: drawn animation holds its poses for two or three frames.
const SHORTEST: f64 = 0.4;

/// Frames before a run that tell how things moved before it.
const RUN_UP: usize = 6;

/// Frames over which each of the two changes runs whose likeness tells a dissolve.
const LAG: usize = 5;

/// Below this many levels of usual change nothing is said to stop.
const MOVES: f64 = 0.1;

/// A frame that stands changes by less than this share of the usual change, and by fewer levels
/// than lossy coding leaves of a repeated frame.
const STANDS: f64 = 0.2;
const SAME: f64 = 0.12;

/// It stands for as long as all change since does not reach one usual step, held between these
/// levels: a key frame in between draws the same picture a little differently.
const DRIFT: std::ops::RangeInclusive<f64> = 0.3..=1.0;

/// Changes are counted in sixteenths of a level up to this one.
const BUCKETS: usize = 256;

/// How a frame differs from the one before.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Difference {
    /// Mean absolute difference, levels.
    mean: f64,
    /// Mean absolute difference less what is a change of light all over, levels: fades and flicker
    /// have none.
    pub(super) shape: f64,
    /// Mean absolute difference of the squares that changed least, all but a share that graphics may
    /// fill; levels.
    pub(super) ground: f64,
}

impl Difference {
    /// Compares two frames.
    pub(super) fn between(a: &Sketch, b: &Sketch) -> Self {
        let count = a.luma.len().max(1) as f64;
        let (mut sum, mut shift) = (0_u64, 0_i64);
        let mut sizes = [0_u32; BUCKETS];
        for (a, b) in a.luma.iter().zip(&b.luma) {
            let apart = a.abs_diff(*b);
            sum += u64::from(apart);
            shift += i64::from(*a) - i64::from(*b);
            if let Some(bucket) = sizes.get_mut(usize::from(apart).min(BUCKETS - 1)) {
                *bucket += 1;
            }
        }
        let levels = |sum: u64, count: f64| sum as f64 / count / f64::from(LEVEL);
        let (mut left, mut least) = ((count * (1.0 - GRAPHICS)) as u64, 0);
        let ground = left.max(1) as f64;
        for (size, squares) in (0_u64..).zip(sizes) {
            let taken = left.min(u64::from(squares));
            least += taken * size;
            left -= taken;
        }
        Self {
            mean: levels(sum, count),
            shape: levels(sum - shift.unsigned_abs(), count),
            ground: levels(least, ground),
        }
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// Share of the squares that moved.
fn moved(a: &Sketch, b: &Sketch) -> f64 {
    let moved = a.luma.iter().zip(&b.luma).filter(|(a, b)| a.abs_diff(**b) > MOVED).count();
    moved as f64 / a.luma.len().max(1) as f64
}

/// Watches for stillness: of everything, and of what lies under graphics that go on.
pub(super) struct Stillness {
    of_all: Watch,
    of_ground: Watch,
}

impl Stillness {
    /// Begins.
    pub(super) fn new() -> Self {
        Self {
            of_all: Watch::new(|change| change.shape),
            of_ground: Watch::new(|change| change.ground),
        }
    }

    /// Sees the next frame and how it differs from the one before.
    pub(super) fn see(&mut self, moment: &Moment, sketch: &Sketch, change: Difference) {
        self.of_all.see(moment, sketch, change);
        self.of_ground.see(moment, sketch, change);
    }

    /// Returns the runs by time; one that is going on ends with the film.
    pub(super) fn finish(self, end: Secs) -> Vec<StillRun> {
        let mut runs = self.of_all.finish(end);
        for under in self.of_ground.finish(end) {
            let apart = |run: &StillRun| {
                run.span.to.0 <= under.span.from.0 || run.span.from.0 >= under.span.to.0
            };
            if runs.iter().all(apart) {
                runs.push(under);
            }
        }
        runs.sort_by(|a, b| a.span.from.0.total_cmp(&b.span.from.0));
        runs.truncate(MOST_RUNS);
        runs
    }
}

/// Watches one kind of change.
struct Watch {
    /// Which part of a difference counts.
    of: fn(Difference) -> f64,
    runs: Vec<StillRun>,
    run: Option<Run>,
    /// The last frames, latest last.
    recent: VecDeque<Sketch>,
    /// The changes to them, latest last.
    changes: VecDeque<Difference>,
    /// When the latest was shown.
    latest: Secs,
}

/// A run that may become long enough.
struct Run {
    anchor: Sketch,
    /// More change since it began ends it.
    drift: f64,
    told: StillRun,
}

impl Watch {
    fn new(of: fn(Difference) -> f64) -> Self {
        Self {
            of,
            runs: Vec::new(),
            run: None,
            recent: VecDeque::new(),
            changes: VecDeque::new(),
            latest: Secs(0.0),
        }
    }

    fn see(&mut self, moment: &Moment, sketch: &Sketch, change: Difference) {
        if let Some(run) = &mut self.run {
            let moving = moved(&run.anchor, sketch);
            let away = (self.of)(Difference::between(&run.anchor, sketch));
            if away < run.drift && moving <= GRAPHICS {
                run.told.span.to = moment.until;
                run.told.moving = Ratio(run.told.moving.0.max(moving));
            } else {
                self.close();
            }
        } else {
            self.run = self.begin(moment, (self.of)(change));
        }
        self.latest = moment.at;
        self.recent.push_back(sketch.clone());
        if self.recent.len() > 2 * LAG + 1 {
            self.recent.pop_front();
        }
        self.changes.push_back(change);
        if self.changes.len() > RUN_UP {
            self.changes.pop_front();
        }
    }

    /// The frame before the first one that stands is where it stands.
    fn begin(&self, moment: &Moment, change: f64) -> Option<Run> {
        let (before, usual) = self.run_up(self.of);
        let most = SAME.min(STANDS * usual);
        let anchor = self.recent.back()?;
        (before + 1 >= RUN_UP && usual >= MOVES && change < most).then(|| Run {
            anchor: anchor.clone(),
            drift: usual.clamp(*DRIFT.start(), *DRIFT.end()),
            told: StillRun {
                span: Span { from: self.latest, to: moment.until },
                at_end: false,
                moving: Ratio(0.0),
                run_up: usual,
                step: self.step(self.of),
                jump: self.step(|change| change.mean),
                steadiness: self.steadiness(anchor),
            },
        })
    }

    /// Returns how many changes there were before the last one, and the usual one among them: a
    /// cut is one large change and no movement.
    fn run_up(&self, of: fn(Difference) -> f64) -> (usize, f64) {
        let before = self.changes.len().saturating_sub(1);
        (before, median(self.changes.iter().take(before).map(|change| of(*change))))
    }

    /// Returns the last change over the first three: where a move slows down, it is small beside
    /// them.
    fn step(&self, of: fn(Difference) -> f64) -> f64 {
        let early = median(self.changes.iter().take(RUN_UP / 2).map(|change| of(*change)));
        let last = self.changes.back().map_or(0.0, |change| of(*change));
        if early > 0.0 { last / early } else { 0.0 }
    }

    /// How much the change over the last frames resembles that over as many before them.
    fn steadiness(&self, sketch: &Sketch) -> f64 {
        let (Some(first), Some(middle)) = (self.recent.front(), self.recent.get(LAG)) else {
            return 0.0;
        };
        let (mut both, mut early, mut late) = (0_i64, 0_i64, 0_i64);
        for ((a, b), c) in first.luma.iter().zip(&middle.luma).zip(&sketch.luma) {
            let (x, y) = (i64::from(*b) - i64::from(*a), i64::from(*c) - i64::from(*b));
            both += x * y;
            early += x * x;
            late += y * y;
        }
        let scale = (early as f64 * late as f64).sqrt();
        if scale > 0.0 { both as f64 / scale } else { 0.0 }
    }

    fn close(&mut self) {
        let Some(run) = self.run.take() else { return };
        let Span { from, to } = run.told.span;
        if to.0 - from.0 >= SHORTEST && self.runs.len() < MOST_RUNS {
            self.runs.push(run.told);
        }
    }

    fn finish(mut self, end: Secs) -> Vec<StillRun> {
        if let Some(run) = &mut self.run {
            run.told.span.to = end;
            run.told.at_end = true;
        }
        self.close();
        self.runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of stripes, shifted by so many squares, at 25 frames a second.
    fn watch(shifts: &[u16]) -> Vec<StillRun> {
        let mut stillness = Stillness::new();
        let mut before: Option<Sketch> = None;
        for (n, shift) in shifts.iter().enumerate() {
            let luma = (0..400).map(|x| ((x * 37 + shift * 61) % 251) * LEVEL).collect();
            let sketch = Sketch { luma, ..Sketch::default() };
            let change = before
                .as_ref()
                .map_or_else(Difference::default, |before| Difference::between(before, &sketch));
            let (at, until) = (Secs(n as f64 / 25.0), Secs((n + 1) as f64 / 25.0));
            stillness.see(
                &Moment { at, until, ..Moment::for_tests(n, (0.5, 0.5)) },
                &sketch,
                change,
            );
            before = Some(sketch);
        }
        stillness.finish(Secs(shifts.len() as f64 / 25.0))
    }

    #[test]
    fn movement_that_breaks_off_steps_into_stillness() {
        let moving = 0..20;
        let shifts: Vec<u16> = moving.chain([20; 15]).chain(21..30).collect();
        let runs = watch(&shifts);
        assert_eq!(runs.len(), 1);
        let run = runs[0];
        assert_eq!(run.span, Span { from: Secs(20.0 / 25.0), to: Secs(35.0 / 25.0) });
        assert!((0.5..2.0).contains(&run.step) && run.run_up > 20.0, "{run:?}");
        assert!(!run.at_end && run.moving.0 == 0.0);
    }

    #[test]
    fn a_held_pose_is_too_short_to_tell() {
        let shifts: Vec<u16> = (0..20).chain([20; 8]).chain(21..30).collect();
        assert_eq!(watch(&shifts), []);
    }

    #[test]
    fn a_still_that_is_cut_to_and_stands_did_not_stop() {
        let shifts: Vec<u16> = [[0; 20], [7; 20], [3; 20]].concat();
        assert_eq!(watch(&shifts), []);
    }

    #[test]
    fn the_end_of_a_film_is_told_as_such() {
        let shifts: Vec<u16> = (0..20).chain([20; 15]).collect();
        assert!(watch(&shifts)[0].at_end);
    }
}
