//! Where a voice speaks, and how far the music goes down for it.

use super::SAMPLE_RATE;

/// How far music goes down under a voice that is as loud as it, dB. Torcoli et al., "Preferred
/// Levels for Background Ducking" (J. Audio Eng. Soc. 67/12, 2019) recommend 10 LU of difference at
/// least over music; listeners who are no experts preferred 4 LU more than experts did.
const DEPTH_DB: f64 = 12.0;
/// The music is down before the first word: a syllable (about 200 ms in English) is enough not to
/// be heard as a drop.
const ATTACK: usize = SAMPLE_RATE as usize / 5;
/// It comes up again more slowly than it went.
const RELEASE: usize = SAMPLE_RATE as usize * 3 / 5;
/// A pause that is shorter stays ducked: up and down again at once would pump.
const HOLD: usize = ATTACK + RELEASE;
/// Frames that are judged together: 10 ms.
const BLOCK: usize = SAMPLE_RATE as usize / 100;
/// A voice speaks where it is at most so far below its loudest 10 ms, dB: above a room's noise, and
/// below the quietest consonants but a breath.
const QUIET_DB: f64 = -40.0;

/// Returns for each frame of the voice how far the music is turned down, dB: 0 or less.
pub(super) fn gains(voice: &[[f32; 2]]) -> Vec<f64> {
    let spans = spoken(voice);
    let mut gains = vec![0.0; voice.len()];
    for (from, to) in spans {
        let begins = from.saturating_sub(ATTACK);
        let way = gains.iter_mut().enumerate().skip(begins).take(to + RELEASE - begins);
        for (index, gain) in way {
            let down = if index < from {
                eased((index + ATTACK - from) as f64 / ATTACK as f64)
            } else if index < to {
                1.0
            } else {
                eased(1.0 - (index - to) as f64 / RELEASE as f64)
            };
            *gain = f64::min(*gain, -DEPTH_DB * down);
        }
    }
    gains
}

/// Begins and ends without a jerk.
fn eased(t: f64) -> f64 {
    t * t * (3.0 - 2.0 * t)
}

/// Returns from which frame to which somebody speaks; pauses that are held belong to it.
fn spoken(voice: &[[f32; 2]]) -> Vec<(usize, usize)> {
    let energies: Vec<f64> = voice
        .chunks(BLOCK)
        .map(|block| block.as_flattened().iter().map(|s| f64::from(*s) * f64::from(*s)).sum())
        .collect();
    let loudest = energies.iter().copied().fold(0.0, f64::max);
    let least = loudest * libm::pow(10.0, QUIET_DB / 10.0);
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (index, energy) in energies.iter().enumerate() {
        if *energy <= 0.0 || *energy < least {
            continue;
        }
        let (from, to) = (index * BLOCK, ((index + 1) * BLOCK).min(voice.len()));
        match spans.last_mut() {
            Some((_, end)) if from - *end <= HOLD => *end = to,
            _ => spans.push((from, to)),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: usize = SAMPLE_RATE as usize;

    /// A voice that speaks in the given seconds, in three of them.
    fn voice(speaks: impl Fn(f64) -> bool) -> Vec<[f32; 2]> {
        let sample = |n: usize| if speaks(n as f64 / SECOND as f64) { 0.3 } else { 0.0 };
        (0..SECOND * 5).map(|n| [sample(n); 2]).collect()
    }

    #[test]
    fn music_is_down_before_the_first_word_and_up_after_the_last() {
        let gains = gains(&voice(|t| (1.0..2.0).contains(&t)));
        let at = |seconds: f64| gains[(seconds * SECOND as f64) as usize];
        assert_eq!((at(0.7), at(1.0), at(1.9), at(2.7)), (0.0, -12.0, -12.0, 0.0));
        assert!(at(0.9) < 0.0 && at(0.9) > -12.0);
        assert!(at(2.3) < 0.0 && at(2.3) > -12.0);
    }

    #[test]
    fn a_short_pause_stays_ducked_and_a_long_one_does_not() {
        let paused = |pause: f64| {
            let gains = gains(&voice(|t| !(1.0..1.0 + pause).contains(&t)));
            gains[((1.0 + pause / 2.0) * SECOND as f64) as usize]
        };
        assert!((paused(0.7) + 12.0).abs() < 1e-9, "{}", paused(0.7));
        assert!(paused(1.4) > -3.0, "{}", paused(1.4));
    }

    #[test]
    fn silence_ducks_nothing() {
        assert!(gains(&voice(|_| false)).iter().all(|gain| *gain == 0.0));
        assert!(gains(&[]).is_empty());
    }
}
