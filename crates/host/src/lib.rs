//! The real world behind throughline: the ledger and its projections, blobs, the lock of a
//! workspace, and the files that people write.
//!
//! It deliberately decides nothing: checks, plans and rules live in their own rooms and are only
//! called from here, and nothing is printed.
//! Start reading at [`ledger::Ledger`] for what the system writes and at [`scan::scan`] for what
//! people write.

pub mod atomic;
pub mod blobs;
pub mod brand_alone;
pub mod cache;
pub mod checkup;
pub mod delivery;
pub mod engine;
pub mod error;
pub mod files;
pub mod gc;
pub mod known;
pub mod ledger;
pub mod lock;
pub mod masks;
pub mod media;
mod origins;
pub mod projection;
pub mod publish;
pub mod reader;
pub mod scan;
pub mod shop;
pub mod studio;
pub mod take;
pub mod tools;
pub mod typefaces;
pub mod verify;
pub mod voice;

pub use error::HostError;
