//! What a template may hold, and what is said of the rest.

use super::*;
use crate::source::SourceFile;
use proptest::prelude::*;

const PAGE: &str = "<!doctype html>\n<html><head><title>A page</title>\
<link rel=\"stylesheet\" href=\"style.css\"></head>\n<body>\n\
  <img data-slot=\"photo\" class=\"photo\">\n\
  <main class=\"words\"><h1 class=\"headline\" data-slot=\"headline\">Sample</h1>\n\
  <p><span data-slot=\"line\"></span></p><a class=\"cta\"><span data-slot=\"cta\"></span></a></main>\n\
</body></html>\n";
const STYLE: &str = ":root { --gap: 3vmin; }\n\
.words { position: absolute; inset: auto 6vmin 6vmin; display: flex; gap: var(--gap) }\n\
.headline { font-size: clamp(20px, 8vmin, 90px); color: var(--color-paper); --fit-min: 20px; }\n\
@media (min-aspect-ratio: 2/1) { .words { flex-direction: row } }\n";

fn tree(files: &[(&str, &str)]) -> SourceTree {
    SourceTree::new(files.iter().map(|(path, text)| SourceFile {
        path: format!("templates/poster/{path}"),
        digest: Digest::of(text.as_bytes()),
        bytes: text.len() as u64,
        text: Some((*text).into()),
    }))
}

fn brand() -> Vars {
    let colours = [("primary".to_owned(), Colour::BLACK), ("paper".to_owned(), Colour::WHITE)];
    brand_vars(&BTreeMap::from(colours))
}

fn read_with(page: &str, style: &str) -> (Option<Template>, Vec<Diagnostic>) {
    let files = tree(&[("index.html", page), ("style.css", style)]);
    let (mut templates, faults) = read_all(&files, &brand());
    (templates.remove("poster"), faults)
}

/// Each fault as `file:line:column code: message | remedy`.
fn said(page: &str, style: &str) -> Vec<String> {
    let (_, faults) = read_with(page, style);
    let told = |fault: &Diagnostic| {
        let Place { file, line, column, .. } = &fault.place;
        let file = file.strip_prefix("templates/poster/").unwrap_or(file);
        format!("{file}:{line}:{column} {}: {} | {}", fault.code, fault.message, fault.remedy)
    };
    faults.iter().map(told).collect()
}

#[test]
fn a_template_reads_without_faults() {
    let (template, faults) = read_with(PAGE, STYLE);
    assert_eq!(crate::diagnostic::render(&faults), "");
    let template = template.unwrap();
    let Content::Boxes(inside) = &template.root.content else { panic!("no boxes") };
    assert_eq!(inside[0].content, Content::Picture(Picture::Photo));
    let Content::Boxes(words) = &inside[1].content else { panic!("no boxes") };
    let slots: Vec<_> = words.iter().map(|one| one.content.clone()).collect();
    let slot = |slot| Content::Words(vec![Piece::Slot(slot)]);
    assert_eq!(slots, [slot(WordSlot::Headline), slot(WordSlot::Line), slot(WordSlot::Cta)]);
    assert_eq!(template.rules.len(), 4);
    assert_eq!(template.rules[3].when, [[Condition::LeastAspect(2.0)]]);
}

#[test]
fn what_is_not_known_is_named_with_its_place_and_the_nearest_all_at_once() {
    let page = "<body>\n  <dvi class=\"a\"></dvi>\n  <p data-slot=\"headlnie\"></p>\n  <img data-slot=\"phto\">\n</body>";
    let style = ".a {\n  colr: red;\n  color: rde;\n  width: 3ft;\n}\n";
    let all = said(&format!("<link rel=\"stylesheet\" href=\"style.css\">{page}"), style);
    let expected = [
        "index.html:2:3 unknown-element: `<dvi>` is not an element of a template | did you mean `div`?",
        "index.html:3:3 unknown-slot: `headlnie` is not a slot for words | did you mean `headline`?",
        "index.html:4:3 unknown-slot: `phto` is not a slot for pictures | did you mean `photo`?",
        "style.css:2:3 unknown-property: `colr` is not a property of a template | did you mean `color`?",
    ];
    for line in expected {
        assert!(all.iter().any(|one| one == line), "{line}\n is not in\n{}", all.join("\n"));
    }
    assert!(all.iter().any(|one| one.starts_with("style.css:3:3 bad-value")));
    assert!(all.iter().any(|one| one.starts_with("style.css:4:3 bad-value")));
}

