//! Files that are healthy, but not what was ordered: kind, coding, weight, bit rate, size, shape,
//! length, frame rate.

use crate::boxes::{Atom, Mp4};
use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::film::{Film, RATES};
use crate::kit::Kit;
use crate::makers::bytes::any;
use crate::still::Still;
use anyhow::{Context as _, Result};
use gate::standard::{AspectRule, Expect, SizeRule};
use model::unit::{FrameRate, Secs, Size};
use spec::format::{DurationRule, FrameRateRule, NumberRule, Shape};

/// Changes what is expected of a file.
pub(crate) fn expecting(mut made: Made, change: impl FnOnce(&mut Expect)) -> Made {
    if let Some(expect) = &mut made.standard.format {
        change(expect);
    }
    made
}

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

pub(crate) fn container(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut made = any(kit, draw)?;
    let is = made.ending;
    if is == "mp4" && draw.happens(0.5) {
        // The brand in `ftyp` is what tells MP4 from QuickTime.
        let brand = if kind == Kind::Fault {
            *b"qt  "
        } else {
            draw.pick(&[*b"M4V ", *b"mp42", *b"iso6", *b"avc1"])
        };
        let mut film = Mp4::read(&made.bytes).context("no film")?;
        let ftyp = film.outer(*b"ftyp").context("no ftyp")?;
        ftyp.body = [brand.as_slice(), &[0, 0, 2, 0], &brand].concat();
        let bytes = film.write().context("no film")?;
        let name = String::from_utf8_lossy(&brand).into_owned();
        let ending = draw.pick(&["mp4", "mov"]);
        return Ok(Made::new(
            bytes,
            ending,
            made.standard,
            format!("brand `{name}` named .{ending}: {}", made.about),
        ));
    }
    let (accepted, ending): (Vec<&str>, &'static str) = match (kind, is) {
        (Kind::Fault, "mp4") => (
            draw.pick(&[vec!["mov"], vec!["webm", "mkv"], vec!["gif"]]),
            draw.pick(&["mp4", "mov", "webm"]),
        ),
        (Kind::Fault, "jpg") => {
            (draw.pick(&[vec!["png"], vec!["webp", "gif"]]), draw.pick(&["jpg", "png"]))
        }
        (Kind::Fault, "png") => {
            (draw.pick(&[vec!["jpeg"], vec!["jpg", "gif"]]), draw.pick(&["png", "jpg"]))
        }
        (Kind::Fault, _) => {
            (draw.pick(&[vec!["mp3"], vec!["mp4"], vec!["aiff"]]), draw.pick(&["wav", "mp3"]))
        }
        (Kind::NearMiss, "mp4") => (
            draw.pick(&[vec!["m4v"], vec!["mov", "mp4"], vec![".MP4"]]),
            draw.pick(&["mp4", "mov", "m4v"]),
        ),
        (Kind::NearMiss, "jpg") => (
            draw.pick(&[vec!["JPG"], vec!["png", "jpeg"], vec!["jfif"]]),
            draw.pick(&["jpg", "png"]),
        ),
        (Kind::NearMiss, "png") => {
            (draw.pick(&[vec![".png"], vec!["jpeg", "PNG"]]), draw.pick(&["png", "jpg"]))
        }
        (Kind::NearMiss, _) => {
            (draw.pick(&[vec!["wave"], vec!["mp3", "WAV"]]), draw.pick(&["wav", "mp3"]))
        }
    };
    made.about =
        format!("{is} named .{ending}, accepted {}: {}", accepted.join(" or "), made.about);
    made.ending = ending;
    Ok(expecting(made, |expect| expect.containers = texts(&accepted)))
}

