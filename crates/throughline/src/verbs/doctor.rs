//! What is installed, which version, what is missing and how to get it.

use super::print_json;
use crate::cli::Format;
use crate::end::{End, TOOL};
use crate::talk::print;
use host::media::{MediaWorkers, find_worker};
use host::tools::{Cabinet, FONTS, TEXT_DETECTOR, TEXT_READER, VOICE};
use serde::Serialize;

#[derive(Debug, Serialize)]
struct Line {
    name: String,
    found: bool,
    version: String,
    needed_for: String,
    remedy: String,
}

/// What `doctor --format json` prints.
#[derive(Debug, Serialize)]
struct Report {
    throughline: &'static str,
    cache: String,
    tools: Vec<Line>,
}

pub(super) fn run(format: Format) -> Result<(), End> {
    let cabinet = Cabinet::of_this_account();
    let mut tools = vec![media()];
    for fetched in FONTS.iter().chain([&TEXT_DETECTOR, &TEXT_READER, &VOICE]) {
        let found = cabinet.find(fetched);
        tools.push(Line {
            name: fetched.name.to_owned(),
            found: found.is_some(),
            version: format!("sha256 {} ({})", fetched.sha256, fetched.licence),
            needed_for: fetched.role.to_owned(),
            remedy: "run `./run` or `./test` once: set-up fetches it into the cache".to_owned(),
        });
    }
    let missing: Vec<String> =
        tools.iter().filter(|tool| !tool.found).map(|tool| tool.name.clone()).collect();
    let report = Report {
        throughline: env!("CARGO_PKG_VERSION"),
        cache: cabinet.folder().display().to_string(),
        tools,
    };
    if format == Format::Json {
        print_json("doctor/1", &report)?;
    } else {
        tell(&report);
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(End::new(TOOL, format!("missing: {}", missing.join(", "))))
}

fn tell(report: &Report) {
    print(&format!("throughline {}", report.throughline));
    print(&format!("cache {}", report.cache));
    for tool in &report.tools {
        let mark = if tool.found { "ok      " } else { "missing " };
        print(&format!("{mark}{}: {} — {}", tool.name, tool.needed_for, tool.version));
        if !tool.found {
            print(&format!("        {}", tool.remedy));
        }
    }
}

fn media() -> Line {
    let exe = find_worker();
    let versions = exe.clone().map(|exe| {
        MediaWorkers::new(exe, 1, std::env::temp_dir()).versions().map_err(|e| e.to_string())
    });
    let (found, version) = match versions {
        Some(Ok(versions)) => (true, versions.to_string()),
        Some(Err(error)) => (false, error),
        None => (false, "not found beside throughline or in PATH".to_owned()),
    };
    Line {
        name: "throughline-media".to_owned(),
        found,
        version,
        needed_for: "decodes and encodes, with the system's FFmpeg".to_owned(),
        remedy: "install FFmpeg's libraries (Debian: ffmpeg), then `./run`".to_owned(),
    }
}
