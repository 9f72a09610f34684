//! How a film is coded: the first of our ways that its format takes.

use crate::error::AssetError;
use model::finding::Severity;
use model::timeline::{AudioCoding, Container, Encoding, Sampling, Scan, VideoCoding};
use model::unit::{FrameRate, Size};
use spec::format::{AudioRule, Format};
use std::collections::BTreeMap;

/// Bit rate of a sound that is coded with loss, where the format asks for no more, kilobits a
/// second.
const SOUND_KBPS: u32 = 192;
/// Samples a second, and channels, of the sound of all films.
const SOUND: (f64, f64) = (48_000.0, 2.0);
/// A bit rate that no film of ours comes near at CRF 20, kilobits a second: the sample's footage
/// takes 1 Mbit/s in 1080×1920. Limits above it need no buffer.
const UNCAPPED_KBPS: f64 = 60_000.0;
/// A bit rate that quality alone reaches, bits for each pixel of each second at 25 frames: half of
/// what a night scene of the sample with a plain closing card took (0.52).
const REACHED_BITS: f64 = 0.25;
/// A constant bit rate stays so far above the lowest that is taken: the first second may run below.
const ABOVE_FLOOR: f64 = 1.05;
/// What a container adds to its streams, at most.
const WRAPPING: f64 = 1.02;

/// One of our ways to code a film, with the names by which formats may call its parts.
struct Way {
    container: Container,
    containers: &'static [&'static str],
    codec: Codec,
    codecs: &'static [&'static str],
    sound: Heard,
    sounds: &'static [&'static str],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Codec {
    H264,
    Hevc,
    Vp9,
    ProRes,
    Xdcam,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heard {
    Aac,
    Opus,
    Pcm,
}

const MP4: &[&str] = &["mp4", "m4v"];
const MOV: &[&str] = &["mov", "quicktime", "qt"];
const AVC: &[&str] = &["h264", "avc", "avc1", "x264", "libx264", "mpeg4avc"];
const HEVC: &[&str] = &["hevc", "h265", "hvc1", "hev1", "x265", "libx265"];
const PRORES: &[&str] = &["prores", "prores422hq", "prores422"];
const XDCAM: &[&str] = &["mpeg2video", "mpeg2", "xdcam", "xdcamhd422"];
const AAC: &[&str] = &["aac", "aaclc", "mp4a"];
const PCM: &[&str] = &["pcm", "lpcm", "pcms24le", "wav"];

/// In the order in which they are asked: what plays everywhere, then what studios hand over, then
/// what saves bytes where it is taken.
const WAYS: [Way; 8] = [
    way(Container::Mp4, MP4, Codec::H264, AVC, Heard::Aac, AAC),
    way(Container::Mov, MOV, Codec::H264, AVC, Heard::Aac, AAC),
    way(Container::Mov, MOV, Codec::ProRes, PRORES, Heard::Pcm, PCM),
    way(Container::Mxf, &["mxf"], Codec::Xdcam, XDCAM, Heard::Pcm, PCM),
    way(Container::Mov, MOV, Codec::H264, AVC, Heard::Pcm, PCM),
    way(Container::Mp4, MP4, Codec::Hevc, HEVC, Heard::Aac, AAC),
    way(Container::Mov, MOV, Codec::Hevc, HEVC, Heard::Aac, AAC),
    way(
        Container::Webm,
        &["webm"],
        Codec::Vp9,
        &["vp9", "vp09", "libvpxvp9"],
        Heard::Opus,
        &["opus", "libopus"],
    ),
];

const fn way(
    container: Container,
    containers: &'static [&'static str],
    codec: Codec,
    codecs: &'static [&'static str],
    sound: Heard,
    sounds: &'static [&'static str],
) -> Way {
    Way { container, containers, codec, codecs, sound, sounds }
}

/// XDCAM HD422 has one size here, and two rates of pictures in fields.
const XDCAM_SIZE: Size = Size { width: 1920, height: 1080 };

/// Returns what a film in this format is wrapped in, or why there is none.
pub(crate) fn container(format: &Format) -> Result<Container, AssetError> {
    chosen(format).map(|way| way.container)
}

/// Returns how the frames of a film in this format are stored.
pub(crate) fn scan(format: &Format) -> Scan {
    let fields_taken = format.severities.get("interlaced") == Some(&Severity::Advise);
    match chosen(format) {
        Ok(way) if way.codec == Codec::Xdcam && fields_taken => Scan::UpperFieldFirst,
        _ => Scan::Progressive,
    }
}

/// Returns how many frames make one stored picture.
pub(crate) fn frames_a_picture(format: &Format) -> u32 {
    match scan(format) {
        Scan::Progressive => 1,
        Scan::UpperFieldFirst => 2,
    }
}

