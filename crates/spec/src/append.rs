//! Adds a row to a sheet that people keep, leaving theirs as they are.

use std::collections::BTreeMap;

/// Why a row cannot be added.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The sheet does not read.
    #[error("the sheet cannot be read: {0}")]
    Read(#[from] csv::Error),
    /// The sheet cannot be written.
    #[error("the sheet cannot be written: {0}")]
    Write(String),
}

/// Returns the sheet `text` with one more row, made of values by column. A column that the sheet
/// does not have yet is added at its end.
pub fn append(text: &str, row: &BTreeMap<&str, String>) -> Result<String, AppendError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let mut columns: Vec<String> =
        reader.headers()?.iter().map(|name| name.trim().to_owned()).collect();
    let new =
        row.iter().filter(|(name, value)| !value.is_empty() && !columns.iter().any(|c| c == *name));
    let new: Vec<String> = new.map(|(name, _)| (*name).to_owned()).collect();
    columns.extend(new);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&columns)?;
    for record in reader.records() {
        let record = record?;
        let filled = (record.len()..columns.len()).map(|_| "");
        writer.write_record(record.iter().chain(filled))?;
    }
    let value = |column: &String| row.get(column.as_str()).map_or("", String::as_str);
    writer.write_record(columns.iter().map(value))?;
    let bytes = writer.into_inner().map_err(|error| AppendError::Write(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| AppendError::Write(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_goes_under_the_columns_that_are_there() {
        let row = BTreeMap::from([("id", "b".to_owned()), ("path", "b, c.png".to_owned())]);
        let sheet = append("path,text,id\nx.png,\"one, two\",a\n", &row).unwrap();
        assert_eq!(sheet, "path,text,id\nx.png,\"one, two\",a\n\"b, c.png\",,b\n");
    }

    #[test]
    fn a_column_that_is_missing_is_added_and_left_empty_above() {
        let row = BTreeMap::from([("id", "b".to_owned()), ("taken_from", "ast-1".to_owned())]);
        assert_eq!(append("id\na\n", &row).unwrap(), "id,taken_from\na,\nb,ast-1\n");
    }
}
