//! How long the plain parts of the last frame have stood: an end card is plain, and what moves on it
//! does not matter.

use crate::last_frame::LastFrame;
use crate::planes::Planes;
use crate::source;
use ffmpeg::format::context::Input;
use ffmpeg::{Packet, frame};
use model::fact::Standstill;
use model::unit::Secs;

/// Points across and down.
const GRID: usize = 56;

/// Pixels from a point to the two that tell whether it lies in a plain part.
const BESIDE: usize = 4;

/// Of 255: a point is plain where those beside it differ by no more, and has changed where it
/// differs by more than the other.
const PLAIN: u8 = 3;
const CHANGED: u8 = 16;

/// Plain points that a frame must have, as a share of all, for anything to be said.
const LEAST_PLAIN: f64 = 0.1;

/// Changed points, as a share of the plain ones, above which a frame is another one.
const ANOTHER: f64 = 0.08;

/// Whoever asks wants to know about the last second or so.
const FAR_ENOUGH: f64 = 1.25;

/// Where every frame can be decoded alone, one in so many seconds is.
const STEP: f64 = 0.2;

/// A key frame is sent so much before it is shown, at most: seeking counts by when it is sent.
const SENT_BEFORE: f64 = 0.2;

/// Groups that are looked into before the last one.
const MOST_GROUPS: usize = 12;

/// A frame in a few points of its luma.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Points {
    points: Vec<Point>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Point {
    luma: u8,
    is_plain: bool,
}

impl Points {
    /// Sketches a frame; nothing where its luma does not lie by itself.
    pub(crate) fn of(frame: &frame::Video) -> Option<Self> {
        let planes = Planes::of(frame.format())?;
        let (width, height) = (frame.width() as usize, frame.height() as usize);
        if width <= BESIDE * 2 || height <= BESIDE * 2 || frame.planes() == 0 {
            return None;
        }
        let (bytes, stride) = (frame.data(0), frame.stride(0));
        Self::at_points(width, height, |x, y| {
            planes.level_at(bytes, y * stride + x * planes.bytes())
        })
    }

    fn at_points(
        width: usize,
        height: usize,
        luma: impl Fn(usize, usize) -> Option<u8>,
    ) -> Option<Self> {
        let place = |at: usize, length: usize| (2 * at + 1) * (length - BESIDE) / (2 * GRID);
        let point = |at: usize| {
            let (x, y) = (place(at % GRID, width), place(at / GRID, height));
            let own = luma(x, y)?;
            let beside = [luma(x + BESIDE, y)?, luma(x, y + BESIDE)?];
            let is_plain = beside.iter().all(|other| own.abs_diff(*other) <= PLAIN);
            Some(Point { luma: own, is_plain })
        };
        let points = (0..GRID * GRID).map(point).collect::<Option<_>>()?;
        Some(Self { points })
    }

    fn plain(&self) -> usize {
        self.points.iter().filter(|point| point.is_plain).count()
    }

    /// Tells whether the plain parts of this frame are there in the other too.
    fn stands_in(&self, other: &Self) -> bool {
        let pairs = self.points.iter().zip(&other.points).filter(|(own, _)| own.is_plain);
        let changed = pairs.filter(|(own, other)| own.luma.abs_diff(other.luma) > CHANGED).count();
        (changed as f64) <= ANOTHER * self.plain() as f64
    }
}

/// What the last group says of the last frame.
struct Traced {
    last: Points,
    last_shown: i64,
    /// When the earliest frame is shown that has the plain parts of the last one.
    since: i64,
    /// Whether that is the first frame there was.
    to_the_first: bool,
}

/// Follows the last of some frames back.
fn trace(mut sketches: Vec<(i64, Points)>) -> Option<Traced> {
    sketches.sort_by_key(|(shown, _)| *shown);
    let (last_shown, last) = sketches.pop()?;
    if (last.plain() as f64) < LEAST_PLAIN * (GRID * GRID) as f64 {
        return None;
    }
    let since = since(&last, &sketches);
    let to_the_first = since.is_some_and(|(_, all)| all) || sketches.is_empty();
    let since = since.map_or(last_shown, |(since, _)| since);
    Some(Traced { last, last_shown, since, to_the_first })
}

/// Returns when the plain parts of `last` came into frames in their order, and whether all have
/// them; nothing when the latest has not.
fn since(last: &Points, sketches: &[(i64, Points)]) -> Option<(i64, bool)> {
    let standing = sketches.iter().rev().take_while(|(_, sketch)| last.stands_in(sketch));
    let count = standing.clone().count();
    let (since, _) = standing.last()?;
    Some((*since, count == sketches.len()))
}

