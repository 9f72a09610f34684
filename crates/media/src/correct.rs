//! Writes a corrected copy of a file: packets are copied, and only what has to change is encoded
//! again. The same file and the same wish give the same bytes.

mod sound;
mod turn;

use crate::fault::{Fault, while_trying};
use crate::measure::digest;
use crate::packets::write;
use crate::raw::copying::{HeaderFilter, Tag, describe_alike, tag_rec_709};
use crate::raw::opening::Described;
use crate::sandbox::{self, Writes};
use crate::sound_track::SoundTrack;
use crate::{shape, source};
use ffmpeg::format::context::{Input, Output};
use ffmpeg::format::stream::Disposition;
use ffmpeg::{Dictionary, Packet, Rational, Stream, codec, format, media as medium};
use media::protocol::{Answer, Colours, Correction, MAX_PIXELS, Reply, TurnFlag};
use std::ffi::CStr;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, Write as _};
use std::path::Path;
use turn::TurnedPictures;

/// A copy may be so much larger than its file, and by so many bytes.
const GROWTH: u64 = 2;
const SLACK: u64 = 64 << 20;

/// Reads a wish from stdin, writes the copy, and says so on stdout.
pub(crate) fn run() -> io::Result<()> {
    sandbox::enter(Writes::AFilm);
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let reply = correct(&line).unwrap_or_else(Reply::from);
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, &Answer { reply, payload: 0 })?;
    out.write_all(b"\n")
}

fn correct(line: &str) -> Result<Reply, Fault> {
    let wish: Correction = serde_json::from_str(line)
        .map_err(|error| Fault::Request(format!("the wish cannot be understood: {error}")))?;
    let file = source::open_file(&wish.path)?;
    let bytes = file.metadata()?.len();
    sandbox::write_at_most(bytes.saturating_mul(GROWTH).saturating_add(SLACK));
    if shape::read(&file)?.is_some_and(|shape| shape.breaks_off(bytes)) {
        return Err(Fault::Request("the file breaks off, and so would its copy".to_owned()));
    }
    let notes = shape::notes(&file)?;
    let mut source = source::open(file, Described::ByFrames)?;
    let mut left_out = Vec::new();
    let mut copy = Copy::open(&source.input, &wish, &mut left_out)?;
    loop {
        let mut packet = Packet::empty();
        match packet.read(&mut source.input) {
            Ok(()) => copy.packet(packet)?,
            Err(ffmpeg::Error::Eof) => break,
            Err(error) => return Err(while_trying("read the file to its end")(error)),
        }
    }
    copy.finish()?;
    append(&wish.out, &notes)?;
    let (sha256, bytes) = digest(&File::open(&wish.out)?)?;
    Ok(Reply::Corrected { sha256, bytes, left_out })
}

/// FFmpeg's name for a container, and the options that its index and its bytes depend on.
fn muxer(container: &str) -> Result<&'static str, Fault> {
    Ok(match container {
        "mp4" => "mp4",
        "mov" => "mov",
        "m4a" => "ipod",
        "webm" => "webm",
        "mkv" => "matroska",
        "wav" => "wav",
        "mp3" => "mp3",
        "ogg" => "ogg",
        other => return Err(Fault::Request(format!("`{other}` is not written here"))),
    })
}

/// What happens to the packets of one stream.
enum Track {
    Copied { to: usize, counts_in: Rational, filter: Option<HeaderFilter> },
    Louder(Box<SoundTrack>),
    Turned(Box<TurnedPictures>),
    LeftOut,
}

/// The copy being written.
struct Copy {
    output: Output,
    tracks: Vec<Track>,
}

impl Copy {
    fn open(input: &Input, wish: &Correction, left_out: &mut Vec<String>) -> Result<Self, Fault> {
        let muxer = muxer(&wish.container)?;
        let same = input.format().name().split(',').any(|name| name == wish.container);
        let tag = if same { Tag::Kept } else { Tag::ChosenAnew };
        let mut output =
            format::output_as(&wish.out, muxer).map_err(while_trying("create the copy"))?;
        let (pictures, sound) = (
            source::pictures(input).map(|stream| stream.index()),
            source::sound(input).map(|stream| stream.index()),
        );
        let mut tracks = Vec::new();
        for stream in input.streams() {
            let own = Some(stream.index());
            let gain = wish.gain.filter(|_| own == sound);
            let track = match (gain, wish.turn) {
                (Some(gain), _) => {
                    let track = sound::louder(&wish.path, &stream, gain, &mut output)?;
                    Track::Louder(Box::new(track))
                }
                (None, TurnFlag::Applied) if own == pictures => {
                    Track::Turned(Box::new(TurnedPictures::open(&stream, MAX_PIXELS, &mut output)?))
                }
                _ if is_carried(&stream) => {
                    let colours = if own == pictures { wish.colours } else { Colours::AsTheyAre };
                    copied(&stream, tag, colours, &mut output)?
                }
                _ => {
                    left_out.push(words(&stream));
                    Track::LeftOut
                }
            };
            tracks.push(track);
        }
        let words: Vec<(String, String)> = input
            .metadata()
            .iter()
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        let mut into = output.metadata_mut();
        for (key, value) in &words {
            into.set(key, value);
        }
        let mut options = Dictionary::new();
        if matches!(muxer, "mp4" | "mov" | "ipod") {
            options.set("movflags", "+faststart");
        }
        // Without it FFmpeg writes its own version, the time, or numbers by lot.
        options.set("fflags", "+bitexact");
        output.write_header_with(options).map_err(while_trying("begin the copy"))?;
        Ok(Self { output, tracks })
    }

