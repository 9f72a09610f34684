//! The edges are filled with a blurred copy of the picture.

use super::baked_in_bars::{bars_that_stay, in_words};
use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "blurred-bars",
    family: Family::Picture,
    title: "The edges are a blurred copy of the picture",
    why: "It says that the film was made for another shape and fitted by a machine; a third of the screen sells nothing",
    threshold: "in every frame that was looked at and is not black, at least three of them, both opposite edges (4 to 42% of the side, equally thick) end at a straight seam and show the middle once more, enlarged to fill the frame: from left to right they follow it with a correlation of 0.85. Edges without any shape are not judged",
    fix: "Recompose the picture for the shape of the placement.",
    needs: &[Need::Decodable, Need::Glances],
    asked: always,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(video) = subject.video() else { return Vec::new() };
    let Some(bars) = bars_that_stay(video, |glance| glance.blurred) else { return Vec::new() };
    vec![found(
        CHECK.code,
        Severity::Degrade,
        Quantity::text(format!("blurred: {}", in_words(bars))),
        Quantity::text("a picture that fills the frame"),
        "recompose the picture for the shape of the placement; a blurred fill is no composition",
        Basis::practice(CHECK.code, "placements ask for pictures of their own shape"),
    )]
}

#[cfg(test)]
mod tests {
    use crate::testing::{codes, film, look, no_format, only, still};
    use model::fact::{Bars, FileFacts};

    fn blurred(bars: Bars, frames: usize) -> FileFacts {
        let mut facts = film();
        let glances = &mut facts.video.as_mut().unwrap().glances;
        glances.iter_mut().take(frames).for_each(|glance| glance.blurred = bars);
        facts
    }

    #[test]
    fn fires_on_edges_that_stay_blurred() {
        let bars = Bars { top: 400, bottom: 402, ..Bars::default() };
        let verdict = look(&blurred(bars, 8), &no_format());
        let measured = only(&verdict).measured.as_ref().unwrap().to_string();
        assert_eq!(measured, "blurred: 400 px at the top and 402 px at the bottom");
    }

    #[test]
    fn does_not_fire_where_one_frame_has_none() {
        let bars = Bars { left: 200, right: 200, ..Bars::default() };
        assert_eq!(codes(&look(&blurred(bars, 7), &no_format())), Vec::<&str>::new());
    }

    #[test]
    fn ignores_pictures() {
        let mut facts = still();
        let bars = Bars { left: 200, right: 200, ..Bars::default() };
        facts.video.as_mut().unwrap().glances[0].blurred = bars;
        assert_eq!(codes(&look(&facts, &no_format())), Vec::<&str>::new());
    }
}
