//! Concept × market × what varies: calls to action and hooks, and what a brief's matrix adds.

use crate::adopt::asset_of;
use crate::designed::{Designed, Drawing};
use crate::matrix::Choice;
use layout::brand::{ctas, in_language};
use model::asset::{MediaKind, Variant};
use model::concept::Concept;
use model::digest::Fields;
use model::id::{ComponentId, ComponentKind, VariantId};
use model::unit::Date;
use spec::workspace::{Brief, BriefMarket, Cta, EndCard, Hook, Voice, Workspace};

/// The variants of a campaign, and what could not be made.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Variants {
    /// In the order of the concepts, the markets, and what varies: hooks change fastest.
    pub variants: Vec<Variant>,
    /// What the brief's matrix makes of each concept in each market; empty where there is none.
    pub designs: Vec<Designed>,
    /// What is missing, in plain words.
    pub warnings: Vec<String>,
}

/// Makes the variants of the concepts that were kept. A market whose language a part does not
/// speak gets no variant of it, and a warning says so.
pub fn variants(kept: &[Concept], brief: &Brief, workspace: &Workspace) -> Variants {
    let mut made = Variants::default();
    let mut drawing = Drawing::default();
    let markets: Vec<Market<'_>> = brief
        .markets
        .iter()
        .filter_map(|market| Market::of(market, brief, workspace, &mut made.warnings))
        .collect();
    for concept in kept {
        for market in &markets {
            let hooks = hooks(concept, brief, workspace, &mut made.warnings);
            let hooks = market.speaking(concept, &hooks, &mut made.warnings);
            if hooks.is_empty() || market.ctas.is_empty() {
                continue;
            }
            let choice = market.choice(concept, &hooks, brief);
            let design = drawing.draw(&choice, brief, (&concept.id, &market.written.id));
            for run in &design.runs {
                made.variants.extend(market.variant(concept, &hooks, &choice, brief, run));
            }
        }
    }
    made.warnings.extend(drawing.warnings());
    made.designs = drawing.designs;
    made.warnings.sort();
    made.warnings.dedup();
    made
}

/// What all variants of one market can have, whatever the concept.
struct Market<'a> {
    written: &'a BriefMarket,
    ctas: Vec<&'a Cta>,
    end_cards: Vec<&'a EndCard>,
    music: Vec<&'a ComponentId>,
    /// Scenes beside the concept's own.
    scenes: Vec<&'a ComponentId>,
    voice: Option<&'a ComponentId>,
}

impl<'a> Market<'a> {
    fn of(
        market: &'a BriefMarket,
        brief: &Brief,
        workspace: &'a Workspace,
        warnings: &mut Vec<String>,
    ) -> Option<Self> {
        let ctas = calls(market, brief, workspace);
        if ctas.is_empty() {
            let BriefMarket { id, language } = market;
            warnings.push(format!(
                "no call to action for market `{id}` in `{language}`: nothing made for it"
            ));
        }
        let end_cards = end_cards(market, brief, workspace, warnings);
        (!end_cards.is_empty()).then(|| Self {
            written: market,
            ctas,
            end_cards,
            music: music(brief, workspace, warnings),
            scenes: scenes(brief, workspace, warnings),
            voice: voice(market, brief, workspace, warnings),
        })
    }

