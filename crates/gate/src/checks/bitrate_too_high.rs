//! The pictures need more bits a second than the place accepts.

use crate::check::{Check, Family, Need};
use crate::standard::Standard;
use crate::subject::{Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "bitrate-too-high",
    family: Family::File,
    title: "The bit rate is too high",
    why: "Players at the place stutter, or its intake refuses the file",
    threshold: "more kilobits a second of pictures than accepted (of the whole file where the stream's own rate is not known)",
    fix: "Export with a lower bit rate.",
    needs: &[Need::Decodable, Need::BitRate],
    asked,
    run,
};

fn asked(standard: &Standard) -> bool {
    standard.format.as_ref().is_some_and(|expect| expect.max_kbps.is_some())
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(expect) = &subject.standard.format else {
        return Vec::new();
    };
    let (Some(kbps), Some(most)) = (subject.kbps(), expect.max_kbps) else {
        return Vec::new();
    };
    if kbps <= most {
        return Vec::new();
    }
    vec![found(
        CHECK.code,
        Severity::Reject,
        Quantity::number(kbps, "kbit/s"),
        Quantity::number(most, "kbit/s at most"),
        format!("export with at most {most} kbit/s"),
        expect.basis("max_kbps"),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Expect;
    use crate::testing::{codes, expecting, film, look, no_format};

    fn at_most(kbps: f64) -> Standard {
        expecting(Expect { max_kbps: Some(kbps), ..Expect::default() })
    }

    #[test]
    fn fires_over_the_limit() {
        assert_eq!(codes(&look(&film(), &at_most(3999.0))), ["bitrate-too-high"]);
    }

    #[test]
    fn does_not_fire_on_the_limit() {
        assert_eq!(codes(&look(&film(), &at_most(4000.0))), Vec::<&str>::new());
    }

    #[test]
    fn takes_the_whole_file_where_the_stream_has_no_rate() {
        let mut facts = film();
        facts.video.as_mut().unwrap().kbps = None;
        // 8 MB in 15 s are 4267 kbit/s.
        assert_eq!(codes(&look(&facts, &at_most(4200.0))), ["bitrate-too-high"]);
        assert_eq!(codes(&look(&facts, &at_most(4300.0))), Vec::<&str>::new());
    }

    #[test]
    fn ignores_places_without_a_limit() {
        assert_eq!(codes(&look(&film(), &no_format())), Vec::<&str>::new());
    }
}
