//! Encodes a sound and listens to what is left of it: how high its peaks are once it is decoded.
//! Coding moves them, by decibels where a drum is hit.

use crate::encode::{answer, begin, create, read_sound, sound_track};
use crate::fault::{Fault, while_trying};
use crate::raw::opening::Described;
use crate::sandbox::{self, Writes};
use crate::sound::{SoundDecoder, Wanted};
use crate::sound_meter::SoundMeter;
use crate::source;
use ffmpeg::Packet;
use media::protocol::{Rehearsal, Reply, SAMPLE_RATE};
use std::io::{self, BufRead};

/// Reads a sound from stdin, encodes and decodes it, and says on stdout what it became.
pub(crate) fn run() -> io::Result<()> {
    sandbox::enter(Writes::AFilm);
    answer(rehearse(&mut io::stdin().lock()))
}

fn rehearse(input: &mut impl BufRead) -> Result<Reply, Fault> {
    let mut line = String::new();
    input.read_line(&mut line)?;
    let wish: Rehearsal = serde_json::from_str(&line)
        .map_err(|error| Fault::Request(format!("the sound cannot be understood: {error}")))?;
    let seconds = wish.sound_frames as f64 / f64::from(SAMPLE_RATE);
    let samples = read_sound(input, wish.sound_frames, seconds)?;
    let mut output = create(&wish.out, wish.container)?;
    let mut track = sound_track(&wish.audio, samples, &mut output)?;
    begin(&mut output, wish.container)?;
    track.finish(&mut output)?;
    output.write_trailer().map_err(while_trying("finish the sound"))?;
    drop(output);
    heard(&wish)
}

fn heard(wish: &Rehearsal) -> Result<Reply, Fault> {
    let mut source = source::open(source::open_file(&wish.out)?, Described::ByFrames)?;
    let stream = source::sound(&source.input).ok_or(Fault::Nothing("sound"))?;
    let index = stream.index();
    let mut decoder = SoundDecoder::open(&stream, Wanted::AsIs)?;
    let format = decoder.format;
    let mut meter = SoundMeter::new(format.rate, format.channels).ok_or(Fault::Nothing("sound"))?;
    let mut packet = Packet::empty();
    while packet.read(&mut source.input).is_ok() {
        if packet.stream() == index {
            decoder.packet(&packet, &mut |samples| meter.add(samples));
        }
        packet = Packet::empty();
    }
    decoder.finish(&mut |samples| meter.add(samples));
    let reading = meter.finish();
    Ok(Reply::Rehearsed { loudness: reading.integrated, true_peak: reading.true_peak })
}
