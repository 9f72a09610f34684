//! What files are held against: a list, a format, a brand, a workspace.

use super::book::{Book, workspace};
use super::brand::BrandAlone;
use super::overrides::{in_file, in_ledger};
use crate::cli::Check;
use crate::end::{End, FILE, USAGE};
use crate::verbs::read_text;
use gate::Standard;
use host::checkup::Patient;
use host::files::find_files;
use host::known::chain;
use host::reader::LogoToFind;
use model::finding::Override;
use model::id::FormatId;
use spec::format::Format;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Everything that was named to hold files against.
pub(super) struct Expectations {
    pack: BTreeMap<FormatId, Format>,
    format: Option<FormatId>,
    brand: Option<BrandAlone>,
    logos: Vec<LogoToFind>,
    book: Option<Book>,
    overrides: Vec<Override>,
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
            let own = spec::formats::parse(&file.display().to_string(), &read_text(file)?);
            pack.extend(own.map_err(|faults| End::new(FILE, spec::diagnostic::render(&faults)))?);
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
        let mut overrides = studio.as_ref().map(in_ledger).transpose()?.unwrap_or_default();
        if let Some(file) = &check.overrides {
            overrides.extend(in_file(file)?);
        }
        Ok(Self { pack, format, brand, logos, book, overrides })
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

    /// Files of a list, each with its own expectations; paths are relative to the list.
    pub(super) fn listed(&self, list: Option<&Path>) -> Result<Vec<Patient>, End> {
        let Some(list) = list else { return Ok(Vec::new()) };
        let name = list.display().to_string();
        let rows = spec::deliverables::parse(&name, &read_text(list)?, &self.pack)
            .map_err(|faults| End::new(FILE, spec::diagnostic::render(&faults)))?;
        let folder = list.parent().unwrap_or_else(|| Path::new("."));
        let mut patients = Vec::new();
        let mut missing = Vec::new();
        for row in rows {
            let path = folder.join(&row.file);
            if !path.is_file() {
                missing.push(format!("{}: `{}` is not there", row.place, row.file));
            }
            let format = row.format.as_ref().and_then(|id| self.pack.get(id));
            let standard = Standard::for_listed(&row, format);
            let patient = Patient { path, standard, undecided: Vec::new() };
            patients.push(self.branded(patient, row.market.as_deref()));
        }
        if missing.is_empty() { Ok(patients) } else { Err(End::new(USAGE, missing.join("\n"))) }
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
        self.branded(Patient { path, standard, undecided: Vec::new() }, None)
    }

    fn branded(&self, mut patient: Patient, market: Option<&str>) -> Patient {
        patient.standard.overrides.clone_from(&self.overrides);
        match &self.brand {
            Some(brand) => brand.expect(patient, market),
            None => patient,
        }
    }
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
