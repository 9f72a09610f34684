//! What the folded tables answer.

use crate::made::{self, at};
use host::blobs::Blobs;
use host::ledger::Ledger;
use model::asset::PurposeState;
use model::decision::Answer;
use model::thread::NodeId;

#[test]
fn a_step_is_found_by_key_and_by_what_it_is_about() {
    let root = made::workspace();
    let mut ledger = Ledger::open(root.path()).unwrap();
    let (old, new) =
        (made::step("build-still", "still/a", 1), made::step("build-still", "still/a", 2));
    let never = made::step("build-still", "still/a", 3);
    ledger.append(at(0), &[made::finished(old.clone()), made::finished(new.clone())]).unwrap();
    assert_eq!(ledger.step(&old.key).unwrap(), Some(old.clone()));
    assert_eq!(ledger.step(&never.key).unwrap(), None);
    assert_eq!(ledger.steps_known(&[never.key, old.key]).unwrap(), [false, true]);
    assert_eq!(ledger.last_step_of("still/a").unwrap(), Some(new.clone()));
    assert_eq!(ledger.last_step_of("still/b").unwrap(), None);

    ledger.append(at(1), &[made::finished(old.clone())]).unwrap();
    assert_eq!(ledger.last_step_of("still/a").unwrap(), Some(old.clone()), "made again last");
    let kinds: Vec<_> = ledger.steps_of_kind("build-still").map(Result::unwrap).collect();
    assert_eq!(kinds, [new, old]);
    assert_eq!(ledger.steps_of_kind("build").count(), 0);
}

#[test]
fn a_step_whose_blob_was_removed_is_known_and_not_whole() {
    let root = made::workspace();
    let blobs = Blobs::open(root.path()).unwrap();
    let mut ledger = Ledger::open(root.path()).unwrap();
    let digest = blobs.put(b"a picture").unwrap();
    let with = made::with_output(made::step("build-still", "a", 1), digest, 9);
    let (without, never) = (made::step("count", "b", 1), made::step("count", "c", 1));
    ledger.append(at(0), &[&with, &without].map(|step| made::finished(step.clone()))).unwrap();
    let keys = [with.key, without.key, never.key];
    assert_eq!(ledger.steps_whole(&keys, &blobs).unwrap(), [true, true, false]);
    std::fs::remove_file(blobs.path(&digest)).unwrap();
    assert_eq!(ledger.steps_whole(&keys, &blobs).unwrap(), [false, true, false]);
    assert_eq!(ledger.steps_known(&keys).unwrap(), [true, true, false]);
}

#[test]
fn time_and_money_are_summed_by_kind_even_when_a_step_was_made_twice() {
    let root = made::workspace();
    let mut ledger = Ledger::open(root.path()).unwrap();
    let picture = made::paid(made::step("generate", "a", 1), 4);
    let still = made::step("build-still", "b", 1);
    let events = [&picture, &picture, &still].map(|step| made::finished(step.clone()));
    ledger.append(at(0), &events).unwrap();
    let worked: Vec<_> =
        ledger.worked().unwrap().into_iter().map(|w| (w.kind, w.steps, w.millis)).collect();
    assert_eq!(worked, [("build-still".to_owned(), 1, 40), ("generate".to_owned(), 2, 80)]);
    let spent = ledger.spent().unwrap();
    assert_eq!(spent.len(), 1);
    assert_eq!(spent[0].money.to_string(), "0.08 EUR");
}

#[test]
fn the_thread_is_walked_both_ways() {
    let root = made::workspace();
    let mut ledger = Ledger::open(root.path()).unwrap();
    let steps =
        [(1, 7), (2, 7), (1, 8)].map(|(n, from)| made::finished(made::concept_step(n, from)));
    ledger.append(at(0), &steps).unwrap();
    let (one, two): (NodeId, NodeId) = (made::concept(1).into(), made::concept(2).into());
    let up: Vec<_> = ledger.links_from(&one).unwrap().into_iter().map(|tie| tie.to).collect();
    let mut both: Vec<NodeId> = vec![made::insight(7).into(), made::insight(8).into()];
    both.sort_by_key(ToString::to_string);
    assert_eq!(up, both);
    let down = ledger.links_to(&made::insight(7).into()).unwrap();
    assert_eq!(down.len(), 2);
    assert!(down.iter().all(|tie| tie.word == "starts from" && [&one, &two].contains(&&tie.from)));
    assert_eq!(ledger.node(&one).unwrap().unwrap().node.label, "concept 1");
    assert_eq!(ledger.node(&made::concept(99).into()).unwrap(), None);
    assert_eq!(ledger.nodes_like("con-", 10).unwrap().len(), 2);
    assert_eq!(ledger.nodes_like("con-", 1).unwrap().len(), 1);
    assert_eq!(ledger.nodes_like("", 10).unwrap().len(), 4);
}

#[test]
fn questions_wait_until_they_are_answered() {
    let root = made::workspace();
    let mut ledger = Ledger::open(root.path()).unwrap();
    ledger.append(at(1), &[made::asked(1, "which?"), made::asked(2, "approve?")]).unwrap();
    ledger.append(at(2), &[made::answered(1)]).unwrap();
    ledger.append(at(3), &[made::answered(1), made::asked(2, "approve now?")]).unwrap();
    let found = ledger.checkpoints().unwrap();
    let seen: Vec<_> =
        found.iter().map(|c| (c.question.as_str(), c.asked_at, c.answered_at)).collect();
    assert_eq!(seen, [("which?", at(1), Some(at(2))), ("approve now?", at(3), None)]);
    assert_eq!(found[0].campaign.as_str(), "spring");
}

#[test]
fn what_people_said_is_kept_in_order() {
    let root = made::workspace();
    let mut ledger = Ledger::open(root.path()).unwrap();
    let said = [
        made::judged(1, Answer::Keep, "strong"),
        made::judged(2, Answer::Discard, "seen before"),
        made::judged(1, Answer::Discard, "on second thought"),
    ];
    ledger.append(at(0), &said).unwrap();
    let notes: Vec<String> = ledger.judgements().map(|said| said.unwrap().1.note).collect();
    assert_eq!(notes, ["strong", "seen before", "on second thought"]);
    let of_one = ledger.judgements_of(&made::concept(1).into()).unwrap();
    assert_eq!(of_one.len(), 2);
    assert_eq!(of_one[1].1.answer, Answer::Discard);
}

#[test]
fn what_was_adopted_is_on_the_thread_with_its_purpose() {
    let root = made::workspace();
    let mut ledger = Ledger::open(root.path()).unwrap();
    let purpose = PurposeState::Stated { id: "win-back".parse().unwrap() };
    ledger
        .append(at(0), &[made::adopted(1, PurposeState::Unstated), made::adopted(2, purpose)])
        .unwrap();
    let adopted = ledger.adopted().unwrap();
    assert_eq!(adopted.len(), 2);
    let ties = |n: usize| ledger.links_from(&adopted[n].id.clone().into()).unwrap();
    assert!(ties(0).is_empty());
    assert_eq!(ties(1)[0].to.to_string(), "purpose/win-back");
    let found = ledger.node(&adopted[0].id.clone().into()).unwrap().unwrap();
    assert_eq!(found.node.label, "old/1.mp4");
}
