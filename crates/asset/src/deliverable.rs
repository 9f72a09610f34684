//! Variants in formats: the files, and what they are called.

use crate::error::AssetError;
use crate::film::{coding, film_length};
use crate::spot;
use model::asset::{Deliverable, MediaKind, Variant};
use model::digest::Fields;
use model::id::{Code, DeliverableId, FormatId};
use model::timeline::Container;
use spec::format::Format;
use spec::naming::NameField;
use spec::workspace::{Brief, Workspace};

/// Says of each of the brief's formats that is not made here why not.
pub fn unmade(brief: &Brief, workspace: &Workspace) -> Vec<String> {
    let formats = brief.formats.iter().filter_map(|id| workspace.formats.get(id));
    let unmade = formats.filter_map(|format| {
        let silent = format.kind == MediaKind::Sound && brief.voices.is_empty();
        let because = || AssetError::CannotBeMade {
            format: format.id.clone(),
            because: "nothing is seen in it, and the brief names no voice".to_owned(),
        };
        makeable(format).err().or_else(|| silent.then(because))
    });
    unmade.map(|error| error.to_string()).collect()
}

/// Returns the deliverables of a variant in the brief's formats, in their order, less those that
/// are not made here.
pub fn deliverables(variant: &Variant, brief: &Brief, workspace: &Workspace) -> Vec<Deliverable> {
    brief
        .formats
        .iter()
        .filter_map(|id| workspace.formats.get(id))
        .filter(|format| makeable(format).is_ok())
        // Music alone says nothing of a brand.
        .filter(|format| format.kind != MediaKind::Sound || variant.voice.is_some())
        .map(|format| deliverable(variant, format, brief, workspace))
        .collect()
}

fn makeable(format: &Format) -> Result<(), AssetError> {
    match format.kind {
        MediaKind::Still => Ok(()),
        MediaKind::Motion => coding::container(format).map(|_| ()),
        MediaKind::Sound => spot::coding(format).map(|_| ()),
    }
}

fn deliverable(
    variant: &Variant,
    format: &Format,
    brief: &Brief,
    workspace: &Workspace,
) -> Deliverable {
    let digest = Fields::new("deliverable")
        .text("variant", variant.id.as_str())
        .text("format", format.id.as_str())
        .finish();
    let code = Code::of(&digest);
    let said = |field| name_field(field, &workspace.brand.name, variant, format, brief);
    let name = workspace.house.naming.name(&code, said);
    Deliverable {
        id: DeliverableId::of(&digest),
        variant: variant.id.clone(),
        format: format.id.clone(),
        kind: format.kind,
        file_name: format!("{name}.{}", container(format)),
        code,
    }
}

/// Returns what a file is about, the same from run to run while its words and pictures change, so
/// that a remake can say what changed.
pub fn subject(variant: &Variant, format: &FormatId) -> String {
    let Variant { concept, market, hook, cta, .. } = variant;
    let others = variant.varies.iter().filter(|part| *part != hook && *part != cta);
    let own = [concept.as_str(), market.as_str(), hook.name.as_str(), cta.name.as_str()];
    let parts: Vec<&str> = own
        .into_iter()
        .chain(others.map(|part| part.name.as_str()))
        .chain([format.as_str()])
        .collect();
    parts.join("/")
}

/// Says what each field of a name is.
fn name_field(
    field: NameField,
    brand: &str,
    variant: &Variant,
    format: &Format,
    brief: &Brief,
) -> String {
    let tail = |id: &str| id.split_once('-').map_or(id, |(_, tail)| tail).to_owned();
    match field {
        NameField::Brand => brand.to_owned(),
        NameField::Campaign => variant.campaign.to_string(),
        NameField::Concept => tail(variant.concept.as_str()),
        NameField::Variant => tail(variant.id.as_str()),
        NameField::Hook => variant.hook.name.to_string(),
        NameField::Scene => variant.scene.name.to_string(),
        NameField::Structure => variant.structure.name.to_string(),
        NameField::Motif => variant.motif.name.to_string(),
        NameField::Cta => variant.cta.name.to_string(),
        NameField::Direction => variant.direction.to_string(),
        NameField::Purpose => variant.purpose.to_string(),
        NameField::Format => format.id.to_string(),
        NameField::Platform => format.platform.clone(),
        NameField::Placement => format.placement.clone(),
        NameField::Size => format!("{}x{}", format.size.width, format.size.height),
        NameField::Duration => match format.kind {
            MediaKind::Still => "still".to_owned(),
            MediaKind::Motion | MediaKind::Sound => {
                format!("{}s", film_length(brief, format).0)
            }
        },
        NameField::Language => variant.language.clone(),
        NameField::Market => variant.market.to_string(),
        NameField::Tier => brief.tier.word().to_owned(),
        NameField::Date => brief.flight_from.to_string().replace('-', ""),
        // The template writes it itself.
        NameField::Code => String::new(),
    }
}

/// The container we write: for films and sounds the first of ours that the format takes; for pictures JPEG, or
/// PNG where JPEG is not taken.
pub fn container(format: &Format) -> &'static str {
    let takes = |names: [&str; 2]| {
        format.containers.iter().any(|container| names.contains(&container.as_str()))
    };
    match format.kind {
        MediaKind::Motion => coding::container(format).unwrap_or(Container::Mp4).ending(),
        MediaKind::Sound => spot::coding(format).map_or(Container::Mp3, |(own, _)| own).ending(),
        MediaKind::Still if !takes(["jpg", "jpeg"]) && takes(["png", "png"]) => "png",
        MediaKind::Still => "jpg",
    }
}
