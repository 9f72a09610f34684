//! The worker as its callers see it: small films are encoded by it and measured back.

mod films;
mod glances;
mod stills;
mod strangers;
mod worker;
