//! What the header of a JPEG says about its scans.

/// Returns whether a baseline JPEG keeps subsampled colours in scans of their own. The decoder
/// misreads such files (zune-image issue 419), as stripes rather than as an error, so they are
/// refused until it does not.
pub(crate) fn has_separate_scans(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(&[0xFF, 0xD8]) else { return false };
    let mut subsampled = None;
    while let [0xFF, marker, tail @ ..] = rest {
        let [high, low, payload @ ..] = tail else { return false };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        match *marker {
            // Baseline frame: precision, height, width, the number of colours, then three bytes
            // each, the second of which is its sampling.
            0xC0 | 0xC1 => {
                let count = payload.get(5).copied().unwrap_or_default();
                let each = payload.get(6..).unwrap_or_default().chunks(3);
                let differs = |colour: &[u8]| colour.get(1).is_some_and(|hv| *hv != 0x11);
                subsampled = each.take(usize::from(count)).any(differs).then_some(count);
            }
            // Progressive frames are always several scans, and read well.
            0xC2 => return false,
            0xDA => return subsampled.zip(payload.first()).is_some_and(|(all, here)| all > *here),
            _ => {}
        }
        let Some(next) = tail.get(length..) else { return false };
        rest = next;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The start of a JPEG with a baseline frame of three colours and a scan of `here` of them.
    fn header(frame: u8, here: u8) -> Vec<u8> {
        let mut bytes = vec![0xFF, 0xD8, 0xFF, frame, 0, 17, 8, 0, 9, 0, 9, 3];
        bytes.extend([1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
        bytes.extend([0xFF, 0xDA, 0, 8, here]);
        bytes
    }

    #[test]
    fn only_a_baseline_scan_of_fewer_colours_than_the_frame_is_separate() {
        assert!(has_separate_scans(&header(0xC0, 1)));
        assert!(!has_separate_scans(&header(0xC0, 3)));
        assert!(!has_separate_scans(&header(0xC2, 1)));
        assert!(!has_separate_scans(b"no JPEG"));
        assert!(!has_separate_scans(&[0xFF, 0xD8, 0xFF, 0xC0, 0xFF]));
    }
}
