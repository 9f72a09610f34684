//! A film as `OpenTimelineIO`, for an editor's own tools: the shots, what lies over them, the music,
//! and marks where shots begin, where the closing card stands and where a check saw something.
//!
//! Schemas are those that `OpenTimelineIO` 0.17 and later write. Times are whole frames at the film's
//! rate, so nothing is rounded.

mod schema;

use super::address;
use model::digest::Digest;
use model::finding::{Finding, Severity};
use model::timeline::{Overlay, Shot, Sound, Subject, Timeline, Window};
use model::unit::FrameRate;
use schema::{Item, Metadata, Span};
use serde_json::Value;
use std::collections::BTreeMap;

/// A film, and what is said about it.
#[derive(Debug, Clone, Copy)]
pub struct Cut<'a> {
    /// The film's name.
    pub name: &'a str,
    /// The file that was made of it, as seen from the timeline's folder.
    pub file: &'a str,
    /// That file's bytes.
    pub sha256: Digest,
    /// What was made.
    pub timeline: &'a Timeline,
    /// Pictures and sounds that can be reached, as seen from the timeline's folder.
    pub sources: &'a BTreeMap<Digest, String>,
    /// Pictures of what lies over the film, one an overlay, as seen from the timeline's folder; may
    /// be empty.
    pub overlays: &'a [String],
    /// What the gate saw in the file.
    pub findings: &'a [Finding],
    /// What it is: codes and purposes, by name.
    pub about: &'a BTreeMap<&'static str, String>,
}

/// Returns the film as an `OpenTimelineIO` file.
pub fn otio(cut: &Cut<'_>) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec_pretty(&timeline(cut))
}

fn timeline(cut: &Cut<'_>) -> Item {
    let film = Film { cut, rate: cut.timeline.rate };
    let mut about: Metadata = BTreeMap::new();
    about.extend(cut.about.iter().map(|(key, value)| (*key, Value::from(value.clone()))));
    about.insert("sha256", cut.sha256.to_string().into());
    about.insert("width", cut.timeline.size.width.into());
    about.insert("height", cut.timeline.size.height.into());
    about.insert("frames", cut.timeline.frames.into());
    let timeless = cut.findings.iter().filter(|finding| from_s(finding).is_none());
    about.insert("findings_without_a_time", timeless.map(finding_in_words).collect());
    Item::timeline(cut.name, about, film.rate, film.stack())
}

struct Film<'a> {
    cut: &'a Cut<'a>,
    rate: FrameRate,
}

