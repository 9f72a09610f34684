//! Looks at files: what is wrong, where, and what to do about it.

use super::{is_json, jobs, print_json, read_text, stopper};
use crate::cli::Common;
use crate::end::{End, FILE, INTERRUPTED, USAGE, VERDICT};
use crate::talk::{print, say};
use gate::Standard;
use host::HostError;
use host::checkup::{Checkup, Patient};
use host::files::find_files;
use host::known::chain;
use host::studio::{Papers, Studio, StudioError};
use indicatif::{ProgressBar, ProgressStyle};
use model::asset::PurposeState;
use model::digest::Digest;
use model::finding::{FileVerdict, Verdict};
use model::id::FormatId;
use serde::Serialize;
use spec::format::Format;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// What `check --format json` prints.
#[derive(Debug, Serialize)]
struct Report {
    verdict: Verdict,
    files: Vec<FileVerdict>,
}

pub(super) fn run(
    paths: &[PathBuf],
    list: Option<&Path>,
    expected: Option<&str>,
    common: &Common,
) -> Result<(), End> {
    // Alone, without a workspace, this is the door by which most people come in.
    let studio = match host::studio::find_root(&common.dir) {
        Ok(_root) => workspace(&common.dir)?,
        Err(_no_workspace) => None,
    };
    let pack = match &studio {
        Some(studio) => studio.papers.workspace.formats.clone(),
        None => spec::formats::pack(),
    };
    let mut patients = listed(list, &pack)?;
    patients.extend(named(paths, expected, &pack, studio.as_ref())?);
    if patients.is_empty() {
        return Err(End::new(USAGE, "there is no file to look at in what was named"));
    }
    let logos = match &studio {
        Some(studio) => studio.logos()?,
        None => Vec::new(),
    };
    let checkup = Checkup::new(jobs(None), logos)?;
    if !checkup.reads_words() {
        say(
            "note: the text reader is not installed, so end cards are not read; `throughline doctor` says how to get it",
        );
    }
    look(&checkup, &patients, common)
}

