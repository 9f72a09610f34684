//! What the media that people supply say of themselves: XMP and content credentials, as facts about
//! the parts they are. Signatures are not verified.

use media::shape;
use model::provenance::SourceType;
use spec::workspace::Components;
use std::fs::File;
use std::path::Path;

/// Looks into the media of every scene and music bed. A file that says nothing, or that cannot be
/// read, adds nothing to what its row says.
pub(crate) fn read_origins(components: &mut Components, root: &Path) {
    let scenes = components.scenes.iter_mut().map(|scene| (&scene.path, &mut scene.origin));
    let music = components.music.iter_mut().map(|bed| (&bed.path, &mut bed.origin));
    for (path, origin) in scenes.chain(music) {
        for said in said_by(&root.join(path)) {
            origin.add(said);
        }
    }
}

/// Returns what a file says of how it came to be.
pub(crate) fn said_by(path: &Path) -> Vec<SourceType> {
    let Ok(file) = File::open(path) else { return Vec::new() };
    let said = shape::read(&file).and_then(|shape| shape::metadata(&file, shape.as_ref()));
    let terms = said.ok().flatten().map(|metadata| metadata.source_types).unwrap_or_default();
    terms.iter().filter_map(|term| SourceType::parse(term)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::digest::Digest;
    use model::id::Code;
    use model::provenance::Provenance;
    use model::unit::Size;
    use render::{Pixels, encode_png, sign};

    #[test]
    fn a_file_is_taken_at_its_word_and_silence_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let pixels = Pixels { size: Size { width: 1, height: 1 }, rgba: vec![9, 9, 9, 255] };
        let plain = encode_png(&pixels).unwrap();
        let generated = Provenance {
            source: SourceType::parse("trainedAlgorithmicMedia").unwrap(),
            creators: Vec::new(),
            rights: Vec::new(),
            code: Code::of(&Digest::of(b"any")),
            purpose: "any".parse().unwrap(),
        };
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("silent.png"), &plain).unwrap();
        std::fs::write(at("says.png"), sign(plain, &generated).unwrap()).unwrap();
        std::fs::write(at("noise.png"), b"no picture").unwrap();
        assert_eq!(said_by(&at("says.png")), [generated.source]);
        for name in ["silent.png", "noise.png", "missing.png"] {
            assert_eq!(said_by(&at(name)), [], "{name}");
        }
    }
}