    fn packet(&mut self, mut packet: Packet) -> Result<(), Fault> {
        // Sound that is encoded again keeps step with the packets that pass.
        let now = packet.dts().or(packet.pts());
        let Some(track) = self.tracks.get_mut(packet.stream()) else { return Ok(()) };
        let seconds = match track {
            Track::Copied { to, counts_in, filter } => {
                let seconds = now.map(|ticks| ticks as f64 * f64::from(*counts_in));
                if let Some(filter) = filter {
                    filter.packet(&mut packet).map_err(while_trying("rewrite a header"))?;
                }
                write(&mut packet, *to, *counts_in, &mut self.output)?;
                seconds
            }
            Track::Turned(pictures) => pictures.packet(&packet, &mut self.output)?,
            Track::Louder(_) | Track::LeftOut => None,
        };
        let Some(seconds) = seconds else { return Ok(()) };
        for track in &mut self.tracks {
            if let Track::Louder(sound) = track {
                sound.until(seconds, &mut self.output)?;
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), Fault> {
        for track in &mut self.tracks {
            match track {
                Track::Louder(sound) => sound.finish(&mut self.output)?,
                Track::Turned(pictures) => pictures.finish(&mut self.output)?,
                Track::Copied { .. } | Track::LeftOut => {}
            }
        }
        self.output.write_trailer().map_err(while_trying("finish the copy"))
    }
}

/// Pictures, sound and subtitles are carried over; data tracks mean something only to whoever
/// wrote them, and covers belong to players.
fn is_carried(stream: &Stream<'_>) -> bool {
    let known = matches!(
        stream.parameters().medium(),
        medium::Type::Video | medium::Type::Audio | medium::Type::Subtitle
    );
    known && !stream.disposition().contains(Disposition::ATTACHED_PIC)
}

fn words(stream: &Stream<'_>) -> String {
    let kind = match stream.parameters().medium() {
        medium::Type::Video => "a cover picture",
        medium::Type::Data => "a data track",
        medium::Type::Attachment => "an attachment",
        _ => "a track of unknown kind",
    };
    format!("{kind} (stream {})", stream.index())
}

fn copied(
    stream: &Stream<'_>,
    tag: Tag,
    colours: Colours,
    output: &mut Output,
) -> Result<Track, Fault> {
    let trying = while_trying("set up a copied stream");
    let mut to = output.add_stream(codec::Id::None).map_err(&trying)?;
    describe_alike(stream, &mut to, tag).map_err(&trying)?;
    let mut filter = None;
    if colours == Colours::Rec709 {
        if let Some((name, options)) = colour_filter(stream.parameters().id()) {
            let opened = HeaderFilter::open(name, options, stream)
                .map_err(while_trying("rewrite the colour tags"))?;
            opened.describe(&mut to).map_err(&trying)?;
            filter = Some(opened);
        }
        tag_rec_709(&mut to);
    }
    Ok(Track::Copied { to: to.index(), counts_in: stream.time_base(), filter })
}

/// The filter that writes Rec. 709 into a stream itself, and its options. Streams of other codecs
/// are tagged in their container alone.
fn colour_filter(
    id: codec::Id,
) -> Option<(&'static CStr, &'static [(&'static CStr, &'static CStr)])> {
    // Code 1 is BT.709 in ITU-T H.273.
    const H26X: &[(&CStr, &CStr)] = &[
        (c"colour_primaries", c"1"),
        (c"transfer_characteristics", c"1"),
        (c"matrix_coefficients", c"1"),
    ];
    const AV1: &[(&CStr, &CStr)] = &[
        (c"color_primaries", c"1"),
        (c"transfer_characteristics", c"1"),
        (c"matrix_coefficients", c"1"),
    ];
    const PRORES: &[(&CStr, &CStr)] =
        &[(c"color_primaries", c"bt709"), (c"color_trc", c"bt709"), (c"colorspace", c"bt709")];
    const VP9: &[(&CStr, &CStr)] = &[(c"color_space", c"bt709")];
    match id {
        codec::Id::H264 => Some((c"h264_metadata", H26X)),
        codec::Id::HEVC => Some((c"hevc_metadata", H26X)),
        codec::Id::AV1 => Some((c"av1_metadata", AV1)),
        codec::Id::PRORES => Some((c"prores_metadata", PRORES)),
        codec::Id::VP9 => Some((c"vp9_metadata", VP9)),
        _ => None,
    }
}

/// Adds boxes behind the end, where readers look for them as well.
fn append(path: &Path, notes: &[u8]) -> io::Result<()> {
    if notes.is_empty() {
        return Ok(());
    }
    OpenOptions::new().append(true).open(path)?.write_all(notes)
}
