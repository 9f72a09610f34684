use super::*;
use roxmltree::{Document, Node};

fn spot<'a>(
    code: &'a Code,
    id: &'a DeliverableId,
    captions: &'a [(&'static str, String)],
) -> Spot<'a> {
    Spot {
        title: "fernweh_spring~X & <Y>",
        advertiser: "Käse & \"Söhne\"\u{1}",
        deliverable: id,
        code,
        base: "https://cdn.example.com/spring/",
        file: "film one~X.mp4",
        sha256: Digest::of(b"film"),
        bytes: 1_500_000,
        duration: Secs(6.0),
        size: Size { width: 1920, height: 1080 },
        codec: Some("avc1.640028, mp4a.40.2"),
        captions,
        language: "en-GB",
        click_through: "https://example.com/?a=1&utm_content=X",
    }
}

fn names(node: Node<'_, '_>) -> Vec<String> {
    let children = node.children().filter(Node::is_element);
    children.map(|child| child.tag_name().name().to_owned()).collect()
}

fn find<'a>(document: &'a Document<'_>, name: &str) -> Option<Node<'a, 'a>> {
    document.descendants().find(|node| node.tag_name().name() == name)
}

#[test]
fn elements_stand_in_the_order_of_the_schema_and_everything_is_escaped() {
    let digest = Digest::of(b"x");
    let (code, id) = (Code::of(&digest), DeliverableId::of(&digest));
    let captions = [("text/vtt", "film one~X.vtt".to_owned())];
    let text = vast(&spot(&code, &id, &captions)).unwrap();
    let document = Document::parse(&text).unwrap();
    let root = document.root_element();
    assert_eq!(root.tag_name().namespace(), Some("http://www.iab.com/VAST"));
    assert_eq!(root.attribute("version"), Some("4.2"));
    assert_eq!(
        names(find(&document, "InLine").unwrap()),
        ["AdSystem", "Impression", "AdServingId", "AdTitle", "Advertiser", "Creatives"]
    );
    assert_eq!(
        names(find(&document, "Linear").unwrap()),
        ["Duration", "MediaFiles", "VideoClicks"]
    );
    assert_eq!(names(find(&document, "MediaFiles").unwrap()), ["ClosedCaptionFiles", "MediaFile"]);
    let said = |name: &str| find(&document, name).unwrap().text().unwrap();
    assert_eq!(said("AdTitle"), "fernweh_spring~X & <Y>");
    assert_eq!(said("Advertiser"), "Käse & \"Söhne\"");
    assert_eq!(said("Impression"), "about:blank");
    assert_eq!(said("Duration"), "00:00:06");
    assert_eq!(said("MediaFile"), "https://cdn.example.com/spring/film%20one~X.mp4");
    assert_eq!(said("ClosedCaptionFile"), "https://cdn.example.com/spring/film%20one~X.vtt");
    assert_eq!(said("ClickThrough"), "https://example.com/?a=1&utm_content=X");
    let media = find(&document, "MediaFile").unwrap();
    let attribute = |name: &str| media.attribute(name).unwrap();
    assert_eq!(attribute("bitrate"), "2000");
    assert_eq!(attribute("codec"), "avc1.640028, mp4a.40.2");
    assert_eq!((attribute("width"), attribute("height")), ("1920", "1080"));
    let universal = find(&document, "UniversalAdId").unwrap();
    assert_eq!(universal.attribute("idRegistry"), Some("unknown"));
    assert!(find(&document, "Mezzanine").is_none());
}

#[test]
fn what_is_not_known_is_not_written() {
    let digest = Digest::of(b"x");
    let (code, id) = (Code::of(&digest), DeliverableId::of(&digest));
    let bare =
        Spot { codec: None, click_through: "", duration: Secs(6.04), ..spot(&code, &id, &[]) };
    let text = vast(&bare).unwrap();
    let document = Document::parse(&text).unwrap();
    assert!(find(&document, "ClosedCaptionFiles").is_none());
    assert!(find(&document, "VideoClicks").is_none());
    assert_eq!(find(&document, "MediaFile").unwrap().attribute("codec"), None);
    assert_eq!(find(&document, "Duration").unwrap().text(), Some("00:00:06.040"));
    assert_eq!(vast(&Spot { file: "film.mxf", ..bare }), None, "players take no MXF");
}

#[test]
fn a_film_has_its_own_serving_id_and_keeps_it() {
    let digest = Digest::of(b"x");
    let (code, id) = (Code::of(&digest), DeliverableId::of(&digest));
    let one = spot(&code, &id, &[]);
    let other = Spot { sha256: Digest::of(b"other"), ..one };
    assert_eq!(serving_id(&one), serving_id(&one));
    assert_ne!(serving_id(&one), serving_id(&other));
    let lengths: Vec<usize> = serving_id(&one).split('-').map(str::len).collect();
    assert_eq!(lengths, [8, 4, 4, 4, 12]);
}

#[test]
fn television_that_is_streamed_is_served_and_a_feed_is_not() {
    let pack = spec::formats::pack();
    let served = |id: &str| is_served(&pack[&id.parse().unwrap()]);
    assert!(served("ctv_generic_30") && served("ctv_ssai_h264_ref") && served("li_ctv_16x9"));
    assert!(!served("meta_reels_video") && !served("tv_dach_peach") && !served("meta_ig_feed_api"));
}
