//! Makes the files of the package with the `ffmpeg` program, so that the bench measures files that
//! our own encoder did not write.

use crate::Failure;
use crate::brand::{Studio, deliverables};
use crate::launch::{CARD_SECONDS, Codec, FPS, Film, Item, Sharing, launch};
use model::timeline::Sound;
use model::unit::{DbTp, FrameRate, Lufs};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A package on the disk.
pub(crate) struct Package {
    pub(crate) root: PathBuf,
    pub(crate) items: Vec<Item>,
}

impl Package {
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        self.items.iter().map(|item| self.root.join(&item.file)).collect()
    }

    pub(crate) fn media_seconds(&self) -> u32 {
        self.items.iter().filter_map(|item| item.film.as_ref()).map(|film| film.seconds).sum()
    }

    pub(crate) fn bytes(&self) -> Result<u64, Failure> {
        let lengths = self.files().into_iter().map(|file| Ok(fs::metadata(file)?.len()));
        lengths.sum()
    }
}

/// Makes what is not there yet.
pub(crate) fn package(folder: &Path, sharing: Sharing) -> Result<Package, Failure> {
    let root = folder.join(sharing.word());
    fs::create_dir_all(&root)?;
    let studio = Studio::open(&root, sharing)?;
    let items = launch(sharing);
    let list = deliverables(&items);
    // What is expected of words are the last two columns.
    let technical = list.lines().filter_map(|line| line.rsplitn(3, ',').nth(2));
    fs::write(root.join("formats-only.csv"), technical.collect::<Vec<_>>().join("\n"))?;
    fs::write(root.join("deliverables.csv"), list)?;
    let music = music(&root)?;
    for item in &items {
        let target = root.join(&item.file);
        if target.is_file() {
            continue;
        }
        let picture =
            root.join(format!("card-{:02}-{}x{}.png", item.card, item.size.0, item.size.1));
        fs::write(&picture, render::encode_png(&studio.draw(item, sharing)?)?)?;
        // What is half written must not be taken for a file of the package.
        let part = root.join(format!("part-{}", item.file));
        match &item.film {
            Some(film) => encode(&studio, item, film, &picture, &mix(&root, film, &music)?, &part)?,
            None => ffmpeg(&["-i", path(&picture)?, "-q:v", "3", path(&part)?])?,
        }
        fs::rename(&part, &target)?;
        fs::remove_file(&picture)?;
    }
    Ok(Package { root, items })
}

fn music(root: &Path) -> Result<Vec<f32>, Failure> {
    let wav = fs::read(root.join("components/media/long-way-home.wav"))?;
    let samples = wav.get(44..).unwrap_or_default().as_chunks::<2>().0;
    Ok(samples.iter().map(|two| f32::from(i16::from_le_bytes(*two)) / 32_768.0).collect())
}

/// The mix of a film: music at its own speed, and a voice where this `ffmpeg` can speak.
fn mix(root: &Path, film: &Film, music: &[f32]) -> Result<PathBuf, Failure> {
    let target = root.join(format!("mix-{:02}-{}.wav", film.mix, film.seconds));
    if target.is_file() {
        return Ok(target);
    }
    let frames = music.as_chunks::<2>().0;
    let speed = 1.0 + film.mix as f64 * 0.007;
    let count = film.seconds as usize * 48_000;
    let mut bed: Vec<[f32; 2]> = (0..count)
        .map(|at| frames[(at as f64 * speed) as usize % frames.len()].map(|sample| sample * 0.4))
        .collect();
    for (frame, voice) in bed.iter_mut().skip(24_000).zip(voice(film.mix)) {
        *frame = frame.map(|sample| sample + voice * 0.8);
    }
    let sound =
        Sound { music: None, voice: None, target: Lufs(-16.0), ceiling: DbTp(-3.0), fade: 3 };
    let rate = FrameRate { num: FPS, den: 1 };
    let stems = render::Stems { music: Some(bed.as_flattened()), voice: None };
    let headroom = render::HEADROOM_DB;
    let mixed = render::mix(stems, rate, film.seconds * FPS, &sound, headroom)?;
    fs::write(&target, sample::music::wav(&mixed.samples, 2))?;
    Ok(target)
}

/// Speaks a sentence at 48 kHz; nothing where this `ffmpeg` was built without a voice.
fn voice(number: usize) -> Vec<f32> {
    let words = format!(
        "flite=text='Still warm at the last bus stop. Cup number {number}. Find yours.':voice=slt"
    );
    let arguments = ["-f", "lavfi", "-i", &words, "-ar", "48000", "-ac", "1", "-f", "f32le", "-"];
    let spoken = quiet(&arguments).output().map(|done| done.stdout).unwrap_or_default();
    spoken.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect()
}

