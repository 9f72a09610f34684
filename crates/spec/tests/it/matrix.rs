//! What a brief's `[matrix]` may say.

use crate::acme::{fault_after, files, tree};
use model::id::ComponentKind;
use spec::matrix::Matrix;
use spec::workspace::Brief;

const BRIEF: &str = "campaigns/spring/brief.toml";
const END: &str = "because = \"the anniversary is gold\"\n";
const VARIED: &str =
    "[matrix]\nhooks = [\"hook/early\", \"again\"]\nscenes = [\"door\", \"table\"]\n";

fn after(matrix: &str) -> String {
    fault_after(BRIEF, END, &format!("{END}\n{matrix}"))
}

#[expect(clippy::unwrap_used, reason = "a test's own words are there")]
fn read(matrix: &str) -> Brief {
    let mut files = files();
    files.get_mut(BRIEF).unwrap().push_str(matrix);
    let loaded = spec::load(&tree(&files)).map_err(|f| spec::diagnostic::render(&f)).unwrap();
    loaded.workspace.briefs.into_values().next().unwrap()
}

#[expect(clippy::unwrap_used, reason = "a test's own words are there")]
fn matrix(text: &str) -> Matrix {
    read(text).matrix.unwrap()
}

#[test]
fn a_brief_without_a_matrix_has_none() {
    let brief = read("");
    assert_eq!(brief.matrix, None);
    assert_eq!((brief.hooks.len(), brief.ctas.len()), (0, 1));
}

#[test]
fn a_matrix_says_what_varies_how_much_and_what_meets() {
    let text = format!(
        "{VARIED}most = 3\npairs = [[\"scene\", \"hook\"]]\n\
         never = [{{ hook = \"early\", scene = \"table\" }}]\n\
         [[matrix.always]]\nscene = \"scene/door\"\nhook = \"again\"\n"
    );
    let brief = read(&text);
    let hooks: Vec<&str> = brief.hooks.iter().map(model::id::ComponentName::as_str).collect();
    assert_eq!(hooks, ["early", "again"]);
    let matrix = brief.matrix.unwrap();
    assert_eq!(matrix.of(ComponentKind::Scene).len(), 2);
    assert_eq!(matrix.of(ComponentKind::Motif).len(), 0);
    assert_eq!(matrix.most, Some(3));
    assert_eq!(matrix.pairs, [(ComponentKind::Hook, ComponentKind::Scene)]);
    assert_eq!(matrix.never[0].in_words(), "hook/early with scene/table");
    assert_eq!(matrix.always[0].in_words(), "hook/again with scene/door");
    assert_eq!(matrix.always[0].place.file, BRIEF);
}

#[test]
fn the_closing_card_of_the_brief_may_be_named_though_it_does_not_vary() {
    let matrix = matrix(&format!(
        "{VARIED}always = [{{ hook = \"again\", end_card = \"closing\", cta = \"order-again\" }}]\n"
    ));
    assert_eq!(matrix.of(ComponentKind::EndCard).len(), 0);
    assert_eq!(matrix.always[0].parts.len(), 3);
}

