//! The picture has another shape than its place shows.

use crate::check::{Check, Family, Need};
use crate::standard::Standard;
use crate::subject::{Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "wrong-aspect",
    family: Family::Picture,
    title: "The picture has the wrong shape",
    why: "The platform refuses it, adds bars or cuts the sides off, with whatever stands there",
    threshold: "width over height is further from the one asked for than the format tolerates (1% for rows that state nothing), and outside the other shapes and intervals that it takes",
    fix: "Recut for the shape; scaling would distort it.",
    needs: &[Need::Decodable],
    asked,
    run,
};

/// Room for arithmetic alone, relative: no two real sizes are this close.
const ROUNDING: f64 = 1e-6;

fn asked(standard: &Standard) -> bool {
    standard.format.as_ref().is_some_and(|expect| expect.aspect.is_some())
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(expect) = &subject.standard.format else {
        return Vec::new();
    };
    let (Some(rule), Some(video)) = (expect.aspect, subject.video()) else {
        return Vec::new();
    };
    let ratio = video.displayed.aspect();
    let near = (ratio - rule.ratio).abs() <= rule.ratio * (rule.tolerance_pct / 100.0 + ROUNDING);
    if near || expect.shapes.iter().any(|shape| shape.accepts(ratio, rule.tolerance_pct)) {
        return Vec::new();
    }
    let asked = if expect.shapes.is_empty() {
        Quantity::number(rule.ratio, "width/height")
    } else {
        let all = expect.shapes.iter().map(ToString::to_string);
        let own = (rule.ratio * 1000.0).round() / 1000.0;
        let all: Vec<String> = std::iter::once(own.to_string()).chain(all).collect();
        Quantity::text(all.join(" or "))
    };
    vec![found(
        CHECK.code,
        Severity::Reject,
        Quantity::number(ratio, "width/height"),
        asked,
        "recut the picture for the shape asked for; do not stretch it",
        expect.basis("aspect"),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::{AspectRule, Expect};
    use crate::testing::{codes, expecting, film, look, no_format, only};
    use model::unit::Size;
    use spec::format::Shape;

    fn shaped(ratio: f64, tolerance_pct: f64) -> Standard {
        expecting(Expect { aspect: Some(AspectRule { ratio, tolerance_pct }), ..Expect::default() })
    }

    #[test]
    fn fires_on_another_shape() {
        assert_eq!(codes(&look(&film(), &shaped(1.0, 1.0))), ["wrong-aspect"]);
    }

    #[test]
    fn fires_just_outside_and_not_just_inside_the_tolerance() {
        let mut facts = film();
        facts.video.as_mut().unwrap().displayed = Size { width: 1090, height: 1920 };
        assert_eq!(codes(&look(&facts, &shaped(0.5625, 0.9))), ["wrong-aspect"]);
        assert_eq!(codes(&look(&facts, &shaped(0.5625, 1.0))), Vec::<&str>::new());
    }

    #[test]
    fn an_exact_shape_takes_every_size_of_it() {
        let mut facts = film();
        facts.video.as_mut().unwrap().displayed = Size { width: 720, height: 1280 };
        assert_eq!(codes(&look(&facts, &shaped(9.0 / 16.0, 0.0))), Vec::<&str>::new());
    }

    #[test]
    fn a_place_that_takes_an_interval_takes_what_lies_in_it() {
        let feed = |shape: &str| {
            let mut standard = shaped(1.0, 1.0);
            standard.format.as_mut().unwrap().shapes = vec![Shape::parse(shape).unwrap()];
            standard
        };
        assert_eq!(codes(&look(&film(), &feed("9:16..1.91"))), Vec::<&str>::new());
        let verdict = look(&film(), &feed("4:5..1.91:1"));
        assert_eq!(codes(&verdict), ["wrong-aspect"]);
        assert_eq!(only(&verdict).expected, Some(Quantity::text("1 or 0.8 to 1.91")));
    }

    #[test]
    fn ignores_places_that_take_any_shape() {
        assert_eq!(codes(&look(&film(), &no_format())), Vec::<&str>::new());
    }
}
