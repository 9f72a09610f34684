//! `campaigns/*/brief.toml`: one campaign.

use crate::diagnostic::Place;
use crate::format::Format;
use crate::matrix::Matrix;
use model::asset::MediaKind;
use model::concept::Tier;
use model::id::{
    AudienceId, CampaignId, ComponentName, DirectionId, FormatId, MarketId, PropositionId,
    PurposeId, RuleId,
};
use model::person::PersonName;
use model::unit::{Date, Money, Secs, Seed};
use std::collections::BTreeMap;

/// A rule of the brand broken on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breaks {
    /// Which rule.
    pub rule: RuleId,
    /// Who decided.
    pub by: PersonName,
    /// Why.
    pub because: String,
}

/// A market of a campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefMarket {
    /// Its id.
    pub id: MarketId,
    /// BCP 47 language.
    pub language: String,
}

/// One campaign.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// Its id: the folder's name.
    pub id: CampaignId,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub purpose: PurposeId,
    /// Whom it speaks to.
    pub audience: AudienceId,
    /// What it offers or claims, one or more.
    pub propositions: Vec<PropositionId>,
    /// What leads: price, quality, emotion, provocation, …
    pub lead: String,
    /// Who decided what leads.
    pub decided_by: PersonName,
    /// Why.
    pub because: String,
    /// How it is made and judged.
    pub tier: Tier,
    /// Directions to draw from; all when empty.
    pub directions: Vec<DirectionId>,
    /// The formats, in order.
    pub formats: Vec<FormatId>,
    /// The markets.
    pub markets: Vec<BriefMarket>,
    /// First day on air.
    pub flight_from: Date,
    /// Last day on air.
    pub flight_to: Date,
    /// What may be spent.
    pub budget: Money,
    /// Who judges concepts.
    pub concept_reviewer: PersonName,
    /// Who signs deliverables.
    pub sign_off: PersonName,
    /// Who takes produce / refine / kill / scale decisions.
    pub decider: PersonName,
    /// How many concepts should live.
    pub keep: u32,
    /// How many rounds at most.
    pub rounds: u32,
    /// Calls to action to make variants with, one variant each; the first of the language when
    /// empty.
    pub ctas: Vec<ComponentName>,
    /// Hooks to make variants with beside the concept's own (the matrix); usually empty.
    pub hooks: Vec<ComponentName>,
    /// What else varies, and what must never or always meet; nothing when absent.
    pub matrix: Option<Matrix>,
    /// Closing card; chosen by market and date when absent.
    pub end_card: Option<ComponentName>,
    /// Music of its films; the first bed when absent.
    pub music: Option<ComponentName>,
    /// Voices of its films: a market's is the first one that speaks its language. Without any, films
    /// have none.
    pub voices: Vec<ComponentName>,
    /// The template of its pictures, over the direction's.
    pub template: Option<String>,
    /// Length of its films.
    pub film_length: Secs,
    /// The landing page.
    pub landing: String,
    /// Rules of the brand it breaks on purpose.
    pub breaks: Vec<Breaks>,
    /// The seed of everything random in it.
    pub seed: Seed,
    /// Where it stands.
    pub place: Place,
}

impl Brief {
    /// Returns its formats of one kind.
    pub fn formats_of<'a>(
        &'a self,
        kind: MediaKind,
        pack: &'a BTreeMap<FormatId, Format>,
    ) -> impl Iterator<Item = &'a Format> {
        self.formats.iter().filter_map(|id| pack.get(id)).filter(move |format| format.kind == kind)
    }
}
