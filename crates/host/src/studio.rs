//! A workspace that is open for work: its files, its ledger, its tools, and the run that takes it
//! as far as it can go.

use crate::blobs::Blobs;
use crate::cache::Cache;
use crate::engine::{Failure, Progress, execute};
use crate::error::HostError;
use crate::gc::{Superseded, superseded};
use crate::known::Memory;
use crate::ledger::Ledger;
use crate::lock::WorkspaceLock;
use crate::publish::{Published, publish};
use crate::reader::LogoToFind;
use crate::scan::scan;
use crate::shop::{Shop, logo_aspect};
use crate::tools::Cabinet;
use crate::typefaces::BrandTypefaces;
use flow::answer::hear;
use flow::plan::{Goal, Plan, PlanError, Situation, faces, file_keys, plan};
use flow::ports::{PortError, Tools, Workshop as _};
use flow::question::Question;
use flow::steps::Bench;
use flow::summary::Summary;
use flow::view::Standing;
use jiff::Timestamp;
use layout::faces::Faces;
use model::decision::Judgement;
use model::digest::{Digest, Fields};
use model::event::Event;
use model::id::CampaignId;
use model::person::Attestation;
use spec::decisions::RecordedDecision;
use spec::diagnostic::Diagnostic;
use spec::source::SourceTree;
use spec::workspace::Workspace;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Why a workspace cannot be opened or worked in.
#[derive(Debug, thiserror::Error)]
pub enum StudioError {
    /// There is no workspace here.
    #[error("`{}` is not a workspace: there is no `throughline.toml` in it or above it; `throughline new NAME` makes one, `throughline demo` makes a sample", .0.display())]
    NoWorkspace(PathBuf),
    /// The files people wrote have faults.
    #[error("the workspace has {} faults", .0.len())]
    Files(Vec<Diagnostic>),
    /// Some files cannot be read.
    #[error("{}", .0.iter().map(|e| crate::known::chain(e)).collect::<Vec<_>>().join("\n"))]
    Scan(Vec<HostError>),
    /// The machine said no.
    #[error(transparent)]
    Host(#[from] HostError),
    /// No plan could be made.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A port said no.
    #[error(transparent)]
    Port(#[from] PortError),
}

/// What people wrote, read and checked.
pub struct Papers {
    /// The folder.
    pub root: PathBuf,
    /// Every file.
    pub tree: SourceTree,
    /// What they say.
    pub workspace: Workspace,
    /// What people should know about them.
    pub warnings: Vec<Diagnostic>,
}

impl Papers {
    /// Reads and checks the workspace that `from` lies in.
    pub fn read(from: &Path) -> Result<Self, StudioError> {
        let root = find_root(from)?;
        let tree = scan(&root).map_err(StudioError::Scan)?;
        let loaded = spec::load(&tree).map_err(StudioError::Files)?;
        let mut workspace = loaded.workspace;
        for logo in &mut workspace.brand.logos {
            logo.aspect = logo_aspect(&root.join(&logo.path), &logo.digest);
        }
        crate::origins::read_origins(&mut workspace.components, &root);
        let faults = crate::masks::read_masks(&mut workspace.formats, &root);
        if !faults.is_empty() {
            return Err(StudioError::Files(faults));
        }
        Ok(Self { root, tree, workspace, warnings: loaded.warnings })
    }
}

/// Finds the workspace that a folder lies in.
pub fn find_root(from: &Path) -> Result<PathBuf, StudioError> {
    let absolute = std::path::absolute(from).map_err(|e| HostError::io("find", from, e))?;
    absolute
        .ancestors()
        .find(|folder| folder.join("throughline.toml").is_file())
        .map(Path::to_owned)
        .ok_or(StudioError::NoWorkspace(absolute))
}

/// How to go about a run.
pub struct RunOrder<'a> {
    /// How far to go.
    pub goal: Goal,
    /// Only this campaign; all when absent.
    pub only: Option<&'a CampaignId>,
    /// Recorded decisions to replay where a question waits.
    pub decisions: &'a [RecordedDecision],
    /// How replayed decisions are attested.
    pub replayed: &'a Attestation,
    /// Workers.
    pub jobs: usize,
    /// Set to stop after the steps that are running.
    pub stop: &'a AtomicBool,
    /// Hears how it goes.
    pub progress: &'a dyn Progress,
}

impl RunOrder<'_> {
    /// Whether it goes as far as there is to go, everywhere.
    fn is_whole(&self) -> bool {
        self.goal == Goal::Decide && self.only.is_none()
    }
}

/// How a run ended.
#[derive(Debug, Default)]
pub struct RunEnd {
    /// How things stand.
    pub standing: Standing,
    /// What could not finish.
    pub failures: Vec<Failure>,
    /// Steps that were made.
    pub made: usize,
    /// Files written to `out`.
    pub written: usize,
    /// Whether it was asked to stop.
    pub stopped: bool,
    /// Answers that cannot be taken.
    pub refused: Vec<flow::answer::Unheard>,
}

