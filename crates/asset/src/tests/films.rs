//! Films: shots, lengths, rates, what cannot be made.

use super::{brief, brief_mut, film_format, first_film, made};
use crate::deliverable::{deliverables, unmade};
use crate::error::AssetError;
use crate::film::film_length;
use crate::fixture::*;
use model::canvas::Layer;
use model::timeline::Subject;
use model::unit::{DbTp, FrameRate, Lufs, Secs};
use spec::format::{AudioRule, DurationRule, FrameRateRule, LoudnessRule};

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
