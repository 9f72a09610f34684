//! Corrected copies: never over the original, checked again, and the same each time.

use super::made::{Folder, nothing_aside, plain, wav};
use std::fs;

/// A folder with a tone that is too loud for what its list says.
fn loud() -> Folder {
    let folder = Folder::new();
    folder.write("tone.wav", &wav());
    let list = "file,loudness_lufs,loudness_tol_lu,true_peak_dbtp\ntone.wav,-24,0.5,-1\n";
    folder.write("list.csv", list.as_bytes());
    folder
}

#[test]
fn a_corrected_copy_passes_and_the_original_is_untouched() {
    let folder = loud();
    let (code, root) = folder.json(&["--deliverables", "list.csv", "--fix"]);
    let file = &root["files"][0];
    assert_eq!((code, &root["verdict"]), (0, &"pass".into()), "{root}");
    assert_eq!(file["verdict"], "fail");
    assert_eq!(file["findings"][0]["code"], "too-loud");
    assert_eq!(file["fixed"]["mends"], serde_json::json!(["too-loud"]));
    assert_eq!(file["fixed"]["copy"]["path"], "tone.fixed.wav");
    assert_eq!(file["fixed"]["copy"]["verdict"], "pass");
    assert_eq!(file["fixed"]["copy"]["findings"], serde_json::json!([]));
    assert_eq!(fs::read(folder.path("tone.wav")).unwrap(), wav());
    assert!(nothing_aside(&folder.path("")));
}

#[test]
fn correcting_again_gives_the_same_copy_and_never_writes_over_another_file() {
    let folder = loud();
    assert_eq!(folder.check(&["--deliverables", "list.csv", "--fix"]).code, 0);
    let first = fs::read(folder.path("tone.fixed.wav")).unwrap();
    assert_eq!(folder.check(&["--deliverables", "list.csv", "--fix"]).code, 0);
    assert_eq!(fs::read(folder.path("tone.fixed.wav")).unwrap(), first);

    folder.write("tone.fixed.wav", b"somebody's own");
    let end = folder.check(&["--deliverables", "list.csv", "--fix"]);
    assert_eq!(end.code, 3, "{}", end.err);
    assert!(end.err.contains("is there already and is another file"), "{}", end.err);
    assert_eq!(fs::read(folder.path("tone.fixed.wav")).unwrap(), b"somebody's own");
    assert!(nothing_aside(&folder.path("")));
}

#[test]
fn copies_may_go_to_a_folder() {
    let folder = loud();
    let end = folder.check(&["--deliverables", "list.csv", "--fix-to", "fixed"]);
    assert_eq!(end.code, 0, "{}", end.err);
    assert!(end.out.contains("(corrected: too-loud)"), "{}", end.out);
    assert!(folder.path("fixed/tone.fixed.wav").exists());
    assert!(!folder.path("tone.fixed.wav").exists());
}

#[test]
fn what_needs_ears_or_another_export_is_left_and_said() {
    let folder = loud();
    // As loud as that, its peaks would be far above full scale.
    folder.write(
        "list.csv",
        b"file,loudness_lufs,loudness_tol_lu,true_peak_dbtp\ntone.wav,-3,0.5,-6\n",
    );
    let end = folder.check(&["--deliverables", "list.csv", "--fix"]);
    assert_eq!(end.code, 1, "{}", end.err);
    assert!(end.out.contains("too-quiet not corrected:"), "{}", end.out);
    assert!(end.out.contains("needs a limiter"), "{}", end.out);
    folder.write("picture.png", &plain(64, 64));
    assert_eq!(
        folder.check(&["picture.png", "--for", "tiny_wall", "--formats", "own.csv", "--fix"]).code,
        1
    );
    assert!(!folder.path("picture.fixed.png").exists() && !folder.path("tone.fixed.wav").exists());
}
