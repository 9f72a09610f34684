//! No text, however hostile, makes the reader panic.

use crate::acme::{files, tree};
use proptest::prelude::*;
use spec::diagnostic::{Place, render};

fn holds_its_places(text: &str, place: &Place) -> bool {
    let lines = text.split('\n').count().max(1);
    usize::try_from(place.line).is_ok_and(|line| (1..=lines + 1).contains(&line))
        && place.column >= 1
}

proptest! {
    // Each case loads the workspace once for every file.
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn arbitrary_text_in_every_file(text in "\\PC{0,200}|[\"',;\\[\\]{}=\\n\\r a-z0-9:$.#-]{0,200}") {
        for path in files().into_keys() {
            let mut files = files();
            files.insert(path, text.clone());
            if let Err(faults) = spec::load(&tree(&files)) {
                prop_assert!(!render(&faults).is_empty());
            }
        }
        drop(spec::decisions::parse("d.csv", &text, None));
        drop(spec::overrides::parse("o.csv", &text));
        drop(spec::formats::parse("f.csv", &text));
        drop(spec::deliverables::parse("l.csv", &text, &spec::formats::pack()));
        drop(spec::starter::from_spreadsheet("a.csv", &text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_valid_workspace_with_a_piece_cut_out_or_put_in(
        file in 0_usize..18,
        from in 0.0_f64..1.0,
        length in 0_usize..40,
        put in "[\"',;\\[\\]{}=\\n\\r a-zé0-9:$.#-]{0,6}",
    ) {
        let mut files = files();
        if let Some(text) = files.values_mut().nth(file) {
            let letters: Vec<char> = text.chars().collect();
            let start = (from * letters.len() as f64) as usize;
            let kept = letters.iter().take(start);
            let rest = letters.iter().skip(start + length);
            *text = kept.copied().chain(put.chars()).chain(rest.copied()).collect();
        }
        if let Err(faults) = spec::load(&tree(&files)) {
            prop_assert!(!faults.is_empty());
            for fault in &faults {
                let text = files.get(&fault.place.file).map_or("", String::as_str);
                prop_assert!(holds_its_places(text, &fault.place), "{}", fault.place);
            }
            prop_assert!(!render(&faults).contains("unexplained"), "{}", render(&faults));
        }
    }
}

#[test]
fn deep_nesting_is_refused() {
    let mut files = files();
    let deep = "{\"a\":".repeat(60) + "1" + &"}".repeat(60);
    files.insert("brand/tokens.json".to_owned(), deep);
    let toml =
        format!("schema = \"tiers/1\"\ncraft = {}1{}\n", "[".repeat(20_000), "]".repeat(20_000));
    files.insert("tiers.toml".to_owned(), toml);
    let brackets = "[".repeat(100_000);
    files.insert("brand/brand.json".to_owned(), brackets);
    let codes: Vec<_> =
        spec::load(&tree(&files)).unwrap_err().iter().map(|fault| fault.code).collect();
    assert!(codes.contains(&"too-deep") && codes.contains(&"bad-syntax"), "{codes:?}");
}

#[test]
fn a_cell_that_swallows_the_file_is_refused() {
    let mut files = files();
    let long = format!("id,text,form\na,\"{}\",statement\n", "x".repeat(70_000));
    files.insert("components/hooks.csv".to_owned(), long);
    let faults = spec::load(&tree(&files)).unwrap_err();
    assert_eq!(faults[0].code, "too-large");
    assert!(render(&faults).len() < 2_000);
}
