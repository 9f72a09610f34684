//! Pictures from templates.

use super::{Square, brief, brief_mut};
use crate::fixture::*;
use crate::ingredient::{Brandbook, ingredients};
use crate::still::still;
use crate::variant::variants;
use model::id::FormatId;
use spec::workspace::Workspace;

/// A workspace whose campaign has a template of its own.
fn templated(page: &str) -> Workspace {
    let mut workspace = workspace();
    let vars = spec::template::brand_vars(&workspace.brand.colours);
    let template = spec::template::read_one("poster", page, &vars).unwrap();
    workspace.templates.insert("poster".into(), template);
    brief_mut(&mut workspace).template = Some("poster".into());
    workspace
}

#[test]
fn a_template_stands_for_motif_and_composition_of_pictures_and_for_nothing_in_films() {
    let page = "<body><h1 data-slot=headline></h1></body>";
    let built_in = workspace();
    let with = templated(page);
    let hangs_on = |workspace: &Workspace, format: &str| -> Vec<String> {
        let variant = &variants(&kept(), brief(workspace), workspace).variants[0];
        let format = &workspace.formats[&format.parse::<FormatId>().unwrap()];
        let book = Brandbook::of(workspace, &faces());
        ingredients(&book, variant, format).into_iter().map(|input| input.role).collect()
    };
    let still = hangs_on(&with, "feed_1x1");
    assert!(still.contains(&"template/poster (files)".to_owned()), "{still:?}");
    assert!(!still.iter().any(|role| role.contains("composition") || role.starts_with("motif/")));
    assert_eq!(hangs_on(&with, "feed_film"), hangs_on(&built_in, "feed_film"));
    let digest = |page: &str| templated(page).templates["poster"].digest;
    assert_ne!(digest(page), digest("<body><h2 data-slot=headline></h2></body>"));
}

#[test]
fn words_that_do_not_fit_a_template_are_named_with_language_format_and_place() {
    let style = "<style>h1 { width: 10px }</style>";
    let workspace = templated(&format!("{style}<body>\n<h1 data-slot=headline></h1></body>"));
    let variant = &variants(&kept(), brief(&workspace), &workspace).variants[0];
    let format = &workspace.formats[&"mpu".parse::<FormatId>().unwrap()];
    let error = still(variant, format, &workspace, &faces(), &Square).unwrap_err().to_string();
    for part in ["template `poster`", "`mpu`", "`en-GB`", "templates/poster/index.html:2:1"] {
        assert!(error.contains(part), "{part} is not in {error}");
    }
}
