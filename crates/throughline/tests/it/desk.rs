//! A small workspace on a real disk, and the binary to run in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Small formats: what is tested is the thread, not the size of pictures.
const FORMATS: &str = "\
id,platform,placement,kind,width,height,containers,codecs,max_bytes,audio,source,source_date
tiny_square,Test,Feed,still,360,360,jpeg,,,,test,2026-01-01
tiny_tall,Test,Story,still,360,640,jpeg,,,,test,2026-01-01
tiny_film,Test,Reel,film,360,640,mp4,h264,,forbidden,test,2026-01-01
";

/// A workspace of its own, gone when dropped.
pub(crate) struct Desk {
    folder: TempDir,
}

/// How a command ended.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    /// Makes a workspace by answering the starter's questions with their own examples.
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let mut answers = spec::starter::Answers::default();
        for question in spec::starter::questions() {
            answers.set(question.key, question.example);
        }
        let desk = Self { folder };
        let files = spec::starter::files("acme", &answers).unwrap();
        for (path, bytes) in &files {
            desk.write(path, bytes);
        }
        desk.write("formats.csv", FORMATS.as_bytes());
        let brief = desk.read("campaigns/first/brief.toml");
        let (head, tail) = brief.split_once("formats = [").unwrap();
        let (_, tail) = tail.split_once("]\n").unwrap();
        let (tail, _at) = tail.split_once("\n[[markets]]\nid = \"at\"").unwrap();
        let formats =
            "formats = [\"tiny_square\", \"tiny_tall\", \"tiny_film\"]\nfilm_length = 3\n";
        desk.write("campaigns/first/brief.toml", format!("{head}{formats}{tail}\n").as_bytes());
        desk
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Replaces a text that must be there.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no `{from}`");
        self.write(path, text.replacen(from, to, 1).as_bytes());
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_throughline"));
        command.args(words).current_dir(self.root()).stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Ended {
        ended(&self.command(words).output().unwrap())
    }

    /// Runs what must end well.
    pub(crate) fn ok(&self, words: &[&str]) -> Ended {
        let end = self.run(words);
        assert_eq!(end.code, 0, "throughline {}\n{}\n{}", words.join(" "), end.out, end.err);
        end
    }

    /// Keeps the first two concepts and signs everything, in Ben's name.
    pub(crate) fn decisions(&self) {
        let text = "round,subject,verdict,reason_code,note,by,at\n\
                    1,#1,keep,strong-hook,,Ben,\n\
                    1,#2,keep,strong-hook,,Ben,\n\
                    1,*,discard,off-brief,\"not now\",Ben,\n\
                    1,*,approve,unviewed,,Ben,\n";
        self.write("decisions.csv", text.as_bytes());
    }

    /// Returns every file below a folder with its digest.
    pub(crate) fn digests(&self, folder: &str) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let root = self.path(folder);
        for path in host::files::find_files(std::slice::from_ref(&root)).unwrap_or_default() {
            let name = path.strip_prefix(&root).unwrap().display().to_string();
            let digest = model::digest::Digest::of(&fs::read(&path).unwrap());
            found.insert(name, digest.to_string());
        }
        found
    }
}

pub(crate) fn ended(output: &Output) -> Ended {
    Ended {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
