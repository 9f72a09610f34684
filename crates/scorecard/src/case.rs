//! A file with a fault, or with something that only looks like it, and what is expected of it.

use gate::Standard;
use model::digest::Digest;

/// What a file is made to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The check has to fire.
    Fault,
    /// It must not, though it is near.
    NearMiss,
}

/// A file that was made, before it is written.
pub(crate) struct Made {
    pub(crate) bytes: Vec<u8>,
    /// What its name ends in.
    pub(crate) ending: &'static str,
    pub(crate) standard: Standard,
    /// What it is, for the list of what went wrong.
    pub(crate) about: String,
    /// Other faults that it really has.
    pub(crate) also: Vec<&'static str>,
}

impl Made {
    /// A file that is signed off as it is.
    pub(crate) fn new(
        bytes: Vec<u8>,
        ending: &'static str,
        standard: Standard,
        about: impl Into<String>,
    ) -> Self {
        let standard = Standard { approved: Some(Digest::of(&bytes)), ..standard };
        Self { bytes, ending, standard, about: about.into(), also: Vec::new() }
    }

    /// Says which other faults the file has.
    pub(crate) fn also(self, also: &[&'static str]) -> Self {
        Self { also: also.to_vec(), ..self }
    }
}
