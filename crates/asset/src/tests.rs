//! What a campaign's makers can rely on.

use crate::adopt::{adopt, asset_of};
use crate::deliverable::{deliverables, subject, unmade};
use crate::error::AssetError;
use crate::film::{film, film_length};
use crate::fixture::*;
use crate::ingredient::{Brandbook, explain, ingredients};
use crate::provenance::provenance;
use crate::still::still;
use crate::tie::{asset_links, deliverable_links, variant_links};
use crate::trafficking::{Delivered, trafficking_row, trafficking_sheet};
use crate::variant::{Variants, variants};
use layout::template::{Extent, Measure, Words};
use model::asset::{PurposeState, Variant};
use model::canvas::Layer;
use model::digest::Digest;
use model::id::{Code, FormatId};
use model::person::{Attestation, By, PersonName};
use model::provenance::SourceType;
use model::step::StepInput;
use model::timeline::{Subject, Timeline};
use model::unit::{Date, DbTp, FrameRate, Lufs, Secs};
use spec::format::{AudioRule, DurationRule, Format, FrameRateRule, LoudnessRule};
use spec::origin::{Disclosure, DisclosureDuty, DisclosurePlace, Origin};
use spec::workspace::{Brief, Voice, Workspace};
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
fn shots_cover_every_frame_and_the_closing_card_ends_the_film() {
    let mut workspace = workspace();
    for (seconds, rhythm) in
        [(3.0, None), (6.0, Some(90.0)), (10.0, None), (15.0, Some(30.0)), (29.96, Some(500.0))]
    {
        brief_mut(&mut workspace).film_length = Secs(seconds);
        workspace.directions.values_mut().next().unwrap().cuts_per_minute = rhythm;
        let film = first_film(&workspace, &film_format(&workspace)).unwrap();
        assert_eq!(film.frames, (seconds * 25.0_f64).round() as u32);
        let mut next = 0;
        for shot in &film.shots {
            assert_eq!(shot.start, next);
            assert!(shot.frames > 0);
            next += shot.frames;
        }
        assert_eq!(next, film.frames);
        let card = film.overlays.last().unwrap();
        assert_eq!(card.start + card.frames, film.frames);
        assert!(film.rate.duration(u64::from(card.frames)).0 >= 1.5);
        assert_eq!((card.fade_in, card.fade_out), (0, 0));
        let Layer::Fill { area, opacity, .. } = card.canvas.layers[0] else { panic!("no ground") };
        assert_eq!((area.w, area.h, opacity), (1080, 1920, 1.0));
        assert!(film.overlays.iter().all(|o| o.frames > 0 && o.start + o.frames <= film.frames));
    }
}

#[test]
fn a_closing_card_begins_on_a_key_frame_where_it_can() {
    let mut workspace = workspace();
    for (seconds, from) in [(6.0, 100), (10.0, 200), (15.0, 300), (3.0, 37)] {
        brief_mut(&mut workspace).film_length = Secs(seconds);
        let film = first_film(&workspace, &film_format(&workspace)).unwrap();
        assert_eq!(film.overlays.last().unwrap().start, from, "{seconds} s");
    }
}

#[test]
fn a_films_length_is_the_nearest_the_format_takes() {
    let workspace = workspace();
    let mut format = film_format(&workspace);
    let mut length = |rule| {
        format.duration = rule;
        film_length(brief(&workspace), &format)
    };
    assert_eq!(length(DurationRule::Any), Secs(10.0));
    assert_eq!(length(DurationRule::Range(None, Some(Secs(6.0)))), Secs(6.0));
    assert_eq!(length(DurationRule::Range(Some(Secs(12.0)), None)), Secs(12.0));
    assert_eq!(length(DurationRule::OneOf(vec![Secs(6.0), Secs(15.0)])), Secs(6.0));
}

