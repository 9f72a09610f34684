//! The film says its colours are something else than what players will make of them.

use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, found};
use model::fact::{ColourTags, VideoFacts};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "wrong-colour-tags",
    family: Family::Picture,
    title: "The colour tags are wrong",
    why: "The same pixels look paler, darker or of another hue from player to player",
    threshold: "an HD film (720 lines or more) whose primaries, transfer or matrix are tagged as other than BT.709, high dynamic range included; tags that are missing are advice (Netflix, Clearcast and others ask for BT.709)",
    fix: "Export in Rec. 709 and tag it so.",
    needs: &[Need::Decodable],
    asked: always,
    run,
};

/// From this many lines on, players take a film for HD.
const HD_LINES: u32 = 720;

const HD: &str = "bt709";
/// Ways of saying the same as BT.709's transfer: its curve is theirs.
const SAME_TRANSFER: &[&str] = &["bt709", "smpte170m", "bt2020-10", "bt2020-12", "iec61966-2-1"];

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let film = |video: &&VideoFacts| {
        video.frame_rate.is_some() && video.coded.width.min(video.coded.height) >= HD_LINES
    };
    let Some(video) = subject.video().filter(film) else {
        return Vec::new();
    };
    let colour = &video.colour;
    let severity = match (is_other(colour), is_untagged(colour)) {
        (true, _) => Severity::Degrade,
        (false, true) => Severity::Advise,
        (false, false) => return Vec::new(),
    };
    vec![found(
        CHECK.code,
        severity,
        Quantity::text(in_words(colour)),
        Quantity::text("primaries bt709, transfer bt709, matrix bt709"),
        "export in Rec. 709 with colour tags; where the tags alone are wrong, set them without encoding again",
        Basis::practice(CHECK.code, "Recommendation ITU-R BT.709 for HD"),
    )]
}

/// RGB has no matrix, and needs none.
fn is_other(colour: &ColourTags) -> bool {
    let differs = |tag: &Option<String>, allowed: &[&str]| {
        tag.as_deref().is_some_and(|tag| !allowed.contains(&tag))
    };
    differs(&colour.primaries, &[HD])
        || differs(&colour.transfer, SAME_TRANSFER)
        || differs(&colour.matrix, &[HD, "gbr"])
}

fn is_untagged(colour: &ColourTags) -> bool {
    colour.primaries.is_none() || colour.transfer.is_none() || colour.matrix.is_none()
}

fn in_words(colour: &ColourTags) -> String {
    let word = |tag: &Option<String>| tag.clone().unwrap_or_else(|| "not said".to_owned());
    format!(
        "primaries {}, transfer {}, matrix {}",
        word(&colour.primaries),
        word(&colour.transfer),
        word(&colour.matrix)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, film, hd, look, no_format, only, still};
    use model::finding::Verdict;
    use model::unit::Size;

    fn tagged(colour: ColourTags) -> model::fact::FileFacts {
        let mut facts = film();
        facts.video.as_mut().unwrap().colour = colour;
        facts
    }

    #[test]
    fn fires_on_sd_and_hdr_tags() {
        for (matrix, transfer) in [("smpte170m", "bt709"), ("bt709", "smpte2084")] {
            let colour = ColourTags {
                matrix: Some(matrix.to_owned()),
                transfer: Some(transfer.to_owned()),
                ..hd()
            };
            let verdict = look(&tagged(colour), &no_format());
            assert_eq!(only(&verdict).code, "wrong-colour-tags");
            assert_eq!(verdict.verdict, Verdict::Warn);
        }
    }

    #[test]
    fn missing_tags_are_advice() {
        let verdict = look(&tagged(ColourTags::default()), &no_format());
        assert_eq!((only(&verdict).severity, verdict.verdict), (Severity::Advise, Verdict::Pass));
    }

    #[test]
    fn does_not_fire_on_rec_709() {
        assert_eq!(codes(&look(&tagged(hd()), &no_format())), Vec::<&str>::new());
    }

    #[test]
    fn ignores_pictures_and_sd() {
        assert_eq!(codes(&look(&still(), &no_format())), Vec::<&str>::new());
        let mut sd = tagged(ColourTags::default());
        sd.video.as_mut().unwrap().coded = Size { width: 720, height: 576 };
        assert_eq!(codes(&look(&sd, &no_format())), Vec::<&str>::new());
    }
}
