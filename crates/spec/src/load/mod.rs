//! From files to a workspace: parse everything, collect every name, check everything against the
//! names, then build. Faults of all files are reported together.

mod brand_alone;
mod parse;
mod reader;

use crate::diagnostic::Diagnostic;
use crate::files::{architecture, brand, brief, components, direction, dropped, end_cards};
use crate::files::{formats, house, tiers, tokens};
use crate::read::csv::{Row, Sheet};
use crate::read::faults::Faults;
use crate::read::known::{Known, Thing};
use crate::read::text::Fault;
use crate::source::SourceTree;
use crate::template::{self, Template};
use crate::workspace::{Brand, Brief, Components, Workspace};
use model::id::{CampaignId, ComponentId};
use model::unit::Currency;
use parse::{Parsed, Texts};
use std::collections::{BTreeMap, BTreeSet};

pub use brand_alone::{LoadedBrand, load_brand};

/// A checked workspace, with what is allowed but worth a look.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The workspace.
    pub workspace: Workspace,
    /// What somebody should know.
    pub warnings: Vec<Diagnostic>,
}

/// Reads a whole workspace, or returns every fault in it, in the order of files and lines.
pub fn load(tree: &SourceTree) -> Result<Loaded, Vec<Diagnostic>> {
    let mut faults = Faults::default();
    let texts = Texts::of(tree);
    let parsed = Parsed::read(tree, &texts, &mut faults);
    let mut known = parsed.names(tree);
    let tokens = parsed.tokens.map(|root| tokens::read(root, &mut faults));
    let identity = parsed.brand.map(|root| brand::read(root, &known, &mut faults));
    learn_the_brand(&mut known, tokens.as_ref(), identity.as_ref());
    check(&parsed, &known, identity.as_ref(), &mut faults);
    if let (Some(root), Some(identity), Some(tokens)) = (parsed.brand, &identity, &tokens) {
        brand::check_fonts(root, identity, tokens, &mut faults);
    }
    let templates = templates(tree, tokens.as_ref(), &mut faults);
    let nothing_wrong = faults.none();
    let (errors, warnings) = faults.sorted();
    if !nothing_wrong {
        return Err(errors);
    }
    let brand = identity.zip(tokens);
    let built = brand.and_then(|(identity, tokens)| {
        let end_cards = parsed.end_cards.as_ref().map(|sheet| each(sheet, end_cards::build));
        let brand = brand::build(&identity, &tokens, end_cards.unwrap_or_default(), &known)?;
        build(&parsed, &known, brand, templates, tree)
    });
    match built {
        Some(workspace) => Ok(Loaded { workspace, warnings }),
        None => Err(vec![unexplained()]),
    }
}

/// Reads the templates. Without the brand's colours nothing can be said of what names them, and the
/// missing colours are a fault already.
fn templates(
    tree: &SourceTree,
    tokens: Option<&tokens::Tokens>,
    faults: &mut Faults,
) -> BTreeMap<String, Template> {
    let Some(tokens) = tokens else { return BTreeMap::new() };
    let vars = template::brand_vars(&tokens.colours);
    let (templates, found) = template::read_all(tree, &vars);
    for fault in found {
        faults.error(fault);
    }
    templates
}

/// Building fails only where a check has spoken; this says so rather than nothing if one is ever
/// missing.
fn unexplained() -> Diagnostic {
    Diagnostic {
        place: crate::diagnostic::Place::start_of(house::PATH),
        code: "unexplained",
        message: "the workspace cannot be read, and no check says why".to_owned(),
        remedy: "this is a fault of throughline; report it with the workspace's files".to_owned(),
        line_text: None,
    }
}

fn learn_the_brand(
    known: &mut Known<'_>,
    tokens: Option<&tokens::Tokens>,
    identity: Option<&brand::Identity>,
) {
    match tokens {
        Some(tokens) => tokens.colours.keys().for_each(|role| known.add(Thing::Colour, role)),
        None => known.unsure_of(Thing::Colour),
    }
    match identity {
        Some(identity) => {
            identity.rules.iter().for_each(|rule| known.add(Thing::Rule, rule.id.as_str()));
        }
        None => known.unsure_of(Thing::Rule),
    }
}

fn check(
    parsed: &Parsed<'_>,
    known: &Known<'_>,
    identity: Option<&brand::Identity>,
    faults: &mut Faults,
) {
    for (kind, document) in parsed.documents() {
        document.check(kind, known, faults);
    }
    for sheet in parsed.sheets() {
        sheet.check(known, faults);
    }
    if let Some(sheet) = &parsed.formats {
        formats::check(sheet, faults);
    }
    if let Some(sheet) = &parsed.end_cards {
        end_cards::check(sheet, faults);
    }
    for file in components::FILES {
        if let Some(sheet) = parsed.component(file) {
            components::check_lineage(file, sheet, faults);
        }
    }
    if let Some(document) = &parsed.house {
        house::check(&document.root(), faults);
    }
    let rules = identity.map(|identity| identity.rules.as_slice()).unwrap_or_default();
    for document in parsed.briefs.values() {
        brief::check(&document.root(), rules, faults);
    }
    warn_of_gaps(parsed, faults);
}

