//! The words of throughline as types: ids, measures, the records each stage makes, the typed
//! links that tie them into one thread, and the events the ledger keeps.
//!
//! It deliberately does no I/O and decides nothing: no check, no model, no layout lives here.
//! Start reading at [`thread::NodeId`] and [`event::Event`].

pub mod asset;
pub mod canvas;
pub mod colour;
pub mod concept;
pub mod decision;
pub mod delivery;
pub mod digest;
pub mod event;
pub mod fact;
pub mod finding;
pub mod id;
pub mod insight;
pub mod language;
pub mod learning;
pub mod performance;
pub mod person;
pub mod provenance;
pub mod step;
pub mod thread;
pub mod timeline;
pub mod unit;
