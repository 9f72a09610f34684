//! Looks at a key frame now and then while the packets pass: cheap, because a key frame needs no
//! other to be decoded.

use crate::last_frame::open_rough_decoder;
use crate::picture::{self, Rgba, Turn};
use ffmpeg::{Packet, Stream, decoder, frame};
use model::fact::{Bars, Glance};
use model::unit::{Ratio, Secs, Size};

/// Seconds from one glance to the next at least.
const EVERY: f64 = 2.0;

/// Twenty minutes of glances; a longer film is looked at so far.
const MOST: usize = 600;

/// The long side at which a frame is looked at.
const SIDE: u32 = 640;

/// Luma of a bar, 0 to 1: a little above black (16 of 255 is 0 here), for lossy coding.
const BAR_LUMA: f64 = 0.06;

/// A bar's rows are even: their standard deviation is below this.
const BAR_SPREAD: f64 = 0.02;

/// Decodes key frames.
pub(crate) struct Glances {
    decoder: decoder::Video,
    seconds_per_tick: f64,
    sample_aspect: Option<(u32, u32)>,
    turn: Turn,
    last: Option<f64>,
    seen: Vec<(i64, Glance)>,
}

impl Glances {
    /// Opens a decoder of its own for `stream`; none when it cannot be opened, which measuring the
    /// last frame says.
    pub(crate) fn open(stream: &Stream<'_>, max_pixels: u64) -> Option<Self> {
        let parameters = stream.parameters();
        Some(Self {
            decoder: open_rough_decoder(stream, max_pixels).ok()?,
            seconds_per_tick: f64::from(stream.time_base()),
            sample_aspect: picture::sample_aspect(stream.sample_aspect_ratio())
                .or_else(|| picture::sample_aspect(parameters.sample_aspect_ratio())),
            turn: Turn::of_stream(stream),
            last: None,
            seen: Vec::new(),
        })
    }

    /// Looks at the packet's frame, if it is a key frame and the last glance was long enough ago.
    pub(crate) fn packet(&mut self, packet: &Packet) {
        let Some(pts) = packet.pts().filter(|_| packet.is_key() && self.seen.len() < MOST) else {
            return;
        };
        let at = pts as f64 * self.seconds_per_tick;
        if self.last.is_some_and(|last| at < last + EVERY) {
            return;
        }
        self.last = Some(at);
        let small =
            self.decode(packet).and_then(|frame| reduced(&frame, self.sample_aspect, self.turn));
        let Some((small, shown)) = small else { return };
        self.seen.push((pts, look(&small, shown, Secs(at))));
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
    let (small, shown) = reduced(frame, sample_aspect, turn)?;
    Some(look(&small, shown, at))
}

/// Returns a frame at the size at which it is looked at, and its size as displayed.
fn reduced(
    frame: &frame::Video,
    sample_aspect: Option<(u32, u32)>,
    turn: Turn,
) -> Option<(Rgba, Size)> {
    let coded = Size { width: frame.width(), height: frame.height() };
    let shown = picture::square(coded, sample_aspect);
    let small = picture::to_rgba(frame, picture::within(shown, SIDE)).ok()?.turned(turn);
    Some((small, turn.of(shown)))
}

fn look(picture: &Rgba, shown: Size, at: Secs) -> Glance {
    let columns = (picture.size.width as usize).max(1);
    let mut rows = Vec::with_capacity(picture.size.height as usize);
    let mut across = vec![Line::default(); columns];
    let mut levels = [0_usize; 256];
    for row in picture.rows() {
        let mut line = Line::default();
        for (pixel, column) in row.iter().zip(&mut across) {
            let luma = luma(*pixel);
            line.add(luma);
            column.add(luma);
            if let Some(level) = levels.get_mut((luma * 255.0) as usize) {
                *level += 1;
            }
        }
        rows.push(line);
    }
    let whole = rows.iter().copied().fold(Line::default(), Line::join);
    let wider = f64::from(shown.width) / f64::from(picture.size.width.max(1));
    let higher = f64::from(shown.height) / f64::from(picture.size.height.max(1));
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

/// ITU-R BT.709 luma, 0 to 1.
fn luma([r, g, b, _]: [u8; 4]) -> f64 {
    (0.2126 * f64::from(r) + 0.7152 * f64::from(g) + 0.0722 * f64::from(b)) / 255.0
}

/// Sums over the lumas of a row, a column or a picture.
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    count: f64,
    sum: f64,
    squares: f64,
}

impl Line {
    fn add(&mut self, luma: f64) {
        self.count += 1.0;
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
        self.sum / self.count.max(1.0)
    }

    fn spread(self) -> f64 {
        (self.squares / self.count.max(1.0) - self.mean().powi(2)).max(0.0).sqrt()
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
        let pixel = |at: usize| {
            let grey = if inside(at / 64) { 90 + (at % 64) as u8 } else { 2 };
            [grey, grey, grey, 255]
        };
        let bytes = (0..64 * 36).flat_map(pixel).collect();
        look(&Rgba { size, bytes }, Size { width: 1920, height: 1080 }, Secs(1.0))
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
