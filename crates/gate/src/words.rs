//! Finding expected words among words that were read, and read imperfectly.
//!
//! A reader drops spaces and accents, splits lines and adds stray strings on busy grounds. So
//! letters and digits alone are compared, anywhere in the reading, by edit distance. Signs that look
//! alike (`O` and `0`, `l` and `1`, `rn` and `m`) count as equal; figures must be equal, because
//! `20 %` is not nearly `30 %`.

mod align;

use crate::standard::BrandStandard;
use align::endings;
use model::fact::ReadText;
use model::unit::Region;
use std::collections::{BTreeMap, BTreeSet};

/// Edits over length at which words that belong to an ad count as read.
const BELONGS: f64 = 0.25;

/// Returns the lines in which the brand's own words for this file stand: what else is read may be
/// part of the picture, such as the display of a watch.
pub(crate) fn lines_that_belong<'a>(
    brand: &BrandStandard,
    lines: &'a [ReadText],
) -> Vec<&'a ReadText> {
    let reading = Reading::of(lines);
    let expected = brand.expected_words();
    let seen = expected.filter_map(|words| reading.find(words).filter(|s| s.distance <= BELONGS));
    // By place, because two expected texts may share a line.
    let by_place: BTreeMap<(u32, u32), &ReadText> = seen
        .flat_map(|seen| reading.lines(&seen).collect::<Vec<_>>())
        .map(|line| ((line.region.y, line.region.x), line))
        .collect();
    by_place.into_values().collect()
}

/// Words in reading order, reduced to letters and digits.
pub(crate) struct Reading<'a> {
    lines: &'a [ReadText],
    letters: Vec<Letter>,
}

#[derive(Debug, Clone, Copy)]
struct Letter {
    folded: char,
    line: usize,
    starts_word: bool,
}

/// Where words were found and how far off they are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sighting {
    /// Edits over the length of the expected words: 0 is letter by letter.
    pub(crate) distance: f64,
    /// Edits: letters that are missing, too many or others.
    pub(crate) edits: usize,
    from: usize,
    to: usize,
}

impl Sighting {
    /// Tells whether the other words are a part of these, which are more.
    pub(crate) const fn encloses(&self, other: &Self) -> bool {
        self.from <= other.from
            && self.to >= other.to
            && self.to - self.from > other.to - other.from
    }

    /// Tells whether these words share letters with the others.
    pub(crate) const fn overlaps(&self, other: &Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// Below this many letters, foreign words must begin and end where a word does: `sale` is no
/// leftover in `wholesale`.
const SHORT_LETTERS: usize = 8;

impl<'a> Reading<'a> {
    pub(crate) fn of(lines: &'a [ReadText]) -> Self {
        let letters =
            lines.iter().enumerate().flat_map(|(line, read)| letters(&read.text, line)).collect();
        Self { lines, letters }
    }

    /// Finds the words where they fit best, even inside others: a reader takes a ring beside a word
    /// for an O. Nothing when they have figures and no place has the same ones.
    pub(crate) fn find(&self, expected: &str) -> Option<Sighting> {
        self.best(expected, |_| true)
    }

    /// Finds the words where they fit best; short ones only where whole words begin and end.
    pub(crate) fn find_whole(&self, foreign: &str) -> Option<Sighting> {
        let is_long = fold(foreign).chars().count() >= SHORT_LETTERS;
        self.best(foreign, |sighting| is_long || self.is_whole(sighting))
    }

    fn best(&self, words: &str, accept: impl Fn(&Sighting) -> bool) -> Option<Sighting> {
        let pattern: Vec<char> = letters(words, 0).map(|letter| letter.folded).collect();
        endings(&pattern, self.letters.iter().map(|letter| letter.folded))
            .into_iter()
            .filter(accept)
            // With more edits than letters it is other words: the right figures with anything between.
            .filter(|sighting| sighting.edits <= pattern.len())
            .filter(|sighting| !self.cuts_figures(&pattern, sighting))
            .min_by(|a, b| a.distance.total_cmp(&b.distance).then(a.from.cmp(&b.from)))
    }

    /// Returns the line as read that comes nearest to the words.
    pub(crate) fn nearest_line(&self, expected: &str) -> Option<&'a ReadText> {
        let distance_of = |line: &ReadText| edit_distance(&fold(expected), &fold(&line.text));
        self.lines.iter().min_by(|a, b| distance_of(a).total_cmp(&distance_of(b)))
    }

    /// Returns the rectangle around the lines in which the words stand.
    pub(crate) fn region(&self, sighting: &Sighting) -> Option<Region> {
        let letters = self.letters.get(sighting.from..sighting.to)?;
        letters
            .iter()
            .filter_map(|letter| self.lines.get(letter.line))
            .map(|line| line.region)
            .reduce(Region::around)
    }

    /// Returns the words as read: the lines in which they stand.
    pub(crate) fn spelled(&self, sighting: &Sighting) -> String {
        let lines: Vec<&str> = self.lines(sighting).map(|line| line.text.as_str()).collect();
        lines.join(" ")
    }

    /// Returns the lines in which the words stand, each once.
    pub(crate) fn lines(&self, sighting: &Sighting) -> impl Iterator<Item = &'a ReadText> {
        let letters = self.letters.get(sighting.from..sighting.to).unwrap_or_default();
        let numbers: BTreeSet<usize> = letters.iter().map(|letter| letter.line).collect();
        let lines = self.lines;
        numbers.into_iter().filter_map(move |number| lines.get(number))
    }

