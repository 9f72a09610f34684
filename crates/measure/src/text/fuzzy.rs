//! Finding an expected line in text that was read with mistakes.

use super::normalise;

/// Returns how many characters must be put in, taken out or exchanged to make one text the other
/// (Levenshtein), as they stand.
pub fn edit_distance(one: &str, two: &str) -> usize {
    let (one, two): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let row: Vec<usize> = (0..=two.len()).collect();
    let last = one.iter().enumerate().fold(row, |row, (place, letter)| {
        next_row(&row, place + 1, two.iter().map(|other| letter != other))
    });
    last.last().copied().unwrap_or(one.len())
}

/// Returns the errors of the best place for `needle` in `haystack`, when they are at most
/// `max_errors`. Both are normalised, and spaces do not count: text read from pictures loses and
/// gains them. An empty needle is nowhere.
pub fn contains_fuzzy(haystack: &str, needle: &str, max_errors: usize) -> Option<usize> {
    best_errors(haystack, needle).filter(|errors| *errors <= max_errors)
}

/// Returns the fewest errors with which `needle` stands anywhere in `haystack` (Sellers 1980),
/// after normalising and without spaces; nothing for an empty needle.
pub fn best_errors(haystack: &str, needle: &str) -> Option<usize> {
    let (haystack, needle) = (letters(haystack), letters(needle));
    if needle.is_empty() {
        return None;
    }
    // One row per letter read, beginning with 0 errors everywhere: a match may start anywhere.
    let first: Vec<usize> = (0..=needle.len()).collect();
    let best = needle.len();
    let (_, best) = haystack.iter().fold((first, best), |(row, best), letter| {
        let row = next_row(&row, 0, needle.iter().map(|other| letter != other));
        let here = row.last().copied().unwrap_or(best);
        (row, best.min(here))
    });
    Some(best)
}

fn letters(text: &str) -> Vec<char> {
    normalise(text).chars().filter(|letter| *letter != ' ').collect()
}

fn next_row(row: &[usize], first: usize, differs: impl Iterator<Item = bool>) -> Vec<usize> {
    let mut next = Vec::with_capacity(row.len());
    next.push(first);
    let mut left = first;
    for (pair, differs) in row.windows(2).zip(differs) {
        let &[diagonal, above] = pair else { continue };
        left = (diagonal + usize::from(differs)).min(above + 1).min(left + 1);
        next.push(left);
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edit_distance_counts_single_changes() {
        assert_eq!(edit_distance("kitten", "sitting"), 3);
        assert_eq!(edit_distance("", "abc"), 3);
        assert_eq!(edit_distance("abc", ""), 3);
        assert_eq!(edit_distance("größe", "grosse"), 3);
    }

    #[test]
    fn a_line_is_found_among_others_despite_misread_letters() {
        let read = "NORTHPEAK\nSh0p n0w —free returns";
        assert_eq!(contains_fuzzy(read, "Shop now", 2), Some(2));
        assert_eq!(contains_fuzzy(read, "Shop now", 1), None);
        assert_eq!(contains_fuzzy(read, "north peak", 0), Some(0));
        assert_eq!(contains_fuzzy(read, "", 5), None);
        assert_eq!(contains_fuzzy("", "shop", 3), None);
    }

    #[test]
    fn the_best_of_several_places_counts() {
        assert_eq!(best_errors("shap naw shop nov shop now", "Shop now"), Some(0));
    }
}
