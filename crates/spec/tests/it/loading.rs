use crate::acme::{files, tree};
use model::concept::Tier;
use model::performance::ResultKind;
use model::unit::Secs;
use spec::origin::{DisclosureDuty, DisclosurePlace};
use spec::workspace::{Brand, Font, FontsFor, RuleForce};

/// The brand after one change.
#[expect(clippy::unwrap_used, reason = "a test's own words are there")]
fn load_after(path: &str, from: &str, to: &str) -> Brand {
    let mut files = files();
    let text = files.get_mut(path).unwrap();
    assert!(text.contains(from), "`{from}` is not in {path}");
    *text = text.replacen(from, to, 1);
    spec::load(&tree(&files)).map_err(|f| spec::diagnostic::render(&f)).unwrap().workspace.brand
}

#[test]
fn a_valid_workspace_loads_without_warnings() {
    let loaded = spec::load(&tree(&files())).map_err(|f| spec::diagnostic::render(&f)).unwrap();
    assert_eq!(spec::diagnostic::render(&loaded.warnings), "");
    let workspace = loaded.workspace;
    assert_eq!(workspace.house.prices["generator:flux"].to_string(), "0.04 EUR");
    assert_eq!(workspace.house.baseline["concept"].rate.as_ref().unwrap().minor, 8500);
    assert_eq!(workspace.architecture.purposes.len(), 1);
    assert_eq!(workspace.directions.keys().next().unwrap().as_str(), "near");
    assert_eq!(workspace.formats.len(), spec::formats::pack().len());
    assert_eq!(workspace.tiers[&Tier::Craft].concepts, 30);
}

#[test]
fn a_brief_has_its_defaults() {
    let workspace = spec::load(&tree(&files())).unwrap().workspace;
    let brief = workspace.briefs.values().next().unwrap();
    assert_eq!((brief.keep, brief.rounds, brief.film_length), (6, 1, Secs(6.0)));
    assert_eq!(brief.tier, Tier::Scaled);
    assert_eq!(brief.flight_to.to_string(), "2026-03-28");
    assert_eq!(brief.budget.to_string(), "40000.00 EUR");
    assert_eq!(brief.end_card.as_ref().unwrap().as_str(), "closing");
    let again = spec::load(&tree(&files())).unwrap().workspace;
    assert_eq!(brief.seed, again.briefs.values().next().unwrap().seed);
}

#[test]
fn the_brand_is_put_together_from_both_files() {
    let brand = spec::load(&tree(&files())).unwrap().workspace.brand;
    assert_eq!(brand.colours["accent"].to_string(), "#b3541e");
    assert_eq!(brand.colours["ink"].to_string(), "#000000");
    assert_eq!(brand.fonts["headline"], Font::Cached { name: "Manrope".into(), weight: 700 });
    assert_eq!(brand.fonts["body"], Font::Cached { name: "Inter".into(), weight: 400 });
    assert_eq!((brand.logos[0].background.as_str(), brand.voice.len()), ("light", 2));
    assert_eq!(brand.rules[0].force, RuleForce::Legal);
}

#[test]
fn fonts_for_languages_and_for_what_others_lack_stand_in_the_order_written() {
    let fonts = r#""weight": 700,
        "languages": {"ja": ["Manrope", {"family": "Noto Sans JP", "weight": 600}], "Arab": "Noto Sans Arabic"},
        "fallback": "Noto Color Emoji"}"#;
    let brand = load_after("brand/brand.json", "\"weight\": 700}", fonts);
    let cached = |name: &str, weight| Font::Cached { name: name.into(), weight };
    let fonts =
        |tag: Option<&str>, fonts: Vec<Font>| FontsFor { tag: tag.map(str::to_owned), fonts };
    let headline = &brand.more_fonts["headline"];
    assert!(
        headline.contains(&fonts(
            Some("ja"),
            vec![cached("Manrope", 700), cached("Noto Sans JP", 600)]
        ))
    );
    assert!(headline.contains(&fonts(Some("Arab"), vec![cached("Noto Sans Arabic", 700)])));
    assert!(headline.contains(&fonts(None, vec![cached("Noto Color Emoji", 700)])));
}

