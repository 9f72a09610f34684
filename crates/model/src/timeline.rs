//! A film to make: shots, what lies over them, and sound.

use crate::canvas::Canvas;
use crate::digest::Digest;
use crate::unit::{DbTp, FrameRate, Lufs, Size};
use serde::{Deserialize, Serialize};

/// A window into a picture, as shares of its width and height.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// Middle of the window, share of the width.
    pub x: f64,
    /// Middle of the window, share of the height.
    pub y: f64,
    /// 1 shows as much as the frame's aspect allows; 1.25 is closer.
    pub zoom: f64,
}

/// A still with a camera move over it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shot {
    /// First frame.
    pub start: u32,
    /// How many frames.
    pub frames: u32,
    /// The picture's file.
    pub image: Digest,
    /// Where the camera begins.
    pub from: Window,
    /// Where it ends.
    pub to: Window,
}

/// A canvas laid over the shots for a while.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overlay {
    /// First frame.
    pub start: u32,
    /// How many frames.
    pub frames: u32,
    /// What to lay over; opaque where it has layers, clear elsewhere.
    pub canvas: Canvas,
    /// Frames to fade in.
    pub fade_in: u32,
    /// Frames to fade out.
    pub fade_out: u32,
    /// Pixels it rises while fading in.
    pub rise: u32,
}

/// The sound of a film.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sound {
    /// The music bed's file.
    pub music: Digest,
    /// Integrated loudness to reach.
    pub target: Lufs,
    /// Highest true peak.
    pub ceiling: DbTp,
    /// Frames to fade in at the start and out at the end.
    pub fade: u32,
}

/// How it is encoded. All of it is in the step's key, because all of it changes the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encoding {
    /// `libx264`.
    pub video_encoder: String,
    /// Constant rate factor.
    pub crf: u32,
    /// `veryfast`, `medium`…
    pub preset: String,
    /// x264's bytes depend on its thread count, so it is pinned.
    pub threads: u32,
    /// Frames from key frame to key frame.
    pub gop: u32,
    /// Kilobits a second of AAC.
    pub audio_kbps: u32,
}

/// A film to make.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// Frame size; both even.
    pub size: Size,
    /// Frame rate.
    pub rate: FrameRate,
    /// How many frames.
    pub frames: u32,
    /// What is seen, in order, without gaps.
    pub shots: Vec<Shot>,
    /// What lies over it; the end card is the last one, opaque.
    pub overlays: Vec<Overlay>,
    /// What is heard; none where the format forbids sound.
    pub sound: Option<Sound>,
    /// How it is encoded.
    pub encoding: Encoding,
}
