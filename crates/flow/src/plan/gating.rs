//! From files to a package: build, measure, look, judge, ask for the sign-off, deliver.

use super::making::{FileSteps, Making};
use super::{PlanError, Planner};
use crate::question::{Question, QuestionKind, Subject};
use crate::steps::{
    Build, Deliver, DeliverRow, FILE, Fit, Judge, JudgeRow, Look, MANIFEST, Measure, REFUSED,
    SHEET, Work, deliver_spec, delivery_folder, file_subject, fit_spec, judge_spec, measure_spec,
    unviewed,
};
use crate::view::{Delivery, Export, GateReading, GateRow, Refused, RoundView};
use asset::trafficking::{Delivered, trafficking_row};
use gate::Standard;
use model::asset::{Deliverable, MediaKind, Variant};
use model::decision::{Answer, Judgement};
use model::digest::{Digest, Fields};
use model::fact::FileFacts;
use model::finding::Verdict;
use model::id::DeliverableId;
use model::step::{StepKey, StepSpec};
use model::thread::NodeId;
use model::unit::Secs;
use spec::workspace::{Brief, Workspace};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A film costs about this much more than a picture, measured on two cores.
const FILM_WEIGHT: u32 = 8_000;
const STILL_WEIGHT: u32 = 80;
const SOUND_WEIGHT: u32 = 1_000;

/// Plans building and judging; returns whether every file has its verdict.
pub(super) fn files(
    planner: &mut Planner<'_>,
    brief: &Brief,
    round: &mut RoundView,
) -> Result<bool, PlanError> {
    let making = Making::new(planner.now);
    let steps = making.steps(round);
    let standards = Standards::new(planner, brief, round, &steps);
    let spec = judgement(brief, round, &steps, &standards);
    let key = spec.key();
    // Top down: when the judgement of exactly these files is known, so is everything below it.
    if let Some(reading) = planner.record::<GateReading>(&key, "gate")? {
        round.refused.clone_from(&reading.refused);
        round.gate = Some(Arc::new(reading));
        export_files(planner, brief, round);
        return Ok(true);
    }
    if !fitted(planner, brief, round, &steps)? || !build(planner, &making, round, &steps)? {
        return Ok(false);
    }
    let rows;
    (rows, round.refused) = look(planner, &making, round, &steps, &standards)?;
    if rows.len() + round.refused.len() < steps.len() {
        return Ok(false);
    }
    let made: BTreeSet<&DeliverableId> = rows.iter().map(|row| &row.deliverable).collect();
    let made = round.deliverables.iter().filter(|file| made.contains(&file.id));
    let deliverables = made.cloned().collect();
    let refused = round.refused.clone();
    let work = Judge { rows, refused, variants: round.variants.clone(), deliverables };
    planner.due(spec, key, Work::Judge(work), 2_000)?;
    Ok(false)
}

/// Returns what identifies the judgement of a round's files.
fn judgement(
    brief: &Brief,
    round: &RoundView,
    steps: &[FileSteps],
    standards: &Standards,
) -> StepSpec {
    let files = steps.iter().zip(&standards.by_file).zip(&round.deliverables);
    let keys = files.map(|((steps, i), deliverable)| {
        let digest = standards.all.get(*i).map_or(Digest::of(b""), |standard| standard.digest);
        (deliverable.id.clone(), steps.look, digest)
    });
    judge_spec(&brief.id, round.round, keys)
}

/// Returns the keys of every step about the files of a round, whether it is finished or not.
pub(super) fn keys(planner: &Planner<'_>, brief: &Brief, round: &RoundView) -> Vec<StepKey> {
    let steps = Making::new(planner.now).steps(round);
    let standards = Standards::new(planner, brief, round, &steps);
    let judgement = judgement(brief, round, &steps, &standards).key();
    let files = steps.iter().flat_map(|steps| [steps.build, steps.measure, steps.look]);
    files.chain([judgement]).collect()
}

/// The standards of a round; files that say, show and sound the same in one format share theirs.
struct Standards {
    all: Vec<Shared>,
    by_file: Vec<usize>,
}

struct Shared {
    standard: Standard,
    digest: Digest,
}

