//! From brief to package, asked step by step.

use crate::desk::Desk;

const PACKAGE: &str = "campaigns/first/out/delivery/round-1";

#[test]
fn run_goes_as_far_as_it_can_and_asks_a_named_person() {
    let desk = Desk::new();
    let end = desk.ok(&["run"]);
    assert!(end.err.contains("first asks Ben: which 6 of 30 starting points live?"), "{}", end.err);
    assert!(end.err.contains("throughline review --as \"Ben\""), "{}", end.err);
    assert!(desk.path("campaigns/first/out/round-1-concepts.html").is_file());
    let again = desk.ok(&["run"]);
    assert!(again.out.contains("0 steps made, 0 files written"), "{}", again.out);
}

#[test]
fn what_is_approved_is_what_is_delivered() {
    let desk = Desk::new();
    desk.decisions();
    desk.run(&["run", "--decisions", "decisions.csv"]);
    let manifest: serde_json::Value =
        serde_json::from_str(&desk.read(&format!("{PACKAGE}/manifest.json"))).unwrap();
    let files = manifest["files"].as_array().unwrap();
    let delivered = desk.digests(PACKAGE);
    assert!(!files.is_empty());
    let beside = manifest["beside"].as_array().unwrap().len();
    assert_eq!(delivered.len(), files.len() + beside + 2, "the manifest, the sheet");
    for file in files {
        assert_eq!(
            file["sha256"].as_str(),
            delivered.get(file["file"].as_str().unwrap()).map(String::as_str)
        );
        assert_eq!(file["approval"], "replayed");
        assert_eq!(file["viewed"], false);
    }
    assert_eq!(manifest["unviewed"], files.len());
    let sheet = desk.read(&format!("{PACKAGE}/trafficking.csv"));
    assert_eq!(sheet.lines().count(), files.len() + 1);
    desk.ok(&["verify"]);
}

#[test]
fn answers_from_a_page_are_recorded_in_the_name_that_hands_them_in() {
    let desk = Desk::new();
    desk.ok(&["run"]);
    let rows = "round,subject,verdict,reason_code,note,by,at\n1,#3,keep,on-brief,,,\n1,*,discard,unclear,,,\n";
    desk.write("page.csv", rows.as_bytes());
    let end = desk.ok(&["review", "--from", "page.csv", "--as", "Ben"]);
    assert!(end.out.contains("30 answers recorded as asserted by Ben"), "{}", end.out);
    let concepts = desk.ok(&["concepts"]);
    let kept: Vec<&str> = concepts.out.lines().filter(|line| line.contains(" keep ")).collect();
    assert_eq!(kept.len(), 1);
    assert!(kept[0].starts_with("#3"));
}

#[test]
fn why_leads_from_a_file_back_to_a_purpose() {
    let desk = Desk::new();
    desk.decisions();
    desk.run(&["run", "--decisions", "decisions.csv"]);
    let manifest: serde_json::Value =
        serde_json::from_str(&desk.read(&format!("{PACKAGE}/manifest.json"))).unwrap();
    let id = manifest["files"][0]["deliverable"].as_str().unwrap();
    let end = desk.ok(&["why", id]);
    assert!(end.out.contains("purpose/main-purpose"), "{}", end.out);
    assert!(end.out.contains("keep by Ben (replayed)"), "{}", end.out);
    assert_eq!(desk.run(&["why", "con-000000000000"]).code, 2);
    let hook = desk.ok(&["why", "hook/draft-proof"]);
    assert!(hook.out.contains("concept uses it"), "{}", hook.out);
}

#[test]
fn the_same_workspace_gives_the_same_files_with_any_number_of_workers() {
    let (one, many) = (Desk::new(), Desk::new());
    for (desk, jobs) in [(&one, "1"), (&many, "4")] {
        desk.decisions();
        desk.run(&["run", "--decisions", "decisions.csv", "--jobs", jobs]);
    }
    let files = "campaigns/first/out/deliverables";
    assert!(!one.digests(files).is_empty());
    assert_eq!(one.digests(files), many.digests(files));
}

#[test]
fn a_market_that_comes_later_has_files_of_its_own_and_remakes_no_others() {
    let desk = Desk::new();
    desk.decisions();
    desk.run(&["run", "--decisions", "decisions.csv"]);
    let before = desk.digests("campaigns/first/out/deliverables");
    let brief = desk.read("campaigns/first/brief.toml");
    let more = format!("{brief}\n[[markets]]\nid = \"at\"\nlanguage = \"de\"\n");
    desk.write("campaigns/first/brief.toml", more.as_bytes());
    // The same words in the same language, but each file says its own code.
    let plan = desk.ok(&["build", "--plan"]);
    assert!(plan.out.contains(&format!("{} steps would be made", before.len())), "{}", plan.out);
    desk.run(&["run", "--decisions", "decisions.csv"]);
    let after = desk.digests("campaigns/first/out/deliverables");
    assert_eq!(after.len(), 2 * before.len());
    assert!(before.iter().all(|(name, digest)| after.get(name) == Some(digest)));
    let manifest: serde_json::Value =
        serde_json::from_str(&desk.read(&format!("{PACKAGE}/manifest.json"))).unwrap();
    for file in manifest["files"].as_array().unwrap() {
        let end = desk.ok(&["why", file["deliverable"].as_str().unwrap()]);
        assert!(end.out.contains("purpose/main-purpose"), "{}", end.out);
    }
}
