//! Texts that go out beside a file.

use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::kit::Kit;
use crate::makers::bytes::any;
use crate::makers::orders::expecting;
use anyhow::Result;
use gate::Standard;
use gate::standard::AdTexts;
use spec::format::{TextLimits, TextRule, WideCharacters};

/// Characters as readers count them, of one to eleven code points.
const LETTERS: [&str; 8] = ["a", "ß", "e\u{301}", "न", "नि", "👨\u{200d}👩\u{200d}👧", "🇩🇪", "ต่"];
const WIDE: [&str; 4] = ["新", "し", "한", "ｗ"];

pub(crate) fn too_long(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let made = any(kit, draw)?;
    let wide = draw.happens(0.3);
    let letters: &[&str] = if wide { &WIDE } else { &LETTERS };
    let count = draw.whole(5, 300);
    let text: String = (0..count).map(|_| draw.pick(letters)).collect();
    let link = draw.happens(0.3);
    let text = if link { format!("{text} https://example.com/a/long/way/{count}") } else { text };
    let counted = count * if wide { 2 } else { 1 } + if link { 24 } else { 0 };
    let limit = match kind {
        Kind::Fault => counted.saturating_sub(draw.whole(1, counted / 2)),
        Kind::NearMiss => counted + draw.whole(0, 3),
    };
    let rule = if draw.happens(0.5) {
        TextRule { shown: Some(limit), most: None }
    } else {
        TextRule { shown: None, most: Some(limit) }
    };
    let twice = if wide { WideCharacters::Twice } else { WideCharacters::Once };
    let limits = TextLimits { wide: twice, link: Some(23), ..TextLimits::default() };
    let (limits, texts) = match draw.whole(0, 2) {
        0 => (
            TextLimits { primary_text: rule, ..limits },
            AdTexts { primary_text: Some(text), ..AdTexts::default() },
        ),
        1 => (
            TextLimits { headline: rule, ..limits },
            AdTexts { headline: Some(text), ..AdTexts::default() },
        ),
        _ => (
            TextLimits { description: rule, ..limits },
            AdTexts { description: Some(text), ..AdTexts::default() },
        ),
    };
    let about = format!("{counted} characters for {limit}: {}", made.about);
    let made = expecting(Made { about, ..made }, |expect| expect.texts = limits);
    let standard = Standard { texts: Some(texts), ..made.standard };
    Ok(Made { standard, ..made })
}
