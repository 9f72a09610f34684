//! The sample's pictures: six campaign scenes and advertisements of four invented rivals, drawn
//! from gradients, noise and a few shapes. Nothing here is a photograph or made by a model.
//! The same name gives the same bytes on every machine.

mod bottle;
mod canvas;
mod noise;
mod outdoors;
mod rivals;
mod scenery;
mod studio;
mod tone;

use model::unit::Seed;
use render::Pixels;

/// Pixels along each side of a scene.
const SCENE_SIDE: u32 = 1600;
/// Pixels along each side of a rival's picture.
const RIVAL_SIDE: u32 = 400;

/// Returns the scene with the name it has in the list of scenes, if there is one.
pub fn scene(name: &str) -> Option<Pixels> {
    scene_at(name, SCENE_SIDE)
}

/// Returns the `n`th advertisement of an invented rival; brands it does not know get a plain
/// look of their own.
pub fn rival(brand: &str, n: u32) -> Pixels {
    rivals::advertisement(brand, n, RIVAL_SIDE)
}

fn scene_at(name: &str, side: u32) -> Option<Pixels> {
    let (canvas, grain, vignette) = match name {
        "ridge-dawn" => (outdoors::ridge_dawn(side), 1, 0.45),
        "blue-hour" => (outdoors::blue_hour(side), 2, 0.45),
        "first-snow" => (outdoors::first_snow(side), 3, 0.10),
        "night-camp" => (outdoors::night_camp(side), 4, 0.45),
        "studio-spruce" => (studio::spruce(side), 5, 0.45),
        "studio-ember" => (studio::ember(side), 6, 0.12),
        _ => return None,
    };
    Some(canvas.develop(Seed(grain), vignette))
}
