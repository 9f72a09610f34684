use super::*;

fn file(path: &str, text: &str) -> MarketFile {
    MarketFile { path: path.to_owned(), text: Arc::from(text) }
}

fn one(path: &str, text: &str) -> Imported {
    import(&[file(path, text)])
}

#[test]
fn a_plain_table_is_read_row_by_row() {
    let read = one(
        "market/ads.csv",
        "Brand,Headline,Primary Text,First seen,Last seen,Reach,Image\n\
         Acme , Big sale,\"Save\n50%\",2026-09-03,20261001,\"1,200\",img/a.png\n",
    );
    assert_eq!(read.warnings, Vec::<String>::new());
    assert_eq!(
        read.rows,
        [AdRow {
            brand: "Acme".to_owned(),
            text: "Big sale\nSave\n50%".to_owned(),
            image: vec!["img/a.png".to_owned(), "market/img/a.png".to_owned()],
            first_seen: Date::new(2026, 9, 3).ok(),
            last_seen: Date::new(2026, 10, 1).ok(),
            reach: Some(1200),
            source: RowSource { file: "market/ads.csv".to_owned(), line: 2 },
        }]
    );
}

#[test]
fn the_three_spellings_of_one_library_and_its_flattened_tables_read_alike() {
    let camel = r#"{"adArchiveID":"9","pageName":"Peak","startDate":1788393600,"endDate":null,"snapshot":{"pageName":"Peak","body":{"text":"Dry in a minute."},"title":"The jacket","images":[],"cards":[]},"aaa_info":{"eu_total_reach":77}}"#;
    let snake = r#"{"page_name":"Peak","start_date":"1788393600000","snapshot":{"page_name":"Peak","body":{"text":"Dry in a minute."},"title":"The jacket"},"eu_total_reach":77}"#;
    let slashes = "pageName,startDate,snapshot/body/text,snapshot/title,ad_details/aaa_info/eu_total_reach\n\
                   Peak,1788393600,Dry in a minute.,The jacket,77\n";
    let dots = "pageName;startDate;snapshot.body.text;snapshot.title;aaa_info.eu_total_reach\n\
                Peak;2026-09-03;Dry in a minute.;The jacket;77\n";
    let official = r#"{"data":[{"page_name":"Peak","ad_delivery_start_time":"2026-09-03","ad_creative_bodies":["Dry in a minute.","Another body"],"ad_creative_link_titles":["The jacket"],"eu_total_reach":{"lower_bound":"77","upper_bound":"90"}}],"paging":{}}"#;
    for (path, text) in [
        ("a.jsonl", camel),
        ("b.jsonl", snake),
        ("c.csv", slashes),
        ("d.csv", dots),
        ("e.jsonl", official),
    ] {
        let read = one(path, text);
        assert_eq!(read.warnings, Vec::<String>::new(), "{path}");
        let row = read.rows.first().expect(path);
        assert_eq!(row.brand, "Peak", "{path}");
        assert_eq!(row.text, "The jacket\nDry in a minute.", "{path}");
        assert_eq!(row.first_seen, Date::new(2026, 9, 3).ok(), "{path}");
        assert_eq!(row.reach, Some(77), "{path}");
    }
}

#[test]
fn a_catalogue_template_gives_way_to_its_first_card() {
    let line = r#"{"page_name":"Peak","snapshot":{"title":"{{product.name}}","body":{"text":"{{product.brand}}"},"cards":[{"title":"Shell","body":"Light shell"},{"title":"Vest","body":"Vest"}]}}"#;
    assert_eq!(
        one("a.jsonl", line).rows.first().map(|r| r.text.as_str()),
        Some("Shell\nLight shell")
    );
    let bare = r#"{"page_name":"Peak","title":"{{product.name}}"}"#;
    assert_eq!(one("a.jsonl", bare).rows, []);
}

#[test]
fn two_columns_for_one_field_are_refused_only_where_they_differ() {
    let read = one("a.csv", "brand,text,body\nA,same,same\nA,one,two\nA,only,\nA,three,four\n");
    assert_eq!(read.rows.len(), 2);
    assert_eq!(
        read.warnings,
        ["a.csv:3: columns `text` and `body` both give the text and differ; remove one of them \
          (and 1 more times)"]
    );
    let twice = one("a.csv", "brand,text,text\nA,one,two\n");
    assert_eq!(twice.rows, []);
    assert!(twice.warnings[0].contains("`text` and `text (column 3)`"), "{:?}", twice.warnings);
}

#[test]
fn rows_without_text_or_brand_are_named_with_their_line() {
    let read = one("a.csv", "brand,text\nA,\n,hello\nA,!!!\nA,hello\n");
    assert_eq!(read.rows.len(), 1);
    assert_eq!(
        read.warnings,
        [
            "a.csv:2: no text: looked for columns such as `text`, `body`, `headline` (and 1 more times)",
            "a.csv:3: no brand: looked for columns such as `brand`, `page_name`",
        ]
    );
}

#[test]
fn values_that_cannot_be_read_are_left_out_with_a_warning() {
    let read = one(
        "a.csv",
        "brand,text,first_seen,last_seen,reach\nA,x,03/04/2026,2026-01-01,lots\n\
         A,y,2026-02-02,2026-01-01,1\nA,z\n",
    );
    assert_eq!(read.rows.len(), 2);
    assert!(read.rows.iter().all(|row| row.first_seen.is_none()));
    assert_eq!(
        read.warnings,
        [
            "a.csv:2: `03/04/2026` is no first day: write 2026-11-03",
            "a.csv:2: `lots` is no reach: write a whole number",
            "a.csv:3: last seen before it was first seen; both left out",
            "a.csv:4: the row has 2 cells, the first row has 5",
        ]
    );
}

#[test]
fn broken_json_and_empty_files_are_warnings() {
    let read = import(&[
        file("b.jsonl", "{\"brand\":\"A\",\"text\":\"x\"}\n\n{nope\n3\n"),
        file("a.csv", ""),
    ]);
    assert_eq!(read.rows.len(), 1);
    assert_eq!(
        read.warnings,
        [
            "a.csv:1: the file is empty",
            "b.jsonl:3: `{nope` is not JSON: one object per line",
            "b.jsonl:4: no ad in this line: one JSON object per ad",
        ]
    );
    assert!(one("a.csv", "x,y\n1,2\n").warnings[0].contains("no column is known"));
}

#[test]
fn a_deep_line_does_not_overflow() {
    let deep = "[".repeat(100_000);
    assert_eq!(one("a.jsonl", &deep).rows, []);
}
