//! Holds what is measured of files against what `MediaInfo` says of them: `cargo run -p
//! throughline-host --example goldens -- FOLDER`, where `NAME.json` stands beside each `NAME`.

use host::media::{MediaWorkers, find_worker};
use model::fact::FileFacts;
use model::unit::FrameRate;
use serde_json::Value;
use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Lengths may differ by a frame of picture or two blocks of sound, seconds.
const LENGTH: f64 = 0.045;

/// Frame rates are rounded to thousandths.
const RATE: f64 = 0.002;

/// Our word and `MediaInfo`'s for the same thing.
const WORDS: [(&str, &str); 16] = [
    ("mp4", "MPEG-4"),
    ("mov", "MPEG-4"),
    ("mkv", "Matroska"),
    ("webm", "WebM"),
    ("avi", "AVI"),
    ("mpegts", "MPEG-TS"),
    ("mpeg", "MPEG-PS"),
    ("h264", "AVC"),
    ("hevc", "HEVC"),
    ("mpeg4", "MPEG-4 Visual"),
    ("mpeg2video", "MPEG Video"),
    ("mpeg1video", "MPEG Video"),
    ("aac", "AAC"),
    ("mp2", "MPEG Audio"),
    ("mp3", "MPEG Audio"),
    ("mpegvideo", "MPEG Video"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder with NAME and NAME.json")?;
    let exe = find_worker().ok_or("build the media worker first: `cargo build`")?;
    let workers = MediaWorkers::new(exe, 1, std::env::temp_dir());
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    files.retain(|path| json_of(path).is_file());
    files.sort();
    let mut out = std::io::stdout().lock();
    writeln!(out, "| file | fact | here | MediaInfo | |\n|---|---|---|---|---|")?;
    let mut differ = 0;
    for path in files {
        let facts = workers.measure(&path)?.facts;
        let golden: Value = serde_json::from_slice(&std::fs::read(json_of(&path))?)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for Row { fact, here, there, same } in rows(&facts, &golden) {
            differ += usize::from(!same);
            let word = if same { "same" } else { "**differs**" };
            writeln!(out, "| {name} | {fact} | {here} | {there} | {word} |")?;
        }
    }
    writeln!(out, "\n{differ} differ")?;
    if differ > 0 { Err("facts differ".into()) } else { Ok(()) }
}

fn json_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".json");
    name.into()
}

/// One fact, said twice.
struct Row {
    fact: &'static str,
    here: String,
    there: String,
    same: bool,
}

fn rows(facts: &FileFacts, golden: &Value) -> Vec<Row> {
    let track = |kind: &str| {
        let tracks = golden.get("media")?.get("track")?.as_array()?;
        tracks.iter().find(|track| track.get("@type").is_some_and(|own| own == kind))
    };
    let mut rows = Vec::new();
    let said = |kind: &str, key: &str| Some(track(kind)?.get(key)?.as_str()?.to_owned());
    let mut add = |fact, here: String, there: Option<String>, same: &dyn Fn(&str, &str) -> bool| {
        if let Some(there) = there {
            let same = same(&here, &there);
            rows.push(Row { fact, here, there, same });
        }
    };
    let word = |here: &str, there: &str| WORDS.contains(&(here, there));
    let exact = |here: &str, there: &str| here == there;
    let within = |most: f64| {
        move |here: &str, there: &str| {
            let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
            (number(here) - number(there)).abs() <= most
        }
    };
    add("container", facts.container.clone(), said("General", "Format"), &word);
    if let Some(video) = &facts.video {
        let size = video.displayed;
        add("picture codec", video.codec.clone(), said("Video", "Format"), &word);
        add("width", size.width.to_string(), said("Video", "Width"), &exact);
        add("height", size.height.to_string(), said("Video", "Height"), &exact);
        add("frames", video.frames.to_string(), said("Video", "FrameCount"), &exact);
        let rate = video.frame_rate.map_or(0.0, FrameRate::fps);
        add("frame rate", rate.to_string(), said("Video", "FrameRate"), &within(RATE));
        let length = video.duration.0.to_string();
        add("length", length, said("Video", "Duration"), &within(LENGTH));
    }
    if let Some(audio) = &facts.audio {
        add("sound codec", audio.codec.clone(), said("Audio", "Format"), &word);
        add("channels", audio.channels.to_string(), said("Audio", "Channels"), &exact);
        add("sample rate", audio.sample_rate.to_string(), said("Audio", "SamplingRate"), &exact);
        let length = audio.duration.0.to_string();
        add("length of sound", length, said("Audio", "Duration"), &within(LENGTH));
    }
    rows
}