#[test]
fn nothing_leaves_the_folder() {
    for address in ["../brand/logo.png", "https://example.com/a.png", "/etc/passwd", "a\\b.png"] {
        let page = format!("<body><img src=\"{address}\"></body>");
        assert!(said(&page, "")[0].contains("outside-folder"), "{address}");
    }
    assert!(said("<body><img src=\"gone.png\"></body>", "")[0].contains("missing-file"));
    let style = ".a { background: url(https://example.com/a.png) }";
    assert!(said(&PAGE.replace("class=\"photo\"", "class=\"a\""), style)[0].contains("no file"));
}

#[test]
fn a_variable_that_stands_for_nothing_or_for_itself_is_refused() {
    assert!(said(PAGE, "p { color: var(--color-papper) }")[0].contains("--color-paper"));
    assert!(
        said(PAGE, ":root { --a: var(--b); --b: var(--a) } p { color: var(--a) }")[0]
            .contains("stand for one another")
    );
    assert_eq!(said(PAGE, "p { color: var(--nothing, #123456) }"), [""; 0]);
}

#[test]
fn hostile_templates_are_refused_and_do_not_hang() {
    let deep = format!("<body>{}{}</body>", "<div>".repeat(5000), "</div>".repeat(5000));
    assert!(said(&deep, "").iter().any(|one| one.contains("too-deep")));
    let many = format!("<body>{}</body>", "<div></div>".repeat(5000));
    assert_eq!(said(&many, "").iter().filter(|one| one.contains("too-deep")).count(), 1);
    let rules = "a{color:#fff}".repeat(3000);
    assert!(said(PAGE, &rules).iter().any(|one| one.contains("at most 1000 rules")));
    let nested = format!("p {{ width: {}1px{} }}", "calc(".repeat(4000), ")".repeat(4000));
    assert!(!said(PAGE, &nested).is_empty());
    let pair = |i: u32| format!("--v{}: var(--v{i}) var(--v{i});", i + 1);
    let doubled = (0..40).map(pair).collect::<Vec<_>>().concat();
    assert!(
        !said(PAGE, &format!(":root {{ --v0: 1px; {doubled} }} p {{ margin: var(--v40) }}"))
            .is_empty()
    );
}

#[test]
fn lengths_add_up() {
    let around = Surroundings {
        width: 1000.0,
        height: 500.0,
        em: 20.0,
        rem: 10.0,
        safe: [1.0, 2.0, 3.0, 4.0],
    };
    let px = |text: &str| match parse("width", text, &Vars::new()) {
        Ok(Value::Length(length)) => length.px(&around),
        other => panic!("{text}: {other:?}"),
    };
    assert!((px("calc(env(safe-bottom) + 2vmin * 3 - 1rem)") - 23.0).abs() < 1e-9);
    assert!((px("clamp(10px, 50vw, 300px)") - 300.0).abs() < 1e-9);
    assert!((px("min(2em, 30px)") - 30.0).abs() < 1e-9);
    assert!(parse("width", "calc(50% + 3px)", &Vars::new()).is_err());
    assert!(parse("width", "3", &Vars::new()).is_err());
}

#[test]
fn a_gradient_spreads_its_stops() {
    let parsed = parse(
        "background",
        "linear-gradient(to right, #000, #fff8, black 40%, white)",
        &Vars::new(),
    );
    let Ok(Value::Background(Background::Gradient { angle, stops })) = parsed else {
        panic!("{parsed:?}");
    };
    let places: Vec<f64> = stops.iter().map(|(_, at)| (at * 100.0).round()).collect();
    assert_eq!((angle, places), (90.0, vec![0.0, 20.0, 40.0, 100.0]));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(page in ".{0,200}", style in ".{0,200}") {
        let (template, faults) = read_with(&page, &style);
        prop_assert!(template.is_some() || !faults.is_empty());
    }

    #[test]
    fn any_value_is_read_or_refused(value in "[a-z0-9%#(), ./*+-]{0,60}") {
        for property in PROPERTIES {
            let read = parse(property.name, &value, &Vars::new());
            prop_assert!(read.is_ok() || read.is_err_and(|message| !message.is_empty()));
        }
    }
}
