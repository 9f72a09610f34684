//! Light and dark in turns, as ITU-R BT.1702 counts flashes; red as WCAG 2.2 does.
//!
//! Each square remembers its last turning point. A change of the screen is a quarter of its squares
//! changing the same way within a few frames; changes of the screen go up and down by turns.

use super::sketch::{LEVEL, Sketch};
use super::{MOST_RUNS, Moment};
use model::fact::{FlashKind, Flashing, Span};
use model::unit::{Ratio, Secs};
use std::collections::VecDeque;

/// Share of the screen from which on changes count, BT.1702 and WCAG 2.2.
const AREA: f64 = 0.25;

/// The least change of a square: 20 cd/m² (BT.1702), or 20 in 320 × (R − G − B) (WCAG 2.2).
const CHANGE: f32 = 20.0;

/// The darker state of a flash is below 160 cd/m², BT.1702.
const DARK: f32 = 160.0;

/// Frames over which squares that change the same way make up one change of the screen.
const TOGETHER: usize = 2;

/// Changes within a second from which on a place is worth telling; more than six are too many.
const TOLD_FROM: u32 = 5;

/// A second, less what times lose when they are counted in fractions.
const SECOND: f64 = 1.0 - 1e-6;

/// Watches for flashes of one kind.
struct Watch {
    kind: FlashKind,
    /// What the darker state has to stay below.
    dark: f32,
    squares: Vec<Square>,
    recent: VecDeque<[usize; 2]>,
    last: Option<Way>,
    changes: Vec<(Secs, f64)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

/// One square since its last turning point.
#[derive(Clone, Copy)]
struct Square {
    low: f32,
    high: f32,
    way: Option<Way>,
}

impl Square {
    /// Sees the next value, and says which way it has changed if it has.
    fn see(&mut self, value: f32, dark: f32) -> Option<Way> {
        self.low = self.low.min(value);
        self.high = self.high.max(value);
        let up = self.way != Some(Way::Up) && value - self.low >= CHANGE && self.low < dark;
        let down = self.way != Some(Way::Down) && self.high - value >= CHANGE && value < dark;
        let way = match (up, down) {
            (true, _) => Way::Up,
            (_, true) => Way::Down,
            _ => return None,
        };
        *self = Self { low: value, high: value, way: Some(way) };
        Some(way)
    }
}

impl Watch {
    fn new(kind: FlashKind, dark: f32) -> Self {
        Self {
            kind,
            dark,
            squares: Vec::new(),
            recent: VecDeque::new(),
            last: None,
            changes: Vec::new(),
        }
    }

    fn see(&mut self, at: Secs, values: impl ExactSizeIterator<Item = f32>) {
        let count = values.len();
        if self.squares.len() != count {
            self.squares =
                values.map(|value| Square { low: value, high: value, way: None }).collect();
            return;
        }
        let mut changed = [0, 0];
        for (square, value) in self.squares.iter_mut().zip(values) {
            match square.see(value, self.dark) {
                Some(Way::Up) => changed[0] += 1,
                Some(Way::Down) => changed[1] += 1,
                None => {}
            }
        }
        self.recent.push_back(changed);
        if self.recent.len() > TOGETHER {
            self.recent.pop_front();
        }
        for (side, way) in [Way::Up, Way::Down].into_iter().enumerate() {
            let squares: usize = self.recent.iter().filter_map(|frame| frame.get(side)).sum();
            let area = (squares as f64 / count.max(1) as f64).min(1.0);
            if area >= AREA && self.last != Some(way) {
                self.last = Some(way);
                self.changes.push((at, area));
                self.recent.iter_mut().filter_map(|frame| frame.get_mut(side)).for_each(|n| *n = 0);
            }
        }
    }

    fn finish(self) -> Vec<Flashing> {
        let mut places: Vec<Flashing> = Vec::new();
        for (index, (at, _)) in self.changes.iter().enumerate() {
            let second: Vec<&(Secs, f64)> = self
                .changes
                .iter()
                .take(index + 1)
                .rev()
                .take_while(|(before, _)| at.0 - before.0 < SECOND)
                .collect();
            let changes = second.len() as u32;
            let Some((from, _)) = second.last().filter(|_| changes >= TOLD_FROM) else { continue };
            let area = Ratio(second.iter().map(|(_, area)| *area).fold(0.0, f64::max));
            let span = Span { from: *from, to: *at };
            let may_tell = places.len() < MOST_RUNS;
            match places.last_mut().filter(|place| place.span.to.0 >= from.0) {
                Some(place) => {
                    place.span.to = *at;
                    place.changes = place.changes.max(changes);
                    place.area = Ratio(place.area.0.max(area.0));
                }
                None if may_tell => {
                    places.push(Flashing { span, kind: self.kind, changes, area });
                }
                None => break,
            }
        }
        places
    }
}

/// Watches for flashes.
pub(super) struct Flashes {
    light: Watch,
    red: Watch,
    /// cd/m² by level.
    luminance: Vec<f32>,
}

impl Flashes {
    /// Begins.
    pub(super) fn new() -> Self {
        Self {
            light: Watch::new(FlashKind::Luminance, DARK),
            red: Watch::new(FlashKind::Red, f32::INFINITY),
            luminance: (0..=255).map(luminance).collect(),
        }
    }

