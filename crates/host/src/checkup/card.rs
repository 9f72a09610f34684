//! Frames that are the same card. The end card of a launch is drawn once and coded with every film
//! it closes: its pixels differ from file to file by what lossy coding leaves, and reading it again
//! would find the same words.
//!
//! Two frames are the same card when nothing in them differs that could be a word or a mark: the
//! lightness of every 3 × 3 pixels, the colour of every 4 × 4, and the shade of every 32 × 32. A
//! full stop of small print, two pixels by three, changes six of nine: it shows from a contrast of
//! 30 of 255 on. A stroke of one pixel in another place changes three of nine and shows from 60 on,
//! which is about 2 : 1 on the grounds that cards have; thinner and fainter print than that is
//! unreadable at best, and found to be so on whichever frame is read.
//!
//! The numbers were tried on cards of 1080 × 1080 to 1080 × 1920 coded with different films as H.264
//! at 9 Mbit/s, HEVC, VP9 and `ProRes`: between two codings of one card lightness differed by 17 at
//! most, colour by 20; between cards with other words by 157.

use model::unit::Size;
use render::Pixels;

/// What lossy coding may change of the lightness of 3 × 3 pixels, of 255.
const LIGHTNESS: i16 = 20;

/// What lossy coding may change of a channel of 4 × 4 pixels, of 255.
const COLOUR: u8 = 24;

/// What lossy coding may change of a channel of 32 × 32 pixels, of 255.
const SHADE: u8 = 6;

/// Pixels along the sides of squares whose colour and whose shade is compared.
const SQUARES: [usize; 2] = [4, 32];

/// What of a frame is compared.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Card {
    size: Size,
    lightness: Vec<u8>,
    colours: Vec<[u8; 4]>,
    shades: Vec<[u8; 4]>,
}

impl Card {
    /// Takes down a frame.
    pub(super) fn of(frame: &Pixels) -> Self {
        let lightness = frame.pixels().iter().map(|pixel| light(*pixel)).collect();
        let [colours, shades] = SQUARES.map(|side| means(frame, side));
        Self { size: frame.size, lightness, colours, shades }
    }

    /// Returns whether both are the same card.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.size == other.size
            && is_near(&self.shades, &other.shades, SHADE)
            && is_near(&self.colours, &other.colours, COLOUR)
            && self.is_as_light(other)
    }

    fn is_as_light(&self, other: &Self) -> bool {
        let width = (self.size.width as usize).max(1);
        let difference = |(own, other): (&[u8], &[u8])| -> Vec<i16> {
            own.iter().zip(other).map(|(own, other)| i16::from(*own) - i16::from(*other)).collect()
        };
        let mut rows =
            self.lightness.chunks(width).zip(other.lightness.chunks(width)).map(difference);
        let plain = vec![0; width];
        // Above the first row and below the last one nothing differs.
        let mut above = plain.clone();
        let mut middle = rows.next().unwrap_or_else(|| plain.clone());
        for below in rows.chain([plain]) {
            let column: Vec<i16> =
                above.iter().zip(&middle).zip(&below).map(|((a, m), b)| a + m + b).collect();
            let most = column
                .windows(3)
                .filter_map(|three| Some(three.first()? + three.get(1)? + three.get(2)?))
                .fold(0, |most: i16, sum| most.max(sum.abs()));
            let edges = column.first().into_iter().chain(column.last());
            let most = edges.fold(most, |most, sum| most.max(sum.abs()));
            if most > LIGHTNESS * 9 {
                return false;
            }
            (above, middle) = (middle, below);
        }
        true
    }
}

fn is_near(own: &[[u8; 4]], others: &[[u8; 4]], within: u8) -> bool {
    own.iter().zip(others).all(|(own, other)| {
        own.iter().zip(other).all(|(own, other)| own.abs_diff(*other) <= within)
    })
}

/// Luma of ITU-R BT.709 of a pixel, as far as it is opaque.
fn light([r, g, b, a]: [u8; 4]) -> u8 {
    let sum = 54 * u32::from(r) + 183 * u32::from(g) + 19 * u32::from(b);
    u8::try_from(((sum >> 8) * u32::from(a) + 127) / 255).unwrap_or(u8::MAX)
}

