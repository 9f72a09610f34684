use super::*;
use model::unit::Secs;

/// Reads stereo at 48 kHz, given as a function of the sample's number.
fn stereo(seconds: usize, frame: impl Fn(usize) -> [f32; 2]) -> Reading {
    let mut meter = SoundMeter::new(48_000, 2).unwrap();
    let samples: Vec<f32> = (0..seconds * 48_000).flat_map(frame).collect();
    samples.chunks(1_000).for_each(|part| meter.add(part));
    meter.finish()
}

fn reading(seconds: usize, sample: impl Fn(usize) -> f32) -> Reading {
    stereo(seconds, |n| [sample(n); 2])
}

fn sine(level: f32) -> impl Fn(usize) -> f32 {
    move |n| level * (n as f32 * std::f32::consts::TAU * 1_000.0 / 48_000.0).sin()
}

#[test]
fn a_tone_at_minus_23_reads_minus_23() {
    // EBU Tech 3341, case 1: a stereo 1 kHz sine peaking at −23 dBFS.
    let read = reading(5, sine(10_f32.powf(-23.0 / 20.0)));
    assert!((read.integrated.unwrap().0 + 23.0).abs() < 0.1);
    assert!((read.short_term_max.unwrap().0 + 23.0).abs() < 0.1);
    assert!((read.true_peak.unwrap().0 + 23.0).abs() < 0.1);
}

#[test]
fn silence_has_no_loudness() {
    let read = reading(4, |_| 0.0);
    assert_eq!((read.integrated, read.short_term_max, read.true_peak), (None, None, None));
    assert_eq!(read.silent, Ratio(1.0));
    assert_eq!(read.silences, [Span { from: Secs(0.0), to: Secs(4.0) }]);
    assert_eq!((read.channel_rms, read.correlation), (vec![None, None], None));
}

#[test]
fn sound_shorter_than_three_seconds_has_no_short_term_loudness() {
    assert_eq!(reading(2, sine(0.5)).short_term_max, None);
}

#[test]
fn what_was_cut_off_is_flat_even_when_turned_down() {
    let flat = |gain: f32| reading(1, |n| sine(3.0)(n).clamp(-0.99, 0.99) * gain).flat_top.0;
    assert!(flat(1.0) > 0.99 && flat(0.1) > 0.99);
    // By 3 dB, now and then.
    let swelling = |n: usize| (sine(1.41)(n) * (n % 4_800) as f32 / 4_800.0).clamp(-1.0, 1.0);
    assert!(reading(2, swelling).flat_top.0 > 0.3);
}

#[test]
fn what_is_merely_loud_is_not_flat() {
    for hertz in [30.0, 80.0, 1_000.0, 5_000.0] {
        let tone = |n: usize| (n as f32 * std::f32::consts::TAU * hertz / 48_000.0).sin();
        assert!(reading(1, tone).flat_top.0 < 1e-6, "{hertz}");
        assert!(reading(1, |n| (1.5 * tone(n)).tanh()).flat_top.0 < 1e-6, "saturated {hertz}");
    }
    assert!(reading(1, |_| 0.0).flat_top.0 < 1e-6);
}

#[test]
fn one_clipped_channel_beside_a_dead_one_is_flat() {
    let read = stereo(1, |n| [sine(3.0)(n).clamp(-0.9, 0.9), 0.0]);
    assert!(read.flat_top.0 > 0.99);
}

#[test]
fn each_channel_has_its_own_level() {
    // The root mean square of a sine lies 3 dB below its peak.
    let read = stereo(1, |n| [sine(1.0)(n), sine(0.1)(n)]);
    let [Some(left), Some(right)] = read.channel_rms[..] else { panic!("two channels") };
    assert!((left + 3.01).abs() < 0.01 && (right + 23.01).abs() < 0.01, "{left} {right}");
    let mut mono = SoundMeter::new(48_000, 1).unwrap();
    mono.add(&vec![0.5; 4_800]);
    let read = mono.finish();
    assert!((read.channel_rms[0].unwrap() + 6.02).abs() < 0.01);
    assert_eq!(read.correlation, None);
}

#[test]
fn left_and_right_agree_oppose_or_have_nothing_in_common() {
    let tone = sine(0.5);
    let correlation = |frame: &dyn Fn(usize) -> [f32; 2]| stereo(1, frame).correlation.unwrap();
    assert!((correlation(&|n| [tone(n), tone(n)]) - 1.0).abs() < 1e-6);
    assert!((correlation(&|n| [tone(n), -0.2 * tone(n)]) + 1.0).abs() < 1e-6);
    // A quarter of a turn apart.
    assert!(correlation(&|n| [tone(n), tone(n + 12)]).abs() < 1e-3);
}

#[test]
fn a_dead_channel_has_no_correlation() {
    let read = stereo(1, |n| [sine(0.5)(n), 0.0]);
    assert_eq!((read.correlation, read.channel_rms[1]), (None, None));
}

#[test]
fn silences_have_their_places() {
    let read = reading(3, |n| if (24_000..96_000).contains(&n) { 0.0 } else { sine(0.5)(n) });
    assert_eq!(read.silences, [Span { from: Secs(0.5), to: Secs(2.0) }]);
    assert_eq!(read.dropouts, [], "a break this long is a pause");
}

#[test]
fn no_more_silences_are_listed_than_anybody_reads() {
    let read = reading(60, |n| if n / 4_800 % 2 == 0 { 0.0 } else { sine(0.5)(n) });
    assert_eq!(read.silences.len(), MOST_SPANS);
    assert_eq!(read.silent, Ratio(0.5));
}

#[test]
fn a_break_has_its_place() {
    let read = reading(3, |n| if (48_000..57_600).contains(&n) { 0.0 } else { sine(0.5)(n) });
    let [Span { from, to }] = read.dropouts[..] else { panic!("{:?}", read.dropouts) };
    assert!((from.0 - 1.0).abs() < 0.002 && (to.0 - 1.2).abs() < 0.002, "{from} {to}");
}

#[test]
fn notes_that_ring_out_have_pauses_but_no_breaks() {
    // Staccato: three notes a second, each down by 60 dB after 150 ms and then silent.
    let read = reading(4, |n| {
        let t = n % 16_000;
        if t > 7_200 { 0.0 } else { sine(0.8)(n) * 10_f32.powf(-3.0 * t as f32 / 7_200.0) }
    });
    assert_eq!(read.dropouts, []);
    assert!(!read.silences.is_empty());
}
