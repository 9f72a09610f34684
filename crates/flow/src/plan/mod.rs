//! The planner: workspace and ledger in; due steps, waiting questions and what must lie in `out`
//! as output. It walks each campaign as far as what is known reaches and stops there.

mod fonts;
mod gating;
mod making;
mod results;
mod round;

use crate::ports::{Known, PortError, Tools};
use crate::question::{Question, QuestionKind};
use crate::steps::{Due, ReadMarket, StepError, Work, from_json, market_spec};
use crate::view::Standing;
use layout::faces::Faces;
use model::decision::Judgement;
use model::finding::Override;
use model::id::CampaignId;
use model::insight::MarketReading;
use model::step::{StepKey, StepRecord, StepSpec};
use model::thread::NodeId;
use serde::de::DeserializeOwned;
use spec::source::SourceTree;
use spec::workspace::Workspace;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use fonts::faces;

/// How far to go: work and questions of later stages wait. What is finished already is walked
/// through whatever the goal, so that a second round has starting points of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Goal {
    /// Read the market.
    Research,
    /// Compose and draw the starting points.
    Concepts,
    /// Build the files of the concepts that live.
    Build,
    /// Look at every file.
    Check,
    /// Write the package.
    Deliver,
    /// Import results and learn.
    Learn,
    /// Recommend.
    Decide,
}

impl Goal {
    fn of_work(work: &Work) -> Self {
        match work {
            Work::ReadMarket(_) => Self::Research,
            Work::Compose(_) | Work::Draw(_) => Self::Concepts,
            Work::Fit(_) | Work::Build(_) => Self::Build,
            Work::Measure(_) | Work::Look(_) | Work::Judge(_) => Self::Check,
            // What goes out is predicted at once, and a prediction rests on earlier results.
            Work::Deliver(_) | Work::Predict(_) | Work::Import(_) => Self::Deliver,
            Work::Learn(_) => Self::Learn,
            Work::Recommend(_) => Self::Decide,
        }
    }

    const fn of_question(kind: QuestionKind) -> Self {
        match kind {
            QuestionKind::Concepts => Self::Concepts,
            QuestionKind::SignOff => Self::Deliver,
            QuestionKind::Decide => Self::Decide,
        }
    }
}

/// What planning needs.
pub struct Situation<'a> {
    /// What people wrote.
    pub workspace: &'a Workspace,
    /// The files it was read from.
    pub tree: &'a SourceTree,
    /// What the ledger knows.
    pub known: &'a dyn Known,
    /// What is installed.
    pub tools: &'a Tools,
    /// The brand's faces.
    pub faces: &'a Faces,
    /// How far to go.
    pub goal: Goal,
    /// Only this campaign; all when absent.
    pub only: Option<&'a CampaignId>,
}

/// What is due, and how things stand.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Steps that can run now, in no particular order; none depends on another.
    pub due: Vec<Due>,
    /// How things stand.
    pub standing: Standing,
}

/// Why no plan could be made.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// A port said no.
    #[error(transparent)]
    Port(#[from] PortError),
    /// A record of ours does not read back.
    #[error(transparent)]
    Step(#[from] StepError),
    /// A font is not installed.
    #[error(
        "the brand's {role} font `{name}` is not in the cache: run `./run` once, or name a file in `brand/fonts/`; `throughline doctor` lists what is there"
    )]
    Font {
        /// Its role.
        role: String,
        /// Its name.
        name: String,
    },
}

/// Makes the plan.
pub fn plan(situation: &Situation<'_>) -> Result<Plan, PlanError> {
    let mut planner = Planner::new(situation)?;
    let Some((market_key, market)) = planner.market()? else {
        return Ok(planner.plan);
    };
    for brief in situation.workspace.briefs.values() {
        if situation.only.is_none_or(|only| *only == brief.id) {
            round::campaign(&mut planner, brief, market_key, &market)?;
        }
    }
    Ok(planner.plan)
}

/// Returns the keys of every step about a file that the campaigns in `standing` ask for, whether it
/// is finished or not.
pub fn file_keys(
    situation: &Situation<'_>,
    standing: &Standing,
) -> Result<BTreeSet<StepKey>, PlanError> {
    let planner = Planner::new(situation)?;
    let mut keys = BTreeSet::new();
    for (id, campaign) in &standing.view.campaigns {
        let Some(brief) = situation.workspace.briefs.get(id) else { continue };
        for round in &campaign.rounds {
            keys.extend(gating::keys(&planner, brief, round));
        }
    }
    Ok(keys)
}

