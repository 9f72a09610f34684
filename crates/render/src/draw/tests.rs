use super::*;
use crate::test_font::{self, boxes};
use model::canvas::{Align, CENTRE, TextBlock, Typeface};
use std::sync::Arc;

const SIZE: Size = Size { width: 200, height: 100 };
const ALL: Region = Region { x: 0, y: 0, w: 200, h: 100 };
const RED: Colour = Colour { r: 255, g: 0, b: 0 };

fn canvas(layers: Vec<Layer>) -> Canvas {
    Canvas { size: SIZE, layers }
}

fn block(text: &str, font: Digest) -> TextBlock {
    TextBlock {
        text: text.to_owned(),
        area: Region { x: 20, y: 10, w: 160, h: 80 },
        typeface: Typeface { fonts: [font].into(), weight: 400, language: "en".into() },
        colour: Colour::BLACK,
        largest: 60,
        smallest: 20,
        leading: 1.0,
        lines: 2,
        align: Align::Start,
        stand: Align::Start,
    }
}

fn with_picture(picture: Pixels) -> (Resources, Digest) {
    let digest = Digest::of(&picture.rgba);
    let mut resources = Resources::default();
    resources.images.insert(digest, Arc::new(picture));
    (resources, digest)
}

/// Returns the first and last column and row that are not paper.
fn inked(picture: &Pixels) -> (u32, u32, u32, u32) {
    let dark = |x: u32, y: u32| picture.at(x, y).is_some_and(|p| p != [255; 4]);
    let columns = || (0..SIZE.width).filter(|x| (0..SIZE.height).any(|y| dark(*x, y)));
    let rows = || (0..SIZE.height).filter(|y| (0..SIZE.width).any(|x| dark(x, *y)));
    (
        columns().min().unwrap(),
        columns().max().unwrap(),
        rows().min().unwrap(),
        rows().max().unwrap(),
    )
}

fn fill(opacity: f64, radius: u32) -> Layer {
    Layer::Fill { area: ALL, colour: RED, opacity, radius }
}

#[test]
fn an_invisible_fill_leaves_paper_white_and_a_clear_canvas_clear() {
    let canvas = canvas(vec![fill(0.0, 0), fill(0.0, 20)]);
    let resources = Resources::default();
    assert_eq!(draw(&canvas, &resources), Ok(Pixels::plain(SIZE, Colour::WHITE)));
    assert!(clear_canvas(&canvas, &resources).unwrap().rgba.iter().all(|byte| *byte == 0));
}

#[test]
fn a_fill_has_its_colour_and_round_corners() {
    let picture = clear_canvas(&canvas(vec![fill(1.0, 30)]), &Resources::default()).unwrap();
    assert_eq!(picture.at(100, 50), Some([255, 0, 0, 255]));
    assert_eq!(picture.at(0, 50), Some([255, 0, 0, 255]));
    for (x, y) in [(0, 0), (199, 0), (0, 99), (199, 99)] {
        assert_eq!(picture.at(x, y), Some([0; 4]));
    }
}

#[test]
fn a_photo_covers_its_area_and_keeps_its_focus_in_sight() {
    // Four squares side by side; only the third is red.
    let mut picture = Pixels::plain(Size { width: 400, height: 100 }, Colour::BLACK);
    for (index, pixel) in picture.rgba.as_chunks_mut::<4>().0.iter_mut().enumerate() {
        if (200..300).contains(&(index % 400)) {
            *pixel = [255, 0, 0, 255];
        }
    }
    let (resources, image) = with_picture(picture);
    let square = Region { x: 50, y: 0, w: 100, h: 100 };
    let photo = |x: f64| {
        let focus = Point { x, y: 0.5 };
        canvas(vec![Layer::Photo { image, area: square, focus, zoom: 1.0, wash: None, radius: 0 }])
    };
    let drawn = draw(&photo(0.625), &resources).unwrap();
    assert_eq!(drawn.at(100, 50), Some([255, 0, 0, 255]));
    assert_eq!(drawn.at(53, 50), Some([255, 0, 0, 255]));
    assert_eq!(drawn.at(49, 50), Some([255; 4]));
    assert_eq!(draw(&photo(0.0), &resources).unwrap().at(100, 50), Some([0, 0, 0, 255]));
}

