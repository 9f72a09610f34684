//! Delivery specs of one's own, and a guess where none is named.

use super::made::{Folder, OWN_FORMATS, plain, wav};

#[test]
fn a_format_of_ones_own_is_held_against_and_may_be_listed() {
    let folder = Folder::new();
    folder.write("a.png", &plain(64, 48));
    folder.write("b.png", &plain(48, 64));
    let (code, report) = folder.json(&["b.png", "--formats", "own.csv", "--for", "tiny_wall"]);
    assert_eq!((code, &report["files"][0]["verdict"]), (1, &"fail".into()));
    folder.write("list.csv", b"file,format\na.png,tiny_wall\n");
    let (code, _) = folder.json(&["--deliverables", "list.csv", "--formats", "own.csv"]);
    assert_eq!(code, 0);
    assert_eq!(folder.check(&["--deliverables", "list.csv"]).code, 3);
}

#[test]
fn a_row_with_the_id_of_the_pack_replaces_it_and_the_rest_stays() {
    let folder = Folder::new();
    folder.write("a.png", &plain(64, 48));
    folder.write("own.csv", OWN_FORMATS.replace("tiny_wall", "gdn_250x250").as_bytes());
    assert_eq!(folder.check(&["a.png", "--for", "gdn_250x250"]).code, 1);
    assert_eq!(folder.check(&["a.png", "--for", "gdn_250x250", "--formats", "own.csv"]).code, 0);
    assert_eq!(folder.check(&["a.png", "--for", "gdn_300x600", "--formats", "own.csv"]).code, 1);
}

#[test]
fn a_fault_in_the_sheet_says_where_and_nothing_is_looked_at() {
    let folder = Folder::new();
    folder.write("a.png", &plain(64, 48));
    folder.write("own.csv", OWN_FORMATS.replace(",64,", ",wide,").as_bytes());
    let end = folder.check(&["a.png", "--formats", "own.csv"]);
    assert_eq!((end.code, end.out.as_str()), (3, ""));
    assert!(end.err.contains("own.csv:2:"), "{}", end.err);
    assert_eq!(folder.check(&["a.png", "--formats", "nowhere.csv"]).code, 2);
}

#[test]
fn without_an_expectation_a_picture_says_what_it_looks_like_and_passes() {
    let folder = Folder::new();
    folder.write("a.png", &plain(64, 48));
    let (code, report) = folder.json(&["a.png", "--formats", "own.csv"]);
    assert_eq!((code, &report["files"][0]["looks_like"]), (0, &serde_json::json!(["tiny_wall"])));
    let end = folder.check(&["a.png", "--formats", "own.csv"]);
    let said = "looks like: tiny_wall; nothing was held against it, `--for tiny_wall` does";
    assert!(end.out.contains(said), "{}", end.out);
    let end = folder.check(&["a.png", "--formats", "own.csv", "--format", "html"]);
    assert!(end.out.contains("<code>tiny_wall</code>; held against none"), "{}", end.out);
}

#[test]
fn a_picture_that_fits_nowhere_says_so_and_a_sound_says_nothing() {
    let folder = Folder::new();
    folder.write("odd.png", &plain(61, 47));
    let (_, report) = folder.json(&["odd.png", "--formats", "own.csv"]);
    assert_eq!(report["files"][0]["looks_like"], serde_json::json!([]));
    folder.write("tone.wav", &wav());
    let (_, report) = folder.json(&["tone.wav"]);
    assert_eq!(report["files"][0].get("looks_like"), None);
}

#[test]
fn at_most_three_are_named_and_none_where_one_is_held_against() {
    let folder = Folder::new();
    folder.write("square.png", &plain(1080, 1080));
    let (_, report) = folder.json(&["square.png"]);
    assert_eq!(report["files"][0]["looks_like"].as_array().unwrap().len(), 3);
    let (_, report) = folder.json(&["square.png", "--for", "gdn_250x250"]);
    assert_eq!(report["files"][0].get("looks_like"), None);
}

