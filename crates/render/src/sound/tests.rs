//! What whoever mixes a film can rely on.

use super::*;
use model::digest::Digest;
use model::timeline::Voice;
use model::unit::Seed;

const RATE: FrameRate = FrameRate { num: 25, den: 1 };

fn noise(frames: u64, level: f64) -> Vec<f32> {
    (0..frames * 2).map(|n| ((Seed(7).unit(n) * 2.0 - 1.0) * level) as f32).collect()
}

fn sound(target: f64, ceiling: f64) -> Sound {
    let music = Some(Digest::of(b"bed"));
    Sound { music, voice: None, target: Lufs(target), ceiling: DbTp(ceiling), fade: 10 }
}

fn spoken(start: u32) -> Sound {
    let voice = Some(Voice { file: Digest::of(b"voice"), start });
    Sound { voice, ..sound(-16.0, -1.0) }
}

fn music(samples: &[f32], frames: u32, sound: &Sound) -> Result<Mix, RenderError> {
    let stems = Stems { music: Some(samples), voice: None };
    mix(stems, RATE, frames, sound, HEADROOM_DB)
}

fn check_loudness(level: f64) {
    let mix = music(&noise(48_000, level), 75, &sound(-16.0, -1.0)).unwrap();
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
    let mix = music(&noise(48_000, 0.3), 30, &sound(-3.0, -12.0)).unwrap();
    assert!(mix.peak.0 <= -12.9, "{}", mix.peak);
    assert!(mix.loudness.0 < -3.3);
}

#[test]
fn more_headroom_keeps_peaks_lower_and_the_loudness() {
    let stems = Stems { music: Some(&noise(48_000, 0.3)), voice: None };
    let mix = mix(stems, RATE, 30, &sound(-16.0, -1.0), 6.0).unwrap();
    assert!(mix.peak.0 <= -6.9, "{}", mix.peak);
    assert!((mix.loudness.0 + 16.0).abs() < 0.3);
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
    let mix = music(&noise(48_000, 0.3), 30, &sound(-16.0, -1.0)).unwrap();
    let edge = |samples: &[f32]| samples.iter().fold(0.0_f32, |a, s| a.max(s.abs()));
    assert!(edge(&mix.samples[..20]) < 1e-4);
    assert!(edge(&mix.samples[mix.samples.len() - 20..]) < 1e-4);
}

#[test]
fn silence_is_an_error_and_no_number() {
    let refused = Err(RenderError::MusicSilent);
    assert_eq!(music(&vec![0.0; 96_000 * 2], 50, &sound(-16.0, -1.0)), refused);
    assert_eq!(music(&[], 50, &sound(-16.0, -1.0)), refused);
    let stems = Stems { music: Some(&noise(48_000, 0.3)), voice: Some(&vec![0.0; 96_000]) };
    let mixed = mix(stems, RATE, 50, &spoken(0), HEADROOM_DB);
    assert_eq!(mixed, Err(RenderError::VoiceSilent));
}

/// A tone of 1 kHz.
fn tone(seconds: f64, level: f64) -> Vec<f32> {
    let turn = |n: usize| libm::sin(n as f64 / 48.0 * 2.0 * std::f64::consts::PI) * level;
    (0..(seconds * 48_000.0) as usize).flat_map(|n| [turn(n) as f32; 2]).collect()
}

/// How loud a part of a mix is, whatever it is of.
fn part(mix: &Mix, from: f64, to: f64) -> f64 {
    let at = |seconds: f64| (seconds * 48_000.0) as usize * 2;
    loudness(&mix.samples[at(from)..at(to)]).unwrap()
}

#[test]
fn music_stands_back_from_a_voice_and_returns() {
    // A voice so weak and a bed so strong that their files say nothing of how they are mixed.
    let (bed, voice) = (noise(48_000 * 6, 0.5), tone(2.0, 0.01));
    let all = Stems { music: Some(&bed), voice: Some(&voice) };
    let mixed = mix(all, RATE, 150, &spoken(50), HEADROOM_DB).unwrap();
    assert!((mixed.loudness.0 + 16.0).abs() < 0.3, "{}", mixed.loudness);
    // The bed is as loud as the voice where it is alone, and 12 dB down where it is not.
    let (alone, under) = (part(&mixed, 0.6, 1.6), part(&mixed, 2.2, 3.8));
    assert!((alone - under).abs() < 1.0, "{alone} and {under}");
    let bed = |from: f64, to: f64| {
        let at = |seconds: f64| (seconds * 48_000.0) as usize;
        let samples: Vec<f32> = mixed.samples.as_chunks::<2>().0[at(from)..at(to)]
            .windows(48)
            // A whole turn of the tone adds up to nothing.
            .map(|turn| turn.iter().map(|[left, _]| left).sum::<f32>())
            .collect();
        samples.iter().map(|s| f64::from(*s) * f64::from(*s)).sum::<f64>() / samples.len() as f64
    };
    let down = 10.0 * libm::log10(bed(2.2, 3.8) / bed(0.6, 1.6));
    assert!((down + 12.0).abs() < 1.0, "{down}");
}

#[test]
fn a_voice_needs_no_music() {
    let stems = Stems { music: None, voice: Some(&tone(1.0, 0.1)) };
    let mixed = mix(stems, RATE, 50, &spoken(5), HEADROOM_DB).unwrap();
    assert!((mixed.loudness.0 + 16.0).abs() < 0.3, "{}", mixed.loudness);
    assert!(mixed.samples[..19_200].iter().all(|sample| sample.abs() < 1e-6));
}

#[test]
fn a_voice_that_does_not_fit_says_by_how_much() {
    let stems = Stems { music: None, voice: Some(&tone(2.0, 0.1)) };
    let mixed = mix(stems, RATE, 50, &spoken(10), HEADROOM_DB);
    let told = mixed.unwrap_err().to_string();
    assert!(told.contains("0.4 s too long"), "{told}");
    assert!(mix(stems, RATE, 60, &spoken(10), HEADROOM_DB).is_ok());
}

#[test]
fn same_bed_same_samples() {
    let make = || music(&noise(20_000, 0.3), 30, &sound(-16.0, -1.0)).unwrap();
    assert_eq!(make(), make());
}
