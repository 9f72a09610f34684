//! Decoded frames as RGBA: the right matrix, the right shape, the right way up.

use crate::fault::{Fault, while_trying};
use crate::raw::{self, Matrix};
use ffmpeg::codec::packet;
use ffmpeg::color::{Range, Space};
use ffmpeg::format::Pixel;
use ffmpeg::frame;
use ffmpeg::software::scaling::{self, Flags};
use ffmpeg::{Rational, Stream};
use model::fact::Bars;
use model::unit::Size;

/// From this height on, pictures that do not say otherwise are HD: what players assume.
const HD_FROM: u32 = 720;

/// Pixels of 8-bit red, green, blue and opacity, without gaps.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rgba {
    /// Its size.
    pub(crate) size: Size,
    /// Its pixels.
    pub(crate) bytes: Vec<u8>,
}

impl Rgba {
    /// Returns the rows, top first.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[[u8; 4]]> {
        let (pixels, _) = self.bytes.as_chunks::<4>();
        pixels.chunks((self.size.width as usize).max(1))
    }

    /// Returns the picture turned as `turn` says.
    pub(crate) fn turned(self, turn: Turn) -> Self {
        if turn == Turn::default() {
            return self;
        }
        let (width, height) = (self.size.width as usize, self.size.height as usize);
        let size = turn.of(self.size);
        let (pixels, _) = self.bytes.as_chunks::<4>();
        let source = |x: usize, y: usize| {
            let (x, y) = turn.source((x, y), (width, height));
            pixels.get(y * width + x).copied().unwrap_or_default()
        };
        let bytes = (0..size.height as usize)
            .flat_map(|y| (0..size.width as usize).map(move |x| (x, y)))
            .flat_map(|(x, y)| source(x, y))
            .collect();
        Self { size, bytes }
    }

    /// Returns it as a PNG; without opacity where all of it is opaque.
    pub(crate) fn to_png(&self) -> Result<Vec<u8>, Fault> {
        let (pixels, _) = self.bytes.as_chunks::<4>();
        let opaque = pixels.iter().all(|[.., a]| *a == u8::MAX);
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.size.width, self.size.height);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_color(if opaque { png::ColorType::Rgb } else { png::ColorType::Rgba });
        encoder.set_compression(png::Compression::Fast);
        let mut writer = encoder.write_header()?;
        if opaque {
            let mut rgb = vec![[0; 3]; pixels.len()];
            for (three, [r, g, b, _]) in rgb.iter_mut().zip(pixels) {
                *three = [*r, *g, *b];
            }
            writer.write_image_data(rgb.as_flattened())?;
        } else {
            writer.write_image_data(&self.bytes)?;
        }
        writer.finish()?;
        Ok(file)
    }
}

/// How a picture is turned before it is shown: mirrored first, then turned clockwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Turn {
    /// Left and right change places.
    pub(crate) mirrored: bool,
    /// 0, 90, 180 or 270 degrees.
    pub(crate) clockwise: u32,
}

impl Turn {
    /// Reads the display matrix of a stream.
    pub(crate) fn of_stream(stream: &Stream<'_>) -> Self {
        stream
            .side_data()
            .find(|data| data.kind() == packet::side_data::Type::DisplayMatrix)
            .and_then(|data| Self::of_matrix(data.data()))
            .unwrap_or_default()
    }

    /// Reads the EXIF orientation that a decoder hands over with the frame.
    pub(crate) fn of_frame(frame: &frame::Video) -> Self {
        let orientation = frame.metadata().get("Orientation").map(|text| text.trim().to_owned());
        let (mirrored, clockwise) = match orientation.as_deref() {
            Some("2") => (true, 0),
            Some("3") => (false, 180),
            Some("4") => (true, 180),
            Some("5") => (true, 270),
            Some("6") => (false, 90),
            Some("7") => (true, 90),
            Some("8") => (false, 270),
            _ => (false, 0),
        };
        Self { mirrored, clockwise }
    }

    /// Returns the size of a picture of `size` once it is turned.
    pub(crate) fn of(self, size: Size) -> Size {
        match self.clockwise {
            90 | 270 => Size { width: size.height, height: size.width },
            _ => size,
        }
    }

    /// Returns where bars of the picture lie once it is turned.
    pub(crate) fn of_bars(self, bars: Bars) -> Bars {
        let Bars { left, top, right, bottom } = bars;
        let (left, right) = if self.mirrored { (right, left) } else { (left, right) };
        match self.clockwise {
            90 => Bars { left: bottom, top: left, right: top, bottom: right },
            180 => Bars { left: right, top: bottom, right: left, bottom: top },
            270 => Bars { left: top, top: right, right: bottom, bottom: left },
            _ => Bars { left, top, right, bottom },
        }
    }

