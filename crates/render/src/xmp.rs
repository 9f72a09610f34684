//! What a finished file says of itself, in the words of XMP and IPTC, written into the file where
//! readers look for it. No pixel and no sample changes, and no clock is asked: the same file says
//! the same, to the byte.

use crate::error::RenderError;
use model::provenance::Provenance;
use std::fmt::Write as _;

/// A segment of a JPEG holds no more (ITU-T T.81: its length is two bytes and counts itself).
const MOST_IN_SEGMENT: usize = 65_533;

/// Where each kind of file keeps XMP (XMP Specification, part 3).
const JPEG_NAME: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const PNG_KEYWORD: &[u8] = b"XML:com.adobe.xmp\0";
const BOX_NAME: [u8; 16] = *b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac";

const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The first chunk of a PNG, `IHDR`: its length, its name, 13 bytes, its sum.
const PNG_HEADER: usize = 8 + 25;

/// Returns the file with what it says of itself in it. Kinds of file that are not known here stay
/// as they are.
pub fn sign(file: Vec<u8>, provenance: &Provenance) -> Result<Vec<u8>, RenderError> {
    let packet = packet(provenance);
    if file.starts_with(&[0xff, 0xd8, 0xff]) {
        return in_jpeg(&file, &packet);
    }
    if file.starts_with(PNG_SIGNATURE) {
        return Ok(in_png(&file, &packet));
    }
    if file.get(4..8) == Some(b"ftyp") {
        return in_boxes(file, &packet);
    }
    Ok(file)
}

/// Returns the packet: one description, its properties always in this order.
fn packet(provenance: &Provenance) -> String {
    let Provenance { source, creators, rights, code, purpose } = provenance;
    let mut text = String::from(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\"\n \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n \
         xmlns:xmpRights=\"http://ns.adobe.com/xap/1.0/rights/\"\n \
         xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\"\n \
         xmlns:throughline=\"urn:throughline:file/\">\n",
    );
    property(&mut text, "Iptc4xmpExt:DigitalSourceType", &source.address());
    property(&mut text, "xmp:CreatorTool", "throughline");
    property(&mut text, "throughline:code", &code.to_string());
    property(&mut text, "throughline:purpose", &purpose.to_string());
    if !creators.is_empty() {
        let names = creators.iter().map(|name| format!("<rdf:li>{}</rdf:li>", escaped(name)));
        list(&mut text, "dc:creator", "rdf:Seq", &names.collect::<String>());
    }
    if !rights.is_empty() {
        property(&mut text, "xmpRights:Marked", "True");
        let terms = escaped(&rights.join("; "));
        let terms = format!("<rdf:li xml:lang=\"x-default\">{terms}</rdf:li>");
        list(&mut text, "xmpRights:UsageTerms", "rdf:Alt", &terms);
    }
    text.push_str("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    text
}

fn property(text: &mut String, name: &str, value: &str) {
    // Writing to a string cannot fail.
    let _written = writeln!(text, "<{name}>{}</{name}>", escaped(value));
}

fn list(text: &mut String, name: &str, kind: &str, items: &str) {
    let _written = writeln!(text, "<{name}><{kind}>{items}</{kind}></{name}>");
}

/// XML has no word for other control characters, so they go.
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for letter in value.chars() {
        match letter {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\t' | '\n' => text.push(letter),
            other if other.is_control() || matches!(other, '\u{fffe}' | '\u{ffff}') => {}
            other => text.push(other),
        }
    }
    text
}

/// Behind the segment that says it is a JPEG (JFIF asks to be first), before all others.
fn in_jpeg(file: &[u8], packet: &str) -> Result<Vec<u8>, RenderError> {
    let length = JPEG_NAME.len() + packet.len();
    if length > MOST_IN_SEGMENT {
        return Err(RenderError::TooMuchSaid { bytes: length, most: MOST_IN_SEGMENT });
    }
    let first = match file.get(2..6) {
        Some([0xff, 0xe0, a, b]) => 4 + usize::from(u16::from_be_bytes([*a, *b])),
        _ => 2,
    };
    let at = first.min(file.len());
    let (head, tail) = file.split_at(at);
    // The check above keeps it within two bytes.
    let counted = u16::try_from(length + 2).unwrap_or(u16::MAX).to_be_bytes();
    Ok([head, &[0xff, 0xe1], &counted, JPEG_NAME, packet.as_bytes(), tail].concat())
}

/// Behind the header, so that readers find it before the picture.
fn in_png(file: &[u8], packet: &str) -> Vec<u8> {
    let (head, tail) = file.split_at(PNG_HEADER.min(file.len()));
    // Not compressed, no method, no language, no keyword in another one.
    let body = [b"iTXt", PNG_KEYWORD, b"\0\0\0\0", packet.as_bytes()].concat();
    let length = u32::try_from(body.len() - 4).unwrap_or(u32::MAX).to_be_bytes();
    [head, &length, &body, &checksum(&body).to_be_bytes(), tail].concat()
}

/// Behind everything else, because boxes are found by how far they are from the beginning.
fn in_boxes(mut file: Vec<u8>, packet: &str) -> Result<Vec<u8>, RenderError> {
    if is_open_ended(&file) {
        return Err(RenderError::OpenEnded);
    }
    let length = 8 + BOX_NAME.len() + packet.len();
    file.extend(u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes());
    file.extend(b"uuid");
    file.extend(BOX_NAME);
    file.extend(packet.as_bytes());
    Ok(file)
}

