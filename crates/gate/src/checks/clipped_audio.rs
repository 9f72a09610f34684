//! The mix was driven into the ceiling: its peaks are cut flat.

use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "clipped-audio",
    family: Family::Sound,
    title: "The sound is clipped",
    why: "Peaks cut flat sound harsh, and no later step can restore them",
    threshold: "more than 5% of the loud half-waves are flat on top, whatever their level is now: a warning; more than 10%: refused. Measured on 20 recordings: whole and untouched 2.2% at most, one of 60 excerpts of 5 s 7%, limited by 14 dB 1.3%; driven 9 dB into the ceiling 21% and more in PCM, 11% and more in AAC at 192 kbit/s, 1–26% at 96; 6 dB 4–14%. Sines and soft saturation have no flat tops; a square wave has, and so may a distorted guitar. Clipped noise in AAC is missed",
    fix: "Lower the gain before the limiter and mix again; turning the file down keeps the distortion.",
    needs: &[Need::Decodable],
    asked: always,
    run,
};

/// Above what whole recordings come to, limited or not, and below what 9 dB of clipping do.
const FLAT_SHARE: f64 = 0.05;

/// No excerpt that was left alone comes near it.
const RUINED_SHARE: f64 = 0.1;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(flat) = subject.audio().map(|audio| audio.flat_top.0) else {
        return Vec::new();
    };
    if flat.is_nan() || flat <= FLAT_SHARE {
        return Vec::new();
    }
    vec![found(
        CHECK.code,
        if flat > RUINED_SHARE { Severity::Reject } else { Severity::Degrade },
        Quantity::number(flat * 100.0, "% of the loud half-waves are flat on top"),
        Quantity::number(FLAT_SHARE * 100.0, "% at most"),
        "mix again with less gain before the limiter; turning the finished file down does not \
         help. An instrument that is meant to be distorted looks the same: listen",
        Basis::practice(CHECK.code, "flat tops of music measured, clipped, limited and untouched"),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, film, look, no_format, only, still};
    use model::finding::FileVerdict;
    use model::unit::{DbTp, Ratio};

    fn verdict(flat_top: f64, peak: f64) -> FileVerdict {
        let mut facts = film();
        let audio = facts.audio.as_mut().unwrap();
        audio.flat_top = Ratio(flat_top);
        audio.true_peak = Some(DbTp(peak));
        look(&facts, &no_format())
    }

    #[test]
    fn fires_on_flat_peaks_at_the_ceiling_or_turned_down() {
        assert_eq!(only(&verdict(0.051, 0.3)).severity, Severity::Degrade);
        assert_eq!(only(&verdict(0.3, 0.3)).severity, Severity::Reject);
        assert_eq!(codes(&verdict(0.3, -9.0)), ["clipped-audio"]);
    }

    #[test]
    fn does_not_fire_on_the_threshold() {
        assert_eq!(codes(&verdict(0.05, 0.3)), Vec::<&str>::new());
    }

    #[test]
    fn ignores_loud_clean_mixes_and_files_without_sound() {
        assert_eq!(codes(&verdict(0.02, 0.9)), Vec::<&str>::new(), "an overshoot of lossy coding");
        assert_eq!(codes(&verdict(f64::NAN, 0.9)), Vec::<&str>::new());
        assert_eq!(codes(&look(&still(), &no_format())), Vec::<&str>::new());
    }
}
