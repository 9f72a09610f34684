//! Which crate may import which: the one direction of the house, and who alone may hold what.

use crate::breach::Breach;
use crate::cargo::Member;

/// A crate of the house and what it may import of ours.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Its folder in `crates/`.
    pub name: &'static str,
    /// The crates of ours that it may import.
    pub imports: &'static [&'static str],
}

/// What a stage may import.
const STAGE: &[&str] = &["model", "spec", "measure"];
/// What a stage may import that makes pictures: both must be one design.
const DESIGNING_STAGE: &[&str] = &["model", "spec", "measure", "layout"];

/// The house, from the ground up.
pub const HOUSE: &[Room] = &[
    Room { name: "model", imports: &[] },
    Room { name: "measure", imports: &["model"] },
    Room { name: "spec", imports: &["model"] },
    Room { name: "layout", imports: &["model", "spec", "measure"] },
    Room { name: "insight", imports: STAGE },
    Room { name: "idea", imports: DESIGNING_STAGE },
    Room { name: "asset", imports: DESIGNING_STAGE },
    Room { name: "gate", imports: STAGE },
    Room { name: "performance", imports: STAGE },
    Room { name: "learning", imports: STAGE },
    Room { name: "decision", imports: STAGE },
    Room { name: "render", imports: &["model"] },
    Room {
        name: "flow",
        imports: &[
            "model",
            "spec",
            "measure",
            "layout",
            "insight",
            "idea",
            "asset",
            "gate",
            "performance",
            "learning",
            "decision",
            "render",
        ],
    },
    Room { name: "pages", imports: &["model", "spec", "measure", "flow"] },
    Room { name: "media", imports: &["model"] },
    Room {
        name: "host",
        imports: &[
            "model", "spec", "measure", "layout", "gate", "render", "flow", "pages", "media",
        ],
    },
    Room { name: "sample", imports: &["model", "spec", "measure", "render", "flow"] },
    Room {
        name: "throughline",
        imports: &[
            "model",
            "spec",
            "measure",
            "insight",
            "asset",
            "gate",
            "performance",
            "learning",
            "decision",
            "flow",
            "pages",
            "host",
            "sample",
        ],
    },
    Room {
        name: "scorecard",
        imports: &["model", "measure", "spec", "layout", "gate", "render", "host", "sample"],
    },
    Room { name: "tidy", imports: &["spec", "gate"] },
];

/// Crates of ours that any other may take for its tests.
const FOR_TESTS: [&str; 2] = ["sample", "testkit"];

/// Packages that only some rooms may hold, with the reason.
const HELD: &[(&str, &[&str], &str)] = &[
    ("rusqlite", &["host"], "the ledger's store is behind `host`"),
    ("rten", &["host"], "models run in `host`, behind a port"),
    ("getrandom", &["host"], "chance enters in `host` alone"),
    ("ffmpeg-the-third", &["media"], "only the sandboxed worker is linked to FFmpeg"),
    ("ffmpeg-next", &["media"], "only the sandboxed worker is linked to FFmpeg"),
    ("seccompiler", &["media"], "the sandbox belongs to the worker"),
    ("anyhow", &["throughline", "scorecard"], "a library has one error enum of its own"),
    ("clap", &["throughline", "scorecard"], "the command line is `throughline`"),
    ("indicatif", &["throughline"], "talk belongs to the command line"),
    ("ctrlc", &["throughline"], "signals belong to the command line"),
    ("rand", &[], "chance is `model::unit::Seed`, from the host"),
];

/// All that `model` may hold: it is everybody's dependency.
const LEAN: (&str, &[&str]) = ("model", &["serde", "serde_json", "sha2", "jiff", "thiserror"]);

