//! Looks at a key frame now and then while the packets pass: cheap, because a key frame needs no
//! other to be decoded.

mod blurred;

use crate::last_frame::{Rough, open_rough_decoder};
use crate::picture::{self, Turn};
use ffmpeg::{Packet, Stream, decoder, frame};
use model::fact::{Bars, Glance};
use model::unit::{Ratio, Secs, Size};

/// Seconds from one glance to the next at least, at the beginning and later: what stays the same
/// all through a film shows in a few frames.
const EARLY: f64 = 2.0;
const LATER: f64 = 8.0;

/// So many glances are early ones.
const FIRST: usize = 3;

/// A key frame of fewer bytes than this share of the largest one so far may be black, and is looked
/// at wherever the early ones would be.
const SMALL: usize = 4;

/// Twenty minutes of glances; a longer film is looked at so far.
const MOST: usize = 600;

/// The long side at which a frame is looked at.
const SIDE: u32 = 640;

/// Luma of a bar, 0 to 1: a little above black (16 of 255 is 0 here), for lossy coding.
const BAR_LUMA: f64 = 0.06;

/// The luma of white.
const WHITE: f64 = 255.0;

/// A bar's rows are even: their standard deviation is below this.
const BAR_SPREAD: f64 = 0.02;

/// Decodes key frames.
pub(crate) struct Glances {
    decoder: decoder::Video,
    seconds_per_tick: f64,
    sample_aspect: Option<(u32, u32)>,
    turn: Turn,
    last: Option<f64>,
    /// Bytes of the largest key frame so far.
    largest: usize,
    seen: Vec<(i64, Glance)>,
}

impl Glances {
    /// Opens a decoder of its own for `stream`; none when it cannot be opened, which measuring the
    /// last frame says.
    pub(crate) fn open(stream: &Stream<'_>, max_pixels: u64) -> Option<Self> {
        let parameters = stream.parameters();
        Some(Self {
            decoder: open_rough_decoder(stream, max_pixels, Rough::All).ok()?,
            seconds_per_tick: f64::from(stream.time_base()),
            sample_aspect: picture::sample_aspect(stream.sample_aspect_ratio())
                .or_else(|| picture::sample_aspect(parameters.sample_aspect_ratio())),
            turn: Turn::of_stream(stream),
            last: None,
            largest: 0,
            seen: Vec::new(),
        })
    }

    /// Looks at the packet's frame, if it is a key frame and the last glance was long enough ago.
    pub(crate) fn packet(&mut self, packet: &Packet) {
        let Some(pts) = packet.pts().filter(|_| packet.is_key() && self.seen.len() < MOST) else {
            return;
        };
        let at = pts as f64 * self.seconds_per_tick;
        self.largest = self.largest.max(packet.size());
        let may_be_black = packet.size() < self.largest / SMALL;
        let apart = if self.seen.len() < FIRST || may_be_black { EARLY } else { LATER };
        if self.last.is_some_and(|last| at < last + apart) {
            return;
        }
        self.last = Some(at);
        let frame = self.decode(packet);
        let seen = frame.and_then(|frame| glance(&frame, Secs(at), self.sample_aspect, self.turn));
        self.seen.extend(seen.map(|glance| (pts, glance)));
    }

    /// Returns what was seen; `since_start` tells when a time stamp is shown.
    pub(crate) fn finish(self, since_start: impl Fn(i64) -> Secs) -> Vec<Glance> {
        let seen = self.seen.into_iter();
        seen.map(|(pts, glance)| Glance { at: since_start(pts), ..glance }).collect()
    }

    /// What goes wrong here is not counted: damage to key frames shows in the last group, and all
    /// of it where every frame is decoded.
    fn decode(&mut self, packet: &Packet) -> Option<frame::Video> {
        let mut found = frame::Video::empty();
        let sent = self.decoder.send_packet(packet).and_then(|()| self.decoder.send_eof());
        let received = sent.and_then(|()| self.decoder.receive_frame(&mut found));
        self.decoder.flush();
        received.ok().map(|()| found)
    }
}

/// Looks at a frame.
pub(crate) fn glance(
    frame: &frame::Video,
    at: Secs,
    sample_aspect: Option<(u32, u32)>,
    turn: Turn,
) -> Option<Glance> {
    let coded = Size { width: frame.width(), height: frame.height() };
    let in_frame = || picture::sample_aspect(frame.aspect_ratio());
    let shown = picture::square(coded, sample_aspect.or_else(in_frame));
    let small = picture::within(shown, SIDE);
    let lumas = picture::to_lumas(frame, small).ok()?;
    let glance = look(&lumas, small, shown, at);
    let bars = turn.of_bars(glance.bars);
    let blurred = turn.of_bars(filled(&lumas, small, shown));
    Some(Glance { bars, blurred, ..glance })
}

