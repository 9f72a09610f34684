//! The end card that a file must close on, as it was read from a picture of it.

use super::{BrandStandard, Standard};
use model::insight::PaletteShare;
use model::unit::Size;

/// A card with less of one colour than this has no ground of its own: half the frame or more.
const GROUND: f64 = 0.5;

/// The end card that a file must close on, as it was read from a picture of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EndCardImage {
    /// Where the picture lies.
    pub source: String,
    /// Its size.
    pub size: Size,
    /// Its dominant colours, largest first.
    pub palette: Vec<PaletteShare>,
    /// The words on it; empty where nobody could read them.
    pub words: Vec<String>,
}

impl Standard {
    /// Expects a file to close on this card: its ground becomes the one that is asked for where none
    /// is stated, and its words belong on the frame.
    #[must_use]
    pub fn closing_on(mut self, card: EndCardImage) -> Self {
        let mut brand = self.brand.take().unwrap_or_else(|| BrandStandard {
            source: card.source.clone(),
            ..BrandStandard::default()
        });
        let ground = card.palette.first().filter(|colour| colour.share.0 >= GROUND);
        brand.background = brand.background.or(ground.map(|colour| colour.colour));
        let unknown = card.words.iter().filter(|word| !brand.words.contains(word));
        let unknown: Vec<String> = unknown.cloned().collect();
        brand.words.extend(unknown);
        Self { brand: Some(brand), end_card: Some(card), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ORANGE, TEAL, codes, film, look, no_format};
    use model::colour::Colour;
    use model::unit::Ratio;

    fn card(ground: Colour, share: f64) -> EndCardImage {
        EndCardImage {
            source: "cards/at.png".to_owned(),
            palette: vec![PaletteShare { colour: ground, share: Ratio(share) }],
            words: vec!["Fernweh".to_owned()],
            ..EndCardImage::default()
        }
    }

    #[test]
    fn a_film_that_closes_on_another_ground_is_off_palette() {
        let judged = |card| look(&film(), &no_format().closing_on(card));
        assert_eq!(codes(&judged(card(ORANGE, 0.8))), ["off-palette"]);
        assert_eq!(codes(&judged(card(TEAL, 0.8))), Vec::<&str>::new());
    }

    #[test]
    fn a_card_that_is_a_photograph_has_no_ground() {
        let standard = no_format().closing_on(card(ORANGE, 0.3));
        let brand = standard.brand.unwrap();
        assert_eq!((brand.background, brand.words), (None, vec!["Fernweh".to_owned()]));
    }

    #[test]
    fn a_ground_that_is_stated_stays() {
        let stated = BrandStandard { background: Some(TEAL), ..BrandStandard::default() };
        let standard = crate::testing::branded(stated).closing_on(card(ORANGE, 0.9));
        assert_eq!(standard.brand.unwrap().background, Some(TEAL));
    }
}
