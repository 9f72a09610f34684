//! Pure crates take values and give values: no file, clock, process, network, chance or unstable
//! order. Clippy refuses the calls; this scan also sees types and paths that it does not.

use super::holds_word;
use crate::breach::Breach;

/// Crates that touch the real world.
const WORLDLY: [&str; 5] = ["host", "media", "scorecard", "throughline", "tidy"];

const FORBIDDEN: &[(&str, &str)] = &[
    ("std::fs", "take text or bytes, the host reads"),
    ("std::net", "ask through a port"),
    ("std::env", "take settings as an argument"),
    ("std::process", "ask through a port"),
    ("std::{", "write one `use` a module, so that this scan can read them"),
    ("SystemTime", "take `at: Timestamp`"),
    ("Instant", "the host measures time"),
    ("Timestamp::now", "take `at: Timestamp`"),
    ("Zoned::now", "take `at: Timestamp`"),
    ("HashMap", "its order is not stable: `BTreeMap`"),
    ("HashSet", "its order is not stable: `BTreeSet`"),
    ("rand::", "take a `model::unit::Seed`"),
    ("getrandom", "take a `model::unit::Seed`"),
];

/// Returns whether a crate, by its folder, must be pure.
pub fn is_pure(name: &str) -> bool {
    !WORLDLY.contains(&name)
}

/// Returns each line of a pure crate's sources that names the real world.
pub fn pure_sources(sources: &[(&str, String)]) -> Vec<Breach> {
    let pure = sources.iter().filter(|(path, _)| {
        let of = path.strip_prefix("crates/").and_then(|rest| rest.split_once("/src/"));
        of.is_some_and(|(name, _)| is_pure(name))
    });
    pure.flat_map(|(path, text)| worldly_lines(path, text)).collect()
}

fn worldly_lines(path: &str, text: &str) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        if line.trim_start().starts_with("//") {
            continue;
        }
        for (word, remedy) in FORBIDDEN.iter().filter(|(word, _)| holds_word(line, word)) {
            let fault = format!("`{word}` in a pure crate");
            breaches.push(Breach::new(format!("{path}:{number}"), fault, *remedy));
        }
    }
    breaches
}

/// Returns each pure crate whose `clippy.toml` differs from that of `model`, or is missing.
pub fn pure_clippy_files_equal(files: &[(&str, Option<String>)]) -> Vec<Breach> {
    let of_model = files.iter().find(|(name, _)| *name == "model").and_then(|(_, t)| t.as_ref());
    files
        .iter()
        .filter(|(name, text)| is_pure(name) && (text.is_none() || text.as_ref() != of_model))
        .map(|(name, _)| {
            Breach::new(
                format!("crates/{name}/clippy.toml"),
                "it is not the same as in the other pure crates",
                "copy crates/model/clippy.toml",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_opened_in_a_stage_is_seen_and_in_the_host_is_not() {
        let line = "let text = std::fs::read_to_string(path);\n".to_owned();
        let stage = pure_sources(&[("crates/idea/src/draw.rs", line.clone())]);
        assert_eq!(stage[0].place, "crates/idea/src/draw.rs:1");
        assert_eq!(pure_sources(&[("crates/host/src/scan.rs", line.clone())]), []);
        assert_eq!(pure_sources(&[("crates/idea/tests/it/main.rs", line)]), []);
    }

    #[test]
    fn every_forbidden_word_is_seen() {
        for (word, _) in FORBIDDEN {
            let line = format!("use {word};");
            assert!(!worldly_lines("a.rs", &line).is_empty(), "{word}");
        }
    }

    #[test]
    fn comments_may_name_the_world() {
        assert_eq!(worldly_lines("a.rs", "/// Unlike a HashMap, sorted.\n// std::fs\n"), []);
    }

    #[test]
    fn one_pure_crate_may_not_be_laxer() {
        let strict = || Some("strict".to_owned());
        let lax = Some("lax".to_owned());
        let kept = [("idea", strict()), ("model", strict()), ("host", lax.clone())];
        assert_eq!(pure_clippy_files_equal(&kept), []);
        assert_eq!(pure_clippy_files_equal(&[("idea", lax), ("model", strict())]).len(), 1);
        assert_eq!(pure_clippy_files_equal(&[("idea", None), ("model", strict())]).len(), 1);
    }
}
