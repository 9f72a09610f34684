//! Says which FFmpeg and which x264 this worker is linked to.

use ffmpeg::codec::{self, encoder};
use ffmpeg::{Dictionary, Packet, frame};
use media::protocol::Versions;

/// x264 signs the first packet of what it encodes.
const SIGNATURE: &[u8] = b"x264 - ";

/// Reads the versions.
pub(crate) fn read() -> Versions {
    Versions {
        libavcodec: dotted(codec::version()),
        libavformat: dotted(ffmpeg::format::version()),
        libswscale: dotted(ffmpeg::software::scaling::version()),
        libswresample: dotted(ffmpeg::software::resampling::version()),
        x264: x264(),
    }
}

fn dotted(version: u32) -> String {
    format!("{}.{}.{}", version >> 16, (version >> 8) & 0xff, version & 0xff)
}

/// Encodes one tiny picture and reads the signature: x264 states its version nowhere else.
fn x264() -> Option<String> {
    let codec = encoder::find_by_name("libx264")?;
    let mut setup = codec::Context::new_with_codec(codec).encoder().video().ok()?;
    let side = 16;
    setup.set_width(side);
    setup.set_height(side);
    setup.set_format(ffmpeg::format::Pixel::YUV420P);
    setup.set_time_base((1, 25));
    let mut options = Dictionary::new();
    options.set("threads", "1");
    options.set("tune", "zerolatency");
    let mut encoder = setup.open_with(options).ok()?;
    let mut picture = frame::Video::new(ffmpeg::format::Pixel::YUV420P, side, side);
    (0..picture.planes()).for_each(|plane| picture.data_mut(plane).fill(128));
    picture.set_pts(Some(0));
    encoder.send_frame(&picture).ok()?;
    encoder.send_eof().ok()?;
    let mut packet = Packet::empty();
    encoder.receive_packet(&mut packet).ok()?;
    signature(packet.data()?)
}

fn signature(packet: &[u8]) -> Option<String> {
    let start = packet.windows(SIGNATURE.len()).position(|bytes| bytes == SIGNATURE)?;
    let text = packet.get(start + SIGNATURE.len()..)?;
    let end = text.windows(3).position(|bytes| bytes == b" - ")?;
    String::from_utf8(text.get(..end)?.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_names_core_and_revision() {
        let packet = b"..x264 - core 164 r3095 baee400 - H.264/MPEG-4 AVC codec - ..";
        assert_eq!(signature(packet).as_deref(), Some("core 164 r3095 baee400"));
        assert_eq!(signature(b"nothing of the kind"), None);
    }
}
