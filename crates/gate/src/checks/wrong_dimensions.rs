//! The picture has other pixels than its place takes.

use crate::check::{Check, Family, Need};
use crate::standard::{SizeRule, Standard};
use crate::subject::{Subject, found};
use model::finding::{Finding, Quantity, Severity};
use model::unit::Size;

pub(super) const CHECK: Check = Check {
    code: "wrong-dimensions",
    family: Family::Picture,
    title: "The picture has the wrong size",
    why: "The platform refuses it, or scales it and makes it soft",
    threshold: "the displayed size (rotation and pixel shape applied) is not the one asked for, or smaller than the smallest accepted",
    fix: "Export at the size asked for; do not enlarge a small export.",
    needs: &[Need::Decodable],
    asked,
    run,
};

fn asked(standard: &Standard) -> bool {
    standard.format.as_ref().is_some_and(|expect| expect.size.is_some())
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(expect) = &subject.standard.format else {
        return Vec::new();
    };
    let Some(rule) = expect.size else {
        return Vec::new();
    };
    let displayed = subject.video().map(|video| video.displayed);
    if displayed.is_some_and(|size| accepts(rule, size)) {
        return Vec::new();
    }
    let (asked, build) = match rule {
        SizeRule::Exactly(size) => (size.to_string(), size.to_string()),
        SizeRule::Across(width) => (format!("{width} across"), format!("{width} pixels across")),
        SizeRule::Down(height) => (format!("{height} down"), format!("{height} pixels down")),
        SizeRule::AtLeast { recommended, smallest } => {
            (format!("{smallest} or larger, best {recommended}"), recommended.to_string())
        }
    };
    let measured = displayed.map_or_else(|| "no picture".to_owned(), |size| size.to_string());
    vec![found(
        CHECK.code,
        Severity::Reject,
        Quantity::text(measured),
        Quantity::text(asked),
        format!("export again at {build}"),
        expect.basis("size"),
    )]
}

const fn accepts(rule: SizeRule, size: Size) -> bool {
    match rule {
        SizeRule::Exactly(asked) => size.width == asked.width && size.height == asked.height,
        SizeRule::Across(width) => size.width == width,
        SizeRule::Down(height) => size.height == height,
        SizeRule::AtLeast { smallest, .. } => {
            size.width >= smallest.width && size.height >= smallest.height
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Expect;
    use crate::testing::{codes, expecting, film, look, no_format, only};

    fn size(width: u32, height: u32) -> Size {
        Size { width, height }
    }

    fn exactly(width: u32, height: u32) -> Standard {
        expecting(Expect {
            size: Some(SizeRule::Exactly(size(width, height))),
            ..Expect::default()
        })
    }

    fn at_least(width: u32, height: u32) -> Standard {
        let rule =
            SizeRule::AtLeast { recommended: size(1440, 2560), smallest: size(width, height) };
        expecting(Expect { size: Some(rule), ..Expect::default() })
    }

    #[test]
    fn fires_one_pixel_off() {
        let verdict = look(&film(), &exactly(1080, 1921));
        let finding = only(&verdict);
        assert_eq!(finding.measured, Some(Quantity::text("1080×1920")));
        assert_eq!(finding.expected, Some(Quantity::text("1080×1921")));
        assert_eq!(finding.rule, "order:size");
    }

    #[test]
    fn fires_below_the_smallest_size() {
        assert_eq!(codes(&look(&film(), &at_least(1081, 1920))), ["wrong-dimensions"]);
    }

    #[test]
    fn does_not_fire_on_the_size_or_the_smallest() {
        assert_eq!(codes(&look(&film(), &exactly(1080, 1920))), Vec::<&str>::new());
        assert_eq!(codes(&look(&film(), &at_least(1080, 1920))), Vec::<&str>::new());
    }

    #[test]
    fn fires_on_a_sound_file_where_a_picture_is_asked_for() {
        let mut facts = film();
        facts.video = None;
        assert_eq!(codes(&look(&facts, &exactly(1080, 1920))), ["wrong-dimensions"]);
    }

    #[test]
    fn ignores_the_coded_size_and_places_that_take_any() {
        let mut facts = film();
        facts.video.as_mut().unwrap().coded = size(1088, 1920);
        assert_eq!(codes(&look(&facts, &exactly(1080, 1920))), Vec::<&str>::new());
        assert_eq!(codes(&look(&facts, &no_format())), Vec::<&str>::new());
    }

    #[test]
    fn one_side_alone_may_be_asked_for() {
        let side = |rule| expecting(Expect { size: Some(rule), ..Expect::default() });
        assert_eq!(codes(&look(&film(), &side(SizeRule::Across(1080)))), Vec::<&str>::new());
        assert_eq!(codes(&look(&film(), &side(SizeRule::Down(1080)))), ["wrong-dimensions"]);
    }
}
