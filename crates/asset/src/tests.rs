//! What a campaign's makers can rely on.

mod films;
mod provenance;
mod templates;
mod voices;

use crate::adopt::{adopt, asset_of};
use crate::deliverable::{deliverables, subject};
use crate::error::AssetError;
use crate::film::film;
use crate::fixture::*;
use crate::ingredient::{Brandbook, explain, ingredients};
use crate::still::still;
use crate::tie::{asset_links, deliverable_links, variant_links};
use crate::trafficking::{Delivered, trafficking_row, trafficking_sheet};
use crate::variant::{Variants, variants};
use layout::template::{Extent, Measure, Words};
use model::asset::{PurposeState, Variant};
use model::digest::Digest;
use model::id::Code;
use model::person::{Attestation, By, PersonName};
use model::step::StepInput;
use model::timeline::Timeline;
use model::unit::{Date, Secs};
use spec::format::Format;
use spec::workspace::{Brief, Workspace};
use std::collections::{BTreeMap, BTreeSet};

/// Every letter is as wide as high.
struct Square;

impl Measure for Square {
    fn extent(&self, words: Words<'_>, _: f32) -> Extent {
        let size = words.size as f32;
        let width = words.text.chars().count() as f32 * size;
        Extent { width, height: size * words.leading as f32, lines: 1 }
    }
}

fn brief(workspace: &Workspace) -> &Brief {
    workspace.briefs.values().next().unwrap()
}

fn brief_mut(workspace: &mut Workspace) -> &mut Brief {
    workspace.briefs.values_mut().next().unwrap()
}

fn made(workspace: &Workspace) -> Variants {
    variants(&kept(), brief(workspace), workspace)
}

fn film_format(workspace: &Workspace) -> Format {
    workspace.formats.values().find(|format| format.id.as_str() == "feed_film").unwrap().clone()
}

fn first_film(workspace: &Workspace, format: &Format) -> Result<Timeline, AssetError> {
    let variant = made(workspace).variants.remove(0);
    film(&variant, format, workspace, &faces())
}

/// Every file of a campaign with what it hangs on, by subject.
fn all_ingredients(workspace: &Workspace) -> BTreeMap<String, Vec<StepInput>> {
    let faces = faces();
    let book = Brandbook::of(workspace, &faces);
    let mut all = BTreeMap::new();
    for variant in made(workspace).variants {
        for id in &brief(workspace).formats {
            let needed = ingredients(&book, &variant, &workspace.formats[id]);
            all.insert(subject(&variant, id), needed);
        }
    }
    all
}

/// Returns why each file would be remade, for those that would.
fn remade(change: impl FnOnce(&mut Workspace)) -> BTreeMap<String, String> {
    let mut workspace = workspace();
    let before = all_ingredients(&workspace);
    change(&mut workspace);
    let after = all_ingredients(&workspace);
    after
        .iter()
        .filter(|(subject, inputs)| before.get(*subject) != Some(*inputs))
        .map(|(subject, inputs)| (subject.clone(), explain(&before[subject], inputs)))
        .collect()
}

#[test]
fn each_concept_varies_by_market_in_its_language() {
    let made = made(&workspace());
    assert_eq!(made.warnings, Vec::<String>::new());
    let seen: Vec<(&str, &str)> =
        made.variants.iter().map(|v| (v.language.as_str(), v.headline.as_str())).collect();
    assert_eq!(
        seen,
        [
            ("en-GB", "Start the day outside"),
            ("de", "Raus in den Tag"),
            ("en-GB", "Take your time"),
            ("de", "Nimm dir Zeit")
        ]
    );
    let cards: BTreeSet<(String, String)> =
        made.variants.iter().map(|v| (v.market.to_string(), v.end_card.to_string())).collect();
    let expected = [("de", "end-card/all"), ("uk", "end-card/uk")];
    assert_eq!(cards, expected.map(|(m, c)| (m.to_owned(), c.to_owned())).into());
}

