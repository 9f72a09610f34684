//! Footage on its way from the worker that decodes it to the film it is shown in.

use super::Bench;
use crate::ports::{PortError, Wanted};
use model::timeline::{Shot, Subject, Timeline};
use model::unit::{Secs, Size};
use render::{Pixels, Reel};
use std::cell::RefCell;
use std::rc::Rc;

/// The footage of one film.
pub(super) struct Footage<'a> {
    timeline: &'a Timeline,
    bench: &'a Bench<'a>,
    fault: Rc<RefCell<Option<PortError>>>,
}

impl<'a> Footage<'a> {
    pub(super) fn new(timeline: &'a Timeline, bench: &'a Bench<'a>) -> Self {
        Self { timeline, bench, fault: Rc::default() }
    }

    /// Starts the footage of a shot, for as long as it goes on over cuts; none when it is a still, or
    /// when that fails.
    pub(super) fn roll(&self, shot: &Shot) -> Option<Reel<'a>> {
        let Subject::Footage { file, from } = shot.subject else { return None };
        let run = self.run_from(shot);
        let zooms = run.iter().flat_map(|shot| [shot.from.zoom, shot.to.zoom]);
        let zoom = zooms.fold(1.0, f64::max);
        let Timeline { size, rate, .. } = *self.timeline;
        let side = |side: u32| (f64::from(side) * zoom).ceil() as u32;
        let wanted = Wanted {
            from: Secs(rate.duration(u64::from(from)).0),
            rate,
            frames: run.iter().map(|shot| shot.frames).sum(),
            cover: Size { width: side(size.width), height: side(size.height) },
        };
        match self.bench.shop.roll(&file, &wanted) {
            Ok(rolling) => {
                let fault = Rc::clone(&self.fault);
                let noted = move |frame: Result<Pixels, PortError>| match frame {
                    Ok(frame) => Some(frame),
                    Err(error) => {
                        fault.replace(Some(error));
                        None
                    }
                };
                Some(Box::new(rolling.map_while(noted)))
            }
            Err(error) => {
                self.fault.replace(Some(error));
                None
            }
        }
    }

    /// Returns what went wrong, if anything did.
    pub(super) fn fault(&self) -> Option<PortError> {
        self.fault.take()
    }

    /// The shots from this one on that show the same footage without a break.
    fn run_from(&self, shot: &Shot) -> &'a [Shot] {
        let all = &self.timeline.shots;
        let first = all.iter().position(|one| one.start == shot.start).unwrap_or(all.len());
        let rest = all.get(first..).unwrap_or_default();
        let cuts = rest.iter().zip(rest.iter().skip(1));
        let on = cuts.take_while(|(shot, next)| shot.goes_on_in(next)).count();
        rest.get(..=on).unwrap_or(rest)
    }
}
