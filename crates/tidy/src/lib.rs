//! The house rules as code: each rule is a function over text, and each is held against this
//! repository by a test.
//!
//! It deliberately needs no tool beyond cargo (and git, where there is one), so that no machine
//! can lack a rule. What rustfmt and clippy can say is left to them. Start reading at
//! [`rules`]; [`reference`] writes the pages that `cargo docs` keeps fresh.

mod breach;
pub mod cargo;
pub mod reference;
mod repository;
pub mod rules;

pub use breach::{Breach, told};
pub use repository::{Repository, TidyError};