impl Standards {
    fn new(planner: &Planner<'_>, brief: &Brief, round: &RoundView, steps: &[FileSteps]) -> Self {
        let workspace = planner.now.workspace;
        let overrides = planner.overrides();
        let mut all = Vec::new();
        let mut known = BTreeMap::new();
        let mut by_file = Vec::with_capacity(steps.len());
        for (step, deliverable) in steps.iter().zip(&round.deliverables) {
            let (Some(variant), Some(format)) =
                (round.variants.get(step.variant), workspace.formats.get(&deliverable.format))
            else {
                continue;
            };
            let Variant { market, language, cta, end_card, scene, .. } = variant;
            let heard = (&variant.music, &variant.voice);
            let said = (&variant.hook, cta, end_card, language);
            let same = (market, said, scene, heard, &deliverable.format);
            let index = *known.entry(same).or_insert_with(|| {
                let expected = Standard::for_deliverable(workspace, brief, variant, format);
                let standard = Standard { overrides: overrides.clone(), ..expected };
                let digest =
                    Fields::new("standard").text("standard", &format!("{standard:?}")).finish();
                all.push(Shared { standard, digest });
                all.len() - 1
            });
            by_file.push(index);
        }
        Self { all, by_file }
    }
}

/// Makes it due to see whether everything fits its template, before any file is made; returns
/// whether that is known.
fn fitted(
    planner: &mut Planner<'_>,
    brief: &Brief,
    round: &RoundView,
    steps: &[FileSteps],
) -> Result<bool, PlanError> {
    let workspace = planner.now.workspace;
    let files = steps.iter().zip(&round.deliverables).filter_map(|(steps, deliverable)| {
        let shown = round.variants.get(steps.variant)?;
        let templated = deliverable.kind == MediaKind::Still
            && asset::still::template(shown, workspace).is_some();
        templated.then_some((steps, deliverable, shown))
    });
    let spec = fit_spec(&brief.id, round.round, files.clone().map(|(steps, ..)| &steps.build));
    let key = spec.key();
    if files.clone().next().is_none() || planner.now.known.step(&key)?.is_some() {
        return Ok(true);
    }
    let files = files.map(|(_, deliverable, shown)| (deliverable.clone(), shown.clone()));
    let work = Fit { files: files.collect() };
    planner.due(spec, key, Work::Fit(work), 500)?;
    Ok(false)
}

/// Makes builds due; returns whether all are finished.
fn build(
    planner: &mut Planner<'_>,
    making: &Making<'_>,
    round: &RoundView,
    steps: &[FileSteps],
) -> Result<bool, PlanError> {
    let keys: Vec<StepKey> = steps.iter().map(|steps| steps.build).collect();
    let finished = planner.now.known.finished(&keys)?;
    let mut all = true;
    for ((steps, deliverable), done) in steps.iter().zip(&round.deliverables).zip(finished) {
        let Some(shown) = round.variants.get(steps.variant).filter(|_| !done) else { continue };
        let Some(spec) = making.build(deliverable, shown) else { continue };
        all = false;
        let weight = match deliverable.kind {
            MediaKind::Still => STILL_WEIGHT,
            MediaKind::Motion => FILM_WEIGHT,
            MediaKind::Sound => SOUND_WEIGHT,
        };
        let work = Build { deliverable: deliverable.clone(), variant: shown.clone() };
        planner.due(spec, steps.build, Work::Build(Box::new(work)), weight)?;
    }
    Ok(all)
}

/// Makes measuring and looking due; returns what can be judged, and what could not be made.
fn look(
    planner: &mut Planner<'_>,
    making: &Making<'_>,
    round: &RoundView,
    steps: &[FileSteps],
    standards: &Standards,
) -> Result<(Vec<JudgeRow>, Vec<Refused>), PlanError> {
    let mut rows = Vec::with_capacity(steps.len());
    let mut refused = Vec::new();
    let files = steps.iter().zip(&round.deliverables).zip(&standards.by_file);
    for ((steps, deliverable), standard) in files {
        let Some(shown) = round.variants.get(steps.variant) else { continue };
        let Some(measured) = planner.now.known.step(&steps.measure)? else {
            let built = planner.now.known.step(&steps.build)?;
            let Some(built) = built else { continue };
            if let Some(file) = built.output(FILE) {
                let spec = measure_spec(&steps.build, &file_subject(deliverable, shown));
                let work = Work::Measure(Measure { file: file.digest });
                planner.due(spec, steps.measure, work, 100)?;
            } else if let Some(reasons) = planner.output(&built, REFUSED)? {
                let (deliverable, name) = (deliverable.id.clone(), deliverable.file_name.clone());
                refused.push(Refused { deliverable, name, reasons });
            }
            continue;
        };
        let Some(facts) = measured.output("facts") else { continue };
        let Some(probe) = planner.now.known.step(&steps.look)? else {
            let read: Option<FileFacts> = planner.output(&measured, "facts")?;
            let frame = read.and_then(|facts| facts.last_frame).map(|frame| frame.png);
            let spec = making.look(deliverable, shown, &steps.measure);
            let work = Work::Look(Look { frame, logos: making.logos.clone() });
            planner.due(spec, steps.look, work, 400)?;
            continue;
        };
        if let (Some(probe), Some(shared)) = (probe.output("probe"), standards.all.get(*standard)) {
            rows.push(JudgeRow {
                deliverable: deliverable.id.clone(),
                name: deliverable.file_name.clone(),
                facts: facts.digest,
                probe: probe.digest,
                standard: shared.standard.clone(),
            });
        }
    }
    Ok((rows, refused))
}

