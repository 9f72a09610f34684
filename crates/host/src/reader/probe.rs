//! Looking at one frame: words and logos together.

use super::{Reader, ReaderError};
use measure::logo::{Found, Frame, Mask, SIZES, Study, find_places, find_squeezed, study};
use model::colour::Colour;
use model::digest::Digest;
use model::fact::{InkMatch, LogoMatch, ProbeFacts};
use model::unit::{Ratio, Size};

/// A logo to look for.
#[derive(Debug, Clone, PartialEq)]
pub struct LogoToFind {
    /// Its bytes.
    pub digest: Digest,
    /// Its shape.
    pub mask: Mask,
}

/// Places of a logo that are studied where the first is not certainly it: on a photograph the
/// brightest corner may fit as well as the logo.
const PLACES: usize = 3;

/// Correlation and likeness above which nobody looks further.
const SURE: f64 = 0.9;

/// Strength below which a logo of one colour is also looked for by its colour and by hues: on a
/// picture, or on a ground as light as itself, luma does not show it.
const FAINT: f64 = 0.8;

/// Correlation at which the logo's sides are known, whatever the ground does to its likeness.
const EXACT: f64 = 0.85;

/// Likeness, or correlation of a logo in several colours, below which it is looked for in the
/// shapes it takes when a picture is squeezed.
const UNSURE: f64 = 0.75;

/// A logo that is stretched by more than the first, and not seen as clearly as the second, may be
/// stretched by more still.
const STRETCHED: f64 = 0.06;
const SURELY_STRETCHED: f64 = 0.95;

/// A squeezed logo has to be seen this clearly: with so many shapes to choose from, something else
/// always fits a little (0.86 at most in 96 pictures with another brand's logo; squeezed logos that
/// were found gave 0.90 or more but for one).
const CLEARLY: f64 = 0.88;

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
    let search = Search { rgba, size: Size { width, height }, frame };
    Ok(ProbeFacts {
        words,
        logos: search.all(logos),
        reader: reader.map(|reader| reader.name().to_owned()),
        typefaces: None,
        voice: None,
    })
}

/// A frame in which logos are looked for.
struct Search<'a> {
    rgba: &'a [u8],
    size: Size,
    frame: Frame,
}

/// A place and what was seen there.
type Seen = (Found, Study);

impl Search<'_> {
    fn all(&self, logos: &[LogoToFind]) -> Vec<LogoMatch> {
        let mut places: Vec<(&Mask, Option<Seen>)> = Vec::new();
        for logo in logos {
            // Versions of a logo in other colours stand at the same place.
            if places.iter().all(|(known, _)| !known.has_shape_of(&logo.mask)) {
                let versions = logos.iter().filter(|one| one.mask.has_shape_of(&logo.mask));
                let colours: Vec<Colour> = versions.filter_map(|one| one.mask.colour()).collect();
                places.push((&logo.mask, self.as_drawn(&logo.mask, &colours)));
            }
        }
        if places.iter().all(|(_, seen)| is_doubtful(seen.as_ref())) {
            for (mask, seen) in &mut places {
                let squeezed = self.squeezed(mask);
                if strength(squeezed.as_ref()) > strength(seen.as_ref()) {
                    *seen = squeezed;
                }
            }
        }
        let of = |logo: &LogoToFind| {
            let place = places.iter().find(|(known, _)| known.has_shape_of(&logo.mask));
            let found = place.and_then(|(_, seen)| seen.as_ref()).map(|(found, _)| found);
            self.told(logo, found)
        };
        logos.iter().map(of).collect()
    }

    /// Looks for a logo that the brand has in some colours.
    fn as_drawn(&self, mask: &Mask, colours: &[Colour]) -> Option<Seen> {
        let mut best = self.seen_in(&self.frame, mask);
        let Size { width, height } = self.size;
        let by_colour = colours.iter().map(|of| Frame::near_to(*of, self.rgba, width, height));
        let by_hue = || Frame::hues(self.rgba, width, height).into_iter();
        let hues = std::iter::once_with(by_hue).flatten();
        let mut others = by_colour.chain(hues.filter(|_| !colours.is_empty())).flatten();
        while strength(best.as_ref()) < FAINT
            && let Some(frame) = others.next()
        {
            let seen = self.seen_in(&frame, mask);
            if strength(seen.as_ref()) > strength(best.as_ref()) {
                best = seen;
            }
        }
        best
    }

    fn seen_in(&self, frame: &Frame, mask: &Mask) -> Option<Seen> {
        let mut places = find_places(frame, mask, &SIZES, PLACES).into_iter();
        let first = places.next().and_then(|found| self.studied(mask, found));
        if strength(first.as_ref()) >= SURE {
            return first;
        }
        let others = places.filter_map(|found| self.studied(mask, found));
        first.into_iter().chain(others).max_by(|a, b| {
            strength(Some(a)).total_cmp(&strength(Some(b))).then(a.0.score.total_cmp(&b.0.score))
        })
    }

    fn squeezed(&self, mask: &Mask) -> Option<Seen> {
        let found = find_squeezed(&self.frame, mask, &SIZES)?;
        self.studied(mask, found).filter(|seen| strength(Some(seen)) >= CLEARLY)
    }

    fn studied(&self, mask: &Mask, found: Found) -> Option<Seen> {
        Some((found, study(self.rgba, self.size, mask, &found)?))
    }

    fn told(&self, logo: &LogoToFind, found: Option<&Found>) -> LogoMatch {
        let study = found.and_then(|found| study(self.rgba, self.size, &logo.mask, found));
        let inks = study.iter().flat_map(|study| &study.inks);
        LogoMatch {
            likeness: study.as_ref().and_then(|study| study.likeness),
            stretch: found.map(|found| found.stretch),
            visible: Some(Ratio(logo.mask.visible())),
            inks: inks
                .map(|ink| InkMatch { own: ink.own, seen: ink.seen, share: ink.share })
                .collect(),
            clear: study.as_ref().and_then(|study| study.clear),
            ..LogoMatch::at(
                logo.digest,
                found.map_or(0.0, |found| found.score),
                found.map(|found| found.region),
            )
        }
    }
}

