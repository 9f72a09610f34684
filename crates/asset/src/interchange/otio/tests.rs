use super::*;
use crate::film::film;
use crate::fixture::{faces, kept, workspace};
use model::finding::Place;
use model::unit::Region;
use spec::format::FrameRateRule;

/// The first film of the fixture, at a rate of its own.
fn first_film(rate: Option<FrameRate>) -> Timeline {
    let workspace = workspace();
    let brief = workspace.briefs.values().next().unwrap();
    let variant = crate::variant::variants(&kept(), brief, &workspace).variants.remove(0);
    let mut format = workspace.formats[&"feed_film".parse().unwrap()].clone();
    format.frame_rate = rate.map(FrameRateRule::from);
    film(&variant, &format, &workspace, &faces()).unwrap()
}

fn written(timeline: &Timeline, sources: &BTreeMap<Digest, String>, findings: &[Finding]) -> Value {
    let cut = Cut {
        name: "film",
        file: "fernweh film.mp4",
        sha256: Digest::of(b"film"),
        timeline,
        sources,
        overlays: &[],
        findings,
        about: &BTreeMap::from([("code", "ABC".to_owned())]),
    };
    serde_json::from_slice(&otio(&cut).unwrap()).unwrap()
}

fn list<'a>(value: &'a Value, path: &str) -> &'a Vec<Value> {
    value.pointer(path).unwrap().as_array().unwrap()
}

fn finding(code: &str, place: Option<Place>) -> Finding {
    Finding {
        code: code.into(),
        severity: Severity::Degrade,
        place,
        measured: None,
        expected: None,
        remedy: "say less".into(),
        rule: "r".into(),
        source: "s".into(),
        intended: None,
        overridden: None,
    }
}

/// Adds up the frames of a track's clips and gaps.
fn frames(track: &Value) -> u32 {
    let lengths = list(track, "/children").iter();
    lengths.map(|c| c["source_range"]["duration"]["value"].as_f64().unwrap() as u32).sum()
}

#[test]
fn shots_fill_the_film_and_the_card_ends_it() {
    let timeline = first_film(None);
    let written = written(&timeline, &BTreeMap::new(), &[]);
    assert_eq!(written["OTIO_SCHEMA"], "Timeline.1");
    assert_eq!(written["metadata"]["throughline"]["code"], "ABC");
    let tracks = list(&written, "/tracks/children");
    let names: Vec<&str> = tracks.iter().map(|track| track["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["shots", "words and card 1", "words and card 2", "as delivered", "music"]);
    assert_eq!(frames(&tracks[0]), timeline.frames);
    assert_eq!(frames(&tracks[2]), timeline.frames, "the end card closes the film");
    assert_eq!(list(&tracks[2], "/children").last().unwrap()["name"], "end card");
    assert_eq!(tracks[3]["enabled"], false);
    assert_eq!(tracks[4]["kind"], "Audio");
}

#[test]
fn a_rate_that_is_no_whole_number_stays_exact() {
    let timeline = first_film(Some(FrameRate { num: 24_000, den: 1001 }));
    let written = written(&timeline, &BTreeMap::new(), &[]);
    let rate = written.pointer("/global_start_time/rate").unwrap().as_f64().unwrap();
    assert_eq!(rate.to_bits(), (24_000.0_f64 / 1001.0).to_bits(), "{rate}");
}

#[test]
fn a_source_that_can_be_reached_is_named_by_its_relative_path() {
    let timeline = first_film(None);
    let image = timeline.shots[0].subject.file();
    let sources = BTreeMap::from([(image, "../../park one.jpg".to_owned())]);
    let written = written(&timeline, &sources, &[]);
    let media = |track: usize| {
        let path = format!("/tracks/children/{track}/children/0/media_references/DEFAULT_MEDIA");
        written.pointer(&path).unwrap().clone()
    };
    assert_eq!(media(0)["target_url"], "../../park%20one.jpg");
    assert_eq!(media(0)["name"], "park one.jpg");
    assert_eq!(media(1)["OTIO_SCHEMA"], "MissingReference.1", "overlays have no file");
    assert_eq!(media(4)["OTIO_SCHEMA"], "MissingReference.1", "the music is not listed");
    assert_eq!(media(3)["target_url"], "fernweh%20film.mp4");
}

#[test]
fn findings_are_marked_where_they_were_seen() {
    let timeline = first_film(None);
    let region = Some(Region { x: 1, y: 2, w: 3, h: 4 });
    let place = |start_s, end_s| Some(Place { start_s: Some(start_s), end_s, region });
    let findings = [
        finding("black-flash", place(1.0, Some(1.2))),
        finding("slow-start", place(0.0, None)),
        finding("at-the-end", place(1000.0, Some(2000.0))),
        finding("file-too-large", None),
    ];
    let written = written(&timeline, &BTreeMap::new(), &findings);
    let markers = list(&written, "/tracks/markers");
    let by_name = |name: &str| markers.iter().find(|marker| marker["name"] == name);
    let span = |name: &str| {
        let range = &by_name(name).unwrap()["marked_range"];
        let value = |key: &str| range[key]["value"].as_f64().unwrap() as u32;
        (value("start_time"), value("duration"))
    };
    assert_eq!(span("black-flash"), (25, 5));
    assert_eq!(span("slow-start"), (0, 1));
    assert_eq!(span("at-the-end"), (timeline.frames - 1, 1));
    assert!(by_name("file-too-large").is_none());
    let timeless = list(&written, "/metadata/throughline/findings_without_a_time");
    assert_eq!(timeless, &["file-too-large (degrade): say less"]);
    let flash = by_name("black-flash").unwrap();
    assert_eq!((&flash["color"], &flash["comment"]), (&"ORANGE".into(), &"say less".into()));
    assert_eq!(flash["metadata"]["throughline"]["region"], serde_json::json!([1, 2, 3, 4]));
    let shots = markers.iter().filter(|m| m["metadata"]["throughline"]["kind"] == "shot");
    assert_eq!(shots.count(), timeline.shots.len());
    assert!(by_name("end card").is_some());
}

#[test]
fn a_later_overlay_never_lies_below_an_earlier_one() {
    let mut timeline = first_film(None);
    let model = timeline.overlays[0].clone();
    let overlay = |start, frames| Overlay { start, frames, ..model.clone() };
    timeline.overlays = vec![overlay(0, 10), overlay(5, 10), overlay(10, 10), overlay(20, 5)];
    let written = written(&timeline, &BTreeMap::new(), &[]);
    let tracks = list(&written, "/tracks/children");
    let clips = |track: usize| list(&tracks[track], "/children").len();
    assert_eq!((clips(1), clips(2), clips(3)), (1, 2, 3), "gaps come first on the upper two");
}
