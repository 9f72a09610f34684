//! What a strategist can rely on in a market reading.

mod desk;
mod hostile;
mod learnings;
mod market;
