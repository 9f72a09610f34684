//! The mix was driven into the ceiling: its peaks are cut flat.

use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "clipped-audio",
    family: Family::Sound,
    title: "The sound is clipped",
    why: "Peaks cut flat sound harsh, and no later step can restore them",
    threshold: "more than 3% of samples above 90% of their 50 ms block's peak, with a true peak above −0.5 dBTP; measured on a reference package: 4.5% clipped, 0.6–1.2% clean, after lossy coding",
    fix: "Lower the gain before the limiter and mix again; turning the file down keeps the distortion.",
    needs: &[Need::Decodable],
    asked: always,
    run,
};

/// Between 1.2%, the highest clean mix of the reference package, and 4.5%, its clipped one.
const FLAT_SHARE: f64 = 0.03;

/// dBTP: a limited mix keeps further away; lossy coding overshoots upwards from here.
const CEILING: f64 = -0.5;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(audio) = subject.audio() else {
        return Vec::new();
    };
    let at_ceiling = audio.true_peak.is_some_and(|peak| peak.0 > CEILING);
    if !at_ceiling || audio.flat_top.0.is_nan() || audio.flat_top.0 <= FLAT_SHARE {
        return Vec::new();
    }
    vec![found(
        CHECK.code,
        Severity::Reject,
        Quantity::number(audio.flat_top.0 * 100.0, "% of samples at the ceiling"),
        Quantity::number(FLAT_SHARE * 100.0, "% at most"),
        "mix again with less gain before the limiter; turning the finished file down does not help",
        Basis::practice(CHECK.code, "flat-top share of a reference package, clipped and clean"),
    )]
}

#[cfg(test)]
mod tests {
    use crate::testing::{codes, film, look, no_format, still};
    use model::unit::{DbTp, Ratio};

    fn fired(flat_top: f64, peak: Option<f64>) -> bool {
        let mut facts = film();
        let audio = facts.audio.as_mut().unwrap();
        audio.flat_top = Ratio(flat_top);
        audio.true_peak = peak.map(DbTp);
        codes(&look(&facts, &no_format())) == ["clipped-audio"]
    }

    #[test]
    fn fires_on_flat_peaks_at_the_ceiling() {
        assert!(fired(0.045, Some(0.3)) && fired(0.031, Some(-0.4)));
    }

    #[test]
    fn does_not_fire_on_the_threshold() {
        assert!(!fired(0.03, Some(0.3)) && !fired(0.045, Some(-0.5)));
    }

    #[test]
    fn ignores_loud_clean_mixes_and_files_without_sound() {
        assert!(!fired(0.012, Some(0.9)), "an overshoot of lossy coding");
        assert!(!fired(0.2, None), "a square wave nobody hears");
        assert_eq!(codes(&look(&still(), &no_format())), Vec::<&str>::new());
    }
}
