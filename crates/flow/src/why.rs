//! Why does this exist? A walk along the thread: up to what it was made from, down to what came
//! of it, and who said what about it.

use crate::ports::{Known, PortError, Tie};
use model::decision::Judgement;
use model::delivery::Delivered;
use model::digest::Digest;
use model::thread::NodeId;
use model::unit::Timestamp;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// More siblings of one kind than this are counted, not listed.
const LISTED: usize = 4;
/// The thread is about twelve links long; more means a ring, which the types forbid.
const DEEPEST: usize = 24;

/// One thing on the thread with everything above it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Strand {
    /// How it is tied to the thing below: `serves`, `uses`; empty for the first.
    pub tie: String,
    /// What it is.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// How people call it.
    pub label: String,
    /// What people said of it.
    pub said: Vec<Judgement>,
    /// What it was made from.
    pub from: Vec<Strand>,
    /// More of the same kind that are not listed, by tie.
    pub more: BTreeMap<String, usize>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Why {
    /// The thing with everything above it.
    pub strand: Strand,
    /// What came of it, by tie and kind, with a few examples.
    pub became: Vec<Became>,
    /// Whether the walk up reached a purpose.
    pub purpose: Option<String>,
    /// Where it was brought: the file itself, or the packages of a campaign.
    pub brought: Vec<Brought>,
}

/// One place that something was brought to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Brought {
    /// Where.
    pub to: String,
    /// When.
    pub at: Timestamp,
    /// The bytes that lie there: a file's, or a package's manifest.
    pub sha256: Digest,
}

/// What came of something.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Became {
    /// The kind of thing.
    pub kind: String,
    /// How it is tied.
    pub tie: String,
    /// How many.
    pub count: usize,
    /// The first few.
    pub examples: Vec<String>,
}

/// Names things that people wrote; the ledger does not hold their words.
pub trait Names {
    /// Returns the words of something in the workspace.
    fn label(&self, id: &NodeId) -> Option<String>;
    /// Returns what the files say something was made from; the ledger learns it with the next slate.
    fn ties_from(&self, id: &NodeId) -> Vec<Tie>;
    /// Returns what the files say was made from something.
    fn ties_to(&self, id: &NodeId) -> Vec<Tie>;
}

/// Walks the thread from `id`; none when nothing of that id exists.
pub fn why(id: &NodeId, known: &dyn Known, names: &dyn Names) -> Result<Option<Why>, PortError> {
    let mut said: BTreeMap<NodeId, Vec<Judgement>> = BTreeMap::new();
    for judgement in known.judgements()? {
        said.entry(judgement.subject.clone()).or_default().push(judgement);
    }
    let walk = Walk { known, names, said };
    let became = walk.became(id)?;
    let exists = walk.known.label(id)?.is_some() || names.label(id).is_some() || !became.is_empty();
    if !exists {
        return Ok(None);
    }
    let mut path = BTreeSet::new();
    let strand = walk.strand(id, "", 0, &mut path)?;
    let purpose = find_purpose(&strand);
    let brought = brought(id, &strand.label, known)?;
    Ok(Some(Why { strand, became, purpose, brought }))
}

/// A deliverable is known by its file name, which packages hold.
fn brought(id: &NodeId, label: &str, known: &dyn Known) -> Result<Vec<Brought>, PortError> {
    let mut all = Vec::new();
    for (at, Delivered { campaign, to, manifest, files, .. }) in known.deliveries()? {
        let sha256 = match id {
            NodeId::Campaign(id) if *id == campaign => Some(manifest),
            NodeId::Deliverable(_) => {
                let named = |name: &str| name.rsplit('/').next() == Some(label);
                files.iter().find(|file| named(&file.name)).map(|file| file.sha256)
            }
            _ => None,
        };
        all.extend(sha256.map(|sha256| Brought { to, at, sha256 }));
    }
    Ok(all)
}

struct Walk<'a> {
    known: &'a dyn Known,
    names: &'a dyn Names,
    said: BTreeMap<NodeId, Vec<Judgement>>,
}

impl Walk<'_> {
    fn strand(
        &self,
        id: &NodeId,
        tie: &str,
        depth: usize,
        path: &mut BTreeSet<NodeId>,
    ) -> Result<Strand, PortError> {
        let label = match self.known.label(id)? {
            Some(label) => label,
            None => self.names.label(id).unwrap_or_default(),
        };
        let mut strand = Strand {
            tie: tie.to_owned(),
            kind: id.kind().to_lowercase(),
            id: id.to_string(),
            label,
            said: self.said.get(id).cloned().unwrap_or_default(),
            from: Vec::new(),
            more: BTreeMap::new(),
        };
        if depth >= DEEPEST || !path.insert(id.clone()) {
            return Ok(strand);
        }
        let mut listed: BTreeMap<String, usize> = BTreeMap::new();
        for tie in both(self.known.ties_from(id)?, self.names.ties_from(id)) {
            let sort = format!("{} {}", tie.word, tie.other.kind().to_lowercase());
            let count = listed.entry(sort.clone()).or_default();
            *count += 1;
            if *count > LISTED {
                *strand.more.entry(sort).or_default() += 1;
                continue;
            }
            strand.from.push(self.strand(&tie.other, &tie.word, depth + 1, path)?);
        }
        path.remove(id);
        Ok(strand)
    }

    fn became(&self, id: &NodeId) -> Result<Vec<Became>, PortError> {
        let mut all: BTreeMap<(String, String), Became> = BTreeMap::new();
        for tie in both(self.known.ties_to(id)?, self.names.ties_to(id)) {
            let kind = tie.other.kind().to_lowercase();
            let entry = all.entry((kind.clone(), tie.word.clone())).or_insert_with(|| Became {
                kind,
                tie: tie.word.clone(),
                count: 0,
                examples: Vec::new(),
            });
            entry.count += 1;
            if entry.examples.len() < LISTED {
                entry.examples.push(tie.other.to_string());
            }
        }
        Ok(all.into_values().collect())
    }
}

/// What the ledger knows, then what only the files say.
fn both(mut known: Vec<Tie>, written: Vec<Tie>) -> Vec<Tie> {
    let new: Vec<Tie> = written.into_iter().filter(|tie| !known.contains(tie)).collect();
    known.extend(new);
    known
}

fn find_purpose(strand: &Strand) -> Option<String> {
    if strand.kind == "purpose" {
        return Some(strand.id.clone());
    }
    strand.from.iter().find_map(find_purpose)
}
