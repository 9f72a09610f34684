//! Registers what exists already, and records what people say it is for.

use super::{account_name, is_json, open, person, print_json};
use crate::cli::Common;
use crate::end::{End, FILE, USAGE};
use crate::talk::{print, say};
use host::cache::Cache;
use host::files::find_files;
use host::studio::Studio;
use host::take::Take;
use jiff::Timestamp;
use model::asset::Asset;
use model::decision::{Answer, Judgement};
use model::event::Event;
use model::id::{ComponentId, PurposeId};
use model::person::{Attestation, By};
use serde::Serialize;
use std::path::PathBuf;

/// What is said about the files.
pub(super) struct Words<'a> {
    pub(super) purpose: Option<&'a str>,
    pub(super) retire: bool,
    pub(super) because: &'a str,
    pub(super) by: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Line {
    id: String,
    path: String,
    sha256: String,
    new: bool,
}

pub(super) fn run(
    paths: &[PathBuf],
    words: &Words<'_>,
    part: Option<(&str, f64, &str)>,
    common: &Common,
) -> Result<(), End> {
    let mut studio = open(&common.dir)?;
    let answer = answer(&studio, words)?;
    let assets = look(&studio, paths)?;
    let taken = part.map(|part| take(&studio, &assets, part)).transpose()?;
    let known: Vec<_> = studio.ledger.adopted()?.into_iter().map(|asset| asset.id).collect();
    let mut lines = Vec::new();
    let mut events = Vec::new();
    for Found { asset, shown, sha256, .. } in assets {
        let new = !known.contains(&asset.id);
        lines.push(Line { id: asset.id.to_string(), path: shown, sha256, new });
        if let Some((answer, by)) = &answer {
            events.push(Event::Judged(Box::new(judgement(&asset, answer, by, words.because))));
        }
        if new {
            events.insert(0, Event::Adopted(Box::new(asset)));
        }
    }
    let _seq: Vec<u64> = studio.ledger.append(Timestamp::now(), &events)?;
    if is_json(common) {
        print_json("adopted/1", &lines)?;
    } else {
        for line in &lines {
            let word = if line.new { "registered" } else { "known" };
            print(&format!("{word}  {}  {}", line.id, line.path));
        }
    }
    if let Some(taken) = taken {
        say(&taken);
    }
    orphans(&studio)
}

/// Takes a part out of the one file that was named; returns what to tell.
fn take(
    studio: &Studio,
    found: &[Found],
    (part, at, text): (&str, f64, &str),
) -> Result<String, End> {
    let [found] = found else {
        let message =
            format!("`--take` takes a part out of one file, and {} were named", found.len());
        return Err(End::new(USAGE, message));
    };
    let part: ComponentId = part.parse().map_err(|_error| {
        End::new(USAGE, format!("`{part}` is not a part: write scene/NAME or music/NAME"))
    })?;
    let components = &studio.papers.workspace.components;
    let scenes = components.scenes.iter().map(|scene| &scene.id);
    if scenes.chain(components.music.iter().map(|music| &music.id)).any(|id| *id == part) {
        return Err(End::new(
            FILE,
            format!("{part} is in the library already: choose another name"),
        ));
    }
    let order = Take { part: part.clone(), at, text: text.to_owned() };
    let lies = studio.take(&found.asset, &found.at, &order)?;
    Ok(format!(
        "{part} is in the library, from {}: {lies}\nlook at its row (words light or dark, what must stay in sight, rights), then: throughline run",
        found.asset.id
    ))
}

/// Says how many things nobody has given a purpose: they are counted from day one.
fn orphans(studio: &Studio) -> Result<(), End> {
    let (assets, _) = super::audit::assets(studio)?;
    let orphans = assets
        .iter()
        .filter(|asset| asset.purpose == model::asset::PurposeState::Unstated)
        .filter(|asset| asset.state == model::asset::AssetState::Live)
        .count();
    if orphans > 0 {
        say(&format!(
            "{orphans} have no purpose yet; say what they are for: throughline adopt PATH… --purpose ID --as NAME"
        ));
    }
    Ok(())
}

fn answer(studio: &Studio, words: &Words<'_>) -> Result<Option<(Answer, By)>, End> {
    let Some(name) = words.by else { return Ok(None) };
    let by = By {
        name: person(studio, name)?,
        attestation: Attestation::Asserted { account: account_name() },
    };
    if words.retire {
        return Ok(Some((Answer::Retire, by)));
    }
    let Some(purpose) = words.purpose else { return Ok(None) };
    let purposes = &studio.papers.workspace.architecture.purposes;
    let id: Option<PurposeId> = purposes.keys().find(|id| id.as_str() == purpose).cloned();
    id.map(|id| Some((Answer::StatePurpose(id), by))).ok_or_else(|| {
        let known: Vec<&str> = purposes.keys().map(PurposeId::as_str).collect();
        End::new(
            FILE,
            format!("architecture.toml has no purpose `{purpose}`; it has: {}", known.join(", ")),
        )
    })
}

/// A file that was named, as an asset.
struct Found {
    asset: Asset,
    at: PathBuf,
    shown: String,
    sha256: String,
}

fn look(studio: &Studio, paths: &[PathBuf]) -> Result<Vec<Found>, End> {
    let found = find_files(paths).map_err(|missing| {
        let lines: Vec<String> = missing.iter().map(|e| host::known::chain(e)).collect();
        End::new(USAGE, lines.join("\n"))
    })?;
    let cache = Cache::open(&studio.papers.root)?;
    let mut assets = Vec::new();
    for path in found {
        let digest = cache.digest_of(&path)?;
        let bytes = std::fs::metadata(&path).map_or(0, |meta| meta.len());
        let shown = path
            .canonicalize()
            .ok()
            .and_then(|whole| whole.strip_prefix(&studio.papers.root).ok().map(PathBuf::from))
            .unwrap_or_else(|| path.clone())
            .display()
            .to_string();
        let asset = asset::adopt::adopt(&shown, digest, bytes);
        assets.push(Found { asset, at: path, shown, sha256: digest.to_string() });
    }
    Ok(assets)
}

fn judgement(asset: &Asset, answer: &Answer, by: &By, because: &str) -> Judgement {
    Judgement {
        round: 1,
        subject: asset.id.clone().into(),
        seen: None,
        answer: answer.clone(),
        reason_code: "said".to_owned(),
        note: because.to_owned(),
        by: by.clone(),
        at: Timestamp::now(),
        recommended: None,
    }
}
