//! The dominant colours of a picture, and how much of it is in a brand's colours.
//!
//! Pixels are counted in a coarse histogram (5 bits a channel) whose bins remember their mean
//! colour; bins that look alike are then joined, most populous first. Nothing is random, so the
//! same pixels give the same palette everywhere. Pixels more transparent than opaque do not
//! count.

use crate::colour::{Lab, ciede2000};
use model::colour::Colour;
use model::insight::PaletteShare;
use model::unit::{DeltaE, Ratio};

/// Colours closer than this become one in a palette: about the distance at which people start to
/// use another name.
const JOINED: f64 = 10.0;
/// At most so many colours are told apart; what comes later joins the nearest.
const SEEDS: usize = 48;
const OPAQUE: u8 = 128;
const BITS: u32 = 5;

/// Returns the `n` colours that cover most of a picture of RGBA bytes, largest share first, equal
/// shares by colour. Shares are of the opaque pixels; a picture without any has no colours.
pub fn dominant(rgba: &[u8], width: u32, height: u32, n: usize) -> Vec<PaletteShare> {
    let pixels = (width as usize).saturating_mul(height as usize).saturating_mul(4);
    let bins = Bins::count(rgba.get(..pixels).unwrap_or(rgba)).filled();
    joined(&bins, n)
}

/// Joins several palettes, each weighing the same, into the `n` colours that cover most.
pub fn combined(palettes: &[&[PaletteShare]], n: usize) -> Vec<PaletteShare> {
    let mut bins: Vec<Bin> = palettes
        .iter()
        .flat_map(|palette| palette.iter())
        .map(|part| Bin { colour: part.colour, weight: part.share.0 / palettes.len() as f64 })
        .collect();
    order(&mut bins);
    let of: f64 = bins.iter().map(|bin| bin.weight).sum();
    let mut shares = joined(&bins, n);
    // Palettes keep the largest colours only, so their shares need not add up to one.
    for part in &mut shares {
        part.share = Ratio(part.share.0 * of);
    }
    shares
}

/// Returns the share of opaque pixels within `delta_e` of any of `colours`.
pub fn share_within(rgba: &[u8], colours: &[Colour], delta_e: DeltaE) -> Ratio {
    share_of_bins(&Bins::count(rgba).filled(), colours, delta_e)
}

/// Returns the share of a palette within `delta_e` of any of `colours`.
pub fn share_of_palette(palette: &[PaletteShare], colours: &[Colour], delta_e: DeltaE) -> Ratio {
    let bins: Vec<Bin> =
        palette.iter().map(|part| Bin { colour: part.colour, weight: part.share.0 }).collect();
    share_of_bins(&bins, colours, delta_e)
}

/// Colours that fell into one cell, with how much they weigh.
#[derive(Debug, Clone, Copy)]
struct Bin {
    colour: Colour,
    weight: f64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    count: u64,
    channels: [u64; 3],
}

struct Bins(Vec<Sum>);

impl Bins {
    fn count(rgba: &[u8]) -> Self {
        let mut cells = vec![Sum::default(); 1 << (3 * BITS)];
        for pixel in rgba.chunks_exact(4) {
            let &[r, g, b, alpha] = pixel else { continue };
            let cell = [r, g, b]
                .iter()
                .fold(0_usize, |cell, value| cell << BITS | usize::from(value >> (8 - BITS)));
            if alpha >= OPAQUE
                && let Some(sum) = cells.get_mut(cell)
            {
                sum.count += 1;
                for (total, value) in sum.channels.iter_mut().zip([r, g, b]) {
                    *total += u64::from(value);
                }
            }
        }
        Self(cells)
    }

    fn filled(&self) -> Vec<Bin> {
        let mut bins: Vec<Bin> = self.0.iter().filter(|sum| sum.count > 0).map(Sum::bin).collect();
        order(&mut bins);
        bins
    }
}

impl Sum {
    fn bin(&self) -> Bin {
        let [r, g, b] = self.channels.map(|total| ((total + self.count / 2) / self.count) as u8);
        Bin { colour: Colour { r, g, b }, weight: self.count as f64 }
    }
}

/// Heaviest first, ties by colour.
fn order(bins: &mut [Bin]) {
    bins.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.colour.cmp(&b.colour)));
}

