//! Bad input: every fault at once, where it is, what to do, the right exit code, nothing changed.

use crate::desk::{Desk, ended};
use std::process::Stdio;

#[test]
fn every_fault_of_every_file_is_told_at_once() {
    let desk = Desk::new();
    desk.edit("campaigns/first/brief.toml", "lead = ", "leed = ");
    desk.edit("architecture.toml", "kpi = ", "kpi == ");
    desk.write("brand/tokens.json", b"{ \"color\": ");
    desk.edit("components/scenes.csv", "media/", "media/not-");
    let end = desk.run(&["run"]);
    assert_eq!(end.code, 3, "{}", end.err);
    for told in [
        "campaigns/first/brief.toml:",
        "did you mean `lead`",
        "architecture.toml:",
        "brand/tokens.json:1:",
        "components/scenes.csv:2:",
    ] {
        assert!(end.err.contains(told), "`{told}` is not in:\n{}", end.err);
    }
    assert!(!desk.path(".throughline").join("ledger.sqlite").exists(), "a ledger was begun");
}

#[test]
fn a_stranger_is_not_heard() {
    let desk = Desk::new();
    desk.ok(&["run"]);
    let end = desk.run(&["review", "--as", "Nobody", "--approve-all"]);
    assert_eq!(end.code, 3);
    assert!(end.err.contains("nobody called `Nobody`"), "{}", end.err);
    assert!(end.err.contains("`Ana`, `Ben`"), "{}", end.err);
}

#[test]
fn the_wrong_person_is_told_who_is_asked() {
    let desk = Desk::new();
    desk.write(
        "decisions.csv",
        b"round,subject,verdict,reason_code,note,by,at\n1,*,discard,,,Ana,\n",
    );
    let end = desk.run(&["run", "--decisions", "decisions.csv"]);
    assert_eq!(end.code, 3);
    assert!(end.err.contains("is asked of `Ben`, and `Ana` answered"), "{}", end.err);
}

#[test]
fn a_mistyped_subject_does_not_go_unnoticed() {
    let desk = Desk::new();
    desk.ok(&["run"]);
    desk.write("page.csv", b"round,subject,verdict,reason_code,note,by,at\n1,#99,keep,,,,\n");
    let end = desk.run(&["review", "--from", "page.csv", "--as", "Ben"]);
    assert_eq!(end.code, 3);
    assert!(end.err.contains("line 2"), "{}", end.err);
    assert!(end.err.contains("`#99`"), "{}", end.err);
}

#[test]
fn a_folder_that_is_no_workspace_says_what_to_do() {
    let folder = tempfile::TempDir::new().unwrap();
    let desk = Desk::new();
    let output = desk.command(&["status"]).current_dir(folder.path()).output().unwrap();
    let end = ended(&output);
    assert_eq!(end.code, 2);
    assert!(end.err.contains("throughline new NAME"), "{}", end.err);
}

#[test]
fn an_absurd_picture_is_refused_by_name() {
    let desk = Desk::new();
    // A PNG that claims 60,000 by 60,000 pixels and holds none.
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend([0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60, 8, 2, 0, 0, 0]);
    png.extend([0, 0, 0, 0]);
    let scenes = desk.read("components/scenes.csv");
    let scene = scenes.split(',').find(|cell| cell.contains(".png")).unwrap().to_owned();
    let path = if scene.starts_with("components/") { scene } else { format!("components/{scene}") };
    desk.write(&path, &png);
    let end = desk.run(&["run"]);
    assert_eq!(end.code, 3, "{}", end.err);
    assert!(end.err.contains(&path), "{}", end.err);
}

#[test]
fn a_second_process_waits_its_turn() {
    let desk = Desk::new();
    desk.decisions();
    let mut first = desk
        .command(&["run", "--decisions", "decisions.csv"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let second = desk.run(&["run", "--decisions", "decisions.csv"]);
    first.wait().unwrap();
    assert!([0, 1].contains(&second.code), "{}", second.err);
    desk.ok(&["verify"]);
}

#[test]
fn an_interrupt_keeps_what_is_finished() {
    let desk = Desk::new();
    desk.decisions();
    let child = desk
        .command(&["run", "--decisions", "decisions.csv"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Sent as a terminal sends Ctrl-C; the run may be too quick to notice.
    let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    let end = ended(&child.wait_with_output().unwrap());
    if sent.is_ok_and(|status| status.success()) {
        assert!([0, 1, 130, -1].contains(&end.code), "{} {}", end.code, end.err);
    }
    desk.run(&["run", "--decisions", "decisions.csv"]);
    desk.ok(&["verify"]);
}

#[test]
fn a_file_that_cannot_be_made_keeps_back_itself_alone() {
    let desk = Desk::new();
    desk.decisions();
    let rows = desk.read("formats.csv");
    let stamp = "tiny_stamp,Test,Stamp,still,40,40,jpeg,,,,test,2026-01-01\n";
    desk.write("formats.csv", format!("{rows}{stamp}").as_bytes());
    desk.edit("campaigns/first/brief.toml", "\"tiny_film\"", "\"tiny_film\", \"tiny_stamp\"");
    let end = desk.run(&["run", "--decisions", "decisions.csv"]);
    assert_eq!(end.code, 3, "{}\n{}", end.out, end.err);
    assert!(end.err.contains("not made: ") && end.err.contains("tiny-stamp"), "{}", end.err);
    assert!(end.out.contains("2 not made, 6 delivered"), "{}", end.out);
    let manifest = desk.read("campaigns/first/out/delivery/round-1/manifest.json");
    assert!(manifest.contains("could not be made: "), "{manifest}");
    // It is not tried again, and said again.
    let again = desk.run(&["run"]);
    assert_eq!((again.code, again.err.contains("tiny-stamp")), (3, true), "{}", again.err);
    assert!(again.out.contains("0 steps made"), "{}", again.out);
    let report = desk.read("campaigns/first/out/report.html");
    assert!(report.contains("Not made: "));
    desk.edit("campaigns/first/brief.toml", ", \"tiny_stamp\"", "");
    desk.ok(&["run", "--decisions", "decisions.csv"]);
}
