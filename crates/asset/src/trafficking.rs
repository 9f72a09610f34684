//! The sheet that goes to whoever books the ads.

use model::asset::{Deliverable, MediaKind, Variant};
use model::digest::Digest;
use model::person::By;
use model::unit::{Date, Secs, Size};
use serde::Serialize;
use spec::format::Format;
use spec::naming::slug;
use spec::sheet::line;
use spec::workspace::Brief;

/// One file to book.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TraffickingRow {
    /// Who advertises.
    pub advertiser: String,
    /// The campaign's title.
    pub campaign: String,
    /// The market.
    pub market: String,
    /// The language of its words.
    pub language: String,
    /// The platform.
    pub publisher: String,
    /// The placement.
    pub placement: String,
    /// The format's id.
    pub format: String,
    /// Its size; none where nothing is seen.
    pub size: Option<Size>,
    /// Its length; none for pictures.
    pub duration: Option<Secs>,
    /// First day on air.
    pub flight_start: Date,
    /// Last day on air.
    pub flight_end: Date,
    /// The ad's name on the platform.
    pub creative_name: String,
    /// The short code.
    pub code: String,
    /// The file.
    pub file: String,
    /// Its bytes.
    pub sha256: Digest,
    /// Where a click leads, with its tracking parameters.
    pub landing_url: String,
    /// What it is for.
    pub purpose: String,
    /// What is said about the use of AI; may be empty.
    pub ai_disclosure: String,
    /// Who approved it, and how we know.
    pub approved: By,
    /// The findings that people let pass, each with who and why; may be empty.
    pub overrides: String,
}

/// What is known of a deliverable once its file is made and approved.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivered {
    /// The path in the delivery.
    pub file: String,
    /// The bytes.
    pub sha256: Digest,
    /// The length; none for pictures.
    pub duration: Option<Secs>,
    /// What is said about the use of AI; may be empty.
    pub ai_disclosure: String,
    /// Who approved it.
    pub approved: By,
    /// The findings that people let pass, each with who and why.
    pub overrides: Vec<String>,
}

/// Makes the row of a deliverable.
pub fn trafficking_row(
    advertiser: &str,
    brief: &Brief,
    variant: &Variant,
    format: &Format,
    deliverable: &Deliverable,
    delivered: Delivered,
) -> TraffickingRow {
    let name = deliverable.file_name.rsplit_once('.').map_or("", |(name, _)| name);
    TraffickingRow {
        advertiser: advertiser.to_owned(),
        campaign: brief.title.clone(),
        market: variant.market.to_string(),
        language: variant.language.clone(),
        publisher: format.platform.clone(),
        placement: format.placement.clone(),
        format: format.id.to_string(),
        size: (format.kind != MediaKind::Sound).then_some(format.size),
        duration: delivered.duration,
        flight_start: brief.flight_from,
        flight_end: brief.flight_to,
        creative_name: name.to_owned(),
        code: deliverable.code.to_string(),
        file: delivered.file,
        sha256: delivered.sha256,
        landing_url: landing_url(brief, format, deliverable),
        purpose: variant.purpose.to_string(),
        ai_disclosure: delivered.ai_disclosure,
        approved: delivered.approved,
        overrides: delivered.overrides.join("; "),
    }
}

/// Returns the landing page with tracking parameters; what the page's address has already stays.
fn landing_url(brief: &Brief, format: &Format, deliverable: &Deliverable) -> String {
    let (page, fragment) = match brief.landing.split_once('#') {
        Some((page, fragment)) => (page, format!("#{fragment}")),
        None => (brief.landing.as_str(), String::new()),
    };
    let joint = match page.split_once('?') {
        None => "?",
        Some((_, "")) => "",
        Some(_) => "&",
    };
    let source = slug(&format.platform, 40);
    let (medium, campaign, code) = (medium(format), brief.id.as_str(), &deliverable.code);
    format!(
        "{page}{joint}utm_source={source}&utm_medium={medium}&utm_campaign={campaign}\
         &utm_content={code}{fragment}"
    )
}

/// The words that web analytics group paid traffic by.
fn medium(format: &Format) -> &'static str {
    const SOCIAL: [&str; 10] = [
        "meta",
        "facebook",
        "instagram",
        "tiktok",
        "pinterest",
        "snapchat",
        "linkedin",
        "reddit",
        "twitter",
        "x",
    ];
    let platform = slug(&format.platform, 40);
    let first = platform.split('-').next().unwrap_or_default();
    match format.kind {
        _ if SOCIAL.contains(&first) => "paid_social",
        MediaKind::Motion => "video",
        MediaKind::Sound => "audio",
        MediaKind::Still => "display",
    }
}

const COLUMNS: [&str; 22] = [
    "advertiser",
    "campaign",
    "market",
    "language",
    "publisher",
    "placement",
    "format",
    "width",
    "height",
    "duration_s",
    "flight_start",
    "flight_end",
    "creative_name",
    "code",
    "file",
    "sha256",
    "landing_url",
    "purpose",
    "ai_disclosure",
    "approved_by",
    "approval",
    "overrides",
];

/// Returns the sheet as CSV (RFC 4180). Cells that a spreadsheet would take for a formula begin
/// with an apostrophe.
pub fn trafficking_sheet(rows: &[TraffickingRow]) -> String {
    let header = line(COLUMNS.iter().map(ToString::to_string));
    rows.iter().fold(header, |sheet, row| sheet + &line(cells(row)))
}

fn cells(row: &TraffickingRow) -> [String; 22] {
    [
        row.advertiser.clone(),
        row.campaign.clone(),
        row.market.clone(),
        row.language.clone(),
        row.publisher.clone(),
        row.placement.clone(),
        row.format.clone(),
        row.size.map_or_else(String::new, |size| size.width.to_string()),
        row.size.map_or_else(String::new, |size| size.height.to_string()),
        row.duration.map_or_else(String::new, |length| length.0.to_string()),
        row.flight_start.to_string(),
        row.flight_end.to_string(),
        row.creative_name.clone(),
        row.code.clone(),
        row.file.clone(),
        row.sha256.to_string(),
        row.landing_url.clone(),
        row.purpose.clone(),
        row.ai_disclosure.clone(),
        row.approved.name.to_string(),
        row.approved.attestation.word().to_owned(),
        row.overrides.clone(),
    ]
}
