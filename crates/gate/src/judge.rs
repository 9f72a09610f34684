//! Runs every check on one file and draws the verdict.

use crate::check::{Check, Family};
use crate::checks::CHECKS;
use crate::standard::Standard;
use crate::subject::Subject;
use model::fact::{FileFacts, ProbeFacts};
use model::finding::{FileVerdict, Finding, Intended, LookTier, NotRun, Severity, Verdict};
use spec::workspace::{Breaks, Rule, RuleForce};

/// Holds a file's facts against a standard.
pub fn judge(
    path: &str,
    facts: &FileFacts,
    probe: Option<&ProbeFacts>,
    standard: &Standard,
    tier: LookTier,
) -> FileVerdict {
    let subject = Subject { facts, probe, standard, tier };
    let mut findings = Vec::new();
    let mut not_run = Vec::new();
    for check in CHECKS.iter().filter(|check| (check.asked)(standard)) {
        match check.needs.iter().find_map(|need| need.unmet(&subject)) {
            Some(because) => not_run.push(NotRun { code: check.code.to_owned(), because }),
            None => findings
                .extend((check.run)(&subject).into_iter().map(|f| ruled(f, check, standard))),
        }
    }
    findings.sort_by(worst_first);
    FileVerdict {
        path: path.to_owned(),
        sha256: facts.sha256,
        verdict: verdict(&findings),
        tier,
        facts: facts.clone(),
        findings,
        not_run,
    }
}

fn verdict(findings: &[Finding]) -> Verdict {
    let unintended = findings.iter().filter(|finding| finding.intended.is_none());
    match unintended.map(|finding| finding.severity).max() {
        Some(Severity::Reject) => Verdict::Fail,
        Some(Severity::Truncate | Severity::Degrade) => Verdict::Warn,
        Some(Severity::Advise) | None => Verdict::Pass,
    }
}

/// What is broken on purpose stands last: nobody has to act on it.
fn worst_first(a: &Finding, b: &Finding) -> std::cmp::Ordering {
    (a.intended.is_some().cmp(&b.intended.is_some()))
        .then(b.severity.cmp(&a.severity))
        .then_with(|| a.code.cmp(&b.code))
        .then_with(|| a.rule.cmp(&b.rule))
        .then_with(|| a.remedy.cmp(&b.remedy))
}

/// Names the rule of the brand that stands behind a finding, and who breaks it on purpose.
fn ruled(finding: Finding, check: &Check, standard: &Standard) -> Finding {
    if check.family != Family::Brand {
        return finding;
    }
    let behind: Vec<&Rule> = standard
        .rules
        .iter()
        .filter(|rule| rule.checks.iter().any(|code| code == check.code))
        .collect();
    // A law outranks the brand's own rule about the same fault.
    let legal = behind.iter().find(|rule| rule.force == RuleForce::Legal);
    let Some(rule) = legal.or_else(|| behind.first()).copied() else {
        return finding;
    };
    let broken = legal.is_none().then(|| broken_on_purpose(&behind, &standard.breaks)).flatten();
    Finding {
        rule: rule.id.to_string(),
        source: format!("rule of the brand: {}", rule.text),
        intended: broken.map(|broken| Intended {
            rule: broken.rule.to_string(),
            by: broken.by.to_string(),
            because: broken.because.clone(),
        }),
        ..finding
    }
}

fn broken_on_purpose<'a>(behind: &[&Rule], breaks: &'a [Breaks]) -> Option<&'a Breaks> {
    breaks.iter().find(|broken| behind.iter().any(|rule| rule.id == broken.rule))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{breaks, codes, film, foreign_end_card, no_format, rule};
    use model::fact::Damage;
    use model::id::RuleId;

    fn judged(standard: &Standard) -> FileVerdict {
        judge("film.mp4", &film(), None, standard, LookTier::Verdict)
    }

    fn off_palette(rules: Vec<Rule>, breaks: Vec<Breaks>) -> Standard {
        Standard { brand: Some(foreign_end_card()), rules, breaks, ..no_format() }
    }

    #[test]
    fn a_sound_file_held_against_nothing_passes() {
        let verdict = judged(&no_format());
        assert_eq!(codes(&verdict), Vec::<&str>::new());
        assert_eq!((verdict.verdict, verdict.not_run), (Verdict::Pass, vec![]));
    }

    #[test]
    fn a_finding_names_the_rule_of_the_brand_behind_it() {
        let standard = off_palette(vec![rule("own-colours", RuleForce::Brand)], vec![]);
        let verdict = judged(&standard);
        assert_eq!(verdict.verdict, Verdict::Fail);
        assert_eq!(verdict.findings[0].rule, "own-colours");
    }

    #[test]
    fn a_rule_broken_on_purpose_is_reported_and_does_not_fail() {
        let rules = vec![rule("own-colours", RuleForce::Brand)];
        let verdict = judged(&off_palette(rules, vec![breaks("own-colours")]));
        assert_eq!(verdict.verdict, Verdict::Pass);
        assert_eq!(verdict.findings[0].intended.as_ref().unwrap().by, "Mara");
    }

    #[test]
    fn a_legal_rule_cannot_be_broken_on_purpose() {
        let rules = vec![rule("contract", RuleForce::Legal)];
        assert_eq!(judged(&off_palette(rules, vec![breaks("contract")])).verdict, Verdict::Fail);
    }

    #[test]
    fn a_legal_rule_outranks_a_broken_brand_rule_about_the_same_fault() {
        let rules = vec![rule("own-colours", RuleForce::Brand), rule("contract", RuleForce::Legal)];
        let verdict = judged(&off_palette(rules, vec![breaks("own-colours")]));
        assert_eq!(verdict.verdict, Verdict::Fail);
        assert_eq!(verdict.findings[0].rule, "contract");
    }

    #[test]
    fn breaking_another_rule_excuses_nothing() {
        let rules = vec![rule("own-colours", RuleForce::Brand)];
        assert_eq!(judged(&off_palette(rules, vec![breaks("other")])).verdict, Verdict::Fail);
    }

    #[test]
    fn a_platform_rule_is_not_the_brands_to_break() {
        let mut facts = film();
        facts.damage.push(Damage::Truncated { promised: 10, present: 5 });
        let id: RuleId = "cut-files".parse().unwrap();
        let rules = vec![Rule {
            id,
            checks: vec!["truncated-file".to_owned()],
            ..rule("x", RuleForce::Brand)
        }];
        let standard = Standard { rules, breaks: vec![breaks("cut-files")], ..no_format() };
        let verdict = judge("film.mp4", &facts, None, &standard, LookTier::Verdict);
        assert_eq!(verdict.verdict, Verdict::Fail);
    }

    #[test]
    fn what_was_not_measured_is_said() {
        let mut facts = film();
        facts.last_frame = None;
        let standard = Standard { brand: Some(foreign_end_card()), ..no_format() };
        let verdict = judge("film.mp4", &facts, None, &standard, LookTier::Verdict);
        let off_palette = verdict.not_run.iter().find(|not_run| not_run.code == "off-palette");
        assert_eq!(off_palette.unwrap().because, "the last frame was not kept");
    }

    #[test]
    fn the_worst_finding_stands_first() {
        let mut facts = film();
        facts.video.as_mut().unwrap().rotation = 90;
        facts.damage.push(Damage::Truncated { promised: 10, present: 5 });
        let verdict = judge("film.mp4", &facts, None, &no_format(), LookTier::Verdict);
        assert_eq!(codes(&verdict), ["truncated-file", "rotation-flag"]);
    }
}
