//! Opening a file without the work that the binding has FFmpeg do: to describe the streams it
//! decodes the first frames, also where the container has described them already.

use ffmpeg::ffi;
use ffmpeg::format::context::Input;
use ffmpeg::{Dictionary, Error};
use std::ffi::CString;
use std::ptr;

/// Who says what a stream is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Described {
    /// The container, as far as it does: the pixel format shows when a frame is decoded.
    ByContainer,
    /// The first frames.
    ByFrames,
}

/// Opens what is at `url` and describes its streams.
pub(crate) fn open(
    url: &str,
    mut options: Dictionary,
    described: Described,
) -> Result<Input, Error> {
    let Ok(url) = CString::new(url) else { return Err(Error::InvalidData) };
    // SAFETY: the context is opened and, where describing it fails, closed here; nobody else has
    // seen it. Its streams are as many as it says. There is one set of options for each stream that
    // is known after opening, as the function demands, and each is handed back to its owner, who
    // frees it.
    unsafe {
        let mut context = ptr::null_mut();
        let opened = ffi::avformat_open_input(
            &raw mut context,
            url.as_ptr(),
            ptr::null(),
            options.as_mut_ptr(),
        );
        if opened < 0 {
            return Err(Error::from(opened));
        }
        let mut owners: Vec<Dictionary> = (0..(*context).nb_streams as usize)
            .map(|index| {
                let parameters = (**(*context).streams.add(index)).codecpar;
                describing(described == Described::ByContainer && (*parameters).width > 0)
            })
            .collect();
        let mut told: Vec<*mut ffi::AVDictionary> =
            owners.iter_mut().map(|owner| *owner.as_mut_ptr()).collect();
        let streams = if told.is_empty() { ptr::null_mut() } else { told.as_mut_ptr() };
        let found = ffi::avformat_find_stream_info(context, streams);
        for (owner, left) in owners.iter_mut().zip(told) {
            *owner.as_mut_ptr() = left;
        }
        if found < 0 {
            ffi::avformat_close_input(&raw mut context);
            return Err(Error::from(found));
        }
        Ok(Input::wrap(context))
    }
}

/// What a stream's decoder is told while it describes the stream.
fn describing(enough_is_known: bool) -> Dictionary {
    let mut options = Dictionary::new();
    if enough_is_known {
        options.set("skip_frame", "all");
    }
    options
}
