//! What a worker may not do. It reads files that strangers made, with a large library in C.
//!
//! Everywhere: limits on memory and processor time, no core file, no file written. On Linux also
//! a filter on system calls: no network, no other program, no look at other processes. What the
//! worker may still do is read files that its user can read.

use rustix::process::{Resource, Rlimit, getppid, setrlimit};
use std::time::Duration;

/// Address space: large pictures need some hundred megabytes; the rest is room for libraries.
const MEMORY: u64 = 4 << 30;

/// Names another limit on memory, in bytes.
const MEMORY_VARIABLE: &str = "THROUGHLINE_MEDIA_MEMORY";

/// Seconds of processor time in a worker's life; one that ran away ends here at the latest.
const PROCESSOR_SECONDS: u64 = 24 * 3600;

/// How often a worker looks whether it is still wanted.
const WATCH: Duration = Duration::from_secs(1);

/// What a worker has to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writes {
    /// Nothing but its answers.
    Nothing,
    /// One file.
    AFilm,
}

/// Gives up, for good, what this process does not need.
pub(crate) fn enter(writes: Writes) {
    let memory = std::env::var(MEMORY_VARIABLE).ok().and_then(|text| text.parse().ok());
    limit(Resource::As, memory.unwrap_or(MEMORY));
    limit(Resource::Cpu, PROCESSOR_SECONDS);
    limit(Resource::Core, 0);
    if writes == Writes::Nothing {
        limit(Resource::Fsize, 0);
    }
    filter_calls();
    leave_with_parent();
}

/// Ends the process at the latest when it has written so many bytes to a file.
pub(crate) fn write_at_most(bytes: u64) {
    limit(Resource::Fsize, bytes);
}

/// Best effort: a system that refuses a limit is one whose own limit is tighter already.
fn limit(resource: Resource, most: u64) {
    let both = Rlimit { current: Some(most), maximum: Some(most) };
    let _tighter_already = setrlimit(resource, both);
}

/// Ends the process once whoever started it is gone: a request in progress would otherwise run to
/// its end for nobody. (The kernel's parent-death signal follows the thread that started the
/// worker rather than its process, and would end workers too early.)
fn leave_with_parent() {
    let parent = getppid();
    std::thread::spawn(move || {
        while getppid() == parent {
            std::thread::sleep(WATCH);
        }
        std::process::exit(0);
    });
}

#[cfg(target_os = "linux")]
fn filter_calls() {
    // Best effort as well: kernels without filters still have the limits above.
    let _without_filter = linux::filter();
}

#[cfg(not(target_os = "linux"))]
fn filter_calls() {}

#[cfg(target_os = "linux")]
mod linux {
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};
    use std::collections::BTreeMap;

    /// Refused with "not permitted". The numbers are the kernel's, by architecture.
    #[cfg(target_arch = "x86_64")]
    const REFUSED: &[i64] = &[
        41,  // socket
        42,  // connect
        49,  // bind
        53,  // socketpair
        59,  // execve
        101, // ptrace
        165, // mount
        272, // unshare
        310, // process_vm_readv
        311, // process_vm_writev
        321, // bpf
        322, // execveat
        425, // io_uring_setup
    ];
    #[cfg(target_arch = "aarch64")]
    const REFUSED: &[i64] = &[
        198, // socket
        203, // connect
        200, // bind
        199, // socketpair
        221, // execve
        117, // ptrace
        40,  // mount
        97,  // unshare
        270, // process_vm_readv
        271, // process_vm_writev
        280, // bpf
        281, // execveat
        425, // io_uring_setup
    ];
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    const REFUSED: &[i64] = &[];

    /// Installs the filter for this thread and those it starts.
    pub(super) fn filter() -> Result<(), Box<dyn std::error::Error>> {
        let rules: BTreeMap<_, _> = REFUSED.iter().map(|call| (*call, Vec::new())).collect();
        let not_permitted = rustix::io::Errno::PERM.raw_os_error() as u32;
        let filter = SeccompFilter::new(
            rules,
            SeccompAction::Allow,
            SeccompAction::Errno(not_permitted),
            std::env::consts::ARCH.try_into()?,
        )?;
        let program: BpfProgram = filter.try_into()?;
        seccompiler::apply_filter(&program)?;
        Ok(())
    }
}
