//! A canvas laid over film: drawn once, kept as premultiplied video planes, blended in integers.

use crate::planes::{blue, luma, red};
use crate::surface::Surface;
use model::timeline::Overlay;
use model::unit::Size;

/// Opaque, and a fade that is over; weights are in 256ths.
const FULL: u32 = 256;

/// Where on the frame an overlay has anything, in pixels; all even, for half-resolution colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bounds {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
}

/// One channel of an overlay: what it adds, and how much of what is below it takes away.
struct Veil {
    width: usize,
    added: Vec<u16>,
    taken: Vec<u16>,
}

/// An overlay ready to be blended.
pub(crate) struct Sheet {
    start: u32,
    frames: u32,
    fade_in: u32,
    fade_out: u32,
    rise: u32,
    bounds: Bounds,
    luma: Veil,
    blue: Veil,
    red: Veil,
}

impl Sheet {
    /// Keeps what `surface` shows of `overlay`; none if it shows nothing.
    pub(crate) fn new(overlay: &Overlay, surface: &Surface) -> Option<Self> {
        let bounds = bounds(surface)?;
        let (luma, blue, red) = veils(surface, bounds);
        let Overlay { start, frames, fade_in, fade_out, rise, .. } = *overlay;
        Some(Self { start, frames, fade_in, fade_out, rise, bounds, luma, blue, red })
    }

    /// Lays it over frame `frame` of the film.
    pub(crate) fn lay(&self, frame: u32, [luma, blue, red]: [&mut [u8]; 3], size: Size) {
        let Some(moment) = self.moment(frame) else {
            return;
        };
        let width = size.width as usize;
        let Bounds { left, top, .. } = self.bounds;
        blend(&self.luma, luma, (width, left, top), moment.fade, moment.lowered);
        let half = (width / 2, left / 2, top / 2);
        blend(&self.blue, blue, half, moment.fade, moment.lowered / 2);
        blend(&self.red, red, half, moment.fade, moment.lowered / 2);
    }

    fn moment(&self, frame: u32) -> Option<Moment> {
        let index = frame.checked_sub(self.start)?;
        let left = self.frames.checked_sub(index).filter(|left| *left > 0)?;
        let share =
            |done: u32, of: u32| (f64::from(done.min(of)) / f64::from(of.max(1))).clamp(0.0, 1.0);
        // The first frame shows a little already and the one after the fade all of it.
        let coming = share(index.saturating_add(1), self.fade_in.saturating_add(1));
        let going = share(left, self.fade_out.saturating_add(1));
        let t = coming.min(going);
        let fade = (t * t * (3.0 - 2.0 * t) * f64::from(FULL)).round() as u32;
        // Rises fast and settles slowly (cubic ease out).
        let still = 1.0 - coming;
        let lowered = (still * still * still * f64::from(self.rise) * f64::from(FULL)).round();
        Some(Moment { fade, lowered: lowered as usize })
    }
}

/// How an overlay looks in one frame.
#[derive(Debug, PartialEq, Eq)]
struct Moment {
    /// Its opacity, 256ths.
    fade: u32,
    /// How far below its place it is, 256ths of a pixel.
    lowered: usize,
}

fn bounds(surface: &Surface) -> Option<Bounds> {
    let width = surface.size.width as usize;
    let shows = |pixel: &[u8; 4]| pixel.last().is_some_and(|alpha| *alpha != 0);
    let rows = || surface.premultiplied().chunks_exact(width);
    let used = |row: &[[u8; 4]]| row.iter().any(shows);
    let top = rows().position(used)?;
    let bottom = rows().rposition(used)? + 1;
    let columns =
        rows().filter_map(|row| Some((row.iter().position(shows)?, row.iter().rposition(shows)?)));
    let (left, right) = columns.fold((width, 0), |(l, r), (a, b)| (l.min(a), r.max(b + 1)));
    // One pixel to the left is room for the colour filter's reach.
    let (left, top) = (left.saturating_sub(1) & !1, top & !1);
    Some(Bounds {
        left,
        top,
        width: (right - left).next_multiple_of(2),
        height: (bottom - top).next_multiple_of(2),
    })
}

