//! Encodes a film: H.264 and AAC in an MP4 whose bytes depend on nothing but what came in and on
//! the versions of the encoders.

use crate::fault::{Fault, while_trying};
use crate::sandbox::{self, Writes};
use ffmpeg::codec::{self, encoder};
use ffmpeg::format::context::Output;
use ffmpeg::format::sample::{Sample, Type};
use ffmpeg::format::{self, Pixel};
use ffmpeg::{ChannelLayoutMask, Dictionary, Packet, Rational, frame};
use media::protocol::{Answer, CHANNELS, Film, Reply, SAMPLE_RATE};
use model::digest::Digest;
use model::unit::FrameRate;
use std::io::{self, BufRead, Read, Write as _};

/// Reads a film from stdin, writes it, and says so on stdout.
pub(crate) fn run() -> io::Result<()> {
    sandbox::enter(Writes::AFilm);
    let reply = encode(&mut io::stdin().lock())
        .unwrap_or_else(|fault| Reply::Failed { reason: fault.to_string() });
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, &Answer { reply, payload: 0 })?;
    out.write_all(b"\n")
}

fn encode(input: &mut impl BufRead) -> Result<Reply, Fault> {
    let mut line = String::new();
    input.read_line(&mut line)?;
    let film: Film = serde_json::from_str(&line)
        .map_err(|error| Fault::Request(format!("the film cannot be understood: {error}")))?;
    refuse_impossible(&film)?;
    let mut sound = read_sound(input, &film)?;
    let mut writer = Writer::open(&film)?;
    let mut picture = frame::Video::new(Pixel::YUV420P, film.size.width, film.size.height);
    for n in 0..film.frames {
        read_picture(input, &mut picture)?;
        picture.set_pts(Some(i64::from(n)));
        writer.picture(&picture)?;
        writer.sound_until(&mut sound, sound_frames(&film, u64::from(n) + 1))?;
    }
    writer.finish(&mut sound)?;
    let bytes = std::fs::read(&film.out)?;
    Ok(Reply::Encoded { sha256: Digest::of(&bytes), bytes: bytes.len() as u64 })
}

fn refuse_impossible(film: &Film) -> Result<(), Fault> {
    let (width, height) = (film.size.width, film.size.height);
    if width == 0 || height == 0 || width % 2 == 1 || height % 2 == 1 {
        let reason = format!("a film's width and height must be even: {width}×{height} is not");
        return Err(Fault::Request(reason));
    }
    let countable = 1..=i32::MAX.cast_unsigned();
    let FrameRate { num, den } = film.rate;
    if film.frames == 0 || !countable.contains(&num) || !countable.contains(&den) {
        let reason =
            format!("a film needs frames and a frame rate: {} at {num}/{den}", film.frames);
        return Err(Fault::Request(reason));
    }
    Ok(())
}

/// Returns how many stereo frames of sound `pictures` last.
fn sound_frames(film: &Film, pictures: u64) -> usize {
    let ticks = pictures * u64::from(film.rate.den) * u64::from(SAMPLE_RATE);
    (ticks / u64::from(film.rate.num)) as usize
}

/// The sound, as long as the pictures at most, and how much of it is encoded.
struct Sound {
    left: Vec<f32>,
    right: Vec<f32>,
    done: usize,
}

fn read_sound(input: &mut impl Read, film: &Film) -> Result<Sound, Fault> {
    let frames = film.sound_frames.unwrap_or(0);
    let mut bytes = Vec::new();
    let whole = frames * (CHANNELS * size_of::<f32>()) as u64;
    if input.take(whole).read_to_end(&mut bytes)? as u64 != whole {
        return Err(Fault::Request("the sound broke off".to_owned()));
    }
    let (samples, _) = bytes.as_chunks::<4>();
    let kept = sound_frames(film, u64::from(film.frames));
    let channel = |first: usize| {
        let own = samples.iter().skip(first).step_by(CHANNELS).take(kept);
        own.map(|bytes| f32::from_le_bytes(*bytes)).collect()
    };
    Ok(Sound { left: channel(0), right: channel(1), done: 0 })
}

