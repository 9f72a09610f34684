//! Something stands in the clear space around the logo.

use crate::check::{Check, Family, Need};
use crate::logos::placed;
use crate::standard::Standard;
use crate::subject::{Subject, found};
use model::fact::ReadText;
use model::finding::{Finding, Quantity, Severity};
use model::unit::{Region, Size};

pub(super) const CHECK: Check = Check {
    code: "logo-misplaced",
    family: Family::Brand,
    title: "The logo has too little room",
    why: "A logo that touches something else is read as part of it",
    threshold: "words, something else on an otherwise even ground, or the edge of the frame stand nearer to the logo than three quarters of the clear space that the brand asks for (a share of the logo's height; its place is known to a few per cent, and the reader frames words generously)",
    fix: "Move the logo, or what stands beside it.",
    needs: &[Need::Decodable, Need::LastFrame, Need::Logos],
    asked,
    run,
};

/// Share of the clear space below which it is broken.
const KEPT: f64 = 0.75;

/// The reader's frames reach beyond the letters by this share of their height on each side.
const GENEROUS: f64 = 0.2;

/// Words of which so much lies on the logo are the logo's own.
const OWN: f64 = 0.3;

/// So are words whose frame holds this share of the logo and is at most so many times as wide:
/// around small logos the reader's frame is two to three times as high as they are.
const HELD: f64 = 0.8;
const AS_WIDE: f64 = 1.5;

fn asked(standard: &Standard) -> bool {
    let asks = |brand: &crate::standard::BrandStandard| {
        brand.logos.iter().any(|logo| logo.clear_space.0 > 0.0)
    };
    standard.brand.as_ref().is_some_and(asks)
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let (Some(brand), Some(frame)) = (&subject.standard.brand, subject.last_frame()) else {
        return Vec::new();
    };
    let Some(logo) = placed(subject).into_iter().next() else {
        return Vec::new();
    };
    let wanted = logo.logo.clear_space.0;
    let height = f64::from(logo.region.h.max(1));
    let words = subject.words().unwrap_or_default().iter();
    let words = words.filter_map(|line| {
        let gap = gap(logo.region, line)?;
        Some((gap / height, format!("“{}”", line.text), Some(line.region)))
    });
    let other = logo.found.clear.map(|clear| clear.0).filter(|clear| *clear < 1.0);
    let other = other.map(|clear| (clear, "something else".to_owned(), None));
    let edge =
        (to_edge(logo.region, frame.size) / height, "the edge of the frame".to_owned(), None);
    let nearest = words.chain(other).chain([edge]).min_by(|a, b| a.0.total_cmp(&b.0));
    let Some((room, what, beside)) = nearest.filter(|near| near.0 < wanted * KEPT) else {
        return Vec::new();
    };
    let finding = found(
        CHECK.code,
        Severity::Degrade,
        Quantity::text(format!("{what} {:.0}% of the logo's height away", room * 100.0)),
        Quantity::text(format!("{:.0}% of its height clear", wanted * 100.0)),
        format!("keep {:.0} px around the logo free: move it or {what}", wanted * height),
        brand.basis("logo.clear_space"),
    );
    let region = beside.map_or(logo.region, |beside| logo.region.around(beside));
    vec![Finding { place: subject.in_last_frame(Some(region)), ..finding }]
}

/// Returns the pixels between a logo and words beside it; nothing for words that are part of it.
fn gap(logo: Region, line: &ReadText) -> Option<f64> {
    let words = line.region;
    if holds(words, logo) {
        return None;
    }
    let shrunk = f64::from(words.h) * GENEROUS;
    let apart = |a: u32, a_long: u32, b: u32, b_long: u32| {
        let (a, b) = (f64::from(a), f64::from(b) + shrunk);
        let (a_end, b_end) = (a + f64::from(a_long), b + f64::from(b_long) - 2.0 * shrunk);
        (b - a_end).max(a - b_end)
    };
    let across = apart(logo.x, logo.w, words.x, words.w);
    let down = apart(logo.y, logo.h, words.y, words.h);
    let (inside_x, inside_y) = ((-across).max(0.0), (-down).max(0.0));
    let shared = inside_x.min(f64::from(words.w)) * inside_y.min(f64::from(words.h));
    let area = f64::from(words.w) * f64::from(words.h);
    (shared < OWN * area).then(|| across.max(down).max(0.0))
}

