//! A music bed cut to a film's length, at the loudness that was asked for.

use crate::error::RenderError;
use crate::limiter::limit;
use ebur128::{EbuR128, Mode};
use model::timeline::Sound;
use model::unit::{DbTp, FrameRate, Lufs};
use std::f64::consts::FRAC_PI_2;

/// Samples a second that music comes in and sound goes out with.
pub const SAMPLE_RATE: u32 = 48_000;

/// AAC's rounding lifts peaks by up to about this much, so the limiter stays so far below.
const HEADROOM_DB: f64 = 1.0;

/// Longest crossfade where the bed begins again: one second.
const CROSSFADE: usize = SAMPLE_RATE as usize;

/// How near the target loudness is near enough, LU; platforms allow ±0.5 at least.
const NEAR: f64 = 0.05;

/// Rounds of gain and limiting before the ceiling is taken to be what holds loudness down.
const ROUNDS: usize = 8;

/// The sound of a film, and what it measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Mix {
    /// Interleaved stereo.
    pub samples: Vec<f32>,
    /// Integrated loudness; below the target where the ceiling forbids more.
    pub loudness: Lufs,
    /// True peak, before encoding.
    pub peak: DbTp,
}

/// Makes the sound of a film of `frames` frames from interleaved stereo `music`: cut or repeated to
/// length, faded at both ends, brought to the target loudness below the ceiling.
pub fn mix(music: &[f32], rate: FrameRate, frames: u32, sound: &Sound) -> Result<Mix, RenderError> {
    let length = sample_count(rate, frames);
    let mut bed = repeated(music.as_chunks().0, length);
    fade(&mut bed, sample_count(rate, sound.fade));
    let bed = bed.into_flattened();
    let ceiling = libm::pow(10.0, (sound.ceiling.0 - HEADROOM_DB) / 20.0);
    let mut gain = hundredths(sound.target.0 - loudness(&bed)?);
    let mut samples = limited(&bed, gain, ceiling);
    for _ in 1..ROUNDS {
        let short = sound.target.0 - loudness(&samples)?;
        if short.abs() <= NEAR {
            break;
        }
        gain += hundredths(short);
        samples = limited(&bed, gain, ceiling);
    }
    let reached = hundredths(loudness(&samples)?);
    let peak = true_peak(&samples)?;
    Ok(Mix { samples, loudness: Lufs(reached), peak: DbTp(peak) })
}

fn sample_count(rate: FrameRate, frames: u32) -> usize {
    (rate.duration(u64::from(frames)).0 * f64::from(SAMPLE_RATE)).round() as usize
}

/// Returns `length` stereo frames of the bed; where it begins again, its end fades into its
/// beginning at equal power.
fn repeated(bed: &[[f32; 2]], length: usize) -> Vec<[f32; 2]> {
    if bed.len() >= length || bed.is_empty() {
        return bed.iter().take(length).copied().collect();
    }
    let overlap = CROSSFADE.min(bed.len() / 4);
    let (head, body) = bed.split_at(overlap);
    let tail = bed.get(bed.len() - overlap..).unwrap_or(&[]);
    let seam = (0..).zip(tail.iter().zip(head)).map(|(index, (ending, beginning))| {
        let angle = FRAC_PI_2 * (f64::from(index) + 0.5) / overlap as f64;
        let (out, into) = (libm::cos(angle) as f32, libm::sin(angle) as f32);
        [0, 1].map(|side| {
            let at = |frame: &[f32; 2]| frame.get(side).copied().unwrap_or_default();
            at(ending) * out + at(beginning) * into
        })
    });
    let until_seam = body.iter().take(body.len() - overlap).copied();
    let again: Vec<[f32; 2]> = until_seam.chain(seam).collect();
    head.iter().copied().chain(again.into_iter().cycle()).take(length).collect()
}

/// Fades in over the first `length` frames and out over the last ones.
fn fade(bed: &mut [[f32; 2]], length: usize) {
    let length = length.min(bed.len() / 2);
    let gain = |index: usize| {
        let sine = libm::sin(FRAC_PI_2 * (index as f64 + 0.5) / length as f64);
        (sine * sine) as f32
    };
    for (index, frame) in bed.iter_mut().take(length).enumerate() {
        *frame = frame.map(|sample| sample * gain(index));
    }
    for (index, frame) in bed.iter_mut().rev().take(length).enumerate() {
        *frame = frame.map(|sample| sample * gain(index));
    }
}

