//! What whoever asks for a design can rely on.

use super::candidates::MOST;
use super::*;
use proptest::prelude::*;

fn factorial(levels: &[usize], most: usize) -> Problem {
    Problem {
        levels: levels.to_vec(),
        never: Vec::new(),
        always: Vec::new(),
        pairs: Vec::new(),
        most: Some(most),
        seed: Seed(7),
    }
}

fn level(factor: usize, level: usize) -> Level {
    Level { factor, level }
}

fn efficiency(levels: &[usize], runs: usize) -> f64 {
    let made = design(&factorial(levels, runs));
    assert_eq!(made.runs.len(), runs);
    made.fraction.unwrap().efficiency.unwrap()
}

/// Every run that is allowed, the slow way.
fn allowed(problem: &Problem) -> Vec<Run> {
    let mut runs: Vec<Run> = vec![Vec::new()];
    for levels in &problem.levels {
        runs = runs
            .into_iter()
            .flat_map(|run| (0..*levels).map(move |l| run.iter().copied().chain([l]).collect()))
            .collect();
    }
    let closed = |run: &Run| problem.never.iter().any(|n| n.iter().all(|level| level.is_in(run)));
    runs.retain(|run| !closed(run));
    runs
}

/// The rank of the runs under a coding of its own: a column for every level of every factor and
/// every cell of every pair; counted by whole-number elimination (Bareiss).
fn rank(problem: &Problem, runs: &[Run]) -> usize {
    let row = |run: &Run| -> Vec<i128> {
        let levels = problem.levels.iter().zip(run);
        let mains = levels.flat_map(|(levels, own)| (0..*levels).map(move |l| l == *own));
        let cells = problem.pairs.iter().flat_map(|(one, other)| {
            let (one, other) = (*one, *other);
            (0..problem.levels[one]).flat_map(move |a| {
                (0..problem.levels[other]).map(move |b| (run[one], run[other]) == (a, b))
            })
        });
        std::iter::once(true).chain(mains).chain(cells).map(i128::from).collect()
    };
    let mut lines: Vec<Vec<i128>> = runs.iter().map(row).collect();
    let (mut rank, mut before) = (0, 1);
    for column in 0..lines.first().map_or(0, Vec::len) {
        let Some(pivot) = (rank..lines.len()).find(|i| lines[*i][column] != 0) else { continue };
        lines.swap(rank, pivot);
        let own = lines[rank].clone();
        for line in lines.iter_mut().skip(rank + 1) {
            let factor = line[column];
            for (cell, above) in line.iter_mut().zip(&own) {
                *cell = (*cell * own[column] - factor * above) / before;
            }
        }
        before = own[column];
        rank += 1;
    }
    rank
}

#[test]
fn what_fits_is_made_whole() {
    let made = design(&factorial(&[2, 3], 6));
    assert_eq!(made.runs, [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2]]);
    assert_eq!((made.fraction, made.allowed), (None, Allowed::Counted(6)));
    assert!(design(&factorial(&[2, 3], 5)).fraction.is_some());
}

#[test]
fn half_of_two_to_the_third_is_one_of_the_two_regular_halves() {
    let made = design(&factorial(&[2, 2, 2], 4));
    assert!((made.fraction.unwrap().efficiency.unwrap() - 1.0).abs() < 1e-9);
    let parity: BTreeSet<usize> =
        made.runs.iter().map(|run| run.iter().sum::<usize>() % 2).collect();
    assert_eq!(parity.len(), 1, "{:?}", made.runs);
    assert_eq!(balance(&made.runs, 3), [(2, 2); 3]);
}

#[test]
fn nine_runs_of_four_factors_at_three_levels_are_the_orthogonal_array() {
    assert!((efficiency(&[3, 3, 3, 3], 9) - 1.0).abs() < 1e-9);
    let made = design(&factorial(&[3, 3, 3, 3], 9));
    assert_eq!(balance(&made.runs, 4), [(3, 3); 4]);
    for (one, other) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] {
        let met: BTreeSet<_> = made.runs.iter().map(|run| (run[one], run[other])).collect();
        assert_eq!(met.len(), 9, "every two levels meet once");
    }
}

#[test]
fn other_textbook_arrays_are_reached_or_nearly() {
    let near = |levels: &[usize], runs, least: f64| {
        let efficiency = efficiency(levels, runs);
        assert!(
            efficiency > least && efficiency < 1.0 + 1e-9,
            "{levels:?} in {runs}: {efficiency}"
        );
    };
    // Plackett and Burman, 12 runs of 11 factors at two levels; L16 of 15; L18 of 2 × 3⁷.
    near(&[2; 11], 12, 0.93);
    near(&[2; 4], 8, 0.999_999);
    near(&[2, 3, 3, 3, 3, 3, 3, 3], 18, 0.93);
}

#[test]
fn a_pair_costs_its_interactions() {
    let mut problem = factorial(&[2, 2, 2], 4);
    problem.pairs = vec![(0, 1)];
    let few = design(&problem);
    assert_eq!(few.fraction.as_ref().unwrap().least, 5);
    assert_eq!(few.fraction.unwrap().efficiency, None);
    problem.most = Some(5);
    let enough = design(&problem).fraction.unwrap();
    assert!(enough.efficiency.is_some() && enough.aliased.is_empty() && enough.lost.is_empty());
}

#[test]
fn too_few_runs_say_how_many_suffice_and_what_is_not_told_apart() {
    let made = design(&factorial(&[3, 3], 4));
    let fraction = made.fraction.unwrap();
    assert_eq!((made.runs.len(), fraction.least, fraction.efficiency), (4, 5, None));
    assert_eq!(fraction.aliased.len(), 1);
    assert!(fraction.aliased[0].len() > 1 && !fraction.lost.is_empty());
}

