//! Facts and standards that the tests start from: a healthy film, a healthy picture.

use crate::judge;
use crate::standard::{BrandStandard, Expect, LogoStandard, Standard, Term, TermKind, Voiceover};
use model::colour::Colour;
use model::digest::Digest;
use model::fact::{
    AudioFacts, BlackRun, ColourTags, Course, FileFacts, Glance, KeptFrame, LogoMatch, Metadata,
    ProbeFacts, ReadText, Scan, Span, Standstill, Steps, VideoFacts, VoiceFacts,
};
use model::finding::{FileVerdict, Finding, LookTier};
use model::insight::PaletteShare;
use model::person::PersonName;
use model::unit::{Date, DbTp, FrameRate, Lufs, Ratio, Region, Secs, Size};
use spec::workspace::{Breaks, Rule, RuleForce};

pub(crate) const TEAL: Colour = Colour { r: 0x00, g: 0x5f, b: 0x63 };
pub(crate) const ORANGE: Colour = Colour { r: 0xff, g: 0x7a, b: 0x00 };

/// 15 s at 25 frames, 1080×1920, H.264 and AAC at −23 LUFS, closing on a teal card.
pub(crate) fn film() -> FileFacts {
    let size = Size { width: 1080, height: 1920 };
    FileFacts {
        container: "mp4".to_owned(),
        fast_start: Some(true),
        metadata: Some(Metadata::default()),
        video: Some(VideoFacts {
            codec: "h264".to_owned(),
            pixel_format: "yuv420p".to_owned(),
            displayed: size,
            coded: size,
            frame_rate: Some(FrameRate { num: 25, den: 1 }),
            frames: 375,
            duration: Secs(15.0),
            kbps: Some(4000.0),
            colour: hd(),
            scan: Some(Scan::Progressive),
            steps: Some(Steps { least: Secs(0.04), most: Secs(0.04), odd: 0 }),
            glances: [0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0].map(glance).to_vec(),
            course: Some(Course { frames: 375, ..Course::default() }),
            closing: Some(Standstill::AtLeast(Secs(2.0))),
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
            integrated: Some(Lufs(-23.0)),
            short_term_max: Some(Lufs(-19.0)),
            true_peak: Some(DbTp(-3.0)),
            silent: Ratio(0.02),
            flat_top: Ratio(0.01),
            ..AudioFacts::default()
        }),
        last_frame: Some(KeptFrame {
            at: Secs(14.96),
            png: Digest::of(b"card"),
            size,
            palette: vec![
                PaletteShare { colour: TEAL, share: Ratio(0.8) },
                PaletteShare { colour: Colour::WHITE, share: Ratio(0.2) },
            ],
            luma: Ratio(0.4),
        }),
        ..FileFacts::of_bytes(Digest::of(b"film"), 8_000_000)
    }
}

/// The film, of whose last frame so much is in its leading colour.
pub(crate) fn closing_on(share: f64) -> FileFacts {
    let mut facts = film();
    if let Some(frame) = &mut facts.last_frame {
        for (part, share) in frame.palette.iter_mut().zip([share, 1.0 - share]) {
            part.share = Ratio(share);
        }
    }
    facts
}

/// Tagged as HD is.
pub(crate) fn hd() -> ColourTags {
    let bt709 = || Some("bt709".to_owned());
    let (primaries, transfer, matrix) = (bt709(), bt709(), bt709());
    ColourTags { primaries, transfer, matrix, range: Some("tv".to_owned()) }
}

/// A frame with something in it.
pub(crate) fn glance(at: f64) -> Glance {
    Glance {
        at: Secs(at),
        luma: Ratio(0.4),
        spread: Ratio(0.2),
        light: Ratio(0.9),
        ..Glance::default()
    }
}

/// The film once every frame of it was looked at.
pub(crate) fn watched(course: Course) -> FileFacts {
    let mut facts = film();
    facts.video = facts.video.map(|video| VideoFacts { course: Some(course), ..video });
    facts
}

/// So many black frames, at 25 a second.
pub(crate) fn black_run(
    from: f64,
    frames: u64,
    before: Option<Ratio>,
    after: Option<Ratio>,
) -> BlackRun {
    let to = Secs(from + frames as f64 / 25.0);
    BlackRun { span: Span { from: Secs(from), to }, frames, before, after, around: [before, after] }
}

/// A JPEG of 1080×1080.
pub(crate) fn still() -> FileFacts {
    let size = Size { width: 1080, height: 1080 };
    let mut facts = film();
    facts.container = "jpeg".to_owned();
    facts.audio = None;
    facts.fast_start = None;
    facts.video = facts.video.map(|video| VideoFacts {
        codec: "mjpeg".to_owned(),
        displayed: size,
        coded: size,
        frame_rate: None,
        frames: 1,
        duration: Secs(0.0),
        kbps: None,
        colour: ColourTags::default(),
        scan: None,
        steps: None,
        glances: vec![glance(0.0)],
        closing: None,
        ..video
    });
    facts
}

