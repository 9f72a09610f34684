//! Pixels, samples and text in, numbers out.
//!
//! It deliberately judges nothing and reads nothing: thresholds live in the gate, bytes come from
//! the host. Each module stands alone; start at the one whose name you look for.

pub mod colour;
pub mod logo;
pub mod palette;
pub mod statistics;
pub mod text;
pub mod typeface;
pub mod voice;
