//! Which numbers a format takes: samples a second, channels.

use crate::read::cell;

/// Which numbers a format takes.
#[derive(Debug, Clone, PartialEq)]
pub enum NumberRule {
    /// One of these.
    OneOf(Vec<f64>),
    /// From, to (inclusive), where stated.
    Range(Option<f64>, Option<f64>),
}

impl NumberRule {
    /// Reads `48000`, `44100;48000`, `2..`, `..48000` or `1..2`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((from, to)) = text.split_once("..") {
            let end = |text: &str| match text.trim() {
                "" => Some(None),
                text => positive(text).map(Some),
            };
            let (from, to) = (end(from)?, end(to)?);
            let upward = from.zip(to).is_none_or(|(from, to)| from <= to);
            return (upward && (from.is_some() || to.is_some())).then_some(Self::Range(from, to));
        }
        text.split(';').map(str::trim).map(positive).collect::<Option<Vec<f64>>>().map(Self::OneOf)
    }

    /// Writes it as it is read.
    pub(crate) fn cell(&self) -> String {
        let end = |end: &Option<f64>| end.map_or_else(String::new, |end| end.to_string());
        match self {
            Self::OneOf(numbers) => {
                numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(";")
            }
            Self::Range(from, to) => format!("{}..{}", end(from), end(to)),
        }
    }

    /// Tells whether this number is taken.
    pub fn accepts(&self, number: f64) -> bool {
        match self {
            Self::OneOf(numbers) => {
                numbers.is_empty() || numbers.iter().any(|one| (one - number).abs() < 1e-6)
            }
            Self::Range(from, to) => {
                from.is_none_or(|from| number >= from) && to.is_none_or(|to| number <= to)
            }
        }
    }
}

impl std::fmt::Display for NumberRule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OneOf(numbers) => {
                let words: Vec<String> = numbers.iter().map(f64::to_string).collect();
                f.write_str(&words.join(" or "))
            }
            Self::Range(Some(from), Some(to)) => write!(f, "{from} to {to}"),
            Self::Range(Some(from), None) => write!(f, "{from} or more"),
            Self::Range(None, Some(to)) => write!(f, "{to} or fewer"),
            Self::Range(None, None) => f.write_str("any number of"),
        }
    }
}

fn positive(text: &str) -> Option<f64> {
    cell::number(text).filter(|number| *number > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_or_a_range_of_numbers() {
        let rates = NumberRule::parse("44100; 48000").unwrap();
        assert!(rates.accepts(48_000.0) && !rates.accepts(96_000.0));
        assert_eq!(rates.to_string(), "44100 or 48000");
        let channels = NumberRule::parse("2..").unwrap();
        assert!(channels.accepts(6.0) && !channels.accepts(1.0));
        assert_eq!(channels.to_string(), "2 or more");
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        for text in ["..", "3..2", "stereo", "-1", "48000;"] {
            assert_eq!(NumberRule::parse(text), None, "{text}");
        }
    }
}
