//! The file ends before its own tables say: an upload or a copy that broke off.

use crate::check::{Check, Family, always};
use crate::subject::{Basis, Subject, found};
use model::fact::Damage;
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "truncated-file",
    family: Family::File,
    title: "The file breaks off",
    why: "Players open it as if it were whole and stop in the middle",
    threshold: "the file is shorter than the last sample its tables promise",
    fix: "Copy or export it again and compare the sizes.",
    needs: &[],
    asked: always,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let broken_off = |damage: &Damage| match *damage {
        Damage::Truncated { promised, present } => Some(found(
            CHECK.code,
            Severity::Reject,
            Quantity::number(present as f64, "bytes"),
            Quantity::number(promised as f64, "bytes"),
            format!(
                "{} bytes are missing at the end: copy or export the file again",
                promised.saturating_sub(present)
            ),
            Basis::practice(CHECK.code, "the file's own tables"),
        )),
        Damage::Corrupt { .. } | Damage::Unreadable { .. } => None,
    };
    subject.facts.damage.iter().filter_map(broken_off).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, film, look, no_format, only};

    #[test]
    fn fires_with_the_missing_bytes() {
        let mut facts = film();
        facts.damage.push(Damage::Truncated { promised: 1000, present: 999 });
        let verdict = look(&facts, &no_format());
        assert_eq!(only(&verdict).code, "truncated-file");
        assert!(only(&verdict).remedy.starts_with("1 bytes are missing"));
    }

    #[test]
    fn ignores_other_damage() {
        let mut facts = film();
        facts.damage.push(Damage::Corrupt { errors: 1, first: None });
        assert_eq!(codes(&look(&facts, &no_format())), ["corrupt-stream"]);
    }
}
