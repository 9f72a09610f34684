//! Which fonts words are set in, by what they are for and the language they are in.

use crate::ad::{Typeface, Typefaces};
use model::digest::{Digest, Fields};
use model::language::{covers, is_script};
use std::sync::Arc;

/// A font file and the weight it is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Font {
    /// The file.
    pub file: Digest,
    /// 100 to 900.
    pub weight: u16,
}

/// The fonts of one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// What words are set in unless their language says otherwise.
    pub own: Font,
    /// Fonts for a language or a script, by its tag, in the order the brand wrote them.
    pub by_tag: Vec<(String, Vec<Font>)>,
    /// Fonts for characters that the others lack.
    pub fallback: Vec<Font>,
}

/// The fonts of a brand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faces {
    /// For headlines.
    pub headline: Family,
    /// For everything else.
    pub body: Family,
}

impl Faces {
    /// Returns the typefaces that words in a language are set in.
    pub fn in_language(&self, tag: &str) -> Typefaces {
        Typefaces { headline: self.headline.in_language(tag), body: self.body.in_language(tag) }
    }

    /// Returns what tells the typefaces of a language from others.
    pub fn digest(&self, tag: &str) -> Digest {
        let typefaces = self.in_language(tag);
        [typefaces.headline, typefaces.body]
            .iter()
            .fold(Fields::new("fonts"), |fields, face| {
                let mut fonts = face.fonts.iter();
                let fields = match fonts.next() {
                    Some(font) => {
                        fields.digest("font", font).number("weight", u64::from(face.weight))
                    }
                    None => fields.text("font", "none"),
                };
                fonts.fold(fields, |fields, font| fields.digest("next font", font))
            })
            .finish()
    }
}

impl Family {
    /// Returns a family of one font for every language.
    pub fn plain(own: Font) -> Self {
        Self { own, by_tag: Vec::new(), fallback: Vec::new() }
    }

    /// The fonts for the language come first, the most particular tag before the others; then the
    /// role's own, those for missing characters, and those for other languages, because a name in
    /// another script is set in the font the brand has for it.
    fn in_language(&self, tag: &str) -> Typeface {
        let mut meant: Vec<_> = self.by_tag.iter().filter(|(of, _)| covers(of, tag)).collect();
        meant.sort_by_key(|(of, _)| std::cmp::Reverse(particular(of)));
        let others = self.by_tag.iter().filter(|(of, _)| !covers(of, tag));
        let all = meant
            .into_iter()
            .flat_map(|(_, fonts)| fonts)
            .chain([&self.own])
            .chain(&self.fallback)
            .chain(others.flat_map(|(_, fonts)| fonts));
        let mut fonts: Vec<Digest> = Vec::new();
        let mut weight = None;
        for font in all {
            weight.get_or_insert(font.weight);
            if !fonts.contains(&font.file) {
                fonts.push(font.file);
            }
        }
        Typeface {
            fonts: Arc::from(fonts),
            weight: weight.unwrap_or(self.own.weight),
            language: Arc::from(tag),
        }
    }
}

/// A script says less than any language, a language less than one of a region.
fn particular(tag: &str) -> (bool, usize) {
    (!is_script(tag), tag.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn font(name: &str) -> Font {
        Font { file: Digest::of(name.as_bytes()), weight: name.len() as u16 * 100 }
    }

    fn family() -> Family {
        Family {
            own: font("latin"),
            by_tag: vec![
                ("Arab".into(), vec![font("arabic")]),
                ("fa".into(), vec![font("persian")]),
                ("ja".into(), vec![font("latin"), font("kanji")]),
            ],
            fallback: vec![font("emoji")],
        }
    }

    fn check(tag: &str, expected: &[&str]) {
        let typeface = family().in_language(tag);
        let fonts: Vec<Digest> = expected.iter().map(|name| font(name).file).collect();
        assert_eq!(
            (&*typeface.fonts, typeface.weight),
            (&*fonts, font(expected[0]).weight),
            "{tag}"
        );
    }

    #[test]
    fn a_language_is_set_in_its_own_fonts_first_and_in_the_others_after_them() {
        check("de", &["latin", "emoji", "arabic", "persian", "kanji"]);
        check("ar-EG", &["arabic", "latin", "emoji", "persian", "kanji"]);
        check("fa", &["persian", "arabic", "latin", "emoji", "kanji"]);
        check("ja", &["latin", "kanji", "emoji", "arabic", "persian"]);
    }

    #[test]
    fn only_a_font_that_is_asked_tells_two_brands_apart() {
        let plain = |own| Family::plain(font(own));
        let faces = |headline| Faces { headline, body: plain("body") };
        assert_eq!(faces(plain("a")).digest("de"), faces(plain("a")).digest("ar"));
        assert_ne!(faces(plain("a")).digest("de"), faces(plain("b")).digest("de"));
        assert_ne!(faces(family()).digest("de"), faces(family()).digest("ar"));
    }
}
