//! Edges that are filled with a blurred enlargement of the picture between them, as tools do that
//! fit a film into another shape. Blur alone says nothing, drawn pictures and shallow focus are soft
//! too; that the edges show the middle once more, larger, and end at straight seams does.

/// Cells across the picture, for comparing what is soft anyway.
const CELLS: usize = 40;

/// The least and the most thickness of an edge, as a share of the side.
const THICKNESS: std::ops::RangeInclusive<f64> = 0.04..=0.42;

/// A seam changes this many times more from one line to the next than the edges do.
const SEAM: f64 = 2.5;

/// And by so many levels at least.
const LEAST_SEAM: f64 = 1.0;

/// Lines around a seam that its change is looked for in, and beyond which lines are the edge's own.
const NEAR: usize = 2;
const BEYOND: usize = 5;

/// The edges follow the enlarged middle from left to right with this correlation.
const LIKE: f64 = 0.85;

/// They vary by so many levels from left to right at least: of plain edges nothing can be told.
const LEAST_SHAPE: f64 = 2.0;

/// A picture's lumas.
struct Picture {
    lumas: Vec<u8>,
    width: usize,
    height: usize,
}

/// Returns how many lines are filled at the top and as many at the bottom, and how many columns at
/// either side.
pub(super) fn edges(lumas: &[u8], width: usize) -> (usize, usize) {
    let picture = Picture { lumas: lumas.to_owned(), width, height: lumas.len() / width.max(1) };
    if picture.width < CELLS || picture.height < CELLS {
        return (0, 0);
    }
    let lines = picture.filled_lines().unwrap_or(0);
    let columns = if lines > 0 { 0 } else { picture.turned().filled_lines().unwrap_or(0) };
    (lines, columns)
}

impl Picture {
    fn turned(&self) -> Self {
        let column = |x: usize| self.lumas.iter().skip(x).step_by(self.width).copied();
        let lumas = (0..self.width).flat_map(column).collect();
        Self { lumas, width: self.height, height: self.width }
    }

    /// Returns the thickness of filled edges above and below.
    fn filled_lines(&self) -> Option<usize> {
        let changes = self.changes();
        let cells = Cells::of(self);
        let side = self.height as f64;
        let (from, to) = (side * THICKNESS.start(), side * THICKNESS.end());
        let seams = (from.ceil() as usize..=to as usize).filter(|at| is_seam(&changes, *at));
        let likeness = |at: usize| cells.likeness(at as f64 / side);
        let best = seams.filter_map(|at| Some((likeness(at)?, at)));
        let (likeness, at) = best.max_by(|a, b| a.0.total_cmp(&b.0))?;
        (likeness >= LIKE).then_some(at)
    }

    /// How much each line differs from the one above it, mean of all columns; nothing for the first.
    fn changes(&self) -> Vec<f64> {
        let rows: Vec<&[u8]> = self.lumas.chunks_exact(self.width).collect();
        let change = |pair: &[&[u8]]| match pair {
            [above, below] => {
                let apart = above.iter().zip(*below).map(|(a, b)| u64::from(a.abs_diff(*b)));
                apart.sum::<u64>() as f64 / self.width as f64
            }
            _ => 0.0,
        };
        std::iter::once(0.0).chain(rows.windows(2).map(change)).collect()
    }
}

/// Tells whether so many lines from the top and from the bottom something ends.
fn is_seam(changes: &[f64], at: usize) -> bool {
    let other = changes.len() - at;
    let strongest = |at: usize| {
        let around = changes.iter().skip(at.saturating_sub(NEAR)).take(2 * NEAR + 1);
        around.copied().fold(0.0, f64::max)
    };
    let own = |lines: &mut dyn Iterator<Item = &f64>| {
        let mut lines: Vec<f64> = lines.copied().collect();
        lines.sort_by(f64::total_cmp);
        lines.get(lines.len() / 2).copied().unwrap_or(0.0)
    };
    let above = own(&mut changes.iter().take(at.saturating_sub(BEYOND)).skip(1));
    let below = own(&mut changes.iter().skip(other + BEYOND));
    [(strongest(at), above), (strongest(other), below)]
        .iter()
        .all(|(seam, usual)| *seam >= LEAST_SEAM.max(SEAM * usual))
}

/// Means over squares, [`CELLS`] across.
struct Cells {
    means: Vec<f64>,
    rows: usize,
}

impl Cells {
    fn of(picture: &Picture) -> Self {
        let side = picture.width as f64 / CELLS as f64;
        let rows = ((picture.height as f64 / side) as usize).max(1);
        let mut sums = vec![(0_u64, 0_u64); CELLS * rows];
        for (y, line) in picture.lumas.chunks_exact(picture.width).enumerate() {
            let row = (y * rows / picture.height).min(rows - 1);
            for (x, luma) in line.iter().enumerate() {
                let column = x * CELLS / picture.width;
                if let Some((sum, count)) = sums.get_mut(row * CELLS + column) {
                    *sum += u64::from(*luma);
                    *count += 1;
                }
            }
        }
        let means = sums.into_iter().map(|(sum, count)| sum as f64 / count.max(1) as f64);
        Self { means: means.collect(), rows }
    }

