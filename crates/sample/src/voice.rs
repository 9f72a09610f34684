//! A voice that says nothing: syllables of made-up vowels and consonants, sung by no one. Pulses as
//! vocal cords give them pass through three resonances, as a mouth has them. People hear a robot;
//! models that listen for voices hear a voice.

use crate::music::RATE;
use model::unit::Seed;
use std::f64::consts::{PI, TAU};

/// The resonances of five vowels, Hz, and how broad they are (Peterson and Barney 1952, men).
const VOWELS: [[f64; 3]; 5] = [
    [730.0, 1090.0, 2440.0],
    [530.0, 1840.0, 2480.0],
    [270.0, 2290.0, 3010.0],
    [570.0, 840.0, 2410.0],
    [300.0, 870.0, 2240.0],
];
const BREADTHS: [f64; 3] = [80.0, 100.0, 140.0];
/// A closed mouth that hums, and one that glides.
const HUM: [f64; 3] = [250.0, 1200.0, 2300.0];
const GLIDE: [f64; 3] = [400.0, 1400.0, 2500.0];
/// The loudest sample: −6 dB below full scale.
const PEAK: f64 = 0.5;
/// Mouth and cords move from one sound to the next with this time constant, seconds.
const MOVES: f64 = 0.018;
/// Cords open for this share of a turn and close for the next.
const OPEN: f64 = 0.6;
const CLOSING: f64 = 0.15;

/// What mouth and cords are about to do.
#[derive(Clone, Copy)]
struct Sound {
    seconds: f64,
    /// Where the resonances go.
    mouth: [f64; 3],
    /// How strongly the cords sound.
    voiced: f64,
    /// How strongly air hisses between the teeth.
    hiss: f64,
    /// The cords' pitch, Hz.
    pitch: f64,
}

/// Returns a voice of so many seconds: one channel at [`RATE`], in phrases of three to six
/// syllables around a pitch of `hertz`.
pub fn babble(seed: Seed, seconds: f64, hertz: f64) -> Vec<f32> {
    let rate = f64::from(RATE);
    let count = (seconds * rate).round() as usize;
    let mut lot = Lot { seed, drawn: 0 };
    let mut voice = Voice::new(hertz);
    let mut samples = Vec::with_capacity(count);
    while samples.len() < count {
        for sound in phrase(&mut lot, hertz) {
            samples
                .extend((0..(sound.seconds * rate) as usize).map(|_| voice.next(&sound, &mut lot)));
        }
    }
    samples.truncate(count);
    let loudest = samples.iter().fold(1e-9_f64, |most, sample| most.max(sample.abs()));
    samples.iter().map(|sample| (sample * PEAK / loudest) as f32).collect()
}

/// Some syllables and a pause.
fn phrase(lot: &mut Lot, hertz: f64) -> Vec<Sound> {
    let mut sounds = Vec::new();
    for _ in 0..lot.whole(3, 6) {
        let mouth = VOWELS.get(lot.whole(0, 4)).copied().unwrap_or(HUM);
        let pitch = hertz * lot.between(0.88, 1.2);
        let (short, long) = (lot.between(0.05, 0.09), lot.between(0.11, 0.2));
        let closed = Sound { seconds: short, mouth, voiced: 0.0, hiss: 0.0, pitch };
        sounds.extend(match lot.whole(0, 3) {
            0 => vec![Sound { hiss: 0.05, ..closed }],
            1 => {
                let burst = Sound { seconds: 0.02, hiss: 0.08, ..closed };
                vec![Sound { seconds: short - 0.02, ..closed }, burst]
            }
            2 => vec![Sound { voiced: 0.35, mouth: HUM, ..closed }],
            _ => vec![Sound { voiced: 0.5, mouth: GLIDE, ..closed }],
        });
        sounds.push(Sound { seconds: long, mouth, voiced: 1.0, hiss: 0.0, pitch });
    }
    let breath = lot.between(0.15, 0.45);
    sounds.push(Sound { seconds: breath, mouth: GLIDE, voiced: 0.0, hiss: 0.0, pitch: hertz });
    sounds
}

/// Cords and mouth on their way.
struct Voice {
    turn: f64,
    opened: f64,
    hissed: f64,
    voiced: f64,
    pitch: f64,
    mouth: [f64; 3],
    /// What each resonance gave last, and before.
    rings: [[f64; 2]; 3],
}

impl Voice {
    fn new(pitch: f64) -> Self {
        Self {
            turn: 0.0,
            opened: 0.0,
            hissed: 0.0,
            voiced: 0.0,
            pitch,
            mouth: GLIDE,
            rings: [[0.0; 2]; 3],
        }
    }

    fn next(&mut self, sound: &Sound, lot: &mut Lot) -> f64 {
        let rate = f64::from(RATE);
        let step = 1.0 / (MOVES * rate);
        self.voiced += (sound.voiced - self.voiced) * step;
        self.pitch += (sound.pitch - self.pitch) * step;
        for (now, wanted) in self.mouth.iter_mut().zip(sound.mouth) {
            *now += (wanted - *now) * step;
        }
        // No voice holds its pitch: one per cent from sample to sample.
        self.turn += self.pitch * (0.99 + 0.02 * lot.unit()) / rate;
        self.turn -= libm::floor(self.turn);
        let opened = opening(self.turn);
        let mut value = (opened - self.opened) * self.voiced;
        self.opened = opened;
        for ((ring, hertz), breadth) in self.rings.iter_mut().zip(self.mouth).zip(BREADTHS) {
            let fades = libm::exp(-PI * breadth / rate);
            let turns = 2.0 * fades * libm::cos(TAU * hertz / rate);
            let [last, before] = *ring;
            value = (1.0 - turns + fades * fades) * value + turns * last - fades * fades * before;
            *ring = [value, last];
        }
        let noise = lot.unit() - 0.5;
        let hiss = (noise - self.hissed) * sound.hiss * HISS;
        self.hissed = noise;
        value + hiss
    }
}

/// Brings hiss to the level of what the resonances leave of the cords' pulses.
const HISS: f64 = 0.02;

/// How far the cords stand open at a point of their turn, 0 to 1.
fn opening(turn: f64) -> f64 {
    let rising = turn / OPEN;
    if rising < 1.0 {
        rising * rising * (3.0 - 2.0 * rising)
    } else {
        (1.0 - (turn - OPEN) / CLOSING).max(0.0)
    }
}

/// Draws one number after the other.
struct Lot {
    seed: Seed,
    drawn: u64,
}

impl Lot {
    fn unit(&mut self) -> f64 {
        self.drawn += 1;
        self.seed.unit(self.drawn)
    }

    fn between(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * self.unit()
    }

    fn whole(&mut self, from: usize, to: usize) -> usize {
        from + (self.unit() * (to - from + 1) as f64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_says_the_same() {
        let said = babble(Seed(1), 2.0, 110.0);
        assert_eq!(said.len(), 2 * RATE as usize);
        assert!(said == babble(Seed(1), 2.0, 110.0) && said != babble(Seed(2), 2.0, 110.0));
        let loudest = said.iter().fold(0.0_f32, |most, sample| most.max(sample.abs()));
        assert!((loudest - 0.5).abs() < 1e-3, "{loudest}");
    }

    #[test]
    fn it_pauses_for_breath() {
        let said = babble(Seed(1), 4.0, 110.0);
        let quiet = said
            .chunks(RATE as usize / 20)
            .filter(|part| part.iter().all(|sample| sample.abs() < 0.01));
        assert!((4..40).contains(&quiet.count()));
    }
}
