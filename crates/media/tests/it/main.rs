//! The worker as its callers see it: small films are encoded by it and measured back.

mod codings;
mod corrections;
mod films;
mod footage;
mod glances;
mod sound;
mod stills;
mod strangers;
mod worker;
