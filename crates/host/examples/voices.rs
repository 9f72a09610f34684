//! Prints what the voice model hears in each file: `voices FILES…`. Voices come out near 1, music
//! near 0.

use host::media::{MediaWorkers, find_worker};
use host::tools::{Cabinet, VOICE};
use host::voice::Listener;
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let exe = find_worker().ok_or("build the worker first: `cargo build -p throughline-media`")?;
    let model = Cabinet::of_this_account().find(&VOICE).ok_or("the voice model is not there")?;
    let listener = Listener::load(&model)?;
    let workers = MediaWorkers::new(exe, 1, std::env::temp_dir());
    let mut out = std::io::stdout().lock();
    writeln!(out, "likeliest  spoken   share   lift  ms/s  file")?;
    for path in std::env::args_os().skip(1).map(PathBuf::from) {
        let measured = workers.measure_with_speech(&path, &|_| false)?;
        let began = Instant::now();
        let Some(voice) = listener.hear_file(&measured.facts, &measured.speech) else {
            writeln!(out, "{:<41}{}", "no sound", path.display())?;
            continue;
        };
        let seconds = measured.speech.len() as f64 / f64::from(measure::voice::RATE);
        let pace = began.elapsed().as_secs_f64() * 1000.0 / seconds.max(1e-3);
        let lift = voice.lift.map_or("–".to_owned(), |lift| format!("{lift:.1}"));
        let (likeliest, spoken, share) = (voice.likeliest.0, voice.spoken.0, voice.share.0);
        writeln!(
            out,
            "{likeliest:>9.2}{spoken:>7.1}s{share:>8.2}{lift:>7}{pace:>6.1}  {}",
            path.display()
        )?;
    }
    Ok(())
}
