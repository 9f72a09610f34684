//! The sample's music, "Long way home": four chords, a plucked pattern and a low pulse, made by
//! addition of waves. It is rendered on a ring, so that the end rings on into the beginning and
//! the piece can be repeated without a seam.

use model::unit::Seed;

/// Samples a second.
pub const RATE: u32 = 48_000;
const BEATS_PER_MINUTE: f64 = 84.0;
/// Two bars of three: a walking pace that never hurries.
const BEATS_PER_CHORD: usize = 6;
/// The loudest sample: −6 dB below full scale.
const PEAK: f64 = 0.501;
/// Samples of one turn of the stored wave; a power of two.
const TURN: usize = 4096;

/// One chord: its bass, the notes of the pad, and the notes that are plucked one after the other,
/// as MIDI numbers.
struct Chord {
    bass: u8,
    pad: [u8; 4],
    plucked: [u8; 12],
}

/// D with its ninth, B minor seven, G major seven, A with a held fourth that resolves.
const CHORDS: [Chord; 4] = [
    Chord {
        bass: 38,
        pad: [57, 62, 64, 66],
        plucked: [74, 69, 66, 69, 76, 69, 74, 69, 66, 69, 64, 69],
    },
    Chord {
        bass: 35,
        pad: [57, 59, 62, 66],
        plucked: [74, 69, 66, 69, 78, 69, 74, 69, 66, 69, 62, 66],
    },
    Chord {
        bass: 31,
        pad: [55, 59, 62, 66],
        plucked: [71, 67, 62, 67, 74, 67, 78, 74, 71, 67, 62, 67],
    },
    Chord {
        bass: 33,
        pad: [57, 62, 64, 69],
        plucked: [74, 69, 64, 69, 76, 69, 73, 69, 64, 69, 61, 64],
    },
];

/// Returns the piece as WAV: 48 kHz, stereo, 16 bits, about 17 seconds.
pub fn long_way_home() -> Vec<u8> {
    wav(loudest_at(PEAK, render(RATE)).as_flattened(), 2)
}

/// Left and right.
type Frame = [f64; 2];

/// A loop being filled; what goes beyond the end comes back at the beginning.
struct Ring {
    rate: f64,
    frames: Vec<Frame>,
    wave: Vec<f64>,
}

/// A note to add to the ring.
#[derive(Clone, Copy)]
struct Note {
    /// Seconds from the beginning.
    start: f64,
    midi: u8,
    /// Hundredths of a semitone beside the note.
    cents: f64,
    loudness: f64,
    /// From -1, left, to 1, right.
    place: f64,
    voice: Voice,
}

/// How a note sounds.
#[derive(Clone, Copy)]
enum Voice {
    /// Rises and falls slowly over so many seconds.
    Pad(f64),
    /// Is struck and fades.
    Pluck,
    /// A soft low beat.
    Pulse,
}

impl Voice {
    /// How many seconds it can be heard.
    fn length(self) -> f64 {
        match self {
            Self::Pad(length) => length,
            Self::Pluck => 2.6,
            Self::Pulse => 1.2,
        }
    }

    /// Strengths of the first overtones.
    fn overtones(self) -> [f64; 5] {
        match self {
            Self::Pad(_) => [1.0, 0.34, 0.16, 0.07, 0.03],
            Self::Pluck => [1.0, 0.42, 0.20, 0.16, 0.06],
            Self::Pulse => [1.0, 0.30, 0.06, 0.0, 0.0],
        }
    }

    /// How strong the nth overtone is after `seconds`.
    fn envelope(self, seconds: f64, overtone: f64) -> f64 {
        match self {
            Self::Pad(length) => {
                let share = seconds / length;
                swell(share / 0.34) * swell((1.0 - share) / 0.40)
            }
            Self::Pluck => {
                let attack = (seconds / 0.004).min(1.0);
                attack * libm::exp(-seconds * (1.7 + 2.3 * overtone)) * swell((2.6 - seconds) / 0.3)
            }
            Self::Pulse => {
                swell(seconds / 0.03) * libm::exp(-seconds * 4.2) * swell((1.2 - seconds) / 0.2)
            }
        }
    }
}