fn export_files(planner: &mut Planner<'_>, brief: &Brief, round: &RoundView) {
    let folder = format!("campaigns/{}/out/deliverables/round-{}", brief.id, round.round);
    planner.plan.standing.exports.extend(round.judged().map(|(deliverable, row)| Export {
        path: format!("{folder}/{}", deliverable.file_name),
        blob: row.file,
        bytes: Some(row.bytes),
    }));
}

/// Asks for the sign-off of every file that may go out, then delivers; returns whether the
/// package stands.
pub(super) fn sign_off(
    planner: &mut Planner<'_>,
    brief: &Brief,
    round: &mut RoundView,
) -> Result<bool, PlanError> {
    let Some(gate) = round.gate.clone() else { return Ok(false) };
    for row in &gate.rows {
        let id: NodeId = row.deliverable.clone().into();
        let about_these_bytes = |word: &Judgement| {
            word.seen == Some(row.file) && QuestionKind::SignOff.takes(&word.answer)
        };
        if let Some(word) = planner.last_word(&id, about_these_bytes) {
            round.approvals.insert(row.deliverable.clone(), word);
        }
    }
    let open: Vec<Subject> = round
        .judged()
        .filter(|(_, row)| row.verdict != Verdict::Fail)
        .filter(|(_, row)| !round.approvals.contains_key(&row.deliverable))
        .map(|(deliverable, row)| Subject {
            id: deliverable.id.clone().into(),
            label: deliverable.file_name.clone(),
            file: Some(row.file),
            recommended: None,
        })
        .collect();
    if !open.is_empty() {
        planner.ask(ask_sign_off(brief, round, &gate, open));
        return Ok(false);
    }
    deliver(planner, brief, round)
}

fn ask_sign_off(
    brief: &Brief,
    round: &RoundView,
    gate: &GateReading,
    open: Vec<Subject>,
) -> Question {
    let failed = gate.count(Verdict::Fail);
    let kept =
        [(failed, "failed the gate and stay here"), (round.refused.len(), "could not be made")];
    let stay: Vec<String> = kept
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("; {count} {what}"))
        .collect();
    let stay = stay.concat();
    Question {
        id: Question::id_of(QuestionKind::SignOff, &brief.id, round.round),
        kind: QuestionKind::SignOff,
        campaign: brief.id.clone(),
        round: round.round,
        text: format!(
            "may these {} files go out?{} ({} still to sign)",
            gate.rows.len() - failed,
            stay,
            open.len()
        ),
        of: brief.sign_off.clone(),
        answered: round.approvals.len(),
        page: format!("campaigns/{}/out/round-{}-sign-off.html", brief.id, round.round),
        open,
    }
}

