//! What files are held against: a list, a format, a brand, a workspace.

use super::book::{Book, workspace};
use super::brand::BrandAlone;
use super::overrides::{in_file, in_ledger};
use crate::cli::Check;
use crate::end::{End, FILE, USAGE};
use crate::talk::say;
use crate::verbs::read_text;
use gate::Standard;
use gate::standard::EndCardImage;
use host::checkup::{Checkup, Patient};
use host::files::find_files;
use host::known::chain;
use host::reader::LogoToFind;
use host::typefaces::BrandTypefaces;
use model::asset::PurposeState;
use model::finding::Override;
use model::id::FormatId;
use spec::format::Format;
use spec::workspace::Brief;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Everything that was named to hold files against.
pub(super) struct Expectations {
    pack: BTreeMap<FormatId, Format>,
    format: Option<FormatId>,
    brand: Option<BrandAlone>,
    logos: Vec<LogoToFind>,
    typefaces: BrandTypefaces,
    book: Option<Book>,
    /// The campaigns of the workspace, where there is one.
    briefs: Option<Vec<Brief>>,
    overrides: Vec<Override>,
}

/// Files of a list, and the pictures of the end cards that some of them must close on.
#[derive(Default)]
pub(super) struct Listed {
    pub(super) patients: Vec<Patient>,
    cards: Vec<(usize, PathBuf)>,
}

impl Listed {
    /// Reads the pictures of the end cards, each once, and expects what they show.
    pub(super) fn read_cards(&mut self, checkup: &Checkup) -> Result<(), End> {
        let mut read: BTreeMap<&Path, EndCardImage> = BTreeMap::new();
        for (at, path) in &self.cards {
            let card = match read.get(path.as_path()) {
                Some(card) => card.clone(),
                None => read.entry(path).or_insert(checkup.read_card(path)?).clone(),
            };
            if let Some(patient) = self.patients.get_mut(*at) {
                patient.standard = std::mem::take(&mut patient.standard).closing_on(card);
            }
        }
        Ok(())
    }
}

impl Expectations {
    pub(super) fn of(check: &Check) -> Result<Self, End> {
        // Alone, without a workspace, this is the door by which most people come in.
        let studio = match host::studio::find_root(&check.dir) {
            Ok(_root) => workspace(&check.dir)?,
            Err(_no_workspace) => None,
        };
        let mut pack = match &studio {
            Some(studio) => studio.papers.workspace.formats.clone(),
            None => spec::formats::pack(),
        };
        if let Some(file) = &check.formats {
            let own = own_formats(file)?;
            pack.extend(own);
        }
        let format = check.expected.as_deref().map(|id| known(id, &pack)).transpose()?;
        let brand = check.brand.as_deref().map(BrandAlone::read).transpose()?;
        // A list says all there is to say of its files.
        let asked = check.watch.is_some() || !check.paths.is_empty();
        let book = studio.as_ref().filter(|_| asked).map(Book::of).transpose()?;
        let logos = match (&brand, &studio) {
            (Some(brand), _) => brand.logos.clone(),
            (None, Some(studio)) => studio.logos()?,
            (None, None) => Vec::new(),
        };
        let typefaces = match (&brand, &studio) {
            (Some(brand), _) => brand.typefaces.clone(),
            (None, Some(studio)) => studio.typefaces(),
            (None, None) => BrandTypefaces::default(),
        };
        let mut overrides = studio.as_ref().map(in_ledger).transpose()?.unwrap_or_default();
        if let Some(file) = &check.overrides {
            overrides.extend(in_file(file)?);
        }
        let briefs = studio.map(|studio| studio.papers.workspace.briefs.into_values().collect());
        Ok(Self { pack, format, brand, logos, typefaces, book, briefs, overrides })
    }

    /// Lets further findings pass.
    pub(super) fn let_pass(&mut self, more: &[Override]) {
        self.overrides.extend(more.iter().cloned());
    }

    /// Every delivery spec that may be named.
    pub(super) fn pack(&self) -> &BTreeMap<FormatId, Format> {
        &self.pack
    }

    /// The logos to look for.
    pub(super) fn logos(&self) -> &[LogoToFind] {
        &self.logos
    }

    /// The typefaces to compare letters with.
    pub(super) fn typefaces(&self) -> &BrandTypefaces {
        &self.typefaces
    }

