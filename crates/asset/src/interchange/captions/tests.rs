use super::*;
use crate::film::film;
use crate::fixture::{faces, kept, workspace};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

fn first_film() -> Timeline {
    let workspace = workspace();
    let brief = workspace.briefs.values().next().unwrap();
    let variant = crate::variant::variants(&kept(), brief, &workspace).variants.remove(0);
    let format = &workspace.formats[&"feed_film".parse().unwrap()];
    film(&variant, format, &workspace, &faces()).unwrap()
}

fn cue(start_ms: u64, end_ms: u64, lines: &[&str]) -> Cue {
    Cue { start_ms, end_ms, lines: lines.iter().map(ToString::to_string).collect() }
}

#[test]
fn a_films_words_come_in_their_order_and_never_overlap() {
    let timeline = first_film();
    let cues = cues(&timeline, "en-GB");
    let said: Vec<String> = cues.iter().map(|cue| cue.lines.join(" ")).collect();
    let begin: Vec<&str> = said.iter().map(String::as_str).take(2).collect();
    assert_eq!(begin, ["Start the day outside", "Made to be repaired."]);
    assert!(said.join(" ").contains("Shop now"), "the closing card speaks too: {said:?}");
    assert!(cues.iter().all(|cue| cue.start_ms < cue.end_ms && cue.lines.len() <= MOST_LINES));
    assert!(cues.windows(2).all(|pair| pair[0].end_ms <= pair[1].start_ms), "{cues:?}");
    assert_eq!(cues[0].start_ms, 200, "frame 5 at 25 a second");
    assert_eq!(cues.last().unwrap().end_ms, 10_000);
}

#[test]
fn frames_that_are_no_whole_milliseconds_are_rounded() {
    let mut timeline = first_film();
    timeline.rate = model::unit::FrameRate { num: 24_000, den: 1001 };
    assert_eq!(cues(&timeline, "en")[0].start_ms, 209, "5 × 1001/24 ms = 208.54 ms");
}

#[test]
fn what_needs_more_lines_follows_in_a_caption_of_its_own() {
    let set: Vec<String> = ["aaaa", "aaaa", "aa"].map(str::to_owned).into();
    let cues = shared_out(&set, 1000, 2000);
    assert_eq!(cues, [cue(1000, 1800, &["aaaa", "aaaa"]), cue(1800, 2000, &["aa"])]);
    assert_eq!(shared_out(&set, 1000, 1000), [], "no time, no caption");
}

#[test]
fn files_are_as_players_read_them() {
    let cues = [cue(200, 3_661_001, &["Käse & <b>Brot</b>", "a --> b"])];
    assert_eq!(srt(&cues), "1\n00:00:00,200 --> 01:01:01,001\nKäse & <b>Brot</b>\na → b\n\n");
    assert_eq!(
        vtt(&cues),
        "WEBVTT\n\n1\n00:00:00.200 --> 01:01:01.001\nKäse &amp; &lt;b&gt;Brot&lt;/b&gt;\na --&gt; b\n\n"
    );
    assert_eq!(vtt(&[]), "WEBVTT\n\n");
}

/// A small reader of both formats: blocks between empty lines, a line of times in each.
fn read(file: &str, point: char) -> Option<Vec<Cue>> {
    let body = file.strip_prefix("WEBVTT\n\n").unwrap_or(file);
    let blocks = body.split("\n\n").filter(|block| !block.is_empty());
    let mut cues = Vec::new();
    for (block, number) in blocks.zip(1..) {
        let mut lines = block.lines();
        if lines.next()?.parse() != Ok(number) {
            return None;
        }
        let (start, end) = lines.next()?.split_once(" --> ")?;
        let plain =
            |line: &str| line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let lines = lines.map(|line| if point == '.' { plain(line) } else { line.to_owned() });
        let (start_ms, end_ms) = (ms(start, point)?, ms(end, point)?);
        cues.push(Cue { start_ms, end_ms, lines: lines.collect() });
    }
    Some(cues)
}

fn ms(clock: &str, point: char) -> Option<u64> {
    let (whole, thousandths) = clock.split_once(point)?;
    let mut seconds = 0;
    for part in whole.split(':') {
        seconds = seconds * 60 + part.parse::<u64>().ok()?;
    }
    Some(seconds * 1000 + thousandths.parse::<u64>().ok()?)
}

fn any_cues() -> impl Strategy<Value = Vec<Cue>> {
    let words = "[ -~äöüßÄéñאבجد日本ไทย→&<>-]{1,60}";
    let one = (0_u64..10_000_000, 1_u64..60_000, words);
    proptest::collection::vec(one, 0..12).prop_map(|all| {
        let mut at = 0;
        let set = all.into_iter().filter_map(|(wait, length, text)| {
            let lines = lines(&text, "en");
            let start_ms = at + wait % 5000;
            at = start_ms + length;
            (!lines.is_empty()).then_some(Cue { start_ms, end_ms: at, lines })
        });
        set.collect()
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back(cues in any_cues()) {
        prop_assert_eq!(read(&vtt(&cues), '.'), Some(cues.clone()));
        let arrowless: Vec<Cue> = cues
            .iter()
            .map(|cue| Cue {
                lines: cue.lines.iter().map(|line| line.replace("-->", "→")).collect(),
                ..cue.clone()
            })
            .collect();
        prop_assert_eq!(read(&srt(&cues), ','), Some(arrowless));
    }

    #[test]
    fn no_word_is_lost_and_no_line_is_too_long(
        text in "[a-zA-Zäß日本語ไทย. ,!-]{0,200}",
        language in "(en|de|ja|ko|zh-Hans|th)",
    ) {
        let set = lines(&text, &language);
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(letters(&set.join(" ")), letters(&text));
        let longest = match language.as_str() { "ja" => 13, "ko" | "zh-Hans" => 16, "th" => 35, _ => 42 };
        prop_assert!(set.iter().all(|line| !line.is_empty() && line.graphemes(true).count() <= longest), "{:?}", set);
    }
}
