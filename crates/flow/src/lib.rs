//! The plan: which steps are due, which questions wait, each with its reason; and what each step
//! does, given the ports.
//!
//! It deliberately touches nothing: files, clock, models and encoders are behind [`ports`], which
//! the host implements. Planning is a function of the workspace and of what the ledger knows; it
//! is called again after every batch of finished steps, until nothing is due. Start reading at
//! [`plan::plan`].

pub mod adopted;
pub mod answer;
pub mod forecast;
pub mod parcel;
pub mod plan;
pub mod ports;
pub mod question;
pub mod steps;
pub mod summary;
pub mod view;
pub mod why;
