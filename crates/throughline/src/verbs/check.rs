//! Looks at files: what is wrong, where, and what to do about it.

mod book;
mod brand;
mod csv;
mod expect;
mod first;
mod html;
mod json;
mod junit;
mod likeness;
mod overrides;
mod report;
mod settling;
mod text;
mod watch;

use super::{jobs, stopper};
use crate::cli::{Check, ReportFormat, Tier};
use crate::end::{End, INTERRUPTED, USAGE, VERDICT};
use crate::talk::{print, say};
use expect::Expectations;
use first::FirstLook;
use host::checkup::{Checkup, Patient, Shots};
use indicatif::{ProgressBar, ProgressStyle};
use model::finding::{LookTier, Verdict};
use report::{Checked, Report, checked};
use std::path::Path;

pub(super) fn run(check: &Check) -> Result<(), End> {
    let format = format(check);
    let mut expectations = Expectations::of(check)?;
    if let Some(file) = &check.export_formats {
        host::atomic::write_file(file, spec::adcp::write(expectations.pack()).as_bytes())?;
        say(&format!("wrote `{}`: {} formats", file.display(), expectations.pack().len()));
        return Ok(());
    }
    if let Some(folder) = &check.watch {
        return watch::run(folder, check, format, &expectations);
    }
    let mut listed = expectations.listed(check.deliverables.as_deref())?;
    let named = expectations.named(&check.paths, check.out.as_deref())?;
    if listed.patients.is_empty() && named.is_empty() {
        return Err(End::new(USAGE, "there is no file to look at in what was named"));
    }
    let mut checkup = checkup(&expectations, format, Tier::Verdict)?;
    listed.read_cards(&checkup)?;
    let mut patients = listed.patients;
    patients.extend(named);
    if !check.let_pass.is_empty() {
        let said = overrides::record(check, &checkup, &patients)?;
        expectations.let_pass(&said);
        for patient in &mut patients {
            patient.standard.overrides.extend(said.iter().cloned());
        }
    }
    let (stop, bar) = (stopper(), progress(patients.len()));
    let mut first = FirstLook::default();
    if check.tier == Tier::Full {
        // A page needs its pictures from one look.
        if format != ReportFormat::Html {
            first = FirstLook::take(&checkup, &patients, &stop, &bar);
        }
        checkup = checkup.every_frame();
    }
    let hear = |patient: &Patient, seen| {
        bar.set_message(patient.path.display().to_string());
        bar.inc(1);
        let mut seen = checked(patient, seen, expectations.pack());
        if let Ok(file) = &mut seen {
            first.tell_more(&patient.path, &file.verdict, &bar);
            if check.fix || check.fix_to.is_some() {
                let mended = checkup.correct(patient, &file.verdict, check.fix_to.as_deref());
                file.mended = mended.transpose();
            }
        }
        seen
    };
    let seen = checkup.look(&patients, jobs(None), &stop, &hear);
    bar.finish_and_clear();
    let mut report = Report::new();
    report.stopped = seen.len() < patients.len();
    for one in seen {
        report.put(one);
    }
    tell(&report, check.out.as_deref(), format)
}

fn progress(files: usize) -> ProgressBar {
    let bar = ProgressBar::new(files as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}") {
        bar.set_style(style);
    }
    bar
}

/// What was asked for, else what the ending of the file says.
fn format(check: &Check) -> ReportFormat {
    let ending = check.out.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
    check.format.unwrap_or(match ending {
        Some("json") => ReportFormat::Json,
        Some("html" | "htm") => ReportFormat::Html,
        Some("xml") => ReportFormat::Junit,
        Some("csv") => ReportFormat::Csv,
        _ => ReportFormat::Text,
    })
}

fn checkup(expectations: &Expectations, format: ReportFormat, tier: Tier) -> Result<Checkup, End> {
    let tier = match tier {
        Tier::Verdict => LookTier::Verdict,
        Tier::Full => LookTier::Full,
    };
    let shots = if format == ReportFormat::Html { Shots::Wanted } else { Shots::Unwanted };
    let checkup = Checkup::new(jobs(None), expectations.logos().to_vec(), shots, tier)?
        .comparing(expectations.typefaces().at_hand.clone());
    if !checkup.reads_words() {
        say(
            "note: the text reader is not installed, so end cards are not read; `throughline doctor` says how to get it",
        );
    }
    Ok(checkup)
}

fn tell(report: &Report, out: Option<&Path>, format: ReportFormat) -> Result<(), End> {
    let written = write(report, format)?;
    match out {
        Some(out) => {
            host::atomic::write_file(out, written.as_bytes())?;
            say(&format!("wrote `{}`: {}", out.display(), text::summary(report)));
        }
        None => print(written.trim_end_matches('\n')),
    }
    end(report)
}

fn write(report: &Report, format: ReportFormat) -> Result<String, End> {
    Ok(match format {
        ReportFormat::Text => text::write(report),
        ReportFormat::Json => json::write(report)?,
        ReportFormat::Html => html::write(report),
        ReportFormat::Junit => junit::write(report),
        ReportFormat::Csv => csv::write(report),
    })
}

fn end(report: &Report) -> Result<(), End> {
    if let Some(code) = End::worst(report.unseen.iter().map(|unseen| unseen.code)) {
        let lines: Vec<&str> = report.unseen.iter().map(|u| u.because.as_str()).collect();
        return Err(End::new(code, lines.join("\n")));
    }
    let uncorrected: Vec<(u8, String)> =
        report.files.iter().filter_map(Checked::not_corrected).collect();
    if let Some(code) = End::worst(uncorrected.iter().map(|(code, _)| *code)) {
        let lines: Vec<&str> = uncorrected.iter().map(|(_, why)| why.as_str()).collect();
        return Err(End::new(code, lines.join("\n")));
    }
    if report.stopped {
        return Err(End::new(INTERRUPTED, "stopped; files that are not listed were not looked at"));
    }
    if report.verdict() == Verdict::Fail { Err(End::new(VERDICT, "")) } else { Ok(()) }
}
