//! Bytes to text: exports come as UTF-8, UTF-16 and Windows-1252, with and without a mark.

/// Largest file that is read, bytes.
const LARGEST: usize = 256 << 20;

/// Returns the text of an export, or why it cannot be read as text.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, String> {
    if bytes.len() > LARGEST {
        return Err(format!("is larger than {} MB: export a shorter period", LARGEST >> 20));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err("is a workbook (XLSX), which is not read: export it as CSV".to_owned());
    }
    let encoding = match bytes {
        [0xFF, 0xFE, ..] => encoding_rs::UTF_16LE,
        [0xFE, 0xFF, ..] => encoding_rs::UTF_16BE,
        _ if every_second_is_zero(bytes, 1) => encoding_rs::UTF_16LE,
        _ if every_second_is_zero(bytes, 0) => encoding_rs::UTF_16BE,
        _ if std::str::from_utf8(bytes).is_ok() => encoding_rs::UTF_8,
        _ => encoding_rs::WINDOWS_1252,
    };
    let text = encoding.decode_with_bom_removal(bytes).0.into_owned();
    if text.contains('\0') {
        return Err("is not a text file: export it as CSV".to_owned());
    }
    Ok(text)
}

/// ASCII in UTF-16 has a zero in every other byte; a few dozen bytes are enough to tell.
fn every_second_is_zero(bytes: &[u8], from: usize) -> bool {
    let start = bytes.get(..64).unwrap_or(bytes);
    start.len() >= 4
        && start.iter().skip(from).step_by(2).all(|byte| *byte == 0)
        && start.iter().skip(1 - from).step_by(2).all(|byte| *byte != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, mark: bool) -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn every_encoding_that_exports_come_in_is_read() {
        assert_eq!(decode("Ad name,é".as_bytes()).unwrap(), "Ad name,é");
        assert_eq!(decode("\u{feff}Ad name".as_bytes()).unwrap(), "Ad name");
        assert_eq!(decode(&utf16("Ad\tname", true)).unwrap(), "Ad\tname");
        assert_eq!(decode(&utf16("Ad\tname", false)).unwrap(), "Ad\tname");
        assert_eq!(decode(b"Caf\xe9").unwrap(), "Café");
    }

    #[test]
    fn a_workbook_and_a_binary_file_are_named() {
        assert!(decode(b"PK\x03\x04rest").unwrap_err().contains("XLSX"));
        assert!(decode(b"\x89PNG\0\0\0").unwrap_err().contains("not a text file"));
    }
}
