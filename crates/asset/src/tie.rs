//! How assets, variants and deliverables come onto the thread.

use model::asset::{Asset, AssetOrigin, Deliverable, PurposeState, Variant};
use model::id::ComponentId;
use model::thread::{Link, Node};

/// Returns what an asset was made from and for; an adopted one hangs on nothing yet.
pub fn asset_links(asset: &Asset) -> Vec<Link> {
    let realises = match &asset.origin {
        AssetOrigin::Concept { id } => {
            Some(Link::AssetRealisesConcept { asset: asset.id.clone(), concept: id.clone() })
        }
        AssetOrigin::Adopted { .. } => None,
    };
    let serves = match &asset.purpose {
        PurposeState::Stated { id } => {
            Some(Link::AssetServesPurpose { asset: asset.id.clone(), purpose: id.clone() })
        }
        PurposeState::Unstated => None,
    };
    realises.into_iter().chain(serves).collect()
}

/// Returns the asset as people know it.
pub fn asset_nodes(asset: &Asset) -> Vec<Node> {
    let label = match &asset.origin {
        AssetOrigin::Concept { id } => format!("asset of {id}"),
        AssetOrigin::Adopted { path, .. } => format!("adopted {path}"),
    };
    vec![Node { id: asset.id.clone().into(), label }]
}

/// Returns what a variant varies and uses.
pub fn variant_links(variant: &Variant) -> Vec<Link> {
    let uses = |component: &ComponentId| Link::VariantUsesComponent {
        variant: variant.id.clone(),
        component: component.clone(),
    };
    let Variant { hook, scene, structure, motif, cta, end_card, music, voice, .. } = variant;
    let varies =
        Link::VariantVariesAsset { variant: variant.id.clone(), asset: variant.asset.clone() };
    let parts = [hook, scene, structure, motif, cta, end_card];
    let parts = parts.into_iter().chain(music).chain(voice);
    [varies].into_iter().chain(parts.map(uses)).collect()
}

/// Returns the variant as people know it.
pub fn variant_nodes(variant: &Variant) -> Vec<Node> {
    let label = format!("{} ({}, {})", variant.headline, variant.market, variant.language);
    vec![Node { id: variant.id.clone().into(), label }]
}

/// Returns what a deliverable renders.
pub fn deliverable_links(deliverable: &Deliverable) -> Vec<Link> {
    vec![Link::DeliverableRendersVariant {
        deliverable: deliverable.id.clone(),
        variant: deliverable.variant.clone(),
    }]
}

/// Returns the deliverable as people know it: its file name.
pub fn deliverable_nodes(deliverable: &Deliverable) -> Vec<Node> {
    vec![Node { id: deliverable.id.clone().into(), label: deliverable.file_name.clone() }]
}
