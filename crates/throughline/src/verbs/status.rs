//! How things stand, without changing anything.

use super::account::Account;
use super::{is_json, print_json};
use crate::cli::Common;
use crate::end::End;
use flow::plan::Goal;
use host::studio::RunEnd;

pub(super) fn run(common: &Common) -> Result<(), End> {
    let studio = super::look_into(&common.dir)?;
    let plan = studio.plan(Goal::Decide, None)?;
    let due = plan.due.len();
    let end = RunEnd { standing: plan.standing, ..RunEnd::default() };
    if is_json(common) {
        return print_json("status/1", &Account::from(&end));
    }
    Account::from(&end).tell(&studio);
    if due > 0 {
        crate::talk::print(&format!("{due} steps are due: `throughline run` makes them"));
    }
    super::say_what_waits(&end);
    Ok(())
}
