//! What others take for the same files: one `ffmpeg` pass with the usual filters, and `ffprobe`.

use crate::Failure;
use crate::make::Package;
use crate::timing::{Taken, run, taken};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Files at a time: as many as `check` has workers on two cores.
const AT_A_TIME: usize = 2;

/// Runs the usual filters over every file.
pub(crate) fn filters(package: &Package) -> Result<Taken, Failure> {
    each(package, |file, has_sound| {
        let mut command = Command::new("ffmpeg");
        command.args(["-hide_banner", "-nostdin", "-nostats", "-threads", "1", "-i"]).arg(file);
        command.args(["-vf", "blackdetect,freezedetect"]);
        if has_sound {
            command.args(["-af", "silencedetect,ebur128=peak=true,astats"]);
        }
        command.args(["-f", "null", "-"]);
        command
    })
}

/// Decodes the pictures of every file, and nothing else.
pub(crate) fn decoding(package: &Package) -> Result<Taken, Failure> {
    each(package, |file, _| {
        let mut command = Command::new("ffmpeg");
        command.args(["-hide_banner", "-nostdin", "-nostats", "-threads", "1", "-i"]).arg(file);
        command.args(["-map", "0:v", "-f", "null", "-"]);
        command
    })
}

/// Asks for the shape of every file.
pub(crate) fn probes(package: &Package) -> Result<Taken, Failure> {
    each(package, |file, _| {
        let mut command = Command::new("ffprobe");
        command.args(["-hide_banner", "-show_format", "-show_streams"]).arg(file);
        command
    })
}

fn each(
    package: &Package,
    command: impl Fn(&Path, bool) -> Command + Sync,
) -> Result<Taken, Failure> {
    let next = AtomicUsize::new(0);
    let ((), taken) = taken(|| {
        std::thread::scope(|scope| {
            let work = || {
                while let Some(item) = package.items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let file = package.root.join(&item.file);
                    run(&mut command(&file, item.film.is_some())).map_err(|e| e.to_string())?;
                }
                Ok::<(), String>(())
            };
            let workers: Vec<_> = (0..AT_A_TIME).map(|_| scope.spawn(work)).collect();
            for worker in workers {
                worker.join().map_err(|_panic| "a worker broke down")??;
            }
            Ok::<(), Failure>(())
        })
    })?;
    Ok(taken)
}
