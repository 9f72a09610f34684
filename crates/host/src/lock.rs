//! One process at a time works in a workspace.

use crate::atomic::{folder_of, make_folder};
use crate::error::{Holder, HostError};
use jiff::Timestamp;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How often a waiting process asks again: short for a person, nothing for a machine.
const ASK_AGAIN: Duration = Duration::from_millis(50);

/// The right to work in a workspace; given back when dropped, or by the operating system when the
/// process ends however it ends.
#[derive(Debug)]
pub struct WorkspaceLock {
    file: File,
    root: PathBuf,
}

impl WorkspaceLock {
    /// Takes the lock of the workspace at `root`, waiting up to `wait` for another process.
    pub fn acquire(root: &Path, at: Timestamp, wait: Duration) -> Result<Self, HostError> {
        let path = root.join(".throughline/lock");
        make_folder(folder_of(&path))?;
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|e| HostError::io("open the lock", &path, e))?;
        let give_up = Instant::now() + wait;
        while !try_lock(&file, &path)? {
            if Instant::now() >= give_up {
                return Err(HostError::Busy { root: root.to_owned(), holder: holder(&path) });
            }
            std::thread::sleep(ASK_AGAIN.min(wait));
        }
        sign(&mut file, at).map_err(|e| HostError::io("sign the lock", &path, e))?;
        Ok(Self { file, root: root.to_owned() })
    }

    /// Returns the workspace.
    pub fn root(&self) -> &Path {
        &self.root
    }
}

impl Drop for WorkspaceLock {
    /// Closing the file would not do: a child that was forked at this moment still has it open.
    fn drop(&mut self) {
        // It fails only if the lock is gone already.
        let _gone_already = self.file.unlock();
    }
}

fn try_lock(file: &File, path: &Path) -> Result<bool, HostError> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(e)) => Err(HostError::io("lock", path, e)),
    }
}

fn sign(file: &mut File, at: Timestamp) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{} {at}", std::process::id())
}

/// Reads who has the lock. A holder that is just signing is not known yet.
fn holder(path: &Path) -> Option<Holder> {
    let text = fs::read_to_string(path).ok()?;
    let (pid, since) = text.trim_end().split_once(' ')?;
    Some(Holder { pid: pid.parse().ok()?, since: since.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_opener_is_told_who_works_and_since_when() {
        let root = tempfile::tempdir().unwrap();
        let at: Timestamp = "2026-05-04T10:00:00Z".parse().unwrap();
        let first = WorkspaceLock::acquire(root.path(), at, Duration::ZERO).unwrap();
        let wait = Duration::from_millis(5);
        let refused = WorkspaceLock::acquire(root.path(), at, wait).unwrap_err();
        assert!(refused.is_temporary());
        match refused {
            HostError::Busy { holder: Some(holder), .. } => {
                assert_eq!(holder, Holder { pid: std::process::id(), since: at });
            }
            other => panic!("{other}"),
        }
        drop(first);
        assert!(WorkspaceLock::acquire(root.path(), at, Duration::ZERO).is_ok());
    }

    #[test]
    fn a_waiting_opener_gets_the_lock_when_it_is_given_back() {
        let root = tempfile::tempdir().unwrap();
        let at = Timestamp::UNIX_EPOCH;
        let first = WorkspaceLock::acquire(root.path(), at, Duration::ZERO).unwrap();
        std::thread::scope(|scope| {
            let second = scope
                .spawn(|| WorkspaceLock::acquire(root.path(), at, Duration::from_secs(20)).is_ok());
            drop(first);
            assert!(second.join().unwrap());
        });
    }
}
