//! Sound breaks off and comes back.

use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, found};
use model::finding::{Finding, Place, Quantity, Severity};
use model::unit::Secs;

pub(super) const CHECK: Check = Check {
    code: "audio-dropout",
    family: Family::Sound,
    title: "The sound drops out",
    why: "A buffer ran empty or a clip went offline during the export: it is heard as a click and a hole",
    threshold: "10 ms to 1 s below −50 dBFS between 100 ms of sound above −35 dBFS on either side, cut off from one millisecond to the next; what rings out is a pause. Tried on 403 breaks made in music and voices: 96% found in PCM, 84–91% in AAC, 88% in MP3, and of 46 others 76% in Opus; none found in the same recordings uncut. Effects that gate the sound look the same",
    fix: "Listen there; export again, and look for missing media in the edit.",
    needs: &[Need::Decodable],
    asked: always,
    run,
};

/// Places named in the remedy; one can find the others from there.
const NAMED: usize = 5;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let breaks = subject.audio().map_or(&[][..], |audio| audio.dropouts.as_slice());
    let Some(first) = breaks.first() else {
        return Vec::new();
    };
    let longest = breaks.iter().map(|span| span.to.0 - span.from.0).fold(0.0, f64::max);
    let times = if breaks.len() == 1 { "once" } else { "in several places" };
    let named: Vec<String> =
        breaks.iter().take(NAMED).map(|span| Secs(span.from.0.max(0.0)).to_string()).collect();
    let further = match breaks.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and in {more} further places"),
    };
    let finding = found(
        CHECK.code,
        // An effect may cut as hard as a fault: a person has to listen.
        Severity::Degrade,
        Quantity::text(match breaks.len() {
            1 => format!("a break of {:.0} ms", longest * 1000.0),
            many => format!("{many} breaks of up to {:.0} ms", longest * 1000.0),
        }),
        Quantity::text("sound without breaks"),
        format!(
            "the sound breaks off {times}: listen at {}{further}; if it is no effect, export again \
             and look for missing media in the edit",
            named.join(", "),
        ),
        Basis::practice(CHECK.code, "Adstream's checks of ads: drop-outs"),
    );
    let place =
        Place { start_s: Some(first.from.0.max(0.0)), end_s: Some(first.to.0), region: None };
    vec![Finding { place: Some(place), ..finding }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, film, look, no_format, only, still};
    use model::fact::Span;
    use model::finding::FileVerdict;

    fn broken(starts: &[f64]) -> FileVerdict {
        let mut facts = film();
        let span = |at: &f64| Span { from: Secs(*at), to: Secs(at + 0.2) };
        facts.audio.as_mut().unwrap().dropouts = starts.iter().map(span).collect();
        look(&facts, &no_format())
    }

    #[test]
    fn fires_with_its_place() {
        let verdict = broken(&[2.5]);
        let finding = only(&verdict);
        assert_eq!((finding.code.as_str(), finding.severity), ("audio-dropout", Severity::Degrade));
        let place = finding.place.unwrap();
        assert_eq!((place.start_s, place.end_s), (Some(2.5), Some(2.7)));
        assert!(finding.remedy.starts_with("the sound breaks off once: listen at 2.5 s;"));
    }

    #[test]
    fn many_breaks_are_one_finding() {
        let verdict = broken(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]);
        let remedy = &only(&verdict).remedy;
        assert!(remedy.contains("1 s, 2 s, 3 s, 4 s, 5 s and in 2 further places"), "{remedy}");
    }

    #[test]
    fn does_not_fire_on_pauses() {
        let mut facts = film();
        let pause = Span { from: Secs(3.0), to: Secs(3.5) };
        facts.audio.as_mut().unwrap().silences = vec![pause];
        assert_eq!(codes(&look(&facts, &no_format())), Vec::<&str>::new());
    }

    #[test]
    fn ignores_files_without_sound() {
        assert_eq!(codes(&look(&still(), &no_format())), Vec::<&str>::new());
    }
}
