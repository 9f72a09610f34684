//! What every frame of a film showed, one after the other: what the full look measures.

use super::Span;
use crate::unit::{Ratio, Secs};
use serde::{Deserialize, Serialize};

/// What was seen in the course of a film. Frames are compared as means of squares of 8 by 8 pixels,
/// so that the noise of lossy coding is no movement.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Course {
    /// Frames that were decoded.
    pub frames: u64,
    /// Packets and frames in which the decoder found damage.
    pub errors: u64,
    /// Where the first damage is, when known.
    pub first_error: Option<Secs>,
    /// Frames in a row without light or shape; the first 256 runs.
    pub black: Vec<BlackRun>,
    /// Frames in a row that stand for four tenths of a second after movement; the first 256 runs.
    pub still: Vec<StillRun>,
    /// Where large parts of the picture change between light and dark five times or more within a
    /// second; the first 256 places.
    pub flashing: Vec<Flashing>,
    /// Frames that repeat the one before them while everything else moves.
    pub repeats: Repeats,
    /// How the lines of a few neighbouring frames fit together.
    pub fields: Fields,
}

/// Black frames in a row: mean luma below 0.04, standard deviation below 0.02.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BlackRun {
    /// From the first to past the last.
    pub span: Span,
    /// How many.
    pub frames: u64,
    /// Mean luma of the frame before; absent at the beginning.
    pub before: Option<Ratio>,
    /// Mean luma of the frame after; absent at the end.
    pub after: Option<Ratio>,
    /// Mean luma three frames before and three frames after, or as near to that as there is.
    pub around: [Option<Ratio>; 2],
}

/// Frames in a row that repeat the one before them, but for graphics on top, after movement.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct StillRun {
    /// From the frame that stands to past its last repeat.
    pub span: Span,
    /// Whether the film ends with it.
    pub at_end: bool,
    /// The largest share of the picture that did move meanwhile, at most 0.15.
    pub moving: Ratio,
    /// The usual change from frame to frame before it, levels of 255; where graphics go on, without
    /// the 15% of the picture that changed most.
    pub run_up: f64,
    /// The change to the frame that stands over the change three to five frames before: about 1 where movement breaks
    /// off, far more at a cut, far less where it comes to rest.
    pub step: f64,
    /// The same with changes of light all over counted in: far more than 1 at a cut to black too.
    pub jump: f64,
    /// Correlation of the change over the last five frames before the run with that over the five
    /// before them: near 1 in a dissolve, where every frame changes as the one before it did.
    pub steadiness: f64,
}

/// How a flash is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FlashKind {
    /// By luminance: changes of 20 cd/m² and more, the darker state below 160 cd/m².
    Luminance,
    /// By changes to or from a saturated red.
    Red,
}

/// Light and dark in turns, over a large part of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Flashing {
    /// From the first change to the last.
    pub span: Span,
    /// How it is told.
    pub kind: FlashKind,
    /// Most changes within one second; a flash is two.
    pub changes: u32,
    /// Largest share of the picture that changed at once.
    pub area: Ratio,
}

/// Repeated frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Repeats {
    /// Frames in stretches that move.
    pub moving: u64,
    /// Those of them that repeat the frame before.
    pub repeated: u64,
    /// The usual distance from one to the next, frames, when most are that far apart.
    pub every: Option<u32>,
}

/// How many of the moments that were compared line by line looked like what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Fields {
    /// The upper field is earlier than the lower.
    pub top_first: u32,
    /// The lower field is earlier.
    pub bottom_first: u32,
    /// Both are of one moment.
    pub together: u32,
}
