//! A workspace to begin with, from about a dozen plain answers. Everything in it is made of the
//! author's own words; what must be replaced before anything goes out is named `draft`.

mod answers;
mod pictures;
mod platforms;
mod tables;
mod texts;

pub use answers::{AnswerFault, Answers, from_spreadsheet};

use answers::Settled;
use std::collections::BTreeMap;

/// One question to the author.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The key its answer is kept under.
    pub key: &'static str,
    /// The question in plain words.
    pub ask: &'static str,
    /// What an answer looks like.
    pub example: &'static str,
    /// The answer when none is given; a question without one must be answered.
    pub default: Option<&'static str>,
}

const fn must(key: &'static str, ask: &'static str, example: &'static str) -> Question {
    Question { key, ask, example, default: None }
}

const fn may(
    key: &'static str,
    ask: &'static str,
    example: &'static str,
    default: &'static str,
) -> Question {
    Question { key, ask, example, default: Some(default) }
}

const QUESTIONS: &[Question] = &[
    must("brand", "What is the brand called?", "Morgenbrot"),
    must("sells", "What does it sell, in one sentence?", "Fresh bread at your door before seven"),
    must("stalls", "What stalls?", "First-time buyers do not order a second time"),
    must("evidence", "How do you know?", "Order data 2026: 71 of 100 never return"),
    must("kpi", "How will you count success?", "Second orders within 30 days"),
    must("owner", "Who answers for it?", "Ana"),
    may("reviewer", "Who judges and signs the work? (the same person if empty)", "Ben", ""),
    must("audience", "Whom do you speak to?", "Families who bought once"),
    must("proposition", "What do you offer them?", "Your second loaf is already in the oven"),
    must("proof", "Why is that true?", "We bake to order at four every morning"),
    must("thought", "What do they think just before they buy?", "Will it still be warm at seven?"),
    must("lead", "What should lead: price, quality, emotion, provocation, …?", "emotion"),
    must("because", "Why that?", "Everybody else in the category leads with price"),
    must("colour", "What is the brand's main colour?", "#b3541e"),
    must("starts", "On which day does the first campaign start?", "2027-03-01"),
    may("budget", "What may it cost?", "25000 EUR", "10000 EUR"),
    may("markets", "Which markets, with their language?", "de:de; at:de", "us:en"),
    may("platforms", "On which platforms?", "meta; tiktok; youtube", "meta; youtube"),
    may("call_to_action", "What should people do?", "Order again", "Learn more"),
    may("landing", "Which page does a click lead to?", "https://example.com/again", ""),
];

/// Returns the questions, in the order in which to ask them.
pub const fn questions() -> &'static [Question] {
    QUESTIONS
}

/// Writes a complete workspace called `name`: path and bytes of every file. The result loads
/// without faults; answers that cannot be used are all returned.
pub fn files(name: &str, answers: &Answers) -> Result<BTreeMap<String, Vec<u8>>, Vec<AnswerFault>> {
    let settled = Settled::from(name, answers)?;
    let texts = texts::files(&settled).into_iter().map(|(path, text)| (path, text.into_bytes()));
    Ok(texts.chain(tables::files(&settled)).chain(pictures::files(&settled)).collect())
}
