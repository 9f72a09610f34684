use super::*;
use measure::statistics::arm::Day;
use model::digest::Digest;
use model::id::LearningId;
use model::learning::EffectDirection;
use model::performance::{Interval, ResultKind};
use model::thread::NodeId;
use model::unit::{Currency, Date, Seed};

fn variant(name: &str) -> VariantId {
    VariantId::of(&Digest::of(name.as_bytes()))
}

/// An arm with (clicks, impressions) day by day from 1 September.
fn arm(name: &str, days: &[(u64, u64)]) -> Arm {
    let first = Date::constant(2026, 9, 1);
    let dates = std::iter::successors(Some(first), |day| day.tomorrow().ok());
    let daily: Vec<Day> = dates
        .zip(days)
        .map(|(date, (clicks, impressions))| Day {
            date,
            clicks: *clicks,
            impressions: *impressions,
        })
        .collect();
    Arm {
        variant: variant(name),
        impressions: daily.iter().map(|day| day.impressions).sum(),
        clicks: daily.iter().map(|day| day.clicks).sum(),
        spend: None,
        from: first,
        to: daily.last().map_or(first, |day| day.date),
        observations: Vec::new(),
        kind: ResultKind::Measured,
        daily,
    }
}

fn steady(name: &str, clicks: u64, days: usize) -> Arm {
    arm(name, &vec![(clicks, 10_000); days])
}

fn learning(component: &str, direction: EffectDirection) -> Learning {
    Learning {
        id: LearningId::of(&Digest::of(component.as_bytes())),
        campaign: "spring".parse().unwrap(),
        round: 1,
        component: component.parse().unwrap(),
        effect: Interval { low: 0.0, mid: 0.0, high: 0.0 },
        direction,
        claim: String::new(),
        observations: Vec::new(),
        impressions: 0,
        clicks: 0,
        kind: ResultKind::Measured,
    }
}

struct Case<'a> {
    arms: &'a [Arm],
    learnings: &'a [Learning],
    breaches: &'a [&'a str],
    rounds_left: u32,
    money: Option<(i64, i64, u64)>,
}

impl<'a> Case<'a> {
    fn of(arms: &'a [Arm]) -> Self {
        Self { arms, learnings: &[], breaches: &[], rounds_left: 1, money: None }
    }

    fn recommend(&self) -> Vec<Recommendation> {
        let eur = |minor| Money { minor, currency: Currency::parse("EUR").unwrap() };
        recommend(&RecommendInput {
            campaign: &"spring".parse().unwrap(),
            round: 1,
            arms: self.arms,
            learnings: self.learnings,
            gate_breaches: &self.breaches.iter().map(|name| variant(name)).collect(),
            rounds_left: self.rounds_left,
            value_per_click: self.money.map(|money| eur(money.0)),
            cost_to_produce: self.money.map(|money| eur(money.1)),
            remaining_impressions: self.money.map(|money| money.2),
        })
    }
}

fn about<'a>(all: &'a [Recommendation], name: &str) -> &'a Recommendation {
    let subject = NodeId::from(variant(name));
    all.iter().find(|one| one.subject == subject).unwrap()
}

fn last(all: &[Recommendation]) -> &Recommendation {
    all.last().unwrap()
}

#[test]
fn a_clear_winner_is_scaled_and_clear_losers_are_killed() {
    let arms = [steady("weak", 100, 14), steady("strong", 180, 14), steady("poor", 90, 14)];
    let all = Case::of(&arms).recommend();
    let strong = about(&all, "strong");
    assert_eq!(strong.answer, Answer::Scale);
    assert_eq!(strong.against, Some(variant("weak")), "held against the best of the others");
    assert!(strong.e_value.unwrap() > 40.0 && strong.expected_loss.unwrap() < 0.005);
    assert_eq!(about(&all, "weak").answer, Answer::Kill);
    assert_eq!(about(&all, "poor").answer, Answer::Kill);
    assert_eq!(all[0].subject, NodeId::from(variant("strong")), "best first");
    assert!(
        strong.because.starts_with("1.80% against 1.00% clicks over 14 shared days"),
        "{}",
        strong.because
    );
}

