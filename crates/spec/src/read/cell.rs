//! Checks of one piece of text against what may stand there, the same in TOML and in CSV.

use super::fields::Kind;
use super::known::Known;
use super::nearest::nearest;
use super::text::Fault;
use model::id::{AssetId, is_slug};
use model::unit::{Currency, Date};

/// Keeps amounts in minor units far inside what a 64-bit integer and a float both hold exactly.
const LARGEST_AMOUNT: f64 = 1e12;

/// Returns what is wrong with `text` where a `kind` should stand.
pub(crate) fn fault_in(kind: &Kind, text: &str, known: &Known<'_>) -> Option<Fault> {
    match kind {
        Kind::Id | Kind::Slug => (!is_slug(text)).then(|| bad_id(text)),
        Kind::Names(thing) => known.fault(*thing, text),
        Kind::OneOf(words) => (!words.contains(&text)).then(|| not_one_of(words, text)),
        Kind::Date => date(text).is_none().then(|| {
            Fault::new(
                "bad-date",
                format!("`{}` is not a date", shown(text)),
                "write year-month-day, such as 2026-03-01",
            )
        }),
        Kind::Number(least, most) => number_fault(text, *least, *most),
        Kind::Whole(least, most) => whole_fault(text, *least, *most),
        Kind::Truth => truth(text).is_none().then(|| {
            Fault::new(
                "bad-value",
                format!("`{}` is neither `yes` nor `no`", shown(text)),
                "write `yes` or `no`",
            )
        }),
        Kind::Currency => Currency::parse(text).is_none().then(|| {
            Fault::new(
                "bad-value",
                format!("`{}` is not a currency code", shown(text)),
                "write three capital letters, such as EUR",
            )
        }),
        Kind::Language => (!is_language(text)).then(|| not_a_language(text)),
        Kind::Link => (!is_link(text)).then(|| {
            Fault::new(
                "bad-value",
                format!("`{}` is not a web address", shown(text)),
                "write an address that begins with https:// or http://",
            )
        }),
        Kind::Adopted => text.parse::<AssetId>().err().map(|error| {
            let remedy = "`throughline adopt FILE` prints the id of what was adopted";
            Fault::new("bad-value", error.to_string(), remedy)
        }),
        Kind::Amount => amount_fault(text, known),
        Kind::File(_)
        | Kind::Text
        | Kind::OwnName
        | Kind::List(_)
        | Kind::ByLanguage
        | Kind::Table(_)
        | Kind::Tables(_)
        | Kind::Named(_)
        | Kind::NamedValues(_) => None,
    }
}

/// Returns the date that `text` says.
pub(crate) fn date(text: &str) -> Option<Date> {
    let plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    plain.then(|| text.parse().ok()).flatten()
}

/// Returns the finite number that `text` says, with a decimal point.
pub(crate) fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Returns the truth that `text` says.
pub(crate) fn truth(text: &str) -> Option<bool> {
    match text {
        "true" | "yes" => Some(true),
        "false" | "no" => Some(false),
        _ => None,
    }
}

/// Returns the words of a cell that holds several.
pub(crate) fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|item| !item.is_empty())
}

/// Returns at most sixty characters of what somebody wrote.
pub(crate) fn shown(text: &str) -> String {
    let mut start: String = text.chars().take(60).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    start
}

/// Says that a number is outside its range.
pub(crate) fn out_of_range(text: &str, least: f64, most: f64) -> Fault {
    let remedy = if most >= f64::MAX {
        format!("write a number of {least} or more")
    } else {
        format!("write a number from {least} to {most}")
    };
    Fault::new("bad-value", format!("`{}` is out of range", shown(text)), remedy)
}

fn number_fault(text: &str, least: f64, most: f64) -> Option<Fault> {
    match number(text) {
        None => Some(Fault::new(
            "wrong-type",
            format!("`{}` is not a number", shown(text)),
            "write digits with a decimal point, without units or thousands separators",
        )),
        Some(number) if number < least || number > most => Some(out_of_range(text, least, most)),
        Some(_) => None,
    }
}

