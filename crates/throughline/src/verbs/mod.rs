//! One file a verb. Each reads its words, calls the rooms, prints.

mod account;
mod adopt;
mod audit;
mod build;
mod check;
mod concepts;
mod decide;
mod deliver;
mod demo;
mod doctor;
mod gc;
mod learn;
mod names;
mod new;
mod predict;
mod research;
mod review;
mod run;
mod status;
mod verify;
mod why;

use crate::cli::{Cli, Common, Format, Verb, Work};
use crate::end::{BUG, End, FILE, INTERRUPTED, USAGE, VERDICT, code_of_step};
use crate::talk::{Bar, Lines, print, say};
use flow::plan::Goal;
use flow::question::Question;
use flow::steps::StepError;
use flow::summary::Summary;
use host::HostError;
use host::engine::{Failure, Trouble};
use host::gc::Act;
use host::known::chain;
use host::lock::WorkspaceLock;
use host::studio::{Papers, RunEnd, RunOrder, Studio};
use jiff::Timestamp;
use model::decision::Answer;
use model::id::CampaignId;
use model::person::{Attestation, PersonName};
use serde::Serialize;
use spec::decisions::RecordedDecision;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Another process gets this long to end before we give up.
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) fn run(cli: &Cli) -> Result<(), End> {
    match &cli.verb {
        Verb::New { name, from } => new::run(name, from.as_deref()),
        Verb::Adopt { paths, purpose, retire, because, by, take, at, text, common } => {
            let words = adopt::Words {
                purpose: purpose.as_deref(),
                retire: *retire,
                because,
                by: by.as_deref(),
            };
            let part = take.as_deref().map(|part| (part, *at, text.as_deref().unwrap_or_default()));
            adopt::run(paths, &words, part, common)
        }
        Verb::Demo { dir, jobs } => demo::run(dir, *jobs),
        Verb::Run(work) => run::run(work),
        Verb::Status(common) => status::run(common),
        Verb::Research { work, export } => research::run(work, export.as_deref()),
        Verb::Concepts(work) => concepts::run(work),
        Verb::Review { by, from, approve_all, common } => {
            review::run(by, from.as_deref(), *approve_all, common)
        }
        Verb::Build { work, plan } => build::run(work, *plan),
        Verb::Check(check) => check::run(check),
        Verb::Deliver { work, to } => deliver::run(work, to.as_deref()),
        Verb::Names { what } => names::run(what),
        Verb::Learn(work) => learn::run(work),
        Verb::Predict(work) => predict::run(work),
        Verb::Decide { work, by, accept_all, set, because } => {
            decide::run(work, by.as_deref(), *accept_all, set, because)
        }
        Verb::Why { id, common } => why::run(id, common),
        Verb::Audit(common) => audit::run(common),
        Verb::Verify { common, repair } => verify::run(common, *repair),
        Verb::Gc { common, dry_run, superseded } => {
            let act = if *dry_run { Act::Tell } else { Act::Remove };
            let reach = if *superseded { gc::Reach::Superseded } else { gc::Reach::Unnamed };
            gc::run(common, act, reach)
        }
        Verb::Doctor { format } => doctor::run(*format),
    }
}

/// Opens the workspace for work. A second process waits, and says so.
fn open(dir: &Path) -> Result<Studio, End> {
    let papers = Papers::read(dir)?;
    if !papers.warnings.is_empty() {
        say(&spec::diagnostic::render(&papers.warnings));
    }
    drop(locked(&papers.root)?);
    Ok(Studio::open(papers, PATIENCE)?)
}

/// Takes the lock of the workspace. A second process waits, and says so.
fn locked(root: &Path) -> Result<WorkspaceLock, End> {
    let lock = WorkspaceLock::acquire(root, Timestamp::now(), Duration::ZERO);
    match lock {
        Err(error @ HostError::Busy { .. }) => {
            say(&format!("{}; waiting…", chain(&error)));
            Ok(WorkspaceLock::acquire(root, Timestamp::now(), PATIENCE)?)
        }
        other => Ok(other?),
    }
}

/// Opens the workspace to look at it; nothing is written, nobody is waited for.
fn look_into(dir: &Path) -> Result<Studio, End> {
    Ok(Studio::open_reading(Papers::read(dir)?)?)
}

