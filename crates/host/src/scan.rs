//! Reads the files that people write in a workspace.

use crate::cache::Cache;
use crate::error::HostError;
use model::digest::Digest;
use spec::source::{SourceFile, SourceTree};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest file that is read as text. Longer exports are for the query engine.
pub const TEXT_LIMIT: u64 = 64 * 1024 * 1024;

/// The endings of files that people write as text.
const TEXT_ENDINGS: [&str; 7] = ["toml", "json", "csv", "jsonl", "md", "html", "css"];

/// Reads the workspace at `root`: every file's digest, and the text of those people write.
///
/// What the system makes (`.throughline`, `campaigns/*/out`) and hidden files are passed over.
/// Everything that cannot be read is named at once.
pub fn scan(root: &Path) -> Result<SourceTree, Vec<HostError>> {
    let root = fs::canonicalize(root).map_err(|e| vec![HostError::io("read", root, e)])?;
    // Reading makes no folders, and a workspace that cannot be written can be read all the same.
    let cache = if root.join(".throughline").is_dir() { Cache::open(&root).ok() } else { None };
    let mut walk =
        Walk { root: &root, cache: cache.as_ref(), files: Vec::new(), refused: Vec::new() };
    let top = std::slice::from_ref(&root);
    match &cache {
        Some(cache) => cache.together(|| walk.folder(&root, "", top)),
        None => walk.folder(&root, "", top),
    }
    if walk.refused.is_empty() { Ok(SourceTree::new(walk.files)) } else { Err(walk.refused) }
}

struct Walk<'a> {
    root: &'a Path,
    cache: Option<&'a Cache>,
    files: Vec<SourceFile>,
    refused: Vec<HostError>,
}

impl Walk<'_> {
    /// Reads a folder. `above` holds the folders on the way here, to notice a link in a circle.
    fn folder(&mut self, folder: &Path, name: &str, above: &[PathBuf]) {
        let mut paths = match list(folder) {
            Ok(paths) => paths,
            Err(error) => return self.refused.push(error),
        };
        paths.sort();
        for path in paths {
            if let Err(error) = self.entry(&path, name, above) {
                self.refused.push(error);
            }
        }
    }

    fn entry(&mut self, path: &Path, folder: &str, above: &[PathBuf]) -> Result<(), HostError> {
        let Some(own) = path.file_name().and_then(|name| name.to_str()) else {
            return Err(HostError::NameNotText { path: path.to_owned() });
        };
        let name = if folder.is_empty() { own.to_owned() } else { format!("{folder}/{own}") };
        if is_passed_over(&name) {
            return Ok(());
        }
        let kind = fs::symlink_metadata(path).map_err(|e| HostError::io("read", path, e))?;
        let real = if kind.is_symlink() { self.follow(path, above)? } else { path.to_owned() };
        if real.is_dir() {
            let below: Vec<PathBuf> = above.iter().cloned().chain([real]).collect();
            self.folder(path, &name, &below);
        } else if real.is_file() {
            let file = self.file(&real, name)?;
            self.files.push(file);
        }
        Ok(())
    }

    fn follow(&self, path: &Path, above: &[PathBuf]) -> Result<PathBuf, HostError> {
        let target =
            fs::canonicalize(path).map_err(|e| HostError::io("follow the link", path, e))?;
        let why = if !target.starts_with(self.root) {
            "outside the workspace"
        } else if above.contains(&target) {
            "a folder that holds it"
        } else {
            return Ok(target);
        };
        Err(HostError::BadLink { path: path.to_owned(), target, why })
    }

    fn file(&self, path: &Path, name: String) -> Result<SourceFile, HostError> {
        let bytes = fs::metadata(path).map_err(|e| HostError::io("read", path, e))?.len();
        if is_text(&name) && bytes <= TEXT_LIMIT {
            let read = fs::read(path).map_err(|e| HostError::io("read", path, e))?;
            let (digest, bytes) = (Digest::of(&read), read.len() as u64);
            return Ok(SourceFile { path: name, digest, bytes, text: text_of(read) });
        }
        let digest = match self.cache {
            Some(cache) => cache.digest_of(path)?,
            None => crate::blobs::digest_of_file(path)?.0,
        };
        Ok(SourceFile { path: name, digest, bytes, text: None })
    }
}

fn list(folder: &Path) -> Result<Vec<PathBuf>, HostError> {
    fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
        .map_err(|e| HostError::io("list", folder, e))
}

