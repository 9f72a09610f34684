//! The logo stands there in a colour that none of its versions has.

use crate::check::{Check, Family, Need, asks_for_logo};
use crate::logos::{Placed, placed, strength, touch};
use crate::subject::{Subject, found};
use measure::colour::distance;
use model::fact::InkMatch;
use model::finding::{Finding, Quantity, Severity};
use model::unit::DeltaE;

pub(super) const CHECK: Check = Check {
    code: "logo-wrong-colour",
    family: Family::Brand,
    title: "The logo is in a wrong colour",
    why: "A logo in another colour is another logo, or a careless one",
    threshold: "a colour on a tenth of the logo or more is further than 12 ΔE00 from the one in its file, in each version that the brand has (lossy coding moved it by 6 at most in pictures); looked at are logos at least 96 pixels wide, because films mix the ink of thin strokes with the ground",
    fix: "Use the version of the logo that is made for this ground.",
    needs: &[Need::Decodable, Need::LastFrame, Need::Logos],
    asked: asks_for_logo,
    run,
};

/// ΔE00.
const NEAR: DeltaE = DeltaE(12.0);

/// Pixels; in a narrower logo lossy films mix the ink of thin strokes with the ground (19 ΔE00 were
/// measured at 68 pixels).
const LEAST_WIDTH: u32 = 96;

/// A colour on less of the logo is a detail.
const LEAST_SHARE: f64 = 0.1;

/// Versions that fit this much less well than the best are another logo.
const AS_WELL: f64 = 0.05;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(brand) = &subject.standard.brand else {
        return Vec::new();
    };
    let placed = placed(subject);
    let Some(best) = placed.first() else {
        return Vec::new();
    };
    let is_version = |other: &&Placed<'_>| {
        touch(other.region, best.region) && strength(other.found) >= strength(best.found) - AS_WELL
    };
    let off = placed.iter().filter(is_version).filter_map(|version| farthest(&version.found.inks));
    let Some((off, ink)) = off.min_by(|a, b| a.0.total_cmp(&b.0)) else {
        return Vec::new();
    };
    if off <= NEAR.0 || best.region.w < LEAST_WIDTH {
        return Vec::new();
    }
    let finding = found(
        CHECK.code,
        Severity::Degrade,
        Quantity::text(format!("{}, ΔE00 {off:.0} off", ink.seen)),
        Quantity::text(ink.own.to_string()),
        "use the version of the logo that is made for this ground, or add this one to the brand",
        brand.basis("logo"),
    );
    vec![Finding { place: subject.in_last_frame(Some(best.region)), ..finding }]
}

/// Returns the colour that is furthest off, and by how much.
fn farthest(inks: &[InkMatch]) -> Option<(f64, InkMatch)> {
    let off = |ink: &InkMatch| (distance(ink.own, ink.seen).0, *ink);
    let matters = inks.iter().filter(|ink| ink.share.0 >= LEAST_SHARE);
    matters.map(off).max_by(|a, b| a.0.total_cmp(&b.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Standard;
    use crate::standard::{BrandStandard, LogoStandard};
    use crate::testing::{
        ORANGE, TEAL, branded, codes, logo_standard, look_closer, no_format, probe_logo,
    };
    use model::colour::Colour;
    use model::digest::Digest;
    use model::fact::{LogoMatch, ProbeFacts};
    use model::unit::Ratio;

    fn logos() -> Standard {
        let white = LogoStandard {
            id: "white".parse().unwrap(),
            digest: Digest::of(b"white"),
            ..logo_standard()
        };
        branded(BrandStandard { logos: vec![logo_standard(), white], ..BrandStandard::default() })
    }

    /// The brand has the logo in teal and in white.
    fn in_colour(seen: Colour) -> ProbeFacts {
        let mut probe = probe_logo(0.95);
        let ink = |own| vec![InkMatch { own, seen, share: Ratio(1.0) }];
        probe.logos[0].inks = ink(TEAL);
        let white = LogoMatch { logo: Digest::of(b"white"), ..probe.logos[0].clone() };
        probe.logos.push(LogoMatch { inks: ink(Colour::WHITE), ..white });
        probe
    }

    fn fired(seen: Colour) -> bool {
        codes(&look_closer(&in_colour(seen), &logos())) == ["logo-wrong-colour"]
    }

    #[test]
    fn fires_on_a_colour_of_no_version() {
        assert!(fired(ORANGE) && fired(Colour::BLACK));
    }

    #[test]
    fn does_not_fire_on_any_version_nor_on_what_coding_makes_of_it() {
        assert!(!fired(TEAL) && !fired(Colour::WHITE));
        assert!(!fired(Colour { r: 0x0a, g: 0x68, b: 0x6c }));
    }

    #[test]
    fn ignores_details_and_what_is_not_certainly_the_logo() {
        let mut probe = in_colour(ORANGE);
        probe.logos.pop();
        probe.logos[0].inks[0].share = Ratio(0.09);
        assert_eq!(codes(&look_closer(&probe, &logos())), Vec::<&str>::new());
        probe.logos[0].inks[0].share = Ratio(1.0);
        probe.logos[0].score = 0.7;
        assert_eq!(codes(&look_closer(&probe, &logos())), ["logo-missing"]);
        assert_eq!(codes(&look_closer(&probe, &no_format())), Vec::<&str>::new());
        let mut small = in_colour(ORANGE);
        for logo in &mut small.logos {
            logo.region = logo.region.map(|region| model::unit::Region { w: 95, ..region });
        }
        assert_eq!(codes(&look_closer(&small, &logos())), Vec::<&str>::new());
    }
}