    /// Tells whether the words begin or end in the middle of a figure: `30` is not in `130`.
    fn cuts_figures(&self, pattern: &[char], sighting: &Sighting) -> bool {
        let is_digit = |at: usize| self.letters.get(at).is_some_and(|l| l.folded.is_ascii_digit());
        let goes_on = |at: usize| self.letters.get(at).is_some_and(|letter| !letter.starts_word);
        let begins = pattern.first().is_some_and(char::is_ascii_digit);
        let ends = pattern.last().is_some_and(char::is_ascii_digit);
        let before = sighting.from.checked_sub(1).is_some_and(is_digit);
        (begins && before && goes_on(sighting.from))
            || (ends && is_digit(sighting.to) && goes_on(sighting.to))
    }

    fn is_whole(&self, sighting: &Sighting) -> bool {
        let begins = |at: usize| self.letters.get(at).is_none_or(|letter| letter.starts_word);
        begins(sighting.from) && begins(sighting.to)
    }
}

/// Returns the edits between two folded texts over the length of the longer one.
pub(crate) fn edit_distance(a: &str, b: &str) -> f64 {
    let b: Vec<char> = b.chars().collect();
    let longer = a.chars().count().max(b.len());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for (pair, y) in row.windows(2).zip(&b) {
            let [diagonal, above] = pair else { continue };
            let left = next.last().copied().unwrap_or(i + 1);
            next.push((diagonal + usize::from(x != *y)).min(above + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0) as f64 / longer.max(1) as f64
}

/// Reduces a text to lower-case letters without accents, and digits.
pub(crate) fn fold(text: &str) -> String {
    letters(text, 0).map(|letter| letter.folded).collect()
}

/// Tells whether the reader knows the script: it was trained on Latin letters, Chinese and
/// Japanese, and answers confident nonsense for others.
pub(crate) fn is_legible(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).all(|c| {
        matches!(u32::from(c),
            0..=0x024F | 0x1E00..=0x1EFF // Latin with its extensions
            | 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF // kana, Chinese characters
            | 0xFF21..=0xFF5A) // full-width Latin
    })
}

fn letters(text: &str, line: usize) -> impl Iterator<Item = Letter> {
    text.split_whitespace().flat_map(move |word| {
        let folded = word.chars().flat_map(char::to_lowercase).flat_map(without_accent);
        folded.filter(|c| c.is_alphanumeric()).enumerate().map(move |(at, folded)| Letter {
            folded,
            line,
            starts_word: at == 0,
        })
    })
}

fn without_accent(letter: char) -> impl Iterator<Item = char> {
    let plain = match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' => "d",
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì'..='ï' | 'ī' | 'į' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' => "t",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => "",
    };
    let unchanged = plain.is_empty().then_some(letter);
    plain.chars().chain(unchanged)
}

#[cfg(test)]
mod tests;