/// Goes to a goal; what could not finish ends the command with every reason.
fn go(work: &Work, goal: Goal) -> Result<(Studio, RunEnd), End> {
    let mut studio = open(&work.common.dir)?;
    let end = go_on(&mut studio, work, goal)?;
    Ok((studio, end))
}

fn go_on(studio: &mut Studio, work: &Work, goal: Goal) -> Result<RunEnd, End> {
    let decisions = match &work.decisions {
        Some(file) => recorded(file, studio, None)?,
        None => Vec::new(),
    };
    let replayed = Attestation::Replayed {
        file: work.decisions.as_deref().map(|file| file.display().to_string()).unwrap_or_default(),
        account: account_name(),
    };
    let only = campaign(studio, work.campaign.as_deref())?;
    let lines = if work.verbose { Lines::Told } else { Lines::Quiet };
    let bar = Bar::new(lines);
    let end = studio.run(&RunOrder {
        goal,
        only: only.as_ref(),
        decisions: &decisions,
        replayed: &replayed,
        jobs: jobs(work.jobs),
        stop: &stopper(),
        progress: &bar,
    })?;
    finish(&end)?;
    Ok(end)
}

/// Ends the command when something could not finish: everything that went wrong, at once.
fn finish(end: &RunEnd) -> Result<(), End> {
    if !end.refused.is_empty() {
        let lines: Vec<String> = end.refused.iter().map(ToString::to_string).collect();
        return Err(End::new(FILE, lines.join("\n")));
    }
    if !end.failures.is_empty() {
        let code = End::worst(end.failures.iter().map(code_of)).unwrap_or(BUG);
        let reasons = reasons(&end.failures);
        let safe = format!("{} other steps finished and are kept", end.made);
        return Err(End::new(code, format!("{}\n{safe}", reasons.join("\n"))));
    }
    if end.stopped {
        return Err(End::new(
            INTERRUPTED,
            "stopped; what was finished is kept, `throughline run` goes on from here",
        ));
    }
    Ok(())
}

/// Says each reason once, with what it keeps from being made: one logo that cannot be read stops
/// every file.
fn reasons(failures: &[Failure]) -> Vec<String> {
    let mut stopped: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for failure in failures {
        let reason = match &failure.error {
            Trouble::Step(StepError::Draw { reasons, .. }) => reasons.join("\n"),
            other => chain(other),
        };
        stopped.entry(reason).or_default().insert(&failure.subject);
    }
    let line = |(reason, subjects): (String, BTreeSet<&str>)| {
        let first = subjects.first().copied().unwrap_or_default();
        match subjects.len() - 1 {
            0 => format!("{reason}\n  in {first}"),
            more => format!("{reason}\n  in {first} and {more} more"),
        }
    };
    stopped.into_iter().map(line).collect()
}

fn code_of(failure: &Failure) -> u8 {
    match &failure.error {
        Trouble::Step(step) => code_of_step(step),
        Trouble::Panic(_) => BUG,
    }
}

/// Reads recorded decisions; every fault at once. `by` fills in who, where a line does not say.
fn recorded(
    file: &Path,
    studio: &Studio,
    by: Option<&PersonName>,
) -> Result<Vec<RecordedDecision>, End> {
    let text = read_text(file)?;
    let name = file.display().to_string();
    let rows = spec::decisions::parse(&name, &text, by)
        .map_err(|faults| End::new(FILE, spec::diagnostic::render(&faults)))?;
    let listed = listed(studio);
    let strangers = flow::answer::strangers(&rows, &listed);
    if strangers.is_empty() {
        return Ok(rows);
    }
    let lines: Vec<String> = strangers.iter().map(|s| format!("{name}: {s}")).collect();
    Err(End::new(FILE, lines.join("\n")))
}

fn listed(studio: &Studio) -> Vec<PersonName> {
    studio.papers.workspace.house.people.iter().map(|person| person.name.clone()).collect()
}

/// Finds a person in `throughline.toml`.
fn person(studio: &Studio, name: &str) -> Result<PersonName, End> {
    let person = PersonName(name.to_owned());
    let listed = listed(studio);
    if listed.contains(&person) {
        return Ok(person);
    }
    let names: Vec<String> = listed.iter().map(|name| format!("`{name}`")).collect();
    Err(End::new(
        FILE,
        format!(
            "nobody called `{name}` is listed in `throughline.toml`; listed are {}",
            names.join(", ")
        ),
    ))
}

