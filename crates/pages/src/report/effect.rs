//! Small charts: an interval around a middle value on a scale.

use maud::{Markup, html};
use model::performance::Interval;

const WIDTH: f64 = 220.0;
const EDGE: f64 = 6.0;

/// A range of values that is drawn over the full width.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    /// The value at the left edge.
    pub(super) from: f64,
    /// The value at the right edge.
    pub(super) to: f64,
}

impl Scale {
    fn place(self, value: f64) -> String {
        let share = ((value - self.from) / (self.to - self.from)).clamp(0.0, 1.0);
        format!("{:.1}", EDGE + share * (WIDTH - 2.0 * EDGE))
    }
}

/// Draws an interval; `rule` is an upright line to hold it against, `seen` is what came.
pub(super) fn chart(
    scale: Scale,
    interval: Interval,
    rule: f64,
    seen: Option<f64>,
    words: &str,
    class: &str,
) -> Markup {
    let (low, mid, high) =
        (scale.place(interval.low), scale.place(interval.mid), scale.place(interval.high));
    let rule = scale.place(rule);
    html! {
        svg class=(format!("effect {class}")) viewBox="0 0 220 18" role="img" aria-label=(words) {
            title { (words) }
            line x1=(rule) x2=(rule) y1="1" y2="17" stroke="currentColor" opacity=".35" stroke-dasharray="2 2" {}
            line x1=(low) x2=(high) y1="9" y2="9" stroke="currentColor" stroke-width="2" stroke-linecap="round" {}
            circle cx=(mid) cy="9" r="4" fill=(if seen.is_some() { "var(--paper)" } else { "currentColor" }) stroke="currentColor" stroke-width="2" {}
            @if let Some(seen) = seen { circle.seen cx=(scale.place(seen)) cy="9" r="4.5" {} }
        }
    }
}
