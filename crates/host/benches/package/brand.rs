//! The brand's folder, and the end cards and stills that are drawn from it.

use crate::Failure;
use crate::launch::{Item, MARKETS, Sharing, legal};
use host::brand_alone::read_brand;
use host::tools::Cabinet;
use layout::ad::{Ad, Colours, Composition, Ink, Logos, Motif, Photo, Shape, Typeface, Typefaces};
use layout::card::Card;
use model::canvas::CENTRE;
use model::digest::Digest;
use model::unit::Size;
use render::{Pixels, Resources};
use spec::format::SafeMargins;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What every file asks of whoever sees it.
pub(crate) const CTA: &str = "Find yours";
/// What every end card says.
const WORDS: &str = "Stay out a little longer.";
const HEADLINES: [&str; 5] = [
    "Still warm at the last bus stop.",
    "Eight hours. Written on the cup.",
    "The ridge does not hurry.",
    "Mended, not replaced.",
    "Stay for the second sunrise.",
];

/// A brand that can be drawn with.
pub(crate) struct Studio {
    resources: Resources,
    typefaces: Typefaces,
    colours: Colours,
    logos: Logos,
    scenes: Vec<Digest>,
    /// Where the scenes lie as JPEGs.
    pub(crate) scene_files: Vec<PathBuf>,
}

impl Studio {
    /// Writes the brand's folder into `root` and reads it back.
    pub(crate) fn open(root: &Path, sharing: Sharing) -> Result<Self, Failure> {
        let mut files = sample::workspace()?;
        files.retain(|path, _| path.starts_with("brand/") || path.starts_with("components/"));
        files.insert("brand/endcards.csv".to_owned(), end_cards(sharing).into_bytes());
        let mut resources = Resources::default();
        let (mut scenes, mut scene_files) = (Vec::new(), Vec::new());
        for (path, bytes) in files {
            let target = root.join(&path);
            fs::create_dir_all(target.parent().ok_or("no folder")?)?;
            let digest = Digest::of(&bytes);
            fs::write(&target, &bytes)?;
            match target.extension().and_then(|ending| ending.to_str()) {
                Some("jpg") => {
                    resources.images.insert(digest, Arc::new(render::decode(&bytes)?));
                    scenes.push(digest);
                    scene_files.push(target);
                }
                Some("svg") => drop(resources.vectors.insert(digest, Arc::from(bytes))),
                _ => {}
            }
        }
        let cabinet = Cabinet::of_this_account();
        let font = *cabinet.fonts().get("Manrope").ok_or("the fonts are missing: run `./setup`")?;
        let path = cabinet.find_digest(&font).ok_or("a font went away")?;
        resources.fonts.insert(font, fs::read(path)?.into());
        let face = |weight| Typeface { fonts: [font].into(), weight, language: "en".into() };
        let typefaces = Typefaces { headline: face(800), body: face(500) };
        let brand = read_brand(&root.join("brand"))?.loaded.brand;
        let role = |name: &str| brand.colours.get(name).copied().ok_or("a colour is missing");
        let colours = Colours {
            paper: role("paper")?,
            ink: role("ink")?,
            primary: role("primary")?,
            accent: role("accent")?,
        };
        let logos = layout::brand::logos(&brand);
        Ok(Self { resources, typefaces, colours, logos, scenes, scene_files })
    }

    /// Draws the end card of a film, or a still.
    pub(crate) fn draw(&self, item: &Item, sharing: Sharing) -> Result<Pixels, Failure> {
        let size = Size { width: item.size.0, height: item.size.1 };
        let legal = legal(sharing, &item.market);
        let canvas = if item.film.is_some() {
            let card = Card {
                text: WORDS.to_owned(),
                cta: CTA.to_owned(),
                legal,
                background: self.colours.primary,
                ink: self.colours.paper,
                colours: self.colours,
                typefaces: self.typefaces.clone(),
                logos: self.logos,
            };
            layout::card::end_card(&card, size, &SafeMargins::default())
        } else {
            let pick = |of: usize| item.number % of.max(1);
            let ad = Ad {
                headline: HEADLINES[pick(HEADLINES.len())].to_owned(),
                line: String::new(),
                cta: CTA.to_owned(),
                legal,
                photo: Photo {
                    image: self.scenes[pick(self.scenes.len())],
                    focus: CENTRE,
                    ink: Ink::Light,
                },
                motif: Motif { shape: Shape::Band, colour: self.colours.primary },
                composition: Composition::LowerThird,
                colours: self.colours,
                typefaces: self.typefaces.clone(),
                logos: self.logos,
            };
            layout::ad::ad(&ad, size, &SafeMargins::default())
        };
        render::draw(&canvas, &self.resources).map_err(|errors| {
            errors.into_iter().next().map_or("nothing was drawn".into(), Into::into)
        })
    }
}

fn end_cards(sharing: Sharing) -> String {
    let mut csv = "id,text,cta,legal,market,valid_from,valid_to,background,ink\n".to_owned();
    let markets: Vec<String> = match sharing {
        Sharing::Shared => MARKETS.iter().map(|market| (*market).to_owned()).collect(),
        Sharing::Distinct => {
            crate::launch::launch(sharing).into_iter().map(|item| item.market).collect()
        }
    };
    for market in markets {
        let legal = legal(sharing, &market);
        let _ = writeln!(csv, "{market}-card,{WORDS},find-yours,{legal},{market},,,primary,paper");
    }
    csv.push_str(
        "summer-25,Ice until sunset.,cool-down,Sample offer until 31 August 2025.,,2025-05-01,2025-08-31,accent,ink\n",
    );
    csv
}

/// Returns the list that says what is expected of each file.
pub(crate) fn deliverables(items: &[Item]) -> String {
    let mut csv = "file,width,height,duration_s,fps,video_codec,audio_codec,loudness_lufs,\
                   loudness_tol_lu,true_peak_dbtp,max_bytes,cta,market\n"
        .to_owned();
    for item in items {
        let (width, height) = item.size;
        let film = item.film.as_ref().map_or_else(
            || ",,,,,,".to_owned(),
            |film| {
                use crate::launch::Codec::{H264, Hevc, ProRes, Vp9};
                let (video, audio) = match film.codec {
                    H264 => ("h264", "aac"),
                    Hevc => ("hevc", "aac"),
                    Vp9 => ("vp9", "opus"),
                    ProRes => ("prores", "pcm"),
                };
                format!("{},{},{video},{audio},-16,1,-1", film.seconds, crate::launch::FPS)
            },
        );
        let _ =
            writeln!(csv, "{},{width},{height},{film},1000000000,{CTA},{}", item.file, item.market);
    }
    csv
}