    /// Returns how the edges of such a thickness, as a share of the height, follow the middle
    /// enlarged to fill the whole, from left to right; none where they are plain.
    fn likeness(&self, thickness: f64) -> Option<f64> {
        let enlarged = 1.0 / (1.0 - 2.0 * thickness);
        let edge = (thickness * self.rows as f64) as usize;
        let (mut both, mut own, mut theirs, mut count) = (0.0, 0.0, 0.0, 0.0);
        for row in (0..edge).chain(self.rows - edge..self.rows) {
            let seen: Vec<f64> =
                (0..CELLS).map(|column| self.at(column as f64, row as f64)).collect();
            let from = |at: usize, length: usize| {
                let middle = (length as f64 - 1.0) / 2.0;
                middle + (at as f64 - middle) / enlarged
            };
            let expected: Vec<f64> = (0..CELLS)
                .map(|column| self.at(from(column, CELLS), from(row, self.rows)))
                .collect();
            for (a, b) in apart_from_mean(&seen).zip(apart_from_mean(&expected)) {
                both += a * b;
                own += a * a;
                theirs += b * b;
                count += 1.0;
            }
        }
        let has_shape = |squares: f64| count > 0.0 && (squares / count).sqrt() >= LEAST_SHAPE;
        (has_shape(own) && has_shape(theirs)).then(|| both / (own * theirs).sqrt())
    }

    /// The mean between cells.
    fn at(&self, x: f64, y: f64) -> f64 {
        let cell = |column: usize, row: usize| {
            let (column, row) = (column.min(CELLS - 1), row.min(self.rows - 1));
            self.means.get(row * CELLS + column).copied().unwrap_or(0.0)
        };
        let (column, row) = (x.max(0.0) as usize, y.max(0.0) as usize);
        let (right, down) = (x.fract(), y.fract());
        let above = cell(column, row) * (1.0 - right) + cell(column + 1, row) * right;
        let below = cell(column, row + 1) * (1.0 - right) + cell(column + 1, row + 1) * right;
        above * (1.0 - down) + below * down
    }
}

fn apart_from_mean(values: &[f64]) -> impl Iterator<Item = f64> {
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    values.iter().map(move |value| value - mean)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: usize = 180;
    const HEIGHT: usize = 320;

    /// A scene of soft shapes, at a place between 0 and 1 across and down.
    fn scene(x: f64, y: f64) -> f64 {
        let hill =
            |cx: f64, cy: f64, size: f64| (-((x - cx).powi(2) + (y - cy).powi(2)) / size).exp();
        60.0 + 40.0 * y + 90.0 * hill(0.3, 0.15, 0.04) + 70.0 * hill(0.72, 0.7, 0.06)
            - 40.0 * hill(0.55, 0.8, 0.01)
    }

    /// The scene in the middle of the height, and itself around it, larger.
    fn fitted(thickness: f64) -> Vec<u8> {
        let inner = 1.0 - 2.0 * thickness;
        let luma = |at: usize| {
            let x = (at % WIDTH) as f64 / WIDTH as f64;
            let y = (at / WIDTH) as f64 / HEIGHT as f64;
            let inside = (thickness..1.0 - thickness).contains(&y);
            let shown = if inside {
                scene(x, (y - thickness) / inner)
            } else {
                0.8 * scene(0.5 + (x - 0.5) * inner, y)
            };
            shown as u8
        };
        (0..WIDTH * HEIGHT).map(luma).collect()
    }

    #[test]
    fn an_enlargement_around_the_picture_is_found_with_its_thickness() {
        for thickness in [0.1, 0.2, 0.34] {
            let (lines, columns) = edges(&fitted(thickness), WIDTH);
            let expected = thickness * HEIGHT as f64;
            assert!((lines as f64 - expected).abs() <= 4.0, "{lines} of {expected}");
            assert_eq!(columns, 0);
        }
    }

    #[test]
    fn it_is_found_at_the_sides_too() {
        let picture = Picture { lumas: fitted(0.2), width: WIDTH, height: HEIGHT }.turned();
        let (lines, columns) = edges(&picture.lumas, HEIGHT);
        assert!(lines == 0 && columns.abs_diff(64) <= 4, "{lines} {columns}");
    }

    #[test]
    fn a_soft_scene_and_plain_panels_are_no_fill() {
        assert_eq!(edges(&fitted(0.0), WIDTH), (0, 0));
        let mut panels = fitted(0.0);
        for (y, line) in panels.chunks_mut(WIDTH).enumerate() {
            if !(64..256).contains(&y) {
                line.fill(120);
            }
        }
        assert_eq!(edges(&panels, WIDTH), (0, 0));
    }

    #[test]
    fn another_picture_around_it_is_a_layout() {
        let mut other = fitted(0.2);
        for line in other.chunks_mut(WIDTH).take(64) {
            line.reverse();
        }
        assert_eq!(edges(&other, WIDTH), (0, 0));
    }
}
