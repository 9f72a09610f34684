//! The files that layers and shots name by digest, read and decoded by the caller.

use crate::error::RenderError;
use crate::pixels::{Pixels, area, is_drawable};
use model::digest::Digest;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Pictures, logos and fonts, by the digest of their file.
#[derive(Debug, Clone, Default)]
pub struct Resources {
    /// Decoded pictures.
    pub images: BTreeMap<Digest, Arc<Pixels>>,
    /// SVG files.
    pub vectors: BTreeMap<Digest, Arc<[u8]>>,
    /// Font files.
    pub fonts: BTreeMap<Digest, Arc<[u8]>>,
}

impl Resources {
    pub(crate) fn image(&self, image: Digest) -> Result<&Pixels, RenderError> {
        let picture = self
            .images
            .get(&image)
            .map(Arc::as_ref)
            .ok_or(RenderError::PictureMissing { image })?;
        if !is_drawable(picture.size) || picture.pixels().len() != area(picture.size) {
            return Err(RenderError::SizeUnusable { size: picture.size });
        }
        Ok(picture)
    }
}
