//! A folder that is watched. Whole seconds pass here: files have to rest before they are taken.

use super::made::{Folder, plain};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

/// A watch that was started.
struct Watch {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
}

impl Watch {
    fn start(folder: &Folder, words: &[&str]) -> Self {
        let mut command = folder.command(&[&["--watch", "in"], words].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line
    }

    /// Presses Ctrl-C; returns the exit code and what was said.
    fn stop(mut self) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code(), said)
    }
}

#[test]
fn what_comes_is_looked_at_and_ctrl_c_ends_it_cleanly() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("in")).unwrap();
    let words = ["--formats", "own.csv", "--for", "tiny_wall", "--format", "json"];
    let mut watch = Watch::start(&folder, &words);
    folder.write("in/wrong.png", &plain(8, 8));
    folder.write("in/later.mp4.part", b"not yet");
    let seen: serde_json::Value = serde_json::from_str(&watch.line()).unwrap();
    assert_eq!((&seen["path"], &seen["verdict"]), (&"in/wrong.png".into(), &"fail".into()));
    assert_eq!(seen["schema"], "check-file/1");
    let (code, said) = watch.stop();
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("watching `in`; Ctrl-C ends"), "{said}");
    assert!(said.contains("1 file: 0 pass, 0 warn, 1 fail"), "{said}");
}

#[test]
fn what_lies_there_is_looked_at_and_the_report_is_no_file_of_the_folder() {
    let folder = Folder::new();
    folder.write("in/first.png", &plain(64, 48));
    folder.write("in/report.html", b"an older report");
    let mut watch = Watch::start(&folder, &["--out", "in/report.html"]);
    assert_eq!(watch.line(), "pass  in/first.png\n");
    // What was begun is finished first: the report.
    let (code, said) = watch.stop();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("1 file: 1 pass"), "{said}");
    assert!(folder.read("in/report.html").contains("aria-label=\"in/first.png\""));
}

#[test]
fn a_page_needs_a_place_and_a_folder_must_be_there() {
    let folder = Folder::new();
    folder.write("in/first.png", &plain(64, 48));
    let end = folder.check(&["--watch", "in", "--format", "html"]);
    assert_eq!(end.code, 2);
    assert!(end.err.contains("--out FILE"), "{}", end.err);
    assert_eq!(folder.check(&["--watch", "nowhere"]).code, 2);
    assert_eq!(folder.check(&["--watch", "in", "in/first.png"]).code, 2);
}
