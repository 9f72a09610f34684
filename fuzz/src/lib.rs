//! What is called with bytes that nobody meant to write: every parser of ours that reads what comes
//! from outside.
//!
//! Each function is one target. It must not panic, not overflow, not stand still and not take
//! gigabytes; what is wrong with the bytes is answered, not suffered. Where something is read that
//! can be written again, it must come back the same.
//!
//! FFmpeg and the decoders of pictures are not ours and not here: `throughline-damaged` holds the
//! worker against them. Start reading at [`shape`].

use insight::MarketFile;
use model::digest::Digest;
use model::performance::ResultKind;
use performance::ExportFile;
use spec::diagnostic::render;
use spec::source::{SourceFile, SourceTree};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::sync::{Arc, LazyLock};

thread_local! {
    /// The readers want a file; this one lies in memory.
    static FILE: RefCell<File> =
        RefCell::new(tempfile::tempfile_in("/dev/shm").expect("`/dev/shm` takes files"));
}

/// The outer shapes of media: boxes, EBML, RIFF, PNG, JPEG (with its data), GIF, and what they say
/// of themselves.
pub fn shape(bytes: &[u8]) {
    FILE.with_borrow_mut(|file| {
        file.set_len(0).and_then(|()| file.rewind()).expect("the file can be emptied");
        file.write_all(bytes).expect("the file takes what is written");
        let shape = media::shape::read(file).expect("the file can be read");
        drop(media::shape::metadata(file, shape.as_ref()).expect("the file can be read"));
        drop(media::shape::notes(file).expect("the file can be read"));
        media::shape::moving_webp(file).expect("the file can be read");
        media::shape::is_bomb(file).expect("the file can be read");
        media::shape::is_damaged(file).expect("the file can be read");
        if let Some(shape) = shape {
            shape.breaks_off(bytes.len() as u64);
        }
    });
}

/// A whole workspace of which one file was exchanged: its path stands in the first line.
pub fn workspace(bytes: &[u8]) {
    static WHOLE: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
        let questions = spec::starter::questions();
        let answers = questions.iter().map(|one| (one.key, one.example)).collect();
        spec::starter::files("acme", &answers).expect("the examples are answers")
    });
    let text = String::from_utf8_lossy(bytes);
    let (path, content) = text.split_once('\n').unwrap_or(("", &text));
    let path = WHOLE.keys().find(|known| *known == path).map_or("brand/brand.json", String::as_str);
    let files = WHOLE.iter().map(|(known, whole)| {
        let written = if known == path { content.as_bytes() } else { whole.as_slice() };
        let text = std::str::from_utf8(written).ok().map(Arc::from);
        let bytes = written.len() as u64;
        SourceFile { path: known.clone(), digest: Digest::of(written), bytes, text }
    });
    if let Err(faults) = spec::load(&SourceTree::new(files)) {
        assert!(!faults.is_empty(), "refused without a fault");
        let said = render(&faults);
        assert!(!said.contains("unexplained"), "{said}");
    }
}

/// The sheets that come from other people: lists of deliverables, delivery specs, decisions,
/// answers.
pub fn sheets(bytes: &[u8]) {
    static PACK: LazyLock<BTreeMap<model::id::FormatId, spec::format::Format>> =
        LazyLock::new(spec::formats::pack);
    let text = String::from_utf8_lossy(bytes);
    let faults = [
        spec::deliverables::parse("list.csv", &text, &PACK).err(),
        spec::formats::parse("formats.csv", &text).err(),
        spec::decisions::parse("decisions.csv", &text, None).err(),
        spec::starter::from_spreadsheet("answers.csv", &text).err(),
    ];
    faults.into_iter().flatten().for_each(|faults| {
        assert!(!faults.is_empty(), "refused without a fault");
        render(&faults);
    });
}

/// Creative formats of AdCP. What was read is written and read again.
pub fn adcp(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match spec::adcp::read("formats.json", &text) {
        Ok(read) if !read.formats.is_empty() => {
            let written = spec::adcp::write(&read.formats);
            let again = spec::adcp::read("again.json", &written);
            let again = again.unwrap_or_else(|faults| panic!("{}\n{written}", render(&faults)));
            let ids = |read: &spec::adcp::Read| read.formats.keys().cloned().collect::<Vec<_>>();
            assert_eq!(ids(&again), ids(&read), "{written}");
        }
        Ok(_) => {}
        Err(faults) => drop(render(&faults)),
    }
}

/// Recorded overrides. Those that were read are put at the end of a new sheet and read again.
pub fn overrides(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match spec::overrides::parse("overrides.csv", &text) {
        Ok(rows) => {
            let written = spec::overrides::append("", &rows).expect("a new sheet takes rows");
            let again = spec::overrides::parse("again.csv", &written);
            let again = again.unwrap_or_else(|faults| panic!("{}", render(&faults)));
            assert_eq!(again, rows, "{written}");
            drop(spec::overrides::append(&text, &rows));
        }
        Err(faults) => drop(render(&faults)),
    }
}

/// What platforms report, and what people write down of it.
pub fn results(bytes: &[u8]) {
    let export = ExportFile {
        path: "performance/export.csv".to_owned(),
        bytes: Arc::from(bytes),
        kind: ResultKind::Measured,
    };
    performance::import(&[export], &BTreeMap::new());
    performance::outcomes(&String::from_utf8_lossy(bytes), &BTreeSet::new());
}

/// Ads of competitors, as tables and as lines of JSON.
pub fn market(bytes: &[u8]) {
    let text: Arc<str> = Arc::from(String::from_utf8_lossy(bytes));
    for path in ["market/ads.csv", "market/ads.jsonl", "market/ads"] {
        let file = MarketFile { path: path.to_owned(), text: Arc::clone(&text) };
        insight::import::import(&[file]);
    }
}

/// Words that were read off a picture, held against those that should stand there.
pub fn words(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (read, wanted) = text.split_once('\n').unwrap_or((&text, "Shop now"));
    let once = measure::text::normalise(read);
    assert_eq!(measure::text::normalise(&once), once, "normalised once and twice: {read:?}");
    measure::text::words(read);
    let letters = |text: &str| measure::text::normalise(text).chars().count();
    if let Some(errors) = measure::text::best_errors(read, wanted) {
        assert!(errors <= letters(wanted), "more errors than letters");
    }
    measure::text::contains_fuzzy(read, wanted, 2);
    measure::text::edit_distance(read, wanted);
}
