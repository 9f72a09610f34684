//! Faults of sound.

use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::film::{Film, loudness};
use crate::kit::Kit;
use crate::makers::orders::expecting;
use crate::sound;
use anyhow::Result;
use gate::standard::Expect;
use model::unit::{DbTp, FrameRate};

/// A sound without its file: how long, of what, and the film it may be of.
pub(crate) struct Bed {
    pub(crate) samples: Vec<f32>,
    pub(crate) seconds: f64,
    pub(crate) about: String,
    film: Option<Film>,
}

impl Bed {
    /// Draws the sound of a film, or of a WAV.
    pub(crate) fn any(kit: &Kit, draw: &mut Draw) -> Result<Self> {
        if draw.happens(0.6) {
            return Ok(Self::of(Film::any(kit, draw)?));
        }
        Self::alone(kit, draw, 75)
    }

    /// Draws the sound of a film, or of a WAV, that is long enough for somebody to speak: the made
    /// voice needs some seconds, real ones do not (excerpts of 2.4 s of three: .99 and more).
    pub(crate) fn long(kit: &Kit, draw: &mut Draw) -> Result<Self> {
        if draw.happens(0.6) {
            return Ok(Self::of(Film::long(kit, draw)?));
        }
        Self::alone(kit, draw, 115)
    }

    fn of(film: Film) -> Self {
        let samples = film.sound.clone().unwrap_or_default();
        let about = film.about.clone();
        Self { samples, seconds: film.seconds(), about, film: Some(film) }
    }

    /// A sound without a film, of so many frames of a 25th of a second at least.
    fn alone(kit: &Kit, draw: &mut Draw, least: u32) -> Result<Self> {
        let frames = draw.whole(least, 150);
        let seconds = f64::from(frames) / 25.0;
        let (raw, what) = sound::any(draw, &kit.music, seconds);
        let samples = sound::at(&raw, FrameRate { num: 25, den: 1 }, frames, -16.0, -5.0)?;
        Ok(Self { samples, seconds, about: format!("{seconds:.1} s of {what}"), film: None })
    }

    /// Tells whether it becomes AAC in a film.
    pub(crate) fn is_lossy(&self) -> bool {
        self.film.is_some()
    }

    /// Left and right, one after the other.
    pub(crate) fn frames(&mut self) -> &mut [[f32; 2]] {
        self.samples.as_chunks_mut().0
    }

    /// Writes it.
    pub(crate) fn made(self, kit: &Kit, about: &str) -> Result<Made> {
        let about = format!("{about} ({})", self.about);
        if let Some(film) = self.film {
            let film = Film { sound: Some(self.samples), ..film };
            return Ok(Made { about: format!("AAC: {about}"), ..film.made(kit, "")? });
        }
        let file = sound::wav(&self.samples, 2);
        Ok(Made::new(file, "wav", sound::standard(self.seconds), format!("WAV: {about}")))
    }
}

pub(crate) fn without_loudness(expect: &mut Expect) {
    expect.loudness = None;
    expect.true_peak = None;
}

pub(crate) fn silent(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut bed = Bed::any(kit, draw)?;
    let count = bed.samples.len() / 2;
    let about = match (kind, draw.whole(0, 2)) {
        (Kind::Fault, 0) => {
            bed.samples.fill(0.0);
            "digital silence".to_owned()
        }
        (Kind::Fault, 1) => {
            let level = draw.between(-90.0, -63.0);
            bed.samples = sound::noise(draw, bed.seconds, level);
            format!("hiss at {level:.0} dBFS")
        }
        (Kind::Fault, _) => {
            let at = draw.whole(0, count as u32 - 600) as usize;
            let click = draw.between(0.02, 0.4) as f32;
            bed.samples.fill(0.0);
            bed.frames().iter_mut().skip(at).take(300).for_each(|frame| *frame = [click; 2]);
            "a click in silence".to_owned()
        }
        (Kind::NearMiss, 0) => {
            let down = draw.between(20.0, 36.0);
            sound::gain(&mut bed.samples, -down);
            format!("quiet music, {down:.0} dB down")
        }
        (Kind::NearMiss, 1) => {
            let share = draw.between(0.5, 0.85);
            let from = draw.whole(0, (count as f64 * (1.0 - share)) as u32) as usize;
            bed.frames()
                .iter_mut()
                .skip(from)
                .take((count as f64 * share) as usize)
                .for_each(|frame| *frame = [0.0; 2]);
            format!("silent for {:.0}% of it", share * 100.0)
        }
        (Kind::NearMiss, _) => {
            let level = draw.between(-56.0, -40.0);
            bed.samples = sound::noise(draw, bed.seconds, level);
            format!("wind at {level:.0} dBFS")
        }
    };
    let made = expecting(bed.made(kit, &about)?, without_loudness);
    Ok(if kind == Kind::NearMiss {
        made.also(&["audio-dropout", "trailing-silence"])
    } else {
        made
    })
}

