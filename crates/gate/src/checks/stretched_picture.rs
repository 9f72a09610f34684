//! The whole picture was squeezed from another shape into its own.

use crate::check::{Check, Family, Need, asks_for_logo};
use crate::checks::logo_stretched::stretched;
use crate::subject::{Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "stretched-picture",
    family: Family::Picture,
    title: "The picture is squeezed",
    why: "Faces, products and logos are all the wrong shape, in a file whose size is right",
    threshold: "the logo is stretched by just what a picture of another common shape (1.91:1, 16:9, 4:3, 1:1, 4:5, 9:16) gives when it is squeezed into this one, within 3%; it cannot be told without a logo",
    fix: "Make the version for this shape from the master: crop or lay it out anew.",
    needs: &[Need::Decodable, Need::LastFrame, Need::Logos],
    asked: asks_for_logo,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some((logo, shape)) =
        stretched(subject).and_then(|logo| logo.squeezed_from.map(|shape| (logo, shape)))
    else {
        return Vec::new();
    };
    let finding = found(
        CHECK.code,
        Severity::Reject,
        Quantity::number(logo.by * 100.0, "% of the width it was drawn in"),
        Quantity::number(100.0, "%"),
        format!(
            "the logo is as squeezed as a picture of {shape:.2}:1 is in {:.2}:1: make this version from the master, or, if only the logo is wrong, scale it by the same factor both ways",
            logo.frame.aspect()
        ),
        logo.brand.basis("logo"),
    );
    vec![Finding { place: subject.in_last_frame(Some(logo.region)), ..finding }]
}

#[cfg(test)]
mod tests {
    use crate::standard::BrandStandard;
    use crate::testing::{branded, codes, logo_standard, look_closer, no_format, probe_logo};
    use model::unit::Region;

    fn found_at(stretch: f64) -> Vec<String> {
        let mut probe = probe_logo(0.95);
        probe.logos[0].stretch = Some(stretch);
        probe.logos[0].region = Some(Region { x: 300, y: 900, w: 200, h: 100 });
        let standard =
            branded(BrandStandard { logos: vec![logo_standard()], ..BrandStandard::default() });
        let verdict = look_closer(&probe, &standard);
        codes(&verdict).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn fires_on_a_square_and_a_wide_picture_in_an_upright_one() {
        assert_eq!(found_at(0.5625), ["stretched-picture"]);
        assert_eq!(found_at(0.316), ["stretched-picture"]);
    }

    #[test]
    fn does_not_fire_a_little_beside_it() {
        assert_eq!(found_at(0.5625 * 1.029), ["stretched-picture"]);
        assert_eq!(found_at(0.5625 * 1.031), ["logo-stretched"]);
    }

    #[test]
    fn ignores_logos_as_drawn_and_files_without_one() {
        assert_eq!(found_at(1.0), Vec::<String>::new());
        assert_eq!(codes(&look_closer(&probe_logo(0.0), &no_format())), Vec::<&str>::new());
    }
}
