//! The design that everybody draws: a photo, a fade under the words, a headline, a call to action, a
//! logo.

use model::canvas::{Align, CENTRE, Layer, TextBlock, Typeface};
use model::colour::Colour;
use model::digest::Digest;
use model::unit::{Region, Size};
use render::{Pixels, Resources, encode_jpeg, encode_png};
use std::error::Error;
use std::path::Path;
use std::sync::Arc;

/// A square in a feed and a story.
pub(crate) const SIZES: [Size; 2] =
    [Size { width: 1080, height: 1080 }, Size { width: 1080, height: 1920 }];

/// A photo as phones take it.
const PHOTO: Size = Size { width: 2400, height: 2400 };
const LOGO_AREA: Region = Region { x: 70, y: 70, w: 240, h: 80 };
const LOGO: Size = Size { width: 600, height: 200 };
/// Manrope, as set-up fetches it.
const FONT: &str = "fd037d9249000ee1103f440b99f4e438eb1caa3600687cad31620b42eda692c9";
/// Source Serif Pro Bold, for peers that read no variable fonts.
const STATIC_FONT: &str = "78041207a9c5166a82d41676d4c87f4c5ba4e1c13ac654e6e9e3538a5a0b0525";
const CTA: &str = "Find yours";
const HEADLINE: [&str; 2] = ["Start the day", "outside No. {}"];
const GREEN: Colour = Colour { r: 18, g: 59, b: 44 };

/// The design in a size.
pub(crate) struct Design {
    pub(crate) size: Size,
    pub(crate) resources: Resources,
    photo: Digest,
    logo: Digest,
    font: Digest,
}

impl Design {
    pub(crate) fn at(size: Size) -> Result<Self, Box<dyn Error>> {
        let mut resources = Resources::default();
        let (photo, logo) = (Digest::of(b"photo"), Digest::of(b"logo"));
        resources.images.insert(photo, Arc::new(landscape()));
        resources.images.insert(logo, Arc::new(Pixels::plain(LOGO, Colour::WHITE)));
        let bytes: Arc<[u8]> = fetched(FONT)?.into();
        let font = Digest::of(&bytes);
        resources.fonts.insert(font, bytes);
        Ok(Self { size, resources, photo, logo, font })
    }

    /// Returns what every still shows, and what one shows.
    pub(crate) fn layers(&self, number: u32) -> (Vec<Layer>, Vec<Layer>) {
        let Size { width, height } = self.size;
        let whole = Region { x: 0, y: 0, w: width, h: height };
        let fade = Region { y: self.fade_from(), h: height - self.fade_from(), ..whole };
        let photo = Layer::Photo {
            image: self.photo,
            area: whole,
            focus: CENTRE,
            zoom: 1.0,
            wash: None,
            radius: 0,
        };
        let under = vec![
            photo,
            Layer::Scrim { area: fade, colour: GREEN, top: 0.0, bottom: 0.9 },
            Layer::Mark { image: self.logo, area: LOGO_AREA, tint: None },
        ];
        let pill = self.pill();
        let words = HEADLINE.join("\n").replace("{}", &number.to_string());
        let headline = Region { x: 70, y: self.headline_y(), w: width - 140, h: 260 };
        let over = vec![
            self.text(words, headline, 104, Colour::WHITE, Align::Start),
            Layer::Fill {
                area: pill,
                colour: Colour { r: 255, g: 122, b: 61 },
                opacity: 1.0,
                radius: pill.h / 2,
            },
            self.text(CTA.into(), pill, 40, Colour { r: 20, g: 32, b: 27 }, Align::Centre),
        ];
        (under, over)
    }

    /// Writes the same design for the peers.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), Box<dyn Error>> {
        let Size { width, height } = self.size;
        let (logo, pill) = (LOGO_AREA, self.pill());
        let sides = |r: Region| format!("[{}, {}, {}, {}]", r.x, r.y, r.w, r.h);
        let (first, second) = (self.headline_y(), self.headline_y() + 118);
        let headline = HEADLINE.map(|line| format!("\"{line}\"")).join(", ");
        let design = format!(
            "{{\"width\": {width}, \"height\": {height}, \"fade_from\": {}, \"left\": 70, \
             \"headline\": [{headline}], \"headline_y\": [{first}, {second}], \
             \"headline_px\": 104, \"cta\": \"{CTA}\", \"cta_px\": 40, \"pill\": {}, \
             \"logo\": {}, \"cached\": true}}",
            self.fade_from(),
            sides(pill),
            sides(logo),
        );
        std::fs::write(folder.join("design.json"), design)?;
        let photo = landscape();
        std::fs::write(folder.join("photo.png"), encode_png(&photo)?)?;
        std::fs::write(folder.join("photo.jpg"), encode_jpeg(&photo, 92)?)?;
        let logo = Pixels::plain(LOGO, Colour::WHITE);
        std::fs::write(folder.join("logo.png"), encode_png(&logo)?)?;
        let font = self.resources.fonts.get(&self.font).ok_or("no font")?;
        std::fs::write(folder.join("font.ttf"), font)?;
        std::fs::write(folder.join("static.ttf"), fetched(STATIC_FONT)?)?;
        Ok(())
    }

    fn text(&self, text: String, area: Region, px: u32, colour: Colour, align: Align) -> Layer {
        let fonts = [self.font].into();
        Layer::Text(TextBlock {
            text,
            area,
            typeface: Typeface { fonts, weight: 700, language: "en".into() },
            colour,
            largest: px,
            smallest: px,
            leading: 1.13,
            lines: 2,
            align,
            stand: Align::Centre,
        })
    }

    fn fade_from(&self) -> u32 {
        self.size.height * 2 / 5
    }

    fn headline_y(&self) -> u32 {
        self.size.height - 430
    }

    fn pill(&self) -> Region {
        Region { x: 70, y: self.size.height - 150, w: 300, h: 84 }
    }
}

/// Reads a file that set-up fetched.
fn fetched(sha256: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let cache = std::env::var("XDG_CACHE_HOME")
        .or_else(|_| std::env::var("HOME").map(|home| format!("{home}/.cache")))?;
    Ok(std::fs::read(format!("{cache}/throughline/{sha256}"))?)
}

/// A picture with as much detail as a photo: slow fades, edges and grain.
fn landscape() -> Pixels {
    let mut picture = Pixels::plain(PHOTO, Colour::WHITE);
    let mut grain = 1_u32;
    for (index, pixel) in picture.rgba.as_chunks_mut::<4>().0.iter_mut().enumerate() {
        let (x, y) = (index % PHOTO.width as usize, index / PHOTO.width as usize);
        grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = grain >> 28;
        let hill = if y > 1300 + (x * 7 % 1900) / 4 { 70 } else { 0 };
        let tone = |base: usize| (base - hill).min(239) as u8 + noise as u8;
        *pixel = [tone(110 + y / 20), tone(120 + x / 24), tone(190 - y / 30), 255];
    }
    picture
}