pub(crate) fn codec(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let made = any(kit, draw)?;
    let is = made.ending;
    let (pictures, heard): (&[&str], &str) = match (kind, is) {
        (Kind::Fault, "mp4") => {
            let mut film = Film::any(kit, draw)?;
            let encoder = draw.pick(&["libx264", "mpeg4", "mpeg2video", "libx265"]);
            encoder.clone_into(&mut film.encoding.video.encoder);
            let film = film.made(kit, encoder)?;
            return Ok(expecting(film, |expect| {
                let other = if encoder == "libx265" { "h264" } else { "hevc" };
                expect.codecs = texts(&[other]);
            }));
        }
        (Kind::Fault, "wav") => (&[], draw.pick(&["aac", "mp3", "opus"])),
        (Kind::Fault, _) => (draw.pick(&[&["webp"][..], &["gif", "webp"]]), ""),
        (Kind::NearMiss, "mp4") => (
            draw.pick(&[&["H.264"][..], &["avc1"], &["hevc", "AVC"], &["x264"]]),
            draw.pick(&["AAC", "aac-lc", "mp4a"]),
        ),
        (Kind::NearMiss, "wav") => (&[], draw.pick(&["pcm_s16le", "PCM", "wav"])),
        (Kind::NearMiss, "jpg") => (draw.pick(&[&["jpeg"][..], &["JPG"], &["mjpeg", "png"]]), ""),
        (Kind::NearMiss, _) => (draw.pick(&[&["png"][..], &["PNG", "jpeg"]]), ""),
    };
    let made = expecting(made, |expect| {
        expect.codecs = texts(pictures);
        expect.audio_codec = (!heard.is_empty()).then(|| heard.to_owned());
    });
    let about = format!("accepted {} {heard}: {}", pictures.join(" or "), made.about);
    Ok(Made { about, ..made })
}

pub(crate) fn bytes(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut made = any(kit, draw)?;
    if made.ending == "mp4" && draw.happens(0.2) {
        let more = vec![0; draw.whole(1000, 400_000) as usize];
        let mut film = Mp4::read(&made.bytes).context("no film")?;
        film.atoms.push(Atom::new(*b"free", more));
        let about = format!("with a long free box: {}", made.about);
        made = Made::new(film.write().context("no film")?, made.ending, made.standard, about);
    }
    let is = made.bytes.len() as f64;
    let most = match kind {
        Kind::Fault => (is - draw.spread(1.0, is * 0.7)) as u64,
        Kind::NearMiss => (is + draw.spread(1.0, is * 0.3) - 1.0) as u64,
    };
    made.about = format!("{is} of {most} bytes: {}", made.about);
    Ok(expecting(made, |expect| expect.max_bytes = Some(most)))
}

/// A film of pictures of a known bit rate, with or without a sound that does not count.
fn rated(kit: &Kit, draw: &mut Draw) -> Result<(Made, f64)> {
    let mut film = Film::any(kit, draw)?;
    let crf = draw.whole(12, 36);
    film.encoding.video.settings.insert("crf".to_owned(), crf.to_string());
    let made = film.made(kit, &format!("crf {crf}"))?;
    let mut boxes = Mp4::read(&made.bytes).context("no film")?;
    let kbps = boxes.kbps(film.seconds()).context("no sample sizes")?;
    Ok((made, kbps))
}

pub(crate) fn too_many_kbps(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let (made, kbps) = rated(kit, draw)?;
    let most = match kind {
        Kind::Fault => kbps / (1.0 + draw.spread(0.005, 2.0)),
        Kind::NearMiss => kbps * (1.0 + draw.spread(0.005, 0.5)),
    };
    let about = format!("{kbps:.0} of {most:.0} kbit/s: {}", made.about);
    Ok(expecting(Made { about, ..made }, |expect| expect.max_kbps = Some(most)))
}

pub(crate) fn too_few_kbps(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let (made, kbps) = rated(kit, draw)?;
    let least = match kind {
        Kind::Fault => kbps * (1.0 + draw.spread(0.005, 2.0)),
        Kind::NearMiss => kbps / (1.0 + draw.spread(0.005, 0.5)),
    };
    let about = format!("{kbps:.0} of {least:.0} kbit/s: {}", made.about);
    Ok(expecting(Made { about, ..made }, |expect| expect.min_kbps = Some(least)))
}