    /// Returns the hooks that have words in the market's language.
    fn speaking<'h>(
        &self,
        concept: &Concept,
        hooks: &[&'h Hook],
        warnings: &mut Vec<String>,
    ) -> Vec<&'h Hook> {
        let BriefMarket { id, language } = self.written;
        let (speaking, silent): (Vec<&Hook>, Vec<&Hook>) =
            hooks.iter().partition(|hook| in_language(&hook.text, language).is_some());
        if !self.ctas.is_empty() {
            warnings.extend(silent.iter().map(|hook| {
                let of = &concept.id;
                format!(
                    "{} has no words in `{language}`: no variant of {of} for market `{id}`",
                    hook.id
                )
            }));
        }
        speaking
    }

    fn choice(&self, concept: &Concept, hooks: &[&Hook], brief: &Brief) -> Choice {
        let beside = |kind, own: &ComponentId| {
            let names = brief.matrix.as_ref().map_or(&[][..], |matrix| matrix.of(kind));
            let others = names.iter().map(|name| ComponentId::new(kind, name.clone()));
            std::iter::once(own.clone()).chain(others).collect::<Vec<_>>()
        };
        let mut choice = Choice::default();
        choice.set(ComponentKind::Hook, hooks.iter().map(|hook| hook.id.clone()));
        choice.set(
            ComponentKind::Scene,
            std::iter::once(&concept.scene).chain(self.scenes.iter().copied()).cloned(),
        );
        choice.set(ComponentKind::Structure, beside(ComponentKind::Structure, &concept.structure));
        choice.set(ComponentKind::Motif, beside(ComponentKind::Motif, &concept.motif));
        choice.set(ComponentKind::Cta, self.ctas.iter().map(|cta| cta.id.clone()));
        choice.set(ComponentKind::EndCard, self.end_cards.iter().map(|card| card.id.clone()));
        choice.set(ComponentKind::Music, self.music.iter().copied().cloned());
        choice
    }

    fn variant(
        &self,
        concept: &Concept,
        hooks: &[&Hook],
        choice: &Choice,
        brief: &Brief,
        run: &[usize],
    ) -> Option<Variant> {
        let part = |kind| choice.part(run, kind).cloned();
        let id = part(ComponentKind::Hook)?;
        let hook = hooks.iter().find(|hook| hook.id == id)?;
        let language = &self.written.language;
        let headline = in_language(&hook.text, language)?;
        let line = in_language(&hook.line, language).unwrap_or_default();
        let mut variant = Variant {
            id: VariantId::of(&Fields::new("no variant yet").finish()),
            asset: asset_of(concept).id,
            concept: concept.id.clone(),
            campaign: concept.campaign.clone(),
            purpose: concept.purpose.clone(),
            direction: concept.direction.clone(),
            market: self.written.id.clone(),
            language: language.clone(),
            hook: id,
            scene: part(ComponentKind::Scene)?,
            structure: part(ComponentKind::Structure)?,
            motif: part(ComponentKind::Motif)?,
            cta: part(ComponentKind::Cta)?,
            end_card: part(ComponentKind::EndCard)?,
            music: part(ComponentKind::Music),
            voice: self.voice.cloned(),
            varies: brief.matrix.iter().flat_map(|_| choice.varied(run)).collect(),
            headline: headline.to_owned(),
            line: line.to_owned(),
        };
        variant.id = variant_id(&variant);
        Some(variant)
    }
}

/// Names a variant after all it consists of, words included: other words are another creative, and
/// must not inherit the results of the first.
fn variant_id(variant: &Variant) -> VariantId {
    let fields = Fields::new("variant")
        .text("asset", variant.asset.as_str())
        .text("campaign", variant.campaign.as_str())
        .text("purpose", variant.purpose.as_str())
        .text("direction", variant.direction.as_str())
        .text("market", variant.market.as_str())
        .text("language", &variant.language)
        .text("hook", variant.hook.name.as_str())
        .text("scene", variant.scene.name.as_str())
        .text("structure", variant.structure.name.as_str())
        .text("motif", variant.motif.name.as_str())
        .text("cta", variant.cta.name.as_str())
        .text("end card", variant.end_card.name.as_str())
        .text("music", variant.music.as_ref().map_or("", |music| music.name.as_str()))
        .text("headline", &variant.headline)
        .text("line", &variant.line);
    // Variants that nobody speaks in keep the ids they had before there were voices.
    let fields = match &variant.voice {
        Some(voice) => fields.text("voice", voice.name.as_str()),
        None => fields,
    };
    VariantId::of(&fields.finish())
}

/// The brief's calls to action, else the first of the market.
fn calls<'a>(market: &'a BriefMarket, brief: &Brief, workspace: &'a Workspace) -> Vec<&'a Cta> {
    let here = |cta: &&Cta| cta.market.as_ref().is_none_or(|of| *of == market.id);
    let speaks = |cta: &&Cta| in_language(&cta.text, &market.language).is_some();
    let all = &workspace.components.ctas;
    if brief.ctas.is_empty() {
        return ctas(all, market).map(|(cta, _)| cta).take(1).collect();
    }
    let named = brief.ctas.iter().filter_map(|name| all.iter().find(|cta| cta.id.name == *name));
    named.filter(here).filter(speaks).collect()
}