/// Returns how long the plain parts of the last frame had stood, given the frames of the last group
/// and how long one is shown. Where they stood from its beginning, and that is not long enough to
/// tell, goes on in the groups before it.
pub(crate) fn standstill(
    input: &mut Input,
    index: usize,
    sketches: Vec<(i64, Points)>,
    frame_length: f64,
    max_pixels: u64,
) -> Option<Standstill> {
    let seconds_per_tick = f64::from(input.stream(index)?.time_base());
    let first_shown = input.stream(index).map(|stream| stream.start_time());
    let count = sketches.len();
    let mut traced = trace(sketches)?;
    let stood = |traced: &Traced| {
        (traced.last_shown - traced.since) as f64 * seconds_per_tick + frame_length
    };
    let mut alone = count == 1;
    for _ in 0..MOST_GROUPS {
        let at_start = first_shown.is_some_and(|first| traced.since <= first);
        if !traced.to_the_first || at_start || stood(&traced) >= FAR_ENOUGH {
            break;
        }
        let before = Before { index, end: traced.since, seconds_per_tick, max_pixels };
        let group = if alone {
            before.one_frame(input)
        } else {
            // Where the group's first frame is the same already, so are those between.
            let is_same = |group: &Vec<(i64, Points)>| since(&traced.last, group).is_some();
            before.first_frame(input).filter(is_same).or_else(|| {
                let group = before.group(input);
                alone = group.as_ref().is_some_and(|group| group.len() <= 1);
                group
            })
        };
        let Some(group) = group else {
            return Some(Standstill::AtLeast(Secs(stood(&traced))));
        };
        match since(&traced.last, &group) {
            Some((since, all)) => {
                traced.since = since;
                traced.to_the_first = all;
            }
            None => traced.to_the_first = false,
        }
    }
    let stood_for = Secs(stood(&traced));
    let is_open = traced.to_the_first && first_shown.is_none_or(|first| traced.since > first);
    Some(if is_open { Standstill::AtLeast(stood_for) } else { Standstill::Exactly(stood_for) })
}

/// The frames before a time stamp.
struct Before {
    index: usize,
    end: i64,
    seconds_per_tick: f64,
    max_pixels: u64,
}

impl Before {
    /// Decodes the group before, or groups where they are short; nothing where there is none.
    fn group(&self, input: &mut Input) -> Option<Vec<(i64, Points)>> {
        self.decoded(input, SENT_BEFORE, usize::MAX)
    }

    /// Decodes the first frame of that; nothing where there is none.
    fn first_frame(&self, input: &mut Input) -> Option<Vec<(i64, Points)>> {
        self.decoded(input, SENT_BEFORE, 1)
    }

    /// Decodes one frame some time before; nothing where there is none.
    fn one_frame(&self, input: &mut Input) -> Option<Vec<(i64, Points)>> {
        self.decoded(input, STEP, 1)
    }

    /// Decodes frames from the last key frame that is sent so much before, at most so many packets.
    fn decoded(
        &self,
        input: &mut Input,
        seconds: f64,
        packets: usize,
    ) -> Option<Vec<(i64, Points)>> {
        let target = self.end as f64 * self.seconds_per_tick - seconds;
        // The seek counts in microseconds.
        let target = (target * 1e6).floor() as i64;
        input.seek(target, ..=target).ok()?;
        let stream = input.stream(self.index)?;
        source::refuse_large(&stream, self.max_pixels).ok()?;
        let mut decoder = LastFrame::open(&stream, self.max_pixels).ok()?;
        let mut sent = 0;
        while sent < packets {
            let mut packet = Packet::empty();
            if packet.read(input).is_err() {
                break;
            }
            if packet.stream() == self.index {
                if packet.dts().or(packet.pts()).is_some_and(|at| at >= self.end) {
                    break;
                }
                decoder.packet(&packet);
                sent += 1;
            }
        }
        let mut sketches = decoder.finish().sketches;
        sketches.retain(|(shown, _)| *shown < self.end);
        sketches.sort_by_key(|(shown, _)| *shown);
        (!sketches.is_empty()).then_some(sketches)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: usize = 200;

    /// A frame whose upper half is plain and whose lower half is a pattern that moves.
    fn frame(plain: u8, phase: usize) -> Points {
        Points::at_points(SIDE, SIDE, |x, y| {
            let moving = ((x * 7 + y * 13 + phase * 31) % 200) as u8;
            Some(if y < SIDE / 2 { plain } else { moving })
        })
        .unwrap()
    }

    fn shown(frames: &[Points]) -> Vec<(i64, Points)> {
        (0..).zip(frames.iter().cloned()).collect()
    }

    #[test]
    fn what_moves_does_not_matter_and_a_cut_does() {
        let scene = || frame(40, 1);
        let card: Vec<Points> = (0..5).map(|phase| frame(200, phase)).collect();
        let frames = [vec![scene(), scene(), scene()], card].concat();
        let traced = trace(shown(&frames)).unwrap();
        assert_eq!((traced.last_shown, traced.since, traced.to_the_first), (7, 3, false));
    }

    #[test]
    fn a_group_that_begins_with_the_card_leaves_it_open() {
        let card: Vec<Points> = (0..4).map(|phase| frame(200, phase)).collect();
        let traced = trace(shown(&card)).unwrap();
        assert_eq!((traced.since, traced.to_the_first), (0, true));
        assert!(trace(shown(&card[..1])).unwrap().to_the_first);
    }

    #[test]
    fn of_a_frame_without_plain_parts_nothing_is_said() {
        let busy = Points::at_points(SIDE, SIDE, |x, y| Some(((x * 37 + y * 59) % 251) as u8));
        assert!(trace(vec![(0, busy.unwrap())]).is_none());
    }
}
