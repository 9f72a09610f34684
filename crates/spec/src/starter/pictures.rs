//! Pictures to start with: a plain mark, and scenes in the brand's colour.

use super::answers::Settled;
use model::colour::Colour;

/// Pixels on each side of a scene; wide enough for every crop of a first campaign.
const SIDE: u32 = 1200;

/// A scene to start with.
#[derive(Debug, Clone, Copy)]
pub(super) struct DraftScene {
    pub(super) id: &'static str,
    pub(super) text: &'static str,
    /// Ink of words on it.
    pub(super) ink: &'static str,
    /// What is mixed into the brand's colour at the top and at the bottom, per cent of white; what
    /// is below zero is black.
    shades: (i64, i64),
    /// Radius and height of the disc, per cent of the side.
    disc: (i64, i64),
}

/// The scenes, each in another shade.
pub(super) const SCENES: [DraftScene; 3] = [
    DraftScene {
        id: "draft-dusk",
        text: "a disc low over a dark ground, to be replaced by a photograph",
        ink: "light",
        shades: (-35, -80),
        disc: (22, 62),
    },
    DraftScene {
        id: "draft-noon",
        text: "a large disc on a bright ground, to be replaced by a photograph",
        ink: "dark",
        shades: (90, 60),
        disc: (34, 40),
    },
    DraftScene {
        id: "draft-deep",
        text: "a small disc high over a deep ground, to be replaced by a photograph",
        ink: "light",
        shades: (-70, -45),
        disc: (14, 26),
    },
];

/// Returns where a scene's picture lies.
pub(super) fn path(scene: &DraftScene) -> String {
    format!("components/media/{}.png", scene.id)
}

/// Returns the logo and the scenes.
pub(super) fn files(answers: &Settled) -> Vec<(String, Vec<u8>)> {
    let scenes = SCENES.iter().filter_map(|scene| Some((path(scene), png(scene, answers.colour)?)));
    let logo = ("brand/logos/draft.svg".to_owned(), logo(answers.colour).into_bytes());
    scenes.chain([logo]).collect()
}

/// A mark of two shapes; it stands for a logo and is none.
fn logo(colour: Colour) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"480\" height=\"480\" \
         viewBox=\"0 0 48 48\">\n  \
         <path fill=\"{colour}\" d=\"M4 4h40v20a20 20 0 0 1-20 20H4z\"/>\n  \
         <circle fill=\"#ffffff\" cx=\"24\" cy=\"24\" r=\"9\"/>\n</svg>\n"
    )
}

fn png(scene: &DraftScene, colour: Colour) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, SIDE, SIDE);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_filter(png::Filter::Up);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels(scene, colour)).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

fn pixels(scene: &DraftScene, colour: Colour) -> Vec<u8> {
    let side = i64::from(SIDE);
    let (radius, height) = (scene.disc.0 * side / 100, scene.disc.1 * side / 100);
    let (top, bottom) = scene.shades;
    let disc = shade(colour, i64::midpoint(top, bottom) / 2);
    let rows = (0..side).flat_map(|y| {
        let ground = shade(colour, top + (bottom - top) * y / side);
        let reach = (radius * radius - (y - height) * (y - height)).max(0).isqrt();
        let beside = usize::try_from(side / 2 - reach).unwrap_or(0);
        let across = usize::try_from(2 * reach).unwrap_or(0);
        [run(ground, beside), run(disc, across), run(ground, beside)]
    });
    rows.collect::<Vec<_>>().concat()
}

fn run(Colour { r, g, b }: Colour, length: usize) -> Vec<u8> {
    [r, g, b].repeat(length)
}

/// Mixes white (above zero) or black (below) into a colour, per cent.
fn shade(colour: Colour, per_cent: i64) -> Colour {
    let target = if per_cent > 0 { 255 } else { 0 };
    let amount = per_cent.abs().min(100);
    let mix = |byte: u8| {
        let mixed = (i64::from(byte) * (100 - amount) + target * amount) / 100;
        u8::try_from(mixed).unwrap_or(u8::MAX)
    };
    Colour { r: mix(colour.r), g: mix(colour.g), b: mix(colour.b) }
}
