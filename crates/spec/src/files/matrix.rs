//! `[matrix]` of a brief: what varies within a concept, how much of it is made, and what must never
//! or always meet.

use crate::matrix::{Combination, Matrix};
use crate::read::faults::Faults;
use crate::read::fields::{Field, Kind, optional};
use crate::read::known::Thing;
use crate::read::text::Fault;
use crate::read::toml::{At, Table};
use model::id::{ComponentId, ComponentKind};
use std::collections::BTreeMap;

/// Variants of a concept and market that are made without anybody having said how many: whoever
/// wants more says so in `most`.
const MOST_UNSAID: u64 = 1_000;

/// Parts of one kind at most: effects of more are never told apart by a campaign's results, and
/// a design over them would take minutes.
const MOST_LEVELS: usize = 32;
/// Interactions to estimate at most, for the same reason: a pair of twenty by twenty.
const MOST_TOGETHER: usize = 400;

/// The table's keys.
pub(crate) const FIELDS: &[Field] = &[
    optional("hooks", list(Thing::Hook), "hooks to vary with beside the concept's own"),
    optional("scenes", list(Thing::Scene), "scenes to vary with beside the concept's own"),
    optional("structures", list(Thing::Structure), "structures to vary with beside its own"),
    optional("motifs", list(Thing::Motif), "motifs to vary with beside the concept's own"),
    optional("ctas", list(Thing::Cta), "calls to action to vary with"),
    optional("end_cards", list(Thing::EndCard), "closing cards to vary with, where they are valid"),
    optional("music", list(Thing::Music), "music beds to vary with, in films"),
    optional(
        "most",
        Kind::Whole(1, 10_000),
        "variants of a concept and market at most; all combinations when not written",
    ),
    optional(
        "pairs",
        Kind::List(&Kind::List(&Kind::OneOf(KINDS))),
        "pairs of kinds whose interaction must stay estimable, such as [\"hook\", \"scene\"]",
    ),
    optional("never", Kind::Tables(PARTS), "parts that never meet in a variant"),
    optional("always", Kind::Tables(PARTS), "parts that meet in one variant at least"),
];

const PARTS: &[Field] = &[
    optional("hook", Kind::Names(Thing::Hook), "a hook"),
    optional("scene", Kind::Names(Thing::Scene), "a scene"),
    optional("structure", Kind::Names(Thing::Structure), "a structure"),
    optional("motif", Kind::Names(Thing::Motif), "a motif"),
    optional("cta", Kind::Names(Thing::Cta), "a call to action"),
    optional("end_card", Kind::Names(Thing::EndCard), "a closing card"),
    optional("music", Kind::Names(Thing::Music), "a music bed"),
];

const KINDS: &[&str] = &["hook", "scene", "structure", "motif", "cta", "end_card", "music"];

const fn list(thing: Thing) -> Kind {
    match thing {
        Thing::Hook => Kind::List(&Kind::Names(Thing::Hook)),
        Thing::Scene => Kind::List(&Kind::Names(Thing::Scene)),
        Thing::Structure => Kind::List(&Kind::Names(Thing::Structure)),
        Thing::Motif => Kind::List(&Kind::Names(Thing::Motif)),
        Thing::Cta => Kind::List(&Kind::Names(Thing::Cta)),
        Thing::EndCard => Kind::List(&Kind::Names(Thing::EndCard)),
        _ => Kind::List(&Kind::Names(Thing::Music)),
    }
}

/// How a kind of part is written.
struct Axis {
    kind: ComponentKind,
    thing: Thing,
    /// In a combination.
    one: &'static str,
    /// What varies.
    many: &'static str,
    /// The key of the brief itself that says the same, when there is one.
    brief: Option<&'static str>,
    /// Whether every concept has one of its own, which always varies along.
    own: bool,
}

