//! The ink of a line: how much of each pixel is letter rather than ground.

use model::unit::{Region, Size};

/// Em of letters as they are compared, pixels: larger ones are made smaller first.
pub(super) const EM: f32 = 32.0;

/// Heights of letters to the height of the rectangle that a reader puts around a line, roughly.
const EM_OF_HEIGHT: f32 = 0.85;

/// Pixels around the rectangle that are looked at too: readers cut close.
const MARGIN: u32 = 3;

/// Least difference of luma between ink and ground, of 255.
const LEAST_CONTRAST: f32 = 40.0;

/// Empty pixels around the ink, so that letters can be laid over its edge.
pub(super) const ROOM: usize = 2 * EM as usize;

/// How far the edge of the rectangle may reach from dark to light, as a share of the contrast: on a
/// busy ground nobody can tell where letters end.
const EVEN: f32 = 0.2;

/// The ink of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Ink {
    /// Pixels across and down, without the room around.
    pub(super) width: usize,
    pub(super) height: usize,
    /// How much of each pixel is ink, 0 to 255, row by row, with [`ROOM`] on every side.
    cover: Vec<u8>,
    /// By how much the picture was made smaller.
    pub(super) scale: f32,
}

impl Ink {
    /// Takes the ink of a line in a picture of RGBA bytes; none where it hardly differs from its
    /// ground, or the ground is uneven.
    pub fn of(rgba: &[u8], size: Size, line: Region) -> Option<Self> {
        let left = line.x.saturating_sub(MARGIN) as usize;
        let top = line.y.saturating_sub(MARGIN) as usize;
        let right = (line.x + line.w + MARGIN).min(size.width) as usize;
        let bottom = (line.y + line.h + MARGIN).min(size.height) as usize;
        let (width, height) = (right.checked_sub(left)?, bottom.checked_sub(top)?);
        let mut luma = Vec::with_capacity(width * height);
        for row in rgba.chunks_exact(size.width as usize * 4).take(bottom).skip(top) {
            let pixels = row.get(left * 4..right * 4)?.as_chunks::<4>().0;
            luma.extend(pixels.iter().map(|[r, g, b, _]| {
                0.2126 * f32::from(*r) + 0.7152 * f32::from(*g) + 0.0722 * f32::from(*b)
            }));
        }
        if luma.len() != width * height || width < 8 || height < 8 {
            return None;
        }
        let (ground, ink) = ground_and_ink(&luma, width)?;
        let shrink = (line.h as f32 * EM_OF_HEIGHT / EM).max(1.0);
        let (luma, width, height) = shrunk(&luma, width, height, shrink);
        let cover = luma.iter().map(|luma| ((luma - ground) / (ink - ground)).clamp(0.0, 1.0));
        let cover = blurred(&cover.collect::<Vec<_>>(), width);
        let across = width + 2 * ROOM;
        let mut roomy = vec![0; across * (height + 2 * ROOM)];
        let rows = roomy.chunks_mut(across).skip(ROOM);
        for (to, from) in rows.zip(cover.chunks(width)) {
            to.iter_mut().skip(ROOM).zip(from).for_each(|(to, from)| *to = byte(*from));
        }
        Some(Self { width, height, cover: roomy, scale: 1.0 / shrink })
    }

    /// Returns some pixels of each row from a place on; none where that is outside the room.
    pub(super) fn from(&self, x: i32, y: i32, count: usize) -> Option<impl Iterator<Item = &[u8]>> {
        let left = usize::try_from(x.saturating_add_unsigned(ROOM as u32)).ok()?;
        let top = usize::try_from(y.saturating_add_unsigned(ROOM as u32)).ok()?;
        let across = self.width + 2 * ROOM;
        let rows = self.cover.chunks_exact(across).skip(top);
        (left + count <= across).then(|| rows.filter_map(move |row| row.get(left..left + count)))
    }

    fn inner_rows(&self) -> impl Iterator<Item = &[u8]> {
        let rows = self.cover.chunks_exact(self.width + 2 * ROOM).skip(ROOM).take(self.height);
        rows.filter_map(|row| row.get(ROOM..ROOM + self.width))
    }

    /// Returns how many pixels of each row are ink.
    pub(super) fn rows(&self) -> Vec<f32> {
        self.inner_rows()
            .map(|row| row.iter().map(|c| f32::from(*c)).sum::<f32>() / 255.0)
            .collect()
    }

