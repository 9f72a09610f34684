use super::*;
use crate::testing::read;
use proptest::prelude::*;

fn distance(lines: &[&str], expected: &str) -> Option<f64> {
    let lines = read(lines);
    Reading::of(&lines).find(expected).map(|sighting| sighting.distance)
}

#[test]
fn case_spaces_and_accents_do_not_matter() {
    assert_eq!(distance(&["JETZT ENTDECKENGETRANKE"], "Jetzt entdecken: Getränke"), Some(0.0));
}

#[test]
fn words_may_run_over_two_lines() {
    assert_eq!(distance(&["noise", "Shop the", "sale now", "x"], "Shop the sale now"), Some(0.0));
}

#[test]
fn a_wrong_letter_is_a_small_distance() {
    assert_eq!(distance(&["Shap today"], "Shop today"), Some(1.0 / 9.0));
}

#[test]
fn signs_that_look_alike_are_equal() {
    for (read, wanted) in [
        ("Sh0p tOday", "Shop today"),
        ("FaI1 for it", "Fall for it"),
        ("Summer", "Surnmer"),
        ("Modem life", "Modern life"),
        ("clrink well", "drink well"),
        ("GröBe", "Größe"),
        ("7B °C AFTER B H", "78 °C after 8 h"),
    ] {
        assert_eq!(distance(&[read], wanted), Some(0.0), "{read}");
    }
}

#[test]
fn figures_are_never_alike() {
    assert_eq!(distance(&["76 °C after 8 h"], "78 °C after 8 h"), None);
    assert_eq!(distance(&["178 °C after 8 h"], "78 °C after 8 h"), None);
    assert_eq!(distance(&["7118 °C after 8 h"], "78 °C after 8 h"), None);
    assert_eq!(distance(&["7 °C after 8 h"], "78 °C after 8 h"), None);
}

#[test]
fn figures_must_be_equal() {
    assert_eq!(distance(&["Save 20 % now"], "Save 30 % now"), None);
    assert_eq!(distance(&["Save 30% now"], "Save 30 % now"), Some(0.0));
}

#[test]
fn a_short_foreign_word_is_not_found_inside_another() {
    let finds = |line: &str| {
        Reading::of(&read(&[line])).find_whole("Sale").is_some_and(|seen| seen.distance == 0.0)
    };
    assert!(!finds("wholesale"));
    assert!(finds("the sale ends"));
}

#[test]
fn an_expected_word_is_found_behind_a_misread_ornament() {
    assert_eq!(distance(&["OAuraluz"], "Auraluz"), Some(0.0));
}

#[test]
fn the_place_is_around_every_line_it_spans() {
    let lines = read(&["noise", "Shop the", "sale now"]);
    let reading = Reading::of(&lines);
    let region = reading.find("Shop the sale").and_then(|found| reading.region(&found));
    assert_eq!(region, Some(Region { x: 0, y: 20, w: 100, h: 30 }));
}

#[test]
fn scripts_the_reader_was_not_trained_on_are_told() {
    assert!(is_legible("Jetzt für 9,99 € kaufen"));
    assert!(is_legible("今すぐ買う"));
    assert!(!is_legible("Купить сейчас"));
    assert!(!is_legible("اشتر الآن"));
}

#[test]
fn figures_with_anything_between_them_are_other_words() {
    assert_eq!(distance(&["1 xy 9"], "19"), Some(1.0));
    assert_eq!(distance(&["1 xyz 9"], "19"), None);
}

proptest! {
    #[test]
    fn every_text_is_found_in_itself(text in "[a-z]{1,12}( [a-z0-9]{1,8}){0,4}") {
        prop_assert_eq!(distance(&[&text], &text), Some(0.0));
    }

    #[test]
    fn no_text_makes_it_fail(lines in prop::collection::vec(".{0,30}", 0..5), wanted in ".{0,30}") {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        if let Some(distance) = distance(&lines, &wanted) {
            prop_assert!((0.0..=1.0).contains(&distance));
        }
    }
}
