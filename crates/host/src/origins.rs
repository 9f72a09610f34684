//! What the media that people supply say of themselves: XMP and content credentials, as facts about
//! the parts they are. Signatures are not verified.

use media::shape;
use model::provenance::SourceType;
use spec::workspace::Components;
use std::fs::File;
use std::path::Path;

/// Looks into the media of every scene, music bed and voice. A file that says nothing, or that cannot be
/// read, adds nothing to what its row says.
pub(crate) fn read_origins(components: &mut Components, root: &Path) {
    let scenes = components.scenes.iter_mut().map(|scene| (&scene.path, &mut scene.origin));
    let music = components.music.iter_mut().map(|bed| (&bed.path, &mut bed.origin));
    let voices = components.voices.iter_mut().map(|voice| (&voice.path, &mut voice.origin));
    for (path, origin) in scenes.chain(music).chain(voices) {
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
    use render::{Pixels, encode_jpeg, encode_png, sign};

    #[test]
    fn what_is_written_into_a_file_is_read_from_it_and_silence_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let pixels = Pixels { size: Size { width: 1, height: 1 }, rgba: vec![9, 9, 9, 255] };
        let film = [&16_u32.to_be_bytes(), b"ftypisom\0\0\0\0".as_slice(), &[0, 0, 0, 9], b"mdat."];
        let files = [
            ("says.png", encode_png(&pixels).unwrap()),
            ("says.jpg", encode_jpeg(&pixels, 90).unwrap()),
            ("says.mp4", film.concat()),
        ];
        let generated = Provenance {
            source: SourceType::parse("trainedAlgorithmicMedia").unwrap(),
            creators: vec!["<Ana> & Ben".into()],
            rights: Vec::new(),
            code: Code::of(&Digest::of(b"any")),
            purpose: "any".parse().unwrap(),
        };
        for (name, plain) in files {
            let path = folder.path().join(name);
            std::fs::write(&path, &plain).unwrap();
            assert_eq!(said_by(&path), [], "{name}");
            std::fs::write(&path, sign(plain, &generated).unwrap()).unwrap();
            assert_eq!(said_by(&path), [generated.source], "{name}");
        }
        std::fs::write(folder.path().join("noise.png"), b"no picture").unwrap();
        assert_eq!(said_by(&folder.path().join("noise.png")), []);
        assert_eq!(said_by(&folder.path().join("missing.png")), []);
    }
}
