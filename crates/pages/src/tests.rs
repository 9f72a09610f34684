//! What people can rely on when they open a page.

use super::*;
use flow::ports::Asked;
use flow::ports::Tie;
use model::concept::{Concept, ConceptSlate, Tier};
use model::decision::{Answer, Judgement};
use model::delivery::Delivered;
use model::id::{CheckpointId, ConceptId, InsightId};
use model::person::{Attestation, By, PersonName};
use model::step::{StepKey, StepRecord};
use model::thread::NodeId;
use model::unit::Ratio;
use spec::source::{SourceFile, SourceTree};
use spec::starter::{Answers, files, questions};
use std::collections::BTreeMap;
use std::sync::Arc;

const PICTURE: &[u8] = b"a picture";
const LEARNING: &str = "lrn-03ga2bkc5saa";

struct Memory;

impl Known for Memory {
    fn step(&self, _: &StepKey) -> Result<Option<StepRecord>, PortError> {
        Ok(None)
    }
    fn finished(&self, keys: &[StepKey]) -> Result<Vec<bool>, PortError> {
        Ok(vec![false; keys.len()])
    }
    fn last_of(&self, _: &str) -> Result<Option<StepRecord>, PortError> {
        Ok(None)
    }
    fn judgements(&self) -> Result<Vec<Judgement>, PortError> {
        Ok(Vec::new())
    }
    fn blob(&self, _: &Digest) -> Result<Arc<[u8]>, PortError> {
        Ok(PICTURE.into())
    }
    fn ties_from(&self, _: &NodeId) -> Result<Vec<Tie>, PortError> {
        Ok(Vec::new())
    }
    fn ties_to(&self, _: &NodeId) -> Result<Vec<Tie>, PortError> {
        Ok(Vec::new())
    }
    fn label(&self, _: &NodeId) -> Result<Option<String>, PortError> {
        Ok(None)
    }
    fn deliveries(&self) -> Result<Vec<(Timestamp, Delivered)>, PortError> {
        Ok(Vec::new())
    }
    fn questions(&self) -> Result<BTreeMap<CheckpointId, Asked>, PortError> {
        Ok(BTreeMap::new())
    }
}

fn workspace() -> Workspace {
    let answers: Answers = questions().iter().map(|asked| (asked.key, asked.example)).collect();
    let tree =
        SourceTree::new(files("bakery", &answers).unwrap().into_iter().map(|(path, bytes)| {
            SourceFile {
                path,
                digest: Digest::of(&bytes),
                bytes: bytes.len() as u64,
                text: String::from_utf8(bytes).ok().map(Into::into),
            }
        }));
    spec::load(&tree).unwrap().workspace
}

fn concept(brief: &Brief, number: u32, headline: &str) -> Concept {
    Concept {
        id: ConceptId::of(&Digest::of(&number.to_be_bytes())),
        number,
        campaign: brief.id.clone(),
        round: 1,
        purpose: brief.purpose.clone(),
        audience: brief.audience.clone(),
        proposition: brief.propositions[0].clone(),
        insight: InsightId::of(&Digest::of(b"insight")),
        direction: "plain".parse().unwrap(),
        hook: "hook/one".parse().unwrap(),
        scene: "scene/one".parse().unwrap(),
        structure: "structure/one".parse().unwrap(),
        motif: "motif/one".parse().unwrap(),
        headline: headline.to_owned(),
        line: String::new(),
        tier: Tier::Scaled,
        nearest: Ratio(0.0),
        because: format!("starts from a learning: hook/one, learning {LEARNING}; and so on"),
    }
}

fn discard(concept: &Concept) -> Judgement {
    Judgement {
        round: 1,
        subject: concept.id.clone().into(),
        seen: None,
        answer: Answer::Discard,
        reason_code: "off-brief".to_owned(),
        note: "<b>not us</b>".to_owned(),
        by: By {
            name: PersonName("Ana".to_owned()),
            attestation: Attestation::Asserted { account: "ana".to_owned() },
        },
        at: "2026-03-01T09:30:00Z".parse().unwrap(),
        recommended: None,
    }
}

/// Returns the contact sheet and the report of a round with one open and one discarded concept.
fn shown(headline: &str) -> (String, String) {
    let workspace = workspace();
    let brief = workspace.briefs.values().next().unwrap();
    let concepts = vec![concept(brief, 1, headline), concept(brief, 2, "Second")];
    let pictures = concepts.iter().map(|c| (c.id.clone(), Digest::of(PICTURE))).collect();
    let said = discard(&concepts[1]);
    let round = RoundView {
        round: 1,
        pictures,
        concept_answers: BTreeMap::from([(concepts[1].id.clone(), Arc::new(said))]),
        slate: Some(Arc::new(ConceptSlate { concepts, possible: 9, warnings: Vec::new() })),
        ..RoundView::default()
    };
    let mut standing = Standing::default();
    standing.view.campaigns.entry(brief.id.clone()).or_default().rounds.push(round);
    let context = PageContext {
        workspace: &workspace,
        standing: &standing,
        known: &Memory,
        head: Digest::of(b"head"),
        totals: &Totals::default(),
    };
    let made: Vec<String> = pages(&context)
        .iter()
        .map(|page| {
            let html = page.html(&context).unwrap();
            assert!(html.lines().next().unwrap().contains(page.mark()));
            html
        })
        .collect();
    let [sheet, report] = <[String; 2]>::try_from(made).unwrap();
    (sheet, report)
}

#[test]
fn hostile_words_are_shown_and_not_run() {
    let (sheet, report) = shown("<script>alert(1)</script>\" onload=\"x");
    for page in [sheet, report] {
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&quot;x"));
        assert!(!page.contains("<script>alert"));
        assert!(!page.contains("<b>not us"));
    }
}

#[test]
fn only_what_is_open_can_be_judged() {
    let (sheet, _) = shown("First");
    let subjects = sheet.matches("data-subject=").count();
    assert_eq!((subjects, sheet.matches("data-say=\"keep\"").count()), (1, 1));
    assert!(sheet.contains("data-answer=\"discard\""));
}

#[test]
fn a_learning_leads_to_its_row_in_the_report() {
    let (sheet, report) = shown("First");
    let ends = format!("#{LEARNING}\">{LEARNING}</a>; and so on");
    assert!(sheet.contains(&format!("<a href=\"report.html{ends}")));
    assert!(report.contains(&format!("<a href=\"{ends}")));
}

#[test]
fn discarded_ideas_are_folded_with_who_and_why() {
    let (_, report) = shown("First");
    let folded = report.split("<details>").nth(1).unwrap();
    assert!(folded.starts_with("<summary>1 discarded, and why</summary>"));
    assert!(folded.contains("by Ana") && folded.contains("off-brief"));
}

#[test]
fn pages_need_no_network() {
    let (sheet, report) = shown("First");
    for page in [sheet, report] {
        assert!(page.contains("default-src 'none'"));
        assert!(!page.contains("http://") && !page.contains("https://"));
    }
}
