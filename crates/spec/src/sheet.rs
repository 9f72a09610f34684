//! Rows of sheets that we write and a spreadsheet opens.

/// Returns one line of CSV (RFC 4180). A cell that a spreadsheet would run as a formula begins with
/// an apostrophe; a plain number below zero stays a number.
pub fn line(cells: impl IntoIterator<Item = String>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| quoted(&harmless(cell))).collect();
    cells.join(",") + "\r\n"
}

fn harmless(cell: String) -> String {
    let begins = cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if begins && !is_below_zero(&cell) { format!("'{cell}") } else { cell }
}

fn is_below_zero(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or_default();
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    plain && digits.parse::<f64>().is_ok()
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cell: &str, expected: &str) {
        assert_eq!(line([cell.to_owned()]), format!("{expected}\r\n"));
    }

    #[test]
    fn what_a_spreadsheet_would_run_becomes_text() {
        check("=1+1", "'=1+1");
        check("  @SUM(A1)", "'  @SUM(A1)");
        check("+4912345", "'+4912345");
        check("-2+3", "'-2+3");
        check("-", "'-");
        check("\t=1", "'\t=1");
    }

    #[test]
    fn numbers_and_words_stay_as_they_are() {
        check("-23.5", "-23.5");
        check("1080", "1080");
        check("a=b", "a=b");
        check("", "");
    }

    #[test]
    fn commas_quotes_and_line_ends_are_quoted() {
        check("a, b", "\"a, b\"");
        check("5\" screen", "\"5\"\" screen\"");
        check("one\ntwo", "\"one\ntwo\"");
        assert_eq!(line(["a".to_owned(), "b".to_owned()]), "a,b\r\n");
    }
}
