//! Evidence in, recommendations out: scale, kill, refine or undecided for each arm, produce or
//! stop for the campaign. People decide.
//!
//! It deliberately does not watch what it cannot see: platforms deal impressions out as they
//! like, so a mismatch of shares proves nothing, and an export carries no propensities, so no
//! other policy can be valued from it. Start reading at [`recommend`]; [`audit`] says what a
//! workspace holds that nobody asked for, and where its time and money went.

pub mod audit;
mod campaign;
mod duel;
mod fatigue;
mod prior;
mod recommend;
mod verdict;

pub use prior::Prior;
pub use recommend::{RecommendInput, recommend};
