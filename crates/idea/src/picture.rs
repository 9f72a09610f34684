//! A concept one can look at.

use crate::error::PartMissing;
use layout::ad::ad;
use layout::brand::{Parts, ctas};
use layout::faces::Faces;
use model::canvas::Canvas;
use model::concept::Concept;
use model::id::ComponentId;
use model::unit::Size;
use spec::format::SafeMargins;
use spec::workspace::{Brief, Workspace};

/// Returns the canvas of a concept: the same design its deliverables will have.
pub fn picture(
    concept: &Concept,
    workspace: &Workspace,
    faces: &Faces,
    size: Size,
) -> Result<Canvas, PartMissing> {
    let missing = |part: String| PartMissing { concept: concept.id.clone(), part };
    let lacking = |id: &ComponentId| missing(id.to_string());
    let all = &workspace.components;
    let scene = all.scenes.iter().find(|scene| scene.id == concept.scene);
    let motif = all.motifs.iter().find(|motif| motif.id == concept.motif);
    let direction = workspace.directions.get(&concept.direction);
    let brief = workspace.briefs.get(&concept.campaign);
    let market = brief.and_then(|brief| brief.markets.first());
    let language = market.map_or("en", |market| market.language.as_str());
    let parts = Parts {
        brand: &workspace.brand,
        direction: direction.ok_or_else(|| missing(format!("direction/{}", concept.direction)))?,
        scene: scene.ok_or_else(|| lacking(&concept.scene))?,
        motif: motif.ok_or_else(|| lacking(&concept.motif))?,
        faces,
        language,
    };
    let cta = brief.and_then(|brief| call(brief, workspace)).unwrap_or_default();
    let design = parts.ad(&concept.headline, &concept.line, cta);
    Ok(ad(&design, size, &SafeMargins::default()))
}

/// The first call to action of the brief in its first market.
fn call<'a>(brief: &'a Brief, workspace: &'a Workspace) -> Option<&'a str> {
    let market = brief.markets.first()?;
    let mut open = ctas(&workspace.components.ctas, market)
        .filter(|(cta, _)| brief.ctas.is_empty() || brief.ctas.contains(&cta.id.name));
    open.next().map(|(_, words)| words)
}
