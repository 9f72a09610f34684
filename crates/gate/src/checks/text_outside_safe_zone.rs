//! Words stand where the platform puts its own buttons.

use crate::check::{Check, Family, Need};
use crate::standard::{Expect, Standard};
use crate::subject::{Subject, found};
use crate::words::lines_that_belong;
use model::fact::ReadText;
use model::finding::{Finding, Place, Quantity, Severity};
use model::unit::{Region, Size};
use spec::format::{Covered, SafeMargins};

pub(super) const CHECK: Check = Check {
    code: "text-outside-safe-zone",
    family: Family::Picture,
    title: "Words are covered by the platform",
    why: "Name, caption and buttons of the platform lie over them; nobody reads them there",
    threshold: "more than a quarter of a line of words, as the reader frames it, lies in the margins that the format keeps for the platform, or under the mask that somebody drew of them; looked at are the words of the last frame that belong to the ad, or all that were read where nobody says which belong",
    fix: "Move the words into the safe zone.",
    needs: &[Need::Decodable, Need::LastFrame, Need::Words],
    asked,
    run,
};

/// Readers frame words a little generously; a quarter of a line is more than that.
const COVERED: f64 = 0.25;

fn asked(standard: &Standard) -> bool {
    let drawn = |expect: &Expect| expect.safe.is_some() || expect.covered.is_some();
    standard.format.as_ref().is_some_and(drawn)
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let (Some(expect), Some(frame), Some(lines)) =
        (&subject.standard.format, subject.last_frame(), subject.words())
    else {
        return Vec::new();
    };
    let safe = expect.safe.map(|(margins, of)| Zone::new(margins, of, frame.size));
    let covered = |line: &&ReadText| {
        let by_margins = safe.as_ref().map_or(0.0, |safe| safe.covered(line.region));
        let drawn = expect.covered.as_ref();
        let by_mask = drawn.map_or(0.0, |drawn| share_under(drawn, frame.size, line.region));
        by_margins.max(by_mask) > COVERED
    };
    let asked = safe.as_ref().map_or_else(|| "outside the mask".to_owned(), Zone::in_words);
    let finding = |line: &ReadText| {
        let finding = found(
            CHECK.code,
            Severity::Degrade,
            Quantity::text(line.text.clone()),
            Quantity::text(asked.clone()),
            format!("move “{}” into the safe zone", line.text),
            expect.basis("safe"),
        );
        let place = Place { start_s: Some(frame.at.0), end_s: None, region: Some(line.region) };
        Finding { place: Some(place), ..finding }
    };
    let brand = subject.standard.brand.as_ref();
    let known = brand.filter(|brand| brand.expected_words().next().is_some());
    let ours =
        known.map_or_else(|| lines.iter().collect(), |brand| lines_that_belong(brand, lines));
    ours.into_iter().filter(covered).map(finding).collect()
}

/// Returns the share of a region that lies under a mask, whose rectangles do not overlap.
fn share_under(drawn: &Covered, frame: Size, region: Region) -> f64 {
    let across = f64::from(drawn.size.width) / f64::from(frame.width.max(1));
    let down = f64::from(drawn.size.height) / f64::from(frame.height.max(1));
    let left = f64::from(region.x) * across;
    let top = f64::from(region.y) * down;
    let (right, bottom) = (left + f64::from(region.w) * across, top + f64::from(region.h) * down);
    let area = (right - left) * (bottom - top);
    if area <= 0.0 {
        return 0.0;
    }
    let overlap = |from: f64, to: f64, at: u32, length: u32| {
        (to.min(f64::from(at) + f64::from(length)) - from.max(f64::from(at))).max(0.0)
    };
    let under = drawn
        .regions
        .iter()
        .map(|one| overlap(left, right, one.x, one.w) * overlap(top, bottom, one.y, one.h));
    under.sum::<f64>() / area
}