#[test]
fn a_wash_of_full_strength_hides_the_photo() {
    let (resources, image) = with_picture(Pixels::plain(SIZE, Colour::BLACK));
    let wash = Some((RED, 1.0));
    let photo = Layer::Photo { image, area: ALL, focus: CENTRE, zoom: 1.0, wash, radius: 0 };
    assert_eq!(draw(&canvas(vec![photo]), &resources), Ok(Pixels::plain(SIZE, RED)));
}

#[test]
fn a_scrim_only_ever_gets_darker() {
    let scrim = Layer::Scrim { area: ALL, colour: Colour::BLACK, top: 0.0, bottom: 1.0 };
    let drawn = draw(&canvas(vec![scrim]), &Resources::default()).unwrap();
    let rows: Vec<u32> = drawn
        .pixels()
        .chunks_exact(200)
        .map(|row| row.iter().map(|p| u32::from(p[0])).sum())
        .collect();
    // Dithering may lift a row by less than one step of brightness.
    assert!(rows.windows(2).all(|pair| pair[1] <= pair[0] + 200));
    assert!(rows[0] > 254 * 200 && rows[99] < 200);
}

#[test]
fn a_logo_keeps_its_shape_and_takes_a_tint() {
    let (resources, image) = with_picture(Pixels::plain(Size { width: 40, height: 10 }, RED));
    let area = Region { x: 10, y: 10, w: 80, h: 80 };
    let mark = |tint| draw(&canvas(vec![Layer::Mark { image, area, tint }]), &resources).unwrap();
    assert_eq!(inked(&mark(None)), (10, 89, 40, 59));
    assert_eq!(mark(None).at(50, 50), Some([255, 0, 0, 255]));
    assert_eq!(mark(Some(Colour::BLACK)).at(50, 50), Some([0, 0, 0, 255]));
}

#[test]
fn words_are_as_large_as_their_room_allows_and_stay_in_it() {
    let (resources, font) = boxes();
    let height = |text: &str| {
        let layers = vec![Layer::Text(block(text, font))];
        let (left, right, top, bottom) = inked(&draw(&canvas(layers), &resources).unwrap());
        assert!(left >= 20 && right < 180 && top >= 10 && bottom < 90, "{text}");
        bottom - top + 1
    };
    // A capital is .7 of the size: 60 at most, then what four and seven boxes leave.
    assert_eq!(height("HI"), 42);
    assert_eq!(height("LONGER"), 31);
    assert!(height("TWO LINES") > 60);
}

#[test]
fn words_stand_where_they_are_told() {
    let (resources, font) = boxes();
    let place = |align, stand| {
        let words = TextBlock { align, stand, largest: 20, lines: 1, ..block("AB", font) };
        inked(&draw(&canvas(vec![Layer::Text(words)]), &resources).unwrap())
    };
    // Two boxes of 20 pixels: 24 wide with a pixel free on each side, 14 high, 20 from line to line.
    assert_eq!(place(Align::Start, Align::Start), (21, 42, 12, 25));
    assert_eq!(place(Align::End, Align::End), (157, 178, 72, 85));
    let (left, right, top, bottom) = place(Align::Centre, Align::Centre);
    assert!((left + right).abs_diff(199) <= 1 && (top + bottom).abs_diff(99) <= 4);
}

#[test]
fn words_that_do_not_fit_are_an_error_that_names_them() {
    let (resources, font) = boxes();
    let refuse =
        |words: TextBlock| draw(&canvas(vec![Layer::Text(words)]), &resources).unwrap_err();
    let RenderError::TextDoesNotFit { text, needed, lines, most, .. } =
        refuse(block("ONE TWO THREE FOUR FIVE SIXES", font)).remove(0)
    else {
        panic!("another error");
    };
    assert_eq!((text.as_str(), lines, most), ("ONE TWO THREE FOUR FIVE SIXES", 3, 2));
    assert!(needed.width <= 160 && needed.height == 60);
    let long = refuse(block("UNBREAKABLEWORD", font));
    assert!(matches!(
        long[..],
        [RenderError::TextDoesNotFit { needed: Size { width: 180, .. }, .. }]
    ));
    let low = Region { h: 19, ..block("", font).area };
    assert_eq!(refuse(TextBlock { area: low, ..block("A", font) }).len(), 1);
}

