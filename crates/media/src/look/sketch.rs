//! A frame as means of squares of eight by eight pixels: enough to see light, movement and red,
//! and read from the planes as they are, because every frame of a film passes here.

use crate::fault::Fault;
use crate::picture;
use crate::planes::Planes;
use ffmpeg::frame;
use model::unit::Size;

/// Pixels along a square.
const SQUARE: usize = 8;

/// Levels are counted in sixteenths, black 0 and white 255.
pub(super) const LEVEL: u16 = 16;

/// Means over squares.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sketch {
    /// Luma in sixteenths of a level, rows from the top.
    pub(super) luma: Vec<u16>,
    /// How far each square is from grey towards red, −128 to 127; empty where the frame has no
    /// colour planes that can be read as they are.
    pub(super) cr: Vec<i8>,
    /// The same towards blue.
    pub(super) cb: Vec<i8>,
}

impl Sketch {
    /// Reduces a frame.
    pub(super) fn of(frame: &frame::Video) -> Result<Self, Fault> {
        match Planes::of(frame.format()) {
            Some(planes) => Ok(Self::of_planes(frame, planes)),
            None => Self::of_colours(frame),
        }
    }

    fn of_planes(frame: &frame::Video, planes: Planes) -> Self {
        let (width, height) = (frame.width() as usize, frame.height() as usize);
        let sums = match planes.bytes() {
            1 => sums::<SQUARE>(frame.data(0), frame.stride(0), width, height, sum_of_bytes),
            _ => sums::<{ 2 * SQUARE }>(
                frame.data(0),
                frame.stride(0),
                width * 2,
                height,
                sum_of_pairs,
            ),
        };
        let levels = Levels { bits: planes.bits(), full: picture::is_full_range(frame) };
        let (columns, rows) = (width / SQUARE, height / SQUARE);
        let colour = |plane: usize| {
            let halved = planes.halved()?;
            chroma(frame, plane, planes, halved, (columns, rows))
        };
        let luma = sums.into_iter().map(|sum| levels.luma(sum)).collect();
        Self { luma, cb: colour(1).unwrap_or_default(), cr: colour(2).unwrap_or_default() }
    }

    /// Frames without planes of luma: pictures in few colours, as animations have.
    fn of_colours(frame: &frame::Video) -> Result<Self, Fault> {
        let side = |pixels: u32| (pixels / SQUARE as u32).max(1);
        let size = Size { width: side(frame.width()), height: side(frame.height()) };
        let small = picture::to_rgba(frame, size)?;
        let (pixels, _) = small.bytes.as_chunks::<4>();
        let mut sketch = Self::default();
        for [r, g, b, _] in pixels {
            let [red, green, blue] = [*r, *g, *b].map(i32::from);
            // ITU-R BT.709, in thousandths.
            let luma = 213 * red + 715 * green + 72 * blue;
            sketch.luma.push((luma * i32::from(LEVEL) / 1000) as u16);
            sketch.cb.push(((blue * 1000 - luma) / 1856).clamp(-128, 127) as i8);
            sketch.cr.push(((red * 1000 - luma) / 1575).clamp(-128, 127) as i8);
        }
        Ok(sketch)
    }

    /// Returns mean and standard deviation of luma, 0 to 1.
    pub(super) fn light(&self) -> (f64, f64) {
        let count = self.luma.len().max(1) as f64;
        let (sum, squares) = self.luma.iter().fold((0_u64, 0_u64), |(sum, squares), luma| {
            let luma = u64::from(*luma);
            (sum + luma, squares + luma * luma)
        });
        let white = 255.0 * f64::from(LEVEL);
        let mean = sum as f64 / count / white;
        let spread = (squares as f64 / count / white / white - mean * mean).max(0.0).sqrt();
        (mean, spread)
    }
}

/// How samples become levels.
#[derive(Clone, Copy)]
struct Levels {
    bits: u32,
    full: bool,
}

impl Levels {
    /// From the sum over a square to sixteenths of a level, black 0 and white 255.
    fn luma(self, sum: u32) -> u16 {
        // 64 samples of 8 bits and more: a quarter of their sum is 16 times their mean.
        let sixteenths = (sum / 4) >> (self.bits - 8);
        let (black, span) = if self.full { (0, 255) } else { (16 * 16, 219) };
        (sixteenths.saturating_sub(black) * 255 / span).min(255 * 16) as u16
    }
}

