//! Whole files of every kind, small: what can be made by our own worker is made, the rest lies
//! beside this file.

use anyhow::{Context as _, Result};
use host::media::{Colours, Correction, TurnFlag};
use host::media::{EncodeJob, MediaWorkers};
use model::timeline::Encoding;
use model::unit::{FrameRate, Size};
use std::path::Path;

const SIZE: Size = Size { width: 256, height: 144 };
const FRAMES: u32 = 12;

/// A file that is whole.
pub(crate) struct Base {
    pub(crate) kind: &'static str,
    pub(crate) bytes: Vec<u8>,
}

/// Kinds that nothing of ours writes: a second of a tone at most, or one small test picture.
const BESIDE: [(&str, &[u8]); 8] = [
    ("mp3", include_bytes!("seeds/tone.mp3")),
    ("ogg", include_bytes!("seeds/tone.ogg")),
    ("webp", include_bytes!("seeds/card.webp")),
    ("avif", include_bytes!("seeds/card.avif")),
    ("gif", include_bytes!("seeds/moving.gif")),
    ("jpg", include_bytes!("seeds/card.jpg")),
    ("progressive.jpg", include_bytes!("seeds/card.progressive.jpg")),
    ("prores.mov", include_bytes!("seeds/clip.prores.mov")),
];

/// Makes one of each.
pub(crate) fn all(workers: &MediaWorkers, folder: &Path) -> Result<Vec<Base>> {
    let mut bases: Vec<Base> =
        BESIDE.into_iter().map(|(kind, bytes)| Base { kind, bytes: bytes.to_vec() }).collect();
    bases.push(Base { kind: "png", bytes: png()? });
    bases.push(Base { kind: "wav", bytes: sample::music::wav(&tone(0.3), 2) });
    let h264 = film(workers, "libx264", "veryfast", Some(&tone(0.5)))?;
    let hevc = film(workers, "libx265", "ultrafast", Some(&tone(0.5)))?;
    let vp9 = film(workers, "libvpx-vp9", "", None)?;
    for (kind, container, film) in
        [("mov", "mov", &h264), ("mkv", "mkv", &h264), ("webm", "webm", &vp9)]
    {
        bases.push(Base { kind, bytes: wrapped(workers, folder, film, container)? });
    }
    bases.push(Base { kind: "mp4", bytes: h264 });
    bases.push(Base { kind: "hevc.mp4", bytes: hevc });
    // Not every FFmpeg has an encoder of AV1; the picture above is one as well.
    if let Ok(av1) = film(workers, "libsvtav1", "10", None) {
        bases.push(Base { kind: "av1.mp4", bytes: av1 });
    }
    Ok(bases)
}

fn film(
    workers: &MediaWorkers,
    encoder: &str,
    preset: &str,
    sound: Option<&[f32]>,
) -> Result<Vec<u8>> {
    let mut encoding = Encoding::h264(32, preset, 6, 64);
    encoder.clone_into(&mut encoding.video.encoder);
    let job =
        EncodeJob { size: SIZE, rate: FrameRate { num: 25, den: 1 }, frames: FRAMES, encoding };
    let mut frames = (0..FRAMES).map(frame);
    workers.encode(&job, &mut frames, sound).with_context(|| format!("no film by {encoder}"))
}

/// Wraps a film anew, in another container.
fn wrapped(workers: &MediaWorkers, folder: &Path, film: &[u8], container: &str) -> Result<Vec<u8>> {
    let (path, out) = (folder.join("film.mp4"), folder.join(format!("wrapped.{container}")));
    std::fs::write(&path, film)?;
    let container = container.to_owned();
    let (gain, colours, turn) = (None, Colours::AsTheyAre, TurnFlag::Kept);
    let wish = Correction { path, out: out.clone(), container, gain, colours, turn };
    workers.correct(&wish).context("not wrapped")?;
    Ok(std::fs::read(out)?)
}

/// A plane of light that wanders.
fn frame(n: u32) -> Vec<u8> {
    let luma = |x: u32, y: u32| 32 + ((x + 2 * y + 9 * n) % 180) as u8;
    let rows = (0..SIZE.height).flat_map(|y| (0..SIZE.width).map(move |x| luma(x, y)));
    let chroma = (SIZE.width * SIZE.height / 2) as usize;
    rows.chain(std::iter::repeat_n(120, chroma)).collect()
}

fn tone(seconds: f64) -> Vec<f32> {
    let frames = (seconds * 48_000.0) as u32;
    let sample = |n: u32| if (n / 55).is_multiple_of(2) { 0.2 } else { -0.2 };
    (0..frames).flat_map(|n| [sample(n); 2]).collect()
}

fn png() -> Result<Vec<u8>> {
    let pixel = |at: u32| [at as u8, (at >> 3) as u8, (at >> 8) as u8, 255];
    let rgba = (0..SIZE.width * SIZE.height).flat_map(pixel).collect();
    Ok(render::encode_png(&render::Pixels { size: SIZE, rgba })?)
}