#[test]
fn a_film_is_built_at_a_rate_that_the_format_takes() {
    let workspace = workspace();
    let mut format = film_format(&workspace);
    let mut built = |rule: &str| {
        format.frame_rate = FrameRateRule::parse(rule);
        first_film(&workspace, &format).unwrap()
    };
    assert_eq!(built("..30").rate, FrameRate { num: 25, den: 1 });
    let ntsc = built("29.97;60");
    assert_eq!(ntsc.rate, FrameRate { num: 30_000, den: 1001 });
    // 10 s to the frame, cut into streams every two seconds.
    assert_eq!((ntsc.frames, ntsc.encoding.video.gop), (300, 60));
    assert_eq!(ntsc.shots.iter().map(|shot| shot.frames).sum::<u32>(), 300);
}

#[test]
fn sound_follows_the_format() {
    let workspace = workspace();
    let mut format = film_format(&workspace);
    let sound = first_film(&workspace, &format).unwrap().sound.unwrap();
    assert_eq!((sound.target, sound.ceiling), (Lufs(-16.0), DbTp(-1.0)));
    format.loudness = Some(LoudnessRule {
        target: Lufs(-23.0),
        tolerance: 0.5,
        severity: model::finding::Severity::Reject,
    });
    assert_eq!(first_film(&workspace, &format).unwrap().sound.unwrap().target, Lufs(-23.0));
    format.audio = AudioRule::Forbidden;
    assert_eq!(first_film(&workspace, &format).unwrap().sound, None);
}

fn voice(name: &str, language: &str) -> Voice {
    Voice {
        id: format!("voice/{name}").parse().unwrap(),
        language: language.into(),
        text: "Take the long way home.".into(),
        path: format!("{name}.wav"),
        digest: Digest::of(name.as_bytes()),
        rights_until: None,
        origin: Origin::default(),
        place: spec::diagnostic::Place::start_of("test"),
    }
}

#[test]
fn each_market_hears_the_first_voice_of_the_brief_that_speaks_its_language() {
    let mut workspace = workspace();
    workspace.components.voices = vec![voice("anna", "de"), voice("bob", "en"), voice("cy", "en")];
    brief_mut(&mut workspace).voices = vec!["cy".parse().unwrap(), "bob".parse().unwrap()];
    let heard = |made: &Variants| -> BTreeSet<(String, Option<String>)> {
        let voice = |variant: &Variant| variant.voice.as_ref().map(ToString::to_string);
        made.variants.iter().map(|v| (v.market.to_string(), voice(v))).collect()
    };
    let with = made(&workspace);
    let expected = [("de", None), ("uk", Some("voice/cy"))];
    let expected = expected.map(|(m, v)| (m.to_owned(), v.map(str::to_owned)));
    assert_eq!(heard(&with), expected.into());
    let told = "no voice of the brief speaks `de`: films for market `de` have none, and no sounds are made";
    assert_eq!(with.warnings, [told]);
    // A brief that names none has films without a voice, and says nothing of it.
    brief_mut(&mut workspace).voices.clear();
    let without = made(&workspace);
    assert!(without.variants.iter().all(|variant| variant.voice.is_none()));
    assert_eq!(without.warnings, Vec::<String>::new());
}

#[test]
fn a_voice_speaks_over_the_music_and_remakes_its_films_alone() {
    let speaking = |workspace: &mut Workspace| {
        workspace.components.voices = vec![voice("bob", "en")];
        brief_mut(workspace).voices = vec!["bob".parse().unwrap()];
    };
    let mut workspace = workspace();
    speaking(&mut workspace);
    let format = film_format(&workspace);
    let sound = first_film(&workspace, &format).unwrap().sound.unwrap();
    assert!(sound.music.is_some());
    assert_eq!(sound.voice.unwrap().file, Digest::of(b"bob"));
    let before = all_ingredients(&workspace);
    workspace.components.voices[0].digest = Digest::of(b"another take");
    let after = all_ingredients(&workspace);
    let remade: Vec<_> = after.keys().filter(|key| before[*key] != after[*key]).collect();
    assert_eq!(remade.len(), 2);
    assert!(
        remade.iter().all(|subject| subject.contains("/uk/") && subject.ends_with("feed_film"))
    );
}

