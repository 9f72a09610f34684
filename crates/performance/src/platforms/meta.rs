//! Meta Ads Manager, English.

use super::{Blank, Column, Platform};

pub(super) const META: Platform = Platform {
    name: "meta",
    marks: &["amount spent", "reporting starts", "link clicks", "clicks (all)"],
    columns: &[
        (Column::Day, &["day"]),
        (Column::From, &["reporting starts"]),
        (Column::To, &["reporting ends"]),
        (Column::AdName, &["ad name"]),
        (Column::Link, &["url parameters", "link (ad settings)", "website url"]),
        (Column::Campaign, &["campaign name"]),
        (Column::AdSet, &["ad set name"]),
        (Column::Placement, &["placement"]),
        (Column::Impressions, &["impressions"]),
        (Column::LinkClicks, &["link clicks"]),
        (Column::Clicks, &["clicks (all)", "clicks"]),
        (Column::Spend, &["amount spent"]),
        (Column::Currency, &["currency", "account currency"]),
        (Column::Conversions, &["purchases", "website purchases"]),
    ],
    blank_clicks: Blank::Zero,
};
