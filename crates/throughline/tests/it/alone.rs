//! Verbs that work alone, and what a workspace adds to them.

mod brand;
mod fixing;
mod formats;
mod made;
mod overriding;
mod reports;
#[cfg(unix)]
mod watch;

use crate::desk::Desk;

#[test]
fn check_needs_no_workspace() {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("film.mp4"), b"this is no film").unwrap();
    let desk = Desk::new();
    let output = desk.command(&["check", "film.mp4", "--format", "json"]);
    let mut output = output;
    let output = output.current_dir(folder.path()).output().unwrap();
    let end = crate::desk::ended(&output);
    assert_eq!(end.code, 1, "{}", end.err);
    let report: serde_json::Value = serde_json::from_str(&end.out).unwrap();
    assert_eq!(report["schema"], "check/1");
    assert_eq!(report["verdict"], "fail");
    assert_eq!(report["files"][0]["findings"][0]["code"], "corrupt-stream");
}

#[test]
fn check_names_a_path_that_is_not_there() {
    let desk = Desk::new();
    let end = desk.run(&["check", "nowhere.mp4"]);
    assert_eq!(end.code, 2);
    assert!(end.err.contains("nowhere.mp4"), "{}", end.err);
}

#[test]
fn an_orphan_does_not_pass_until_somebody_says_what_it_is_for() {
    let desk = Desk::new();
    let scenes = desk.digests("components/media");
    let picture = format!("components/media/{}", scenes.keys().next().unwrap());
    std::fs::copy(desk.path(&picture), desk.path("old-ad.png")).unwrap();
    let adopted = desk.ok(&["adopt", "old-ad.png"]);
    assert!(adopted.err.contains("1 have no purpose yet"), "{}", adopted.err);
    let end = desk.run(&["check", "old-ad.png"]);
    assert_eq!(end.code, 1, "{}", end.out);
    assert!(end.out.contains("no-purpose"), "{}", end.out);
    assert!(desk.ok(&["audit"]).out.contains("1 without one (orphans)"));

    desk.ok(&["adopt", "old-ad.png", "--purpose", "main-purpose", "--as", "Ana"]);
    desk.ok(&["check", "old-ad.png"]);
    let end = desk.run(&["adopt", "old-ad.png", "--purpose", "nonsense", "--as", "Ana"]);
    assert_eq!(end.code, 3);
    assert!(end.err.contains("main-purpose"), "{}", end.err);
}

#[test]
fn doctor_says_what_is_there() {
    let desk = Desk::new();
    let end = desk.run(&["doctor"]);
    assert!(end.out.contains("throughline-media"), "{}", end.out);
    let nowhere = desk.command(&["doctor"]).env("XDG_CACHE_HOME", desk.root()).output().unwrap();
    let end = crate::desk::ended(&nowhere);
    assert_eq!(end.code, 4);
    assert!(end.out.contains("missing Manrope"), "{}", end.out);
}
