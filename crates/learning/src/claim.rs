//! The claim in one sentence, with its numbers.

use model::id::ComponentId;
use model::learning::{EffectDirection, Learning};

/// Words a learning: `hook/fresh lifts: +12% odds of a click [+3%, +22%], 4 arms, 41,200
/// impressions, simulated results`.
pub(crate) fn claim(learning: &Learning, arms: usize, company: &[&ComponentId]) -> String {
    let verb = match learning.direction {
        EffectDirection::Lifts => "lifts",
        EffectDirection::Drags => "drags",
        EffectDirection::Unclear => "unclear",
    };
    let effect = &learning.effect;
    let mut text = format!(
        "{} {verb}: {} odds of a click [{}, {}], {arms} arms, {} impressions, {} results",
        learning.component,
        percent(effect.mid),
        percent(effect.low),
        percent(effect.high),
        grouped(learning.impressions),
        learning.kind.word(),
    );
    if !company.is_empty() {
        let names: Vec<String> = company.iter().map(ToString::to_string).collect();
        text.push_str("; only seen together with ");
        text.push_str(&names.join(" and "));
        text.push_str(", so it may be that instead");
    }
    text
}

/// Returns a difference of log-odds as a change of the odds, `+12%` or `−4%`.
fn percent(log_odds: f64) -> String {
    let change = (libm::exp(log_odds) - 1.0) * 100.0;
    let digits = usize::from(change.abs() < 9.95);
    let sign = if change < 0.0 { "−" } else { "+" };
    format!("{sign}{:.digits$}%", change.abs())
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_like_numbers() {
        assert_eq!((percent(0.1133), percent(-0.01)), ("+12%".to_owned(), "−1.0%".to_owned()));
        assert_eq!(
            (grouped(41_200), grouped(999), grouped(1_000_000)),
            ("41,200".to_owned(), "999".to_owned(), "1,000,000".to_owned())
        );
    }
}
