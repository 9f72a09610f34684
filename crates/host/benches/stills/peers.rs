//! What people would use instead.

use std::path::Path;
use std::process::Command;

/// A script that draws the design.
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    program: Program,
    script: &'static str,
}

/// What runs a script.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Program {
    Python,
    Node,
}

/// All of them.
pub(crate) const PEERS: [Peer; 4] = [
    Peer { name: "Pillow", program: Program::Python, script: "pillow.py" },
    Peer { name: "@napi-rs/canvas", program: Program::Node, script: "napi_canvas.mjs" },
    Peer { name: "Chromium screenshot", program: Program::Python, script: "chromium.py" },
    Peer { name: "satori + resvg-js + sharp", program: Program::Node, script: "satori.mjs" },
];

impl Peer {
    /// Returns its CPU milliseconds a still; none where it is not installed.
    pub(crate) fn measure(&self, folder: &Path, times: u32) -> Option<f64> {
        let script = format!("{}/benches/peers/{}", env!("CARGO_MANIFEST_DIR"), self.script);
        let set = |name: &str, usual: &str| std::env::var(name).unwrap_or_else(|_| usual.into());
        let python = set("THROUGHLINE_PYTHON", "python3");
        let program = if self.program == Program::Python { python.as_str() } else { "node" };
        let modules = set("THROUGHLINE_PEERS", ".");
        let ran = Command::new(program)
            .arg(script)
            .arg(folder)
            .arg(times.to_string())
            .arg(modules)
            .output();
        let ran = ran.ok()?;
        let said = String::from_utf8_lossy(&ran.stdout);
        let figure = said.rsplit("\"cpu_ms\":").next().filter(|_| said.contains("cpu_ms"));
        let figure = figure.and_then(|text| text.split(['}', ',']).next());
        figure.and_then(|text| text.trim().parse().ok())
    }
}
