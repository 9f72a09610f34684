//! Turns what the stages ask for into pixels, frames and samples.
//!
//! A [`model::canvas::Canvas`] becomes a still ([`draw`]) or a clear layer ([`clear_canvas`]), a
//! [`model::timeline::Timeline`] becomes frames of video ([`frames`]), a music bed becomes the
//! sound of a film ([`mix`]). Same input gives the same bytes on every machine and thread.
//!
//! It reads no file, knows no system font, and never makes do: words that do not fit, a letter
//! that the typeface lacks or a logo that holds live text are errors, all of them told at once.
//! It does not lay out (stages place every layer), does not encode video (frames go to the media
//! worker) and does not convert colour profiles: pictures are taken to be sRGB.
//!
//! Start reading at [`draw`], then [`frames`].

mod base;
mod camera;
mod coloured;
mod decode;
mod draw;
mod encode;
mod error;
mod face;
mod fit;
mod glyphs;
mod gradient;
mod jpeg;
mod limiter;
mod lines;
mod motion;
mod overlay;
mod pixels;
mod planes;
mod resources;
mod ruler;
mod scale;
mod sound;
mod surface;
#[cfg(test)]
mod test_font;
mod vector;
mod xmp;

pub use base::{Base, draw_over};
pub use decode::decode;
pub use draw::{clear_canvas, draw};
pub use encode::{encode_jpeg, encode_png};
pub use error::RenderError;
pub use face::{Face, Letter};
pub use lines::{SetLine, family, set_lines};
pub use motion::{Frames, Reel, frames, frames_with_footage};
pub use pixels::Pixels;
pub use resources::Resources;
pub use ruler::{Room, Ruler};
pub use scale::thumbnail;
pub use sound::{HEADROOM_DB, Mix, SAMPLE_RATE, Stems, mix};
pub use vector::check_vector;
pub use xmp::sign;
