//! Variants in formats: the files, and what they are called.

use model::asset::{Deliverable, MediaKind, Variant};
use model::digest::Fields;
use model::id::{Code, DeliverableId, FormatId};
use spec::format::Format;
use spec::workspace::{Brief, Workspace};

/// Returns the deliverables of a variant in the brief's formats, in their order.
pub fn deliverables(variant: &Variant, brief: &Brief, workspace: &Workspace) -> Vec<Deliverable> {
    brief
        .formats
        .iter()
        .filter_map(|id| workspace.formats.get(id))
        .map(|format| deliverable(variant, format, &workspace.brand.name))
        .collect()
}

fn deliverable(variant: &Variant, format: &Format, brand: &str) -> Deliverable {
    let digest = Fields::new("deliverable")
        .text("variant", variant.id.as_str())
        .text("format", format.id.as_str())
        .finish();
    let code = Code::of(&digest);
    Deliverable {
        id: DeliverableId::of(&digest),
        variant: variant.id.clone(),
        format: format.id.clone(),
        kind: format.kind,
        file_name: file_name(variant, format, brand, &code),
        code,
    }
}

/// Returns what a file is about, the same from run to run while its words and pictures change, so
/// that a remake can say what changed.
pub fn subject(variant: &Variant, format: &FormatId) -> String {
    let Variant { concept, market, hook, cta, .. } = variant;
    let others = variant.varies.iter().filter(|part| *part != hook && *part != cta);
    let others: String = others.map(|part| format!("{}/", part.name)).collect();
    format!("{concept}/{market}/{}/{}/{others}{format}", hook.name, cta.name)
}

/// At most 120 characters: the parts' limits, five underscores, `~`, the code and the ending.
fn file_name(variant: &Variant, format: &Format, brand: &str, code: &Code) -> String {
    let concept = variant.concept.as_str().trim_start_matches("con-");
    let parts = [
        slug(brand, 20),
        slug(variant.campaign.as_str(), 24),
        slug(concept, 6),
        slug(variant.hook.name.as_str(), 20),
        slug(format.id.as_str(), 24),
        slug(&variant.language, 8),
    ];
    format!("{}~{code}.{}", parts.join("_"), container(format))
}

/// The container we write: MP4 for films; JPEG for pictures, PNG where JPEG is not taken.
pub fn container(format: &Format) -> &'static str {
    let takes = |names: [&str; 2]| {
        format.containers.iter().any(|container| names.contains(&container.as_str()))
    };
    match format.kind {
        MediaKind::Motion => "mp4",
        MediaKind::Still if !takes(["jpg", "jpeg"]) && takes(["png", "png"]) => "png",
        MediaKind::Still => "jpg",
    }
}

/// Underscores part the fields of a file name, so a field has none.
pub(crate) fn slug(text: &str, most: usize) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }
    };
    let spelt: String = text.chars().flat_map(spell).map(plain).collect();
    let parts: Vec<&str> = spelt.split('-').filter(|part| !part.is_empty()).collect();
    let joined: String = parts.join("-").chars().take(most).collect();
    let slug = joined.trim_end_matches('-');
    if slug.is_empty() { "x".to_owned() } else { slug.to_owned() }
}

/// German letters have a spelling in ASCII; other letters become dashes.
fn spell(c: char) -> Vec<char> {
    match c {
        'ä' | 'Ä' => vec!['a', 'e'],
        'ö' | 'Ö' => vec!['o', 'e'],
        'ü' | 'Ü' => vec!['u', 'e'],
        'ß' => vec!['s', 's'],
        'é' | 'è' | 'ê' | 'ë' => vec!['e'],
        'á' | 'à' | 'â' => vec!['a'],
        'ñ' => vec!['n'],
        'ç' => vec!['c'],
        other => vec![other],
    }
}
