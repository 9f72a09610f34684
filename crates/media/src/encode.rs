//! Encodes a film. Its bytes depend on nothing but what came in and on the versions of the encoders.

mod pictures;

use crate::fault::{Fault, while_trying};
use crate::measure::digest;
use crate::packets::write;
use crate::raw;
use crate::sandbox::{self, Writes};
use crate::sound::{SoundFormat, resampled};
use crate::sound_track::{Samples, SoundTrack};
use ffmpeg::codec::{self, encoder};
use ffmpeg::format::{self, context::Output};
use ffmpeg::{ChannelLayoutMask, Dictionary, Packet, Rational};
use media::protocol::{Answer, CHANNELS, Film, Reply, SAMPLE_RATE};
use model::timeline::{AudioCoding, Container, Scan, VideoCoding};
use model::unit::FrameRate;
use pictures::Pictures;
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

/// The four letters by which Apple's players know HEVC whose headers stand in the container.
const HEVC_IN_MP4: [u8; 4] = *b"hvc1";

/// Reads a film from stdin, writes it, and says so on stdout.
pub(crate) fn run() -> io::Result<()> {
    sandbox::enter(Writes::AFilm);
    answer(encode(&mut io::stdin().lock()))
}

/// Says on stdout how it went.
pub(crate) fn answer(done: Result<Reply, Fault>) -> io::Result<()> {
    say(&mut io::stdout().lock(), done.unwrap_or_else(Reply::from))
}

/// Writes one line.
pub(crate) fn say(out: &mut impl io::Write, reply: Reply) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Answer { reply, payload: 0 })?;
    out.write_all(b"\n")
}

fn encode(input: &mut impl BufRead) -> Result<Reply, Fault> {
    let mut line = String::new();
    input.read_line(&mut line)?;
    let film: Film = serde_json::from_str(&line)
        .map_err(|error| Fault::Request(format!("the film cannot be understood: {error}")))?;
    let pictures = Pictures::new(film.size, &film.encoding.video)?;
    refuse_impossible(&film, &pictures)?;
    let seconds = film.rate.duration(u64::from(film.frames)).0;
    let sound = match film.sound_frames {
        Some(frames) => Some(read_sound(input, frames, seconds)?),
        None => None,
    };
    let mut writer = Writer::open(&film, &pictures, sound)?;
    let stored = film.frames / pictures.frames_a_picture();
    for n in 0..stored {
        let mut picture = pictures.next(input)?;
        picture.set_pts(Some(i64::from(n)));
        writer.picture(&picture)?;
        let shown = film.rate.duration(u64::from((n + 1) * pictures.frames_a_picture()));
        writer.sound_until(shown.0)?;
    }
    writer.finish()?;
    let (sha256, bytes) = digest(&File::open(&film.out)?)?;
    Ok(Reply::Encoded { sha256, bytes })
}

fn refuse_impossible(film: &Film, pictures: &Pictures) -> Result<(), Fault> {
    // FFmpeg counts in 31 bits, and pairs of fields take one.
    let countable = 1..=i32::MAX.cast_unsigned() / 2;
    let Film { frames, rate: FrameRate { num, den }, .. } = *film;
    if frames == 0 || !countable.contains(&num) || !countable.contains(&den) {
        let reason = format!("a film needs frames and a frame rate: {frames} at {num}/{den}");
        return Err(Fault::Request(reason));
    }
    if !frames.is_multiple_of(pictures.frames_a_picture()) {
        let reason = format!("fields come in pairs: {frames} frames leave one alone");
        return Err(Fault::Request(reason));
    }
    Ok(())
}

/// Reads interleaved stereo, and keeps as much of it as lasts `seconds`.
pub(crate) fn read_sound(
    input: &mut impl Read,
    frames: u64,
    seconds: f64,
) -> Result<Samples, Fault> {
    let mut bytes = Vec::new();
    let whole = frames * (CHANNELS * size_of::<f32>()) as u64;
    if input.take(whole).read_to_end(&mut bytes)? as u64 != whole {
        return Err(Fault::Request("the sound broke off".to_owned()));
    }
    let (samples, _) = bytes.as_chunks::<4>();
    // A sample more or less by the last bits of a fraction is not meant.
    let kept = (seconds * f64::from(SAMPLE_RATE) + 1e-6) as usize * CHANNELS;
    let interleaved = samples.iter().take(kept).map(|bytes| f32::from_le_bytes(*bytes)).collect();
    let channels = CHANNELS as u32;
    let format = SoundFormat { rate: SAMPLE_RATE, channels, layout: ChannelLayoutMask::STEREO };
    Ok(Samples { interleaved, format, begins: 0 })
}

/// Creates a file for what a container holds.
pub(crate) fn create(out: &Path, container: Container) -> Result<Output, Fault> {
    format::output_as(out, container.ending()).map_err(while_trying("create the file"))
}

/// Writes what stands in front of the packets.
pub(crate) fn begin(output: &mut Output, container: Container) -> Result<(), Fault> {
    let mut options = Dictionary::new();
    if matches!(container, Container::Mp4 | Container::Mov) {
        options.set("movflags", "+faststart");
    }
    // Without it FFmpeg writes its own version, the time, or numbers by lot.
    options.set("fflags", "+bitexact");
    output.write_header_with(options).map_err(while_trying("begin the file")).map(|_| ())
}

