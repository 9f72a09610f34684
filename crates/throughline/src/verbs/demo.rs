//! Makes the sample workspace and takes it through the loop, a second round included.

use super::account::Account;
use super::{account_name, finish, jobs, new, open, say_what_waits, stopper};
use crate::end::{BUSY, End};
use crate::talk::{Bar, Lines, print, say};
use flow::plan::Goal;
use host::atomic::write_file;
use host::known::chain;
use host::studio::{RunEnd, RunOrder, Studio};
use model::person::Attestation;
use std::path::Path;

const DECISIONS: &str = "decisions.csv";
/// Two rounds of three questions and two waits for results; more would mean it does not end.
const MOST_TURNS: usize = 12;

pub(super) fn run(dir: &Path, asked_jobs: Option<usize>) -> Result<(), End> {
    if dir.join("throughline.toml").exists() {
        say(&format!("{} is there already; going on with it", dir.display()));
    } else {
        say(&format!("making the sample workspace in {}", dir.display()));
        let files = sample::workspace().map_err(|error| End::bug(&chain(&error)))?;
        new::write(dir, &files)?;
    }
    let mut decisions = std::fs::read_to_string(dir.join(DECISIONS))
        .unwrap_or_else(|_not_yet| sample::script::HEADER.to_owned());
    for _ in 0..MOST_TURNS {
        // Opened anew each turn: results were dropped in, as a person would have.
        let mut studio = open(dir)?;
        let end = turn(&mut studio, &decisions, asked_jobs)?;
        let more = sample::script::answers(&end.standing);
        let results = results(&studio, dir, &end)?;
        if more.is_empty() && !results {
            Account::from(&end).tell(&studio);
            say_what_waits(&end);
            print(&format!("\nthe sample people's answers: {}", dir.join(DECISIONS).display()));
            print(&format!("why anything exists: throughline why -C {} ID", dir.display()));
            return Ok(());
        }
        decisions.push_str(&more);
        write(&dir.join(DECISIONS), decisions.as_bytes())?;
    }
    Err(End::bug("the sample did not come to an end"))
}

fn turn(studio: &mut Studio, decisions: &str, asked_jobs: Option<usize>) -> Result<RunEnd, End> {
    let rows = spec::decisions::parse(DECISIONS, decisions, None)
        .map_err(|faults| End::bug(&spec::diagnostic::render(&faults)))?;
    let end = studio.run(&RunOrder {
        goal: Goal::Decide,
        only: None,
        decisions: &rows,
        replayed: &Attestation::Replayed { file: DECISIONS.to_owned(), account: account_name() },
        jobs: jobs(asked_jobs),
        stop: &stopper(),
        progress: &Bar::new(Lines::Quiet),
    })?;
    finish(&end)?;
    Ok(end)
}

/// Drops in the sample's made-up results where results are awaited; returns whether it did.
fn results(studio: &Studio, dir: &Path, end: &RunEnd) -> Result<bool, End> {
    let mut dropped = false;
    for awaited in &end.standing.awaited {
        let view = end.standing.view.campaigns.get(&awaited.campaign);
        let round = view.and_then(|v| v.rounds.iter().find(|r| r.round == awaited.round));
        let brief = studio.papers.workspace.briefs.get(&awaited.campaign);
        if let (Some(round), Some(brief)) = (round, brief) {
            let file = format!("{}-round-{}.csv", awaited.campaign, awaited.round);
            let text = sample::results::of_round(round, brief.flight_from);
            write(&dir.join("performance").join(&file), text.as_bytes())?;
            label(dir, &file)?;
            dropped = true;
        }
    }
    Ok(dropped)
}

/// Says in the workspace that results are made up, before anything reads them.
fn label(dir: &Path, file: &str) -> Result<(), End> {
    let path = dir.join("performance/sources.csv");
    let mut sources = super::read_text(&path)?;
    if !sources.contains(file) {
        sources.push_str(&sample::results::source_line(file));
    }
    write(&path, sources.as_bytes())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), End> {
    write_file(path, bytes).map_err(|error| End::new(BUSY, chain(&error)))
}
