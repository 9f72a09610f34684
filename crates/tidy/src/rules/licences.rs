//! Whether what we build on lets us ship it, read from each package's licence expression (SPDX).

use crate::breach::Breach;
use crate::cargo::Package;
use std::iter::Peekable;
use std::vec::IntoIter;

const ALLOWED: [&str; 17] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "IJG",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "Unicode-3.0",
    "Unlicense",
    "WTFPL",
    "Zlib",
];

/// Returns each package that no allowed licence covers.
pub fn licences_allowed(packages: &[Package]) -> Vec<Breach> {
    packages.iter().filter_map(refused).collect()
}

fn refused(package: &Package) -> Option<Breach> {
    let place = format!("Cargo.lock: {} {}", package.name, package.version);
    let remedy = "use another package, or allow the licence here and in deny.toml, with a reason";
    let Some(expression) = &package.license else {
        return Some(Breach::new(place, "it states no licence", remedy));
    };
    match allows(expression) {
        Some(true) => None,
        Some(false) => Some(Breach::new(place, format!("`{expression}` is not allowed"), remedy)),
        None => Some(Breach::new(place, format!("`{expression}` does not read"), remedy)),
    }
}

/// Returns each licence that only one of the two lists holds: this one and that of `deny.toml`.
pub fn deny_file_agrees(text: &str) -> Vec<Breach> {
    let block = text.split_once("\nallow = [").and_then(|(_, rest)| rest.split_once(']'));
    let listed: Vec<&str> =
        block.map(|(list, _)| list.split('"').skip(1).step_by(2).collect()).unwrap_or_default();
    let missing = ALLOWED.iter().filter(|name| !listed.contains(name));
    let more = listed.iter().filter(|name| !ALLOWED.contains(name));
    missing
        .chain(more)
        .map(|name| {
            let fault = format!("`{name}` is in only one of the two lists of licences");
            Breach::new("deny.toml", fault, "make it and crates/tidy/src/rules/licences.rs alike")
        })
        .collect()
}

/// Returns whether an expression can be satisfied with allowed licences; none when it does not
/// read.
fn allows(expression: &str) -> Option<bool> {
    // An older way of writing: a stroke for OR.
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut words = words.into_iter().peekable();
    let allowed = either(&mut words)?;
    words.peek().is_none().then_some(allowed)
}

type Words<'a> = Peekable<IntoIter<&'a str>>;

fn either(words: &mut Words<'_>) -> Option<bool> {
    let mut allowed = both(words)?;
    while words.next_if_eq(&"OR").is_some() {
        allowed |= both(words)?;
    }
    Some(allowed)
}

fn both(words: &mut Words<'_>) -> Option<bool> {
    let mut allowed = one(words)?;
    while words.next_if_eq(&"AND").is_some() {
        allowed &= one(words)?;
    }
    Some(allowed)
}

fn one(words: &mut Words<'_>) -> Option<bool> {
    match words.next()? {
        "(" => {
            let allowed = either(words)?;
            words.next_if_eq(&")").map(|_| allowed)
        }
        ")" | "OR" | "AND" | "WITH" => None,
        name if words.next_if_eq(&"WITH").is_some() => {
            let exception = words.next()?;
            Some(ALLOWED.contains(&format!("{name} WITH {exception}").as_str()))
        }
        name => Some(ALLOWED.contains(&name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_mean_what_they_say() {
        for allowed in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(MIT OR GPL-2.0) AND IJG",
            "Apache-2.0 WITH LLVM-exception OR GPL-3.0",
            "MIT AND (Zlib OR (GPL-2.0 AND ISC))",
        ] {
            assert_eq!(allows(allowed), Some(true), "{allowed}");
        }
        for refused in [
            "AGPL-3.0",
            "MIT AND GPL-3.0",
            "GPL-3.0 OR MIT AND LGPL-3.0",
            "GPL-2.0 WITH Classpath-exception-2.0",
            "MIT WITH Classpath-exception-2.0",
        ] {
            assert_eq!(allows(refused), Some(false), "{refused}");
        }
        for unreadable in ["", "MIT OR", "(MIT", "MIT)", "MIT Zlib", "AND"] {
            assert_eq!(allows(unreadable), None, "{unreadable}");
        }
    }

    #[test]
    fn the_two_lists_must_be_alike() {
        let quoted: Vec<String> = ALLOWED.iter().map(|name| format!("\"{name}\"")).collect();
        let alike = format!("[licenses]\nallow = [{}]\n", quoted.join(", "));
        assert_eq!(deny_file_agrees(&alike), []);
        assert_eq!(deny_file_agrees(&alike.replace("\"MIT\"", "\"GPL-3.0\"")).len(), 2);
        assert_eq!(deny_file_agrees("").len(), ALLOWED.len());
    }

    #[test]
    fn a_package_without_a_licence_is_refused() {
        let package = |license: Option<&str>| Package {
            name: "a".to_owned(),
            version: "1.0.0".to_owned(),
            license: license.map(str::to_owned),
        };
        assert_eq!(licences_allowed(&[package(Some("ISC"))]), []);
        assert_eq!(licences_allowed(&[package(None), package(Some("SSPL-1.0"))]).len(), 2);
    }
}
