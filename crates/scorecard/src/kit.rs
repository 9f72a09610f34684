//! What the makers work with: workers, pictures, music, brands, fonts.

use crate::brand::Brand;
use crate::scenes;
use anyhow::{Context as _, Result, anyhow};
use gate::Standard;
use host::media::{MediaWorkers, find_worker};
use host::reader::{LogoToFind, Reader, TypefaceToCompare, compare_letters, probe};
use host::shop::{measured, measured_with_speech, watch};
use host::tools::{Cabinet, TEXT_DETECTOR, TEXT_READER, VOICE};
use host::voice::Listener;
use layout::ad::{Typeface, Typefaces};
use measure::logo::Mask;
use model::canvas::{Canvas, Layer};
use model::digest::Digest;
use model::finding::{FileVerdict, LookTier};
use model::unit::{Region, Size};
use render::{Pixels, Resources};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// The typeface of no brand here.
const SERIF: &str = "Source Serif Pro Bold";

/// Everything a maker needs.
pub(crate) struct Kit {
    pub(crate) workers: MediaWorkers,
    pub(crate) resources: Resources,
    /// Pictures: what they are and under which name they are kept.
    pub(crate) scenes: Vec<(&'static str, Digest)>,
    pub(crate) brands: Vec<Brand>,
    pub(crate) typefaces: Typefaces,
    /// Another typeface, by name.
    pub(crate) other: (&'static str, Digest),
    /// The music bed, interleaved stereo.
    pub(crate) music: Vec<f32>,
    reader: Option<Reader>,
    listener: Option<Listener>,
    logos: Vec<LogoToFind>,
    letters: Vec<TypefaceToCompare>,
    seen: Mutex<BTreeMap<(Digest, Vec<Digest>), model::fact::ProbeFacts>>,
}

impl Kit {
    /// Gets everything ready.
    pub(crate) fn new(jobs: usize) -> Result<Self> {
        let exe = find_worker().context(
            "build the media worker first: `cargo build -p throughline-media` in the same profile",
        )?;
        let mut resources = Resources::default();
        let mut scenes = Vec::new();
        for (name, picture) in scenes::all()? {
            let digest = Digest::of(name.as_bytes());
            resources.images.insert(digest, Arc::new(picture));
            scenes.push((name, digest));
        }
        let cabinet = Cabinet::of_this_account();
        let fonts = cabinet.fonts();
        // The other fonts are for other scripts, and no brand's here.
        let named = fonts.iter().filter(|(name, _)| ["Manrope", SERIF].contains(&name.as_str()));
        for (_, digest) in named {
            let path = cabinet.find_digest(digest).context("a font went away")?;
            resources.fonts.insert(*digest, std::fs::read(path)?.into());
        }
        let font = *fonts.get("Manrope").context("the fonts are missing: run `./setup`")?;
        let face = |weight| Typeface { fonts: [font].into(), weight, language: "en".into() };
        let typefaces = Typefaces { headline: face(800), body: face(500) };
        let other = (SERIF, *fonts.get(SERIF).context("the fonts are missing: run `./setup`")?);
        let letters = resources.fonts.iter().filter_map(|(digest, bytes)| {
            TypefaceToCompare::read(*digest, bytes.clone(), typefaces.headline.weight)
        });
        let letters = letters.collect();
        let brands = Brand::all(("Manrope", font), |svg| {
            let digest = Digest::of(svg.as_bytes());
            resources.vectors.insert(digest, Arc::from(svg.into_bytes()));
            digest
        });
        let logos = brands
            .iter()
            .flat_map(|brand| [brand.light, brand.dark])
            .map(|digest| shape(digest, &resources))
            .collect::<Result<_>>()?;
        let models = cabinet.find(&TEXT_DETECTOR).zip(cabinet.find(&TEXT_READER));
        let reader = models
            .map(|(detector, reader)| Reader::load(&detector, &reader))
            .transpose()?
            .map(|reader| reader.with_threads(1));
        let listener = cabinet.find(&VOICE).map(|model| Listener::load(&model)).transpose()?;
        let workers = MediaWorkers::new(exe, jobs, std::env::temp_dir());
        let music = crate::sound::from_wav(&sample::music::long_way_home());
        let seen = Mutex::default();
        Ok(Self {
            workers,
            resources,
            scenes,
            brands,
            typefaces,
            other,
            music,
            reader,
            listener,
            logos,
            letters,
            seen,
        })
    }

    /// Tells whether end cards are read.
    pub(crate) fn reads_words(&self) -> bool {
        self.reader.is_some()
    }

    /// Draws a canvas.
    pub(crate) fn draw(&self, canvas: &Canvas) -> Result<Pixels> {
        render::draw(canvas, &self.resources).map_err(|errors| told(&errors))
    }

    /// Measures, reads and judges a file, as `throughline check` does.
    pub(crate) fn look(&self, path: &Path, standard: &Standard) -> Result<FileVerdict> {
        let listener = self.listener.as_ref().filter(|_| standard.voiceover.is_some());
        let (mut measured, speech) = match listener {
            Some(_) => measured_with_speech(&self.workers, path)?,
            None => (measured(&self.workers, path)?, Vec::new()),
        };
        watch(&self.workers, path, &mut measured.facts)?;
        let voice = listener.and_then(|listener| listener.hear_file(&measured.facts, &speech));
        let mut looked = match (measured.pictures.first(), &standard.brand) {
            (Some((digest, png)), Some(brand)) => {
                let fonts = brand.typefaces.iter().filter_map(|typeface| typeface.font);
                let logos = brand.logos.iter().map(|logo| logo.digest);
                let wanted: Vec<Digest> = logos.chain(fonts).collect();
                Some(self.probe((*digest, wanted), png)?)
            }
            _ => None,
        };
        if voice.is_some() {
            looked.get_or_insert_default().voice = voice;
        }
        let name = path.display().to_string();
        Ok(gate::judge(&name, &measured.facts, looked.as_ref(), standard, LookTier::Full))
    }

    /// Reads a frame; frames that are equal are read once.
    fn probe(&self, key: (Digest, Vec<Digest>), png: &[u8]) -> Result<model::fact::ProbeFacts> {
        let seen = || self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(facts) = seen().get(&key) {
            return Ok(facts.clone());
        }
        let pixels = render::decode(png)?;
        let (width, height) = (pixels.size.width, pixels.size.height);
        let logos: Vec<LogoToFind> =
            self.logos.iter().filter(|logo| key.1.contains(&logo.digest)).cloned().collect();
        let facts = probe(&pixels.rgba, width, height, self.reader.as_ref(), &logos)?;
        let asked = self.letters.iter().filter(|typeface| key.1.contains(&typeface.digest));
        let facts = compare_letters(facts, &pixels, &asked.cloned().collect::<Vec<_>>());
        seen().insert(key, facts.clone());
        Ok(facts)
    }
}

/// Returns one error for many.
pub(crate) fn told(errors: &[render::RenderError]) -> anyhow::Error {
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    anyhow!("{}", lines.join("; "))
}

/// Draws a mark by itself, as the shape to look for.
fn shape(digest: Digest, resources: &Resources) -> Result<LogoToFind> {
    let size = Size { width: 256, height: 73 };
    let area = Region { x: 0, y: 0, w: size.width, h: size.height };
    let mark = Layer::Mark { image: digest, area, tint: None };
    let drawn = render::clear_canvas(&Canvas { size, layers: vec![mark] }, resources)
        .map_err(|errors| told(&errors))?;
    let mask = Mask::from_rgba(&drawn.rgba, size.width, size.height).context("a mark is empty")?;
    Ok(LogoToFind { digest, mask })
}
