//! What existed before comes in, and parts are taken from it.

use crate::desk::Desk;

/// Returns a workspace that has made a film, and the film's path.
fn with_film() -> (Desk, String) {
    let desk = Desk::new();
    desk.decisions();
    desk.run(&["run", "--decisions", "decisions.csv"]);
    let folder = "campaigns/first/out/deliverables";
    let film = desk.digests(folder).into_keys().find(|name| name.contains("tiny-film")).unwrap();
    (desk, format!("{folder}/{film}"))
}

#[test]
fn a_frame_of_an_adopted_film_becomes_a_scene_on_the_thread() {
    let (desk, film) = with_film();
    std::fs::copy(desk.path(&film), desk.path("old.mp4")).unwrap();
    let take = ["--take", "scene/harbour", "--at", "0.5", "--text", "Boats at dawn"];
    let end = desk.ok(&[&["adopt", "old.mp4"], &take[..]].concat());
    let id = end.out.split_whitespace().find(|word| word.starts_with("ast-")).unwrap();
    assert!(desk.path("components/media/harbour.png").is_file());
    assert!(desk.read("components/scenes.csv").contains(id), "{}", end.out);
    let row = desk.read("components/scenes.csv");
    assert!(row.lines().last().unwrap().contains("Boats at dawn"), "{row}");
    // What the film says of itself is said of the scene too.
    assert!(row.lines().last().unwrap().contains("composite"), "{row}");

    // The next round composes with it; here a fresh campaign does.
    desk.write(
        "campaigns/second/brief.toml",
        desk.read("campaigns/first/brief.toml").replace("Back", "Again").as_bytes(),
    );
    desk.run(&["run"]);
    let why = desk.ok(&["why", "scene/harbour"]);
    assert!(why.out.contains(id), "{}", why.out);
    assert!(why.out.contains("was taken from"), "{}", why.out);
}

#[test]
fn a_part_whose_name_is_taken_is_refused_and_nothing_is_written() {
    let (desk, film) = with_film();
    let before = desk.read("components/scenes.csv");
    let name = before.lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    let part = format!("scene/{name}");
    let end = desk.run(&["adopt", &film, "--take", &part, "--text", "x"]);
    assert_eq!(end.code, 3, "{}", end.err);
    assert!(end.err.contains("in the library already"), "{}", end.err);
    assert_eq!(desk.read("components/scenes.csv"), before);
}

#[test]
fn a_film_without_sound_is_no_music() {
    let (desk, film) = with_film();
    let end = desk.run(&["adopt", &film, "--take", "music/bed", "--text", "calm"]);
    assert_eq!(end.code, 3, "{}", end.err);
    assert!(end.err.contains("there is no sound in it"), "{}", end.err);
}
