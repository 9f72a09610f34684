//! What set-up fetches: fonts and models in the cache, each under its SHA-256.

use model::digest::Digest;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A file that set-up puts into the cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fetched {
    /// What people call it.
    pub name: &'static str,
    /// What it is for.
    pub role: &'static str,
    /// Its SHA-256, which is its file name.
    pub sha256: &'static str,
    /// Its licence.
    pub licence: &'static str,
}

/// Fonts that a brand may name without a file.
pub const FONTS: [Fetched; 6] = [
    Fetched {
        name: "Manrope",
        role: "font, weights 200 to 800",
        sha256: "fd037d9249000ee1103f440b99f4e438eb1caa3600687cad31620b42eda692c9",
        licence: "OFL-1.1",
    },
    Fetched {
        name: "Source Serif Pro Bold",
        role: "font",
        sha256: "78041207a9c5166a82d41676d4c87f4c5ba4e1c13ac654e6e9e3538a5a0b0525",
        licence: "OFL-1.1",
    },
    Fetched {
        name: "Noto Sans Arabic",
        role: "font, weights 100 to 900",
        sha256: "63111b5b2e074dd48cc67692e0a2726d86ee94c1c37fe8598257b7b4e87e869e",
        licence: "OFL-1.1",
    },
    Fetched {
        name: "Noto Sans Devanagari",
        role: "font, weights 100 to 900",
        sha256: "9ce7b04f60e363d8870e5997744cf85cf69d38a4d7d129d364d92a3b14b461d7",
        licence: "OFL-1.1",
    },
    Fetched {
        name: "Noto Sans Hebrew",
        role: "font, weights 100 to 900",
        sha256: "7ef36a2c3593758cdb622e1bdef4f84523e92fbc3ccc667438dd80ff54c2de88",
        licence: "OFL-1.1",
    },
    Fetched {
        name: "Noto Sans Thai",
        role: "font, weights 100 to 900",
        sha256: "5a1c559bb539583c8a1fd99d1c5b9491e5e14478c9cd2bd0970d5c3096cc9ef8",
        licence: "OFL-1.1",
    },
];

/// Finds words in a picture.
pub const TEXT_DETECTOR: Fetched = Fetched {
    name: "PP-OCRv6 small detection",
    role: "finds words in end cards",
    sha256: "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    licence: "Apache-2.0",
};

/// Reads the words that were found.
pub const TEXT_READER: Fetched = Fetched {
    name: "PP-OCRv6 small recognition",
    role: "reads words in end cards",
    sha256: "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
    licence: "Apache-2.0",
};

/// Hears voices.
pub const VOICE: Fetched = Fetched {
    name: "Silero VAD v6",
    role: "hears whether somebody speaks",
    sha256: "c59271c284ae9c8335d795d60e0bfdb71aaaceec578d9bd9ffc1b8153c319ea1",
    licence: "MIT",
};

/// The folder of fetched files.
#[derive(Debug, Clone)]
pub struct Cabinet {
    folder: PathBuf,
}

impl Cabinet {
    /// Finds the folder: `$XDG_CACHE_HOME/throughline`, else `~/.cache/throughline`.
    pub fn of_this_account() -> Self {
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let base = set("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .or_else(|| set("HOME").map(|home| Path::new(&home).join(".cache")))
            .unwrap_or_else(std::env::temp_dir);
        Self::at(base.join("throughline"))
    }

    /// Takes another folder.
    pub(crate) fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns where a file is, when it is there.
    pub fn find(&self, fetched: &Fetched) -> Option<PathBuf> {
        Some(self.folder.join(fetched.sha256)).filter(|path| path.is_file())
    }

    /// Returns where the file with this digest is, when it is there.
    pub fn find_digest(&self, digest: &Digest) -> Option<PathBuf> {
        Some(self.folder.join(digest.to_string())).filter(|path| path.is_file())
    }

    /// Returns the fonts that are there, by name.
    pub fn fonts(&self) -> BTreeMap<String, Digest> {
        FONTS
            .iter()
            .filter(|font| self.find(font).is_some())
            .filter_map(|font| Some((font.name.to_owned(), font.sha256.parse().ok()?)))
            .collect()
    }
}
