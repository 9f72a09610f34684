//! Findings that people let pass: where they are written down, and how one is added.

use crate::cli::Check;
use crate::end::{End, FILE, USAGE};
use crate::talk::say;
use crate::verbs::{account_name, jobs, open, person, read_text, stopper};
use flow::ports::PortError;
use gate::judge::may_be_overridden;
use host::checkup::{Checkup, Looked, Patient};
use host::studio::Studio;
use jiff::Timestamp;
use model::decision::{Answer, Judgement};
use model::finding::{FileVerdict, Override};
use model::person::{Attestation, By, PersonName};
use spec::overrides::RecordedOverride;
use std::path::Path;

/// What the ledger of a workspace keeps.
pub(super) fn in_ledger(studio: &Studio) -> Result<Vec<Override>, End> {
    let mut overrides = Vec::new();
    for said in studio.ledger.judgements() {
        let (_, judgement) = said?;
        overrides.extend(Override::said(&judgement));
    }
    Ok(overrides)
}

/// What a file keeps. Whoever wrote it down, nobody answered just now.
pub(super) fn in_file(file: &Path) -> Result<Vec<Override>, End> {
    // The first override makes the file.
    if !file.exists() {
        return Ok(Vec::new());
    }
    let name = file.display().to_string();
    let rows = spec::overrides::parse(&name, &read_text(file)?)
        .map_err(|faults| End::new(FILE, spec::diagnostic::render(&faults)))?;
    let attestation = Attestation::Replayed { file: name, account: account_name() };
    let read = |row: RecordedOverride| Override {
        file: row.file,
        code: row.code,
        rule: row.rule,
        by: By { name: row.by, attestation: attestation.clone() },
        because: row.because,
        at: row.at,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Looks at the files, and records that the findings asked for may pass in them.
pub(super) fn record(
    check: &Check,
    checkup: &Checkup,
    patients: &[Patient],
) -> Result<Vec<Override>, End> {
    let name = PersonName(check.by.clone().unwrap_or_default());
    let because = check.because.clone().unwrap_or_default();
    if name.0.trim().is_empty() || because.trim().is_empty() {
        return Err(End::new(
            USAGE,
            "an override needs a name (`--as`) and a reason (`--because`)",
        ));
    }
    let by = By { name, attestation: Attestation::Asserted { account: account_name() } };
    let seen = checkup.look(patients, jobs(None), &stopper(), &|patient, seen| {
        seen.map(|Looked { verdict, .. }| chosen(&verdict, patient, check, &by))
    });
    let seen: Result<Vec<_>, PortError> = seen.into_iter().collect();
    let said: Vec<Override> =
        seen?.into_iter().collect::<Result<Vec<_>, End>>()?.into_iter().flatten().collect();
    for code in &check.let_pass {
        if !said.iter().any(|one| one.code == *code) {
            let message = format!("there is no finding `{code}` to override; nothing was recorded");
            return Err(End::new(USAGE, message));
        }
    }
    keep(check, &said)?;
    Ok(said)
}

/// Returns an override for each finding of the file that is asked for.
fn chosen(
    verdict: &FileVerdict,
    patient: &Patient,
    check: &Check,
    by: &By,
) -> Result<Vec<Override>, End> {
    let wanted = verdict.findings.iter().filter(|finding| check.let_pass.contains(&finding.code));
    let mut said = Vec::new();
    for finding in wanted {
        if !may_be_overridden(&finding.code, &finding.rule, &patient.standard) {
            let message = format!(
                "`{}` in `{}` is what the law or a contract asks for ({}): nobody may let it pass; nothing was recorded",
                finding.code, verdict.path, finding.rule
            );
            return Err(End::new(FILE, message));
        }
        said.push(Override {
            file: verdict.sha256,
            code: finding.code.clone(),
            rule: finding.rule.clone(),
            by: by.clone(),
            because: check.because.clone().unwrap_or_default(),
            at: Timestamp::now(),
        });
    }
    Ok(said)
}

fn keep(check: &Check, said: &[Override]) -> Result<(), End> {
    let place = match &check.overrides {
        Some(file) => in_a_file(file, said)?,
        None => in_the_ledger(check, said)?,
    };
    for one in said {
        let (code, by, file) = (&one.code, &one.by.name, one.file.short());
        say(&format!("recorded in {place}: {by} lets `{code}` pass in {file}: {}", one.because));
    }
    Ok(())
}

fn in_a_file(file: &Path, said: &[Override]) -> Result<String, End> {
    let text = if file.exists() { read_text(file)? } else { String::new() };
    let rows: Vec<RecordedOverride> = said
        .iter()
        .map(|one| RecordedOverride {
            file: one.file,
            code: one.code.clone(),
            rule: one.rule.clone(),
            by: one.by.name.clone(),
            because: one.because.clone(),
            at: one.at,
        })
        .collect();
    let sheet = spec::overrides::append(&text, &rows)
        .map_err(|error| End::new(FILE, format!("`{}`: {error}", file.display())))?;
    host::atomic::write_file(file, sheet.as_bytes())?;
    Ok(format!("`{}`", file.display()))
}

fn in_the_ledger(check: &Check, said: &[Override]) -> Result<String, End> {
    if host::studio::find_root(&check.dir).is_err() {
        let message = "there is no workspace here to record an override in: name a file with `--overrides overrides.csv`";
        return Err(End::new(USAGE, message));
    }
    let mut studio = open(&check.dir)?;
    let judgements: Vec<Judgement> = said
        .iter()
        .map(|one| {
            let by = By { name: person(&studio, &one.by.name.0)?, ..one.by.clone() };
            Ok(judgement(one, by))
        })
        .collect::<Result<_, End>>()?;
    studio.record(judgements)?;
    Ok("the ledger".to_owned())
}

/// The bytes stand for the file, whatever it is called.
fn judgement(one: &Override, by: By) -> Judgement {
    Judgement {
        round: 1,
        subject: asset::adopt::adopt("", one.file, 0).id.into(),
        seen: Some(one.file),
        answer: Answer::Override(one.code.clone()),
        reason_code: one.rule.clone(),
        note: one.because.clone(),
        by,
        at: one.at,
        recommended: None,
    }
}
