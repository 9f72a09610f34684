//! The sample brand: a workspace that shows the whole loop, and the seeded makers of its pictures,
//! music and results. Everything in it is made up and says so.
//!
//! It deliberately writes no files and asks nothing of a network. Start reading at [`workspace`];
//! [`script`] answers the questions that a run of it asks.

pub mod music;
pub mod pictures;
pub mod results;
pub mod script;
pub mod voice;

use std::collections::BTreeMap;

/// How well the pictures are kept; they are photographs' stand-ins, not originals.
const QUALITY: u8 = 88;

const TEXTS: [(&str, &str); 20] = [
    ("throughline.toml", include_str!("../workspace/throughline.toml")),
    ("architecture.toml", include_str!("../workspace/architecture.toml")),
    ("brand/brand.json", include_str!("../workspace/brand/brand.json")),
    ("brand/tokens.json", include_str!("../workspace/brand/tokens.json")),
    ("brand/endcards.csv", include_str!("../workspace/brand/endcards.csv")),
    (
        "brand/logos/brindlewick-light.svg",
        include_str!("../workspace/brand/logos/brindlewick-light.svg"),
    ),
    (
        "brand/logos/brindlewick-dark.svg",
        include_str!("../workspace/brand/logos/brindlewick-dark.svg"),
    ),
    ("components/hooks.csv", include_str!("../workspace/components/hooks.csv")),
    ("components/scenes.csv", include_str!("../workspace/components/scenes.csv")),
    ("components/structures.csv", include_str!("../workspace/components/structures.csv")),
    ("components/motifs.csv", include_str!("../workspace/components/motifs.csv")),
    ("components/ctas.csv", include_str!("../workspace/components/ctas.csv")),
    ("components/music.csv", include_str!("../workspace/components/music.csv")),
    ("directions/quiet-evidence.toml", include_str!("../workspace/directions/quiet-evidence.toml")),
    ("directions/close-and-warm.toml", include_str!("../workspace/directions/close-and-warm.toml")),
    (
        "campaigns/first-frost/brief.toml",
        include_str!("../workspace/campaigns/first-frost/brief.toml"),
    ),
    ("market/rivals.csv", include_str!("../workspace/market/rivals.csv")),
    ("performance/sources.csv", include_str!("../workspace/performance/sources.csv")),
    ("README.md", include_str!("../workspace/README.md")),
    (".gitignore", ".throughline/\ncampaigns/*/out/\n"),
];

const SCENES: [&str; 6] =
    ["ridge-dawn", "blue-hour", "first-snow", "night-camp", "studio-spruce", "studio-ember"];
const RIVALS: [&str; 4] = ["kelvarn", "ostrand", "pellbrook", "tarnwell"];

/// Returns the sample workspace: every file by its path.
pub fn workspace() -> Result<BTreeMap<String, Vec<u8>>, render::RenderError> {
    let mut files: BTreeMap<String, Vec<u8>> =
        TEXTS.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    for scene in SCENES {
        if let Some(picture) = pictures::scene(scene) {
            let jpeg = render::encode_jpeg(&picture, QUALITY)?;
            files.insert(format!("components/media/{scene}.jpg"), jpeg);
        }
    }
    for rival in RIVALS {
        for number in 1..=2 {
            let png = render::encode_png(&pictures::rival(rival, number))?;
            files.insert(format!("market/media/{rival}-{number}.png"), png);
        }
    }
    files.insert("components/media/long-way-home.wav".to_owned(), music::long_way_home());
    files.insert("performance/last-winter.csv".to_owned(), results::last_winter().into_bytes());
    Ok(files)
}
