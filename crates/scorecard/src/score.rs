//! Counting: what was found, what was missed, what alarmed for nothing.

use crate::case::Kind;
use crate::makers::Entry;
use model::finding::FileVerdict;
use std::collections::BTreeMap;

/// A file that was looked at.
pub(crate) struct Looked {
    /// The check it was made for; none for the clean package.
    pub(crate) entry: Option<(&'static Entry, Kind)>,
    pub(crate) about: String,
    pub(crate) also: Vec<&'static str>,
    pub(crate) verdict: FileVerdict,
}

/// One check's counts.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) faults: u64,
    pub(crate) found: u64,
    pub(crate) near: u64,
    pub(crate) near_alarms: u64,
    pub(crate) elsewhere: u64,
    pub(crate) elsewhere_alarms: u64,
    /// Faults that were not found: number and what it was.
    pub(crate) missed: Vec<String>,
    /// Alarms without a fault.
    pub(crate) false_alarms: Vec<String>,
}

/// Counts for each check that the table of checks names.
pub(crate) fn count<'a>(looked: impl Iterator<Item = &'a Looked>) -> BTreeMap<&'static str, Tally> {
    let mut tallies: BTreeMap<&'static str, Tally> = BTreeMap::new();
    for file in looked {
        for check in gate::CHECKS {
            let tally = tallies.entry(check.code).or_default();
            file.count(check.code, tally);
        }
    }
    tallies
}

impl Looked {
    /// Tells what the check said of the file; none when it was silent.
    pub(crate) fn alarm(&self, code: &str) -> Option<String> {
        let finding = self.verdict.findings.iter().find(|finding| finding.code == code)?;
        Some(finding.measured.as_ref().map(ToString::to_string).unwrap_or_default())
    }

    /// Tells whether an alarm of this check is right, or follows from the fault.
    fn allows(&self, code: &str) -> bool {
        let follows = |entry: &Entry| entry.consequences.contains(&code);
        self.also.contains(&code)
            || matches!(self.entry, Some((entry, Kind::Fault)) if follows(entry))
    }

    /// Returns alarms that nothing explains.
    pub(crate) fn unexplained(&self) -> Vec<&str> {
        let own =
            |code: &str| matches!(self.entry, Some((entry, Kind::Fault)) if entry.code == code);
        let codes = self.verdict.findings.iter().map(|finding| finding.code.as_str());
        codes.filter(|code| !own(code) && !self.allows(code)).collect()
    }

    fn count(&self, code: &'static str, tally: &mut Tally) {
        let alarm = self.alarm(code);
        let fired = u64::from(alarm.is_some());
        match self.entry {
            Some((entry, Kind::Fault)) if entry.code == code => {
                tally.faults += 1;
                tally.found += fired;
                if fired == 0 {
                    tally.missed.push(format!("{}{}", self.about, self.why_not_run(code)));
                }
                return;
            }
            Some((entry, Kind::NearMiss)) if entry.code == code => {
                tally.near += 1;
                tally.near_alarms += fired;
            }
            _ if self.allows(code) => return,
            _ => {
                tally.elsewhere += 1;
                tally.elsewhere_alarms += fired;
            }
        }
        if let Some(measured) = alarm {
            let place = match self.entry {
                Some((entry, _)) if entry.code == code => "near miss".to_owned(),
                Some((entry, Kind::Fault)) => format!("made for `{}`", entry.code),
                Some((entry, Kind::NearMiss)) => format!("near miss of `{}`", entry.code),
                None => "clean package".to_owned(),
            };
            tally.false_alarms.push(format!("{place}: {} → {measured}", self.about));
        }
    }

    fn why_not_run(&self, code: &str) -> String {
        let reason = self.verdict.not_run.iter().find(|not_run| not_run.code == code);
        reason.map_or_else(String::new, |reason| format!(" – did not run: {}", reason.because))
    }
}
