//! A picture as it should be: a photograph, or a card of a brand.

use crate::brand::Brand;
use crate::draw::Draw;
use crate::film::{card, others, purposeful, sized};
use crate::kit::Kit;
use anyhow::Result;
use gate::Standard;
use gate::standard::Expect;
use model::canvas::{CENTRE, Canvas, Layer};
use model::digest::Digest;
use model::unit::{Region, Size};
use spec::format::AudioRule;

/// A picture, before it is drawn.
#[derive(Clone)]
pub(crate) struct Still {
    pub(crate) canvas: Canvas,
    pub(crate) brand: Option<Brand>,
    pub(crate) about: String,
}

pub(crate) const SIZES: [(u32, u32); 5] =
    [(600, 600), (480, 600), (640, 360), (360, 640), (600, 500)];

impl Still {
    /// Draws a photograph by lot.
    pub(crate) fn photo(kit: &Kit, draw: &mut Draw) -> Self {
        let (width, height) = draw.pick(&SIZES);
        let size = Size { width, height };
        let (name, image) = draw.pick(&kit.scenes);
        let canvas = Canvas { size, layers: vec![photo(size, image, draw.between(1.0, 1.6))] };
        Self { canvas, brand: None, about: format!("{size} picture of {name}") }
    }

    /// Draws the card of a brand.
    pub(crate) fn card(kit: &Kit, draw: &mut Draw) -> Self {
        let (width, height) = draw.pick(&SIZES);
        let size = Size { width, height };
        let brand = draw.pick(&kit.brands);
        let about = format!("{size} card of {}", brand.name);
        Self { canvas: card(kit, &brand, size), brand: Some(brand), about }
    }

    /// Draws one or the other.
    pub(crate) fn any(kit: &Kit, draw: &mut Draw) -> Self {
        if draw.happens(0.2) { Self::card(kit, draw) } else { Self::photo(kit, draw) }
    }

    /// Writes it as PNG.
    pub(crate) fn png(&self, kit: &Kit) -> Result<Vec<u8>> {
        Ok(render::encode_png(&kit.draw(&self.canvas)?)?)
    }

    /// Writes it as JPEG.
    pub(crate) fn jpeg(&self, kit: &Kit, quality: u8) -> Result<Vec<u8>> {
        Ok(render::encode_jpeg(&kit.draw(&self.canvas)?, quality)?)
    }

    /// Returns what is expected of it as a file of this kind.
    pub(crate) fn standard(&self, kit: &Kit, container: &str) -> Standard {
        let codec = if container == "jpeg" { "mjpeg" } else { container };
        let expect = Expect {
            containers: vec![container.to_owned()],
            codecs: vec![codec.to_owned()],
            audio: Some(AudioRule::Forbidden),
            ..sized(self.canvas.size)
        };
        let brand = self.brand.as_ref().map(|brand| brand.standard(&others(kit, brand)));
        Standard { format: Some(expect), brand, ..purposeful() }
    }
}

/// Returns a picture that fills the frame.
pub(crate) fn photo(size: Size, image: Digest, zoom: f64) -> Layer {
    let area = Region { x: 0, y: 0, w: size.width, h: size.height };
    Layer::Photo { image, area, focus: CENTRE, zoom, wash: None, radius: 0 }
}