    /// Returns the first column with ink and the one after the last.
    pub(super) fn sides(&self) -> Option<(usize, usize)> {
        let mut most = vec![0; self.width];
        for row in self.inner_rows() {
            most.iter_mut().zip(row).for_each(|(most, cover)| *most = (*most).max(*cover));
        }
        let first = most.iter().position(|most| *most > CERTAIN)?;
        let last = most.iter().rposition(|most| *most > CERTAIN)?;
        Some((first, last + 1))
    }
}

/// Ink for sure, of 255.
const CERTAIN: u8 = 115;

/// Returns a share of 255.
pub(super) fn byte(share: f32) -> u8 {
    (share * 255.0).round().clamp(0.0, 255.0) as u8
}

/// The ground is what the edge of the rectangle mostly shows; the ink is what differs most from it.
fn ground_and_ink(luma: &[f32], width: usize) -> Option<(f32, f32)> {
    let height = luma.len() / width;
    let mut edge = Vec::new();
    for (y, row) in luma.chunks(width).enumerate() {
        if y < 2 || y + 2 >= height {
            edge.extend_from_slice(row);
        } else {
            edge.extend(row.iter().take(2).chain(row.iter().rev().take(2)));
        }
    }
    let ground = part(&mut edge, 0.5)?;
    let uneven = part(&mut edge, 0.9)? - part(&mut edge, 0.1)?;
    let mut all = luma.to_vec();
    let dark = part(&mut all, 0.04)?;
    let light = part(&mut all, 0.96)?;
    let ink = if ground - dark > light - ground { dark } else { light };
    let contrast = (ink - ground).abs();
    (contrast >= LEAST_CONTRAST && uneven <= contrast * EVEN).then_some((ground, ink))
}

/// Returns the value below which a share of the others lie.
fn part(values: &mut [f32], share: f32) -> Option<f32> {
    let at = (values.len().checked_sub(1)? as f32 * share) as usize;
    Some(*values.select_nth_unstable_by(at, f32::total_cmp).1)
}

/// Averages areas.
fn shrunk(luma: &[f32], width: usize, height: usize, by: f32) -> (Vec<f32>, usize, usize) {
    if by <= 1.01 {
        return (luma.to_vec(), width, height);
    }
    let across = shares(width, by);
    let down = shares(height, by);
    let rows: Vec<Vec<f32>> = luma.chunks(width).map(|row| averaged(row, &across)).collect();
    let mut out = Vec::with_capacity(across.len() * down.len());
    for shares in &down {
        let mut sum = vec![0.0; across.len()];
        let mut weight = 0.0;
        for (at, share) in shares {
            weight += share;
            for (sum, value) in sum.iter_mut().zip(rows.get(*at).into_iter().flatten()) {
                *sum += value * share;
            }
        }
        out.extend(sum.into_iter().map(|sum| sum / weight));
    }
    (out, across.len(), down.len())
}

/// Returns which pixels make up each new one, and how much of them.
fn shares(length: usize, by: f32) -> Vec<Vec<(usize, f32)>> {
    let count = (length as f32 / by) as usize;
    let of = |at: usize| {
        let (from, to) = (at as f32 * by, (at + 1) as f32 * by);
        let pixels = from as usize..(to.ceil() as usize).min(length);
        let share = |pixel: usize| (to.min(pixel as f32 + 1.0) - from.max(pixel as f32)).max(0.0);
        pixels.map(|pixel| (pixel, share(pixel))).collect()
    };
    (0..count).map(of).collect()
}

fn averaged(row: &[f32], shares: &[Vec<(usize, f32)>]) -> Vec<f32> {
    let of = |shares: &Vec<(usize, f32)>| {
        let (mut sum, mut weight) = (0.0, 0.0);
        for (at, share) in shares {
            sum += row.get(*at).copied().unwrap_or(0.0) * share;
            weight += share;
        }
        sum / f32::max(weight, 1e-6)
    };
    shares.iter().map(of).collect()
}

/// Softens edges, so that fractions of pixels and the sharpness of a film matter less: 1 2 1 both
/// ways.
pub(super) fn blurred(cover: &[f32], width: usize) -> Vec<f32> {
    let across: Vec<f32> = cover
        .chunks(width)
        .flat_map(|row| {
            (0..row.len()).map(|x| {
                let at = |x: usize| row.get(x).copied().unwrap_or(0.0);
                (at(x.wrapping_sub(1)) + 2.0 * at(x) + at(x + 1)) / 4.0
            })
        })
        .collect();
    (0..across.len())
        .map(|at| {
            let of = |at: usize| across.get(at).copied().unwrap_or(0.0);
            (of(at.wrapping_sub(width)) + 2.0 * of(at) + of(at + width)) / 4.0
        })
        .collect()
}
