//! Builds the files of the concepts that live.

use super::{campaign, go, is_json, open, print_json, say_what_waits};
use crate::cli::Work;
use crate::end::End;
use crate::talk::print;
use flow::plan::Goal;
use serde::Serialize;

/// One step that would be made.
#[derive(Debug, Serialize)]
struct Line {
    kind: String,
    subject: String,
    because: String,
}

pub(super) fn run(work: &Work, plan_only: bool) -> Result<(), End> {
    if plan_only {
        return plan(work);
    }
    let (_studio, end) = go(work, Goal::Build)?;
    print(&format!("{} steps made", end.made));
    say_what_waits(&end);
    Ok(())
}

fn plan(work: &Work) -> Result<(), End> {
    let studio = open(&work.common.dir)?;
    let only = campaign(&studio, work.campaign.as_deref())?;
    let mut due = studio.plan(Goal::Build, only.as_ref())?.due;
    due.sort_by(|a, b| a.spec.subject.cmp(&b.spec.subject));
    let lines: Vec<Line> = due
        .into_iter()
        .map(|due| Line { kind: due.spec.kind, subject: due.spec.subject, because: due.because })
        .collect();
    if is_json(&work.common) {
        return print_json("plan/1", &lines);
    }
    for line in &lines {
        print(&format!("{} {}: because {}", line.kind, line.subject, line.because));
    }
    print(&format!("{} steps would be made", lines.len()));
    Ok(())
}
