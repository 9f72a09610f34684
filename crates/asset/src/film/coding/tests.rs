//! What each kind of format gets, and what none gets.

use super::*;
use model::asset::MediaKind;
use spec::format::NumberRule;
use spec::formats::pack;

fn row(id: &str) -> Format {
    pack().remove(&id.parse().unwrap()).unwrap()
}

/// A film of 15 s in a format, coded.
fn coded(format: &Format) -> Result<Encoding, AssetError> {
    let rate = crate::film::rate(format);
    encoding(format, rate, (15.0 * rate.fps()).round() as u32, 50)
}

fn is(format: &Format) -> (&'static str, String, String) {
    let coded = coded(format).unwrap();
    (coded.container.ending(), coded.video.encoder, coded.audio.encoder)
}

fn check(id: &str, expected: (&str, &str, &str)) {
    let (ending, video, audio) = is(&row(id));
    assert_eq!((ending, video.as_str(), audio.as_str()), expected, "{id}");
}

fn why_not(format: &Format) -> String {
    coded(format).unwrap_err().to_string()
}

fn setting(encoding: &Encoding, name: &str) -> Option<u64> {
    encoding.video.settings.get(name).and_then(|value| value.parse().ok())
}

#[test]
fn the_pack_gets_what_its_rows_take() {
    check("meta_reels_video", ("mp4", "libx264", "aac"));
    check("pin_video_9x16", ("mp4", "libx264", "aac"));
    check("ctv_netflix", ("mp4", "libx264", "aac"));
    check("amazon_prime_video", ("mp4", "libx264", "aac"));
    check("tv_intl_xr_as11", ("mov", "prores_ks", "pcm_s24le"));
    check("tv_dach_peach", ("mxf", "mpeg2video", "pcm_s24le"));
    check("tv_at_peach", ("mxf", "mpeg2video", "pcm_s24le"));
    check("tv_in_peach", ("mxf", "mpeg2video", "pcm_s24le"));
}

#[test]
fn every_film_of_the_pack_is_made_or_says_why_not() {
    for (id, format) in pack().iter().filter(|(_, format)| format.kind == MediaKind::Motion) {
        match coded(format) {
            Ok(_) => assert!(format.leader.is_none(), "{id}"),
            Err(error) => {
                let told = error.to_string();
                assert!(told.contains("cannot be made: because its file begins with"), "{told}");
            }
        }
    }
}

#[test]
fn a_slate_is_not_made_up() {
    assert_eq!(
        why_not(&row("tv_us_xr_hd")),
        "tv_us_xr_hd cannot be made: because its file begins with 5 s of a slate with an Ad-ID and \
         2 s of black, which nothing here tells of"
    );
}

#[test]
fn broadcast_in_fields_is_woven_from_twice_the_frames() {
    assert_eq!(scan(&row("tv_dach_peach")), Scan::UpperFieldFirst);
    assert_eq!(scan(&row("tv_intl_xr_as11")), Scan::Progressive);
    assert_eq!(scan(&row("ctv_netflix")), Scan::Progressive);
}

#[test]
fn a_format_of_ones_own_may_ask_for_less_common_codings() {
    let mut own = row("meta_an_interstitial_9x16");
    own.containers = vec!["webm".into()];
    assert_eq!(is(&own), ("webm", "libvpx-vp9".to_owned(), "libopus".to_owned()));
    own.containers = vec!["MOV".into()];
    own.codecs = vec!["H.265".into()];
    assert_eq!(is(&own), ("mov", "libx265".to_owned(), "aac".to_owned()));
    own.sound.codecs = vec!["pcm".into()];
    own.codecs = vec!["h264".into()];
    assert_eq!(is(&own), ("mov", "libx264".to_owned(), "pcm_s24le".to_owned()));
}

#[test]
fn what_nothing_of_ours_fits_is_named_with_what_would() {
    let mut own = row("meta_an_interstitial_9x16");
    own.containers = vec!["avi".into(), "wmv".into()];
    let told = why_not(&own);
    assert!(told.contains("it takes avi or wmv files; films are made as MP4"), "{told}");
    let mut own = row("tv_dach_peach");
    own.size = Size { width: 1080, height: 1920 };
    assert!(why_not(&own).contains("in 1920×1080, MXF"));
    own.containers = Vec::new();
    own.codecs = Vec::new();
    own.sound.sample_rate = NumberRule::parse("44100");
    assert!(why_not(&own).contains("48 kHz"));
    own.audio = AudioRule::Forbidden;
    assert!(coded(&own).is_ok());
}

#[test]
fn a_largest_file_holds_the_rate_down_from_the_beginning() {
    let mut format = row("dooh_6sheet_1080x1920");
    format.max_bytes = Some(6_000_000);
    let held = coded(&format).unwrap();
    let most = setting(&held, "maxrate").unwrap();
    // Sixteen seconds' worth, for fifteen of film and a full buffer, still fit.
    assert!(most * 16 / 8 <= 6_000_000, "{most}");
    assert!(most * 17 / 8 > 4_800_000, "{most}");
    assert!(held.video.settings.contains_key("crf"));
    assert_eq!(setting(&coded(&row("meta_reels_video")).unwrap(), "maxrate"), None);
}

#[test]
fn a_lowest_rate_that_quality_may_not_reach_is_held() {
    let held = coded(&row("amazon_prime_video")).unwrap();
    assert_eq!(setting(&held, "minrate"), Some(15_750_000));
    assert!(!held.video.settings.contains_key("crf"));
    // Half a megabit of a large film is reached by itself.
    assert_eq!(setting(&coded(&row("tiktok_infeed_9x16")).unwrap(), "minrate"), None);
}

#[test]
fn sound_has_the_bits_that_are_asked_for() {
    let mut format = row("ctv_netflix");
    assert_eq!(coded(&format).unwrap().audio.kbps, Some(192));
    format.sound.min_kbps = Some(256.0);
    assert_eq!(coded(&format).unwrap().audio.kbps, Some(256));
    assert_eq!(coded(&row("tv_dach_peach")).unwrap().audio.kbps, None);
}
