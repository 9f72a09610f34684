//! Whether the even and the odd lines of a frame are of one moment: lines are held against their
//! neighbours in the frames before and after, as FFmpeg's `idet` does.

use crate::planes::Planes;
use ffmpeg::frame;
use model::fact::Fields;

/// Of each so many stretches of a line one is compared.
const SPARSE: usize = 4;

/// Samples in a stretch.
const STRETCH: usize = 16;

/// One field order fits better than the other by this factor; fine grain that was scaled falls on
/// every second line a little differently, and gives less.
const BETTER: f64 = 1.15;

/// Lines of one moment fit together this much better than with those of another.
const TOGETHER: f64 = 1.5;

/// A sample that differs by so many levels from itself a frame earlier or later has moved; grain
/// and coding alone change it by less. What stands tells nothing of fields.
const MOVED: u32 = 8;

/// Below this share of samples that moved nothing can be told.
const MOVES: f64 = 0.004;

/// Compares three frames in a row and counts what they look like.
pub(super) fn compare(fields: &mut Fields, [before, here, after]: [&frame::Video; 3]) {
    let Some(planes) = Planes::of(here.format()) else { return };
    let alike = [before, after].iter().all(|other| {
        other.format() == here.format()
            && other.width() == here.width()
            && other.height() == here.height()
    });
    if !alike {
        return;
    }
    let row_bytes = here.width() as usize * planes.bytes();
    let mut sums = Sums::default();
    let height = here.height() as usize;
    for y in 1..height.saturating_sub(1) {
        let lines =
            [(here, y - 1), (here, y), (here, y + 1), (before, y), (after, y)].map(|(frame, y)| {
                let from = y * frame.stride(0);
                frame.data(0).get(from..from + row_bytes).unwrap_or_default()
            });
        match planes.bytes() {
            1 => sums.add(y, lines, MOVED, |bytes: &[u8; STRETCH]| bytes.map(i32::from)),
            _ => sums.add(y, lines, MOVED * planes.level(), pairs),
        }
    }
    match sums.verdict() {
        Some(Seen::TopFirst) => fields.top_first += 1,
        Some(Seen::BottomFirst) => fields.bottom_first += 1,
        Some(Seen::Together) => fields.together += 1,
        None => {}
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    TopFirst,
    BottomFirst,
    Together,
}

/// How badly the samples that moved fit between their neighbours.
#[derive(Default)]
struct Sums {
    /// If the upper field came first, and if the lower one did.
    apart: [u64; 2],
    /// If both are of one moment.
    together: u64,
    moved: u64,
    samples: u64,
}

impl Sums {
    /// Compares a line with those above and below, and with itself in the frames before and after.
    fn add<const BYTES: usize>(
        &mut self,
        y: usize,
        [above, here, below, before, after]: [&[u8]; 5],
        moved: u32,
        samples: fn(&[u8; BYTES]) -> [i32; STRETCH],
    ) {
        let mut sums = [0; 4];
        let around = stretches(above).zip(stretches(below));
        let moments = stretches(before).zip(stretches(here)).zip(stretches(after));
        for ((above, below), ((before, here), after)) in around.zip(moments) {
            let [above, below, before, here, after] =
                [above, below, before, here, after].map(samples);
            let around = above.iter().zip(&below).zip(&here);
            for (((above, below), here), (before, after)) in around.zip(before.iter().zip(&after)) {
                let apart = here.abs_diff(*before).max(here.abs_diff(*after));
                // Without a branch, so that sixteen go at once.
                let counts = u32::from(apart > moved);
                let misfit = |own: i32| (above + below).abs_diff(2 * own) * counts;
                let [early, together, late, count] = &mut sums;
                *early += misfit(*before);
                *together += misfit(*here);
                *late += misfit(*after);
                *count += counts;
            }
            self.samples += STRETCH as u64;
        }
        let [early, together, late, count] = sums.map(u64::from);
        let (upper, lower) = (y & 1, (y & 1) ^ 1);
        for (field, misfit) in [(upper, early), (lower, late)] {
            self.apart.get_mut(field).into_iter().for_each(|sum| *sum += misfit);
        }
        self.together += together;
        self.moved += count;
    }

    fn verdict(&self) -> Option<Seen> {
        if (self.moved as f64) < MOVES * self.samples as f64 {
            return None;
        }
        let [top, bottom] = self.apart.map(|sum| sum as f64);
        if top.min(bottom) > TOGETHER * self.together as f64 {
            Some(Seen::Together)
        } else if top > BETTER * bottom {
            Some(Seen::TopFirst)
        } else if bottom > BETTER * top {
            Some(Seen::BottomFirst)
        } else {
            None
        }
    }
}

/// Returns one of so many stretches of a line.
fn stretches<const BYTES: usize>(line: &[u8]) -> impl Iterator<Item = &[u8; BYTES]> {
    line.as_chunks().0.iter().step_by(SPARSE)
}

/// Reads samples of two bytes, the low one first.
fn pairs(bytes: &[u8; 2 * STRETCH]) -> [i32; STRETCH] {
    let (pairs, _) = bytes.as_chunks::<2>();
    std::array::from_fn(|at| pairs.get(at).map_or(0, |pair| i32::from(u16::from_le_bytes(*pair))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ffmpeg::format::Pixel;

    /// A grey ramp with texture, moved right by `upper` pixels on even lines and `lower` on odd.
    fn picture(upper: usize, lower: usize) -> frame::Video {
        let mut frame = frame::Video::new(Pixel::YUV420P, 128, 64);
        let stride = frame.stride(0);
        for (y, row) in frame.data_mut(0).chunks_mut(stride).enumerate() {
            let shift = if y % 2 == 0 { upper } else { lower };
            for (x, sample) in row.iter_mut().enumerate() {
                let x = x + 400 - shift;
                *sample = ((x * 5) % 160 + y) as u8;
            }
        }
        frame
    }

    fn seen(moments: [(usize, usize); 3]) -> Fields {
        let [a, b, c] = moments.map(|(upper, lower)| picture(upper, lower));
        let mut fields = Fields::default();
        compare(&mut fields, [&a, &b, &c]);
        fields
    }

    #[test]
    fn fields_of_two_moments_are_told_by_their_order() {
        let top = seen([(0, 3), (6, 9), (12, 15)]);
        assert_eq!((top.top_first, top.bottom_first, top.together), (1, 0, 0));
        let bottom = seen([(3, 0), (9, 6), (15, 12)]);
        assert_eq!((bottom.top_first, bottom.bottom_first, bottom.together), (0, 1, 0));
    }

    #[test]
    fn whole_frames_are_together_and_stills_tell_nothing() {
        assert_eq!(seen([(0, 0), (6, 6), (12, 12)]).together, 1);
        assert_eq!(seen([(0, 0), (0, 0), (0, 0)]), Fields::default());
    }
}
