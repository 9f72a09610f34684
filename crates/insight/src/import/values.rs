//! Days and counts in the forms that exports write.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::unit::Date;

/// Returns the day of an ISO date or time, of `YYYYMMDD` or `YYYY/MM/DD`, or of seconds or
/// milliseconds since 1970 (UTC). Days in another order are nothing: 03/04 may be either.
pub(super) fn day(written: &str) -> Option<Date> {
    let written = written.trim();
    let whole = written.split_once('.').map_or(written, |(whole, _)| whole);
    if !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return if whole.len() == 8 { compact_day(whole) } else { epoch_day(whole.parse().ok()?) };
    }
    let date = written.get(..10)?.replace('/', "-");
    let rest = written.get(10..)?;
    let is_time = rest.is_empty() || rest.starts_with(['T', 't', ' ', 'Z', '+']);
    date.parse().ok().filter(|_| is_time).filter(|day| plausible(*day))
}

/// Returns a count, the lower end of a range: `48213`, `48,213`, `300K`, `100K-1M`.
pub(super) fn at_least(written: &str) -> Option<u64> {
    let compact: String =
        written.chars().filter(|letter| !letter.is_whitespace() && *letter != ',').collect();
    let first = compact.split(['-', '–']).next()?.trim_end_matches('+');
    let (digits, scale) = match first.chars().last()?.to_ascii_uppercase() {
        'K' => (first.get(..first.len() - 1)?, 1e3),
        'M' => (first.get(..first.len() - 1)?, 1e6),
        _ => (first, 1.0),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let count = digits.parse::<f64>().ok()? * scale;
    // 10¹¹ is more than there are people.
    (0.0..1e11).contains(&count).then(|| count.round() as u64)
}

/// Cuts a value so that a message can quote it.
pub(super) fn shortened(written: &str) -> String {
    let mut shown: String = written.chars().take(40).collect();
    if shown.len() < written.len() {
        shown.push('…');
    }
    shown
}

fn compact_day(digits: &str) -> Option<Date> {
    let (year, rest) = digits.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        .ok()
        .filter(|day| plausible(*day))
}

fn epoch_day(number: i64) -> Option<Date> {
    // Seconds reach 10¹¹ in the year 5138; milliseconds passed it in 1973.
    let seconds = if number > 100_000_000_000 { number / 1000 } else { number };
    let at = Timestamp::from_second(seconds).ok()?;
    Some(TimeZone::UTC.to_datetime(at).date()).filter(|day| plausible(*day))
}

/// No ad library is older, and a day far ahead is a number misread.
fn plausible(day: Date) -> bool {
    (1990..2100).contains(&day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_day_is_the_same_day() {
        let expected = Date::new(2026, 9, 3).ok();
        for written in [
            "2026-09-03",
            "2026-09-03T10:11:12",
            "2026-09-03 10:11:12+02:00",
            "2026/09/03 00:00:00Z",
            "20260903",
            "1788393600",
            "1788393600000",
            "1788393600.0",
            " 2026-09-03 ",
        ] {
            assert_eq!(day(written), expected, "{written}");
        }
    }

    #[test]
    fn what_is_no_day_or_could_be_two_is_nothing() {
        for written in [
            "03/04/2026",
            "3 Sept 2026",
            "",
            "2026-13-01",
            "12",
            "999999999999999999999",
            "2026-09-031",
        ] {
            assert_eq!(day(written), None, "{written}");
        }
    }

    #[test]
    fn a_range_counts_from_its_lower_end() {
        for (written, expected) in [
            ("48213", Some(48_213)),
            ("48,213", Some(48_213)),
            ("100K-1M", Some(100_000)),
            ("1.5m", Some(1_500_000)),
            ("1000+", Some(1000)),
            ("many", None),
            ("-5", None),
            ("", None),
            ("9e99", None),
            ("999999999999999", None),
        ] {
            assert_eq!(at_least(written), expected, "{written}");
        }
    }
}
