//! What is heard: channels, breaks, silences, and when sound begins.

use crate::worker::{Tried, Worker, encode, film, tone, wandering};
use model::fact::{AudioFacts, Span};
use model::unit::Ratio;

const RATE: usize = 48_000;

/// A sound of so many seconds; `frame` gives left and right at a time in seconds.
fn sound(seconds: f64, frame: impl Fn(f64) -> [f64; 2]) -> Vec<f32> {
    let frames = (seconds * RATE as f64) as usize;
    (0..frames).flat_map(|n| frame(n as f64 / RATE as f64)).map(|sample| sample as f32).collect()
}

/// A tone of 220 Hz that peaks at −12 dBFS.
fn hum(at: f64) -> f64 {
    0.25 * (at * 220.0 * std::f64::consts::TAU).sin()
}

/// Notes as a plucked string gives them: down by 60 dB after a quarter of a second.
fn plucked(at: f64) -> f64 {
    3.0 * hum(at) * 10_f64.powf(-12.0 * (at % 0.5))
}

/// Stereo samples as a WAV of 16 bits.
fn wav(samples: &[f32]) -> Vec<u8> {
    let data: Vec<u8> =
        samples.iter().flat_map(|s| ((s * 32_767.0).round() as i16).to_le_bytes()).collect();
    let (rate, length) = (RATE as u32, data.len() as u32);
    let mut wav = b"RIFF".to_vec();
    wav.extend((36 + length).to_le_bytes());
    wav.extend(b"WAVEfmt \x10\0\0\0\x01\0\x02\0");
    wav.extend(rate.to_le_bytes());
    wav.extend((rate * 4).to_le_bytes());
    wav.extend(b"\x04\0\x10\0data");
    wav.extend(length.to_le_bytes());
    wav.extend(data);
    wav
}

fn of_wav(samples: &[f32]) -> Tried<AudioFacts> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("sound.wav");
    std::fs::write(&path, wav(samples))?;
    Worker::start()?.measure(&path)?.0.audio.ok_or_else(|| "no sound".into())
}

/// A film whose bytes were changed on the way.
fn of_film(samples: &[f32], change: impl Fn(Vec<u8>) -> Option<Vec<u8>>) -> Tried<AudioFacts> {
    let folder = tempfile::tempdir()?;
    let film = film(&folder.path().join("film.mp4"), 100);
    encode(&film, &wandering(&film), Some(samples))?;
    let bytes = change(std::fs::read(&film.out)?).ok_or("not changed")?;
    std::fs::write(&film.out, bytes)?;
    Worker::start()?.measure(&film.out)?.0.audio.ok_or_else(|| "no sound".into())
}

/// The same sound in a WAV and, coded, in a film.
fn of_both(samples: &[f32]) -> Tried<[AudioFacts; 2]> {
    Ok([of_wav(samples)?, of_film(samples, Some)?])
}

/// Lets the last track of an MP4 begin later, by an empty entry in its edit list.
fn delayed(mut mp4: Vec<u8>, milliseconds: u32) -> Option<Vec<u8>> {
    const ENTRY: u32 = 12;
    let list = *places(&mp4, *b"elst").last()?;
    for name in [*b"moov", *b"trak", *b"edts", *b"elst"] {
        let size = places(&mp4, name).last()?.checked_sub(4)?;
        add(&mut mp4, size, ENTRY)?;
    }
    // The media stand behind the index and move with it.
    for chunks in places(&mp4, *b"stco") {
        let count = add(&mut mp4, chunks + 8, 0)?;
        for n in 0..count as usize {
            add(&mut mp4, chunks + 12 + 4 * n, ENTRY)?;
        }
    }
    add(&mut mp4, list + 8, 1)?;
    let nothing = [milliseconds.to_be_bytes(), (-1_i32).to_be_bytes(), 0x1_0000_u32.to_be_bytes()];
    mp4.splice(list + 12..list + 12, nothing.concat());
    Some(mp4)
}

fn places(bytes: &[u8], name: [u8; 4]) -> Vec<usize> {
    let windows = bytes.windows(4).enumerate();
    windows.filter(|(_, window)| *window == name).map(|(at, _)| at).collect()
}

/// Adds to a number of four bytes and returns the sum.
fn add(bytes: &mut [u8], at: usize, more: u32) -> Option<u32> {
    let number = bytes.get_mut(at..)?.first_chunk_mut()?;
    let sum = u32::from_be_bytes(*number) + more;
    *number = sum.to_be_bytes();
    Some(sum)
}

fn near(a: f64, b: f64, within: f64) -> bool {
    (a - b).abs() <= within
}

fn only(spans: &[Span]) -> Option<(f64, f64)> {
    let [Span { from, to }] = spans else { return None };
    Some((from.0, to.0))
}

#[test]
fn clean_sound_is_clean() {
    let audio = of_wav(&sound(4.0, |at| [hum(at); 2])).unwrap();
    assert_eq!((audio.offset, audio.kbps), (None, Some(1536.0)));
    assert!(near(audio.correlation.unwrap(), 1.0, 1e-6));
    assert!(audio.channel_rms.iter().all(|rms| near(rms.unwrap(), -15.05, 0.01)));
    assert_eq!((audio.silent, audio.silences, audio.dropouts), (Ratio(0.0), vec![], vec![]));
}

