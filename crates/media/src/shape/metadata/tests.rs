//! Files made byte by byte, of every kind that is looked into.

use super::*;
use std::io::Write as _;

const ADDRESS: &str = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

fn packet() -> Vec<u8> {
    format!("<x:xmpmeta><rdf:Description Iptc4xmpExt:DigitalSourceType=\"{ADDRESS}\"/></x:xmpmeta>")
        .into_bytes()
}

/// A manifest's claim: the address, and right behind it the next key, `parameters`.
fn manifest() -> Vec<u8> {
    [b"jumbc2pa\x71digitalSourceType\x78\x46", ADDRESS.as_bytes(), b"jparameters"].concat()
}

fn said(container: &str, bytes: &[u8]) -> Option<Vec<String>> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let bytes = Bytes { file: &file, len: bytes.len() as u64 };
    read(&bytes, container).unwrap().map(|metadata| metadata.source_types)
}

fn generated() -> Vec<String> {
    vec!["trainedAlgorithmicMedia".to_owned()]
}

fn atom(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32 + 8).to_be_bytes(), kind.as_slice(), body].concat()
}

fn film(more: &[u8]) -> Vec<u8> {
    [atom(*b"ftyp", b"isom\0\0\0\0").as_slice(), more, &atom(*b"mdat", &[0; 9])].concat()
}

fn segment(mark: u8, body: &[u8]) -> Vec<u8> {
    [&[0xff, mark], (body.len() as u16 + 2).to_be_bytes().as_slice(), body].concat()
}

fn photo(more: &[u8]) -> Vec<u8> {
    [&[0xff, 0xd8], more, &segment(0xda, &[0; 4]), &[0xff, 0xd9]].concat()
}

fn chunk(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32).to_be_bytes(), kind.as_slice(), body, &[0; 4]].concat()
}

fn drawing(more: &[u8]) -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n", more, &chunk(*b"IEND", &[])].concat()
}

fn web(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    let part = [kind.as_slice(), &(body.len() as u32).to_le_bytes(), body].concat();
    [b"RIFF\0\0\0\0WEBPVP8 \x01\0\0\0x\0", part.as_slice()].concat()
}

#[test]
fn a_film_says_it_in_a_box_of_its_own_or_in_its_user_data() {
    let outside = film(&atom(*b"uuid", &[&XMP_BOX[..], &packet()].concat()));
    assert_eq!(said("mp4", &outside), Some(generated()));
    let credentials = film(&atom(*b"uuid", &[&MANIFEST_BOX[..], &manifest()].concat()));
    assert_eq!(said("mp4", &credentials), Some(generated()));
    let inside = film(&atom(*b"moov", &atom(*b"udta", &atom(*b"XMP_", &packet()))));
    assert_eq!(said("mov", &inside), Some(generated()));
    let other = film(&atom(*b"uuid", &[&[7; 16][..], &packet()].concat()));
    assert_eq!(said("mp4", &other), Some(vec![]));
}

#[test]
fn a_picture_says_it_in_its_segments_or_chunks() {
    let xmp = segment(0xe1, &[JPEG_XMP, &packet()].concat());
    assert_eq!(said("jpeg", &photo(&xmp)), Some(generated()));
    assert_eq!(said("jpeg", &photo(&segment(0xeb, &manifest()))), Some(generated()));
    assert_eq!(said("jpeg", &photo(&segment(0xe1, b"Exif\0\0"))), Some(vec![]));
    let xmp = chunk(*b"iTXt", &[PNG_XMP, b"\0\0\0\0", &packet()].concat());
    assert_eq!(said("png", &drawing(&xmp)), Some(generated()));
    assert_eq!(said("png", &drawing(&chunk(*b"caBX", &manifest()))), Some(generated()));
    assert_eq!(said("webp", &web(*b"XMP ", &packet())), Some(generated()));
    assert_eq!(said("webp", &web(*b"C2PA", &manifest())), Some(generated()));
}

#[test]
fn every_spelling_of_the_property_is_read() {
    let terms = |packet: &str| xmp_terms(packet).collect::<Vec<_>>();
    let element = "<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/\
                   composite</Iptc4xmpExt:DigitalSourceType>";
    assert_eq!(terms(element), ["composite"]);
    let resource = "<e:DigitalSourceType rdf:resource='http://x/digitalCapture'/>";
    assert_eq!(terms(resource), ["digitalCapture"]);
    assert_eq!(terms("DigitalSourceType=\"nobody-knows\""), Vec::<&str>::new());
    assert_eq!(terms("DigitalSourceType"), Vec::<&str>::new());
}

#[test]
fn what_is_not_looked_into_stays_unknown() {
    assert_eq!(said("gif", b"GIF89a"), None);
    assert_eq!(said("webm", &packet()), None);
    // Compressed, and so left packed: it may hold anything, and any amount of it.
    let packed = chunk(*b"iTXt", &[PNG_XMP, b"\x01\0\0\0", &[0x78; 40]].concat());
    assert_eq!(said("png", &drawing(&packed)), None);
    let huge = [PNG_XMP, b"\0\0\0\0", &vec![b' '; MOST_XMP as usize + 1]].concat();
    assert_eq!(said("png", &drawing(&chunk(*b"iTXt", &huge))), None);
}

#[test]
fn lengths_that_lie_end_the_walk() {
    for length in [0_u32, 1, 7, 8, 9, u32::MAX] {
        let lying = [&length.to_be_bytes(), b"uuid".as_slice(), &XMP_BOX, &packet()].concat();
        assert!(said("mp4", &film(&lying)).is_some());
        let lying = [&length.to_be_bytes(), b"iTXt".as_slice(), PNG_XMP, b"\0"].concat();
        assert!(said("png", &drawing(&lying)).is_some());
        let lying = [b"XMP ".as_slice(), &length.to_le_bytes(), &packet()].concat();
        assert!(said("webp", &[web(*b"VP8 ", b"xx"), lying].concat()).is_some());
    }
    assert_eq!(said("jpeg", &[0xff, 0xd8, 0xff, 0xe1, 0, 0]), Some(vec![]));
    assert_eq!(said("jpeg", &vec![0xff; MOST_PARTS * 2]), None);
}

#[test]
fn user_data_inside_user_data_without_end_is_not_followed() {
    // Eight bytes a level: were each opened, the stack would not hold them.
    let levels = 1 << 20;
    let mut nested = Vec::new();
    for (level, kind) in (0..levels).zip(std::iter::once(b"moov").chain(std::iter::repeat(b"udta")))
    {
        nested.extend(((levels - level) * 8_u32).to_be_bytes());
        nested.extend(kind);
    }
    assert_eq!(said("mp4", &film(&nested)), Some(Vec::new()));
}