const AXES: [Axis; 7] = [
    axis(ComponentKind::Hook, Thing::Hook, "hook", "hooks", Some("hooks"), Own::Concept),
    axis(ComponentKind::Scene, Thing::Scene, "scene", "scenes", None, Own::Concept),
    axis(ComponentKind::Structure, Thing::Structure, "structure", "structures", None, Own::Concept),
    axis(ComponentKind::Motif, Thing::Motif, "motif", "motifs", None, Own::Concept),
    axis(ComponentKind::Cta, Thing::Cta, "cta", "ctas", Some("ctas"), Own::Nobody),
    axis(
        ComponentKind::EndCard,
        Thing::EndCard,
        "end_card",
        "end_cards",
        Some("end_card"),
        Own::Nobody,
    ),
    axis(ComponentKind::Music, Thing::Music, "music", "music", Some("music"), Own::Nobody),
];

#[derive(Clone, Copy)]
enum Own {
    Concept,
    Nobody,
}

const fn axis(
    kind: ComponentKind,
    thing: Thing,
    one: &'static str,
    many: &'static str,
    brief: Option<&'static str>,
    own: Own,
) -> Axis {
    Axis { kind, thing, one, many, brief, own: matches!(own, Own::Concept) }
}

/// Returns the parts of a kind that a brief lists, in `[matrix]` or beside it.
pub(crate) fn listed(root: &Table<'_>, kind: ComponentKind) -> Vec<ComponentId> {
    let matrix = root.table("matrix");
    let axis = AXES.iter().find(|axis| axis.kind == kind);
    axis.map(|axis| axis.listed(root, matrix.as_ref())).unwrap_or_default()
}

/// Reads the table.
pub(crate) fn build(root: &Table<'_>) -> Option<Matrix> {
    let matrix = root.table("matrix")?;
    let others = AXES.iter().filter(|axis| !matches!(axis.many, "hooks" | "ctas"));
    let levels = others.map(|axis| {
        let parts = matrix.texts(axis.many).into_iter().filter_map(|at| axis.part(at.value));
        (axis.kind, parts.map(|id| id.name).collect())
    });
    let combinations = |key| matrix.tables(key).iter().map(combination).collect();
    Some(Matrix {
        levels: levels.collect(),
        most: matrix.whole("most").and_then(|most| u32::try_from(most).ok()),
        pairs: matrix.lists("pairs").iter().filter_map(kinds).collect(),
        never: combinations("never"),
        always: combinations("always"),
    })
}

/// Checks what a table of fields cannot say: nothing said twice, pairs that vary, combinations
/// that do not contradict each other and leave something to make.
pub(crate) fn check(root: &Table<'_>, faults: &mut Faults) {
    let Some(matrix) = root.table("matrix") else { return };
    let before = faults.count();
    for axis in &AXES {
        axis.check(root, &matrix, faults);
    }
    let says = Says::of(root, &matrix);
    says.check_size(faults);
    says.check_pairs(faults);
    says.check_together(faults);
    says.check_never(faults);
    says.check_always(faults);
    if faults.count() == before {
        says.check_left(faults);
    }
}

impl Axis {
    fn listed(&self, root: &Table<'_>, matrix: Option<&Table<'_>>) -> Vec<ComponentId> {
        let here = matrix.map(|matrix| matrix.texts(self.many)).unwrap_or_default();
        let texts = match self.brief {
            Some(key) if here.is_empty() => match root.text_at(key) {
                Some(single) => vec![single],
                None => root.texts(key),
            },
            _ => here,
        };
        texts.iter().filter_map(|at| self.part(at.value)).collect()
    }

    fn part(&self, written: &str) -> Option<ComponentId> {
        Some(ComponentId::new(self.kind, self.thing.bare(written).parse().ok()?))
    }

    fn check(&self, root: &Table<'_>, matrix: &Table<'_>, faults: &mut Faults) {
        let span = matrix.span_of(self.many);
        let here = matrix.texts(self.many).len();
        if let Some(key) =
            self.brief.filter(|key| here > 0 && root.own_keys().any(|own| own == *key))
        {
            let message =
                format!("the brief has `{key}` already, and `{}` in `[matrix]`", self.many);
            let remedy = format!("keep `{}` in `[matrix]` and remove `{key}` above it", self.many);
            faults.error(matrix.fault(span.clone(), Fault::new("duplicate", message, remedy)));
        }
        if here > MOST_LEVELS {
            let message =
                format!("`{}` lists {here} parts; a matrix takes {MOST_LEVELS}", self.many);
            let remedy = "keep those that results are to be told of, or split the campaign";
            faults.error(matrix.fault(span, Fault::new("bad-value", message, remedy)));
        }
    }
}

