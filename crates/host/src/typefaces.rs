//! The typefaces of a brand, as files to compare letters with.

use crate::reader::TypefaceToCompare;
use crate::tools::Cabinet;
use gate::standard::TypefaceStandard;
use model::digest::Digest;
use spec::workspace::{Brand, Font};
use std::sync::Arc;

/// What a brand says of its typefaces, and those of which a file is at hand.
#[derive(Debug, Clone, Default)]
pub struct BrandTypefaces {
    /// What words may be set in.
    pub expected: Vec<TypefaceStandard>,
    /// What letters are compared with.
    pub at_hand: Vec<TypefaceToCompare>,
}

impl BrandTypefaces {
    /// Reads the typefaces that a brand names, each file once: its own by `bytes`, from path and
    /// digest, others from the cabinet.
    pub fn of(
        brand: &Brand,
        cabinet: &Cabinet,
        bytes: impl Fn(&str, &Digest) -> Option<Arc<[u8]>>,
    ) -> Self {
        let fetched = cabinet.fonts();
        let mut typefaces = Self::default();
        let more = brand.more_fonts.values().flatten().flat_map(|more| &more.fonts);
        for font in brand.fonts.values().chain(more) {
            let (name, weight, read) = match font {
                Font::File { path, digest, weight } => {
                    (path, *weight, bytes(path, digest).map(|bytes| (*digest, bytes)))
                }
                Font::Cached { name, weight } => {
                    let digest = fetched.get(name).copied();
                    let path = digest.and_then(|digest| cabinet.find_digest(&digest));
                    let bytes = path.and_then(|path| std::fs::read(path).ok());
                    (name, *weight, digest.zip(bytes.map(Arc::from)))
                }
            };
            let known = |digest: &Digest| typefaces.at_hand.iter().any(|t| t.digest == *digest);
            if read.as_ref().is_some_and(|(digest, _)| known(digest)) {
                continue;
            }
            let typeface =
                read.and_then(|(digest, bytes)| TypefaceToCompare::read(digest, bytes, weight));
            let font = typeface.as_ref().map(|typeface| typeface.digest);
            let standard = TypefaceStandard { name: name.clone(), font };
            if !typefaces.expected.contains(&standard) {
                typefaces.expected.push(standard);
            }
            typefaces.at_hand.extend(typeface);
        }
        typefaces
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand_alone::read_brand;
    use spec::starter::{Answers, files, questions};
    use std::collections::BTreeMap;

    #[test]
    fn a_typeface_without_a_file_is_named_and_a_broken_one_too() {
        let folder = tempfile::tempdir().unwrap();
        let examples: Answers = questions().iter().map(|q| (q.key, q.example)).collect();
        for (path, bytes) in files("spring", &examples).unwrap() {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        let mut brand = read_brand(folder.path()).unwrap().loaded.brand;
        let broken = Font::File {
            path: "brand/fonts/broken.ttf".to_owned(),
            digest: Digest::of(b"broken"),
            weight: 400,
        };
        let absent = Font::Cached { name: "Nobody Sans".to_owned(), weight: 400 };
        brand.fonts = BTreeMap::from([
            ("body".to_owned(), absent.clone()),
            ("headline".to_owned(), broken),
            ("legal".to_owned(), absent),
        ]);
        let cabinet = Cabinet::at(folder.path().to_owned());
        let found = BrandTypefaces::of(&brand, &cabinet, |_, _| Some(Arc::from(*b"broken")));
        let names: Vec<&str> = found.expected.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["Nobody Sans", "brand/fonts/broken.ttf"]);
        assert!(found.expected.iter().all(|one| one.font.is_none()) && found.at_hand.is_empty());
    }
}
