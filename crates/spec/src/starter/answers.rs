//! Answers to the starter's questions, and what they settle.

use super::platforms::{PLATFORMS, formats};
use super::{QUESTIONS, Question};
use crate::diagnostic::Diagnostic;
use crate::read::cell;
use crate::read::csv::Sheet;
use crate::read::faults::Faults;
use crate::read::fields::{Field, Kind, optional, required};
use crate::read::nearest::did_you_mean;
use crate::read::text::Fault;
use model::colour::Colour;
use model::id::is_slug;
use model::unit::{Currency, Date};
use std::collections::BTreeMap;

/// Characters of an answer at most: hooks are made of them, and longer ones fit no picture.
const LONGEST: usize = 120;
/// Length of the first flight, days after the first.
const FLIGHT_DAYS: i64 = 27;

/// Answers by the key of their question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers(BTreeMap<String, String>);

/// An answer that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the answer to `{key}` cannot be used: {reason}")]
pub struct AnswerFault {
    /// The key of the question.
    pub key: &'static str,
    /// What is wrong and what to write.
    pub reason: String,
}

impl Answers {
    /// Keeps an answer; a later one to the same question replaces it.
    pub fn set(&mut self, key: &str, answer: &str) {
        self.0.insert(key.to_owned(), answer.trim().to_owned());
    }

    /// Returns an answer.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str).filter(|answer| !answer.is_empty())
    }
}

impl<K: AsRef<str>, V: AsRef<str>> FromIterator<(K, V)> for Answers {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut answers = Self::default();
        pairs.into_iter().for_each(|(key, answer)| answers.set(key.as_ref(), answer.as_ref()));
        answers
    }
}

const COLUMNS: &[Field] = &[
    required("question", Kind::Id, "the key of the question"),
    optional("answer", Kind::Text, "the answer"),
];

/// Reads answers from a sheet with the columns `question` and `answer`; `file` is its path for
/// messages.
pub fn from_spreadsheet(file: &str, text: &str) -> Result<Answers, Vec<Diagnostic>> {
    let mut faults = Faults::default();
    let mut answers = Answers::default();
    let sheet = Sheet::parse(file, text, ("answer", COLUMNS), &mut faults);
    for row in sheet.iter().flat_map(Sheet::rows) {
        let key = row.text("question").unwrap_or_default();
        if !QUESTIONS.iter().any(|question| question.key == key) {
            let keys = QUESTIONS.iter().map(|question| question.key);
            let remedy = did_you_mean(key, keys.clone()).unwrap_or_else(|| {
                format!("the questions are {}", keys.collect::<Vec<_>>().join(", "))
            });
            let message = format!("`{}` is not a question", cell::shown(key));
            faults.error(row.fault("question", Fault::new("unknown-name", message, remedy)));
        } else if answers.get(key).is_some() {
            let message = format!("`{key}` is answered twice");
            faults
                .error(row.fault("question", Fault::new("duplicate", message, "keep one answer")));
        }
        answers.set(key, &row.words("answer"));
    }
    if faults.none() { Ok(answers) } else { Err(faults.sorted().0) }
}

/// Answers that have been checked.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) name: String,
    pub(super) colour: Colour,
    pub(super) starts: Date,
    pub(super) ends: Date,
    pub(super) budget: f64,
    pub(super) currency: Currency,
    /// Market and language.
    pub(super) markets: Vec<(String, String)>,
    pub(super) formats: Vec<&'static str>,
    said: BTreeMap<&'static str, String>,
}

impl Settled {
    /// Checks every answer and returns all that cannot be used.
    pub(super) fn from(name: &str, answers: &Answers) -> Result<Self, Vec<AnswerFault>> {
        let mut faults = Vec::new();
        let mut said: BTreeMap<&'static str, String> = BTreeMap::new();
        for question in QUESTIONS {
            match plain(question, answers) {
                Ok(answer) => drop(said.insert(question.key, answer)),
                Err(fault) => faults.push(fault),
            }
        }
        let text = |key: &str| said.get(key).map(String::as_str);
        let colour = settle("colour", text, &mut faults, colour);
        let dates = settle("starts", text, &mut faults, flight);
        let money = settle("budget", text, &mut faults, budget);
        let markets = settle("markets", text, &mut faults, markets);
        let formats = settle("platforms", text, &mut faults, platforms);
        settle("landing", text, &mut faults, landing);
        match (colour, dates, money, markets, formats) {
            (
                Some(colour),
                Some((starts, ends)),
                Some((budget, currency)),
                Some(markets),
                Some(formats),
            ) if faults.is_empty() => {
                let name = if name.trim().is_empty() { "workspace" } else { name.trim() };
                let name = name.to_owned();
                Ok(Self { name, colour, starts, ends, budget, currency, markets, formats, said })
            }
            _ => Err(faults),
        }
    }

