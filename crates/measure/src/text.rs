//! Words of ads: normalising, similarity, phrases.
//!
//! Everything starts from [`normalise`]; [`words`] splits it. On words stand [`Shingles`] (are two
//! texts the same?), [`Corpus`] (do two texts speak of the same?), and [`log_odds`] (who says it
//! more?). [`contains_fuzzy`] finds an expected line in what a reader of pictures returned.

mod fuzzy;
mod likeness;
mod normal;
mod odds;
mod shingle;
mod stop;

pub use fuzzy::{best_errors, contains_fuzzy, edit_distance};
pub use likeness::{Corpus, Vector};
pub use normal::{ngrams, normalise, words};
pub use odds::{Counts, log_odds};
pub use shingle::{Shingles, fold};
pub use stop::is_stop_word;
