//! What every layout promises, over every motif, composition and many sizes.

use crate::ad::{
    Ad, Colours, Composition, Ink, Logo, Logos, Motif, Photo, Shape, Typeface, Typefaces, ad,
};
use crate::card::{Card, end_card};
use crate::contrast::{READABLE, contrast};
use crate::film;
use model::canvas::{CENTRE, Canvas, Layer};
use model::colour::Colour;
use model::digest::Digest;
use model::unit::{Region, Size};
use proptest::prelude::*;
use spec::format::SafeMargins;

const SHAPES: [Shape; 5] = [Shape::Band, Shape::Frame, Shape::Block, Shape::Corner, Shape::None];
const COMPOSITIONS: [Composition; 5] = [
    Composition::Left,
    Composition::Centre,
    Composition::Right,
    Composition::LowerThird,
    Composition::UpperThird,
];
const PACK: [(u32, u32); 15] = [
    (1440, 1440),
    (1440, 1800),
    (1440, 2560),
    (1200, 628),
    (1920, 1080),
    (300, 250),
    (336, 280),
    (250, 250),
    (728, 90),
    (970, 250),
    (468, 60),
    (320, 50),
    (320, 100),
    (160, 600),
    (300, 600),
];

fn sample(shape: Shape, composition: Composition) -> Ad {
    let hex = |text| Colour::parse(text).unwrap();
    let logo = Logo { image: Digest::of(b"logo"), clear_space: 0.5, smallest: 0.08, aspect: None };
    let face = |name: &[u8]| Typeface {
        fonts: [Digest::of(name)].into(),
        weight: 700,
        language: "en".into(),
    };
    Ad {
        headline: "Start the day outside".into(),
        line: "A jacket for every kind of morning.".into(),
        cta: "Find yours".into(),
        legal: "Offer valid until 30 June 2026 while stocks last.".into(),
        photo: Photo { image: Digest::of(b"photo"), focus: CENTRE, ink: Ink::Light },
        motif: Motif { shape, colour: hex("#ff7a3d") },
        composition,
        colours: Colours {
            paper: hex("#faf6ee"),
            ink: hex("#14201b"),
            primary: hex("#123b2c"),
            accent: hex("#ff7a3d"),
        },
        typefaces: Typefaces { headline: face(b"bold"), body: face(b"body") },
        logos: Logos { on_light: Some(logo), on_dark: None },
    }
}

fn words_of(canvas: &Canvas) -> impl Iterator<Item = &model::canvas::TextBlock> {
    canvas.layers.iter().filter_map(|layer| match layer {
        Layer::Text(block) => Some(block),
        _ => None,
    })
}

fn marks_of(canvas: &Canvas) -> impl Iterator<Item = Region> {
    canvas.layers.iter().filter_map(|layer| match layer {
        Layer::Mark { area, .. } => Some(*area),
        _ => None,
    })
}

fn overlap(one: Region, other: Region) -> bool {
    one.x < other.x + other.w
        && other.x < one.x + one.w
        && one.y < other.y + other.h
        && other.y < one.y + one.h
}

fn inside(area: Region, size: Size, safe: &SafeMargins) -> bool {
    area.x >= safe.left
        && area.y >= safe.top
        && area.x + area.w + safe.right <= size.width
        && area.y + area.h + safe.bottom <= size.height
}

fn keeps_its_promises(canvas: &Canvas, safe: &SafeMargins) {
    let areas: Vec<Region> =
        words_of(canvas).map(|block| block.area).chain(marks_of(canvas)).collect();
    for area in &areas {
        assert!(area.w > 0 && area.h > 0, "empty area in {}", canvas.size);
        assert!(inside(*area, canvas.size, safe), "{area:?} in {} with {safe:?}", canvas.size);
    }
    for (index, one) in areas.iter().enumerate() {
        for other in &areas[index + 1..] {
            assert!(!overlap(*one, *other), "{one:?} over {other:?} in {}", canvas.size);
        }
    }
    for block in words_of(canvas) {
        assert!(block.smallest >= 9 && block.smallest <= block.largest);
    }
}

/// The button's ink against the pill that is drawn right before it.
fn button_contrast(canvas: &Canvas) -> Option<f64> {
    canvas.layers.windows(2).find_map(|pair| match pair {
        [Layer::Fill { colour, radius: 1.., .. }, Layer::Text(block)] => {
            Some(contrast(*colour, block.colour))
        }
        _ => None,
    })
}