/// Returns how a film of `frames` frames is coded; `gop` counts them too.
pub(crate) fn encoding(
    format: &Format,
    rate: FrameRate,
    frames: u32,
    gop: u32,
) -> Result<Encoding, AssetError> {
    let way = chosen(format)?;
    let audio = audio(way.sound, format);
    let scan = scan(format);
    let seconds = rate.duration(u64::from(frames)).0;
    let sound_kbps = audio.kbps.map_or(2304.0, f64::from);
    let limits = Limits::of(format, seconds, sound_kbps, rate);
    let (encoder, sampling, gop, settings) = match way.codec {
        Codec::H264 => ("libx264", Sampling::Half420, gop, h264(&limits)),
        Codec::Hevc => ("libx265", Sampling::Half420, gop, hevc(&limits)),
        Codec::Vp9 => ("libvpx-vp9", Sampling::Half420, gop, vp9(&limits)),
        Codec::ProRes => ("prores_ks", Sampling::Half422Ten, 1, prores()),
        // Half a second, as the recorders of the format do.
        Codec::Xdcam => ("mpeg2video", Sampling::Half422, xdcam_gop(rate, scan), xdcam()),
    };
    Ok(Encoding {
        container: way.container,
        video: VideoCoding { encoder: encoder.to_owned(), sampling, scan, gop, settings },
        audio,
    })
}

fn chosen(format: &Format) -> Result<&'static Way, AssetError> {
    let because = |because: String| AssetError::CannotBeMade { format: format.id.clone(), because };
    if let Some(leader) = &format.leader {
        return Err(because(format!("its file begins with {leader}, which nothing here tells of")));
    }
    if !format.size.width.is_multiple_of(2) || !format.size.height.is_multiple_of(2) {
        return Err(AssetError::OddSize { format: format.id.clone(), size: format.size });
    }
    let silent = format.audio == AudioRule::Forbidden;
    let (rate, channels) = SOUND;
    let takes = |rule: &Option<spec::format::NumberRule>, number: f64| {
        silent || rule.as_ref().is_none_or(|rule| rule.accepts(number))
    };
    if !takes(&format.sound.sample_rate, rate) || !takes(&format.sound.channels, channels) {
        return Err(because("its sound is not stereo at 48 kHz, which is what films have".into()));
    }
    let fits = |way: &&Way| {
        named(&format.containers, way.containers)
            && named(&format.codecs, way.codecs)
            && (silent || named(&format.sound.codecs, way.sounds))
            && (way.codec != Codec::Xdcam || format.size == XDCAM_SIZE)
    };
    WAYS.iter().find(fits).ok_or_else(|| because(format!("it takes {}", wanted(format))))
}

