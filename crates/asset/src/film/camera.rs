//! Cuts and camera moves, from a direction's shots.

use model::canvas::Point;
use model::timeline::Window;
use model::unit::{Secs, Size};
use spec::workspace::{DirectedShot, Direction};

/// No shot is shorter, in frames: half a second is what a cut needs to be seen.
const SHORTEST: u32 = 12;
/// How much closer the camera gets in a push.
const PUSH: f64 = 1.14;
/// How far it travels in a pan, as a share of the picture.
const TRAVEL: f64 = 0.10;
/// How far the subject stands to the right of the middle in a wide film, as a share of what is
/// seen: about a third of the way to the edge.
const ASIDE: f64 = 0.16;
/// How far it stands above the middle in a high film: less, or a close shot would cut its top off.
const UP: f64 = 0.08;
/// A wide shot still needs a little picture beside the window to lean into.
const WIDE: f64 = 1.16;

/// Returns the shots with their first frames: from 0, so many that they fill `frames`.
pub(crate) fn cuts(direction: &Direction, rate: u32, frames: u32) -> Vec<(u32, DirectedShot)> {
    let shots = if direction.shots.is_empty() { vec![plain()] } else { direction.shots.clone() };
    let lengths = lengths(direction, &shots, rate, frames);
    let all: f64 = lengths.iter().map(|(length, _)| length).sum();
    let mut spent = 0.0;
    lengths
        .into_iter()
        .map(|(length, shot)| {
            let start = (spent / all.max(1e-9) * f64::from(frames)).round() as u32;
            spent += length;
            (start, shot)
        })
        .collect()
}

/// A rhythm repeats the shots at its beat; without one, each shot comes once and takes its share.
fn lengths(
    direction: &Direction,
    shots: &[DirectedShot],
    rate: u32,
    frames: u32,
) -> Vec<(f64, DirectedShot)> {
    let most = (frames / SHORTEST).max(1) as usize;
    if let Some(cuts) = direction.cuts_per_minute.filter(|cuts| *cuts > 0.0) {
        let beat = 60.0 / cuts * f64::from(rate);
        let count = ((f64::from(frames) / beat).round() as usize).clamp(1, most);
        return shots.iter().cycle().take(count).map(|shot| (1.0, shot.clone())).collect();
    }
    let length = |shot: &DirectedShot| shot.duration.0.max(0.5);
    shots.iter().take(most).map(|shot| (length(shot), shot.clone())).collect()
}

/// Where a direction has no shots: one slow push.
fn plain() -> DirectedShot {
    DirectedShot {
        size: "wide".to_owned(),
        angle: "eye-level".to_owned(),
        movement: "push-in".to_owned(),
        duration: Secs(1.0),
        intent: String::new(),
    }
}

/// Returns where the camera begins and ends in a film of `size`. Words stand at the foot, at the
/// left where it is wide: the camera leans so that the subject stands above or beside them.
pub(crate) fn travel(shot: &DirectedShot, focus: Point, size: Size) -> (Window, Window) {
    let zoom: f64 = match shot.size.as_str() {
        "medium" => 1.25,
        "close" => 1.6,
        "detail" => 2.0,
        _ => WIDE,
    };
    let wide = size.aspect() > 1.0;
    let lean = |zoom: f64| if wide { (-ASIDE / zoom, 0.0) } else { (0.0, UP / zoom) };
    let aim = |x: f64, y: f64, zoom: f64| {
        let (across, down) = lean(zoom);
        window(focus.x + across + x, focus.y + down + y, zoom)
    };
    let at = |zoom: f64| aim(0.0, 0.0, zoom);
    // A pan needs picture beside the window.
    let roomy = zoom.max(1.0 + 2.0 * TRAVEL);
    let moved = |x: f64, y: f64| aim(x * TRAVEL, y * TRAVEL, roomy);
    match shot.movement.as_str() {
        "push-in" => (at(zoom), at(zoom * PUSH)),
        "pull-out" => (at(zoom * PUSH), at(zoom)),
        "pan-left" => (moved(1.0, 0.0), moved(-1.0, 0.0)),
        "pan-right" => (moved(-1.0, 0.0), moved(1.0, 0.0)),
        "tilt-up" => (moved(0.0, 1.0), moved(0.0, -1.0)),
        "tilt-down" => (moved(0.0, -1.0), moved(0.0, 1.0)),
        _ => (at(zoom), at(zoom)),
    }
}

/// Keeps the window on the picture, whatever the picture's aspect: at most `1 / zoom` of a side is
/// seen.
fn window(x: f64, y: f64, zoom: f64) -> Window {
    let half = 0.5 / zoom;
    Window { x: x.clamp(half, 1.0 - half), y: y.clamp(half, 1.0 - half), zoom }
}
