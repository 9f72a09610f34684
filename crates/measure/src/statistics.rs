//! Counts in, odds, intervals and evidence out.
//!
//! Everything is a plain function of counts or of (estimate, variance) pairs. Start at
//! [`odds::LogOdds`]: what an ad's clicks and impressions say, with how sure they are.

pub mod arm;
pub mod heterogeneity;
pub mod loss;
pub mod normal;
pub mod odds;
pub mod proportion;
pub mod rank;
pub mod ridge;
pub mod sequential;
