//! What can go wrong between throughline and the machine it runs on.

use jiff::Timestamp;
use model::digest::Digest;
use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// An act of the host that failed; the message names the act and the path.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// The operating system refused.
    #[error("could not {act} `{}`", path.display())]
    Io {
        /// What was tried: `write`.
        act: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// No space is left.
    #[error("the disk is full: could not {act} `{}`; nothing is half-written, free some space and run the same command again", path.display())]
    DiskFull {
        /// What was tried.
        act: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// Why not.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The account has no right to do it.
    #[error("this account may not {act} `{}`; check who owns it and whether its folder may be written", path.display())]
    NotAllowed {
        /// What was tried.
        act: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// Why not.
        source: Box<dyn Error + Send + Sync>,
    },
    /// Another process works in the workspace.
    #[error("another throughline works in `{}`{}; wait until it ends, or end it", root.display(), Holder::words(holder.as_ref()))]
    Busy {
        /// The workspace.
        root: PathBuf,
        /// Who has the lock, when the lock file says so.
        holder: Option<Holder>,
    },
    /// Another process is writing to the database and did not finish in time.
    #[error("could not {act} `{}` because another process is writing to it; run the same command again", path.display())]
    DatabaseBusy {
        /// What was tried.
        act: &'static str,
        /// The database.
        path: PathBuf,
        /// Why not.
        source: rusqlite::Error,
    },
    /// The database refused.
    #[error("could not {act} `{}`", path.display())]
    Database {
        /// What was tried.
        act: &'static str,
        /// The database.
        path: PathBuf,
        /// Why not.
        source: rusqlite::Error,
    },
    /// The database was written by a later version.
    #[error("`{}` has format {found} and this throughline reads up to {known}; use a newer throughline", path.display())]
    TooNew {
        /// The database.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The latest format known here.
        known: i64,
    },
    /// There is no ledger to read.
    #[error("there is no ledger at `{}`; `throughline run` begins one", path.display())]
    NoLedger {
        /// Where it would be.
        path: PathBuf,
    },
    /// An event's payload is not what its kind promises.
    #[error("event {seq} of `{}` cannot be read; `throughline verify` says what is damaged", path.display())]
    Payload {
        /// The event.
        seq: u64,
        /// The ledger.
        path: PathBuf,
        /// Why not.
        source: Box<dyn Error + Send + Sync>,
    },
    /// An event cannot be written as JSON.
    #[error("could not write an event of kind `{kind}` as JSON")]
    Unwritable {
        /// The kind of event.
        kind: &'static str,
        /// Why not.
        source: serde_json::Error,
    },
    /// There is nothing personal to erase at that place.
    #[error("event {seq} has nothing to erase: {why}")]
    NothingToErase {
        /// The event.
        seq: u64,
        /// In words.
        why: &'static str,
    },
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes for a salt")]
    NoRandomness {
        /// Why not.
        source: getrandom::Error,
    },
    /// A blob is not there.
    #[error("the blob `{}` is missing; `throughline run` makes it again", path.display())]
    BlobMissing {
        /// Where it would be.
        path: PathBuf,
    },
    /// A blob's bytes are not those it is named after.
    #[error("the blob `{}` is damaged: its bytes have the digest {}; remove it and `throughline run` makes it again", path.display(), found.short())]
    BlobDamaged {
        /// Where it is.
        path: PathBuf,
        /// The digest of the bytes that are there.
        found: Digest,
    },
    /// A link in the workspace leads out of it or in a circle.
    #[error("`{}` is a link to `{}`, {why}; put the file itself there", path.display(), target.display())]
    BadLink {
        /// The link.
        path: PathBuf,
        /// Where it leads.
        target: PathBuf,
        /// What is wrong with that.
        why: &'static str,
    },
    /// A file name that cannot be written down as text.
    #[error("the name of `{}` is not UTF-8; rename the file", path.display())]
    NameNotText {
        /// The file.
        path: PathBuf,
    },
}

/// The process that has the lock of a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// Its process id.
    pub pid: u32,
    /// Since when.
    pub since: Timestamp,
}

impl Holder {
    fn words(holder: Option<&Self>) -> String {
        holder.map_or_else(String::new, |holder| format!(" ({holder})"))
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "process {} since {}", self.pid, self.since)
    }
}

impl HostError {
    /// Names an act of the operating system that failed.
    pub fn io(act: &'static str, path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::DiskFull { act, path, source: source.into() }
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::NotAllowed { act, path, source: source.into() }
            }
            _ => Self::Io { act, path, source },
        }
    }

    /// Names an act of the database that failed.
    pub fn database(act: &'static str, path: &Path, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(Code::DiskFull) => Self::DiskFull { act, path, source: source.into() },
            Some(Code::ReadOnly | Code::PermissionDenied) => {
                Self::NotAllowed { act, path, source: source.into() }
            }
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => {
                Self::DatabaseBusy { act, path, source }
            }
            _ => Self::Database { act, path, source },
        }
    }

    /// Returns whether the same command may succeed later without anybody changing a file.
    pub const fn is_temporary(&self) -> bool {
        matches!(self, Self::DiskFull { .. } | Self::Busy { .. } | Self::DatabaseBusy { .. })
    }
}