    /// Returns where the pixel that is shown at `x` and `y` comes from, in a picture of `width` and
    /// `height` before it is turned.
    pub(crate) fn source(
        self,
        (x, y): (usize, usize),
        (width, height): (usize, usize),
    ) -> (usize, usize) {
        let (x, y) = match self.clockwise {
            90 => (y, height - 1 - x),
            180 => (width - 1 - x, height - 1 - y),
            270 => (width - 1 - y, x),
            _ => (x, y),
        };
        (if self.mirrored { width - 1 - x } else { x }, y)
    }

    /// Nine 32-bit numbers, of which the first two hold the turn; angles between the quarters are
    /// taken to the nearest one.
    fn of_matrix(matrix: &[u8]) -> Option<Self> {
        let (numbers, _) = matrix.as_chunks::<4>();
        let number = |n: usize| numbers.get(n).map(|bytes| f64::from(i32::from_ne_bytes(*bytes)));
        let (a, b, c, d) = (number(0)?, number(1)?, number(3)?, number(4)?);
        let mirrored = a * d - b * c < 0.0;
        let (a, b) = if mirrored { (-a, -b) } else { (a, b) };
        let quarters = (b.atan2(a).to_degrees() / 90.0).round().rem_euclid(4.0) as u32;
        Some(Self { mirrored, clockwise: quarters * 90 })
    }
}

/// Returns the size of pixels made square, before any turn.
pub(crate) fn square(coded: Size, sample_aspect: Option<(u32, u32)>) -> Size {
    let Some((num, den)) = sample_aspect else {
        return coded;
    };
    let width = (f64::from(coded.width) * f64::from(num) / f64::from(den)).round();
    Size { width: (width as u32).max(1), height: coded.height }
}

/// Returns the sample aspect ratio if there is one and it is not 1:1.
pub(crate) fn sample_aspect(ratio: Rational) -> Option<(u32, u32)> {
    let num = u32::try_from(ratio.numerator()).ok().filter(|n| *n > 0)?;
    let den = u32::try_from(ratio.denominator()).ok().filter(|d| *d > 0)?;
    // Ratios beyond this are broken headers, and would make pictures too large to hold.
    let sane = num <= den.saturating_mul(8) && den <= num.saturating_mul(8);
    (num != den && sane).then_some((num, den))
}

/// Reduces `size` so that its long side is at most `side`.
pub(crate) fn within(size: Size, side: u32) -> Size {
    let long = size.width.max(size.height);
    if long <= side {
        return size;
    }
    let scale = |part: u32| {
        ((u64::from(part) * u64::from(side) + u64::from(long) / 2) / u64::from(long)).max(1) as u32
    };
    Size { width: scale(size.width), height: scale(size.height) }
}

/// Converts a frame to RGBA of `size`.
pub(crate) fn to_rgba(frame: &frame::Video, size: Size) -> Result<Rgba, Fault> {
    Ok(Rgba { size, bytes: scaled(frame, size, (Pixel::RGBA, 4))? })
}

/// Converts a frame to lumas of `size`, black 0 and white 255, without gaps.
pub(crate) fn to_lumas(frame: &frame::Video, size: Size) -> Result<Vec<u8>, Fault> {
    scaled(frame, size, (Pixel::GRAY8, 1))
}

/// Scales a frame, and converts it to a format of so many bytes a pixel.
fn scaled(
    frame: &frame::Video,
    size: Size,
    (format, bytes_per_pixel): (Pixel, usize),
) -> Result<Vec<u8>, Fault> {
    let quality = Flags::ACCURATE_RND | Flags::FULL_CHR_H_INT | Flags::BITEXACT;
    let shrinks = size.width < frame.width() || size.height < frame.height();
    let filter = if shrinks { Flags::AREA } else { Flags::BICUBIC };
    let mut scaler = scaling::Context::get(
        frame.format(),
        frame.width(),
        frame.height(),
        format,
        size.width,
        size.height,
        filter | quality,
    )
    .map_err(while_trying("read the colours of a frame"))?;
    raw::set_source_colours(&mut scaler, matrix(frame), is_full_range(frame));
    let mut scaled = frame::Video::empty();
    scaler.run(frame, &mut scaled).map_err(while_trying("read the colours of a frame"))?;
    let row = size.width as usize * bytes_per_pixel;
    let stride = scaled.stride(0).max(row).max(1);
    let mut bytes = Vec::with_capacity(row * size.height as usize);
    let lines = scaled.data(0).chunks(stride).take(size.height as usize);
    // Line by line: byte by byte this took as long as the scaling itself.
    lines.filter_map(|line| line.get(..row)).for_each(|line| bytes.extend_from_slice(line));
    Ok(bytes)
}

