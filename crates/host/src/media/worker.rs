//! One worker process and the conversation with it.

use ::media::protocol::{Answer, Reply, Request};
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Bytes of memory that a worker keeps for the next frame.
const KEPT: &str = "134217728";

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lost {
    /// The process ended.
    BrokeDown,
    /// The time was up.
    TooSlow,
    /// What came is not an answer.
    Misunderstood,
}

/// A running worker; dropping it ends the process.
pub(super) struct Worker {
    child: Child,
    stdin: ChildStdin,
    answers: Receiver<io::Result<(Reply, Vec<u8>)>>,
}

impl Worker {
    /// Starts a worker.
    pub(super) fn start(exe: &Path) -> io::Result<Self> {
        let mut child = Command::new(exe)
            .arg("serve")
            // Frames of many megabytes come and go: their memory is kept rather than handed back
            // and cleared anew each time, which took a tenth of the time. glibc reads these.
            .env("MALLOC_MMAP_THRESHOLD_", KEPT)
            .env("MALLOC_TRIM_THRESHOLD_", KEPT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let closed = || io::Error::other("the worker has no standard input and output");
        let stdin = child.stdin.take().ok_or_else(closed)?;
        let stdout = child.stdout.take().ok_or_else(closed)?;
        Ok(Self { child, stdin, answers: listen(stdout) })
    }

    /// Returns the worker if its process still runs.
    pub(super) fn if_alive(mut self) -> Option<Self> {
        matches!(self.child.try_wait(), Ok(None)).then_some(self)
    }

    /// Asks, and waits for the answer no longer than `limit`. After any loss the worker is of no
    /// more use.
    pub(super) fn ask(
        &mut self,
        request: &Request,
        limit: Duration,
    ) -> Result<(Reply, Vec<u8>), Lost> {
        let broke_down = |_error| Lost::BrokeDown;
        let mut line = serde_json::to_vec(request).map_err(|_error| Lost::Misunderstood)?;
        line.push(b'\n');
        self.stdin.write_all(&line).map_err(broke_down)?;
        self.stdin.flush().map_err(broke_down)?;
        match self.answers.recv_timeout(limit) {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) if error.kind() == io::ErrorKind::InvalidData => {
                Err(Lost::Misunderstood)
            }
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(Lost::BrokeDown),
            Err(RecvTimeoutError::Timeout) => Err(Lost::TooSlow),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It holds nothing that would have to be put away. Both fail only if it is gone already.
        let _gone_already = self.child.kill();
        let _gone_already = self.child.wait();
    }
}

/// Reads answers on a thread of its own, so that waiting for one can end. The thread ends with
/// the worker's output.
fn listen(stdout: ChildStdout) -> Receiver<io::Result<(Reply, Vec<u8>)>> {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let mut stdout = BufReader::new(stdout);
        loop {
            let answer = read_answer(&mut stdout);
            let last = answer.is_err();
            if send.send(answer).is_err() || last {
                break;
            }
        }
    });
    receive
}

fn read_answer(stdout: &mut BufReader<ChildStdout>) -> io::Result<(Reply, Vec<u8>)> {
    let mut line = String::new();
    if stdout.read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let misunderstood = |error| io::Error::new(io::ErrorKind::InvalidData, error);
    let answer: Answer = serde_json::from_str(&line).map_err(misunderstood)?;
    let mut payload = Vec::new();
    if stdout.take(answer.payload).read_to_end(&mut payload)? as u64 != answer.payload {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok((answer.reply, payload))
}
