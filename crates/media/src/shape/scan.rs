//! Walks the picture data of a sequential JPEG (ITU-T T.81) without decoding it: whether every
//! code exists, every value is possible, and the data end where the picture does. Decoders go on
//! over most damage and say nothing.

use std::collections::BTreeMap;

/// Says whether the picture data of a JPEG are damaged; progressive, arithmetic and lossless ones
/// are not judged.
pub(super) fn is_damaged(file: &[u8]) -> bool {
    let mut walk = Walk::default();
    // What cannot be followed is not judged here: the decoder has its say.
    matches!(walk.file(file), Some(Outcome::Damaged))
}

/// What came of following a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Sound,
    Damaged,
}

/// What came of following a scan.
enum Scan {
    /// It is as it can be, and so long.
    Whole(usize),
    Damaged,
}

/// Codes of up to 16 bits, in the order of their length (T.81, F.2.2.3).
#[derive(Debug, Clone)]
struct Codes {
    /// For eight bits: the symbol and its length; no length where the code is longer.
    short: Vec<(u8, u8)>,
    /// For each length: first code, number of codes, index of the first symbol.
    lengths: [(u32, u32, usize); 17],
    symbols: Vec<u8>,
}

impl Codes {
    fn read(counts: &[u8], symbols: &[u8]) -> Self {
        let (mut code, mut index) = (0_u32, 0_usize);
        let (mut lengths, mut short) = ([(0, 0, 0); 17], vec![(0, 0); 256]);
        for (length, count) in (1..).zip(counts) {
            let count = u32::from(*count);
            if let Some(place) = lengths.get_mut(length) {
                *place = (code, count, index);
            }
            for n in 0..count as usize {
                let Some(symbol) = symbols.get(index + n).filter(|_| length <= 8) else { continue };
                let first = ((code + n as u32) << (8 - length)) as usize;
                let own = short.iter_mut().skip(first).take(1 << (8 - length));
                own.for_each(|place| *place = (*symbol, length as u8));
            }
            code = (code + count) << 1;
            index += count as usize;
        }
        Self { short, lengths, symbols: symbols.to_vec() }
    }
}

/// A component of the picture.
#[derive(Debug, Clone, Copy)]
struct Component {
    id: u8,
    across: u32,
    down: u32,
    steps: u8,
}

#[derive(Debug, Clone, Default)]
struct Frame {
    width: u32,
    height: u32,
    components: Vec<Component>,
}

/// What the segments so far say.
#[derive(Debug, Default)]
struct Walk {
    /// By class (0 DC, 1 AC) and number.
    codes: BTreeMap<(u8, u8), Codes>,
    /// The quantisation steps of a table, in the order in which values come.
    steps: BTreeMap<u8, Vec<u32>>,
    frame: Option<Frame>,
    restart: u32,
}

impl Walk {
    /// Follows the segments to the end mark; nothing where the file is of a kind not followed here.
    fn file(&mut self, file: &[u8]) -> Option<Outcome> {
        let mut at = 2;
        loop {
            while file.get(at..at + 2)? == [0xff, 0xff] {
                at += 1;
            }
            let [0xff, mark, ..] = *file.get(at..at + 2)? else { return Some(Outcome::Damaged) };
            if mark == 0xd9 {
                return Some(Outcome::Sound);
            }
            let length = usize::from(u16::from_be_bytes(*file.get(at + 2..)?.first_chunk()?));
            let end = at + 2 + length;
            let body = file.get(at + 4..end)?;
            at = end;
            match mark {
                0xc0 | 0xc1 => self.frame = Some(frame(body)?),
                0xc2 | 0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => return None,
                0xc4 => self.read_codes(body)?,
                0xdb => self.read_steps(body)?,
                0xdd => self.restart = u32::from(u16::from_be_bytes(*body.first_chunk()?)),
                0xda => match self.scan(body, file.get(at..)?)? {
                    Scan::Whole(length) => at += length,
                    Scan::Damaged => return Some(Outcome::Damaged),
                },
                _ => {}
            }
        }
    }

    fn read_codes(&mut self, mut body: &[u8]) -> Option<()> {
        while let Some((head, rest)) = body.split_first() {
            let counts = rest.get(..16)?;
            let total: usize = counts.iter().map(|count| usize::from(*count)).sum();
            let symbols = rest.get(16..16 + total)?;
            self.codes.insert((head >> 4, head & 15), Codes::read(counts, symbols));
            body = rest.get(16 + total..)?;
        }
        Some(())
    }

    fn read_steps(&mut self, mut body: &[u8]) -> Option<()> {
        while let Some((head, rest)) = body.split_first() {
            let wide = head >> 4 != 0;
            let length = if wide { 128 } else { 64 };
            let own = rest.get(..length)?;
            let steps = if wide {
                own.as_chunks::<2>()
                    .0
                    .iter()
                    .map(|two| u32::from(u16::from_be_bytes(*two)))
                    .collect()
            } else {
                own.iter().map(|step| u32::from(*step)).collect()
            };
            self.steps.insert(head & 15, steps);
            body = rest.get(length..)?;
        }
        Some(())
    }

