//! `LinkedIn` Campaign Manager, English: a UTF-16 file with tabs, named `.csv`.

use super::{Blank, Column, Platform};

pub(super) const LINKEDIN: Platform = Platform {
    name: "linkedin",
    marks: &["start date (in utc)", "total spent", "clicks to landing page"],
    columns: &[
        (Column::Day, &["start date (in utc)", "start date"]),
        (Column::To, &["end date (in utc)", "end date"]),
        (Column::AdName, &["ad name", "creative name"]),
        (Column::Link, &["click url"]),
        (Column::Campaign, &["campaign name"]),
        (Column::AdSet, &["ad set name"]),
        (Column::Impressions, &["impressions"]),
        (Column::LinkClicks, &["clicks to landing page"]),
        (Column::Clicks, &["clicks"]),
        (Column::Spend, &["total spent"]),
        (Column::Currency, &["currency"]),
        (Column::Conversions, &["conversions"]),
    ],
    blank_clicks: Blank::Unknown,
};
