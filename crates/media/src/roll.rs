//! Footage for a film: its frames at the film's rate, the right way up, in full-range RGB.

use crate::encode::say;
use crate::fault::{Fault, is_pause, while_trying};
use crate::last_frame::open_decoder;
use crate::picture::{self, Turn};
use crate::raw;
use crate::raw::opening::Described;
use crate::sandbox::{self, Writes};
use crate::source;
use ffmpeg::codec::field_order::FieldOrder;
use ffmpeg::color::TransferCharacteristic;
use ffmpeg::{Packet, Stream, decoder, frame};
use media::protocol::{MAX_PIXELS, Reply, Roll};
use model::unit::{Secs, Size};
use std::io::{self, BufRead as _, Write};
use std::path::Path;

/// A frame that comes so little after it is due is shown: time stamps are rounded, in Matroska to
/// milliseconds.
const LATE_S: f64 = 0.001;

/// Reads what is wanted from stdin and writes the frames to stdout.
pub(crate) fn run() -> io::Result<()> {
    sandbox::enter(Writes::Nothing);
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let mut out = io::stdout().lock();
    match Reel::open(&line) {
        Ok(mut reel) => {
            say(&mut out, Reply::Rolling { size: reel.turn.of(reel.size) })?;
            // What is missing at the end says that it broke off.
            let _broken_off = reel.play(&mut out);
            out.flush()
        }
        Err(fault) => say(&mut out, Reply::from(fault)),
    }
}

/// Footage that is being played.
struct Reel {
    wish: Roll,
    source: source::Source,
    index: usize,
    decoder: decoder::Video,
    seconds_per_tick: f64,
    /// When the first frame is shown, on the container's clock.
    begins: f64,
    turn: Turn,
    /// The size of its frames before they are turned.
    size: Size,
    /// How many of the wanted frames are out.
    done: u32,
    /// The frame that is shown now.
    shown: Option<frame::Video>,
}

impl Reel {
    fn open(line: &str) -> Result<Self, Fault> {
        let wish: Roll = serde_json::from_str(line)
            .map_err(|error| Fault::Request(format!("the wish cannot be understood: {error}")))?;
        let source = source::open(source::open_file(&wish.path)?, Described::ByFrames)?;
        let stream = source::pictures(&source.input).ok_or(Fault::Nothing("picture"))?;
        source::refuse_large(&stream, MAX_PIXELS)?;
        refuse_unfit(&stream)?;
        let seconds = f64::from(stream.time_base());
        refuse_short(&wish, length(&wish.path)?)?;
        let turn = Turn::of_stream(&stream);
        let parameters = stream.parameters();
        let coded = Size { width: parameters.width(), height: parameters.height() };
        let square =
            picture::square(coded, picture::sample_aspect(parameters.sample_aspect_ratio()));
        let begins = match stream.start_time() {
            ffmpeg::ffi::AV_NOPTS_VALUE => 0.0,
            ticks => ticks as f64 * seconds,
        };
        Ok(Self {
            index: stream.index(),
            decoder: open_decoder(&stream, MAX_PIXELS)?,
            seconds_per_tick: seconds,
            begins,
            turn,
            size: covering(square, turn.of(square), wish.cover),
            done: 0,
            shown: None,
            source,
            wish,
        })
    }

    /// Shows each frame from its time stamp until the next one's, whatever the rates are.
    fn play(&mut self, out: &mut impl Write) -> Result<(), Fault> {
        let mut packet = Packet::empty();
        while self.done < self.wish.frames && packet.read(&mut self.source.input).is_ok() {
            if packet.stream() == self.index {
                self.decoder.send_packet(&packet).map_err(while_trying("decode the footage"))?;
                self.drain(out)?;
            }
            packet = Packet::empty();
        }
        self.decoder.send_eof().map_err(while_trying("decode the footage"))?;
        self.drain(out)?;
        self.show_until(f64::INFINITY, out)
    }

    fn drain(&mut self, out: &mut impl Write) -> Result<(), Fault> {
        loop {
            let mut next = frame::Video::empty();
            match self.decoder.receive_frame(&mut next) {
                Ok(()) => {
                    if raw::is_damaged(&next) {
                        return Err(Fault::Nothing("whole picture"));
                    }
                    let ticks = next.timestamp().or(next.pts()).unwrap_or(0);
                    self.show_until(ticks as f64 * self.seconds_per_tick - self.begins, out)?;
                    self.shown = Some(next);
                }
                Err(error) if is_pause(error) => return Ok(()),
                Err(error) => return Err(while_trying("decode the footage")(error)),
            }
        }
    }

