//! `directions/*.toml`: encoded production thinking.

use crate::read::fields::{Field, FileKind, Kind, optional, required};
use crate::read::known::Thing;
use crate::read::toml::Table;
use crate::workspace::{DirectedShot, Direction};
use model::id::DirectionId;
use model::unit::Secs;

/// Where they lie.
pub(crate) const FOLDER: &str = "directions/";

/// Its schema.
pub(crate) const KIND: FileKind = FileKind {
    word: "direction",
    called: "a direction",
    doc: "How something is shot: framing, composition, light, rhythm.",
    fields: FIELDS,
};

const FIELDS: &[Field] = &[
    required("intent", Kind::Text, "what it wants to achieve"),
    required("shots", Kind::Tables(SHOT), "the shots, in order"),
    required(
        "composition",
        Kind::OneOf(&["left", "centre", "right", "lower-third", "upper-third"]),
        "where words stand",
    ),
    required("light", Kind::Text, "natural, high-key, low-key, golden, …"),
    required(
        "palette",
        Kind::List(&Kind::Names(Thing::Colour)),
        "colour roles it uses, the dominant one first",
    ),
    optional("cuts_per_minute", Kind::Number(1.0, 600.0), "the beat it cuts on"),
    optional("dos", Kind::List(&Kind::Text), "what to do"),
    optional("donts", Kind::List(&Kind::Text), "what not to do"),
    optional(
        "template",
        Kind::Names(Thing::Template),
        "the template of its pictures; a built-in layout when not written",
    ),
];

const SHOT: &[Field] = &[
    required("size", Kind::OneOf(&["wide", "medium", "close", "detail"]), "how near it is"),
    required("angle", Kind::OneOf(&["eye-level", "low", "high", "top"]), "where we look from"),
    required(
        "movement",
        Kind::OneOf(&[
            "static",
            "push-in",
            "pull-out",
            "pan-left",
            "pan-right",
            "tilt-up",
            "tilt-down",
        ]),
        "how the camera moves",
    ),
    required("duration", Kind::Number(0.04, 600.0), "how long it lasts, seconds"),
    required("intent", Kind::Text, "what it is for in the story"),
];

/// Reads a direction.
pub(crate) fn build(id: DirectionId, root: &Table<'_>) -> Direction {
    Direction {
        id,
        intent: root.words("intent"),
        shots: root.tables("shots").iter().filter_map(shot).collect(),
        composition: root.words("composition"),
        light: root.words("light"),
        palette: root.list("palette"),
        cuts_per_minute: root.number("cuts_per_minute"),
        dos: root.list("dos"),
        donts: root.list("donts"),
        template: root.text("template").map(str::to_owned),
        place: root.place(),
    }
}

fn shot(table: &Table<'_>) -> Option<DirectedShot> {
    Some(DirectedShot {
        size: table.words("size"),
        angle: table.words("angle"),
        movement: table.words("movement"),
        duration: Secs(table.number("duration")?),
        intent: table.words("intent"),
    })
}
