//! Timeline to frames of video.

use crate::camera::Camera;
use crate::draw::paint;
use crate::error::RenderError;
use crate::overlay::Sheet;
use crate::pixels::is_drawable;
use crate::resources::Resources;
use crate::surface::Surface;
use model::timeline::{Shot, Timeline};
use model::unit::Size;

/// The frames of a film, in order: planar 4:2:0 (Y, then U, then V, without padding), BT.709,
/// limited range.
pub struct Frames<'a> {
    timeline: &'a Timeline,
    resources: &'a Resources,
    sheets: Vec<Sheet>,
    shot: Option<(&'a Shot, Camera)>,
    next: u32,
}

/// Prepares a film. Whatever would stop it later is told now, all of it.
///
/// Overlays are drawn here, once; pictures are made ready one shot at a time, so that a long film
/// takes no more memory than its longest shot.
pub fn frames<'a>(
    timeline: &'a Timeline,
    resources: &'a Resources,
) -> Result<Frames<'a>, Vec<RenderError>> {
    let mut errors = check_frame(timeline.size);
    errors.extend(check_shots(timeline));
    let missing = |shot: &Shot| resources.image(shot.image).err();
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
    Ok(Frames { timeline, resources, sheets, shot: None, next: 0 })
}

impl Iterator for Frames<'_> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let index = (self.next < self.timeline.frames).then_some(self.next)?;
        self.next += 1;
        let size = self.timeline.size;
        let (width, height) = (size.width as usize, size.height as usize);
        let mut frame = vec![0; width * height * 3 / 2];
        let (shot, camera) = self.on_air(index)?;
        camera.film(index - shot.start, planes(&mut frame, width * height)?, size);
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
    fn on_air(&mut self, index: u32) -> Option<&(&'a Shot, Camera)> {
        let covers = |shot: &Shot| index >= shot.start && index - shot.start < shot.frames;
        if !self.shot.as_ref().is_some_and(|(shot, _)| covers(shot)) {
            // The last shot's picture goes before the next one comes.
            self.shot = None;
            let shot = self.timeline.shots.iter().find(|shot| covers(shot))?;
            let picture = self.resources.image(shot.image).ok()?;
            self.shot = Some((shot, Camera::new(shot, picture, self.timeline.size).ok()?));
        }
        self.shot.as_ref()
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
