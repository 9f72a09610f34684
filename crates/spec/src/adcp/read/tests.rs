//! Formats as other people's agents describe them, and our own pack there and back.

use super::*;
use crate::adcp::write;
use crate::format::{AudioRule, DurationRule};
use model::finding::Severity;
use model::unit::Secs;

const SPOT: &str = r#"{"formats": [
  {"format_id": {"agent_url": "https://agent.example", "id": "Broadcast Spot 30"},
   "name": "Broadcast spot",
   "renders": [{"role": "primary", "dimensions": {"width": 1920, "height": 1080}}],
   "assets": [
     {"item_type": "individual", "asset_id": "film", "asset_type": "video", "required": true,
      "overlays": [{"id": "logo", "bounds":
        {"x": 0.9, "y": 0.0, "width": 0.2, "height": 0.1, "unit": "fraction"}}],
      "requirements": {"min_duration_ms": 30000, "max_duration_ms": 30000, "codecs": ["h265"],
        "containers": ["mp4", "mov"], "frame_rates": [25, 29.97], "scan_type": "progressive",
        "audio_required": true, "audio_channels": ["stereo", "5.1"], "loudness_lufs": -24,
        "loudness_tolerance_db": 2, "true_peak_dbfs": -2, "max_file_size_kb": 500000}},
     {"item_type": "individual", "asset_id": "headline_text", "asset_type": "text",
      "required": false, "requirements": {"max_length": 40}}]},
  {"format_id": {"agent_url": "https://agent.example", "id": "banner_html"},
   "name": "HTML", "assets": [{"asset_type": "html", "asset_id": "code"}]}]}"#;

#[test]
fn a_format_of_anothers_agent_becomes_a_delivery_spec() {
    let Read { formats, left_out } = read("spot.json", SPOT).unwrap();
    assert_eq!(left_out, ["`banner_html` has no image, video or audio"]);
    let spot = &formats[&"broadcast-spot-30".parse().unwrap()];
    assert_eq!(spot.size, Size { width: 1920, height: 1080 });
    assert_eq!(spot.duration, DurationRule::OneOf(vec![Secs(30.0)]));
    assert_eq!(
        (spot.codecs.as_slice(), spot.audio),
        (&["hevc".to_owned()][..], AudioRule::Required)
    );
    assert_eq!(spot.frame_rate.as_ref().unwrap().to_string(), "25 or 29.97");
    assert_eq!(spot.sound.channels.as_ref().unwrap().to_string(), "2 or 6");
    assert_eq!(spot.max_bytes, Some(500_000_000));
    assert_eq!(spot.severities.get("interlaced"), Some(&Severity::Reject));
    assert_eq!(spot.texts.headline.most, Some(40));
    // Overlays may reach beyond the picture.
    let covered = spot.covered.as_ref().unwrap();
    assert_eq!(covered.regions, [Region { x: 1728, y: 0, w: 192, h: 108 }]);
    assert_eq!(spot.source, "https://agent.example");
}

#[test]
fn what_is_written_reads_the_same() {
    let pack = crate::formats::pack();
    let written = write(&pack);
    let Read { mut formats, left_out } = read("pack.json", &written).unwrap();
    assert_eq!(left_out, Vec::<String>::new());
    for (id, format) in &mut formats {
        let own = &pack[id];
        format.place = own.place.clone();
        assert_eq!(format, own, "{id}");
    }
    assert_eq!(formats.len(), pack.len());
}

#[test]
fn what_cannot_be_held_against_is_a_fault() {
    let fault = |text: &str| read("x.json", text).unwrap_err().remove(0);
    assert_eq!(fault("{").code, "bad-syntax");
    assert_eq!(fault("{\"formats\": []}").code, "missing-key");
    let wrong = SPOT.replace("[25, 29.97]", "[\"fast\"]");
    assert!(fault(&wrong).message.starts_with("format `broadcast-spot-30`: `fast` is not a rule"));
}
