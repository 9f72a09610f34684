//! Kept concepts to assets, their variants by market, and the deliverables of each: what every
//! file shows, what it hangs on, and how it is called out there.
//!
//! It deliberately draws and encodes nothing (`render` and the media worker do) and judges nothing
//! (`gate` does). Start reading at [`variant::variants`], then [`still::still`] and
//! [`film::film`]; [`design::design`] chooses when not every combination is made;
//! [`ingredient::ingredients`] is why a change remakes exactly its dependants.

pub mod adopt;
pub mod deliverable;
pub mod design;
pub mod designed;
pub mod error;
pub mod film;
pub mod ingredient;
pub mod interchange;
mod matrix;
mod part;
pub mod provenance;
pub mod spot;
pub mod still;
pub mod tie;
pub mod trafficking;
pub mod variant;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
