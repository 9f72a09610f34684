//! Reads competitors' ads.

use super::{Bench, Made, StepError, input};
use insight::{MarketFile, PictureFacts};
use model::digest::Fields;
use model::insight::PaletteShare;
use model::step::StepSpec;
use model::thread::{Link, Node};
use model::unit::Size;
use render::RenderError;
use spec::source::SourceTree;
use spec::workspace::Workspace;
use std::collections::BTreeMap;

const VERSION: u32 = 2;
const COLOURS_A_PICTURE: usize = 8;
/// Palettes do not need more pixels, and fewer cost less.
const PALETTE_SIDE: u32 = 96;

/// Reads everything in `market/`.
#[derive(Debug, Clone)]
pub struct ReadMarket;

/// Returns what identifies the reading: the files, and the architecture that gaps are held
/// against.
pub fn market_spec(workspace: &Workspace, tree: &SourceTree) -> StepSpec {
    let mut inputs: Vec<_> =
        tree.under("market/").map(|file| input(file.path.clone(), file.digest)).collect();
    inputs
        .extend(tree.get("architecture.toml").map(|file| input("architecture.toml", file.digest)));
    inputs.push(input(
        "brand (name)",
        Fields::new("brand").text("name", &workspace.brand.name).finish(),
    ));
    StepSpec {
        kind: "read-market".into(),
        code_version: VERSION,
        subject: "market".into(),
        parameters: serde_json::Value::Null,
        inputs,
    }
}

impl ReadMarket {
    pub(super) fn run(bench: &Bench<'_>) -> Result<Made, StepError> {
        let mut files = Vec::new();
        let mut pictures = BTreeMap::new();
        let mut unreadable = Vec::new();
        for file in bench.tree.under("market/") {
            if let Some(text) = &file.text {
                files.push(MarketFile { path: file.path.clone(), text: text.clone() });
                continue;
            }
            match palette(&bench.shop.bytes(&file.digest)?) {
                Ok(palette) => {
                    pictures
                        .insert(file.path.clone(), PictureFacts { digest: file.digest, palette });
                }
                Err(error) => unreadable.push(format!("{}: {error}", file.path)),
            }
        }
        let mut reading = insight::read(&files, &pictures, bench.workspace);
        reading.warnings.extend(unreadable);
        let mut made = Made::record("reading", &reading)?;
        for ad in &reading.ads {
            let words: String = ad.text.chars().take(80).collect();
            made.nodes
                .push(Node { id: ad.id.clone().into(), label: format!("{}: {words}", ad.brand) });
        }
        for insight in &reading.insights {
            made.nodes
                .push(Node { id: insight.id.clone().into(), label: insight.statement.clone() });
            made.links.extend(
                insight.ads.iter().map(|ad| Link::InsightRestsOnAd {
                    insight: insight.id.clone(),
                    ad: ad.clone(),
                }),
            );
        }
        Ok(made)
    }
}

/// Measures the colours of a picture, small: a palette does not need more pixels.
fn palette(bytes: &[u8]) -> Result<Vec<PaletteShare>, RenderError> {
    let room = Size { width: PALETTE_SIDE, height: PALETTE_SIDE };
    let small = render::thumbnail(&render::decode(bytes)?, room)?;
    Ok(measure::palette::dominant(
        &small.rgba,
        small.size.width,
        small.size.height,
        COLOURS_A_PICTURE,
    ))
}