fn is_passed_over(name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    let hidden = parts.last().is_some_and(|own| own.starts_with('.'));
    hidden || matches!(parts.as_slice(), ["campaigns", _, "out"])
}

fn is_text(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    TEXT_ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Decodes UTF-8, and UTF-16 with its mark, which is how some ad platforms export tables. The mark
/// itself is not part of the text.
fn text_of(bytes: Vec<u8>) -> Option<Arc<str>> {
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return utf16(rest, u16::from_be_bytes);
    }
    let text = String::from_utf8(bytes).ok()?;
    Some(text.strip_prefix('\u{FEFF}').unwrap_or(&text).into())
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<Arc<str>> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    let text = String::from_utf16(&units).ok()?;
    rest.is_empty().then(|| text.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            crate::atomic::write_file(&root.path().join(name), bytes).unwrap();
        }
        root
    }

    #[test]
    fn what_people_write_is_read_and_what_the_system_makes_is_passed_over() {
        let root = workspace(&[
            ("throughline.toml", b"schema = \"throughline/1\""),
            ("components/hooks.csv", b"id,text\n"),
            ("components/scene.mp4", b"\x00film"),
            ("campaigns/spring/brief.toml", b""),
            ("campaigns/spring/out/report.html", b"made"),
            ("campaigns/spring/notes/out/kept.md", b"kept"),
            (".git/config", b"hidden"),
            (".throughline/lock", b""),
            ("market/.DS_Store", b""),
        ]);
        let tree = scan(root.path()).unwrap();
        let seen: Vec<(&str, bool)> =
            tree.all().map(|file| (file.path.as_str(), file.text.is_some())).collect();
        assert_eq!(
            seen,
            [
                ("campaigns/spring/brief.toml", true),
                ("campaigns/spring/notes/out/kept.md", true),
                ("components/hooks.csv", true),
                ("components/scene.mp4", false),
                ("throughline.toml", true),
            ]
        );
        assert_eq!(tree.get("components/scene.mp4").unwrap().digest, Digest::of(b"\x00film"));
    }

    #[test]
    fn exports_in_utf16_are_text_and_other_encodings_are_not() {
        let root = workspace(&[
            ("performance/wide.csv", &[0xFF, 0xFE, b'a', 0, 0xE9, 0]),
            ("performance/marked.csv", b"\xEF\xBB\xBFa,b"),
            ("performance/latin.csv", b"caf\xE9"),
            ("performance/cut.csv", &[0xFE, 0xFF, 0, b'a', 0]),
        ]);
        let tree = scan(root.path()).unwrap();
        let text = |path: &str| tree.get(path).unwrap().text.clone();
        assert_eq!(text("performance/wide.csv").as_deref(), Some("aé"));
        assert_eq!(text("performance/marked.csv").as_deref(), Some("a,b"));
        assert_eq!(text("performance/latin.csv"), None);
        assert_eq!(text("performance/cut.csv"), None);
    }

    #[cfg(unix)]
    #[test]
    fn links_inside_are_followed_and_every_other_one_is_named() {
        use std::os::unix::fs::symlink;
        let outside = workspace(&[("secret.toml", b"secret")]);
        let root = workspace(&[("brand/brand.json", b"{}"), ("market/ads/x.csv", b"x")]);
        symlink(root.path().join("brand/brand.json"), root.path().join("copy.json")).unwrap();
        assert_eq!(
            scan(root.path()).unwrap().get("copy.json").unwrap().text.as_deref(),
            Some("{}")
        );

        symlink(outside.path().join("secret.toml"), root.path().join("brand/leak.toml")).unwrap();
        symlink(root.path().join("market"), root.path().join("market/ads/again")).unwrap();
        symlink(root.path().join("nowhere"), root.path().join("dangling.md")).unwrap();
        let refused: Vec<String> =
            scan(root.path()).unwrap_err().iter().map(ToString::to_string).collect();
        assert_eq!(refused.len(), 3, "{refused:#?}");
        assert!(refused[0].contains("brand/leak.toml") && refused[0].contains("outside"));
        assert!(refused[1].contains("dangling.md"));
        assert!(refused[2].contains("ads/again") && refused[2].contains("holds it"));
    }

    #[test]
    fn a_workspace_that_is_not_there_is_named() {
        let refused = scan(Path::new("/nowhere/at/all")).unwrap_err();
        assert!(refused[0].to_string().contains("/nowhere/at/all"));
    }
}
