//! The fonts that a brand names, found among its files and in the cache.

use super::PlanError;
use crate::ports::Tools;
use layout::faces::{Faces, Family, Font};
use spec::workspace::{self, FontsFor, Workspace};

/// Finds the brand's fonts, role by role.
pub fn faces(workspace: &Workspace, tools: &Tools) -> Result<Faces, PlanError> {
    let family = |role| family(role, workspace, tools);
    Ok(Faces { headline: family("headline")?, body: family("body")? })
}

fn family(role: &str, workspace: &Workspace, tools: &Tools) -> Result<Family, PlanError> {
    let brand = &workspace.brand;
    let find = |font: &workspace::Font| find(role, font, tools);
    let own = brand.fonts.get(role).or_else(|| brand.fonts.values().next());
    let own = own.ok_or_else(|| missing(role, "(none named)"))?;
    let mut family = Family::plain(find(own)?);
    for FontsFor { tag, fonts } in brand.more_fonts.get(role).into_iter().flatten() {
        match tag {
            Some(tag) => {
                let fonts: Vec<Font> = fonts.iter().map(find).collect::<Result<_, _>>()?;
                family.by_tag.push((tag.clone(), fonts));
            }
            // Lists of families end in names that only browsers know. Behind one that is not there,
            // nothing is asked: the next would stand in for it unseen.
            None => family.fallback.extend(fonts.iter().map_while(|font| find(font).ok())),
        }
    }
    Ok(family)
}

fn find(role: &str, font: &workspace::Font, tools: &Tools) -> Result<Font, PlanError> {
    match font {
        workspace::Font::File { digest, weight, .. } => Ok(Font { file: *digest, weight: *weight }),
        workspace::Font::Cached { name, weight } => {
            let file = tools.fonts.get(name).ok_or_else(|| missing(role, name))?;
            Ok(Font { file: *file, weight: *weight })
        }
    }
}

fn missing(role: &str, name: &str) -> PlanError {
    PlanError::Font { role: role.to_owned(), name: name.to_owned() }
}