/// A box of length 0 reaches to the end of the file, whatever is put there.
fn is_open_ended(file: &[u8]) -> bool {
    let mut at = 0_usize;
    while let Some(head) = file.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let [a, b, c, d, ..] = *head;
        let length = match u32::from_be_bytes([a, b, c, d]) {
            0 => return true,
            1 => {
                let large = file.get(at + 8..).and_then(|rest| rest.first_chunk::<8>());
                large.map_or(u64::MAX, |large| u64::from_be_bytes(*large))
            }
            short => u64::from(short),
        };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        at = at.saturating_add(length.max(8));
    }
    false
}

/// The sum that ends a chunk (PNG Specification, annex D: CRC-32 of ISO 3309).
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
    let add = |sum: u32, byte: &u8| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum));
    !bytes.iter().fold(u32::MAX, add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pixels::Pixels;
    use crate::{decode, encode_jpeg, encode_png};
    use model::digest::Digest;
    use model::id::Code;
    use model::provenance::SourceType;
    use model::unit::Size;

    fn said() -> Provenance {
        Provenance {
            source: SourceType::COMPOSITE,
            creators: vec!["Ana & Ben".into(), "Çağla".into()],
            rights: vec!["web only, <2 years".into()],
            code: Code::of(&Digest::of(b"file")),
            purpose: "win-back".parse().unwrap(),
        }
    }

    fn picture() -> Pixels {
        let size = Size { width: 9, height: 5 };
        let rgba = (0..45_u8).flat_map(|n| [n * 5, 255 - n, n, 255]).collect();
        Pixels { size, rgba }
    }

    fn place_of(part: &[u8], file: &[u8]) -> Option<usize> {
        file.windows(part.len()).position(|here| here == part)
    }

    #[test]
    fn a_packet_says_it_in_words_that_xml_takes() {
        let packet = packet(&said());
        let address = "http://cv.iptc.org/newscodes/digitalsourcetype/composite";
        let source = format!("<Iptc4xmpExt:DigitalSourceType>{address}</");
        for part in [
            source.as_str(),
            "<throughline:purpose>win-back</throughline:purpose>",
            "<rdf:Seq><rdf:li>Ana &amp; Ben</rdf:li><rdf:li>Çağla</rdf:li></rdf:Seq>",
            "<rdf:li xml:lang=\"x-default\">web only, &lt;2 years</rdf:li>",
            "<xmpRights:Marked>True<",
        ] {
            assert!(packet.contains(part), "{part} in {packet}");
        }
        assert_eq!(escaped("a\u{0}\"b\u{1b}\nc"), "a&quot;b\nc");
    }

    #[test]
    fn what_nobody_wrote_down_is_not_said() {
        let silent = Provenance { creators: Vec::new(), rights: Vec::new(), ..said() };
        let packet = packet(&silent);
        assert!(!packet.contains("creator>") && !packet.contains("Marked"), "{packet}");
    }

    #[test]
    fn a_picture_says_it_before_its_pixels_and_shows_the_same() {
        let pictures = [
            (encode_jpeg(&picture(), 90).unwrap(), JPEG_NAME, [0xff, 0xda].as_slice()),
            (encode_png(&picture()).unwrap(), PNG_KEYWORD, b"IDAT"),
        ];
        for (plain, name, pixels) in pictures {
            let signed = sign(plain.clone(), &said()).unwrap();
            assert_eq!(signed, sign(plain.clone(), &said()).unwrap());
            assert!(place_of(name, &signed).unwrap() < place_of(pixels, &signed).unwrap());
            assert_eq!(decode(&signed).unwrap().rgba, decode(&plain).unwrap().rgba);
        }
    }

    #[test]
    fn a_film_says_it_behind_everything_else() {
        let film =
            [&12_u32.to_be_bytes(), b"ftyp", b"isom".as_slice(), &8_u32.to_be_bytes(), b"mdat"];
        let film = film.concat();
        let signed = sign(film.clone(), &said()).unwrap();
        assert!(signed.starts_with(&film));
        let (length, rest) = signed[film.len()..].split_first_chunk::<4>().unwrap();
        assert_eq!(u32::from_be_bytes(*length) as usize, signed.len() - film.len());
        assert!(rest.starts_with(&[b"uuid".as_slice(), &BOX_NAME].concat()));
        let open = [&film[..12], &[0; 4], b"mdat", b"frames"].concat();
        assert_eq!(sign(open, &said()), Err(RenderError::OpenEnded));
    }

    #[test]
    fn other_files_stay_as_they_are_and_a_long_story_is_refused() {
        assert_eq!(sign(b"RIFF....WAVE".to_vec(), &said()).unwrap(), b"RIFF....WAVE");
        let long = Provenance { rights: vec!["x".repeat(70_000)], ..said() };
        let jpeg = encode_jpeg(&picture(), 90).unwrap();
        assert!(matches!(sign(jpeg, &long), Err(RenderError::TooMuchSaid { .. })));
        assert!(sign(encode_png(&picture()).unwrap(), &long).is_ok());
    }

    #[test]
    fn chunks_end_with_the_sum_that_png_asks_for() {
        assert_eq!(checksum(b"IEND"), 0xae42_6082);
    }
}
