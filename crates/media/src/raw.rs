//! The few fields of FFmpeg that its binding does not reach. All of the worker's unsafe code.
#![expect(unsafe_code, reason = "FFmpeg is a C library and its binding leaves these fields out")]

pub(crate) mod copying;
pub(crate) mod opening;

use ffmpeg::codec::packet::Ref as _;
use ffmpeg::ffi;
use ffmpeg::format::stream::StreamMut;
use ffmpeg::{Frame, Packet, Stream, software::scaling};

/// The largest block of memory that FFmpeg is given at once: a picture of the largest size that is
/// read, at eight bytes a pixel, and what is laid around it.
const LARGEST_BLOCK: usize = (1 << 30) + (64 << 20);

/// Bounds every block of memory that FFmpeg asks for from now on.
pub(crate) fn bound_blocks() {
    // SAFETY: it sets one number, before anything else of FFmpeg runs.
    unsafe { ffi::av_max_alloc(LARGEST_BLOCK) };
}

/// Says whether a packet is decoded but not shown: it lies outside the edit list.
pub(crate) fn is_discarded(packet: &Packet) -> bool {
    // SAFETY: a packet's pointer is valid for its own life.
    let flags = unsafe { (*packet.as_ptr()).flags };
    flags & ffi::AV_PKT_FLAG_DISCARD != 0
}

/// Says whether the decoder hid errors in this frame.
pub(crate) fn is_damaged(frame: &Frame) -> bool {
    // SAFETY: a frame's pointer is valid for its own life.
    let errors = unsafe { (*frame.as_ptr()).decode_error_flags };
    errors != 0 || frame.is_corrupt()
}

/// Says of a picture that two fields are woven into it, the upper one first.
pub(crate) fn mark_upper_field_first(frame: &mut Frame) {
    // SAFETY: a frame's pointer is valid for its own life, and it is borrowed for writing.
    unsafe {
        let frame = frame.as_mut_ptr();
        (*frame).interlaced_frame = 1;
        (*frame).top_field_first = 1;
    }
}

/// Names a stream's codec in its container by four letters of our choice.
pub(crate) fn name_codec(stream: &mut StreamMut<'_>, letters: [u8; 4]) {
    // SAFETY: the stream is open and borrowed for writing.
    unsafe { (*(*stream.as_mut_ptr()).codecpar).codec_tag = u32::from_le_bytes(letters) };
}

/// Writes down all that a decoder of sound is told before the first packet.
pub(crate) fn sound_setup(stream: &Stream<'_>) -> Vec<u8> {
    let time = stream.time_base();
    let parameters = stream.parameters();
    // SAFETY: the parameters are borrowed from an open input; their extra bytes belong to them and
    // are as many as they say.
    let (numbers, extra) = unsafe {
        let parameters = &*parameters.as_ptr();
        let numbers = [
            i64::from(parameters.codec_tag),
            i64::from(parameters.format),
            i64::from(parameters.sample_rate),
            i64::from(parameters.bits_per_coded_sample),
            i64::from(parameters.block_align),
            i64::from(parameters.initial_padding),
            i64::from(parameters.trailing_padding),
        ];
        let extra = match usize::try_from(parameters.extradata_size) {
            Ok(length) if !parameters.extradata.is_null() => {
                std::slice::from_raw_parts(parameters.extradata, length)
            }
            _ => &[],
        };
        (numbers, extra.to_vec())
    };
    let layout = format!("{} {:?}", parameters.id().name(), parameters.ch_layout());
    let time = [i64::from(time.numerator()), i64::from(time.denominator())];
    let numbers = numbers.into_iter().chain(time).flat_map(i64::to_le_bytes);
    let mut setup: Vec<u8> = numbers.collect();
    setup.extend((layout.len() as u64).to_le_bytes());
    setup.extend(layout.into_bytes());
    setup.extend((extra.len() as u64).to_le_bytes());
    setup.extend(extra);
    setup
}