#[test]
fn families_behind_the_first_are_asked_for_what_it_lacks_and_generic_ones_never() {
    let list = r#""Inter", "Noto Sans Thai""#;
    let brand = load_after("brand/tokens.json", "\"Inter\"", list);
    assert_eq!(brand.fonts["body"], Font::Cached { name: "Inter".into(), weight: 400 });
    let thai = Font::Cached { name: "Noto Sans Thai".into(), weight: 400 };
    assert_eq!(brand.more_fonts["body"], [FontsFor { tag: None, fonts: vec![thai] }]);
}

#[test]
fn components_are_sorted_and_know_their_files() {
    let components = spec::load(&tree(&files())).unwrap().workspace.components;
    assert_eq!(components.hooks[0].id.to_string(), "hook/again");
    let evolved = components.parents.iter().map(|(part, from)| format!("{part} < {from}"));
    assert_eq!(evolved.collect::<Vec<_>>(), ["hook/again < hook/early"]);
    assert_eq!(components.hooks[1].text["de"], "Brot vor sieben");
    assert_eq!(components.hooks[1].text["en"], "Bread before seven");
    assert_eq!(components.hooks[1].line["en"], "Warm, and at your door");
    assert_eq!(components.scenes[0].path, "components/media/door.png");
    assert_eq!(components.scenes[1].focus.x.to_string(), "0.5");
    assert!(components.motifs[0].own);
}

#[test]
fn any_part_may_say_what_it_evolved_from() {
    let mut files = files();
    let mut add = |path: &str, text: &str| files.insert(path.to_owned(), text.to_owned());
    add(
        "components/motifs.csv",
        "id,shape,colour,parent\nband,band,primary,\nwide-band,band,accent,motif/band\n",
    );
    add(
        "components/structures.csv",
        "id,beats,parent\nask,hook;cta,\nask-again,hook;line;cta,ask\n",
    );
    let components = spec::load(&tree(&files)).unwrap().workspace.components;
    let evolved = components.parents.iter().map(|(part, from)| format!("{part} < {from}"));
    assert_eq!(
        evolved.collect::<Vec<_>>(),
        [
            "hook/again < hook/early",
            "structure/ask-again < structure/ask",
            "motif/wide-band < motif/band"
        ]
    );
}

#[test]
fn no_part_descends_from_itself_or_from_nothing() {
    let faults = |rows: &str| {
        let mut files = files();
        files.insert("components/motifs.csv".into(), format!("id,shape,colour,parent\n{rows}"));
        let faults = spec::load(&tree(&files)).err().unwrap_or_default();
        faults.iter().map(|f| format!("{} {}", f.code, f.message)).collect::<Vec<_>>()
    };
    assert_eq!(
        faults("a,band,primary,b\nb,band,primary,motif/a\nc,band,primary,a\n"),
        ["circle motif `a` descends from itself", "circle motif `b` descends from itself"]
    );
    assert_eq!(faults("a,band,primary,d\n"), ["unknown-name `d` is not a motif"]);
}

