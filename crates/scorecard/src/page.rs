//! The page: a table, and what it hides if one only reads the table.

use crate::makers::NOT_MADE;
use crate::score::{Looked, Tally};
use measure::statistics::proportion::wilson;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The normal quantile of a 95% interval.
const Z: f64 = 1.96;
/// How many examples of one weakness are told.
const EXAMPLES: usize = 8;

/// What the numbers must not be taken for.
const LIMITS: [&str; 6] = [
    "Checks of size, shape, length, frame rate, weight, bit rate, container, codec and papers compare \
     one measured value with one that was ordered. Most of their cases change the order and keep \
     the file, so 100% says that the value is read right from our files, not from everybody's.",
    "All films are H.264 and AAC from our own encoder, a few seconds long and mostly smaller than HD; \
     a few are MPEG-4, MPEG-2 and HEVC. What other encoders and containers write is not here.",
    "Interlaced films are films whose container says so. Fields that nobody flagged are not made, and \
     the quick look does not search for them.",
    "Sounds are one piece of music, a beat, wind, noise and tones. The voice is made and says nothing; what real ones come to is printed by `cargo run -p throughline-host --example voices -- FILES…`.",
    "Cards are those of nine invented brands in one typeface, with marks of plain shapes in one colour. Words in another typeface are in a serif for a sans serif or the other way round: of one sans serif for a similar one, `wrong-typeface` finds few.",
    "Pictures are drawn scenes and shapes, no photographs.",
];

/// Writes the page.
pub(crate) fn page(
    clean: &[Looked],
    tallies: &BTreeMap<&'static str, Tally>,
    count: u64,
    seed: u64,
) -> String {
    let mut page = format!(
        "# Scorecard of the gate\n\nWritten by `cargo run --release -p throughline-scorecard -- --count {count} \
         --seed {seed}`; do not edit. The files are made by that command and thrown away: pictures, \
         films and sounds with one known fault each, drawn by lot from just beyond the threshold to far \
         beyond it, and as many near misses, which look like the fault and are not. Each file is \
         looked at as `throughline check` does, and held against all checks.\n\n\
         These are made files, not a sample of what agencies deliver: recall says which faults of these \
         kinds are found; precision depends on the mix here (as many faults as near misses) and would \
         be another one in a package with few faults. Intervals are Wilson's at 95%.\n\n"
    );
    page.push_str(&clean_package(clean));
    page.push_str("\n## Checks\n\n| check | faults found | recall | near misses alarmed | alarms on other files | precision |\n|---|---|---|---|---|---|\n");
    let codes = || gate::CHECKS.iter().filter_map(|c| Some((c.code, tallies.get(c.code)?)));
    for (code, tally) in codes().filter(|(_, tally)| tally.faults + tally.near > 0) {
        let alarms = tally.found + tally.near_alarms + tally.elsewhere_alarms;
        let _ = writeln!(
            page,
            "| `{code}` | {} of {} | {} | {} of {} | {} of {} | {} |",
            tally.found,
            tally.faults,
            share(tally.found, tally.faults),
            tally.near_alarms,
            tally.near,
            tally.elsewhere_alarms,
            tally.elsewhere,
            share(tally.found, alarms),
        );
    }
    page.push_str("\n## Faults that were missed\n\n");
    page.push_str(&told(codes().map(|(code, tally)| (code, &tally.missed)), "None."));
    page.push_str("\n## False alarms\n\n");
    page.push_str(&told(codes().map(|(code, tally)| (code, &tally.false_alarms)), "None."));
    page.push_str(&without_maker());
    page.push_str("\n## What these files do not show\n\n");
    for limit in LIMITS {
        let _ = writeln!(page, "- {limit}");
    }
    page
}

fn clean_package(clean: &[Looked]) -> String {
    let alarmed: Vec<&Looked> =
        clean.iter().filter(|file| !file.verdict.findings.is_empty()).collect();
    let mut text = format!(
        "## Clean package\n\n{} files as of a launch, pictures and films of one brand with the sample's \
         scenes, in sizes and to the specs of the built-in pack: {} with an alarm.\n",
        clean.len(),
        alarmed.len()
    );
    for file in alarmed {
        let codes: Vec<&str> = file.verdict.findings.iter().map(|f| f.code.as_str()).collect();
        let _ = writeln!(text, "\n- {}: {}", file.about, codes.join(", "));
    }
    text
}

/// Writes a share with its interval.
fn share(count: u64, of: u64) -> String {
    if of == 0 {
        return "–".to_owned();
    }
    let interval = wilson(count, of, Z);
    let pct = |share: f64| (share * 100.0).round();
    format!("{}% ({}–{})", pct(interval.mid), pct(interval.low), pct(interval.high))
}

fn told<'a>(lists: impl Iterator<Item = (&'a str, &'a Vec<String>)>, none: &str) -> String {
    let mut text = String::new();
    for (code, list) in lists.filter(|(_, list)| !list.is_empty()) {
        let _ = writeln!(text, "**`{code}`** ({})\n", list.len());
        for line in list.iter().take(EXAMPLES) {
            let _ = writeln!(text, "- {line}");
        }
        if list.len() > EXAMPLES {
            let _ = writeln!(text, "- and {} more like these", list.len() - EXAMPLES);
        }
        text.push('\n');
    }
    if text.is_empty() { format!("{none}\n") } else { format!("{}\n", text.trim_end()) }
}

/// Names the checks for which nothing is made, so that their absence is seen.
fn without_maker() -> String {
    let missing: Vec<&str> = gate::CHECKS
        .iter()
        .map(|check| check.code)
        .filter(|code| crate::makers::entry(code).is_none())
        .collect();
    if missing.is_empty() {
        return String::new();
    }
    let mut text = "\n## Checks without a maker\n\n".to_owned();
    for code in missing {
        let why = NOT_MADE.iter().find(|(name, _)| *name == code).map(|(_, why)| *why);
        let _ = writeln!(text, "- `{code}`: {}", why.unwrap_or("newer than this scorecard"));
    }
    text
}