fn veils(surface: &Surface, bounds: Bounds) -> (Veil, Veil, Veil) {
    let rows: Vec<&[[u8; 4]]> = surface
        .premultiplied()
        .chunks_exact(surface.size.width as usize)
        .skip(bounds.top)
        .take(bounds.height)
        .filter_map(|row| row.get(bounds.left..bounds.left + bounds.width))
        .collect();
    let mut luma_veil = Veil::new(bounds.width, bounds.width * bounds.height);
    for pixel in rows.iter().copied().flatten() {
        luma_veil.push(pixel.map(u32::from), luma, 16);
    }
    let half = || Veil::new(bounds.width / 2, bounds.width * bounds.height / 4);
    let (mut blue_veil, mut red_veil) = (half(), half());
    for pair in rows.as_chunks::<2>().0 {
        for column in 0..bounds.width / 2 {
            let mean = around(pair, column * 2);
            blue_veil.push(mean, blue, 128);
            red_veil.push(mean, red, 128);
        }
    }
    (luma_veil, blue_veil, red_veil)
}

impl Veil {
    fn new(width: usize, count: usize) -> Self {
        Self { width, added: Vec::with_capacity(count), taken: Vec::with_capacity(count) }
    }

    /// Adds a premultiplied pixel. A channel of premultiplied colour carries its zero point
    /// (16 or 128) in full; only the share of it that the pixel covers belongs to the overlay.
    fn push(&mut self, [r, g, b, alpha]: [u32; 4], channel: fn([i32; 3]) -> u8, zero: u32) {
        let taken = (alpha * FULL + 127) / 255;
        let value = u32::from(channel([r, g, b].map(u32::cast_signed)));
        let added = (value * FULL + zero * taken).saturating_sub(zero * FULL);
        self.added.push(added as u16);
        self.taken.push(taken as u16);
    }
}

/// Returns the mean colour where a colour sample sits: on the left pixel of a pair, with a quarter
/// of each neighbour, over two rows.
fn around(rows: &[&[[u8; 4]]; 2], column: usize) -> [u32; 4] {
    let weighted = [(column.saturating_sub(1), 1), (column, 2), (column + 1, 1)];
    let mut sum = [4_u32; 4];
    for (row, (column, weight)) in rows.iter().flat_map(|row| weighted.map(|w| (row, w))) {
        let pixel = row.get(column).copied().unwrap_or_default();
        for (total, value) in sum.iter_mut().zip(pixel) {
            *total += u32::from(value) * weight;
        }
    }
    sum.map(|total| total / 8)
}

/// Blends a veil into a plane `(width, left, top)`, `lowered` by 256ths of a pixel.
fn blend(
    veil: &Veil,
    plane: &mut [u8],
    (width, left, top): (usize, usize, usize),
    fade: u32,
    lowered: usize,
) {
    let (whole, beyond) = (lowered / 256, (lowered % 256) as u32);
    let clear = vec![0_u16; veil.width];
    let nothing = (clear.as_slice(), clear.as_slice());
    let mut rows =
        veil.added.chunks_exact(veil.width).zip(veil.taken.chunks_exact(veil.width)).peekable();
    // What bleeds off the top of the frame goes on above it, so a rise opens no gap there.
    let (first, skipped, repeats) = match rows.peek() {
        Some(edge) if top == 0 => (*edge, 0, whole),
        _ => (nothing, top + whole, 0),
    };
    let above = std::iter::repeat_n(first, repeats + 1).chain(rows.clone());
    let below = std::iter::repeat_n(first, repeats).chain(rows).chain([nothing]);
    let lines = plane.chunks_exact_mut(width).skip(skipped);
    for ((line, above), below) in lines.zip(above).zip(below) {
        let Some(line) = line.get_mut(left..left + veil.width) else {
            continue;
        };
        if beyond == 0 {
            blend_row(line, below.0, below.1, fade);
        } else {
            blend_between(line, above, below, fade, beyond);
        }
    }
}

fn blend_row(line: &mut [u8], added: &[u16], taken: &[u16], fade: u32) {
    for ((value, added), taken) in line.iter_mut().zip(added).zip(taken) {
        let kept = FULL * FULL - u32::from(*taken) * fade;
        *value = ((u32::from(*value) * kept + u32::from(*added) * fade + (1 << 15)) >> 16) as u8;
    }
}

fn blend_between(
    line: &mut [u8],
    above: (&[u16], &[u16]),
    below: (&[u16], &[u16]),
    fade: u32,
    beyond: u32,
) {
    let mixed = |a: u16, b: u16| (u32::from(a) * beyond + u32::from(b) * (FULL - beyond)) / FULL;
    let pairs = above.0.iter().zip(below.0).zip(above.1.iter().zip(below.1));
    for (value, ((a0, b0), (a1, b1))) in line.iter_mut().zip(pairs) {
        let kept = FULL * FULL - mixed(*a1, *b1) * fade;
        let sum = u32::from(*value) * kept + mixed(*a0, *b0) * fade;
        *value = ((sum + (1 << 15)) >> 16) as u8;
    }
}