fn whole_fault(text: &str, least: u64, most: u64) -> Option<Fault> {
    match text.parse::<u64>() {
        Err(_) => Some(Fault::new(
            "wrong-type",
            format!("`{}` is not a whole number", shown(text)),
            "write digits only",
        )),
        Ok(number) if number < least || number > most => {
            Some(out_of_range(text, least as f64, most as f64))
        }
        Ok(_) => None,
    }
}

fn bad_id(text: &str) -> Fault {
    let slug = slug_of(text);
    let remedy = if slug.is_empty() {
        "use 1 to 64 of a–z, 0–9, `-` and `_`, beginning with a letter or digit".to_owned()
    } else {
        format!("write `{slug}`: ids use a–z, 0–9, `-` and `_`")
    };
    Fault::new("bad-id", format!("`{}` is not an id", shown(text)), remedy)
}

/// Returns the id that is nearest to what somebody wrote; may be empty.
pub(crate) fn slug_of(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' | '_' if slug.len() < 64 => slug.push(letter),
            'ä' => slug.push_str("ae"),
            'ö' => slug.push_str("oe"),
            'ü' => slug.push_str("ue"),
            'ß' => slug.push_str("ss"),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    let kept: String = slug.trim_start_matches('_').chars().take(64).collect();
    kept.trim_end_matches('-').to_owned()
}

fn not_one_of(words: &[&str], text: &str) -> Fault {
    let listed = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    let remedy = match nearest(text, words.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? it can be {listed}"),
        None => format!("write one of {listed}"),
    };
    Fault::new("bad-value", format!("`{}` is none of the words known here", shown(text)), remedy)
}

/// Says that `text` is no language tag.
pub(crate) fn not_a_language(text: &str) -> Fault {
    let message = format!("`{}` is not a language tag", shown(text));
    Fault::new("bad-value", message, "write a tag such as `de` or `pt-BR`")
}

/// Returns whether `text` has the shape of a BCP 47 language tag.
pub(crate) fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// Returns whether `text` is a web address.
pub(crate) fn is_link(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.chars().any(|c| c.is_whitespace() || c.is_control())
    })
}

/// Returns what is wrong with a path that `subject` names.
pub(crate) fn missing_file(
    subject: &str,
    folders: &[&str],
    text: &str,
    known: &Known<'_>,
) -> Option<Fault> {
    if known.file(folders, text).is_some() {
        return None;
    }
    let remedy = match known.nearest_file(folders, text) {
        Some(near) => format!("did you mean `{near}`? otherwise put the file there"),
        None => "put the file there, or name one that is".to_owned(),
    };
    let message = format!("{subject} names `{}`, which is not there", shown(text));
    Some(Fault::new("missing-file", message, remedy))
}

/// Amounts are kept in minor units, so what is finer than those would be lost unseen.
fn amount_fault(text: &str, known: &Known<'_>) -> Option<Fault> {
    if let Some(fault) = number_fault(text, 0.0, LARGEST_AMOUNT) {
        return Some(fault);
    }
    let minor = number(text)? * known.minor_per_unit() as f64;
    let exact = (minor - minor.round()).abs() < 1e-6 * minor.max(1.0);
    (!exact).then(|| {
        Fault::new(
            "bad-value",
            format!("`{}` has more decimals than the currency has", shown(text)),
            "round it, or price more of it at once (a thousand pictures instead of one)",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_offered_for_what_somebody_wrote() {
        assert_eq!(slug_of("Frühling 2026!"), "fruehling-2026");
        assert_eq!(slug_of("--"), "");
        assert_eq!(slug_of("_x"), "x");
    }

    #[test]
    fn languages_have_their_shape() {
        assert!(is_language("de") && is_language("pt-BR") && is_language("zh-Hant-TW"));
        assert!(!is_language("German") && !is_language("") && !is_language("d"));
    }
}
