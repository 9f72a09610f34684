//! Judging a file: facts held against a standard give findings and one verdict.
//!
//! It deliberately measures nothing and reads nothing: facts come from the media worker and the
//! host, the standard from a format, a brief or a row of a table. What a check needs and did not
//! get is said in [`model::finding::FileVerdict::not_run`], because silence would read as "passed".
//! Start reading at [`judge()`], then [`standard::Standard`]; each fault has its own file in
//! [`checks`].

pub mod check;
pub mod checks;
pub mod correction;
pub mod docs;
pub mod judge;
mod logos;
pub mod severity;
pub mod standard;
mod subject;
#[cfg(test)]
mod testing;
mod words;

pub use check::{Check, Family, NOT_YET, Need};
pub use checks::CHECKS;
pub use docs::docs_markdown;
pub use judge::judge;
pub use standard::Standard;
pub use subject::Subject;
