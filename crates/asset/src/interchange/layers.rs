//! A still with its layers, as SVG: a group a layer, words as words where we set them, pictures and
//! logos as they are drawn. Design tools open it; a browser shows what was delivered.

use super::escaped;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::canvas::{Canvas, Layer, Stop, TextBlock};
use model::colour::Colour;
use model::unit::Region;

/// Steps of a scrim, whose fade is eased; more cannot be told apart.
const STOPS: u32 = 8;

/// What a layer became when it was drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawn {
    /// Nothing beyond what it says: a fill, a scrim.
    Plain,
    /// A picture that fills a region.
    Picture {
        /// Its file.
        bytes: Vec<u8>,
        /// `image/png`, `image/jpeg`.
        media_type: &'static str,
        /// Where it lies.
        region: Region,
    },
    /// Words in lines.
    Words {
        /// The name of the typeface; empty where its file says none.
        family: String,
        /// The lines.
        lines: Vec<Line>,
    },
}

/// A line of words where it stands, pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The words.
    pub text: String,
    /// Where it begins: its left edge, or its right one where it runs from right to left.
    pub x: f32,
    /// How far down its letters stand.
    pub baseline: f32,
    /// Its length.
    pub length: f32,
    /// The size of its letters.
    pub size: f32,
    /// Whether it runs from right to left.
    pub rtl: bool,
}

/// Returns a canvas as SVG. `drawn` says of each layer what it became.
pub fn layers(canvas: &Canvas, drawn: &[Drawn], title: &str) -> String {
    let (w, h) = (canvas.size.width, canvas.size.height);
    let all = canvas.layers.iter().zip(drawn).zip(1..);
    let groups: String = all.map(|((layer, drawn), number)| group(number, layer, drawn)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" \
         viewBox=\"0 0 {w} {h}\">\n<title>{}</title>\n\
         <rect id=\"paper\" width=\"{w}\" height=\"{h}\" fill=\"#ffffff\"/>\n{groups}</svg>\n",
        escaped(title)
    )
}

fn group(number: u32, layer: &Layer, drawn: &Drawn) -> String {
    let inside = match (layer, drawn) {
        (Layer::Fill { area, colour, opacity, radius }, _) => {
            let radius = (*radius).min(area.w / 2).min(area.h / 2);
            let fill = hex(*colour);
            let opacity = share(*opacity);
            let place = place(*area);
            format!("<rect {place} rx=\"{radius}\" fill=\"{fill}\" fill-opacity=\"{opacity}\"/>")
        }
        (Layer::Scrim { area, colour, top, bottom }, _) => {
            scrim(number, *area, *colour, (*top, *bottom))
        }
        (Layer::Gradient { area, angle, stops, radius }, _) => {
            gradient(number, *area, *angle, stops, *radius)
        }
        (_, Drawn::Picture { bytes, media_type, region }) => {
            let data = STANDARD.encode(bytes);
            let place = place(*region);
            let (clip, by) = clip(number, layer);
            format!("{clip}<image {place}{by} href=\"data:{media_type};base64,{data}\"/>")
        }
        (Layer::Text(block), Drawn::Words { family, lines }) => words(block, family, lines),
        _ => String::new(),
    };
    format!("<g id=\"{number:02}-{}\">\n{inside}\n</g>\n", name(layer))
}

const fn name(layer: &Layer) -> &'static str {
    match layer {
        Layer::Fill { .. } => "fill",
        Layer::Photo { .. } => "photo",
        Layer::Gradient { .. } => "gradient",
        Layer::Scrim { .. } => "scrim",
        Layer::Text(_) => "words",
        Layer::Mark { .. } => "logo",
    }
}

/// The fade is eased at both ends, as it is drawn.
fn scrim(number: u32, area: Region, colour: Colour, (top, bottom): (f64, f64)) -> String {
    let fill = hex(colour);
    let stop = |step: u32| {
        let t = f64::from(step) / f64::from(STOPS);
        let opacity = share(top + (bottom - top) * t * t * (3.0 - 2.0 * t));
        format!("<stop offset=\"{t}\" stop-color=\"{fill}\" stop-opacity=\"{opacity}\"/>")
    };
    let stops: String = (0..=STOPS).map(stop).collect();
    let place = place(area);
    format!(
        "<linearGradient id=\"fade-{number}\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\">{stops}\
         </linearGradient>\n<rect {place} fill=\"url(#fade-{number})\"/>"
    )
}

