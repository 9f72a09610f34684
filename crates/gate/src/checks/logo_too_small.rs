//! The logo is there, and smaller than the brand allows.

use crate::check::{Check, Family, Need, asks_for_logo};
use crate::logos::placed;
use crate::subject::{Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "logo-too-small",
    family: Family::Brand,
    title: "The logo is too small",
    why: "On a phone it becomes a smudge, and the ad is nobody's",
    threshold: "the logo that certainly matches is narrower than the brand's smallest share of the width, by more than a tenth of it (the search is no more exact); empty margins in the logo's file count as part of its width, as they do where it is laid out",
    fix: "Enlarge the logo on the last frame.",
    needs: &[Need::Decodable, Need::LastFrame, Need::Logos],
    asked: asks_for_logo,
    run,
};

/// The search steps through sizes and settles on a place within a few per cent.
const EXACT: f64 = 0.9;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let (Some(brand), Some(frame)) = (&subject.standard.brand, subject.last_frame()) else {
        return Vec::new();
    };
    let Some(logo) = placed(subject).into_iter().next() else {
        return Vec::new();
    };
    let visible = logo.found.visible.map_or(1.0, |visible| visible.0.clamp(0.01, 1.0));
    let whole = f64::from(logo.region.w) / visible;
    let share = whole / f64::from(frame.size.width.max(1));
    let smallest = logo.logo.smallest.0;
    if share >= smallest * EXACT {
        return Vec::new();
    }
    let finding = found(
        CHECK.code,
        Severity::Degrade,
        Quantity::number(share * 100.0, "% of the width"),
        Quantity::number(smallest * 100.0, "% of the width at least"),
        format!(
            "make the logo at least {:.0} px wide",
            smallest * f64::from(frame.size.width) * visible
        ),
        brand.basis("logo.smallest"),
    );
    vec![Finding { place: subject.in_last_frame(Some(logo.region)), ..finding }]
}

#[cfg(test)]
mod tests {
    use crate::standard::{BrandStandard, Standard};
    use crate::testing::{branded, codes, logo_standard, look_closer, probe_logo};
    use model::fact::ProbeFacts;
    use model::unit::Region;

    fn logo() -> Standard {
        branded(BrandStandard { logos: vec![logo_standard()], ..BrandStandard::default() })
    }

    /// The film's last frame is 1080 wide: 8% are 86.4 pixels.
    fn as_wide_as(w: u32) -> ProbeFacts {
        let mut probe = probe_logo(0.9);
        probe.logos[0].region = Some(Region { x: 40, y: 40, w, h: 30 });
        probe
    }

    #[test]
    fn empty_margins_of_the_file_are_part_of_its_width() {
        let mut probe = as_wide_as(60);
        probe.logos[0].visible = Some(model::unit::Ratio(0.7));
        assert_eq!(codes(&look_closer(&probe, &logo())), Vec::<&str>::new());
        probe.logos[0].visible = Some(model::unit::Ratio(0.8));
        assert_eq!(codes(&look_closer(&probe, &logo())), ["logo-too-small"]);
    }

    #[test]
    fn fires_on_a_smudge_with_its_place() {
        let verdict = look_closer(&as_wide_as(60), &logo());
        assert_eq!(codes(&verdict), ["logo-too-small"]);
        assert_eq!(verdict.findings[0].place.unwrap().region.unwrap().w, 60);
    }

    #[test]
    fn does_not_fire_within_what_the_search_can_tell() {
        assert_eq!(codes(&look_closer(&as_wide_as(78), &logo())), Vec::<&str>::new());
        assert_eq!(codes(&look_closer(&as_wide_as(77), &logo())), ["logo-too-small"]);
    }

    #[test]
    fn ignores_what_is_not_certainly_the_logo() {
        let mut probe = as_wide_as(60);
        probe.logos[0].score = 0.5;
        assert_eq!(codes(&look_closer(&probe, &logo())), ["logo-missing"]);
    }
}
