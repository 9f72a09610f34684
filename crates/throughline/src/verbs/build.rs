//! Builds the files of the concepts that live.

use super::account::Account;
use super::{campaign, go, is_json, print_json, say_what_waits};
use crate::cli::Work;
use crate::end::End;
use crate::talk::{print, say};
use asset::designed::Designed;
use flow::forecast::{Forecast, Time};
use flow::plan::Goal;
use host::studio::{Papers, RunEnd, Studio};
use std::collections::BTreeMap;

pub(super) fn run(work: &Work, plan_only: bool) -> Result<(), End> {
    if plan_only {
        return plan(work);
    }
    let (_studio, end) = go(work, Goal::Build)?;
    print(&format!("{} steps made", end.made));
    say_what_waits(&end);
    Account::from(&end).end()
}

/// Says what would be made; nothing is written, and nobody is waited for.
fn plan(work: &Work) -> Result<(), End> {
    let papers = Papers::read(&work.common.dir)?;
    say(&spec::diagnostic::render(&papers.warnings));
    let studio = Studio::open_planning(papers)?;
    let only = campaign(&studio, work.campaign.as_deref())?;
    let plan = studio.plan(Goal::Build, only.as_ref())?;
    let forecast = Forecast::of(&plan, &studio.ledger.past()?);
    if is_json(&work.common) {
        return print_json("plan/1", &forecast);
    }
    for warning in &plan.standing.warnings {
        say(&format!("note: {warning}"));
    }
    tell(&forecast);
    say_what_waits(&RunEnd { standing: plan.standing, ..RunEnd::default() });
    Ok(())
}

fn tell(forecast: &Forecast) {
    for step in &forecast.items {
        print(&format!("{} {}: because {}", step.kind, step.subject, step.because));
    }
    print(&format!("{} steps would be made", forecast.items.len()));
    let tables = [
        ("by kind", &forecast.by_kind),
        ("by format", &forecast.by_format),
        ("by market", &forecast.by_market),
        ("because", &forecast.by_reason),
    ];
    for (title, counts) in tables.into_iter().filter(|(_, counts)| !counts.is_empty()) {
        print(&format!("  {title:<10} {}", listed(counts)));
    }
    for campaign in &forecast.designs {
        let mut same: BTreeMap<String, usize> = BTreeMap::new();
        for designed in &campaign.designs {
            *same.entry(words(designed)).or_default() += 1;
        }
        for (design, count) in same {
            let of = if count == 1 { "a concept and market" } else { "concepts and markets" };
            let (id, round) = (&campaign.campaign, campaign.round);
            print(&format!("  {:<10} {id} round {round}, {count} {of}: {design}", "matrix"));
        }
    }
    if !forecast.items.is_empty() {
        print(&format!("  {:<10} {}", "time", time(&forecast.time)));
    }
    for money in &forecast.cost {
        print(&format!("  {:<10} about {money}, from what such steps cost before", "cost"));
    }
    if forecast.more_follows {
        print("more follows from what these make and from what people answer");
    }
}

fn listed(counts: &BTreeMap<String, usize>) -> String {
    let words: Vec<String> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
    words.join(", ")
}

fn words(designed: &Designed) -> String {
    let factors = designed.factors.iter().map(|factor| {
        let often = if factor.fewest == factor.most {
            factor.fewest.to_string()
        } else {
            format!("{}–{}", factor.fewest, factor.most)
        };
        format!("{} {} ({often} variants each)", factor.parts.len(), factor.kind.word())
    });
    let factors: Vec<String> = factors.collect();
    let of = if designed.sampled {
        format!("{} variants of more than {} combinations", designed.runs, designed.allowed)
    } else {
        format!("{} variants of {} combinations", designed.runs, designed.allowed)
    };
    let apart = match (designed.efficiency, designed.least) {
        (Some(efficiency), _) => format!("D-efficiency {efficiency:.3}"),
        (None, Some(least)) => format!("too few to tell all apart, {least} are enough"),
        (None, None) => "all are made".to_owned(),
    };
    format!("{of} of {}; {apart}; estimable: {}", factors.join(", "), designed.estimable.join(", "))
}

fn time(time: &Time) -> String {
    let unknown: Vec<&str> = time.unknown.iter().map(String::as_str).collect();
    let Some(millis) = time.millis else { return "no earlier run to estimate from".to_owned() };
    let known = format!(
        "about {:.1} s of work, from {} earlier steps",
        millis as f64 / 1000.0,
        time.from_steps
    );
    if unknown.is_empty() {
        known
    } else {
        format!("{known}; no earlier run to estimate {} from", unknown.join(", "))
    }
}
