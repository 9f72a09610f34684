//! Streams that are copied rather than decoded: what goes with their packets, and filters that
//! rewrite a header in passing.

use ffmpeg::codec::packet::Mut as _;
use ffmpeg::format::stream::StreamMut;
use ffmpeg::{Error, Packet, Stream, ffi};
use std::ffi::CStr;
use std::ptr::{self, NonNull};

/// Whether the four letters that name a codec in its container go with the stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    /// The container stays what it is.
    Kept,
    /// Another container has other letters.
    ChosenAnew,
}

/// Describes `to` as `from` is described: codec, timing, shape, turn, words.
pub(crate) fn describe_alike(
    from: &Stream<'_>,
    to: &mut StreamMut<'_>,
    tag: Tag,
) -> Result<(), Error> {
    to.set_parameters(from.parameters());
    to.set_time_base(from.time_base());
    to.set_avg_frame_rate(from.avg_frame_rate());
    to.set_sample_aspect_ratio(from.sample_aspect_ratio());
    to.set_rate(from.rate());
    // SAFETY: both streams are open and borrowed; the side data of the source are as long as they
    // say, and room of that length was just made at the target.
    unsafe {
        let (from, to) = (from.as_ptr(), to.as_mut_ptr());
        if tag == Tag::ChosenAnew {
            (*(*to).codecpar).codec_tag = 0;
        }
        (*to).disposition = (*from).disposition;
        for n in 0..usize::try_from((*from).nb_side_data).unwrap_or(0) {
            let data = &*(*from).side_data.add(n);
            let room = ffi::av_stream_new_side_data(to, data.type_, data.size);
            if room.is_null() {
                return Err(Error::Other { errno: rustix::io::Errno::NOMEM.raw_os_error() });
            }
            ptr::copy_nonoverlapping(data.data, room, data.size);
        }
        code(ffi::av_dict_copy(&raw mut (*to).metadata, (*from).metadata, 0))
    }
}

/// Tags a stream's colours as Rec. 709 in its container.
pub(crate) fn tag_rec_709(to: &mut StreamMut<'_>) {
    // SAFETY: the stream is open and borrowed for writing.
    unsafe {
        let parameters = (*to.as_mut_ptr()).codecpar;
        (*parameters).color_primaries = ffi::AVColorPrimaries::BT709;
        (*parameters).color_trc = ffi::AVColorTransferCharacteristic::BT709;
        (*parameters).color_space = ffi::AVColorSpace::BT709;
    }
}

/// Rewrites what a stream says of itself, packet by packet, and leaves its pictures alone.
pub(crate) struct HeaderFilter(NonNull<ffi::AVBSFContext>);

impl HeaderFilter {
    /// Opens FFmpeg's filter `name` for `stream`.
    pub(crate) fn open(
        name: &CStr,
        options: &[(&CStr, &CStr)],
        stream: &Stream<'_>,
    ) -> Result<Self, Error> {
        // SAFETY: the filter is ours from its allocation on and freed when dropped; the options
        // and the parameters outlive the calls that read them.
        unsafe {
            let filter = ffi::av_bsf_get_by_name(name.as_ptr());
            if filter.is_null() {
                return Err(Error::BsfNotFound);
            }
            let mut context = ptr::null_mut();
            code(ffi::av_bsf_alloc(filter, &raw mut context))?;
            let this = Self(NonNull::new(context).ok_or(Error::Bug)?);
            code(ffi::avcodec_parameters_copy((*context).par_in, (*stream.as_ptr()).codecpar))?;
            (*context).time_base_in = stream.time_base().into();
            for (key, value) in options {
                let set = ffi::av_opt_set((*context).priv_data, key.as_ptr(), value.as_ptr(), 0);
                code(set)?;
            }
            code(ffi::av_bsf_init(context))?;
            Ok(this)
        }
    }

    /// Hands the rewritten description to a stream.
    pub(crate) fn describe(&self, to: &mut StreamMut<'_>) -> Result<(), Error> {
        // SAFETY: the filter is open, and the stream is borrowed for writing.
        unsafe {
            let tag = (*(*to.as_mut_ptr()).codecpar).codec_tag;
            let into = (*to.as_mut_ptr()).codecpar;
            code(ffi::avcodec_parameters_copy(into, (*self.0.as_ptr()).par_out))?;
            (*into).codec_tag = tag;
        }
        Ok(())
    }

    /// Rewrites one packet. The filters used here give one packet for each.
    pub(crate) fn packet(&mut self, packet: &mut Packet) -> Result<(), Error> {
        // SAFETY: the filter takes over what the packet holds and gives back as much.
        unsafe {
            code(ffi::av_bsf_send_packet(self.0.as_ptr(), packet.as_mut_ptr()))?;
            code(ffi::av_bsf_receive_packet(self.0.as_ptr(), packet.as_mut_ptr()))
        }
    }
}

impl Drop for HeaderFilter {
    fn drop(&mut self) {
        let mut context = self.0.as_ptr();
        // SAFETY: it is ours and not used again.
        unsafe { ffi::av_bsf_free(&raw mut context) };
    }
}

fn code(code: i32) -> Result<(), Error> {
    if code < 0 { Err(Error::from(code)) } else { Ok(()) }
}
