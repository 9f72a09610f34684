//! Templates laid out with words whose every letter is half as wide as high.

use super::*;
use crate::ad::{Colours, Composition, Ink, Logo, Logos, Motif, Photo, Shape, Typefaces};
use model::canvas::CENTRE;
use model::colour::Colour;
use model::digest::Digest;
use model::unit::Region;
use spec::template::{Template, brand_vars, read_one};
use std::collections::BTreeMap;

/// Words break between words; a letter is half an em.
struct HalfEms;

impl Measure for HalfEms {
    fn extent(&self, words: Words<'_>, width: f32) -> Extent {
        let letter = words.size as f32 / 2.0;
        let (mut lines, mut used, mut widest) = (1, 0.0_f32, 0.0_f32);
        for word in words.text.split_whitespace() {
            let length = word.chars().count() as f32 * letter;
            let space = if used > 0.0 { letter } else { 0.0 };
            if used > 0.0 && used + space + length > width {
                lines += 1;
                used = length;
            } else {
                used += space + length;
            }
            widest = widest.max(used);
        }
        let height = lines as f32 * words.size as f32 * words.leading as f32;
        Extent { width: widest, height, lines }
    }
}

const SIZE: Size = Size { width: 1000, height: 1000 };

fn hex(text: &str) -> Colour {
    Colour::parse(text).unwrap()
}

