//! Pictures of what a platform covers: vendors hand out safe zones as image files.

use model::id::FormatId;
use model::unit::{Region, Size};
use render::Pixels;
use spec::diagnostic::Diagnostic;
use spec::format::{Covered, Format};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// A mask is a drawing of plain areas: a few kilobytes.
const MOST_BYTES: u64 = 16 << 20;

/// Areas with soft or ragged edges come apart into rows; more than this is no drawing of areas.
const MOST_REGIONS: usize = 8192;

/// Alpha from which a pixel covers what is below it: half.
const OPAQUE: u8 = 128;

/// Reads the masks that formats name, each relative to the folder of the sheet, or returns every
/// fault in them.
pub fn read_masks(formats: &mut BTreeMap<FormatId, Format>, folder: &Path) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for format in formats.values_mut() {
        let Some(name) = &format.safe_mask else { continue };
        match read(&folder.join(name)) {
            Ok(covered) => format.covered = Some(covered),
            Err((code, message)) => faults.push(Diagnostic {
                place: format.place.clone(),
                code,
                message: format!("the mask `{name}` of format `{}` {message}", format.id),
                remedy: "put a PNG beside the sheet, opaque where the platform covers the picture \
                         and transparent where it does not"
                    .to_owned(),
                line_text: None,
            }),
        }
    }
    faults
}

type Refused = (&'static str, String);

fn read(path: &Path) -> Result<Covered, Refused> {
    let missing = |error: std::io::Error| ("missing-file", format!("cannot be read: {error}"));
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(missing)?;
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(missing)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(("bad-value", "is too large to be a drawing of plain areas".to_owned()));
    }
    let pixels = render::decode(&bytes)
        .map_err(|error| ("bad-value", format!("cannot be read: {error}")))?;
    covered(&pixels).map_err(|message| ("bad-value", message.to_owned()))
}

/// Returns the opaque areas as rectangles that do not overlap: runs of a row, and the same runs of
/// the rows below it.
fn covered(pixels: &Pixels) -> Result<Covered, &'static str> {
    let Size { width, height } = pixels.size;
    let mut regions: Vec<Region> = Vec::new();
    // Where those rectangles stand that the row above ended with.
    let mut open: Vec<usize> = Vec::new();
    for (y, row) in pixels.pixels().chunks(width.max(1) as usize).enumerate() {
        let runs = runs(row);
        let goes_on = runs.len() == open.len()
            && runs.iter().zip(&open).all(|((x, w), at)| {
                regions.get(*at).is_some_and(|above| above.x == *x && above.w == *w)
            });
        if goes_on {
            for at in &open {
                if let Some(above) = regions.get_mut(*at) {
                    above.h += 1;
                }
            }
            continue;
        }
        open = (regions.len()..regions.len() + runs.len()).collect();
        regions.extend(runs.into_iter().map(|(x, w)| Region { x, y: y as u32, w, h: 1 }));
        if regions.len() > MOST_REGIONS {
            return Err("has edges too ragged for a drawing of plain areas");
        }
    }
    let area: u64 = regions.iter().map(|one| u64::from(one.w) * u64::from(one.h)).sum();
    match area {
        0 => Err("covers nothing"),
        all if all == u64::from(width) * u64::from(height) => Err("leaves nothing free"),
        _ => Ok(Covered { size: pixels.size, regions }),
    }
}

/// Returns where the opaque runs of a row begin and how long they are.
fn runs(row: &[[u8; 4]]) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for (x, [.., alpha]) in row.iter().enumerate() {
        let x = x as u32;
        match runs.last_mut() {
            _ if *alpha < OPAQUE => {}
            Some((start, length)) if *start + *length == x => *length += 1,
            _ => runs.push((x, 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `#` is covered.
    fn drawn(rows: &[&str]) -> Pixels {
        let size = Size { width: rows[0].len() as u32, height: rows.len() as u32 };
        let pixel = |c: char| [0, 0, 0, if c == '#' { 255 } else { 0 }];
        Pixels { size, rgba: rows.iter().flat_map(|row| row.chars().flat_map(pixel)).collect() }
    }

    #[test]
    fn areas_become_rectangles() {
        let mask = covered(&drawn(&["####", "####", "...#", ".#.#", ".#.#"])).unwrap();
        let region = |x, y, w, h| Region { x, y, w, h };
        let all = [region(0, 0, 4, 2), region(3, 2, 1, 1), region(1, 3, 1, 2), region(3, 3, 1, 2)];
        assert_eq!(mask.regions, all);
        assert_eq!(mask.size, Size { width: 4, height: 5 });
    }

    #[test]
    fn a_mask_covers_something_and_leaves_something() {
        assert_eq!(covered(&drawn(&["..", ".."])), Err("covers nothing"));
        assert_eq!(covered(&drawn(&["##", "##"])), Err("leaves nothing free"));
    }

    #[test]
    fn noise_is_no_drawing() {
        let rows: Vec<String> = (0..200)
            .map(|y| (0..200).map(|x| if (x + y) % 2 == 0 { '#' } else { '.' }).collect())
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert!(covered(&drawn(&rows)).is_err());
    }

    #[test]
    fn a_mask_that_is_not_there_is_named_with_its_format() {
        let sheet = "id,platform,placement,kind,width,height,safe_mask,source,source_date\n\
                     wall,Station,Hall,still,1080,1920,wall.png,contract,2026-01\n";
        let mut formats = spec::formats::parse("own.csv", sheet).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let faults = read_masks(&mut formats, folder.path());
        assert!(faults[0].message.starts_with("the mask `wall.png` of format `wall` cannot"));
        let picture = drawn(&["####", "...."]);
        std::fs::write(folder.path().join("wall.png"), render::encode_png(&picture).unwrap())
            .unwrap();
        assert_eq!(read_masks(&mut formats, folder.path()), vec![]);
        let regions = &formats.values().next().unwrap().covered.as_ref().unwrap().regions;
        assert_eq!(regions, &[Region { x: 0, y: 0, w: 4, h: 1 }]);
    }
}
