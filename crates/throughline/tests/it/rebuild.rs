//! A change remakes exactly what hangs on it, and says why.

use crate::desk::Desk;
use std::collections::BTreeSet;

#[test]
fn a_changed_hook_remakes_its_dependants_and_nothing_else() {
    let desk = Desk::new();
    desk.decisions();
    desk.run(&["run", "--decisions", "decisions.csv"]);
    let before = desk.digests("campaigns/first/out/deliverables");
    let concepts = desk.ok(&["concepts", "--format", "json"]);
    let concepts: serde_json::Value = serde_json::from_str(&concepts.out).unwrap();
    let hook_of = |n: usize| concepts["items"][n]["hook"].as_str().unwrap().to_owned();
    let id_of = |n: usize| concepts["items"][n]["id"].as_str().unwrap().to_owned();
    assert_ne!(hook_of(0), hook_of(1), "the first two starting points share a hook");

    let hook = hook_of(0);
    let name = hook.strip_prefix("hook/").unwrap();
    let hooks = desk.read("components/hooks.csv");
    let line = hooks.lines().find(|line| line.starts_with(&format!("{name},"))).unwrap();
    let mut cells: Vec<&str> = line.split(',').collect();
    cells[1] = "Warm at seven";
    desk.edit("components/hooks.csv", line, &cells.join(","));

    let plan = desk.ok(&["build", "--plan"]);
    let due: Vec<&str> = plan.out.lines().filter(|line| line.contains(": because ")).collect();
    assert_eq!(due.len(), 3, "one concept in three formats: {}", plan.out);
    for step in due {
        assert!(step.contains(&id_of(0)), "{step}");
        assert!(step.contains(&format!("{hook} changed (text)")), "{step}");
    }

    desk.run(&["run", "--decisions", "decisions.csv"]);
    let after = desk.digests("campaigns/first/out/deliverables");
    let old: BTreeSet<&String> = before.values().collect();
    let unchanged = after.values().filter(|digest| old.contains(digest)).count();
    assert_eq!(unchanged, before.len() - 3);
    assert!(desk.ok(&["build", "--plan"]).out.contains("0 steps would be made"));
}

#[test]
fn a_changed_comment_remakes_nothing() {
    let desk = Desk::new();
    desk.decisions();
    desk.run(&["run", "--decisions", "decisions.csv"]);
    desk.edit("campaigns/first/brief.toml", "title = ", "# a note to ourselves\ntitle = ");
    assert!(desk.ok(&["build", "--plan"]).out.contains("0 steps would be made"));
}

#[test]
fn a_published_file_that_was_removed_or_changed_comes_back() {
    let desk = Desk::new();
    desk.decisions();
    desk.run(&["run", "--decisions", "decisions.csv"]);
    let package = desk.digests("campaigns/first/out/delivery");
    let still = |end: &crate::desk::Ended| end.out.contains("0 steps made, 0 files written");
    assert!(still(&desk.run(&["run"])));
    let film = package.keys().find(|name| name.contains("tiny-film")).unwrap();
    std::fs::remove_file(desk.path("campaigns/first/out/delivery").join(film)).unwrap();
    desk.write("campaigns/first/out/report.html", b"somebody wrote over it");
    let again = desk.run(&["run"]);
    assert!(again.out.contains("0 steps made, 2 files written"), "{}", again.out);
    assert_eq!(desk.digests("campaigns/first/out/delivery"), package);
    assert!(still(&desk.run(&["run"])));
}

#[test]
fn a_run_with_nothing_to_do_says_what_the_run_before_it_said() {
    let desk = Desk::new();
    let first = desk.run(&["run"]);
    let again = desk.run(&["run"]);
    assert_eq!(
        again.err,
        first
            .err
            .lines()
            .filter(|l| !l.starts_with("note"))
            .fold(String::new(), |all, line| all + line + "\n",)
    );
    let json = desk.ok(&["run", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["questions"][0]["open"], 30);
    assert_eq!(json["questions"][0]["of"], "Ben");
    assert_eq!(json["campaigns"][0]["concepts"], 30);
}
