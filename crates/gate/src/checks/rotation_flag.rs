//! The picture stands upright only because a flag says "turn me".

use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "rotation-flag",
    family: Family::Picture,
    title: "The picture is turned by a flag",
    why: "Ad servers and players that ignore the flag show it lying on its side",
    threshold: "the display matrix turns by anything but 0°",
    fix: "Export upright pixels.",
    needs: &[Need::Decodable],
    asked: always,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let turned = subject.video().filter(|video| !video.rotation.is_multiple_of(360));
    let finding = |degrees: u32| {
        found(
            CHECK.code,
            Severity::Degrade,
            Quantity::number(f64::from(degrees), "degrees"),
            Quantity::number(0.0, "degrees"),
            "export with the turn applied to the pixels, so that nothing depends on the flag",
            Basis::practice(CHECK.code, "players and ad servers that ignore the display matrix"),
        )
    };
    turned.map(|video| finding(video.rotation)).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{codes, film, look, no_format, only};
    use model::finding::Verdict;

    fn turned(rotation: u32) -> model::fact::FileFacts {
        let mut facts = film();
        facts.video.as_mut().unwrap().rotation = rotation;
        facts
    }

    #[test]
    fn fires_and_warns_on_a_quarter_turn() {
        let verdict = look(&turned(90), &no_format());
        assert_eq!(
            (only(&verdict).code.as_str(), verdict.verdict),
            ("rotation-flag", Verdict::Warn)
        );
    }

    #[test]
    fn does_not_fire_upright() {
        assert_eq!(codes(&look(&turned(0), &no_format())), Vec::<&str>::new());
    }

    #[test]
    fn ignores_a_full_turn() {
        assert_eq!(codes(&look(&turned(360), &no_format())), Vec::<&str>::new());
    }
}
