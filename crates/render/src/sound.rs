//! A music bed cut to a film's length, under a voice or alone, at the loudness that was asked for.

mod duck;

use crate::error::RenderError;
use crate::limiter::limit;
use ebur128::{EbuR128, Mode};
use model::timeline::Sound;
use model::unit::{DbTp, FrameRate, Lufs, Secs};
use std::f64::consts::FRAC_PI_2;

/// Samples a second that music comes in and sound goes out with.
pub const SAMPLE_RATE: u32 = 48_000;

/// How far the limiter stays below the ceiling, dB: what coding adds to peaks that are not sharp.
/// What it adds to sharp ones shows when the sound is rehearsed.
pub const HEADROOM_DB: f64 = 1.0;

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

/// What a film's sound is mixed from: interleaved stereo.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stems<'a> {
    /// The music bed.
    pub music: Option<&'a [f32]>,
    /// The voice over it.
    pub voice: Option<&'a [f32]>,
}

/// Makes the sound of a film of `frames` frames: the music cut or repeated to length and faded at
/// both ends, turned down under the voice, all of it brought to the target loudness, `headroom_db`
/// below the ceiling.
pub fn mix(
    stems: Stems<'_>,
    rate: FrameRate,
    frames: u32,
    sound: &Sound,
    headroom_db: f64,
) -> Result<Mix, RenderError> {
    let length = sample_count(rate, frames);
    let music = stems.music.map(|music| {
        let mut bed = repeated(music.as_chunks().0, length);
        fade(&mut bed, sample_count(rate, sound.fade));
        bed
    });
    let bed = match (stems.voice, &sound.voice) {
        (Some(samples), Some(voice)) => {
            let start = sample_count(rate, voice.start);
            let spoken = placed(samples.as_chunks().0, start, length)?;
            voice_over(music, spoken)?
        }
        _ => music.unwrap_or_default(),
    };
    let bed = bed.into_flattened();
    let ceiling = libm::pow(10.0, (sound.ceiling.0 - headroom_db) / 20.0);
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

/// Lays a voice into `length` frames of silence, whole.
fn placed(voice: &[[f32; 2]], start: usize, length: usize) -> Result<Vec<[f32; 2]>, RenderError> {
    let end = start + voice.len();
    if end > length {
        let seconds = |samples: usize| Secs(hundredths(samples as f64 / f64::from(SAMPLE_RATE)));
        return Err(RenderError::VoiceTooLong {
            voice: seconds(voice.len()),
            start: seconds(start),
            film: seconds(length),
            over: seconds(end - length),
        });
    }
    let silence = std::iter::repeat_n([0.0; 2], start);
    Ok(silence.chain(voice.iter().copied()).chain(vec![[0.0; 2]; length - end]).collect())
}

/// Mixes a voice over a bed that is as loud as it, and turned down where it speaks.
fn voice_over(
    bed: Option<Vec<[f32; 2]>>,
    voice: Vec<[f32; 2]>,
) -> Result<Vec<[f32; 2]>, RenderError> {
    let level = loudness(voice.as_flattened()).map_err(|_silent| RenderError::VoiceSilent)?;
    let Some(mut bed) = bed else { return Ok(voice) };
    let even = hundredths(level - loudness(bed.as_flattened())?);
    for ((frame, spoken), duck) in bed.iter_mut().zip(&voice).zip(duck::gains(&voice)) {
        let gain = libm::pow(10.0, (even + duck) / 20.0);
        for (sample, voice) in frame.iter_mut().zip(spoken) {
            *sample = (f64::from(*sample) * gain) as f32 + voice;
        }
    }
    Ok(bed)
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
mod tests;
