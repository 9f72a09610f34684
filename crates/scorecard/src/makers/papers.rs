//! Faults of the papers rather than of the file, and pictures made for print.

use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::kit::Kit;
use crate::makers::bytes::any;
use crate::still::Still;
use anyhow::{Context as _, Result};
use gate::standard::{Disclosure, SourceRule, Term, TermKind};
use jpeg_encoder::{ColorType, Encoder};
use model::asset::PurposeState;
use model::digest::Digest;
use model::unit::Date;

pub(crate) fn purpose(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut made = any(kit, draw)?;
    if kind == Kind::Fault {
        made.standard.purpose = Some(PurposeState::Unstated);
        made.about = format!("purpose unstated: {}", made.about);
    } else if draw.happens(0.5) {
        // Where nobody keeps an architecture, nothing is expected.
        made.standard.purpose = None;
    }
    Ok(made)
}

pub(crate) fn unsigned(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut made = any(kit, draw)?;
    let (approved, about) = match (kind, draw.whole(0, 1)) {
        (Kind::Fault, 0) => {
            (Some(Digest::of(&any(kit, draw)?.bytes)), "another file was signed off")
        }
        (Kind::Fault, _) => {
            let mut signed = made.bytes.clone();
            let at = draw.whole(0, signed.len() as u32 - 1) as usize;
            signed.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1);
            (Some(Digest::of(&signed)), "one bit differs from what was signed off")
        }
        (Kind::NearMiss, 0) => (None, "nothing signed off yet"),
        (Kind::NearMiss, _) => (made.standard.approved, "signed off"),
    };
    made.standard.approved = approved;
    made.about = format!("{about}: {}", made.about);
    Ok(made)
}

fn day(text: &str) -> Result<Date> {
    text.parse().context("a day")
}

/// A flight from 1 to 30 June, and something that ends `days` after its end.
fn dated(kit: &Kit, draw: &mut Draw, kind: Kind, of: TermKind) -> Result<Made> {
    use jiff_days::later;
    let mut made = any(kit, draw)?;
    let (first, last) = (day("2026-06-01")?, day("2026-06-30")?);
    let days = match kind {
        Kind::Fault => -i32::from(draw.spread(1.0, 400.0) as i16),
        Kind::NearMiss => i32::from(draw.spread(1.0, 400.0) as i16) - 1,
    };
    let begins_late = kind == Kind::Fault && of == TermKind::Offer && draw.happens(0.4);
    let (from, until) = if begins_late {
        (Some(later(first, -days)?), None)
    } else {
        (Some(later(first, -400)?), Some(later(last, days)?))
    };
    made.about = format!("from {from:?} until {until:?} for a flight in June 2026: {}", made.about);
    made.standard.on_air = Some((first, last));
    let (what, source) = ("scene/harbour".to_owned(), "scorecard".to_owned());
    made.standard.terms = vec![Term { what, kind: of, from, until, source }];
    Ok(made)
}

mod jiff_days {
    use anyhow::Result;
    use model::unit::Date;

    /// Returns the day so many days later.
    pub(super) fn later(day: Date, days: i32) -> Result<Date> {
        let mut day = day;
        for _ in 0..days.abs() {
            day = if days > 0 { day.tomorrow()? } else { day.yesterday()? };
        }
        Ok(day)
    }
}

pub(crate) fn offer(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    dated(kit, draw, kind, TermKind::Offer)
}

pub(crate) fn rights(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    dated(kit, draw, kind, TermKind::Rights)
}

