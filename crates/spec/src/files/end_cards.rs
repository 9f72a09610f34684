//! `brand/endcards.csv`: closing cards with their validity.

use crate::read::csv::{Row, Sheet};
use crate::read::faults::Faults;
use crate::read::fields::{Field, Kind, optional, required};
use crate::read::known::Thing;
use crate::read::text::Fault;
use crate::workspace::EndCard;
use model::id::{ComponentId, ComponentKind};

/// Where it lies.
pub(crate) const PATH: &str = "brand/endcards.csv";
/// What a row is.
pub(crate) const WHAT: &str = "end card";

/// Its columns.
pub(crate) const FIELDS: &[Field] = &[
    required("id", Kind::Id, "a short id"),
    required("text", Kind::Text, "the words above the call to action"),
    optional("cta", Kind::Names(Thing::Cta), "the call to action; the variant's when empty"),
    optional("legal", Kind::Text, "the legal line"),
    optional("market", Kind::Slug, "the market it is for; all when empty"),
    optional("valid_from", Kind::Date, "first day it may be shown"),
    optional("valid_to", Kind::Date, "last day it may be shown"),
    required("background", Kind::Names(Thing::Colour), "the colour role behind the words"),
    required("ink", Kind::Names(Thing::Colour), "the colour role of the words"),
];

/// Refuses cards that end before they begin, and words in the colour they stand on.
pub(crate) fn check(sheet: &Sheet<'_>, faults: &mut Faults) {
    for row in sheet.rows() {
        if let (Some(from), Some(to)) = (row.date("valid_from"), row.date("valid_to"))
            && from > to
        {
            let message = format!("this end card ends on {to} before it begins on {from}");
            let remedy = "put `valid_from` before `valid_to`";
            faults.error(row.fault("valid_to", Fault::new("date-order", message, remedy)));
        }
        if row.text("ink").is_some() && row.text("ink") == row.text("background") {
            let message = "the words have the colour they stand on";
            let remedy = "choose another colour role for `ink`";
            faults.error(row.fault("ink", Fault::new("bad-value", message, remedy)));
        }
    }
}

/// Reads a closing card.
pub(crate) fn build(row: &Row<'_>) -> Option<EndCard> {
    let cta = row.text("cta").and_then(|text| Thing::Cta.bare(text).parse().ok());
    Some(EndCard {
        id: ComponentId::new(ComponentKind::EndCard, row.parsed("id")?),
        cta: cta.map(|name| ComponentId::new(ComponentKind::Cta, name)),
        text: row.words("text"),
        legal: row.words("legal"),
        market: row.parsed("market"),
        valid_from: row.date("valid_from"),
        valid_to: row.date("valid_to"),
        background: row.words("background"),
        ink: row.words("ink"),
        place: row.place(),
    })
}
