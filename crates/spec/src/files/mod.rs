//! One file per kind of file that people write: its fields, and how it becomes a value.

pub(crate) mod architecture;
pub(crate) mod brand;
pub(crate) mod brief;
pub(crate) mod components;
pub(crate) mod direction;
pub(crate) mod dropped;
pub(crate) mod end_cards;
mod fonts;
pub(crate) mod formats;
pub(crate) mod house;
pub(crate) mod matrix;
pub(crate) mod tiers;
pub(crate) mod tokens;
pub(crate) mod words;
