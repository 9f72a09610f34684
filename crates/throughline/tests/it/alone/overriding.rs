//! Findings that people let pass: by name, for a reason, in these bytes.

use super::made::{Folder, plain};
use crate::desk::Desk;

const WALL: [&str; 4] = ["--for", "tiny_wall", "--formats", "own.csv"];
const ANA: [&str; 4] = ["--as", "Ana", "--because", "the wall is square"];

fn words<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["picture.png"], &WALL[..], more].concat()
}

#[test]
fn an_override_is_kept_in_a_file_and_holds_until_the_bytes_change() {
    let folder = Folder::new();
    folder.write("picture.png", &plain(64, 64));
    let kept = ["--overrides", "overrides.csv"];
    assert_eq!(folder.check(&words(&kept)).code, 1);
    let said = [&kept[..], &["--override", "wrong-dimensions", "--override", "wrong-aspect"], &ANA];
    let end = folder.check(&words(&said.concat()));
    assert_eq!(end.code, 0, "{}\n{}", end.out, end.err);
    assert!(end.out.contains("overridden by Ana (asserted): the wall is square"), "{}", end.out);

    let (code, root) = folder.json(&words(&kept));
    let finding = &root["files"][0]["findings"][0];
    assert_eq!((code, &finding["overridden"]["by"]), (0, &"Ana".into()), "{root}");
    assert_eq!(finding["overridden"]["how"], "replayed");
    assert_eq!(folder.read("overrides.csv").lines().count(), 3);

    folder.write("picture.png", &plain(65, 65));
    assert_eq!(folder.check(&words(&kept)).code, 1);
}

#[test]
fn an_override_of_nothing_or_for_no_reason_is_not_recorded() {
    let folder = Folder::new();
    folder.write("picture.png", &plain(64, 64));
    let said = |code: &'static str, because: &'static str| {
        folder.check(&words(&[
            "--overrides",
            "overrides.csv",
            "--override",
            code,
            "--as",
            "Ana",
            "--because",
            because,
        ]))
    };
    let end = said("too-quiet", "because");
    assert_eq!(end.code, 2);
    assert!(end.err.contains("there is no finding `too-quiet`"), "{}", end.err);
    assert_eq!(said("wrong-aspect", " ").code, 2);
    assert!(!folder.path("overrides.csv").exists());
    // Nowhere to keep it.
    let nowhere = [&["--override", "wrong-aspect"], &ANA[..]].concat();
    assert_eq!(folder.check(&words(&nowhere)).code, 2);
}

#[test]
fn in_a_workspace_an_override_is_an_entry_of_the_ledger_by_a_person_it_knows() {
    let desk = Desk::new();
    desk.write("old-ad.png", &plain(64, 64));
    desk.ok(&["adopt", "old-ad.png"]);
    assert_eq!(desk.run(&["check", "old-ad.png"]).code, 1);
    let said = |name: &str| {
        let code = ["check", "old-ad.png", "--override", "no-purpose"];
        desk.run(&[&code[..], &["--as", name, "--because", "a test card"]].concat())
    };
    let stranger = said("Nobody");
    assert_eq!(stranger.code, 3, "{}", stranger.err);
    assert!(stranger.err.contains("nobody called `Nobody`"), "{}", stranger.err);
    let end = said("Ben");
    assert_eq!(end.code, 0, "{}\n{}", end.out, end.err);
    assert!(end.err.contains("recorded in the ledger"), "{}", end.err);
    let again = desk.ok(&["check", "old-ad.png"]);
    assert!(again.out.contains("overridden by Ben (asserted): a test card"), "{}", again.out);
    desk.write("old-ad.png", &plain(65, 64));
    assert_eq!(desk.run(&["check", "old-ad.png"]).code, 1);
    desk.ok(&["verify"]);
}
