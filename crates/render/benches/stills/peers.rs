//! What people would use instead.

use std::error::Error;
use std::path::Path;
use std::process::Command;

/// A script that draws the design.
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    script: &'static str,
}

/// All of them.
pub(crate) const PEERS: [Peer; 4] = [
    Peer { name: "Pillow", script: "pillow.py" },
    Peer { name: "@napi-rs/canvas", script: "napi_canvas.mjs" },
    Peer { name: "Chromium screenshot", script: "chromium.py" },
    Peer { name: "satori + resvg-js + sharp", script: "satori.mjs" },
];

impl Peer {
    /// Returns its CPU milliseconds a still; none where it is not installed.
    pub(crate) fn measure(&self, folder: &Path, times: u32) -> Result<Option<f64>, Box<dyn Error>> {
        let script = format!("{}/benches/peers/{}", env!("CARGO_MANIFEST_DIR"), self.script);
        let set = |name: &str, usual: &str| std::env::var(name).unwrap_or_else(|_| usual.into());
        let python = set("THROUGHLINE_PYTHON", "python3");
        let program = if self.script.ends_with(".py") { python.as_str() } else { "node" };
        let modules = set("THROUGHLINE_PEERS", ".");
        let ran = Command::new(program)
            .arg(script)
            .arg(folder)
            .arg(times.to_string())
            .arg(modules)
            .output();
        let Ok(ran) = ran else { return Ok(None) };
        let said = String::from_utf8_lossy(&ran.stdout);
        let figure = said.rsplit("\"cpu_ms\":").next().filter(|_| said.contains("cpu_ms"));
        let figure = figure.and_then(|text| text.split(['}', ',']).next());
        Ok(figure.and_then(|text| text.trim().parse().ok()))
    }
}