impl Film<'_> {
    /// From the bottom up, as editors stack tracks; the delivered film lies switched off on top, to
    /// compare with.
    fn stack(&self) -> Item {
        let timeline = self.cut.timeline;
        let mut tracks = vec![self.shots(&timeline.shots)];
        for (overlays, number) in lanes(&timeline.overlays).iter().zip(1..) {
            tracks.push(self.overlays(overlays, number));
        }
        tracks.push(self.delivered());
        tracks.extend(timeline.sound.iter().flat_map(|sound| self.sounds(sound)));
        Item::stack("tracks", self.markers(), tracks)
    }

    fn span(&self, start: u32, frames: u32) -> Span {
        Span { start, frames, rate: self.rate }
    }

    fn shots(&self, shots: &[Shot]) -> Item {
        let clips = shots.iter().zip(1..).map(|(shot, number)| {
            let about = BTreeMap::from([
                ("sha256", shot.subject.file().to_string().into()),
                ("camera_from", window(shot.from)),
                ("camera_to", window(shot.to)),
            ]);
            let (from, available) = match shot.subject {
                // A picture lasts as long as it is shown.
                Subject::Still { .. } => (0, Some(self.span(0, shot.frames))),
                Subject::Footage { from, .. } => (from, None),
            };
            let span = self.span(from, shot.frames);
            let media = self.source(&shot.subject.file(), available);
            Item::clip(&shot_name(number), span, media, about)
        });
        Item::track("shots", "Video", clips.collect())
    }

    fn overlays(&self, overlays: &[(usize, &Overlay)], number: u32) -> Item {
        let mut track = Vec::new();
        let mut end = 0;
        for (index, overlay) in overlays {
            if overlay.start > end {
                track.push(Item::gap(self.span(0, overlay.start - end)));
            }
            end = overlay.start + overlay.frames;
            let about = BTreeMap::from([
                ("fade_in_frames", overlay.fade_in.into()),
                ("fade_out_frames", overlay.fade_out.into()),
                ("rise_pixels", overlay.rise.into()),
                ("words", super::words(&overlay.canvas).map(|b| b.text.clone()).collect()),
            ]);
            let span = self.span(0, overlay.frames);
            let name = self.overlay_name(overlay);
            // It is drawn by us; there is a file of it where somebody asked for the layers.
            let media = match self.cut.overlays.get(*index) {
                Some(file) => Item::external(file, &address(file), Some(span.clone())),
                None => Item::missing(&name, Some(span.clone())),
            };
            track.push(Item::clip(&name, span, media, about));
        }
        Item::track(&format!("words and card {number}"), "Video", track)
    }

    fn overlay_name(&self, overlay: &Overlay) -> String {
        if self.end_card() == Some(overlay) {
            return "end card".to_owned();
        }
        let words: Vec<&str> = super::words(&overlay.canvas).map(|b| b.text.as_str()).collect();
        if words.is_empty() { "ground".to_owned() } else { words.join(" / ") }
    }

    fn delivered(&self) -> Item {
        let span = self.span(0, self.cut.timeline.frames);
        let media = Item::external(self.cut.name, &address(self.cut.file), Some(span.clone()));
        let about = BTreeMap::from([("sha256", self.cut.sha256.to_string().into())]);
        let clip = Item::clip(self.cut.name, span, media, about);
        Item::track("as delivered", "Video", vec![clip]).switched_off()
    }

    fn sounds(&self, sound: &Sound) -> Vec<Item> {
        let frames = self.cut.timeline.frames;
        let track = |name: &str, file: &Digest, start: u32| {
            let about = BTreeMap::from([
                ("sha256", file.to_string().into()),
                ("integrated_loudness_lufs", sound.target.0.into()),
                ("true_peak_dbtp", sound.ceiling.0.into()),
                ("fade_frames", sound.fade.into()),
            ]);
            let clip = Item::clip(
                name,
                self.span(0, frames.saturating_sub(start)),
                self.source(file, None),
                about,
            );
            let gap = (start > 0).then(|| Item::gap(self.span(0, start)));
            Item::track(name, "Audio", gap.into_iter().chain([clip]).collect())
        };
        let music = sound.music.as_ref().map(|file| track("music", file, 0));
        let voice = sound.voice.as_ref().map(|voice| track("voice", &voice.file, voice.start));
        music.into_iter().chain(voice).collect()
    }

    fn source(&self, digest: &Digest, available: Option<Span>) -> Item {
        match self.cut.sources.get(digest) {
            Some(path) => {
                let name = path.rsplit_once('/').map_or(path.as_str(), |(_, name)| name);
                Item::external(name, &address(path), available)
            }
            None => Item::missing(&digest.short(), available),
        }
    }

    /// The end card is the last overlay: opaque, and up to the last frame.
    fn end_card(&self) -> Option<&Overlay> {
        let timeline = self.cut.timeline;
        timeline.overlays.last().filter(|last| last.start + last.frames == timeline.frames)
    }

    fn markers(&self) -> Vec<Item> {
        let timeline = self.cut.timeline;
        let shots = timeline.shots.iter().zip(1..).map(|(shot, number)| {
            let kind = BTreeMap::from([("kind", "shot".into())]);
            Item::marker(&shot_name(number), "GREEN", self.span(shot.start, shot.frames), kind, "")
        });
        let card = self.end_card().map(|card| {
            let kind = BTreeMap::from([("kind", "end-card".into())]);
            Item::marker("end card", "BLUE", self.span(card.start, card.frames), kind, "")
        });
        let findings = self.cut.findings.iter().filter_map(|finding| self.finding(finding));
        shots.chain(card).chain(findings).collect()
    }

    fn finding(&self, finding: &Finding) -> Option<Item> {
        let last = self.cut.timeline.frames.saturating_sub(1);
        let frame = |seconds: f64| (seconds * self.rate.fps()).round().max(0.0) as u32;
        let start = frame(from_s(finding)?).min(last);
        let to = finding.place.and_then(|place| place.end_s);
        let end = to.map_or(start + 1, frame).clamp(start + 1, last + 1);
        let mut about = BTreeMap::from([
            ("kind", "finding".into()),
            ("code", finding.code.clone().into()),
            ("severity", severity(finding.severity).into()),
            ("rule", finding.rule.clone().into()),
        ]);
        if let Some(region) = finding.place.and_then(|place| place.region) {
            about.insert("region", vec![region.x, region.y, region.w, region.h].into());
        }
        let comment = finding.excuse().unwrap_or_else(|| finding.remedy.clone());
        let span = self.span(start, end - start);
        Some(Item::marker(&finding.code, colour(finding.severity), span, about, &comment))
    }
}

/// Overlays that overlap in time lie on tracks of their own, the earlier ones below.
fn lanes(overlays: &[Overlay]) -> Vec<Vec<(usize, &Overlay)>> {
    let mut lanes: Vec<Vec<(usize, &Overlay)>> = Vec::new();
    for overlay in overlays.iter().enumerate() {
        let free = |lane: &&mut Vec<(usize, &Overlay)>| {
            lane.last().is_none_or(|(_, last)| last.start + last.frames <= overlay.1.start)
        };
        // What is drawn later covers what is drawn earlier, so a lane below the last that is taken
        // would turn them round.
        match lanes.last_mut().filter(free) {
            Some(lane) => lane.push(overlay),
            None => lanes.push(vec![overlay]),
        }
    }
    lanes
}

fn shot_name(number: u32) -> String {
    format!("shot {number}")
}

fn from_s(finding: &Finding) -> Option<f64> {
    finding.place.and_then(|place| place.start_s)
}

fn finding_in_words(finding: &Finding) -> Value {
    format!("{} ({}): {}", finding.code, severity(finding.severity), finding.remedy).into()
}

/// The middle of the window as shares of the picture, and how close it is.
fn window(window: Window) -> Value {
    vec![window.x, window.y, window.zoom].into()
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Advise => "advise",
        Severity::Degrade => "degrade",
        Severity::Truncate => "truncate",
        Severity::Reject => "reject",
    }
}

const fn colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Advise => "YELLOW",
        Severity::Degrade | Severity::Truncate => "ORANGE",
        Severity::Reject => "RED",
    }
}

#[cfg(test)]
mod tests;
