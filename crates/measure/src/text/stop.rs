//! Words that carry no message.

/// Returns whether a normalised word carries no message of its own in English, or is among the
/// most common function words of German, French or Spanish.
pub fn is_stop_word(word: &str) -> bool {
    [ENGLISH, GERMAN, FRENCH, SPANISH].iter().any(|list| list.contains(&word))
}

const ENGLISH: &[&str] = &[
    "a", "about", "above", "across", "after", "again", "against", "all", "along", "also", "am",
    "among", "an", "and", "any", "are", "aren't", "around", "as", "at", "be", "because", "been",
    "before", "being", "below", "between", "both", "but", "by", "can", "can't", "cannot", "could",
    "did", "do", "does", "doesn't", "doing", "don't", "down", "during", "each", "either", "ever",
    "every", "few", "for", "from", "further", "get", "gets", "had", "has", "have", "having", "he",
    "her", "here", "here's", "hers", "him", "his", "how", "i", "i'm", "if", "in", "into", "is",
    "isn't", "it", "it's", "its", "itself", "just", "let", "let's", "like", "made", "make",
    "makes", "may", "me", "might", "more", "most", "much", "must", "my", "no", "nor", "not", "now",
    "of", "off", "on", "once", "one", "only", "onto", "or", "other", "our", "ours", "out", "over",
    "own", "per", "s", "same", "she", "should", "so", "some", "such", "t", "than", "that",
    "that's", "the", "their", "theirs", "them", "then", "there", "there's", "these", "they",
    "they're", "this", "those", "through", "to", "too", "under", "until", "up", "upon", "us",
    "very", "was", "we", "we're", "we've", "were", "what", "what's", "when", "where", "which",
    "while", "who", "whose", "why", "will", "with", "within", "without", "won't", "would", "yet",
    "you", "you'll", "you're", "you've", "your", "yours", "yourself",
];

const GERMAN: &[&str] = &[
    "aber", "als", "auch", "auf", "aus", "bei", "das", "dein", "deine", "dem", "den", "der", "des",
    "dich", "die", "dir", "du", "ein", "eine", "einem", "einen", "einer", "er", "es", "für", "hat",
    "ich", "ihr", "ihre", "im", "ist", "mit", "nach", "nicht", "noch", "nur", "oder", "sich",
    "sie", "sind", "und", "uns", "unser", "unsere", "vom", "von", "vor", "wie", "wir", "wird",
    "zu", "zum", "zur", "über",
];

const FRENCH: &[&str] = &[
    "au", "aux", "avec", "ce", "ces", "cette", "dans", "de", "du", "elle", "en", "est", "et", "il",
    "je", "la", "le", "les", "leur", "mais", "ne", "nos", "notre", "nous", "ou", "où", "par",
    "pas", "plus", "pour", "que", "qui", "sa", "sans", "ses", "son", "sont", "sur", "un", "une",
    "vos", "votre", "vous",
];

const SPANISH: &[&str] = &[
    "al", "como", "con", "del", "el", "ella", "ellos", "esta", "este", "esto", "las", "lo", "los",
    "más", "muy", "no", "nuestra", "nuestro", "o", "para", "pero", "por", "que", "se", "sin",
    "son", "su", "sus", "te", "tu", "tus", "una", "y", "ya",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words;

    #[test]
    fn every_stop_word_is_one_normalised_word() {
        for word in [ENGLISH, GERMAN, FRENCH, SPANISH].concat() {
            assert_eq!(words(word), [word]);
        }
    }

    #[test]
    fn words_that_sell_are_not_stop_words() {
        for word in ["free", "new", "sale", "best", "comfort"] {
            assert!(!is_stop_word(word), "{word}");
        }
        assert!(is_stop_word("your") && is_stop_word("für"));
    }
}
