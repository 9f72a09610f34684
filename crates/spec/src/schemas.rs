//! JSON Schemas of the TOML files, generated from the same tables of fields that check them.

use crate::files::{architecture, brief, direction, house, tiers};
use crate::read::fields::{Field, FileKind, Kind, Need, VERSION};
use serde_json::{Map, Value, json};

const KINDS: [&FileKind; 5] =
    [&architecture::KIND, &brief::KIND, &direction::KIND, &house::KIND, &tiers::KIND];

/// Returns every schema by the name of its file (`brief-1.schema.json`), in name order.
pub fn all() -> Vec<(String, Value)> {
    KINDS.map(|kind| (format!("{}-{VERSION}.schema.json", kind.word), schema(kind))).to_vec()
}

fn schema(kind: &FileKind) -> Value {
    let mut schema = object(kind.fields);
    let name = format!("{}/{VERSION}", kind.word);
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.insert("schema".to_owned(), json!({ "const": name }));
    }
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.insert(0, json!("schema"));
    }
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!(name));
    schema.insert("description".to_owned(), json!(kind.doc));
    Value::Object(schema)
}

fn object(fields: &[Field]) -> Map<String, Value> {
    let properties: Map<String, Value> =
        fields.iter().map(|field| (field.key.to_owned(), described(field))).collect();
    let required: Vec<&str> =
        fields.iter().filter(|field| field.need == Need::Required).map(|field| field.key).collect();
    let mut object = Map::new();
    object.insert("type".to_owned(), json!("object"));
    object.insert("properties".to_owned(), Value::Object(properties));
    object.insert("required".to_owned(), json!(required));
    object.insert("additionalProperties".to_owned(), json!(false));
    object
}

fn described(field: &Field) -> Value {
    let mut value = value(&field.kind, field.need);
    if let Value::Object(parts) = &mut value {
        parts.insert("description".to_owned(), json!(field.doc));
    }
    value
}

fn value(kind: &Kind, need: Need) -> Value {
    match kind {
        Kind::Id | Kind::Slug => {
            json!({ "type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$" })
        }
        Kind::Text | Kind::OwnName | Kind::Names(_) | Kind::File(_) | Kind::ByLanguage => {
            match need {
                Need::Required => json!({ "type": "string", "minLength": 1 }),
                Need::Optional => json!({ "type": "string" }),
            }
        }
        Kind::OneOf(words) => json!({ "enum": words }),
        Kind::Date => json!({ "type": "string", "format": "date" }),
        Kind::Number(least, most) => json!({ "type": "number", "minimum": least, "maximum": most }),
        Kind::Whole(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Kind::Truth => json!({ "type": "boolean" }),
        Kind::Amount => json!({ "type": "number", "minimum": 0 }),
        Kind::Currency => json!({ "type": "string", "pattern": "^[A-Z]{3}$" }),
        Kind::Language => {
            json!({ "type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$" })
        }
        Kind::Adopted => json!({ "type": "string", "pattern": "^ast-[0-9a-z]{12}$" }),
        Kind::Link => json!({ "type": "string", "pattern": "^https?://" }),
        Kind::List(inner) => {
            let items = value(inner, Need::Required);
            let least = u8::from(need == Need::Required);
            json!({ "type": "array", "items": items, "minItems": least, "uniqueItems": true })
        }
        Kind::Table(fields) => Value::Object(object(fields)),
        Kind::Tables(fields) => json!({ "type": "array", "items": object(fields) }),
        Kind::Named(fields) => json!({ "type": "object", "additionalProperties": object(fields) }),
        Kind::NamedValues(inner) => {
            json!({ "type": "object", "additionalProperties": value(inner, Need::Required) })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_says_what_the_reader_checks() {
        let schemas = all();
        let (name, brief) = &schemas[1];
        assert_eq!(name, "brief-1.schema.json");
        assert_eq!(brief["properties"]["schema"]["const"], "brief/1");
        assert_eq!(brief["additionalProperties"], false);
        assert_eq!(brief["properties"]["keep"]["maximum"], 100);
        let required = brief["required"].as_array().unwrap();
        assert!(required.contains(&json!("purpose")) && !required.contains(&json!("keep")));
        let market = &brief["properties"]["markets"]["items"];
        assert_eq!(market["required"], json!(["id", "language"]));
    }
}