#[test]
fn a_missing_translation_skips_that_market_and_is_said() {
    let mut workspace = workspace();
    workspace.components.hooks[1].text.remove("de");
    let made = made(&workspace);
    assert_eq!(made.variants.len(), 3);
    assert_eq!(made.warnings.len(), 1);
    assert!(made.warnings[0].contains("hook/slow has no words in `de`"));
}

#[test]
fn the_briefs_matrix_multiplies_hooks_and_calls() {
    let mut workspace = workspace();
    brief_mut(&mut workspace).hooks = vec!["slow".parse().unwrap()];
    brief_mut(&mut workspace).ctas = vec!["shop".parse().unwrap(), "visit".parse().unwrap()];
    // First concept: two hooks × (two calls in English, one in German); second: its own hook.
    assert_eq!(made(&workspace).variants.len(), 2 * 3 + 3);
    workspace.components.hooks[1].propositions = vec!["light".parse().unwrap()];
    assert!(made(&workspace).warnings.iter().any(|w| w.contains("cannot carry `lasting`")));
}

#[test]
fn without_a_valid_closing_card_nothing_is_made() {
    let mut workspace = workspace();
    workspace.brand.end_cards.retain(|card| card.id.name.as_str() == "old");
    let made = made(&workspace);
    assert!(made.variants.is_empty());
    assert!(made.warnings.iter().all(|warning| warning.contains("no closing card")));
    workspace.brand.end_cards[0].valid_to = Some(Date::constant(2026, 4, 30));
    assert_eq!(variants(&kept(), brief(&workspace), &workspace).variants.len(), 2);
}

#[test]
fn a_file_name_carries_its_code_and_stays_within_limits() {
    let mut workspace = workspace();
    workspace.brand.name = "Käse & Söhne / Fernweh Outdoor-Ausrüster GmbH".into();
    let mut codes = BTreeSet::new();
    for variant in made(&workspace).variants {
        for deliverable in deliverables(&variant, brief(&workspace), &workspace) {
            let name = &deliverable.file_name;
            assert!(name.len() <= 120, "{name}");
            assert!(
                name.chars().all(|c| c.is_ascii_alphanumeric() || "_-~.".contains(c)),
                "{name}"
            );
            let (before, after) = name.split_once('~').unwrap();
            assert_eq!(before.split('_').count(), 6, "{name}");
            assert!(before.starts_with("kaese-soehne-fernweh"), "{name}");
            let code = after.split('.').next().unwrap();
            assert_eq!(Code::parse(code), Some(deliverable.code.clone()));
            assert!(codes.insert(deliverable.code));
        }
    }
    assert_eq!(codes.len(), 12);
}

#[test]
fn png_is_written_only_where_jpeg_is_not_taken() {
    let mut format = workspace().formats.values().next().unwrap().clone();
    assert_eq!(crate::deliverable::container(&format), "jpg");
    format.containers = vec!["png".into()];
    assert_eq!(crate::deliverable::container(&format), "png");
    format.containers.push("jpg".into());
    assert_eq!(crate::deliverable::container(&format), "jpg");
}

#[test]
fn a_hooks_new_words_remake_exactly_its_dependants_and_say_why() {
    let remade = remade(|workspace| {
        workspace.components.hooks[0].text.insert("en".into(), "Go outside".into());
    });
    let mut reasons: Vec<&str> = remade.values().map(String::as_str).collect();
    reasons.dedup();
    assert_eq!(remade.len(), 3);
    assert!(remade.keys().all(|subject| subject.contains("/uk/fresh/")));
    assert_eq!(reasons, ["hook/fresh changed (text)"]);
}