    /// Walks a scan.
    fn scan(&self, head: &[u8], data: &[u8]) -> Option<Scan> {
        let frame = self.frame.as_ref()?;
        let (count, rest) = head.split_first()?;
        // T.81, B.2.3. A scan of no component needs no data: a row of them would take for ever.
        if !(1..=4).contains(count) {
            return Some(Scan::Damaged);
        }
        let chosen = rest.as_chunks::<2>().0.get(..usize::from(*count))?;
        let mut parts = Vec::new();
        for [id, tables] in chosen {
            let component = frame.components.iter().find(|component| component.id == *id)?;
            parts.push(Part {
                component: *component,
                dc: self.codes.get(&(0, tables >> 4))?,
                ac: self.codes.get(&(1, tables & 15))?,
                steps: self.steps.get(&component.steps)?,
                level: 0,
            });
        }
        let most = |size: fn(&Component) -> u32| frame.components.iter().map(size).max();
        let (across, down) = (most(|c| c.across)?, most(|c| c.down)?);
        let units = if let [only] = parts.as_slice() {
            let own = |side: u32, part: u32, most: u32| (side * part).div_ceil(most).div_ceil(8);
            u64::from(own(frame.width, only.component.across, across))
                * u64::from(own(frame.height, only.component.down, down))
        } else {
            u64::from(frame.width.div_ceil(8 * across)) * u64::from(frame.height.div_ceil(8 * down))
        };
        let alone = parts.len() == 1;
        let mut bits = Bits { data, at: 0, held: 0, count: 0 };
        let whole = walk(&mut bits, &mut parts, units, alone, self.restart);
        Some(if whole { Scan::Whole(bits.at) } else { Scan::Damaged })
    }
}

fn frame(body: &[u8]) -> Option<Frame> {
    let [8, h1, h2, w1, w2, count, components @ ..] = body else { return None };
    let height = u32::from(u16::from_be_bytes([*h1, *h2]));
    let width = u32::from(u16::from_be_bytes([*w1, *w2]));
    let components = components
        .as_chunks::<3>()
        .0
        .iter()
        .take(usize::from(*count))
        .map(|[id, parts, steps]| Component {
            id: *id,
            across: u32::from(parts >> 4),
            down: u32::from(parts & 15),
            steps: *steps,
        })
        .collect::<Vec<_>>();
    let known = components.iter().all(|c| (1..=4).contains(&c.across) && (1..=4).contains(&c.down));
    // A height of 0 stands behind the scan.
    (known && height > 0 && width > 0).then_some(Frame { width, height, components })
}

/// A component on its way through a scan.
struct Part<'a> {
    component: Component,
    dc: &'a Codes,
    ac: &'a Codes,
    steps: &'a [u32],
    level: i32,
}

/// A value of an 8-bit picture is at most 1024 before it is divided; encoders round.
const HIGHEST: i64 = 2048;

/// Says whether the data of a scan are as they can be.
fn walk(
    bits: &mut Bits<'_>,
    parts: &mut [Part<'_>],
    units: u64,
    alone: bool,
    restart: u32,
) -> bool {
    let mut expected = 0;
    for unit in 0..units {
        if restart > 0 && unit > 0 && unit.is_multiple_of(u64::from(restart)) {
            if !bits.restarts_with(0xd0 + expected) {
                return false;
            }
            expected = (expected + 1) % 8;
            for part in parts.iter_mut() {
                part.level = 0;
            }
        }
        for part in parts.iter_mut() {
            let blocks = if alone { 1 } else { part.component.across * part.component.down };
            if (0..blocks).any(|_| block(bits, part).is_none()) {
                return false;
            }
        }
    }
    bits.ends()
}

/// Walks one block of 64 values.
fn block(bits: &mut Bits<'_>, part: &mut Part<'_>) -> Option<()> {
    let size = u32::from(bits.symbol(part.dc)?);
    if size > 11 {
        return None;
    }
    part.level = part.level.checked_add(bits.value(size)?)?;
    let step = |n: usize| i64::from(part.steps.get(n).copied().unwrap_or(1));
    if i64::from(part.level).abs() * step(0) > HIGHEST {
        return None;
    }
    let mut n = 1;
    while n < 64 {
        let symbol = bits.symbol(part.ac)?;
        let (run, size) = (usize::from(symbol >> 4), u32::from(symbol & 15));
        match (run, size) {
            (0, 0) => return Some(()),
            (15, 0) => n += 16,
            (_, 0) => return None,
            _ => {
                n += run;
                if n > 63 || size > 10 || (1_i64 << (size - 1)) * step(n) > HIGHEST {
                    return None;
                }
                bits.value(size)?;
                n += 1;
            }
        }
    }
    (n == 64).then_some(())
}

/// The data of a scan, bit by bit; a zero behind 255 is no datum.
struct Bits<'a> {
    data: &'a [u8],
    at: usize,
    held: u32,
    count: u32,
}

