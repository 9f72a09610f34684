//! Goes as far as possible, then asks.

use super::account::Account;
use super::{go_on, is_json, open, print_json, recorded, say_waiting};
use crate::cli::Work;
use crate::end::End;
use flow::plan::Goal;
use host::studio::Studio;

pub(super) fn run(work: &Work) -> Result<(), End> {
    let mut studio = open(&work.common.dir)?;
    let account = match settled(&studio, work)? {
        Some(account) => account,
        None => Account::from(&go_on(&mut studio, work, Goal::Decide)?),
    };
    if is_json(&work.common) {
        print_json("run/1", &account)?;
    } else {
        account.tell(&studio);
    }
    say_waiting(&account.summary);
    account.end()
}

/// Returns how things stand when nothing changed since the last run, unless there are answers for
/// a question that waits.
fn settled(studio: &Studio, work: &Work) -> Result<Option<Account>, End> {
    if work.campaign.is_some() {
        return Ok(None);
    }
    let Some(summary) = studio.settled()? else { return Ok(None) };
    if let Some(file) = &work.decisions {
        let answers = recorded(file, studio, None)?;
        if !answers.is_empty() && !summary.questions.is_empty() {
            return Ok(None);
        }
    }
    Ok(Some(summary.into()))
}