/// Tells whether a frame of words is one around the logo.
fn holds(words: Region, logo: Region) -> bool {
    let shared = |a: u32, a_long: u32, b: u32, b_long: u32| {
        let end = a.saturating_add(a_long).min(b.saturating_add(b_long));
        f64::from(end.saturating_sub(a.max(b)))
    };
    let inside =
        shared(words.x, words.w, logo.x, logo.w) * shared(words.y, words.h, logo.y, logo.h);
    inside >= HELD * f64::from(logo.w) * f64::from(logo.h)
        && f64::from(words.w) <= AS_WIDE * f64::from(logo.w)
}

/// Returns the pixels between a logo and the nearest edge.
fn to_edge(logo: Region, frame: Size) -> f64 {
    let right = frame.width.saturating_sub(logo.x.saturating_add(logo.w));
    let bottom = frame.height.saturating_sub(logo.y.saturating_add(logo.h));
    f64::from(logo.x.min(logo.y).min(right).min(bottom))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::BrandStandard;
    use crate::testing::{branded, codes, logo_standard, look_closer, no_format, probe_logo, read};
    use model::fact::ProbeFacts;
    use model::unit::Ratio;

    fn logo() -> Standard {
        branded(BrandStandard { logos: vec![logo_standard()], ..BrandStandard::default() })
    }

    /// A logo 100 px high, with words so many pixels below it; a quarter of 100 is to be clear.
    fn words_below(gap: u32) -> ProbeFacts {
        let mut probe = probe_logo(0.95);
        probe.logos[0].region = Some(Region { x: 300, y: 900, w: 300, h: 100 });
        probe.words = Some(read(&["Find yours"]));
        // Two of the ten pixels are the reader's.
        let region = Region { x: 300, y: 1000 + gap - 2, w: 100, h: 10 };
        probe.words.as_mut().unwrap()[0].region = region;
        probe
    }

    fn fired(probe: &ProbeFacts) -> bool {
        codes(&look_closer(probe, &logo())) == ["logo-misplaced"]
    }

    #[test]
    fn fires_on_words_in_the_clear_space() {
        assert!(fired(&words_below(10)) && fired(&words_below(18)));
    }

    #[test]
    fn does_not_fire_where_three_quarters_are_kept() {
        assert!(!fired(&words_below(19)) && !fired(&words_below(200)));
    }

    #[test]
    fn fires_at_the_edge_and_beside_something_else() {
        let mut probe = words_below(200);
        probe.logos[0].region = Some(Region { x: 10, y: 900, w: 300, h: 100 });
        assert!(fired(&probe));
        probe = words_below(200);
        probe.logos[0].clear = Some(Ratio(0.1));
        assert!(fired(&probe));
        probe.logos[0].clear = Some(Ratio(0.2));
        assert!(!fired(&probe));
    }

    #[test]
    fn ignores_the_words_of_the_logo_itself_and_logos_that_ask_for_no_room() {
        let mut probe = words_below(100);
        let mut framed = |region: Region| {
            probe.words.as_mut().unwrap()[0].region = region;
            fired(&probe)
        };
        assert!(!framed(Region { x: 400, y: 930, w: 150, h: 40 }));
        // A generous frame around a small logo, and a line that runs across it.
        assert!(!framed(Region { x: 280, y: 830, w: 400, h: 260 }));
        assert!(framed(Region { x: 100, y: 830, w: 800, h: 260 }));
        let free = crate::standard::LogoStandard { clear_space: Ratio(0.0), ..logo_standard() };
        let standard = branded(BrandStandard { logos: vec![free], ..BrandStandard::default() });
        assert_eq!(codes(&look_closer(&words_below(10), &standard)), Vec::<&str>::new());
        assert_eq!(codes(&look_closer(&words_below(10), &no_format())), Vec::<&str>::new());
    }
}
