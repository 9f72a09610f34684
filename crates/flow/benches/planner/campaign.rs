//! A campaign whose every step is finished.

use crate::memory::Memory;
use flow::answer::hear;
use flow::plan::{Goal, Plan, PlanError, Situation, faces, plan};
use flow::ports::Tools;
use flow::question::Question;
use flow::steps::{Bench, Due, Judge, StepError, Work, run};
use flow::view::{GateReading, GateRow};
use layout::faces::Faces;
use model::decision::Answer;
use model::digest::Digest;
use model::fact::FileFacts;
use model::finding::Verdict;
use model::person::{Attestation, PersonName};
use model::step::{Maker, StepOutput, StepRecord};
use model::unit::Timestamp;
use spec::decisions::RecordedDecision;
use spec::source::{SourceFile, SourceTree};
use spec::starter::{Answers, questions};
use spec::workspace::Workspace;

/// Concepts, markets and hooks of every campaign here; its calls to action make the rest.
const CONCEPTS: usize = 25;
const MARKETS: usize = 2;
const HOOKS: usize = 20;

const FORMATS: &str = "\
id,platform,placement,kind,width,height,containers,codecs,max_bytes,audio,source,source_date
square,Bench,Feed,still,1080,1080,jpeg,,,,made up for this bench,2026-01-01
";

/// A workspace and a ledger in which everything about it stands.
pub(crate) struct Campaign {
    workspace: Workspace,
    tree: SourceTree,
    tools: Tools,
    faces: Faces,
    memory: Memory,
}

impl Campaign {
    /// Plans a campaign of so many variants again and again, finishing what is due with stand-ins
    /// and answering what is asked, until nothing is left.
    pub(crate) fn finished(variants: usize) -> Result<Self, Box<dyn std::error::Error>> {
        let tree = tree(variants / (CONCEPTS * MARKETS * HOOKS))?;
        let workspace = spec::load(&tree).map_err(|faults| format!("{faults:?}"))?.workspace;
        let tools = tools(&workspace);
        let faces = faces(&workspace, &tools)?;
        let mut campaign = Self { workspace, tree, tools, faces, memory: Memory::default() };
        let standing = loop {
            let plan = campaign.plan()?;
            if plan.due.is_empty() && plan.standing.questions.is_empty() {
                break plan.standing;
            }
            for due in plan.due {
                campaign.finish(due)?;
            }
            campaign.answer(&plan.standing.questions);
        };
        let rounds = standing.view.campaigns.values().flat_map(|campaign| &campaign.rounds);
        let made: usize = rounds.map(|round| round.variants.len()).sum();
        if made == variants {
            Ok(campaign)
        } else {
            Err(format!("{made} variants rather than {variants} were planned").into())
        }
    }

    /// Makes the plan.
    pub(crate) fn plan(&self) -> Result<Plan, PlanError> {
        plan(&Situation {
            workspace: &self.workspace,
            tree: &self.tree,
            known: &self.memory,
            tools: &self.tools,
            faces: &self.faces,
            goal: Goal::Decide,
            only: None,
        })
    }

    fn finish(&mut self, due: Due) -> Result<(), StepError> {
        let made = self.stand_in(&due)?;
        let outputs = made.into_iter().map(|(name, bytes)| {
            let length = bytes.len() as u64;
            StepOutput { name, digest: self.memory.put(bytes), bytes: length }
        });
        let outputs = outputs.collect();
        self.memory.finish(StepRecord {
            key: due.key,
            spec: due.spec,
            outputs,
            nodes: Vec::new(),
            links: Vec::new(),
            maker: Maker::Machine,
            because: due.because,
            started: Timestamp::UNIX_EPOCH,
            millis: 0,
            cost: None,
        });
        Ok(())
    }

    /// Returns what a step makes; what takes a machine or eyes is made up.
    fn stand_in(&self, due: &Due) -> Result<Vec<(String, Vec<u8>)>, StepError> {
        let one = |name: &str, bytes| vec![(name.to_owned(), bytes)];
        let key = due.key.to_string().into_bytes();
        Ok(match &due.work {
            Work::Draw(_) => one("picture", key),
            Work::Build(_) => one("file", key),
            Work::Measure(measure) => one("facts", json(&facts(measure.file))?),
            Work::Look(_) => {
                one("probe", b"{\"words\":null,\"logos\":[],\"reader\":null}".to_vec())
            }
            Work::Judge(judge) => one("gate", json(&self.all_pass(judge)?)?),
            work => run(work, &self.bench())?.outputs,
        })
    }