/// The line leads through the middle and ends where the corners are reached (CSS Images 3, section
/// 3.1.1).
fn gradient(number: u32, area: Region, angle: f64, stops: &[Stop], radius: u32) -> String {
    let (w, h) = (f64::from(area.w), f64::from(area.h));
    let (sin, cos) = libm::sincos(angle.to_radians());
    let half = f64::midpoint(w * sin.abs(), h * cos.abs());
    let (x, y) = (f64::from(area.x) + w / 2.0, f64::from(area.y) + h / 2.0);
    let round = |pixels: f64| (pixels * 10.0).round() / 10.0;
    let [x1, x2] = [x - sin * half, x + sin * half].map(round);
    let [y1, y2] = [y + cos * half, y - cos * half].map(round);
    let stop = |stop: &Stop| {
        let (at, fill, opacity) = (share(stop.at), hex(stop.colour), share(stop.opacity));
        format!("<stop offset=\"{at}\" stop-color=\"{fill}\" stop-opacity=\"{opacity}\"/>")
    };
    let stops: String = stops.iter().map(stop).collect();
    let radius = radius.min(area.w / 2).min(area.h / 2);
    let place = place(area);
    format!(
        "<linearGradient id=\"blend-{number}\" gradientUnits=\"userSpaceOnUse\" x1=\"{x1}\" \
         y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\">{stops}</linearGradient>\n\
         <rect {place} rx=\"{radius}\" fill=\"url(#blend-{number})\"/>"
    )
}

/// Returns the shape that rounds a photograph's corners, and the attribute that asks for it.
fn clip(number: u32, layer: &Layer) -> (String, String) {
    match layer {
        Layer::Photo { area, radius, .. } if *radius > 0 => {
            let radius = (*radius).min(area.w / 2).min(area.h / 2);
            let shape = format!("<rect {} rx=\"{radius}\"/>", place(*area));
            let clip = format!("<clipPath id=\"round-{number}\">{shape}</clipPath>\n");
            (clip, format!(" clip-path=\"url(#round-{number})\""))
        }
        _ => (String::new(), String::new()),
    }
}

/// The length of each line is stated, so that another typeface keeps the room of the right one.
fn words(block: &TextBlock, family: &str, lines: &[Line]) -> String {
    let fallback = "sans-serif";
    let family = if family.is_empty() {
        fallback.to_owned()
    } else {
        format!("'{}', {fallback}", family.replace(['\'', '\\'], ""))
    };
    let fill = hex(block.colour);
    let each = lines.iter().map(|line| {
        let direction = if line.rtl { " direction=\"rtl\"" } else { "" };
        format!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" textLength=\"{}\" \
             lengthAdjust=\"spacingAndGlyphs\"{direction}>{}</text>\n",
            tenths(line.x),
            tenths(line.baseline),
            line.size,
            tenths(line.length),
            escaped(&line.text)
        )
    });
    let each: String = each.collect();
    let weight = block.typeface.weight;
    format!(
        "<g font-family=\"{}\" font-weight=\"{weight}\" fill=\"{fill}\">\n{each}</g>",
        escaped(&family)
    )
}

