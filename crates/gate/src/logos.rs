//! Which of the brand's logos stands on a frame, and how sure that is.

use crate::standard::LogoStandard;
use crate::subject::Subject;
use model::fact::LogoMatch;
use model::unit::Region;

/// Likeness of a logo in one colour that is certainly there. Sixteen real marks drawn on plain
/// grounds and on seventeen photographs (JPEG at 50 to 95, 6 to 30% of the width) gave 0.79 to 1.0
/// where they were found; another brand's mark in their place gave at most 0.74.
pub(crate) const CERTAIN_LIKENESS: f64 = 0.78;

/// Normalised cross-correlation of a logo in several colours that is certainly there.
pub(crate) const CERTAIN_SCORE: f64 = 0.75;

/// Correlation from which the logo's sides are known to a per cent. On photographs that hide part
/// of its outline they are not.
pub(crate) const EXACT: f64 = 0.85;

/// A logo that certainly stands on the frame.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed<'a> {
    pub(crate) found: &'a LogoMatch,
    pub(crate) logo: &'a LogoStandard,
    pub(crate) region: Region,
}

/// Returns how sure it is that the logo stands at its place: of a logo in one colour its likeness,
/// because a photograph under it lowers the correlation; or the correlation where that is high all
/// the same, because ground of nearly its colour lowers the likeness.
pub(crate) fn strength(found: &LogoMatch) -> f64 {
    let likeness = found.likeness.unwrap_or(found.score);
    if found.score >= EXACT { likeness.max(found.score) } else { likeness }
}

/// Returns how strong a match has to be.
pub(crate) const fn enough(found: &LogoMatch) -> f64 {
    if found.likeness.is_some() { CERTAIN_LIKENESS } else { CERTAIN_SCORE }
}

/// Tells whether a logo is certainly there.
pub(crate) fn is_certain(found: &LogoMatch) -> bool {
    strength(found) >= enough(found)
}

/// Returns the logos that certainly stand on the last frame, the surest first. Versions of one logo
/// in other colours stand at the same place.
pub(crate) fn placed<'a>(subject: &Subject<'a>) -> Vec<Placed<'a>> {
    let known = subject.standard.brand.as_ref().map_or(&[][..], |brand| brand.logos.as_slice());
    let certain = subject.logo_matches().filter(|found| is_certain(found));
    let mut placed: Vec<Placed<'a>> = certain
        .filter_map(|found| {
            let logo = known.iter().find(|logo| logo.digest == found.logo)?;
            Some(Placed { found, logo, region: found.region? })
        })
        .collect();
    placed.sort_by(|a, b| strength(b.found).total_cmp(&strength(a.found)));
    placed
}

/// Tells whether two boxes share pixels.
pub(crate) const fn touch(a: Region, b: Region) -> bool {
    a.x < b.x.saturating_add(b.w)
        && b.x < a.x.saturating_add(a.w)
        && a.y < b.y.saturating_add(b.h)
        && b.y < a.y.saturating_add(a.h)
}