fn read_picture(input: &mut impl Read, picture: &mut frame::Video) -> Result<(), Fault> {
    for plane in 0..picture.planes() {
        let (width, height) = (picture.plane_width(plane), picture.plane_height(plane));
        let stride = picture.stride(plane);
        for row in picture.data_mut(plane).chunks_mut(stride).take(height as usize) {
            if let Some(row) = row.get_mut(..width as usize) {
                input.read_exact(row)?;
            }
        }
    }
    Ok(())
}

/// An encoder, the stream it fills, and the time base it counts in.
struct Track<E> {
    encoder: E,
    index: usize,
    counts_in: Rational,
}

/// The film being written.
struct Writer {
    output: Output,
    video: Track<encoder::Video>,
    audio: Option<Track<encoder::Audio>>,
}

impl Writer {
    fn open(film: &Film) -> Result<Self, Fault> {
        let mut output =
            format::output_as(&film.out, "mp4").map_err(while_trying("create the film's file"))?;
        let video = video_track(&mut output, film)?;
        let audio = match film.sound_frames {
            Some(_) => Some(audio_track(&mut output, film)?),
            None => None,
        };
        let mut options = Dictionary::new();
        options.set("movflags", "+faststart");
        // Without it FFmpeg writes its own version into every film.
        options.set("fflags", "+bitexact");
        output.write_header_with(options).map_err(while_trying("begin the film"))?;
        Ok(Self { output, video, audio })
    }

    fn picture(&mut self, picture: &frame::Video) -> Result<(), Fault> {
        self.video.encoder.send_frame(picture).map_err(while_trying("encode a picture"))?;
        drain(&mut self.video.encoder, self.video.index, self.video.counts_in, &mut self.output)
    }

    /// Encodes whole blocks of sound up to `end`, so that both streams grow together.
    fn sound_until(&mut self, sound: &mut Sound, end: usize) -> Result<(), Fault> {
        let Some(track) = &mut self.audio else {
            return Ok(());
        };
        let block = track.encoder.frame_size().max(1) as usize;
        while sound.done + block <= end.min(sound.left.len()) {
            send_sound(track, sound, block)?;
            drain(&mut track.encoder, track.index, track.counts_in, &mut self.output)?;
        }
        Ok(())
    }

    fn finish(mut self, sound: &mut Sound) -> Result<(), Fault> {
        let track = &mut self.video;
        track.encoder.send_eof().map_err(while_trying("finish the pictures"))?;
        drain(&mut track.encoder, track.index, track.counts_in, &mut self.output)?;
        if let Some(track) = &mut self.audio {
            let rest = sound.left.len() - sound.done;
            if rest > 0 {
                send_sound(track, sound, rest)?;
            }
            track.encoder.send_eof().map_err(while_trying("finish the sound"))?;
            drain(&mut track.encoder, track.index, track.counts_in, &mut self.output)?;
        }
        self.output.write_trailer().map_err(while_trying("finish the film"))
    }
}

