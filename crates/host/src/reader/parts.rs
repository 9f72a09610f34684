//! Which parts of a picture can hold words at all. A closing card is mostly plain ground, and the
//! detector costs by the pixel: what is plain from edge to edge need not be looked at.

use super::picture::Picture;
use model::unit::{Region, Size};

/// How much the pixels of a plain row may differ in any channel, of 255: what lossy coding leaves
/// on plain ground. Words of so little contrast nobody could read.
const PLAIN: u8 = 12;

/// Above this share of the picture its parts are not worth their seams: it is looked at whole.
const WORTH: f64 = 0.7;

/// Returns the parts of a picture that are not plain, top first, each with half a `step` of ground
/// around it at least; `step` is the pixels of one of the detector's own steps. Their sides are
/// whole steps, so that all are looked at on the same scale.
pub(super) fn parts(picture: &Picture<'_>, step: f64) -> Vec<Region> {
    let whole = picture.whole();
    let parts: Vec<Region> =
        bands(picture, step).into_iter().map(|band| trimmed(picture, band, step)).collect();
    let area = |region: &Region| f64::from(region.w) * f64::from(region.h);
    let covered: f64 = parts.iter().map(area).sum();
    if covered > WORTH * area(&whole) { vec![whole] } else { parts }
}

/// From a row or column to before another.
type Stretch = (u32, u32);

/// Returns the stretches of rows that hold something.
fn bands(picture: &Picture<'_>, step: f64) -> Vec<Stretch> {
    let height = picture.size().height;
    let mut bands: Vec<Stretch> = Vec::new();
    for (y, row) in (0..height).zip(picture.raw_rows()) {
        if is_plain(row) {
            continue;
        }
        match bands.last_mut() {
            // Two bands share the ground between them when there is not enough for both.
            Some((_, end)) if f64::from(y - *end) < 2.0 * step => *end = y + 1,
            _ => bands.push((y, y + 1)),
        }
    }
    bands.into_iter().map(|band| in_steps(band, height, step)).collect()
}

/// Leaves out the plain columns on both sides of a band.
fn trimmed(picture: &Picture<'_>, (top, bottom): Stretch, step: f64) -> Region {
    let Size { width, .. } = picture.size();
    let mut columns = vec![Range::default(); width as usize];
    for row in picture.raw_rows().skip(top as usize).take((bottom - top) as usize) {
        for (column, pixel) in columns.iter_mut().zip(row) {
            column.take(*pixel);
        }
    }
    let is_full = |column: &Range| !column.is_plain();
    let first = columns.iter().position(is_full).unwrap_or(0) as u32;
    let last = columns.iter().rposition(is_full).map_or(width, |last| last as u32 + 1);
    let (left, right) = in_steps((first, last), width, step);
    Region { x: left, y: top, w: right - left, h: bottom - top }
}

/// Widens a stretch by half a step on either side and to whole steps, as far as there is room.
fn in_steps((from, to): Stretch, end: u32, step: f64) -> Stretch {
    let wanted = ((f64::from(to - from) / step + 1.0).ceil() * step).round() as u32;
    let start = from.saturating_sub(wanted.saturating_sub(to - from) / 2);
    let stop = (start + wanted).min(end);
    (stop.saturating_sub(wanted), stop)
}

fn is_plain(row: &[[u8; 4]]) -> bool {
    let mut range = Range::default();
    // In pieces, so that a row with something in it is left early.
    row.chunks(64).all(|piece| {
        for pixel in piece {
            range.take(*pixel);
        }
        range.is_plain()
    })
}

/// The least and the most of each channel.
#[derive(Debug, Clone, Copy)]
struct Range {
    least: [u8; 4],
    most: [u8; 4],
}

impl Default for Range {
    fn default() -> Self {
        Self { least: [u8::MAX; 4], most: [0; 4] }
    }
}

impl Range {
    fn take(&mut self, pixel: [u8; 4]) {
        for ((least, most), value) in self.least.iter_mut().zip(&mut self.most).zip(pixel) {
            *least = value.min(*least);
            *most = value.max(*most);
        }
    }

    fn is_plain(self) -> bool {
        self.least.iter().zip(self.most).all(|(least, most)| most <= least.saturating_add(PLAIN))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUND: [u8; 4] = [20, 60, 54, 255];

    /// Parts of a card of 200 × 400 with rectangles of another grey, at a step of 10 pixels.
    fn found(ink: u8, marks: &[Region]) -> Vec<Region> {
        let is_marked = |x: u32, y: u32| {
            let inside = |from: u32, length: u32, at: u32| (from..from + length).contains(&at);
            marks.iter().any(|mark| inside(mark.x, mark.w, x) && inside(mark.y, mark.h, y))
        };
        let pixel = |at: u32| {
            let [r, g, b, a] = GROUND;
            if is_marked(at % 200, at / 200) { [r + ink, g + ink, b + ink, a] } else { GROUND }
        };
        let rgba: Vec<u8> = (0..200 * 400).flat_map(pixel).collect();
        parts(&Picture::new(&rgba, 200, 400).unwrap(), 10.0)
    }

    fn region(x: u32, y: u32, w: u32, h: u32) -> Region {
        Region { x, y, w, h }
    }

    #[test]
    fn words_on_plain_ground_are_parts_with_ground_around_them() {
        let marks = [region(60, 100, 80, 20), region(20, 380, 100, 10)];
        let found = found(100, &marks);
        assert_eq!(found.len(), 2);
        for (part, mark) in found.iter().zip(marks) {
            assert!(part.x + 5 <= mark.x && part.x + part.w >= mark.x + mark.w + 5, "{part:?}");
            assert!(part.y + 5 <= mark.y && part.y + part.h >= mark.y + mark.h + 5, "{part:?}");
            assert_eq!((part.w % 10, part.h % 10), (0, 0));
        }
    }

    #[test]
    fn words_at_an_edge_stay_inside_the_picture() {
        let found = found(100, &[region(0, 390, 198, 10)]);
        let [part] = found.as_slice() else { panic!("one part: {found:?}") };
        assert_eq!((part.x, part.x + part.w, part.y + part.h), (0, 200, 400));
    }

    #[test]
    fn lines_near_each_other_are_one_part() {
        let marks = [region(60, 100, 80, 20), region(60, 135, 80, 20)];
        assert_eq!(found(100, &marks).len(), 1);
    }

    #[test]
    fn a_picture_full_of_something_is_looked_at_whole() {
        assert_eq!(found(100, &[region(10, 10, 180, 380)]), [region(0, 0, 200, 400)]);
    }

    #[test]
    fn plain_ground_holds_no_words_even_where_coding_left_its_marks() {
        assert_eq!(found(0, &[]), []);
        assert_eq!(found(PLAIN, &[region(60, 100, 80, 20)]), []);
        assert_eq!(found(PLAIN + 1, &[region(60, 100, 80, 20)]).len(), 1);
    }
}
