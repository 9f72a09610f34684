//! An end card from a picture of it: its colours and its words.

use super::Checkup;
use crate::known::chain;
use crate::shop::measured;
use flow::ports::PortError;
use gate::standard::EndCardImage;
use std::path::Path;

impl Checkup {
    /// Reads the picture of an end card; of a film, its last frame. Without a text reader its words
    /// stay unknown.
    pub fn read_card(&self, path: &Path) -> Result<EndCardImage, PortError> {
        let unread = |what: &str| {
            PortError::File(format!("could not read the end card `{}`: {what}", path.display()))
        };
        let measured = measured(&self.workers, path)?;
        let frame = measured.facts.last_frame.ok_or_else(|| unread("it is no picture"))?;
        let png = measured.pictures.iter().find(|(digest, _)| *digest == frame.png);
        let (_, png) = png.ok_or_else(|| unread("it has no frame"))?;
        let words = match &self.reader {
            Some(reader) => {
                let pixels = render::decode(png).map_err(|error| unread(&chain(&error)))?;
                let (width, height) = (pixels.size.width, pixels.size.height);
                let lines = reader.reader()?.read(&pixels.rgba, width, height);
                lines.map_err(|error| PortError::Resource(chain(&error)))?
            }
            None => Vec::new(),
        };
        Ok(EndCardImage {
            source: path.display().to_string(),
            size: frame.size,
            palette: frame.palette,
            words: words.into_iter().map(|line| line.text).collect(),
        })
    }
}
