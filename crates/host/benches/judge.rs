//! How long it takes to judge ten thousand deliverables under another standard when everything was
//! measured before: read from the cache of facts, judged, counted.
//!
//! Run with `cargo bench -p throughline-host --bench judge`; nothing is asserted, since time is not
//! the code's alone.

use gate::Standard;
use gate::standard::{BrandStandard, Expect, Stale};
use host::cache::facts::FactCache;
use model::colour::Colour;
use model::digest::Digest;
use model::fact::{
    AudioFacts, FileFacts, Glance, KeptFrame, ProbeFacts, ReadText, Scan, Span, Steps, VideoFacts,
};
use model::finding::LookTier;
use model::insight::PaletteShare;
use model::unit::{DbTp, FrameRate, Lufs, Ratio, Region, Secs, Size};
use std::error::Error;
use std::time::Instant;

const FILES: u32 = 10_000;

#[expect(clippy::print_stdout, reason = "a bench's result is what it prints")]
fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let cache = FactCache::open(folder.path())?;
    cache.together(|| {
        for number in 0..FILES {
            cache.note(&key("facts", number), &film(number));
            cache.note(&key("found", number), &end_card(number));
        }
    });
    drop(cache);
    let pack = spec::formats::pack();
    let motion = pack.values().filter(|format| format.kind == model::asset::MediaKind::Motion);
    for format in motion.take(3) {
        let standard = Standard {
            format: Some(Expect::from(format)),
            brand: Some(brand()),
            ..Standard::default()
        };
        let began = Instant::now();
        let cache = FactCache::open(folder.path())?;
        let (mut findings, mut read) = (0, 0.0);
        for number in 0..FILES {
            let began = Instant::now();
            let facts: FileFacts = cache.found(&key("facts", number)).ok_or("facts are gone")?;
            let found: ProbeFacts = cache.found(&key("found", number)).ok_or("words are gone")?;
            read += began.elapsed().as_secs_f64();
            let name = format!("film-{number}.mp4");
            let verdict = gate::judge(&name, &facts, Some(&found), &standard, LookTier::Verdict);
            findings += verdict.findings.len();
        }
        println!(
            "{FILES} deliverables judged as {}: {:.2} s ({read:.2} s to read them), {findings} findings",
            format.id,
            began.elapsed().as_secs_f64()
        );
    }
    Ok(())
}

fn key(what: &str, number: u32) -> Digest {
    Digest::of(format!("{what} {number}").as_bytes())
}

/// A film of fifteen seconds whose loudness and length wander with its number.
fn film(number: u32) -> FileFacts {
    let wander = f64::from(number % 17);
    let size = Size { width: 1080, height: 1920 };
    let glance = |at: u32| Glance {
        at: Secs(f64::from(at) * 2.0),
        luma: Ratio(0.4),
        spread: Ratio(0.2),
        ..Glance::default()
    };
    let span = |at: f64| Span { from: Secs(at), to: Secs(at + 0.3) };
    let shade = |n: u8| PaletteShare { colour: Colour { r: n, g: 60, b: 54 }, share: Ratio(0.1) };
    FileFacts {
        container: "mp4".to_owned(),
        fast_start: Some(true),
        video: Some(VideoFacts {
            codec: "h264".to_owned(),
            pixel_format: "yuv420p".to_owned(),
            displayed: size,
            coded: size,
            frame_rate: Some(FrameRate { num: 25, den: 1 }),
            frames: 375,
            duration: Secs(15.0 + wander / 10.0),
            kbps: Some(9_000.0),
            scan: Some(Scan::Progressive),
            steps: Some(Steps { least: Secs(0.04), most: Secs(0.04), odd: 0 }),
            glances: (0..8).map(glance).collect(),
            ..VideoFacts::default()
        }),
        audio: Some(AudioFacts {
            codec: "aac".to_owned(),
            sample_rate: 48_000,
            channels: 2,
            duration: Secs(15.0),
            offset: Some(Secs(0.0)),
            kbps: Some(192.0),
            channel_rms: vec![Some(-22.0), Some(-22.5)],
            correlation: Some(0.7),
            integrated: Some(Lufs(-14.0 - wander / 2.0)),
            short_term_max: Some(Lufs(-13.0)),
            true_peak: Some(DbTp(-3.0 + wander / 6.0)),
            silences: (0..10).map(|n| span(f64::from(n))).collect(),
            ..AudioFacts::default()
        }),
        last_frame: Some(KeptFrame {
            at: Secs(14.96),
            png: key("frame", number),
            size,
            palette: (20..28).map(shade).collect(),
            luma: Ratio(0.22),
        }),
        ..FileFacts::of_bytes(key("file", number), 18_000_000)
    }
}

fn end_card(number: u32) -> ProbeFacts {
    let words = [
        "brindle",
        "Stay out a",
        "little longer.",
        if number.is_multiple_of(5) { "Cool down" } else { "Find yours" },
        "78 °C after 8 h at −5 °C. Sample test for AT.",
    ];
    let line = |(at, text): (usize, &str)| ReadText {
        text: text.to_owned(),
        region: Region { x: 200, y: 300 + at as u32 * 200, w: 600, h: 90 },
        confidence: Ratio(0.98),
        contrast: 11.0,
    };
    ProbeFacts {
        words: Some(words.into_iter().enumerate().map(line).collect()),
        reader: Some("a reader".to_owned()),
        ..ProbeFacts::default()
    }
}

fn brand() -> BrandStandard {
    let stale = |n: u32| Stale {
        text: format!("Ice until sunset, offer {n} until 31 August."),
        what: format!("the end card of summer {n}"),
    };
    BrandStandard {
        name: "Brindlewick".to_owned(),
        palette: vec![Colour { r: 22, g: 60, b: 54 }, Colour { r: 242, g: 157, b: 76 }],
        cta: Some("Find yours".to_owned()),
        legal: Some("78 °C after 8 h at −5 °C. Sample test for AT.".to_owned()),
        words: vec!["Stay out a little longer.".to_owned()],
        stale: (0..4).map(stale).collect(),
        ..BrandStandard::default()
    }
}
