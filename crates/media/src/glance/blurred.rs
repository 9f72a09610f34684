//! Edges that are filled with a blurred copy of the picture: soft, not plain, and parted from the
//! sharp middle by a straight line.

use crate::picture::Rgba;

/// Detail of the edge over that of the middle, at most.
const SOFT: f64 = 0.35;

/// Detail of the middle at least: a picture that is soft all over has no soft edges. Levels of 255.
const SHARP: f64 = 1.2;

/// Differences across the line over those within the edge, at least, and in levels.
const LINE: f64 = 3.0;
const LINE_LEVELS: f64 = 3.0;

/// Share of the line along which neighbours differ by [`LINE_LEVELS`] at least.
const ALONG: f64 = 0.45;

/// An edge that varies by less is a plain panel. Levels.
const PLAIN: f64 = 4.0;

/// Shares of a side between which an edge may lie.
const THINNEST: f64 = 0.04;
const THICKEST: f64 = 0.42;

/// Both edges are equally thick to this share of the side.
const EVEN: f64 = 0.01;

/// The lumas of a picture, column by column or row by row.
struct Lines {
    lines: Vec<Vec<f64>>,
}

/// Returns how many columns on the left and on the right, and how many rows at the top and at the
/// bottom, are a blurred fill.
pub(super) fn edges(picture: &Rgba) -> [usize; 4] {
    let luma = |[r, g, b, _]: &[u8; 4]| {
        0.2126 * f64::from(*r) + 0.7152 * f64::from(*g) + 0.0722 * f64::from(*b)
    };
    let rows: Vec<Vec<f64>> = picture.rows().map(|row| row.iter().map(luma).collect()).collect();
    let columns: Vec<Vec<f64>> = (0..picture.size.width as usize)
        .map(|x| rows.iter().filter_map(|row| row.get(x).copied()).collect())
        .collect();
    let [left, right] = Lines { lines: columns }.soft_ends();
    let [top, bottom] = Lines { lines: rows }.soft_ends();
    [left, top, right, bottom]
}

impl Lines {
    /// Returns how many lines at either end are soft; none unless both are, equally many.
    fn soft_ends(mut self) -> [usize; 2] {
        let count = self.lines.len();
        let first = self.soft_end();
        self.lines.reverse();
        let last = self.soft_end();
        match (first, last) {
            (Some(first), Some(last)) if first.abs_diff(last) as f64 <= EVEN * count as f64 => {
                [first, last]
            }
            _ => [0, 0],
        }
    }

    /// Returns how many lines at the beginning are soft.
    fn soft_end(&self) -> Option<usize> {
        let count = self.lines.len();
        let details: Vec<f64> = self.lines.iter().map(|line| roughness(line)).collect();
        let steps: Vec<f64> = std::iter::once(0.0)
            .chain(self.lines.windows(2).map(|pair| match pair {
                [a, b] => apart(a, b),
                _ => 0.0,
            }))
            .collect();
        let middle = mean(details.get(count * 2 / 5..count * 3 / 5)?);
        let from = (count as f64 * THINNEST) as usize;
        let to = (count as f64 * THICKEST) as usize;
        let at = (from.max(2)..to).max_by(|a, b| {
            let step = |at: usize| steps.get(at).copied().unwrap_or(0.0);
            step(*a).total_cmp(&step(*b)).then(b.cmp(a))
        })?;
        let step = *steps.get(at)?;
        // The line itself belongs to neither side.
        let outside = mean(details.get(..at - 1)?);
        let within = mean(steps.get(1..at - 1)?);
        let inside = mean(details.get(at + 1..count / 2)?);
        let is_soft = middle >= SHARP
            && inside >= SHARP
            && outside <= SOFT * inside
            && step >= LINE_LEVELS
            && step >= LINE * within
            && self.runs_along(at)
            && self.varies(at);
        is_soft.then_some(at)
    }

    /// Says whether the line before `at` parts its neighbours over much of its length.
    fn runs_along(&self, at: usize) -> bool {
        let (Some(before), Some(after)) = (self.lines.get(at - 1), self.lines.get(at)) else {
            return false;
        };
        let parted = before.iter().zip(after).filter(|(a, b)| (*a - *b).abs() >= LINE_LEVELS);
        parted.count() as f64 >= ALONG * before.len() as f64
    }

    /// Says whether the lines before `at` show something.
    fn varies(&self, at: usize) -> bool {
        let seen: Vec<f64> = self.lines.iter().take(at).flatten().copied().collect();
        let centre = mean(&seen);
        let squares: Vec<f64> = seen.iter().map(|luma| (luma - centre).powi(2)).collect();
        mean(&squares).sqrt() >= PLAIN
    }
}

/// Mean difference between neighbours along a line.
fn roughness(line: &[f64]) -> f64 {
    let sum: f64 = line.iter().zip(line.iter().skip(1)).map(|(a, b)| (a - b).abs()).sum();
    sum / line.len().saturating_sub(1).max(1) as f64
}

/// Mean difference between two lines.
fn apart(a: &[f64], b: &[f64]) -> f64 {
    let sum: f64 = a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum();
    sum / a.len().max(1) as f64
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::unit::Size;

    /// Waves that are rough or smooth, and the light they lie around.
    fn picture(at: impl Fn(f64, f64) -> (f64, f64)) -> Rgba {
        let size = Size { width: 160, height: 90 };
        let bytes = (0..160 * 90)
            .flat_map(|n| {
                let (x, y) = (f64::from(n % 160), f64::from(n / 160));
                let (rough, light) = at(x, y);
                let slow = ((x + 40.0) / 25.0).sin() * 20.0 + (y / 20.0).cos() * 20.0;
                let fast = (x * 2.1 + y * 1.7).sin() * rough;
                let luma = (light + slow + fast).clamp(0.0, 255.0) as u8;
                [luma, luma, luma, 255]
            })
            .collect();
        Rgba { size, bytes }
    }

    #[test]
    fn blurred_sides_are_measured() {
        let pillars =
            picture(|x, _| if (30.0..130.0).contains(&x) { (25.0, 150.0) } else { (0.0, 110.0) });
        assert_eq!(edges(&pillars), [30, 0, 30, 0]);
        let letters =
            picture(|_, y| if (20.0..70.0).contains(&y) { (25.0, 150.0) } else { (0.0, 110.0) });
        assert_eq!(edges(&letters), [0, 20, 0, 20]);
    }

    #[test]
    fn a_sharp_picture_a_soft_one_and_one_soft_side_have_none() {
        assert_eq!(edges(&picture(|_, _| (25.0, 130.0))), [0; 4]);
        assert_eq!(edges(&picture(|_, _| (0.0, 130.0))), [0; 4]);
        let one = picture(|x, _| if x < 30.0 { (0.0, 110.0) } else { (25.0, 150.0) });
        assert_eq!(edges(&one), [0; 4]);
    }

    #[test]
    fn focus_that_falls_off_has_no_line() {
        let vignette = picture(|x, _| {
            let out = ((x - 80.0).abs() / 80.0).powi(2);
            (25.0 * (1.0 - out).max(0.0), 130.0)
        });
        assert_eq!(edges(&vignette), [0; 4]);
    }
}
