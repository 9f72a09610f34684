//! `throughline.toml`: people, money and defaults.

use crate::read::fields::{Field, FileKind, Kind, optional, required};
use crate::read::toml::Table;
use crate::workspace::{Baseline, House, Person};
use model::person::PersonName;
use model::unit::{Currency, Money};
use std::collections::BTreeMap;

/// Where it lies.
pub(crate) const PATH: &str = "throughline.toml";

/// The language of columns that name none, when the house names none either.
pub(crate) const LANGUAGE: &str = "en";

/// Its schema.
pub(crate) const KIND: FileKind = FileKind {
    word: "house",
    called: "throughline.toml",
    doc: "People, money and defaults of a workspace.",
    fields: FIELDS,
};

const FIELDS: &[Field] = &[
    required("name", Kind::Text, "the name of the workspace"),
    optional("sample", Kind::Truth, "whether everything in it is made up"),
    required("currency", Kind::Currency, "the currency of budgets and prices, such as EUR"),
    optional(
        "language",
        Kind::Language,
        "the language of columns that name none (`text`); `en` when not written",
    ),
    required("people", Kind::Tables(PERSON), "who may be asked"),
    optional(
        "baseline",
        Kind::Named(BASELINE),
        "hours and rates before throughline, by stage of work",
    ),
    optional("prices", Kind::NamedValues(&Kind::Amount), "what things cost, by name"),
];

const PERSON: &[Field] = &[
    required("name", Kind::OwnName, "the name they answer under"),
    required(
        "roles",
        Kind::List(&Kind::Text),
        "what they do: creative, brand, performance, legal, …",
    ),
];

const BASELINE: &[Field] = &[
    required("hours", Kind::Number(0.0, 1e6), "hours for each campaign"),
    optional("rate", Kind::Amount, "what an hour costs"),
    required("source", Kind::Text, "who says so"),
];

/// Reads the house; nothing when a part without a default is missing.
pub(crate) fn build(root: &Table<'_>) -> Option<House> {
    let currency = Currency::parse(root.text("currency")?)?;
    let baselines = root.table("baseline");
    let baseline = baselines.iter().flat_map(|table| {
        table.own_keys().filter_map(|stage| {
            Some((stage.to_owned(), baseline(&table.table(stage)?, &currency)?))
        })
    });
    let book = root.table("prices");
    let prices = book.iter().flat_map(|table| {
        table
            .own_keys()
            .filter_map(|name| Some((name.to_owned(), money(table.number(name)?, &currency))))
    });
    Some(House {
        name: root.words("name"),
        sample: root.truth("sample"),
        language: root.text("language").unwrap_or(LANGUAGE).to_owned(),
        people: root.tables("people").iter().filter_map(person).collect(),
        baseline: baseline.collect(),
        prices: prices.collect::<BTreeMap<_, _>>(),
        place: root.place(),
        currency,
    })
}

/// Turns an amount somebody wrote into minor units; the check has refused finer ones.
pub(crate) fn money(amount: f64, currency: &Currency) -> Money {
    let minor = (amount * currency.minor_per_unit() as f64).round() as i64;
    Money { minor, currency: currency.clone() }
}

fn person(table: &Table<'_>) -> Option<Person> {
    Some(Person {
        name: PersonName(table.text("name")?.to_owned()),
        roles: table.list("roles"),
        place: table.place(),
    })
}

fn baseline(table: &Table<'_>, currency: &Currency) -> Option<Baseline> {
    Some(Baseline {
        hours: table.number("hours")?,
        rate: table.number("rate").map(|rate| money(rate, currency)),
        source: table.words("source"),
    })
}