#[test]
fn dropped_files_are_measured_unless_somebody_says_otherwise() {
    let dropped = spec::load(&tree(&files())).unwrap().workspace.dropped;
    let said: Vec<_> =
        dropped.performance.iter().map(|file| (file.path.as_str(), file.kind)).collect();
    let expected = [
        ("performance/meta.csv", ResultKind::Measured),
        ("performance/test.csv", ResultKind::Simulated),
    ];
    assert_eq!(said, expected);
    assert_eq!(dropped.market.len(), 1);
    assert!(dropped.outcomes.is_some());
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_read() {
    let mut files = files();
    for text in files.values_mut() {
        *text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    }
    let loaded = spec::load(&tree(&files)).map_err(|f| spec::diagnostic::render(&f)).unwrap();
    let hook = &loaded.workspace.components.hooks[1];
    assert_eq!((hook.place.line, hook.place.column), (2, 1));
}

#[test]
fn the_house_says_which_language_plain_columns_have() {
    let mut files = files();
    let house = files.get_mut("throughline.toml").unwrap();
    *house = house.replace("name = \"Acme\"", "name = \"Acme\"\nlanguage = \"nl\"");
    let workspace = spec::load(&tree(&files)).unwrap().workspace;
    assert_eq!(workspace.house.language, "nl");
    assert_eq!(workspace.components.ctas[0].text["nl"], "Order again");
}

#[test]
fn a_row_of_ones_own_replaces_the_packs() {
    let mut files = files();
    let own = "id,platform,placement,kind,width,height,loudness_lufs,loudness_severity,source,\
               source_date\nyt_bumper_6,YouTube,Bumper,film,1280,720,-20,advise,our buyer,2026-05-01\n\
               lobby,Our lobby,Screen,still,800,480,,,the landlord,2026-05-01\n";
    files.insert("formats.csv".to_owned(), own.to_owned());
    let formats = spec::load(&tree(&files)).unwrap().workspace.formats;
    assert_eq!(formats.len(), spec::formats::pack().len() + 1);
    assert_eq!(formats[&"yt_bumper_6".parse().unwrap()].size.width, 1280);
    assert_eq!(formats[&"yt_bumper_6".parse().unwrap()].place.file, "formats.csv");
}

#[test]
fn old_colours_missing_languages_and_landing_pages_are_only_warned_of() {
    let mut files = files();
    let mut change = |path: &str, from: &str, to: &str| {
        let text = files.get_mut(path).unwrap();
        assert!(text.contains(from));
        *text = text.replace(from, to);
    };
    change(
        "brand/tokens.json",
        "{\"colorSpace\": \"srgb\", \"components\": [0, 0, 0]}",
        "\"#000\"",
    );
    change("components/hooks.csv", "Nochmal?", "");
    change("campaigns/spring/brief.toml", "landing = \"https://example.com/again\"\n", "");
    let warnings = spec::load(&tree(&files)).unwrap().warnings;
    insta::assert_snapshot!(spec::diagnostic::render(&warnings), @r##"
    brand/tokens.json:5:23: the colour `color.ink` is written as text, an older form (old-colour)
      5 |     "ink": {"$value": "#000"},
        |                       ^^^^^^
        = write {"colorSpace": "srgb", "components": [0, 0, 0], "hex": "#000000"}

    campaigns/spring/brief.toml:1:1: the brief names no `landing` page (no-landing-page)
      1 | schema = "brief/1"
        | ^
        = add `landing = "https://…"`; the trafficking sheet has no link without it

    components/hooks.csv:3:7: 1 row has no text in `de` (missing-language)
      3 | again,Again?,,,question,,,hook/early
        |       ^^^^^^
        = fill in the column `text:de`, or they are left out there
    "##);
}

#[test]
fn how_parts_came_to_be_is_written_in_the_words_of_iptc() {
    let mut files = files();
    let music = "id,path,mood,source_type,creator,rights\n\
                 morning,media/morning.wav,calm,digitalCapture,Ana,\"web, until May\"\n";
    files.insert("components/music.csv".into(), music.into());
    let components = spec::load(&tree(&files)).unwrap().workspace.components;
    let origin = &components.music[0].origin;
    assert_eq!(origin.sources[0].term(), "digitalCapture");
    assert_eq!((origin.creator.as_str(), origin.rights.as_str()), ("Ana", "web, until May"));
    assert!(components.scenes[0].origin.sources.is_empty(), "nothing is claimed");
    files.insert("components/music.csv".into(), music.replace("Capture", "Kapture"));
    let faults = spec::load(&tree(&files)).unwrap_err();
    assert!(faults[0].remedy.contains("digitalCapture"), "{}", faults[0].remedy);
}

#[test]
fn a_duty_to_disclose_names_a_market_the_words_and_where_they_stand() {
    let mut files = files();
    let house = files["throughline.toml"].clone();
    let market = files["campaigns/spring/brief.toml"].clone();
    let market = market.split_once("[[markets]]\nid = \"").unwrap().1.split('"').next().unwrap();
    let owed = format!(
        "\n[[disclosure]]\nmarket = \"{market}\"\ntext = \"Made with AI\"\nwhere = \"picture\"\n"
    );
    files.insert("throughline.toml".into(), format!("{house}{owed}"));
    let loaded = spec::load(&tree(&files)).unwrap();
    assert!(loaded.warnings.is_empty(), "{}", spec::diagnostic::render(&loaded.warnings));
    let owed_here = &loaded.workspace.house.disclosures[0];
    assert_eq!(owed_here.stands, DisclosurePlace::Picture);
    assert_eq!(owed_here.duty, DisclosureDuty::Generated);

    let elsewhere = owed.replace(&format!("\"{market}\""), "\"atlantis\"");
    files.insert("throughline.toml".into(), format!("{house}{elsewhere}"));
    assert_eq!(spec::load(&tree(&files)).unwrap().warnings[0].code, "no-such-market");
    let nowhere = owed.replace("picture", "back-of-the-van");
    files.insert("throughline.toml".into(), format!("{house}{nowhere}"));
    assert!(spec::load(&tree(&files)).is_err());
}
