use super::*;
use model::digest::Digest;
use model::id::Code;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn code() -> Code {
    Code::of(&Digest::of(b"deliverable"))
}

fn value(field: NameField) -> String {
    match field {
        NameField::Brand => "Käse & Söhne".to_owned(),
        NameField::Language => "en-GB".to_owned(),
        NameField::Format => "meta_reels_video".to_owned(),
        other => other.word().to_owned(),
    }
}

fn usual_name() -> String {
    Template::default().name(&code(), value)
}

fn faults(name: &str, expected: &Expected) -> Vec<&'static str> {
    lint(&Template::default(), name, expected).1.iter().map(|fault| fault.code).collect()
}

fn nearest(name: &str, expected: &Expected) -> Option<String> {
    lint(&Template::default(), name, expected).2
}

#[test]
fn the_usual_name_is_what_it_always_was() {
    let wanted = format!("kaese-soehne_campaign_concep_hook_meta-reels-video_en-gb~{}", code());
    assert_eq!(usual_name(), wanted);
    let longest: usize = Template::default().fields().map(NameField::most).sum();
    assert_eq!(longest + 6, 116);
}

#[test]
fn a_template_that_could_not_be_read_back_is_refused_with_the_remedy() {
    for (text, told) in [
        ("{brand}_{hook}", "no `{code}`"),
        ("{brand}{code}", "side by side"),
        ("{brand}-{code}", "neither `_` nor `~`"),
        ("{brand}~{code}x", "after the last field"),
        ("{brand}_{hok}~{code}", "did you mean `hook`?"),
        ("{brand}_{brand}~{code}", "twice"),
        ("{brand", "never closed"),
        ("a b_{code}", "` ` cannot stand in a name"),
        ("-{code}", "begins with a dash"),
        ("", "no `{code}`"),
    ] {
        let error = Template::parse(text).unwrap_err().to_string();
        assert!(error.contains(told), "{text}: {error}");
    }
    let all: Vec<String> = NameField::ALL.iter().map(|(field, ..)| field.to_string()).collect();
    assert!(Template::parse(&all.join("_")).unwrap_err().message.contains("files take 255"));
    assert!(Template::parse("q3_{code}_v2").is_ok());
}

#[test]
fn a_whole_name_has_no_fault() {
    let name = usual_name();
    assert_eq!(faults(&name, &Expected::default()), [""; 0]);
    assert_eq!(faults(&format!("out/{name}.mp4"), &Expected::default()), [""; 0]);
    for ending in ["vast.xml", "over-1.png", "MP4"] {
        assert_eq!(faults(&format!("{name}.{ending}"), &Expected::default()), [""; 0]);
    }
    assert_eq!(stem("a/v1.2 of x"), "v1.2 of x");
}

#[test]
fn a_cut_name_is_found_again_by_its_code() {
    let known = Expected { names: [(code(), usual_name() + ".mp4")].into(), ..Expected::default() };
    let moved = format!("{} | kaese-soehne_campai", code());
    assert_eq!(nearest(&moved, &known), Some(usual_name()));
    assert!(!faults(&moved, &known).is_empty());
    let cut = usual_name().split_once('~').unwrap().0.to_owned();
    assert_eq!(faults(&cut, &known), ["incomplete", "no-code"]);
    assert_eq!(nearest(&cut, &known), None, "without its code nothing is guessed");
    let renamed = usual_name().replace("hook", "other");
    assert_eq!(faults(&renamed, &known), ["other-name"]);
    assert_eq!(nearest(&renamed, &known), Some(usual_name()));
    let stranger = usual_name().replace(code().as_str(), Code::of(&Digest::of(b"x")).as_str());
    assert_eq!(faults(&stranger, &known), ["unknown-code"]);
}

#[test]
fn a_wrong_value_is_told_with_the_nearest_right_one() {
    let hooks = BTreeSet::from(["hook".to_owned(), "slow".to_owned()]);
    let known = Expected { values: [(NameField::Hook, hooks)].into(), ..Expected::default() };
    let slip = usual_name().replace("hook", "hok");
    assert_eq!(faults(&slip, &known), ["unknown-value"]);
    assert_eq!(nearest(&slip, &known), Some(usual_name()));
    let loud = usual_name().replace("kaese-soehne", "Käse-Söhne");
    assert_eq!(faults(&loud, &known), ["bad-value"]);
    assert_eq!(nearest(&loud, &known), Some(usual_name()));
    let long = usual_name().replace("hook", &"h".repeat(21));
    assert_eq!(faults(&long, &Expected::default()), ["bad-value"]);
}

#[test]
fn a_mistyped_code_is_told() {
    let wrong = usual_name().replace(code().as_str(), "AAAAAAAA");
    assert_eq!(faults(&wrong, &Expected::default()), ["no-code"]);
    let small = usual_name().replace(code().as_str(), &code().as_str().to_lowercase());
    assert_eq!(faults(&small, &Expected::default()), ["bad-value"]);
    assert_eq!(nearest(&small, &Expected::default()), Some(usual_name()));
}

#[test]
fn words_are_not_taken_for_codes() {
    assert_eq!(code_in("a_campaign_about_mountain"), None);
    assert_eq!(code_in(&format!("x {} y", code())), Some(code()));
    assert_eq!(code_in(&format!("x~{}", code().as_str().to_lowercase())), Some(code()));
    let other = Code::of(&Digest::of(b"x"));
    assert_eq!(code_in(&format!("{} {other}", code())), None, "two codes are none");
}

fn any_template() -> impl Strategy<Value = Template> {
    let fields: Vec<NameField> =
        NameField::ALL.iter().map(|(field, ..)| *field).filter(|f| *f != NameField::Code).collect();
    let some = proptest::sample::subsequence(fields, 0..9).prop_shuffle();
    (some, "[_~][a-z0-9-]{0,3}", any::<bool>(), "(|[a-z]{1,4}_)").prop_map(
        |(fields, joint, code_first, start)| {
            let mut words: Vec<String> = fields.iter().map(ToString::to_string).collect();
            words.insert(if code_first { 0 } else { words.len() }, "{code}".to_owned());
            Template::parse(&(start + &words.join(&joint))).unwrap()
        },
    )
}

proptest! {
    #[test]
    fn what_a_template_writes_it_reads(
        template in any_template(),
        texts in proptest::collection::vec("\\PC{0,40}", 21),
        seed in any::<u64>(),
    ) {
        let code = Code::of(&Digest::of(&seed.to_be_bytes()));
        let text = |field: NameField| {
            let at = NameField::ALL.iter().position(|(known, ..)| *known == field).unwrap();
            texts[at].clone()
        };
        let name = template.name(&code, text);
        prop_assert!(name.len() <= 246);
        let reading = template.read(&format!("{name}.mp4"));
        let wanted: BTreeMap<NameField, String> = template
            .fields()
            .map(|field| match field {
                NameField::Code => (field, code.to_string()),
                other => (other, slug(&text(other), other.most())),
            })
            .collect();
        prop_assert_eq!(&reading.fields, &wanted);
        prop_assert_eq!(reading.code.as_ref(), Some(&code));
        prop_assert_eq!(lint(&template, &name, &Expected::default()).1, Vec::new());
        prop_assert_eq!(Template::parse(&template.to_string()), Ok(template));
    }

    #[test]
    fn no_name_is_too_odd_to_be_read(name in "\\PC{0,300}", template in any_template()) {
        let (reading, faults, _) = lint(&template, &name, &Expected::default());
        prop_assert!(!faults.is_empty() || reading.code.is_some());
    }
}
