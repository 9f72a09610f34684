//! What each fault does where the place does not say: a column of the reference page.

use model::finding::Severity;
use model::finding::Severity::{Advise, Degrade, Reject, Truncate};

/// The severities that each check gives of its own accord, mildest first. A delivery spec may say
/// otherwise for the faults that are a place's to judge ([`spec::format::FAULTS`]).
pub const USUAL: &[(&str, &[Severity])] = &[
    ("audio-dropout", &[Degrade]),
    ("audio-offset", &[Advise, Degrade]),
    ("baked-in-bars", &[Degrade]),
    ("bitrate-too-high", &[Reject]),
    ("bitrate-too-low", &[Reject]),
    ("black-flash", &[Degrade]),
    ("black-frames", &[Advise, Degrade, Reject]),
    ("blurred-bars", &[Degrade]),
    ("clipped-audio", &[Reject]),
    ("cmyk-image", &[Reject]),
    ("corrupt-stream", &[Reject]),
    ("cta-misspelt", &[Degrade]),
    ("dead-channel", &[Reject]),
    ("duplicate-frame-cadence", &[Advise, Degrade]),
    ("end-card-too-short", &[Degrade]),
    ("expired-offer", &[Reject]),
    ("file-too-large", &[Reject]),
    ("flashing", &[Reject]),
    ("frozen-frames", &[Degrade]),
    ("interlaced", &[Degrade]),
    ("leftover-end-card", &[Reject]),
    ("logo-misplaced", &[Degrade]),
    ("logo-missing", &[Reject]),
    ("logo-stretched", &[Degrade]),
    ("logo-too-small", &[Degrade]),
    ("logo-wrong-colour", &[Degrade]),
    ("missing-ai-disclosure", &[Degrade, Reject]),
    ("missing-audio", &[Reject]),
    ("missing-end-card", &[Reject]),
    ("missing-legal-line", &[Reject]),
    ("missing-source-type", &[Reject]),
    ("missing-voiceover", &[Advise, Reject]),
    ("no-purpose", &[Reject]),
    ("non-square-pixels", &[Degrade]),
    ("off-grade", &[Advise]),
    ("off-palette", &[Reject]),
    ("phase-inverted", &[Degrade, Reject]),
    ("rights-expired", &[Reject]),
    ("rotation-flag", &[Degrade]),
    ("silent-audio", &[Degrade, Reject]),
    ("slow-start", &[Advise]),
    ("stretched-picture", &[Reject]),
    ("text-outside-safe-zone", &[Degrade]),
    ("text-too-long", &[Truncate, Reject]),
    ("too-loud", &[Advise, Degrade, Truncate, Reject]),
    ("too-quiet", &[Advise, Degrade, Truncate, Reject]),
    ("trailing-silence", &[Advise, Degrade]),
    ("truncated-file", &[Reject]),
    ("unexpected-audio", &[Reject]),
    ("unexpected-voiceover", &[Degrade]),
    ("unreadable-text", &[Degrade]),
    ("unsigned-change", &[Reject]),
    ("variable-frame-rate", &[Degrade]),
    ("wrong-aspect", &[Reject]),
    ("wrong-audio-format", &[Reject]),
    ("wrong-codec", &[Reject]),
    ("wrong-colour-tags", &[Advise, Degrade]),
    ("wrong-container", &[Reject]),
    ("wrong-cta", &[Reject]),
    ("wrong-dimensions", &[Reject]),
    ("wrong-duration", &[Reject]),
    ("wrong-frame-rate", &[Reject]),
    ("wrong-pixel-format", &[Reject]),
    ("wrong-typeface", &[Advise]),
];

/// Returns the severities that a check gives of its own accord.
pub fn usual(code: &str) -> &'static [Severity] {
    USUAL.iter().find(|(known, _)| *known == code).map_or(&[], |(_, severities)| severities)
}

/// Returns the word that people write and read.
pub(crate) const fn word(severity: Severity) -> &'static str {
    match severity {
        Advise => "advise",
        Degrade => "degrade",
        Truncate => "truncate",
        Reject => "reject",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Family;
    use crate::checks::CHECKS;
    use spec::format::FAULTS;

    #[test]
    fn every_check_has_its_severities() {
        for check in CHECKS {
            assert!(!usual(check.code).is_empty(), "`{}` stands in no line of USUAL", check.code);
        }
        assert!(USUAL.is_sorted_by_key(|(code, _)| *code));
    }

    #[test]
    fn a_place_may_judge_every_fault_of_file_picture_and_sound() {
        let places = [Family::File, Family::Picture, Family::Sound];
        for check in CHECKS.iter().filter(|check| places.contains(&check.family)) {
            assert!(FAULTS.contains(&check.code), "`{}` is not among the FAULTS", check.code);
        }
        assert!(FAULTS.is_sorted());
    }
}
