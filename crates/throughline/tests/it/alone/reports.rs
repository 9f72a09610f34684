//! One check, said in every format.

use super::made::{Folder, is_well_formed, nothing_aside, plain, wav};
use crate::desk::Desk;

/// A picture that fits and one that does not.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("in/good.png", &plain(64, 48));
    folder.write("in/small.png", &plain(32, 24));
    folder
}

const HELD: [&str; 5] = ["in", "--formats", "own.csv", "--for", "tiny_wall"];

fn check(folder: &Folder, more: &[&str]) -> crate::desk::Ended {
    folder.check(&[HELD.as_slice(), more].concat())
}

#[test]
fn html_is_one_page_with_pictures_the_worst_file_first_and_nothing_from_a_network() {
    let end = check(&folder(), &["--format", "html"]);
    assert_eq!(end.code, 1, "{}", end.err);
    assert!(end.out.starts_with("<!DOCTYPE html>"));
    assert!(end.out.contains("<h1>1 of 2 files may not go out</h1>"));
    let at = |text: &str| end.out.find(text).unwrap_or_else(|| panic!("{text}: {}", end.out));
    assert!(at("aria-label=\"in/small.png\"") < at("aria-label=\"in/good.png\""));
    assert_eq!(end.out.matches("data:image/jpeg;base64,/9j/").count(), 2);
    for words in ["32×24", "64×48", "the station's own sheet (2026-01)", "tiny_wall:size"] {
        assert!(end.out.contains(words), "{words}");
    }
    assert!(!end.out.contains("http://") && !end.out.contains("https://"));
}

#[test]
fn junit_has_a_case_for_each_check_and_fails_where_the_verdict_does() {
    let end = check(&folder(), &["--format", "junit"]);
    assert_eq!(end.code, 1, "{}", end.err);
    assert!(is_well_formed(&end.out), "{}", end.out);
    let (good, small) = end.out.split_once("<testsuite name=\"in/small.png\"").unwrap();
    assert!(good.contains(
        "<testcase name=\"wrong-dimensions\" classname=\"in/good.png\" file=\"in/good.png\"/>"
    ));
    assert!(!good.contains("<failure"));
    let failure = "<failure message=\"The picture has the wrong size: 32×24, expected 64×48\"";
    assert!(small.contains(failure), "{small}");
    assert!(end.out.contains("<testsuites name=\"throughline check\" tests=\""));
}

#[test]
fn junit_skips_what_did_not_run_and_tells_warnings_without_failing() {
    let folder = Folder::new();
    folder.write("broken.mp4", b"this is no film");
    let end = folder.check(&["broken.mp4", "--format", "junit"]);
    assert!(is_well_formed(&end.out), "{}", end.out);
    assert!(end.out.contains("<skipped message=\"nothing in the file could be decoded"));
    assert!(end.out.contains("<testcase name=\"corrupt-stream\""));
    assert!(end.out.contains("failures=\"1\""), "{}", end.out);

    folder.write("mute.wav", &[&wav()[..44], &vec![0; 96_000]].concat());
    let end = folder.check(&["mute.wav", "--format", "junit"]);
    assert_eq!(end.code, 0, "{}", end.out);
    assert!(is_well_formed(&end.out));
    let noted = end.out.split("<testcase name=\"silent-audio\"").nth(1).unwrap();
    let (case, _) = noted.split_once("</testcase>").unwrap();
    assert!(case.contains("<system-out>100 % silent") && !case.contains("<failure"), "{case}");
}

#[cfg(unix)]
#[test]
fn names_that_would_break_xml_or_run_in_a_spreadsheet_do_neither() {
    let folder = Folder::new();
    folder.write("=1+1.png", &plain(8, 8));
    folder.write("a<b>&\"c\u{7}.png", &plain(8, 8));
    let (formula, odd) = ("=1+1.png", "a<b>&\"c\u{7}.png");
    let end = folder.check(&[formula, odd, "--format", "junit"]);
    assert_eq!(end.code, 0, "{}", end.err);
    assert!(is_well_formed(&end.out), "{}", end.out);
    assert!(end.out.contains("a&lt;b&gt;&amp;&quot;c\u{fffd}.png"), "{}", end.out);
    let end = folder.check(&[formula, "--format", "csv"]);
    assert!(end.out.contains("\r\n'=1+1.png,pass"), "{}", end.out);
    let end = folder.check(&[odd, "--format", "html"]);
    assert!(end.out.contains("a&lt;b&gt;&amp;&quot;c"), "{}", end.out);
}