/// The planner's own state: the situation, an index of what people said, the plan so far.
struct Planner<'a> {
    now: &'a Situation<'a>,
    said: BTreeMap<NodeId, Vec<Arc<Judgement>>>,
    /// Keys that are due already.
    asked_for: BTreeSet<StepKey>,
    plan: Plan,
}

impl<'a> Planner<'a> {
    fn new(now: &'a Situation<'a>) -> Result<Self, PlanError> {
        let mut said: BTreeMap<NodeId, Vec<Arc<Judgement>>> = BTreeMap::new();
        for judgement in now.known.judgements()? {
            said.entry(judgement.subject.clone()).or_default().push(Arc::new(judgement));
        }
        Ok(Self { now, said, asked_for: BTreeSet::new(), plan: Plan::default() })
    }

    fn market(&mut self) -> Result<Option<(StepKey, Arc<MarketReading>)>, PlanError> {
        let spec = market_spec(self.now.workspace, self.now.tree);
        let key = spec.key();
        let Some(reading) = self.record::<MarketReading>(&key, "reading")? else {
            self.due(spec, key, Work::ReadMarket(ReadMarket), 2_000)?;
            return Ok(None);
        };
        let reading = Arc::new(reading);
        self.plan.standing.warnings.extend(reading.warnings.iter().cloned());
        self.plan.standing.view.market = Some(reading.clone());
        Ok(Some((key, reading)))
    }

    /// Returns the findings that people let pass, oldest first.
    fn overrides(&self) -> Vec<Override> {
        let said = self.said.values().flatten();
        let mut overrides: Vec<Override> = said.filter_map(|word| Override::said(word)).collect();
        overrides.sort_by(|a, b| (a.at, &a.code).cmp(&(b.at, &b.code)));
        overrides
    }

    /// Returns the last thing said of something, when it satisfies `holds`.
    fn last_word(&self, id: &NodeId, holds: impl Fn(&Judgement) -> bool) -> Option<Arc<Judgement>> {
        self.said.get(id)?.iter().rev().find(|judgement| holds(judgement)).cloned()
    }

    /// Puts a question, unless it lies beyond the goal.
    fn ask(&mut self, question: Question) {
        if Goal::of_question(question.kind) <= self.now.goal {
            self.plan.standing.questions.push(question);
        }
    }

    /// Adds a due step with its reason: new, or what changed since its subject was last made. One
    /// that lies beyond the goal waits.
    fn due(
        &mut self,
        spec: StepSpec,
        key: StepKey,
        work: Work,
        weight: u32,
    ) -> Result<(), PlanError> {
        if Goal::of_work(&work) > self.now.goal || !self.asked_for.insert(key) {
            return Ok(());
        }
        let because = match self.now.known.last_of(&spec.subject)? {
            None => "new".to_owned(),
            Some(before) => reason(&before.spec, &spec),
        };
        self.plan.due.push(Due { spec, key, because, work, weight });
        Ok(())
    }

    /// Reads the record a finished step made; none when the step is not finished.
    fn record<T: DeserializeOwned>(
        &self,
        key: &StepKey,
        output: &'static str,
    ) -> Result<Option<T>, PlanError> {
        match self.now.known.step(key)? {
            Some(step) => self.output(&step, output),
            None => Ok(None),
        }
    }

    /// Reads one output of a finished step.
    fn output<T: DeserializeOwned>(
        &self,
        step: &StepRecord,
        output: &'static str,
    ) -> Result<Option<T>, PlanError> {
        let Some(blob) = step.output(output) else { return Ok(None) };
        Ok(Some(from_json(&self.now.known.blob(&blob.digest)?, output)?))
    }
}

/// Says what changed between two makings of one subject.
fn reason(before: &StepSpec, now: &StepSpec) -> String {
    if before.code_version != now.code_version {
        return format!(
            "{} changed (version {} → {})",
            now.kind, before.code_version, now.code_version
        );
    }
    if before.parameters != now.parameters {
        return format!("settings of {} changed", now.kind);
    }
    asset::ingredient::explain(&before.inputs, &now.inputs)
}
