//! A running worker, and films to give it.

use media::protocol::{Answer, CHANNELS, Film, Reply, Request, SoundStream, Speech};
use model::fact::FileFacts;
use model::timeline::Encoding;
use model::unit::{FrameRate, Size};
use serde::Serialize;
use std::error::Error;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};

pub(crate) type Tried<T> = Result<T, Box<dyn Error>>;

/// The worker's executable.
const EXE: &str = env!("CARGO_BIN_EXE_throughline-media");

/// A worker that serves.
pub(crate) struct Worker {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Worker {
    pub(crate) fn start() -> Tried<Self> {
        let mut child = start("serve")?;
        let stdin = child.stdin.take().ok_or("no stdin")?;
        let stdout = BufReader::new(child.stdout.take().ok_or("no stdout")?);
        Ok(Self { child, stdin, stdout })
    }

    /// Sends a line as it is.
    pub(crate) fn ask_line(&mut self, line: &str) -> Tried<(Reply, Vec<u8>)> {
        writeln!(self.stdin, "{line}")?;
        let mut line = String::new();
        self.stdout.read_line(&mut line)?;
        let answer: Answer = serde_json::from_str(&line)?;
        let mut payload = vec![0; usize::try_from(answer.payload)?];
        self.stdout.read_exact(&mut payload)?;
        Ok((answer.reply, payload))
    }

    pub(crate) fn ask(&mut self, request: &Request) -> Tried<(Reply, Vec<u8>)> {
        self.ask_line(&serde_json::to_string(request)?)
    }

    /// Measures one file.
    pub(crate) fn measure(&mut self, path: &Path) -> Tried<(FileFacts, Vec<u8>)> {
        let (facts, png, _) = self.measure_knowing(path, Vec::new())?;
        Ok((facts, png))
    }

    /// Measures a file, knowing some streams of sound; returns the stream that was new.
    pub(crate) fn measure_knowing(
        &mut self,
        path: &Path,
        sounds: Vec<SoundStream>,
    ) -> Tried<(FileFacts, Vec<u8>, Option<SoundStream>)> {
        let speech = Speech::Unwanted;
        let request =
            Request::Measure { path: path.to_owned(), max_pixels: 1 << 24, sounds, speech };
        match self.ask(&request)? {
            (Reply::Measured { facts, sound, .. }, png) => {
                Ok((*facts, png, sound.map(|sound| *sound)))
            }
            (other, _) => Err(format!("not measured: {other:?}").into()),
        }
    }

    /// Closes the conversation and waits.
    pub(crate) fn leave(self) -> Tried<ExitStatus> {
        let Self { mut child, stdin, stdout } = self;
        drop((stdin, stdout));
        Ok(child.wait()?)
    }
}

/// Starts the executable for `what`.
pub(crate) fn start(what: &str) -> Tried<Child> {
    let pipes = || (Stdio::piped(), Stdio::piped());
    let (stdin, stdout) = pipes();
    Ok(Command::new(EXE).arg(what).stdin(stdin).stdout(stdout).spawn()?)
}

/// A film of 160×90 at 25 frames a second.
pub(crate) fn film(out: &Path, frames: u32) -> Film {
    Film {
        size: Size { width: 160, height: 90 },
        rate: FrameRate { num: 25, den: 1 },
        frames,
        encoding: Encoding::h264(18, "veryfast", 25, 192),
        sound_frames: None,
        out: out.to_owned(),
    }
}

/// A plane of light that wanders, over one colour: a frame of its own for each number.
pub(crate) fn wandering(film: &Film) -> Vec<Vec<u8>> {
    let (width, height) = (film.size.width, film.size.height);
    let luma = |n: u32, x: u32, y: u32| 32 + ((x + 2 * y + 5 * n) % 180) as u8;
    let frame = |n: u32| {
        let mut bytes: Vec<u8> =
            (0..height).flat_map(|y| (0..width).map(move |x| luma(n, x, y))).collect();
        bytes.resize((width * height * 3 / 2) as usize, 128);
        bytes
    };
    (0..film.frames).map(frame).collect()
}

/// Frames of one colour, given as BT.709 luma and chroma.
pub(crate) fn plain(film: &Film, [luma, blue, red]: [u8; 3]) -> Vec<Vec<u8>> {
    let pixels = (film.size.width * film.size.height) as usize;
    let plane = |value: u8, length: usize| std::iter::repeat_n(value, length);
    let frame: Vec<u8> =
        plane(luma, pixels).chain(plane(blue, pixels / 4)).chain(plane(red, pixels / 4)).collect();
    vec![frame; film.frames as usize]
}

/// A stereo sine of 1 kHz that peaks at `peak` dBFS.
pub(crate) fn tone(seconds: f64, peak: f64) -> Vec<f32> {
    let frames = (seconds * 48_000.0) as usize;
    let level = 10_f64.powf(peak / 20.0);
    let sample = |n: usize| (level * (n as f64 / 48.0 * std::f64::consts::TAU).sin()) as f32;
    (0..frames).flat_map(|n| [sample(n); CHANNELS]).collect()
}

/// Starts the executable for `what`, gives it a line and some bytes, and returns what it says.
pub(crate) fn tell(what: &str, line: &impl Serialize, bytes: &[u8]) -> Tried<(Reply, Vec<u8>)> {
    let mut child = start(what)?;
    let mut stdin = child.stdin.take().ok_or("no stdin")?;
    writeln!(stdin, "{}", serde_json::to_string(line)?)?;
    stdin.write_all(bytes)?;
    drop(stdin);
    let output = child.wait_with_output()?.stdout;
    let end = output.iter().position(|byte| *byte == b'\n').ok_or("no line")?;
    let (line, rest) = output.split_at(end + 1);
    let answer: Answer = serde_json::from_slice(line)?;
    Ok((answer.reply, rest.to_vec()))
}

/// Samples as they cross.
pub(crate) fn bytes(samples: &[f32]) -> Vec<u8> {
    samples.iter().flat_map(|sample| sample.to_le_bytes()).collect()
}

/// Encodes a film; the answer says how that went.
pub(crate) fn encode(film: &Film, frames: &[Vec<u8>], sound: Option<&[f32]>) -> Tried<Reply> {
    let sound_frames = sound.map(|samples| (samples.len() / CHANNELS) as u64);
    let film = Film { sound_frames, ..film.clone() };
    let mut child = start("encode")?;
    let mut stdin = child.stdin.take().ok_or("no stdin")?;
    writeln!(stdin, "{}", serde_json::to_string(&film)?)?;
    let samples: Vec<u8> =
        sound.unwrap_or_default().iter().flat_map(|sample| sample.to_le_bytes()).collect();
    // A film that is refused is not read to its end.
    let fed = stdin
        .write_all(&samples)
        .and_then(|()| frames.iter().try_for_each(|frame| stdin.write_all(frame)));
    drop(stdin);
    let output = child.wait_with_output()?;
    let answer: Answer = serde_json::from_slice(&output.stdout)?;
    if matches!(answer.reply, Reply::Encoded { .. }) {
        fed?;
    }
    Ok(answer.reply)
}