#[test]
fn a_letter_the_typeface_lacks_is_an_error() {
    let (resources, font) = boxes();
    let words = canvas(vec![Layer::Text(block("A\u{a0}Bé", font))]);
    let text = "A\u{a0}Bé".to_owned();
    let fonts = font.short();
    let missing = RenderError::GlyphMissing { text, character: 'é', place: 4, fonts };
    assert_eq!(draw(&words, &resources), Err(vec![missing]));
}

/// Sets a block in several fonts and a language, in one size.
fn in_fonts(text: &str, fonts: &[Digest], language: &str) -> TextBlock {
    let typeface = Typeface { fonts: fonts.into(), weight: 400, language: language.into() };
    TextBlock { typeface, largest: 20, smallest: 20, ..block(text, fonts[0]) }
}

fn drawn(words: TextBlock, resources: &Resources) -> Result<Pixels, Vec<RenderError>> {
    draw(&canvas(vec![Layer::Text(words)]), resources)
}

#[test]
fn a_character_is_set_in_the_first_font_that_has_it() {
    let (mut resources, latin) = boxes();
    let others = test_font::add_others(&mut resources);
    assert!(drawn(in_fonts("AB", &[others, latin], "en"), &resources).is_ok());
    assert!(drawn(in_fonts("AB \u{5d0}\u{5d1}", &[latin, others], "en"), &resources).is_ok());
    let refused = drawn(in_fonts("AB \u{5d0}", &[latin], "en"), &resources).unwrap_err();
    let [RenderError::GlyphMissing { character, place, .. }] = refused[..] else {
        panic!("{refused:?}");
    };
    assert_eq!((character, place), ('\u{5d0}', 4));
}

#[test]
fn right_to_left_words_begin_at_the_right_even_where_a_latin_name_stands_first() {
    let (mut resources, latin) = boxes();
    let others = test_font::add_others(&mut resources);
    let fonts = [others, latin];
    let (left, right, ..) =
        inked(&drawn(in_fonts("AB \u{5d0}", &fonts, "he"), &resources).unwrap());
    assert!(right > 175 && left > 120, "{left} to {right}");
    let (left, ..) = inked(&drawn(in_fonts("AB \u{5d0}", &fonts, "en"), &resources).unwrap());
    assert!(left < 25);
}

#[test]
fn korean_breaks_between_words_and_japanese_between_letters_but_not_before_a_mark() {
    let (mut resources, _) = boxes();
    let others = test_font::add_others(&mut resources);
    let lines = |text: &str, language: &str, width: u32| {
        let narrow = Region { w: width, ..block("", others).area };
        let words = TextBlock { area: narrow, lines: 9, ..in_fonts(text, &[others], language) };
        let mut setter = crate::fit::Typesetter::new(&resources);
        let fitted = setter.fit(&words).map_err(|e| e.to_string());
        fitted.map(|fitted| fitted.setting.len())
    };
    // Boxes of 12 pixels. Two words of three syllables in room for four.
    assert_eq!(lines("\u{ac00}\u{ac01}\u{ac02} \u{ac03}\u{ac04}\u{ac05}", "ko", 50), Ok(2));
    // A word of five does not break in room for four; in another language it would.
    let long = "\u{ac00}\u{ac01}\u{ac02}\u{ac03}\u{ac04}";
    assert!(lines(long, "ko", 50).is_err());
    assert_eq!(lines(long, "ja", 50), Ok(2));
    // Three kana and a full stop in room for three: the stop takes a letter with it.
    let mut setter = crate::fit::Typesetter::new(&resources);
    let narrow = Region { w: 38, h: 80, ..block("", others).area };
    let words = TextBlock {
        area: narrow,
        lines: 2,
        ..in_fonts("\u{3042}\u{3044}\u{3046}\u{3002}", &[others], "ja")
    };
    let fitted = setter.fit(&words).map_err(|e| e.to_string()).unwrap();
    let ends: Vec<_> = fitted.setting.lines().map(|line| line.text_range()).collect();
    assert_eq!(ends, [0..6, 6..12]);
}

