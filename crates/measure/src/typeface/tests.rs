use super::*;
use model::unit::{Region, Size};

const WORDS: &str = "abcdefgh kmnopqr";
const SIZE: Size = Size { width: 900, height: 90 };

/// A typeface of boxes: each letter has a stem, and bars whose places hang on the letter and on
/// `seed`.
fn boxes(seed: u32) -> impl FnMut(char, u16, f32) -> Option<Glyph> {
    move |letter, weight, em| {
        let code = (letter as u32).wrapping_mul(2_654_435_761).rotate_left(seed);
        let part = |shift: u32| (code >> shift & 7) as f32 / 7.0;
        let width = (em * (0.35 + 0.3 * part(3))) as usize;
        let height = (em * 0.7) as usize;
        let advance = width as f32 + em * 0.12;
        if letter == ' ' {
            let (left, top, coverage) = (0, 0, Vec::new());
            return Some(Glyph { advance: em * 0.3, left, top, width: 0, coverage });
        }
        let stem = em * 0.08 * f32::from(weight) / 400.0;
        let bars = [part(6), part(9), part(12)].map(|place| place * (height as f32 - stem));
        let covered = |at: usize| {
            let (x, y) = ((at % width) as f32, (at / width) as f32);
            let in_stem = x < stem && part(15) < 0.6 || x >= width as f32 - stem && part(17) < 0.5;
            in_stem || bars.iter().any(|bar| (*bar..bar + stem).contains(&y))
        };
        let coverage = (0..width * height).map(|at| if covered(at) { 255 } else { 0 }).collect();
        Some(Glyph { advance, left: 2, top: i32::try_from(height).ok()?, width, coverage })
    }
}

/// Sets the words in black on white, or the other way round, with room between letters.
fn set(seed: u32, weight: u16, em: f32, spaced: f32, ink: u8) -> (Vec<u8>, Region) {
    let mut rgba = vec![255 - ink; (SIZE.width * SIZE.height * 4) as usize];
    let (mut pen, mut draw) = (20.0_f32, boxes(seed));
    for letter in WORDS.chars() {
        let glyph = draw(letter, weight, em).unwrap();
        for (at, cover) in glyph.coverage.iter().enumerate() {
            let x = pen.round() as usize + glyph.left as usize + at % glyph.width;
            let y = (60 - glyph.top) as usize + at / glyph.width;
            if *cover > 0 {
                let start = (y * SIZE.width as usize + x) * 4;
                rgba[start..start + 4].fill(ink);
            }
        }
        pen += glyph.advance + spaced;
    }
    let top = 60 - (em * 0.8) as u32;
    (rgba, Region { x: 16, y: top, w: pen as u32 - 14, h: 66 - top })
}

fn likeness(set: &(Vec<u8>, Region), seed: u32, weights: (u16, u16)) -> f32 {
    let ink = Ink::of(&set.0, SIZE, set.1).unwrap();
    fit(&ink, WORDS, weights, &mut boxes(seed)).unwrap().likeness
}

#[test]
fn a_line_is_like_its_own_typeface_and_unlike_another() {
    for (em, ink) in [(24.0, 0), (40.0, 255)] {
        let line = set(0, 400, em, 0.0, ink);
        let (own, other) = (likeness(&line, 0, (400, 400)), likeness(&line, 9, (400, 400)));
        assert!(own > 0.95 && other < 0.8, "{em}: {own} and {other}");
    }
}

#[test]
fn room_between_letters_and_weight_do_not_make_another_typeface() {
    let spaced = likeness(&set(0, 400, 36.0, 4.0, 0), 0, (400, 400));
    let bold = likeness(&set(0, 700, 36.0, 0.0, 0), 0, (300, 800));
    assert!(spaced > 0.95 && bold > 0.93, "{spaced} and {bold}");
}

#[test]
fn size_is_found() {
    let (rgba, region) = set(0, 400, 48.0, 0.0, 0);
    let ink = Ink::of(&rgba, SIZE, region).unwrap();
    let fit = fit(&ink, WORDS, (400, 400), &mut boxes(0)).unwrap();
    assert!((fit.em - 48.0).abs() < 3.0 && fit.letters == 15, "{fit:?}");
}

#[test]
fn uneven_grounds_and_faint_ink_are_not_compared() {
    let (mut rgba, region) = set(0, 400, 36.0, 0.0, 0);
    let across = SIZE.width as usize * 4;
    let striped = |rgba: &mut [u8]| {
        for (at, part) in rgba.iter_mut().enumerate() {
            *part = part.saturating_sub(((at % across / 160) % 2 * 120) as u8);
        }
    };
    striped(&mut rgba);
    assert!(Ink::of(&rgba, SIZE, region).is_none());
    let (mut faint, region) = set(0, 400, 36.0, 0.0, 0);
    for part in &mut faint {
        *part = 200 + *part / 8;
    }
    assert!(Ink::of(&faint, SIZE, region).is_none());
}

#[test]
fn words_that_a_typeface_lacks_are_not_compared() {
    let (rgba, region) = set(0, 400, 36.0, 0.0, 0);
    let ink = Ink::of(&rgba, SIZE, region).unwrap();
    let mut half =
        |letter: char, weight: u16, em: f32| boxes(0)(letter, weight, em).filter(|_| letter < 'h');
    assert!(fit(&ink, WORDS, (400, 400), &mut half).is_none());
    assert!(fit(&ink, "", (400, 400), &mut boxes(0)).is_none());
}
