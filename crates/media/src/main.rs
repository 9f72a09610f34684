//! The media worker: decodes, measures and encodes with FFmpeg, on its own and with little it may
//! do, because the files it reads were made by strangers.
//!
//! It judges nothing and keeps nothing. Start reading at [`serve`]; the words it speaks are in
//! [`media::protocol`].

mod correct;
mod encode;
mod fault;
mod glance;
mod last_frame;
mod look;
mod measure;
mod packets;
mod palette;
mod picture;
mod planes;
mod raw;
mod rehearse;
mod roll;
mod sandbox;
mod serve;
mod sound;
mod sound_meter;
mod sound_track;
mod source;
mod speech;
mod still_parts;
mod tally;
mod versions;

use media::shape;
use std::io::Write as _;
use std::process::ExitCode;

const USAGE: &str = "usage: throughline-media serve | encode | rehearse | roll | correct
  serve    one JSON request a line on stdin, one JSON answer a line (and its bytes) on stdout
  encode   a JSON line, sound and frames on stdin; writes a film, answers with a JSON line
  rehearse a JSON line and sound on stdin; answers with how it comes out of its coding
  roll     a JSON line on stdin; answers with a JSON line and the frames of footage
  correct  a JSON line on stdin; writes a corrected copy, answers with a JSON line
";

/// The exit code of a wrong call.
const USAGE_FAULT: u8 = 2;

/// The exit code of a conversation that broke off.
const BROKEN_OFF: u8 = 75;

fn main() -> ExitCode {
    let word = std::env::args().nth(1);
    raw::bound_blocks();
    ffmpeg::log::set_level(ffmpeg::log::Level::Quiet);
    let done = match word.as_deref() {
        Some("serve") => serve::run(),
        Some("encode") => encode::run(),
        Some("rehearse") => rehearse::run(),
        Some("roll") => roll::run(),
        Some("correct") => correct::run(),
        _ => {
            let told = std::io::stderr().write_all(USAGE.as_bytes());
            return ExitCode::from(if told.is_ok() { USAGE_FAULT } else { BROKEN_OFF });
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // Nobody listens any more: there is no one to tell either.
        Err(_) => ExitCode::from(BROKEN_OFF),
    }
}
