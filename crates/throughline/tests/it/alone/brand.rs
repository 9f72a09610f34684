//! A brand's folder without a workspace.

use super::made::{Folder, plain, png};

const TOKENS: &str = r##"{"color": {"$type": "color",
  "primary": {"$value": {"colorSpace": "srgb", "components": [0.1, 0.3, 0.6], "hex": "#1a4d99"}},
  "ink": {"$value": {"colorSpace": "srgb", "components": [0, 0, 0], "hex": "#000000"}},
  "paper": {"$value": {"colorSpace": "srgb", "components": [1, 1, 1], "hex": "#ffffff"}}}}"##;
const BRAND: &str = r#"{"name": "Ringworks", "logos": [{"id": "main", "url": "logos/ring.png"}]}"#;
const CARDS: &str = "id,text,legal,market,background,ink\n";

/// A ring with a bar through it, dark on white, `side` pixels square.
fn mark(x: u32, y: u32, side: u32) -> [u8; 3] {
    let from_middle = |at: u32| i64::from(at * 2) - i64::from(side);
    let (dx, dy, side) = (from_middle(x), from_middle(y), i64::from(side));
    let distance = (dx * dx + dy * dy) * 100 / (side * side);
    let ring = (45..85).contains(&distance) || (distance < 45 && dy.abs() * 8 < side);
    if ring { [10, 10, 10] } else { [255; 3] }
}

/// A folder with a brand, a picture that carries its logo and one that does not.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("brand/brand.json", BRAND.as_bytes());
    folder.write("brand/tokens.json", TOKENS.as_bytes());
    folder.write("brand/logos/ring.png", &png(128, 128, |x, y| mark(x, y, 128)));
    let with = |x: u32, y: u32| {
        let inside = (100..228).contains(&x) && (60..188).contains(&y);
        if inside { mark(x - 100, y - 60, 128) } else { [255; 3] }
    };
    folder.write("with.png", &png(400, 300, with));
    folder.write("without.png", &plain(400, 300));
    folder
}

fn codes(report: &serde_json::Value, list: &str) -> Vec<String> {
    let found = report.pointer(&format!("/files/0/{list}")).and_then(|list| list.as_array());
    found.unwrap().iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_logo_is_asked_for_without_a_workspace() {
    let folder = folder();
    let (code, report) = folder.json(&["without.png", "--brand", "brand"]);
    assert_eq!((code, codes(&report, "findings")), (1, vec!["logo-missing".to_owned()]));
    let source = report["files"][0]["findings"][0]["source"].as_str().unwrap();
    assert!(source.ends_with("brand.json"), "{source}");
    let (code, report) = folder.json(&["with.png", "--brand", "brand"]);
    assert_eq!((code, codes(&report, "findings")), (0, vec![]));
    assert_eq!(folder.check(&["without.png"]).code, 0);
}

#[test]
fn the_folder_above_the_brand_will_do() {
    assert_eq!(folder().check(&["without.png", "--brand", "."]).code, 1);
}

#[test]
fn where_end_cards_differ_what_was_not_asked_is_said_until_a_list_names_the_market() {
    let folder = folder();
    let cards =
        format!("{CARDS}at,Servus,Ring GmbH,at,paper,ink\nuk,Hello,Ring Ltd,uk,paper,ink\n");
    folder.write("brand/endcards.csv", cards.as_bytes());
    let (_, report) = folder.json(&["with.png", "--brand", "brand"]);
    let open = report["files"][0]["not_run"].to_string();
    assert!(open.contains("missing-legal-line") && open.contains("2 legal lines"), "{open}");
    folder.write("list.csv", b"file,market\nwith.png,uk\n");
    let (_, report) = folder.json(&["--deliverables", "list.csv", "--brand", "brand"]);
    let open = report["files"][0]["not_run"].to_string();
    assert!(!open.contains("2 legal lines"), "{open}");
}

#[test]
fn a_brand_that_is_not_there_or_does_not_read_says_where() {
    let folder = folder();
    let end = folder.check(&["with.png", "--brand", "nowhere"]);
    assert_eq!(end.code, 2);
    assert!(end.err.contains("`nowhere` is not a folder"), "{}", end.err);
    folder.write("brand/tokens.json", b"{");
    let end = folder.check(&["with.png", "--brand", "brand"]);
    assert_eq!(end.code, 3);
    assert!(end.err.contains("brand/tokens.json:1"), "{}", end.err);
}
