//! Looking at one frame: words and logos together.

use super::{Reader, ReaderError};
use measure::logo::{Frame, Mask, SIZES, find};
use model::digest::Digest;
use model::fact::{LogoMatch, ProbeFacts};

/// A logo to look for.
#[derive(Debug, Clone, PartialEq)]
pub struct LogoToFind {
    /// Its bytes.
    pub digest: Digest,
    /// Its shape.
    pub mask: Mask,
}

/// Looks for words and logos in a frame of RGBA bytes. Without a reader the words are absent,
/// which is another thing than a frame without words.
pub fn probe(
    rgba: &[u8],
    width: u32,
    height: u32,
    reader: Option<&Reader>,
    logos: &[LogoToFind],
) -> Result<ProbeFacts, ReaderError> {
    let words = reader.map(|reader| reader.read(rgba, width, height)).transpose()?;
    let frame = Frame::from_rgba(rgba, width, height).ok_or(ReaderError::Pixels {
        width,
        height,
        got: rgba.len(),
    })?;
    Ok(ProbeFacts {
        words,
        logos: logos.iter().map(|logo| look_for(logo, &frame)).collect(),
        reader: reader.map(|reader| reader.name().to_owned()),
        voice: None,
    })
}

fn look_for(logo: &LogoToFind, frame: &Frame) -> LogoMatch {
    let best = find(frame, &logo.mask, &SIZES);
    LogoMatch {
        logo: logo.digest,
        score: best.map_or(0.0, |best| best.score),
        region: best.map(|best| best.region),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring() -> Vec<u8> {
        let inside = |x: i32, y: i32| {
            let square = (x - 32).pow(2) + (y - 32).pow(2);
            (400..900).contains(&square)
        };
        let pixel = |at: i32| {
            if inside(at % 64, at / 64) { [0, 0, 0, 255] } else { [255; 4] }
        };
        (0..64 * 64).flat_map(pixel).collect()
    }

    #[test]
    fn without_a_reader_the_words_are_absent_and_logos_are_found() {
        let mask = Mask::from_rgba(&ring(), 64, 64).unwrap();
        let logo = LogoToFind { digest: Digest::of(b"ring"), mask };
        let mut frame = vec![230; 192 * 96 * 4];
        for (row, line) in ring().chunks(64 * 4).enumerate() {
            let start = ((row + 16) * 192 + 60) * 4;
            frame[start..start + line.len()].copy_from_slice(line);
        }
        let facts = probe(&frame, 192, 96, None, &[logo]).unwrap();
        assert_eq!((facts.words, facts.reader), (None, None));
        assert!(facts.logos[0].score > 0.8, "{:?}", facts.logos);
    }

    #[test]
    fn pixels_that_do_not_fit_the_size_are_refused() {
        assert!(probe(&[0; 8], 2, 2, None, &[]).is_err());
    }
}
