//! Runs every check on one file and draws the verdict.

use crate::check::{Check, Family};
use crate::checks::CHECKS;
use crate::standard::Standard;
use crate::subject::Subject;
use model::fact::{FileFacts, ProbeFacts};
use model::finding::{
    FileVerdict, Finding, Intended, LookTier, NotRun, Overridden, Severity, Verdict,
};
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
            None => findings.extend((check.run)(&subject).into_iter().map(|finding| {
                let (finding, bound) = ruled(weighed(finding, check, standard), check, standard);
                overridden(finding, bound, facts, standard)
            })),
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
    let counting = findings.iter().filter(|finding| finding.counts());
    match counting.map(|finding| finding.severity).max() {
        Some(Severity::Reject) => Verdict::Fail,
        Some(Severity::Truncate | Severity::Degrade) => Verdict::Warn,
        Some(Severity::Advise) | None => Verdict::Pass,
    }
}

/// What is broken on purpose or was let pass stands last: nobody has to act on it.
fn worst_first(a: &Finding, b: &Finding) -> std::cmp::Ordering {
    (b.counts().cmp(&a.counts()))
        .then(b.severity.cmp(&a.severity))
        .then_with(|| a.code.cmp(&b.code))
        .then_with(|| a.rule.cmp(&b.rule))
        .then_with(|| a.remedy.cmp(&b.remedy))
}

/// Gives a finding the severity that the place states.
fn weighed(finding: Finding, check: &Check, standard: &Standard) -> Finding {
    let severities = standard.format.as_ref().map(|expect| &expect.severities);
    let stated = severities.and_then(|severities| severities.get(check.code)).copied();
    let severity = stated.unwrap_or(finding.severity);
    Finding { severity, ..finding }
}

/// Whether somebody may let a finding pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    ByAPerson,
    ByLaw,
}

/// Says who let a finding pass in these bytes. What the law or a contract asks for is nobody's to
/// let pass.
fn overridden(finding: Finding, bound: Bound, facts: &FileFacts, standard: &Standard) -> Finding {
    if bound == Bound::ByLaw || finding.intended.is_some() {
        return finding;
    }
    // The last word counts.
    let said = standard.overrides.iter().rev().find(|said| said.is_about(&facts.sha256, &finding));
    let overridden = said.map(|said| Overridden {
        by: said.by.name.to_string(),
        how: said.by.attestation.word().to_owned(),
        because: said.because.clone(),
        at: said.at,
    });
    Finding { overridden, ..finding }
}

/// Says whether a finding of this code may be overridden at all.
pub fn may_be_overridden(code: &str, rule: &str, standard: &Standard) -> bool {
    let legal = CHECKS.iter().any(|check| check.code == code && check.family == Family::Legal);
    let mut rules = standard.rules.iter();
    !legal && !rules.any(|own| own.id.as_str() == rule && own.force == RuleForce::Legal)
}

/// Names the rule of the brand that stands behind a finding, and who breaks it on purpose.
fn ruled(finding: Finding, check: &Check, standard: &Standard) -> (Finding, Bound) {
    match check.family {
        Family::Legal => return (finding, Bound::ByLaw),
        Family::Brand => {}
        _ => return (finding, Bound::ByAPerson),
    }
    let behind: Vec<&Rule> = standard
        .rules
        .iter()
        .filter(|rule| rule.checks.iter().any(|code| code == check.code))
        .collect();
    // A law outranks the brand's own rule about the same fault.
    let legal = behind.iter().find(|rule| rule.force == RuleForce::Legal);
    let Some(rule) = legal.or_else(|| behind.first()).copied() else {
        return (finding, Bound::ByAPerson);
    };
    let bound = if legal.is_some() { Bound::ByLaw } else { Bound::ByAPerson };
    let broken = legal.is_none().then(|| broken_on_purpose(&behind, &standard.breaks)).flatten();
    let finding = Finding {
        rule: rule.id.to_string(),
        source: format!("rule of the brand: {}", rule.text),
        intended: broken.map(|broken| Intended {
            rule: broken.rule.to_string(),
            by: broken.by.to_string(),
            because: broken.because.clone(),
        }),
        ..finding
    };
    (finding, bound)
}

fn broken_on_purpose<'a>(behind: &[&Rule], breaks: &'a [Breaks]) -> Option<&'a Breaks> {
    breaks.iter().find(|broken| behind.iter().any(|rule| rule.id == broken.rule))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Expect;
    use crate::testing::{breaks, codes, expecting, film, foreign_end_card, no_format, only, rule};
    use model::digest::Digest;
    use model::fact::Damage;
    use model::finding::Override;
    use model::id::RuleId;
    use model::person::{Attestation, By, PersonName};
    use model::unit::Secs;
    use spec::format::DurationRule;

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

    fn said(code: &str, rule: &str) -> Override {
        Override {
            file: film().sha256,
            code: code.to_owned(),
            rule: rule.to_owned(),
            by: By {
                name: PersonName("Ana".to_owned()),
                attestation: Attestation::Asserted { account: "ana".to_owned() },
            },
            because: "seen on air".to_owned(),
            at: "2026-03-01T09:30:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn a_finding_that_somebody_let_pass_is_shown_and_does_not_fail() {
        let rules = vec![rule("own-colours", RuleForce::Brand)];
        let standard = off_palette(rules, vec![]);
        let overrides = vec![said("off-palette", "own-colours")];
        let verdict = judged(&Standard { overrides, ..standard.clone() });
        assert_eq!(verdict.verdict, Verdict::Pass);
        let excuse = verdict.findings[0].excuse().unwrap();
        assert_eq!(excuse, "overridden by Ana (asserted): seen on air");
        // Another rule, another code, other bytes: judged as before.
        let strangers = [
            said("off-palette", "other"),
            said("too-quiet", ""),
            Override { file: Digest::of(b"changed"), ..said("off-palette", "") },
        ];
        for other in strangers {
            let verdict = judged(&Standard { overrides: vec![other], ..standard.clone() });
            assert_eq!(verdict.verdict, Verdict::Fail);
        }
    }

    #[test]
    fn what_the_law_asks_for_is_nobodys_to_let_pass() {
        let rules = vec![rule("contract", RuleForce::Legal)];
        let standard = off_palette(rules, vec![]);
        let overrides = vec![said("off-palette", "")];
        assert!(!may_be_overridden("off-palette", "contract", &standard));
        assert!(!may_be_overridden("missing-legal-line", "brand:legal", &standard));
        assert!(may_be_overridden("too-quiet", "tv:loudness", &standard));
        assert_eq!(judged(&Standard { overrides, ..standard }).verdict, Verdict::Fail);
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
    fn a_place_says_what_a_breach_does_there() {
        let fifteen = Some(DurationRule::OneOf(vec![Secs(10.0)]));
        let expect = Expect { duration: fifteen, ..Expect::default() };
        assert_eq!(judged(&expecting(expect.clone())).verdict, Verdict::Fail);
        let severities = [("wrong-duration".to_owned(), Severity::Truncate)].into();
        let verdict = judged(&expecting(Expect { severities, ..expect }));
        assert_eq!(only(&verdict).severity, Severity::Truncate);
        assert_eq!(verdict.verdict, Verdict::Warn);
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
