//! What a design makes of the concepts of a campaign, in words: what it leaves out, and what can
//! still be told apart.

use crate::design::{Allowed, Design, Effect, Fraction, Level, Problem, balance, design};
use crate::matrix::{Choice, FACTORS};
use model::id::{ComponentId, ComponentKind, ConceptId, MarketId};
use serde::Serialize;
use spec::workspace::Brief;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Groups and names that a sentence lists at most.
const LISTED: usize = 4;

/// What is made of a concept in a market.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Designed {
    /// The concept.
    pub concept: ConceptId,
    /// The market.
    pub market: MarketId,
    /// How many variants are made.
    pub runs: usize,
    /// How many the constraints allow; a lower bound where they are too many to list.
    pub allowed: usize,
    /// Whether they are too many to list, and the design was chosen from an even draw.
    pub sampled: bool,
    /// How precisely a variant estimates, against all that are allowed (1: as precisely); absent
    /// where not every effect can be estimated, and where all are made.
    pub efficiency: Option<f64>,
    /// How many variants suffice to tell every effect apart; absent where all are made.
    pub least: Option<usize>,
    /// What varies.
    pub factors: Vec<Factor>,
    /// What results can tell: kinds and pairs of kinds.
    pub estimable: Vec<String>,
    /// What they cannot, level by level.
    pub not_estimable: Vec<String>,
}

/// A kind of part that varies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Factor {
    /// The kind.
    pub kind: ComponentKind,
    /// The parts, the concept's own first.
    pub parts: Vec<ComponentId>,
    /// How many variants the seldomest has.
    pub fewest: usize,
    /// How many the most frequent has.
    pub most: usize,
}

/// The designs of a campaign: equal problems are solved once, and said once.
#[derive(Debug, Default)]
pub(crate) struct Drawing {
    solved: BTreeMap<Problem, Arc<Design>>,
    pub(crate) designs: Vec<Designed>,
    /// What is to be said, with the concepts and markets that it is said of.
    notes: BTreeMap<String, Vec<String>>,
}

impl Drawing {
    /// Designs what is made of a concept in a market.
    pub(crate) fn draw(
        &mut self,
        choice: &Choice,
        brief: &Brief,
        (concept, market): (&ConceptId, &MarketId),
    ) -> Arc<Design> {
        let (problem, missing) = choice.problem(brief);
        let made = match self.solved.get(&problem) {
            Some(made) => made.clone(),
            None => Arc::new(design(&problem)),
        };
        if let Some(matrix) = &brief.matrix {
            let report = Report { choice, problem: &problem, design: &made };
            let unmet = made.unmet.iter().filter_map(|place| {
                let met = matrix.always.iter().filter(|always| !missing.contains(always));
                met.clone().nth(*place)
            });
            let lost = missing.iter().copied().chain(unmet);
            let lost = lost.map(|always| format!("{} cannot be made here", always.in_words()));
            for note in report.notes().into_iter().chain(lost) {
                self.notes.entry(note).or_default().push(format!("{concept} in {market}"));
            }
            self.designs.push(report.designed(concept, market));
        }
        self.solved.entry(problem).or_insert(made).clone()
    }

    /// Returns what is to be said.
    pub(crate) fn warnings(&self) -> impl Iterator<Item = String> + '_ {
        self.notes.iter().map(|(note, of)| {
            let first = of.first().map_or("", String::as_str);
            match of.len().saturating_sub(1) {
                0 => format!("matrix: {note} ({first})"),
                more => format!("matrix: {note} ({first} and {more} more)"),
            }
        })
    }
}

/// One design and what it is of.
struct Report<'a> {
    choice: &'a Choice,
    problem: &'a Problem,
    design: &'a Design,
}