/// Returns the mean of each channel of every square.
fn means(frame: &Pixels, side: usize) -> Vec<[u8; 4]> {
    let width = (frame.size.width as usize).max(1);
    let across = width.div_ceil(side);
    let mut means = Vec::with_capacity(across * (frame.size.height as usize).div_ceil(side));
    for rows in frame.pixels().chunks(width * side) {
        let mut sums = vec![([0_u32; 4], 0_u32); across];
        for row in rows.chunks(width) {
            for ((sum, count), square) in sums.iter_mut().zip(row.chunks(side)) {
                for pixel in square {
                    sum.iter_mut().zip(pixel).for_each(|(sum, part)| *sum += u32::from(*part));
                }
                *count += square.len() as u32;
            }
        }
        let mean = |(sum, count): ([u32; 4], u32)| {
            sum.map(|sum| u8::try_from(sum / count.max(1)).unwrap_or(u8::MAX))
        };
        means.extend(sums.into_iter().map(mean));
    }
    means
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::colour::Colour;

    const SIZE: Size = Size { width: 61, height: 40 };

    fn frame(change: impl Fn(u32, u32, &mut [u8; 4])) -> Card {
        let mut frame = Pixels::plain(SIZE, Colour { r: 22, g: 60, b: 54 });
        for (at, pixel) in (0_u32..).zip(frame.rgba.as_chunks_mut::<4>().0) {
            change(at % SIZE.width, at / SIZE.width, pixel);
        }
        Card::of(&frame)
    }

    fn add(pixel: &mut [u8; 4], amount: u8) {
        pixel.iter_mut().take(3).for_each(|part| *part += amount);
    }

    /// A mark of so many pixels at a place, lighter than its ground by so much.
    fn marked(x: u32, y: u32, (w, h): (u32, u32), contrast: u8) -> Card {
        frame(|column, row, pixel| {
            if (x..x + w).contains(&column) && (y..y + h).contains(&row) {
                add(pixel, contrast);
            }
        })
    }

    #[test]
    fn what_coding_leaves_does_not_make_another_card() {
        let plain = frame(|_, _, _| {});
        // Every other pixel is off by 9, and all of it a little lighter.
        let coded = frame(|x, y, pixel| add(pixel, if (x + y) % 2 == 0 { 9 } else { 1 }));
        assert!(plain.is_same(&coded) && coded.is_same(&plain));
    }

    #[test]
    fn a_full_stop_of_small_print_makes_another_card_wherever_it_stands() {
        let plain = frame(|_, _, _| {});
        for (x, y) in [(0, 0), (59, 37), (20, 11), (23, 19), (59, 0), (0, 37)] {
            let dotted = marked(x, y, (2, 3), 40);
            assert!(!plain.is_same(&dotted) && !dotted.is_same(&plain), "{x}, {y}");
        }
        assert!(plain.is_same(&marked(20, 11, (2, 3), 10)));
    }

    #[test]
    fn words_in_another_letter_are_another_card() {
        let stroke = |length| marked(10, 10, (2, length), 80);
        assert!(!stroke(12).is_same(&stroke(14)));
    }

    #[test]
    fn another_hue_of_the_same_lightness_is_another_card() {
        let plain = frame(|_, _, _| {});
        let tinted = |from: u32, to: u32, by: u8| {
            frame(|x, y, [r, g, ..]| {
                if (from..to).contains(&x) && (from..to).contains(&y) {
                    (*r, *g) = (*r + by, *g - (u32::from(by) * 54 / 183) as u8);
                }
            })
        };
        assert!(!plain.is_same(&tinted(8, 24, 51)));
        assert!(!plain.is_same(&tinted(0, 40, 10)) && plain.is_same(&tinted(0, 40, 4)));
    }

    #[test]
    fn another_size_is_another_card() {
        let other = Pixels::plain(Size { width: 40, height: 61 }, Colour { r: 22, g: 60, b: 54 });
        assert!(!frame(|_, _, _| {}).is_same(&Card::of(&other)));
    }
}
