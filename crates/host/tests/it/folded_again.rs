//! Whatever happens in whatever order, folding live and folding again give the same tables.

use crate::made::{self, at};
use host::ledger::{Group, Ledger};
use model::asset::PurposeState;
use model::decision::Answer;
use model::event::Event;
use proptest::prelude::*;
use std::path::Path;

#[derive(Debug, Clone)]
enum Act {
    Append(Event),
    /// Erases one of the events so far, when it has something to erase.
    Erase(u64),
    Commit,
}

fn act() -> impl Strategy<Value = Act> {
    let few = 0..4_u32;
    let purpose = prop_oneof![
        Just(PurposeState::Unstated),
        Just(PurposeState::Stated { id: "win-back".parse().unwrap() }),
    ];
    prop_oneof![
        (few.clone(), few.clone())
            .prop_map(|(n, from)| made::finished(made::concept_step(n, from))),
        (few.clone(), 0..900_i64)
            .prop_map(|(n, cents)| made::finished(made::paid(made::step("draw", "x", n), cents))),
        (few.clone(), "\\PC{0,12}").prop_map(|(n, note)| made::judged(n, Answer::Keep, &note)),
        (few.clone(), "\\PC{0,12}").prop_map(|(n, question)| made::asked(n, &question)),
        few.clone().prop_map(made::answered),
        (few, purpose).prop_map(|(n, purpose)| made::adopted(n, purpose)),
    ]
    .prop_map(Act::Append)
    .boxed()
    .prop_union((0..30_u64).prop_map(Act::Erase).boxed())
    .or(Just(Act::Commit).boxed())
}

fn perform(ledger: &mut Ledger, acts: &[Act]) {
    let mut group = Group::default();
    for (second, act) in (0..).zip(acts) {
        match act {
            Act::Append(event) => {
                group.push(at(second), event.clone());
            }
            Act::Commit => {
                ledger.append_group(&mut group).unwrap();
            }
            Act::Erase(seq) => {
                ledger.append_group(&mut group).unwrap();
                // Most events have nothing to erase, which is for another test to say.
                drop(ledger.erase_personal(at(second), *seq, "asked"));
            }
        }
    }
    ledger.append_group(&mut group).unwrap();
}

/// Every row of every folded table as text.
fn tables(root: &Path) -> Vec<String> {
    let db = rusqlite::Connection::open(Ledger::path_in(root)).unwrap();
    let names = [
        "step",
        "output",
        "spend",
        "node",
        "link",
        "asset",
        "judgement",
        "checkpoint",
        "erased",
        "projection",
    ];
    let rows = |name: &str| -> Vec<String> {
        let mut select = db.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns = select.column_count();
        select
            .query_map([], |row| {
                let cells = (0..columns).map(|n| row.get_ref(n).map(|cell| format!("{cell:?}")));
                Ok(format!("{name} {}", cells.collect::<Result<Vec<_>, _>>()?.join(" ")))
            })
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap()
    };
    names.into_iter().flat_map(rows).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_again_changes_nothing(acts in prop::collection::vec(act(), 0..40)) {
        let root = made::workspace();
        let mut ledger = Ledger::open(root.path()).unwrap();
        perform(&mut ledger, &acts);
        let live = tables(root.path());
        let report = host::verify::verify(root.path()).unwrap();
        prop_assert!(report.is_whole(), "{:#?}", report.problems);
        ledger.rebuild().unwrap();
        prop_assert_eq!(tables(root.path()), live);
    }
}