pub(crate) fn clipped(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut bed = Bed::any(kit, draw)?;
    let about = match (kind, draw.whole(0, 3)) {
        (Kind::Fault, which) => {
            let over = draw.between(9.0, 22.0);
            let top = 10.0_f64.powf(draw.between(-0.3, 0.0) / 20.0) as f32;
            sound::gain(&mut bed.samples, over);
            bed.samples.iter_mut().for_each(|sample| *sample = sample.clamp(-top, top));
            let down = if which == 0 { draw.between(1.0, 6.0) } else { 0.0 };
            sound::gain(&mut bed.samples, -down);
            if which == 0 {
                format!("driven {over:.0} dB into the ceiling, then turned down by {down:.1} dB")
            } else {
                format!("driven {over:.0} dB into the ceiling")
            }
        }
        (Kind::NearMiss, 0 | 1) => {
            let target = draw.between(-13.0, -9.0);
            let raw = std::mem::take(&mut bed.samples);
            let (rate, frames) = (FrameRate { num: 1000, den: 1 }, (bed.seconds * 1000.0) as u32);
            bed.samples = sound::at(&raw, rate, frames, target, 1.0)?;
            format!("limited to full scale at {target:.0} LUFS")
        }
        (Kind::NearMiss, 2) => {
            let hertz = draw.spread(60.0, 2000.0);
            bed.samples = sound::tone(bed.seconds, hertz, -0.2);
            format!("a pure tone of {hertz:.0} Hz at full scale")
        }
        (Kind::NearMiss, _) => {
            let loudest = bed.samples.iter().fold(1e-6_f32, |most, sample| most.max(sample.abs()));
            bed.samples.iter_mut().for_each(|sample| *sample *= 0.99 / loudest);
            "peaks just reach full scale".to_owned()
        }
    };
    Ok(expecting(bed.made(kit, &about)?, without_loudness))
}

pub(crate) fn loud(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let bed = Bed::any(kit, draw)?;
    let tolerance = draw.pick(&[0.5, 1.0, 2.0]);
    // The coding moves loudness by a tenth and peaks by one to two decibels.
    let edge = if bed.is_lossy() { 0.25 } else { 0.1 };
    if draw.happens(0.35) {
        let edge = if bed.is_lossy() { 1.5 } else { 0.15 };
        let peak = peak(&bed.samples);
        let off = edge + draw.spread(0.01, 4.0);
        let highest = if kind == Kind::Fault { peak - off } else { peak + off };
        let about = format!("peak {peak:.1} dBTP for {highest:.1}");
        return Ok(expecting(bed.made(kit, &about)?, |expect| {
            expect.loudness = None;
            expect.true_peak = Some(DbTp(highest));
        }));
    }
    let off = match kind {
        Kind::Fault => tolerance + edge + draw.spread(0.01, 6.0),
        Kind::NearMiss => draw.between(-tolerance, tolerance - edge),
    };
    let about = format!("{off:+.2} LU from the target, ±{tolerance}");
    Ok(expecting(bed.made(kit, &about)?, |expect| {
        expect.loudness = Some(loudness(-16.0 - off, tolerance));
        expect.true_peak = None;
    }))
}

pub(crate) fn quiet(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let bed = Bed::any(kit, draw)?;
    let tolerance = draw.pick(&[0.5, 1.0, 2.0]);
    let edge = if bed.is_lossy() { 0.25 } else { 0.1 };
    if kind == Kind::Fault && !bed.is_lossy() && draw.happens(0.5) {
        // One channel reads 3 LU below two.
        let one: Vec<f32> = bed.samples.iter().step_by(2).copied().collect();
        let about = format!("mono of a mix for stereo, ±{tolerance} ({})", bed.about);
        let made = Made::new(sound::wav(&one, 1), "wav", sound::standard(bed.seconds), about);
        return Ok(expecting(made, |expect| expect.loudness = Some(loudness(-16.0, tolerance))));
    }
    let off = match kind {
        Kind::Fault => tolerance + edge + draw.spread(0.01, 12.0),
        Kind::NearMiss => draw.between(-tolerance, tolerance - edge),
    };
    let about = format!("{:+.2} LU from the target, ±{tolerance}", -off);
    Ok(expecting(bed.made(kit, &about)?, |expect| {
        expect.loudness = Some(loudness(-16.0 + off, tolerance));
        expect.true_peak = None;
    }))
}

/// True peak, four times oversampled by straight sine interpolation over 12 neighbours.
fn peak(samples: &[f32]) -> f64 {
    let frames: &[[f32; 2]] = samples.as_chunks().0;
    let mut most = 1e-9_f64;
    for side in 0..2 {
        let own: Vec<f64> =
            frames.iter().filter_map(|frame| frame.get(side)).map(|s| f64::from(*s)).collect();
        for around in own.windows(12) {
            let middle = around.get(5).copied().unwrap_or_default().abs();
            most = most.max(middle);
            if middle < 0.7 * most {
                continue;
            }
            for quarter in [0.25, 0.5, 0.75] {
                let sum: f64 = around
                    .iter()
                    .enumerate()
                    .map(|(at, sample)| sample * lanczos(at as f64 - 5.0 - quarter))
                    .sum();
                most = most.max(sum.abs());
            }
        }
    }
    20.0 * most.log10()
}

fn lanczos(x: f64) -> f64 {
    let sinc = |x: f64| {
        if x.abs() < 1e-9 {
            1.0
        } else {
            (x * std::f64::consts::PI).sin() / (x * std::f64::consts::PI)
        }
    };
    if x.abs() < 6.0 { sinc(x) * sinc(x / 6.0) } else { 0.0 }
}
