//! Whether the even and the odd lines of a frame are of one moment: lines are held against their
//! neighbours in the frames before and after, as FFmpeg's `idet` does.

use super::sketch::Planes;
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

/// Below this mean difference between the frames nothing moves, and nothing can be told.
const MOVES: f64 = 0.5;

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
    let bytes = planes.bytes();
    let width = here.width() as usize * bytes;
    let line = |frame: &'_ frame::Video, y: usize| -> Vec<i32> {
        let from = y * frame.stride(0);
        let row = frame.data(0).get(from..from + width).unwrap_or_default();
        row.chunks(STRETCH * bytes)
            .step_by(SPARSE)
            .flatten()
            .copied()
            .collect::<Vec<u8>>()
            .chunks_exact(bytes)
            .map(|sample| match sample {
                [one] => i32::from(*one),
                [low, high] => i32::from(u16::from_le_bytes([*low, *high])),
                _ => 0,
            })
            .collect()
    };
    let mut sums = Sums::default();
    let height = here.height() as usize;
    let (mut above, mut middle) = (line(here, 0), line(here, 1.min(height.saturating_sub(1))));
    for y in 1..height.saturating_sub(1) {
        let below = line(here, y + 1);
        sums.add(y, [&above, &middle, &below], &line(before, y), &line(after, y));
        above = std::mem::replace(&mut middle, below);
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

/// How badly lines fit between their neighbours.
#[derive(Default)]
struct Sums {
    /// If the upper field came first, and if the lower one did.
    apart: [u64; 2],
    /// If both are of one moment.
    together: u64,
    /// How much lines differ from themselves a frame earlier.
    moved: u64,
    samples: u64,
}

impl Sums {
    fn add(&mut self, y: usize, [above, here, below]: [&[i32]; 3], before: &[i32], after: &[i32]) {
        let misfit = |middle: &[i32]| -> u64 {
            above
                .iter()
                .zip(below)
                .zip(middle)
                .map(|((a, c), b)| u64::from((a + c - 2 * b).unsigned_abs()))
                .sum()
        };
        let (upper, lower) = (y & 1, (y & 1) ^ 1);
        if let Some(sum) = self.apart.get_mut(upper) {
            *sum += misfit(before);
        }
        if let Some(sum) = self.apart.get_mut(lower) {
            *sum += misfit(after);
        }
        self.together += misfit(here);
        self.moved +=
            here.iter().zip(before).map(|(a, b)| u64::from((a - b).unsigned_abs())).sum::<u64>();
        self.samples += here.len() as u64;
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
