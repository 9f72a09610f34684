//! Counts a picture stream's packets and holds the last group of pictures: no frame is decoded.

use crate::fault::DecodeErrors;
use crate::raw;
use ffmpeg::{Packet, Rational};
use model::fact::Steps;
use model::unit::{FrameRate, Secs};

/// A group of pictures larger than this is let go rather than held.
const MOST_HELD: usize = 512 << 20;

/// Time stamps beyond this are not compared: ten hours at 50 frames a second.
const MOST_TIMED: usize = 1_800_000;

/// Up to so many frames, or this share of them, may be missing from what the container's rate
/// promises: the packets still bear it out.
const MISSING_FRAMES: f64 = 1.5;
const MISSING_SHARE: f64 = 0.002;

/// Packets from one key frame to the end, in decoding order.
#[derive(Default)]
pub(crate) struct LastGroup {
    /// The packets.
    pub(crate) packets: Vec<Packet>,
    /// Whether some were let go because they were too many.
    pub(crate) overflowed: bool,
    held: usize,
}

/// Which packets begin a group that can be decoded alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Groups {
    /// Those that say so.
    AtKeyFrames,
    /// Only the first: animations paint over what was there, whatever they say.
    One,
}

/// The count.
pub(crate) struct Tally {
    time_base: Rational,
    groups: Groups,
    frames: u64,
    first: Option<i64>,
    end: Option<i64>,
    bytes: u64,
    /// When frames are shown, in decoding order.
    shown: Vec<i64>,
    /// Packets that the container itself calls damaged.
    pub(crate) corrupt: DecodeErrors,
    /// The last group of pictures.
    pub(crate) last: LastGroup,
}

impl Tally {
    /// Starts counting.
    pub(crate) fn new(time_base: Rational, groups: Groups) -> Self {
        let last = LastGroup::default();
        Self {
            time_base,
            groups,
            frames: 0,
            first: None,
            end: None,
            bytes: 0,
            shown: Vec::new(),
            corrupt: DecodeErrors::default(),
            last,
        }
    }

    /// Counts a packet and keeps it if it belongs to the last group.
    pub(crate) fn take(&mut self, packet: Packet) {
        self.bytes += packet.size() as u64;
        if packet.is_corrupt() {
            let at = packet.pts().map(|pts| self.seconds(pts));
            self.corrupt.add(at);
        }
        if !raw::is_discarded(&packet) {
            self.frames += 1;
            if let Some(at) = packet.pts().or(packet.dts()) {
                let end = at.saturating_add(packet.duration().max(0));
                self.first = Some(self.first.map_or(at, |first| first.min(at)));
                self.end = Some(self.end.map_or(end, |last| last.max(end)));
                if self.shown.len() < MOST_TIMED {
                    self.shown.push(at);
                }
            }
        }
        if packet.is_key() && (self.groups == Groups::AtKeyFrames || self.frames <= 1) {
            self.last = LastGroup::default();
        }
        self.last.held += packet.size();
        if self.last.held > MOST_HELD {
            self.last.overflowed = true;
            self.last.packets = Vec::new();
        } else {
            self.last.packets.push(packet);
        }
    }

    /// Returns how many frames are shown.
    pub(crate) fn frames(&self) -> u64 {
        self.frames
    }

    /// Returns when the first frame is shown, on the container's clock.
    pub(crate) fn begins(&self) -> Option<f64> {
        self.first.map(|first| self.seconds(first))
    }

    /// Returns the time from the first to past the last frame.
    pub(crate) fn duration(&self) -> Secs {
        match (self.first, self.end) {
            (Some(first), Some(end)) => Secs(self.seconds(end.saturating_sub(first))),
            _ => Secs(0.0),
        }
    }

    /// Returns when a frame with the time stamp `pts` is shown, counted from the first frame.
    pub(crate) fn since_start(&self, pts: i64) -> Secs {
        Secs(self.seconds(pts.saturating_sub(self.first.unwrap_or(0))).max(0.0))
    }

    /// Returns the time between frames; none for fewer than three.
    pub(crate) fn steps(&self) -> Option<Steps> {
        let mut shown = self.shown.clone();
        shown.sort_unstable();
        let mut steps: Vec<i64> =
            shown.windows(2).filter_map(|two| Some(two.get(1)? - two.first()?)).collect();
        steps.sort_unstable();
        let usual = *steps.get(steps.len() / 2)?;
        let (least, most) = (*steps.first()?, *steps.last()?);
        let is_odd = |step: &&i64| (**step - usual).abs() * 2 > usual;
        (steps.len() > 1).then(|| Steps {
            least: Secs(self.seconds(least)),
            most: Secs(self.seconds(most)),
            odd: steps.iter().filter(is_odd).count() as u64,
        })
    }

