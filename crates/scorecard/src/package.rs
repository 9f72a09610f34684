//! A clean package: what a launch delivers, with nothing wrong in it.

use crate::case::Made;
use crate::draw::Draw;
use crate::film::{Film, over, said};
use crate::kit::Kit;
use crate::sound;
use anyhow::{Context as _, Result};
use gate::Standard;
use gate::standard::{BrandStandard, Expect};
use layout::ad::{Ad, Composition, Ink, Motif, Photo, Shape};
use layout::card::end_card;
use model::asset::MediaKind;
use model::canvas::CENTRE;
use model::unit::{FrameRate, Seed};
use spec::format::{DurationRule, Format};

/// Pictures and films.
const STILLS: u64 = 35;
/// Everything.
pub(crate) const FILES: u64 = 47;
/// Larger films would take most of the time that all of this takes.
const MOST_PIXELS: u32 = 1920 * 1080;
/// Seconds; as for larger films.
const LONGEST: f64 = 6.0;
/// On smaller pictures neither a call to action nor a legal line can be read.
const LEGIBLE: u32 = 600;

const HEADLINES: [&str; 5] = [
    "Still warm at the last bus stop.",
    "Eight hours. Written on the cup.",
    "The ridge does not hurry.",
    "Mended, not replaced.",
    "Stay for the second sunrise.",
];

/// Makes the nth file of the package.
pub(crate) fn file(kit: &Kit, index: u64) -> Result<Made> {
    let mut draw = Draw::new(Seed(3), "package", index);
    let kind = if index < STILLS { MediaKind::Still } else { MediaKind::Motion };
    let pack = spec::formats::pack();
    let takes = |names: &[String], ours: &[&str]| {
        names.is_empty() || names.iter().any(|name| ours.contains(&name.as_str()))
    };
    let fits = |format: &&Format| {
        let pixels = format.size.width * format.size.height;
        let square_enough = (0.4..3.0).contains(&format.size.aspect());
        format.kind == kind
            && pixels <= MOST_PIXELS
            && square_enough
            && format.size.width.min(format.size.height) >= 250
            && takes(&format.containers, &["mp4", "jpeg", "png"])
            && takes(&format.codecs, &["h264"])
            && format.min_kbps.is_none()
            && length(format) <= LONGEST
    };
    let formats: Vec<&Format> = pack.values().filter(fits).collect();
    let format = formats.get(index as usize % formats.len().max(1)).context("no such format")?;
    if kind == MediaKind::Still {
        still(kit, &mut draw, format)
    } else {
        film(kit, &mut draw, format)
    }
}

fn ad(kit: &Kit, draw: &mut Draw) -> Result<Ad> {
    let brand = kit.brands.first().context("no brand")?;
    let (_, image) = draw.pick(&kit.scenes);
    let shape = draw.pick(&[Shape::Band, Shape::Frame, Shape::Block, Shape::None]);
    Ok(Ad {
        headline: draw.pick(&HEADLINES).to_owned(),
        line: String::new(),
        cta: brand.cta.to_owned(),
        legal: brand.legal.to_owned(),
        photo: Photo { image, focus: CENTRE, ink: Ink::Light },
        motif: Motif { shape, colour: brand.colours.primary },
        composition: draw.pick(&[Composition::Left, Composition::LowerThird, Composition::Centre]),
        colours: brand.colours,
        typefaces: kit.typefaces.clone(),
        logos: brand.logos(),
    })
}

fn still(kit: &Kit, draw: &mut Draw, format: &Format) -> Result<Made> {
    let ad = ad(kit, draw)?;
    let canvas = layout::ad::ad(&ad, format.size, &format.safe);
    let picture = kit.draw(&canvas)?;
    let png = format.containers.iter().all(|kind| kind == "png") && !format.containers.is_empty();
    let (bytes, ending) = if png {
        (render::encode_png(&picture)?, "png")
    } else {
        (render::encode_jpeg(&picture, 86)?, "jpg")
    };
    let is_legible = format.size.width.min(format.size.height) >= LEGIBLE;
    let standard = branded(kit, format, |brand| BrandStandard {
        // A still keeps its photograph.
        background: None,
        ink: None,
        cta: brand.cta.filter(|_| is_legible),
        legal: brand.legal.filter(|_| is_legible),
        ..brand
    })?;
    Ok(Made::new(
        bytes,
        ending,
        standard,
        format!("{} {}, “{}”", format.id, format.size, ad.headline),
    ))
}

fn film(kit: &Kit, draw: &mut Draw, format: &Format) -> Result<Made> {
    let ad = ad(kit, draw)?;
    let rate = FrameRate { num: 25, den: 1 };
    let frames = (length(format) * rate.fps()).round() as u32;
    let size = format.size;
    let brand = kit.brands.first().context("no brand")?;
    let mut film = Film::bare(kit, draw, size, rate, frames);
    // What every delivery spec of the pack takes.
    film.encoding.audio.kbps = Some(192);
    film.shots = vec![film.shots.first().copied().context("no shot")?];
    let closing = frames - 50;
    film.overlays.push(over(0, closing, layout::film::ground(&ad, size, &format.safe)));
    film.overlays.push(over(5, closing - 5, layout::film::headline(&ad, size, &format.safe)));
    let card = said(kit, brand, (brand.text, brand.cta, brand.legal));
    film = film.closing_on(brand, &end_card(&card, size, &format.safe));
    let (raw, _) = sound::any(draw, &kit.music, film.seconds());
    let target = format.loudness.map_or(-16.0, |rule| rule.target.0);
    let ceiling = format.true_peak.map_or(-2.0, |peak| peak.0 - 2.0);
    film.sound = Some(sound::at(&raw, rate, frames, target, ceiling)?);
    let standard = branded(kit, format, |brand| brand)?;
    let about = format!("{} {size}, {} s", format.id, film.seconds());
    Ok(Made::new(film.bytes(kit)?, "mp4", standard, about))
}

fn branded(
    kit: &Kit,
    format: &Format,
    change: impl FnOnce(BrandStandard) -> BrandStandard,
) -> Result<Standard> {
    let (brand, others) = kit.brands.split_first().context("no brand")?;
    let others: Vec<_> = others.iter().collect();
    let brand = Some(change(brand.standard(&others)));
    let format = Some(Expect::from(format));
    Ok(Standard { format, brand, ..crate::film::purposeful() })
}

/// Six seconds, or the nearest that the format takes.
fn length(format: &Format) -> f64 {
    match &format.duration {
        DurationRule::Range(from, to) => {
            let longest = to.map_or(f64::INFINITY, |to| to.0);
            6.0_f64.min(longest).max(from.map_or(0.0, |from| from.0))
        }
        DurationRule::OneOf(lengths) => lengths.first().map_or(6.0, |length| length.0),
        DurationRule::Any => 6.0,
    }
}
