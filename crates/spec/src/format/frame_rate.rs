//! Which frame rates a format takes.

use model::unit::FrameRate;

/// Frames a second: tells 30000/1001 from 30, and takes "29.97" and "23.976" as people write them.
const TOLERANCE_FPS: f64 = 0.01;
/// Who writes "from 24" means 24000/1001 too.
const NTSC: f64 = 1000.0 / 1001.0;

/// Which frame rates a format takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrameRateRule {
    /// One of these.
    OneOf(Vec<FrameRate>),
    /// From, to (inclusive), where stated.
    Range(Option<FrameRate>, Option<FrameRate>),
}

impl From<FrameRate> for FrameRateRule {
    fn from(rate: FrameRate) -> Self {
        Self::OneOf(vec![rate])
    }
}

impl FrameRateRule {
    /// Reads `25`, `23.976;24;25`, `24..30`, `..30` or `24..`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((from, to)) = text.split_once("..") {
            let end = |text: &str| match text.trim() {
                "" => Some(None),
                text => frame_rate(text).map(Some),
            };
            let (from, to) = (end(from)?, end(to)?);
            let upward = from.zip(to).is_none_or(|(from, to)| from.fps() <= to.fps());
            return (upward && (from.is_some() || to.is_some())).then_some(Self::Range(from, to));
        }
        let rates: Option<Vec<FrameRate>> =
            text.split(';').map(str::trim).map(frame_rate).collect();
        rates.map(Self::OneOf)
    }

    /// Tells whether a film at this rate is taken.
    pub fn accepts(&self, rate: FrameRate) -> bool {
        let fps = rate.fps();
        match self {
            Self::OneOf(rates) => {
                rates.is_empty() || rates.iter().any(|one| (one.fps() - fps).abs() <= TOLERANCE_FPS)
            }
            Self::Range(from, to) => {
                from.is_none_or(|from| fps >= from.fps() * NTSC - TOLERANCE_FPS)
                    && to.is_none_or(|to| fps <= to.fps() + TOLERANCE_FPS)
            }
        }
    }

    /// Writes it as it is read.
    pub(crate) fn cell(&self) -> String {
        let end = |rate: &Option<FrameRate>| rate.map_or_else(String::new, |rate| rate.to_string());
        match self {
            Self::OneOf(rates) => {
                rates.iter().map(FrameRate::to_string).collect::<Vec<_>>().join(";")
            }
            Self::Range(from, to) => format!("{}..{}", end(from), end(to)),
        }
    }

    /// Returns the rate to build at: the one wanted where it is taken, else the nearest that is.
    pub fn nearest(&self, wanted: FrameRate) -> FrameRate {
        if self.accepts(wanted) {
            return wanted;
        }
        let ends = match self {
            Self::OneOf(rates) => rates.clone(),
            Self::Range(from, to) => from.iter().chain(to).copied().collect(),
        };
        let off = |rate: &FrameRate| (rate.fps() - wanted.fps()).abs();
        ends.into_iter().min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or(wanted)
    }
}

impl std::fmt::Display for FrameRateRule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OneOf(rates) => {
                let words: Vec<String> = rates.iter().copied().map(in_words).collect();
                f.write_str(&words.join(" or "))
            }
            Self::Range(Some(from), Some(to)) => {
                write!(f, "{} to {}", in_words(*from), in_words(*to))
            }
            Self::Range(Some(from), None) => write!(f, "{} or more", in_words(*from)),
            Self::Range(None, Some(to)) => write!(f, "{} or fewer", in_words(*to)),
            Self::Range(None, None) => f.write_str("any number of"),
        }
    }
}

/// The decimals by which people mean a rate.
fn in_words(rate: FrameRate) -> String {
    ((rate.fps() * 1000.0).round() / 1000.0).to_string()
}

/// Reads `25`, `30000/1001`, and the decimals by which people mean NTSC rates.
pub(crate) fn frame_rate(text: &str) -> Option<FrameRate> {
    let ntsc = |thousands: u32| Some(FrameRate { num: thousands * 1000, den: 1001 });
    match text {
        "23.976" | "23.98" => return ntsc(24),
        "29.97" => return ntsc(30),
        "59.94" => return ntsc(60),
        _ => {}
    }
    let (num, den) = text.split_once('/').unwrap_or((text, "1"));
    let whole = |part: &str| {
        let part = part.strip_suffix(".0").unwrap_or(part);
        part.parse::<u32>().ok().filter(|part| *part > 0)
    };
    let rate = FrameRate { num: whole(num)?, den: whole(den)? };
    (rate.fps() <= 1000.0).then_some(rate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(text: &str) -> FrameRate {
        frame_rate(text).unwrap()
    }

    fn rule(text: &str) -> FrameRateRule {
        FrameRateRule::parse(text).unwrap()
    }

    #[test]
    fn a_list_takes_its_rates_as_people_write_them() {
        let films = rule("23.98; 25;29.97");
        assert!(films.accepts(rate("24000/1001")) && films.accepts(rate("25")));
        assert!(!films.accepts(rate("24")) && !films.accepts(rate("30")));
        assert_eq!(films.to_string(), "23.976 or 25 or 29.97");
    }

    #[test]
    fn a_range_takes_its_ends() {
        assert!(rule("..30").accepts(rate("30")) && !rule("..30").accepts(rate("50")));
        assert!(rule("24..30").accepts(rate("23.976")) && !rule("24..30").accepts(rate("23")));
        assert_eq!(rule("24..").to_string(), "24 or more");
    }

    #[test]
    fn what_is_built_is_taken() {
        assert_eq!(rule("..30").nearest(rate("25")), rate("25"));
        assert_eq!(rule("29.97;30;60").nearest(rate("25")), rate("29.97"));
        assert_eq!(rule("30..60").nearest(rate("25")), rate("30"));
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        for text in ["..", "30..24", "fast", "25;", "25..x", "0"] {
            assert_eq!(FrameRateRule::parse(text), None, "{text}");
        }
    }
}