#[test]
fn what_the_brief_says_already_is_not_said_again() {
    insta::assert_snapshot!(after("[matrix]\nctas = [\"order-again\"]"), @r##"campaigns/spring/brief.toml:30:8 duplicate: the brief has `ctas` already, and `ctas` in `[matrix]` | keep `ctas` in `[matrix]` and remove `ctas` above it"##);
    insta::assert_snapshot!(after("[matrix]\nend_cards = [\"closing\"]"), @r##"campaigns/spring/brief.toml:30:13 duplicate: the brief has `end_card` already, and `end_cards` in `[matrix]` | keep `end_cards` in `[matrix]` and remove `end_card` above it"##);
}

#[test]
fn a_part_that_is_nowhere_is_refused_with_the_nearest() {
    insta::assert_snapshot!(after("[matrix]\nscenes = [\"dor\"]"), @r##"campaigns/spring/brief.toml:30:11 unknown-name: `dor` is not a scene | did you mean `door`? otherwise add `dor` to components/scenes.csv"##);
    insta::assert_snapshot!(after(&format!("{VARIED}never = [{{ hok = \"early\", scene = \"door\" }}]")), @r##"
    campaigns/spring/brief.toml:32:10 bad-value: `never` has 1 part; it needs two that do not meet | name a second part, or take the one out of what varies
    campaigns/spring/brief.toml:32:12 unknown-key: `hok` is not a key of `[[matrix.never]]` | did you mean `hook`?
    "##);
}

#[test]
fn a_pair_has_two_kinds_that_vary() {
    insta::assert_snapshot!(after(&format!("{VARIED}pairs = [[\"hook\"]]")), @r##"campaigns/spring/brief.toml:32:10 bad-value: a pair has two kinds, not 1 | write two, such as ["hook", "scene"]"##);
    insta::assert_snapshot!(after(&format!("{VARIED}pairs = [[\"hook\", \"motif\"]]")), @r##"campaigns/spring/brief.toml:32:10 not-varied: the pair names `motif`, of which one alone is made | list what varies in `motifs`, or remove the pair"##);
    // One call to action is made; a second scene stands beside the concept's own.
    insta::assert_snapshot!(after("[matrix]\nscenes = [\"door\"]\npairs = [[\"cta\", \"scene\"]]"), @r##"campaigns/spring/brief.toml:31:10 not-varied: the pair names `cta`, of which one alone is made | list what varies in `ctas`, or remove the pair"##);
}

#[test]
fn never_names_two_parts_and_always_what_varies() {
    insta::assert_snapshot!(after(&format!("{VARIED}never = [{{ hook = \"early\" }}]")), @r##"campaigns/spring/brief.toml:32:10 bad-value: `never` has 1 part; it needs two that do not meet | name a second part, or take the one out of what varies"##);
    insta::assert_snapshot!(after(&format!("{VARIED}always = [{{ motif = \"band\" }}]")), @r##"campaigns/spring/brief.toml:32:11 not-varied: motif/band must always be made and is not among what varies | add it to `motifs` in `[matrix]`"##);
    insta::assert_snapshot!(after(&format!("{VARIED}always = [{{}}]")), @r##"campaigns/spring/brief.toml:32:11 bad-value: `always` names no part | name what must be made, or remove it"##);
}

#[test]
fn combinations_do_not_contradict_each_other() {
    let never = "never = [{ hook = \"early\", scene = \"door\" }]\n";
    insta::assert_snapshot!(after(&format!("{VARIED}{never}always = [{{ hook = \"early\", scene = \"door\", cta = \"order-again\" }}]")), @r##"campaigns/spring/brief.toml:33:11 contradiction: hook/early with scene/door must always be made, and never by line 32 | remove one of the two"##);
    insta::assert_snapshot!(after(&format!("{VARIED}most = 1\nalways = [{{ hook = \"early\" }}, {{ hook = \"again\" }}]")), @r##"campaigns/spring/brief.toml:32:8 contradiction: `most` is 1, and `always` asks for 2 | raise `most` to 2 or more, or ask for less"##);
    // Either alone is fine.
    assert_eq!(
        after(&format!("{VARIED}{never}always = [{{ hook = \"early\", scene = \"table\" }}]")),
        ""
    );
}

#[test]
fn something_is_left_to_make() {
    insta::assert_snapshot!(after("[matrix]\nmusic = [\"morning\"]\nnever = [{ cta = \"order-again\", music = \"morning\" }]"), @r##"campaigns/spring/brief.toml:31:9 nothing-left: `never` leaves no combination of calls to action, closing cards and music | remove one of `never`, or let more vary"##);
    insta::assert_snapshot!(after(&format!("{VARIED}never = [{{ hook = \"early\", cta = \"order-again\" }}]\nalways = [{{ hook = \"early\" }}]")), @r##"campaigns/spring/brief.toml:33:11 nothing-left: `never` leaves nothing that hook/early can be made with | remove one of `never` that names these parts, or this `always`"##);
}

#[test]
fn nobody_makes_thousands_unasked() {
    let many = |structures: usize, most: &str| {
        let mut files = files();
        let rows = (0..30).fold(String::new(), |all, n| all + &format!("m{n},band,primary,,\n"));
        files.insert("components/motifs.csv".into(), format!("id,shape,colour,text,own\n{rows}"));
        let rows = (0..40).fold(String::new(), |all, n| all + &format!("s{n},hook;line\n"));
        files.insert("components/structures.csv".into(), format!("id,beats\n{rows}"));
        let list = |letter: &str, count: usize| {
            let names: Vec<String> = (0..count).map(|n| format!("\"{letter}{n}\"")).collect();
            names.join(", ")
        };
        let text = format!(
            "{VARIED}motifs = [{}]\nstructures = [{}]\n{most}",
            list("m", 30),
            list("s", structures)
        );
        files.get_mut(BRIEF).unwrap().push_str(&text);
        spec::load(&tree(&files)).err().map(|faults| faults[0].message.clone())
    };
    let listed = many(40, "most = 200");
    assert_eq!(listed.as_deref(), Some("`structures` lists 40 parts; a matrix takes 32"));
    assert_eq!(
        many(30, "").as_deref(),
        Some("these lists cross to 8649 variants of a concept and market")
    );
    assert_eq!(many(30, "most = 200"), None);
    assert_eq!(
        many(30, "most = 200\npairs = [[\"motif\", \"structure\"]]").as_deref(),
        Some("these pairs have 900 interactions to estimate; a matrix takes 400")
    );
}