impl Bits<'_> {
    /// Holds as many bits as are there, up to 25 and more.
    fn fill(&mut self) {
        while self.count <= 24 {
            let Some(byte) = self.data.get(self.at) else { return };
            let length = match (byte, self.data.get(self.at + 1)) {
                (0xff, Some(0)) => 2,
                // A mark: the data end here.
                (0xff, _) => return,
                _ => 1,
            };
            self.held = (self.held << 8) | u32::from(*byte);
            self.at += length;
            self.count += 8;
        }
    }

    fn symbol(&mut self, codes: &Codes) -> Option<u8> {
        self.fill();
        if self.count >= 8 {
            let next = (self.held >> (self.count - 8)) & 0xff;
            let (symbol, length) = *codes.short.get(next as usize)?;
            if length > 0 {
                self.count -= u32::from(length);
                return Some(symbol);
            }
        }
        for length in 1..=16_u32.min(self.count) {
            let code = (self.held >> (self.count - length)) & ((1 << length) - 1);
            let (first, many, index) = *codes.lengths.get(length as usize)?;
            if code >= first && code - first < many {
                self.count -= length;
                return codes.symbols.get(index + (code - first) as usize).copied();
            }
        }
        None
    }

    /// Reads a value of so many bits; those that begin with a zero are negative.
    fn value(&mut self, size: u32) -> Option<i32> {
        if size == 0 {
            return Some(0);
        }
        self.fill();
        self.count = self.count.checked_sub(size)?;
        let raw = ((self.held >> self.count) & ((1 << size) - 1)).cast_signed();
        Some(if raw < 1 << (size - 1) { raw - (1 << size) + 1 } else { raw })
    }

    /// Says whether the data end here: no whole byte is left before the mark.
    fn ends(&mut self) -> bool {
        self.fill();
        self.count < 8
    }

    /// Says whether the data end here with this mark, and steps over it.
    fn restarts_with(&mut self, mark: u8) -> bool {
        if !self.ends() {
            return false;
        }
        while self.data.get(self.at..self.at + 2) == Some(&[0xff, 0xff]) {
            self.at += 1;
        }
        let there = self.data.get(self.at..self.at + 2) == Some(&[0xff, mark]);
        self.at += 2;
        (self.held, self.count) = (0, 0);
        there
    }
}

/// Eight by eight pixels of one grey: a DC of size 0, then the end of the block.
#[cfg(test)]
pub(super) fn grey(data: &[u8]) -> Vec<u8> {
    let steps = [&[0xff, 0xdb, 0, 67, 0][..], &[16; 64]].concat();
    let codes = |class: u8, symbol: u8| {
        let mut counts = [0_u8; 16];
        counts[1] = 1;
        [&[0xff, 0xc4, 0, 20, class << 4][..], &counts, &[symbol]].concat()
    };
    [
        &[0xff, 0xd8][..],
        &steps,
        &[0xff, 0xc0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0],
        &codes(0, 0),
        &codes(1, 0),
        &[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0],
        data,
        &[0xff, 0xd9],
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_data_are_sound() {
        // The two codes are `00` each, then ones to the end of the byte.
        assert!(!is_damaged(&grey(&[0b0000_1111])));
    }

    #[test]
    fn codes_that_do_not_exist_and_data_that_go_on_are_damage() {
        assert!(is_damaged(&grey(&[0b0100_1111])));
        assert!(is_damaged(&grey(&[0b0000_1111, 0x12])));
        assert!(is_damaged(&grey(&[])));
    }

    #[test]
    fn scans_of_nothing_in_a_huge_picture_are_damage_and_take_no_time() {
        let mut file = grey(&[0b0000_1111]);
        let frame = file.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
        file[frame + 5..frame + 9].fill(0xff);
        let scan = file.windows(2).position(|two| two == [0xff, 0xda]).unwrap();
        file.truncate(scan);
        (0..2000).for_each(|_| file.extend([0xff, 0xda, 0, 6, 0, 0, 63, 0]));
        file.extend([0xff, 0xd9]);
        assert!(is_damaged(&file));
    }

    #[test]
    fn what_is_not_followed_is_not_judged() {
        let mut progressive = grey(&[0]);
        let at = progressive.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
        progressive[at + 1] = 0xc2;
        assert!(!is_damaged(&progressive));
        assert!(!is_damaged(b"\xff\xd8\xff"));
        // A file that breaks off says so elsewhere.
        assert!(!is_damaged(&grey(&[0b0000_1111])[..60]));
    }
}
