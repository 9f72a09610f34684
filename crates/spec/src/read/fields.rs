//! What may stand in a file: keys, kinds of value, whether they must be there.

use super::known::Thing;

/// Whether a key must be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Its absence is a fault.
    Required,
    /// It has a default.
    Optional,
}

/// One key of a TOML table or one column of a CSV file.
#[derive(Debug)]
pub(crate) struct Field {
    /// As written.
    pub(crate) key: &'static str,
    /// What stands there.
    pub(crate) kind: Kind,
    /// Whether it must be there.
    pub(crate) need: Need,
    /// What it means, one sentence; goes into the schema.
    pub(crate) doc: &'static str,
}

/// What a value may be.
#[derive(Debug)]
pub(crate) enum Kind {
    /// Words.
    Text,
    /// The id of what this entry defines; unique in its list.
    Id,
    /// The name of a person this entry defines; unique in its list.
    OwnName,
    /// A slug that nothing else defines (a market).
    Slug,
    /// The id of something defined elsewhere.
    Names(Thing),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A calendar day.
    Date,
    /// A number in a range, ends included.
    Number(f64, f64),
    /// A whole number in a range, ends included.
    Whole(u64, u64),
    /// Yes or no.
    Truth,
    /// An amount in the house's currency.
    Amount,
    /// A three-letter currency code.
    Currency,
    /// A BCP 47 language tag.
    Language,
    /// A web address.
    Link,
    /// The id of something that existed before and was adopted.
    Adopted,
    /// A file of the workspace, looked for below each of these folders in turn.
    File(&'static [&'static str]),
    /// Several; a TOML array, or one CSV cell with `;` between.
    List(&'static Kind),
    /// One value per language: columns `text`, `text:de`, …
    ByLanguage,
    /// A TOML table.
    Table(&'static [Field]),
    /// An array of TOML tables.
    Tables(&'static [Field]),
    /// A TOML table whose keys the author chooses, each a table.
    Named(&'static [Field]),
    /// A TOML table whose keys the author chooses, each a value.
    NamedValues(&'static Kind),
}

/// Returns a field that must be written.
pub(crate) const fn required(key: &'static str, kind: Kind, doc: &'static str) -> Field {
    Field { key, kind, need: Need::Required, doc }
}

/// Returns a field that has a default.
pub(crate) const fn optional(key: &'static str, kind: Kind, doc: &'static str) -> Field {
    Field { key, kind, need: Need::Optional, doc }
}

/// A kind of TOML file with its version.
#[derive(Debug)]
pub(crate) struct FileKind {
    /// The word in `schema = "word/1"`.
    pub(crate) word: &'static str,
    /// How people call such a file, with its article.
    pub(crate) called: &'static str,
    /// What it is for.
    pub(crate) doc: &'static str,
    /// Its keys, without `schema`.
    pub(crate) fields: &'static [Field],
}

/// The version that every kind of file has now.
pub(crate) const VERSION: u32 = 1;

/// Finds a field by key.
pub(crate) fn find(fields: &'static [Field], key: &str) -> Option<&'static Field> {
    fields.iter().find(|field| field.key == key)
}
