//! What the media worker and those who ask it say to each other.
//!
//! The worker itself is this package's executable, `throughline-media`: it is linked to FFmpeg,
//! reads files that strangers made, and therefore runs on its own, with little it may do. This
//! library holds the words of the conversation, so that nothing else has to link FFmpeg, and behind
//! the feature `shape` the readers that need no FFmpeg either. It judges nothing: facts go out, the
//! gate decides.
//!
//! Start reading at [`protocol::Request`].

pub mod protocol;
#[cfg(feature = "shape")]
pub mod shape;
