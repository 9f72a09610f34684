//! A standard from one row of a deliverables table, or from the flags of a command.

use super::{AspectRule, BrandStandard, Expect, LogoStandard, SizeRule, Stale, Standard};
use model::colour::Colour;
use model::digest::Digest;
use model::finding::Severity;
use model::unit::{DbTp, FrameRate, Lufs, Secs, Size};
use spec::deliverables::{ExpectedAudio, ExpectedDeliverable};
use spec::format::{AudioRule, DurationRule, LoudnessRule};

/// ±1 LU: the production tolerance of EBU R 128 version 4, for rows that state none.
const LOUDNESS_TOLERANCE_LU: f64 = 1.0;

/// 1%: room for sizes that must be even (1080×608 for 16:9), for rows that state none.
const ASPECT_TOLERANCE_PCT: f64 = 1.0;

/// What somebody expects of one file. Whatever is absent is not judged.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeliverableRow {
    /// Where it is written (`deliverables.csv:4`); findings name it as the rule.
    pub place: String,
    /// Who asks for it, when that is known.
    pub source: Option<String>,
    /// Exact pixels across.
    pub width: Option<u32>,
    /// Exact pixels down.
    pub height: Option<u32>,
    /// Width over height.
    pub aspect: Option<f64>,
    /// Allowed distance of the aspect ratio, per cent; 1 when absent.
    pub aspect_tolerance_pct: Option<f64>,
    /// Exact length, ±1 frame.
    pub duration: Option<Secs>,
    /// Shortest length.
    pub min_duration: Option<Secs>,
    /// Greatest length.
    pub max_duration: Option<Secs>,
    /// Frames a second.
    pub frame_rate: Option<FrameRate>,
    /// Container.
    pub container: Option<String>,
    /// Picture codec.
    pub codec: Option<String>,
    /// Pixel format.
    pub pixel_format: Option<String>,
    /// Largest file.
    pub max_bytes: Option<u64>,
    /// Highest bit rate of the pictures, kilobits a second.
    pub max_kbps: Option<f64>,
    /// Whether there must be sound; derived from the other sound columns when absent.
    pub audio: Option<AudioRule>,
    /// Sound codec; `none` forbids sound.
    pub audio_codec: Option<String>,
    /// Integrated loudness.
    pub loudness: Option<Lufs>,
    /// Allowed distance, LU; 1 when absent.
    pub loudness_tolerance: Option<f64>,
    /// Highest true peak.
    pub true_peak: Option<DbTp>,
    /// The call to action that must be read.
    pub cta: Option<String>,
    /// The legal line that must be read.
    pub legal: Option<String>,
    /// The ground of the end card.
    pub background: Option<Colour>,
    /// The brand's colours.
    pub palette: Vec<Colour>,
    /// Logos, any of which must be there.
    pub logos: Vec<LogoStandard>,
    /// Words that must not be there.
    pub stale: Vec<Stale>,
    /// The bytes that were signed off.
    pub approved: Option<Digest>,
}

impl DeliverableRow {
    pub(super) fn standard(&self) -> Standard {
        let brand = self.brand();
        Standard {
            format: Some(self.expect()),
            brand: (brand != self.empty_brand()).then_some(brand),
            approved: self.approved,
            ..Standard::default()
        }
    }

    fn expect(&self) -> Expect {
        let aspect_tolerance = self.aspect_tolerance_pct.unwrap_or(ASPECT_TOLERANCE_PCT);
        let size = self.size();
        let shape = match size {
            Some(SizeRule::Exactly(size)) => Some(size.aspect()),
            _ => None,
        };
        let ratio = self.aspect.or(shape);
        Expect {
            rule: self.place.clone(),
            source: self.source(),
            size,
            aspect: ratio.map(|ratio| AspectRule { ratio, tolerance_pct: aspect_tolerance }),
            duration: self.duration_rule(),
            frame_rate: self.frame_rate.map(Into::into),
            containers: self.container.iter().cloned().collect(),
            codecs: self.codec.iter().cloned().collect(),
            pixel_format: self.pixel_format.clone(),
            max_bytes: self.max_bytes,
            max_kbps: self.max_kbps,
            audio: self.audio_rule(),
            audio_codec: self.audio_codec.clone().filter(|codec| !is_none(codec)),
            loudness: self.loudness.map(|target| LoudnessRule {
                target,
                tolerance: self.loudness_tolerance.unwrap_or(LOUDNESS_TOLERANCE_LU),
                severity: Severity::Reject,
            }),
            true_peak: self.true_peak,
            ..Expect::default()
        }
    }