/// Tells whether a logo may stand there squeezed: nothing much is seen of it, or it is seen so
/// stretched that it may be more.
fn is_doubtful(seen: Option<&Seen>) -> bool {
    let strength = strength(seen);
    let stretch = seen.map_or(1.0, |(found, _)| found.stretch);
    strength < UNSURE || (strength < SURELY_STRETCHED && (stretch - 1.0).abs() > STRETCHED)
}

/// How sure it is that the logo stands there: of a logo in one colour its likeness, which few
/// grounds lower, or its correlation where that is high.
fn strength(seen: Option<&Seen>) -> f64 {
    let of = |(found, study): &Seen| {
        let likeness = study.likeness.unwrap_or(found.score);
        if found.score >= EXACT { likeness.max(found.score) } else { likeness }
    };
    seen.map_or(0.0, of)
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
    fn versions_in_other_colours_stand_at_one_place_each_with_its_own_colour() {
        // The ring of one colour, on clear ground.
        let drawn = |ink: [u8; 4]| {
            let mut rgba = ring();
            for pixel in rgba.as_chunks_mut::<4>().0 {
                *pixel = if pixel[0] == 0 { ink } else { [0; 4] };
            }
            rgba
        };
        let (white, black) = (drawn([255; 4]), drawn([0, 0, 0, 255]));
        let logos = [&white, &black].map(|rgba| LogoToFind {
            digest: Digest::of(rgba),
            mask: Mask::from_rgba(rgba, 64, 64).unwrap(),
        });
        assert!(logos[0].mask.has_shape_of(&logos[1].mask));
        let mut frame = vec![230; 192 * 96 * 4];
        for (row, line) in ring().chunks(64 * 4).enumerate() {
            let start = ((row + 16) * 192 + 60) * 4;
            frame[start..start + line.len()].copy_from_slice(line);
        }
        let found = probe(&frame, 192, 96, None, &logos).unwrap().logos;
        assert_eq!(found[0].region, found[1].region);
        let inks: Vec<String> = found.iter().map(|one| one.inks[0].own.to_string()).collect();
        assert_eq!(inks, ["#ffffff", "#000000"]);
        assert_eq!(found[0].inks[0].seen, found[1].inks[0].seen);
        assert!(found[0].likeness.unwrap() > 0.9, "{found:?}");
    }

    #[test]
    fn pixels_that_do_not_fit_the_size_are_refused() {
        assert!(probe(&[0; 8], 2, 2, None, &[]).is_err());
    }
}
