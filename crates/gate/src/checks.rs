//! The checks, one file each, and the table of all of them.

mod audio_dropout;
mod audio_offset;
mod baked_in_bars;
mod bitrate_too_high;
mod bitrate_too_low;
mod black_flash;
mod black_frames;
mod blurred_bars;
mod clipped_audio;
mod cmyk_image;
mod corrupt_stream;
mod cta_misspelt;
mod dead_channel;
mod duplicate_frame_cadence;
mod end_card_too_short;
mod expired_offer;
mod file_too_large;
mod flashing;
mod frozen_frames;
mod interlaced;
mod leftover_end_card;
mod logo_misplaced;
mod logo_missing;
mod logo_stretched;
mod logo_too_small;
mod logo_wrong_colour;
mod missing_ai_disclosure;
mod missing_audio;
mod missing_end_card;
mod missing_legal_line;
mod missing_source_type;
mod missing_voiceover;
mod no_purpose;
mod non_square_pixels;
mod off_grade;
mod off_palette;
mod phase_inverted;
mod rights_expired;
mod rotation_flag;
mod silent_audio;
mod slow_start;
mod stretched_picture;
mod text_outside_safe_zone;
mod text_too_long;
mod too_loud;
mod too_quiet;
mod trailing_silence;
mod truncated_file;
mod unexpected_audio;
mod unexpected_voiceover;
mod unreadable_text;
mod unsigned_change;
mod variable_frame_rate;
mod wrong_aspect;
mod wrong_audio_format;
mod wrong_codec;
mod wrong_colour_tags;
mod wrong_container;
mod wrong_cta;
mod wrong_dimensions;
mod wrong_duration;
mod wrong_frame_rate;
mod wrong_pixel_format;
mod wrong_typeface;

use crate::check::Check;

/// Every check, in the order in which a person would look.
pub const CHECKS: &[Check] = &[
    truncated_file::CHECK,
    corrupt_stream::CHECK,
    wrong_container::CHECK,
    wrong_codec::CHECK,
    wrong_audio_format::CHECK,
    file_too_large::CHECK,
    bitrate_too_high::CHECK,
    bitrate_too_low::CHECK,
    slow_start::CHECK,
    wrong_dimensions::CHECK,
    wrong_aspect::CHECK,
    rotation_flag::CHECK,
    non_square_pixels::CHECK,
    wrong_pixel_format::CHECK,
    wrong_colour_tags::CHECK,
    cmyk_image::CHECK,
    interlaced::CHECK,
    wrong_frame_rate::CHECK,
    variable_frame_rate::CHECK,
    duplicate_frame_cadence::CHECK,
    black_frames::CHECK,
    black_flash::CHECK,
    frozen_frames::CHECK,
    flashing::CHECK,
    baked_in_bars::CHECK,
    blurred_bars::CHECK,
    off_grade::CHECK,
    wrong_duration::CHECK,
    missing_audio::CHECK,
    unexpected_audio::CHECK,
    silent_audio::CHECK,
    missing_voiceover::CHECK,
    unexpected_voiceover::CHECK,
    dead_channel::CHECK,
    phase_inverted::CHECK,
    audio_offset::CHECK,
    audio_dropout::CHECK,
    trailing_silence::CHECK,
    clipped_audio::CHECK,
    too_loud::CHECK,
    too_quiet::CHECK,
    missing_end_card::CHECK,
    end_card_too_short::CHECK,
    off_palette::CHECK,
    logo_missing::CHECK,
    logo_too_small::CHECK,
    logo_misplaced::CHECK,
    logo_stretched::CHECK,
    stretched_picture::CHECK,
    logo_wrong_colour::CHECK,
    wrong_typeface::CHECK,
    wrong_cta::CHECK,
    cta_misspelt::CHECK,
    leftover_end_card::CHECK,
    unreadable_text::CHECK,
    text_outside_safe_zone::CHECK,
    text_too_long::CHECK,
    missing_legal_line::CHECK,
    missing_ai_disclosure::CHECK,
    missing_source_type::CHECK,
    expired_offer::CHECK,
    rights_expired::CHECK,
    no_purpose::CHECK,
    unsigned_change::CHECK,
];

#[cfg(test)]
mod tests {
    use crate::judge;
    use crate::severity::usual;
    use crate::standard::{BrandStandard, DeliverableRow, Stale, Standard};
    use crate::testing::{film, logo_standard, read};
    use model::colour::Colour;
    use model::digest::Digest;
    use model::fact::{Damage, FileFacts, LogoMatch, ProbeFacts, Span};
    use model::finding::{LookTier, Severity, Verdict};
    use model::unit::{DbTp, FrameRate, Lufs, Ratio, Secs, Size};
    use proptest::prelude::*;

