//! Parts that were never seen apart.

use crate::design::{Part, Round};
use model::id::ComponentId;

/// Returns the parts of other kinds that stand in every arm in which `part` stands, sorted: what
/// is said of the one may be due to the other.
pub(crate) fn company_of<'a>(data: &'a Round<'_>, part: &Part) -> Vec<&'a ComponentId> {
    data.parts
        .iter()
        .filter(|other| other.component.kind != part.component.kind)
        .filter(|other| part.arms.iter().all(|place| other.arms.binary_search(place).is_ok()))
        .map(|other| &other.component)
        .collect()
}