/// Adds up squares of a plane; what is left over at the right and at the bottom is left out.
fn sums<const BYTES: usize>(
    plane: &[u8],
    stride: usize,
    row_bytes: usize,
    height: usize,
    sum: fn(&[u8; BYTES]) -> u32,
) -> Vec<u32> {
    let columns = row_bytes / BYTES;
    let mut sums = vec![0; columns * (height / SQUARE)];
    if columns == 0 || stride < row_bytes {
        return sums;
    }
    let rows = plane.chunks(stride).take(height / SQUARE * SQUARE);
    for (y, row) in rows.enumerate() {
        let (squares, _) = row.get(..row_bytes).unwrap_or_default().as_chunks::<BYTES>();
        let line = sums.chunks_mut(columns).nth(y / SQUARE).unwrap_or_default();
        line.iter_mut().zip(squares).for_each(|(total, square)| *total += sum(square));
    }
    sums
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "squares lie in the plane")]
fn sum_of_bytes(bytes: &[u8; SQUARE]) -> u32 {
    bytes.iter().map(|byte| u32::from(*byte)).sum()
}

fn sum_of_pairs(bytes: &[u8; 2 * SQUARE]) -> u32 {
    let (pairs, _) = bytes.as_chunks::<2>();
    pairs.iter().map(|pair| u32::from(u16::from_le_bytes(*pair))).sum()
}

/// Takes one sample of a colour plane for each square: red over a large area needs no mean.
fn chroma(
    frame: &frame::Video,
    plane: usize,
    planes: Planes,
    (across, down): (u32, u32),
    (columns, rows): (usize, usize),
) -> Option<Vec<i8>> {
    let (step, bytes) = (SQUARE >> across, planes.bytes());
    let stride = frame.stride(plane);
    let data = frame.data(plane);
    let shift = planes.bits() - 8;
    let mut found = Vec::with_capacity(columns * rows);
    for row in 0..rows {
        let y = (row * SQUARE + SQUARE / 2) >> down;
        let line = data.get(y * stride..)?.get(..columns * step * bytes)?;
        let middles = line.chunks_exact(step * bytes).map(|square| {
            let (_, middle) = square.split_at(step / 2 * bytes);
            match middle {
                [sample, ..] if bytes == 1 => i32::from(*sample),
                [low, high, ..] => i32::from(u16::from_le_bytes([*low, *high])) >> shift,
                _ => 128,
            }
        });
        found.extend(middles.map(|sample| (sample - 128).clamp(-128, 127) as i8));
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ffmpeg::format::Pixel;

    /// A frame of one luma, with colour planes of one value each.
    fn plain(format: Pixel, width: u32, height: u32, parts: [u8; 3]) -> frame::Video {
        let mut frame = frame::Video::new(format, width, height);
        let wide = Planes::of(format).unwrap().bits() - 8;
        for (plane, part) in parts.into_iter().enumerate() {
            let value = (u16::from(part) << wide).to_le_bytes();
            let data = frame.data_mut(plane);
            if wide == 0 {
                data.fill(part);
            } else {
                data.as_chunks_mut::<2>().0.fill(value);
            }
        }
        frame
    }

    #[test]
    fn black_is_nothing_and_white_is_all_in_every_depth() {
        for format in [Pixel::YUV420P, Pixel::YUV422P10LE, Pixel::YUV444P12LE] {
            let light =
                |luma| Sketch::of(&plain(format, 64, 32, [luma, 128, 128])).unwrap().light();
            let (black, white) = (light(16), light(235));
            assert!(black.0 < 0.001 && black.1 < 0.001, "{format:?} {black:?}");
            assert!((white.0 - 1.0).abs() < 0.001 && white.1 < 0.001, "{format:?} {white:?}");
        }
    }

    #[test]
    fn colour_is_read_where_it_lies() {
        for format in [Pixel::YUV420P, Pixel::YUV422P10LE] {
            let sketch = Sketch::of(&plain(format, 64, 32, [81, 90, 240])).unwrap();
            assert_eq!(sketch.luma.len(), 8 * 4);
            assert!(sketch.cr.iter().all(|cr| *cr == 112), "{sketch:?}");
            assert!(sketch.cb.iter().all(|cb| *cb == -38), "{sketch:?}");
        }
    }

    #[test]
    fn what_is_smaller_than_a_square_has_no_squares() {
        let sketch = Sketch::of(&plain(Pixel::YUV420P, 6, 6, [81, 90, 240])).unwrap();
        assert_eq!((sketch.luma.len(), sketch.light()), (0, (0.0, 0.0)));
    }
}
