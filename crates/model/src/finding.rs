//! What a check saw, and the verdict on a file. This is the contract of `throughline check`.

use crate::decision::{Answer, Judgement};
use crate::digest::Digest;
use crate::fact::FileFacts;
use crate::person::By;
use crate::unit::{Region, Timestamp};
use serde::{Deserialize, Serialize};

/// What a finding does to the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know; the file passes.
    Advise,
    /// The platform will make it worse (letterbox it, re-encode it): warn.
    Degrade,
    /// The platform will cut it (text): warn.
    Truncate,
    /// The platform or the brand refuses it: fail.
    Reject,
}

/// The verdict on a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// May go out.
    Pass,
    /// May go out; somebody should know.
    Warn,
    /// May not go out.
    Fail,
}

impl Verdict {
    /// Returns the word people read.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }
}

/// When and where in the file.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Place {
    /// From, seconds.
    pub start_s: Option<f64>,
    /// To, seconds.
    pub end_s: Option<f64>,
    /// Displayed pixels.
    pub region: Option<Region>,
}

/// A number or a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

/// A value with its unit; the unit is empty for texts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The value.
    pub value: Value,
    /// Its unit.
    pub unit: String,
}

impl Quantity {
    /// Pairs a number with its unit.
    pub fn number(value: f64, unit: &str) -> Self {
        Self { value: Value::Number(value), unit: unit.to_owned() }
    }

    /// Holds a text.
    pub fn text(value: impl Into<String>) -> Self {
        Self { value: Value::Text(value.into()), unit: String::new() }
    }
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.value {
            Value::Text(text) => f.write_str(text),
            Value::Number(number) => {
                let rounded = (number * 1000.0).round() / 1000.0;
                if self.unit.is_empty() {
                    write!(f, "{rounded}")
                } else {
                    write!(f, "{rounded} {}", self.unit)
                }
            }
        }
    }
}

/// A rule broken on purpose: who, and why. Legal rules cannot be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intended {
    /// The rule of the brand.
    pub rule: String,
    /// Who decided to break it.
    pub by: String,
    /// Why.
    pub because: String,
}

/// A person's word that a finding may pass, in these bytes and for this reason. Bytes that change
/// are judged anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// The bytes it was said of.
    pub file: Digest,
    /// The fault.
    pub code: String,
    /// The rule that is broken; empty for whichever stands behind the code.
    pub rule: String,
    /// Who said it.
    pub by: By,
    /// Why.
    pub because: String,
    /// When.
    pub at: Timestamp,
}

impl Override {
    /// Reads it from a judgement, if that is what it is.
    pub fn said(judgement: &Judgement) -> Option<Self> {
        let Answer::Override(code) = &judgement.answer else { return None };
        Some(Self {
            file: judgement.seen?,
            code: code.clone(),
            rule: judgement.reason_code.clone(),
            by: judgement.by.clone(),
            because: judgement.note.clone(),
            at: judgement.at,
        })
    }

    /// Returns whether it is about this finding in these bytes.
    pub fn is_about(&self, file: &Digest, finding: &Finding) -> bool {
        self.file == *file
            && self.code == finding.code
            && (self.rule.is_empty() || self.rule == finding.rule)
    }
}

/// Who let a finding pass, how we know, why and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overridden {
    /// Who.
    pub by: String,
    /// `asserted`, `replayed` or `authenticated`.
    pub how: String,
    /// Why.
    pub because: String,
    /// When.
    pub at: Timestamp,
}

/// What a check saw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The fault: `wrong-dimensions`. Stable, kebab-case.
    pub code: String,
    /// What it does to the verdict.
    pub severity: Severity,
    /// Where; null where it has no place.
    pub place: Option<Place>,
    /// What was measured.
    pub measured: Option<Quantity>,
    /// What was expected.
    pub expected: Option<Quantity>,
    /// What to do about it.
    pub remedy: String,
    /// The rule it breaks: a format id with a column, or a rule of the brand.
    pub rule: String,
    /// Where the rule comes from, with its date when known.
    pub source: String,
    /// Set when the brief breaks this rule on purpose; such a finding does not fail the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intended: Option<Intended>,
    /// Set when a person let it pass in these bytes; such a finding does not fail the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overridden: Option<Overridden>,
}

impl Finding {
    /// Returns whether it counts in the verdict: nobody broke the rule on purpose, nobody let it
    /// pass.
    pub fn counts(&self) -> bool {
        self.intended.is_none() && self.overridden.is_none()
    }

    /// Returns in words who excused it, and why.
    pub fn excuse(&self) -> Option<String> {
        let intended = |i: &Intended| format!("intended by {}: {}", i.by, i.because);
        let overridden =
            |o: &Overridden| format!("overridden by {} ({}): {}", o.by, o.how, o.because);
        self.intended.as_ref().map(intended).or_else(|| self.overridden.as_ref().map(overridden))
    }
}

/// How far a file was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LookTier {
    /// Container, all sound, the last frame, stills.
    Verdict,
    /// Every frame.
    Full,
}

/// A check that did not run: silence would read as "passed".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotRun {
    /// The check.
    pub code: String,
    /// Why it did not run.
    pub because: String,
}

/// Everything the gate says about one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileVerdict {
    /// The file as it was named.
    pub path: String,
    /// Its bytes.
    pub sha256: Digest,
    /// The verdict.
    pub verdict: Verdict,
    /// How far it was looked at.
    pub tier: LookTier,
    /// What was measured.
    pub facts: FileFacts,
    /// What the checks saw, worst first.
    pub findings: Vec<Finding>,
    /// What did not run.
    pub not_run: Vec<NotRun>,
}

impl FileVerdict {
    /// Returns what did not run by its reason, in the order of the checks: one reason often keeps
    /// many from running.
    pub fn not_run_by_reason(&self) -> Vec<(&str, Vec<&str>)> {
        let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
        for one in &self.not_run {
            match reasons.iter_mut().find(|(because, _)| *because == one.because) {
                Some((_, codes)) => codes.push(&one.code),
                None => reasons.push((&one.because, vec![&one.code])),
            }
        }
        reasons
    }
}