/// The part of a frame that stays free, in its own pixels.
struct Zone {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Zone {
    fn new(margins: SafeMargins, of: Size, frame: Size) -> Self {
        let (width, height) = (f64::from(frame.width), f64::from(frame.height));
        let across = |pixels: u32| f64::from(pixels) * width / f64::from(of.width.max(1));
        let down = |pixels: u32| f64::from(pixels) * height / f64::from(of.height.max(1));
        Self {
            left: across(margins.left),
            top: down(margins.top),
            right: width - across(margins.right),
            bottom: height - down(margins.bottom),
        }
    }

    /// Returns the share of a region that lies outside.
    fn covered(&self, region: Region) -> f64 {
        let (x, y) = (f64::from(region.x), f64::from(region.y));
        let (w, h) = (f64::from(region.w), f64::from(region.h));
        if w <= 0.0 || h <= 0.0 {
            return 0.0;
        }
        let inside =
            |from: f64, to: f64, least: f64, most: f64| (to.min(most) - from.max(least)).max(0.0);
        1.0 - inside(x, x + w, self.left, self.right) * inside(y, y + h, self.top, self.bottom)
            / (w * h)
    }

    fn in_words(&self) -> String {
        format!(
            "within {:.0} to {:.0} px across and {:.0} to {:.0} px down",
            self.left, self.right, self.top, self.bottom
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::BrandStandard;
    use crate::testing::{codes, expecting, film, look_closer, no_format, probe_words};
    use model::fact::ProbeFacts;

    /// Reels: 14% above and 35% below, of 1080×1920.
    fn reels() -> Standard {
        let margins = SafeMargins { top: 269, bottom: 672, left: 65, right: 65 };
        let size = Size { width: 1080, height: 1920 };
        expecting(Expect { safe: Some((margins, size)), ..Expect::default() })
    }

    fn words_at(y: u32) -> ProbeFacts {
        let mut probe = probe_words(&["Order again"]);
        probe.words.as_mut().unwrap()[0].region = Region { x: 300, y, w: 400, h: 80 };
        probe
    }

    /// The buttons of a platform on the right, from the middle down, drawn at half the size.
    fn buttons() -> Standard {
        let regions = vec![Region { x: 440, y: 480, w: 100, h: 480 }];
        let size = Size { width: 540, height: 960 };
        expecting(Expect { covered: Some(Covered { size, regions }), ..Expect::default() })
    }

    #[test]
    fn fires_under_a_mask_and_not_beside_it() {
        let fired = |x: u32, y: u32| {
            let mut probe = words_at(y);
            probe.words.as_mut().unwrap()[0].region.x = x;
            let tier = model::finding::LookTier::Verdict;
            !codes(&crate::judge("x", &film(), Some(&probe), &buttons(), tier)).is_empty()
        };
        // The words are 400 across; the buttons begin at 880.
        assert!(fired(600, 1000) && !fired(570, 1000));
        assert!(!fired(600, 800));
    }

    fn found_at(y: u32) -> bool {
        let verdict = crate::judge(
            "x",
            &film(),
            Some(&words_at(y)),
            &reels(),
            model::finding::LookTier::Verdict,
        );
        codes(&verdict) == ["text-outside-safe-zone"]
    }

    #[test]
    fn fires_on_words_under_the_buttons() {
        assert!(found_at(1300) && found_at(100));
    }

    #[test]
    fn does_not_fire_on_words_that_touch_the_edge() {
        // The zone ends at 1248; 20 of 80 pixels lie beyond.
        assert!(!found_at(1188) && found_at(1189));
        assert!(!found_at(600));
    }

    #[test]
    fn ignores_words_that_are_part_of_the_picture() {
        let cta = Some("Find yours".to_owned());
        let brand = BrandStandard { cta, ..BrandStandard::default() };
        let standard = Standard { brand: Some(brand), ..reels() };
        let verdict = look_closer(&words_at(1300), &standard);
        assert!(!codes(&verdict).contains(&"text-outside-safe-zone"));
    }

    #[test]
    fn ignores_formats_without_a_safe_zone() {
        let verdict = look_closer(&words_at(1800), &no_format());
        assert_eq!(codes(&verdict), Vec::<&str>::new());
    }
}
