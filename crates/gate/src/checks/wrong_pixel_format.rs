//! Colour is sampled or stored in another way than asked for.

use crate::check::{Check, Family, Need};
use crate::standard::Standard;
use crate::subject::{Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "wrong-pixel-format",
    family: Family::Picture,
    title: "Colour is stored the wrong way",
    why: "Hardware players show nothing, or wrong colours, for sampling they do not know",
    threshold: "the pixel format is not the one asked for",
    fix: "Export again in the pixel format asked for (8 bit 4:2:0 is `yuv420p`).",
    needs: &[Need::Decodable],
    asked,
    run,
};

fn asked(standard: &Standard) -> bool {
    standard.format.as_ref().is_some_and(|expect| expect.pixel_format.is_some())
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(expect) = &subject.standard.format else {
        return Vec::new();
    };
    let (Some(asked), Some(video)) = (&expect.pixel_format, subject.video()) else {
        return Vec::new();
    };
    if asked.trim().eq_ignore_ascii_case(&video.pixel_format) {
        return Vec::new();
    }
    vec![found(
        CHECK.code,
        Severity::Reject,
        Quantity::text(video.pixel_format.clone()),
        Quantity::text(asked.clone()),
        format!("export again with pixel format {asked}"),
        expect.basis("pixel_format"),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Expect;
    use crate::testing::{codes, expecting, film, look, no_format};

    fn stored(name: &str) -> Standard {
        expecting(Expect { pixel_format: Some(name.to_owned()), ..Expect::default() })
    }

    #[test]
    fn fires_on_another_pixel_format() {
        assert_eq!(codes(&look(&film(), &stored("yuv422p10le"))), ["wrong-pixel-format"]);
    }

    #[test]
    fn does_not_fire_on_the_one_asked_for() {
        assert_eq!(codes(&look(&film(), &stored("YUV420P"))), Vec::<&str>::new());
    }

    #[test]
    fn ignores_places_that_take_any() {
        assert_eq!(codes(&look(&film(), &no_format())), Vec::<&str>::new());
    }
}
