//! Which files of a folder have stopped changing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A file that has not changed for this long is whole: copies and exports write more often.
pub(super) const SETTLED: Duration = Duration::from_secs(2);

/// Endings of files that a browser or a transfer is still writing, and renames when it is done.
const UNFINISHED: [&str; 6] = ["part", "partial", "crdownload", "download", "filepart", "tmp"];

/// What shows that a file was written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) bytes: u64,
    pub(super) changed: Option<SystemTime>,
}

/// The files of a folder, as they were seen from time to time.
#[derive(Debug, Default)]
pub(super) struct Settling {
    seen: BTreeMap<PathBuf, File>,
}

#[derive(Debug)]
struct File {
    stamp: Stamp,
    since: Duration,
    taken: bool,
}

impl Settling {
    /// Looks at the folder at `now`, counted from any beginning; returns the files that have
    /// settled since the last look, each once until it changes.
    pub(super) fn look(
        &mut self,
        now: Duration,
        files: impl IntoIterator<Item = (PathBuf, Stamp)>,
    ) -> Vec<PathBuf> {
        let mut before = std::mem::take(&mut self.seen);
        let mut settled = Vec::new();
        for (path, stamp) in files.into_iter().filter(|(path, _)| !is_unfinished(path)) {
            let known = before.remove(&path).filter(|known| known.stamp == stamp);
            let mut file = known.unwrap_or(File { stamp, since: now, taken: false });
            if !file.taken && now.saturating_sub(file.since) >= SETTLED {
                file.taken = true;
                settled.push(path.clone());
            }
            self.seen.insert(path, file);
        }
        settled
    }

    /// How many files are still waited for.
    pub(super) fn waiting(&self) -> usize {
        self.seen.values().filter(|file| !file.taken).count()
    }
}

fn is_unfinished(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    UNFINISHED.iter().any(|unfinished| ending.eq_ignore_ascii_case(unfinished))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(settling: &mut Settling, millis: u64, files: &[(&str, u64)]) -> Vec<String> {
        let files = files
            .iter()
            .map(|(path, bytes)| (PathBuf::from(path), Stamp { bytes: *bytes, changed: None }));
        let settled = settling.look(Duration::from_millis(millis), files);
        settled.iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn a_file_is_taken_once_it_rests_for_two_seconds() {
        let mut settling = Settling::default();
        assert!(seen(&mut settling, 0, &[("a.mp4", 10)]).is_empty());
        assert!(seen(&mut settling, 1900, &[("a.mp4", 10)]).is_empty());
        assert_eq!(settling.waiting(), 1);
        assert_eq!(seen(&mut settling, 2000, &[("a.mp4", 10)]), ["a.mp4"]);
        assert!(seen(&mut settling, 9000, &[("a.mp4", 10)]).is_empty());
        assert_eq!(settling.waiting(), 0);
    }

    #[test]
    fn a_file_that_grows_is_waited_for() {
        let mut settling = Settling::default();
        seen(&mut settling, 0, &[("a.mp4", 10)]);
        assert!(seen(&mut settling, 1500, &[("a.mp4", 20)]).is_empty());
        assert!(seen(&mut settling, 3400, &[("a.mp4", 20)]).is_empty());
        assert_eq!(seen(&mut settling, 3500, &[("a.mp4", 20)]), ["a.mp4"]);
    }

    #[test]
    fn a_file_that_changes_or_comes_again_is_taken_again() {
        let mut settling = Settling::default();
        seen(&mut settling, 0, &[("a.mp4", 10)]);
        assert_eq!(seen(&mut settling, 2000, &[("a.mp4", 10)]).len(), 1);
        seen(&mut settling, 3000, &[("a.mp4", 11)]);
        assert_eq!(seen(&mut settling, 5000, &[("a.mp4", 11)]).len(), 1);
        seen(&mut settling, 6000, &[]);
        seen(&mut settling, 7000, &[("a.mp4", 11)]);
        assert_eq!(seen(&mut settling, 9000, &[("a.mp4", 11)]).len(), 1);
    }

    #[test]
    fn what_a_browser_is_still_loading_is_left_alone() {
        let mut settling = Settling::default();
        seen(&mut settling, 0, &[("a.mp4.part", 10), ("b.CRDOWNLOAD", 1)]);
        assert!(seen(&mut settling, 9000, &[("a.mp4.part", 10), ("b.CRDOWNLOAD", 1)]).is_empty());
    }
}
