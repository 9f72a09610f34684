//! Which of our files a row is about: by the code in its ad name, then by the one in its link.

use model::id::{Code, DeliverableId};
use std::collections::BTreeMap;

/// What a row's names say about its deliverable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Match {
    /// It carries the code of one of our files.
    Ours(Code, DeliverableId),
    /// It carries a code in our place for one, of a file we do not know.
    Foreign(Code),
    /// It carries the codes of several of our files.
    Several,
    /// It carries no code.
    None,
}

/// Finds the deliverable by the texts of a row, the most telling first.
pub(crate) fn find(texts: &[&str], known: &BTreeMap<Code, DeliverableId>) -> Match {
    let mut weaker = Match::None;
    for text in texts {
        match find_in(text, known) {
            Match::None => {}
            Match::Ours(code, deliverable) => return Match::Ours(code, deliverable),
            other => {
                if weaker == Match::None {
                    weaker = other;
                }
            }
        }
    }
    weaker
}

fn find_in(text: &str, known: &BTreeMap<Code, DeliverableId>) -> Match {
    let marked = text.rsplit_once('~').and_then(|(_, rest)| tokens(rest).next());
    if let Some(code) = marked.and_then(Code::parse) {
        return match known.get(&code) {
            Some(deliverable) => Match::Ours(code, deliverable.clone()),
            None => Match::Foreign(code),
        };
    }
    // One in thirty-two words of eight letters passes the check character, so that anywhere else
    // only codes that exist count.
    let mut found: Vec<(Code, &DeliverableId)> = tokens(text)
        .filter_map(Code::parse)
        .filter_map(|code| known.get(&code).map(|deliverable| (code, deliverable)))
        .collect();
    found.sort();
    found.dedup();
    match found.as_slice() {
        [] => Match::None,
        [(code, deliverable)] => Match::Ours(code.clone(), (*deliverable).clone()),
        _ => Match::Several,
    }
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|token| token.len() == 8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::digest::Digest;

    fn ours(name: &[u8]) -> (Code, DeliverableId) {
        (Code::of(&Digest::of(name)), DeliverableId::of(&Digest::of(name)))
    }

    #[test]
    fn a_code_is_found_wherever_the_platform_left_it() {
        let (code, deliverable) = ours(b"a");
        let known = BTreeMap::from([(code.clone(), deliverable.clone())]);
        let hit = Match::Ours(code.clone(), deliverable);
        let lower = code.as_str().to_lowercase();
        for name in
            [format!("spring_de_9x16~{code}"), format!("{lower} – copy 2"), format!("x_{code}.mp4")]
        {
            assert_eq!(find(&[&name], &known), hit, "{name}");
        }
        let link = format!("https://example.com/?utm_content={code}&x=1");
        assert_eq!(find(&["Spring hero", &link], &known), hit);
    }

    #[test]
    fn a_foreign_code_and_two_codes_match_nothing() {
        let (code, deliverable) = ours(b"a");
        let (second, other) = ours(b"b");
        let (stranger, _) = ours(b"c");
        let known = BTreeMap::from([(code.clone(), deliverable), (second.clone(), other)]);
        assert_eq!(find(&[&format!("x~{stranger}")], &known), Match::Foreign(stranger));
        assert_eq!(find(&[&format!("{code} vs {second}")], &known), Match::Several);
        assert_eq!(find(&["Campaign standard"], &known), Match::None);
    }
}
