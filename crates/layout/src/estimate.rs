//! How much room words take, without their font: good enough to place things, never to cut them.

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
    text.split_whitespace().map(unbreakable).fold(0.0, f64::max)
}

/// Ideographs break anywhere, so a word of them is as wide as one.
fn unbreakable(word: &str) -> f64 {
    if word.chars().any(is_wide) { 1.0 } else { ems(word) }
}

fn lines_at(text: &str, size: u32, width: f64) -> u32 {
    let room = width / f64::from(size.max(1));
    let space = width_of(' ') * BOLD;
    let mut lines = 1.0;
    let mut used = 0.0;
    for word in text.split_whitespace() {
        let length = ems(word);
        if used > 0.0 && used + space + length > room {
            lines += 1.0;
            used = 0.0;
        }
        used += if used > 0.0 { space + length } else { length };
        if used > room {
            let more = (used / room.max(1.0)).ceil() - 1.0;
            lines += more;
            used -= more * room;
        }
    }
    lines as u32
}

/// Widths in ems, measured on common grotesques and rounded up.
fn width_of(c: char) -> f64 {
    match c {
        'i' | 'l' | 'j' | 'I' | '.' | ',' | ':' | ';' | '!' | '\'' | '’' | '|' | ' ' => 0.30,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 0.40,
        'm' | 'w' => 0.88,
        'M' | 'W' | '@' | '%' | '—' => 0.95,
        c if is_wide(c) => 1.0,
        c if is_combining(c) => 0.0,
        c if c.is_uppercase() => 0.71,
        _ => 0.58,
    }
}

fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF
        | 0xFE30..=0xFE4F | 0xFF00..=0xFF60 | 0x1_F300..=0x1_FAFF | 0x2_0000..=0x3_FFFD)
}

fn is_combining(c: char) -> bool {
    matches!(u32::from(c), 0x0300..=0x036F | 0x064B..=0x065F | 0x200B..=0x200F | 0xFE00..=0xFE0F)
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
    fn what_cannot_fit_is_asked_for_at_the_smallest() {
        let text = "word ".repeat(400);
        assert_eq!(expected(wanted(&text, 200.0)), Expected { size: 12, lines: 3, fits: false });
    }
}
