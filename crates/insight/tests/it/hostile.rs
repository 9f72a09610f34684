//! Files nobody meant to write.

use insight::{MarketFile, import};
use proptest::prelude::*;
use std::sync::Arc;

fn read(path: &str, text: &str) -> import::Imported {
    import::import(&[MarketFile { path: path.to_owned(), text: Arc::from(text) }])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn arbitrary_bytes_are_never_more_than_a_warning(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        let text = String::from_utf8_lossy(&bytes);
        read("market/a.csv", &text);
        read("market/a.jsonl", &text);
        read("market/a", &text);
    }

    #[test]
    fn arbitrary_cells_are_never_more_than_a_warning(
        cells in proptest::collection::vec("\\PC{0,12}", 6),
        json in "[\\[\\]{}\":,a-z0-9 ]{0,80}",
    ) {
        let table = format!("brand,text,first_seen,last_seen,reach,image\n{}\n", cells.join(","));
        read("market/a.csv", &table);
        read("market/a.jsonl", &format!("{{\"brand\":{json}}}\n{json}"));
    }
}
