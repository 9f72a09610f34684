//! What a finished file says of itself, from what it is made of.

use model::asset::{Deliverable, Variant};
use model::provenance::Provenance;
use spec::workspace::Workspace;

/// Returns what the file of a deliverable says of itself.
pub fn provenance(
    deliverable: &Deliverable,
    variant: &Variant,
    workspace: &Workspace,
) -> Provenance {
    let supplied = workspace.supplied(variant, deliverable.kind);
    let written = |texts: Vec<&String>| -> Vec<String> {
        let mut once: Vec<String> = Vec::new();
        for text in texts {
            if !text.is_empty() && !once.contains(text) {
                once.push(text.clone());
            }
        }
        once
    };
    Provenance {
        source: workspace.source_of(variant, deliverable.kind),
        creators: written(supplied.iter().map(|origin| &origin.creator).collect()),
        rights: written(supplied.iter().map(|origin| &origin.rights).collect()),
        code: deliverable.code.clone(),
        purpose: variant.purpose.clone(),
    }
}
