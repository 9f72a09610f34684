//! A package that was signed is brought somewhere, and the record says where.

use crate::desk::Desk;

const PACKAGE: &str = "campaigns/first/out/delivery/round-1";

#[test]
fn what_was_signed_arrives_and_the_record_says_where() {
    let desk = Desk::new();
    let early = desk.ok(&["deliver", "--to", "away"]);
    assert!(early.err.contains("there is no package that was signed"), "{}", early.err);
    assert!(!desk.path("away").exists());
    desk.decisions();
    desk.run(&["run", "--decisions", "decisions.csv"]);
    let first = desk.ok(&["deliver", "--to", "away"]);
    let package = desk.digests(PACKAGE);
    assert_eq!(desk.digests("away/first/round-1"), package);
    assert!(first.out.contains(&format!("{0} files lie there whole, {0} of them", package.len())));

    let name = package.keys().find(|name| name.contains("tiny-film")).unwrap();
    std::fs::remove_file(desk.path("away/first/round-1").join(name)).unwrap();
    let again = desk.ok(&["deliver", "--to", "away", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&again.out).unwrap();
    assert_eq!(json["schema"], "delivery/1");
    assert_eq!(json["brought"][0]["sent"], 1);
    assert_eq!(desk.digests("away/first/round-1"), package);

    let there = desk.path("away/first/round-1");
    let status = desk.ok(&["status"]);
    assert!(status.out.contains(&format!("brought to {}", there.display())), "{}", status.out);
    let manifest: serde_json::Value =
        serde_json::from_str(&desk.read(&format!("{PACKAGE}/manifest.json"))).unwrap();
    let why = desk.ok(&["why", manifest["files"][0]["deliverable"].as_str().unwrap()]);
    assert!(why.out.contains("→ brought to"), "{}", why.out);
    desk.ok(&["verify"]);
}

#[test]
fn somebody_elses_file_under_a_name_of_ours_stops_it_all() {
    let desk = Desk::new();
    desk.decisions();
    desk.run(&["run", "--decisions", "decisions.csv"]);
    desk.write("away/first/round-1/manifest.json", b"their own");
    let end = desk.run(&["deliver", "--to", "away"]);
    assert_eq!(end.code, 3, "{}", end.err);
    assert!(end.err.contains("manifest.json"), "{}", end.err);
    assert_eq!(desk.digests("away").len(), 1);
}

#[test]
fn an_address_is_refused_before_anything_is_made() {
    let desk = Desk::new();
    let secret = desk.run(&["deliver", "--to", "s3://KEY:s3cr3t@bucket/x"]);
    assert_eq!(secret.code, 2);
    assert!(!secret.err.contains("s3cr3t"), "{}", secret.err);
    assert_eq!(desk.run(&["deliver", "--to", "ftp://host/x"]).code, 2);
    assert!(!desk.path(".throughline").exists());
}

#[cfg(not(feature = "remote"))]
#[test]
fn without_object_stores_it_says_how_to_get_them() {
    let desk = Desk::new();
    desk.decisions();
    desk.run(&["run", "--decisions", "decisions.csv"]);
    let end = desk.run(&["deliver", "--to", "s3://bucket/x"]);
    assert_eq!(end.code, 4, "{}", end.err);
    assert!(end.err.contains("--features remote"), "{}", end.err);
}
