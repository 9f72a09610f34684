//! Packages that were brought somewhere.

use crate::digest::Digest;
use crate::id::CampaignId;
use serde::{Deserialize, Serialize};

/// A package that lies where it was ordered to, whole: every file was read back there and held
/// against its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// The campaign.
    pub campaign: CampaignId,
    /// The round.
    pub round: u32,
    /// Where: a folder, or the address of a bucket and what lies before the names. Never a secret.
    pub to: String,
    /// The manifest of the package.
    pub manifest: Digest,
    /// Everything that lies there.
    pub files: Vec<DeliveredFile>,
}

/// A file of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveredFile {
    /// Its name there.
    pub name: String,
    /// Its bytes: approved = delivered.
    pub sha256: Digest,
    /// Its length.
    pub bytes: u64,
}
