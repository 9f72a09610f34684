//! The nearest name to one that is not there, for "did you mean".

/// Longest name compared; longer ones are no slips of the pen, and the cost is quadratic.
const LONGEST: usize = 80;

/// Returns the candidate that `text` most likely meant, or nothing when none is near: at most one
/// slip in three letters, and never more than four.
pub(crate) fn nearest<'a>(
    text: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let letters = fold(text);
    if letters.len() > LONGEST {
        return None;
    }
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST * 4)
        .map(|candidate| (distance(&letters, &fold(candidate)), candidate))
        .filter(|(slips, candidate)| {
            *slips <= allowed(letters.len().max(candidate.chars().count()))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// Returns a remedy that asks for the nearest candidate.
pub(crate) fn did_you_mean<'a>(
    text: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(text, candidates).map(|near| format!("did you mean `{near}`?"))
}

fn allowed(length: usize) -> usize {
    (length / 3).clamp(1, 4)
}

fn fold(text: &str) -> Vec<char> {
    text.chars().flat_map(char::to_lowercase).map(|c| if c == '_' { '-' } else { c }).collect()
}

/// Edit distance with swaps of neighbours counted once (optimal string alignment), because
/// swapped letters are the commonest slip.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, a) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, b) in right.iter().enumerate() {
            let at = |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX);
            let changed = at(&above, column) + usize::from(a != b);
            let mut best = changed.min(at(&above, column + 1) + 1).min(at(&current, column) + 1);
            let swapped = row > 0
                && column > 0
                && left.get(row - 1) == Some(b)
                && right.get(column - 1) == Some(a);
            if swapped {
                best = best.min(at(&before, column - 1).saturating_add(1));
            }
            current.push(best);
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word() {
        let keys = ["purpose", "audience", "propositions", "tier"];
        assert_eq!(nearest("purpse", keys), Some("purpose"));
        assert_eq!(nearest("teir", keys), Some("tier"));
        assert_eq!(nearest("Audience", keys), Some("audience"));
        assert_eq!(nearest("landing", keys), None);
    }

    #[test]
    fn swapped_neighbours_are_one_slip() {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(distance(&letters("hokos"), &letters("hooks")), 1);
        assert_eq!(distance(&letters(""), &letters("abc")), 3);
    }
}