#[test]
fn a_coloured_glyph_keeps_its_colours_and_an_empty_one_is_an_error() {
    let (mut resources, latin) = boxes();
    let red = test_font::add_red_face(&mut resources);
    let picture = drawn(in_fonts("A \u{1f600}", &[latin, red], "en"), &resources).unwrap();
    let has = |colour: [u8; 4]| picture.pixels().contains(&colour);
    assert!(has([255, 0, 0, 255]) && has([0, 0, 0, 255]));
    let empty = test_font::add_empty_face(&mut resources);
    let refused = drawn(in_fonts("A \u{1f600}", &[latin, empty], "en"), &resources).unwrap_err();
    assert!(matches!(refused[..], [RenderError::GlyphMissing { character: '\u{1f600}', .. }]));
}

#[test]
fn thai_breaks_between_words_though_it_has_no_spaces() {
    let (resources, font) = boxes();
    let words = TextBlock { smallest: 40, largest: 40, ..block("ภาษาไทย", font) };
    assert!(draw(&canvas(vec![Layer::Text(words)]), &resources).is_ok());
}

#[test]
fn all_errors_are_told_at_once() {
    let image = Digest::of(b"nowhere");
    let outside = Region { x: 150, y: 0, w: 60, h: 10 };
    let layers = vec![
        Layer::Photo { image, area: ALL, focus: CENTRE, zoom: 1.0, wash: None, radius: 0 },
        Layer::Text(block("A", image)),
        Layer::Mark { image, area: outside, tint: None },
    ];
    let expected = vec![
        RenderError::PictureMissing { image },
        RenderError::FontMissing { font: image },
        RenderError::OutsideCanvas { layer: 2, area: outside, canvas: SIZE },
    ];
    assert_eq!(draw(&canvas(layers), &Resources::default()), Err(expected));
}

#[test]
fn what_is_no_font_is_an_error() {
    let font = Digest::of(b"no font");
    let mut resources = Resources::default();
    resources.fonts.insert(font, b"no font".as_slice().into());
    let words = canvas(vec![Layer::Text(block("A", font))]);
    assert_eq!(draw(&words, &resources), Err(vec![RenderError::FontUnreadable { font }]));
}

#[test]
fn words_over_a_base_are_the_same_picture() {
    let (resources, font) = boxes();
    let scrim = Layer::Scrim { area: ALL, colour: RED, top: 0.1, bottom: 0.7 };
    let layers = vec![scrim, fill(0.3, 12), Layer::Text(block("SAME BYTES", font))];
    let (under, over) = layers.split_at(2);
    let base = crate::Base::draw(SIZE, under, &resources).unwrap();
    let layered = crate::draw_over(&base, over, &resources);
    assert_eq!(layered, draw(&canvas(layers.clone()), &resources));
    assert_eq!(crate::draw_over(&base, over, &resources), layered);
    let missing = vec![RenderError::FontMissing { font }];
    assert_eq!(crate::draw_over(&base, over, &Resources::default()), Err(missing));
}

#[test]
fn same_canvas_same_bytes_on_any_thread() {
    let (resources, font) = boxes();
    let scrim = Layer::Scrim { area: ALL, colour: RED, top: 0.1, bottom: 0.7 };
    let canvas = canvas(vec![scrim, fill(0.3, 12), Layer::Text(block("SAME BYTES", font))]);
    let here = draw(&canvas, &resources);
    let there = std::thread::scope(|scope| scope.spawn(|| draw(&canvas, &resources)).join());
    assert_eq!(there.unwrap(), here);
}
