//! Our own simple shape, for platforms without a file here.

use super::{Blank, Column, Platform};

pub(super) const GENERIC: Platform = Platform {
    name: "generic",
    marks: &[],
    columns: &[
        (Column::Day, &["date", "day"]),
        (Column::From, &["from", "start date", "date_start"]),
        (Column::To, &["to", "end date", "date_stop"]),
        (Column::Platform, &["platform", "channel"]),
        (Column::AdName, &["ad_name", "ad name"]),
        (Column::Code, &["code"]),
        (Column::Link, &["utm_content", "url"]),
        (Column::Campaign, &["campaign", "campaign_name", "campaign name"]),
        (Column::AdSet, &["ad_set", "ad_group", "ad set name", "ad group name"]),
        (Column::Placement, &["placement"]),
        (Column::Impressions, &["impressions"]),
        (Column::LinkClicks, &["clicks_link", "link_clicks"]),
        (Column::Clicks, &["clicks", "clicks_all"]),
        (Column::Spend, &["spend", "cost"]),
        (Column::Currency, &["currency"]),
        (Column::Conversions, &["conversions"]),
    ],
    blank_clicks: Blank::Unknown,
};
