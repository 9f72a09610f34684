use model::digest::Digest;
use spec::source::{SourceFile, SourceTree};
use spec::starter::{Answers, files, from_spreadsheet, questions};

fn examples() -> Answers {
    questions().iter().map(|question| (question.key, question.example)).collect()
}

fn tree(written: &std::collections::BTreeMap<String, Vec<u8>>) -> SourceTree {
    SourceTree::new(written.iter().map(|(path, bytes)| SourceFile {
        path: path.clone(),
        digest: Digest::of(bytes),
        bytes: bytes.len() as u64,
        text: std::str::from_utf8(bytes).ok().map(Into::into),
    }))
}

#[test]
fn the_examples_make_a_workspace_that_loads() {
    let written = files("bakery", &examples()).unwrap();
    let loaded = spec::load(&tree(&written)).map_err(|f| spec::diagnostic::render(&f)).unwrap();
    assert_eq!(spec::diagnostic::render(&loaded.warnings), "");
    let workspace = loaded.workspace;
    assert!(workspace.components.hooks.len() >= 6);
    assert_eq!(workspace.components.hooks[0].text.keys().collect::<Vec<_>>(), ["de"]);
    let brief = workspace.briefs.values().next().unwrap();
    assert_eq!((brief.decider.0.as_str(), brief.sign_off.0.as_str()), ("Ana", "Ben"));
    assert_eq!(brief.flight_to.to_string(), "2027-03-28");
    assert_eq!(brief.formats.len(), 6);
    assert!(written.values().map(Vec::len).sum::<usize>() < 400_000);
}

#[test]
fn awkward_answers_and_defaults_load_too() {
    let mut answers: Answers = questions()
        .iter()
        .filter(|question| question.default.is_none())
        .map(|question| (question.key, question.example))
        .collect();
    answers.set("brand", "\"Dot\", dash – & <Söhne>\\");
    answers.set("owner", "Ana \"A.\" O'Neill, jr");
    answers.set("proposition", "'''\"\"\" {x}; $y, #z!");
    answers.set("markets", "us:en; mx:es");
    let written = files("  ", &answers).unwrap();
    let loaded = spec::load(&tree(&written)).map_err(|f| spec::diagnostic::render(&f)).unwrap();
    assert_eq!(loaded.workspace.brand.name, "\"Dot\", dash – & <Söhne>\\");
    let codes: Vec<_> = loaded.warnings.iter().map(|warning| warning.code).collect();
    assert_eq!(codes, ["no-landing-page", "missing-language", "missing-language"]);
}

#[test]
fn every_answer_that_cannot_be_used_is_named() {
    let mut answers = examples();
    answers.set("colour", "orange");
    answers.set("starts", "next week");
    answers.set("platforms", "tiktock");
    answers.set("kpi", "");
    answers.set("markets", "germany");
    let faults = files("x", &answers).unwrap_err();
    let said: Vec<_> = faults.iter().map(ToString::to_string).collect();
    insta::assert_debug_snapshot!(said, @r##"
    [
        "the answer to `kpi` cannot be used: it is missing; an example is `Second orders within 30 days`",
        "the answer to `colour` cannot be used: write a colour such as #b3541e",
        "the answer to `starts` cannot be used: write a date such as 2027-03-01",
        "the answer to `markets` cannot be used: write each market once with its language, such as de:de; us:en",
        "the answer to `platforms` cannot be used: did you mean `tiktok`?",
    ]
    "##);
}

#[test]
fn answers_come_from_a_spreadsheet() {
    let text = "question,answer\nbrand,Morgenbrot\nsells,\"Bread, warm\"\n";
    let answers = from_spreadsheet("answers.csv", text).unwrap();
    assert_eq!(answers.get("sells"), Some("Bread, warm"));
    let faults = from_spreadsheet("answers.csv", "question,answer\nbrnad,x\n").unwrap_err();
    assert_eq!(faults[0].remedy, "did you mean `brand`?");
}

#[test]
fn the_same_answers_make_the_same_bytes() {
    assert_eq!(files("x", &examples()).unwrap(), files("x", &examples()).unwrap());
}
