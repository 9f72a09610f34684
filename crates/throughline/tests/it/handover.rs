//! What lies beside the files of a package for other people's tools, and what files are called.

use crate::desk::Desk;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

const PACKAGE: &str = "campaigns/first/out/delivery/round-1";

/// Writes a line into `throughline.toml`, above its tables.
fn state(desk: &Desk, line: &str) {
    desk.edit("throughline.toml", "currency = ", &format!("{line}\ncurrency = "));
}

fn delivered(desk: &Desk) -> Value {
    desk.decisions();
    desk.run(&["run", "--decisions", "decisions.csv"]);
    serde_json::from_str(&desk.read(&format!("{PACKAGE}/manifest.json"))).unwrap()
}

fn list<'a>(manifest: &'a Value, key: &str) -> &'a Vec<Value> {
    manifest[key].as_array().unwrap()
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_default()
}

#[test]
fn everything_beside_the_files_is_named_with_its_hash() {
    let desk = Desk::new();
    desk.edit("formats.csv", "Test,Reel,film", "Test CTV,Pre-roll,film");
    state(&desk, "media_base = \"https://cdn.example.com/first\"");
    state(&desk, "interchange = [\"timeline\", \"captions\", \"vast\", \"layers\", \"zip\"]");
    let manifest = delivered(&desk);
    let found = desk.digests(PACKAGE);
    let (files, beside) = (list(&manifest, "files"), list(&manifest, "beside"));
    assert_eq!(found.len(), files.len() + beside.len() + 2, "the manifest, the sheet");
    for row in files.iter().chain(beside) {
        assert_eq!(found.get(text(row, "file")).map(String::as_str), Some(text(row, "sha256")));
    }
    let kinds: BTreeSet<&str> = beside.iter().map(|row| text(row, "kind")).collect();
    let all = ["captions", "layers", "timeline", "trafficking", "vast", "zip"];
    assert_eq!(kinds, all.into());
    assert_eq!(list(&manifest, "not_written").len(), 0);
    for film in files.iter().filter(|row| text(row, "format") == "tiny_film") {
        let stem = text(film, "file").strip_suffix(".mp4").unwrap();
        for ending in ["otio", "srt", "vtt", "vast.xml", "over-1.png"] {
            assert!(found.contains_key(&format!("{stem}.{ending}")), "{stem}.{ending}");
        }
        let cut: Value =
            serde_json::from_str(&desk.read(&format!("{PACKAGE}/{stem}.otio"))).unwrap();
        assert_eq!(cut["metadata"]["throughline"]["sha256"], film["sha256"]);
        let shot = "/tracks/children/0/children/0/media_references/DEFAULT_MEDIA/target_url";
        let source = cut.pointer(shot).unwrap().as_str().unwrap();
        assert!(desk.path(PACKAGE).join(source).is_file(), "{source} is not there");
        let vast = desk.read(&format!("{PACKAGE}/{stem}.vast.xml"));
        assert!(vast.contains(&format!("https://cdn.example.com/first/{stem}.mp4")), "{vast}");
        assert!(vast.contains("codec=\"avc1."), "{vast}");
    }
    assert!(fs::read(desk.path(PACKAGE).join("test-ctv.zip")).unwrap().starts_with(b"PK"));
    let sheet = desk.read(&format!("{PACKAGE}/trafficking-test.csv"));
    assert!(sheet.lines().skip(1).all(|line| line.contains(",Test,")), "{sheet}");
    desk.ok(&["names", "lint", PACKAGE]);
}

#[test]
fn vast_is_not_written_without_an_address_and_the_reason_is_said() {
    let desk = Desk::new();
    desk.edit("formats.csv", "Test,Reel,film", "Test CTV,Pre-roll,film");
    state(&desk, "interchange = [\"vast\"]");
    let manifest = delivered(&desk);
    assert!(list(&manifest, "beside").iter().all(|row| text(row, "kind") == "trafficking"));
    let left = list(&manifest, "not_written");
    assert!(!left.is_empty());
    assert!(left.iter().all(|row| text(row, "because").contains("media_base")), "{left:?}");
}

#[test]
fn names_follow_the_template_that_is_stated() {
    let desk = Desk::new();
    state(&desk, "naming = \"q3_{market}_{size}_{duration}_{hook}~{code}\"");
    state(&desk, "interchange = []");
    let manifest = delivered(&desk);
    let film = list(&manifest, "files").iter().find(|row| text(row, "format") == "tiny_film");
    let name = text(film.unwrap(), "file").to_owned();
    assert!(name.contains("_360x640_3s_") && name.starts_with("q3_"), "{name}");
    let sheet = format!("{PACKAGE}/trafficking.csv");
    desk.ok(&["names", "lint", PACKAGE, &sheet]);
    let code = text(film.unwrap(), "code");
    let end =
        desk.ok(&["names", "read", &format!("{code} renamed on the platform"), "--format", "json"]);
    let read: Value = serde_json::from_str(&end.out).unwrap();
    assert_eq!(read["schema"], "names-read/1");
    assert_eq!(read["items"][0]["file"], name.as_str());
}

#[test]
fn a_template_that_cannot_be_read_back_is_refused_at_its_place() {
    let desk = Desk::new();
    state(&desk, "naming = \"{brand}{hok}\"");
    let end = desk.run(&["status"]);
    assert_eq!(end.code, 3, "{}", end.err);
    assert!(
        end.err.contains("throughline.toml:") && end.err.contains("bad-template"),
        "{}",
        end.err
    );
}

#[test]
fn a_broken_name_is_told_with_the_nearest_right_one() {
    let desk = Desk::new();
    state(&desk, "interchange = []");
    let manifest = delivered(&desk);
    let right = text(&list(&manifest, "files")[0], "file").to_owned();
    let wrong = right.replacen('_', "-", 1);
    desk.write(&format!("incoming/{wrong}"), b"");
    desk.write("incoming/notes.txt", b"");
    let end = desk.run(&["names", "lint", "incoming", "--format", "json"]);
    assert_eq!(end.code, 1, "{}", end.err);
    let found: Value = serde_json::from_str(&end.out).unwrap();
    assert_eq!((&found["schema"], &found["looked_at"]), (&"names/1".into(), &1.into()));
    let (stem, _) = right.rsplit_once('.').unwrap();
    assert_eq!(found["names"][0]["nearest"], stem);
    assert_eq!(desk.run(&["names", "lint", "nowhere"]).code, 2);
    desk.write("plain.csv", b"spend\n1\n");
    assert_eq!(desk.run(&["names", "lint", "plain.csv"]).code, 3);
    desk.write("ids.csv", b"Ad-ID,clock,duration_s\nABCD123456,AAA/BBCC001/030,20\n");
    let end = desk.run(&["names", "lint", "ids.csv"]);
    assert_eq!(end.code, 1);
    assert!(end.out.contains("bad-ad-id") && end.out.contains("says 30 s"), "{}", end.out);
}

#[test]
fn names_are_looked_at_without_a_workspace() {
    let folder = tempfile::TempDir::new().unwrap();
    let desk = Desk::new();
    let words = ["names", "lint", "--template", "{brand}~{code}", "one~two.mp4"];
    fs::write(folder.path().join("one~two.mp4"), b"").unwrap();
    let output = desk.command(&words).current_dir(folder.path()).output().unwrap();
    let end = crate::desk::ended(&output);
    assert_eq!(end.code, 1, "{}", end.err);
    assert!(end.out.contains("no-code"), "{}", end.out);
}