    fn size(&self) -> Option<SizeRule> {
        match (self.width, self.height) {
            (Some(width), Some(height)) => Some(SizeRule::Exactly(Size { width, height })),
            (Some(width), None) => Some(SizeRule::Across(width)),
            (None, Some(height)) => Some(SizeRule::Down(height)),
            (None, None) => None,
        }
    }

    fn duration_rule(&self) -> Option<DurationRule> {
        match (self.duration, self.min_duration, self.max_duration) {
            (Some(exact), _, _) => Some(DurationRule::OneOf(vec![exact])),
            (None, None, None) => None,
            (None, min, max) => Some(DurationRule::Range(min, max)),
        }
    }

    fn audio_rule(&self) -> Option<AudioRule> {
        match &self.audio_codec {
            Some(codec) if is_none(codec) => Some(AudioRule::Forbidden),
            Some(_) => Some(AudioRule::Required),
            None => self.audio.or_else(|| self.loudness.map(|_| AudioRule::Required)),
        }
    }

    fn brand(&self) -> BrandStandard {
        BrandStandard {
            background: self.background,
            palette: self.palette.clone(),
            logos: self.logos.clone(),
            cta: self.cta.clone(),
            legal: self.legal.clone(),
            stale: self.stale.clone(),
            ..self.empty_brand()
        }
    }

    fn empty_brand(&self) -> BrandStandard {
        BrandStandard { source: self.source(), ..BrandStandard::default() }
    }

    fn source(&self) -> String {
        self.source.clone().unwrap_or_else(|| self.place.clone())
    }
}

impl From<&ExpectedDeliverable> for DeliverableRow {
    fn from(listed: &ExpectedDeliverable) -> Self {
        Self {
            place: format!("{}:{}", listed.place.file, listed.place.line),
            width: listed.width,
            height: listed.height,
            duration: listed.duration,
            frame_rate: listed.frame_rate,
            codec: listed.video_codec.clone(),
            audio_codec: match &listed.audio {
                ExpectedAudio::Unstated => None,
                ExpectedAudio::Silent => Some("none".to_owned()),
                ExpectedAudio::Codec(codec) => Some(codec.clone()),
            },
            pixel_format: listed.pixel_format.clone(),
            loudness: listed.loudness,
            loudness_tolerance: listed.loudness_tolerance,
            true_peak: listed.true_peak,
            max_bytes: listed.max_bytes,
            max_kbps: listed.max_kbps,
            cta: listed.cta.clone(),
            ..Self::default()
        }
    }
}

