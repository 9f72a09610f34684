//! Writes corrected copies beside files, and looks at them again.

use super::{Checkup, Patient};
use crate::atomic::{Aside, folder_of, make_folder, sync_folder};
use crate::blobs::digest_of_file;
use crate::known::chain;
use ::media::protocol::{self, Colours, TurnFlag};
use flow::ports::PortError;
use gate::correction::{Correction, Tags, Turn, correction};
use model::fact::{AudioFacts, FileFacts, VideoFacts};
use model::finding::{FileVerdict, NotRun};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// What stands before the ending of a corrected copy's name.
const FIXED: &str = "fixed";

/// How much longer or shorter sound may become where it is encoded again, seconds: a block.
const BLOCK: f64 = 0.05;

/// What became of a file's findings in a corrected copy.
#[derive(Debug, Clone, Serialize)]
pub struct Mended {
    /// The copy as it was judged; none where there is nothing that a copy could mend.
    pub copy: Option<FileVerdict>,
    /// The findings that the copy mends.
    pub mends: Vec<String>,
    /// The findings of such kinds that it does not mend, and why.
    pub leaves: Vec<NotRun>,
    /// What the file holds and the copy does not.
    pub left_out: Vec<String>,
}

impl Checkup {
    /// Writes a corrected copy of a file that was looked at, `NAME.fixed.EXT` beside it or in the
    /// folder `into`, and looks at the copy. The file itself is only read. Where nothing in it can
    /// be mended, nothing is written; where nothing would have to be, there is nothing to tell.
    pub fn correct(
        &self,
        patient: &Patient,
        verdict: &FileVerdict,
        into: Option<&Path>,
    ) -> Result<Option<Mended>, PortError> {
        let plan = correction(verdict, &patient.standard);
        if plan.mends.is_empty() && plan.leaves.is_empty() {
            return Ok(None);
        }
        let Correction { mends, leaves, .. } = plan.clone();
        if mends.is_empty() {
            return Ok(Some(Mended { copy: None, mends, leaves, left_out: Vec::new() }));
        }
        let target = target(&patient.path, into, &plan);
        self.write(patient, verdict, &plan, &target)
            .map(|(copy, left_out)| Some(Mended { copy: Some(copy), mends, leaves, left_out }))
    }

    fn write(
        &self,
        patient: &Patient,
        verdict: &FileVerdict,
        plan: &Correction,
        target: &Path,
    ) -> Result<(FileVerdict, Vec<String>), PortError> {
        let refuse = |why: &str| {
            let name = patient.path.display();
            PortError::File(format!("`{name}` was not corrected: {why}"))
        };
        let file = |error: crate::HostError| PortError::File(chain(&error));
        let folder = folder_of(target);
        make_folder(folder).map_err(file)?;
        let folder = folder.canonicalize().map_err(|error| refuse(&error.to_string()))?;
        let aside = Aside::create(&folder, target).map_err(file)?;
        let made = self
            .workers
            .correct(&wish(&patient.path, aside.path(), plan))
            .map_err(|error| refuse(&chain(&error)))?;
        aside.sync().map_err(file)?;
        let copy = Patient {
            path: aside.path().to_owned(),
            standard: patient.standard.clone(),
            undecided: patient.undecided.clone(),
        };
        let mut judged = self.one(&copy)?.verdict;
        target.display().to_string().clone_into(&mut judged.path);
        if judged.sha256 != made.sha256 {
            return Err(refuse("somebody wrote to the copy while it was being looked at"));
        }
        if let Some(changed) = changed(&verdict.facts, &judged.facts) {
            return Err(refuse(&format!("the copy would have had another {changed}")));
        }
        match digest_of_file(target) {
            // The same correction was written before.
            Ok((there, _)) if there == made.sha256 => {}
            Ok(_) => {
                let name = target.display();
                return Err(refuse(&format!(
                    "`{name}` is there already and is another file: move it, or name a folder with `--fix-to`"
                )));
            }
            Err(_not_there) => {
                aside.publish(target).map_err(file)?;
                sync_folder(&folder).map_err(file)?;
            }
        }
        Ok((judged, made.left_out))
    }
}

