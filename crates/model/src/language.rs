//! Language tags (BCP 47), as far as choosing fonts and setting words needs them.

/// Languages that are usually not written in Latin letters, with their script (ISO 15924), after
/// the "Suppress-Script" and likely-subtag entries of Unicode CLDR 46. Sorted.
const SCRIPTS: [(&str, &str); 47] = [
    ("am", "Ethi"),
    ("ar", "Arab"),
    ("as", "Beng"),
    ("be", "Cyrl"),
    ("bg", "Cyrl"),
    ("bn", "Beng"),
    ("ckb", "Arab"),
    ("dv", "Thaa"),
    ("el", "Grek"),
    ("fa", "Arab"),
    ("gu", "Gujr"),
    ("he", "Hebr"),
    ("hi", "Deva"),
    ("hy", "Armn"),
    ("iw", "Hebr"),
    ("ja", "Jpan"),
    ("ka", "Geor"),
    ("kk", "Cyrl"),
    ("km", "Khmr"),
    ("kn", "Knda"),
    ("ko", "Kore"),
    ("ks", "Arab"),
    ("ky", "Cyrl"),
    ("lo", "Laoo"),
    ("mk", "Cyrl"),
    ("ml", "Mlym"),
    ("mn", "Cyrl"),
    ("mr", "Deva"),
    ("my", "Mymr"),
    ("ne", "Deva"),
    ("or", "Orya"),
    ("pa", "Guru"),
    ("ps", "Arab"),
    ("ru", "Cyrl"),
    ("sa", "Deva"),
    ("sd", "Arab"),
    ("si", "Sinh"),
    ("sr", "Cyrl"),
    ("ta", "Taml"),
    ("te", "Telu"),
    ("th", "Thai"),
    ("ug", "Arab"),
    ("uk", "Cyrl"),
    ("ur", "Arab"),
    ("yi", "Hebr"),
    ("yue", "Hant"),
    ("zh", "Hans"),
];

/// Scripts that are written from right to left.
const RIGHT_TO_LEFT: [&str; 6] = ["Adlm", "Arab", "Hebr", "Nkoo", "Syrc", "Thaa"];

/// Regions where Chinese is written in traditional characters.
const TRADITIONAL: [&str; 3] = ["HK", "MO", "TW"];

/// Returns the language of a tag without script and region, in lower case: `zh` of `zh-Hant-HK`.
pub fn primary(tag: &str) -> String {
    subtags(tag).next().unwrap_or_default().to_ascii_lowercase()
}

/// Returns the script that words in a language are written in (ISO 15924): the one its tag names,
/// else the usual one.
pub fn script(tag: &str) -> String {
    let named = subtags(tag).skip(1).find(|part| is_script(part));
    if let Some(named) = named {
        return capitalised(named);
    }
    let language = primary(tag);
    let region = |part: &str| TRADITIONAL.iter().any(|one| one.eq_ignore_ascii_case(part));
    if language == "zh" && subtags(tag).skip(1).any(region) {
        return "Hant".to_owned();
    }
    let usual = SCRIPTS.iter().find(|(one, _)| *one == language);
    usual.map_or("Latn", |(_, script)| script).to_owned()
}

/// Returns whether words in a language run from right to left.
pub fn is_right_to_left(tag: &str) -> bool {
    RIGHT_TO_LEFT.contains(&script(tag).as_str())
}

/// Returns whether `general` says the same as `tag` or less: `zh` and `Hant` cover `zh-Hant-HK`.
pub fn covers(general: &str, tag: &str) -> bool {
    if is_script(general) {
        return capitalised(general) == script(tag);
    }
    let mut parts = subtags(tag);
    subtags(general).all(|part| parts.next().is_some_and(|own| own.eq_ignore_ascii_case(part)))
}

/// Returns whether a text has the form of a language tag or of a script's four letters.
pub fn is_tag(text: &str) -> bool {
    let alphanumeric = |part: &str| {
        (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let first = subtags(text).next().unwrap_or_default();
    let letters = (2..=4).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic());
    letters && subtags(text).all(alphanumeric)
}

fn subtags(tag: &str) -> impl Iterator<Item = &str> {
    tag.split(['-', '_'])
}

/// Returns whether a subtag names a script: no language has four letters.
pub fn is_script(part: &str) -> bool {
    part.len() == 4 && part.chars().all(|c| c.is_ascii_alphabetic())
}

fn capitalised(script: &str) -> String {
    let mut letters = script.to_ascii_lowercase();
    if let Some(first) = letters.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_its_usual_script_unless_it_names_another() {
        let pairs = [
            ("de-CH", "Latn"),
            ("ar", "Arab"),
            ("he-IL", "Hebr"),
            ("sr-Latn", "Latn"),
            ("pa-arab-PK", "Arab"),
            ("zh", "Hans"),
            ("zh-TW", "Hant"),
            ("zh-Hant-HK", "Hant"),
            ("", "Latn"),
        ];
        for (tag, expected) in pairs {
            assert_eq!(script(tag), expected, "{tag}");
        }
        assert!(SCRIPTS.is_sorted());
    }

    #[test]
    fn direction_follows_the_script_not_the_language() {
        assert!(is_right_to_left("ar-EG") && is_right_to_left("he") && is_right_to_left("UR"));
        assert!(is_right_to_left("az-Arab"));
        assert!(!is_right_to_left("az") && !is_right_to_left("ja") && !is_right_to_left("ar-Latn"));
    }

    #[test]
    fn a_general_tag_covers_a_particular_one_and_not_the_other_way_round() {
        assert!(covers("ar", "ar-EG") && covers("Arab", "fa") && covers("zh-Hant", "zh-Hant-HK"));
        assert!(!covers("ar-EG", "ar") && !covers("Hebr", "ar") && !covers("a", "ar"));
    }

    #[test]
    fn tags_are_told_from_other_words() {
        assert!(is_tag("ar") && is_tag("zh-Hant") && is_tag("Arab") && is_tag("yue"));
        assert!(
            !is_tag("") && !is_tag("Arabic") && !is_tag("a") && !is_tag("zh-") && !is_tag("1x")
        );
    }
}
