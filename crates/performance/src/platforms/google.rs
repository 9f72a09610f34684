//! Google Ads, English: "CSV" and "CSV (Excel)".

use super::{Blank, Column, Platform};

pub(super) const GOOGLE: Platform = Platform {
    name: "google",
    // `Avg. cost` and `All conv.` stand beside `Cost` and `Conversions`: whole headers only.
    marks: &["impr.", "currency code", "cost / conv."],
    columns: &[
        (Column::Day, &["day", "date"]),
        (Column::AdName, &["ad name", "ad"]),
        (Column::Link, &["final url", "ad final url", "final url suffix", "tracking template"]),
        (Column::Campaign, &["campaign"]),
        (Column::AdSet, &["ad group"]),
        (Column::Placement, &["network (with search partners)", "network"]),
        (Column::Impressions, &["impr.", "impressions"]),
        (Column::Clicks, &["clicks"]),
        (Column::Spend, &["cost"]),
        (Column::Currency, &["currency code", "currency"]),
        (Column::Conversions, &["conversions", "conv."]),
    ],
    blank_clicks: Blank::Unknown,
};
