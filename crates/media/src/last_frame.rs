//! Decodes the last group of pictures and keeps its last frame.

use crate::fault::{DecodeErrors, Fault, is_pause, while_trying};
use crate::raw;
use crate::still_parts::Points;
use ffmpeg::{Dictionary, Packet, Stream, codec, decoder, frame};

/// What came out of the last group.
pub(crate) struct Decoded {
    /// The frame shown last.
    pub(crate) frame: Option<frame::Video>,
    /// Every frame in a few points, with when it is shown, as they came out.
    pub(crate) sketches: Vec<(i64, Points)>,
    /// What went wrong on the way.
    pub(crate) errors: DecodeErrors,
    /// Whether the decoder said that it does not know pictures of this kind, which is no damage.
    pub(crate) unknown: bool,
}

/// Opens a decoder for a stream of pictures, which refuses those of more than `max_pixels`.
pub(crate) fn open_decoder(stream: &Stream<'_>, max_pixels: u64) -> Result<decoder::Video, Fault> {
    open_with(stream, max_pixels, Dictionary::new())
}

/// Which frames a decoder leaves rough: the seams between blocks do not show in pictures that are
/// looked at small, and smoothing them takes a tenth of the time or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rough {
    /// Every frame, where none is drawn from another.
    All,
    /// Those between key frames: what is left out adds up until the next one.
    BetweenKeyFrames,
}

/// Opens a decoder for pictures that are looked at small.
pub(crate) fn open_rough_decoder(
    stream: &Stream<'_>,
    max_pixels: u64,
    rough: Rough,
) -> Result<decoder::Video, Fault> {
    let mut options = Dictionary::new();
    let unsmoothed = match rough {
        Rough::All => "all",
        Rough::BetweenKeyFrames => "nokey",
    };
    options.set("skip_loop_filter", unsmoothed);
    open_with(stream, max_pixels, options)
}

fn open_with(
    stream: &Stream<'_>,
    max_pixels: u64,
    mut options: Dictionary,
) -> Result<decoder::Video, Fault> {
    options.set("max_pixels", max_pixels.to_string());
    let parameters = stream.parameters();
    let id = parameters.id();
    codec::Context::from_parameters(parameters)
        .and_then(|context| context.decoder().open_as_with(id, options))
        .and_then(decoder::Opened::video)
        .map_err(while_trying("open a decoder for its pictures"))
}

/// Decodes pictures and remembers the one shown last.
pub(crate) struct LastFrame {
    decoder: decoder::Video,
    seconds_per_tick: f64,
    begins: f64,
    /// Frames after the first one at this second are let go.
    until: f64,
    latest: Option<frame::Video>,
    sketches: Vec<(i64, Points)>,
    errors: DecodeErrors,
    unknown: bool,
}

/// Frames that are sketched, a minute at 50 a second: of longer groups the first ones are let go.
const MOST_SKETCHES: usize = 3000;

impl LastFrame {
    /// Opens the decoder of `stream`, which refuses pictures of more than `max_pixels`.
    pub(crate) fn open(stream: &Stream<'_>, max_pixels: u64) -> Result<Self, Fault> {
        let decoder = open_decoder(stream, max_pixels)?;
        let seconds_per_tick = f64::from(stream.time_base());
        let begins = match stream.start_time() {
            ffmpeg::ffi::AV_NOPTS_VALUE => 0.0,
            ticks => ticks as f64 * seconds_per_tick,
        };
        let errors = DecodeErrors::default();
        let until = f64::INFINITY;
        let (latest, sketches, unknown) = (None, Vec::new(), false);
        Ok(Self { decoder, seconds_per_tick, begins, until, latest, sketches, errors, unknown })
    }

    /// Stops at the first frame that is shown `seconds` after the beginning, or later.
    pub(crate) fn until(self, seconds: f64) -> Self {
        Self { until: seconds, ..self }
    }

    /// Decodes a packet.
    pub(crate) fn packet(&mut self, packet: &Packet) {
        let at = packet.pts().map(|pts| pts as f64 * self.seconds_per_tick);
        if let Err(error) = self.decoder.send_packet(packet) {
            self.stumbled(error, at);
        }
        self.drain(at);
    }

    fn stumbled(&mut self, error: ffmpeg::Error, at: Option<f64>) {
        if error == ffmpeg::Error::PatchWelcome {
            self.unknown = true;
        } else {
            self.errors.add(at);
        }
    }

    /// Returns whether there is no need to go on. A frame that does not say when it is shown is
    /// shown at the beginning.
    pub(crate) fn is_there(&self) -> bool {
        self.latest.as_ref().is_some_and(|frame| {
            let shown = frame.timestamp().or(frame.pts());
            let shown =
                shown.map_or(0.0, |ticks| ticks as f64 * self.seconds_per_tick - self.begins);
            shown >= self.until
        })
    }

    /// Hands over the last frame.
    pub(crate) fn finish(mut self) -> Decoded {
        if self.decoder.send_eof().is_ok() {
            self.drain(None);
        }
        let Self { latest: frame, sketches, errors, unknown, .. } = self;
        Decoded { frame, sketches, errors, unknown }
    }

    fn drain(&mut self, at: Option<f64>) {
        loop {
            let mut next = frame::Video::empty();
            match self.decoder.receive_frame(&mut next) {
                Ok(()) => {
                    if raw::is_damaged(&next) {
                        self.errors.add(at);
                    }
                    if !self.is_there() {
                        self.sketch(&next);
                        self.latest = Some(next);
                    }
                }
                Err(error) if is_pause(error) => break,
                Err(error) => {
                    self.stumbled(error, at);
                    break;
                }
            }
        }
    }

    fn sketch(&mut self, frame: &frame::Video) {
        let shown = frame.timestamp().or(frame.pts());
        if let Some((shown, sketch)) = shown.zip(Points::of(frame)) {
            if self.sketches.len() >= MOST_SKETCHES {
                self.sketches.clear();
            }
            self.sketches.push((shown, sketch));
        }
    }
}