pub(crate) fn no_format() -> Standard {
    Standard::default()
}

pub(crate) fn expecting(expect: Expect) -> Standard {
    let named = Expect { rule: "order".to_owned(), source: "the client".to_owned(), ..expect };
    Standard { format: Some(named), ..Standard::default() }
}

/// On air in February 2026.
pub(crate) fn flight() -> Standard {
    let days = (Date::constant(2026, 2, 1), Date::constant(2026, 2, 28));
    Standard { on_air: Some(days), ..Standard::default() }
}

/// A photograph, or an offer, for some days of February 2026.
pub(crate) fn term(kind: TermKind, from: Option<i8>, until: Option<i8>) -> Term {
    let day = |day: i8| Date::constant(2026, 2, day);
    let what = "scene/harbour".to_owned();
    Term { what, kind, from: from.map(day), until: until.map(day), source: "scenes.csv".to_owned() }
}

/// A logo that is to be 8% of the width at least, with a quarter of its height clear around it.
pub(crate) fn logo_standard() -> LogoStandard {
    let (id, digest) = ("main".parse().unwrap(), Digest::of(b"logo"));
    LogoStandard { id, digest, smallest: Ratio(0.08), clear_space: Ratio(0.25) }
}

pub(crate) fn branded(brand: BrandStandard) -> Standard {
    Standard { brand: Some(brand), ..Standard::default() }
}

/// A brand whose end card should be orange; the film's is teal.
pub(crate) fn foreign_end_card() -> BrandStandard {
    BrandStandard { background: Some(ORANGE), ..BrandStandard::default() }
}

pub(crate) fn rule(id: &str, force: RuleForce) -> Rule {
    Rule {
        id: id.parse().unwrap(),
        text: "our colours only".to_owned(),
        force,
        checks: vec!["off-palette".to_owned()],
    }
}

pub(crate) fn breaks(id: &str) -> Breaks {
    Breaks {
        rule: id.parse().unwrap(),
        by: PersonName("Mara".to_owned()),
        because: "it is their anniversary".to_owned(),
    }
}

/// Lines as a reader returns them, one under the other.
pub(crate) fn read(lines: &[&str]) -> Vec<ReadText> {
    let line = |(at, text): (usize, &&str)| ReadText {
        text: (*text).to_owned(),
        region: Region { x: 0, y: at as u32 * 20, w: 100, h: 10 },
        confidence: Ratio(0.9),
        contrast: 9.0,
    };
    lines.iter().enumerate().map(line).collect()
}

pub(crate) fn probe_words(lines: &[&str]) -> ProbeFacts {
    ProbeFacts { words: Some(read(lines)), ..ProbeFacts::default() }
}

pub(crate) fn probe_logo(score: f64) -> ProbeFacts {
    let region = Some(Region { x: 100, y: 500, w: 100, h: 40 });
    let found = LogoMatch::at(Digest::of(b"logo"), score, region);
    ProbeFacts { logos: vec![found], ..ProbeFacts::default() }
}

/// Somebody speaks from 2 s to 6 s.
pub(crate) fn probe_voice(likeliest: f64) -> ProbeFacts {
    let voice = VoiceFacts {
        spans: vec![Span { from: Secs(2.0), to: Secs(6.0) }],
        spoken: Secs(4.0),
        share: Ratio(0.27),
        likeliest: Ratio(likeliest),
        lift: Some(20.0),
        model: "test".to_owned(),
    };
    ProbeFacts { voice: Some(voice), ..ProbeFacts::default() }
}

pub(crate) fn voiced(voiceover: Voiceover) -> Standard {
    Standard { voiceover: Some(voiceover), ..Standard::default() }
}

pub(crate) fn look(facts: &FileFacts, standard: &Standard) -> FileVerdict {
    judge("film.mp4", facts, None, standard, LookTier::Verdict)
}

pub(crate) fn look_closer(probe: &ProbeFacts, standard: &Standard) -> FileVerdict {
    judge("film.mp4", &film(), Some(probe), standard, LookTier::Verdict)
}

pub(crate) fn codes(verdict: &FileVerdict) -> Vec<&str> {
    verdict.findings.iter().map(|finding| finding.code.as_str()).collect()
}

/// Returns the one finding of a verdict that has one.
pub(crate) fn only(verdict: &FileVerdict) -> &Finding {
    assert_eq!(verdict.findings.len(), 1, "{:?}", verdict.findings);
    &verdict.findings[0]
}
