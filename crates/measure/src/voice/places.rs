//! From the likelihood of speech in each moment to the places where somebody speaks.

use super::{FRAME, Moment, RATE};
use model::fact::{Span, VoiceFacts};
use model::unit::{Ratio, Secs};

/// Somebody begins to speak above the first and has ended below the second; what is shorter than
/// the third is no speech and what pauses shorter than the fourth has not ended. Silero's own tool
/// uses .5, .35, 250 ms and 100 ms.
const BEGINS: f32 = 0.5;
const ENDS: f32 = 0.35;
const SHORTEST: usize = 8;
const PAUSE: usize = 3;
/// Frames in a second.
const SECOND: usize = 31;
/// Below this nobody speaks in a moment.
const NOBODY: f32 = 0.1;
/// Frames of pauses that have to be there to compare with: half a second.
const ENOUGH: usize = 16;
/// Places beyond this number are not listed.
const MOST: usize = 256;

/// Sums up the moments of a sound that `model` listened to. Times are seconds of sound.
pub fn facts(moments: &[Moment], model: &str) -> VoiceFacts {
    let places = places(moments);
    let frames: usize = places.iter().map(|(from, to)| to - from).sum();
    let seconds = |frame: usize| Secs((frame * FRAME) as f64 / f64::from(RATE));
    let span = |(from, to): &(usize, usize)| Span { from: seconds(*from), to: seconds(*to) };
    VoiceFacts {
        spans: places.iter().take(MOST).map(span).collect(),
        spoken: seconds(frames),
        share: Ratio(frames as f64 / moments.len().max(1) as f64),
        likeliest: likeliest(moments),
        lift: lift(moments, &places),
        model: model.to_owned(),
    }
}

/// Returns the first frame of each place, and the one after its last.
fn places(moments: &[Moment]) -> Vec<(usize, usize)> {
    let (mut found, mut open) = (Vec::new(), None);
    for (at, moment) in moments.iter().enumerate() {
        open = match open {
            None if moment.likely >= BEGINS => Some((at, at + 1)),
            Some((from, _)) if moment.likely >= ENDS => Some((from, at + 1)),
            Some((from, to)) if at - to >= PAUSE => {
                found.push((from, to));
                None
            }
            other => other,
        };
    }
    found.extend(open);
    found.retain(|(from, to)| to - from >= SHORTEST);
    found
}

fn likeliest(moments: &[Moment]) -> Ratio {
    let likely: Vec<f64> = moments.iter().map(|moment| f64::from(moment.likely)).collect();
    let mean = |part: &[f64]| part.iter().sum::<f64>() / SECOND as f64;
    if likely.len() < SECOND {
        return Ratio(mean(&likely));
    }
    Ratio(likely.windows(SECOND).map(mean).fold(0.0, f64::max))
}

/// Compares the energy where somebody speaks with the pauses within a second of it: further away
/// the music may be another one.
fn lift(moments: &[Moment], places: &[(usize, usize)]) -> Option<f64> {
    let near = |at: usize| places.iter().any(|(from, to)| at + SECOND >= *from && at < to + SECOND);
    let inside = |at: usize| places.iter().any(|(from, to)| (*from..*to).contains(&at));
    let (mut spoken, mut paused) = (Mean::default(), Mean::default());
    for (at, moment) in moments.iter().enumerate() {
        if inside(at) && moment.likely >= BEGINS {
            spoken.add(moment.energy);
        } else if !inside(at) && moment.likely < NOBODY && near(at) {
            paused.add(moment.energy);
        }
    }
    let (spoken, paused) = (spoken.value()?, paused.value()?);
    (spoken > 0.0).then(|| 10.0 * libm::log10(spoken / paused.max(spoken * 1e-6)))
}

#[derive(Default)]
struct Mean {
    sum: f64,
    count: usize,
}

impl Mean {
    fn add(&mut self, energy: f32) {
        self.sum += f64::from(energy);
        self.count += 1;
    }

    fn value(&self) -> Option<f64> {
        (self.count >= ENOUGH).then(|| self.sum / self.count as f64)
    }
}
