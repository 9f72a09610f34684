//! The starting points of a round.

use crate::distance::Ruler;
use crate::draw::{Draw, Slot};
use crate::library::Library;
use crate::pool::{Candidate, Pool};
use crate::reason::because;
use layout::brand::in_language;
use model::concept::{Concept, ConceptSlate};
use model::digest::Fields;
use model::id::ConceptId;
use model::insight::Insight;
use model::learning::Learning;
use model::unit::{Ratio, Seed};
use spec::workspace::{Brief, Workspace};
use std::collections::BTreeSet;

/// What starting points are composed from.
#[derive(Debug, Clone, Copy)]
pub struct ComposeInput<'a> {
    /// The brief.
    pub brief: &'a Brief,
    /// Its workspace.
    pub workspace: &'a Workspace,
    /// What is known: of ourselves, of the market, from earlier rounds.
    pub insights: &'a [Insight],
    /// What earlier rounds taught.
    pub learnings: &'a [Learning],
    /// The round, from 1.
    pub round: u32,
    /// What earlier rounds proposed; it is not proposed again.
    pub seen: &'a BTreeSet<ConceptId>,
}

/// Composes the starting points of a round: as many as the brief's tier asks for, or as many as
/// differ. Same input, same slate, in whatever order the parts were written.
pub fn compose(input: &ComposeInput<'_>) -> ConceptSlate {
    let library = Library::of(input.brief, input.workspace, input.insights);
    let seed = Seed(input.brief.seed.draw(u64::from(input.round)));
    let pool = Pool::of(&library, input.learnings, seed);
    let ruler = Ruler::of(&library);
    let wanted = input.workspace.tiers.get(&input.brief.tier).map_or(0, |tier| tier.concepts);
    let mut draw = Draw::new(&pool.candidates, &ruler, &library, input.learnings, seed);
    let mut drawn: Vec<Drawn> = Vec::new();
    for place in 0..wanted as usize {
        let Some(next) = next(input, &library, &mut draw, &pool, Slot::at(place)) else {
            break;
        };
        drawn.push(next);
    }
    let mut warnings = library.warnings.clone();
    if drawn.len() < wanted as usize {
        warnings.push(format!(
            "{} of {wanted} starting points: the library has no more that differ enough; add \
             hooks or scenes",
            drawn.len()
        ));
    }
    let concepts = drawn
        .iter()
        .enumerate()
        .filter_map(|(place, one)| {
            let others = drawn.iter().enumerate().filter(|(other, _)| *other != place);
            let nearest = others
                .map(|(_, other)| ruler.between(&one.candidate, &other.candidate))
                .fold(1.0, f64::min);
            let before = drawn.get(..place).unwrap_or_default();
            let before: Vec<Candidate> = before.iter().map(|drawn| drawn.candidate).collect();
            concept(input, &library, one, (place, 1.0 - nearest, &before))
        })
        .collect();
    ConceptSlate { concepts, possible: pool.possible, warnings }
}

/// A combination that was drawn, and for which kind of place.
struct Drawn {
    id: ConceptId,
    candidate: Candidate,
    slot: Slot,
}

/// Draws for one place. Where nothing fits its kind (nothing was learnt yet), anything does.
fn next(
    input: &ComposeInput<'_>,
    library: &Library<'_>,
    draw: &mut Draw<'_>,
    pool: &Pool,
    slot: Slot,
) -> Option<Drawn> {
    loop {
        let (at, slot) = match draw.best(slot) {
            Some(at) => (at, slot),
            None => (draw.best(Slot::Lean)?, Slot::Lean),
        };
        let id = concept_id(input, library, pool.candidates.get(at)?)?;
        if input.seen.contains(&id) {
            draw.refuse(at);
            continue;
        }
        let candidate = draw.take(at)?;
        return Some(Drawn { id, candidate, slot });
    }
}

/// Names a concept after what it combines, not after the words in it: a typo mended in a hook must
/// not lose the people's verdict on it.
fn concept_id(
    input: &ComposeInput<'_>,
    library: &Library<'_>,
    candidate: &Candidate,
) -> Option<ConceptId> {
    let brief = input.brief;
    let fields = Fields::new("concept")
        .text("campaign", brief.id.as_str())
        .text("purpose", brief.purpose.as_str())
        .text("audience", brief.audience.as_str())
        .text("proposition", library.propositions.get(candidate.proposition)?.as_str())
        .text("insight", library.insights.get(candidate.insight)?.id.as_str())
        .text("direction", library.directions.get(candidate.direction)?.id.as_str())
        .text("hook", library.hooks.get(candidate.hook)?.0.id.name.as_str())
        .text("scene", library.scenes.get(candidate.scene)?.id.name.as_str())
        .text("structure", library.structures.get(candidate.structure)?.id.name.as_str())
        .text("motif", library.motifs.get(candidate.motif)?.id.name.as_str());
    Some(ConceptId::of(&fields.finish()))
}

fn concept(
    input: &ComposeInput<'_>,
    library: &Library<'_>,
    drawn: &Drawn,
    (place, nearest, before): (usize, f64, &[Candidate]),
) -> Option<Concept> {
    let (brief, candidate) = (input.brief, &drawn.candidate);
    let language = brief.markets.first().map_or("en", |market| market.language.as_str());
    let (hook, words) = library.hooks.get(candidate.hook)?;
    let insight = *library.insights.get(candidate.insight)?;
    Some(Concept {
        id: drawn.id.clone(),
        number: place as u32 + 1,
        campaign: brief.id.clone(),
        round: input.round,
        purpose: brief.purpose.clone(),
        audience: brief.audience.clone(),
        proposition: (*library.propositions.get(candidate.proposition)?).clone(),
        insight: insight.id.clone(),
        direction: library.directions.get(candidate.direction)?.id.clone(),
        hook: hook.id.clone(),
        scene: library.scenes.get(candidate.scene)?.id.clone(),
        structure: library.structures.get(candidate.structure)?.id.clone(),
        motif: library.motifs.get(candidate.motif)?.id.clone(),
        headline: (*words).to_owned(),
        line: in_language(&hook.line, language).unwrap_or_default().to_owned(),
        tier: brief.tier,
        nearest: Ratio(nearest),
        because: because(input, library, candidate, drawn.slot, before),
    })
}
