//! Opens a file for FFmpeg: by content rather than by name, and with nothing else in reach.

use crate::fault::{Fault, while_trying};
use crate::raw::opening::{self, Described};
use crate::shape;
use ffmpeg::format::context::Input;
use ffmpeg::format::stream::Disposition;
use ffmpeg::{Dictionary, Stream, media};
use std::fs::File;
use std::os::fd::AsRawFd as _;
use std::path::Path;

/// Demuxers that read one file and nothing else. Those that open further files (concat, hls, dash,
/// image sequences) are left out on purpose.
const DEMUXERS: &str = "mov,matroska,avi,mpegts,mpeg,mpegvideo,h264,hevc,ivf,obu,flv,asf,mxf,gif,\
    apng,wav,w64,aiff,caf,flac,mp3,aac,ac3,ogg,jpeg_pipe,png_pipe,webp_pipe,bmp_pipe,tiff_pipe,\
    jpegxl_pipe";

/// An open file.
pub(crate) struct Source {
    /// What FFmpeg makes of it.
    pub(crate) input: Input,
    /// Kept open, because FFmpeg reaches the file through its number.
    _file: File,
}

/// Opens a regular file.
pub(crate) fn open_file(path: &Path) -> Result<File, Fault> {
    // Asked first: opening a pipe that nobody writes would wait for ever.
    if !std::fs::metadata(path)?.is_file() {
        return Err(Fault::NotAFile);
    }
    Ok(File::open(path)?)
}

/// Opens `file` with FFmpeg. The name is withheld, so that neither an extension nor a pattern in
/// it can choose what reads the bytes.
pub(crate) fn open(file: File, described: Described) -> Result<Source, Fault> {
    if shape::is_bomb(&file)? {
        let reason = "a text or colour profile in it unpacks to more than 32 million bytes";
        return Err(Fault::TooLarge(reason.to_owned()));
    }
    let mut options = Dictionary::new();
    options.set("protocol_whitelist", "file");
    options.set("format_whitelist", DEMUXERS);
    let url = format!("file:/dev/fd/{}", file.as_raw_fd());
    let input =
        opening::open(&url, options, described).map_err(while_trying("recognise what is in it"))?;
    Ok(Source { input, _file: file })
}

/// Returns the first stream of pictures that is not a cover.
pub(crate) fn pictures(input: &Input) -> Option<Stream<'_>> {
    input.streams().find(|stream| {
        stream.parameters().medium() == media::Type::Video
            && !stream.disposition().contains(Disposition::ATTACHED_PIC)
    })
}

/// Returns the first stream of sound.
pub(crate) fn sound(input: &Input) -> Option<Stream<'_>> {
    input.streams().find(|stream| stream.parameters().medium() == media::Type::Audio)
}

/// Refuses a picture stream with more than `max_pixels`.
pub(crate) fn refuse_large(stream: &Stream<'_>, max_pixels: u64) -> Result<(), Fault> {
    let (width, height) = (stream.parameters().width(), stream.parameters().height());
    if u64::from(width) * u64::from(height) > max_pixels {
        return Err(Fault::TooLarge(format!(
            "a picture of {width}×{height} is larger than the limit of {max_pixels} pixels"
        )));
    }
    Ok(())
}
