//! Voices and sounds.

use super::{all_ingredients, brief, brief_mut, film_format, first_film, made};
use crate::deliverable::{deliverables, unmade};
use crate::fixture::*;
use crate::variant::Variants;
use model::asset::Variant;
use model::digest::Digest;
use spec::format::DurationRule;
use spec::origin::Origin;
use spec::workspace::{Voice, Workspace};
use std::collections::BTreeSet;

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