fn read_text(file: &Path) -> Result<String, End> {
    let bytes = std::fs::read(file)
        .map_err(|e| End::new(USAGE, format!("could not read `{}`: {e}", file.display())))?;
    String::from_utf8(bytes).map_err(|e| {
        End::new(
            FILE,
            format!(
                "`{}` is not UTF-8 text (byte {}): save it as CSV UTF-8",
                file.display(),
                e.utf8_error().valid_up_to()
            ),
        )
    })
}

fn campaign(studio: &Studio, name: Option<&str>) -> Result<Option<CampaignId>, End> {
    let Some(name) = name else { return Ok(None) };
    let briefs = &studio.papers.workspace.briefs;
    briefs.keys().find(|id| id.as_str() == name).cloned().map(Some).ok_or_else(|| {
        let known: Vec<&str> = briefs.keys().map(CampaignId::as_str).collect();
        End::new(USAGE, format!("there is no campaign `{name}`; there are: {}", known.join(", ")))
    })
}

/// The operating-system account that speaks.
fn account_name() -> String {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    set("USER").or_else(|| set("LOGNAME")).unwrap_or_else(|| "unknown account".to_owned())
}

fn jobs(asked: Option<usize>) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    asked.filter(|jobs| *jobs > 0).unwrap_or_else(cores)
}

/// Ctrl-C finishes what is running and keeps it; a second one ends at once.
fn stopper() -> Arc<AtomicBool> {
    static STOP: std::sync::OnceLock<Arc<AtomicBool>> = std::sync::OnceLock::new();
    STOP.get_or_init(|| {
        let stop = Arc::new(AtomicBool::new(false));
        let seen = stop.clone();
        let set = ctrlc::set_handler(move || {
            if seen.swap(true, Ordering::SeqCst) {
                std::process::exit(i32::from(INTERRUPTED));
            }
            say("stopping: what is running is finished first (Ctrl-C again ends at once)…");
        });
        if let Err(error) = set {
            say(&format!("Ctrl-C will end at once, not cleanly: {error}"));
        }
        stop
    })
    .clone()
}

/// Prints a record as JSON with its schema at the root.
fn print_json<T: Serialize>(schema: &str, record: &T) -> Result<(), End> {
    print(&json_text(schema, record)?);
    Ok(())
}

fn json_text<T: Serialize>(schema: &str, record: &T) -> Result<String, End> {
    serde_json::to_string_pretty(&json_root(schema, record)?).map_err(|e| End::bug(&e.to_string()))
}

/// Returns a record with its schema at the root.
fn json_root<T: Serialize>(
    schema: &str,
    record: &T,
) -> Result<serde_json::Map<String, serde_json::Value>, End> {
    let mut root = serde_json::Map::new();
    root.insert("schema".to_owned(), schema.into());
    let value = serde_json::to_value(record).map_err(|e| End::bug(&e.to_string()))?;
    match value {
        serde_json::Value::Object(fields) => root.extend(fields),
        other => {
            root.insert("items".to_owned(), other);
        }
    }
    Ok(root)
}

/// Says what waits: for people with the command that answers, for the world with where to put it.
fn say_what_waits(end: &RunEnd) {
    say_waiting(&end.standing.summary());
}

fn say_waiting(summary: &Summary) {
    for question in &summary.questions {
        say(&format!("\n{question}"));
    }
    for awaited in &summary.awaited {
        say(&format!(
            "\n{} (round {}) waits for {}",
            awaited.campaign, awaited.round, awaited.text
        ));
    }
}

fn is_json(common: &Common) -> bool {
    common.format == Format::Json
}

/// Writes an answer down as if it had stood in a file.
fn row(
    question: &Question,
    subject: &str,
    verdict: Answer,
    reason_code: &str,
    note: &str,
    by: &PersonName,
) -> RecordedDecision {
    RecordedDecision {
        round: question.round,
        subject: subject.to_owned(),
        verdict,
        reason_code: reason_code.to_owned(),
        note: note.to_owned(),
        by: by.clone(),
        at: None,
        line: 0,
    }
}

/// Joins the workspace and a path in it for people.
fn shown(studio: &Studio, path: &str) -> PathBuf {
    studio.papers.root.join(path)
}

fn failed_verdict(message: String) -> End {
    End::new(VERDICT, message)
}