fn matrix(frame: &frame::Video) -> Matrix {
    raw::tame_frame(frame);
    match frame.color_space() {
        Space::BT709 => Matrix::Bt709,
        Space::BT470BG | Space::SMPTE170M | Space::FCC => Matrix::Bt601,
        Space::BT2020NCL | Space::BT2020CL => Matrix::Bt2020,
        _ if frame.height() >= HD_FROM => Matrix::Bt709,
        _ => Matrix::Bt601,
    }
}

/// Says whether black is 0 and white 255.
pub(crate) fn is_full_range(frame: &frame::Video) -> bool {
    raw::tame_frame(frame);
    let jpeg_like = matches!(
        frame.format(),
        Pixel::YUVJ420P | Pixel::YUVJ422P | Pixel::YUVJ444P | Pixel::YUVJ440P | Pixel::YUVJ411P
    );
    jpeg_like || frame.color_range() == Range::JPEG
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters() -> Rgba {
        // a b c
        // d e f
        let bytes = (b'a'..=b'f').flat_map(|letter| [letter; 4]).collect();
        Rgba { size: Size { width: 3, height: 2 }, bytes }
    }

    fn read(picture: &Rgba) -> Vec<String> {
        let line = |row: &[[u8; 4]]| row.iter().map(|pixel| char::from(pixel[0])).collect();
        picture.rows().map(line).collect()
    }

    #[test]
    fn pictures_turn_clockwise() {
        let turned = |clockwise| read(&letters().turned(Turn { mirrored: false, clockwise }));
        assert_eq!(turned(90), ["da", "eb", "fc"]);
        assert_eq!(turned(180), ["fed", "cba"]);
        assert_eq!(turned(270), ["cf", "be", "ad"]);
    }

    #[test]
    fn pictures_are_mirrored_before_they_turn() {
        let turned = |clockwise| read(&letters().turned(Turn { mirrored: true, clockwise }));
        assert_eq!(turned(0), ["cba", "fed"]);
        assert_eq!(turned(270), ["ad", "be", "cf"]);
    }

    #[test]
    fn bars_turn_with_the_picture() {
        let bars = Bars { left: 1, top: 2, right: 3, bottom: 4 };
        let turned = |mirrored, clockwise| {
            let Bars { left, top, right, bottom } = Turn { mirrored, clockwise }.of_bars(bars);
            [left, top, right, bottom]
        };
        assert_eq!(turned(false, 90), [4, 1, 2, 3]);
        assert_eq!(turned(false, 180), [3, 4, 1, 2]);
        assert_eq!(turned(false, 270), [2, 3, 4, 1]);
        assert_eq!(turned(true, 0), [3, 2, 1, 4]);
    }

    const ONE: i32 = 1 << 16;

    #[test]
    fn a_quarter_turn_is_read_from_the_display_matrix() {
        let matrix = |numbers: [i32; 9]| {
            let bytes: Vec<u8> = numbers.iter().flat_map(|n| n.to_ne_bytes()).collect();
            Turn::of_matrix(&bytes).unwrap()
        };
        assert_eq!(matrix([ONE, 0, 0, 0, ONE, 0, 0, 0, 1 << 30]), Turn::default());
        let phone = matrix([0, ONE, 0, -ONE, 0, 0, 0, 0, 1 << 30]);
        assert_eq!(phone, Turn { mirrored: false, clockwise: 90 });
        let mirror = matrix([-ONE, 0, 0, 0, ONE, 0, 0, 0, 1 << 30]);
        assert_eq!(mirror, Turn { mirrored: true, clockwise: 0 });
    }

    #[test]
    fn wide_samples_widen_the_picture() {
        let coded = Size { width: 720, height: 576 };
        assert_eq!(square(coded, sample_aspect(Rational(64, 45))).width, 1024);
        assert_eq!(sample_aspect(Rational(1, 1)), None);
        assert_eq!(sample_aspect(Rational(0, 1)), None);
    }

    #[test]
    fn large_pictures_are_reduced_and_small_ones_left() {
        let size = |width, height| Size { width, height };
        assert_eq!(within(size(4320, 7680), 2160), size(1215, 2160));
        assert_eq!(within(size(1080, 1920), 2160), size(1080, 1920));
        assert_eq!(within(size(100_000, 1), 2160), size(2160, 1));
    }
}
