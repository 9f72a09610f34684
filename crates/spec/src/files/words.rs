//! Closed lists of words that stand in several files.

use crate::workspace::Interchange;
use model::concept::Tier;
use model::insight::Appeal;
use model::performance::ResultKind;

/// The appeals, as written.
pub(crate) const APPEALS: &[&str] = &[
    Appeal::Price.word(),
    Appeal::Quality.word(),
    Appeal::Emotion.word(),
    Appeal::Convenience.word(),
    Appeal::SocialProof.word(),
    Appeal::Urgency.word(),
    Appeal::Novelty.word(),
    Appeal::Responsibility.word(),
    Appeal::Heritage.word(),
    Appeal::Style.word(),
];

/// The tiers, as written.
pub(crate) const TIERS: &[&str] = &[Tier::Craft.word(), Tier::Scaled.word(), Tier::Reactive.word()];

/// The kinds of results, as written.
pub(crate) const RESULT_KINDS: &[&str] =
    &[ResultKind::Measured.word(), ResultKind::Borrowed.word(), ResultKind::Simulated.word()];

/// What can be written beside a package, as written.
pub(crate) const INTERCHANGE: &[&str] = &[
    Interchange::Timeline.word(),
    Interchange::Captions.word(),
    Interchange::Vast.word(),
    Interchange::Layers.word(),
    Interchange::Zip.word(),
];

/// Returns the appeal that a word means.
pub(crate) fn appeal(word: &str) -> Option<Appeal> {
    Appeal::ALL.into_iter().find(|appeal| appeal.word() == word)
}

/// Returns the tier that a word means.
pub(crate) fn tier(word: &str) -> Option<Tier> {
    [Tier::Craft, Tier::Scaled, Tier::Reactive].into_iter().find(|tier| tier.word() == word)
}

/// Returns the kind of result that a word means.
pub(crate) fn result_kind(word: &str) -> Option<ResultKind> {
    [ResultKind::Measured, ResultKind::Borrowed, ResultKind::Simulated]
        .into_iter()
        .find(|kind| kind.word() == word)
}

/// Returns what a word means that is written beside a package.
pub(crate) fn interchange(word: &str) -> Option<Interchange> {
    Interchange::ALL.into_iter().find(|kind| kind.word() == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_can_be_written() {
        assert_eq!(Appeal::ALL.map(Appeal::word).as_slice(), APPEALS);
        assert_eq!(Interchange::ALL.map(Interchange::word).as_slice(), INTERCHANGE);
    }
}