/// The concept's own hook, then the brief's matrix of others that can carry its proposition.
fn hooks<'a>(
    concept: &Concept,
    brief: &Brief,
    workspace: &'a Workspace,
    warnings: &mut Vec<String>,
) -> Vec<&'a Hook> {
    let all = &workspace.components.hooks;
    let Some(own) = all.iter().find(|hook| hook.id == concept.hook) else {
        warnings.push(format!("{} is gone: no variant of {}", concept.hook, concept.id));
        return Vec::new();
    };
    let mut hooks = vec![own];
    let others = brief.hooks.iter().filter_map(|name| all.iter().find(|h| h.id.name == *name));
    for hook in others.filter(|hook| hook.id != own.id) {
        if hook.propositions.is_empty() || hook.propositions.contains(&concept.proposition) {
            hooks.push(hook);
        } else {
            warnings.push(format!(
                "{} cannot carry `{}`: not varied in {}",
                hook.id, concept.proposition, concept.id
            ));
        }
    }
    hooks
}

/// The matrix's closing cards that may be shown in this market all through the flight; where there
/// are none, the brief's, else the first that may.
fn end_cards<'a>(
    market: &BriefMarket,
    brief: &Brief,
    workspace: &'a Workspace,
    warnings: &mut Vec<String>,
) -> Vec<&'a EndCard> {
    let cards = &workspace.brand.end_cards;
    let listed = brief.matrix.iter().flat_map(|matrix| matrix.of(ComponentKind::EndCard));
    let listed = listed.filter_map(|name| cards.iter().find(|card| card.id.name == *name));
    let (valid, other): (Vec<&EndCard>, Vec<&EndCard>) =
        listed.partition(|card| holds(card, brief) && is_for(card, market));
    if !valid.is_empty() {
        let BriefMarket { id, .. } = market;
        warnings.extend(other.iter().map(|card| {
            format!(
                "{} is not for market `{id}` through the whole flight: not varied there",
                card.id
            )
        }));
        return valid;
    }
    end_card(market, brief, workspace, warnings).into_iter().collect()
}

/// The brief's closing card, else the first one that may be shown in this market all through the
/// flight.
fn end_card<'a>(
    market: &BriefMarket,
    brief: &Brief,
    workspace: &'a Workspace,
    warnings: &mut Vec<String>,
) -> Option<&'a EndCard> {
    let cards = &workspace.brand.end_cards;
    let here = |card: &&EndCard| is_for(card, market);
    let named = brief.end_card.as_ref();
    if let Some(card) = named.and_then(|name| cards.iter().find(|card| card.id.name == *name)) {
        if !holds(card, brief) || !is_for(card, market) {
            let BriefMarket { id, .. } = market;
            warnings.push(format!(
                "{} is not for market `{id}` through the whole flight ({} to {})",
                card.id, brief.flight_from, brief.flight_to
            ));
        }
        return Some(card);
    }
    let own_first = |card: &&&EndCard| card.market.is_none();
    let mut fitting: Vec<&EndCard> =
        cards.iter().filter(here).filter(|card| holds(card, brief)).collect();
    fitting.sort_by_key(|card| own_first(&card));
    if fitting.is_empty() {
        warnings.push(format!(
            "no closing card for market `{}` holds from {} to {}: nothing made for it",
            market.id, brief.flight_from, brief.flight_to
        ));
    }
    fitting.first().copied()
}

fn is_for(card: &EndCard, market: &BriefMarket) -> bool {
    card.market.as_ref().is_none_or(|of| *of == market.id)
}

fn holds(card: &EndCard, brief: &Brief) -> bool {
    card.valid_from.is_none_or(|from| from <= brief.flight_from)
        && card.valid_to.is_none_or(|to| to >= brief.flight_to)
}