fn render(rate: u32) -> Vec<Frame> {
    let beat = 60.0 / BEATS_PER_MINUTE;
    let chord_length = beat * BEATS_PER_CHORD as f64;
    let mut ring = Ring::new(f64::from(rate), chord_length * CHORDS.len() as f64);
    for (index, chord) in CHORDS.iter().enumerate() {
        let start = index as f64 * chord_length;
        for note in pads(chord, start, chord_length).chain(pulses(chord, start, beat)) {
            ring.add(note);
        }
        for note in plucks(chord, start, beat / 2.0, index) {
            ring.add(note);
        }
    }
    ring.in_a_room()
}

/// Each note of the pad twice, a little apart in pitch and place, and overlapping the next chord.
fn pads(chord: &Chord, start: f64, length: f64) -> impl Iterator<Item = Note> {
    chord.pad.iter().enumerate().flat_map(move |(index, midi)| {
        [-1.0, 1.0].map(|aside| Note {
            start: start - length * 0.12,
            midi: *midi,
            cents: aside * (3.0 + index as f64),
            loudness: 0.085,
            place: aside * (0.25 + 0.15 * index as f64),
            voice: Voice::Pad(length * 1.42),
        })
    })
}

/// The bass on the first beat of each bar, and softer on the third.
fn pulses(chord: &Chord, start: f64, beat: f64) -> impl Iterator<Item = Note> {
    [(0.0, 0.34), (2.0, 0.16), (3.0, 0.28), (5.0, 0.16)].into_iter().map(move |(at, loudness)| {
        Note {
            start: start + at * beat,
            midi: chord.bass,
            cents: 0.0,
            loudness,
            place: 0.0,
            voice: Voice::Pulse,
        }
    })
}

/// Eighth notes, none exactly as loud or as punctual as the other.
fn plucks(chord: &Chord, start: f64, step: f64, index: usize) -> impl Iterator<Item = Note> {
    let seed = Seed(1610 + index as u64);
    chord.plucked.iter().zip(0_u64..).map(move |(midi, turn)| {
        let accent = if turn % 6 == 0 { 0.055 } else { 0.0 };
        Note {
            start: start + step * turn as f64 + 0.012 * seed.unit(turn * 2),
            midi: *midi,
            cents: 0.0,
            loudness: 0.085 + accent + 0.035 * seed.unit(turn * 2 + 1),
            place: if turn % 2 == 0 { -0.35 } else { 0.35 },
            voice: Voice::Pluck,
        }
    })
}

impl Ring {
    fn new(rate: f64, seconds: f64) -> Self {
        let turn = 2.0 * std::f64::consts::PI / TURN as f64;
        Self {
            rate,
            frames: vec![[0.0; 2]; (seconds * rate) as usize],
            wave: (0..TURN).map(|step| libm::sin(step as f64 * turn)).collect(),
        }
    }

    fn add(&mut self, note: Note) {
        let pitch = f64::from(note.midi) - 69.0 + note.cents / 100.0;
        let turns = 440.0 * libm::exp2(pitch / 12.0) / self.rate;
        let all = self.frames.len();
        let first = (note.start * self.rate).rem_euclid(all as f64) as usize;
        let many = (note.voice.length() * self.rate) as usize;
        let (left, right) = ((1.0 - note.place).sqrt(), (1.0 + note.place).sqrt());
        let strengths = note.voice.overtones();
        let mut envelope = [0.0; 5];
        for step in 0..many {
            // The envelope changes slowly; 32 samples are less than a millisecond.
            if step % 32 == 0 {
                let seconds = step as f64 / self.rate;
                for ((value, strength), overtone) in envelope.iter_mut().zip(strengths).zip(0_u8..)
                {
                    *value = strength * note.voice.envelope(seconds, f64::from(overtone));
                }
            }
            let phase = step as f64 * turns * TURN as f64;
            let sum: f64 = envelope
                .iter()
                .zip(1_u8..)
                .map(|(strength, times)| strength * self.sine(phase * f64::from(times)))
                .sum();
            if let Some([l, r]) = self.frames.get_mut((first + step) % all) {
                *l += sum * note.loudness * left;
                *r += sum * note.loudness * right;
            }
        }
    }

    fn sine(&self, phase: f64) -> f64 {
        self.wave.get(phase as usize & (TURN - 1)).copied().unwrap_or(0.0)
    }

