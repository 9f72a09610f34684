//! The worker as its callers see it: small films are encoded by it and measured back.

mod corrections;
mod films;
mod glances;
mod sound;
mod stills;
mod strangers;
mod worker;
