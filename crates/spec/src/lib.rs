//! The files people write, parsed to checked values that remember where they stand.
//!
//! It deliberately reads no files and keeps no state: the host hands over a [`source::SourceTree`],
//! [`load`] returns a [`workspace::Workspace`] or every fault at once as
//! [`diagnostic::Diagnostic`]s. Start reading at [`workspace::Workspace`], then [`load`].

pub mod adcp;
pub mod append;
pub mod decisions;
pub mod deliverables;
pub mod diagnostic;
mod files;
pub mod format;
pub mod formats;
mod interchange;
mod load;
pub mod matrix;
pub mod naming;
pub mod origin;
pub mod overrides;
mod read;
pub mod schemas;
pub mod sheet;
pub mod source;
pub mod starter;
pub mod template;
pub mod workspace;

pub use load::{Loaded, LoadedBrand, load, load_brand};
