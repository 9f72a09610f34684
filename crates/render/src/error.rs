//! Everything that can stand in the way of drawing, with the words for it.

use model::digest::Digest;
use model::unit::{Region, Secs, Size};

/// Why something could not be drawn, played or encoded.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RenderError {
    /// The bytes are no picture that can be read.
    #[error("could not read the picture ({reason}); save it as PNG, JPEG, WebP or GIF")]
    PictureUnreadable {
        /// What the decoder said.
        reason: String,
    },
    /// The picture would take too much memory.
    #[error("picture of {size} pixels is too large to draw; keep it under 100 megapixels")]
    PictureTooLarge {
        /// Its size.
        size: Size,
    },
    /// A layer or shot names a picture that was not handed over.
    #[error("picture {} is missing from the resources", .image.short())]
    PictureMissing {
        /// The picture's file.
        image: Digest,
    },
    /// The bytes are no SVG that can be read.
    #[error("could not read the SVG {} ({reason}); export it again as plain SVG", .image.short())]
    VectorUnreadable {
        /// The logo's file.
        image: Digest,
        /// What the parser said.
        reason: String,
    },
    /// The SVG holds what cannot be drawn the same everywhere.
    #[error("the SVG {} holds a <{element}>; convert it to outlines before export", .image.short())]
    VectorUnsupported {
        /// The logo's file.
        image: Digest,
        /// The element's name.
        element: String,
    },
    /// A text layer names a font that was not handed over.
    #[error("font {} is missing from the resources", .font.short())]
    FontMissing {
        /// The font's file.
        font: Digest,
    },
    /// The bytes are no font that can be read.
    #[error("could not read the font {}; use a TrueType or OpenType file", .font.short())]
    FontUnreadable {
        /// The font's file.
        font: Digest,
    },
    /// The words need more room than they have, even at the smallest size allowed.
    #[error(
        "`{text}` needs {needed} pixels in {lines} lines at its smallest size but has {}×{} in \
         {most}; shorten it or give it more room", .area.w, .area.h
    )]
    TextDoesNotFit {
        /// The words.
        text: String,
        /// The room they have.
        area: Region,
        /// The room they need at their smallest size.
        needed: Size,
        /// The lines they need at their smallest size.
        lines: u32,
        /// The most lines they may take.
        most: u32,
    },
    /// No typeface that was named has a shape for a character.
    #[error(
        "no glyph that can be drawn for `{character}` (U+{:04X}), character {place} of `{text}`, in \
         `{fonts}`; name a font that has it under `fonts` in `brand/brand.json`",
        u32::from(*.character)
    )]
    GlyphMissing {
        /// The words.
        text: String,
        /// The character.
        character: char,
        /// Where it stands in the words; the first is 1.
        place: usize,
        /// The names of the fonts that were asked.
        fonts: String,
    },
    /// Words or a logo would be cut off by the edge.
    #[error(
        "layer {layer} reaches to {}×{}, outside its canvas of {canvas}; move it inside",
        .area.x.saturating_add(.area.w), .area.y.saturating_add(.area.h)
    )]
    OutsideCanvas {
        /// Which layer, the bottom one is 0.
        layer: usize,
        /// Where it lies.
        area: Region,
        /// The canvas's size.
        canvas: Size,
    },
    /// A canvas, frame or area that has no pixels or too many.
    #[error("a size of {size} cannot be drawn; it must be between 1 and 100 million pixels")]
    SizeUnusable {
        /// The size.
        size: Size,
    },
    /// Video frames with half-resolution colour need even sides.
    #[error("frame size {size} is odd; both sides of a film must be even")]
    FrameOdd {
        /// The frame's size.
        size: Size,
    },
    /// No shot covers a frame, or two do.
    #[error("shots do not follow on at frame {frame}; each must begin where the last one ended")]
    ShotsBroken {
        /// The first frame where it goes wrong.
        frame: u32,
    },
    /// An overlay is drawn for another frame size.
    #[error("overlay {overlay} is {size} but the film is {frame}; draw it at the film's size")]
    OverlaySize {
        /// Which overlay, the first is 0.
        overlay: usize,
        /// Its canvas's size.
        size: Size,
        /// The film's size.
        frame: Size,
    },
    /// The music bed has nothing to hear.
    #[error("music bed is silent or shorter than half a second; choose another one")]
    MusicSilent,
    /// The voice has nothing to hear.
    #[error("voice is silent or shorter than half a second; choose another one")]
    VoiceSilent,
    /// The voice goes on after the film.
    #[error(
        "voice is {over} too long: it lasts {voice} from {start} on, and the film {film}; shorten \
         it, or make the film longer"
    )]
    VoiceTooLong {
        /// How long it is.
        voice: Secs,
        /// When it begins.
        start: Secs,
        /// How long the film is.
        film: Secs,
        /// How far it goes on.
        over: Secs,
    },
    /// The loudness meter refused the samples.
    #[error("could not measure the sound ({reason})")]
    SoundUnmeasured {
        /// What the meter said.
        reason: String,
    },
    /// The picture cannot be stored in the format asked for.
    #[error("could not encode a picture of {size} ({reason})")]
    Encode {
        /// The picture's size.
        size: Size,
        /// What the encoder said.
        reason: String,
    },
    /// A JPEG has no room for all that is said of it.
    #[error(
        "creators and rights take {bytes} bytes and a JPEG has room for {most}; shorten `creator` \
         and `rights` in the sheets of components"
    )]
    TooMuchSaid {
        /// What it takes.
        bytes: usize,
        /// What there is room for.
        most: usize,
    },
    /// Nothing can be put behind a box that never ends.
    #[error("the film's last box has no length, so nothing can be written behind it")]
    OpenEnded,
}
