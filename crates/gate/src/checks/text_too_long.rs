//! A text that goes out beside the file is longer than the platform shows or takes.

use crate::check::{Check, Family};
use crate::standard::{AdTexts, Expect, Standard};
use crate::subject::{Subject, found};
use model::finding::{Finding, Quantity, Severity};
use spec::format::{TextLimits, TextRule, WideCharacters};
use unicode_segmentation::UnicodeSegmentation as _;

pub(super) const CHECK: Check = Check {
    code: "text-too-long",
    family: Family::Record,
    title: "A text is longer than the platform takes",
    why: "What is cut off is not read, and it is the end that holds the offer; what is refused is not booked",
    threshold: "more characters as a reader counts them (grapheme clusters, Unicode UAX #29) than the format shows: cut; than it takes: refused. Wide characters count twice, and web addresses a fixed number, where the platform counts so",
    fix: "Shorten the text, or move what matters to its beginning.",
    needs: &[],
    asked,
    run,
};

fn asked(standard: &Standard) -> bool {
    let limits = standard.format.as_ref().map(|expect| expect.texts).unwrap_or_default();
    let said = |(text, rule, _, _): Named<'_>| text.is_some() && rule != TextRule::default();
    standard.texts.as_ref().is_some_and(|texts| named(texts, limits).into_iter().any(said))
}

/// A text with its limits, what people call it, its column.
type Named<'a> = (Option<&'a str>, TextRule, &'static str, &'static str);

fn named(texts: &AdTexts, limits: TextLimits) -> [Named<'_>; 3] {
    let TextLimits { primary_text, headline, description, .. } = limits;
    [
        (texts.primary_text.as_deref(), primary_text, "primary text", "primary_text"),
        (texts.headline.as_deref(), headline, "headline", "headline"),
        (texts.description.as_deref(), description, "description", "description"),
    ]
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let (Some(expect), Some(texts)) = (&subject.standard.format, &subject.standard.texts) else {
        return Vec::new();
    };
    let all = named(texts, expect.texts).into_iter();
    all.filter_map(|(text, rule, what, column)| too_long(text?, rule, what, column, expect))
        .collect()
}

fn too_long(
    text: &str,
    rule: TextRule,
    what: &str,
    column: &str,
    expect: &Expect,
) -> Option<Finding> {
    let length = length(text, expect.texts);
    let refused = rule.most.filter(|most| length > *most);
    let cut = rule.shown.filter(|shown| length > *shown);
    let (severity, limit, how) = match (refused, cut) {
        (Some(most), _) => (Severity::Reject, most, "taken"),
        (None, Some(shown)) => (Severity::Truncate, shown, "shown"),
        (None, None) => return None,
    };
    let off = length - limit;
    Some(found(
        CHECK.code,
        severity,
        Quantity::number(f64::from(length), "characters"),
        Quantity::number(f64::from(limit), &format!("characters {how}")),
        format!("shorten the {what} by {off}: “{}”", beginning(text)),
        expect.basis(column),
    ))
}

/// Returns how many characters the platform counts.
fn length(text: &str, limits: TextLimits) -> u32 {
    let text = text.trim().replace("\r\n", "\n");
    let count = |word: &str| {
        let link = limits.link.filter(|_| is_link(word));
        link.unwrap_or_else(|| graphemes(word, limits.wide))
    };
    let words: u32 = text.split(char::is_whitespace).map(count).sum();
    words + u32::try_from(text.matches(char::is_whitespace).count()).unwrap_or(u32::MAX)
}

fn is_link(word: &str) -> bool {
    word.starts_with("https://") || word.starts_with("http://") || word.starts_with("www.")
}

fn graphemes(word: &str, wide: WideCharacters) -> u32 {
    let count = word.graphemes(true).map(|cluster| match wide {
        WideCharacters::Twice if cluster.chars().any(is_wide) => 2,
        WideCharacters::Once | WideCharacters::Twice => 1,
    });
    count.sum()
}

/// The blocks whose characters East Asian typography sets in a square (Unicode UAX #11, W and F).
fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{33ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{a960}'..='\u{a97c}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff01}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}')
}

/// As much of a text as a remedy has room for.
fn beginning(text: &str) -> String {
    const SHOWN: usize = 40;
    let mut start: String = text.graphemes(true).take(SHOWN).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, expecting, film, look, no_format, only};
    use model::finding::Verdict;

    const LIMITS: TextLimits = TextLimits {
        primary_text: TextRule { shown: Some(10), most: Some(20) },
        headline: TextRule { shown: None, most: Some(5) },
        description: TextRule { shown: None, most: None },
        wide: WideCharacters::Once,
        link: None,
    };

    fn saying(text: &str, limits: TextLimits) -> Standard {
        let texts = AdTexts { primary_text: Some(text.to_owned()), ..AdTexts::default() };
        let standard = expecting(Expect { texts: limits, ..Expect::default() });
        Standard { texts: Some(texts), ..standard }
    }

    fn count(text: &str) -> u32 {
        length(text, LIMITS)
    }

    #[test]
    fn what_is_shown_is_cut_and_what_is_taken_is_refused() {
        let verdict = |letters: usize| look(&film(), &saying(&"a".repeat(letters), LIMITS));
        assert_eq!(codes(&verdict(10)), Vec::<&str>::new());
        assert_eq!(only(&verdict(11)).severity, Severity::Truncate);
        assert_eq!(verdict(20).verdict, Verdict::Warn);
        assert_eq!(only(&verdict(21)).severity, Severity::Reject);
        assert!(only(&verdict(21)).remedy.starts_with("shorten the primary text by 1"));
    }

    #[test]
    fn every_text_has_its_own_limit() {
        let mut standard = saying("short", LIMITS);
        let texts = standard.texts.as_mut().unwrap();
        texts.headline = Some("too long".to_owned());
        texts.description = Some("as long as anybody likes".to_owned());
        assert_eq!(only(&look(&film(), &standard)).rule, "order:headline");
    }

    #[test]
    fn characters_are_counted_as_a_reader_does() {
        assert_eq!(count("Straße"), 6);
        assert_eq!(count("e\u{301}te\u{301}"), 3);
        assert_eq!(count("👨‍👩‍👧 home"), 6);
        assert_eq!(count("  two\r\nlines "), 9);
        assert_eq!(count("नमस्ते"), 3);
    }

    #[test]
    fn wide_characters_and_links_count_as_the_platform_counts_them() {
        let twice = TextLimits { wide: WideCharacters::Twice, ..LIMITS };
        assert_eq!((length("新しい靴", LIMITS), length("新しい靴", twice)), (4, 8));
        assert_eq!(length("ab 한", twice), 5);
        let links = TextLimits { link: Some(23), ..LIMITS };
        assert_eq!(length("see https://example.com/a/very/long/way/to/go", links), 27);
        assert_eq!(length("see www.example", links), 27);
    }

    #[test]
    fn ignores_texts_that_nobody_limits_and_limits_without_texts() {
        let free = saying("as long as anybody likes", TextLimits::default());
        assert_eq!(codes(&look(&film(), &free)), Vec::<&str>::new());
        let silent = Standard { texts: None, ..saying("", LIMITS) };
        assert_eq!(codes(&look(&film(), &silent)), Vec::<&str>::new());
        assert_eq!(codes(&look(&film(), &no_format())), Vec::<&str>::new());
    }
}
