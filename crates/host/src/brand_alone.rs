//! A brand's folder without a workspace around it.

use crate::atomic::folder_of;
use crate::error::HostError;
use crate::known::chain;
use crate::reader::LogoToFind;
use crate::scan::scan;
use crate::shop::logo_shape;
use crate::studio::StudioError;
use crate::tools::Cabinet;
use crate::typefaces::BrandTypefaces;
use flow::ports::PortError;
use model::digest::Digest;
use spec::LoadedBrand;
use spec::diagnostic::Diagnostic;
use spec::source::{SourceFile, SourceTree};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where `spec` looks for a brand, and for its calls to action.
const BRAND: &str = "brand/";
const CTAS: &str = "components/ctas.csv";

/// A brand and its logos as shapes to look for.
#[derive(Debug, Clone)]
pub struct BrandFolder {
    /// What its files say; places are paths on the disk.
    pub loaded: LoadedBrand,
    /// Its logos.
    pub logos: Vec<LogoToFind>,
    /// Its typefaces.
    pub typefaces: BrandTypefaces,
}

/// Reads a brand from the folder that holds its `brand.json`, or from one above that calls it
/// `brand`. Calls to action are read from `ctas.csv` in it, else from the workspace around it.
pub fn read_brand(folder: &Path) -> Result<BrandFolder, StudioError> {
    let root = root_of(folder);
    let ctas = ctas_of(&root);
    let tree = tree(&root, ctas.as_deref())?;
    let named = |file: &str| match file.strip_prefix(BRAND) {
        Some(inside) => root.join(inside).display().to_string(),
        None => ctas.as_deref().map_or_else(|| file.to_owned(), |path| path.display().to_string()),
    };
    let renamed = |faults: Vec<Diagnostic>| -> Vec<Diagnostic> {
        faults.into_iter().map(|fault| rename(fault, &named)).collect()
    };
    let mut loaded =
        spec::load_brand(&tree).map_err(|faults| StudioError::Files(renamed(faults)))?;
    loaded.warnings = renamed(loaded.warnings);
    loaded.brand.place.file = named(&loaded.brand.place.file);
    let logos = loaded.brand.logos.iter().map(|logo| {
        let path = root.join(logo.path.strip_prefix(BRAND).unwrap_or(&logo.path));
        shape(&path, logo.digest)
    });
    let logos = logos.collect::<Result<_, _>>()?;
    let cabinet = Cabinet::of_this_account();
    let typefaces = BrandTypefaces::of(&loaded.brand, &cabinet, |path, _digest| {
        fs::read(root.join(path.strip_prefix(BRAND).unwrap_or(path))).ok().map(Arc::from)
    });
    Ok(BrandFolder { loaded, logos, typefaces })
}

fn root_of(folder: &Path) -> PathBuf {
    let inside = folder.join("brand");
    let is_brand = |folder: &Path| folder.join("brand.json").is_file();
    if !is_brand(folder) && is_brand(&inside) { inside } else { folder.to_owned() }
}

fn ctas_of(root: &Path) -> Option<PathBuf> {
    let own = root.join("ctas.csv");
    let whole = std::path::absolute(root).ok();
    let around = whole.as_deref().map(|root| folder_of(root).join(CTAS));
    [Some(own), around].into_iter().flatten().find(|path| path.is_file())
}

fn tree(root: &Path, ctas: Option<&Path>) -> Result<SourceTree, StudioError> {
    let scanned = scan(root).map_err(StudioError::Scan)?;
    let mut files: Vec<SourceFile> = scanned
        .all()
        .map(|file| SourceFile { path: format!("{BRAND}{}", file.path), ..file.clone() })
        .collect();
    if let Some(path) = ctas {
        let bytes = fs::read(path).map_err(|e| HostError::io("read", path, e))?;
        files.push(SourceFile {
            path: CTAS.to_owned(),
            digest: Digest::of(&bytes),
            bytes: bytes.len() as u64,
            text: String::from_utf8(bytes).ok().map(Into::into),
        });
    }
    Ok(SourceTree::new(files))
}

/// Names the file as it is called on the disk.
fn rename(fault: Diagnostic, named: &dyn Fn(&str) -> String) -> Diagnostic {
    let file = named(&fault.place.file);
    let message = fault.message.replace(&fault.place.file, &file);
    let place = spec::diagnostic::Place { file, ..fault.place };
    Diagnostic { place, message, ..fault }
}

fn shape(path: &Path, digest: Digest) -> Result<LogoToFind, PortError> {
    let refuse = |why: &str| PortError::File(format!("logo `{}`: {why}", path.display()));
    let bytes: Arc<[u8]> = fs::read(path).map_err(|e| refuse(&e.to_string()))?.into();
    let picture = || {
        let pixels = render::decode(&bytes).map_err(|error| refuse(&chain(&error)))?;
        Ok(Arc::new(pixels))
    };
    logo_shape(digest, bytes.clone(), picture)
}

#[cfg(test)]
mod tests {
    use super::*;
    use spec::starter::{Answers, files, questions};

    /// The brand of somebody who answers every question as the example does, in `folder`.
    fn write(folder: &Path) {
        let examples: Answers = questions().iter().map(|q| (q.key, q.example)).collect();
        for (path, bytes) in files("spring", &examples).unwrap() {
            if path.starts_with(BRAND) || path == CTAS {
                let path = folder.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, bytes).unwrap();
            }
        }
    }

    #[test]
    fn a_brand_is_read_from_its_own_folder_or_from_the_one_above() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path());
        for given in [folder.path().to_owned(), folder.path().join("brand")] {
            let found = read_brand(&given).unwrap();
            assert_eq!(found.logos.len(), found.loaded.brand.logos.len());
            assert!(!found.loaded.ctas.is_empty());
            let place = folder.path().join("brand/brand.json");
            assert_eq!(found.loaded.brand.place.file, place.display().to_string());
        }
    }

    #[test]
    fn a_fault_names_the_file_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path());
        fs::write(folder.path().join("brand/brand.json"), "{").unwrap();
        let Err(StudioError::Files(faults)) = read_brand(&folder.path().join("brand")) else {
            panic!("a broken file was read");
        };
        let place = folder.path().join("brand/brand.json");
        assert_eq!(faults[0].place.file, place.display().to_string());
    }
}
