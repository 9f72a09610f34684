//! Small pictures of what a report is about.

use model::finding::FileVerdict;
use model::unit::{Secs, Size};
use render::Pixels;

/// Quality of the JPEGs: words in a reduced frame stay readable.
const QUALITY: u8 = 82;
/// Frames of one file besides its last: a report of many faults stays light enough to mail.
const MOST_MOMENTS: usize = 6;
/// Two moments nearer than this are one to whoever looks: the length of a frame at 25 a second.
const SAME_MOMENT: f64 = 0.04;
/// Above this width over height a picture is a banner and needs the width of a page.
const BANNER: f64 = 2.5;
/// The ground that shows through a clear picture, as two squares of a board.
const BOARD: [u8; 2] = [255, 216];
/// Pixels on each side of a square.
const SQUARE: u32 = 8;

/// A frame made small.
#[derive(Debug, Clone, PartialEq)]
pub struct Shot {
    /// When it is shown; 0 for a picture.
    pub at: Secs,
    /// The size it was shown at: places in it are in these pixels.
    pub size: Size,
    /// The reduced JPEG.
    pub jpeg: Vec<u8>,
}

/// How closely a file is going to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closeness {
    /// There is something to see.
    Studied,
    /// Enough to recognise it.
    Glanced,
}

/// A file without findings needs to be recognised, no more.
pub(super) fn closeness(verdict: &FileVerdict) -> Closeness {
    if verdict.findings.is_empty() { Closeness::Glanced } else { Closeness::Studied }
}

/// Returns the moments that findings point at, besides the last frame, in their order.
pub(super) fn moments(verdict: &FileVerdict) -> Vec<Secs> {
    if verdict.facts.video.is_none() {
        return Vec::new();
    }
    let mut seen: Vec<f64> = verdict.facts.last_frame.iter().map(|frame| frame.at.0).collect();
    let known = seen.len();
    for finding in &verdict.findings {
        let Some(at) = finding.place.and_then(|place| place.start_s) else { continue };
        let is_new = seen.iter().all(|other| (other - at).abs() > SAME_MOMENT);
        if is_new && at.is_finite() && at >= 0.0 && seen.len() < known + MOST_MOMENTS {
            seen.push(at);
        }
    }
    seen.into_iter().skip(known).map(Secs).collect()
}

/// Makes a frame small; nothing when it cannot be.
pub(super) fn shot(at: Secs, pixels: &Pixels, close: Closeness) -> Option<Shot> {
    let small = render::thumbnail(pixels, room(pixels.size, close)).ok()?;
    let jpeg = render::encode_jpeg(&on_board(small), QUALITY).ok()?;
    Some(Shot { at, size: pixels.size, jpeg })
}

fn room(size: Size, close: Closeness) -> Size {
    let (width, height) = match close {
        Closeness::Studied if size.aspect() > BANNER => (960, 480),
        Closeness::Studied => (480, 640),
        Closeness::Glanced => (280, 280),
    };
    Size { width, height }
}

/// Lays a picture that shines through onto a board of two greys.
fn on_board(mut picture: Pixels) -> Pixels {
    if picture.is_opaque() {
        return picture;
    }
    let width = picture.size.width.max(1);
    for (index, pixel) in (0_u32..).zip(picture.rgba.as_chunks_mut::<4>().0) {
        let (column, row) = (index % width / SQUARE, index / width / SQUARE);
        let ground = u32::from(if (column + row) % 2 == 0 { BOARD[0] } else { BOARD[1] });
        let [.., alpha] = *pixel;
        let over = u32::from(alpha);
        for channel in pixel.iter_mut().take(3) {
            let mixed = (u32::from(*channel) * over + ground * (255 - over)) / 255;
            *channel = u8::try_from(mixed).unwrap_or(u8::MAX);
        }
        pixel[3] = u8::MAX;
    }
    picture
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::colour::Colour;
    use model::digest::Digest;
    use model::fact::{FileFacts, KeptFrame, VideoFacts};
    use model::finding::{Finding, LookTier, Place, Severity, Verdict};
    use model::unit::Ratio;

    fn finding(at: Option<f64>) -> Finding {
        Finding {
            code: "black-frames".to_owned(),
            severity: Severity::Degrade,
            place: at.map(|at| Place { start_s: Some(at), ..Place::default() }),
            measured: None,
            expected: None,
            remedy: "look".to_owned(),
            rule: "rule".to_owned(),
            source: "source".to_owned(),
            intended: None,
            overridden: None,
        }
    }

    fn verdict(places: &[Option<f64>]) -> FileVerdict {
        let size = Size { width: 1080, height: 1920 };
        let kept = KeptFrame {
            at: Secs(5.96),
            png: Digest::of(b"png"),
            size,
            palette: Vec::new(),
            luma: Ratio(0.5),
        };
        let video = VideoFacts {
            codec: "h264".to_owned(),
            pixel_format: "yuv420p".to_owned(),
            displayed: size,
            coded: size,
            frames: 150,
            duration: Secs(6.0),
            ..VideoFacts::default()
        };
        let facts = FileFacts {
            container: "mp4".to_owned(),
            video: Some(video),
            last_frame: Some(kept),
            ..FileFacts::of_bytes(Digest::of(b"film"), 4)
        };
        FileVerdict {
            path: "film.mp4".to_owned(),
            sha256: facts.sha256,
            verdict: Verdict::Warn,
            tier: LookTier::Verdict,
            facts,
            findings: places.iter().copied().map(finding).collect(),
            not_run: Vec::new(),
        }
    }

    fn check(places: &[Option<f64>], expected: &[f64]) {
        let found: Vec<f64> = moments(&verdict(places)).into_iter().map(|at| at.0).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_moment_is_shown_once_and_the_last_frame_is_there_already() {
        check(&[None, Some(5.96)], &[]);
        check(&[Some(1.0), Some(1.02), Some(2.0)], &[1.0, 2.0]);
        check(&[Some(f64::NAN), Some(-1.0), Some(0.0)], &[0.0]);
        let many: Vec<Option<f64>> = (0..20).map(|n| Some(f64::from(n) / 5.0)).collect();
        assert_eq!(moments(&verdict(&many)).len(), MOST_MOMENTS);
    }

    #[test]
    fn a_shot_is_small_keeps_its_shape_and_remembers_its_size() {
        let size = Size { width: 1080, height: 1920 };
        let shot = shot(Secs(1.0), &Pixels::plain(size, Colour::WHITE), Closeness::Studied);
        let shot = shot.unwrap();
        assert_eq!(shot.size, size);
        let small = render::decode(&shot.jpeg).unwrap().size;
        assert_eq!(small, Size { width: 360, height: 640 });
    }

    #[test]
    fn what_shines_through_stands_on_a_board() {
        let mut clear = Pixels::plain(Size { width: 16, height: 8 }, Colour::BLACK);
        clear.rgba.as_chunks_mut::<4>().0.iter_mut().for_each(|pixel| pixel[3] = 0);
        let laid = on_board(clear);
        assert_eq!(laid.at(0, 0), Some([255, 255, 255, 255]));
        assert_eq!(laid.at(8, 0), Some([216, 216, 216, 255]));
    }
}
