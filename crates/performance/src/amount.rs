//! Counts, amounts and the decimal mark, which is decided once per file, never per cell.

use model::unit::{Currency, Money};

/// The decimal mark of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `1,234.56`
    Point,
    /// `1.234,56`
    Comma,
}

/// What the amounts of a file say about its decimal mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MarkReading {
    /// No amount has a mark; either reading is the same.
    NoneUsed,
    /// They agree.
    Settled(Mark),
    /// `1.234` could be either, and nothing else decides.
    Open,
    /// Some say point, some say comma.
    Torn,
}

/// Returns whether a cell stands for "not known": empty, dashes, `n/a`.
pub(crate) fn is_null(cell: &str) -> bool {
    let cell = cell.trim();
    cell.is_empty()
        || cell.chars().all(|c| matches!(c, '-' | '–' | '—'))
        || ["n/a", "na", "null"].contains(&cell.to_ascii_lowercase().as_str())
}

/// Takes spaces (also the narrow ones that group digits), currency signs and quotes off.
fn bare(cell: &str) -> String {
    cell.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '€' | '$' | '£' | '\'' | '’'))
        .collect()
}

/// Reads the decimal mark off a column of amounts.
pub(crate) fn mark_of<'a>(cells: impl Iterator<Item = &'a str>) -> MarkReading {
    let (mut point, mut comma, mut open) = (false, false, false);
    for cell in cells.filter(|cell| !is_null(cell)) {
        match mark_in(&bare(cell)) {
            MarkReading::Settled(Mark::Point) => point = true,
            MarkReading::Settled(Mark::Comma) => comma = true,
            MarkReading::Open => open = true,
            MarkReading::NoneUsed | MarkReading::Torn => {}
        }
    }
    match (point, comma, open) {
        (true, true, _) => MarkReading::Torn,
        (true, false, _) => MarkReading::Settled(Mark::Point),
        (false, true, _) => MarkReading::Settled(Mark::Comma),
        (false, false, true) => MarkReading::Open,
        (false, false, false) => MarkReading::NoneUsed,
    }
}

fn mark_in(cell: &str) -> MarkReading {
    let marks: Vec<(usize, char)> =
        cell.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
    let Some((place, last)) = marks.last().copied() else {
        return MarkReading::NoneUsed;
    };
    let (as_decimal, as_group) =
        if last == '.' { (Mark::Point, Mark::Comma) } else { (Mark::Comma, Mark::Point) };
    let mixed = marks.iter().any(|(_, c)| *c != last);
    if mixed {
        return MarkReading::Settled(as_decimal);
    }
    if marks.len() > 1 {
        return MarkReading::Settled(as_group);
    }
    // `0.123` groups nothing: nobody writes a thousand as 0,123.
    let whole = cell.get(..place).unwrap_or_default().trim_start_matches('-');
    let after = cell.len() - place - 1;
    if after == 3 && (1..=3).contains(&whole.len()) && whole != "0" {
        MarkReading::Open
    } else {
        MarkReading::Settled(as_decimal)
    }
}

/// Returns a plain decimal text (`-1234.56`) of a cell, or `None` when it is not a number.
pub(crate) fn plain(cell: &str, mark: Mark) -> Option<String> {
    let (group, decimal) = match mark {
        Mark::Point => (',', '.'),
        Mark::Comma => ('.', ','),
    };
    let text: String = bare(cell)
        .chars()
        .filter(|c| *c != group)
        .map(|c| if c == decimal { '.' } else { c })
        .collect();
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let numeric = digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.chars().filter(|c| *c == '.').count() <= 1
        && digits.chars().any(|c| c.is_ascii_digit())
        && digits.len() <= 30;
    numeric.then_some(text)
}

/// Returns an amount in minor units, rounded half away from zero, without a detour over floats.
pub(crate) fn money(cell: &str, mark: Mark, currency: &Currency) -> Option<Money> {
    let text = plain(cell, mark)?;
    let (sign, digits) = text.strip_prefix('-').map_or((1, text.as_str()), |rest| (-1, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let per = i128::from(currency.minor_per_unit());
    let fraction: String = fraction.chars().take(9).collect();
    let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let number = |digits: &str| {
        if digits.is_empty() { Some(0) } else { digits.parse::<i128>().ok() }
    };
    let total = number(whole)?.checked_mul(scale)?.checked_add(number(&fraction)?)?;
    let minor = (total.checked_mul(per)? * 2 + scale) / (scale * 2);
    Some(Money { minor: i64::try_from(minor).ok()? * sign, currency: currency.clone() })
}

/// Returns a count: digits in one piece or in groups of three, whichever mark groups them.
pub(crate) fn count(cell: &str) -> Option<u64> {
    let text = bare(cell);
    let text = [".0", ".00", ",00"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(&text);
    let mut groups = text.split(['.', ',']);
    let first = groups.next()?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        digits.push_str(group);
    }
    digits.chars().all(|c| c.is_ascii_digit()).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eur() -> Currency {
        Currency::parse("EUR").unwrap()
    }

    #[test]
    fn the_decimal_mark_is_one_for_the_file() {
        let of = |cells: &[&str]| mark_of(cells.iter().copied());
        assert_eq!(of(&["1,234.56", "--", "7"]), MarkReading::Settled(Mark::Point));
        assert_eq!(of(&["1.234", "9,36"]), MarkReading::Settled(Mark::Comma));
        assert_eq!(of(&["1.234.567"]), MarkReading::Settled(Mark::Comma));
        assert_eq!(of(&["0.123"]), MarkReading::Settled(Mark::Point));
        assert_eq!(of(&["1.234", "12"]), MarkReading::Open);
        assert_eq!(of(&["1.5", "1,5"]), MarkReading::Torn);
        assert_eq!(of(&["12", ""]), MarkReading::NoneUsed);
    }

    #[test]
    fn amounts_are_exact_in_minor_units() {
        let minor = |cell, mark| money(cell, mark, &eur()).map(|money| money.minor);
        assert_eq!(minor("1,234.56", Mark::Point), Some(123_456));
        assert_eq!(minor("1\u{202f}234,56 €", Mark::Comma), Some(123_456));
        assert_eq!(minor("0.005", Mark::Point), Some(1));
        assert_eq!(minor("-3.10", Mark::Point), Some(-310));
        assert_eq!(minor("1e5", Mark::Point), None);
        assert_eq!(minor("99999999999999999999", Mark::Point), None);
    }

    #[test]
    fn counts_may_be_grouped_but_not_broken() {
        assert_eq!(count("12,034"), Some(12_034));
        assert_eq!(count("1.234.567"), Some(1_234_567));
        assert_eq!(count("1 234"), Some(1_234));
        assert_eq!(count("12,03"), None);
        assert_eq!(count("12.5"), None);
        assert_eq!(count("-3"), None);
        assert_eq!(count("2551.0"), Some(2551));
    }

    #[test]
    fn dashes_and_blanks_are_not_zero() {
        assert!(["", " ", "--", "—", "n/a"].iter().all(|cell| is_null(cell)));
        assert!(!is_null("0"));
    }
}
