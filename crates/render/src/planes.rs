//! RGB to the planes that video is made of: BT.709, limited range, colour at half resolution.

use model::unit::Size;

/// One channel, rows from the top, without padding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plane {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) values: Vec<u8>,
}

/// A picture as brightness and two colour differences of half its width and height.
pub(crate) struct Planes {
    pub(crate) luma: Plane,
    pub(crate) blue: Plane,
    pub(crate) red: Plane,
}

/// Rounds a sum of 16-bit fractions to nearest.
const HALF: i32 = 1 << 15;

/// Returns brightness, 16 to 235. Weights are ITU-R BT.709's .2126, .7152 and .0722 over
/// 219/255, in 16-bit fractions; they add up to white at exactly 235.
pub(crate) fn luma([r, g, b]: [i32; 3]) -> u8 {
    (((11_966 * r + 40_254 * g + 4_064 * b + HALF) >> 16) + 16) as u8
}

/// Returns the blue difference, 16 to 240; each line of weights adds up to 0, so that greys are
/// exactly 128.
pub(crate) fn blue([r, g, b]: [i32; 3]) -> u8 {
    (((-6_596 * r - 22_188 * g + 28_784 * b + HALF) >> 16) + 128) as u8
}

/// Returns the red difference, 16 to 240.
pub(crate) fn red([r, g, b]: [i32; 3]) -> u8 {
    (((28_784 * r - 26_145 * g - 2_639 * b + HALF) >> 16) + 128) as u8
}

/// Splits an opaque picture with even sides.
pub(crate) fn split(size: Size, pixels: &[[u8; 4]]) -> Planes {
    let width = size.width as usize;
    let luma_values = pixels.iter().map(|[r, g, b, _]| luma(wide([*r, *g, *b]))).collect();
    let half = |values| Plane { width: width / 2, height: size.height as usize / 2, values };
    let mut colours = (Vec::new(), Vec::new());
    for pair in pixels.chunks_exact(width * 2) {
        let (upper, lower) = pair.split_at(width);
        let quads = upper.as_chunks::<2>().0.iter().zip(lower.as_chunks::<2>().0);
        for ([a, b], [c, d]) in quads {
            let mean = mean([a, b, c, d]);
            colours.0.push(blue(mean));
            colours.1.push(red(mean));
        }
    }
    Planes {
        luma: Plane { width, height: size.height as usize, values: luma_values },
        blue: half(colours.0),
        red: half(colours.1),
    }
}

fn wide(rgb: [u8; 3]) -> [i32; 3] {
    rgb.map(i32::from)
}

fn mean(quad: [&[u8; 4]; 4]) -> [i32; 3] {
    let sum = quad.iter().fold([2; 3], |[sr, sg, sb], [r, g, b, _]| {
        [sr + i32::from(*r), sg + i32::from(*g), sb + i32::from(*b)]
    });
    sum.map(|channel| channel / 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rgb: [u8; 3], expect: (u8, u8, u8)) {
        let rgb = wide(rgb);
        assert_eq!((luma(rgb), blue(rgb), red(rgb)), expect, "{rgb:?}");
    }

    #[test]
    fn pure_colours_have_the_values_of_bt_709() {
        check([255, 255, 255], (235, 128, 128));
        check([0, 0, 0], (16, 128, 128));
        check([255, 0, 0], (63, 102, 240));
        check([0, 255, 0], (173, 42, 26));
        check([0, 0, 255], (32, 240, 118));
        check([128, 128, 128], (126, 128, 128));
    }

    #[test]
    fn a_picture_splits_into_planes_of_its_size_and_half() {
        let pixels = [[255, 255, 255, 255]; 4 * 6];
        let planes = split(Size { width: 4, height: 6 }, &pixels);
        assert_eq!((planes.luma.values.len(), planes.blue.values.len()), (24, 6));
        assert!(planes.red.values.iter().all(|v| *v == 128));
    }
}
