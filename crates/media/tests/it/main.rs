//! The worker as its callers see it: small films are encoded by it and measured back.

mod films;
mod stills;
mod strangers;
mod worker;
