//! What can stand in the way of making a file.

use model::id::{FormatId, VariantId};
use model::unit::{Secs, Size};

/// A file that cannot be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AssetError {
    /// A part that the workspace no longer has.
    #[error(
        "{variant} uses `{part}`, which is not in the workspace: put it back, or retire the asset"
    )]
    PartMissing {
        /// The variant.
        variant: VariantId,
        /// What is missing.
        part: String,
    },
    /// A film in a size that 4:2:0 colour cannot hold.
    #[error("format `{format}` has an odd size, {size}: films need even width and height")]
    OddSize {
        /// The format.
        format: FormatId,
        /// Its size.
        size: Size,
    },
    /// A format whose files are not made here.
    #[error("{format} cannot be made: because {because}")]
    CannotBeMade {
        /// The format.
        format: FormatId,
        /// Why not.
        because: String,
    },
    /// A template in which something cannot stand.
    #[error("template `{template}` does not fit format `{format}` in `{language}`:\n  {}", problems.join("\n  "))]
    Unfit {
        /// The template.
        template: String,
        /// The format.
        format: FormatId,
        /// The language of the words.
        language: String,
        /// Every reason, with where the element is written.
        problems: Vec<String>,
    },
    /// A film too short to say something and close.
    #[error(
        "a film of {length} for format `{format}` has no room for its closing card: make it {shortest} or longer"
    )]
    TooShort {
        /// The format.
        format: FormatId,
        /// What was asked for.
        length: Secs,
        /// What is needed.
        shortest: Secs,
    },
}