/// Sets up the encoder of a sound.
pub(crate) fn sound_track(
    coding: &AudioCoding,
    samples: Samples,
    output: &mut Output,
) -> Result<SoundTrack, Fault> {
    let bits = coding.kbps.map(|kbps| kbps as usize * 1000);
    let samples = if coding.rate == samples.format.rate {
        samples
    } else {
        resampled(&samples, coding.rate)?
    };
    SoundTrack::open(encoder_named(&coding.encoder)?, bits, samples, output)
}

fn encoder_named(name: &str) -> Result<codec::codec::Codec<codec::codec::UnknownType>, Fault> {
    encoder::find_by_name(name).ok_or_else(|| Fault::NoEncoder(name.to_owned()))
}

/// The film being written.
struct Writer {
    output: Output,
    encoder: encoder::Video,
    /// The stream of its pictures.
    to: usize,
    counts_in: Rational,
    sound: Option<SoundTrack>,
}

impl Writer {
    fn open(film: &Film, pictures: &Pictures, sound: Option<Samples>) -> Result<Self, Fault> {
        let container = film.encoding.container;
        let mut output = create(&film.out, container)?;
        let FrameRate { num, den } = film.rate;
        let stored = Rational(num.cast_signed(), (den * pictures.frames_a_picture()).cast_signed());
        let (encoder, to) = video_track(&mut output, film, pictures, stored)?;
        let coding = &film.encoding.audio;
        let sound = match sound {
            Some(samples) => Some(sound_track(coding, samples, &mut output)?),
            None => None,
        };
        begin(&mut output, container)?;
        Ok(Self { output, encoder, to, counts_in: stored.invert(), sound })
    }

    fn picture(&mut self, picture: &ffmpeg::frame::Video) -> Result<(), Fault> {
        self.encoder.send_frame(picture).map_err(while_trying("encode a picture"))?;
        self.drain()
    }

    /// Encodes whole blocks of sound, so that both streams grow together.
    fn sound_until(&mut self, seconds: f64) -> Result<(), Fault> {
        self.sound.as_mut().map_or(Ok(()), |sound| sound.until(seconds, &mut self.output))
    }

    fn finish(mut self) -> Result<(), Fault> {
        self.encoder.send_eof().map_err(while_trying("finish the pictures"))?;
        self.drain()?;
        if let Some(sound) = &mut self.sound {
            sound.finish(&mut self.output)?;
        }
        self.output.write_trailer().map_err(while_trying("finish the film"))
    }

    fn drain(&mut self) -> Result<(), Fault> {
        let mut packet = Packet::empty();
        while self.encoder.receive_packet(&mut packet).is_ok() {
            // Encoders of whole frames do not say how long one is shown, and MXF wants to know.
            if packet.duration() == 0 {
                packet.set_duration(1);
            }
            write(&mut packet, self.to, self.counts_in, &mut self.output)?;
            packet = Packet::empty();
        }
        Ok(())
    }
}

fn video_track(
    output: &mut Output,
    film: &Film,
    pictures: &Pictures,
    rate: Rational,
) -> Result<(encoder::Video, usize), Fault> {
    let VideoCoding { encoder, scan, gop, settings, .. } = &film.encoding.video;
    let codec = encoder_named(encoder)?;
    let trying = while_trying("set up the encoder of pictures");
    let mut setup = codec::Context::new_with_codec(codec).encoder().video().map_err(&trying)?;
    setup.set_width(film.size.width);
    setup.set_height(film.size.height);
    setup.set_format(pictures.pixel());
    setup.set_time_base(rate.invert());
    setup.set_frame_rate(Some(rate));
    setup.set_aspect_ratio((1, 1));
    setup.set_gop(*gop);
    let mut flags = codec::Flags::BITEXACT | codec::Flags::GLOBAL_HEADER;
    let order = match scan {
        Scan::Progressive => {
            // Closed groups: players cut streams between them, and a closing card that begins on a
            // key frame is decoded from it alone.
            flags |= codec::Flags::CLOSED_GOP;
            "progressive"
        }
        Scan::UpperFieldFirst => {
            flags |= codec::Flags::INTERLACED_DCT | codec::Flags::INTERLACED_ME;
            "tt"
        }
    };
    setup.set_flags(flags);
    let mut options = Dictionary::new();
    for (name, value) in [
        ("colorspace", "bt709"),
        ("color_primaries", "bt709"),
        ("color_trc", "bt709"),
        ("color_range", "tv"),
        ("chroma_sample_location", "left"),
        ("field_order", order),
        // The bytes of some encoders depend on their threads.
        ("threads", "1"),
    ] {
        options.set(name, value);
    }
    for (name, value) in settings {
        options.set(name, value);
    }
    let opened = setup.open_with(options).map_err(&trying)?;
    let mut stream = output.add_stream(codec).map_err(&trying)?;
    stream.set_time_base(rate.invert());
    stream.set_avg_frame_rate(rate);
    stream.copy_parameters_from_context(opened.as_ref());
    let container = film.encoding.container;
    if codec.id() == codec::Id::HEVC && matches!(container, Container::Mp4 | Container::Mov) {
        raw::name_codec(&mut stream, HEVC_IN_MP4);
    }
    Ok((opened, stream.index()))
}