#[test]
fn csv_has_a_row_a_finding_and_leaves_no_file_out() {
    let end = check(&folder(), &["--format", "csv"]);
    assert_eq!(end.code, 1, "{}", end.err);
    let mut lines = end.out.split("\r\n");
    let header = "file,verdict,code,severity,start_s,end_s,x,y,w,h,measured,unit,expected,remedy,rule,source,intended,overridden";
    assert_eq!(lines.next(), Some(header));
    assert_eq!(lines.next(), Some("in/good.png,pass,,,,,,,,,,,,,,,,"));
    let row = lines.next().unwrap();
    assert!(
        row.starts_with("in/small.png,fail,wrong-dimensions,reject,,,,,,,32×24,,64×48,"),
        "{row}"
    );
    assert!(row.contains(",tiny_wall:size,the station's own sheet (2026-01),"), "{row}");
}

#[test]
fn csv_says_what_did_not_run() {
    let folder = Folder::new();
    folder.write("broken.mp4", b"this is no film");
    let end = folder.check(&["broken.mp4", "--format", "csv"]);
    assert!(end.out.contains("broken.mp4,fail,corrupt-stream,reject,"), "{}", end.out);
    assert!(end.out.contains("broken.mp4,fail,silent-audio,not-run,"), "{}", end.out);
}

#[test]
fn out_writes_the_format_that_its_name_says_whole_and_keeps_stdout_free() {
    let folder = folder();
    for (name, begins) in [
        ("report.html", "<!DOCTYPE html>"),
        ("report.xml", "<?xml"),
        ("report.csv", "file,verdict"),
        ("report.json", "{"),
        ("report.txt", "pass  in/good.png"),
    ] {
        let end = check(&folder, &["--out", name]);
        assert_eq!((end.code, end.out.as_str()), (1, ""), "{}", end.err);
        assert!(end.err.contains(&format!("wrote `{name}`: 2 files: 1 pass, 0 warn, 1 fail")));
        assert!(folder.read(name).starts_with(begins), "{name}");
    }
    assert!(nothing_aside(&folder.path(".")));
    let end = check(&folder, &["--out", "report.html", "--format", "csv"]);
    assert_eq!(end.code, 1);
    assert!(folder.read("report.html").starts_with("file,verdict"));
}

#[test]
fn a_report_in_the_folder_that_is_checked_is_not_checked_itself() {
    let folder = folder();
    for _ in 0..2 {
        let end = check(&folder, &["--out", "in/report.html"]);
        assert!(end.err.contains("2 files: 1 pass, 0 warn, 1 fail"), "{}", end.err);
    }
}

#[test]
fn the_text_for_people_stays_what_it_was() {
    let end = check(&folder(), &["--format", "human"]);
    let expected =
        "pass  in/good.png\nfail  in/small.png\n      wrong-dimensions: 32×24, expected 64×48\n";
    assert!(end.out.starts_with(expected), "{}", end.out);
    assert!(end.out.ends_with("2 files: 1 pass, 0 warn, 1 fail\n"), "{}", end.out);
    assert_eq!(check(&folder(), &[]).out, end.out);
}

#[test]
fn pages_and_sheets_are_for_checks_alone() {
    let desk = Desk::new();
    for format in ["html", "junit", "csv"] {
        assert_eq!(desk.run(&["status", "--format", format]).code, 2);
    }
    assert_ne!(desk.run(&["status", "--format", "human"]).code, 2);
}

#[test]
fn one_file_held_against_two_rows_is_said_twice() {
    let folder = folder();
    let list = "file,width,height\nin/good.png,64,48\nin/good.png,10,10\n";
    folder.write("list.csv", list.as_bytes());
    let (code, report) = folder.json(&["--deliverables", "list.csv"]);
    let verdicts: Vec<_> = (0..2).map(|n| report["files"][n]["verdict"].clone()).collect();
    assert_eq!((code, verdicts), (1, vec!["pass".into(), "fail".into()]));
}