fn place(region: Region) -> String {
    let Region { x, y, w, h } = region;
    format!("x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"")
}

fn hex(colour: Colour) -> String {
    format!("#{:02x}{:02x}{:02x}", colour.r, colour.g, colour.b)
}

fn share(opacity: f64) -> f64 {
    (opacity.clamp(0.0, 1.0) * 1000.0).round() / 1000.0
}

fn tenths(pixels: f32) -> f64 {
    (f64::from(pixels) * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::canvas::{Align, CENTRE, Typeface};
    use model::digest::Digest;
    use model::unit::Size;
    use roxmltree::{Document, Node};

    fn block(text: &str) -> TextBlock {
        TextBlock {
            text: text.to_owned(),
            area: Region { x: 10, y: 10, w: 80, h: 20 },
            typeface: Typeface {
                fonts: [Digest::of(b"font")].into(),
                weight: 700,
                language: "en".into(),
            },
            colour: Colour { r: 1, g: 2, b: 3 },
            largest: 20,
            smallest: 10,
            leading: 1.1,
            lines: 1,
            align: Align::Start,
            stand: Align::Start,
        }
    }

    fn drawn() -> (Canvas, Vec<Drawn>) {
        let area = Region { x: 0, y: 0, w: 100, h: 50 };
        let image = Digest::of(b"photo");
        let layers = vec![
            Layer::Photo { image, area, focus: CENTRE, zoom: 1.0, wash: None, radius: 8 },
            Layer::Scrim { area, colour: Colour::BLACK, top: 0.0, bottom: 0.9 },
            Layer::Fill { area, colour: Colour::WHITE, opacity: 0.5, radius: 400 },
            Layer::Text(block("Käse & <b>")),
        ];
        let line = Line {
            text: "Käse & <b>".to_owned(),
            x: 10.04,
            baseline: 25.5,
            length: 70.0,
            size: 18.0,
            rtl: false,
        };
        let picture =
            Drawn::Picture { bytes: b"jpeg".to_vec(), media_type: "image/jpeg", region: area };
        let words = Drawn::Words { family: "O'Brien".to_owned(), lines: vec![line] };
        let canvas = Canvas { size: Size { width: 100, height: 50 }, layers };
        (canvas, vec![picture, Drawn::Plain, Drawn::Plain, words])
    }

    #[test]
    fn each_layer_is_a_group_with_its_name_in_the_order_of_drawing() {
        let (canvas, drawn) = drawn();
        let text = layers(&canvas, &drawn, "a & b");
        let document = Document::parse(&text).unwrap();
        let groups = document.root_element().children().filter(|node| node.has_tag_name("g"));
        let ids: Vec<&str> =
            document.root_element().children().filter_map(|n| n.attribute("id")).collect();
        assert_eq!(groups.count(), 4);
        assert_eq!(ids, ["paper", "01-photo", "02-scrim", "03-fill", "04-words"]);
        let find = |name: &str| document.descendants().find(|n| n.has_tag_name(name)).unwrap();
        assert_eq!(find("title").text(), Some("a & b"));
        assert_eq!(find("image").attribute("href"), Some("data:image/jpeg;base64,anBlZw=="));
        let last = document.descendants().rfind(|n| n.has_tag_name("stop"));
        assert_eq!(last.and_then(|stop| stop.attribute("stop-opacity")), Some("0.9"));
    }

    #[test]
    fn words_stay_words_at_their_place() {
        let (canvas, drawn) = drawn();
        let text = layers(&canvas, &drawn, "t");
        let document = Document::parse(&text).unwrap();
        let line: Node<'_, '_> = document.descendants().find(|n| n.has_tag_name("text")).unwrap();
        assert_eq!(line.text(), Some("Käse & <b>"));
        assert_eq!((line.attribute("x"), line.attribute("y")), (Some("10"), Some("25.5")));
        let family = line.parent().unwrap().attribute("font-family");
        assert_eq!(family, Some("'OBrien', sans-serif"));
    }

    #[test]
    fn gradients_lead_where_they_are_drawn_and_photographs_keep_their_corners() {
        let area = Region { x: 0, y: 0, w: 100, h: 50 };
        let stop = |at, colour| Stop { at, colour, opacity: 1.0 };
        let stops = vec![stop(0.0, Colour::BLACK), stop(1.0, Colour::WHITE)];
        let (mut canvas, mut pictures) = drawn();
        canvas.layers.push(Layer::Gradient { area, angle: 90.0, stops, radius: 0 });
        pictures.push(Drawn::Plain);
        let text = layers(&canvas, &pictures, "t");
        let document = Document::parse(&text).unwrap();
        let line = document.descendants().find(|n| n.attribute("id") == Some("blend-5")).unwrap();
        let ends = ["x1", "y1", "x2", "y2"].map(|end| line.attribute(end).unwrap());
        assert_eq!(ends, ["0", "25", "100", "25"]);
        let image = document.descendants().find(|n| n.has_tag_name("image")).unwrap();
        assert_eq!(image.attribute("clip-path"), Some("url(#round-1)"));
    }

    #[test]
    fn a_radius_is_no_larger_than_its_area_allows() {
        let (canvas, drawn) = drawn();
        assert!(layers(&canvas, &drawn, "t").contains("rx=\"25\""));
    }
}