fn video_track(output: &mut Output, film: &Film) -> Result<Track<encoder::Video>, Fault> {
    let how = &film.encoding;
    let codec = encoder::find_by_name(&how.video_encoder).ok_or_else(|| {
        Fault::Request(format!("FFmpeg here has no encoder `{}`", how.video_encoder))
    })?;
    let trying = while_trying("set up the encoder of pictures");
    let time_base = rational(film.rate.den, film.rate.num);
    let rate = rational(film.rate.num, film.rate.den);
    let mut setup = codec::Context::new_with_codec(codec).encoder().video().map_err(&trying)?;
    setup.set_width(film.size.width);
    setup.set_height(film.size.height);
    setup.set_format(Pixel::YUV420P);
    setup.set_time_base(time_base);
    setup.set_frame_rate(Some(rate));
    setup.set_aspect_ratio((1, 1));
    setup.set_gop(how.gop);
    setup.set_flags(codec::Flags::BITEXACT | codec::Flags::GLOBAL_HEADER);
    let mut options = Dictionary::new();
    for (name, value) in [
        ("colorspace", "bt709"),
        ("color_primaries", "bt709"),
        ("color_trc", "bt709"),
        ("color_range", "tv"),
        ("chroma_sample_location", "left"),
        ("preset", &how.preset),
        ("crf", &how.crf.to_string()),
        ("threads", &how.threads.to_string()),
    ] {
        options.set(name, value);
    }
    let opened = setup.open_with(options).map_err(&trying)?;
    let mut stream = output.add_stream(codec).map_err(&trying)?;
    stream.set_time_base(time_base);
    stream.set_avg_frame_rate(rate);
    stream.copy_parameters_from_context(opened.as_ref());
    Ok(Track { encoder: opened, index: stream.index(), counts_in: time_base })
}

fn audio_track(output: &mut Output, film: &Film) -> Result<Track<encoder::Audio>, Fault> {
    let trying = while_trying("set up the encoder of sound");
    let codec = encoder::find_by_name("aac")
        .ok_or_else(|| Fault::Request("FFmpeg here has no encoder `aac`".to_owned()))?;
    let time_base = rational(1, SAMPLE_RATE);
    let mut setup = codec::Context::new_with_codec(codec).encoder().audio().map_err(&trying)?;
    setup.set_rate(SAMPLE_RATE.cast_signed());
    setup.set_ch_layout(ffmpeg::ChannelLayout::default_for_channels(CHANNELS as u32));
    setup.set_format(Sample::F32(Type::Planar));
    setup.set_bit_rate(film.encoding.audio_kbps as usize * 1000);
    setup.set_time_base(time_base);
    setup.set_flags(codec::Flags::BITEXACT | codec::Flags::GLOBAL_HEADER);
    let opened = setup.open().map_err(&trying)?;
    let mut stream = output.add_stream(codec).map_err(&trying)?;
    stream.set_time_base(time_base);
    stream.copy_parameters_from_context(opened.as_ref());
    Ok(Track { encoder: opened, index: stream.index(), counts_in: time_base })
}

fn send_sound(
    track: &mut Track<encoder::Audio>,
    sound: &mut Sound,
    samples: usize,
) -> Result<(), Fault> {
    let planar = Sample::F32(Type::Planar);
    let mut block = frame::Audio::new(planar, samples, ChannelLayoutMask::STEREO);
    block.set_rate(SAMPLE_RATE);
    block.set_pts(i64::try_from(sound.done).ok());
    for (plane, channel) in [&sound.left, &sound.right].into_iter().enumerate() {
        let own = channel.iter().skip(sound.done);
        block.plane_mut::<f32>(plane).iter_mut().zip(own).for_each(|(to, from)| *to = *from);
    }
    sound.done += samples;
    track.encoder.send_frame(&block).map_err(while_trying("encode sound"))
}

/// Rates beyond what FFmpeg can count were refused before.
fn rational(num: u32, den: u32) -> Rational {
    Rational(num.cast_signed(), den.cast_signed())
}

/// Writes what the encoder has ready; the container keeps both streams in step.
fn drain(
    encoder: &mut encoder::Encoder,
    index: usize,
    counts_in: Rational,
    output: &mut Output,
) -> Result<(), Fault> {
    let container = output.stream(index).map_or(counts_in, |stream| stream.time_base());
    let mut packet = Packet::empty();
    while encoder.receive_packet(&mut packet).is_ok() {
        packet.set_stream(index);
        packet.rescale_ts(counts_in, container);
        packet.write_interleaved(output).map_err(while_trying("write the film"))?;
    }
    Ok(())
}
