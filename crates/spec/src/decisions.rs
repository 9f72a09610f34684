//! Recorded decisions: what people answered elsewhere, as a CSV file to replay.

use crate::diagnostic::Diagnostic;
use crate::read::cell;
use crate::read::csv::{Row, Sheet};
use crate::read::faults::Faults;
use crate::read::fields::{Field, Kind, optional, required};
use crate::read::known::Known;
use crate::read::nearest::did_you_mean;
use crate::read::text::Fault;
use crate::source::SourceTree;
use model::decision::Answer;
use model::person::PersonName;
use model::unit::Timestamp;

const FIELDS: &[Field] = &[
    required("round", Kind::Whole(1, 1_000), "the round, from 1"),
    required("subject", Kind::Text, "what it is about: a concept's number or any id"),
    required("verdict", Kind::Text, "keep, discard, approve, reject, scale, kill, …"),
    optional("reason_code", Kind::Text, "a short code for counting reasons"),
    optional("note", Kind::Text, "the reason in words"),
    optional("by", Kind::Text, "who said so; the one who hands it in when empty"),
    optional("at", Kind::Text, "when, such as 2026-03-01T09:30:00Z"),
];

const VERDICTS: [&str; 11] = [
    "keep",
    "discard",
    "approve",
    "reject",
    "scale",
    "kill",
    "refine",
    "undecided",
    "produce",
    "stop",
    "retire",
];

/// What somebody answered, before its subject is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedDecision {
    /// The round.
    pub round: u32,
    /// What it is about, as written.
    pub subject: String,
    /// The answer.
    pub verdict: Answer,
    /// A short code for counting reasons; may be empty.
    pub reason_code: String,
    /// The reason in words; may be empty.
    pub note: String,
    /// Who said so; whether they may is for the workspace to say.
    pub by: PersonName,
    /// When, where written.
    pub at: Option<Timestamp>,
    /// The line it stands in.
    pub line: u64,
}

/// Reads a file of recorded decisions, or returns every fault in it; `file` is its path for
/// messages, `by` is who hands it in and speaks where a line names nobody.
pub fn parse(
    file: &str,
    text: &str,
    by: Option<&PersonName>,
) -> Result<Vec<RecordedDecision>, Vec<Diagnostic>> {
    let mut faults = Faults::default();
    let sheet = Sheet::parse(file, text, ("decision", FIELDS), &mut faults);
    let tree = SourceTree::default();
    let mut decisions = Vec::new();
    if let Some(sheet) = &sheet {
        sheet.check(&Known::new(&tree), &mut faults);
        sheet.rows().for_each(|row| check(&row, by, &mut faults));
        decisions.extend(sheet.rows().filter_map(|row| decision(&row, by)));
    }
    if faults.none() { Ok(decisions) } else { Err(faults.sorted().0) }
}

fn check(row: &Row<'_>, by: Option<&PersonName>, faults: &mut Faults) {
    if row.text("by").is_none_or(str::is_empty) && by.is_none() {
        let remedy = "name a person in the column `by`";
        faults.error(row.fault("by", Fault::new("missing-key", "nobody said this", remedy)));
    }
    if let Some(text) = row.text("verdict")
        && text.parse::<Answer>().is_err()
    {
        let remedy = did_you_mean(text, VERDICTS)
            .unwrap_or_else(|| format!("write one of {}, or purpose:ID", VERDICTS.join(", ")));
        let message = format!("`{}` is not a verdict", cell::shown(text));
        faults.error(row.fault("verdict", Fault::new("bad-value", message, remedy)));
    }
    if let Some(text) = row.text("at")
        && moment(text).is_none()
    {
        let message = format!("`{}` is not a time", cell::shown(text));
        let remedy = "write a day, or a time with its zone such as 2026-03-01T09:30:00Z";
        faults.error(row.fault("at", Fault::new("bad-date", message, remedy)));
    }
}

fn decision(row: &Row<'_>, by: Option<&PersonName>) -> Option<RecordedDecision> {
    let named = row.text("by").filter(|name| !name.is_empty());
    Some(RecordedDecision {
        round: row.parsed("round")?,
        subject: row.words("subject"),
        verdict: row.parsed("verdict")?,
        reason_code: row.words("reason_code"),
        note: row.words("note"),
        by: named.map(|name| PersonName(name.to_owned())).or_else(|| by.cloned())?,
        at: row.text("at").and_then(moment),
        line: row.line(),
    })
}

/// A day without a time is its first moment in UTC.
fn moment(text: &str) -> Option<Timestamp> {
    match cell::date(text) {
        Some(_) => format!("{text}T00:00:00Z").parse().ok(),
        None => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_are_read_with_their_line() {
        let text = "round,subject,verdict,reason_code,note,by,at\n\
                    1,3,keep,strong-hook,\"short, and ours\",Ana,2026-03-01T09:30:00Z\n\
                    1,4,purpose:win-back,,,Ben,2026-03-02\n";
        let decisions = parse("decisions.csv", text, None).unwrap();
        assert_eq!(decisions[0].note, "short, and ours");
        assert_eq!(decisions[0].verdict, Answer::Keep);
        assert_eq!(decisions[1].verdict.to_string(), "purpose:win-back");
        assert_eq!(decisions[1].at.unwrap().to_string(), "2026-03-02T00:00:00Z");
        assert_eq!(decisions[1].line, 3);
    }

    #[test]
    fn every_wrong_cell_is_named() {
        let text = "round,subject,verdict,by,at,reson_code\n0,3,keeep,,soon,\n";
        let faults = parse("decisions.csv", text, None).unwrap_err();
        insta::assert_snapshot!(crate::diagnostic::render(&faults), @r##"
    decisions.csv:1:29: `reson_code` is not a column here (unknown-column)
      1 | round,subject,verdict,by,at,reson_code
        |                             ^^^^^^^^^^
        = did you mean `reason_code`?

    decisions.csv:2:1: `0` is out of range (bad-value)
      2 | 0,3,keeep,,soon,
        | ^
        = write a number from 1 to 1000

    decisions.csv:2:5: `keeep` is not a verdict (bad-value)
      2 | 0,3,keeep,,soon,
        |     ^^^^^
        = did you mean `keep`?

    decisions.csv:2:11: nobody said this (missing-key)
      2 | 0,3,keeep,,soon,
        |           ^
        = name a person in the column `by`

    decisions.csv:2:12: `soon` is not a time (bad-date)
      2 | 0,3,keeep,,soon,
        |            ^^^^
        = write a day, or a time with its zone such as 2026-03-01T09:30:00Z
    "##);
    }
}
