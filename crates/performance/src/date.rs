//! Dates as exports write them. A date that could be two days is refused for the whole file.

use model::unit::Date;

/// Which comes first in dates such as 3/4/2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// 3 April.
    DayFirst,
    /// March 4.
    MonthFirst,
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Returns the day a cell names, or `None` when it names none.
pub(crate) fn read(cell: &str, order: Order) -> Option<Date> {
    let cell = cell.trim();
    if cell.is_ascii() && cell.chars().any(|c| c.is_ascii_alphabetic()) && !is_iso_with_time(cell) {
        return with_month_name(cell);
    }
    let day = cell.split(['T', ' ']).next()?;
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    match parts.as_slice() {
        [compact] if compact.len() == 8 && compact.is_ascii() => {
            from_parts(compact.get(..4)?, compact.get(4..6)?, compact.get(6..)?)
        }
        [year, month, day] if year.len() == 4 => from_parts(year, month, day),
        [day, month, year] if cell.contains(['-', '.']) => from_parts(year, month, day),
        [first, second, year] => match order {
            Order::DayFirst => from_parts(year, second, first),
            Order::MonthFirst => from_parts(year, first, second),
        },
        _ => None,
    }
}

fn is_iso_with_time(cell: &str) -> bool {
    cell.get(4..5) == Some("-") && cell.get(10..11) == Some("T")
}

fn from_parts(year: &str, month: &str, day: &str) -> Option<Date> {
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `September 1, 2026`, `Sep 1, 2026`, `1 Sep 2026`; what follows the year is left.
fn with_month_name(cell: &str) -> Option<Date> {
    let words: Vec<String> = cell
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .take(3)
        .collect();
    let [first, second, year] = words.as_slice() else {
        return None;
    };
    let month = |word: &str| {
        let known = word.get(..3)?;
        let place = MONTHS.iter().position(|month| *month == known)?;
        Some((place + 1).to_string())
    };
    match (month(first), month(second)) {
        (Some(name), _) => from_parts(year, &name, second),
        (None, Some(name)) => from_parts(year, &name, first),
        (None, None) => None,
    }
}

/// Returns the one order under which a column makes sense, or `None` when both do and differ.
///
/// `span` is the period the file says it covers, which decides many files that their rows do not.
pub(crate) fn order_of<'a>(
    cells: &(impl Iterator<Item = &'a str> + Clone),
    span: Option<(Date, Date)>,
) -> Option<Order> {
    let fits = |order| {
        cells.clone().all(|cell| {
            read(cell, order).is_some_and(|day| span.is_none_or(|(a, b)| (a..=b).contains(&day)))
        })
    };
    let same =
        cells.clone().all(|cell| read(cell, Order::DayFirst) == read(cell, Order::MonthFirst));
    match (same, fits(Order::DayFirst), fits(Order::MonthFirst)) {
        (true, _, _) | (_, true, false) => Some(Order::DayFirst),
        (_, false, true) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// Returns the period that the lines above a table name, if they name one.
pub(crate) fn span_of(preamble: &[String]) -> Option<(Date, Date)> {
    let days: Vec<Date> = preamble.iter().flat_map(|line| days_in(line)).collect();
    let from = days.iter().min()?;
    let to = days.iter().max()?;
    Some((*from, *to))
}

/// `Date Generated` is no part of the period.
fn days_in(line: &str) -> Vec<Date> {
    let lower = line.to_ascii_lowercase();
    if lower.contains("generated") {
        return Vec::new();
    }
    let text = lower.split_once(':').map_or(line, |(label, rest)| {
        if label.contains("start") || label.contains("end") || label.contains("range") {
            rest
        } else {
            line
        }
    });
    text.split(" - ")
        .flat_map(|half| half.split(" – "))
        .filter_map(|half| read(half.trim().trim_matches('"'), Order::DayFirst))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: i8, day: i8) -> Date {
        Date::new(year, month, day).unwrap()
    }

    #[test]
    fn every_shape_of_a_date_is_read() {
        let first = day(2026, 9, 1);
        for cell in [
            "2026-09-01",
            "2026/09/01",
            "20260901",
            "1-9-2026",
            "01.09.2026",
            "01/09/2026",
            "September 1, 2026",
            "1 Sep 2026",
            "2026-09-01T00:00:00",
            "2026-09-01 00:00",
        ] {
            assert_eq!(read(cell, Order::DayFirst), Some(first), "{cell}");
        }
        for cell in ["", "2026-13-01", "31/31/2026", "yesterday", "1/2", "Sep", "September 1"] {
            assert_eq!(read(cell, Order::DayFirst), None, "{cell}");
        }
    }

    #[test]
    fn a_column_that_could_be_two_is_refused() {
        let of = |cells: &[&str], span| order_of(&cells.iter().copied(), span);
        assert_eq!(of(&["9/21/2026", "9/3/2026"], None), Some(Order::MonthFirst));
        assert_eq!(of(&["21/9/2026"], None), Some(Order::DayFirst));
        assert_eq!(of(&["9/3/2026", "9/4/2026"], None), None);
        assert_eq!(of(&["9/9/2026", "2026-01-02"], None), Some(Order::DayFirst));
        let september = Some((day(2026, 9, 1), day(2026, 9, 30)));
        assert_eq!(of(&["9/3/2026", "9/4/2026"], september), Some(Order::MonthFirst));
    }

    #[test]
    fn titles_name_the_period() {
        let lines =
            |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let google = lines(&["Campaign report", "September 1, 2026 - September 30, 2026"]);
        assert_eq!(span_of(&google), Some((day(2026, 9, 1), day(2026, 9, 30))));
        let linkedin = lines(&[
            "Ad Performance Report (in UTC)",
            "Report Start: September 21, 2026, 12:00 AM",
            "Report End: September 23, 2026, 11:59 PM",
            "Date Generated: October 2, 2026, 12:40 PM",
        ]);
        assert_eq!(span_of(&linkedin), Some((day(2026, 9, 21), day(2026, 9, 23))));
        assert_eq!(span_of(&lines(&["Ad report"])), None);
    }
}
