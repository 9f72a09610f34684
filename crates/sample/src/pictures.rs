//! The sample's pictures: six campaign scenes and advertisements of four invented rivals, drawn
//! from gradients, noise and a few shapes. Nothing here is a photograph or made by a model.
//! The same name gives the same bytes on every machine.

mod bottle;
mod camp;
mod canvas;
mod dawn;
mod lake;
mod noise;
mod rivals;
mod scenery;
mod snow;
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
        "ridge-dawn" => (dawn::ridge_dawn(side), 1, 0.45),
        "blue-hour" => (lake::blue_hour(side), 2, 0.45),
        "first-snow" => (snow::first_snow(side), 3, 0.10),
        "night-camp" => (camp::night_camp(side), 4, 0.45),
        "studio-spruce" => (studio::spruce(side), 5, 0.45),
        "studio-ember" => (studio::ember(side), 6, 0.12),
        _ => return None,
    };
    Some(canvas.develop(Seed(grain), vignette))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::unit::Size;
    use std::collections::BTreeSet;

    const SCENES: [&str; 6] =
        ["ridge-dawn", "blue-hour", "first-snow", "night-camp", "studio-spruce", "studio-ember"];
    const RIVALS: [&str; 4] = ["kelvarn", "ostrand", "pellbrook", "tarnwell"];

    /// Colours in steps of 16, so that grain does not count.
    fn palette(picture: &Pixels) -> BTreeSet<[u8; 3]> {
        picture.pixels().iter().map(|[r, g, b, _]| [r / 16, g / 16, b / 16]).collect()
    }

    /// Mean brightness, 0 to 255, of the upper third, where headlines stand.
    fn upper_third(picture: &Pixels) -> f64 {
        let third = &picture.pixels()[..picture.pixels().len() / 3];
        third.iter().map(|[_, g, _, _]| f64::from(*g)).sum::<f64>() / third.len() as f64
    }

    #[test]
    fn every_scene_is_square_opaque_and_rich() {
        for name in SCENES {
            let picture = scene_at(name, 160).unwrap();
            assert_eq!(picture.size, Size { width: 160, height: 160 });
            assert!(picture.is_opaque());
            assert!(palette(&picture).len() > 60, "{name}: {}", palette(&picture).len());
        }
        assert_eq!(scene("somewhere-else"), None);
    }

    #[test]
    fn the_same_name_gives_the_same_bytes() {
        for name in SCENES {
            assert_eq!(scene_at(name, 80), scene_at(name, 80));
        }
        assert_eq!(rival("ostrand", 1), rival("ostrand", 1));
    }

    #[test]
    fn headlines_can_be_read_in_the_ink_the_list_names() {
        for (name, light_ink) in SCENES.into_iter().zip([true, true, false, true, true, false]) {
            let brightness = upper_third(&scene_at(name, 120).unwrap());
            assert_eq!(brightness < 100.0, light_ink, "{name}: {brightness}");
            assert_eq!(brightness > 140.0, !light_ink, "{name}: {brightness}");
        }
    }

    #[test]
    fn the_bottle_with_its_band_is_in_the_middle_third() {
        for name in SCENES {
            let picture = scene_at(name, 240).unwrap();
            let ember = (80..160).flat_map(|x| (120..190).map(move |y| (x, y))).filter(|(x, y)| {
                picture.at(*x, *y).is_some_and(|[r, g, b, _]| r > 130 && g < r && b < g)
            });
            assert!(ember.count() > 100, "{name}");
        }
    }

    #[test]
    fn rivals_differ_from_each_other_and_from_picture_to_picture() {
        let pictures: Vec<Pixels> =
            RIVALS.iter().flat_map(|brand| (1..=2).map(|n| rival(brand, n))).collect();
        for (index, picture) in pictures.iter().enumerate() {
            assert_eq!(picture.size, Size { width: 400, height: 400 });
            assert!(palette(picture).len() > 20);
            assert!(pictures[..index].iter().all(|other| other != picture));
        }
    }
}
