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