    /// Returns an answer, or the default of its question.
    pub(super) fn said(&self, key: &str) -> &str {
        self.said.get(key).map(String::as_str).unwrap_or_default()
    }

    /// Returns an answer without the full stop that sentences are put together without.
    pub(super) fn phrase(&self, key: &str) -> &str {
        self.said(key).trim_end_matches(['.', '!', '?', ' '])
    }

    /// Returns who judges and signs.
    pub(super) fn reviewer(&self) -> &str {
        if self.said("reviewer").is_empty() { self.said("owner") } else { self.said("reviewer") }
    }

    /// Returns the language of columns that name none.
    pub(super) fn language(&self) -> &str {
        self.markets.first().map_or("en", |(_, language)| language)
    }

    /// Returns the languages besides that one.
    pub(super) fn other_languages(&self) -> Vec<&str> {
        let mut others: Vec<&str> =
            self.markets.iter().map(|(_, language)| language.as_str()).collect();
        others.retain(|language| *language != self.language());
        others.sort_unstable();
        others.dedup();
        others
    }
}

fn settle<'t, T>(
    key: &'static str,
    text: impl Fn(&str) -> Option<&'t str>,
    faults: &mut Vec<AnswerFault>,
    read: impl Fn(&str) -> Result<T, String>,
) -> Option<T> {
    match read(text(key)?) {
        Ok(value) => Some(value),
        Err(reason) => {
            faults.push(AnswerFault { key, reason });
            None
        }
    }
}

fn plain(question: &'static Question, answers: &Answers) -> Result<String, AnswerFault> {
    let refuse = |reason: String| AnswerFault { key: question.key, reason };
    let Some(answer) = answers.get(question.key).or(question.default) else {
        return Err(refuse(format!("it is missing; an example is `{}`", question.example)));
    };
    if answer.chars().any(char::is_control) {
        return Err(refuse(
            "it holds line breaks or control characters; write one line".to_owned(),
        ));
    }
    let length = answer.chars().count();
    if length > LONGEST {
        return Err(refuse(format!("it has {length} characters; {LONGEST} fit a picture")));
    }
    Ok(answer.to_owned())
}

fn colour(text: &str) -> Result<Colour, String> {
    Colour::parse(text).ok_or_else(|| "write a colour such as #b3541e".to_owned())
}

fn flight(text: &str) -> Result<(Date, Date), String> {
    let starts = cell::date(text).ok_or("write a date such as 2027-03-01")?;
    let ends = starts.checked_add(jiff::Span::new().days(FLIGHT_DAYS));
    Ok((starts, ends.map_err(|e| e.to_string())?))
}

fn budget(text: &str) -> Result<(f64, Currency), String> {
    let refuse = || "write an amount and a currency, such as 25000 EUR".to_owned();
    let (amount, currency) = text.split_once(' ').ok_or_else(refuse)?;
    let currency = Currency::parse(currency.trim()).ok_or_else(refuse)?;
    let amount = cell::number(amount).filter(|amount| (0.0..=1e12).contains(amount));
    let amount = amount.ok_or_else(refuse)?.floor();
    Ok((amount, currency))
}

fn markets(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut markets: Vec<(String, String)> = Vec::new();
    for item in cell::items(text) {
        let (market, language) = item.split_once(':').unwrap_or((item, ""));
        let (market, language) = (market.trim(), language.trim());
        let repeated = markets.iter().any(|(other, _)| other == market);
        if !is_slug(market) || !cell::is_language(language) || repeated {
            return Err("write each market once with its language, such as de:de; us:en".to_owned());
        }
        markets.push((market.to_owned(), language.to_owned()));
    }
    if markets.is_empty() { Err("name one market, such as us:en".to_owned()) } else { Ok(markets) }
}

fn platforms(text: &str) -> Result<Vec<&'static str>, String> {
    let mut chosen: Vec<&'static str> = Vec::new();
    for item in cell::items(text) {
        let words = PLATFORMS.iter().map(|(word, _)| *word);
        let Some(formats) = formats(&item.to_lowercase()) else {
            let known = words.clone().collect::<Vec<_>>().join(", ");
            return Err(did_you_mean(item, words).unwrap_or(format!("the platforms are {known}")));
        };
        chosen.extend(formats.iter().filter(|id| !chosen.contains(id)).collect::<Vec<_>>());
    }
    if chosen.is_empty() { Err("name one platform, such as meta".to_owned()) } else { Ok(chosen) }
}

fn landing(text: &str) -> Result<(), String> {
    if text.is_empty() || cell::is_link(text) {
        Ok(())
    } else {
        Err("write an address that begins with https://".to_owned())
    }
}
