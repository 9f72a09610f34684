//! Black bars are part of the picture.

use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, found};
use model::fact::{Bars, Glance, VideoFacts};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "baked-in-bars",
    family: Family::Picture,
    title: "Bars are baked into the picture",
    why: "The film was made for another shape; on the phone it is a small picture in a black frame",
    threshold: "in every frame that was looked at and is not black, at least three of them, both opposite edges have a black bar of 2% of the side or more (a bar: luma below 0.06, spread below 0.02)",
    fix: "Export in the shape of the placement, without bars.",
    needs: &[Need::Decodable, Need::Glances],
    asked: always,
    run,
};

/// Thinner bars are an edge of the camera's picture.
const LEAST_SHARE: f64 = 0.02;
/// One or two frames may be a title on black.
const FEWEST: usize = 3;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(video) = subject.video() else { return Vec::new() };
    let Some(bars) = bars_that_stay(video, |glance| glance.bars) else { return Vec::new() };
    vec![found(
        CHECK.code,
        Severity::Degrade,
        Quantity::text(in_words(bars)),
        Quantity::text("a picture that fills the frame"),
        "export in the shape of the placement, without bars; crop or recompose rather than fit",
        Basis::practice(
            CHECK.code,
            "no letterbox or pillarbox: delivery specs of Netflix and others",
        ),
    )]
}

/// Returns the bars that every frame of a film has that is not black, where they lie on opposite
/// sides.
pub(super) fn bars_that_stay(video: &VideoFacts, of: fn(&Glance) -> Bars) -> Option<Bars> {
    let (width, height) = (video.displayed.width, video.displayed.height);
    let filled = |glance: &&Glance| {
        glance.bars.top < height && glance.bars.left < width && glance.luma.0 > 0.0
    };
    let seen: Vec<Bars> = video.glances.iter().filter(filled).map(of).collect();
    if video.frame_rate.is_none() || seen.len() < FEWEST {
        return None;
    }
    let least = |side: fn(&Bars) -> u32| seen.iter().map(side).min().unwrap_or_default();
    let pair = |one: u32, other: u32, side: u32| {
        let thick = f64::from(one.min(other)) >= LEAST_SHARE * f64::from(side);
        if thick { (one, other) } else { (0, 0) }
    };
    let (top, bottom) = pair(least(|bars| bars.top), least(|bars| bars.bottom), height);
    let (left, right) = pair(least(|bars| bars.left), least(|bars| bars.right), width);
    let bars = Bars { left, top, right, bottom };
    (bars != Bars::default()).then_some(bars)
}

/// Says where bars lie.
pub(super) fn in_words(Bars { left, top, right, bottom }: Bars) -> String {
    match (top + bottom > 0, left + right > 0) {
        (true, true) => format!("{top}, {bottom}, {left} and {right} px on all four sides"),
        (true, false) => format!("{top} px at the top and {bottom} px at the bottom"),
        (false, _) => format!("{left} px on the left and {right} px on the right"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, film, look, no_format, still};

    fn barred(bars: Bars, frames: usize) -> model::fact::FileFacts {
        let mut facts = film();
        let glances = &mut facts.video.as_mut().unwrap().glances;
        glances.iter_mut().take(frames).for_each(|glance| glance.bars = bars);
        facts
    }

    const LETTERBOX: Bars = Bars { left: 0, top: 657, right: 0, bottom: 656 };

    #[test]
    fn fires_on_a_wide_film_in_a_tall_frame() {
        assert_eq!(codes(&look(&barred(LETTERBOX, 8), &no_format())), ["baked-in-bars"]);
    }

    #[test]
    fn does_not_fire_where_one_frame_fills_the_picture_or_one_edge_is_clear() {
        assert_eq!(codes(&look(&barred(LETTERBOX, 7), &no_format())), Vec::<&str>::new());
        let one_edge = Bars { bottom: 0, ..LETTERBOX };
        assert_eq!(codes(&look(&barred(one_edge, 8), &no_format())), Vec::<&str>::new());
        let thin = Bars { left: 0, top: 38, right: 0, bottom: 38 };
        assert_eq!(codes(&look(&barred(thin, 8), &no_format())), Vec::<&str>::new());
    }

    #[test]
    fn ignores_pictures_that_are_designed_so() {
        let mut facts = still();
        facts.video.as_mut().unwrap().glances[0].bars = LETTERBOX;
        assert_eq!(codes(&look(&facts, &no_format())), Vec::<&str>::new());
    }
}
