//! What of a placed template cannot be drawn as it stands.

use super::Unfit;
use super::boxes::{Filling, Placed, SetWords};
use crate::ad::Ad;
use crate::mark;
use crate::room::Room;
use spec::template::{Picture, Surroundings, Value};

/// Boxes may reach over by this much, pixels: sizes are rounded.
const TOLERANCE: f64 = 0.75;

/// Returns every reason, in the order in which the elements are written.
pub(super) fn problems(placed: &Placed, ad: &Ad, around: &Surroundings) -> Vec<Unfit> {
    let mut found = Found { unfit: Vec::new(), words: Vec::new(), logos: Vec::new() };
    found.walk(placed, None);
    let [top, right, bottom, left] = around.safe;
    let whole = Room { x: 0.0, y: 0.0, w: around.width, h: around.height };
    let free = whole.trim(top, right, bottom, left);
    let Found { mut unfit, words, logos } = found;
    for (one, _) in words.iter().chain(&logos) {
        if !contains(free, one.room) {
            let what = format!("stands outside what the platform leaves free, {}", shown(free));
            unfit.push(of(one, &what));
        }
    }
    for (index, (one, one_words)) in words.iter().enumerate() {
        for (other, other_words) in words.iter().skip(index + 1) {
            if overlap(ink(one, one_words.as_ref()), ink(other, other_words.as_ref())) {
                unfit.push(of(other, &format!("stands on `{}`", one.name)));
            }
        }
    }
    for (logo, _) in &logos {
        unfit.extend(logo_problems(logo, &words, ad, around));
    }
    unfit
}

struct Found<'p> {
    unfit: Vec<Unfit>,
    words: Vec<(&'p Placed, Option<SetWords>)>,
    logos: Vec<(&'p Placed, Option<SetWords>)>,
}

impl<'p> Found<'p> {
    fn walk(&mut self, placed: &'p Placed, parent: Option<&'p Placed>) {
        match &placed.inside {
            Filling::Boxes(boxes) => boxes.iter().for_each(|one| self.walk(one, Some(placed))),
            Filling::Picture(Picture::Logo, _) => self.logos.push((placed, None)),
            Filling::Picture(..) => {}
            Filling::Words(words) => {
                self.unfit.extend(words_problem(placed, words));
                let flows = placed.style.get("position") != Some(&Value::Word("absolute"));
                if let Some(parent) =
                    parent.filter(|parent| flows && !contains(parent.room, placed.room))
                {
                    let what = format!(
                        "`{}` reaches out of `{}`: {} in {}",
                        words.text,
                        parent.name,
                        shown(placed.room),
                        shown(parent.room)
                    );
                    self.unfit.push(of(placed, &what));
                }
                self.words.push((placed, Some(words.clone())));
            }
        }
    }
}

fn words_problem(placed: &Placed, words: &SetWords) -> Option<Unfit> {
    let (extent, room) = (words.extent, placed.inner);
    let too_many = words.most_lines.is_some_and(|most| extent.lines > most);
    let too_wide = f64::from(extent.width) > room.w + TOLERANCE;
    let too_high = f64::from(extent.height) > room.h + TOLERANCE;
    if !too_many && !too_wide && !too_high {
        return None;
    }
    let most = words.most_lines.map_or(String::new(), |most| format!(" and at most {most} lines"));
    Some(of(
        placed,
        &format!(
            "`{}` needs {}×{} pixels in {} lines at {} px, and has {}×{}{most}",
            words.text,
            extent.width.ceil(),
            extent.height.ceil(),
            extent.lines,
            words.size,
            room.w.floor(),
            room.h.floor(),
        ),
    ))
}

fn logo_problems(
    logo: &Placed,
    words: &[(&Placed, Option<SetWords>)],
    ad: &Ad,
    around: &Surroundings,
) -> Vec<Unfit> {
    let Filling::Picture(_, ground) = &logo.inside else { return Vec::new() };
    let Some((chosen, _)) = mark::choose(&ad.logos, &ad.colours, *ground) else {
        return Vec::new();
    };
    let mut unfit = Vec::new();
    let least = chosen.smallest * around.width;
    if logo.room.w + TOLERANCE < least {
        let what = format!(
            "the logo is {} px wide, and the brand asks for {} px",
            logo.room.w.round(),
            least.round()
        );
        unfit.push(of(logo, &what));
    }
    let clear = logo.room.h * chosen.clear_space;
    let kept = logo.room.trim(-clear, -clear, -clear, -clear);
    for (one, set) in words {
        if overlap(kept, ink(one, set.as_ref())) {
            let what = format!(
                "`{}` stands in the clear space of the logo, {} px",
                one.name,
                clear.round()
            );
            unfit.push(of(logo, &what));
        }
    }
    unfit
}

/// Where words are, not the box around them: a box may be as wide as the picture.
fn ink(placed: &Placed, words: Option<&SetWords>) -> Room {
    let Some(words) = words else { return placed.room };
    let room = placed.inner;
    let w = f64::from(words.extent.width).min(room.w);
    let spare = room.w - w;
    let aside = match placed.style.get("text-align") {
        Some(Value::Word("center")) => spare / 2.0,
        Some(Value::Word("end" | "right")) => spare,
        _ => 0.0,
    };
    Room { x: room.x + aside, w, h: f64::from(words.extent.height).min(room.h), ..room }
}

fn of(placed: &Placed, what: &str) -> Unfit {
    Unfit { place: placed.place.clone(), message: format!("`{}`: {what}", placed.name) }
}

fn contains(outer: Room, inner: Room) -> bool {
    inner.x + TOLERANCE >= outer.x
        && inner.y + TOLERANCE >= outer.y
        && inner.right() <= outer.right() + TOLERANCE
        && inner.bottom() <= outer.bottom() + TOLERANCE
}

fn overlap(one: Room, other: Room) -> bool {
    one.x + TOLERANCE < other.right()
        && other.x + TOLERANCE < one.right()
        && one.y + TOLERANCE < other.bottom()
        && other.y + TOLERANCE < one.bottom()
}

fn shown(room: Room) -> String {
    format!("{}×{} at {}, {}", room.w.round(), room.h.round(), room.x.round(), room.y.round())
}
