//! Where a package is to go: a folder, or a bucket in an object store.

use std::fmt;
use std::path::{Path, PathBuf};

/// Where a package is to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A folder, as a path from the root.
    Folder(PathBuf),
    /// A bucket, and what stands before the names in it.
    Store(StoreAddress),
}

/// A bucket in an object store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreAddress {
    pub(super) kind: StoreKind,
    pub(super) bucket: String,
    /// Without slashes at its ends; may be empty.
    pub(super) prefix: String,
}

/// Whose object store it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StoreKind {
    S3,
    Google,
    Azure,
}

/// Why an address cannot be used. It is not repeated where it may hold a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// Addresses are written down, and read by others.
    #[error(
        "an address with a name, a password or parameters in it would be written down: put credentials into the environment (AWS_ACCESS_KEY_ID, GOOGLE_APPLICATION_CREDENTIALS, AZURE_STORAGE_ACCOUNT_KEY, …)"
    )]
    Secret,
    /// No store of that kind is known.
    #[error(
        "`{0}://` is not a place that packages go to; known are a folder, s3://, gs:// and az://"
    )]
    Scheme(String),
    /// It does not say where.
    #[error("`{0}` names no folder and no bucket")]
    Nowhere(String),
}

impl Address {
    /// Reads an address; a path is taken from `here`.
    pub fn parse(text: &str, here: &Path) -> Result<Self, BadAddress> {
        let nowhere = || BadAddress::Nowhere(text.to_owned());
        let Some((scheme, rest)) = text.split_once("://") else {
            return if text.is_empty() { Err(nowhere()) } else { Ok(folder(&here.join(text))) };
        };
        if scheme == "file" {
            let path = Path::new(rest.strip_prefix("localhost").unwrap_or(rest));
            return if path.is_absolute() { Ok(folder(path)) } else { Err(nowhere()) };
        }
        if rest.contains(['@', '?', '#']) {
            return Err(BadAddress::Secret);
        }
        let kind = match scheme {
            "s3" => StoreKind::S3,
            "gs" => StoreKind::Google,
            "az" => StoreKind::Azure,
            other => return Err(BadAddress::Scheme(other.to_owned())),
        };
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        if bucket.is_empty() {
            return Err(nowhere());
        }
        let prefix = prefix.trim_matches('/').to_owned();
        Ok(Self::Store(StoreAddress { kind, bucket: bucket.to_owned(), prefix }))
    }

    /// Returns the address of something below it.
    #[must_use]
    pub fn below(&self, path: &str) -> Self {
        match self {
            Self::Folder(folder) => Self::Folder(folder.join(path)),
            Self::Store(store) => {
                let parts = [store.prefix.as_str(), path];
                let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                Self::Store(StoreAddress { prefix: parts.join("/"), ..store.clone() })
            }
        }
    }
}

/// Folders are written down as they are reached from anywhere, `..` and `.` resolved by name.
fn folder(path: &Path) -> Address {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    Address::Folder(plain)
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::Store(StoreAddress { kind, bucket, prefix }) => {
                let scheme = match kind {
                    StoreKind::S3 => "s3",
                    StoreKind::Google => "gs",
                    StoreKind::Azure => "az",
                };
                write!(f, "{scheme}://{bucket}")?;
                if prefix.is_empty() { Ok(()) } else { write!(f, "/{prefix}") }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, BadAddress> {
        Address::parse(text, Path::new("/work")).map(|address| address.to_string())
    }

    #[test]
    fn folders_and_buckets_are_told_apart() {
        assert_eq!(read("out/../away").as_deref(), Ok("/work/away"));
        assert_eq!(read("file:///mnt/share").as_deref(), Ok("/mnt/share"));
        assert_eq!(read("s3://media/acme/").as_deref(), Ok("s3://media/acme"));
        assert_eq!(read("gs://media").as_deref(), Ok("gs://media"));
        let below = Address::parse("az://media", Path::new("/")).unwrap().below("spring/round-1");
        assert_eq!(below.to_string(), "az://media/spring/round-1");
    }

    #[test]
    fn an_address_with_a_secret_is_refused_without_repeating_it() {
        for text in ["s3://KEY:s3cr3t@media/x", "az://media/x?sig=s3cr3t", "gs://media#s3cr3t"] {
            let refused = read(text).unwrap_err();
            assert_eq!(refused, BadAddress::Secret);
            assert!(!refused.to_string().contains("s3cr3t"));
        }
    }

    #[test]
    fn what_leads_nowhere_is_refused() {
        assert_eq!(read("ftp://host/x"), Err(BadAddress::Scheme("ftp".into())));
        assert!(matches!(read("s3:///x"), Err(BadAddress::Nowhere(_))));
        assert!(matches!(read("file://share/x"), Err(BadAddress::Nowhere(_))));
        assert!(matches!(read(""), Err(BadAddress::Nowhere(_))));
    }
}