fn deliver(
    planner: &mut Planner<'_>,
    brief: &Brief,
    round: &mut RoundView,
) -> Result<bool, PlanError> {
    let mut work = Deliver {
        campaign: brief.id.clone(),
        round: round.round,
        rows: Vec::new(),
        withheld: Vec::new(),
        interchange: planner.now.workspace.house.interchange.clone(),
        media_base: planner.now.workspace.house.media_base.clone(),
    };
    let variants: BTreeMap<_, _> = round.variants.iter().map(|v| (&v.id, v)).collect();
    for (deliverable, row) in round.judged() {
        let approval = round.approvals.get(&deliverable.id);
        match approval.filter(|word| word.answer == Answer::Approve) {
            Some(approval) if row.verdict != Verdict::Fail => {
                if let Some(variant) = variants.get(&deliverable.variant) {
                    let row = approved(planner, brief, deliverable, variant, row, approval);
                    work.rows.extend(row);
                }
            }
            _ => work.withheld.push((deliverable.file_name.clone(), why_withheld(row, approval))),
        }
    }
    work.withheld.extend(round.refused.iter().map(|refused| {
        (refused.name.clone(), format!("could not be made: {}", refused.reasons.join("; ")))
    }));
    let spec = deliver_spec(&work);
    let key = spec.key();
    let folder = delivery_folder(&brief.id, round.round);
    let Some(step) = planner.now.known.step(&key)? else {
        planner.due(spec, key, Work::Deliver(work), 100)?;
        return Ok(false);
    };
    let (Some(manifest), Some(sheet)) = (step.output(MANIFEST), step.output(SHEET)) else {
        return Ok(false);
    };
    let exports = &mut planner.plan.standing.exports;
    exports.extend(work.rows.iter().map(|row| Export {
        path: format!("{folder}/{}", row.deliverable.file_name),
        blob: row.file,
        bytes: Some(row.bytes),
    }));
    exports.extend(step.outputs.iter().map(|output| {
        let name = match output.name.as_str() {
            MANIFEST => "manifest.json",
            SHEET => "trafficking.csv",
            beside => beside,
        };
        let path = format!("{folder}/{name}");
        Export { path, blob: output.digest, bytes: Some(output.bytes) }
    }));
    let brought = planner.now.known.deliveries()?.into_iter();
    let brought = brought.filter(|(_, delivered)| delivered.manifest == manifest.digest);
    let to: BTreeSet<String> = brought.map(|(_, delivered)| delivered.to).collect();
    round.delivery = Some(Delivery {
        to: to.into_iter().collect(),
        folder,
        manifest: manifest.digest,
        sheet: sheet.digest,
        files: work.rows.len(),
        beside: step.outputs.len().saturating_sub(2),
        withheld: work.withheld.len(),
        unviewed: work.rows.iter().filter(|row| unviewed(&row.approval)).count(),
    });
    Ok(true)
}

fn approved(
    planner: &Planner<'_>,
    brief: &Brief,
    deliverable: &Deliverable,
    variant: &Variant,
    row: &GateRow,
    approval: &Arc<Judgement>,
) -> Option<DeliverRow> {
    let workspace = planner.now.workspace;
    let format = workspace.formats.get(&deliverable.format)?;
    Some(DeliverRow {
        deliverable: deliverable.clone(),
        file: row.file,
        bytes: row.bytes,
        verdict: row.verdict.word(),
        findings: row.findings.clone(),
        variant: variant.clone(),
        sources: sources(workspace, variant),
        approval: approval.clone(),
        trafficking: trafficking_row(
            &workspace.brand.name,
            brief,
            variant,
            format,
            deliverable,
            Delivered {
                file: deliverable.file_name.clone(),
                sha256: row.file,
                duration: row.seconds.map(Secs),
                ai_disclosure: workspace
                    .disclosure_of(variant, deliverable.kind)
                    .map_or_else(String::new, |owed| owed.text.clone()),
                approved: approval.by.clone(),
                overrides: overrides_in_words(row),
            },
        ),
    })
}

/// The files of a variant's own parts; the same bytes may lie elsewhere too.
fn sources(workspace: &Workspace, variant: &Variant) -> BTreeMap<Digest, String> {
    let all = &workspace.components;
    let scene = all.scenes.iter().find(|scene| scene.id == variant.scene);
    let music = all.music.iter().find(|music| Some(&music.id) == variant.music.as_ref());
    let scene = scene.map(|scene| (scene.digest, scene.path.clone()));
    let music = music.map(|music| (music.digest, music.path.clone()));
    let voice = all.voices.iter().find(|voice| Some(&voice.id) == variant.voice.as_ref());
    let voice = voice.map(|voice| (voice.digest, voice.path.clone()));
    scene.into_iter().chain(music).chain(voice).collect()
}

fn overrides_in_words(row: &GateRow) -> Vec<String> {
    let overridden = row.findings.iter().filter(|finding| finding.overridden.is_some());
    overridden.filter_map(|f| Some(format!("{} {}", f.code, f.excuse()?))).collect()
}

fn why_withheld(row: &GateRow, approval: Option<&Arc<Judgement>>) -> String {
    match (row.verdict, approval) {
        (Verdict::Fail, _) => {
            let counting = row.findings.iter().filter(|finding| finding.counts());
            let codes: Vec<_> = counting.map(|finding| finding.code.as_str()).collect();
            format!("failed the gate: {}", codes.join(", "))
        }
        (_, Some(word)) => format!("rejected: {} {}", word.reason_code, word.note),
        (_, None) => "nobody signed it".to_owned(),
    }
}