/// Returns something where a brief makes films or sounds.
fn heard(brief: &Brief, workspace: &Workspace) -> Option<()> {
    let of = |kind| brief.formats_of(kind, &workspace.formats).next();
    of(MediaKind::Motion).or_else(|| of(MediaKind::Sound)).map(|_| ())
}

/// The matrix's music whose rights last; where there is none, the brief's, else the first bed whose
/// rights last; none where nothing is heard.
fn music<'a>(
    brief: &Brief,
    workspace: &'a Workspace,
    warnings: &mut Vec<String>,
) -> Vec<&'a ComponentId> {
    if heard(brief, workspace).is_none() {
        return Vec::new();
    }
    let beds = &workspace.components.music;
    let listed = brief.matrix.iter().flat_map(|matrix| matrix.of(ComponentKind::Music));
    let listed = listed.filter_map(|name| beds.iter().find(|bed| bed.id.name == *name));
    let lasting = lasting(listed.map(|bed| (&bed.id, bed.rights_until)), brief, warnings);
    if !lasting.is_empty() {
        return lasting;
    }
    let named = brief.music.as_ref();
    let chosen = match named {
        Some(name) => beds.iter().find(|bed| bed.id.name == *name),
        None => beds.iter().find(|bed| bed.rights_until.is_none_or(|to| to >= brief.flight_to)),
    };
    let ending = chosen.and_then(|bed| Some((bed, bed.rights_until?)));
    if let Some((bed, until)) = ending.filter(|(_, until)| *until < brief.flight_to) {
        warnings.push(format!("the rights in {} end {until}, before the flight does", bed.id));
    }
    chosen.map(|bed| &bed.id).into_iter().collect()
}

/// The matrix's scenes whose rights last.
fn scenes<'a>(
    brief: &Brief,
    workspace: &'a Workspace,
    warnings: &mut Vec<String>,
) -> Vec<&'a ComponentId> {
    let all = &workspace.components.scenes;
    let listed = brief.matrix.iter().flat_map(|matrix| matrix.of(ComponentKind::Scene));
    let listed = listed.filter_map(|name| all.iter().find(|scene| scene.id.name == *name));
    lasting(listed.map(|scene| (&scene.id, scene.rights_until)), brief, warnings)
}

fn lasting<'a>(
    parts: impl Iterator<Item = (&'a ComponentId, Option<Date>)>,
    brief: &Brief,
    warnings: &mut Vec<String>,
) -> Vec<&'a ComponentId> {
    let mut lasting = Vec::new();
    for (part, until) in parts {
        match until.filter(|until| *until < brief.flight_to) {
            Some(until) => warnings.push(format!(
                "the rights in {part} end {until}, before the flight does: not varied"
            )),
            None => lasting.push(part),
        }
    }
    lasting
}

/// The first of the brief's voices that speaks the market's language, or the language without its
/// region; none where nothing is heard.
fn voice<'a>(
    market: &BriefMarket,
    brief: &Brief,
    workspace: &'a Workspace,
    warnings: &mut Vec<String>,
) -> Option<&'a ComponentId> {
    heard(brief, workspace)?;
    let all = &workspace.components.voices;
    let primary = |language: &str| language.split('-').next().map(str::to_ascii_lowercase);
    let spoken = |voice: &&&Voice| voice.language.eq_ignore_ascii_case(&market.language);
    let named: Vec<&Voice> = brief
        .voices
        .iter()
        .filter_map(|name| all.iter().find(|voice| voice.id.name == *name))
        .filter(|voice| primary(&voice.language) == primary(&market.language))
        .collect();
    let chosen = named.iter().find(spoken).or(named.first()).copied();
    let BriefMarket { id, language } = market;
    match chosen.map(|voice| (voice, voice.rights_until)) {
        None if !brief.voices.is_empty() => warnings.push(format!(
            "no voice of the brief speaks `{language}`: films for market `{id}` have none, and no sounds are made"
        )),
        Some((voice, Some(until))) if until < brief.flight_to => {
            warnings.push(format!("the rights in {} end {until}, before the flight does", voice.id));
        }
        _ => {}
    }
    chosen.map(|voice| &voice.id)
}
