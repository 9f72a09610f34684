//! The decoder stumbled, or could make nothing of the file.

use crate::check::{Check, Family, always};
use crate::subject::{Basis, Subject, found};
use model::fact::Damage;
use model::finding::{Finding, Place, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "corrupt-stream",
    family: Family::File,
    title: "The file is damaged inside",
    why: "Damaged pictures or sound show as blocks, jumps or nothing at all, and platforms refuse them",
    threshold: "one decoding error or more, or nothing that can be decoded; between key frames only once every frame was looked at",
    fix: "Export it again from the edit; a copy of the same file has the same damage.",
    needs: &[],
    asked: always,
    run,
};

const REMEDY: &str = "export the file again from the edit; copying it keeps the damage";

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let told: Vec<Finding> = subject.facts.damage.iter().filter_map(damaged).collect();
    if !told.is_empty() {
        return told;
    }
    // The full look decodes what lies between the key frames too.
    let course = subject.course().filter(|course| course.errors > 0);
    let between =
        course.map(|course| Damage::Corrupt { errors: course.errors, first: course.first_error });
    between.iter().filter_map(damaged).collect()
}

fn damaged(damage: &Damage) -> Option<Finding> {
    let (measured, at) = match damage {
        Damage::Truncated { .. } => return None,
        Damage::Corrupt { errors, first } => {
            (Quantity::number(*errors as f64, "decoding errors"), *first)
        }
        Damage::Unreadable { reason } => (Quantity::text(format!("not readable: {reason}")), None),
    };
    let basis = Basis::practice(CHECK.code, "the decoder's own error reports");
    let expected = Quantity::number(0.0, "decoding errors");
    let place = at.map(|at| Place { start_s: Some(at.0), ..Place::default() });
    Some(Finding {
        place,
        ..found(CHECK.code, Severity::Reject, measured, expected, REMEDY, basis)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, film, look, no_format, only, watched};
    use model::fact::Course;
    use model::unit::Secs;

    #[test]
    fn fires_on_one_error_and_says_where() {
        let mut facts = film();
        facts.damage.push(Damage::Corrupt { errors: 1, first: Some(Secs(3.5)) });
        let verdict = look(&facts, &no_format());
        assert_eq!(only(&verdict).place.unwrap().start_s, Some(3.5));
    }

    #[test]
    fn fires_once_on_damage_that_only_the_full_look_sees() {
        let course = Course { errors: 2, first_error: Some(Secs(1.2)), ..Course::default() };
        let mut facts = watched(course);
        assert_eq!(only(&look(&facts, &no_format())).place.unwrap().start_s, Some(1.2));
        facts.damage.push(Damage::Corrupt { errors: 1, first: None });
        assert_eq!(codes(&look(&facts, &no_format())), ["corrupt-stream"]);
    }

    #[test]
    fn fires_on_a_file_nothing_can_be_made_of() {
        let mut facts = film();
        facts.video = None;
        facts.audio = None;
        facts.damage.push(Damage::Unreadable { reason: "no index".to_owned() });
        assert_eq!(codes(&look(&facts, &no_format())), ["corrupt-stream"]);
    }

    #[test]
    fn ignores_a_file_that_breaks_off() {
        let mut facts = film();
        facts.damage.push(Damage::Truncated { promised: 2, present: 1 });
        assert_eq!(codes(&look(&facts, &no_format())), ["truncated-file"]);
    }
}