/// Encodes a film: three scenes that move, with grain, then the end card.
fn encode(
    studio: &Studio,
    item: &Item,
    film: &Film,
    card: &Path,
    mix: &Path,
    target: &Path,
) -> Result<(), Failure> {
    let (width, height) = item.size;
    let closing = (CARD_SECONDS * f64::from(FPS)) as u32;
    let filmed = film.seconds * FPS - closing;
    let scenes = 3;
    let side = width.max(height) * 23 / 20;
    let mut arguments: Vec<String> = Vec::new();
    let mut graph = String::new();
    for scene in 0..scenes {
        let file = &studio.scene_files[(item.number + scene as usize) % studio.scene_files.len()];
        arguments.extend(["-i".to_owned(), path(file)?.to_owned()]);
        let frames = filmed * (scene + 1) / scenes - filmed * scene / scenes;
        write!(
            graph,
            "[{scene}:v]scale={side}:{side}:out_color_matrix=bt709:out_range=tv,format=yuv420p,\
             loop=loop={frames}:size=1,setpts=N/({FPS}*TB),trim=end_frame={frames},\
             crop={width}:{height}:x='(iw-{width})*(0.2+0.6*n/{frames})':y='(ih-{height})/2',\
             noise=alls=7:allf=t:all_seed={},setsar=1[s{scene}];",
            item.number + 1
        )?;
    }
    write!(
        graph,
        "[{scenes}:v]scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,\
         loop=loop={closing}:size=1,setpts=N/({FPS}*TB),trim=end_frame={closing},setsar=1[c];\
         [s0][s1][s2][c]concat=n={}:v=1:a=0,fps={FPS}[v]",
        scenes + 1
    )?;
    let inputs = ["-i", path(card)?, "-i", path(mix)?, "-filter_complex", &graph];
    arguments.extend(inputs.map(str::to_owned));
    let sound = format!("{}:a", scenes + 1);
    let mapped =
        ["-map", "[v]", "-map", &sound, "-colorspace", "bt709", "-color_primaries", "bt709"];
    arguments.extend(mapped.map(str::to_owned));
    arguments.extend(["-color_trc", "bt709", "-color_range", "tv"].map(str::to_owned));
    let coded: &[&str] = match film.codec {
        Codec::H264 => &[
            "-c:v",
            "libx264",
            "-preset",
            "veryfast",
            "-b:v",
            "9M",
            "-maxrate",
            "12M",
            "-bufsize",
            "18M",
            "-g",
            "50",
            "-c:a",
            "aac",
            "-b:a",
            "192k",
            "-movflags",
            "+faststart",
            "-f",
            "mp4",
        ],
        Codec::Hevc => &[
            "-c:v",
            "libx265",
            "-preset",
            "ultrafast",
            "-b:v",
            "6M",
            "-x265-params",
            "log-level=error:keyint=50",
            "-tag:v",
            "hvc1",
            "-c:a",
            "aac",
            "-b:a",
            "192k",
            "-movflags",
            "+faststart",
            "-f",
            "mp4",
        ],
        Codec::Vp9 => &[
            "-c:v",
            "libvpx-vp9",
            "-deadline",
            "realtime",
            "-cpu-used",
            "8",
            "-b:v",
            "5M",
            "-g",
            "50",
            "-row-mt",
            "1",
            "-c:a",
            "libopus",
            "-b:a",
            "160k",
            "-f",
            "webm",
        ],
        Codec::ProRes => &[
            "-c:v",
            "prores",
            "-profile:v",
            "2",
            "-pix_fmt",
            "yuv422p10le",
            "-c:a",
            "pcm_s16le",
            "-f",
            "mov",
        ],
    };
    arguments.extend(coded.iter().map(|argument| (*argument).to_owned()));
    arguments.push(path(target)?.to_owned());
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    ffmpeg(&arguments)
}

fn ffmpeg(arguments: &[&str]) -> Result<(), Failure> {
    let done = quiet(arguments).output()?;
    if done.status.success() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&done.stderr).into_owned().into())
}

fn quiet(arguments: &[&str]) -> Command {
    let mut command = Command::new("ffmpeg");
    command.args(["-hide_banner", "-loglevel", "error", "-nostdin", "-y"]).args(arguments);
    command.stdin(Stdio::null());
    command
}

fn path(path: &Path) -> Result<&str, Failure> {
    path.to_str().ok_or_else(|| "a path is not text".into())
}
