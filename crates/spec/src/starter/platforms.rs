//! The formats a first campaign takes on each platform.

/// Platforms by the word people use, each with formats of the built-in pack.
pub(super) const PLATFORMS: &[(&str, &[&str])] = &[
    ("meta", &["meta_feed_image_4x5", "meta_stories_image", "meta_reels_video"]),
    ("tiktok", &["tiktok_infeed_9x16"]),
    ("youtube", &["yt_bumper_6", "yt_shorts_9x16"]),
    ("google", &["pmax_landscape", "pmax_square", "pmax_portrait"]),
    ("linkedin", &["li_image_1x1", "li_video_4x5"]),
    ("x", &["x_image_191", "x_video_16x9"]),
    ("pinterest", &["pin_image_2x3", "pin_video_9x16"]),
    ("snapchat", &["snap_video_9x16"]),
    ("reddit", &["reddit_image_4x3"]),
    ("display", &["gdn_300x600", "gdn_336x280"]),
    ("outdoor", &["dooh_landscape_image", "dooh_6sheet_1080x1920"]),
    ("email", &["email_hero_1200"]),
];

/// Returns the formats of a platform.
pub(super) fn formats(platform: &str) -> Option<&'static [&'static str]> {
    PLATFORMS.iter().find(|(word, _)| *word == platform).map(|(_, formats)| *formats)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_platform_names_formats_that_exist() {
        let pack = crate::formats::pack();
        for id in PLATFORMS.iter().flat_map(|(_, formats)| *formats) {
            assert!(pack.contains_key(&id.parse().unwrap()), "{id}");
        }
    }
}