#[test]
fn a_dead_channel_is_nothing() {
    let dead = sound(2.0, |at| [hum(at), 0.0]);
    for audio in of_both(&dead).unwrap() {
        assert!(near(audio.channel_rms[0].unwrap(), -15.05, 0.5), "{:?}", audio.channel_rms);
        assert_eq!((audio.channel_rms[1], audio.correlation), (None, None), "{}", audio.codec);
    }
}

#[test]
fn an_inverted_channel_opposes_the_other() {
    let inverted = sound(2.0, |at| [plucked(at), -0.8 * plucked(at)]);
    for audio in of_both(&inverted).unwrap() {
        assert!(audio.correlation.unwrap() < -0.99, "{:?}", audio.correlation);
    }
}

#[test]
fn a_break_of_200_ms_is_found_where_it_is() {
    let broken = sound(4.0, |at| if (1.5..1.7).contains(&at) { [0.0; 2] } else { [hum(at); 2] });
    for audio in of_both(&broken).unwrap() {
        let (from, to) = only(&audio.dropouts).unwrap();
        assert!(near(from, 1.5, 0.01) && near(to, 1.7, 0.03), "{from} {to}");
    }
}

#[test]
fn plucked_notes_and_pauses_are_not_broken() {
    let notes = sound(4.0, |at| [plucked(at); 2]);
    for audio in of_both(&notes).unwrap() {
        assert_eq!(audio.dropouts, [], "{}", audio.codec);
        assert!(audio.silences.len() >= 7, "{:?}", audio.silences);
    }
}

#[test]
fn silence_at_the_end_is_the_last_silence() {
    let ends = sound(4.0, |at| if at < 2.5 { [hum(at); 2] } else { [0.0; 2] });
    for audio in of_both(&ends).unwrap() {
        let (from, to) = only(&audio.silences).unwrap();
        assert!(near(from, 2.5, 0.1) && near(to, 4.0, 0.1), "{from} {to}");
        assert_eq!(audio.dropouts, []);
    }
}

#[test]
fn our_own_sound_begins_with_the_pictures() {
    let audio = of_film(&tone(4.0, -20.0), Some).unwrap();
    // What the encoder of AAC puts before the sound is not heard.
    assert!(near(audio.offset.unwrap().0, 0.0, 0.001), "{:?}", audio.offset);
    assert!(near(audio.duration.0, 4.0, 0.03));
    assert!(audio.kbps.is_some_and(|kbps| (1.0..250.0).contains(&kbps)), "{:?}", audio.kbps);
}

#[test]
fn sound_that_begins_late_is_late_and_so_are_its_places() {
    let broken = sound(4.0, |at| if (1.5..1.7).contains(&at) { [0.0; 2] } else { [hum(at); 2] });
    let audio = of_film(&broken, |mp4| delayed(mp4, 300)).unwrap();
    assert!(near(audio.offset.unwrap().0, 0.3, 0.001), "{:?}", audio.offset);
    let (from, to) = only(&audio.dropouts).unwrap();
    assert!(near(from, 1.8, 0.01) && near(to, 2.0, 0.03), "{from} {to}");
}

#[test]
fn an_equal_stream_is_known_again_wherever_it_lies_and_not_decoded() {
    let folder = tempfile::tempdir().unwrap();
    let samples = sound(3.0, |at| [hum(at), 0.5 * hum(at)]);
    let films =
        [("one.mp4", 75, &samples), ("other.mp4", 75, &samples)].map(|(name, frames, sound)| {
            let mut film = film(&folder.path().join(name), frames);
            if name == "other.mp4" {
                (film.size.width, film.size.height) = (film.size.height, film.size.width);
            }
            encode(&film, &wandering(&film), Some(sound)).unwrap();
            film.out
        });
    let mut worker = Worker::start().unwrap();
    let (first, _, stream) = worker.measure_knowing(&films[0], Vec::new()).unwrap();
    let mut stream = stream.unwrap();
    let (afresh, _, own) = worker.measure_knowing(&films[1], Vec::new()).unwrap();
    assert_eq!(own.as_ref(), Some(&stream));
    let (known, _, none) = worker.measure_knowing(&films[1], vec![stream.clone()]).unwrap();
    assert_eq!((&known, none), (&afresh, None));
    assert_eq!(first.audio, known.audio);
    // What was handed over is believed, which shows that nothing was decoded.
    stream.facts.flat_top = Ratio(0.75);
    let (told, _, _) = worker.measure_knowing(&films[1], vec![stream]).unwrap();
    assert_eq!(told.audio.unwrap().flat_top, Ratio(0.75));
}

#[test]
fn another_sound_is_another_stream() {
    let folder = tempfile::tempdir().unwrap();
    let mut worker = Worker::start().unwrap();
    let mut stream = |name: &str, gain: f64| {
        let path = folder.path().join(name);
        std::fs::write(&path, wav(&sound(1.0, |at| [gain * hum(at); 2]))).unwrap();
        worker.measure_knowing(&path, Vec::new()).unwrap().2.unwrap()
    };
    let (one, other) = (stream("one.wav", 1.0), stream("other.wav", 0.5));
    assert_ne!(one.facts.stream, other.facts.stream);
    assert_eq!(one, stream("again.wav", 1.0));
}
