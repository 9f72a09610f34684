//! What became of the files, and what it took.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::time::Duration;

/// What became of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum End {
    /// The verdict is `fail`.
    Fails,
    /// The verdict is `pass` or `warn`: the damage is nowhere that anybody reads.
    Passes,
    /// Its worker broke down; the verdict is `fail`.
    BrokeDown,
    /// Its worker took too long and was ended; the verdict is `fail`.
    Stalled,
    /// There is no verdict.
    NoVerdict,
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Toll {
    counts: BTreeMap<&'static str, BTreeMap<End, u64>>,
    slowest: Duration,
    /// The most memory that this process and a worker had, kilobytes.
    own: u64,
    worker: u64,
    pub(crate) seconds: f64,
}

impl Toll {
    pub(crate) fn add(&mut self, (kind, end, took): (&'static str, End, Duration)) {
        *self.counts.entry(kind).or_default().entry(end).or_default() += 1;
        self.slowest = self.slowest.max(took);
    }

    /// Looks at how much memory is held; only where the system says so.
    pub(crate) fn weigh(&mut self) {
        let own = std::process::id();
        let all = fs::read_dir("/proc").into_iter().flatten().flatten();
        for status in all.filter_map(|entry| fs::read_to_string(entry.path().join("status")).ok()) {
            let field = |name: &str| -> Option<u64> {
                let line = status.lines().find_map(|line| line.strip_prefix(name))?;
                line.split_whitespace().next()?.parse().ok()
            };
            let peak = field("VmHWM:").unwrap_or(0);
            if field("Pid:") == Some(u64::from(own)) {
                self.own = self.own.max(peak);
            }
            if field("PPid:") == Some(u64::from(own)) {
                self.worker = self.worker.max(peak);
            }
        }
    }

    pub(crate) fn count(&self, end: End) -> u64 {
        self.counts.values().filter_map(|ends| ends.get(&end)).sum()
    }

    pub(crate) fn files(&self) -> u64 {
        self.counts.values().flat_map(BTreeMap::values).sum()
    }

    #[cfg(test)]
    pub(crate) fn kinds(&self) -> usize {
        self.counts.len()
    }

    pub(crate) fn without_verdict(&self) -> u64 {
        self.count(End::NoVerdict)
    }
}

impl fmt::Display for Toll {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| kind | files | fail | pass or warn | worker lost | over the limit |")?;
        writeln!(f, "|---|---|---|---|---|---|")?;
        for (kind, ends) in &self.counts {
            let of = |end: End| ends.get(&end).copied().unwrap_or(0);
            writeln!(
                f,
                "| {kind} | {} | {} | {} | {} | {} |",
                ends.values().sum::<u64>(),
                of(End::Fails),
                of(End::Passes),
                of(End::BrokeDown),
                of(End::Stalled),
            )?;
        }
        writeln!(
            f,
            "\n{} files in {:.1} s: {} without a verdict, {} workers lost, {} over the limit, \
             slowest {:.2} s; most memory {} MB here, {} MB in a worker",
            self.files(),
            self.seconds,
            self.without_verdict(),
            self.count(End::BrokeDown),
            self.count(End::Stalled),
            self.slowest.as_secs_f64(),
            self.own / 1000,
            self.worker / 1000,
        )
    }
}