#[test]
fn words_and_logo_keep_apart_in_every_size_of_the_pack() {
    for (width, height) in PACK {
        for shape in SHAPES {
            for composition in COMPOSITIONS {
                let none = SafeMargins::default();
                let canvas = ad(&sample(shape, composition), Size { width, height }, &none);
                keeps_its_promises(&canvas, &none);
                assert_eq!(marks_of(&canvas).count(), 1, "{width}×{height} {shape:?}");
                assert!(button_contrast(&canvas).unwrap() >= READABLE);
            }
        }
    }
}

#[test]
fn nothing_stands_where_the_platform_has_its_buttons() {
    let safe = SafeMargins { top: 358, bottom: 896, left: 86, right: 86 };
    let size = Size { width: 1440, height: 2560 };
    for shape in SHAPES {
        for composition in COMPOSITIONS {
            let ad_here = sample(shape, composition);
            keeps_its_promises(&ad(&ad_here, size, &safe), &safe);
            keeps_its_promises(&film::ground(&ad_here, size, &safe), &safe);
            keeps_its_promises(&film::headline(&ad_here, size, &safe), &safe);
        }
    }
}

#[test]
fn small_print_is_readable_wherever_it_is_set() {
    let carried = |width: u32, height: u32| {
        let none = SafeMargins::default();
        let mut sets = 0;
        for shape in SHAPES {
            for composition in COMPOSITIONS {
                let ad_here = sample(shape, composition);
                let canvas = ad(&ad_here, Size { width, height }, &none);
                for block in words_of(&canvas).filter(|block| block.text == ad_here.legal) {
                    assert!(f64::from(block.smallest) + 1.0 > f64::from(width.min(height)) * 0.016);
                    sets += 1;
                }
            }
        }
        sets
    };
    let unread: Vec<_> = PACK.into_iter().filter(|(w, h)| carried(*w, *h) < 25).collect();
    // In strips a thumb high, nothing smaller than the headline can be read.
    assert_eq!(unread, [(468, 60), (320, 50), (320, 100)]);
}

#[test]
fn small_banners_carry_no_second_line() {
    let says_line = |width, height| {
        let none = SafeMargins::default();
        let canvas = ad(&sample(Shape::None, Composition::Left), Size { width, height }, &none);
        words_of(&canvas).any(|block| block.text.starts_with("A jacket"))
    };
    assert!(says_line(1200, 628));
    assert!(says_line(400, 400));
    assert!(!says_line(399, 400));
    assert!(!says_line(300, 250));
}

#[test]
fn the_second_line_gives_way_where_the_headline_would_not_fit_with_it() {
    let size = Size { width: 1200, height: 628 };
    let tight = SafeMargins { top: 160, bottom: 160, left: 120, right: 120 };
    let of = |safe: &SafeMargins| {
        let said = ad(&sample(Shape::Band, Composition::Left), size, safe);
        words_of(&said).map(|block| block.text.clone()).collect::<Vec<_>>()
    };
    let Ad { headline, line, .. } = sample(Shape::Band, Composition::Left);
    let (wide, narrow) = (of(&SafeMargins::default()), of(&tight));
    assert!(wide.contains(&headline) && wide.contains(&line), "{wide:?}");
    assert!(narrow.contains(&headline) && !narrow.contains(&line), "{narrow:?}");
}

#[test]
fn a_logo_for_light_ground_stands_on_a_light_plate_on_a_dark_picture() {
    let none = SafeMargins::default();
    let ad_here = sample(Shape::None, Composition::LowerThird);
    let canvas = ad(&ad_here, Size { width: 1440, height: 1440 }, &none);
    let place = canvas.layers.iter().position(|layer| matches!(layer, Layer::Mark { .. })).unwrap();
    let Layer::Fill { colour, opacity, .. } = canvas.layers[place - 1] else {
        panic!("no plate under the logo");
    };
    assert_eq!((colour, opacity), (ad_here.colours.paper, 1.0));
}

#[test]
fn a_closing_card_is_opaque_and_signed() {
    let ad_here = sample(Shape::None, Composition::Left);
    let card = Card {
        text: "Made to be repaired".into(),
        cta: "Find yours".into(),
        legal: "Offer valid until 30 June 2026 while stocks last.".into(),
        background: ad_here.colours.primary,
        ink: ad_here.colours.primary,
        colours: ad_here.colours,
        typefaces: ad_here.typefaces,
        logos: ad_here.logos,
    };
    for (width, height) in [(1440, 1440), (1080, 1920), (1920, 1080), (640, 360)] {
        let none = SafeMargins::default();
        let size = Size { width, height };
        let canvas = end_card(&card, size, &none);
        keeps_its_promises(&canvas, &none);
        let whole = Region { x: 0, y: 0, w: width, h: height };
        let Layer::Fill { area, opacity, .. } = canvas.layers[0] else { panic!("no ground") };
        assert_eq!((area, opacity), (whole, 1.0));
        for block in words_of(&canvas).filter(|block| block.text != card.cta) {
            assert!(contrast(card.background, block.colour) >= READABLE, "{}", block.text);
        }
    }
}

