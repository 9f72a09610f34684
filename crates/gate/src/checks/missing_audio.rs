//! There is no sound where there must be.

use crate::check::{Check, Family, Need};
use crate::standard::Standard;
use crate::subject::{Subject, found};
use model::finding::{Finding, Quantity, Severity};
use spec::format::AudioRule;

pub(super) const CHECK: Check = Check {
    code: "missing-audio",
    family: Family::Sound,
    title: "The sound is missing",
    why: "Places that play with sound refuse silent files, or play silence",
    threshold: "sound is asked for and the file has no sound stream",
    fix: "Export again with the mix.",
    needs: &[Need::Decodable],
    asked,
    run,
};

fn asked(standard: &Standard) -> bool {
    standard.format.as_ref().is_some_and(|expect| expect.audio == Some(AudioRule::Required))
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(expect) = subject.standard.format.as_ref().filter(|_| subject.audio().is_none())
    else {
        return Vec::new();
    };
    vec![found(
        CHECK.code,
        Severity::Reject,
        Quantity::text("no sound"),
        Quantity::text(expect.audio_codec.clone().unwrap_or_else(|| "sound".to_owned())),
        "export again with the final mix; check that the sound tracks were not muted",
        expect.basis("audio"),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Expect;
    use crate::testing::{codes, expecting, film, look};

    fn fired(rule: AudioRule) -> Vec<String> {
        let mut facts = film();
        facts.audio = None;
        let verdict = look(&facts, &expecting(Expect { audio: Some(rule), ..Expect::default() }));
        codes(&verdict).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn fires_where_sound_is_required() {
        assert_eq!(fired(AudioRule::Required), ["missing-audio"]);
    }

    #[test]
    fn does_not_fire_when_there_is_sound() {
        let standard = expecting(Expect { audio: Some(AudioRule::Required), ..Expect::default() });
        assert_eq!(codes(&look(&film(), &standard)), Vec::<&str>::new());
    }

    #[test]
    fn ignores_places_that_can_do_without() {
        assert_eq!(fired(AudioRule::Optional), Vec::<String>::new());
        assert_eq!(fired(AudioRule::Forbidden), Vec::<String>::new());
    }
}
