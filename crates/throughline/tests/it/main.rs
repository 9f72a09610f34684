//! What a user can rely on, through the real binary.

#![expect(clippy::unwrap_used, reason = "a test that cannot set up its desk has failed")]

mod adopted;
mod alone;
mod brought;
mod collected;
mod crash;
mod desk;
mod faults;
mod handover;
mod moving;
mod planned;
mod provenance;
mod rebuild;
mod whole_loop;