pub(crate) fn inks(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let still = Still::photo(kit, draw);
    let picture = kit.draw(&still.canvas)?;
    let (width, height) = (picture.size.width as u16, picture.size.height as u16);
    let quality = draw.whole(60, 95) as u8;
    let pixels = picture.pixels();
    let (kind_of, samples, about): (_, Vec<u8>, _) = match (kind, draw.happens(0.5)) {
        (Kind::Fault, ycck) => {
            let inks = pixels
                .iter()
                .flat_map(|[r, g, b, _]| [255 - r, 255 - g, 255 - b, draw.whole(0, 9) as u8]);
            let (kind, about) =
                if ycck { (ColorType::CmykAsYcck, "YCCK") } else { (ColorType::Cmyk, "CMYK") };
            (kind, inks.collect(), about)
        }
        (Kind::NearMiss, true) => {
            (ColorType::Luma, pixels.iter().map(|[_, g, ..]| *g).collect(), "grey")
        }
        (Kind::NearMiss, false) => {
            (ColorType::Rgba, picture.rgba.clone(), "made from four channels, stored in three")
        }
    };
    let mut bytes = Vec::new();
    Encoder::new(&mut bytes, quality).encode(&samples, width, height, kind_of)?;
    Ok(Made::new(bytes, "jpg", still.standard(kit, "jpeg"), format!("{about}: {}", still.about)))
}

/// Terms of IPTC that files say of themselves here.
const TERMS: [&str; 4] = [
    "trainedAlgorithmicMedia",
    "compositeWithTrainedAlgorithmicMedia",
    "digitalCapture",
    "composite",
];

/// A film or a picture that says how it was made, or nothing of it, in its own kind's way.
pub(crate) fn source_type(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut made = any(kit, draw)?;
    while made.ending == "wav" {
        made = any(kit, draw)?;
    }
    let asked = draw.pick(&TERMS);
    let any_will_do = draw.happens(0.4);
    let said = match kind {
        Kind::Fault if any_will_do || draw.happens(0.5) => None,
        Kind::Fault => Some(draw.pick(&["screenCapture", "humanEdits"])),
        Kind::NearMiss => Some(asked),
    };
    if let Some(term) = said {
        made.bytes = labelled(&made.bytes, made.ending, term, draw).context("a place for XMP")?;
    }
    let source_type =
        Some(if any_will_do { SourceRule::Any } else { SourceRule::Term(asked.to_owned()) });
    let rule = "list.csv:2".to_owned();
    made.standard.disclosure = Some(Disclosure { rule, source_type, words: None });
    made.standard.approved = Some(Digest::of(&made.bytes));
    made.about = format!("says {said:?} for {asked}, any: {any_will_do}: {}", made.about);
    Ok(made)
}

/// Writes XMP into a file, as one of the tools would that write it.
fn labelled(bytes: &[u8], ending: &str, term: &str, draw: &mut Draw) -> Option<Vec<u8>> {
    let address = format!("http://cv.iptc.org/newscodes/digitalsourcetype/{term}");
    let property = match draw.whole(0, 2) {
        0 => format!("<rdf:Description Iptc4xmpExt:DigitalSourceType=\"{address}\"/>"),
        1 => format!("<Iptc4xmpExt:DigitalSourceType>{address}</Iptc4xmpExt:DigitalSourceType>"),
        _ => format!("<Iptc4xmpExt:DigitalSourceType rdf:resource='{address}'/>"),
    };
    let packet = format!("<x:xmpmeta><rdf:RDF>{property}</rdf:RDF></x:xmpmeta>").into_bytes();
    let (at, part) = match ending {
        "jpg" => {
            let body = [b"http://ns.adobe.com/xap/1.0/\0".as_slice(), &packet].concat();
            let length = (body.len() as u16 + 2).to_be_bytes();
            (2, [&[0xff, 0xe1][..], &length, &body].concat())
        }
        "png" => {
            let body = [b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), &packet].concat();
            let named = [b"iTXt".as_slice(), &body].concat();
            let length = (body.len() as u32).to_be_bytes();
            // Behind the header: signature, length, name, 13 bytes, checksum.
            (33, [&length[..], &named, &checksum(&named).to_be_bytes()].concat())
        }
        "mp4" => {
            let name = *b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac";
            let length = (packet.len() as u32 + 24).to_be_bytes();
            (bytes.len(), [&length[..], b"uuid", &name, &packet].concat())
        }
        _ => return None,
    };
    Some([bytes.get(..at)?, &part, bytes.get(at..)?].concat())
}

/// CRC-32 as PNG counts it (ISO 3309).
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 }
        })
    })
}
