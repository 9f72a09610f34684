//! What files and ads are called: a template of fields, the names it gives, what a name says, and
//! what is wrong with one.
//!
//! A name carries its values as slugs, which have neither `_` nor `~`; every text between two
//! fields begins with one of these. So a name reads back in one way only. The code is in every
//! name: it alone finds the file again when a platform has cut the name short.

mod field;
mod lint;
mod read;
mod registry;
mod sheet;
mod template;

pub use field::{NameField, slug};
pub use lint::{Expected, NameFault, lint};
pub use read::{Reading, code_in, is_named, stem};
pub use registry::{ad_id_fault, clock_fault};
pub use sheet::{Named, NamedAs, NoNames, named};
pub use template::{BadTemplate, Template};

#[cfg(test)]
mod tests;
