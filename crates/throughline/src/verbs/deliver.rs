//! Writes the package of what was signed.

use super::account::Account;
use super::{go, is_json, print_json, say_what_waits, shown};
use crate::cli::Work;
use crate::end::End;
use crate::talk::print;
use flow::plan::Goal;

pub(super) fn run(work: &Work) -> Result<(), End> {
    let (studio, end) = go(work, Goal::Deliver)?;
    if is_json(&work.common) {
        print_json("run/1", &Account::from(&end))?;
    } else {
        let rounds = end.standing.view.campaigns.values().flat_map(|campaign| &campaign.rounds);
        for delivery in rounds.filter_map(|round| round.delivery.as_ref()) {
            print(&format!(
                "{}: {} files, {} withheld, {} approved without being looked at",
                shown(&studio, &delivery.folder).display(),
                delivery.files,
                delivery.withheld,
                delivery.unviewed
            ));
        }
    }
    say_what_waits(&end);
    Ok(())
}
