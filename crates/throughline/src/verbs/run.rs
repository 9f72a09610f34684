//! Goes as far as possible, then asks.

use super::account::{failed, report, tell};
use super::{failed_verdict, go, is_json, print_json, say_what_waits};
use crate::cli::Work;
use crate::end::End;
use flow::plan::Goal;

pub(super) fn run(work: &Work) -> Result<(), End> {
    let (studio, end) = go(work, Goal::Decide)?;
    if is_json(&work.common) {
        print_json("run/1", &report(&end))?;
    } else {
        tell(&studio, &end);
    }
    say_what_waits(&end);
    // A file that fails the gate and stays here is a verdict, not a success.
    match failed(&end.standing) {
        0 => Ok(()),
        count => Err(failed_verdict(format!(
            "\n{count} files failed the gate and stay here; the report says why, file by file"
        ))),
    }
}
