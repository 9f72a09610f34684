//! What nothing needs goes, and what is wanted back is made again.

use crate::desk::Desk;

fn json(desk: &Desk, words: &[&str]) -> serde_json::Value {
    let end = desk.ok(&[words, &["--format", "json"]].concat());
    serde_json::from_str(&end.out).unwrap()
}

#[test]
fn superseded_files_go_and_come_back_to_the_byte() {
    let desk = Desk::new();
    desk.ok(&["run"]);
    let rows = "round,subject,verdict,reason_code,note,by,at\n\
                1,#1,keep,strong-hook,,Ben,\n1,*,discard,off-brief,\"not now\",Ben,\n";
    desk.write("keep.csv", rows.as_bytes());
    desk.run(&["run", "--decisions", "keep.csv"]);
    let before = desk.digests("campaigns/first/out/deliverables");
    assert_eq!(before.len(), 3);

    let hook = json(&desk, &["concepts"])["items"][0]["hook"].as_str().unwrap().to_owned();
    let name = hook.strip_prefix("hook/").unwrap();
    let hooks = desk.read("components/hooks.csv");
    let line = hooks.lines().find(|line| line.starts_with(&format!("{name},"))).unwrap();
    let mut cells: Vec<&str> = line.split(',').collect();
    cells[1] = "Warm at seven";
    let changed = cells.join(",");
    desk.edit("components/hooks.csv", line, &changed);
    // As long as it is not made, nobody can say what is current.
    let early = desk.run(&["gc", "--superseded"]);
    assert_eq!(early.code, 75, "{}", early.err);
    desk.run(&["run"]);

    assert_eq!(json(&desk, &["gc", "--dry-run"])["blobs"]["files"], 0);
    let told = json(&desk, &["gc", "--superseded", "--dry-run"]);
    assert_eq!(told["removed"], false);
    // Three files, their facts, and the judgement of them; what was read in two may be the same.
    let superseded = told["superseded"].as_u64().unwrap();
    assert!((7..=10).contains(&superseded), "{told:#}");
    let done = json(&desk, &["gc", "--superseded"]);
    assert_eq!(done["blobs"], told["blobs"]);
    desk.ok(&["verify"]);
    assert!(desk.ok(&["build", "--plan"]).out.contains("0 steps would be made"));
    assert_eq!(desk.digests("campaigns/first/out/deliverables").len(), 3);

    desk.edit("components/hooks.csv", &changed, line);
    assert!(desk.ok(&["build", "--plan"]).out.contains("3 steps would be made"));
    desk.run(&["run"]);
    assert_eq!(desk.digests("campaigns/first/out/deliverables"), before);
    desk.ok(&["verify"]);
}
