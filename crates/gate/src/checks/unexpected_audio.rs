//! There is sound where there must be none.

use crate::check::{Check, Family, Need};
use crate::standard::Standard;
use crate::subject::{Subject, found};
use model::finding::{Finding, Quantity, Severity};
use spec::format::AudioRule;

pub(super) const CHECK: Check = Check {
    code: "unexpected-audio",
    family: Family::Sound,
    title: "There is sound where none may be",
    why: "Silent placements refuse files with a sound stream, even when it is silent",
    threshold: "sound is forbidden and the file has a sound stream",
    fix: "Export without sound; a muted track is still a track.",
    needs: &[Need::Decodable],
    asked,
    run,
};

fn asked(standard: &Standard) -> bool {
    standard.format.as_ref().is_some_and(|expect| expect.audio == Some(AudioRule::Forbidden))
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let (Some(expect), Some(audio)) = (&subject.standard.format, subject.audio()) else {
        return Vec::new();
    };
    vec![found(
        CHECK.code,
        Severity::Reject,
        Quantity::text(audio.codec.clone()),
        Quantity::text("no sound"),
        "export without a sound stream; muting the track leaves it in the file",
        expect.basis("audio"),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Expect;
    use crate::testing::{codes, expecting, film, look, still};

    fn ruled(rule: AudioRule) -> Standard {
        expecting(Expect { audio: Some(rule), ..Expect::default() })
    }

    #[test]
    fn fires_where_sound_is_forbidden() {
        assert_eq!(codes(&look(&film(), &ruled(AudioRule::Forbidden))), ["unexpected-audio"]);
    }

    #[test]
    fn does_not_fire_on_a_file_without_sound() {
        assert_eq!(codes(&look(&still(), &ruled(AudioRule::Forbidden))), Vec::<&str>::new());
    }

    #[test]
    fn ignores_places_that_take_sound() {
        assert_eq!(codes(&look(&film(), &ruled(AudioRule::Optional))), Vec::<&str>::new());
    }
}
