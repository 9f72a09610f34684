//! Words, a picture and a brand in a size: the canvas of an ad, of its closing card, and of what
//! lies over a film.
//!
//! It deliberately draws nothing (`render` does), reads no fonts (built-in layouts estimate, and
//! state the smallest size a person can read; templates have their words measured by whoever holds
//! the fonts) and decides nothing about what is said. It stands below the stages because a concept's picture and the deliverable
//! made from it must be the same design. Start reading at [`ad::Ad`] and [`ad::ad`].

pub mod ad;
mod bar;
pub mod brand;
mod button;
pub mod card;
mod column;
pub mod contrast;
mod estimate;
pub mod faces;
pub mod film;
mod legal;
mod mark;
mod mirror;
mod poster;
mod room;
pub mod scale;
mod script;
mod stack;
pub mod template;

#[cfg(test)]
mod tests;

/// Raised whenever the same input gives another canvas, because files hang on it.
pub const VERSION: u64 = 4;
