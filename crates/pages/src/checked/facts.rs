//! What a file is, in one line.

use model::fact::{AudioFacts, FileFacts, VideoFacts};

/// Returns size, length, rate, codecs, loudness and weight, as far as they are known.
pub(super) fn line(facts: &FileFacts) -> String {
    let pictures = facts.video.as_ref().map(pictures).unwrap_or_default();
    let sound = facts.audio.as_ref().map(|audio| sound(audio, facts.video.is_none()));
    let wrapped = Some(facts.container.clone()).filter(|container| !container.is_empty());
    let parts = pictures.into_iter().chain(sound.unwrap_or_default());
    parts.chain(wrapped).chain([weight(facts.bytes)]).collect::<Vec<_>>().join(" · ")
}

fn pictures(video: &VideoFacts) -> Vec<String> {
    let mut parts = vec![video.displayed.to_string()];
    if let Some(rate) = video.frame_rate {
        parts.push(video.duration.to_string());
        parts.push(format!("{} fps", (rate.fps() * 1000.0).round() / 1000.0));
        parts.push(video.codec.clone());
    }
    parts
}

fn sound(audio: &AudioFacts, alone: bool) -> Vec<String> {
    let length = alone.then(|| audio.duration.to_string());
    let loudness = audio.integrated.map(|loudness| negative(&loudness.to_string()));
    let peak = audio.true_peak.map(|peak| negative(&peak.to_string()));
    length.into_iter().chain([audio.codec.clone()]).chain(loudness).chain(peak).collect()
}

/// A minus, where a hyphen would stand.
fn negative(text: &str) -> String {
    text.replacen('-', "−", 1)
}

fn weight(bytes: u64) -> String {
    match bytes {
        0..=999 => format!("{bytes} bytes"),
        1000..=999_999 => format!("{} kB", bytes / 1000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
