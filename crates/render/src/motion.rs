//! Timeline to frames of video.

use crate::camera::Camera;
use crate::draw::paint;
use crate::error::RenderError;
use crate::overlay::Sheet;
use crate::pixels::{Pixels, is_drawable};
use crate::resources::Resources;
use crate::surface::Surface;
use model::timeline::{Shot, Subject, Timeline};
use model::unit::Size;

/// The frames of footage from where a shot begins, in order; it ends early where the footage does.
pub type Reel<'a> = Box<dyn Iterator<Item = Pixels> + 'a>;

/// The frames of a film, in order: planar 4:2:0 (Y, then U, then V, without padding), BT.709,
/// limited range.
pub struct Frames<'a> {
    timeline: &'a Timeline,
    resources: &'a Resources,
    sheets: Vec<Sheet>,
    roll: &'a dyn Fn(&Shot) -> Option<Reel<'a>>,
    on_air: Option<OnAir<'a>>,
    next: u32,
}

/// The shot that is being filmed, and what it is filmed from.
struct OnAir<'a> {
    shot: &'a Shot,
    stage: Stage<'a>,
}

enum Stage<'a> {
    Still(Camera),
    Footage(Reel<'a>),
}

/// Prepares a film of stills.
pub fn frames<'a>(
    timeline: &'a Timeline,
    resources: &'a Resources,
) -> Result<Frames<'a>, Vec<RenderError>> {
    frames_with_footage(timeline, resources, &|_| None)
}

/// Prepares a film, some of whose shots may be footage: `roll` starts that of a shot. Footage that
/// goes on over a cut is not started again.
///
/// Whatever would stop it later is told now, all of it.
///
/// Overlays are drawn here, once; pictures are made ready one shot at a time, so that a long film
/// takes no more memory than its longest shot.
pub fn frames_with_footage<'a>(
    timeline: &'a Timeline,
    resources: &'a Resources,
    roll: &'a dyn Fn(&Shot) -> Option<Reel<'a>>,
) -> Result<Frames<'a>, Vec<RenderError>> {
    let mut errors = check_frame(timeline.size);
    errors.extend(check_shots(timeline));
    let missing = |shot: &Shot| match shot.subject {
        Subject::Still { image } => resources.image(image).err(),
        Subject::Footage { .. } => None,
    };
    errors.extend(timeline.shots.iter().filter_map(missing));
    let mut sheets = Vec::new();
    for (index, overlay) in timeline.overlays.iter().enumerate() {
        let size = overlay.canvas.size;
        if size != timeline.size {
            errors.push(RenderError::OverlaySize { overlay: index, size, frame: timeline.size });
            continue;
        }
        match paint(&overlay.canvas, resources, Surface::clear) {
            Ok(surface) => sheets.extend(Sheet::new(overlay, &surface)),
            Err(more) => errors.extend(more),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(Frames { timeline, resources, sheets, roll, on_air: None, next: 0 })
}

impl Iterator for Frames<'_> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let index = (self.next < self.timeline.frames).then_some(self.next)?;
        self.next += 1;
        let size = self.timeline.size;
        let (width, height) = (size.width as usize, size.height as usize);
        let mut frame = vec![0; width * height * 3 / 2];
        let OnAir { shot, stage } = self.on_air(index)?;
        let (moment, planes_of) = (index - shot.start, planes(&mut frame, width * height)?);
        match stage {
            Stage::Still(camera) => camera.film(moment, planes_of, size),
            Stage::Footage(reel) => {
                Camera::new(shot, &reel.next()?, size).ok()?.film(moment, planes_of, size);
            }
        }
        for sheet in &self.sheets {
            sheet.lay(index, planes(&mut frame, width * height)?, size);
        }
        Some(frame)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = (self.timeline.frames - self.next) as usize;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Frames<'_> {}

impl<'a> Frames<'a> {
    /// Returns the shot that frame `index` belongs to, made ready. `check_shots` has seen to it
    /// that there is one.
    fn on_air(&mut self, index: u32) -> Option<&mut OnAir<'a>> {
        let covers = |shot: &Shot| index >= shot.start && index - shot.start < shot.frames;
        if !self.on_air.as_ref().is_some_and(|on_air| covers(on_air.shot)) {
            // The last shot's picture goes before the next one comes.
            let before = self.on_air.take();
            let shot = self.timeline.shots.iter().find(|shot| covers(shot))?;
            let stage = match shot.subject {
                Subject::Still { image } => {
                    let picture = self.resources.image(image).ok()?;
                    Stage::Still(Camera::new(shot, picture, self.timeline.size).ok()?)
                }
                Subject::Footage { .. } => Stage::Footage(match before {
                    Some(OnAir { shot: last, stage: Stage::Footage(reel) })
                        if last.goes_on_in(shot) =>
                    {
                        reel
                    }
                    _ => (self.roll)(shot)?,
                }),
            };
            self.on_air = Some(OnAir { shot, stage });
        }
        self.on_air.as_mut()
    }
}

fn planes(frame: &mut [u8], pixels: usize) -> Option<[&mut [u8]; 3]> {
    let (luma, colour) = frame.split_at_mut_checked(pixels)?;
    let (blue, red) = colour.split_at_mut_checked(pixels / 4)?;
    Some([luma, blue, red])
}

fn check_frame(size: Size) -> Vec<RenderError> {
    if !is_drawable(size) {
        vec![RenderError::SizeUnusable { size }]
    } else if !size.width.is_multiple_of(2) || !size.height.is_multiple_of(2) {
        vec![RenderError::FrameOdd { size }]
    } else {
        Vec::new()
    }
}

/// Finds the first frame that no shot covers, or two do.
fn check_shots(timeline: &Timeline) -> Option<RenderError> {
    let mut covered = 0_u32;
    for shot in &timeline.shots {
        if shot.start != covered {
            return Some(RenderError::ShotsBroken { frame: covered.min(shot.start) });
        }
        covered = covered.saturating_add(shot.frames);
    }
    (covered < timeline.frames).then_some(RenderError::ShotsBroken { frame: covered })
}

#[cfg(test)]
mod tests;
