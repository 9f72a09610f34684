//! How much the letters of a line look like those of a typeface.
//!
//! The words are known: somebody read them. Each letter of the typeface is looked for where it has
//! to stand, and its shape is compared by normalised cross-correlation. Letters may stand wider or
//! closer than the typeface sets them, because designers do that; size and weight are found from
//! the line. A line is as like as its less like letters are: a plain stroke looks the same in every
//! typeface, and one misread letter says nothing.
//!
//! Start reading at [`fit`].

mod fit;
mod ink;
mod place;
mod rows;
#[cfg(test)]
mod tests;

pub use fit::{Fit, fit};
pub use ink::Ink;
pub use place::Glyph;