/// `film.mp4` becomes `film.fixed.mp4`.
fn target(path: &Path, into: Option<&Path>, plan: &Correction) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let own = path.extension().map(|ending| ending.to_string_lossy().into_owned());
    let ending = match own {
        // A name that says what is in it stays; another container says so.
        Some(own) if is_named(&own, &plan.container) => own,
        _ => plan.container.clone(),
    };
    let name = format!("{stem}.{FIXED}.{ending}");
    into.map_or_else(|| path.with_file_name(&name), |folder| folder.join(&name))
}

fn is_named(ending: &str, container: &str) -> bool {
    let ending = ending.to_lowercase();
    ending == container
        || (ending == "m4v" && container == "mp4")
        || ending == "qt" && container == "mov"
}

fn wish(path: &Path, out: &Path, plan: &Correction) -> protocol::Correction {
    protocol::Correction {
        path: path.to_owned(),
        out: out.to_owned(),
        container: plan.container.clone(),
        gain: plan.gain,
        colours: match plan.colours {
            Tags::Kept => Colours::AsTheyAre,
            Tags::Rec709 => Colours::Rec709,
        },
        turn: match plan.turn {
            Turn::Flagged => TurnFlag::Kept,
            Turn::Applied => TurnFlag::Applied,
        },
    }
}

/// Returns what a copy has other than its file, if it has anything that nobody asked for.
fn changed(before: &FileFacts, after: &FileFacts) -> Option<&'static str> {
    if !after.damage.is_empty() {
        return Some("state of health");
    }
    let pictures = match (&before.video, &after.video) {
        (Some(before), Some(after)) => changed_pictures(before, after),
        (before, after) => (before.is_some() != after.is_some()).then_some("number of pictures"),
    };
    pictures.or_else(|| match (&before.audio, &after.audio) {
        (Some(before), Some(after)) => changed_sound(before, after),
        (before, after) => (before.is_some() != after.is_some()).then_some("number of sounds"),
    })
}

fn changed_pictures(before: &VideoFacts, after: &VideoFacts) -> Option<&'static str> {
    let frame =
        before.frame_rate.filter(|rate| rate.num > 0).map_or(0.04, |rate| rate.duration(1).0);
    [
        (before.codec == after.codec, "picture codec"),
        (before.displayed == after.displayed, "size"),
        (before.frames == after.frames, "number of frames"),
        ((before.duration.0 - after.duration.0).abs() <= frame, "length"),
    ]
    .into_iter()
    .find_map(|(same, what)| (!same).then_some(what))
}

fn changed_sound(before: &AudioFacts, after: &AudioFacts) -> Option<&'static str> {
    let begins = |audio: &AudioFacts| audio.offset.map_or(0.0, |offset| offset.0);
    [
        (before.codec == after.codec, "sound codec"),
        (before.channels == after.channels, "number of channels"),
        (before.sample_rate == after.sample_rate, "sample rate"),
        ((before.duration.0 - after.duration.0).abs() <= BLOCK, "length of its sound"),
        ((begins(before) - begins(after)).abs() <= BLOCK, "place of its sound"),
    ]
    .into_iter()
    .find_map(|(same, what)| (!same).then_some(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(path: &str, container: &str, into: Option<&str>) -> String {
        let plan = Correction { container: container.to_owned(), ..Correction::default() };
        target(Path::new(path), into.map(Path::new), &plan).display().to_string()
    }

    #[test]
    fn a_copy_is_named_after_its_file_and_what_is_in_it() {
        assert_eq!(named("a/film.mp4", "mp4", None), "a/film.fixed.mp4");
        assert_eq!(named("a/film.M4V", "mp4", None), "a/film.fixed.M4V");
        assert_eq!(named("a/film.mov", "mp4", None), "a/film.fixed.mp4");
        assert_eq!(named("film", "mp4", Some("b")), "b/film.fixed.mp4");
    }

    #[test]
    fn a_copy_that_lost_a_frame_is_noticed() {
        use model::digest::Digest;
        let video = VideoFacts { frames: 100, ..VideoFacts::default() };
        let facts = |video: VideoFacts| FileFacts {
            video: Some(video),
            ..FileFacts::of_bytes(Digest::of(b"x"), 1)
        };
        let before = facts(video.clone());
        assert_eq!(changed(&before, &before), None);
        let after = facts(VideoFacts { frames: 99, ..video });
        assert_eq!(changed(&before, &after), Some("number of frames"));
        let silent = FileFacts { audio: Some(AudioFacts::default()), ..before.clone() };
        assert_eq!(changed(&silent, &before), Some("number of sounds"));
    }
}
