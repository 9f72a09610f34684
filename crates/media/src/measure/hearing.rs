//! Sound on its way past: held until all of it is known by its digest, decoded only if nobody has
//! measured an equal stream yet. A launch has the same mix in many ratios.

use crate::fault::DecodeErrors;
use crate::raw;
use crate::sound::SoundDecoder;
use crate::sound_meter::SoundMeter;
use ffmpeg::{Packet, Stream};
use media::protocol::SoundStream;
use model::digest::Digest;
use model::fact::{AudioFacts, Span};
use model::unit::Secs;
use sha2::{Digest as _, Sha256};

/// Sound that takes more, coded, is decoded as it comes: ten minutes of uncompressed stereo do not.
const MOST_HELD: usize = 128 << 20;

/// The sound stream of a file.
pub(super) struct Hearing {
    pub(super) index: usize,
    codec: String,
    seconds_per_tick: f64,
    decoder: SoundDecoder,
    meter: SoundMeter,
    /// The time stamp of the first packet. Equal streams may begin at different times, so that all
    /// times are counted from it until the end.
    first: Option<i64>,
    hash: Sha256,
    waiting: Vec<Packet>,
    held: usize,
}

/// What was heard.
pub(super) struct Heard {
    /// The facts, on the clock of the film.
    pub(super) facts: AudioFacts,
    /// What went wrong while decoding.
    pub(super) errors: DecodeErrors,
    /// The stream, if it was measured just now.
    pub(super) measured: Option<SoundStream>,
    /// Its samples for who listens for voices, if they were asked for and it was decoded.
    pub(super) speech: Vec<i16>,
}

impl Hearing {
    /// Gets ready for the packets of `stream`.
    pub(super) fn begin(stream: &Stream<'_>, decoder: SoundDecoder, meter: SoundMeter) -> Self {
        let codec = stream.parameters().id().name().to_owned();
        Self {
            index: stream.index(),
            codec,
            seconds_per_tick: f64::from(stream.time_base()),
            decoder,
            meter,
            first: None,
            hash: Sha256::new_with_prefix(raw::sound_setup(stream)),
            waiting: Vec::new(),
            held: 0,
        }
    }

    /// Keeps what is decoded for who listens for voices.
    pub(super) fn keep_speech(&mut self) {
        self.decoder.keep_speech();
    }

    /// Takes a packet.
    pub(super) fn packet(&mut self, mut packet: Packet) {
        let first = *self.first.get_or_insert(packet.pts().or(packet.dts()).unwrap_or(0));
        let from_first = |at: Option<i64>| at.map(|at| at.saturating_sub(first));
        packet.set_pts(from_first(packet.pts()));
        packet.set_dts(from_first(packet.dts()));
        self.hash(&packet);
        self.held += packet.size();
        self.waiting.push(packet);
        if self.held > MOST_HELD {
            self.decode();
        }
    }

    /// Ends the stream. `known` are streams that were measured before, `pictures_begin` is when the
    /// first frame is shown.
    pub(super) fn finish(mut self, known: &[SoundStream], pictures_begin: Option<f64>) -> Heard {
        let digest = Digest::from_bytes(self.hash.clone().finalize().into());
        let first = self.first.unwrap_or(0) as f64 * self.seconds_per_tick;
        let same = known.iter().find(|known| known.facts.stream == Some(digest)).cloned();
        let is_new = same.is_none();
        let (stream, speech) = same.map_or_else(
            || {
                self.decode();
                self.measured(digest)
            },
            |stream| (stream, Vec::new()),
        );
        let begins = stream.begins.map(|begins| begins + first);
        let offset = begins.zip(pictures_begin).map(|(sound, pictures)| sound - pictures);
        // The meter counts from the first sample; a player counts from the first frame.
        let in_film = |spans: &[Span]| {
            let shift = |at: Secs| Secs(at.0 + offset.unwrap_or(0.0));
            spans
                .iter()
                .map(|Span { from, to }| Span { from: shift(*from), to: shift(*to) })
                .collect()
        };
        let facts = AudioFacts {
            offset: offset.map(Secs),
            silences: in_film(&stream.facts.silences),
            dropouts: in_film(&stream.facts.dropouts),
            ..stream.facts.clone()
        };
        let errors =
            DecodeErrors { count: stream.errors, first: stream.first_error.map(|at| at + first) };
        Heard { facts, errors, measured: is_new.then_some(stream), speech }
    }

    /// Whatever a decoder sees of a packet is part of the stream.
    fn hash(&mut self, packet: &Packet) {
        let data = packet.data().unwrap_or_default();
        self.hash.update((data.len() as u64).to_le_bytes());
        self.hash.update(data);
        self.hash.update(packet.pts().unwrap_or(i64::MIN).to_le_bytes());
        self.hash.update(packet.duration().to_le_bytes());
        self.hash.update([u8::from(packet.is_corrupt()), u8::from(raw::is_discarded(packet))]);
        for side in packet.side_data() {
            self.hash.update(format!("{:?}", side.kind()));
            self.hash.update((side.data().len() as u64).to_le_bytes());
            self.hash.update(side.data());
        }
    }

    fn decode(&mut self) {
        self.held = 0;
        for packet in self.waiting.drain(..) {
            self.decoder.packet(&packet, &mut |samples| self.meter.add(samples));
        }
    }

    fn measured(self, digest: Digest) -> (SoundStream, Vec<i16>) {
        let Self { codec, mut decoder, mut meter, .. } = self;
        decoder.finish(&mut |samples| meter.add(samples));
        let speech = decoder.speech();
        let reading = meter.finish();
        let kbits = decoder.bytes as f64 * 8.0 / 1000.0;
        let facts = AudioFacts {
            codec,
            stream: Some(digest),
            sample_rate: decoder.format.rate,
            channels: decoder.format.channels,
            duration: Secs(reading.seconds),
            offset: None,
            kbps: (reading.seconds > 0.0).then(|| kbits / reading.seconds),
            channel_rms: reading.channel_rms,
            correlation: reading.correlation,
            integrated: reading.integrated,
            short_term_max: reading.short_term_max,
            true_peak: reading.true_peak,
            silent: reading.silent,
            silences: reading.silences,
            dropouts: reading.dropouts,
            flat_top: reading.flat_top,
        };
        let (errors, first_error) = (decoder.errors.count, decoder.errors.first);
        let stream = SoundStream { facts, begins: decoder.begins(), errors, first_error };
        (stream, speech)
    }
}
