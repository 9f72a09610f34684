//! What a brief may draw from, in an order that does not depend on how it was written.

use layout::brand::in_language;
use model::id::{ComponentId, PropositionId};
use model::insight::{Insight, InsightOrigin};
use model::learning::{EffectDirection, Learning};
use spec::workspace::{Brief, Direction, Hook, Motif, Scene, Structure, Workspace};

/// Everything that may become part of a concept, each list sorted by id.
pub(crate) struct Library<'a> {
    pub(crate) insights: Vec<&'a Insight>,
    pub(crate) propositions: Vec<&'a PropositionId>,
    pub(crate) directions: Vec<&'a Direction>,
    pub(crate) hooks: Vec<(&'a Hook, &'a str)>,
    pub(crate) scenes: Vec<&'a Scene>,
    pub(crate) structures: Vec<&'a Structure>,
    pub(crate) motifs: Vec<&'a Motif>,
    pub(crate) warnings: Vec<String>,
}

impl<'a> Library<'a> {
    pub(crate) fn of(brief: &'a Brief, workspace: &'a Workspace, insights: &'a [Insight]) -> Self {
        let mut warnings = Vec::new();
        let mut library = Self {
            insights: sorted(insights, |insight| &insight.id),
            propositions: sorted(&brief.propositions, |id| id),
            directions: directions(brief, workspace),
            hooks: hooks(brief, workspace, &mut warnings),
            scenes: scenes(brief, workspace, &mut warnings),
            structures: sorted(&workspace.components.structures, |part| &part.id),
            motifs: sorted(&workspace.components.motifs, |part| &part.id),
            warnings: Vec::new(),
        };
        library.insights.dedup_by(|one, other| one.id == other.id);
        library.propositions.dedup();
        warnings.extend(library.empty_lists());
        library.warnings = warnings;
        library
    }

    /// Says which lists are empty: one empty list leaves nothing to compose.
    fn empty_lists(&self) -> Vec<String> {
        [
            (self.insights.is_empty(), "an insight"),
            (self.directions.is_empty(), "a direction"),
            (self.hooks.is_empty(), "a hook"),
            (self.scenes.is_empty(), "a scene"),
            (self.structures.is_empty(), "a structure"),
            (self.motifs.is_empty(), "a motif"),
        ]
        .into_iter()
        .filter(|(empty, _)| *empty)
        .map(|(_, what)| format!("nothing can be composed without {what}: add one"))
        .collect()
    }
}

/// Whether a part must or must not be in what descends from an insight.
pub(crate) enum Demand<'a> {
    With(&'a ComponentId),
    Without(&'a ComponentId),
    Anything,
}

/// Returns the learning an insight comes from.
pub(crate) fn learning_of<'a>(
    insight: &Insight,
    learnings: &'a [Learning],
) -> Option<&'a Learning> {
    let InsightOrigin::Learning { learning } = &insight.origin else {
        return None;
    };
    learnings.iter().find(|known| known.id == *learning)
}

/// What lifted is used again by what descends from that learning, what dragged is not.
pub(crate) fn demand<'a>(insight: &Insight, learnings: &'a [Learning]) -> Demand<'a> {
    match learning_of(insight, learnings) {
        Some(Learning { direction: EffectDirection::Lifts, component, .. }) => {
            Demand::With(component)
        }
        Some(Learning { direction: EffectDirection::Drags, component, .. }) => {
            Demand::Without(component)
        }
        _ => Demand::Anything,
    }
}

fn sorted<T, K: Ord>(all: &[T], key: impl Fn(&T) -> &K) -> Vec<&T> {
    let mut list: Vec<&T> = all.iter().collect();
    list.sort_by(|one, other| key(one).cmp(key(other)));
    list
}

fn directions<'a>(brief: &Brief, workspace: &'a Workspace) -> Vec<&'a Direction> {
    let wanted = |id| brief.directions.is_empty() || brief.directions.contains(id);
    workspace.directions.values().filter(|direction| wanted(&direction.id)).collect()
}

/// Hooks speak the language of the brief's first market on the contact sheet.
fn hooks<'a>(
    brief: &Brief,
    workspace: &'a Workspace,
    warnings: &mut Vec<String>,
) -> Vec<(&'a Hook, &'a str)> {
    let language = brief.markets.first().map_or("en", |market| market.language.as_str());
    let mut speaking = Vec::new();
    for hook in sorted(&workspace.components.hooks, |hook| &hook.id) {
        match in_language(&hook.text, language) {
            Some(words) => speaking.push((hook, words)),
            None => warnings.push(format!("{} has no words in `{language}`: left out", hook.id)),
        }
    }
    speaking
}

/// Scenes whose rights end before the flight does are no starting points.
fn scenes<'a>(
    brief: &Brief,
    workspace: &'a Workspace,
    warnings: &mut Vec<String>,
) -> Vec<&'a Scene> {
    let (free, ending): (Vec<_>, Vec<_>) = sorted(&workspace.components.scenes, |scene| &scene.id)
        .into_iter()
        .partition(|scene| scene.rights_until.is_none_or(|until| until >= brief.flight_to));
    warnings.extend(ending.iter().filter_map(|scene| {
        let until = scene.rights_until?;
        Some(format!("the rights in {} end {until}, before the flight does: left out", scene.id))
    }));
    free
}
