//! The ways in which files are damaged.

use crate::lots::Lots;

/// Numbers that break whoever believes them.
const ABSURD: [u32; 9] =
    [0, 1, 7, 0xff, 0x7fff_ffff, 0x8000_0000, 0xffff_fff0, 0xffff_ffff, 0x0100_0000];

/// Blocks that are moved, doubled or removed are at most so long.
const BLOCK: usize = 4096;

/// Damages a file in one to three ways.
pub(crate) fn damaged(whole: &[u8], lots: &mut Lots) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    for _ in 0..=lots.below(3) {
        match lots.below(10) {
            0 | 1 => flip(&mut bytes, lots),
            2 => bytes.truncate(lots.below(bytes.len() + 1)),
            3 => overwrite(&mut bytes, lots),
            4 => swap_parts(&mut bytes, lots),
            5 => shift(&mut bytes, lots),
            6 => absurd_word(&mut bytes, lots),
            // The lengths of boxes, chunks and elements stand beside their names.
            _ => absurd_length(&mut bytes, lots),
        }
    }
    bytes
}

/// Flips some bits.
fn flip(bytes: &mut [u8], lots: &mut Lots) {
    for _ in 0..=lots.spread(64) {
        let at = lots.below(bytes.len());
        let bit = lots.below(8);
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << bit;
        }
    }
}

/// Writes zeros, ones or noise over a stretch.
fn overwrite(bytes: &mut [u8], lots: &mut Lots) {
    let (at, length, how) = (lots.below(bytes.len()), lots.spread(BLOCK), lots.below(3));
    for byte in bytes.iter_mut().skip(at).take(length) {
        *byte = match how {
            0 => 0,
            1 => 0xff,
            _ => lots.next() as u8,
        };
    }
}

/// Lets two named parts change places; where there are none, two stretches.
fn swap_parts(bytes: &mut [u8], lots: &mut Lots) {
    let mut cuts = boxes(bytes);
    if cuts.len() < 4 {
        cuts = (0..4).map(|_| lots.below(bytes.len() + 1)).collect();
        cuts.sort_unstable();
    }
    let n = lots.below(cuts.len().saturating_sub(2));
    let [Some(a), Some(b), Some(c)] = [cuts.get(n), cuts.get(n + 1), cuts.get(n + 2)] else {
        return;
    };
    if let Some(both) = bytes.get_mut(*a..*c) {
        both.rotate_left(b - a);
    }
}

/// Where the outermost boxes of an MP4 begin, and where the last one ends.
fn boxes(bytes: &[u8]) -> Vec<usize> {
    let mut cuts = vec![0];
    let mut at = 0_usize;
    while let Some(length) = bytes.get(at..).and_then(|rest| rest.first_chunk::<4>()) {
        let length = u32::from_be_bytes(*length) as usize;
        at = at.saturating_add(length);
        if length < 8 || at > bytes.len() {
            break;
        }
        cuts.push(at);
    }
    cuts
}

/// Doubles, removes or inserts a stretch, so that all behind it moves.
fn shift(bytes: &mut Vec<u8>, lots: &mut Lots) {
    let at = lots.below(bytes.len() + 1);
    let end = (at + lots.spread(BLOCK)).min(bytes.len());
    let own: Vec<u8> = bytes.get(at..end).unwrap_or_default().to_vec();
    match lots.below(3) {
        0 => drop(bytes.splice(at..end, [])),
        1 => drop(bytes.splice(at..at, own)),
        _ => {
            let noise: Vec<u8> = own.iter().map(|_| lots.next() as u8).collect();
            drop(bytes.splice(at..at, noise));
        }
    }
}

/// Writes an absurd number near the beginning.
fn absurd_word(bytes: &mut [u8], lots: &mut Lots) {
    let at = lots.spread(bytes.len());
    write(bytes, at, lots);
}

/// Writes an absurd number beside something that reads like a name.
fn absurd_length(bytes: &mut [u8], lots: &mut Lots) {
    let is_name =
        |four: &[u8]| four.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b' ');
    let names: Vec<usize> =
        bytes.windows(4).enumerate().filter_map(|(at, four)| is_name(four).then_some(at)).collect();
    let Some(at) = lots.pick(&names).copied() else { return };
    let beside = [at.saturating_sub(4), at + 4, at + 8];
    let at = lots.pick(&beside).copied().unwrap_or(at);
    write(bytes, at, lots);
}

fn write(bytes: &mut [u8], at: usize, lots: &mut Lots) {
    let word = lots.pick(&ABSURD).copied().unwrap_or(0);
    let word = if lots.below(2) == 0 { word.to_be_bytes() } else { word.to_le_bytes() };
    bytes.iter_mut().skip(at).zip(word).for_each(|(to, from)| *to = from);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_lots_do_the_same_harm_and_others_another() {
        let whole: Vec<u8> = (0..=255).cycle().take(5000).collect();
        let harm = |index| damaged(&whole, &mut Lots::new(1, index));
        assert_eq!(harm(3), harm(3));
        let changed = (0..100).filter(|index| harm(*index) != whole).count();
        assert!(changed > 90, "{changed}");
    }

    #[test]
    fn nothing_is_too_short_to_be_damaged() {
        (0..200).for_each(|index| drop(damaged(&[], &mut Lots::new(2, index))));
        (0..200).for_each(|index| drop(damaged(&[1], &mut Lots::new(3, index))));
    }
}
