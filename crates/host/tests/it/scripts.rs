//! Ads in scripts other than Latin, in the fonts that set-up fetches: whatever the size, the words
//! are set at a size people can read, in their room.

use host::tools::Cabinet;
use layout::ad::{Ad, Colours, Composition, Ink, Logos, Motif, Photo, Shape, ad};
use layout::faces::{Faces, Family, Font};
use model::canvas::{CENTRE, Layer};
use model::colour::Colour;
use model::digest::Digest;
use model::unit::Size;
use render::{Pixels, RenderError, Resources, draw};
use spec::format::SafeMargins;
use std::sync::Arc;

/// A square, a story, a medium rectangle, a leaderboard, a skyscraper.
const SIZES: [(u32, u32); 5] = [(1080, 1080), (1080, 1920), (300, 250), (728, 90), (160, 600)];

/// A language, its font, and words in it: a headline, a line, a call to action, small print.
const SPOKEN: [[&str; 6]; 4] = [
    [
        "ar",
        "Noto Sans Arabic",
        "ابدأ يومك في الهواء الطلق مع Acme",
        "سترة لكل صباح، مهما كان الطقس.",
        "اكتشفها الآن",
        "العرض ساري حتى 30 يونيو 2026.",
    ],
    [
        "he",
        "Noto Sans Hebrew",
        "להתחיל את היום בחוץ",
        "מעיל לכל סוג של בוקר.",
        "לגלות עכשיו",
        "המבצע בתוקף עד 30 ביוני 2026.",
    ],
    [
        "th",
        "Noto Sans Thai",
        "เริ่มต้นวันใหม่ด้วยอากาศบริสุทธิ์",
        "แจ็กเก็ตสำหรับทุกเช้าที่สดใส",
        "ดูเพิ่มเติม",
        "ข้อเสนอถึงวันที่ 30 มิถุนายน 2569",
    ],
    [
        "hi",
        "Noto Sans Devanagari",
        "दिन की शुरुआत खुली हवा में करें",
        "हर सुबह के लिए एक जैकेट।",
        "अभी देखें",
        "ऑफ़र 30 जून 2026 तक।",
    ],
];

struct Desk {
    resources: Resources,
    faces: Faces,
    photo: Digest,
}

/// Manrope for Latin letters, and the language's font by its tag.
fn desk(tag: &str, font: &str) -> Desk {
    let cabinet = Cabinet::of_this_account();
    let mut resources = Resources::default();
    let mut load = |name: &str| {
        let digest = *cabinet.fonts().get(name).unwrap_or_else(|| panic!("set-up has no {name}"));
        let bytes = std::fs::read(cabinet.find_digest(&digest).unwrap()).unwrap();
        resources.fonts.insert(digest, bytes.into());
        Font { file: digest, weight: 700 }
    };
    let own = load("Manrope");
    let by_tag = vec![(tag.to_owned(), vec![load(font)])];
    let family = Family { own, by_tag, fallback: Vec::new() };
    let photo = Digest::of(b"photo");
    let grey = Colour { r: 120, g: 130, b: 140 };
    resources.images.insert(photo, Arc::new(Pixels::plain(Size { width: 600, height: 400 }, grey)));
    Desk { resources, faces: Faces { headline: family.clone(), body: family }, photo }
}

fn design(desk: &Desk, words: &[&str; 6], shape: Shape, composition: Composition) -> Ad {
    let hex = |text| Colour::parse(text).unwrap();
    let [tag, _, headline, line, cta, legal] = words.map(str::to_owned);
    Ad {
        headline,
        line,
        cta,
        legal,
        photo: Photo { image: desk.photo, focus: CENTRE, ink: Ink::Light },
        motif: Motif { shape, colour: hex("#ff7a3d") },
        composition,
        colours: Colours {
            paper: hex("#faf6ee"),
            ink: hex("#14201b"),
            primary: hex("#123b2c"),
            accent: hex("#ff7a3d"),
        },
        typefaces: desk.faces.in_language(&tag),
        logos: Logos { on_light: None, on_dark: None },
    }
}

#[test]
fn words_of_every_script_fit_every_shape() {
    for words in &SPOKEN {
        let desk = desk(words[0], words[1]);
        for shape in [Shape::None, Shape::Band, Shape::Block] {
            for composition in [Composition::Left, Composition::LowerThird, Composition::Centre] {
                for (width, height) in SIZES {
                    let design = design(&desk, words, shape, composition);
                    let size = Size { width, height };
                    let canvas = ad(&design, size, &SafeMargins::default());
                    if let Err(errors) = draw(&canvas, &desk.resources) {
                        panic!("{} {size} {shape:?} {composition:?}: {errors:?}", words[0]);
                    }
                }
            }
        }
    }
}

#[test]
fn a_brand_without_a_font_for_a_script_is_told_which_character_and_where() {
    let desk = desk("ar", "Noto Sans Arabic");
    let words = &SPOKEN[2];
    let canvas = ad(
        &design(&desk, words, Shape::None, Composition::Left),
        Size { width: 1080, height: 1080 },
        &SafeMargins::default(),
    );
    let errors = draw(&canvas, &desk.resources).unwrap_err();
    let said = errors[0].to_string();
    assert!(matches!(errors[0], RenderError::GlyphMissing { character: 'เ', place: 1, .. }));
    assert!(said.contains("`Manrope ExtraLight`") || said.contains("`Manrope"), "{said}");
    assert!(said.contains("Noto Sans Arabic") && said.contains(words[2]), "{said}");
    let all = canvas.layers.iter().filter(|layer| matches!(layer, Layer::Text(_))).count();
    assert_eq!(errors.len(), all, "every block is told at once");
}