    /// Numbers as broken files yield them.
    fn number() -> impl Strategy<Value = f64> {
        prop_oneof![
            4 => -1e6..1e6,
            1 => Just(0.0),
            1 => Just(f64::NAN),
            1 => Just(f64::INFINITY),
            1 => Just(f64::NEG_INFINITY),
        ]
    }

    fn any_facts() -> impl Strategy<Value = FileFacts> {
        let picture = (any::<(u32, u32, u32, u32, u32)>(), any::<bool>(), number(), number());
        let sound = (number(), number(), number(), number(), any::<bool>());
        let course = prop::collection::vec(number(), 6);
        (picture, sound, course, any::<u64>(), any::<[bool; 4]>()).prop_map(
            |(picture, sound, course, bytes, has)| {
                let mut facts = film();
                facts.bytes = bytes;
                let ((width, height, num, den, rotation), square, duration, kbps) = picture;
                if let Some(video) = facts.video.as_mut() {
                    video.displayed = Size { width, height };
                    video.frame_rate = has[0].then_some(FrameRate { num, den });
                    video.sample_aspect = (!square).then_some((num, den));
                    video.rotation = rotation;
                    video.duration = Secs(duration);
                    video.kbps = has[1].then_some(kbps);
                }
                let (integrated, peak, silent, flat_top, measured) = sound;
                if let Some(audio) = facts.audio.as_mut() {
                    audio.integrated = measured.then_some(Lufs(integrated));
                    audio.true_peak = measured.then_some(DbTp(peak));
                    audio.silent = Ratio(silent);
                    audio.flat_top = Ratio(flat_top);
                    audio.offset = has[0].then_some(Secs(course[0]));
                    audio.duration = Secs(course[1]);
                    audio.channel_rms = vec![has[1].then_some(course[2]), Some(course[3])];
                    audio.correlation = measured.then_some(course[2]);
                    audio.silences = vec![Span { from: Secs(course[4]), to: Secs(course[5]) }];
                    audio.dropouts.clone_from(&audio.silences);
                }
                facts.video = facts.video.filter(|_| has[2]);
                facts.audio = facts.audio.filter(|_| has[3]);
                if rotation % 3 == 0 {
                    facts
                        .damage
                        .push(Damage::Corrupt { errors: bytes, first: Some(Secs(duration)) });
                }
                facts
            },
        )
    }

    fn any_standard() -> impl Strategy<Value = Standard> {
        let words = prop::option::of(".{0,12}");
        (any::<(u32, u32)>(), number(), number(), words, ".{0,12}").prop_map(
            |((width, height), number, other, cta, stale)| {
                let row = DeliverableRow {
                    width: Some(width),
                    height: Some(height),
                    duration: Some(Secs(number)),
                    frame_rate: Some(FrameRate { num: width, den: height }),
                    max_kbps: Some(number),
                    loudness: Some(Lufs(other)),
                    true_peak: Some(DbTp(number)),
                    legal: cta.clone(),
                    cta,
                    background: Some(Colour::WHITE),
                    stale: vec![Stale { text: stale, what: "another".to_owned() }],
                    ..DeliverableRow::default()
                };
                let standard = Standard::from_deliverable_row(&row);
                let brand = standard
                    .brand
                    .map(|brand| BrandStandard { logos: vec![logo_standard()], ..brand });
                Standard { brand, approved: Some(Digest::of(b"other")), ..standard }
            },
        )
    }

    proptest! {
        #[test]
        fn any_facts_get_a_verdict_that_follows_from_their_findings(
            facts in any_facts(),
            standard in any_standard(),
            lines in prop::collection::vec(".{0,12}", 0..4),
            score in number(),
        ) {
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let logos = vec![LogoMatch::at(Digest::of(b"logo"), score, None)];
            let probe = ProbeFacts { words: Some(read(&lines)), logos, ..ProbeFacts::default() };
            let verdict = judge("x", &facts, Some(&probe), &standard, LookTier::Verdict);
            let rejected = verdict.findings.iter().any(|f| f.severity == Severity::Reject);
            prop_assert_eq!(verdict.verdict == Verdict::Fail, rejected);
            let severities: Vec<Severity> = verdict.findings.iter().map(|f| f.severity).collect();
            prop_assert!(severities.is_sorted_by(|a, b| a >= b));
            for finding in &verdict.findings {
                prop_assert!(usual(&finding.code).contains(&finding.severity), "{:?}", finding);
            }
            prop_assert!(verdict.findings.iter().all(|f| !f.remedy.is_empty() && !f.rule.is_empty()));
        }
    }
}
