//! `throughline.toml`: people, money and defaults.

use super::words::{INTERCHANGE, interchange};
use crate::naming::Template;
use crate::origin::{Disclosure, DisclosureDuty, DisclosurePlace};
use crate::read::faults::Faults;
use crate::read::fields::{Field, FileKind, Kind, optional, required};
use crate::read::text::Fault;
use crate::read::toml::{At, Table};
use crate::workspace::{Baseline, House, Interchange, Person};
use model::person::PersonName;
use model::unit::{Currency, Money};
use std::collections::{BTreeMap, BTreeSet};

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
    optional(
        "naming",
        Kind::Text,
        "what files and ads are called, such as `{brand}_{campaign}_{hook}_{format}~{code}`",
    ),
    optional(
        "media_base",
        Kind::Link,
        "where the files of a package will be served from; VAST is written only with it",
    ),
    optional(
        "interchange",
        Kind::List(&Kind::OneOf(INTERCHANGE)),
        "what is written beside the files of a package; all but `layers` when not written",
    ),
    optional(
        "disclosure",
        Kind::Tables(DISCLOSURE),
        "what people of a market must be told about the use of AI",
    ),
];

const DISCLOSURE: &[Field] = &[
    required("market", Kind::Slug, "the market, as briefs call it"),
    optional("language", Kind::Language, "the language of the words, where a market has several"),
    required("text", Kind::Text, "the words"),
    required(
        "where",
        Kind::OneOf(&["picture", "sheet"]),
        "`picture`: in small print on the picture or the closing card; `sheet`: in the trafficking sheet alone",
    ),
    optional(
        "when",
        Kind::OneOf(&["generated", "always"]),
        "`generated`, when not written: where something in the file says that a model made it",
    ),
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

/// Checks what a table of fields cannot say: a template that names can be read back from.
pub(crate) fn check(root: &Table<'_>, faults: &mut Faults) {
    let Some(At { value: text, span }) = root.text_at("naming").filter(|at| !at.value.is_empty())
    else {
        return;
    };
    if let Err(bad) = Template::parse(text) {
        faults.error(root.fault(span, Fault::new("bad-template", bad.message, bad.remedy)));
    }
}

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
        disclosures: root.tables("disclosure").iter().filter_map(disclosure).collect(),
        naming: root.text("naming").and_then(|text| Template::parse(text).ok()).unwrap_or_default(),
        media_base: root.words("media_base"),
        interchange: interchange_of(root),
        place: root.place(),
        currency,
    })
}

/// Warns of duties to people of a market that no brief has: a slip there would go unnoticed.
pub(crate) fn warn_of_markets(root: &Table<'_>, markets: &BTreeSet<String>, faults: &mut Faults) {
    for table in root.tables("disclosure") {
        let Some(At { value: market, span }) = table.text_at("market") else { continue };
        if !markets.contains(market) {
            let message = format!("no brief has the market `{market}`, so nobody is told there");
            let known: Vec<&str> = markets.iter().map(String::as_str).collect();
            let remedy = format!("write it as briefs do: {}", known.join(", "));
            faults.warn(root.fault(span, Fault::new("no-such-market", message, remedy)));
        }
    }
}

/// Turns an amount somebody wrote into minor units; the check has refused finer ones.
pub(crate) fn money(amount: f64, currency: &Currency) -> Money {
    let minor = (amount * currency.minor_per_unit() as f64).round() as i64;
    Money { minor, currency: currency.clone() }
}

/// An empty list asks for nothing; no list for what is usual.
fn interchange_of(root: &Table<'_>) -> BTreeSet<Interchange> {
    if !root.own_keys().any(|key| key == "interchange") {
        return Interchange::usual();
    }
    root.list("interchange").iter().filter_map(|word| interchange(word)).collect()
}

fn person(table: &Table<'_>) -> Option<Person> {
    Some(Person {
        name: PersonName(table.text("name")?.to_owned()),
        roles: table.list("roles"),
        place: table.place(),
    })
}

fn disclosure(table: &Table<'_>) -> Option<Disclosure> {
    let on_sheet = table.text("where") == Some("sheet");
    let always = table.text("when") == Some("always");
    Some(Disclosure {
        market: table.parsed("market")?,
        language: table.text("language").map(str::to_owned),
        text: table.text("text")?.to_owned(),
        stands: if on_sheet { DisclosurePlace::Sheet } else { DisclosurePlace::Picture },
        duty: if always { DisclosureDuty::Always } else { DisclosureDuty::Generated },
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
