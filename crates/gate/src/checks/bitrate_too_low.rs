//! The pictures have fewer bits a second than the place asks for.

use crate::check::{Check, Family, Need};
use crate::standard::Standard;
use crate::subject::{Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "bitrate-too-low",
    family: Family::File,
    title: "The bit rate is too low",
    why: "The place encodes the film once more; what is missing then shows as blocks and banding",
    threshold: "fewer kilobits a second of pictures than the place asks for (of the whole file where the stream's own rate is not known)",
    fix: "Export with a higher bit rate.",
    needs: &[Need::Decodable, Need::BitRate],
    asked,
    run,
};

fn asked(standard: &Standard) -> bool {
    standard.format.as_ref().is_some_and(|expect| expect.min_kbps.is_some())
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(expect) = &subject.standard.format else {
        return Vec::new();
    };
    let (Some(kbps), Some(least)) = (subject.kbps(), expect.min_kbps) else {
        return Vec::new();
    };
    if kbps >= least {
        return Vec::new();
    }
    vec![found(
        CHECK.code,
        Severity::Reject,
        Quantity::number(kbps, "kbit/s"),
        Quantity::number(least, "kbit/s at least"),
        format!("export with at least {least} kbit/s"),
        expect.basis("min_kbps"),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Expect;
    use crate::testing::{codes, expecting, film, look, no_format};

    fn at_least(kbps: f64) -> Standard {
        expecting(Expect { min_kbps: Some(kbps), ..Expect::default() })
    }

    #[test]
    fn fires_below_what_is_asked_for() {
        assert_eq!(codes(&look(&film(), &at_least(4001.0))), ["bitrate-too-low"]);
    }

    #[test]
    fn does_not_fire_on_what_is_asked_for() {
        assert_eq!(codes(&look(&film(), &at_least(4000.0))), Vec::<&str>::new());
    }

    #[test]
    fn ignores_places_that_ask_for_none() {
        assert_eq!(codes(&look(&film(), &no_format())), Vec::<&str>::new());
    }
}
