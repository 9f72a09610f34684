//! Insight × proposition × direction × components: starting points that differ.
//!
//! Diversity is chosen, not hoped for: [`compose::compose`] draws each starting point as far from
//! those before it as the library allows, and uses every part before it uses one often. It
//! deliberately writes no words (hooks are people's), judges nothing (people keep or discard) and
//! draws no pixels. Start reading at [`compose::compose`].

pub mod compose;
mod distance;
mod draw;
pub mod error;
mod library;
pub mod picture;
mod pool;
mod reason;
pub mod tie;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
