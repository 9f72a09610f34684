//! Packets into containers.

use crate::fault::{Fault, while_trying};
use ffmpeg::format::context::Output;
use ffmpeg::{Packet, Rational};

/// Hands a packet to the container, which keeps the streams in step.
pub(crate) fn write(
    packet: &mut Packet,
    to: usize,
    counts_in: Rational,
    output: &mut Output,
) -> Result<(), Fault> {
    let container = output.stream(to).map_or(counts_in, |stream| stream.time_base());
    packet.set_stream(to);
    packet.set_position(-1);
    packet.rescale_ts(counts_in, container);
    packet.write_interleaved(output).map_err(while_trying("write the file"))
}
