//! Comparing the letters of lines that were read with those of typefaces.

use measure::typeface::{Glyph, Ink, fit};
use model::digest::Digest;
use model::fact::{ProbeFacts, ReadText, TypefaceMatch};
use render::{Face, Pixels};
use std::cmp::Reverse;
use std::sync::Arc;

/// A typeface to compare letters with.
#[derive(Debug, Clone)]
pub struct TypefaceToCompare {
    /// The bytes of its file.
    pub digest: Digest,
    face: Face,
    /// The lightest and the boldest weight; equal where there is one.
    weights: (u16, u16),
}

impl TypefaceToCompare {
    /// Reads a font file whose weight is known; none where it cannot be read.
    pub fn read(digest: Digest, bytes: Arc<[u8]>, weight: u16) -> Option<Self> {
        let face = Face::read(bytes)?;
        let weights = face.weights().unwrap_or((weight, weight));
        Some(Self { digest, face, weights })
    }
}

/// Lines that are compared, longest first: a card set in another typeface shows it in these.
const LINES: usize = 5;

/// A line with a misread letter is compared with the wrong one.
const LEAST_CONFIDENCE: f64 = 0.95;

/// Letters and digits; fewer tell little.
const LEAST_LETTERS: usize = 8;

/// Pixels of a line's rectangle; smaller letters are too coarse to tell.
const LEAST_HEIGHT: u32 = 20;

/// Adds to what was found in a frame how its letters look like typefaces. Without typefaces, or
/// without a reader, nobody compared.
pub fn compare_letters(
    found: ProbeFacts,
    frame: &Pixels,
    typefaces: &[TypefaceToCompare],
) -> ProbeFacts {
    let Some(words) = found.words.as_ref().filter(|_| !typefaces.is_empty()) else {
        return found;
    };
    let letters = |line: &ReadText| line.text.chars().filter(|sign| sign.is_alphanumeric()).count();
    let mut lines: Vec<&ReadText> = words
        .iter()
        .filter(|line| line.confidence.0 >= LEAST_CONFIDENCE && line.region.h >= LEAST_HEIGHT)
        .filter(|line| letters(line) >= LEAST_LETTERS)
        .collect();
    lines.sort_by_key(|line| Reverse(letters(line)));
    let matches = lines.into_iter().take(LINES).flat_map(|line| compared(line, frame, typefaces));
    let matches = matches.collect();
    ProbeFacts { typefaces: Some(matches), ..found }
}

fn compared(
    line: &ReadText,
    frame: &Pixels,
    typefaces: &[TypefaceToCompare],
) -> Vec<TypefaceMatch> {
    let Some(ink) = Ink::of(&frame.rgba, frame.size, line.region) else { return Vec::new() };
    let compare = |typeface: &TypefaceToCompare| {
        let mut draw = |letter, weight, em| {
            let drawn = typeface.face.letter(letter, weight, em)?;
            let render::Letter { advance, left, top, width, coverage } = drawn;
            Some(Glyph { advance, left, top, width, coverage })
        };
        let fit = fit(&ink, &line.text, typeface.weights, &mut draw)?;
        Some(TypefaceMatch {
            font: typeface.digest,
            region: line.region,
            likeness: f64::from(fit.likeness),
            letters: u32::try_from(fit.letters).ok()?,
            em: f64::from(fit.em),
        })
    };
    typefaces.iter().filter_map(compare).collect()
}