/// A film or a picture, and its size.
fn framed(kit: &Kit, draw: &mut Draw) -> Result<(Made, Size)> {
    if draw.happens(0.5) {
        let film = Film::any(kit, draw)?;
        return Ok((film.made(kit, "film")?, film.size));
    }
    let still = Still::any(kit, draw);
    let size = still.canvas.size;
    let made = Made::new(still.jpeg(kit, 85)?, "jpg", still.standard(kit, "jpeg"), still.about);
    Ok((made, size))
}

pub(crate) fn dimensions(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let (made, is) = framed(kit, draw)?;
    let Size { width, height } = is;
    let off = draw.spread(1.0, 200.0) as u32;
    let larger = Size { width: width + off, height: height + draw.whole(0, off) };
    let smaller = Size { width: width - off, height: height - draw.whole(0, off) };
    let rule = match kind {
        Kind::Fault => draw.pick(&[
            SizeRule::Exactly(larger),
            SizeRule::Exactly(smaller),
            SizeRule::Exactly(Size { width: width * 2, height: height * 2 }),
            SizeRule::Across(width + off),
            SizeRule::Down(height - off),
            SizeRule::AtLeast { recommended: larger, smallest: larger },
        ]),
        Kind::NearMiss => draw.pick(&[
            SizeRule::Across(width),
            SizeRule::Down(height),
            SizeRule::AtLeast { recommended: larger, smallest: is },
            SizeRule::AtLeast { recommended: larger, smallest: smaller },
        ]),
    };
    let about = format!("{is} for {rule:?}: {}", made.about);
    Ok(expecting(Made { about, ..made }, |expect| {
        expect.size = Some(rule);
        expect.aspect = None;
    }))
}

pub(crate) fn aspect(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let (made, is) = framed(kit, draw)?;
    let tolerance_pct = draw.pick(&[0.0, 1.0, 3.0]);
    let off = match kind {
        Kind::Fault => tolerance_pct / 100.0 + draw.spread(0.001, 0.8),
        Kind::NearMiss => tolerance_pct / 100.0 * draw.between(0.0, 0.97),
    };
    let factor = if draw.happens(0.5) { 1.0 + off } else { 1.0 - off };
    // The rule is a share of what is asked for, not of what is there.
    let ratio = is.aspect() / factor;
    // Some places take an interval as well: it ends just beyond, or just before, what is there.
    let interval = draw.happens(0.4).then(|| {
        let near = is.aspect() * (1.0 + off.max(0.002));
        let widest = near * draw.between(1.1, 2.0);
        match kind {
            Kind::Fault => Shape { narrowest: near, widest },
            Kind::NearMiss => Shape { narrowest: is.aspect() * 0.9, widest },
        }
    });
    let shapes: Vec<Shape> = interval.into_iter().collect();
    let said: Vec<String> = shapes.iter().map(ToString::to_string).collect();
    let about = format!("{is} for {ratio:.4} {} ±{tolerance_pct}%: {}", said.join(""), made.about);
    Ok(expecting(Made { about, ..made }, |expect| {
        expect.size = None;
        expect.aspect = Some(AspectRule { ratio, tolerance_pct });
        expect.shapes = shapes;
    }))
}

pub(crate) fn duration(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let film = Film::any(kit, draw)?;
    let is = film.seconds();
    let frame = film.rate.duration(1).0;
    let made = film.made(kit, "film")?;
    let off = match kind {
        // Containers count in ticks; a tenth of a frame is more than they round.
        Kind::Fault => frame * 1.1 + draw.spread(frame, is * 0.6),
        Kind::NearMiss => frame * draw.between(0.0, 0.95),
    };
    let rule = match draw.whole(0, 3) {
        0 => DurationRule::OneOf(vec![Secs(is + off)]),
        1 => DurationRule::OneOf(vec![Secs(1.0), Secs(is - off), Secs(is + 9.0)]),
        2 => DurationRule::Range(None, Some(Secs(is - off))),
        _ => DurationRule::Range(Some(Secs(is + off)), Some(Secs(is + 20.0))),
    };
    let about = format!("{is:.3} s, off by {off:.3} s: {}", made.about);
    Ok(expecting(Made { about, ..made }, |expect| expect.duration = Some(rule)))
}

