//! The arms of a round as what they are made of.

use measure::statistics::arm::Arm;
use model::asset::Variant;
use model::id::{ComponentId, MarketId, VariantId};
use std::collections::BTreeMap;

/// A component and the arms that have it, by place.
pub(crate) struct Part {
    /// Which.
    pub(crate) component: ComponentId,
    /// The places of its arms, ascending.
    pub(crate) arms: Vec<usize>,
}

/// The arms of a round with results.
pub(crate) struct Round<'a> {
    /// Arms that were shown, by variant.
    pub(crate) arms: Vec<&'a Arm>,
    /// The market of each arm.
    pub(crate) markets: Vec<&'a MarketId>,
    /// Components of kinds in which the arms differ, sorted.
    pub(crate) parts: Vec<Part>,
    /// Components that all arms share.
    pub(crate) kinds_with_one_part: Vec<ComponentId>,
}

impl<'a> Round<'a> {
    /// Lays out the arms whose variants are known.
    pub(crate) fn of(arms: &'a [Arm], variants: &'a BTreeMap<VariantId, Variant>) -> Self {
        let mut shown: Vec<(&Arm, &Variant)> = arms
            .iter()
            .filter(|arm| arm.impressions > 0)
            .filter_map(|arm| variants.get(&arm.variant).map(|variant| (arm, variant)))
            .collect();
        shown.sort_by(|a, b| a.0.variant.cmp(&b.0.variant));
        let mut places: BTreeMap<&ComponentId, Vec<usize>> = BTreeMap::new();
        for (place, (_, variant)) in shown.iter().enumerate() {
            for component in components(variant) {
                places.entry(component).or_default().push(place);
            }
        }
        let all = shown.len();
        let (shared, differing): (Vec<_>, Vec<_>) =
            places.into_iter().partition(|(_, arms)| arms.len() == all);
        Self {
            markets: shown.iter().map(|(_, variant)| &variant.market).collect(),
            arms: shown.into_iter().map(|(arm, _)| arm).collect(),
            parts: differing
                .into_iter()
                .map(|(component, arms)| Part { component: component.clone(), arms })
                .collect(),
            kinds_with_one_part: shared
                .into_iter()
                .map(|(component, _)| component.clone())
                .collect(),
        }
    }
}

/// The components whose effect is learnt. Closing card and music are legal and licensing matters
/// as much as choices, and seldom vary within a round.
fn components(variant: &Variant) -> [&ComponentId; 5] {
    [&variant.hook, &variant.scene, &variant.motif, &variant.structure, &variant.cta]
}