fn joined(bins: &[Bin], n: usize) -> Vec<PaletteShare> {
    let mut seeds: Vec<(Lab, Bin)> = Vec::new();
    for bin in bins {
        let lab = Lab::of(bin.colour);
        let nearest = seeds
            .iter()
            .enumerate()
            .map(|(place, (seed, _))| (ciede2000(*seed, lab).0, place))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        match nearest {
            Some((distance, place)) if distance < JOINED || seeds.len() == SEEDS => {
                if let Some((_, seed)) = seeds.get_mut(place) {
                    seed.weight += bin.weight;
                }
            }
            _ => seeds.push((lab, *bin)),
        }
    }
    let mut parts: Vec<Bin> = seeds.into_iter().map(|(_, bin)| bin).collect();
    order(&mut parts);
    let of: f64 = bins.iter().map(|bin| bin.weight).sum();
    parts.truncate(n);
    parts
        .into_iter()
        .map(|bin| PaletteShare { colour: bin.colour, share: Ratio(bin.weight / of) })
        .collect()
}

fn share_of_bins(bins: &[Bin], colours: &[Colour], delta_e: DeltaE) -> Ratio {
    let targets: Vec<Lab> = colours.iter().map(|colour| Lab::of(*colour)).collect();
    let (mut within, mut of) = (0.0, 0.0);
    for bin in bins {
        let lab = Lab::of(bin.colour);
        of += bin.weight;
        if targets.iter().any(|target| ciede2000(*target, lab) <= delta_e) {
            within += bin.weight;
        }
    }
    Ratio(if of > 0.0 { within / of } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: [u8; 4] = [220, 20, 30, 255];
    const NAVY: [u8; 4] = [10, 20, 80, 255];
    const CLEAR: [u8; 4] = [0, 255, 0, 0];

    fn picture(parts: &[([u8; 4], usize)]) -> Vec<u8> {
        parts.iter().flat_map(|(pixel, times)| pixel.repeat(*times)).collect()
    }

    fn colour([r, g, b, _]: [u8; 4]) -> Colour {
        Colour { r, g, b }
    }

    #[test]
    fn the_largest_colour_comes_first_with_its_share() {
        let found = dominant(&picture(&[(RED, 30), (NAVY, 70)]), 10, 10, 4);
        assert_eq!(
            found,
            vec![
                PaletteShare { colour: colour(NAVY), share: Ratio(0.7) },
                PaletteShare { colour: colour(RED), share: Ratio(0.3) },
            ]
        );
    }

    #[test]
    fn the_order_of_pixels_and_clear_pixels_do_not_matter() {
        let one = dominant(&picture(&[(RED, 50), (NAVY, 50)]), 10, 10, 4);
        let two = dominant(&picture(&[(CLEAR, 9), (NAVY, 50), (RED, 50)]), 109, 1, 4);
        assert_eq!(one, two);
        assert_eq!(one.first().map(|part| part.colour), Some(colour(NAVY)));
    }

    #[test]
    fn shades_of_one_colour_are_one_colour() {
        let shades: Vec<([u8; 4], usize)> =
            (0..12).map(|step| ([220 + step, 20, 30, 255], 5)).collect();
        assert_eq!(dominant(&picture(&shades), 60, 1, 4).len(), 1);
    }

    #[test]
    fn nothing_to_see_has_no_colours_and_no_share() {
        assert!(dominant(&[], 0, 0, 3).is_empty());
        assert!(dominant(&picture(&[(CLEAR, 4)]), 2, 2, 3).is_empty());
        assert_eq!(share_within(&[], &[Colour::WHITE], DeltaE(5.0)), Ratio(0.0));
    }

    #[test]
    fn bytes_that_end_early_are_read_as_far_as_they_go() {
        let mut bytes = picture(&[(RED, 3)]);
        bytes.pop();
        assert_eq!(dominant(&bytes, 100, 100, 3).len(), 1);
    }

    #[test]
    fn only_colours_near_the_brand_count_as_the_brands() {
        let bytes = picture(&[(RED, 25), ([224, 24, 34, 255], 25), (NAVY, 50)]);
        assert_eq!(share_within(&bytes, &[colour(RED)], DeltaE(3.0)), Ratio(0.5));
        assert_eq!(share_within(&bytes, &[], DeltaE(3.0)), Ratio(0.0));
        let palette = dominant(&bytes, 10, 10, 4);
        assert_eq!(share_of_palette(&palette, &[colour(NAVY)], DeltaE(1.0)), Ratio(0.5));
    }

    #[test]
    fn a_combined_palette_weighs_every_picture_the_same() {
        let small = dominant(&picture(&[(RED, 4)]), 2, 2, 4);
        let large = dominant(&picture(&[(NAVY, 100)]), 10, 10, 4);
        let both = combined(&[&small, &large], 4);
        assert_eq!(both.iter().map(|part| part.share).collect::<Vec<_>>(), [Ratio(0.5); 2]);
        assert!(combined(&[], 4).is_empty());
    }
}
