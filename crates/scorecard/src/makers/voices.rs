//! A voice where there must be none, and none where there must be one. The voice is made: what a
//! real one adds is measured by the host's example `voices`.

use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::kit::Kit;
use crate::makers::orders::expecting;
use crate::makers::sounds::{Bed, without_loudness};
use anyhow::Result;
use gate::Standard;
use gate::standard::Voiceover;
use model::unit::Seed;

pub(crate) fn missing(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut bed = Bed::long(kit, draw)?;
    let about = match (kind, draw.whole(0, 2)) {
        (Kind::Fault, 0) => {
            let below = draw.between(15.0, 24.0);
            spoken_over(&mut bed, draw, -below);
            format!("a voice {below:.0} dB below everything else")
        }
        (Kind::Fault, _) => "nobody speaks".to_owned(),
        (Kind::NearMiss, 0) => {
            alone(&mut bed, draw);
            "a voice alone".to_owned()
        }
        (Kind::NearMiss, _) => {
            let above = draw.between(6.0, 18.0);
            spoken_over(&mut bed, draw, above);
            format!("a voice {above:.0} dB above the rest")
        }
    };
    made(kit, bed, &about, Voiceover::Expected)
}

pub(crate) fn unexpected(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut bed = Bed::long(kit, draw)?;
    let about = match (kind, draw.whole(0, 2)) {
        (Kind::Fault, 0) => {
            alone(&mut bed, draw);
            "a voice alone".to_owned()
        }
        (Kind::Fault, _) => {
            let above = draw.between(3.0, 18.0);
            spoken_over(&mut bed, draw, above);
            format!("a voice {above:.0} dB above the rest")
        }
        (Kind::NearMiss, _) => "nobody speaks".to_owned(),
    };
    made(kit, bed, &about, Voiceover::Forbidden)
}

fn made(kit: &Kit, bed: Bed, about: &str, voiceover: Voiceover) -> Result<Made> {
    let made = expecting(bed.made(kit, about)?, without_loudness);
    Ok(Made { standard: Standard { voiceover: Some(voiceover), ..made.standard }, ..made })
}

fn alone(bed: &mut Bed, draw: &mut Draw) {
    let voice = said(bed, draw);
    for (frame, said) in bed.frames().iter_mut().zip(voice) {
        *frame = [said; 2];
    }
}

/// Adds a voice so many decibels above what is there; both together stay below full scale.
fn spoken_over(bed: &mut Bed, draw: &mut Draw, above: f64) {
    let voice = said(bed, draw);
    let power = |samples: &mut dyn Iterator<Item = f32>| {
        samples.map(|sample| f64::from(sample) * f64::from(sample)).sum::<f64>()
    };
    let there = power(&mut bed.samples.iter().copied()) / 2.0;
    let spoken = power(&mut voice.iter().copied());
    let gain = ((there / spoken.max(1e-12)).sqrt() * 10.0_f64.powf(above / 20.0)) as f32;
    for (frame, said) in bed.frames().iter_mut().zip(voice) {
        *frame = frame.map(|sample| sample + said * gain);
    }
    let loudest = bed.samples.iter().fold(0.0_f32, |most, sample| most.max(sample.abs()));
    let down = (0.8 / loudest.max(1e-6)).min(1.0);
    bed.samples.iter_mut().for_each(|sample| *sample *= down);
}

fn said(bed: &Bed, draw: &mut Draw) -> Vec<f32> {
    let seed = Seed(u64::from(draw.whole(0, 1 << 30)));
    sample::voice::babble(seed, bed.seconds, draw.between(95.0, 220.0))
}