/// Returns the byte after the last sample that the container's index knows of.
pub(crate) fn indexed_end(stream: &Stream<'_>) -> Option<u64> {
    // SAFETY: the stream is borrowed from an open input; the entries belong to it, are read before
    // anything else can happen to it, and every index asked for is below their count.
    unsafe {
        let stream = stream.as_ptr().cast_mut();
        (0..ffi::avformat_index_get_entries_count(stream))
            .filter_map(|n| ffi::avformat_index_get_entry(stream, n).as_ref())
            .filter_map(|entry| u64::try_from(entry.pos.checked_add(i64::from(entry.size()))?).ok())
            .max()
    }
}

/// Makes colour codes that FFmpeg has no name for "unspecified": the binding ends the process over
/// them. Containers and decoders hand on whatever a file says.
pub(crate) fn tame_frame(frame: &Frame) {
    // SAFETY: a frame's pointer is valid for its own life, what it points at belongs to FFmpeg
    // rather than to Rust, and the fields are C enumerations of the size of an `i32`.
    unsafe {
        let frame = frame.as_ptr().cast_mut();
        tame((&raw mut (*frame).color_primaries).cast(), is_primaries);
        tame((&raw mut (*frame).color_trc).cast(), |code| (0..=18).contains(&code));
        tame((&raw mut (*frame).colorspace).cast(), |code| (0..=14).contains(&code));
        tame_range((&raw mut (*frame).color_range).cast());
    }
}

/// Does the same for what a container says of a stream.
pub(crate) fn tame_stream(stream: &Stream<'_>) {
    // SAFETY: as for a frame; nothing else reads the parameters meanwhile.
    unsafe {
        let parameters = (*stream.as_ptr()).codecpar;
        tame((&raw mut (*parameters).color_primaries).cast(), is_primaries);
        tame((&raw mut (*parameters).color_trc).cast(), |code| (0..=18).contains(&code));
        tame((&raw mut (*parameters).color_space).cast(), |code| (0..=14).contains(&code));
        tame_range((&raw mut (*parameters).color_range).cast());
    }
}

fn is_primaries(code: i32) -> bool {
    (0..=12).contains(&code) || code == 22
}

/// "Unspecified" is 2 in ITU-T H.273.
unsafe fn tame(code: *mut i32, is_known: impl Fn(i32) -> bool) {
    // SAFETY: the caller points at a field of a living structure.
    unsafe {
        if !is_known(code.read()) {
            code.write(2);
        }
    }
}

/// Unspecified, limited and full are 0, 1 and 2.
unsafe fn tame_range(code: *mut i32) {
    // SAFETY: the caller points at a field of a living structure.
    unsafe {
        if !(0..=2).contains(&code.read()) {
            code.write(0);
        }
    }
}

/// The matrix by which a picture's luma and chroma become red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Matrix {
    /// HD.
    Bt709,
    /// SD and JPEG.
    Bt601,
    /// UHD.
    Bt2020,
}

/// 16.16 fixed point, as the scaler counts contrast and saturation.
const ONE: i32 = 1 << 16;

/// Tells the scaler which matrix and range its source has; left alone it takes all for SD.
pub(crate) fn set_source_colours(scaler: &mut scaling::Context, matrix: Matrix, full_range: bool) {
    let space = match matrix {
        Matrix::Bt709 => ffi::SWS_CS_ITU709,
        Matrix::Bt601 => ffi::SWS_CS_ITU601,
        Matrix::Bt2020 => ffi::SWS_CS_BT2020,
    };
    // SAFETY: the scaler is open and ours; the tables are constants of the library. Sources that
    // have no matrix (RGB, grey) are refused by a return value and stay as they are.
    unsafe {
        let table = ffi::sws_getCoefficients(space);
        ffi::sws_setColorspaceDetails(
            scaler.as_mut_ptr(),
            table,
            i32::from(full_range),
            table,
            1,
            0,
            ONE,
            ONE,
        );
    }
}