fn limited(bed: &[f32], gain_db: f64, ceiling: f64) -> Vec<f32> {
    let gain = libm::pow(10.0, gain_db / 20.0);
    let mut samples: Vec<f32> = bed.iter().map(|s| (f64::from(*s) * gain) as f32).collect();
    limit(&mut samples, ceiling);
    samples
}

fn loudness(samples: &[f32]) -> Result<f64, RenderError> {
    let loudness = measured(samples, Mode::I)?.loudness_global().map_err(unmeasured)?;
    if loudness.is_finite() { Ok(loudness) } else { Err(RenderError::MusicSilent) }
}

fn true_peak(samples: &[f32]) -> Result<f64, RenderError> {
    let meter = measured(samples, Mode::TRUE_PEAK)?;
    let side = |channel| meter.true_peak(channel).map_err(unmeasured);
    Ok(hundredths(20.0 * libm::log10(side(0)?.max(side(1)?))))
}

fn measured(samples: &[f32], mode: Mode) -> Result<EbuR128, RenderError> {
    let mut meter = EbuR128::new(2, SAMPLE_RATE, mode).map_err(unmeasured)?;
    meter.add_frames_f32(samples).map_err(unmeasured)?;
    Ok(meter)
}

fn unmeasured(error: ebur128::Error) -> RenderError {
    RenderError::SoundUnmeasured { reason: error.to_string() }
}

/// Rounds decibels, so that the last bits of a logarithm do not reach the samples.
fn hundredths(db: f64) -> f64 {
    (db * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::digest::Digest;
    use model::unit::Seed;

    const RATE: FrameRate = FrameRate { num: 25, den: 1 };

    fn noise(frames: u64, level: f64) -> Vec<f32> {
        (0..frames * 2).map(|n| ((Seed(7).unit(n) * 2.0 - 1.0) * level) as f32).collect()
    }

    fn sound(target: f64, ceiling: f64) -> Sound {
        let music = Digest::of(b"bed");
        Sound { music, target: Lufs(target), ceiling: DbTp(ceiling), fade: 10 }
    }

    fn check_loudness(level: f64) {
        let mix = mix(&noise(48_000, level), RATE, 75, &sound(-16.0, -1.0)).unwrap();
        assert!((mix.loudness.0 + 16.0).abs() < 0.3, "{level}: {}", mix.loudness);
        assert!(mix.peak.0 <= -1.9, "{level}: {}", mix.peak);
        assert_eq!(mix.samples.len(), 48_000 * 2 * 3);
    }

    #[test]
    fn quiet_and_loud_beds_reach_the_target_below_the_ceiling() {
        check_loudness(0.001);
        check_loudness(0.2);
        check_loudness(1.0);
    }

    #[test]
    fn a_ceiling_that_forbids_the_target_is_still_kept() {
        let mix = mix(&noise(48_000, 0.3), RATE, 30, &sound(-3.0, -12.0)).unwrap();
        assert!(mix.peak.0 <= -12.9, "{}", mix.peak);
        assert!(mix.loudness.0 < -3.3);
    }

    #[test]
    fn a_short_bed_is_repeated_without_a_gap_or_a_jump_in_level() {
        let bed: Vec<[f32; 2]> = vec![[0.5; 2]; 1000];
        let long = repeated(&bed, 5000);
        assert_eq!(long.len(), 5000);
        assert!(long.iter().all(|[l, _]| (0.49..0.72).contains(l)));
    }

    #[test]
    fn sound_begins_and_ends_at_nothing() {
        let mix = mix(&noise(48_000, 0.3), RATE, 30, &sound(-16.0, -1.0)).unwrap();
        let edge = |samples: &[f32]| samples.iter().fold(0.0_f32, |a, s| a.max(s.abs()));
        assert!(edge(&mix.samples[..20]) < 1e-4);
        assert!(edge(&mix.samples[mix.samples.len() - 20..]) < 1e-4);
    }

    #[test]
    fn silence_is_an_error_and_no_number() {
        let refused = Err(RenderError::MusicSilent);
        assert_eq!(mix(&vec![0.0; 96_000 * 2], RATE, 50, &sound(-16.0, -1.0)), refused);
        assert_eq!(mix(&[], RATE, 50, &sound(-16.0, -1.0)), refused);
    }

    #[test]
    fn same_bed_same_samples() {
        let make = || mix(&noise(20_000, 0.3), RATE, 30, &sound(-16.0, -1.0)).unwrap();
        assert_eq!(make(), make());
    }
}