#[test]
fn what_a_breach_does_is_the_sheets_to_say() {
    let folder = Folder::new();
    folder.write("tall.png", &plain(48, 64));
    let sheet = OWN_FORMATS.replace(",source,", ",severities,source,");
    let soft = "wrong-dimensions=degrade; wrong-aspect=advise";
    folder.write("own.csv", sheet.replace(",png,", &format!(",png,{soft},")).as_bytes());
    let (code, report) = folder.json(&["tall.png", "--formats", "own.csv", "--for", "tiny_wall"]);
    assert_eq!((code, &report["files"][0]["verdict"]), (0, &"warn".into()));
    let severities: Vec<_> = report["files"][0]["findings"].as_array().unwrap().iter().collect();
    assert_eq!(severities[0]["severity"], "degrade");
    assert_eq!(severities[1]["severity"], "advise");
    folder.write("own.csv", sheet.replace(",png,", ",png,wrong-aspect=degrad,").as_bytes());
    let end = folder.check(&["tall.png", "--formats", "own.csv"]);
    assert_eq!(end.code, 3);
    assert!(end.err.contains("did you mean `degrade`?"), "{}", end.err);
}

#[test]
fn a_mask_is_read_beside_the_sheet() {
    let folder = Folder::new();
    folder.write("a.png", &plain(64, 48));
    let sheet = OWN_FORMATS.replace(",source,", ",safe_mask,source,");
    folder.write("specs/own.csv", sheet.replace(",png,", ",png,mask.png,").as_bytes());
    let words = ["a.png", "--formats", "specs/own.csv", "--for", "tiny_wall"];
    let end = folder.check(&words);
    assert_eq!(end.code, 3);
    assert!(end.err.contains("the mask `mask.png` of format `tiny_wall`"), "{}", end.err);
    folder.write("specs/mask.png", &plain(64, 48));
    let end = folder.check(&words);
    assert!(end.err.contains("leaves nothing free"), "{}", end.err);
}

#[test]
fn texts_that_go_out_are_held_against_the_limits_of_the_format() {
    let folder = Folder::new();
    folder.write("a.png", &plain(64, 48));
    let sheet = OWN_FORMATS.replace(",source,", ",headline_shown,headline_max,source,");
    folder.write("own.csv", sheet.replace(",png,", ",png,5,10,").as_bytes());
    let list = "file,format,headline\na.png,tiny_wall,Short\na.png,tiny_wall,A little long\n";
    folder.write("list.csv", list.as_bytes());
    let (code, report) = folder.json(&["--deliverables", "list.csv", "--formats", "own.csv"]);
    assert_eq!((code, &report["files"][0]["verdict"]), (1, &"pass".into()));
    assert_eq!(report["files"][1]["findings"][0]["code"], "text-too-long");
}

#[test]
fn an_end_card_is_a_picture_that_the_file_has_to_close_on() {
    let folder = Folder::new();
    folder.write("a.png", &plain(64, 48));
    folder.write("cards/same.png", &plain(32, 32));
    folder.write("cards/other.png", &super::made::png(32, 32, |_, _| [250, 240, 20]));
    let list = "file,end_card,source_type\na.png,cards/same.png,\na.png,cards/other.png,any\n";
    folder.write("list.csv", list.as_bytes());
    let (code, report) = folder.json(&["--deliverables", "list.csv"]);
    assert_eq!((code, &report["files"][0]["verdict"]), (1, &"pass".into()));
    let findings = report["files"][1]["findings"].as_array().unwrap();
    let codes: Vec<_> = findings.iter().map(|finding| finding["code"].as_str()).collect();
    assert_eq!(codes, [Some("missing-source-type"), Some("off-palette")]);
    folder.write("list.csv", b"file,end_card\na.png,cards/none.png\n");
    assert_eq!(folder.check(&["--deliverables", "list.csv"]).code, 2);
}

#[test]
fn formats_leave_and_come_back_as_creative_formats_of_adcp() {
    let folder = Folder::new();
    folder.write("a.png", &plain(64, 48));
    let end = folder.check(&["--formats", "own.csv", "--export-formats", "all.json"]);
    assert_eq!(end.code, 0, "{}", end.err);
    assert!(end.err.contains("122 formats"), "{}", end.err);
    let written: serde_json::Value = serde_json::from_str(&folder.read("all.json")).unwrap();
    let formats = written["formats"].as_array().unwrap();
    let wall = formats.iter().find(|one| one["format_id"]["id"] == "tiny_wall").unwrap();
    assert_eq!(wall["renders"][0]["dimensions"]["width"], 64);
    let (code, _) = folder.json(&["a.png", "--formats", "all.json", "--for", "tiny_wall"]);
    assert_eq!(code, 0);
}
