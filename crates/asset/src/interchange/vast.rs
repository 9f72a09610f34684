//! A film as an ad server hands it out: VAST 4.2, one linear ad in line.
//!
//! Elements stand in the order of IAB Tech Lab's schema (`vast_4.2.xsd`). Only what is known is
//! written: no tracker, no price, no mezzanine.

use super::{address, escaped};
use model::digest::{Digest, Fields};
use model::id::{Code, DeliverableId};
use model::unit::{Secs, Size};
use spec::format::Format;

/// A film to be served.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'a> {
    /// The ad's name.
    pub title: &'a str,
    /// Who advertises.
    pub advertiser: &'a str,
    /// The deliverable.
    pub deliverable: &'a DeliverableId,
    /// Its code.
    pub code: &'a Code,
    /// Where its files will be served from: an address, with or without a slash at the end.
    pub base: &'a str,
    /// The film's file there.
    pub file: &'a str,
    /// Its bytes.
    pub sha256: Digest,
    /// How many.
    pub bytes: u64,
    /// Its length.
    pub duration: Secs,
    /// Its size.
    pub size: Size,
    /// Its codecs as RFC 4281 writes them (`avc1.640028, mp4a.40.2`), where known.
    pub codec: Option<&'a str>,
    /// Caption files there, with their media types.
    pub captions: &'a [(&'static str, String)],
    /// The language of its words, BCP 47.
    pub language: &'a str,
    /// Where a click leads; empty where nowhere is said.
    pub click_through: &'a str,
}

/// Returns whether the films of a format are served by ad servers: connected television and video
/// in a stream, as the pack's words for platform and placement say. A file too many does no harm.
pub fn is_served(format: &Format) -> bool {
    const WORDS: [&str; 8] =
        ["ctv", "vast", "in-stream", "instream", "pre-roll", "mid-roll", "streaming", "vod"];
    let said = format!("{} {}", format.platform, format.placement).to_lowercase();
    WORDS.iter().any(|word| said.contains(word))
}

/// Returns the media type of a film by the ending of its name; none where players take none.
pub fn media_type(file: &str) -> Option<&'static str> {
    match file.rsplit_once('.')?.1 {
        "mp4" => Some("video/mp4"),
        "webm" => Some("video/webm"),
        "mov" => Some("video/quicktime"),
        _ => None,
    }
}

/// Returns the VAST document of a film; none where its container is not one that players take.
pub fn vast(spot: &Spot<'_>) -> Option<String> {
    let media_type = media_type(spot.file)?;
    let Spot { size, bytes, code, .. } = spot;
    let kbps = (*bytes as f64 * 8.0 / 1000.0 / spot.duration.0.max(0.001)).round();
    let codec = spot.codec.map_or_else(String::new, |c| format!(" codec=\"{}\"", escaped(c)));
    let (title, advertiser) = (escaped(spot.title), escaped(spot.advertiser));
    let (serving, length) = (serving_id(spot), clock(spot.duration));
    let media = uri(&served(spot.base, spot.file));
    let captions = captions(spot);
    let clicks = clicks(spot);
    // An impression is required; where nobody counts them, the schema asks for `about:blank`.
    Some(format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<VAST version="4.2" xmlns="http://www.iab.com/VAST">
  <Ad id="{code}" adType="video">
    <InLine>
      <AdSystem>throughline</AdSystem>
      <Impression>{blank}</Impression>
      <AdServingId>{serving}</AdServingId>
      <AdTitle>{title}</AdTitle>
      <Advertiser>{advertiser}</Advertiser>
      <Creatives>
        <Creative id="{code}">
          <UniversalAdId idRegistry="unknown">{code}</UniversalAdId>
          <Linear>
            <Duration>{length}</Duration>
            <MediaFiles>
{captions}              <MediaFile id="{code}" delivery="progressive" type="{media_type}" width="{w}" height="{h}"{codec} bitrate="{kbps}" scalable="true" maintainAspectRatio="true" fileSize="{bytes}">{media}</MediaFile>
            </MediaFiles>
{clicks}          </Linear>
        </Creative>
      </Creatives>
    </InLine>
  </Ad>
</VAST>
"#,
        blank = uri("about:blank"),
        w = size.width,
        h = size.height,
    ))
}

fn captions(spot: &Spot<'_>) -> String {
    if spot.captions.is_empty() {
        return String::new();
    }
    let language = escaped(spot.language);
    let file = |(kind, file): &(&str, String)| {
        let address = uri(&served(spot.base, file));
        format!(
            "                <ClosedCaptionFile type=\"{kind}\" language=\"{language}\">\
             {address}</ClosedCaptionFile>\n"
        )
    };
    let files: String = spot.captions.iter().map(file).collect();
    let indent = " ".repeat(14);
    format!("{indent}<ClosedCaptionFiles>\n{files}{indent}</ClosedCaptionFiles>\n")
}

fn clicks(spot: &Spot<'_>) -> String {
    if spot.click_through.is_empty() {
        return String::new();
    }
    let indent = " ".repeat(12);
    let address = uri(spot.click_through);
    format!(
        "{indent}<VideoClicks>\n{indent}  <ClickThrough>{address}</ClickThrough>\n\
         {indent}</VideoClicks>\n"
    )
}

/// Addresses stand in CDATA, as the schema asks; the end of one inside is split in two.
fn uri(address: &str) -> String {
    let plain: String = address.chars().filter(|c| !c.is_control() && *c != ' ').collect();
    format!("<![CDATA[{}]]>", plain.replace("]]>", "]]]]><![CDATA[>"))
}

fn served(base: &str, file: &str) -> String {
    format!("{}/{}", base.trim_end_matches('/'), address(file))
}

/// A UUID of version 8 (RFC 9562) from the deliverable and its bytes: the same film has the same
/// one, and another film another.
fn serving_id(spot: &Spot<'_>) -> String {
    let digest = Fields::new("ad serving id")
        .text("deliverable", spot.deliverable.as_str())
        .digest("file", &spot.sha256)
        .finish();
    let hex = digest.to_string();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    let (start, end) = (part(0, 8), part(20, 32));
    format!("{start}-{}-8{}-8{}-{end}", part(8, 12), part(13, 16), part(17, 20))
}

/// Hours, minutes, seconds, and thousandths where there are any.
fn clock(length: Secs) -> String {
    let ms = (length.0.max(0.0) * 1000.0).round() as u64;
    let (hours, minutes, seconds) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    let whole = format!("{hours:02}:{minutes:02}:{seconds:02}");
    if ms.is_multiple_of(1000) { whole } else { format!("{whole}.{:03}", ms % 1000) }
}

#[cfg(test)]
mod tests;
