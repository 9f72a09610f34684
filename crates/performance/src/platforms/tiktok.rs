//! `TikTok` Ads Manager, CSV.

use super::{Blank, Column, Platform};

pub(super) const TIKTOK: Platform = Platform {
    name: "tiktok",
    marks: &["clicks (destination)", "by day", "2-second video views", "6-second video views"],
    columns: &[
        (Column::Day, &["by day", "date"]),
        (Column::AdName, &["ad name"]),
        (Column::Link, &["url", "landing page url"]),
        (Column::Campaign, &["campaign name"]),
        (Column::AdSet, &["ad group name"]),
        (Column::Placement, &["placement"]),
        (Column::Impressions, &["impressions"]),
        (Column::LinkClicks, &["clicks (destination)"]),
        (Column::Clicks, &["clicks (all)", "clicks"]),
        (Column::Spend, &["cost"]),
        (Column::Currency, &["currency"]),
        (Column::Conversions, &["conversions"]),
    ],
    blank_clicks: Blank::Unknown,
};
