//! What in a file can be corrected in a copy without anybody's judgement, and what only seems so.

use crate::standard::{Expect, Standard};
use model::fact::{AudioFacts, FileFacts, VideoFacts};
use model::finding::{FileVerdict, Finding, NotRun};

/// What a corrected copy is to be.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Correction {
    /// The container it is written in.
    pub container: String,
    /// Decibels by which its sound is raised.
    pub gain: Option<f64>,
    /// Whether its colours are tagged as Rec. 709.
    pub colours: Tags,
    /// What becomes of a turn that a flag asks for.
    pub turn: Turn,
    /// The findings that this mends, once each.
    pub mends: Vec<String>,
    /// The findings of such kinds that it does not mend, and why.
    pub leaves: Vec<NotRun>,
}

/// What the copy says of its colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tags {
    /// What the file says.
    #[default]
    Kept,
    /// Rec. 709.
    Rec709,
}

/// What the copy does with a turn that a flag asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Turn {
    /// Keeps the flag.
    #[default]
    Flagged,
    /// Turns the pictures, which encodes them again.
    Applied,
}

/// How much lossy coding may add to a peak: AAC overshoots by 1 to 2 dB.
const OVERSHOOT: f64 = 1.5;

/// How far inside the tolerance a corrected sound lands at least, LU: encoding again moves it by a
/// few hundredths.
const INSIDE: f64 = 0.1;

/// Containers with an index that can stand first.
const INDEXED: [&str; 3] = ["mp4", "mov", "m4a"];

/// Plans the copy of a file that was looked at; nothing where there is nothing to mend.
pub fn correction(verdict: &FileVerdict, standard: &Standard) -> Correction {
    let mut plan = Correction { container: verdict.facts.container.clone(), ..Default::default() };
    let open = verdict.findings.iter().filter(|finding| finding.counts());
    for finding in open {
        let Some(mend) = kind(&finding.code) else { continue };
        let done = if verdict.facts.damage.is_empty() {
            mend(&mut plan, finding, &verdict.facts, standard)
        } else {
            Err("the file is damaged: a copy would be as well".to_owned())
        };
        match done {
            Ok(()) if plan.mends.contains(&finding.code) => {}
            Ok(()) => plan.mends.push(finding.code.clone()),
            Err(because) => {
                let left = NotRun { code: finding.code.clone(), because };
                if !plan.leaves.contains(&left) {
                    plan.leaves.push(left);
                }
            }
        }
    }
    plan
}

/// Adds to the plan what mends a finding, or says why nothing does.
type Mend = fn(&mut Correction, &Finding, &FileFacts, &Standard) -> Result<(), String>;

fn kind(code: &str) -> Option<Mend> {
    Some(match code {
        "slow-start" => index_first,
        "too-loud" | "too-quiet" => level,
        "wrong-colour-tags" => tag,
        "rotation-flag" => turn,
        "wrong-container" => wrap,
        _ => return None,
    })
}

fn index_first(
    _: &mut Correction,
    _: &Finding,
    facts: &FileFacts,
    _: &Standard,
) -> Result<(), String> {
    // Whatever is written anew has its index first.
    if INDEXED.contains(&facts.container.as_str()) {
        return Ok(());
    }
    Err(format!("a {} is not written anew here", facts.container))
}

fn level(
    plan: &mut Correction,
    _: &Finding,
    facts: &FileFacts,
    standard: &Standard,
) -> Result<(), String> {
    let (Some(audio), Some(expect)) = (&facts.audio, &standard.format) else {
        return Err("its loudness was not measured".to_owned());
    };
    plan.gain = Some(gain(audio, expect)?);
    Ok(())
}

