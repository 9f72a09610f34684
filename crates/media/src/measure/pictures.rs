//! What is said of a picture stream once its packets have passed.

use crate::fault::{DecodeErrors, Fault};
use crate::glance::glance;
use crate::last_frame::{Decoded, LastFrame};
use crate::palette;
use crate::picture::{self, Turn};
use crate::raw;
use crate::source;
use crate::still_parts;
use crate::tally::Tally;
use ffmpeg::codec::ParametersRef;
use ffmpeg::codec::field_order::FieldOrder;
use ffmpeg::format::Pixel;
use ffmpeg::format::context::Input;
use ffmpeg::{Packet, Rational, Stream, frame};
use media::protocol::KEPT_SIDE;
use model::digest::Digest;
use model::fact::{ColourTags, KeptFrame, Scan, VideoFacts};
use model::unit::{Secs, Size};

/// What the pictures yield.
#[derive(Default)]
pub(super) struct Seen {
    /// The stream.
    pub(super) video: Option<VideoFacts>,
    /// The last frame and its PNG.
    pub(super) last: Option<(KeptFrame, Vec<u8>)>,
    /// What went wrong while decoding.
    pub(super) errors: DecodeErrors,
    /// What could not be looked at.
    pub(super) not_measured: Vec<String>,
}

/// Decodes the last group and describes the stream.
pub(super) fn finish(
    input: &mut Input,
    index: usize,
    mut tally: Tally,
    still: bool,
    max_pixels: u64,
) -> Seen {
    let mut seen = Seen { errors: tally.corrupt, ..Seen::default() };
    let (last, sketches) = match decode_last(input, index, &mut tally, still, max_pixels) {
        Ok(decoded) => {
            seen.errors = seen.errors.join(decoded.errors);
            (decoded.frame, decoded.sketches)
        }
        Err(fault) => {
            seen.not_measured.push(format!("last frame: {fault}"));
            (None, Vec::new())
        }
    };
    let Some(stream) = input.stream(index) else {
        return seen;
    };
    let turn = turn_of(&stream, last.as_ref());
    let mut video = describe(&stream, &tally, last.as_ref(), turn, still);
    match last.map(|frame| keep(&frame, shown_at(&frame, &tally, &video), &video, turn)) {
        Some(Ok(kept)) => seen.last = Some(kept),
        Some(Err(fault)) => seen.not_measured.push(format!("last frame: {fault}")),
        None => {}
    }
    if let Some(rate) = video.frame_rate {
        let length = rate.duration(1).0;
        video.closing = still_parts::standstill(input, index, sketches, length, max_pixels);
    }
    seen.video = Some(video);
    seen
}

/// Decodes the last group; if that yields nothing, everything.
fn decode_last(
    input: &mut Input,
    index: usize,
    tally: &mut Tally,
    still: bool,
    max_pixels: u64,
) -> Result<Decoded, Fault> {
    let nothing = || Fault::Nothing("picture");
    let stream = input.stream(index).ok_or_else(nothing)?;
    source::refuse_large(&stream, max_pixels)?;
    let last = std::mem::take(&mut tally.last);
    if last.overflowed {
        let reason = "the last group of pictures is too large to hold";
        return Err(Fault::TooLarge(reason.to_owned()));
    }
    let mut decoder = LastFrame::open(&stream, max_pixels)?;
    // What follows a picture in its file is no part of it: thumbnails, zeros, another program's notes.
    let wanted = if still { 1 } else { usize::MAX };
    last.packets.iter().take(wanted).for_each(|packet| decoder.packet(packet));
    let mut decoded = decoder.finish();
    let whole = last.packets.len() as u64 >= tally.frames();
    if decoded.frame.is_none() && !whole && input.seek(i64::MIN, ..).is_ok() {
        let all = decode_all(input, index, max_pixels)?;
        (decoded.frame, decoded.sketches) = (all.frame, all.sketches);
    }
    if decoded.frame.is_none() && decoded.unknown {
        let reason = "its decoder does not know pictures of this kind";
        return Err(Fault::Request(reason.to_owned()));
    }
    if decoded.frame.is_none() {
        decoded.errors.count = decoded.errors.count.max(1);
    }
    Ok(decoded)
}

fn decode_all(input: &mut Input, index: usize, max_pixels: u64) -> Result<Decoded, Fault> {
    let stream = input.stream(index).ok_or(Fault::Nothing("picture"))?;
    let mut decoder = LastFrame::open(&stream, max_pixels)?;
    let mut packet = Packet::empty();
    while packet.read(input).is_ok() {
        if packet.stream() == index {
            decoder.packet(&packet);
        }
        packet = Packet::empty();
    }
    Ok(decoder.finish())
}

