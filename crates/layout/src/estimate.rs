//! How much room words take, without their font: good enough to place things, never to cut them.

use crate::script::{Script, closes, is_mark, opens, script_of};

/// How wide words run, compared with a regular grotesque; headlines are set bolder.
const BOLD: f64 = 1.06;

/// Words that are to fit a room.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'a> {
    pub(crate) text: &'a str,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) leading: f64,
    pub(crate) lines: u32,
    pub(crate) largest: u32,
    pub(crate) smallest: u32,
}

/// How words are expected to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) size: u32,
    pub(crate) lines: u32,
    /// False where even the smallest size is expected not to fit.
    pub(crate) fits: bool,
}

impl Expected {
    /// Returns the height that so many lines take, with a little air for a font that differs.
    pub(crate) fn height(self, leading: f64) -> f64 {
        (f64::from(self.lines) * f64::from(self.size) * leading).ceil() + 1.0
    }
}

/// Returns the largest size at which `wanted` is expected to fit; its smallest when none is.
pub(crate) fn expected(wanted: Wanted<'_>) -> Expected {
    (wanted.smallest..=wanted.largest.max(wanted.smallest))
        .rev()
        .map(|size| Expected { size, lines: lines_at(wanted.text, size, wanted.width), fits: true })
        .find(|expected| fits(*expected, wanted))
        .unwrap_or(Expected { size: wanted.smallest, lines: wanted.lines, fits: false })
}

fn fits(expected: Expected, wanted: Wanted<'_>) -> bool {
    expected.lines <= wanted.lines
        && expected.height(wanted.leading) <= wanted.height
        && longest_word(wanted.text) * f64::from(expected.size) <= wanted.width
}

/// Returns the width of `text` on one line in ems.
pub(crate) fn ems(text: &str) -> f64 {
    text.chars().map(width_of).sum::<f64>() * BOLD
}

fn longest_word(text: &str) -> f64 {
    units(text).iter().map(|unit| unit.width).fold(0.0, f64::max)
}

fn lines_at(text: &str, size: u32, width: f64) -> u32 {
    let room = width / f64::from(size.max(1));
    let mut lines = 1.0;
    let mut used = 0.0;
    for unit in units(text) {
        let space = if unit.spaced { width_of(' ') * BOLD } else { 0.0 };
        if used > 0.0 && used + space + unit.width > room {
            lines += 1.0;
            used = 0.0;
        }
        used += if used > 0.0 { space + unit.width } else { unit.width };
        if used > room {
            let more = (used / room.max(1.0)).ceil() - 1.0;
            lines += more;
            used -= more * room;
        }
    }
    lines as u32
}

/// A stretch that no line breaks inside.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Unit {
    /// In ems.
    width: f64,
    /// Whether a space stands before it.
    spaced: bool,
}

/// Letters of a word in a script without spaces; where words end is known only to a dictionary.
/// Thai words have five letters in the middle and seldom more than seven.
const LETTERS_A_WORD: u32 = 7;

fn units(text: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    for word in text.split_whitespace() {
        let mut stretch = Stretch { width: 0.0, letters: 0, last: None };
        let mut spaced = true;
        for c in word.chars() {
            if stretch.breaks_before(c) {
                units.push(Unit { width: stretch.width * BOLD, spaced });
                spaced = false;
                stretch = Stretch { width: 0.0, letters: 0, last: None };
            }
            stretch.take(c);
        }
        units.push(Unit { width: stretch.width * BOLD, spaced });
    }
    units
}

/// A unit as it grows.
struct Stretch {
    width: f64,
    letters: u32,
    last: Option<char>,
}

impl Stretch {
    fn breaks_before(&self, c: char) -> bool {
        let Some(last) = self.last else { return false };
        if is_mark(c) || closes(c) || opens(last) {
            return false;
        }
        match (script_of(last), script_of(c)) {
            (Script::Unspaced, Script::Unspaced) => self.letters >= LETTERS_A_WORD,
            (Script::Ideograph | Script::Emoji, _) | (_, Script::Ideograph | Script::Emoji) => true,
            _ => false,
        }
    }

    fn take(&mut self, c: char) {
        self.width += width_of(c);
        if !is_mark(c) {
            self.letters += 1;
            self.last = Some(c);
        }
    }
}

/// Widths in ems, measured on common grotesques and rounded up; other scripts on the Noto
/// typefaces, bold.
fn width_of(c: char) -> f64 {
    match c {
        'i' | 'l' | 'j' | 'I' | '.' | ',' | ':' | ';' | '!' | '\'' | '’' | '|' | ' ' => 0.30,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 0.40,
        'm' | 'w' => 0.88,
        'M' | 'W' | '@' | '%' | '—' => 0.95,
        c if is_mark(c) => 0.0,
        c => match script_of(c) {
            Script::Ideograph => 1.0,
            Script::Emoji => 1.25,
            Script::Hangul => 0.92,
            Script::Unspaced => 0.62,
            Script::Indic => 0.64,
            Script::Hebrew => 0.60,
            Script::Arabic => 0.56,
            Script::Alphabet if c.is_uppercase() => 0.71,
            Script::Alphabet => 0.58,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(text: &str, width: f64) -> Wanted<'_> {
        Wanted { text, width, height: 300.0, leading: 1.1, lines: 3, largest: 100, smallest: 12 }
    }

    #[test]
    fn longer_words_are_set_smaller() {
        let short = expected(wanted("Go out", 400.0));
        let long = expected(wanted("Versicherungsgesellschaften", 400.0));
        assert!(short.size > long.size);
        assert_eq!(long.lines, 1);
    }

    #[test]
    fn ideographs_break_between_any_two() {
        let expected = expected(wanted("新しい朝をはじめよう", 300.0));
        assert!(expected.lines > 1);
        assert!(expected.size > 40);
    }

    #[test]
    fn korean_keeps_its_words_whole_and_thai_breaks_without_spaces() {
        assert_eq!(units("좋은 아침입니다").len(), 2);
        assert_eq!(units("好的早晨").len(), 4);
        assert!(units("สวัสดีตอนเช้าที่สดใสของคุณ").len() > 2);
        // Marks ride on their letter, and no line begins with a closing mark.
        assert_eq!(units("はい。").len(), 2);
        assert_eq!(units("「はい").len(), 2);
        assert_eq!(units("word").len(), 1);
    }

    #[test]
    fn what_cannot_fit_is_asked_for_at_the_smallest() {
        let text = "word ".repeat(400);
        assert_eq!(expected(wanted(&text, 200.0)), Expected { size: 12, lines: 3, fits: false });
    }
}
