//! Pictures that are turned for good, so that no flag has to say so. The one correction that
//! encodes pictures again.

use crate::fault::{Fault, is_pause, while_trying};
use crate::last_frame::open_decoder;
use crate::packets::write;
use crate::picture::{self, Turn};
use crate::raw;
use ffmpeg::codec::{self, encoder};
use ffmpeg::format::Pixel;
use ffmpeg::format::context::Output;
use ffmpeg::{Dictionary, Packet, Rational, Rescale as _, Stream, decoder, frame};
use model::unit::Size;

/// Quality at which x264's loss is not seen.
const CRF: &str = "16";

/// Threads of the encoder: the bytes depend on their number, so it is not the machine's.
const THREADS: &str = "2";

/// Pictures on their way through decoder and encoder.
pub(super) struct TurnedPictures {
    decoder: decoder::Video,
    encoder: encoder::Video,
    turn: Turn,
    size: Size,
    counts_in: Rational,
    /// The clock of the encoder: frames where they are even, else the file's own.
    written_in: Rational,
    to: usize,
}

impl TurnedPictures {
    /// Opens both for `stream`.
    pub(super) fn open(
        stream: &Stream<'_>,
        max_pixels: u64,
        output: &mut Output,
    ) -> Result<Self, Fault> {
        raw::tame_stream(stream);
        let parameters = stream.parameters();
        let decoder = open_decoder(stream, max_pixels)?;
        if parameters.id() != codec::Id::H264 || decoder.format() != Pixel::YUV420P {
            let kind = parameters.id().name();
            return Err(Fault::Request(format!(
                "pictures in {kind} other than H.264 4:2:0 of 8 bits are not turned here"
            )));
        }
        let turn = Turn::of_stream(stream);
        let size = turn.of(Size { width: parameters.width(), height: parameters.height() });
        let trying = while_trying("set up the encoder of pictures");
        let codec = encoder::find_by_name("libx264")
            .ok_or_else(|| Fault::Request("FFmpeg here has no encoder `libx264`".to_owned()))?;
        let mut setup = codec::Context::new_with_codec(codec).encoder().video().map_err(&trying)?;
        setup.set_width(size.width);
        setup.set_height(size.height);
        setup.set_format(Pixel::YUV420P);
        let rate = stream.avg_frame_rate();
        let even = rate == stream.rate() && rate.numerator() > 0;
        let written_in = if even { rate.invert() } else { stream.time_base() };
        setup.set_time_base(written_in);
        setup.set_frame_rate(Some(rate));
        let (num, den) = picture::sample_aspect(parameters.sample_aspect_ratio()).unwrap_or((1, 1));
        let upright = turn.clockwise.is_multiple_of(180);
        let (num, den) = if upright { (num, den) } else { (den, num) };
        setup.set_aspect_ratio((num.cast_signed(), den.cast_signed()));
        setup.set_flags(codec::Flags::BITEXACT | codec::Flags::GLOBAL_HEADER);
        let mut options = Dictionary::new();
        for (name, value) in [
            ("colorspace", parameters.color_space().name()),
            ("color_primaries", parameters.color_primaries().name()),
            ("color_trc", parameters.color_transfer_characteristic().name()),
            ("color_range", parameters.color_range().name()),
            ("preset", Some("medium")),
            ("crf", Some(CRF)),
            ("threads", Some(THREADS)),
        ] {
            if let Some(value) = value {
                options.set(name, value);
            }
        }
        let encoder = setup.open_with(options).map_err(&trying)?;
        let mut to = output.add_stream(codec).map_err(&trying)?;
        to.set_time_base(written_in);
        to.set_avg_frame_rate(stream.avg_frame_rate());
        to.copy_parameters_from_context(encoder.as_ref());
        let (counts_in, to) = (stream.time_base(), to.index());
        Ok(Self { decoder, encoder, turn, size, counts_in, written_in, to })
    }

    /// Turns what a packet holds; returns when it is decoded, seconds.
    pub(super) fn packet(
        &mut self,
        packet: &Packet,
        output: &mut Output,
    ) -> Result<Option<f64>, Fault> {
        self.decoder.send_packet(packet).map_err(while_trying("decode a picture"))?;
        self.pass_on(output)?;
        Ok(packet.dts().or(packet.pts()).map(|ticks| ticks as f64 * f64::from(self.counts_in)))
    }

    /// Turns what is left.
    pub(super) fn finish(&mut self, output: &mut Output) -> Result<(), Fault> {
        self.decoder.send_eof().map_err(while_trying("decode the last pictures"))?;
        self.pass_on(output)?;
        self.encoder.send_eof().map_err(while_trying("encode the last pictures"))?;
        self.drain(output)
    }

    fn pass_on(&mut self, output: &mut Output) -> Result<(), Fault> {
        loop {
            let mut next = frame::Video::empty();
            match self.decoder.receive_frame(&mut next) {
                Ok(()) => {
                    let mut turned = turned(&next, self.turn, self.size)?;
                    let shown = turned.pts();
                    turned.set_pts(shown.map(|pts| pts.rescale(self.counts_in, self.written_in)));
                    let encode = while_trying("encode a picture");
                    self.encoder.send_frame(&turned).map_err(encode)?;
                    self.drain(output)?;
                }
                Err(error) if is_pause(error) => return Ok(()),
                Err(error) => return Err(while_trying("decode a picture")(error)),
            }
        }
    }

    fn drain(&mut self, output: &mut Output) -> Result<(), Fault> {
        let mut packet = Packet::empty();
        while self.encoder.receive_packet(&mut packet).is_ok() {
            write(&mut packet, self.to, self.written_in, output)?;
            packet = Packet::empty();
        }
        Ok(())
    }
}

fn turned(from: &frame::Video, turn: Turn, size: Size) -> Result<frame::Video, Fault> {
    if from.format() != Pixel::YUV420P
        || turn.of(Size { width: from.width(), height: from.height() }) != size
    {
        return Err(Fault::Request("the pictures change their kind on the way".to_owned()));
    }
    let mut to = frame::Video::new(Pixel::YUV420P, size.width, size.height);
    to.set_pts(from.timestamp().or(from.pts()));
    for plane in 0..from.planes() {
        let (width, height) = (from.plane_width(plane) as usize, from.plane_height(plane) as usize);
        let (stride, pixels) = (from.stride(plane), from.data(plane));
        let (columns, rows) = (to.plane_width(plane) as usize, to.plane_height(plane) as usize);
        let into = to.stride(plane);
        let lines = to.data_mut(plane).chunks_mut(into.max(1)).take(rows);
        for (y, line) in lines.enumerate() {
            for (x, pixel) in line.iter_mut().take(columns).enumerate() {
                let (column, row) = turn.source((x, y), (width, height));
                *pixel = pixels.get(row * stride + column).copied().unwrap_or_default();
            }
        }
    }
    Ok(to)
}
