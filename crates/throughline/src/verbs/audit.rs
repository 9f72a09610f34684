//! What has no purpose, and where time and money went.

use super::{is_json, look_into, print_json};
use crate::cli::Common;
use crate::end::End;
use crate::talk::print;
use decision::audit::{AuditInput, Cost, Wait, Work, audit};
use flow::adopted::standing;
use flow::ports::Known;
use flow::view::RoundView;
use host::studio::Studio;
use model::asset::{Asset, AssetOrigin};
use model::decision::Judgement;

pub(super) fn run(common: &Common) -> Result<(), End> {
    let studio = look_into(&common.dir)?;
    let (assets, _) = assets(&studio)?;
    let spent = studio.ledger.spent()?;
    let work: Vec<Work> = studio
        .ledger
        .worked()?
        .into_iter()
        .map(|worked| Work {
            cost: spent
                .iter()
                .find(|spent| spent.kind == worked.kind)
                .map_or(Cost::Free, |spent| Cost::Paid(spent.money.clone())),
            stage: worked.kind,
            millis: worked.millis,
        })
        .collect();
    let now = jiff::Timestamp::now();
    let waits: Vec<Wait> = studio
        .ledger
        .checkpoints()?
        .into_iter()
        .map(|c| {
            let until = c.answered_at.unwrap_or(now);
            let millis = until.as_millisecond() - c.asked_at.as_millisecond();
            Wait {
                stage: format!("{} round {}", c.campaign, c.round),
                millis: u64::try_from(millis).unwrap_or(0),
            }
        })
        .collect();
    let found = audit(&AuditInput {
        assets: &assets,
        work: &work,
        waits: &waits,
        baseline: &studio.papers.workspace.house.baseline,
    });
    if is_json(common) {
        return print_json("audit/1", &found);
    }
    print(&format!(
        "{} assets: {} with a purpose, {} without one (orphans), {} retired",
        assets.len(),
        found.stated.len(),
        found.orphans.len(),
        found.retired.len()
    ));
    for orphan in &found.orphans {
        let path = assets.iter().find(|asset| asset.id == *orphan).map(path_of);
        print(&format!("  orphan  {orphan}  {}", path.unwrap_or_default()));
    }
    print("\nmachine work");
    for (stage, millis) in &found.machine_millis {
        print(&format!("  {stage:<20} {:>9.1} s", *millis as f64 / 1000.0));
    }
    if !found.waiting_millis.is_empty() {
        print("\nwaiting for people");
        for (stage, millis) in &found.waiting_millis {
            print(&format!("  {stage:<20} {:>9.1} s", *millis as f64 / 1000.0));
        }
    }
    print("\nmoney paid");
    if found.spend.is_empty() {
        print("  none");
    }
    for (stage, money) in &found.spend {
        let sums: Vec<String> = money.iter().map(ToString::to_string).collect();
        print(&format!("  {stage:<20} {}", sums.join(", ")));
    }
    for compared in &found.compared {
        print(&format!(
            "{}: {:.1} h before ({}), {:.2} h machine and {:.1} h waiting now",
            compared.stage,
            compared.hours_before,
            compared.source,
            compared.machine_hours,
            compared.waiting_hours
        ));
    }
    Ok(())
}

/// Returns everything that is made or was adopted, as people left it, and what they said.
pub(super) fn assets(studio: &Studio) -> Result<(Vec<Asset>, Vec<Judgement>), End> {
    let said = studio.known().judgements()?;
    let mut assets = standing(studio.ledger.adopted()?, &said);
    let plan = studio.plan(flow::plan::Goal::Decide, None)?;
    let rounds = plan.standing.view.campaigns.values().flat_map(|campaign| &campaign.rounds);
    assets.extend(rounds.flat_map(RoundView::kept).map(|c| asset::adopt::asset_of(&c)));
    assets.sort_by(|a, b| a.id.cmp(&b.id));
    Ok((assets, said))
}

fn path_of(asset: &Asset) -> String {
    match &asset.origin {
        AssetOrigin::Adopted { path, .. } => path.clone(),
        AssetOrigin::Concept { id } => id.to_string(),
    }
}
