//! How the samples of a decoded frame lie in memory, for what reads them as they are.

use ffmpeg::format::Pixel;

/// How the planes of a frame lie in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Planes {
    /// Bits of a sample; above 8 it fills two bytes, the low one first.
    bits: u32,
    /// The colour planes have this many halvings across and down.
    halved: Option<(u32, u32)>,
}

impl Planes {
    /// Returns how a pixel format lies; none when luma is no plane of its own.
    pub(crate) fn of(format: Pixel) -> Option<Self> {
        let (bits, halved) = match format {
            Pixel::YUV420P | Pixel::YUVJ420P => (8, Some((1, 1))),
            Pixel::YUV422P | Pixel::YUVJ422P => (8, Some((1, 0))),
            Pixel::YUV444P | Pixel::YUVJ444P => (8, Some((0, 0))),
            Pixel::NV12 | Pixel::GRAY8 => (8, None),
            Pixel::YUV420P10LE => (10, Some((1, 1))),
            Pixel::YUV422P10LE => (10, Some((1, 0))),
            Pixel::YUV444P10LE => (10, Some((0, 0))),
            Pixel::YUV422P12LE => (12, Some((1, 0))),
            Pixel::YUV444P12LE => (12, Some((0, 0))),
            _ => return None,
        };
        Some(Self { bits, halved })
    }

    /// One level of 255, as samples count.
    pub(crate) fn level(self) -> u32 {
        1 << (self.bits - 8)
    }

    /// Bytes of a sample.
    pub(crate) fn bytes(self) -> usize {
        if self.bits > 8 { 2 } else { 1 }
    }

    /// Bits of a sample.
    pub(crate) fn bits(self) -> u32 {
        self.bits
    }

    /// How often the colour planes are halved across and down; none where they do not lie apart.
    pub(crate) fn halved(self) -> Option<(u32, u32)> {
        self.halved
    }

    /// Returns the level of a sample in a plane's bytes, 0 to 255, from where it begins.
    pub(crate) fn level_at(self, plane: &[u8], at: usize) -> Option<u8> {
        let low = *plane.get(at)?;
        if self.bits == 8 {
            return Some(low);
        }
        let pair = u16::from_le_bytes([low, *plane.get(at + 1)?]);
        u8::try_from((pair >> (self.bits - 8)).min(255)).ok()
    }
}