impl RunEnd {
    /// Whether all that could be done was done.
    fn is_clean(&self) -> bool {
        !self.stopped && self.failures.is_empty() && self.refused.is_empty()
    }
}

/// A workspace open for work. One process at a time.
pub struct Studio {
    /// What people wrote.
    pub papers: Papers,
    /// The ledger.
    pub ledger: Ledger,
    /// The blobs.
    pub blobs: Blobs,
    /// What is installed.
    pub tools: Tools,
    /// The brand's faces.
    pub faces: Faces,
    pub(crate) shop: Shop,
    // Held while somebody works; who only looks needs none.
    _lock: Option<WorkspaceLock>,
}

impl Studio {
    /// Opens a workspace for work, waiting up to `wait` for another process.
    pub fn open(papers: Papers, wait: Duration) -> Result<Self, StudioError> {
        let lock = WorkspaceLock::acquire(&papers.root, Timestamp::now(), wait)?;
        let blobs = Blobs::open(&papers.root)?;
        let _swept: u64 = blobs.sweep(&lock)?;
        let mut ledger = Ledger::open(&papers.root)?;
        if ledger.head()?.0 == 0 {
            let begun = Event::Begun { workspace: papers.workspace.house.name.clone() };
            let _seq: Vec<u64> = ledger.append(Timestamp::now(), &[begun])?;
        }
        Self::set_up(papers, ledger, blobs, Some(lock))
    }

    /// Opens a workspace to look at it: beside a process that works there, and in a folder that
    /// cannot be written.
    pub fn open_reading(papers: Papers) -> Result<Self, StudioError> {
        let ledger = Ledger::open_reading(&papers.root)?;
        let blobs = Blobs::at(&papers.root);
        Self::set_up(papers, ledger, blobs, None)
    }

    /// Opens a workspace to say what would be made, one that was never run included. Nothing is
    /// written.
    pub fn open_planning(papers: Papers) -> Result<Self, StudioError> {
        let ledger = Ledger::open_reading_if_any(&papers.root)?;
        let blobs = Blobs::at(&papers.root);
        Self::set_up(papers, ledger, blobs, None)
    }

    fn set_up(
        papers: Papers,
        ledger: Ledger,
        blobs: Blobs,
        lock: Option<WorkspaceLock>,
    ) -> Result<Self, StudioError> {
        let shop = Shop::open(&papers, blobs.clone(), Cabinet::of_this_account());
        let tools = shop.tools();
        let faces = faces(&papers.workspace, &tools)?;
        Ok(Self { papers, ledger, blobs, tools, faces, shop, _lock: lock })
    }

