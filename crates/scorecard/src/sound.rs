//! Sounds: music, beats, noise and tones, and the WAV files that hold them.

use crate::case::Made;
use crate::draw::Draw;
use crate::film::{loudness, purposeful};
use crate::kit::Kit;
use anyhow::Result;
use gate::Standard;
use gate::standard::Expect;
use model::timeline::Sound;
use model::unit::{DbTp, FrameRate, Lufs, Secs, Seed};
use spec::format::{AudioRule, DurationRule};

pub(crate) use sample::music::{RATE, wav};

/// Returns the samples of a WAV file of 16 bits.
pub(crate) fn from_wav(file: &[u8]) -> Vec<f32> {
    let samples = file.get(44..).unwrap_or(&[]).as_chunks::<2>().0;
    samples.iter().map(|two| f32::from(i16::from_le_bytes(*two)) / 32_768.0).collect()
}

/// Returns a sound as long as asked for, interleaved stereo, and what it is.
pub(crate) fn any(draw: &mut Draw, music: &[f32], seconds: f64) -> (Vec<f32>, &'static str) {
    let count = (seconds * f64::from(RATE)).round() as usize;
    let frames: &[[f32; 2]] = music.as_chunks().0;
    let from = draw.whole(0, frames.len().saturating_sub(1) as u32) as usize;
    let excerpt = || frames.iter().copied().cycle().skip(from).take(count);
    let (beat, width) = (draw.between(0.35, 0.7), draw.between(0.2, 0.8) as f32);
    let noise = Seed(u64::from(draw.whole(0, 1 << 30)));
    match draw.whole(0, 2) {
        0 => (excerpt().flatten().collect(), "music"),
        1 => {
            let struck = excerpt().enumerate().map(|(at, frame)| {
                let since = (at as f64 / f64::from(RATE)) % beat;
                // Struck within 4 ms, as skins are.
                let attack = (since / 0.004).min(1.0);
                let kick = (0.4 * attack * (-since * 18.0).exp() * (since * 420.0).sin()) as f32;
                frame.map(|sample| 0.6 * sample + kick)
            });
            (struck.flatten().collect(), "music with a beat")
        }
        _ => {
            let mut smooth = [0.0_f32; 2];
            let wind = excerpt().enumerate().map(|(at, frame)| {
                let swell = 0.6 + 0.4 * (at as f64 / f64::from(RATE) * 2.1).sin();
                for (side, value) in smooth.iter_mut().enumerate() {
                    let raw = noise.unit(at as u64 * 2 + side as u64) as f32 - 0.5;
                    *value += (raw - *value) * width * 0.5;
                }
                let [left, right] = smooth.map(|value| value * swell as f32 * 0.5);
                let [l, r] = frame;
                [l * 0.4 + left, r * 0.4 + right]
            });
            (wind.flatten().collect(), "music in the wind")
        }
    }
}

/// Brings a sound to a loudness, below a true peak, cut to so many frames of pictures.
pub(crate) fn at(
    sound: &[f32],
    rate: FrameRate,
    frames: u32,
    target: f64,
    ceiling: f64,
) -> Result<Vec<f32>> {
    let sound_of =
        Sound { music: None, voice: None, target: Lufs(target), ceiling: DbTp(ceiling), fade: 3 };
    let stems = render::Stems { music: Some(sound), voice: None };
    Ok(render::mix(stems, rate, frames, &sound_of, render::HEADROOM_DB)?.samples)
}

/// Turns a sound up or down.
pub(crate) fn gain(samples: &mut [f32], db: f64) {
    let factor = 10.0_f64.powf(db / 20.0) as f32;
    for sample in samples {
        *sample *= factor;
    }
}

/// Returns a tone on both sides.
pub(crate) fn tone(seconds: f64, hertz: f64, peak_db: f64) -> Vec<f32> {
    let peak = 10.0_f64.powf(peak_db / 20.0);
    let count = (seconds * f64::from(RATE)).round() as usize;
    let turn = hertz * std::f64::consts::TAU / f64::from(RATE);
    (0..count).flat_map(|at| [(peak * (at as f64 * turn).sin()) as f32; 2]).collect()
}

/// Returns noise on both sides, root mean square in dB of full scale.
pub(crate) fn noise(draw: &mut Draw, seconds: f64, rms_db: f64) -> Vec<f32> {
    let seed = Seed(u64::from(draw.whole(0, 1 << 30)));
    // Even noise from −1 to 1 has a root mean square of 1/√3.
    let peak = 10.0_f64.powf(rms_db / 20.0) * 3.0_f64.sqrt();
    let count = (seconds * f64::from(RATE)).round() as u64 * 2;
    (0..count).map(|at| ((seed.unit(at) * 2.0 - 1.0) * peak) as f32).collect()
}

/// Returns a sound file of healthy music at −16 LUFS.
pub(crate) fn file(kit: &Kit, draw: &mut Draw) -> Result<Made> {
    let seconds = draw.between(2.5, 6.0);
    let (raw, what) = any(draw, &kit.music, seconds);
    let frames = (seconds * 25.0).round() as u32;
    let samples = at(&raw, FrameRate { num: 25, den: 1 }, frames, -16.0, -5.0)?;
    let about = format!("{seconds:.1} s of {what}");
    Ok(Made::new(wav(&samples, 2), "wav", standard(f64::from(frames) / 25.0), about))
}

/// Returns what is expected of a sound file.
pub(crate) fn standard(seconds: f64) -> Standard {
    let expect = Expect {
        rule: "order".to_owned(),
        source: "scorecard".to_owned(),
        duration: Some(DurationRule::OneOf(vec![Secs(seconds)])),
        containers: vec!["wav".to_owned()],
        audio: Some(AudioRule::Required),
        audio_codec: Some("pcm".to_owned()),
        loudness: Some(loudness(-16.0, 1.0)),
        true_peak: Some(DbTp(-1.0)),
        max_bytes: Some(50_000_000),
        ..Expect::default()
    };
    Standard { format: Some(expect), ..purposeful() }
}
