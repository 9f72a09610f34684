//! Holds peaks below a ceiling, those between samples too.
//!
//! All of the sound is known, so the gain can fall before a peak comes: the lowest gain needed
//! within the look-ahead on both sides, then smoothed over the same length. The smoothed gain is
//! never above the one needed.

use std::collections::VecDeque;
use std::f64::consts::PI;

/// Frames looked ahead and back: 5 ms at 48 kHz, short enough not to pump, long enough for bass.
const REACH: usize = 240;

/// Points between two samples at which the wave is looked at (ITU-R BS.1770-5 annex 2: at least
/// four times the rate).
const BETWEEN: usize = 4;

/// Samples on each side that shape the wave between two.
const TAPS: usize = 6;

/// Turns stereo samples down where they would pass `ceiling` (a linear peak).
pub(crate) fn limit(samples: &mut [f32], ceiling: f64) {
    let needed: Vec<f64> = peaks(samples)
        .into_iter()
        .map(|peak| if peak > ceiling { ceiling / peak } else { 1.0 })
        .collect();
    let gains = smoothed(&lowest(&needed));
    for (frame, gain) in samples.as_chunks_mut::<2>().0.iter_mut().zip(gains) {
        for sample in frame {
            *sample = (f64::from(*sample) * gain) as f32;
        }
    }
}

/// Returns the highest point of the wave around each frame, of both channels.
fn peaks(samples: &[f32]) -> Vec<f64> {
    let filters = filters();
    let frames = samples.as_chunks::<2>().0;
    let mut padded = vec![[0.0; 2]; TAPS];
    padded.extend_from_slice(frames);
    padded.extend([[0.0; 2]; TAPS]);
    let mut peaks: Vec<f64> = frames.iter().map(|[l, r]| f64::from(l.abs().max(r.abs()))).collect();
    let mut last = 0.0_f64;
    for (peak, around) in peaks.iter_mut().zip(padded.windows(TAPS * 2).skip(1)) {
        let between = filters.iter().map(|filter| {
            let sum = filter.iter().zip(around).fold([0.0; 2], |[l, r], (weight, frame)| {
                [l + weight * f64::from(frame[0]), r + weight * f64::from(frame[1])]
            });
            sum[0].abs().max(sum[1].abs())
        });
        // A peak between two frames belongs to both.
        let here = between.fold(0.0, f64::max);
        *peak = peak.max(here).max(last);
        last = here;
    }
    peaks
}

/// Windowed sinc filters (Hann) for the points between a sample and the next.
fn filters() -> Vec<Vec<f64>> {
    let tap = |index: usize, phase: f64| {
        // Where the sample lies, seen from the point: TAPS - 1 of them lie before its neighbour.
        let x = index as f64 - (TAPS as f64 - 1.0) - phase;
        let sinc = libm::sin(PI * x) / (PI * x);
        sinc * (0.5 + 0.5 * libm::cos(PI * x / TAPS as f64))
    };
    (1..BETWEEN)
        .map(|step| step as f64 / BETWEEN as f64)
        .map(|phase| (0..TAPS * 2).map(|index| tap(index, phase)).collect())
        .collect()
}

/// Returns the lowest value within reach on both sides of each.
fn lowest(values: &[f64]) -> Vec<f64> {
    let mut candidates: VecDeque<(usize, f64)> = VecDeque::new();
    let mut lowest = Vec::with_capacity(values.len());
    let ahead = values.iter().copied().chain(std::iter::repeat_n(1.0, REACH));
    for (index, value) in ahead.enumerate() {
        while candidates.back().is_some_and(|(_, known)| *known >= value) {
            candidates.pop_back();
        }
        candidates.push_back((index, value));
        while candidates.front().is_some_and(|(old, _)| old + 2 * REACH < index) {
            candidates.pop_front();
        }
        if index >= REACH {
            lowest.extend(candidates.front().map(|(_, least)| *least));
        }
    }
    lowest
}

/// Returns the mean within reach on both sides of each; the ends are repeated.
fn smoothed(values: &[f64]) -> Vec<f64> {
    let end = |value: Option<&f64>| value.copied().unwrap_or(1.0);
    let mut padded = vec![end(values.first()); REACH];
    padded.extend_from_slice(values);
    padded.extend(std::iter::repeat_n(end(values.last()), REACH));
    let length = 2 * REACH + 1;
    // Sums of 32-bit fractions are exact, so they do not drift over minutes.
    let whole: Vec<u64> =
        padded.iter().map(|value| (value * f64::from(u32::MAX)).floor() as u64).collect();
    let mut sum: u64 = whole.iter().take(length - 1).sum();
    let entering = whole.iter().skip(length - 1);
    entering
        .zip(&whole)
        .map(|(enters, leaves)| {
            sum += enters;
            let mean = sum as f64 / length as f64 / f64::from(u32::MAX);
            sum -= leaves;
            mean
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limited(samples: &[f32], ceiling: f64) -> Vec<f32> {
        let mut samples = samples.to_vec();
        limit(&mut samples, ceiling);
        samples
    }

    #[test]
    fn quiet_sound_passes_unchanged() {
        let quiet: Vec<f32> = (0..4000).map(|n| (n % 7) as f32 * 0.01).collect();
        for (before, after) in quiet.iter().zip(limited(&quiet, 0.5)) {
            assert!((before - after).abs() < 1e-6);
        }
    }

    #[test]
    fn a_single_peak_is_held_and_far_sound_is_not_touched() {
        let mut samples = vec![0.2_f32; 4000];
        samples[2000] = 1.0;
        let after = limited(&samples, 0.5);
        assert!(after.iter().all(|sample| *sample <= 0.5));
        assert!((after[100] - 0.2).abs() < 1e-6);
    }

    #[test]
    fn a_peak_between_samples_is_held() {
        // A sine at a quarter of the rate, a eighth of a turn off: samples at .707, peaks at 1.
        let wave = |n: usize| (PI / 4.0 + n as f64 * PI / 2.0, n);
        let samples: Vec<f32> = (0..2000).flat_map(|n| [libm::sin(wave(n).0) as f32; 2]).collect();
        let after = limited(&samples, 0.8);
        let highest = after[1000..3000].iter().fold(0.0_f32, |a, b| a.max(b.abs()));
        assert!(highest < 0.8 * 0.73, "{highest}");
    }

    #[test]
    fn nothing_stays_nothing() {
        assert!(limited(&[], 0.5).is_empty());
    }
}