/// Looks for edges that are a blurred fill, in pixels of the displayed picture.
fn filled(lumas: &[u8], size: Size, shown: Size) -> Bars {
    let (lines, columns) = blurred::edges(lumas, size.width as usize);
    let scale = |pixels: usize, shown: u32, small: u32| {
        (pixels as f64 * f64::from(shown) / f64::from(small.max(1))).round() as u32
    };
    let high = scale(lines, shown.height, size.height);
    let wide = scale(columns, shown.width, size.width);
    Bars { left: wide, top: high, right: wide, bottom: high }
}

fn look(lumas: &[u8], size: Size, shown: Size, at: Secs) -> Glance {
    let columns = (size.width as usize).max(1);
    let mut rows = Vec::with_capacity(size.height as usize);
    let mut across = vec![Line::default(); columns];
    let mut levels = [0_usize; 256];
    for row in lumas.chunks_exact(columns) {
        let mut line = Line::default();
        for (luma, column) in row.iter().zip(&mut across) {
            line.add(*luma);
            column.add(*luma);
            if let Some(level) = levels.get_mut(usize::from(*luma)) {
                *level += 1;
            }
        }
        rows.push(line);
    }
    let whole = rows.iter().copied().fold(Line::default(), Line::join);
    let wider = f64::from(shown.width) / f64::from(size.width.max(1));
    let higher = f64::from(shown.height) / f64::from(size.height.max(1));
    let bars = |lines: &mut dyn Iterator<Item = &Line>, scale: f64| {
        (lines.take_while(|line| line.is_bar()).count() as f64 * scale).round() as u32
    };
    Glance {
        at,
        luma: Ratio(whole.mean()),
        spread: Ratio(whole.spread()),
        dark: Ratio(darker_than_all_but(&levels, SOME)),
        light: Ratio(darker_than_all_but(&levels, 1.0 - SOME)),
        bars: Bars {
            left: bars(&mut across.iter(), wider),
            top: bars(&mut rows.iter(), higher),
            right: bars(&mut across.iter().rev(), wider),
            bottom: bars(&mut rows.iter().rev(), higher),
        },
        blurred: Bars::default(),
    }
}

/// The darkest and the lightest of a picture that are more than specks.
const SOME: f64 = 0.005;

/// Returns the luma below which this share of the pixels lies.
fn darker_than_all_but(levels: &[usize; 256], share: f64) -> f64 {
    let wanted = levels.iter().sum::<usize>() as f64 * share;
    let mut seen = 0;
    let reaches = |count: &usize| {
        seen += count;
        seen as f64 >= wanted
    };
    levels.iter().position(reaches).unwrap_or_default() as f64 / 255.0
}

/// Sums over the lumas of a row, a column or a picture.
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    count: u64,
    sum: u64,
    squares: u64,
}

impl Line {
    fn add(&mut self, luma: u8) {
        let luma = u64::from(luma);
        self.count += 1;
        self.sum += luma;
        self.squares += luma * luma;
    }

    fn join(self, other: Self) -> Self {
        Self {
            count: self.count + other.count,
            sum: self.sum + other.sum,
            squares: self.squares + other.squares,
        }
    }

    fn mean(self) -> f64 {
        self.sum as f64 / self.count.max(1) as f64 / WHITE
    }

    fn spread(self) -> f64 {
        let squares = self.squares as f64 / self.count.max(1) as f64 / (WHITE * WHITE);
        (squares - self.mean().powi(2)).max(0.0).sqrt()
    }

    fn is_bar(self) -> bool {
        self.mean() < BAR_LUMA && self.spread() < BAR_SPREAD
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grey picture with black bars above and below, of so many rows.
    fn boxed(top: usize, bottom: usize) -> Glance {
        let size = Size { width: 64, height: 36 };
        let inside = |y: usize| (top..36 - bottom).contains(&y);
        let luma = |at: usize| if inside(at / 64) { 90 + (at % 64) as u8 } else { 2 };
        let lumas: Vec<u8> = (0..64 * 36).map(luma).collect();
        look(&lumas, size, Size { width: 1920, height: 1080 }, Secs(1.0))
    }

    #[test]
    fn bars_are_measured_in_pixels_of_the_displayed_picture() {
        let bars = boxed(4, 3).bars;
        assert_eq!((bars.top, bars.bottom, bars.left, bars.right), (120, 90, 0, 0));
        assert_eq!(boxed(0, 0).bars, Bars::default());
    }

    #[test]
    fn a_black_frame_has_no_light_and_no_shape() {
        let glance = boxed(36, 0);
        assert!(glance.luma.0 < 0.01 && glance.spread.0 < 0.01, "{glance:?}");
    }
}
