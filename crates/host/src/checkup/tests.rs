//! What is asked of a worker and what is recalled, with a stand-in that counts.

use super::*;
use ::media::protocol::{Answer, Reply, Versions};
use model::fact::VideoFacts;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use tempfile::TempDir;

/// A worker that says the same of every file and notes that it was asked.
struct StandIn {
    folder: TempDir,
}

impl StandIn {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let stand_in = Self { folder };
        let versions = Versions {
            libavcodec: "1".to_owned(),
            libavformat: "1".to_owned(),
            libswscale: "1".to_owned(),
            libswresample: "1".to_owned(),
            x264: None,
        };
        let facts = FileFacts {
            video: Some(VideoFacts { codec: "h264".to_owned(), ..VideoFacts::default() }),
            ..FileFacts::of_bytes(Digest::of(b"film"), 4)
        };
        let line = |reply| serde_json::to_string(&Answer { reply, payload: 0 }).unwrap();
        let measured = line(Reply::Measured { facts: Box::new(facts), sound: None, speech: 0 });
        let script = format!(
            "#!/bin/sh\nwhile read line; do case $line in\n\
             *version*) echo '{}';;\n\
             *) echo asked >> '{}'; echo '{measured}';;\n\
             esac; done\n",
            line(Reply::Versions(versions)),
            stand_in.asked().display()
        );
        fs::write(stand_in.exe(), script).unwrap();
        fs::set_permissions(stand_in.exe(), fs::Permissions::from_mode(0o755)).unwrap();
        stand_in
    }

    fn exe(&self) -> PathBuf {
        self.folder.path().join("worker")
    }

    fn asked(&self) -> PathBuf {
        self.folder.path().join("asked")
    }

    /// Looks at a file as a process of its own would; returns the verdict and how often the worker
    /// was asked so far.
    fn look(&self, path: &Path) -> (FileVerdict, usize) {
        let cabinet = Cabinet::at(self.folder.path().join("cache"));
        let tier = LookTier::Verdict;
        let checkup =
            Checkup::with(&self.exe(), &cabinet, 1, Vec::new(), Shots::Unwanted, tier).unwrap();
        let patient = Patient { path: path.to_owned(), ..Patient::default() };
        let seen = checkup.look(&[patient], 1, &AtomicBool::new(false), &|_, seen| seen.unwrap());
        let asked = fs::read_to_string(self.asked()).unwrap_or_default().lines().count();
        (seen.into_iter().next().unwrap().verdict, asked)
    }
}

#[test]
fn a_file_that_did_not_change_is_not_measured_again() {
    // A file that is older than the time in which changes may not show.
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let stand_in = StandIn::new();
    let (first, asked) = stand_in.look(&old);
    assert_eq!(asked, 1);
    assert_eq!(stand_in.look(&old), (first, 1));
}

#[test]
fn a_file_that_was_written_just_now_is_measured_again() {
    let stand_in = StandIn::new();
    let fresh = stand_in.folder.path().join("fresh.mp4");
    fs::write(&fresh, b"bytes").unwrap();
    assert_eq!(stand_in.look(&fresh).1, 1);
    assert_eq!(stand_in.look(&fresh).1, 2);
}

#[test]
fn another_worker_is_not_believed_to_say_the_same() {
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let stand_in = StandIn::new();
    assert_eq!(stand_in.look(&old).1, 1);
    let script = fs::read_to_string(stand_in.exe()).unwrap();
    fs::write(stand_in.exe(), format!("{script}# newer\n")).unwrap();
    assert_eq!(stand_in.look(&old).1, 2);
}
