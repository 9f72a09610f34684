//! The picture is made of inks rather than of light.

use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "cmyk-image",
    family: Family::Picture,
    title: "The picture is CMYK",
    why: "It was made for print: browsers show other colours, some ad servers refuse it",
    threshold: "a JPEG of four components (ITU-T T.872)",
    fix: "Export in RGB, tagged sRGB.",
    needs: &[Need::Decodable],
    asked: always,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let print = subject.video().filter(|video| video.pixel_format == "cmyk");
    let finding = |_| {
        found(
            CHECK.code,
            Severity::Reject,
            Quantity::text("CMYK"),
            Quantity::text("RGB"),
            "export in RGB (sRGB) from the original, rather than convert this file: inks have lost colours that screens can show",
            Basis::practice(
                CHECK.code,
                "display and DOOH owners take RGB; four inks are for print",
            ),
        )
    };
    print.map(finding).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{codes, film, look, no_format, still};

    fn with_pixels(format: &str) -> model::fact::FileFacts {
        let mut facts = still();
        facts.video.as_mut().unwrap().pixel_format = format.to_owned();
        facts
    }

    #[test]
    fn fires_on_inks() {
        assert_eq!(codes(&look(&with_pixels("cmyk"), &no_format())), ["cmyk-image"]);
    }

    #[test]
    fn does_not_fire_on_light() {
        assert_eq!(codes(&look(&with_pixels("yuvj444p"), &no_format())), Vec::<&str>::new());
        assert_eq!(codes(&look(&with_pixels("gray"), &no_format())), Vec::<&str>::new());
    }

    #[test]
    fn ignores_films() {
        assert_eq!(codes(&look(&film(), &no_format())), Vec::<&str>::new());
    }
}
