//! Looks at every frame of a film. Sound is left out: measuring has heard all of it.

mod black;
mod fields;
mod flashing;
mod repeats;
mod sketch;
mod stillness;

use crate::fault::{DecodeErrors, Fault, is_pause};
use crate::last_frame::{Rough, open_rough_decoder};
use crate::raw;
use crate::raw::opening::Described;
use crate::source;
use ffmpeg::{Packet, frame};
use model::fact::{Course, Fields};
use model::unit::Secs;
use sketch::Sketch;
use std::collections::VecDeque;
use std::path::Path;
use stillness::Difference;

/// Runs of one kind beyond this number are not told.
const MOST_RUNS: usize = 256;

/// Every so many frames, three in a row are compared line by line.
const FIELDS_EVERY: u64 = 12;

/// When a frame is shown and how light it is.
#[derive(Debug, Clone, Copy)]
struct Moment {
    at: Secs,
    until: Secs,
    /// Mean and standard deviation of luma, 0 to 1.
    light: (f64, f64),
}

#[cfg(test)]
impl Moment {
    /// The `n`th of frames that are shown for a second each.
    fn for_tests(n: usize, light: (f64, f64)) -> Self {
        Self { at: Secs(n as f64), until: Secs(n as f64 + 1.0), light }
    }
}

/// Decodes every frame of the film at `path`.
pub(crate) fn look(path: &Path, max_pixels: u64) -> Result<Course, Fault> {
    let mut source = source::open(source::open_file(path)?, Described::ByContainer)?;
    let stream = source::pictures(&source.input).ok_or(Fault::Nothing("picture"))?;
    source::refuse_large(&stream, max_pixels)?;
    let index = stream.index();
    let seconds_per_tick = f64::from(stream.time_base());
    let rate = stream.avg_frame_rate();
    let step = if rate.numerator() > 0 { 1.0 / f64::from(rate) } else { 1.0 / 25.0 };
    let mut decoder = open_rough_decoder(&stream, max_pixels, Rough::BetweenKeyFrames)?;
    let mut watch = Watch::new(seconds_per_tick, step);
    loop {
        let mut packet = Packet::empty();
        if packet.read(&mut source.input).is_err() {
            break;
        }
        if packet.stream() != index {
            continue;
        }
        let at = packet.pts().map(|pts| pts as f64 * seconds_per_tick);
        if packet.is_corrupt() || decoder.send_packet(&packet).is_err() {
            watch.errors.add(at);
        }
        watch.drain(&mut decoder, at)?;
    }
    if decoder.send_eof().is_ok() {
        watch.drain(&mut decoder, None)?;
    }
    Ok(watch.finish())
}

/// Everything that watches.
struct Watch {
    seconds_per_tick: f64,
    step: f64,
    begins: Option<f64>,
    latest: f64,
    frames: u64,
    errors: DecodeErrors,
    before: Option<Sketch>,
    changes: Vec<f64>,
    black: black::Black,
    stillness: stillness::Stillness,
    flashes: flashing::Flashes,
    fields: Fields,
    /// The last frames, held only where they are about to be compared.
    row: VecDeque<frame::Video>,
}

impl Watch {
    fn new(seconds_per_tick: f64, step: f64) -> Self {
        Self {
            seconds_per_tick,
            step,
            begins: None,
            latest: 0.0,
            frames: 0,
            errors: DecodeErrors::default(),
            before: None,
            changes: Vec::new(),
            black: black::Black::default(),
            stillness: stillness::Stillness::new(),
            flashes: flashing::Flashes::new(),
            fields: Fields::default(),
            row: VecDeque::new(),
        }
    }

    fn drain(
        &mut self,
        decoder: &mut ffmpeg::decoder::Video,
        at: Option<f64>,
    ) -> Result<(), Fault> {
        loop {
            let mut next = frame::Video::empty();
            match decoder.receive_frame(&mut next) {
                Ok(()) => {
                    if raw::is_damaged(&next) {
                        self.errors.add(at);
                    }
                    self.see(next)?;
                }
                Err(error) if is_pause(error) => return Ok(()),
                // The decoder does not know pictures of this kind, which is no damage.
                Err(ffmpeg::Error::PatchWelcome) => return Ok(()),
                Err(_) => {
                    self.errors.add(at);
                    return Ok(());
                }
            }
        }
    }

    fn see(&mut self, frame: frame::Video) -> Result<(), Fault> {
        let sketch = Sketch::of(&frame)?;
        let shown = frame.timestamp().map(|ticks| ticks as f64 * self.seconds_per_tick);
        let at = match (shown, self.begins) {
            (Some(shown), Some(begins)) => (shown - begins).max(self.latest),
            (Some(shown), None) => {
                self.begins = Some(shown);
                0.0
            }
            // Bare streams carry no times.
            (None, _) => self.frames as f64 * self.step,
        };
        let moment = Moment { at: Secs(at), until: Secs(at + self.step), light: sketch.light() };
        self.latest = at;
        self.black.see(&moment);
        self.flashes.see(&moment, &sketch);
        let change = match &self.before {
            Some(before) => {
                let change = Difference::between(before, &sketch);
                self.changes.push(change.shape);
                change
            }
            None => Difference::default(),
        };
        self.stillness.see(&moment, &sketch, change);
        self.before = Some(sketch);
        self.hold(frame);
        self.frames += 1;
        Ok(())
    }

    fn hold(&mut self, frame: frame::Video) {
        let place = self.frames % FIELDS_EVERY;
        if place < 3 {
            self.row.push_back(frame);
        }
        if place == 2 {
            if let [before, here, after] = self.row.make_contiguous() {
                fields::compare(&mut self.fields, [before, here, after]);
            }
            self.row.clear();
        }
    }

    fn finish(self) -> Course {
        let end = Secs(if self.frames > 0 { self.latest + self.step } else { 0.0 });
        let begins = self.begins.unwrap_or(0.0);
        Course {
            frames: self.frames,
            errors: self.errors.count,
            first_error: self.errors.first.map(|at| Secs((at - begins).max(0.0))),
            black: self.black.finish(end),
            still: self.stillness.finish(end),
            flashing: self.flashes.finish(),
            repeats: repeats::repeats(&self.changes),
            fields: self.fields,
        }
    }
}