/// Films say in their container how they are turned, photographs in the picture itself.
fn turn_of(stream: &Stream<'_>, last: Option<&frame::Video>) -> Turn {
    match (Turn::of_stream(stream), last) {
        (turn, Some(frame)) if turn == Turn::default() => Turn::of_frame(frame),
        (turn, _) => turn,
    }
}

fn describe(
    stream: &Stream<'_>,
    tally: &Tally,
    last: Option<&frame::Video>,
    turn: Turn,
    still: bool,
) -> VideoFacts {
    raw::tame_stream(stream);
    if let Some(frame) = last {
        raw::tame_frame(frame);
    }
    let parameters = stream.parameters();
    let coded = Size { width: parameters.width(), height: parameters.height() };
    // The density that photographs carry is meant for print.
    let sample_aspect = picture::sample_aspect(stream.sample_aspect_ratio())
        .or_else(|| picture::sample_aspect(parameters.sample_aspect_ratio()))
        .or_else(|| picture::sample_aspect(last?.aspect_ratio()))
        .filter(|_| !still);
    VideoFacts {
        codec: parameters.id().name().to_owned(),
        pixel_format: last.map_or("unknown", |frame| pixel_format(frame.format())).to_owned(),
        displayed: turn.of(picture::square(coded, sample_aspect)),
        coded,
        sample_aspect,
        rotation: turn.clockwise,
        frame_rate: if still { None } else { tally.rate(stated_rate(stream)) },
        frames: if still { 1 } else { tally.frames() },
        duration: if still { Secs(0.0) } else { tally.duration() },
        kbps: tally.kbps().filter(|_| !still),
        colour: colour(&parameters, last),
        scan: scan(&parameters, last).filter(|_| !still),
        steps: tally.steps().filter(|_| !still),
        glances: last
            .filter(|_| still)
            .and_then(|frame| glance(frame, Secs(0.0), None, turn))
            .into_iter()
            .collect(),
        course: None,
        closing: None,
    }
}

/// Reads what the decoder says of its frame, and what the container says where that is silent.
fn colour(parameters: &ParametersRef<'_>, last: Option<&frame::Video>) -> ColourTags {
    let named = |of_frame: Option<&'static str>, of_stream: Option<&'static str>| {
        of_frame.or(of_stream).map(str::to_owned)
    };
    ColourTags {
        primaries: named(
            last.and_then(|frame| frame.color_primaries().name()),
            parameters.color_primaries().name(),
        ),
        transfer: named(
            last.and_then(|frame| frame.color_transfer_characteristic().name()),
            parameters.color_transfer_characteristic().name(),
        ),
        matrix: named(
            last.and_then(|frame| frame.color_space().name()),
            parameters.color_space().name(),
        ),
        range: named(
            last.and_then(|frame| frame.color_range().name()),
            parameters.color_range().name(),
        ),
    }
}

fn scan(parameters: &ParametersRef<'_>, last: Option<&frame::Video>) -> Option<Scan> {
    let in_fields = last.is_some_and(frame::Video::is_interlaced);
    match parameters.field_order() {
        FieldOrder::Unknown if !in_fields => None,
        FieldOrder::Progressive if !in_fields => Some(Scan::Progressive),
        _ => Some(Scan::Interlaced),
    }
}

fn stated_rate(stream: &Stream<'_>) -> Rational {
    let average = stream.avg_frame_rate();
    if average.numerator() > 0 { average } else { stream.rate() }
}

fn pixel_format(format: Pixel) -> &'static str {
    format.descriptor().map_or("unknown", |descriptor| descriptor.name())
}

fn shown_at(frame: &frame::Video, tally: &Tally, video: &VideoFacts) -> Secs {
    match (video.frame_rate, frame.timestamp()) {
        (Some(_), Some(pts)) => tally.since_start(pts),
        // Bare streams carry no times: the last frame is one frame before the end.
        (Some(rate), None) => Secs((video.duration.0 - rate.duration(1).0).max(0.0)),
        (None, _) => Secs(0.0),
    }
}

fn keep(
    frame: &frame::Video,
    at: Secs,
    video: &VideoFacts,
    turn: Turn,
) -> Result<(KeptFrame, Vec<u8>), Fault> {
    let coded = Size { width: frame.width(), height: frame.height() };
    let shown = picture::within(picture::square(coded, video.sample_aspect), KEPT_SIDE);
    let picture = picture::to_rgba(frame, shown)?.turned(turn);
    let look = palette::look(&picture);
    let png = picture.to_png()?;
    let kept = KeptFrame {
        at,
        png: Digest::of(&png),
        size: picture.size,
        palette: look.palette,
        luma: look.luma,
    };
    Ok((kept, png))
}