fn ad_in(language: &str) -> Ad {
    let face = |name: &[u8]| Typeface {
        fonts: [Digest::of(name)].into(),
        weight: 700,
        language: language.into(),
    };
    let logo =
        Logo { image: Digest::of(b"logo"), clear_space: 0.5, smallest: 0.05, aspect: Some(2.0) };
    Ad {
        headline: "Start the day outside".into(),
        line: "A jacket for every morning".into(),
        cta: "Find yours".into(),
        legal: String::new(),
        photo: Photo { image: Digest::of(b"photo"), focus: CENTRE, ink: Ink::Light },
        motif: Motif { shape: Shape::None, colour: Colour::BLACK },
        composition: Composition::Left,
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

fn template(body: &str, style: &str) -> (Template, Vars) {
    let vars = brand_vars(&BTreeMap::from([("paper".to_owned(), hex("#faf6ee"))]));
    let page = format!("<style>{style}</style><body>{body}</body>");
    (read_one("poster", &page, &vars).unwrap(), vars)
}

fn laid_out(body: &str, style: &str, ad: &Ad, safe: &SafeMargins) -> Result<Canvas, Vec<Unfit>> {
    let (template, vars) = template(body, style);
    compose(&template, ad, &vars, SIZE, safe, &HalfEms)
}

fn area_of(canvas: &Canvas, text: &str) -> Region {
    let found = canvas.layers.iter().find_map(|layer| match layer {
        Layer::Text(block) if block.text == text => Some(block.area),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("`{text}` is not there"))
}

fn size_of(canvas: &Canvas, text: &str) -> u32 {
    let found = canvas.layers.iter().find_map(|layer| match layer {
        Layer::Text(block) if block.text == text => Some(block.largest),
        _ => None,
    });
    found.unwrap()
}

const COLUMN: &str =
    "<h1 data-slot=headline></h1><p data-slot=line></p><a class=cta data-slot=cta></a>";

#[test]
fn a_column_stands_below_one_another_with_its_gaps() {
    let style = "body { display: flex; flex-direction: column; gap: 10px; padding: 50px; align-items: flex-start }
        h1, p, a { font-size: 40px; line-height: 1 } .cta { padding: 10px 20px; background: #123456; border-radius: 12px }";
    let canvas = laid_out(COLUMN, style, &ad_in("en"), &SafeMargins::default()).unwrap();
    assert_eq!(area_of(&canvas, "Start the day outside"), Region { x: 50, y: 50, w: 420, h: 40 });
    assert_eq!(area_of(&canvas, "A jacket for every morning").y, 100);
    assert_eq!(area_of(&canvas, "Find yours"), Region { x: 70, y: 160, w: 200, h: 40 });
    let fills = canvas.layers.iter().filter_map(|layer| match layer {
        Layer::Fill { area, radius, .. } => Some((*area, *radius)),
        _ => None,
    });
    assert_eq!(fills.collect::<Vec<_>>(), [(Region { x: 50, y: 150, w: 240, h: 60 }, 12)]);
}

#[test]
fn words_grow_to_their_limit_and_shrink_to_their_room() {
    let style = "h1 { width: 400px; height: 300px; line-height: 1; --fit-min: 20px; --fit-max: 300px; font-size: 40px }";
    let canvas = laid_out(COLUMN, style, &ad_in("en"), &SafeMargins::default()).unwrap();
    let size = size_of(&canvas, "Start the day outside");
    // Seven letters of half an em in 400 pixels, and three lines in 300.
    assert!((97..=100).contains(&size), "{size}");
    let small = style.replace("300px; font", "60px; font");
    let canvas = laid_out(COLUMN, &small, &ad_in("en"), &SafeMargins::default()).unwrap();
    assert_eq!(size_of(&canvas, "Start the day outside"), 60);
}

#[test]
fn what_does_not_fit_is_told_with_element_and_place() {
    let style =
        "h1 { width: 100px; --fit-min: 50px } p { line-clamp: 1; width: 200px; font-size: 30px }";
    let unfit = laid_out(COLUMN, style, &ad_in("en"), &SafeMargins::default()).unwrap_err();
    assert_eq!(unfit.len(), 2, "{unfit:?}");
    assert!(unfit[0].message.contains("[data-slot=headline]") && unfit[0].place.line == 1);
    assert!(unfit[1].message.contains("at most 1 lines"));
}

#[test]
fn a_body_keeps_clear_of_what_the_platform_covers_unless_it_does_so_itself() {
    let safe = SafeMargins { top: 100, bottom: 0, left: 30, right: 0 };
    let canvas = laid_out(COLUMN, "", &ad_in("en"), &safe).unwrap();
    let area = area_of(&canvas, "Start the day outside");
    assert_eq!((area.x, area.y), (30, 100));
    let own = "body { padding: calc(env(safe-top) + 20px) 40px }";
    let area =
        area_of(&laid_out(COLUMN, own, &ad_in("en"), &safe).unwrap(), "Start the day outside");
    assert_eq!((area.x, area.y), (40, 120));
    let into = "body { padding-top: env(safe-left) }";
    let unfit = laid_out(COLUMN, into, &ad_in("en"), &safe).unwrap_err();
    assert!(unfit[0].message.contains("outside what the platform leaves free"));
}

#[test]
fn one_template_has_a_layout_for_each_shape() {
    let style = "@media (min-aspect-ratio: 2/1) { h1 { display: none } }";
    let (template, vars) = template(COLUMN, style);
    let none = SafeMargins::default();
    let says = |size| {
        let canvas = compose(&template, &ad_in("en"), &vars, size, &none, &HalfEms).unwrap();
        canvas
            .layers
            .iter()
            .any(|layer| matches!(layer, Layer::Text(b) if b.text.starts_with("Start")))
    };
    assert!(says(SIZE));
    assert!(!says(Size { width: 1000, height: 500 }));
}

#[test]
fn arabic_is_mirrored_unless_the_template_says_otherwise() {
    let style = "h1 { width: 300px; font-size: 20px }";
    let x = |style: &str, language: &str| {
        let canvas = laid_out(COLUMN, style, &ad_in(language), &SafeMargins::default()).unwrap();
        area_of(&canvas, "Start the day outside").x
    };
    assert_eq!((x(style, "en"), x(style, "ar")), (0, 700));
    assert_eq!(x(&format!("{style} body {{ direction: ltr }}"), "ar"), 0);
}

#[test]
fn a_logo_keeps_its_shape_and_its_clear_space() {
    let body = "<img data-slot=logo class=logo><h1 data-slot=headline></h1>";
    let flows = "body { display: flex; flex-direction: column; gap: GAP } .logo { height: 100px } h1 { font-size: 20px }";
    let logo = |gap: &str| {
        laid_out(body, &flows.replace("GAP", gap), &ad_in("en"), &SafeMargins::default())
    };
    let canvas = logo("60px").unwrap();
    let mark = canvas.layers.iter().find_map(|layer| match layer {
        Layer::Mark { area, .. } => Some(*area),
        _ => None,
    });
    assert_eq!(mark, Some(Region { x: 0, y: 0, w: 200, h: 100 }));
    let unfit = logo("20px").unwrap_err();
    assert!(unfit[0].message.contains("clear space of the logo, 50 px"), "{unfit:?}");
    let tiny = flows.replace("GAP", "60px").replace("100px", "10px");
    let unfit = laid_out(body, &tiny, &ad_in("en"), &SafeMargins::default()).unwrap_err();
    assert!(unfit[0].message.contains("the brand asks for 50 px"));
}

#[test]
fn a_scrim_is_as_deep_as_words_on_the_worst_picture_need() {
    let body =
        "<img data-slot=photo class=photo><div class=words><h1 data-slot=headline></h1></div>";
    let style = ".photo { position: absolute; inset: 0 } .words { position: absolute; left: 0; right: 0; bottom: 40px;
        --scrim: auto; color: var(--color-paper) }";
    let canvas = laid_out(body, style, &ad_in("en"), &SafeMargins::default()).unwrap();
    let Layer::Photo { area, .. } = &canvas.layers[0] else { panic!("no photo below") };
    assert_eq!(*area, Region { x: 0, y: 0, w: 1000, h: 1000 });
    let (colour, opacity) = canvas
        .layers
        .iter()
        .find_map(|layer| match layer {
            Layer::Fill { colour, opacity, .. } => Some((*colour, *opacity)),
            _ => None,
        })
        .unwrap();
    let under = crate::contrast::mix(Colour::WHITE, colour, opacity);
    let ink = hex("#faf6ee");
    assert!(crate::contrast::contrast(under, ink) >= crate::contrast::READABLE);
    assert!(opacity < 1.0);
}

#[test]
fn words_that_are_not_said_leave_no_box_behind() {
    let ad = Ad { cta: String::new(), ..ad_in("en") };
    let body =
        "<div class=button><a><span data-slot=cta></span></a></div><h1 data-slot=headline></h1>";
    let canvas = laid_out(
        body,
        ".button { background: #123456; padding: 9px }",
        &ad,
        &SafeMargins::default(),
    )
    .unwrap();
    assert_eq!(canvas.layers.len(), 1);
    assert_eq!(area_of(&canvas, "Start the day outside").y, 0);
}