/// Returns the gain that alone brings sound to where it is expected. A limiter would have to be
/// listened to.
fn gain(audio: &AudioFacts, expect: &Expect) -> Result<f64, String> {
    let lossless = audio.codec.starts_with("pcm");
    let allowance = if lossless { INSIDE } else { OVERSHOOT };
    let room = match (expect.true_peak, audio.true_peak) {
        (Some(highest), Some(peak)) => highest.0 - peak.0 - allowance,
        _ => f64::INFINITY,
    };
    let (wanted, least) = match (expect.loudness, audio.integrated) {
        (Some(rule), Some(integrated)) => {
            let wanted = rule.target.0 - integrated.0;
            (wanted, wanted - (rule.tolerance - INSIDE).max(0.0))
        }
        _ => (0.0, f64::NEG_INFINITY),
    };
    let gain = wanted.min(room);
    if gain < least {
        let peaks = audio.true_peak.map_or(0.0, |peak| peak.0 + wanted);
        return Err(format!(
            "{wanted:+.1} dB would take its peaks to {peaks:.1} dBTP: it needs a limiter, and ears"
        ));
    }
    Ok((gain * 100.0).round() / 100.0)
}

fn tag(plan: &mut Correction, _: &Finding, facts: &FileFacts, _: &Standard) -> Result<(), String> {
    let colour = facts.video.as_ref().map(|video| &video.colour).ok_or("there is no picture")?;
    let is_other = |tag: &Option<String>| tag.as_deref().is_some_and(|tag| tag != "bt709");
    if [&colour.primaries, &colour.transfer, &colour.matrix].into_iter().any(is_other) {
        return Err(
            "its tags say another space than Rec. 709: whether tags or pixels are wrong only the \
             edit tells"
                .to_owned(),
        );
    }
    writable(facts)?;
    plan.colours = Tags::Rec709;
    Ok(())
}

fn turn(plan: &mut Correction, _: &Finding, facts: &FileFacts, _: &Standard) -> Result<(), String> {
    let film = |video: &&VideoFacts| video.frame_rate.is_some();
    let Some(video) = facts.video.as_ref().filter(film) else {
        return Err("pictures are not written anew here".to_owned());
    };
    if video.codec != "h264" || video.pixel_format != "yuv420p" {
        let (codec, format) = (&video.codec, &video.pixel_format);
        return Err(format!(
            "turning its pixels encodes them again, and {codec} in {format} is not"
        ));
    }
    writable(facts)?;
    plan.turn = Turn::Applied;
    Ok(())
}

fn wrap(
    plan: &mut Correction,
    _: &Finding,
    facts: &FileFacts,
    standard: &Standard,
) -> Result<(), String> {
    let accepted = standard.format.iter().flat_map(|expect| &expect.containers);
    let fits = |container: &&String| holds(container, facts);
    let container = accepted.into_iter().find(fits).ok_or_else(|| {
        "no container accepted holds what is in it without encoding it again".to_owned()
    })?;
    plan.container.clone_from(container);
    Ok(())
}

fn writable(facts: &FileFacts) -> Result<(), String> {
    match facts.container.as_str() {
        "mp4" | "mov" | "m4a" | "webm" | "mkv" => Ok(()),
        other => Err(format!("a {other} is not written anew here")),
    }
}

