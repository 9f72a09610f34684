//! Takes a part out of something that existed before: a frame of a film becomes a scene, a sound
//! becomes a music bed.

use crate::atomic::write_file;
use crate::origins::said_by;
use crate::studio::{Studio, StudioError};
use flow::ports::PortError;
use model::asset::Asset;
use model::id::{ComponentId, ComponentKind};
use render::Pixels;
use spec::append::append;
use std::collections::BTreeMap;
use std::path::Path;

/// Below this, a picture is dark enough for light words: halfway in the sRGB encoding, of ITU-R
/// BT.709 luma.
const DARK: f64 = 0.5;

/// What to take.
#[derive(Debug, Clone)]
pub struct Take {
    /// What it becomes: a scene or a music bed.
    pub part: ComponentId,
    /// Which frame of a film, in seconds from its beginning.
    pub at: f64,
    /// What is seen, or the mood of a sound.
    pub text: String,
}

impl Studio {
    /// Takes a part out of the adopted file at `path`: its media go to `components/media/`, its row
    /// to the end of the sheet of its kind. Returns the path of the media in the workspace.
    pub fn take(&self, asset: &Asset, path: &Path, take: &Take) -> Result<String, StudioError> {
        let Take { part, at, text } = take;
        let mut row =
            BTreeMap::from([("id", part.name.to_string()), ("taken_from", asset.id.to_string())]);
        // A frame that is taken out has no metadata of its own any more, so its row says it.
        let said = said_by(path);
        let said = said.iter().find(|said| said.is_generated()).or(said.first());
        if let Some(said) = said {
            row.insert("source_type", said.term().to_owned());
        }
        let (sheet, header, media) = match part.kind {
            ComponentKind::Scene => {
                let picture = self.shop.frame(path, *at)?;
                row.insert("text", text.clone());
                row.insert("ink", ink(&picture).to_owned());
                let png =
                    render::encode_png(&picture).map_err(|e| PortError::File(e.to_string()))?;
                ("components/scenes.csv", "id,text,path,ink", (png, "png".to_owned()))
            }
            ComponentKind::Music => {
                row.insert("mood", text.clone());
                ("components/music.csv", "id,path,mood", self.shop.sound_file(path)?)
            }
            ComponentKind::Voice => {
                let message = "a voice stands in its sheet with its language and its words";
                return Err(PortError::File(message.to_owned()).into());
            }
            other => {
                let message = format!("a {} is words: write it into its sheet", other.word());
                return Err(PortError::File(message).into());
            }
        };
        let (bytes, ending) = media;
        let lies = format!("components/media/{}.{ending}", part.name);
        row.insert("path", lies.clone());
        let root = &self.papers.root;
        if root.join(&lies).exists() {
            return Err(
                PortError::File(format!("`{lies}` is there already: choose another name")).into()
            );
        }
        let rows = self.papers.tree.get(sheet).and_then(|file| file.text.as_deref());
        let rows = append(rows.unwrap_or(header), &row)
            .map_err(|e| PortError::File(format!("`{sheet}`: {e}")))?;
        write_file(&root.join(&lies), &bytes)?;
        write_file(&root.join(sheet), rows.as_bytes())?;
        Ok(lies)
    }
}

/// Returns which words can be read on a picture.
fn ink(picture: &Pixels) -> &'static str {
    let luma = |[r, g, b, _]: &[u8; 4]| {
        (0.2126 * f64::from(*r) + 0.7152 * f64::from(*g) + 0.0722 * f64::from(*b)) / 255.0
    };
    let pixels = picture.pixels();
    let mean = pixels.iter().map(luma).sum::<f64>() / pixels.len().max(1) as f64;
    if mean < DARK { "light" } else { "dark" }
}
