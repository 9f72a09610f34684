use crate::acme::{fault_after, faults_after, files, tree};

const BRIEF: &str = "campaigns/spring/brief.toml";

#[test]
fn an_unknown_key_is_shown_with_its_line_and_the_nearest_key() {
    let faults = faults_after(&[(BRIEF, "budget = 40000", "budgte = 40000\nbudget = 1")]);
    insta::assert_snapshot!(spec::diagnostic::render(&faults), @r##"
    campaigns/spring/brief.toml:12:1: `budgte` is not a key of a brief (unknown-key)
      12 | budgte = 40000
         | ^^^^^^
         = remove it; `budget` is written already
    "##);
    insta::assert_snapshot!(fault_after(BRIEF, "budget =", "budgte ="), @r##"campaigns/spring/brief.toml:12:1 unknown-key: `budgte` is not a key of a brief | did you mean `budget`?"##);
    insta::assert_snapshot!(fault_after("architecture.toml", "whose =", "who ="), @r##"
    architecture.toml:14:1 missing-key: `[purposes.diagnosis]` has no `whose` | add `whose = "…"`: who found it
    architecture.toml:17:1 unknown-key: `who` is not a key of `[purposes.diagnosis]` | remove it; the keys here are `stalls`, `evidence`, `whose`
    "##);
}

#[test]
fn a_missing_key_says_what_to_add() {
    insta::assert_snapshot!(fault_after(BRIEF, "lead = \"emotion\"\n", ""), @r##"campaigns/spring/brief.toml:1:1 missing-key: a brief has no `lead` | add `lead = "…"`: what leads: price, quality, emotion, provocation, …"##);
    insta::assert_snapshot!(fault_after("architecture.toml", "evidence = \"order data 2026\"\n", ""), @r##"architecture.toml:14:1 missing-key: `[purposes.diagnosis]` has no `evidence` | add `evidence = "…"`: on which evidence"##);
}

#[test]
fn a_wrong_type_says_which_is_right() {
    insta::assert_snapshot!(fault_after(BRIEF, "\"The second loaf\"", "7"), @r##"campaigns/spring/brief.toml:2:9 wrong-type: `title` should be text, not a whole number | write text in quotes"##);
    insta::assert_snapshot!(fault_after(BRIEF, "budget = 40000", "budget = \"a lot\""), @r##"campaigns/spring/brief.toml:12:10 wrong-type: `budget` should be a number, not text | write a number"##);
    insta::assert_snapshot!(fault_after(BRIEF, "[\"second-loaf\"]", "\"second-loaf\""), @r##"campaigns/spring/brief.toml:5:16 wrong-type: `propositions` should be a list, not text | write a list in square brackets, such as ["one", "two"]"##);
    insta::assert_snapshot!(fault_after(BRIEF, "budget = 40000", "budget = 40000\nkeep = 0"), @r##"campaigns/spring/brief.toml:13:8 bad-value: `0` is out of range | write a number from 1 to 100"##);
}

#[test]
fn a_name_of_nothing_is_refused_with_the_nearest() {
    insta::assert_snapshot!(fault_after(BRIEF, "\"win-back\"", "\"win-bakc\""), @r##"campaigns/spring/brief.toml:3:11 unknown-name: `win-bakc` is not a purpose | did you mean `win-back`? otherwise add `win-bakc` to architecture.toml"##);
    insta::assert_snapshot!(fault_after(BRIEF, "\"yt_bumper_6\"", "\"yt-bumper-6\""), @r##"campaigns/spring/brief.toml:9:35 unknown-name: `yt-bumper-6` is not a format | did you mean `yt_bumper_6`? otherwise add `yt-bumper-6` to formats.csv"##);
    insta::assert_snapshot!(fault_after(BRIEF, "decider = \"Ben\"", "decider = \"Zoe\""), @r##"campaigns/spring/brief.toml:15:11 unknown-name: `Zoe` is not a person | add it to throughline.toml, or name one that is there: `Ana`, `Ben`"##);
    insta::assert_snapshot!(fault_after("brand/endcards.csv", "primary", "prmary"), @r##"brand/endcards.csv:2:73 unknown-name: `prmary` is not a colour of the brand | did you mean `primary`? otherwise add `prmary` to brand/tokens.json"##);
    insta::assert_snapshot!(fault_after("components/hooks.csv", "hook/early", "hook/erly"), @r##"components/hooks.csv:3:35 unknown-name: `hook/erly` is not a hook | did you mean `early`? otherwise add `erly` to components/hooks.csv"##);
}

#[test]
fn a_file_that_is_not_there_is_refused() {
    insta::assert_snapshot!(fault_after("components/scenes.csv", "media/door.png", "media/doors.png"), @r##"components/scenes.csv:2:23 missing-file: scene `door` names `media/doors.png`, which is not there | did you mean `media/door.png`? otherwise put the file there"##);
    insta::assert_snapshot!(fault_after("brand/brand.json", "logos/main.svg", "logos/man.svg"), @r##"brand/brand.json:3:35 missing-file: logo `main` names `logos/man.svg`, which is not there | did you mean `logos/main.svg`? otherwise put the file there"##);
}

#[test]
fn what_stands_twice_is_refused_once() {
    insta::assert_snapshot!(fault_after("components/hooks.csv", "again,Again?,Nochmal?,,question,,,hook/early", "early,Again?,Nochmal?,,question,,,"), @r##"components/hooks.csv:3:1 duplicate: `early` stands twice, first in line 2 | remove or rename one of the two"##);
    insta::assert_snapshot!(fault_after("throughline.toml", "\"Ben\"", "\"Ana\"").lines().last().unwrap(), @r##"throughline.toml:10:8 duplicate: `Ana` in `[[people]]` stands twice, first in line 6 | remove or rename one of the two"##);
    insta::assert_snapshot!(fault_after(BRIEF, "[\"second-loaf\"]", "[\"second-loaf\", \"second-loaf\"]"), @r##"campaigns/spring/brief.toml:5:32 duplicate: `second-loaf` in `propositions` stands twice, first in line 5 | remove or rename one of the two"##);
}

#[test]
fn dates_stand_in_order_and_exist() {
    insta::assert_snapshot!(fault_after(BRIEF, "\"2026-03-28\"", "2026-02-01"), @r##"campaigns/spring/brief.toml:11:13 date-order: the flight ends on 2026-02-01 before it begins on 2026-03-01 | put `flight_from` before `flight_to`"##);
    insta::assert_snapshot!(fault_after(BRIEF, "\"2026-03-28\"", "\"28.3.2026\""), @r##"campaigns/spring/brief.toml:11:13 bad-date: `28.3.2026` is not a date | write year-month-day, such as 2026-03-01"##);
    insta::assert_snapshot!(fault_after("brand/endcards.csv", "2026-12-31", "2025-12-31"), @r##"brand/endcards.csv:2:62 date-order: this end card ends on 2025-12-31 before it begins on 2026-01-01 | put `valid_from` before `valid_to`"##);
}

#[test]
fn a_legal_rule_cannot_be_broken() {
    insta::assert_snapshot!(fault_after(BRIEF, "rule = \"own-colours\"", "rule = \"organic-claim\""), @r##"campaigns/spring/brief.toml:25:8 legal-rule: `organic-claim` is a legal rule and cannot be broken: Say organic only with the number | remove it from `[[breaks]]`; only rules of force `brand` may be broken"##);
}

#[test]
fn the_schema_is_named_and_not_newer() {
    insta::assert_snapshot!(fault_after(BRIEF, "schema = \"brief/1\"\n", ""), @r##"campaigns/spring/brief.toml:1:1 missing-schema: a brief says no `schema` | write `schema = "brief/1"` at the top"##);
    insta::assert_snapshot!(fault_after(BRIEF, "brief/1", "house/1"), @r##"campaigns/spring/brief.toml:1:10 wrong-schema: `house/1` is not the schema of a brief | write `schema = "brief/1"` at the top"##);
    insta::assert_snapshot!(fault_after(BRIEF, "brief/1", "brief/2"), @r##"campaigns/spring/brief.toml:1:10 newer-schema: `brief/2` was written by a newer throughline | update throughline, or write it for `brief/1`"##);
}

#[test]
fn a_broken_file_does_not_hide_the_others_nor_blame_them() {
    let faults = faults_after(&[
        ("architecture.toml", "[position]", "[position"),
        ("brand/tokens.json", "\"$type\": \"color\",", "\"$type\": \"color\""),
        ("components/ctas.csv", "Order again", "\"Order again"),
    ]);
    insta::assert_snapshot!(spec::diagnostic::render(&faults), @r##"
    architecture.toml:3:10: unclosed table, expected `]` (bad-syntax)
      3 | [position
        |          ^
        = write `key = value` lines below `[table]` headers; words stand in quotes

    brand/tokens.json:4:5: expected `,` or `}` (bad-syntax)
      4 |     "primary": {"$value": {"colorSpace": "srgb", "components": [0.7, 0.33, 0.12], "hex": "#b3541e"}}…
        |     ^
        = check commas, quotes and brackets here and in the line before

    components/ctas.csv:2:1: a double quote is opened in this row and never closed (bad-syntax)
      2 | order-again,"Order again,Nochmal bestellen
        | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        = close it; inside a quoted cell a double quote is written twice
    "##);
}

#[test]
fn csv_faults_point_at_the_cell() {
    insta::assert_snapshot!(fault_after("components/scenes.csv", "0.4,0.6,light", "0.4,1.6,bright"), @r##"
    components/scenes.csv:2:42 bad-value: `1.6` is out of range | write a number from 0 to 1
    components/scenes.csv:2:46 bad-value: `bright` is none of the words known here | did you mean `light`? it can be `light`, `dark`
    "##);
    insta::assert_snapshot!(fault_after("components/hooks.csv", "id,text,text:de", "id,text,text:German"), @r##"components/hooks.csv:1:9 bad-value: `German` is not a language tag | write a tag such as `de` or `pt-BR`"##);
    insta::assert_snapshot!(fault_after("components/motifs.csv", "a band,yes", "a band"), @r##"components/motifs.csv:2:1 uneven-row: this row has 4 cells where the header has 5 | put cells that hold a comma in double quotes, and leave none out"##);
    insta::assert_snapshot!(fault_after("components/structures.csv", "id,beats\nask,hook;line;cta", "id;beats\nask;hook"), @r##"components/structures.csv:1:1 bad-syntax: the columns are separated by semicolons, not by commas | save the sheet as comma-separated values"##);
}

#[test]
fn a_header_of_a_million_columns_is_refused_without_walking_it_for_each() {
    let text = ",".repeat(1 << 20) + "\n";
    let faults = spec::deliverables::parse("list.csv", &text, &spec::formats::pack()).unwrap_err();
    assert_eq!(faults[0].message, "the header has 1048577 columns");
}

#[test]
fn prices_below_a_cent_are_refused_rather_than_lost() {
    insta::assert_snapshot!(fault_after("throughline.toml", "0.04", "0.004"), @r##"throughline.toml:19:20 bad-value: `0.004` has more decimals than the currency has | round it, or price more of it at once (a thousand pictures instead of one)"##);
}

#[test]
fn a_grade_says_how_dark_and_how_light() {
    let brand = "brand/brand.json";
    let stated =
        |grade: &str| format!("\"visual_guidelines\": {{\"grade\": {grade}}},\n  \"logos\"");
    let upside_down = stated("{\"black\": 0.9, \"white\": 0.1}");
    insta::assert_snapshot!(fault_after(brand, "\"logos\"", &upside_down), @r##"brand/brand.json:3:34 bad-value: `grade` does not say how dark and how light films get | write both as luma from 0 to 1, such as `{"black": 0.1, "white": 0.85}`"##);
    let mut files = crate::acme::files();
    let text = files.get_mut(brand).unwrap();
    *text = text.replacen("\"logos\"", &stated("{\"black\": 0.1, \"white\": 0.85}"), 1);
    let grade = spec::load(&crate::acme::tree(&files)).unwrap().workspace.brand.grade.unwrap();
    assert_eq!((grade.black.0, grade.white.0), (0.1, 0.85));
}

#[test]
fn tokens_cannot_refer_to_nothing_nor_to_themselves() {
    let tokens = "brand/tokens.json";
    insta::assert_snapshot!(fault_after(tokens, "{color.primary}", "{color.primry}"), @r##"brand/tokens.json:7:26 unknown-name: `{color.primry}` is not a token | did you mean `{color.primary}`?"##);
    insta::assert_snapshot!(fault_after(tokens, "{color.primary}", "{color.accent}"), @r##"brand/tokens.json:7:26 circle: the token `color.accent` leads to no value in 32 steps | it may refer to itself in a circle: give one of them a value"##);
    insta::assert_snapshot!(fault_after(tokens, "\"paper\"", "\"papr\"").lines().last().unwrap(), @r##"directions/near.toml:5:23 unknown-name: `paper` is not a colour of the brand | did you mean `papr`? otherwise add `paper` to brand/tokens.json"##);
}

#[test]
fn files_with_names_that_are_not_read_are_named() {
    let mut files = files();
    files.insert("components/hook.csv".to_owned(), "id\n".to_owned());
    files.insert("campaigns/spring/breif.toml".to_owned(), String::new());
    files.insert("campaigns/Summer 26/brief.toml".to_owned(), "schema = \"brief/1\"\n".to_owned());
    let faults = spec::load(&tree(&files)).unwrap_err();
    let said: Vec<_> = faults
        .iter()
        .filter(|fault| fault.code != "missing-key")
        .map(|fault| format!("{} {}", fault.place.file, fault.remedy))
        .collect();
    insta::assert_debug_snapshot!(said, @r##"
    [
        "campaigns/Summer 26/brief.toml rename it to `summer-26`",
        "campaigns/spring/breif.toml did you mean `campaigns/spring/brief.toml`?",
        "components/hook.csv did you mean `components/hooks.csv`?",
    ]
    "##);
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let faults = faults_after(&[
        (BRIEF, "\"win-back\"", "\"win-bakc\""),
        (BRIEF, "decider = \"Ben\"\n", ""),
        ("throughline.toml", "\"EUR\"", "\"euro\""),
        ("components/hooks.csv", "statement,convenience", "statement,convenient"),
        ("directions/near.toml", "push-in", "zoom-in"),
        ("brand/brand.json", "\"force\": \"brand\"", "\"force\": \"strong\""),
        ("performance/sources.csv", "simulated", "imagined"),
    ]);
    let said: Vec<_> =
        faults.iter().map(|fault| format!("{} {}", fault.place, fault.code)).collect();
    insta::assert_debug_snapshot!(said, @r##"
    [
        "brand/brand.json:9:63 bad-value",
        "campaigns/spring/brief.toml:1:1 missing-key",
        "campaigns/spring/brief.toml:3:11 unknown-name",
        "campaigns/spring/brief.toml:24:8 unknown-name",
        "components/hooks.csv:2:77 bad-value",
        "directions/near.toml:10:12 bad-value",
        "performance/sources.csv:2:10 bad-value",
        "throughline.toml:3:12 bad-value",
    ]
    "##);
}

#[test]
fn an_empty_folder_says_what_belongs_there() {
    let faults = spec::load(&spec::source::SourceTree::default()).unwrap_err();
    let files: Vec<_> = faults.iter().map(|fault| fault.place.file.as_str()).collect();
    assert_eq!(
        files,
        ["architecture.toml", "brand/brand.json", "brand/tokens.json", "throughline.toml"]
    );
}