#[test]
fn a_sound_is_made_where_somebody_speaks_and_hangs_on_what_is_heard() {
    let mut workspace = workspace();
    let mut radio = spec::formats::pack().remove(&"radio_digital_30".parse().unwrap()).unwrap();
    radio.duration = DurationRule::Any;
    let id = radio.id.clone();
    workspace.formats.insert(id.clone(), radio);
    brief_mut(&mut workspace).formats = vec![id.clone()];
    let told = unmade(brief(&workspace), &workspace);
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("the brief names no voice"), "{told:?}");

    workspace.components.voices = vec![voice("bob", "en")];
    brief_mut(&mut workspace).voices = vec!["bob".parse().unwrap()];
    assert_eq!(unmade(brief(&workspace), &workspace), Vec::<String>::new());
    let files: Vec<_> = made(&workspace)
        .variants
        .iter()
        .flat_map(|variant| deliverables(variant, brief(&workspace), &workspace))
        .collect();
    // Two concepts in the one market whose language is spoken.
    assert_eq!(files.len(), 2);
    assert!(files.iter().all(|file| file.file_name.rsplit('.').next() == Some("mp3")));

    let before = all_ingredients(&workspace);
    let changed = |workspace: &Workspace| {
        let after = all_ingredients(workspace);
        after.iter().filter(|(subject, inputs)| before[*subject] != **inputs).count()
    };
    workspace.components.scenes[0].digest = Digest::of(b"another picture");
    workspace.components.hooks[0].text.insert("en".into(), "Other words".into());
    assert_eq!(changed(&workspace), 0);
    workspace.components.voices[0].digest = Digest::of(b"another take");
    assert_eq!(changed(&workspace), 2);
}

#[test]
fn footage_plays_on_over_the_cuts_and_a_picture_stands_under_the_closing_card() {
    let mut workspace = workspace();
    workspace.components.scenes[0].path = "park.MP4".into();
    let film = first_film(&workspace, &film_format(&workspace)).unwrap();
    let closing = film.overlays.last().unwrap().start;
    let (last, filmed) = film.shots.split_last().unwrap();
    assert_eq!((last.start, last.frames), (closing, film.frames - closing));
    assert!(matches!(last.subject, Subject::Still { .. }));
    assert!(filmed.len() > 1);
    assert!(filmed.windows(2).all(|two| two[0].goes_on_in(&two[1])));
    assert!(matches!(filmed[0].subject, Subject::Footage { from: 0, .. }));
}

#[test]
fn a_format_that_is_not_made_is_told_and_the_rest_is_made() {
    let mut workspace = workspace();
    let id = "feed_film".parse().unwrap();
    workspace.formats.get_mut(&id).unwrap().leader = Some("a slate".into());
    let variant = made(&workspace).variants.remove(0);
    let files = deliverables(&variant, brief(&workspace), &workspace);
    assert_eq!(files.len(), 2);
    let told = unmade(brief(&workspace), &workspace);
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("feed_film cannot be made: because its file begins with a slate"));
    workspace.formats.get_mut(&id).unwrap().leader = None;
    assert_eq!(unmade(brief(&workspace), &workspace), Vec::<String>::new());
}

#[test]
fn fields_come_in_pairs() {
    let mut workspace = workspace();
    let mut format = spec::formats::pack().remove(&"tv_dach_peach".parse().unwrap()).unwrap();
    format.id = "feed_film".parse().unwrap();
    brief_mut(&mut workspace).film_length = Secs(9.99);
    let film = first_film(&workspace, &format).unwrap();
    assert_eq!(film.rate, FrameRate { num: 50, den: 1 });
    assert_eq!(film.frames, 500);
}

