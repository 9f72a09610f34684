//! A folder whose files are looked at as they come.

use super::expect::{Expectations, is_same};
use super::report::{Checked, Report, checked};
use super::settling::{Settling, Stamp};
use super::{checkup, csv, json, text, write};
use crate::cli::{Check, ReportFormat};
use crate::end::{End, USAGE, VERDICT};
use crate::talk::{print, say};
use crate::verbs::{jobs, stopper};
use host::checkup::{Checkup, Patient};
use host::files::list_files;
use host::known::chain;
use model::finding::Verdict;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How often the folder is looked through.
const PAUSE: Duration = Duration::from_millis(400);
/// How soon Ctrl-C is noticed.
const NAP: Duration = Duration::from_millis(50);

/// How verdicts are printed as they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stream {
    Text,
    Json,
    Csv,
}

pub(super) fn run(
    folder: &Path,
    check: &Check,
    format: ReportFormat,
    expectations: &Expectations,
) -> Result<(), End> {
    if !folder.is_dir() {
        return Err(End::new(USAGE, format!("`{}` is not a folder", folder.display())));
    }
    let out = check.out.as_deref();
    let stream = match format {
        _ if out.is_some() => Stream::Text,
        ReportFormat::Text => Stream::Text,
        ReportFormat::Json => Stream::Json,
        ReportFormat::Csv => Stream::Csv,
        ReportFormat::Html | ReportFormat::Junit => {
            let what = "a page or JUnit XML is written whole, each time a file comes: say where with --out FILE";
            return Err(End::new(USAGE, what));
        }
    };
    let stop = stopper();
    let mut watch = Watch {
        folder: folder.to_owned(),
        checkup: checkup(expectations, format, check.tier)?,
        expectations,
        stream,
        out: out.map(|out| (out, format)),
        report: Report::new(),
        settling: Settling::default(),
        complained: BTreeSet::new(),
    };
    say(&format!("watching `{}`; Ctrl-C ends", folder.display()));
    if stream == Stream::Csv {
        print(csv::header().trim_end());
    }
    let began = Instant::now();
    while !stop.load(Ordering::Relaxed) {
        watch.turn(began.elapsed(), &stop)?;
        rest(&stop);
    }
    watch.end()
}

struct Watch<'a> {
    folder: PathBuf,
    checkup: Checkup,
    expectations: &'a Expectations,
    stream: Stream,
    out: Option<(&'a Path, ReportFormat)>,
    report: Report,
    settling: Settling,
    /// What could not be read and was said.
    complained: BTreeSet<String>,
}

impl Watch<'_> {
    /// Looks through the folder once, and at every file that has settled.
    fn turn(&mut self, now: Duration, stop: &AtomicBool) -> Result<(), End> {
        let files = self.files();
        let settled = self.settling.look(now, files);
        if settled.is_empty() {
            return Ok(());
        }
        let patients: Vec<Patient> =
            settled.into_iter().map(|path| self.expectations.patient(path)).collect();
        let (pack, stream) = (self.expectations.pack(), self.stream);
        let report = Mutex::new(&mut self.report);
        self.checkup.look(&patients, jobs(None), stop, &|patient, seen| {
            let seen = checked(patient, seen, pack);
            let is_there = patient.path.exists();
            let mut report = report.lock().unwrap_or_else(PoisonError::into_inner);
            match &seen {
                Ok(file) => tell(file, stream),
                // Whoever took it away knows.
                Err(_) if !is_there => return,
                Err(unseen) => say(&unseen.because),
            }
            report.forget(&patient.path);
            report.put(seen);
        });
        if let Some((out, format)) = self.out {
            let written = write(&self.report, format)?;
            host::atomic::write_file(out, written.as_bytes())?;
        }
        Ok(())
    }

    fn files(&mut self) -> Vec<(PathBuf, Stamp)> {
        let (found, unread) = list_files(std::slice::from_ref(&self.folder));
        for error in unread {
            // A file may go while the folder is being read; what stays away is said once.
            let complaint = chain(&error);
            if self.complained.insert(complaint.clone()) {
                say(&complaint);
            }
        }
        let out = self.out.map(|(out, _)| out);
        let stamped = found.into_iter().filter(|path| !is_same(path, out)).filter_map(|path| {
            let meta = path.metadata().ok()?;
            let stamp = Stamp { bytes: meta.len(), changed: meta.modified().ok() };
            Some((path, stamp))
        });
        stamped.collect()
    }

    fn end(self) -> Result<(), End> {
        say(&text::summary(&self.report));
        if self.settling.waiting() > 0 {
            say(&format!(
                "{} more had not settled and were not looked at",
                self.settling.waiting()
            ));
        }
        if let Some(code) = End::worst(self.report.unseen.iter().map(|unseen| unseen.code)) {
            // What happened was said when it happened.
            return Err(End::new(code, ""));
        }
        if self.report.verdict() == Verdict::Fail { Err(End::new(VERDICT, "")) } else { Ok(()) }
    }
}

fn tell(file: &Checked, stream: Stream) {
    match stream {
        Stream::Text => print(text::file(file).trim_end()),
        Stream::Csv => print(csv::file(file).trim_end()),
        Stream::Json => match json::line(file) {
            Ok(line) => print(&line),
            Err(end) => say(&end.message),
        },
    }
}

fn rest(stop: &AtomicBool) {
    let began = Instant::now();
    while began.elapsed() < PAUSE && !stop.load(Ordering::Relaxed) {
        std::thread::sleep(NAP);
    }
}
