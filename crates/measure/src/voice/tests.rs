use super::places::facts;
use super::*;
use model::fact::Span;
use model::unit::Secs;

fn spoken(likely: &[f32]) -> Vec<Moment> {
    likely.iter().map(|likely| Moment { likely: *likely, energy: 1.0 }).collect()
}

fn found(runs: &[(usize, f32)]) -> Vec<(usize, usize)> {
    let likely: Vec<f32> =
        runs.iter().flat_map(|(frames, likely)| std::iter::repeat_n(*likely, *frames)).collect();
    let frame = |at: Secs| (at.0 * f64::from(RATE) / FRAME as f64).round() as usize;
    let spans = facts(&spoken(&likely), "test").spans;
    spans.iter().map(|Span { from, to }| (frame(*from), frame(*to))).collect()
}

#[test]
fn a_quarter_of_a_second_is_the_shortest_speech() {
    assert_eq!(found(&[(10, 0.0), (8, 0.9), (10, 0.0)]), [(10, 18)]);
    assert_eq!(found(&[(10, 0.0), (7, 0.9), (10, 0.0)]), []);
}

#[test]
fn a_breath_does_not_end_a_sentence_and_a_pause_does() {
    assert_eq!(found(&[(20, 0.9), (2, 0.1), (20, 0.9)]), [(0, 42)]);
    assert_eq!(found(&[(20, 0.9), (4, 0.1), (20, 0.9)]), [(0, 20), (24, 44)]);
    assert_eq!(found(&[(20, 0.9), (10, 0.4), (5, 0.1)]), [(0, 30)], "it fades out");
}

#[test]
fn the_likeliest_second_does_not_hide_in_a_long_sound() {
    let mut likely = vec![0.0; 1000];
    likely[500..531].fill(0.8);
    let read = facts(&spoken(&likely), "test");
    assert!((read.likeliest.0 - 0.8).abs() < 1e-6, "{}", read.likeliest.0);
    assert!((read.share.0 - 0.031).abs() < 1e-6);
    assert!(facts(&[], "test").likeliest.0 < 1e-6);
}

#[test]
fn lift_is_measured_against_the_pauses_nearby() {
    let mut moments = vec![Moment { likely: 0.0, energy: 1000.0 }; 100];
    moments.extend(vec![Moment { likely: 0.0, energy: 1.0 }; 31]);
    moments.extend(vec![Moment { likely: 0.9, energy: 10.0 }; 50]);
    let lift = facts(&moments, "test").lift.unwrap();
    assert!((lift - 10.0).abs() < 1e-6, "{lift}");
    assert_eq!(facts(&spoken(&[0.9; 50]), "test").lift, None, "nobody pauses");
}

#[test]
fn a_product_is_what_it_should_be() {
    // Five rows: a block of four and one more; nine columns: a panel of eight and one more.
    let weights = Weights::new(3, (0..9).map(|n| n as f32).collect(), |output, input| {
        (output * 10 + input) as f32
    });
    let rows: Vec<f32> = (0..15).map(|n| n as f32).collect();
    let product = weights.apply(&rows);
    let expected = (0..5).flat_map(|row| {
        (0..9).map(move |output| {
            let sum: usize = (0..3).map(|k| (row * 3 + k) * (output * 10 + k)).sum();
            (sum + output) as f32
        })
    });
    assert_eq!(product, expected.collect::<Vec<f32>>());
}

#[test]
fn columns_lie_beside_their_neighbours_and_frames_do_not_touch() {
    let columns: Vec<f32> = (1..=8).map(|n| n as f32).collect();
    let laid = neighbours(&columns, 1, 4, 2);
    assert_eq!(laid, [0., 1., 2., 2., 3., 4., 0., 5., 6., 6., 7., 8.]);
}

#[test]
fn a_frame_is_heard_after_the_end_of_the_last_and_mirrored() {
    let (first, second) = (vec![32_767; FRAME], (0..300).collect::<Vec<i16>>());
    let cut = windows(&[&first, &second], 1);
    assert_eq!(cut.len(), WINDOWS * WINDOW);
    assert!(cut[BEFORE - 1] > 0.99 && cut[BEFORE].abs() < 1e-6);
    // The last sample of the frame lies at 191 of the last window; this one stands before it.
    let last = &cut[3 * WINDOW..];
    assert!((last[190] - last[192]).abs() < 1e-9, "mirrored about the last sample");
}

#[test]
fn silence_is_not_listened_to() {
    let (silent, loud) = (vec![0; FRAME], vec![10_000; FRAME]);
    let frames: Vec<&[i16]> =
        (0..100).map(|at| if at == 50 { &loud[..] } else { &silent[..] }).collect();
    assert_eq!(worth_hearing(&frames), (42..=58).collect::<Vec<usize>>());
    assert!(worth_hearing(&frames[..20]).is_empty());
}

#[test]
fn weights_of_another_network_are_refused() {
    assert!(Network::new(|_| None).is_none());
    assert!(Network::new(|_| Some(vec![0.0; 5])).is_none());
}
