//! One spelling for texts that read the same.

use unicode_normalization::UnicodeNormalization;

/// Returns the text in one spelling: compatibility forms unified (Unicode NFKC), lower case,
/// punctuation and white space turned into single spaces.
///
/// Kept are letters, digits, marks, `%`, currency signs, an apostrophe inside a word (straight),
/// and a point or comma between digits.
pub fn normalise(text: &str) -> String {
    let seen = text.chars().filter(|letter| !is_unseen(*letter));
    let unified: Vec<char> = seen.nfkc().flat_map(char::to_lowercase).nfkc().collect();
    let mut out = String::with_capacity(text.len());
    for (place, letter) in unified.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| unified.get(before)).copied();
        let after = unified.get(place + 1).copied();
        match kept(before, *letter, after) {
            ' ' if out.is_empty() || out.ends_with(' ') => {}
            letter => out.push(letter),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Returns the normalised words of a text. Scripts without spaces (Han, kana) give one word per
/// character, so that phrases of them can still be found.
pub fn words(text: &str) -> Vec<String> {
    let normal = normalise(text);
    let mut found = Vec::new();
    for run in normal.split(' ').filter(|run| !run.is_empty()) {
        let mut rest = String::new();
        for letter in run.chars() {
            if is_unspaced(letter) {
                if !rest.is_empty() {
                    found.push(std::mem::take(&mut rest));
                }
                found.push(letter.to_string());
            } else {
                rest.push(letter);
            }
        }
        if !rest.is_empty() {
            found.push(rest);
        }
    }
    found
}

/// Returns every run of `n` words, joined by single spaces; none when there are fewer words.
pub fn ngrams(words: &[String], n: usize) -> Vec<String> {
    if n == 0 {
        return Vec::new();
    }
    words.windows(n).map(|run| run.join(" ")).collect()
}

/// Zero-width spaces and joiners, soft hyphen, byte order mark: they stand between a letter and its
/// accent as well, so they go first.
const fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200d}' | '\u{ad}' | '\u{feff}' | '\u{2060}')
}

/// Returns what stands for a character between its neighbours: itself or a space.
fn kept(before: Option<char>, letter: char, after: Option<char>) -> char {
    let beside = |test: fn(char) -> bool| before.is_some_and(test) && after.is_some_and(test);
    match letter {
        '\'' | '’' | '‘' | APOSTROPHE if beside(is_inside_word) => '\'',
        APOSTROPHE => ' ',
        '.' | ',' if beside(|c| c.is_ascii_digit()) => letter,
        '%' | '$' | '€' | '£' | '¥' | '₹' => letter,
        letter if letter.is_alphanumeric() || is_mark(letter) => letter,
        _ => ' ',
    }
}

/// The apostrophe that Unicode counts as a letter.
const APOSTROPHE: char = 'ʼ';

fn is_inside_word(letter: char) -> bool {
    letter.is_alphanumeric() && letter != APOSTROPHE
}

/// Combining marks that are not alphanumeric for Rust (viramas and accents that NFKC leaves).
fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(normalise(text), expected, "{text}");
        assert_eq!(normalise(expected), expected, "normalising twice changed {expected}");
    }

    #[test]
    fn texts_that_read_the_same_are_spelt_the_same() {
        check("  Shop\u{a0}NOW!!  ", "shop now");
        check("Ｆｒｅｅ ｄｅｌｉｖｅｒｙ", "free delivery");
        check("ﬁne\u{200b}st", "finest");
        check("Don’t — ‘stop’", "don't stop");
        check("e\u{301}te\u{301}", "été");
        check("e\u{200b}\u{301}te\u{ad}\u{301}", "été");
        check("п’ять пʼять ʼʼп ʼʼ", "п'ять п'ять п");
        check("ssʼʼf", "ss f");
    }

    #[test]
    fn numbers_keep_what_gives_them_meaning() {
        check("Save 50% (was $1,299.00).", "save 50% was $1,299.00");
    }

    #[test]
    fn words_of_unspaced_scripts_are_characters() {
        assert_eq!(words("新しいAir"), ["新", "し", "い", "air"]);
        assert!(words("…!").is_empty());
    }

    #[test]
    fn ngrams_need_enough_words() {
        let three = words("made to last");
        assert_eq!(ngrams(&three, 2), ["made to", "to last"]);
        assert!(ngrams(&three, 4).is_empty());
        assert!(ngrams(&three, 0).is_empty());
    }
}
