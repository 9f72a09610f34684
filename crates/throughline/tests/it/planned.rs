//! What would be made, said before anything is.

use crate::desk::Desk;
use serde_json::Value;

const BRIEF: &str = "campaigns/first/brief.toml";

/// Everything that a plan must leave as it is.
fn state(desk: &Desk) -> (Option<Vec<u8>>, std::collections::BTreeMap<String, String>) {
    let ledger = std::fs::read(desk.path(".throughline/ledger.sqlite")).ok();
    let mut files = desk.digests(".");
    files.retain(|name, _| !name.contains(".throughline/ledger.sqlite"));
    (ledger, files)
}

#[expect(clippy::indexing_slicing, reason = "a plan without its schema fails the test")]
fn plan(desk: &Desk) -> Value {
    let end = desk.ok(&["build", "--plan", "--format", "json"]);
    let plan: Value = serde_json::from_str(&end.out).unwrap();
    assert_eq!(plan["schema"], "plan/1");
    plan
}

fn vary(desk: &Desk, matrix: &str) {
    let brief = desk.read(BRIEF);
    desk.write(BRIEF, format!("{brief}\n[matrix]\n{matrix}\n").as_bytes());
}

#[test]
fn a_workspace_that_never_ran_is_planned_without_a_trace() {
    let desk = Desk::new();
    let before = state(&desk);
    let text = desk.ok(&["build", "--plan"]).out;
    assert!(text.contains("1 steps would be made"), "{text}");
    assert!(text.contains("because new"), "{text}");
    assert!(text.contains("no earlier run to estimate from"), "{text}");
    assert!(text.contains("more follows"), "{text}");
    assert!(!text.contains("cost"), "{text}");
    let json = plan(&desk);
    assert_eq!(json["time"]["millis"], Value::Null);
    assert_eq!(json["cost"], Value::Array(Vec::new()));
    assert_eq!(state(&desk), before);
    assert!(!desk.path(".throughline").exists());
}

#[test]
fn a_changed_part_is_planned_with_its_reason_counts_and_time() {
    let desk = Desk::new();
    desk.decisions();
    desk.run(&["run", "--decisions", "decisions.csv"]);
    let before = state(&desk);
    assert!(desk.ok(&["build", "--plan"]).out.contains("0 steps would be made"));
    let card = desk.read("brand/endcards.csv");
    desk.write("brand/endcards.csv", card.replace("closing,", "closing,More: ").as_bytes());

    let text = desk.ok(&["build", "--plan"]).out;
    assert!(text.contains("2 steps would be made"), "{text}");
    assert!(text.contains("by kind    2 build-film"), "{text}");
    assert!(text.contains("by format  2 tiny_film"), "{text}");
    assert!(text.contains("because    2 end-card/closing changed (text)"), "{text}");
    assert!(text.contains("s of work, from 2 earlier steps"), "{text}");
    let json = plan(&desk);
    assert_eq!(json["by_kind"]["build-film"], 2);
    assert_eq!(json["items"].as_array().unwrap().len(), 2);
    assert_eq!(json["time"]["from_steps"], 2);
    assert_eq!(json["more_follows"], false);

    desk.write("brand/endcards.csv", card.as_bytes());
    assert_eq!(state(&desk), before);
}

#[test]
fn a_matrix_within_its_budget_is_planned_built_and_known_on_the_thread() {
    let desk = Desk::new();
    desk.decisions();
    desk.run(&["run", "--decisions", "decisions.csv"]);
    vary(
        &desk,
        "hooks = [\"draft-offer\", \"draft-proof\", \"draft-called-out\"]\n\
         motifs = [\"draft-band\", \"draft-frame\", \"draft-corner\"]\n\
         most = 6\n\
         never = [{ hook = \"draft-offer\", motif = \"draft-corner\" }]\n\
         always = [{ hook = \"draft-proof\", motif = \"draft-frame\" }]",
    );
    let planned = desk.ok(&["build", "--plan"]);
    assert!(planned.out.contains("D-efficiency"), "{}", planned.out);
    assert!(
        planned.err.contains("combinations are made; estimable stay hook, motif"),
        "{}",
        planned.err
    );
    let json = plan(&desk);
    let designs = json["designs"][0]["designs"].as_array().unwrap();
    assert!(!designs.is_empty());
    for design in designs {
        assert_eq!(design["runs"], 6);
        assert!(design["allowed"].as_u64().unwrap() > 6);
        assert!(design["efficiency"].as_f64().unwrap() > 0.7, "{design}");
        assert_eq!(design["estimable"], serde_json::json!(["hook", "motif"]));
    }
    let due = json["items"].as_array().unwrap().len();

    let built = desk.ok(&["build"]);
    assert!(built.out.contains(&format!("{due} steps made")), "{}", built.out);
    assert!(desk.ok(&["build", "--plan"]).out.contains("0 steps would be made"));
    let motif = desk.ok(&["why", "motif/draft-frame"]);
    assert!(motif.out.contains("uses it"), "{}", motif.out);
}

#[test]
fn why_tells_what_a_part_evolved_from_and_into() {
    let desk = Desk::new();
    let motifs = desk.read("components/motifs.csv");
    let (header, rows) = motifs.split_once('\n').unwrap();
    let rows = rows.lines().fold(String::new(), |all, row| all + row + ",\n");
    let young = "wide-band,band,accent,a wider band,no,draft-band\n";
    desk.write("components/motifs.csv", format!("{header},parent\n{rows}{young}").as_bytes());
    desk.ok(&["run"]);
    let young = desk.ok(&["why", "motif/wide-band"]);
    assert!(young.out.contains("evolved from motif motif/draft-band"), "{}", young.out);
    let old = desk.ok(&["why", "motif/draft-band"]);
    assert!(old.out.contains("1 motif evolved from it: motif/wide-band"), "{}", old.out);

    // What is written after the slate is told as well, though the ledger does not hold it yet.
    let more = "narrow-band,band,accent,a narrow band,no,wide-band\n";
    let now = desk.read("components/motifs.csv");
    desk.write("components/motifs.csv", format!("{now}{more}").as_bytes());
    let told = desk.ok(&["why", "motif/narrow-band"]);
    assert!(told.out.contains("evolved from motif motif/draft-band"), "{}", told.out);
}

#[test]
fn a_matrix_that_contradicts_itself_is_refused_with_its_line() {
    let desk = Desk::new();
    vary(
        &desk,
        "scenes = [\"draft-dusk\"]\nhooks = [\"draft-offer\"]\n\
         never = [{ hook = \"draft-offer\", scene = \"draft-dusk\" }]\n\
         always = [{ hook = \"draft-offer\", scene = \"draft-dusk\" }]",
    );
    let end = desk.run(&["build", "--plan"]);
    assert_eq!(end.code, 3, "{}", end.err);
    assert!(end.err.contains("(contradiction)"), "{}", end.err);
    assert!(end.err.contains("hook/draft-offer with scene/draft-dusk must always"), "{}", end.err);
}
