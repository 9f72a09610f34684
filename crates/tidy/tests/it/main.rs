//! The house rules, held against this repository. A failure says which file, what is wrong there
//! and what to do.

mod generated;
mod house;
mod sources;
mod whole;

use tidy::{Breach, told};

/// Fails with everything that is broken, one a line.
#[track_caller]
fn assert_kept(breaches: &[Breach]) {
    assert!(breaches.is_empty(), "\n{}\n", told(breaches));
}