/// Returns each import that goes against the direction of the house.
pub fn dependency_direction(members: &[Member]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for member in members {
        let name = short(&member.name);
        let Some(room) = HOUSE.iter().find(|room| room.name == name) else {
            breaches.push(Breach::new(
                manifest(name),
                "this crate has no place in the house",
                "say in `HOUSE` of crates/tidy/src/rules/house.rs what it may import",
            ));
            continue;
        };
        let ours = member.dependencies.iter().filter(|dependency| is_ours(&dependency.name));
        for dependency in ours {
            let wanted = short(&dependency.name);
            let for_tests =
                dependency.kind.as_deref() == Some("dev") && FOR_TESTS.contains(&wanted);
            if !room.imports.contains(&wanted) && !for_tests {
                breaches.push(Breach::new(
                    manifest(name),
                    format!("`{name}` imports `{wanted}`, against the direction of the house"),
                    "move the type that is needed to `model`, or pass the value in from `flow`",
                ));
            }
        }
    }
    breaches
}

/// Returns each package that is held by a crate which may not.
pub fn forbidden_dependencies(members: &[Member]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for member in members {
        let name = short(&member.name);
        let shipped = member.dependencies.iter().filter(|d| d.kind.as_deref() != Some("dev"));
        for dependency in shipped {
            let wanted = dependency.name.as_str();
            let held = HELD
                .iter()
                .find(|(package, rooms, _)| *package == wanted && !rooms.contains(&name));
            if let Some((_, _, because)) = held {
                breaches.push(Breach::new(
                    manifest(name),
                    format!("`{name}` may not depend on `{wanted}`"),
                    *because,
                ));
            }
            if name == LEAN.0 && !is_ours(wanted) && !LEAN.1.contains(&wanted) {
                breaches.push(Breach::new(
                    manifest(name),
                    format!("`{wanted}` would become everybody's dependency"),
                    "put what needs it into another crate",
                ));
            }
        }
    }
    breaches
}

fn manifest(name: &str) -> String {
    format!("crates/{name}/Cargo.toml")
}

fn is_ours(package: &str) -> bool {
    package.starts_with("throughline")
}

/// Returns a crate's folder from its package name.
pub(crate) fn short(package: &str) -> &str {
    package.strip_prefix("throughline-").unwrap_or(package)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo::Dependency;

    fn member(name: &str, kind: Option<&str>, on: &str) -> Member {
        let dependency = Dependency { name: on.to_owned(), kind: kind.map(str::to_owned) };
        Member { name: format!("throughline-{name}"), dependencies: vec![dependency] }
    }

    #[test]
    fn a_stage_may_not_import_a_stage() {
        let kept = dependency_direction(&[member("asset", None, "throughline-model")]);
        assert_eq!(kept, []);
        let broken = dependency_direction(&[member("asset", None, "throughline-gate")]);
        assert_eq!(broken.len(), 1);
        assert!(broken[0].fault.contains("`asset` imports `gate`"));
    }

    #[test]
    fn tests_may_take_the_sample_but_not_another_stage() {
        let sample = member("gate", Some("dev"), "throughline-sample");
        assert_eq!(dependency_direction(&[sample]), []);
        let stage = member("gate", Some("dev"), "throughline-idea");
        assert_eq!(dependency_direction(&[stage]).len(), 1);
    }

    #[test]
    fn an_unknown_crate_must_be_given_a_place() {
        let broken = dependency_direction(&[member("attic", None, "serde")]);
        assert!(broken[0].fault.contains("no place"));
    }

    #[test]
    fn a_database_outside_the_host_is_refused() {
        assert_eq!(forbidden_dependencies(&[member("host", None, "rusqlite")]), []);
        assert_eq!(forbidden_dependencies(&[member("flow", None, "rusqlite")]).len(), 1);
    }

    #[test]
    fn the_model_stays_lean() {
        assert_eq!(forbidden_dependencies(&[member("model", None, "serde")]), []);
        assert_eq!(forbidden_dependencies(&[member("model", None, "image")]).len(), 1);
    }
}
