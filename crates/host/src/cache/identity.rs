//! By what a file is known again without reading it.

use std::fmt;
use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A file touched this recently may change again without its time changing: file systems keep
/// time in steps of up to two seconds (FAT).
const SETTLES_IN: Duration = Duration::from_secs(2);

/// Where a file lies on the disk, how large it is, and when it was last written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    pub(super) device: u64,
    pub(super) inode: u64,
    pub(super) size: u64,
    pub(super) modified_ns: i64,
    pub(super) changed_ns: i64,
}

impl Identity {
    /// Reads the identity of a file; none where the system has no such numbers.
    #[cfg(unix)]
    pub fn of(file: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        let ns =
            |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
        Some(Self {
            device: file.dev(),
            inode: file.ino(),
            size: file.len(),
            modified_ns: ns(file.mtime(), file.mtime_nsec()),
            changed_ns: ns(file.ctime(), file.ctime_nsec()),
        })
    }

    /// Reads the identity of a file; none where the system has no such numbers.
    #[cfg(not(unix))]
    pub fn of(_file: &Metadata) -> Option<Self> {
        None
    }

    /// Reads the identity of the file at a path.
    pub fn at(path: &Path) -> Option<Self> {
        Self::of(&fs::metadata(path).ok()?)
    }

    /// Whether a change from now on would show in the times.
    pub(super) fn is_settled(&self, now: SystemTime) -> bool {
        let latest = self.modified_ns.max(self.changed_ns);
        let latest = UNIX_EPOCH + Duration::from_nanos(u64::try_from(latest).unwrap_or(0));
        now.duration_since(latest).is_ok_and(|age| age > SETTLES_IN)
    }
}

/// The form in which it is kept.
impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { device, inode, size, modified_ns, changed_ns } = self;
        write!(f, "{device}:{inode}:{size}:{modified_ns}:{changed_ns}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_just_touched_is_not_settled_whatever_its_time_says() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("film.mp4");
        fs::write(&path, b"bytes").unwrap();
        let hour = Duration::from_hours(1);
        let ago = SystemTime::now() - hour;
        fs::File::options().write(true).open(&path).unwrap().set_modified(ago).unwrap();
        let identity = Identity::at(&path).unwrap();
        assert!(!identity.is_settled(SystemTime::now()));
        assert!(identity.is_settled(SystemTime::now() + hour));
    }

    #[test]
    fn a_change_that_puts_the_time_back_is_a_change() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("film.mp4");
        fs::write(&path, b"bytes").unwrap();
        let before = Identity::at(&path).unwrap();
        let time = fs::metadata(&path).unwrap().modified().unwrap();
        std::thread::sleep(Duration::from_millis(20));
        fs::write(&path, b"other").unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        assert_ne!(Identity::at(&path).unwrap(), before);
    }
}
