//! The film is stored in fields, and says so.

use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, found};
use model::fact::Scan;
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "interlaced",
    family: Family::Picture,
    title: "The film is interlaced",
    why: "Screens show whole frames: edges that move get combs, or are blurred away by a deinterlacer",
    threshold: "the stream's field order, or the flags of its last frames, say that it is made of fields; fields that are not flagged are looked for where every frame is decoded",
    fix: "Export progressive.",
    needs: &[Need::Decodable],
    asked: always,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let fields = subject.video().filter(|video| video.scan == Some(Scan::Interlaced));
    let finding = |_| {
        found(
            CHECK.code,
            Severity::Degrade,
            Quantity::text("interlaced"),
            Quantity::text("progressive"),
            "export progressive; deinterlace the source if it was shot in fields (a broadcaster that asks for fields gets a file of its own)",
            Basis::practice(CHECK.code, "screens of phones and computers are progressive"),
        )
    };
    fields.map(finding).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, film, look, no_format};

    fn scanned(scan: Option<Scan>) -> model::fact::FileFacts {
        let mut facts = film();
        facts.video.as_mut().unwrap().scan = scan;
        facts
    }

    #[test]
    fn fires_on_fields() {
        assert_eq!(codes(&look(&scanned(Some(Scan::Interlaced)), &no_format())), ["interlaced"]);
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
