//! One file as the checks see it: facts, probe, standard.

use crate::standard::Standard;
use model::fact::{
    AudioFacts, Course, FileFacts, KeptFrame, LogoMatch, ProbeFacts, ReadText, Span, TypefaceMatch,
    VideoFacts, VoiceFacts,
};
use model::finding::{Finding, LookTier, Place, Quantity, Severity};
use model::unit::{Region, Secs};

/// Letters that were compared in a line; fewer may all be ones that a reader mistook.
const LEAST_LETTERS: u32 = 8;

/// Pixels to the em; smaller letters are too coarse to tell typefaces apart.
const LEAST_EM: f64 = 20.0;

/// What a check is given to look at.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// What was measured.
    pub facts: &'a FileFacts,
    /// What was read and recognised, when anybody looked.
    pub probe: Option<&'a ProbeFacts>,
    /// What is expected.
    pub standard: &'a Standard,
    /// How far the file was looked at.
    pub tier: LookTier,
}

impl<'a> Subject<'a> {
    pub(crate) fn video(&self) -> Option<&'a VideoFacts> {
        self.facts.video.as_ref()
    }

    pub(crate) fn audio(&self) -> Option<&'a AudioFacts> {
        self.facts.audio.as_ref()
    }

    pub(crate) fn last_frame(&self) -> Option<&'a KeptFrame> {
        self.facts.last_frame.as_ref()
    }

    pub(crate) fn words(&self) -> Option<&'a [ReadText]> {
        self.probe.and_then(|probe| probe.words.as_deref())
    }

    pub(crate) fn voice(&self) -> Option<&'a VoiceFacts> {
        self.probe.and_then(|probe| probe.voice.as_ref())
    }

    /// Returns the matches of the logos that the standard knows.
    pub(crate) fn logo_matches(&self) -> impl Iterator<Item = &'a LogoMatch> {
        let known = self.standard.brand.iter().flat_map(|brand| &brand.logos);
        let digests: Vec<_> = known.map(|logo| logo.digest).collect();
        self.probe
            .map_or(&[][..], |probe| probe.logos.as_slice())
            .iter()
            .filter(move |found| digests.contains(&found.logo))
    }

    /// Returns the matches of the typefaces that the standard knows, on lines that tell enough.
    pub(crate) fn typeface_matches(&self) -> impl Iterator<Item = &'a TypefaceMatch> {
        let known = self.standard.brand.iter().flat_map(|brand| &brand.typefaces);
        let fonts: Vec<_> = known.filter_map(|typeface| typeface.font).collect();
        let all = self.probe.and_then(|probe| probe.typefaces.as_deref()).unwrap_or_default();
        let tells = |found: &TypefaceMatch| found.letters >= LEAST_LETTERS && found.em >= LEAST_EM;
        all.iter().filter(move |found| fonts.contains(&found.font) && tells(found))
    }

    /// Returns what every frame showed, once somebody looked.
    pub(crate) fn course(&self) -> Option<&'a Course> {
        self.video().and_then(|video| video.course.as_ref())
    }

    /// Returns how long the file plays: its pictures when it has any, else its sound. A picture
    /// that does not move lasts 0 s.
    pub(crate) fn duration(&self) -> Option<Secs> {
        self.video()
            .map(|video| video.duration)
            .or_else(|| self.audio().map(|audio| audio.duration))
            .filter(|duration| duration.0.is_finite())
    }

    /// Returns how long one frame is shown; 1/25 s where the file has no frames.
    pub(crate) fn frame_length(&self) -> Secs {
        self.video()
            .and_then(|video| video.frame_rate)
            .filter(|rate| rate.num > 0)
            .map_or(Secs(1.0 / 25.0), |rate| rate.duration(1))
    }

    /// Returns the bit rate of the pictures, or of the whole file where that is not known.
    pub(crate) fn kbps(&self) -> Option<f64> {
        let whole_file = || {
            let duration = self.duration().filter(|duration| duration.0 > 0.0)?;
            Some(self.facts.bytes as f64 * 8.0 / 1000.0 / duration.0)
        };
        self.video()?.kbps.or_else(whole_file).filter(|kbps| kbps.is_finite())
    }

    /// Returns a place in the last frame.
    pub(crate) fn in_last_frame(&self, region: Option<Region>) -> Option<Place> {
        let frame = self.last_frame()?;
        Some(Place { start_s: Some(frame.at.0), end_s: None, region })
    }
}

/// Returns a place in time.
pub(crate) fn during(span: Span) -> Place {
    Place { start_s: Some(span.from.0), end_s: Some(span.to.0), region: None }
}

/// The rule that is broken, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Basis {
    pub(crate) rule: String,
    pub(crate) source: String,
}

impl Basis {
    /// A rule that holds for every file, whatever it was ordered for.
    pub(crate) fn practice(rule: &str, source: &str) -> Self {
        Self { rule: format!("practice:{rule}"), source: source.to_owned() }
    }
}

/// Builds a finding without a place.
pub(crate) fn found(
    code: &str,
    severity: Severity,
    measured: Quantity,
    expected: Quantity,
    remedy: impl Into<String>,
    basis: Basis,
) -> Finding {
    Finding {
        code: code.to_owned(),
        severity,
        place: None,
        measured: Some(measured),
        expected: Some(expected),
        remedy: remedy.into(),
        rule: basis.rule,
        source: basis.source,
        intended: None,
        overridden: None,
    }
}
