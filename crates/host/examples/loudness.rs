//! Holds the loudness meter against the EBU's test set: `loudness FILES…`. The stated values are
//! those of EBU Tech 3341; allowed are 0.1 LU, and for true peaks 0.2 dB above and 0.4 dB below.

use host::media::{MediaWorkers, find_worker};
use model::fact::AudioFacts;
use std::io::Write;
use std::path::PathBuf;

/// What a file states.
#[derive(Clone, Copy)]
enum Stated {
    Integrated(f64),
    ShortTerm(f64),
    TruePeak(f64),
}

/// What the name of a file begins with, and what the file states.
const STATED: [(&str, Stated); 6] = [
    ("1kHz Sine -20 LUFS", Stated::Integrated(-20.0)),
    ("1kHz Sine -26 LUFS", Stated::Integrated(-26.0)),
    ("seq-3341-1-", Stated::Integrated(-23.0)),
    ("seq-3341-10-", Stated::ShortTerm(-23.0)),
    ("seq-3341-15-", Stated::TruePeak(-6.0)),
    ("seq-3341-20-", Stated::TruePeak(0.0)),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let exe = find_worker().ok_or("build the worker first: `cargo build -p throughline-media`")?;
    let workers = MediaWorkers::new(exe, 1, std::env::temp_dir());
    let mut out = std::io::stdout().lock();
    let mut wrong = 0;
    for path in std::env::args_os().skip(1).map(PathBuf::from) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some((_, stated)) = STATED.iter().find(|(prefix, _)| name.starts_with(prefix)) else {
            writeln!(out, "           no stated value  {name}")?;
            continue;
        };
        let sound = workers.measure(&path)?.facts.audio.ok_or("no sound")?;
        let (what, stated, read, allowed) = compared(*stated, &sound);
        let off = read - stated;
        let fits = off >= -allowed.0 && off <= allowed.1;
        wrong += usize::from(!fits);
        let verdict = if fits { "ok   " } else { "wrong" };
        writeln!(
            out,
            "{verdict} {what} stated {stated:>6.1} read {read:>7.2} ({off:+.2})  {name}"
        )?;
    }
    if wrong > 0 {
        return Err(format!("{wrong} files do not read as they state").into());
    }
    Ok(())
}

/// Returns the measure's name, the stated value, the one read, and how far it may lie below and
/// above.
fn compared(stated: Stated, sound: &AudioFacts) -> (&'static str, f64, f64, (f64, f64)) {
    let nothing = f64::NEG_INFINITY;
    match stated {
        Stated::Integrated(value) => {
            let read = sound.integrated.map_or(nothing, |loudness| loudness.0);
            ("integrated, LUFS    ", value, read, (0.1, 0.1))
        }
        Stated::ShortTerm(value) => {
            let read = sound.short_term_max.map_or(nothing, |loudness| loudness.0);
            ("short-term max, LUFS", value, read, (0.1, 0.1))
        }
        Stated::TruePeak(value) => {
            let read = sound.true_peak.map_or(nothing, |peak| peak.0);
            ("true peak, dBTP     ", value, read, (0.4, 0.2))
        }
    }
}
