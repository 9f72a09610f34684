//! What happened out there: exports of ad platforms become counted results; expectations are
//! written down before and held against them afterwards.
//!
//! It deliberately guesses nothing: a date that could be two days, an amount without a currency,
//! a decimal mark that cannot be told are warnings, never defaults. It reads CSV and TSV exports;
//! a workbook is named and left alone. Start reading at [`import`] and [`predict`].

mod amount;
mod arms;
mod date;
mod import;
mod matching;
mod outcomes;
mod overlap;
mod platforms;
mod predict;
mod score;
mod sheet;
mod text;

pub use arms::arms;
pub use import::{ExportFile, import};
pub use outcomes::outcomes;
pub use predict::{BaseRate, MODEL, predict};
pub use score::score;
