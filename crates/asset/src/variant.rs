//! Concept × market × calls to action × hooks.

use crate::adopt::asset_of;
use layout::brand::{ctas, in_language};
use model::asset::{MediaKind, Variant};
use model::concept::Concept;
use model::digest::Fields;
use model::id::{ComponentId, VariantId};
use spec::workspace::{Brief, BriefMarket, Cta, EndCard, Hook, Voice, Workspace};

/// The variants of a campaign, and what could not be made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Variants {
    /// In the order of the concepts, the markets, the calls to action and the hooks.
    pub variants: Vec<Variant>,
    /// What is missing, in plain words.
    pub warnings: Vec<String>,
}

/// Makes the variants of the concepts that were kept. A market whose language a part does not
/// speak gets no variant of it, and a warning says so.
pub fn variants(kept: &[Concept], brief: &Brief, workspace: &Workspace) -> Variants {
    let mut made = Variants::default();
    let markets: Vec<Market<'_>> = brief
        .markets
        .iter()
        .filter_map(|market| Market::of(market, brief, workspace, &mut made.warnings))
        .collect();
    for concept in kept {
        for market in &markets {
            let hooks = hooks(concept, brief, workspace, &mut made.warnings);
            for cta in &market.ctas {
                for hook in &hooks {
                    match market.variant(concept, hook, cta) {
                        Some(variant) => made.variants.push(variant),
                        None => made.warnings.push(format!(
                            "{} has no words in `{}`: no variant of {} for market `{}`",
                            hook.id, market.written.language, concept.id, market.written.id
                        )),
                    }
                }
            }
        }
    }
    made.warnings.sort();
    made.warnings.dedup();
    made
}

/// What all variants of one market share.
struct Market<'a> {
    written: &'a BriefMarket,
    ctas: Vec<&'a Cta>,
    end_card: &'a EndCard,
    music: Option<&'a ComponentId>,
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
        let end_card = end_card(market, brief, workspace, warnings)?;
        let music = music(brief, workspace, warnings);
        let voice = voice(market, brief, workspace, warnings);
        Some(Self { written: market, ctas, end_card, music, voice })
    }

    fn variant(&self, concept: &Concept, hook: &Hook, cta: &Cta) -> Option<Variant> {
        let language = &self.written.language;
        let asset = asset_of(concept).id;
        let headline = in_language(&hook.text, language)?;
        let line = in_language(&hook.line, language).unwrap_or_default();
        let mut variant = Variant {
            id: VariantId::of(&Fields::new("no variant yet").finish()),
            asset,
            concept: concept.id.clone(),
            campaign: concept.campaign.clone(),
            purpose: concept.purpose.clone(),
            direction: concept.direction.clone(),
            market: self.written.id.clone(),
            language: language.clone(),
            hook: hook.id.clone(),
            scene: concept.scene.clone(),
            structure: concept.structure.clone(),
            motif: concept.motif.clone(),
            cta: cta.id.clone(),
            end_card: self.end_card.id.clone(),
            music: self.music.cloned(),
            voice: self.voice.cloned(),
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

/// The brief's closing card, else the first one that may be shown in this market all through the
/// flight.
fn end_card<'a>(
    market: &BriefMarket,
    brief: &Brief,
    workspace: &'a Workspace,
    warnings: &mut Vec<String>,
) -> Option<&'a EndCard> {
    let cards = &workspace.brand.end_cards;
    let here = |card: &&EndCard| card.market.as_ref().is_none_or(|of| *of == market.id);
    let named = brief.end_card.as_ref();
    if let Some(card) = named.and_then(|name| cards.iter().find(|card| card.id.name == *name)) {
        if !holds(card, brief) || !here(&card) {
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

fn holds(card: &EndCard, brief: &Brief) -> bool {
    card.valid_from.is_none_or(|from| from <= brief.flight_from)
        && card.valid_to.is_none_or(|to| to >= brief.flight_to)
}

/// Returns something where a brief makes films or sounds.
fn heard(brief: &Brief, workspace: &Workspace) -> Option<()> {
    let of = |kind| brief.formats_of(kind, &workspace.formats).next();
    of(MediaKind::Motion).or_else(|| of(MediaKind::Sound)).map(|_| ())
}

/// The brief's music, else the first bed whose rights last; none where nothing is heard.
fn music<'a>(
    brief: &Brief,
    workspace: &'a Workspace,
    warnings: &mut Vec<String>,
) -> Option<&'a ComponentId> {
    heard(brief, workspace)?;
    let beds = &workspace.components.music;
    let named = brief.music.as_ref();
    let chosen = match named {
        Some(name) => beds.iter().find(|bed| bed.id.name == *name),
        None => beds.iter().find(|bed| bed.rights_until.is_none_or(|to| to >= brief.flight_to)),
    };
    let ending = chosen.and_then(|bed| Some((bed, bed.rights_until?)));
    if let Some((bed, until)) = ending.filter(|(_, until)| *until < brief.flight_to) {
        warnings.push(format!("the rights in {} end {until}, before the flight does", bed.id));
    }
    chosen.map(|bed| &bed.id)
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
