//! Words set in the lines of captions.

use unicode_segmentation::UnicodeSegmentation;

/// Characters a line: Netflix, Timed Text Style Guides; 42 unless the guide of the language says
/// otherwise (the general ones and Thai's read 2026-12; those of Japanese, Korean and Chinese by
/// sublingo.cc/guides/subtitle-specs-by-language of 2026-06-11).
const LONGEST: usize = 42;
const LONGEST_IN: [(&str, usize); 4] = [("ja", 13), ("ko", 16), ("zh", 16), ("th", 35)];

/// Languages whose words stand without spaces, so that a line may end after any character.
const UNSPACED: [&str; 3] = ["ja", "zh", "th"];

/// Characters that begin no line and stay with what is before them.
const CLOSING: &str = "、。，．・：；？！）」』】〕》〉”’)]}.,:;?!";

/// Sets words in lines; breaks that were written stay. A word longer than a line is broken.
pub(super) fn lines(text: &str, language: &str) -> Vec<String> {
    let tongue = language.split('-').next().unwrap_or_default();
    let special = LONGEST_IN.iter().find(|(of, _)| *of == tongue);
    let longest = special.map_or(LONGEST, |(_, longest)| *longest);
    let written = text.lines().map(str::trim).filter(|line| !line.is_empty());
    written.flat_map(|line| wrapped(&pieces(line, tongue, longest), longest)).collect()
}

/// What a line cannot be broken inside of, and whether a space stood before it.
type Piece = (bool, String);

fn pieces(line: &str, tongue: &str, longest: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for word in line.split_whitespace() {
        let mut spaced = true;
        for part in parts(word, tongue, longest) {
            pieces.push((spaced, part));
            spaced = false;
        }
    }
    pieces
}

fn parts(word: &str, tongue: &str, longest: usize) -> Vec<String> {
    let each = if UNSPACED.contains(&tongue) { 1 } else { longest };
    let mut parts: Vec<String> = Vec::new();
    for letter in word.graphemes(true) {
        match parts.last_mut() {
            Some(part) if length(part) < each || stays(part, letter) => part.push_str(letter),
            _ => parts.push(letter.to_owned()),
        }
    }
    parts
}

/// A run that may not be broken is at most so long: the shortest of all lines.
const LONGEST_RUN: usize = 13;

/// Closing marks stay with what they close, Latin letters and digits with one another.
fn stays(part: &str, letter: &str) -> bool {
    let in_a_word =
        |text: &str| text.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
    length(part) < LONGEST_RUN && (CLOSING.contains(letter) || in_a_word(part) && in_a_word(letter))
}

/// Counts what a reader takes for one character.
fn length(text: &str) -> usize {
    text.graphemes(true).count()
}

/// The fewest lines, and among those the most even ones, so that no line is left with a lone word.
fn wrapped(pieces: &[Piece], longest: usize) -> Vec<String> {
    let fewest = filled(pieces, longest);
    let even = (1..longest)
        .map(|width| filled(pieces, width))
        .find(|set| set.len() <= fewest.len() && set.iter().all(|line| length(line) <= longest));
    even.unwrap_or(fewest)
}

/// Fills lines up to a width; a piece that is wider has a line of its own.
fn filled(pieces: &[Piece], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (spaced, piece) in pieces {
        let gap = usize::from(*spaced);
        let room = |line: &String| length(line) + gap + length(piece) <= width;
        match lines.last_mut().filter(|line| room(line)) {
            Some(line) => {
                if *spaced {
                    line.push(' ');
                }
                line.push_str(piece);
            }
            None => lines.push(piece.clone()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_stand_in_even_lines() {
        let set = lines("A bottle that outlives the plastic it was made to replace", "en-GB");
        assert_eq!(set, ["A bottle that outlives the", "plastic it was made to replace"]);
        assert_eq!(lines("Short enough", "de"), ["Short enough"]);
        assert_eq!(lines("one\n\n two ", "en"), ["one", "two"]);
        assert!(lines(" \n ", "en").is_empty());
    }

    #[test]
    fn a_line_of_exactly_the_limit_is_not_broken() {
        let (just, over) = ("a".repeat(20) + " " + &"b".repeat(21), "b".repeat(43));
        assert_eq!(lines(&just, "en").len(), 1);
        assert_eq!(lines(&over, "en").len(), 2, "a word longer than a line is broken");
    }

    #[test]
    fn languages_without_spaces_break_between_characters_but_not_before_a_full_stop() {
        let set = lines("毎日の水をもっとおいしくする、修理できるボトル。", "ja");
        assert!(set.iter().all(|line| line.chars().count() <= 13), "{set:?}");
        assert!(set.iter().all(|line| !line.starts_with(['、', '。'])), "{set:?}");
        assert_eq!(set.concat(), "毎日の水をもっとおいしくする、修理できるボトル。");
    }
}
