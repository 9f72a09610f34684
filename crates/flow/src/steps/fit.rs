//! Sees whether everything fits the templates before anything is drawn: every market, every format.

use super::draw::refuse;
use super::{Bench, Made, StepError, input};
use asset::still::still;
use layout::template::{Extent, Measure, Words};
use model::asset::{Deliverable, Variant};
use model::digest::{Digest, Fields};
use model::id::CampaignId;
use model::step::{StepKey, StepSpec};
use render::{Resources, Ruler};
use spec::workspace::Workspace;

const VERSION: u32 = 1;

/// Lays out the pictures of a round.
#[derive(Debug, Clone)]
pub struct Fit {
    /// The files, with what each shows.
    pub files: Vec<(Deliverable, Variant)>,
}

/// Returns the step that looks whether the pictures of a round fit, by the keys of their builds.
pub fn fit_spec<'k>(
    campaign: &CampaignId,
    round: u32,
    builds: impl IntoIterator<Item = &'k StepKey>,
) -> StepSpec {
    let keys = builds
        .into_iter()
        .fold(Fields::new("files"), |fields, key| fields.text("build", &key.to_string()));
    StepSpec {
        kind: "fit-templates".into(),
        code_version: VERSION,
        subject: format!("fit/{campaign}/{round}"),
        parameters: serde_json::Value::Null,
        inputs: vec![input("files", keys.finish())],
    }
}

impl Fit {
    pub(super) fn run(&self, bench: &Bench<'_>) -> Result<Made, StepError> {
        let mut unfit = Vec::new();
        for (deliverable, variant) in &self.files {
            let Some(format) = bench.workspace.formats.get(&deliverable.format) else { continue };
            let laid_out = with_ruler(variant, bench.workspace, bench, |measure| {
                still(variant, format, bench.workspace, bench.faces, measure)
            })?;
            unfit.extend(laid_out.err().map(|error| error.to_string()));
        }
        // Two hooks in one format often fail alike.
        unfit.sort();
        unfit.dedup();
        if unfit.is_empty() {
            return Made::record("fits", &self.files.len());
        }
        Err(refuse("the pictures of this round; nothing was made", &unfit))
    }
}

/// Calls `work` with what measures words in the fonts of a variant's language. Only templates
/// measure, so that fonts are fetched for them alone.
pub(super) fn with_ruler<T>(
    variant: &Variant,
    workspace: &Workspace,
    bench: &Bench<'_>,
    work: impl FnOnce(&dyn Measure) -> T,
) -> Result<T, StepError> {
    let mut resources = Resources::default();
    if asset::still::template(variant, workspace).is_some() {
        let typefaces = bench.faces.in_language(&variant.language);
        let fonts = typefaces.headline.fonts.iter().chain(typefaces.body.fonts.iter());
        for font in fonts.copied().collect::<std::collections::BTreeSet<Digest>>() {
            resources.fonts.insert(font, bench.shop.bytes(&font)?);
        }
    }
    let ruler = Ruler::new(&resources);
    Ok(work(&ByRuler(&ruler)))
}

struct ByRuler<'a>(&'a Ruler<'a>);

impl Measure for ByRuler<'_> {
    fn extent(&self, words: Words<'_>, width: f32) -> Extent {
        let room = self.0.room(words.text, words.typeface, (words.size, words.leading), width);
        Extent { width: room.width, height: room.height, lines: room.lines }
    }
}