    /// Returns kilobits a second.
    pub(crate) fn kbps(&self) -> Option<f64> {
        let duration = self.duration().0;
        (duration > 0.0).then(|| self.bytes as f64 * 8.0 / 1000.0 / duration)
    }

    /// Returns frames a second: the container's fraction where the packets bear it out, otherwise
    /// what the packets show.
    pub(crate) fn rate(&self, stated: Rational) -> Option<FrameRate> {
        let duration = self.duration().0;
        if duration <= 0.0 || self.frames == 0 {
            return stated_rate(stated);
        }
        let counted = self.frames as f64 / duration;
        stated_rate(stated)
            .filter(|rate| {
                let promised = rate.fps() * duration;
                let missing = (promised - self.frames as f64).abs();
                missing <= MISSING_FRAMES.max(promised * MISSING_SHARE)
            })
            .or_else(|| Some(FrameRate { num: (counted * 1000.0).round() as u32, den: 1000 }))
    }

    fn seconds(&self, ticks: i64) -> f64 {
        ticks as f64 * f64::from(self.time_base)
    }
}

fn stated_rate(stated: Rational) -> Option<FrameRate> {
    let num = u32::try_from(stated.numerator()).ok().filter(|n| *n > 0)?;
    let den = u32::try_from(stated.denominator()).ok().filter(|d| *d > 0)?;
    Some(FrameRate { num, den })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ffmpeg::codec::packet::Flags;

    /// What a packet of the tests is.
    #[derive(Clone, Copy, PartialEq)]
    enum Frame {
        Key,
        Other,
    }
    use Frame::{Key, Other};

    fn packet(pts: i64, frame: Frame) -> Packet {
        let mut packet = Packet::copy(&[0; 100]);
        packet.set_pts(Some(pts));
        packet.set_duration(1);
        if frame == Key {
            packet.set_flags(Flags::KEY);
        }
        packet
    }

    fn tally(groups: Groups, times: &[(i64, Frame)]) -> Tally {
        let mut tally = Tally::new(Rational(1, 25), groups);
        for (pts, frame) in times {
            tally.take(packet(*pts, *frame));
        }
        tally
    }

    #[test]
    fn frames_out_of_order_have_the_length_from_first_to_past_last() {
        let tally = tally(Groups::AtKeyFrames, &[(10, Key), (13, Other), (11, Other), (12, Other)]);
        assert_eq!((tally.frames(), tally.duration()), (4, Secs(4.0 / 25.0)));
        assert_eq!(tally.since_start(13), Secs(3.0 / 25.0));
    }

    #[test]
    fn steps_that_differ_by_more_than_half_of_the_usual_one_are_odd() {
        let steps = |times: &[i64]| {
            let times: Vec<(i64, Frame)> = times.iter().map(|at| (*at, Key)).collect();
            tally(Groups::AtKeyFrames, &times).steps().unwrap()
        };
        // In a time base of thousandths, 30 frames a second alternate between 33 and 34.
        assert_eq!(steps(&[0, 33, 67, 100, 133]).odd, 0);
        let uneven = steps(&[0, 40, 80, 160, 200, 240]);
        assert_eq!(
            (uneven.odd, uneven.least, uneven.most),
            (1, Secs(40.0 / 25.0), Secs(80.0 / 25.0))
        );
        assert_eq!(tally(Groups::AtKeyFrames, &[(0, Key)]).steps(), None);
    }

    #[test]
    fn only_the_last_group_is_held() {
        let times = [(0, Key), (1, Other), (2, Key), (3, Other), (4, Other)];
        assert_eq!(tally(Groups::AtKeyFrames, &times).last.packets.len(), 3);
        assert_eq!(tally(Groups::One, &times).last.packets.len(), 5);
    }

    #[test]
    fn a_stated_rate_counts_only_if_the_packets_bear_it_out() {
        let times: Vec<(i64, Frame)> = (0..25).map(|pts| (pts, Key)).collect();
        let tally = tally(Groups::AtKeyFrames, &times);
        assert_eq!(tally.rate(Rational(25, 1)), Some(FrameRate { num: 25, den: 1 }));
        assert_eq!(tally.rate(Rational(26, 1)), Some(FrameRate { num: 26, den: 1 }));
        assert_eq!(tally.rate(Rational(30, 1)), Some(FrameRate { num: 25_000, den: 1000 }));
    }
}
