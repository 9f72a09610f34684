//! `architecture.toml`: the strategic frame, written by people.

use super::words::{APPEALS, appeal};
use crate::read::fields::{Field, FileKind, Kind, optional, required};
use crate::read::known::Thing;
use crate::read::toml::Table;
use crate::workspace::{Architecture, Audience, Diagnosis, Proposition, Purpose, WrittenInsight};
use model::person::PersonName;

/// Where it lies.
pub(crate) const PATH: &str = "architecture.toml";

/// Its schema.
pub(crate) const KIND: FileKind = FileKind {
    word: "architecture",
    called: "architecture.toml",
    doc: "The strategic frame: position, purposes, audiences, propositions, own insights.",
    fields: FIELDS,
};

const FIELDS: &[Field] = &[
    required("position", Kind::Table(POSITION), "where the brand stands and wants to stand"),
    required("purposes", Kind::Tables(PURPOSE), "the jobs that communication does"),
    required("audiences", Kind::Tables(AUDIENCE), "whom the brand speaks to"),
    required("propositions", Kind::Tables(PROPOSITION), "what is offered or claimed"),
    optional("insights", Kind::Tables(INSIGHT), "statements that only this brand can make"),
];

const POSITION: &[Field] = &[
    required("actual", Kind::Text, "where the brand stands now"),
    required("aspired", Kind::Text, "where it wants to stand"),
    required(
        "risk_tolerance",
        Kind::OneOf(&["low", "medium", "high"]),
        "how much may go wrong: low, medium or high",
    ),
];

const PURPOSE: &[Field] = &[
    required("id", Kind::Id, "the id that briefs name"),
    required("text", Kind::Text, "the purpose in words"),
    required("kpi", Kind::Text, "how success is counted"),
    required("owner", Kind::Names(Thing::Person), "who answers for it"),
    required("diagnosis", Kind::Table(DIAGNOSIS), "why it is needed"),
];

const DIAGNOSIS: &[Field] = &[
    required("stalls", Kind::Text, "what stalls"),
    required("evidence", Kind::Text, "on which evidence"),
    required("whose", Kind::Text, "who found it"),
];

const AUDIENCE: &[Field] = &[
    required("id", Kind::Id, "the id that briefs name"),
    required("text", Kind::Text, "the audience in words"),
];

const PROPOSITION: &[Field] = &[
    required("id", Kind::Id, "the id that briefs name"),
    required("text", Kind::Text, "the proposition in words"),
    required("evidence", Kind::Text, "what it rests on"),
    optional("appeals", Kind::List(&Kind::OneOf(APPEALS)), "the appeals it makes"),
];

const INSIGHT: &[Field] = &[
    required("statement", Kind::Text, "one sentence"),
    required("source", Kind::Text, "who or what says so"),
    optional("proposition", Kind::Names(Thing::Proposition), "the proposition it speaks to"),
];

/// Reads the architecture; nothing when a part without a default is missing.
pub(crate) fn build(root: &Table<'_>) -> Option<Architecture> {
    let position = root.table("position")?;
    let purposes = root.tables("purposes").into_iter().filter_map(|table| purpose(&table));
    let audiences = root.tables("audiences").into_iter().filter_map(|table| audience(&table));
    let propositions =
        root.tables("propositions").into_iter().filter_map(|table| proposition(&table));
    Some(Architecture {
        purposes: purposes.map(|purpose| (purpose.id.clone(), purpose)).collect(),
        audiences: audiences.map(|audience| (audience.id.clone(), audience)).collect(),
        propositions: propositions.map(|each| (each.id.clone(), each)).collect(),
        actual_position: position.words("actual"),
        aspired_position: position.words("aspired"),
        risk_tolerance: position.words("risk_tolerance"),
        insights: root.tables("insights").iter().map(insight).collect(),
    })
}

fn purpose(table: &Table<'_>) -> Option<Purpose> {
    let diagnosis = table.table("diagnosis")?;
    Some(Purpose {
        id: table.parsed("id")?,
        text: table.words("text"),
        diagnosis: Diagnosis {
            stalls: diagnosis.words("stalls"),
            evidence: diagnosis.words("evidence"),
            whose: diagnosis.words("whose"),
        },
        kpi: table.words("kpi"),
        owner: PersonName(table.words("owner")),
        place: table.place(),
    })
}

fn audience(table: &Table<'_>) -> Option<Audience> {
    Some(Audience { id: table.parsed("id")?, text: table.words("text"), place: table.place() })
}

fn proposition(table: &Table<'_>) -> Option<Proposition> {
    Some(Proposition {
        id: table.parsed("id")?,
        text: table.words("text"),
        evidence: table.words("evidence"),
        appeals: table.list("appeals").iter().filter_map(|word| appeal(word)).collect(),
        place: table.place(),
    })
}

fn insight(table: &Table<'_>) -> WrittenInsight {
    WrittenInsight {
        statement: table.words("statement"),
        source: table.words("source"),
        proposition: table.parsed("proposition"),
        place: table.place(),
    }
}
