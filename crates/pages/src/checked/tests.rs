//! What people can rely on when they open the report of a check.

use super::*;
use model::digest::Digest;
use model::fact::FileFacts;
use model::finding::{Finding, Intended, LookTier, NotRun, Place, Quantity, Severity};
use model::unit::Region;

const SIZE: Size = Size { width: 1080, height: 1920 };

fn finding(code: &str, severity: Severity, place: Option<Place>) -> Finding {
    Finding {
        code: code.to_owned(),
        severity,
        place,
        measured: Some(Quantity::number(720.0, "px")),
        expected: Some(Quantity::number(1080.0, "px")),
        remedy: "export it again".to_owned(),
        rule: "meta_reels_video:size".to_owned(),
        source: "a made-up source (2026-01)".to_owned(),
        intended: None,
        overridden: None,
    }
}

fn verdict(path: &str, verdict: Verdict, findings: Vec<Finding>) -> FileVerdict {
    let facts = FileFacts {
        extractor: 1,
        container: "mp4".to_owned(),
        ..FileFacts::of_bytes(Digest::of(path.as_bytes()), 3_400_000)
    };
    let tier = LookTier::Verdict;
    let sha256 = facts.sha256;
    FileVerdict {
        path: path.to_owned(),
        sha256,
        verdict,
        tier,
        facts,
        findings,
        not_run: Vec::new(),
    }
}

fn file(verdict: &FileVerdict) -> CheckedFile<'_> {
    CheckedFile { verdict, held: &[], looks_like: None, shots: Vec::new() }
}

fn checked(files: Vec<CheckedFile<'_>>) -> Checked<'_> {
    Checked {
        at: "2026-11-14T17:05:52Z".parse().unwrap(),
        by: "throughline 0.1.0",
        files,
        unseen: Vec::new(),
        extent: Extent::All,
        titles: BTreeMap::from([("wrong-dimensions", "The size is another one")]),
    }
}

fn place(start_s: f64, region: Region) -> Place {
    Place { start_s: Some(start_s), end_s: None, region: Some(region) }
}

#[test]
fn the_worst_file_stands_first_and_the_heading_says_how_many_fail() {
    let good = verdict("a.mp4", Verdict::Pass, vec![]);
    let noted = verdict("b.mp4", Verdict::Warn, vec![finding("slow", Severity::Degrade, None)]);
    let bad = vec![finding("wrong-dimensions", Severity::Reject, None)];
    let bad = verdict("c.mp4", Verdict::Fail, bad);
    let html = page(&checked(vec![file(&good), file(&noted), file(&bad)]));
    assert!(html.contains("<h1>1 of 3 files may not go out</h1>"), "{html}");
    let at = |name: &str| html.find(&format!("aria-label=\"{name}\"")).unwrap();
    assert!(at("c.mp4") < at("b.mp4") && at("b.mp4") < at("a.mp4"));
}

#[test]
fn a_finding_says_what_was_measured_what_was_expected_and_what_to_do() {
    let bad = vec![finding("wrong-dimensions", Severity::Reject, None)];
    let bad = verdict("c.mp4", Verdict::Fail, bad);
    let html = page(&checked(vec![file(&bad)]));
    for word in
        ["The size is another one", "720 px", "1080 px", "Export it again.", "a made-up source"]
    {
        assert!(html.contains(word), "{word}");
    }
}

#[test]
fn a_place_is_outlined_on_the_picture_of_its_moment_alone() {
    let region = Region { x: 108, y: 960, w: 540, h: 192 };
    let early = Some(place(1.2, region));
    let bad = vec![finding("wrong-dimensions", Severity::Reject, early)];
    let bad = verdict("c.mp4", Verdict::Fail, bad);
    let shot = |at, jpeg| Shot { at: Secs(at), size: SIZE, jpeg };
    let shots = vec![shot(5.96, &b"last"[..]), shot(1.2, b"early")];
    let html = page(&checked(vec![CheckedFile { shots, ..file(&bad) }]));
    assert_eq!(html.matches("class=\"place fail\"").count(), 1);
    let outline = html.find("left:10.00%;top:50.00%;width:50.00%;height:10.00%").unwrap();
    assert!(outline > html.find("base64,ZWFybHk=").unwrap(), "it stands on the early frame");
}

#[test]
fn a_place_outside_the_picture_is_kept_inside() {
    let region = Region { x: 1000, y: 3000, w: 5000, h: 10 };
    let bad = vec![finding("wrong-dimensions", Severity::Reject, Some(place(0.0, region)))];
    let bad = verdict("c.png", Verdict::Fail, bad);
    let shots = vec![Shot { at: Secs(0.0), size: SIZE, jpeg: b"x" }];
    let html = page(&checked(vec![CheckedFile { shots, ..file(&bad) }]));
    assert!(html.contains("left:92.59%;top:100.00%;width:7.41%;height:0.00%"), "{html}");
}

#[test]
fn what_did_not_run_is_said_once_a_reason_also_of_files_that_pass() {
    let mut good = verdict("a.mp4", Verdict::Pass, vec![]);
    for code in ["wrong-cta", "missing-legal-line"] {
        let because = "no reader looked at the last frame".to_owned();
        good.not_run.push(NotRun { code: code.to_owned(), because });
    }
    let html = page(&checked(vec![file(&good)]));
    assert!(html.contains("wrong-cta, missing-legal-line"));
    assert_eq!(html.matches("no reader looked").count(), 1);
}

#[test]
fn a_guess_says_that_nothing_was_held_against_it() {
    let good = verdict("a.mp4", Verdict::Pass, vec![]);
    let formats = ["yt_bumper_6".parse().unwrap()];
    let looks_like = Some(Resemblance { formats: &formats, more: 4 });
    let html = page(&checked(vec![CheckedFile { looks_like, ..file(&good) }]));
    assert!(html.contains("<code>yt_bumper_6</code> and 4 more; held against none"), "{html}");
}

#[test]
fn what_is_broken_on_purpose_names_who_and_why() {
    let intended = Intended {
        rule: "own-colours".to_owned(),
        by: "Mara".to_owned(),
        because: "the anniversary".to_owned(),
    };
    let meant =
        Finding { intended: Some(intended), ..finding("off-palette", Severity::Reject, None) };
    let good = verdict("a.mp4", Verdict::Pass, vec![meant]);
    let html = page(&checked(vec![file(&good)]));
    assert!(html.contains("Broken on purpose by Mara: “the anniversary”"));
    assert!(html.contains("<h1>This file passes</h1>"));
}

#[test]
fn files_that_could_not_be_looked_at_and_an_early_stop_are_not_hidden() {
    let unseen = vec![("gone.mp4", "it is not there any more")];
    let html = page(&Checked { unseen, extent: Extent::Stopped, ..checked(vec![]) });
    assert!(html.contains("No file could be looked at"));
    assert!(html.contains("gone.mp4") && html.contains("it is not there any more"));
    assert!(html.contains("Stopped early."));
}

#[test]
fn names_are_escaped_and_nothing_comes_from_a_network() {
    let good = verdict("<script>alert(1)</script>.mp4", Verdict::Pass, vec![]);
    let html = page(&checked(vec![file(&good)]));
    assert!(!html.contains("<script>alert"));
    assert!(!html.contains("http://") && !html.contains("https://"));
    assert!(html.contains("default-src 'none'"));
}