#[test]
fn six_days_or_few_clicks_decide_nothing() {
    let six = [steady("a", 180, 6), steady("b", 100, 6)];
    let all = Case::of(&six).recommend();
    assert_eq!(about(&all, "a").answer, Answer::Undecided);
    assert!(about(&all, "a").because.starts_with("6 days and 1680 clicks"));
    let seven = [steady("a", 180, 7), steady("b", 100, 7)];
    assert_eq!(about(&Case::of(&seven).recommend(), "a").answer, Answer::Scale);
    let few = [steady("a", 9, 7), steady("b", 5, 7)];
    let all = Case::of(&few).recommend();
    assert_eq!(about(&all, "b").answer, Answer::Undecided);
    assert!(about(&all, "b").needs.is_some());
}

#[test]
fn a_breach_kills_at_once() {
    let arms = [steady("a", 180, 2), steady("b", 100, 2)];
    let case = Case { breaches: &["a"], ..Case::of(&arms) };
    let all = case.recommend();
    assert_eq!(about(&all, "a").answer, Answer::Kill);
    assert_eq!(about(&all, "a").because, "one of its files fails the gate");
}

#[test]
fn close_arms_are_undecided_and_say_how_much_is_needed() {
    let arms = [steady("a", 105, 10), steady("b", 100, 10)];
    let all = Case::of(&arms).recommend();
    let close = about(&all, "a");
    assert_eq!(close.answer, Answer::Undecided);
    let needs = close.needs.unwrap();
    assert!((200_000..20_000_000).contains(&needs), "{needs}");
    assert!(close.because.ends_with(&format!("needs about {needs} more impressions of the pair")));
}

#[test]
fn arms_that_do_the_same_are_refined() {
    let arms = [steady("a", 2_000, 14), steady("b", 2_000, 14)];
    let all = Case::of(&arms).recommend();
    assert_eq!(about(&all, "a").answer, Answer::Refine);
    assert!(about(&all, "a").because.starts_with("it does the same"));
}

#[test]
fn a_tired_arm_is_refined_unless_all_tire() {
    let fading: Vec<(u64, u64)> = (0..14).map(|day| (230 - 10 * day, 10_000)).collect();
    let tired = [arm("a", &fading), steady("b", 165, 14)];
    let all = Case::of(&tired).recommend();
    assert_eq!(about(&all, "a").answer, Answer::Refine, "{}", about(&all, "a").because);
    let season = [arm("a", &fading), arm("b", &fading)];
    let all = Case::of(&season).recommend();
    assert_eq!(about(&all, "a").answer, Answer::Undecided);
}

#[test]
fn arms_that_never_met_are_not_compared() {
    let mut later = steady("b", 100, 10);
    for day in &mut later.daily {
        day.date = Date::constant(2026, 11, day.date.day());
    }
    let arms = [steady("a", 180, 10), later];
    let all = Case::of(&arms).recommend();
    assert_eq!(about(&all, "a").because, "no other arm was on air on the same days");
}

#[test]
fn equal_periods_without_days_are_looked_at_once() {
    let period = |name, clicks| Arm { daily: Vec::new(), ..steady(name, clicks, 14) };
    let arms = [period("a", 180), period("b", 100)];
    let all = Case::of(&arms).recommend();
    assert_eq!(about(&all, "a").answer, Answer::Scale);
}