/// What a `[matrix]` says, with places.
struct Says<'d> {
    matrix: &'d Table<'d>,
    listed: BTreeMap<ComponentKind, Vec<ComponentId>>,
    never: Vec<(Table<'d>, Combination)>,
    always: Vec<(Table<'d>, Combination)>,
}

impl<'d> Says<'d> {
    fn of(root: &Table<'_>, matrix: &'d Table<'d>) -> Self {
        let combinations = |key| {
            let tables = matrix.tables(key).into_iter();
            tables.map(|table| (table.clone(), combination(&table))).collect()
        };
        Self {
            matrix,
            listed: AXES.iter().map(|a| (a.kind, a.listed(root, Some(matrix)))).collect(),
            never: combinations("never"),
            always: combinations("always"),
        }
    }

    fn listed(&self, kind: ComponentKind) -> &[ComponentId] {
        self.listed.get(&kind).map_or(&[], Vec::as_slice)
    }

    fn check_size(&self, faults: &mut Faults) {
        let crossed = AXES.iter().fold(1_u64, |product, axis| {
            let parts = self.listed(axis.kind).len() + usize::from(axis.own);
            product.saturating_mul(parts.max(1) as u64)
        });
        if self.matrix.whole("most").is_none() && crossed > MOST_UNSAID {
            let message =
                format!("these lists cross to {crossed} variants of a concept and market");
            let remedy = "say in `most` how many are made, such as `most = 24`";
            let span = self.matrix.span.clone();
            faults.error(self.matrix.fault(span, Fault::new("too-many", message, remedy)));
        }
    }

    fn check_pairs(&self, faults: &mut Faults) {
        for pair in self.matrix.lists("pairs") {
            let Some((one, other)) = kinds(&pair) else {
                let message = format!("a pair has two kinds, not {}", pair.value.len());
                let remedy = "write two, such as [\"hook\", \"scene\"]";
                faults
                    .error(self.matrix.fault(pair.span, Fault::new("bad-value", message, remedy)));
                continue;
            };
            let still = |kind: &ComponentKind| {
                let axis = AXES.iter().find(|axis| axis.kind == *kind);
                axis.filter(|axis| self.listed(*kind).len() < if axis.own { 1 } else { 2 })
            };
            let axes: Vec<&Axis> = [one, other].iter().filter_map(still).collect();
            for axis in axes {
                let message = format!("the pair names `{}`, of which one alone is made", axis.one);
                let remedy = format!("list what varies in `{}`, or remove the pair", axis.many);
                let fault = Fault::new("not-varied", message, remedy);
                faults.error(self.matrix.fault(pair.span.clone(), fault));
            }
        }
    }

    fn check_together(&self, faults: &mut Faults) {
        // One level fewer of each, one more where the concept has its own.
        let levels = |kind: ComponentKind| {
            let own = AXES.iter().any(|axis| axis.kind == kind && axis.own);
            (self.listed(kind).len() + usize::from(own)).saturating_sub(1)
        };
        let pairs = self.matrix.lists("pairs");
        let pairs = pairs.iter().filter_map(kinds);
        let together: usize = pairs.map(|(one, other)| levels(one) * levels(other)).sum();
        if together > MOST_TOGETHER {
            let message = format!(
                "these pairs have {together} interactions to estimate; a matrix takes {MOST_TOGETHER}"
            );
            let remedy = "ask for fewer pairs, or let less vary";
            let span = self.matrix.span_of("pairs");
            faults.error(self.matrix.fault(span, Fault::new("too-many", message, remedy)));
        }
    }

    fn check_never(&self, faults: &mut Faults) {
        for (table, never) in self.never.iter().filter(|(_, never)| never.parts.len() < 2) {
            let message =
                format!("`never` has {} part; it needs two that do not meet", never.parts.len());
            let remedy = "name a second part, or take the one out of what varies";
            faults.error(table.fault(table.span.clone(), Fault::new("bad-value", message, remedy)));
        }
    }

    fn check_always(&self, faults: &mut Faults) {
        if let Some(most) = self.matrix.whole("most")
            && self.always.len() as u64 > most
        {
            let message = format!("`most` is {most}, and `always` asks for {}", self.always.len());
            let remedy = format!("raise `most` to {} or more, or ask for less", self.always.len());
            let span = self.matrix.span_of("most");
            faults.error(self.matrix.fault(span, Fault::new("contradiction", message, remedy)));
        }
        for (table, always) in &self.always {
            let fault = |faults: &mut Faults, code, message: String, remedy: String| {
                faults.error(table.fault(table.span.clone(), Fault::new(code, message, remedy)));
            };
            if always.parts.is_empty() {
                let message = "`always` names no part".to_owned();
                fault(faults, "bad-value", message, "name what must be made, or remove it".into());
            }
            for part in always.parts.iter().filter(|part| !self.listed(part.kind).contains(part)) {
                let many = AXES.iter().find(|axis| axis.kind == part.kind).map_or("", |a| a.many);
                let message = format!("{part} must always be made and is not among what varies");
                fault(faults, "not-varied", message, format!("add it to `{many}` in `[matrix]`"));
            }
            let meets = |never: &&Combination| never.parts.iter().all(|p| always.parts.contains(p));
            if let Some(never) = self.never.iter().map(|(_, never)| never).find(meets) {
                let (words, line) = (never.in_words(), never.place.line);
                let message = format!("{words} must always be made, and never by line {line}");
                fault(faults, "contradiction", message, "remove one of the two".into());
            }
        }
    }

    /// Looks for one combination of what every concept shares; what is a concept's own is not known
    /// here, so only what fails whatever it is counts.
    fn check_left(&self, faults: &mut Faults) {
        if !self.is_possible(&mut Vec::new()) {
            let message =
                "`never` leaves no combination of calls to action, closing cards and music";
            let remedy = "remove one of `never`, or let more vary";
            let span = self.matrix.span_of("never");
            faults.error(self.matrix.fault(span, Fault::new("nothing-left", message, remedy)));
            return;
        }
        for (table, always) in &self.always {
            if !self.is_possible(&mut always.parts.clone()) {
                let message =
                    format!("`never` leaves nothing that {} can be made with", always.in_words());
                let remedy = "remove one of `never` that names these parts, or this `always`";
                let fault = Fault::new("nothing-left", message, remedy);
                faults.error(table.fault(table.span.clone(), fault));
            }
        }
    }

    fn is_possible(&self, chosen: &mut Vec<ComponentId>) -> bool {
        let met = |(_, never): &(_, Combination)| never.parts.iter().all(|p| chosen.contains(p));
        if self.never.iter().any(met) {
            return false;
        }
        let open = AXES.iter().filter(|axis| !axis.own).map(|axis| self.listed(axis.kind));
        let open = open.filter(|parts| !parts.is_empty());
        let next = open
            .filter(|parts| !parts.iter().any(|part| chosen.iter().any(|c| c.kind == part.kind)))
            .map(<[ComponentId]>::to_vec)
            .next();
        next.is_none_or(|parts| {
            parts.into_iter().any(|part| {
                chosen.push(part);
                let possible = self.is_possible(chosen);
                chosen.pop();
                possible
            })
        })
    }
}

fn combination(table: &Table<'_>) -> Combination {
    let part = |axis: &Axis| axis.part(table.text(axis.one)?);
    Combination { parts: AXES.iter().filter_map(part).collect(), place: table.place() }
}

fn kinds(pair: &At<Vec<&str>>) -> Option<(ComponentKind, ComponentKind)> {
    let kind = |word: &&str| AXES.iter().find(|axis| axis.one == *word).map(|axis| axis.kind);
    let [one, other] = pair.value.as_slice() else { return None };
    let (one, other) = (kind(one)?, kind(other)?);
    (one != other).then(|| (one.min(other), one.max(other)))
}