#[test]
fn parts_that_never_come_apart_are_told_of() {
    // The first two factors move together.
    let mut problem = factorial(&[2, 2, 3], 20);
    problem.never = vec![vec![level(0, 0), level(1, 1)], vec![level(0, 1), level(1, 0)]];
    let made = design(&problem);
    assert_eq!((made.runs.len(), made.fraction), (6, None));
    assert_eq!(made.confounded, [[Effect::Main(level(0, 1)), Effect::Main(level(1, 1))]]);
    assert_eq!(made.idle, []);
}

#[test]
fn a_level_that_is_never_allowed_is_idle_and_the_others_are_estimable() {
    let mut problem = factorial(&[3, 2, 2], 4);
    problem.never = vec![vec![level(0, 0), level(1, 0)], vec![level(0, 0), level(1, 1)]];
    let made = design(&problem);
    assert_eq!(made.idle, [level(0, 0)]);
    assert_eq!(made.confounded, Vec::<Vec<Effect>>::new());
    assert!(made.fraction.unwrap().efficiency.is_some());
}

#[test]
fn where_nothing_is_allowed_nothing_is_made() {
    let mut problem = factorial(&[1, 2], 4);
    problem.never = vec![vec![level(0, 0), level(1, 0)], vec![level(0, 0), level(1, 1)]];
    problem.always = vec![vec![level(1, 0)]];
    let made = design(&problem);
    assert_eq!((made.runs.len(), made.unmet, made.allowed), (0, vec![0], Allowed::Counted(0)));
}

#[test]
fn more_combinations_than_can_be_listed_are_drawn_evenly() {
    let mut problem = factorial(&[12; 8], 120);
    problem.never = vec![vec![level(0, 1), level(7, 3)]];
    problem.always = vec![(0..8).map(|factor| level(factor, 11)).collect()];
    let made = design(&problem);
    assert_eq!((made.runs.len(), made.allowed), (120, Allowed::Sampled(MOST)));
    let fraction = made.fraction.unwrap();
    assert_eq!(fraction.least, 89);
    assert!(fraction.efficiency.unwrap() > 0.6, "{:?}", fraction.efficiency);
    assert!(made.runs.contains(&vec![11; 8]));
    assert!(!made.runs.iter().any(|run| run[0] == 1 && run[7] == 3));
    assert!(balance(&made.runs, 8).iter().all(|(fewest, _)| *fewest > 3));
}

/// A small problem of any kind.
fn problems() -> impl Strategy<Value = Problem> {
    prop::collection::vec(1..=4_usize, 2..=4).prop_flat_map(|levels| {
        let factors = levels.len();
        let any_level = {
            let levels = levels.clone();
            (0..factors).prop_flat_map(move |factor| {
                (0..levels[factor]).prop_map(move |level| Level { factor, level })
            })
        };
        let together = prop::collection::vec(any_level, 1..=3).prop_map(|mut levels| {
            levels.sort();
            levels.dedup_by_key(|level| level.factor);
            levels
        });
        let pair = (0..factors, 0..factors).prop_filter("two kinds", |(a, b)| a < b);
        (
            Just(levels),
            prop::collection::vec(together.clone(), 0..=3),
            prop::collection::vec(together, 0..=2),
            prop::collection::vec(pair, 0..=1),
            1..=40_usize,
            any::<u64>(),
        )
            .prop_map(|(levels, never, always, pairs, most, seed)| Problem {
                levels,
                never: never.into_iter().filter(|levels| levels.len() > 1).collect(),
                always,
                pairs,
                most: Some(most),
                seed: Seed(seed),
            })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn a_design_keeps_every_promise(problem in problems()) {
        let all = allowed(&problem);
        let made = design(&problem);
        let meets = |always: &Vec<Level>, run: &Run| always.iter().all(|level| level.is_in(run));
        prop_assert!(made.runs.is_sorted() && made.runs.iter().all(|run| all.contains(run)));
        prop_assert_eq!(made.runs.iter().collect::<BTreeSet<_>>().len(), made.runs.len());
        prop_assert_eq!(made.allowed, Allowed::Counted(all.len()));
        for (place, always) in problem.always.iter().enumerate() {
            let possible = all.iter().any(|run| meets(always, run));
            prop_assert_eq!(!possible, made.unmet.contains(&place));
            prop_assert_eq!(possible, made.runs.iter().any(|run| meets(always, run)));
        }
        prop_assert_eq!(&design(&problem), &made);
        let most = problem.most.unwrap();
        prop_assert!(made.runs.len() <= most.max(problem.always.len()));
        let Some(fraction) = &made.fraction else {
            prop_assert_eq!(&made.runs, &all);
            return Ok(());
        };
        prop_assert!(made.runs.len() >= most && all.len() > most);
        let full = rank(&problem, &all);
        let own = rank(&problem, &made.runs);
        prop_assert_eq!(fraction.efficiency.is_some(), own == full);
        prop_assert_eq!(fraction.aliased.is_empty(), own == full);
        prop_assert_eq!(fraction.lost.is_empty(), own == full);
        if most >= fraction.least {
            prop_assert_eq!(own, full, "{} runs suffice", fraction.least);
        } else if fraction.least <= all.len() {
            let enough = design(&Problem { most: Some(fraction.least), ..problem.clone() });
            prop_assert_eq!(rank(&problem, &enough.runs), full);
        }
        if problem.never.is_empty() {
            prop_assert!(fraction.efficiency.is_none_or(|efficiency| efficiency < 1.0 + 1e-9));
        }
    }
}
