//! How much room a logo has: how far the ground around it stays even.

use model::unit::{Ratio, Region, Size};

/// A channel differs by no more than this from an even ground: lossy coding, a soft gradient.
const EVEN: u8 = 24;

/// And by more than this where something else stands, and by more than this share of the logo's
/// own contrast: lossy coding rings that much around it.
const OTHER: f64 = 56.0;
const RINGING: f64 = 0.3;

/// So much of the surroundings has to be even for anything to be said.
const MOSTLY: f64 = 0.6;

/// Lossy coding blurs this many pixels around the logo, and its place is known to this share of
/// its longer side.
const BLUR: f64 = 2.0;
const UNSURE: f64 = 0.02;

/// Pixels side by side on a ring that are something, as a share of the logo's height, and at least:
/// a star in a night sky and a speck of lossy coding are smaller.
const SOMETHING: f64 = 0.08;
const LEAST_SOMETHING: usize = 6;

/// Smaller parts that make something of so many times that many pixels: letters, twigs.
const SCATTERED: usize = 3;

/// Rings looked at.
const RINGS: u32 = 48;

/// Returns how far the ground around the box stays even, as a share of the box's height, up to 1;
/// nothing where it is not even to begin with. Where the frame ends, nothing else stands. The
/// contrast is the logo's, in steps of a channel.
pub(super) fn space(rgba: &[u8], size: Size, of: Region, contrast: f64) -> Option<Ratio> {
    let pixels = rgba.as_chunks::<4>().0;
    let height = f64::from(of.h);
    let nearest = BLUR + UNSURE * f64::from(of.w.max(of.h));
    let step = (height / f64::from(RINGS)).max(1.0);
    let offsets: Vec<f64> = (0..RINGS)
        .map(|ring| nearest + f64::from(ring) * step)
        .take_while(|offset| *offset <= height)
        .collect();
    let rings: Vec<Vec<[u8; 4]>> =
        offsets.iter().map(|offset| ring(pixels, size, of, *offset)).collect();
    let ground = median(rings.iter().flatten())?;
    let off = |pixel: &[u8; 4]| {
        pixel.iter().zip(&ground).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or_default()
    };
    let all = || rings.iter().flatten();
    let even = all().filter(|pixel| off(pixel) <= EVEN).count() as f64;
    if even < MOSTLY * all().count() as f64 {
        return None;
    }
    let least = ((height * SOMETHING) as usize).max(LEAST_SOMETHING);
    let other = OTHER.max(contrast * RINGING) as u8;
    let is_something = |ring: &[[u8; 4]]| {
        let runs = || ring.split(|pixel| off(pixel) <= other).map(<[_]>::len);
        runs().any(|run| run >= least) || runs().sum::<usize>() >= SCATTERED * least
    };
    let first = rings.iter().position(|ring| is_something(ring));
    let reach = first.and_then(|at| offsets.get(at)).map_or(1.0, |offset| offset / height);
    Some(Ratio(reach.min(1.0)))
}

/// Returns the pixels at a distance from a box, side by side, as far as they are in the frame.
fn ring(pixels: &[[u8; 4]], size: Size, of: Region, offset: f64) -> Vec<[u8; 4]> {
    let offset = offset.round() as i64;
    let (left, top) = (i64::from(of.x) - offset, i64::from(of.y) - offset);
    let right = i64::from(of.x) + i64::from(of.w) + offset - 1;
    let bottom = i64::from(of.y) + i64::from(of.h) + offset - 1;
    let (width, height) = (i64::from(size.width), i64::from(size.height));
    let at = |x: i64, y: i64| {
        let inside = (0..width).contains(&x) && (0..height).contains(&y);
        let index = usize::try_from(y * width + x).ok().filter(|_| inside)?;
        pixels.get(index).copied()
    };
    let across = |y: i64| (left..=right).map(move |x| (x, y));
    let down = |x: i64| (top + 1..bottom).map(move |y| (x, y));
    let around = across(top).chain(down(right)).chain(across(bottom)).chain(down(left));
    around.filter_map(|(x, y)| at(x, y)).collect()
}

fn median<'a>(pixels: impl Iterator<Item = &'a [u8; 4]>) -> Option<[u8; 4]> {
    let mut counts = [[0_u32; 256]; 4];
    let mut total = 0_u32;
    for pixel in pixels {
        total += 1;
        for (counts, part) in counts.iter_mut().zip(pixel) {
            if let Some(count) = counts.get_mut(usize::from(*part)) {
                *count += 1;
            }
        }
    }
    let middle = |counts: &[u32; 256]| {
        let mut sum = 0;
        let at = counts.iter().position(|count| {
            sum += count;
            sum * 2 >= total
        });
        at.unwrap_or_default() as u8
    };
    (total > 0).then(|| counts.each_ref().map(middle))
}
