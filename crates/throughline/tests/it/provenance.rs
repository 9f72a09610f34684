//! Every file says how it came to be, and people are told where a market asks for it.

use crate::desk::{Desk, Ended};

const FILES: &str = "campaigns/first/out/deliverables/round-1";

/// Holds what every file says of itself against a term, as somebody outside would.
fn check(desk: &Desk, term: &str) -> Ended {
    let names = desk.digests(FILES).into_keys();
    let rows: Vec<String> = names.map(|name| format!("{FILES}/{name},{term}")).collect();
    desk.write("list.csv", format!("file,source_type\n{}\n", rows.join("\n")).as_bytes());
    let end = desk.run(&["check", "--deliverables", "list.csv", "--format", "csv"]);
    assert!(end.code <= 1, "{}", end.err);
    end
}

/// Adds columns to the sheet of scenes, with the same cells in every row.
fn describe_scenes(desk: &Desk, columns: &str, cells: &str) {
    let scenes = desk.read("components/scenes.csv");
    let (header, rows) = scenes.split_once('\n').unwrap();
    let rows: Vec<String> = rows.lines().map(|row| format!("{row},{cells}")).collect();
    let sheet = format!("{header},{columns}\n{}\n", rows.join("\n"));
    desk.write("components/scenes.csv", sheet.as_bytes());
}

fn failed(desk: &Desk) -> u64 {
    let json = desk.run(&["run", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    json.pointer("/campaigns/0/failed").unwrap().as_u64().unwrap()
}

#[test]
fn of_what_nobody_described_nothing_is_claimed() {
    let desk = Desk::new();
    desk.decisions();
    desk.run(&["run", "--decisions", "decisions.csv"]);
    let right = check(&desk, "composite");
    assert!(!right.out.contains("missing-source-type"), "{}", right.out);
    assert_eq!(failed(&desk), 0);
    let other = check(&desk, "digitalCapture");
    let found = other.out.lines().filter(|line| line.contains("missing-source-type")).count();
    assert_eq!(found, desk.digests(FILES).len(), "{}", other.out);
}

#[test]
fn what_a_model_made_is_said_in_the_file_on_the_picture_and_in_the_sheet() {
    let desk = Desk::new();
    describe_scenes(&desk, "source_type,creator", "trainedAlgorithmicMedia,Ana");
    let house = desk.read("throughline.toml");
    let owed = "[[disclosure]]\nmarket = \"de\"\ntext = \"Mit KI erstellt\"\nwhere = \"picture\"\n";
    desk.write("throughline.toml", format!("{house}\n{owed}").as_bytes());
    desk.decisions();
    desk.run(&["run", "--decisions", "decisions.csv"]);
    let synthetic = check(&desk, "compositeSynthetic");
    assert!(!synthetic.out.contains("missing-source-type"), "{}", synthetic.out);
    assert_eq!(failed(&desk), 0);
    let sheet = desk.read("campaigns/first/out/delivery/round-1/trafficking.csv");
    assert!(sheet.lines().skip(1).all(|row| row.contains("Mit KI erstellt")), "{sheet}");
    // The words are part of the picture: other words are another picture.
    desk.edit("throughline.toml", "Mit KI erstellt", "Mit KI gemacht");
    let plan = desk.ok(&["build", "--plan"]);
    assert!(plan.out.contains("because disclosure changed (text)"), "{}", plan.out);
    // Said beside the file alone, it needs no other picture than without.
    desk.edit("throughline.toml", "where = \"picture\"", "where = \"sheet\"");
    let plan = desk.ok(&["build", "--plan"]);
    assert!(plan.out.contains("disclosure (text) is no longer used"), "{}", plan.out);
}

#[test]
fn a_term_that_cannot_be_meant_is_told() {
    let desk = Desk::new();
    describe_scenes(&desk, "source_type", "digitalCaptur");
    let end = desk.run(&["status"]);
    assert_eq!(end.code, 3);
    assert!(end.err.contains("`digitalCapture`"), "{}", end.err);
}
