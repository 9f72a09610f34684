//! What lies beside the files of a package, written in the formats of other people's tools. Each
//! format is one file here; all of them are pure: the same values give the same bytes.

pub mod captions;
pub mod layers;
pub mod otio;
pub mod pack;
pub mod vast;

use model::canvas::{Canvas, Layer, TextBlock};

/// Returns the blocks of words of a canvas, in the order in which they are drawn.
fn words(canvas: &Canvas) -> impl Iterator<Item = &TextBlock> {
    canvas.layers.iter().filter_map(|layer| match layer {
        Layer::Text(block) if !block.text.trim().is_empty() => Some(block),
        _ => None,
    })
}

/// Writes a relative path as a relative address (RFC 3986): what is not plain is percent-encoded.
fn address(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let spelt = |byte: u8| {
        if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    path.bytes().map(spelt).collect()
}

/// Writes words into XML. What XML 1.0 cannot hold at all is left out.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&apos;"),
            '\t' | '\n' | '\r' => written.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => written.push(other),
        }
    }
    written
}
