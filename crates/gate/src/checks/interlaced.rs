//! The film is stored in fields, and says so.

use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, found};
use model::fact::{Fields, Scan};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "interlaced",
    family: Family::Picture,
    title: "The film is interlaced, flagged or not",
    why: "Screens show whole frames: edges that move get combs, or are blurred away by a deinterlacer",
    threshold: "the stream's field order, or the flags of its last frames, say that it is made of fields; or, once every frame was looked at, at least three of the moments that were compared line by line, and more than half of them, are of two fields of one order although nothing says so",
    fix: "Export progressive.",
    needs: &[Need::Decodable],
    asked: always,
    run,
};

/// Fewer moments may be fine stripes.
const FEWEST: u32 = 3;

/// A camera or an edit lays the fields of a film down in one order: where more than a fifth of
/// them seem to be in the other, it is fine texture that moves.
const OF_ONE_ORDER: u32 = 5;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let flagged = subject.video().is_some_and(|video| video.scan == Some(Scan::Interlaced));
    let unflagged = subject.course().and_then(|course| in_the_picture(course.fields));
    let measured = match unflagged {
        _ if flagged => "interlaced".to_owned(),
        Some(seen) => format!("{seen}, although the file does not say so"),
        None => return Vec::new(),
    };
    vec![found(
        CHECK.code,
        Severity::Degrade,
        Quantity::text(measured),
        Quantity::text("progressive"),
        "export progressive; deinterlace the source if it was shot in fields (a broadcaster that asks for fields gets a file of its own)",
        Basis::practice(CHECK.code, "screens of phones and computers are progressive"),
    )]
}

fn in_the_picture(fields: Fields) -> Option<String> {
    let Fields { top_first, bottom_first, together } = fields;
    let apart = top_first + bottom_first;
    let order = if top_first >= bottom_first { "upper" } else { "lower" };
    let one_order = top_first.min(bottom_first) * OF_ONE_ORDER <= apart;
    (apart >= FEWEST && apart > together && one_order).then(|| {
        format!("{apart} of {} moments are of two fields, {order} field first", apart + together)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, film, look, no_format, only, watched};
    use model::fact::Course;

    fn scanned(scan: Option<Scan>) -> model::fact::FileFacts {
        let mut facts = film();
        facts.video.as_mut().unwrap().scan = scan;
        facts
    }

    #[test]
    fn fires_on_fields() {
        assert_eq!(codes(&look(&scanned(Some(Scan::Interlaced)), &no_format())), ["interlaced"]);
    }

    fn moments(top_first: u32, together: u32) -> model::fact::FileFacts {
        of_orders(top_first, 0, together)
    }

    fn of_orders(top_first: u32, bottom_first: u32, together: u32) -> model::fact::FileFacts {
        let fields = Fields { top_first, bottom_first, together };
        watched(Course { fields, ..Course::default() })
    }

    #[test]
    fn fires_on_fields_that_nothing_tells_of() {
        let verdict = look(&moments(3, 2), &no_format());
        let measured = only(&verdict).measured.as_ref().unwrap().to_string();
        assert!(measured.contains("upper field first"), "{measured}");
        assert_eq!(codes(&look(&moments(2, 0), &no_format())), Vec::<&str>::new());
        assert_eq!(codes(&look(&moments(3, 3), &no_format())), Vec::<&str>::new());
    }

    #[test]
    fn ignores_texture_that_seems_to_be_of_either_order() {
        assert_eq!(codes(&look(&of_orders(8, 2, 3), &no_format())), ["interlaced"]);
        assert_eq!(codes(&look(&of_orders(4, 2, 3), &no_format())), Vec::<&str>::new());
    }

    #[test]
    fn does_not_fire_on_frames() {
        let verdict = look(&scanned(Some(Scan::Progressive)), &no_format());
        assert_eq!(codes(&verdict), Vec::<&str>::new());
    }

    #[test]
    fn ignores_streams_that_do_not_say() {
        assert_eq!(codes(&look(&scanned(None), &no_format())), Vec::<&str>::new());
    }
}
