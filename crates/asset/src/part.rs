//! From the ids in a variant to what they name.

use crate::error::AssetError;
use layout::ad::Ad;
use layout::brand::{Parts, in_language};
use layout::faces::Faces;
use model::asset::{MediaKind, Variant};
use model::id::ComponentId;
use spec::workspace::{Brief, Cta, Direction, EndCard, Workspace};

/// Everything a variant names, found in the workspace.
pub(crate) struct Found<'a> {
    pub(crate) direction: &'a Direction,
    pub(crate) cta: &'a str,
    parts: Parts<'a>,
    variant: &'a Variant,
    workspace: &'a Workspace,
}

impl<'a> Found<'a> {
    pub(crate) fn of(
        variant: &'a Variant,
        workspace: &'a Workspace,
        faces: &'a Faces,
    ) -> Result<Self, AssetError> {
        let all = &workspace.components;
        let scene = all.scenes.iter().find(|scene| scene.id == variant.scene);
        let motif = all.motifs.iter().find(|motif| motif.id == variant.motif);
        let id = &variant.direction;
        let direction = workspace.directions.get(id);
        let direction = direction.ok_or_else(|| missing(variant, format!("direction/{id}")))?;
        let parts = Parts {
            brand: &workspace.brand,
            direction,
            scene: scene.ok_or_else(|| lacking(variant, &variant.scene))?,
            motif: motif.ok_or_else(|| lacking(variant, &variant.motif))?,
            faces,
            language: &variant.language,
        };
        let cta = call(&all.ctas, &variant.cta, &variant.language)
            .ok_or_else(|| lacking(variant, &variant.cta))?;
        Ok(Self { direction, cta, parts, variant, workspace })
    }

    pub(crate) fn ad(&self) -> Ad {
        self.parts.ad(&self.variant.headline, &self.variant.line, self.cta)
    }

    /// Tells whether the scene is footage.
    pub(crate) fn scene_moves(&self) -> bool {
        self.parts.scene.is_footage()
    }

    pub(crate) fn brief(&self) -> Result<&'a Brief, AssetError> {
        let campaign = &self.variant.campaign;
        let brief = self.workspace.briefs.get(campaign);
        brief.ok_or_else(|| missing(self.variant, format!("campaign/{campaign}")))
    }

    pub(crate) fn end_card(&self) -> Result<&'a EndCard, AssetError> {
        let cards = &self.workspace.brand.end_cards;
        let card = cards.iter().find(|card| card.id == self.variant.end_card);
        card.ok_or_else(|| lacking(self.variant, &self.variant.end_card))
    }

    /// The small print: the closing card's, and what people must be told about the use of AI.
    pub(crate) fn small_print(&self, kind: MediaKind) -> Result<String, AssetError> {
        let legal = &self.end_card()?.legal;
        let disclosed = self.workspace.disclosed_on_picture(self.variant, kind);
        Ok(disclosed.map_or_else(|| legal.clone(), |words| after(legal, words)))
    }

    /// The closing card's own call to action, else the variant's.
    pub(crate) fn card_cta(&self, card: &EndCard) -> &'a str {
        let own = card.cta.as_ref();
        let ctas = &self.workspace.components.ctas;
        own.and_then(|id| call(ctas, id, &self.variant.language)).unwrap_or(self.cta)
    }
}

/// Puts one sentence behind another.
fn after(first: &str, then: &str) -> String {
    let first = first.trim_end();
    let joint = match first.chars().next_back() {
        None => "",
        Some('.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।') => " ",
        Some(_) => ". ",
    };
    format!("{first}{joint}{then}")
}

/// Returns the words of a call to action.
pub(crate) fn call<'a>(ctas: &'a [Cta], id: &ComponentId, language: &str) -> Option<&'a str> {
    let cta = ctas.iter().find(|cta| cta.id == *id)?;
    in_language(&cta.text, language)
}

fn lacking(variant: &Variant, id: &ComponentId) -> AssetError {
    missing(variant, id.to_string())
}

pub(crate) fn missing(variant: &Variant, part: String) -> AssetError {
    AssetError::PartMissing { variant: variant.id.clone(), part }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sentence_stands_behind_another() {
        assert_eq!(after("Terms apply", "Made with AI"), "Terms apply. Made with AI");
        assert_eq!(after("Terms apply. ", "Made with AI"), "Terms apply. Made with AI");
        assert_eq!(after("", "Made with AI"), "Made with AI");
    }
}
