//! How text becomes checked values: one table of fields per kind of file drives the checks of
//! TOML and CSV alike, and the published schemas.

pub(crate) mod cell;
pub(crate) mod csv;
pub(crate) mod faults;
pub(crate) mod fields;
pub(crate) mod json;
pub(crate) mod known;
pub(crate) mod nearest;
pub(crate) mod text;
pub(crate) mod toml;