#[test]
fn what_cannot_be_a_film_is_refused() {
    let mut workspace = workspace();
    let mut format = film_format(&workspace);
    brief_mut(&mut workspace).film_length = Secs(2.0);
    let short = first_film(&workspace, &format).unwrap_err();
    assert!(matches!(short, AssetError::TooShort { .. }));
    format.size.width = 1081;
    let odd = first_film(&workspace, &format).unwrap_err();
    assert!(odd.to_string().contains("1081×1920"));
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

fn generated() -> Origin {
    Origin {
        sources: vec![SourceType::parse("trainedAlgorithmicMedia").unwrap()],
        creator: "Ana".into(),
        rights: "web only".into(),
    }
}

fn owed(market: &str, stands: DisclosurePlace) -> Disclosure {
    Disclosure {
        market: market.parse().unwrap(),
        language: None,
        text: "Made with AI".into(),
        stands,
        duty: DisclosureDuty::Generated,
        place: brief(&workspace()).place.clone(),
    }
}

/// Every word on the pictures of a market.
fn words_in(workspace: &Workspace, market: &str) -> Vec<String> {
    let format = workspace.formats.values().find(|f| f.id.as_str() == "feed_1x1").unwrap();
    let variants = made(workspace).variants.into_iter().filter(|v| v.market.as_str() == market);
    let canvases = variants.map(|v| still(&v, format, workspace, &faces(), &Square).unwrap());
    let layers = canvases.flat_map(|canvas| canvas.layers);
    let texts = layers.filter_map(|layer| match layer {
        Layer::Text(block) => Some(block.text),
        _ => None,
    });
    texts.collect()
}

#[test]
fn people_are_told_of_a_model_where_their_market_asks_for_it() {
    let mut workspace = workspace();
    workspace.house.disclosures = vec![owed("uk", DisclosurePlace::Picture)];
    let told = |workspace: &Workspace, market: &str| {
        words_in(workspace, market).iter().any(|text| text.contains("Made with AI"))
    };
    assert!(!told(&workspace, "uk"), "nothing in it comes from a model");
    workspace.components.scenes.iter_mut().for_each(|scene| scene.origin = generated());
    assert!(told(&workspace, "uk"));
    assert!(!told(&workspace, "de"), "another market");
    workspace.house.disclosures = vec![owed("uk", DisclosurePlace::Sheet)];
    assert!(!told(&workspace, "uk"), "said beside it");
}

#[test]
fn a_file_says_what_its_parts_say() {
    let mut workspace = workspace();
    let said = |workspace: &Workspace, format: &str| {
        let variant = made(workspace).variants.remove(0);
        let all = deliverables(&variant, brief(workspace), workspace);
        let deliverable = all.iter().find(|d| d.format.as_str() == format).unwrap();
        provenance(deliverable, &variant, workspace)
    };
    let silent = said(&workspace, "feed_1x1");
    assert_eq!(silent.source, SourceType::COMPOSITE);
    assert!(silent.creators.is_empty() && silent.rights.is_empty());
    workspace.components.music.iter_mut().for_each(|bed| bed.origin = generated());
    assert_eq!(said(&workspace, "feed_1x1").source, SourceType::COMPOSITE, "it plays nothing");
    let film = said(&workspace, "feed_film");
    assert_eq!(film.source, SourceType::COMPOSITE_SYNTHETIC);
    assert_eq!((film.creators, film.rights), (vec!["Ana".into()], vec!["web only".into()]));
}

#[test]
fn what_is_said_of_a_part_remakes_what_shows_it() {
    let why = remade(|workspace| {
        workspace.components.music.iter_mut().for_each(|bed| bed.origin = generated());
    });
    assert!(!why.is_empty() && why.keys().all(|subject| subject.ends_with("feed_film")), "{why:?}");
    assert!(why.values().all(|reason| {
        reason == "music/calm (creator) is new, music/calm (rights) is new, music/calm (source type) is new"
    }), "{why:?}");
}
