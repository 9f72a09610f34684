//! Assets: from concepts that were kept, and from what existed before.

use model::asset::{Asset, AssetOrigin, AssetState, PurposeState};
use model::concept::Concept;
use model::digest::{Digest, Fields};
use model::id::AssetId;

/// Returns the asset that realises a concept; it serves the concept's purpose.
pub fn asset_of(concept: &Concept) -> Asset {
    let fields = Fields::new("asset").text("concept", concept.id.as_str());
    Asset {
        id: AssetId::of(&fields.finish()),
        origin: AssetOrigin::Concept { id: concept.id.clone() },
        purpose: PurposeState::Stated { id: concept.purpose.clone() },
        state: AssetState::Live,
    }
}

/// Returns the asset for a file that existed before. Nobody has said yet what it is for. The same
/// bytes are the same asset wherever they were found.
pub fn adopt(path: &str, digest: Digest, bytes: u64) -> Asset {
    let fields = Fields::new("adopted asset").digest("bytes", &digest);
    Asset {
        id: AssetId::of(&fields.finish()),
        origin: AssetOrigin::Adopted { digest, path: path.to_owned(), bytes },
        purpose: PurposeState::Unstated,
        state: AssetState::Live,
    }
}