#[test]
fn without_a_value_the_campaign_goes_by_what_was_learnt_and_says_so() {
    let arms = [steady("a", 105, 10), steady("b", 100, 10)];
    let lifts = [
        learning("hook/fresh", EffectDirection::Lifts),
        learning("cta/go", EffectDirection::Unclear),
    ];
    let produce = Case { learnings: &lifts, ..Case::of(&arms) }.recommend();
    assert_eq!(last(&produce).answer, Answer::Produce);
    assert!(
        last(&produce).because.starts_with("hook/fresh lifts clicks"),
        "{}",
        last(&produce).because
    );
    assert!(last(&produce).because.contains("nobody said what a click is worth"));
    assert_eq!(last(&Case::of(&arms).recommend()).answer, Answer::Undecided);
    let over = Case { learnings: &lifts, rounds_left: 0, ..Case::of(&arms) }.recommend();
    assert_eq!(last(&over).answer, Answer::Stop);
}

#[test]
fn with_a_value_another_round_must_earn_its_cost() {
    let arms = [steady("a", 105, 10), steady("b", 100, 10)];
    let case = |cost| Case { money: Some((50, cost, 1_000_000)), ..Case::of(&arms) }.recommend();
    let cheap = case(10_000);
    assert_eq!(last(&cheap).answer, Answer::Produce, "{}", last(&cheap).because);
    let dear = case(10_000_000);
    assert_eq!(last(&dear).answer, Answer::Stop);
    assert!(
        last(&dear).because.ends_with("against 100000.00 EUR to make"),
        "{}",
        last(&dear).because
    );
}

#[test]
fn the_order_of_arms_changes_nothing() {
    let mut arms = vec![steady("a", 105, 10), steady("b", 100, 10), steady("c", 140, 10)];
    let one = Case::of(&arms).recommend();
    arms.reverse();
    assert_eq!(one, Case::of(&arms).recommend());
}

/// A draw of how many of `shown` click, by the normal approximation (at 2% of 2,000: mean 40).
fn clicks(seed: Seed, n: u64, shown: u64, rate: f64) -> u64 {
    let radius = libm::sqrt(-2.0 * libm::log(1.0 - seed.unit(2 * n)));
    let draw = radius * libm::cos(2.0 * std::f64::consts::PI * seed.unit(2 * n + 1));
    let mean = shown as f64 * rate;
    (mean + libm::sqrt(mean * (1.0 - rate)) * draw).round().max(0.0) as u64
}

/// Share of tests in which any arm was ever scaled on one of the days, and in which the last was.
fn scaled(rates: &[f64], tests: u64) -> (f64, f64) {
    let (mut ever, mut last_arm) = (0.0, 0.0);
    for test in 0..tests {
        let seed = Seed(9_000 + test);
        let days = |arm: usize| -> Vec<(u64, u64)> {
            (0..28)
                .map(|day| (clicks(seed, arm as u64 * 100 + day, 2_000, rates[arm]), 2_000))
                .collect()
        };
        let whole: Vec<Vec<(u64, u64)>> = (0..rates.len()).map(days).collect();
        let winners = (7..=28).filter_map(|day| {
            let arms: Vec<Arm> = whole
                .iter()
                .enumerate()
                .map(|(n, days)| arm(&n.to_string(), &days[..day]))
                .collect();
            let prior = Prior::of(&arms);
            (0..arms.len()).find(|n| {
                let duel = duel::strongest_rival(&arms[*n], &arms, &prior).unwrap();
                verdict::of(&duel, arms.len() - 1) == Answer::Scale
            })
        });
        if let Some(winner) = winners.into_iter().next() {
            ever += 1.0;
            last_arm += f64::from(u8::from(winner == rates.len() - 1));
        }
    }
    (ever / tests as f64, last_arm / tests as f64)
}

#[test]
fn looking_every_day_at_equal_arms_seldom_scales_one() {
    let (two, _) = scaled(&[0.02, 0.02], 150);
    let (four, _) = scaled(&[0.02; 4], 50);
    assert!(two <= 0.05 && four <= 0.05, "{two} of pairs, {four} of fours");
}

#[test]
fn a_truly_better_arm_is_found() {
    let (_, found) = scaled(&[0.02, 0.025], 40);
    assert!(found > 0.8, "{found}");
}