impl Report<'_> {
    fn designed(&self, concept: &ConceptId, market: &MarketId) -> Designed {
        let fraction = self.design.fraction.as_ref();
        let (allowed, sampled) = match self.design.allowed {
            Allowed::Counted(allowed) => (allowed, false),
            Allowed::Sampled(drawn) => (drawn, true),
        };
        let lost = self.lost();
        Designed {
            concept: concept.clone(),
            market: market.clone(),
            runs: self.design.runs.len(),
            allowed,
            sampled,
            efficiency: fraction.and_then(|fraction| fraction.efficiency),
            least: fraction.map(|fraction| fraction.least),
            factors: self.factors(),
            estimable: self.estimable(&lost),
            not_estimable: lost.iter().map(|effect| self.word(*effect)).collect(),
        }
    }

    fn factors(&self) -> Vec<Factor> {
        let counts = balance(&self.design.runs, FACTORS.len());
        let of = |kind: ComponentKind| {
            let place = FACTORS.iter().position(|factor| *factor == kind)?;
            let parts = self.choice.of(kind).to_vec();
            let (fewest, most) = counts.get(place).copied()?;
            (parts.len() > 1).then_some(Factor { kind, parts, fewest, most })
        };
        ComponentKind::ALL.into_iter().filter_map(of).collect()
    }

    /// What people should know, in plain words.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.design.runs.is_empty() {
            return vec!["`never` leaves nothing to make".to_owned()];
        }
        let idle = self.design.idle.iter().filter_map(|level| self.choice.at(*level));
        notes.extend(idle.map(|part| format!("`never` leaves {part} in no variant")));
        // What two parts do together is missing one number for each combination that is forbidden:
        // only parts that never come apart are worth a word.
        let (parts, _): (Vec<_>, Vec<_>) = self
            .design
            .confounded
            .iter()
            .cloned()
            .partition(|group: &Vec<Effect>| matches!(group.last(), Some(Effect::Main(_))));
        if !parts.is_empty() {
            notes.push(format!("`never` keeps from being told apart: {}", self.groups(&parts)));
        }
        notes.extend(self.design.fraction.as_ref().map(|fraction| self.left_out(fraction)));
        notes
    }

    fn left_out(&self, fraction: &Fraction) -> String {
        let runs = self.design.runs.len();
        let of = match self.design.allowed {
            Allowed::Counted(allowed) => format!("{runs} of {allowed} combinations are made"),
            Allowed::Sampled(drawn) => {
                format!("{runs} combinations are made, chosen from {drawn} that were drawn evenly")
            }
        };
        let kept = self.estimable(&self.lost()).join(", ");
        let kept = if kept.is_empty() { "nothing".to_owned() } else { kept };
        match fraction.efficiency {
            Some(efficiency) => format!(
                "{of}; estimable stay {kept}, each variant {efficiency:.2} times as precise as one of all"
            ),
            None => format!(
                "{of}, too few to tell everything apart: {} are enough; estimable are {kept}; not told apart are {}",
                fraction.least,
                self.groups(&fraction.aliased)
            ),
        }
    }

    /// Effects that the variants cannot tell.
    fn lost(&self) -> Vec<Effect> {
        let aliased = self.design.fraction.iter().flat_map(|fraction| &fraction.lost);
        // Without the last of a group, the others can be told.
        let confounded = self.design.confounded.iter().filter_map(|group| group.last());
        let lost: BTreeSet<Effect> = aliased.chain(confounded).copied().collect();
        lost.into_iter().filter(|effect| *effect != Effect::Mean).collect()
    }

    /// Kinds and pairs of kinds of which every effect can be told.
    fn estimable(&self, lost: &[Effect]) -> Vec<String> {
        let lost_of = |factor: usize| {
            lost.iter()
                .any(|effect| matches!(effect, Effect::Main(level) if level.factor == factor))
        };
        let lost_pair = |one: usize, other: usize| {
            let of = |a: &Level, b: &Level| a.factor == one && b.factor == other;
            lost.iter().any(|effect| matches!(effect, Effect::Pair(a, b) if of(a, b)))
        };
        let word = |factor: usize| FACTORS.get(factor).map_or("", |kind| kind.word());
        let factors = (0..FACTORS.len()).rev();
        let varying = factors.filter(|factor| self.problem.levels.get(*factor) > Some(&1));
        let mains = varying.filter(|factor| !lost_of(*factor)).map(|f| word(f).to_owned());
        let pairs = self.problem.pairs.iter().filter(|(one, other)| !lost_pair(*one, *other));
        mains
            .chain(pairs.map(|(one, other)| format!("{} × {}", word(*other), word(*one))))
            .collect()
    }

    fn groups(&self, groups: &[Vec<Effect>]) -> String {
        let group = |group: &Vec<Effect>| {
            let words: Vec<String> = group.iter().map(|effect| self.word(*effect)).collect();
            words.join(" from ")
        };
        let mut words: Vec<String> = groups.iter().take(LISTED).map(group).collect();
        if groups.len() > LISTED {
            words.push(format!("and {} more", groups.len() - LISTED));
        }
        words.join("; ")
    }

    fn word(&self, effect: Effect) -> String {
        let part = |level| self.choice.at(level).map(ToString::to_string).unwrap_or_default();
        match effect {
            Effect::Mean => "the mean".to_owned(),
            Effect::Main(level) => part(level),
            Effect::Pair(one, other) => format!("{} × {}", part(other), part(one)),
        }
    }
}
