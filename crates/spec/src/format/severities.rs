//! What a breach does at one place: the same fault is cut here and refused there.

use crate::read::cell;
use crate::read::nearest::did_you_mean;
use crate::read::text::Fault;
use model::finding::Severity;
use std::collections::BTreeMap;

/// What a breach does, by the code of the fault.
pub type Severities = BTreeMap<String, Severity>;

/// The faults that are a place's to judge: codes of the gate's checks. What the brand, the law or
/// the record asks for is not among them.
pub const FAULTS: &[&str] = &[
    "audio-dropout",
    "audio-offset",
    "baked-in-bars",
    "bitrate-too-high",
    "bitrate-too-low",
    "black-flash",
    "black-frames",
    "blurred-bars",
    "clipped-audio",
    "cmyk-image",
    "corrupt-stream",
    "dead-channel",
    "duplicate-frame-cadence",
    "file-too-large",
    "flashing",
    "frozen-frames",
    "interlaced",
    "missing-audio",
    "missing-voiceover",
    "non-square-pixels",
    "off-grade",
    "phase-inverted",
    "rotation-flag",
    "silent-audio",
    "slow-start",
    "stretched-picture",
    "text-outside-safe-zone",
    "text-too-long",
    "too-loud",
    "too-quiet",
    "trailing-silence",
    "truncated-file",
    "unexpected-audio",
    "unexpected-voiceover",
    "unreadable-text",
    "variable-frame-rate",
    "wrong-aspect",
    "wrong-audio-format",
    "wrong-codec",
    "wrong-colour-tags",
    "wrong-container",
    "wrong-dimensions",
    "wrong-duration",
    "wrong-frame-rate",
    "wrong-pixel-format",
];

/// The words for severities, mildest first.
pub(crate) const WORDS: &[&str] = &["advise", "degrade", "truncate", "reject"];

/// Returns the severity that a word means.
pub(crate) fn severity(word: &str) -> Option<Severity> {
    match word {
        "advise" => Some(Severity::Advise),
        "degrade" => Some(Severity::Degrade),
        "truncate" => Some(Severity::Truncate),
        "reject" => Some(Severity::Reject),
        _ => None,
    }
}

/// Reads one item of the column: `wrong-aspect=degrade`.
pub(crate) fn item(text: &str) -> Result<(String, Severity), Fault> {
    let bad = |code, message, remedy| Err(Fault::new(code, message, remedy));
    let Some((fault, word)) = text.split_once('=') else {
        let message = format!("`{}` does not say what the fault does", cell::shown(text));
        return bad(
            "bad-value",
            message,
            "write fault=severity, such as wrong-aspect=degrade".to_owned(),
        );
    };
    let (fault, word) = (fault.trim(), word.trim());
    if !FAULTS.contains(&fault) {
        let remedy = did_you_mean(fault, FAULTS.iter().copied()).unwrap_or_else(|| {
            "write the code of a check of the file, its pictures or its sound".to_owned()
        });
        let message = format!("`{}` is no fault that a place judges", cell::shown(fault));
        return bad("unknown-name", message, remedy);
    }
    let Some(severity) = severity(word) else {
        let words = || format!("write {}", WORDS.join(", "));
        let remedy = did_you_mean(word, WORDS.iter().copied()).unwrap_or_else(words);
        return bad("bad-value", format!("`{}` is not a severity", cell::shown(word)), remedy);
    };
    Ok((fault.to_owned(), severity))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_has_what_it_does_behind_it() {
        assert_eq!(
            item("wrong-aspect = degrade"),
            Ok(("wrong-aspect".to_owned(), Severity::Degrade))
        );
    }

    #[test]
    fn a_slip_is_answered_with_the_nearest() {
        let remedy = |text| item(text).unwrap_err().remedy;
        assert_eq!(remedy("wrong-aspct=degrade"), "did you mean `wrong-aspect`?");
        assert_eq!(remedy("wrong-aspect=truncat"), "did you mean `truncate`?");
        assert_eq!(remedy("wrong-aspect=fatal"), "write advise, degrade, truncate, reject");
        assert_eq!(remedy("wrong-aspect"), "write fault=severity, such as wrong-aspect=degrade");
    }
}
