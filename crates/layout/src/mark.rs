//! Where a logo stands, in which version, with its clear space.

use crate::ad::{Ad, Colours, Logo, Logos};
use crate::contrast::is_dark;
use crate::room::{Room, Sheet};
use model::canvas::Layer;
use model::colour::Colour;

/// Taken where a logo's aspect is not known. Most logos are wider, and a wider one fills the width
/// of its area, so that it still stands on the edge the words stand on.
const UNKNOWN_ASPECT: f64 = 2.5;

/// A logo for one ground, sized.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    logo: Logo,
    /// What must lie under it, where it is not for this ground.
    plate: Option<Colour>,
    pub(crate) w: f64,
    pub(crate) h: f64,
    /// Space to keep clear around it, pixels.
    pub(crate) clear: f64,
}

impl Mark {
    /// Chooses the logo for `ground` and sizes it for `sheet`, at most `w` × `h`.
    pub(crate) fn new(ad: &Ad, sheet: &Sheet, ground: Colour, w: f64, h: f64) -> Option<Self> {
        Self::for_ground(&ad.logos, &ad.colours, sheet, ground, (w, h))
    }

    /// Chooses among `logos` for `ground` and sizes it for `sheet`, at most `most` wide and high.
    pub(crate) fn for_ground(
        logos: &Logos,
        colours: &Colours,
        sheet: &Sheet,
        ground: Colour,
        most: (f64, f64),
    ) -> Option<Self> {
        let (logo, plate) = choose(logos, colours, ground)?;
        let clear_share =
            if plate.is_some() { logo.clear_space.max(0.3) } else { logo.clear_space };
        let aspect = aspect(&logo);
        let wanted = wanted(&logo, aspect, sheet.short, sheet.whole.w);
        let width = wanted.min(most.0).min(most.1 * aspect);
        let height = width / aspect;
        Some(Self { logo, plate, w: width, h: height, clear: height * clear_share })
    }

    /// Returns the height it takes with its clear space on one side.
    pub(crate) fn band(&self) -> f64 {
        self.h + self.clear
    }

    /// Returns its layers with its left top corner at `x`, `y`.
    pub(crate) fn layers(&self, x: f64, y: f64, sheet: &Sheet) -> Vec<Layer> {
        let room = self.room(x, y);
        let plate = self.plate.map(|colour| Layer::Fill {
            area: room.outset(self.clear, sheet.whole).meeting(),
            colour,
            opacity: 1.0,
            radius: 0,
        });
        let mark = Layer::Mark { image: self.logo.image, area: room.within(), tint: None };
        plate.into_iter().chain([mark]).collect()
    }

    pub(crate) fn room(&self, x: f64, y: f64) -> Room {
        Room { x, y, w: self.w, h: self.h }
    }
}

/// Returns the logo for a ground, with what must lie under it where it is for another.
pub(crate) fn choose(
    logos: &Logos,
    colours: &Colours,
    ground: Colour,
) -> Option<(Logo, Option<Colour>)> {
    let (own, other, other_ground) = if is_dark(ground) {
        (logos.on_dark, logos.on_light, colours.paper)
    } else {
        (logos.on_light, logos.on_dark, colours.ink)
    };
    match (own, other) {
        (Some(logo), _) => Some((logo, None)),
        (None, Some(logo)) => Some((logo, Some(other_ground))),
        (None, None) => None,
    }
}

/// Returns a logo's width over its height.
pub(crate) fn aspect(logo: &Logo) -> f64 {
    logo.aspect.filter(|aspect| *aspect > 0.0).unwrap_or(UNKNOWN_ASPECT)
}

/// Returns how wide a logo is to be on a picture with such a shorter side and width. Logos of any
/// shape get the same area, because that is what the eye compares; small pictures give them more of
/// it.
pub(crate) fn wanted(logo: &Logo, aspect: f64, short: f64, width: f64) -> f64 {
    let side = (short * 0.135).max((short * 0.3).min(46.0));
    (side * aspect.sqrt()).max(logo.smallest * width)
}