    /// Returns what the ledger knows.
    pub fn known(&self) -> Memory<'_> {
        Memory { ledger: &self.ledger, blobs: &self.blobs }
    }

    /// Makes the plan for a goal.
    pub fn plan(&self, goal: Goal, only: Option<&CampaignId>) -> Result<Plan, StudioError> {
        Ok(plan(&self.situation(&self.known(), goal, only))?)
    }

    fn situation<'a>(
        &'a self,
        known: &'a Memory<'a>,
        goal: Goal,
        only: Option<&'a CampaignId>,
    ) -> Situation<'a> {
        Situation {
            workspace: &self.papers.workspace,
            tree: &self.papers.tree,
            known,
            tools: &self.tools,
            faces: &self.faces,
            goal,
            only,
        }
    }

    /// Returns the steps about files that no plan asks for any more, or how many steps are due:
    /// until they are made, nobody can say what is current.
    pub fn superseded(&self) -> Result<Result<Superseded, usize>, StudioError> {
        let plan = self.plan(Goal::Decide, None)?;
        if !plan.due.is_empty() {
            return Ok(Err(plan.due.len()));
        }
        let known = self.known();
        let asked = file_keys(&self.situation(&known, Goal::Decide, None), &plan.standing)?;
        Ok(Ok(superseded(&self.ledger, &asked)?))
    }

    /// Goes as far as it can: plans, works, replays recorded answers, plans again, until nothing
    /// is due; then writes what belongs into `out`.
    pub fn run(&mut self, order: &RunOrder<'_>) -> Result<RunEnd, StudioError> {
        let mut end = RunEnd::default();
        loop {
            let plan = self.plan(order.goal, order.only)?;
            let whole = plan.due.is_empty() && order.goal == Goal::Decide;
            self.note_questions(&plan.standing, order.only, whole)?;
            end.standing = plan.standing;
            if order.stop.load(Ordering::Relaxed) {
                end.stopped = true;
                break;
            }
            if !plan.due.is_empty() {
                let ran = self.work(plan.due, order)?;
                end.made += ran.finished;
                end.failures.extend(ran.failures);
                if end.failures.is_empty() {
                    continue;
                }
                break;
            }
            let heard =
                hear(&end.standing.questions, order.decisions, order.replayed, Timestamp::now());
            end.refused = heard.refused;
            if heard.judgements.is_empty() || !end.refused.is_empty() {
                break;
            }
            self.record(heard.judgements)?;
        }
        let cache = Cache::open(&self.papers.root)?;
        let published = publish(self, &end.standing, &cache)?;
        end.written = published.written;
        if order.is_whole() && end.is_clean() {
            self.settle(&cache, &end.standing, &published)?;
        }
        Ok(end)
    }

    /// Returns how things stand, when nothing changed since a run of all campaigns that left
    /// nothing to do but what it asked for.
    pub fn settled(&self) -> Result<Option<Summary>, StudioError> {
        let cache = Cache::open(&self.papers.root)?;
        Ok(self.state(&cache)?.and_then(|state| cache.settled(&state)))
    }

    fn settle(
        &self,
        cache: &Cache,
        standing: &Standing,
        published: &Published,
    ) -> Result<(), StudioError> {
        if let Some(state) = self.state(cache)? {
            let paths = published.paths(standing).map(|path| self.papers.root.join(path));
            cache.settle(&state, &standing.summary(), paths);
        }
        Ok(())
    }

    /// Returns the digest of everything a plan follows from; none when this program cannot find
    /// itself.
    fn state(&self, cache: &Cache) -> Result<Option<Digest>, StudioError> {
        let Ok(program) = std::env::current_exe() else { return Ok(None) };
        let (_, head) = self.ledger.head()?;
        let mut state = Fields::new("state")
            .digest("program", &cache.digest_of(&program)?)
            .digest("head", &head)
            .text("encoder", &self.tools.encoder)
            .json("reader", &self.tools.reader)
            .json("fonts", &self.tools.fonts);
        for file in self.papers.tree.all() {
            state = state.text("path", &file.path).digest("file", &file.digest);
        }
        Ok(Some(state.finish()))
    }

    fn work(
        &mut self,
        due: Vec<flow::steps::Due>,
        order: &RunOrder<'_>,
    ) -> Result<crate::engine::Ran, StudioError> {
        let (_, head) = self.ledger.head()?;
        let bench = Bench {
            workspace: &self.papers.workspace,
            tree: &self.papers.tree,
            tools: &self.tools,
            faces: &self.faces,
            shop: &self.shop,
            at: Timestamp::now(),
            head,
        };
        Ok(execute(
            due,
            &bench,
            &mut self.ledger,
            &self.blobs,
            order.jobs,
            order.stop,
            order.progress,
        )?)
    }

    /// Records answers, each synced before the next.
    pub fn record(&mut self, judgements: Vec<Judgement>) -> Result<(), HostError> {
        let events: Vec<Event> =
            judgements.into_iter().map(|judgement| Event::Judged(Box::new(judgement))).collect();
        let _seq: Vec<u64> = self.ledger.append(Timestamp::now(), &events)?;
        Ok(())
    }

    /// Notes when a question is first put, and when it has all its answers: the difference is
    /// human waiting, told apart from machine work. Only a `whole` plan, that went as far as there
    /// is to go, shows that a question is not open any more.
    fn note_questions(
        &mut self,
        standing: &Standing,
        only: Option<&CampaignId>,
        whole: bool,
    ) -> Result<(), StudioError> {
        let open: Vec<&Question> = standing.questions.iter().collect();
        let asked = self.ledger.checkpoints()?;
        let mut events: Vec<Event> = open
            .iter()
            .filter(|q| !asked.iter().any(|c| c.id == q.id && c.answered_at.is_none()))
            .map(|q| Event::Asked {
                checkpoint: q.id.clone(),
                campaign: q.campaign.clone(),
                round: q.round,
                question: q.text.clone(),
                of: vec![q.of.clone()],
            })
            .collect();
        events.extend(
            asked
                .iter()
                .filter(|c| whole && c.answered_at.is_none())
                .filter(|c| only.is_none_or(|only| *only == c.campaign))
                .filter(|c| !open.iter().any(|q| q.id == c.id))
                .map(|c| Event::Answered { checkpoint: c.id.clone() }),
        );
        if !events.is_empty() {
            let _seq: Vec<u64> = self.ledger.append(Timestamp::now(), &events)?;
        }
        Ok(())
    }

    /// Returns the brand's typefaces, to compare letters with.
    pub fn typefaces(&self) -> BrandTypefaces {
        let cabinet = Cabinet::of_this_account();
        let bytes = |_: &str, digest: &Digest| self.shop.bytes(digest).ok();
        BrandTypefaces::of(&self.papers.workspace.brand, &cabinet, bytes)
    }

    /// Returns the brand's logos as shapes to look for.
    pub fn logos(&self) -> Result<Vec<LogoToFind>, StudioError> {
        let logos = self.papers.workspace.brand.logos.iter();
        Ok(logos.map(|logo| self.shop.logo(&logo.digest)).collect::<Result<_, _>>()?)
    }
}
