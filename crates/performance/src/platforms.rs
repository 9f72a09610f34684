//! What platforms call things, one file per platform.

mod generic;
mod google;
mod linkedin;
mod meta;
mod tiktok;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    /// The one day of a row.
    Day,
    /// The first day of a row.
    From,
    /// The last day of a row.
    To,
    /// The platform, where the file holds several.
    Platform,
    /// The ad's name.
    AdName,
    /// Our code, where it stands alone.
    Code,
    /// A link that may hold our code in `utm_content`.
    Link,
    /// The campaign's name.
    Campaign,
    /// The ad set's or ad group's name.
    AdSet,
    /// Where it was shown.
    Placement,
    /// Times shown.
    Impressions,
    /// Clicks that lead to the landing page.
    LinkClicks,
    /// Clicks of any kind.
    Clicks,
    /// Money spent.
    Spend,
    /// Its currency.
    Currency,
    /// Conversions.
    Conversions,
}

/// What an empty count means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Blank {
    /// None happened; the platform leaves zeros out.
    Zero,
    /// Not known.
    Unknown,
}

/// One platform's export.
pub(crate) struct Platform {
    /// Its name in our records.
    pub(crate) name: &'static str,
    /// Headers that only this platform writes; one of them is enough. None: fits any file.
    pub(crate) marks: &'static [&'static str],
    /// What it calls each column, lower case, best first. A currency in brackets is taken off
    /// a header before it is compared.
    pub(crate) columns: &'static [(Column, &'static [&'static str])],
    /// What an empty number of clicks means.
    pub(crate) blank_clicks: Blank,
}

/// Every platform, the most particular first.
pub(crate) const PLATFORMS: &[Platform] =
    &[linkedin::LINKEDIN, meta::META, google::GOOGLE, tiktok::TIKTOK, generic::GENERIC];

impl Platform {
    /// Returns the platform that writes such headers (normalised), if any.
    pub(crate) fn of(headers: &[String]) -> Option<&'static Self> {
        PLATFORMS.iter().find(|platform| platform.writes(headers))
    }

    fn writes(&self, headers: &[String]) -> bool {
        let marked = self.marks.is_empty()
            || self.marks.iter().any(|mark| headers.iter().any(|header| header == mark));
        let has = |column| self.place(column, headers).is_some();
        marked
            && has(Column::Impressions)
            && (has(Column::AdName) || has(Column::Code))
            && (has(Column::Clicks) || has(Column::LinkClicks))
    }

    /// Returns where a column stands in the headers (normalised).
    pub(crate) fn place(&self, column: Column, headers: &[String]) -> Option<usize> {
        let names = self.columns.iter().find(|(kind, _)| *kind == column).map(|entry| entry.1)?;
        names.iter().find_map(|name| headers.iter().position(|header| header == name))
    }
}