    /// Writes what is due before `seconds` into the footage.
    fn show_until(&mut self, seconds: f64, out: &mut impl Write) -> Result<(), Fault> {
        let Some(frame) = &self.shown else { return Ok(()) };
        let mut picture = None;
        while self.done < self.wish.frames {
            let due = self.wish.from + self.wish.rate.duration(u64::from(self.done)).0;
            if due + LATE_S >= seconds {
                break;
            }
            let ready = match picture.take() {
                Some(ready) => ready,
                None => picture::to_rgba(frame, self.size)?.turned(self.turn),
            };
            out.write_all(&ready.bytes)?;
            picture = Some(ready);
            self.done += 1;
        }
        Ok(())
    }
}

/// Returns how long the pictures of a file are shown, seconds: until the end of the packet that is
/// shown last. Where frames are uneven, what a container says of its length counts in the order of
/// decoding, and is less.
fn length(path: &Path) -> Result<f64, Fault> {
    let mut source = source::open(source::open_file(path)?, Described::ByContainer)?;
    let stream = source::pictures(&source.input).ok_or(Fault::Nothing("picture"))?;
    let (index, seconds) = (stream.index(), f64::from(stream.time_base()));
    let (mut begins, mut ends) = (i64::MAX, i64::MIN);
    let mut packet = Packet::empty();
    while packet.read(&mut source.input).is_ok() {
        if let Some(pts) = packet.pts().filter(|_| packet.stream() == index) {
            begins = begins.min(pts);
            ends = ends.max(pts.saturating_add(packet.duration()));
        }
        packet = Packet::empty();
    }
    Ok(ends.saturating_sub(begins).max(0) as f64 * seconds)
}

/// Refuses what would look wrong without a decision that somebody has to take.
fn refuse_unfit(stream: &Stream<'_>) -> Result<(), Fault> {
    raw::tame_stream(stream);
    let parameters = stream.parameters();
    let curve = parameters.color_transfer_characteristic();
    if matches!(curve, TransferCharacteristic::SMPTE2084 | TransferCharacteristic::ARIB_STD_B67) {
        let reason = "the footage is HDR, and films here are not: grade it for Rec. 709 first";
        return Err(Fault::Request(reason.to_owned()));
    }
    let fields = !matches!(parameters.field_order(), FieldOrder::Progressive | FieldOrder::Unknown);
    if fields {
        let reason = "the footage is interlaced, and films here are not: deinterlace it first";
        return Err(Fault::Request(reason.to_owned()));
    }
    Ok(())
}

fn refuse_short(wish: &Roll, whole: f64) -> Result<(), Fault> {
    let end = wish.from + wish.rate.duration(u64::from(wish.frames)).0;
    let frame = wish.rate.duration(1).0;
    // The last frame may begin within it.
    if end - frame > whole - LATE_S {
        let seconds = |seconds: f64| Secs((seconds * 100.0).round() / 100.0);
        return Err(Fault::Request(format!(
            "the footage lasts {}, and what is to be seen of it {}: use longer footage, or make the \
             film shorter",
            seconds(whole),
            seconds(end)
        )));
    }
    Ok(())
}

/// Returns the size, before any turn, at which the upright picture just covers `cover`; never one
/// that is larger than the picture.
fn covering(before: Size, upright: Size, cover: Size) -> Size {
    let share = f64::max(
        f64::from(cover.width) / f64::from(upright.width.max(1)),
        f64::from(cover.height) / f64::from(upright.height.max(1)),
    );
    let side = |side: u32| (f64::from(side) * share.min(1.0)).ceil().max(1.0) as u32;
    Size { width: side(before.width), height: side(before.height) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::unit::FrameRate;

    const fn size(width: u32, height: u32) -> Size {
        Size { width, height }
    }

    #[test]
    fn footage_is_reduced_until_it_just_covers_the_film() {
        let uhd = size(3840, 2160);
        assert_eq!(covering(uhd, uhd, size(1920, 1080)), size(1920, 1080));
        assert_eq!(covering(uhd, uhd, size(1080, 1920)), size(3414, 1920));
        assert_eq!(covering(uhd, size(2160, 3840), size(1080, 1920)), size(1920, 1080));
        assert_eq!(covering(size(640, 360), size(640, 360), size(1920, 1080)), size(640, 360));
    }

    #[test]
    fn footage_that_is_too_short_names_both_lengths() {
        let wish = |frames| Roll {
            path: "a.mp4".into(),
            from: 1.0,
            rate: FrameRate { num: 25, den: 1 },
            frames,
            cover: size(2, 2),
        };
        assert!(refuse_short(&wish(50), 3.0).is_ok());
        assert!(refuse_short(&wish(50), 2.97).is_ok());
        let told = refuse_short(&wish(75), 3.0).unwrap_err().to_string();
        assert!(told.contains("lasts 3 s") && told.contains("seen of it 4 s"), "{told}");
    }
}
