//! Pictures of a file, with the place of each finding outlined on them.

use super::{CheckedFile, Shot};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, html};
use model::finding::{Finding, Verdict};
use model::unit::{Region, Secs, Size};

/// Seconds: two moments nearer than this are one, the length of a frame at 25 a second.
const SAME_MOMENT: f64 = 0.04;

/// A finding that has a place on a picture.
struct Mark<'a> {
    number: usize,
    finding: &'a Finding,
}

/// Shows all pictures of a file: the first large, the others small below it.
pub(super) fn gallery(file: &CheckedFile<'_>) -> Markup {
    let Some((first, rest)) = file.shots.split_first() else { return nothing(file) };
    let marks = |shot: &Shot<'_>| -> Vec<Mark<'_>> {
        let numbered = (1..).zip(&file.verdict.findings);
        let here = numbered.filter(|(_, finding)| stands_on(finding, shot, first));
        here.map(|(number, finding)| Mark { number, finding }).collect()
    };
    let is_film = file.verdict.facts.video.as_ref().is_some_and(|v| v.frame_rate.is_some());
    let last = if is_film { format!("last frame, {}", first.at) } else { String::new() };
    html! {
        (figure(first, &marks(first), &last))
        @if !rest.is_empty() {
            div.moments { @for shot in rest { (figure(shot, &marks(shot), &format!("at {}", shot.at))) } }
        }
    }
}

/// Shows the file as it is recognised, without marks.
pub(super) fn glance(file: &CheckedFile<'_>) -> Markup {
    match file.shots.first() {
        Some(shot) => html! { img src=(address(shot.jpeg)) alt="" loading="lazy"; },
        None => nothing(file),
    }
}

/// Returns the class of a finding: what it does to the verdict, or that nobody has to act on it.
pub(super) fn class(finding: &Finding) -> &'static str {
    use model::finding::Severity::{Advise, Degrade, Reject, Truncate};
    match finding.severity {
        _ if !finding.counts() => "meant",
        Reject => Verdict::Fail.word(),
        Degrade | Truncate => Verdict::Warn.word(),
        Advise => "advice",
    }
}

fn nothing(file: &CheckedFile<'_>) -> Markup {
    let facts = &file.verdict.facts;
    let word = match (&facts.video, &facts.audio) {
        (None, Some(_)) => "sound",
        _ => "no picture",
    };
    html! { div.nothing { (word) } }
}

fn stands_on(finding: &Finding, shot: &Shot<'_>, first: &Shot<'_>) -> bool {
    let Some(place) = finding.place else { return false };
    let near = |at: Secs, start: f64| (at.0 - start).abs() <= SAME_MOMENT;
    match place.start_s {
        Some(start) => near(shot.at, start),
        None => place.region.is_some() && near(shot.at, first.at.0),
    }
}

fn figure(shot: &Shot<'_>, marks: &[Mark<'_>], caption: &str) -> Markup {
    let places = marks.iter().filter_map(|mark| Some((mark, mark.finding.place?.region?)));
    let whole = marks.iter().filter(|mark| mark.finding.place.is_none_or(|p| p.region.is_none()));
    let captioned = !caption.is_empty() || whole.clone().next().is_some();
    html! {
        figure {
            div.frame {
                img src=(address(shot.jpeg)) alt=(caption);
                @for (mark, region) in places {
                    span class=(place_class(mark.finding, region, shot.size)) style=(position(region, shot.size)) {
                        i { (mark.number) }
                    }
                }
            }
            @if captioned {
                figcaption {
                    (caption)
                    @for mark in whole { " " i class=(class(mark.finding)) { (mark.number) } }
                }
            }
        }
    }
}

/// Width of a picture, per cent, left of which there is no room for a number beside the box.
const EDGE: f64 = 9.0;

fn place_class(finding: &Finding, region: Region, size: Size) -> String {
    let at_edge = if share(region.x, size.width) < EDGE { " at-edge" } else { "" };
    format!("place {}{at_edge}", class(finding))
}

/// Places a box over the picture by per cent, so that it holds at every size.
fn position(region: Region, size: Size) -> String {
    let left = share(region.x, size.width);
    let top = share(region.y, size.height);
    let width = share(region.w, size.width).min(100.0 - left);
    let height = share(region.h, size.height).min(100.0 - top);
    format!("left:{left:.2}%;top:{top:.2}%;width:{width:.2}%;height:{height:.2}%")
}

/// Per cent of a side.
fn share(pixels: u32, side: u32) -> f64 {
    (f64::from(pixels) / f64::from(side.max(1)) * 100.0).clamp(0.0, 100.0)
}

fn address(jpeg: &[u8]) -> String {
    format!("data:image/jpeg;base64,{}", STANDARD.encode(jpeg))
}