    /// Files of a list, each with its own expectations; paths are relative to the list.
    pub(super) fn listed(&self, list: Option<&Path>) -> Result<Listed, End> {
        let Some(list) = list else { return Ok(Listed::default()) };
        let name = list.display().to_string();
        let rows = spec::deliverables::parse(&name, &read_text(list)?, &self.pack)
            .map_err(|faults| End::new(FILE, spec::diagnostic::render(&faults)))?;
        let folder = list.parent().unwrap_or_else(|| Path::new("."));
        let mut listed = Listed::default();
        let mut missing = Vec::new();
        for row in rows {
            let path = folder.join(&row.file);
            if !path.is_file() {
                missing.push(format!("{}: `{}` is not there", row.place, row.file));
            }
            let format = row.format.as_ref().and_then(|id| self.pack.get(id));
            let mut standard = Standard::for_listed(&row, format);
            if let Some(campaign) = &row.campaign {
                self.campaign(campaign, &mut standard)
                    .map_err(|unknown| End::new(FILE, format!("{}: {unknown}", row.place)))?;
            }
            if let Some(card) = &row.end_card {
                let picture = folder.join(card);
                if !picture.is_file() {
                    missing.push(format!("{}: the end card `{card}` is not there", row.place));
                }
                listed.cards.push((listed.patients.len(), picture));
            }
            let patient = Patient { path, standard, undecided: Vec::new() };
            let (market, language) = (row.market.as_deref(), row.language.as_deref());
            listed.patients.push(self.branded(patient, market, language));
        }
        if missing.is_empty() { Ok(listed) } else { Err(End::new(USAGE, missing.join("\n"))) }
    }

    /// Expects what the workspace says of a campaign: its days on air, its purpose, what it breaks.
    fn campaign(&self, id: &str, standard: &mut Standard) -> Result<(), String> {
        let Some(briefs) = &self.briefs else { return Ok(()) };
        let Some(brief) = briefs.iter().find(|brief| brief.id.as_str() == id) else {
            let names: Vec<&str> = briefs.iter().map(|brief| brief.id.as_str()).collect();
            let names = names.join(", ");
            return Err(format!("`{id}` is not a campaign of the workspace; there are: {names}"));
        };
        standard.on_air = Some((brief.flight_from, brief.flight_to));
        standard.purpose = Some(PurposeState::Stated { id: brief.purpose.clone() });
        standard.breaks.clone_from(&brief.breaks);
        Ok(())
    }

    /// Files named on the command line, but for the report that is going to be written.
    pub(super) fn named(&self, paths: &[PathBuf], out: Option<&Path>) -> Result<Vec<Patient>, End> {
        let found = find_files(paths).map_err(|missing| {
            let lines: Vec<String> = missing.iter().map(|e| chain(e)).collect();
            End::new(USAGE, lines.join("\n"))
        })?;
        Ok(found.into_iter().filter(|path| !is_same(path, out)).map(|p| self.patient(p)).collect())
    }

    /// One file, held against one format, or against what the workspace knows of it.
    pub(super) fn patient(&self, path: PathBuf) -> Patient {
        let mut standard =
            self.book.as_ref().map_or_else(Standard::default, |book| book.standard(&path));
        if let Some(format) = self.format.as_ref().and_then(|id| self.pack.get(id)) {
            standard.format = Standard::from_format(format).format;
        }
        self.branded(Patient { path, standard, undecided: Vec::new() }, None, None)
    }

    fn branded(
        &self,
        mut patient: Patient,
        market: Option<&str>,
        language: Option<&str>,
    ) -> Patient {
        patient.standard.overrides.clone_from(&self.overrides);
        let mut patient = match &self.brand {
            Some(brand) => brand.expect(patient, market, language),
            None => patient,
        };
        // A list may ask for words without saying whose they are.
        let brand = patient.standard.brand.as_mut().filter(|brand| !brand.name.is_empty());
        if let Some(brand) = brand {
            brand.typefaces.clone_from(&self.typefaces.expected);
        }
        patient
    }
}

/// Delivery specs of somebody's own: a sheet, or creative formats of `AdCP`.
fn own_formats(file: &Path) -> Result<BTreeMap<FormatId, Format>, End> {
    let refused = |faults: Vec<_>| End::new(FILE, spec::diagnostic::render(&faults));
    let (name, text) = (file.display().to_string(), read_text(file)?);
    if file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
        let read = spec::adcp::read(&name, &text).map_err(refused)?;
        if !read.left_out.is_empty() {
            say(&format!("note: left out of `{name}`: {}", read.left_out.join("; ")));
        }
        return Ok(read.formats);
    }
    let mut own = spec::formats::parse(&name, &text).map_err(refused)?;
    let folder = file.parent().unwrap_or_else(|| Path::new("."));
    let faults = host::masks::read_masks(&mut own, folder);
    if faults.is_empty() { Ok(own) } else { Err(refused(faults)) }
}

fn known(id: &str, pack: &BTreeMap<FormatId, Format>) -> Result<FormatId, End> {
    pack.keys().find(|known| known.as_str() == id).cloned().ok_or_else(|| {
        let near: Vec<&str> = pack
            .keys()
            .map(FormatId::as_str)
            .filter(|known| known.starts_with(id.get(..3).unwrap_or(id)))
            .collect();
        End::new(USAGE, format!("there is no format `{id}`; near it: {}", near.join(", ")))
    })
}

/// Whether a path leads to the report of an earlier check.
pub(super) fn is_same(path: &Path, out: Option<&Path>) -> bool {
    let whole = |path: &Path| path.canonicalize().ok();
    out.and_then(whole).is_some_and(|out| whole(path) == Some(out))
}