pub(crate) fn frame_rate(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let film = Film::any(kit, draw)?;
    let made = film.made(kit, "film")?;
    let FrameRate { num, den } = film.rate;
    let asked = match (kind, film.rate.den) {
        (Kind::Fault, _) => {
            let mut others = RATES.to_vec();
            others.extend([(60, 1), (60_000, 1001), (12, 1)]);
            others.retain(|other| *other != (num, den));
            let (num, den) = draw.pick(&others);
            FrameRate { num, den }
        }
        (Kind::NearMiss, 1) => FrameRate { num: num * 1000, den: 1000 },
        // As people write it: 29.97, 23.976.
        (Kind::NearMiss, _) => {
            FrameRate { num: (film.rate.fps() * 1000.0).round() as u32, den: 1000 }
        }
    };
    let fps = asked.fps();
    let (lower, higher) = (film.rate.fps() - draw.between(0.1, 5.0), film.rate.fps() + 1.0);
    let rate = |fps: f64| FrameRate { num: (fps * 1000.0).round() as u32, den: 1000 };
    let rule = match (kind, draw.whole(0, 2)) {
        (_, 0) => asked.into(),
        (_, 1) => FrameRateRule::OneOf(vec![rate(higher + 7.0), asked]),
        // NTSC rates belong to the whole number that they are called by, so keep away from it.
        (Kind::Fault, _) if draw.happens(0.5) => FrameRateRule::Range(Some(rate(higher)), None),
        (Kind::Fault, _) => FrameRateRule::Range(None, Some(rate(lower))),
        (Kind::NearMiss, _) => FrameRateRule::Range(Some(rate(lower)), Some(rate(fps))),
    };
    let about = format!("{} for {rule}: {}", film.rate, made.about);
    Ok(expecting(Made { about, ..made }, |expect| expect.frame_rate = Some(rule)))
}

pub(crate) fn pixel_format(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let made = Film::any(kit, draw)?.made(kit, "yuv420p")?;
    let asked = match kind {
        Kind::Fault => {
            draw.pick(&["yuv422p", "yuv444p", "yuv420p10le", "nv12", "yuvj420p", "rgb24"])
        }
        Kind::NearMiss => draw.pick(&["yuv420p", "YUV420P", " yuv420p "]),
    };
    let about = format!("asked for `{asked}`: {}", made.about);
    Ok(expecting(Made { about, ..made }, |expect| expect.pixel_format = Some(asked.to_owned())))
}

/// A sound of its own, or that of a film, laid down as it is.
pub(crate) fn audio_format(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let film = Film::any(kit, draw)?;
    let told = film.encoding.audio.kbps.context("no bit rate")?;
    let made = film.made(kit, &format!("48 kHz stereo, {told} kbit/s of AAC"))?;
    let (sample_rate, channels, min_kbps) = match kind {
        Kind::Fault => match draw.whole(0, 2) {
            0 => (draw.pick(&["44100", "96000;192000", "..44100", "48001.."]), "", None),
            1 => ("", draw.pick(&["1", "6;8", "..1", "3.."]), None),
            _ => ("", "", Some(f64::from(told) * (1.4 + draw.spread(0.01, 2.0)))),
        },
        Kind::NearMiss => (
            draw.pick(&["48000", "44100;48000", "..48000", "32000..48000"]),
            draw.pick(&["2", "1;2", "2..", "..2"]),
            // What the encoder was told: it may spend less.
            draw.happens(0.7).then_some(f64::from(told)),
        ),
    };
    let about = format!("for {sample_rate} Hz, {channels} channels, {min_kbps:?}: {}", made.about);
    Ok(expecting(Made { about, ..made }, |expect| {
        expect.sound.sample_rate = NumberRule::parse(sample_rate);
        expect.sound.channels = NumberRule::parse(channels);
        expect.sound.min_kbps = min_kbps;
    }))
}
