//! Writes the package of what was signed, and brings it where it is wanted.

use super::account::Account;
use super::{go, is_json, print_json, say_what_waits, shown, stopper};
use crate::cli::Work;
use crate::end::{End, USAGE};
use crate::talk::{Arrivals, print, say};
use flow::plan::Goal;
use host::HostError;
use host::delivery::{Address, Brought};
use serde::Serialize;
use std::path::Path;

/// What `deliver --to … --format json` prints.
#[derive(Debug, Serialize)]
struct Sent {
    #[serde(flatten)]
    account: Account,
    brought: Vec<Brought>,
}

pub(super) fn run(work: &Work, to: Option<&str>) -> Result<(), End> {
    // An address that cannot be used is said before anything is made.
    let address = to.map(address).transpose()?;
    let (mut studio, end) = go(work, Goal::Deliver)?;
    let rounds = || end.standing.view.campaigns.values().flat_map(|campaign| &campaign.rounds);
    if !is_json(&work.common) {
        for delivery in rounds().filter_map(|round| round.delivery.as_ref()) {
            print(&format!(
                "{}: {} files and {} beside them, {} withheld, {} approved without being looked at",
                shown(&studio, &delivery.folder).display(),
                delivery.files,
                delivery.beside,
                delivery.withheld,
                delivery.unviewed
            ));
        }
    }
    let account = Account::from(&end);
    match address {
        None if is_json(&work.common) => print_json("run/1", &account)?,
        None => {}
        Some(address) => {
            if rounds().all(|round| round.delivery.is_none()) {
                say(&format!("nothing was sent to {address}: there is no package that was signed"));
            }
            let arrivals = Arrivals::new(work.verbose);
            let brought = studio.bring(&end.standing, &address, &stopper(), &arrivals)?;
            tell(account, brought, work)?;
        }
    }
    say_what_waits(&end);
    Ok(())
}

fn address(text: &str) -> Result<Address, End> {
    let here = Path::new(".");
    let here = std::path::absolute(here).map_err(|e| HostError::io("find", here, e))?;
    Address::parse(text, &here).map_err(|error| End::new(USAGE, error.to_string()))
}

fn tell(account: Account, brought: Vec<Brought>, work: &Work) -> Result<(), End> {
    if is_json(&work.common) {
        return print_json("delivery/1", &Sent { account, brought });
    }
    for Brought { delivered, sent } in &brought {
        print(&format!(
            "{}: {} files lie there whole, {sent} of them sent now",
            delivered.to,
            delivered.files.len()
        ));
    }
    Ok(())
}