    /// Adds a soft room: four echoes that feed themselves, on both sides of different length.
    /// They go round twice, so that the beginning already hears the end.
    fn in_a_room(self) -> Vec<Frame> {
        const ECHOES: [(f64, f64); 4] =
            [(0.0797, 0.0831), (0.1033, 0.0989), (0.1277, 0.1319), (0.1511, 0.1487)];
        let mut heard = self.frames.clone();
        for (left, right) in ECHOES {
            for (side, delay) in [left, right].into_iter().enumerate() {
                let mut line = vec![0.0; (delay * self.rate) as usize];
                let (mut place, mut dull) = (0, 0.0);
                for (round, frame) in
                    (0..2).flat_map(|round| (0..self.frames.len()).map(move |frame| (round, frame)))
                {
                    let dry = self.frames.get(frame).and_then(|both| both.get(side));
                    let Some(slot) = line.get_mut(place) else { continue };
                    dull += (*slot - dull) * 0.35;
                    let out = dull;
                    *slot = dry.copied().unwrap_or(0.0) + out * 0.78;
                    place = (place + 1) % ((delay * self.rate) as usize).max(1);
                    let wet = heard.get_mut(frame).and_then(|both| both.get_mut(side));
                    if let (1, Some(wet)) = (round, wet) {
                        *wet += out * 0.11;
                    }
                }
            }
        }
        heard
    }
}

/// Rises softly from 0 to 1.
fn swell(share: f64) -> f64 {
    let share = share.clamp(0.0, 1.0);
    share * share * (3.0 - 2.0 * share)
}

fn loudest_at(peak: f64, mut frames: Vec<Frame>) -> Vec<Frame> {
    let loudest = frames.iter().flatten().fold(1e-9_f64, |most, sample| most.max(sample.abs()));
    for sample in frames.iter_mut().flatten() {
        *sample *= peak / loudest;
    }
    frames
}

/// Writes interleaved samples at [`RATE`] as RIFF/WAVE of 16-bit integers.
pub fn wav<S: Copy + Into<f64>>(samples: &[S], channels: u16) -> Vec<u8> {
    const BYTES: u16 = 2;
    let frame_bytes = channels * BYTES;
    let data = samples.len() as u32 * u32::from(BYTES);
    let mut file = Vec::with_capacity(data as usize + 44);
    file.extend(b"RIFF");
    file.extend((36 + data).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    // 1: uncompressed integers.
    file.extend(1_u16.to_le_bytes());
    file.extend(channels.to_le_bytes());
    file.extend(RATE.to_le_bytes());
    file.extend((RATE * u32::from(frame_bytes)).to_le_bytes());
    file.extend(frame_bytes.to_le_bytes());
    file.extend((BYTES * 8).to_le_bytes());
    file.extend(b"data");
    file.extend(data.to_le_bytes());
    let samples = samples.iter().map(|sample| Into::<f64>::into(*sample));
    for sample in samples {
        file.extend(((sample.clamp(-1.0, 1.0) * 32_767.0).round() as i16).to_le_bytes());
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_says_what_it_holds() {
        let file = wav(render(RATE / 8).as_flattened(), 2);
        let number = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap());
        assert_eq!((&file[..4], &file[8..16]), (b"RIFF".as_slice(), b"WAVEfmt ".as_slice()));
        assert_eq!((number(4) as usize, number(40) as usize), (file.len() - 8, file.len() - 44));
        assert_eq!((number(24), number(28), number(32)), (RATE, RATE * 4, 4 | 16 << 16));
    }

    #[test]
    fn twice_is_the_same_piece() {
        assert!(render(4_000) == render(4_000));
    }

    #[test]
    fn peaks_stay_6_db_below_full_scale_and_nothing_is_silent() {
        let frames = loudest_at(PEAK, render(8_000));
        let loudest = frames.iter().flatten().fold(0.0_f64, |most, s| most.max(s.abs()));
        assert!((20.0 * libm::log10(loudest) + 6.0).abs() < 0.05, "{loudest}");
        for second in frames.chunks(8_000) {
            assert!(second.iter().flatten().any(|sample| sample.abs() > 0.1));
        }
    }

    #[test]
    fn the_end_runs_into_the_beginning_without_a_click() {
        let frames = loudest_at(PEAK, render(16_000));
        let step = |a: Frame, b: Frame| (a[0] - b[0]).abs();
        let usual = frames.windows(2).map(|pair| step(pair[0], pair[1])).fold(0.0, f64::max);
        assert!(step(frames[frames.len() - 1], frames[0]) <= usual);
    }
}
