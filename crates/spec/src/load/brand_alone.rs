//! A brand without a workspace around it: what files are held against, not what they are made from.

use super::parse::Texts;
use super::reader::Reader;
use super::{each, learn_the_brand, rows, unexplained};
use crate::diagnostic::Diagnostic;
use crate::files::{brand, components, end_cards, house, tokens};
use crate::read::faults::Faults;
use crate::read::known::{Known, Thing};
use crate::source::SourceTree;
use crate::workspace::{Brand, Cta};

/// A brand, with what is allowed but worth a look.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadedBrand {
    /// The brand.
    pub brand: Brand,
    /// The calls to action that its end cards name; empty when there is no list of them.
    pub ctas: Vec<Cta>,
    /// What somebody should know.
    pub warnings: Vec<Diagnostic>,
}

/// Reads the `brand/` of a tree, and `components/ctas.csv` where it is there, or returns every
/// fault in them. Fonts are not asked for, because nothing is drawn.
pub fn load_brand(tree: &SourceTree) -> Result<LoadedBrand, Vec<Diagnostic>> {
    let mut faults = Faults::default();
    let texts = Texts::of(tree);
    let mut reader = Reader::new(tree, &mut faults);
    let identity = reader.json(brand::PATH, texts.brand.as_ref());
    let tokens = reader.json(tokens::PATH, texts.tokens.as_ref());
    let cards = reader.sheet(end_cards::PATH, end_cards::WHAT, end_cards::FIELDS);
    let ctas = components::CTAS;
    let ctas = reader.sheet(ctas.path, ctas.what, ctas.fields);
    let mut known = Known::new(tree);
    let tokens = tokens.map(|root| tokens::read(root, &mut faults));
    let identity = identity.map(|root| brand::read(root, &known, &mut faults));
    learn_the_brand(&mut known, tokens.as_ref(), identity.as_ref());
    match &ctas {
        Some(sheet) => {
            let ids = sheet.rows().filter_map(|row| row.text("id"));
            ids.for_each(|id| known.add(Thing::Cta, id));
        }
        None => known.unsure_of(Thing::Cta),
    }
    for sheet in [&cards, &ctas].into_iter().flatten() {
        sheet.check(&known, &mut faults);
    }
    if let Some(sheet) = &cards {
        end_cards::check(sheet, &mut faults);
    }
    let nothing_wrong = faults.none();
    let (errors, warnings) = faults.sorted();
    if !nothing_wrong {
        return Err(errors);
    }
    let cards = cards.as_ref().map(|sheet| each(sheet, end_cards::build)).unwrap_or_default();
    let brand = identity
        .zip(tokens)
        .and_then(|(identity, tokens)| brand::build(&identity, &tokens, cards, &known));
    let cta = |row: &crate::read::csv::Row<'_>| components::cta(row, house::LANGUAGE);
    let ctas = rows(ctas.as_ref(), cta, |cta| &cta.id);
    match brand {
        Some(brand) => Ok(LoadedBrand { brand, ctas, warnings }),
        None => Err(vec![unexplained()]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use crate::starter::{Answers, files, questions};
    use model::digest::Digest;

    /// The brand of somebody who answers every question as the example does, without `left_out`.
    fn tree(left_out: &[&str]) -> SourceTree {
        let examples: Answers = questions().iter().map(|q| (q.key, q.example)).collect();
        let written = files("spring", &examples).unwrap();
        let kept = written.into_iter().filter(|(path, _)| {
            (path.starts_with("brand/") || path == "components/ctas.csv")
                && !left_out.contains(&path.as_str())
        });
        SourceTree::new(kept.map(|(path, bytes)| SourceFile {
            path,
            digest: Digest::of(&bytes),
            bytes: bytes.len() as u64,
            text: String::from_utf8(bytes).ok().map(Into::into),
        }))
    }

    #[test]
    fn a_brand_reads_without_a_workspace() {
        let loaded = load_brand(&tree(&[])).unwrap();
        assert!(!loaded.brand.logos.is_empty() && !loaded.brand.end_cards.is_empty());
        assert!(!loaded.ctas.is_empty());
    }

    #[test]
    fn end_cards_may_name_calls_to_action_that_nobody_lists() {
        let loaded = load_brand(&tree(&["components/ctas.csv"])).unwrap();
        assert_eq!(loaded.ctas, []);
        assert!(!loaded.brand.end_cards.is_empty());
    }

    #[test]
    fn a_folder_without_a_brand_says_which_file_is_missing() {
        let faults = load_brand(&tree(&["brand/brand.json"])).unwrap_err();
        assert_eq!((faults[0].code, faults[0].place.file.as_str()), ("missing-file", brand::PATH));
    }
}
