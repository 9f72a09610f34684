//! Dominant colours and brightness of a picture, by a small and repeatable count.

use crate::picture::Rgba;
use model::colour::Colour;
use model::insight::PaletteShare;
use model::unit::Ratio;

/// The long side of the grid that colours are counted on.
const GRID: u32 = 64;

/// Colours kept.
const COLOURS: usize = 8;

/// White's luma, as [`luma_of`] counts.
const WHITE: f64 = 255.0 * 10_000.0;

/// Four bits a channel.
const BUCKETS: usize = 1 << 12;

/// The colours of a picture.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Look {
    /// Dominant colours, largest first.
    pub(crate) palette: Vec<PaletteShare>,
    /// Mean luma, 0 to 1.
    pub(crate) luma: Ratio,
}

#[derive(Clone, Copy, Default)]
struct Bucket {
    count: u64,
    sum: [u64; 3],
}

/// Looks at a picture; what is clear in it counts as white.
pub(crate) fn look(picture: &Rgba) -> Look {
    let cells = grid(picture);
    let mut buckets = vec![Bucket::default(); BUCKETS];
    let mut luma = 0;
    for cell in &cells {
        luma += luma_of(*cell);
        if let Some(bucket) = buckets.get_mut(bucket_of(*cell)) {
            bucket.count += 1;
            bucket.sum.iter_mut().zip(cell).for_each(|(sum, part)| *sum += u64::from(*part));
        }
    }
    let total = cells.len().max(1) as f64;
    let mut filled: Vec<(usize, Bucket)> =
        buckets.into_iter().enumerate().filter(|(_, bucket)| bucket.count > 0).collect();
    filled.sort_by_key(|(place, bucket)| (std::cmp::Reverse(bucket.count), *place));
    let palette = filled
        .into_iter()
        .take(COLOURS)
        .map(|(_, bucket)| PaletteShare {
            colour: mean(&bucket),
            share: Ratio(bucket.count as f64 / total),
        })
        .collect();
    Look { palette, luma: Ratio(luma as f64 / (WHITE * total)) }
}

/// Averages the picture over cells of equal size, at most [`GRID`] along its long side.
fn grid(picture: &Rgba) -> Vec<[u8; 3]> {
    let (width, height) = (picture.size.width, picture.size.height);
    let long = width.max(height).max(1);
    let cells = |side: u32| (u64::from(side) * u64::from(GRID.min(long)) / u64::from(long)).max(1);
    let (columns, rows) = (cells(width), cells(height));
    let mut sums = vec![Bucket::default(); (columns * rows) as usize];
    let starts = |cells: u64, side: u32| -> Vec<usize> {
        // The first pixel whose place, times the cells, reaches the cell.
        (0..=cells).map(|cell| (cell * u64::from(side)).div_ceil(cells) as usize).collect()
    };
    let across = starts(columns, width);
    for (y, row) in picture.rows().enumerate() {
        let cell_row = y as u64 * rows / u64::from(height);
        let cells = sums.iter_mut().skip((cell_row * columns) as usize);
        for (sum, ends) in cells.zip(across.windows(2)) {
            let [from, to] = ends else { continue };
            let pixels = row.get(*from..*to).unwrap_or_default();
            sum.count += pixels.len() as u64;
            for pixel in pixels {
                let flat = over_white(*pixel);
                sum.sum.iter_mut().zip(flat).for_each(|(sum, part)| *sum += u64::from(part));
            }
        }
    }
    sums.iter().filter(|sum| sum.count > 0).map(mean_parts).collect()
}

fn over_white([r, g, b, a]: [u8; 4]) -> [u8; 3] {
    if a == u8::MAX {
        return [r, g, b];
    }
    let blend = |part: u8| {
        let (part, alpha) = (u32::from(part), u32::from(a));
        ((part * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    [blend(r), blend(g), blend(b)]
}

fn bucket_of([r, g, b]: [u8; 3]) -> usize {
    (usize::from(r >> 4) << 8) | (usize::from(g >> 4) << 4) | usize::from(b >> 4)
}

fn mean_parts(bucket: &Bucket) -> [u8; 3] {
    bucket.sum.map(|sum| ((sum + bucket.count / 2) / bucket.count.max(1)) as u8)
}

fn mean(bucket: &Bucket) -> Colour {
    let [r, g, b] = mean_parts(bucket);
    Colour { r, g, b }
}

/// Luma of gamma-encoded colour, ITU-R BT.709, in ten-thousandths of a step so that sums are exact.
fn luma_of([r, g, b]: [u8; 3]) -> u64 {
    2126 * u64::from(r) + 7152 * u64::from(g) + 722 * u64::from(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::unit::Size;

    fn picture(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 4]) -> Rgba {
        let bytes = (0..height)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .flat_map(|(x, y)| pixel(x, y));
        Rgba { size: Size { width, height }, bytes: bytes.collect() }
    }

    #[test]
    fn two_thirds_orange_come_before_one_third_black() {
        let look =
            look(&picture(
                300,
                90,
                |x, _| {
                    if x < 200 { [255, 102, 0, 255] } else { [0, 0, 0, 255] }
                },
            ));
        let [first, second, ..] = look.palette.as_slice() else { panic!("two colours") };
        assert_eq!(first.colour.to_string(), "#ff6600");
        assert!((first.share.0 - 2.0 / 3.0).abs() < 0.02);
        assert_eq!(second.colour, Colour::BLACK);
    }

    #[test]
    fn what_is_clear_counts_as_white() {
        let look = look(&picture(10, 10, |_, _| [0, 0, 0, 0]));
        assert_eq!(look.luma, Ratio(1.0));
    }

    #[test]
    fn a_picture_smaller_than_the_grid_keeps_its_pixels() {
        assert_eq!(look(&picture(1, 3, |_, y| [y as u8 * 100, 0, 0, 255])).palette.len(), 3);
    }
}