/// An empty list takes everything.
fn named(taken: &[String], ours: &[&str]) -> bool {
    let plain = |name: &String| -> String {
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    taken.is_empty() || taken.iter().map(plain).any(|name| ours.contains(&name.as_str()))
}

fn wanted(format: &Format) -> String {
    let parts = [
        (&format.containers, "files"),
        (&format.codecs, "pictures"),
        (&format.sound.codecs, "sound"),
    ];
    let said = parts.iter().filter(|(names, _)| !names.is_empty());
    let words: Vec<String> =
        said.map(|(names, what)| format!("{} {what}", names.join(" or "))).collect();
    format!(
        "{}; films are made as MP4 (H.264 or HEVC with AAC), MOV (the same, or ProRes 422 HQ with \
         PCM), WebM (VP9 with Opus) and, in 1920×1080, MXF (XDCAM HD422 with PCM)",
        words.join(" with ")
    )
}

fn audio(sound: Heard, format: &Format) -> AudioCoding {
    let kbps =
        format.sound.min_kbps.map_or(SOUND_KBPS, |least| SOUND_KBPS.max(least.ceil() as u32));
    let (encoder, kbps) = match sound {
        Heard::Aac => ("aac", Some(kbps)),
        Heard::Opus => ("libopus", Some(kbps)),
        Heard::Pcm => ("pcm_s24le", None),
    };
    AudioCoding { encoder: encoder.to_owned(), kbps, rate: SOUND.0 as u32 }
}

/// What a format says of bits, for one film.
struct Limits {
    /// Kilobits a second that never run out of a buffer of one second.
    most: Option<u32>,
    /// Kilobits a second that are there all the time, padded where the pictures need fewer.
    always: Option<u32>,
}

impl Limits {
    /// A buffer of one second is full when a film begins, so what comes out is a second's worth
    /// more than its rate: the rate is chosen so that this fits as well.
    fn of(format: &Format, seconds: f64, sound_kbps: f64, rate: FrameRate) -> Self {
        let by_size = format
            .max_bytes
            .map(|bytes| bytes as f64 * 8.0 / 1000.0 / WRAPPING / seconds.max(1.0) - sound_kbps);
        let most = format.max_kbps.into_iter().chain(by_size).min_by(f64::total_cmp);
        let most = most.map(|kbps| kbps * seconds / (seconds + 1.0));
        let Size { width, height } = format.size;
        let pixels = f64::from(width) * f64::from(height) / 1000.0;
        let reached = pixels * REACHED_BITS * (rate.fps() / 25.0);
        let always = format.min_kbps.filter(|least| *least > reached);
        Self {
            most: most.filter(|kbps| *kbps < UNCAPPED_KBPS).map(|kbps| kbps.max(1.0) as u32),
            always: always.map(|least| (least * ABOVE_FLOOR).ceil() as u32),
        }
    }
}

type Settings = BTreeMap<String, String>;

fn settings<const N: usize>(pairs: [(&str, &str); N]) -> Settings {
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

fn set(settings: &mut Settings, name: &str, value: &impl ToString) {
    settings.insert(name.to_owned(), value.to_string());
}

fn hold(settings: &mut Settings, name: &str, kbps: u32) {
    let bits = u64::from(kbps) * 1000;
    set(settings, name, &bits);
    set(settings, "bufsize", &bits);
}

fn h264(limits: &Limits) -> Settings {
    let mut all = settings([("preset", "veryfast")]);
    match (limits.always, limits.most) {
        (Some(always), most) => {
            let kbps = most.map_or(always, |most| always.min(most));
            for name in ["b", "minrate", "maxrate"] {
                hold(&mut all, name, kbps);
            }
            set(&mut all, "nal-hrd", &"cbr");
        }
        (None, most) => {
            set(&mut all, "crf", &20);
            if let Some(kbps) = most {
                hold(&mut all, "maxrate", kbps);
            }
        }
    }
    all
}

fn hevc(limits: &Limits) -> Settings {
    // One thread, or its bytes depend on the machine.
    let mut alone = "pools=none:frame-threads=1:wpp=0:log-level=none".to_owned();
    let mut all = settings([("preset", "fast"), ("crf", "22")]);
    if let Some(kbps) = limits.always.or(limits.most) {
        hold(&mut all, "maxrate", kbps);
    }
    if let Some(kbps) = limits.always {
        all.remove("crf");
        hold(&mut all, "b", kbps);
        alone.push_str(":strict-cbr=1");
    }
    set(&mut all, "x265-params", &alone);
    all
}

fn vp9(limits: &Limits) -> Settings {
    let mut all = settings([
        ("deadline", "good"),
        ("cpu-used", "4"),
        ("row-mt", "0"),
        ("tile-columns", "0"),
        ("lag-in-frames", "25"),
        ("auto-alt-ref", "1"),
        ("b", "0"),
        ("crf", "31"),
    ]);
    match (limits.always, limits.most) {
        (Some(kbps), _) => {
            all.remove("crf");
            for name in ["b", "minrate", "maxrate"] {
                hold(&mut all, name, kbps);
            }
        }
        (None, Some(kbps)) => {
            hold(&mut all, "b", kbps);
            hold(&mut all, "maxrate", kbps);
        }
        (None, None) => {}
    }
    all
}

/// `ProRes` 422 HQ, by the name of Apple's own encoder, which is what some players ask for.
fn prores() -> Settings {
    settings([("profile", "hq"), ("vendor", "apl0")])
}

fn xdcam_gop(rate: FrameRate, scan: Scan) -> u32 {
    let stored = match scan {
        Scan::Progressive => rate.fps(),
        Scan::UpperFieldFirst => rate.fps() / 2.0,
    };
    (stored / 2.0).floor() as u32
}

/// XDCAM HD422 at 50 Mbit/s: MPEG-2 4:2:2 at high level (profile 0, level 2), the alternative table
/// for intra blocks, a non-linear scale and 10 bits of DC.
fn xdcam() -> Settings {
    let mut all = settings([
        ("profile", "0"),
        ("level", "2"),
        ("bf", "2"),
        ("intra_vlc", "1"),
        ("non_linear_quant", "1"),
        ("dc", "2"),
        ("qmin", "1"),
        ("qmax", "12"),
        ("lmin", "118"),
        ("rc_max_vbv_use", "1"),
        ("rc_min_vbv_use", "1"),
        ("sc_threshold", "1000000000"),
    ]);
    for name in ["b", "minrate", "maxrate"] {
        hold(&mut all, name, 50_000);
    }
    // The buffer of the format's decoders, bits.
    set(&mut all, "bufsize", &36_408_333);
    all
}

#[cfg(test)]
mod tests;