    /// Sees the next frame.
    pub(super) fn see(&mut self, moment: &Moment, sketch: &Sketch) {
        let level = |luma: &u16| usize::from((luma / LEVEL).min(255));
        let luminance = &self.luminance;
        let light = |luma| luminance.get(level(luma)).copied().unwrap_or_default();
        self.light.see(moment.at, sketch.luma.iter().map(light));
        if sketch.cr.len() == sketch.luma.len() && sketch.cb.len() == sketch.luma.len() {
            let squares = sketch.luma.iter().zip(&sketch.cb).zip(&sketch.cr);
            self.red.see(moment.at, squares.map(|((luma, cb), cr)| red(*luma, *cb, *cr)));
        }
    }

    /// Returns where it flashes, by time.
    pub(super) fn finish(self) -> Vec<Flashing> {
        let mut places: Vec<Flashing> =
            self.light.finish().into_iter().chain(self.red.finish()).collect();
        places.sort_by(|a, b| a.span.from.0.total_cmp(&b.span.from.0).then(a.kind.cmp(&b.kind)));
        places
    }
}

/// Luminance of a level of a display whose white is 200 cd/m² and whose gamma is 2.2: what
/// BT.1702's limits are meant for. Good to a few per cent; real displays differ by more.
fn luminance(level: u16) -> f32 {
    200.0 * (f32::from(level) / 255.0).powf(2.2)
}

/// Returns 320 × (R − G − B) of a saturated red, else 0. Saturated is a red of 0.8 of the sum, all
/// in linear light.
fn red(luma: u16, cb: i8, cr: i8) -> f32 {
    /// Below this, red cannot be 0.8 of the sum.
    const PALE: i8 = 20;
    if cr < PALE {
        return 0.0;
    }
    let luma = f32::from(luma) / f32::from(LEVEL) / 255.0;
    let (cb, cr) = (f32::from(cb) / 224.0, f32::from(cr) / 224.0);
    // ITU-R BT.709.
    let signal = [luma + 1.5748 * cr, luma - 0.1873 * cb - 0.4681 * cr, luma + 1.8556 * cb];
    let [r, g, b] = signal.map(|part| part.clamp(0.0, 1.0).powf(2.2));
    if r >= 0.8 * (r + g + b) { ((r - g - b) * 320.0).max(0.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of 100 squares, of which the first `share` have one level and the rest another.
    fn frame(share: usize, level: u16, rest: u16) -> Sketch {
        let luma = (0..100).map(|n| if n < share { level } else { rest } * LEVEL).collect();
        Sketch { luma, ..Sketch::default() }
    }

    /// Two seconds at 25 frames, of which every `each` frames are light and dark in turns.
    fn flashing(each: usize, share: usize, (dark, light): (u16, u16)) -> Vec<Flashing> {
        let mut flashes = Flashes::new();
        for n in 0..50 {
            let level = if (n / each).is_multiple_of(2) { dark } else { light };
            let moment = Moment { at: Secs(n as f64 / 25.0), ..Moment::for_tests(n, (0.5, 0.5)) };
            flashes.see(&moment, &frame(share, level, 90));
        }
        flashes.finish()
    }

    #[test]
    fn a_strobe_is_counted_by_its_changes() {
        let found = flashing(2, 100, (16, 235));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].kind, found[0].area), (FlashKind::Luminance, Ratio(1.0)));
        // 12.5 changes a second.
        assert!((12..=13).contains(&found[0].changes), "{found:?}");
    }

    #[test]
    fn a_small_area_a_small_change_and_two_bright_states_are_no_flash() {
        assert_eq!(flashing(2, 24, (16, 235)), []);
        assert_eq!(flashing(2, 100, (100, 110)), []);
        assert_eq!(flashing(2, 100, (232, 255)), []);
    }

    #[test]
    fn slow_changes_are_not_told() {
        assert_eq!(flashing(7, 100, (16, 235)), []);
    }

    #[test]
    fn a_change_that_takes_three_frames_counts_once() {
        let mut flashes = Flashes::new();
        let ramp = [16, 80, 150, 235, 235, 150, 80, 16];
        for n in 0..48 {
            let moment = Moment { at: Secs(n as f64 / 24.0), ..Moment::for_tests(n, (0.5, 0.5)) };
            flashes.see(&moment, &frame(100, ramp[n % 8], 0));
        }
        let found = flashes.finish();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].changes, 6);
    }

    #[test]
    fn saturated_red_is_seen_and_skin_is_not() {
        // BT.709: red (235, 12, 12) and a skin tone (220, 170, 145).
        assert!(red(59 * LEVEL, -31, 110) > 200.0);
        assert!(red(180 * LEVEL, -19, 26) < 1.0);
        assert!(red(128 * LEVEL, 0, 0) < 1.0);
    }
}