    fn all_pass(&self, judge: &Judge) -> Result<GateReading, StepError> {
        let shop = self.bench().shop;
        let row = |row: &flow::steps::JudgeRow| -> Result<GateRow, StepError> {
            let facts: FileFacts = serde_json::from_slice(&shop.bytes(&row.facts)?)
                .map_err(|source| StepError::Record { what: "facts", source })?;
            Ok(GateRow {
                deliverable: row.deliverable.clone(),
                file: facts.sha256,
                bytes: facts.bytes,
                frame: None,
                seconds: None,
                verdict: Verdict::Pass,
                findings: Vec::new(),
                not_run: Vec::new(),
            })
        };
        let rows = judge.rows.iter().map(row).collect::<Result<_, _>>()?;
        Ok(GateReading { rows, refused: Vec::new() })
    }

    fn bench(&self) -> Bench<'_> {
        Bench {
            workspace: &self.workspace,
            tree: &self.tree,
            tools: &self.tools,
            faces: &self.faces,
            shop: &self.memory,
            at: Timestamp::UNIX_EPOCH,
            head: Digest::of(b"a ledger in memory"),
        }
    }

    fn answer(&mut self, questions: &[Question]) {
        let rows = [Answer::Keep, Answer::Approve].map(|verdict| RecordedDecision {
            round: 1,
            subject: "*".to_owned(),
            verdict,
            reason_code: String::new(),
            note: String::new(),
            by: PersonName("Ben".to_owned()),
            at: None,
            line: 2,
        });
        let heard = hear(questions, &rows, &Attestation::Authenticated, Timestamp::UNIX_EPOCH);
        self.memory.judgements.extend(heard.judgements);
    }
}

fn json<T: serde::Serialize>(record: &T) -> Result<Vec<u8>, StepError> {
    serde_json::to_vec(record).map_err(|source| StepError::Record { what: "record", source })
}

fn facts(file: Digest) -> FileFacts {
    FileFacts { container: "jpeg".to_owned(), ..FileFacts::of_bytes(file, 100_000) }
}

/// Every font that the brand names counts as installed.
fn tools(workspace: &Workspace) -> Tools {
    let fonts = workspace.brand.fonts.values().filter_map(|font| match font {
        spec::workspace::Font::Cached { name, .. } => {
            Some((name.clone(), Digest::of(name.as_bytes())))
        }
        spec::workspace::Font::File { .. } => None,
    });
    Tools { fonts: fonts.collect(), ..Tools::default() }
}

/// The starter's workspace with many hooks, scenes and calls to action, and one format.
fn tree(ctas: usize) -> Result<SourceTree, Box<dyn std::error::Error>> {
    let mut answers = Answers::default();
    for question in questions() {
        answers.set(question.key, question.example);
    }
    let mut files = spec::starter::files("bench", &answers).map_err(|e| format!("{e:?}"))?;
    let mut write = |path: &str, text: String| files.insert(path.to_owned(), text.into_bytes());
    write("formats.csv", FORMATS.to_owned());
    write("tiers.toml", format!("schema = \"tiers/1\"\n[scaled]\nconcepts = {CONCEPTS}\n"));
    write(
        "components/hooks.csv",
        rows("id,text,line,form", HOOKS, |n| format!("hook-{n},Morning {n},At seven,statement")),
    );
    write(
        "components/scenes.csv",
        rows("id,text,path,ink", 8, |n| {
            format!("scene-{n},{n},components/media/draft-dusk.png,light")
        }),
    );
    // The starter's closing card asks for `main`.
    write(
        "components/ctas.csv",
        rows("id,text\nmain,Order again", ctas - 1, |n| format!("cta-{n},Order loaf {n}")),
    );
    let path = "campaigns/first/brief.toml";
    let brief = String::from_utf8(files.remove(path).unwrap_or_default())?;
    files.insert(path.to_owned(), varied(&brief, ctas).ok_or("no formats")?.into_bytes());
    Ok(SourceTree::new(files.into_iter().map(|(path, bytes)| SourceFile {
        digest: Digest::of(&bytes),
        bytes: bytes.len() as u64,
        text: String::from_utf8(bytes).ok().map(Into::into),
        path,
    })))
}

fn rows(header: &str, count: usize, row: impl Fn(usize) -> String) -> String {
    (1..=count).map(row).fold(header.to_owned() + "\n", |table, row| table + &row + "\n")
}

/// Gives a brief one format, and every hook and call to action to vary with.
fn varied(brief: &str, ctas: usize) -> Option<String> {
    let (head, tail) = brief.split_once("formats = [")?;
    let (_, tail) = tail.split_once("]\n")?;
    let hooks = list((1..=HOOKS).map(|n| format!("hook-{n}")));
    let ctas =
        list(std::iter::once("main".to_owned()).chain((1..ctas).map(|n| format!("cta-{n}"))));
    Some(format!("{head}formats = [\"square\"]\nhooks = [{hooks}]\nctas = [{ctas}]\n{tail}"))
}

fn list(names: impl Iterator<Item = String>) -> String {
    names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}