/// A headline, a line and a call to action in a language.
const SPOKEN: [(&str, &str, &str, &str); 7] = [
    ("ar", "ابدأ يومك في الهواء الطلق", "سترة لكل صباح مهما كان الطقس", "اكتشفها الآن"),
    ("he", "להתחיל את היום בחוץ", "מעיל לכל סוג של בוקר", "לגלות עכשיו"),
    ("ja", "新しい朝を、外ではじめよう。", "どんな朝にも似合うジャケット。", "詳しく見る"),
    ("ko", "하루를 밖에서 시작하세요", "어떤 아침에도 어울리는 재킷", "지금 알아보기"),
    ("zh-Hans", "从户外开始新的一天", "适合每一种清晨的外套", "立即了解"),
    ("th", "เริ่มต้นวันใหม่ด้วยอากาศบริสุทธิ์", "แจ็กเก็ตสำหรับทุกเช้าที่สดใส", "ดูเพิ่มเติม"),
    ("hi", "दिन की शुरुआत खुली हवा में करें", "हर सुबह के लिए एक जैकेट", "अभी देखें"),
];

fn spoken(ad_here: Ad, (tag, headline, line, cta): (&str, &str, &str, &str)) -> Ad {
    let face = |face: Typeface| Typeface { language: tag.into(), ..face };
    Ad {
        headline: headline.into(),
        line: line.into(),
        cta: cta.into(),
        typefaces: Typefaces {
            headline: face(ad_here.typefaces.headline),
            body: face(ad_here.typefaces.body),
        },
        ..ad_here
    }
}

#[test]
fn every_script_keeps_the_promises() {
    let none = SafeMargins::default();
    for words in SPOKEN {
        for (width, height) in PACK {
            for shape in SHAPES {
                for composition in COMPOSITIONS {
                    let ad_here = spoken(sample(shape, composition), words);
                    keeps_its_promises(&ad(&ad_here, Size { width, height }, &none), &none);
                }
            }
        }
    }
}

#[test]
fn arabic_runs_from_the_right_and_what_the_platform_covers_stays_where_it_is() {
    let safe = SafeMargins { top: 0, bottom: 0, left: 300, right: 20 };
    let size = Size { width: 1200, height: 1080 };
    let middle = |canvas: &Canvas, text: &str| {
        let found = words_of(canvas).find(|block| block.text == text).unwrap();
        found.area.x + found.area.w / 2
    };
    let here = sample(Shape::Corner, Composition::Left);
    let there = spoken(here.clone(), SPOKEN[0]);
    let (left, right) = (ad(&here, size, &safe), ad(&there, size, &safe));
    keeps_its_promises(&right, &safe);
    assert!(middle(&left, &here.headline) < 700 && middle(&right, &there.headline) > 700);
    assert!(marks_of(&right).next().unwrap().x > 700);
    // Twice mirrored is where it was, so that nothing is lost at an edge.
    let film = film::headline(&there, size, &safe);
    keeps_its_promises(&film, &safe);
    let card = Card {
        text: there.headline.clone(),
        cta: there.cta.clone(),
        legal: there.legal.clone(),
        background: there.colours.primary,
        ink: there.colours.paper,
        colours: there.colours,
        typefaces: there.typefaces,
        logos: there.logos,
    };
    keeps_its_promises(&end_card(&card, size, &safe), &safe);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_size_from_a_fifth_to_eight_works(
        short in 90_u32..1600,
        aspect in 0.2_f64..8.0,
        shape in 0_usize..5,
        composition in 0_usize..5,
        hook in "[A-Za-zäöüß]{2,9}( [A-Za-zäöüß]{2,9}){0,6}",
    ) {
        let other = (f64::from(short) * aspect.max(1.0 / aspect)).round() as u32;
        let (width, height) = if aspect > 1.0 { (other, short) } else { (short, other) };
        let mut ad_here = sample(SHAPES[shape], COMPOSITIONS[composition]);
        ad_here.headline = hook;
        let none = SafeMargins::default();
        let canvas = ad(&ad_here, Size { width, height }, &none);
        keeps_its_promises(&canvas, &none);
        prop_assert!(button_contrast(&canvas).unwrap() >= READABLE);
    }
}
