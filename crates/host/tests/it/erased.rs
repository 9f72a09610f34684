//! Erasing a person's words.

use crate::made::{self, at};
use host::ledger::Ledger;
use model::decision::Answer;
use model::event::Event;
use std::fs;
use std::path::Path;

fn files_hold(root: &Path, words: &str) -> bool {
    fs::read_dir(root.join(".throughline")).unwrap().any(|entry| {
        let bytes = fs::read(entry.unwrap().path()).unwrap_or_default();
        bytes.windows(words.len()).any(|window| window == words.as_bytes())
    })
}

#[test]
fn erased_words_are_gone_from_every_file_and_the_chain_holds() {
    let root = made::workspace();
    let mut ledger = Ledger::open(root.path()).unwrap();
    let words = "Rosalind dislikes the violinist";
    ledger
        .append(
            at(0),
            &[
                made::begun(),
                made::judged(1, Answer::Discard, words),
                made::judged(1, Answer::Keep, "on second thought"),
            ],
        )
        .unwrap();
    assert!(files_hold(root.path(), words));
    let before = ledger.events(2).next().unwrap().unwrap();

    assert_eq!(ledger.erase_personal(at(9), 2, "asked by the person").unwrap(), 4);
    assert!(!files_hold(root.path(), words));
    let erased = ledger.events(1).next().unwrap().unwrap();
    assert_eq!((erased.kind.as_str(), erased.event), ("judged", None));
    assert_eq!(ledger.events(2).next().unwrap().unwrap(), before);
    let left = ledger.judgements_of(&made::concept(1).into()).unwrap();
    assert_eq!(left.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), [3]);

    let report = host::verify::verify(root.path()).unwrap();
    assert!(report.is_whole(), "{:#?}", report.problems);
    assert_eq!((report.events, report.erased), (4, 1));
    ledger.rebuild().unwrap();
    assert!(host::verify::verify(root.path()).unwrap().is_whole());
}

#[test]
fn only_personal_payloads_that_are_there_can_be_erased() {
    let root = made::workspace();
    let mut ledger = Ledger::open(root.path()).unwrap();
    ledger.append(at(0), &[made::begun(), made::asked(1, "which six live?")]).unwrap();
    ledger.erase_personal(at(1), 2, "asked").unwrap();
    assert!(ledger.checkpoints().unwrap().is_empty());
    for (seq, why) in [(1, "names nobody"), (2, "erased before"), (77, "no such event")] {
        let error = ledger.erase_personal(at(2), seq, "asked").unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
        let by_hand = Event::Erased { of: seq, because: "by hand".to_owned() };
        assert!(ledger.append(at(2), &[by_hand]).is_err());
    }
}
