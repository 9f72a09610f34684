//! Letters that were expected beside letters that were read: the fewest edits from one to the other.

use super::Sighting;

/// Aligns the pattern with every stretch of what was read (Sellers 1980): one sighting for each
/// place a stretch can end.
pub(super) fn endings(pattern: &[char], letters: impl Iterator<Item = char>) -> Vec<Sighting> {
    if pattern.is_empty() {
        return Vec::new();
    }
    let figures = Figures::of(pattern);
    // A column holds, for each prefix of the pattern, the fewest edits and where they begin.
    let mut column = Vec::with_capacity(pattern.len() + 1);
    let mut cell = Cell::at(0);
    column.push(cell);
    let pattern: Vec<Expected> = pattern.iter().map(|sign| Expected::of(*sign, figures)).collect();
    for expected in &pattern {
        cell = cell.and(expected.missing);
        column.push(cell);
    }
    let mut sightings = Vec::new();
    let mut past: Option<(Vec<Cell>, char)> = None;
    let mut next = Vec::with_capacity(column.len());
    for (end, read) in letters.enumerate() {
        next.push(Cell::at(end + 1));
        let before = past.as_ref().map(|(column, read)| (column.as_slice(), *read));
        fill(&mut next, &column, before, &pattern, Expected::of(read, figures));
        if let Some((edits, from)) = next.last().map(|cell| (cell.edits(), cell.from())) {
            let distance = edits as f64 / pattern.len() as f64;
            sightings.push(Sighting { distance, edits, from, to: end + 1 });
        }
        std::mem::swap(&mut column, &mut next);
        let spare = past.replace((next, read)).map(|(column, _)| column);
        next = spare.unwrap_or_else(|| Vec::with_capacity(column.len()));
        next.clear();
    }
    sightings
}

/// The fewest edits up to a place, and where the stretch begins: one number, so that the smaller one
/// has fewer edits, and among equals the latest start, which is the shortest stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cell(u64);

impl Cell {
    const START_BITS: u32 = 24;
    const LAST_START: u64 = (1 << Self::START_BITS) - 1;

    /// No edits, beginning at a letter; beyond sixteen million letters all begin at the last one.
    fn at(from: usize) -> Self {
        Self(Self::LAST_START.saturating_sub(from as u64))
    }

    const fn and(self, edits: usize) -> Self {
        Self(self.0 + ((edits as u64) << Self::START_BITS))
    }

    const fn edits(self) -> usize {
        (self.0 >> Self::START_BITS) as usize
    }

    const fn from(self) -> usize {
        (Self::LAST_START - (self.0 & Self::LAST_START)) as usize
    }
}

/// More edits than any text has: another figure stands there, and no closeness of letters makes up
/// for it.
const OTHER_FIGURE: usize = 1 << 20;

/// Whether figures are compared: a text without any says nothing about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Figures {
    Compared,
    None,
}

impl Figures {
    fn of(pattern: &[char]) -> Self {
        if pattern.iter().any(char::is_ascii_digit) { Self::Compared } else { Self::None }
    }

    /// What it costs that an expected sign was not read, or one was read where none belongs.
    fn missing(self, expected: char) -> usize {
        if self == Self::Compared && expected.is_ascii_digit() { OTHER_FIGURE } else { 1 }
    }
}

/// A sign of the pattern, with what is asked of it for every sign that was read.
#[derive(Debug, Clone, Copy)]
struct Expected {
    sign: char,
    /// What it costs that it was not read.
    missing: usize,
    /// Those that look like it; see [`LOOKALIKES`].
    lookalikes: u64,
    /// Whether two signs may have been read for it.
    is_double: bool,
}

impl Expected {
    fn of(sign: char, figures: Figures) -> Self {
        Self {
            sign,
            missing: figures.missing(sign),
            lookalikes: lookalikes(sign),
            is_double: is_double(sign),
        }
    }
}

/// Fills the column for the next sign that was read, of which the top is there.
fn fill(
    next: &mut Vec<Cell>,
    column: &[Cell],
    before: Option<(&[Cell], char)>,
    pattern: &[Expected],
    read: Expected,
) {
    let Some(mut left_out) = next.last().copied() else { return };
    let bit = number(read.sign).map_or(0, |number| 1 << number);
    let mut above: Option<(char, Cell)> = None;
    for (at, (pair, expected)) in column.windows(2).zip(pattern).enumerate() {
        let [diagonal, beside] = pair else { continue };
        let is_alike = expected.sign == read.sign || expected.lookalikes & bit != 0;
        let swapped = if is_alike { 0 } else { expected.missing.max(read.missing) };
        let mut best = diagonal.and(swapped);
        best = best.min(beside.and(read.missing)).min(left_out.and(expected.missing));
        if read.is_double
            && let Some((above, cell)) = above
            && TWO_FOR_ONE.contains(&([above, expected.sign], read.sign))
        {
            best = best.min(cell);
        }
        if expected.is_double
            && let Some((column, past)) = before
            && TWO_FOR_ONE.contains(&([past, read.sign], expected.sign))
        {
            best = column.get(at).map_or(best, |cell| best.min(*cell));
        }
        above = Some((expected.sign, *diagonal));
        left_out = best;
        next.push(best);
    }
}

/// Signs that a reader takes for each other, because many typefaces draw them alike. Two figures
/// are never among them.
const ALIKE: [(char, char); 18] = [
    ('0', 'o'),
    ('0', 'd'),
    ('0', 'q'),
    ('1', 'l'),
    ('1', 'i'),
    ('1', 't'),
    ('1', 'j'),
    ('2', 'z'),
    ('4', 'a'),
    ('5', 's'),
    ('6', 'b'),
    ('6', 'g'),
    ('7', 't'),
    ('8', 'b'),
    ('9', 'g'),
    ('9', 'q'),
    ('i', 'l'),
    ('u', 'v'),
];

/// Pairs of letters that a reader takes for one.
const TWO_FOR_ONE: [([char; 2], char); 6] = [
    (['r', 'n'], 'm'),
    (['c', 'l'], 'd'),
    (['v', 'v'], 'w'),
    // ß is spelled out here, and looks like a B.
    (['s', 's'], 'b'),
    (['s', 's'], '8'),
    (['s', 's'], '3'),
];

/// For each figure and small letter those that look like it, a bit each.
#[expect(clippy::indexing_slicing, reason = "worked out while the program is built")]
const LOOKALIKES: [u64; 36] = {
    let mut table = [0; 36];
    let mut at = 0;
    while at < ALIKE.len() {
        if let (Some(a), Some(b)) = (number(ALIKE[at].0), number(ALIKE[at].1)) {
            table[a] |= 1 << b;
            table[b] |= 1 << a;
        }
        at += 1;
    }
    table
};

/// Numbers figures and small letters without accents.
const fn number(sign: char) -> Option<usize> {
    match sign {
        '0'..='9' => Some(sign as usize - '0' as usize),
        'a'..='z' => Some(sign as usize - 'a' as usize + 10),
        _ => None,
    }
}

fn lookalikes(sign: char) -> u64 {
    number(sign).and_then(|number| LOOKALIKES.get(number)).copied().unwrap_or(0)
}

fn is_double(sign: char) -> bool {
    TWO_FOR_ONE.iter().any(|(_, one)| *one == sign)
}