/// Whether a container holds these streams as everybody plays them.
fn holds(container: &str, facts: &FileFacts) -> bool {
    let (pictures, sounds): (&[&str], &[&str]) = match container {
        "mp4" => (&["h264", "hevc", "av1", "vp9", "mpeg4"], &["aac", "mp3", "ac3", "opus"]),
        "mov" => (
            &["h264", "hevc", "prores", "mpeg4"],
            &["aac", "mp3", "pcm_s16le", "pcm_s24le", "pcm_s16be", "pcm_s24be"],
        ),
        "webm" => (&["vp9", "vp8", "av1"], &["opus", "vorbis"]),
        _ => return false,
    };
    let film = facts.video.as_ref().filter(|video| video.frame_rate.is_some());
    film.is_some_and(|video| pictures.contains(&video.codec.as_str()))
        && facts.audio.as_ref().is_none_or(|audio| sounds.contains(&audio.codec.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{expecting, film, look, no_format};
    use model::fact::{ColourTags, Damage};
    use model::finding::Severity;
    use model::unit::{DbTp, Lufs};
    use spec::format::LoudnessRule;

    fn loudness(target: f64, peak: Option<f64>) -> Standard {
        let rule =
            LoudnessRule { target: Lufs(target), tolerance: 0.5, severity: Severity::Reject };
        let true_peak = peak.map(DbTp);
        expecting(Expect { loudness: Some(rule), true_peak, ..Expect::default() })
    }

    fn planned(facts: &FileFacts, standard: &Standard) -> Correction {
        correction(&look(facts, standard), standard)
    }

    fn reasons(plan: &Correction) -> Vec<&str> {
        plan.leaves.iter().map(|left| left.because.as_str()).collect()
    }

    #[test]
    fn a_sound_file_needs_nothing() {
        let plan = planned(&film(), &no_format());
        assert_eq!((plan.mends, plan.leaves), (vec![], vec![]));
    }

    #[test]
    fn sound_is_turned_to_the_target() {
        // The film of the tests: −23 LUFS, peaks at −3 dBTP.
        let plan = planned(&film(), &loudness(-27.0, Some(-2.0)));
        assert_eq!((plan.gain, plan.mends), (Some(-4.0), vec!["too-loud".to_owned()]));
        let plan = planned(&film(), &loudness(-21.0, None));
        assert_eq!((plan.gain, plan.mends), (Some(2.0), vec!["too-quiet".to_owned()]));
    }

    #[test]
    fn peaks_bound_the_gain_within_the_tolerance_and_no_further() {
        // 1 dB is wanted; peaks at −3 leave 0.7 dB below −0.8 with what AAC adds.
        let plan = planned(&film(), &loudness(-22.0, Some(-0.8)));
        assert_eq!(plan.gain, Some(0.7));
        let plan = planned(&film(), &loudness(-16.0, Some(-1.0)));
        assert_eq!((plan.gain, plan.mends.len()), (None, 0));
        assert!(reasons(&plan)[0].contains("+7.0 dB would take its peaks to 4.0 dBTP"));
    }

    #[test]
    fn missing_tags_are_written_and_contradictions_left() {
        let mut facts = film();
        facts.video.as_mut().unwrap().colour = ColourTags::default();
        assert_eq!(planned(&facts, &no_format()).colours, Tags::Rec709);
        facts.video.as_mut().unwrap().colour.matrix = Some("smpte170m".to_owned());
        let plan = planned(&facts, &no_format());
        assert_eq!((plan.colours, plan.leaves.len()), (Tags::Kept, 1));
    }

    #[test]
    fn a_turn_is_applied_where_the_pictures_can_be_encoded_again() {
        let mut facts = film();
        facts.video.as_mut().unwrap().rotation = 90;
        assert_eq!(planned(&facts, &no_format()).turn, Turn::Applied);
        facts.video.as_mut().unwrap().codec = "prores".to_owned();
        let plan = planned(&facts, &no_format());
        assert_eq!((plan.turn, plan.leaves.len()), (Turn::Flagged, 1));
    }

    #[test]
    fn streams_that_fit_are_wrapped_anew() {
        let expect = |container: &str| {
            expecting(Expect { containers: vec![container.to_owned()], ..Expect::default() })
        };
        let plan = planned(&film(), &expect("mov"));
        assert_eq!((plan.container.as_str(), plan.mends.len()), ("mov", 1));
        let plan = planned(&film(), &expect("webm"));
        assert_eq!((plan.container.as_str(), plan.leaves.len()), ("mp4", 1));
    }

    #[test]
    fn damaged_files_are_left_alone() {
        let mut facts = film();
        facts.fast_start = Some(false);
        facts.damage.push(Damage::Truncated { promised: 2, present: 1 });
        let plan = planned(&facts, &no_format());
        assert_eq!((plan.mends.len(), plan.leaves.len()), (0, 1));
    }
}
