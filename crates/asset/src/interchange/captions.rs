//! The words of a film with their times, for those who cannot see or hear them where they stand:
//! `SubRip` (SRT) and `WebVTT`.
//!
//! A film of ours has no speech; what it says stands over its pictures and on its closing card.

mod lines;

use lines::lines;
use model::timeline::Timeline;

/// Most lines of a caption: Netflix, Timed Text Style Guide, general requirements, section 4 (read
/// 2026-12).
const MOST_LINES: usize = 2;

/// Words and when they are seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// From, milliseconds.
    pub start_ms: u64,
    /// To, milliseconds; after the start.
    pub end_ms: u64,
    /// The words, set in lines; none of them is empty.
    pub lines: Vec<String>,
}

/// Returns the captions of a film in the language `language` (BCP 47), in their order. They never
/// overlap, and what needs more lines than a caption has follows in a caption of its own.
pub fn cues(timeline: &Timeline, language: &str) -> Vec<Cue> {
    let ms = |frames: u32| (timeline.rate.duration(frames.into()).0 * 1000.0).round() as u64;
    let mut cues: Vec<Cue> = Vec::new();
    for overlay in &timeline.overlays {
        let blocks = super::words(&overlay.canvas);
        let set: Vec<String> = blocks.flat_map(|block| lines(&block.text, language)).collect();
        let (start, end) = (ms(overlay.start), ms(overlay.start + overlay.frames));
        let from = cues.last().map_or(start, |last| last.end_ms.max(start));
        cues.extend(shared_out(&set, from, end));
    }
    cues
}

/// Each part of long words gets time for its share of the letters.
fn shared_out(set: &[String], start_ms: u64, end_ms: u64) -> Vec<Cue> {
    let letters =
        |lines: &[String]| -> u64 { lines.iter().map(|l| l.chars().count() as u64).sum() };
    let all = letters(set).max(1);
    let mut said = 0;
    let mut cues = Vec::new();
    for part in set.chunks(MOST_LINES) {
        let at = |letters: u64| start_ms + end_ms.saturating_sub(start_ms) * letters / all;
        let from = at(said);
        said += letters(part);
        let to = at(said);
        if from < to {
            cues.push(Cue { start_ms: from, end_ms: to, lines: part.to_vec() });
        }
    }
    cues
}

/// Returns captions as `SubRip`. It has no way to write an arrow of its own, so one in the words is
/// written as the character `→`.
pub fn srt(cues: &[Cue]) -> String {
    let cue = |(cue, number): (&Cue, u32)| {
        let words = cue.lines.join("\n").replace("-->", "→");
        let (start, end) = (clock(cue.start_ms, ','), clock(cue.end_ms, ','));
        format!("{number}\n{start} --> {end}\n{words}\n\n")
    };
    cues.iter().zip(1..).map(cue).collect()
}

/// Returns captions as `WebVTT`.
pub fn vtt(cues: &[Cue]) -> String {
    let cue = |(cue, number): (&Cue, u32)| {
        let words = escaped(&cue.lines.join("\n"));
        let (start, end) = (clock(cue.start_ms, '.'), clock(cue.end_ms, '.'));
        format!("{number}\n{start} --> {end}\n{words}\n\n")
    };
    cues.iter().zip(1..).fold("WEBVTT\n\n".to_owned(), |file, numbered| file + &cue(numbered))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn clock(ms: u64, point: char) -> String {
    let (hours, minutes, seconds) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    format!("{hours:02}:{minutes:02}:{seconds:02}{point}{:03}", ms % 1000)
}

#[cfg(test)]
mod tests;
