//! What brands look like.

use crate::import::AdRow;
use measure::palette::combined;
use model::digest::Digest;
use model::insight::{BrandPalette, PaletteShare};
use std::collections::BTreeMap;

/// A picture that was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureFacts {
    /// Its bytes.
    pub digest: Digest,
    /// Its dominant colours.
    pub palette: Vec<PaletteShare>,
}

const COLOURS: usize = 6;

/// Returns the measured picture of a row.
pub(crate) fn picture<'a>(
    row: &AdRow,
    pictures: &'a BTreeMap<String, PictureFacts>,
) -> Option<&'a PictureFacts> {
    row.image.iter().find_map(|path| pictures.get(path))
}

/// Warns of pictures that rows name and nobody measured.
pub(crate) fn missing(rows: &[AdRow], pictures: &BTreeMap<String, PictureFacts>) -> Option<String> {
    let mut named: Vec<(&str, &AdRow)> = rows
        .iter()
        .filter(|row| picture(row, pictures).is_none())
        .filter_map(|row| row.image.first().map(|path| (path.as_str(), row)))
        .collect();
    named.sort_by_key(|(path, row)| (&row.source, *path));
    let (path, row) = named.first()?;
    let (file, line) = (&row.source.file, row.source.line);
    Some(match named.len() {
        1 => format!("{file}:{line}: picture `{path}` is not in the workspace"),
        n => {
            format!("{file}:{line}: picture `{path}` and {} others are not in the workspace", n - 1)
        }
    })
}

/// Returns each brand's colours, every distinct picture weighing the same.
pub(crate) fn by_brand(
    rows: &[AdRow],
    pictures: &BTreeMap<String, PictureFacts>,
) -> Vec<BrandPalette> {
    let mut brands: BTreeMap<&str, BTreeMap<Digest, &[PaletteShare]>> = BTreeMap::new();
    for row in rows {
        if let Some(facts) = picture(row, pictures) {
            brands.entry(&row.brand).or_default().insert(facts.digest, &facts.palette);
        }
    }
    brands
        .into_iter()
        .map(|(brand, palettes)| {
            let pictures = palettes.len() as u64;
            let palettes: Vec<&[PaletteShare]> = palettes.into_values().collect();
            BrandPalette {
                brand: brand.to_owned(),
                pictures,
                colours: combined(&palettes, COLOURS),
            }
        })
        .collect()
}