#[test]
fn each_change_remakes_what_shows_it() {
    let count = |change: fn(&mut Workspace)| remade(change).len();
    // Four variants, each as two pictures and a film.
    assert_eq!(count(|w| w.components.scenes[0].digest = Digest::of(b"new")), 6);
    assert_eq!(count(|w| w.components.motifs[1].shape = "none".into()), 6);
    assert_eq!(count(|w| w.brand.logos[0].clear_space.0 = 0.7), 12);
    assert_eq!(count(|w| w.components.music[0].digest = Digest::of(b"new")), 4);
    // A picture carries the legal line too.
    assert_eq!(count(|w| w.brand.end_cards[0].legal = "New terms.".into()), 6);
    assert_eq!(count(|w| brief_mut(w).film_length = Secs(6.0)), 4);
    assert_eq!(
        count(|w| w.directions.values_mut().next().unwrap().cuts_per_minute = Some(40.0)),
        4
    );
    assert_eq!(
        count(|w| w.directions.values_mut().next().unwrap().composition = "right".into()),
        8
    );
    // Small banners and pictures do not show these.
    assert_eq!(
        count(|w| {
            w.components.hooks[0].line.insert("en".into(), "New.".into());
        }),
        2
    );
    assert_eq!(
        count(|w| {
            w.brand.colours.insert("unused".into(), model::colour::Colour::BLACK);
        }),
        0
    );
    assert_eq!(count(|w| w.brand.end_cards[1].text = "Other".into()), 0);
    assert_eq!(count(|w| brief_mut(w).title = "Other".into()), 0);
}

#[test]
fn an_explanation_names_what_came_and_went() {
    let input =
        |role: &str, bytes: &[u8]| StepInput { role: role.into(), digest: Digest::of(bytes) };
    let old = [input("hook/a (text)", b"1"), input("brand (logo)", b"1")];
    let new = [input("hook/b (text)", b"1"), input("brand (logo)", b"2")];
    assert_eq!(
        explain(&old, &new),
        "brand changed (logo), hook/a (text) is no longer used, hook/b (text) is new"
    );
    assert_eq!(explain(&old, &old), "nothing changed");
}

#[test]
fn a_part_that_is_gone_is_named() {
    let mut workspace = workspace();
    let variant: Variant = made(&workspace).variants.remove(0);
    workspace.components.scenes.clear();
    let format = workspace.formats.values().next().unwrap();
    let error = still(&variant, format, &workspace, &faces(), &Square).unwrap_err();
    assert!(error.to_string().contains("`scene/park`"));
}

#[test]
fn what_was_found_is_adopted_without_a_purpose() {
    let found = adopt("old/film.mp4", Digest::of(b"film"), 4);
    assert_eq!(found.purpose, PurposeState::Unstated);
    assert!(asset_links(&found).is_empty());
    assert_eq!(asset_links(&asset_of(&kept()[0])).len(), 2);
}

#[test]
fn everything_made_hangs_on_the_thread() {
    let workspace = workspace();
    let variant = made(&workspace).variants.remove(0);
    assert_eq!(variant_links(&variant).len(), 8);
    let deliverable = deliverables(&variant, brief(&workspace), &workspace).remove(0);
    assert_eq!(deliverable_links(&deliverable).len(), 1);
}

#[test]
fn the_trafficking_sheet_opens_harmlessly_and_tracks_each_file() {
    let mut workspace = workspace();
    brief_mut(&mut workspace).title = "=Spring, \"26\"".into();
    let variant = made(&workspace).variants.remove(0);
    let deliverable = deliverables(&variant, brief(&workspace), &workspace).remove(0);
    let delivered = Delivered {
        file: deliverable.file_name.clone(),
        sha256: Digest::of(b"file"),
        duration: None,
        ai_disclosure: String::new(),
        approved: By { name: PersonName("@ada".into()), attestation: Attestation::Authenticated },
        overrides: Vec::new(),
    };
    let format = &workspace.formats[&deliverable.format];
    let row =
        trafficking_row("Fernweh", brief(&workspace), &variant, format, &deliverable, delivered);
    let url = &row.landing_url;
    assert!(url.starts_with("https://example.com/spring?ref=a&utm_source=meta"), "{url}");
    assert!(url.ends_with(&format!("&utm_content={}#top", deliverable.code)), "{url}");
    let sheet = trafficking_sheet(&[row]);
    let lines: Vec<&str> = sheet.split("\r\n").collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0].split(',').count(), 22);
    assert!(lines[1].starts_with("Fernweh,\"'=Spring, \"\"26\"\"\",uk,en-GB,Meta,"));
    assert!(lines[1].ends_with("'@ada,authenticated,"));
}
