//! Why something exists.

use super::{is_json, look_into, print_json};
use crate::cli::Common;
use crate::end::{End, USAGE};
use crate::talk::print;
use flow::ports::Tie;
use flow::why::{Names, Strand, Why, why};
use model::id::ComponentId;
use model::thread::NodeId;
use spec::workspace::Workspace;

pub(super) fn run(id: &str, common: &Common) -> Result<(), End> {
    let studio = look_into(&common.dir)?;
    let not_there = || {
        let near = studio.ledger.nodes_like(id.get(..6).unwrap_or(id), 3).unwrap_or_default();
        let near: Vec<String> = near.into_iter().map(|s| format!("`{}`", s.node.id)).collect();
        let hint = if near.is_empty() {
            "ids are printed by `throughline status`, `concepts` and the report; a file is known by its name".to_owned()
        } else {
            format!("near it are {}", near.join(", "))
        };
        End::new(USAGE, format!("nothing on the thread is called `{id}`; {hint}"))
    };
    // Whoever has a file, or an ad's name in an export, has its code.
    let naming = &studio.papers.workspace.house.naming;
    let called = naming.read(id).code.map(|code| studio.ledger.file_of_code(&code)).transpose()?;
    let node: NodeId = match (id.parse(), called.flatten()) {
        (Ok(node), _) => node,
        (Err(_), Some(file)) => file.node.id,
        (Err(_), None) => return Err(not_there()),
    };
    let names = Written(&studio.papers.workspace);
    let found = why(&node, &studio.known(), &names)?.ok_or_else(not_there)?;
    if is_json(common) {
        return print_json("why/1", &found);
    }
    tell(&found);
    Ok(())
}

fn tell(found: &Why) {
    strand(&found.strand, 0);
    for became in &found.became {
        print(&format!(
            "← {} {} {} it: {}",
            became.count,
            became.kind,
            became.tie,
            became.examples.join(", ")
        ));
    }
    for brought in &found.brought {
        print(&format!("→ brought to {} at {}: {}", brought.to, brought.at, brought.sha256));
    }
    match &found.purpose {
        Some(purpose) => print(&format!("it is for {purpose}")),
        // What people wrote is for whatever is made of it.
        None if found.strand.id.contains('/') => {}
        None => print("it reaches no purpose: an orphan"),
    }
}

fn strand(strand_: &Strand, depth: usize) {
    let indent = "  ".repeat(depth);
    let tie = if strand_.tie.is_empty() { String::new() } else { format!("{} ", strand_.tie) };
    print(&format!("{indent}{tie}{} {}  {}", strand_.kind, strand_.id, strand_.label));
    for word in &strand_.said {
        let note = if word.note.is_empty() { word.reason_code.clone() } else { word.note.clone() };
        print(&format!(
            "{indent}  · {} by {} ({}): {note}",
            word.answer,
            word.by.name,
            word.by.attestation.word()
        ));
    }
    for above in &strand_.from {
        strand(above, depth + 1);
    }
    for (sort, count) in &strand_.more {
        print(&format!("{indent}  … and {count} more: {sort}"));
    }
}

/// The words of things that people wrote.
struct Written<'a>(&'a Workspace);

impl Names for Written<'_> {
    fn label(&self, id: &NodeId) -> Option<String> {
        let workspace = self.0;
        match id {
            NodeId::Purpose(id) => {
                let purpose = workspace.architecture.purposes.get(id)?;
                Some(format!("{} (owner {}, KPI {})", purpose.text, purpose.owner, purpose.kpi))
            }
            NodeId::Proposition(id) => {
                Some(workspace.architecture.propositions.get(id)?.text.clone())
            }
            NodeId::Direction(id) => Some(workspace.directions.get(id)?.intent.clone()),
            NodeId::Campaign(id) => Some(workspace.briefs.get(id)?.title.clone()),
            NodeId::Component(id) => component(workspace, id),
            _ => None,
        }
    }

    fn ties_from(&self, id: &NodeId) -> Vec<Tie> {
        let NodeId::Component(id) = id else { return Vec::new() };
        descent(self.0, |part, from| (part == id).then(|| from.clone()))
    }

    fn ties_to(&self, id: &NodeId) -> Vec<Tie> {
        let NodeId::Component(id) = id else { return Vec::new() };
        descent(self.0, |part, from| (from == id).then(|| part.clone()))
    }
}

/// Returns the other ends of the lines of descent for which `end` has one.
fn descent(
    workspace: &Workspace,
    end: impl Fn(&ComponentId, &ComponentId) -> Option<ComponentId>,
) -> Vec<Tie> {
    let others = workspace.components.parents.iter().filter_map(|(part, from)| end(part, from));
    others.map(|other| Tie { word: "evolved from".to_owned(), other: other.into() }).collect()
}

fn component(workspace: &Workspace, id: &ComponentId) -> Option<String> {
    let parts = &workspace.components;
    let first = |text: &std::collections::BTreeMap<String, String>| text.values().next().cloned();
    let hook = || parts.hooks.iter().find(|c| c.id == *id).and_then(|c| first(&c.text));
    let scene = || parts.scenes.iter().find(|c| c.id == *id).map(|c| c.text.clone());
    let structure = || parts.structures.iter().find(|c| c.id == *id).map(|c| c.beats.join("–"));
    let motif = || parts.motifs.iter().find(|c| c.id == *id).map(|c| c.text.clone());
    let cta = || parts.ctas.iter().find(|c| c.id == *id).and_then(|c| first(&c.text));
    let music = || parts.music.iter().find(|c| c.id == *id).map(|c| c.mood.clone());
    let voice = || parts.voices.iter().find(|c| c.id == *id).map(|c| c.text.clone());
    let card = || workspace.brand.end_cards.iter().find(|c| c.id == *id).map(|c| c.text.clone());
    hook()
        .or_else(scene)
        .or_else(structure)
        .or_else(motif)
        .or_else(cta)
        .or_else(music)
        .or_else(voice)
        .or_else(card)
}
