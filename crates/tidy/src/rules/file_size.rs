//! Short files, and no media in the repository.

use crate::breach::Breach;
use crate::repository::has_ending;

/// Lines at which a file is talked about.
const DISCUSSED: usize = 600;
/// Lines that no source may exceed.
const MOST_LINES: usize = 1_000;
/// Bytes of committed media in all: fixtures are made by `sample`.
const MOST_MEDIA: u64 = 100_000;
/// Bytes of any one file.
const MOST_BYTES: u64 = 1_500_000;
const MEDIA: [&str; 14] = [
    "gif", "jpeg", "jpg", "m4a", "mov", "mp3", "mp4", "onnx", "otf", "png", "ttf", "wav", "webm",
    "webp",
];

/// Returns each source that is too long.
pub fn file_size(sources: &[(&str, String)]) -> Vec<Breach> {
    longer_than(MOST_LINES, sources)
}

/// Returns each source that is worth a talk, though nothing refuses it yet.
pub fn worth_a_talk(sources: &[(&str, String)]) -> Vec<Breach> {
    longer_than(DISCUSSED, sources)
}

fn longer_than(most: usize, sources: &[(&str, String)]) -> Vec<Breach> {
    sources
        .iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > most)
        .map(|(path, lines)| {
            let fault = format!("{lines} lines, more than {most}");
            Breach::new(*path, fault, "split it, one thing a file")
        })
        .collect()
}

/// Returns each file that is too heavy to commit, and the media if they are too heavy together.
pub fn no_large_files_committed(sizes: &[(&str, u64)]) -> Vec<Breach> {
    let mut breaches: Vec<Breach> = sizes
        .iter()
        .filter(|(_, bytes)| *bytes > MOST_BYTES)
        .map(|(path, bytes)| {
            let fault = format!("{bytes} bytes, more than {MOST_BYTES}");
            Breach::new(*path, fault, "make it in `sample`, or fetch it into the cache")
        })
        .collect();
    let is_media = |path: &str| MEDIA.iter().any(|ending| has_ending(path, ending));
    let media: Vec<_> = sizes.iter().filter(|(path, _)| is_media(path)).collect();
    let total: u64 = media.iter().map(|(_, bytes)| bytes).sum();
    if total > MOST_MEDIA {
        let paths: Vec<&str> = media.iter().map(|(path, _)| *path).collect();
        let fault = format!("{total} bytes of media, more than {MOST_MEDIA} in all");
        breaches.push(Breach::new(paths.join(", "), fault, "make them in `sample`, from a seed"));
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_of_a_thousand_lines_passes_and_one_more_does_not() {
        let source = |lines: usize| [("a.rs", "x\n".repeat(lines))];
        assert_eq!(file_size(&source(1_000)), []);
        assert_eq!(file_size(&source(1_001)).len(), 1);
        assert_eq!(worth_a_talk(&source(601)).len(), 1);
    }

    #[test]
    fn media_count_together_and_text_does_not() {
        assert_eq!(no_large_files_committed(&[("a.png", 60_000), ("words.csv", 900_000)]), []);
        assert_eq!(no_large_files_committed(&[("a.png", 60_000), ("b.MP4", 60_000)]).len(), 1);
        assert_eq!(no_large_files_committed(&[("words.csv", 1_500_001)]).len(), 1);
    }
}