fn warn_of_gaps(parsed: &Parsed<'_>, faults: &mut Faults) {
    let source = parsed.language();
    let spoken = parsed.briefs.values().flat_map(|document| brief::languages(&document.root()));
    let spoken: BTreeSet<String> = spoken.collect();
    for file in [&components::HOOKS, &components::CTAS] {
        if let Some(sheet) = parsed.component(file) {
            components::warn_of_languages(sheet, &source, spoken.iter(), faults);
        }
    }
    let Some(first) = parsed.briefs.values().next() else {
        return;
    };
    if let Some(house) = &parsed.house {
        let markets = parsed.briefs.values().flat_map(|document| brief::markets(&document.root()));
        house::warn_of_markets(&house.root(), &markets.collect(), faults);
    }
    for file in
        [&components::HOOKS, &components::SCENES, &components::STRUCTURES, &components::MOTIFS]
    {
        let filled = |sheet: &Sheet<'_>| sheet.rows().next().is_some();
        if !parsed.is_broken(file.path) && !parsed.component(file).is_some_and(filled) {
            let message = format!("there is no {} to compose concepts from", file.what);
            let remedy = format!("write some into `{}`", file.path);
            let root = first.root();
            faults.warn(root.fault(0..0, Fault::new("nothing-to-compose", message, remedy)));
        }
    }
}

fn build(
    parsed: &Parsed<'_>,
    known: &Known<'_>,
    brand: Brand,
    templates: BTreeMap<String, Template>,
    tree: &SourceTree,
) -> Option<Workspace> {
    let house = house::build(&parsed.house.as_ref()?.root())?;
    let tiers = parsed.tiers.as_ref().map(crate::read::toml::Document::root);
    let directions = parsed.directions.iter().filter_map(|(id, document)| {
        let id: model::id::DirectionId = id.parse().ok()?;
        Some((id.clone(), direction::build(id, &document.root())))
    });
    let mut all_formats = crate::formats::pack();
    let own = parsed.formats.as_ref().map(|sheet| each(sheet, formats::build)).unwrap_or_default();
    all_formats.extend(own.into_iter().map(|format| (format.id.clone(), format)));
    Some(Workspace {
        architecture: architecture::build(&parsed.architecture.as_ref()?.root())?,
        tiers: tiers::build(tiers.as_ref()),
        directions: directions.collect(),
        templates,
        components: components(parsed, known, &house.language),
        briefs: briefs(parsed, &house.currency)?,
        formats: all_formats,
        dropped: dropped::build(tree, parsed.sources.as_ref()),
        brand,
        house,
    })
}

fn briefs(parsed: &Parsed<'_>, currency: &Currency) -> Option<BTreeMap<CampaignId, Brief>> {
    let each = parsed.briefs.iter().map(|(id, document)| {
        let id: CampaignId = id.parse().ok()?;
        Some((id.clone(), brief::build(id, &document.root(), currency)?))
    });
    each.collect()
}

fn components(parsed: &Parsed<'_>, known: &Known<'_>, language: &str) -> Components {
    use components::{CTAS, HOOKS, MOTIFS, MUSIC, SCENES, STRUCTURES, VOICES};
    let sheet = |file| parsed.component(file);
    let sheets = components::FILES.into_iter().filter_map(|file| Some((file, sheet(file)?)));
    Components {
        parents: sheets.flat_map(|(file, sheet)| components::parents(file, sheet)).collect(),
        hooks: rows(sheet(&HOOKS), |row| components::hook(row, language), |hook| &hook.id),
        scenes: rows(sheet(&SCENES), |row| components::scene(row, known), |scene| &scene.id),
        structures: rows(sheet(&STRUCTURES), components::structure, |structure| &structure.id),
        motifs: rows(sheet(&MOTIFS), components::motif, |motif| &motif.id),
        ctas: rows(sheet(&CTAS), |row| components::cta(row, language), |cta| &cta.id),
        music: rows(sheet(&MUSIC), |row| components::music(row, known), |music| &music.id),
        voices: rows(sheet(&VOICES), |row| components::voice(row, known), |voice| &voice.id),
    }
}

fn rows<T>(
    sheet: Option<&Sheet<'_>>,
    read: impl Fn(&Row<'_>) -> Option<T>,
    id: impl Fn(&T) -> &ComponentId,
) -> Vec<T> {
    let mut all = sheet.map(|sheet| each(sheet, read)).unwrap_or_default();
    all.sort_by(|left, right| id(left).cmp(id(right)));
    all
}

fn each<T>(sheet: &Sheet<'_>, read: impl Fn(&Row<'_>) -> Option<T>) -> Vec<T> {
    sheet.rows().filter_map(|row| read(&row)).collect()
}