fn is_none(codec: &str) -> bool {
    codec.eq_ignore_ascii_case("none")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::{SourceRule, Voiceover};
    use model::asset::MediaKind;
    use spec::format::Format;

    fn expect(row: &DeliverableRow) -> Expect {
        Standard::from_deliverable_row(row).format.unwrap()
    }

    #[test]
    fn an_empty_row_expects_nothing() {
        let standard = Standard::from_deliverable_row(&DeliverableRow::default());
        assert_eq!(standard.format, Some(Expect::default()));
        assert_eq!(standard.brand, None);
    }

    #[test]
    fn audio_codec_none_forbids_sound() {
        let row = DeliverableRow { audio_codec: Some("None".to_owned()), ..Default::default() };
        assert_eq!(expect(&row).audio, Some(AudioRule::Forbidden));
        assert_eq!(expect(&row).audio_codec, None);
    }

    #[test]
    fn a_sound_codec_or_a_loudness_asks_for_sound() {
        let codec = DeliverableRow { audio_codec: Some("aac".to_owned()), ..Default::default() };
        let loudness = DeliverableRow { loudness: Some(Lufs(-23.0)), ..Default::default() };
        assert_eq!(expect(&codec).audio, Some(AudioRule::Required));
        assert_eq!(expect(&loudness).audio, Some(AudioRule::Required));
    }

    #[test]
    fn a_size_also_fixes_the_shape() {
        let row = DeliverableRow { width: Some(1080), height: Some(1920), ..Default::default() };
        assert!((expect(&row).aspect.unwrap().ratio - 0.5625).abs() < 1e-9);
    }

    #[test]
    fn a_call_to_action_makes_a_brand_standard() {
        let row = DeliverableRow { cta: Some("Shop now".to_owned()), ..Default::default() };
        let standard = Standard::from_deliverable_row(&row);
        assert_eq!(standard.brand.and_then(|brand| brand.cta), Some("Shop now".to_owned()));
    }

    const LIST: &str = "file,format,width,height,duration_s,fps,audio_codec,max_bytes,cta\n\
        a.mp4,,1080,,15,29.97,none,,Shop now\nb.mp4,FORMAT,,,,,,5000,\n";

    fn listed(row: usize, format: &Format) -> ExpectedDeliverable {
        let text = LIST.replace("FORMAT", format.id.as_str());
        let formats = [(format.id.clone(), format.clone())].into();
        spec::deliverables::parse("list.csv", &text, &formats).unwrap().remove(row)
    }

    fn some_film() -> Format {
        let is_film =
            |format: &Format| format.kind == MediaKind::Motion && format.max_bytes.is_some();
        spec::formats::pack().into_values().find(is_film).unwrap()
    }

    #[test]
    fn a_listed_file_expects_what_its_row_says() {
        let expect = Standard::for_listed(&listed(0, &some_film()), None).format.unwrap();
        assert_eq!(expect.size, Some(SizeRule::Across(1080)));
        assert_eq!(expect.duration, Some(DurationRule::OneOf(vec![Secs(15.0)])));
        assert_eq!(expect.audio, Some(AudioRule::Forbidden));
        assert_eq!(expect.rule, "list.csv:2");
    }

    #[test]
    fn a_listed_file_expects_a_voice_texts_and_a_source() {
        let text = "file,voiceover,headline,source_type,ai_disclosure\n\
                    a.mp4,yes,Shop,any,Made with AI\nb.mp4,no,,,\nc.mp4,,,,\n";
        let rows = spec::deliverables::parse("l.csv", text, &spec::formats::pack()).unwrap();
        let standard = |at: usize| Standard::for_listed(&rows[at], None);
        assert_eq!(standard(0).voiceover, Some(Voiceover::Expected));
        assert_eq!(standard(1).voiceover, Some(Voiceover::Forbidden));
        assert_eq!(standard(0).texts.unwrap().headline.as_deref(), Some("Shop"));
        let disclosure = standard(0).disclosure.unwrap();
        assert_eq!(disclosure.source_type, Some(SourceRule::Any));
        assert_eq!((disclosure.rule.as_str(), disclosure.words.is_some()), ("l.csv:2", true));
        let (texts, voiceover, disclosure) =
            (standard(2).texts, standard(2).voiceover, standard(2).disclosure);
        assert_eq!((texts, voiceover, disclosure), (None, None, None));
    }

    #[test]
    fn an_order_is_not_weighed_by_what_the_place_would_do() {
        let mut film = some_film();
        film.severities =
            ["wrong-duration", "file-too-large", "wrong-aspect"].map(soft).into_iter().collect();
        let expect = Standard::for_listed(&listed(1, &film), Some(&film)).format.unwrap();
        let left: Vec<&str> = expect.severities.keys().map(String::as_str).collect();
        assert_eq!(left, ["wrong-aspect", "wrong-duration"]);
    }

    fn soft(code: &str) -> (String, Severity) {
        (code.to_owned(), Severity::Degrade)
    }

    #[test]
    fn a_row_outranks_the_format_it_names() {
        let film = some_film();
        let expect = Standard::for_listed(&listed(1, &film), Some(&film)).format.unwrap();
        let alone = Expect::from(&film);
        assert_eq!(expect.max_bytes, Some(5000));
        assert_eq!((expect.size, expect.aspect), (alone.size, alone.aspect));
        assert_eq!(expect.containers, alone.containers);
    }
}