/// Opens the workspace for what it knows; one that has never run knows nothing yet.
fn workspace(dir: &Path) -> Result<Option<Studio>, End> {
    let papers = Papers::read(dir)?;
    match Studio::open_reading(papers) {
        Ok(studio) => Ok(Some(studio)),
        Err(StudioError::Host(HostError::NoLedger { .. })) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn look(checkup: &Checkup, patients: &[Patient], common: &Common) -> Result<(), End> {
    let bar = ProgressBar::new(patients.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}") {
        bar.set_style(style);
    }
    let stop = stopper();
    let seen = |path: &Path| {
        bar.set_message(path.display().to_string());
        bar.inc(1);
    };
    let looked = checkup.look(patients, jobs(None), &stop, &seen);
    bar.finish_and_clear();
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for result in looked {
        match result {
            Ok(verdict) => files.push(verdict),
            Err(error) => errors.push(End::from(error)),
        }
    }
    let verdict = files.iter().map(|file| file.verdict).max().unwrap_or(Verdict::Pass);
    if is_json(common) {
        print_json("check/1", &Report { verdict, files })?;
    } else {
        files.iter().for_each(tell);
        summary(&files);
    }
    if let Some(code) = End::worst(errors.iter().map(|error| error.code)) {
        let lines: Vec<String> = errors.into_iter().map(|error| error.message).collect();
        return Err(End::new(code, lines.join("\n")));
    }
    if stop.load(Ordering::Relaxed) {
        return Err(End::new(INTERRUPTED, "stopped; files that are not listed were not looked at"));
    }
    if verdict == Verdict::Fail { Err(End::new(VERDICT, "")) } else { Ok(()) }
}

fn tell(file: &FileVerdict) {
    print(&format!("{}  {}", file.verdict.word(), file.path));
    for finding in &file.findings {
        let compared = match (&finding.measured, &finding.expected) {
            (Some(measured), Some(expected)) => format!(": {measured}, expected {expected}"),
            (Some(measured), None) => format!(": {measured}"),
            _ => String::new(),
        };
        let intended = finding
            .intended
            .as_ref()
            .map_or_else(String::new, |i| format!(" (intended by {}: {})", i.by, i.because));
        print(&format!("      {}{compared}{intended}", finding.code));
        let at = finding.place.and_then(|place| place.start_s);
        if let Some(at) = at {
            print(&format!("        at {at:.2} s"));
        }
        print(&format!("        {}", finding.remedy));
        print(&format!("        {} · {}", finding.rule, finding.source));
    }
    for not_run in &file.not_run {
        print(&format!("      {} not run: {}", not_run.code, not_run.because));
    }
}

fn summary(files: &[FileVerdict]) {
    let count = |verdict| files.iter().filter(|file| file.verdict == verdict).count();
    print(&format!(
        "{} files: {} pass, {} warn, {} fail",
        files.len(),
        count(Verdict::Pass),
        count(Verdict::Warn),
        count(Verdict::Fail)
    ));
}

/// Files of a list, each with its own expectations; paths are relative to the list.
fn listed(list: Option<&Path>, pack: &BTreeMap<FormatId, Format>) -> Result<Vec<Patient>, End> {
    let Some(list) = list else { return Ok(Vec::new()) };
    let name = list.display().to_string();
    let rows = spec::deliverables::parse(&name, &read_text(list)?, pack)
        .map_err(|faults| End::new(FILE, spec::diagnostic::render(&faults)))?;
    let folder = list.parent().unwrap_or_else(|| Path::new("."));
    let mut patients = Vec::new();
    let mut missing = Vec::new();
    for row in rows {
        let path = folder.join(&row.file);
        if !path.is_file() {
            missing.push(format!("{}: `{}` is not there", row.place, row.file));
        }
        let format = row.format.as_ref().and_then(|id| pack.get(id));
        patients.push(Patient { path, standard: Standard::for_listed(&row, format) });
    }
    if missing.is_empty() { Ok(patients) } else { Err(End::new(USAGE, missing.join("\n"))) }
}

/// Files named on the command line, held against one format, or against what the workspace knows
/// of them.
fn named(
    paths: &[PathBuf],
    expected: Option<&str>,
    pack: &BTreeMap<FormatId, Format>,
    studio: Option<&Studio>,
) -> Result<Vec<Patient>, End> {
    let format = match expected {
        Some(id) => {
            Some(pack.values().find(|format| format.id.as_str() == id).ok_or_else(|| {
                let near: Vec<&str> = pack
                    .keys()
                    .map(FormatId::as_str)
                    .filter(|known| known.starts_with(id.get(..3).unwrap_or(id)))
                    .collect();
                End::new(USAGE, format!("there is no format `{id}`; near it: {}", near.join(", ")))
            })?)
        }
        None => None,
    };
    let found = find_files(paths).map_err(|missing| {
        let lines: Vec<String> = missing.iter().map(|e| chain(e)).collect();
        End::new(USAGE, lines.join("\n"))
    })?;
    let book = studio.map(Book::of).transpose()?;
    found
        .into_iter()
        .map(|path| {
            let mut standard = book.as_ref().map_or_else(Standard::default, |b| b.standard(&path));
            if let Some(format) = format {
                standard.format = Standard::from_format(format).format;
            }
            Ok(Patient { path, standard })
        })
        .collect()
}

/// What a workspace knows of files: its deliverables by name, its adopted things by hash.
struct Book {
    root: PathBuf,
    by_name: BTreeMap<String, Standard>,
    adopted: BTreeMap<Digest, PurposeState>,
}

impl Book {
    fn of(studio: &Studio) -> Result<Self, End> {
        let workspace = &studio.papers.workspace;
        let standing = studio.plan(flow::plan::Goal::Decide, None)?.standing;
        let mut by_name = BTreeMap::new();
        for (campaign, view) in &standing.view.campaigns {
            let Some(brief) = workspace.briefs.get(campaign) else { continue };
            for round in &view.rounds {
                for deliverable in &round.deliverables {
                    let variant = round.variant(&deliverable.variant);
                    let format = workspace.formats.get(&deliverable.format);
                    let (Some(variant), Some(format)) = (variant, format) else { continue };
                    let mut standard = Standard::for_deliverable(workspace, brief, variant, format);
                    standard.approved =
                        round.approvals.get(&deliverable.id).and_then(|word| word.seen);
                    by_name.insert(deliverable.file_name.clone(), standard);
                }
            }
        }
        let (assets, _) = super::audit::assets(studio)?;
        let adopted = assets
            .into_iter()
            .filter_map(|asset| match asset.origin {
                model::asset::AssetOrigin::Adopted { digest, .. } => Some((digest, asset.purpose)),
                model::asset::AssetOrigin::Concept { .. } => None,
            })
            .collect();
        Ok(Self { root: studio.papers.root.clone(), by_name, adopted })
    }

    /// A file of the workspace that nobody gave a purpose is an orphan and does not pass.
    fn standard(&self, path: &Path) -> Standard {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if let Some(standard) = self.by_name.get(name) {
            return standard.clone();
        }
        let inside = path.canonicalize().is_ok_and(|whole| whole.starts_with(&self.root));
        let known = std::fs::read(path).ok().and_then(|b| self.adopted.get(&Digest::of(&b)));
        let purpose = known.cloned().or_else(|| inside.then_some(PurposeState::Unstated));
        Standard { purpose, ..Standard::default() }
    }
}
