//! What a still costs, beside what people would use instead, on one design.
//!
//! CPU milliseconds of one thread, a still: words over a base of photo, fade and logo that is drawn
//! once a size, encoded as JPEG of quality 90. The design is as far as possible the same for all; see
//! `benches/peers`. Run with `cargo bench -p throughline-host --bench stills`. Nothing is asserted,
//! since time is not the code's alone. Start reading at [`main`].

mod design;
mod peers;

use design::{Design, SIZES};
use model::canvas::Layer;
use peers::PEERS;
use render::{Base, Resources, draw_over, encode_jpeg};
use std::error::Error;
use std::path::Path;

/// Stills of each kind; the quickest of so many rounds is the one least disturbed.
const STILLS: u32 = 20;
const ROUNDS: u32 = 3;
const QUALITY: u8 = 90;

#[expect(clippy::print_stdout, reason = "a bench's result is what it prints")]
fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    for size in SIZES {
        let design = Design::at(size)?;
        design.write(folder.path())?;
        let layered = layered(&design, folder.path())?;
        println!("{size}: throughline, base kept      {layered:>7.1} ms CPU a still");
        println!("{size}: throughline, drawn whole    {:>7.1} ms", whole(&design)?);
        for peer in PEERS {
            match peer.measure(folder.path(), STILLS) {
                Some(ms) => {
                    let ratio = ms / layered;
                    println!("{size}: {:<27} {ms:>7.1} ms, {ratio:.1} times as much", peer.name);
                }
                None => println!("{size}: {:<27} not installed", peer.name),
            }
        }
    }
    Ok(())
}

fn layered(design: &Design, folder: &Path) -> Result<f64, Box<dyn Error>> {
    let (under, _) = design.layers(0);
    let base = Base::draw(design.size, &under, &design.resources).map_err(told)?;
    best(|number| {
        let (_, words) = design.layers(number);
        let bytes = encode(&base, &words, &design.resources)?;
        Ok(std::fs::write(folder.join("ours.jpg"), bytes)?)
    })
}

fn whole(design: &Design) -> Result<f64, Box<dyn Error>> {
    best(|number| {
        let (under, words) = design.layers(number);
        let base = Base::draw(design.size, &under, &design.resources).map_err(told)?;
        encode(&base, &words, &design.resources).map(drop)
    })
}

fn encode(base: &Base, words: &[Layer], from: &Resources) -> Result<Vec<u8>, Box<dyn Error>> {
    Ok(encode_jpeg(&draw_over(base, words, from).map_err(told)?, QUALITY)?)
}

fn best(mut still: impl FnMut(u32) -> Result<(), Box<dyn Error>>) -> Result<f64, Box<dyn Error>> {
    still(0)?;
    let mut best = f64::INFINITY;
    for _ in 0..ROUNDS {
        let begun = cpu_ms()?;
        for number in 0..STILLS {
            still(number)?;
        }
        best = best.min((cpu_ms()? - begun) / f64::from(STILLS));
    }
    Ok(best)
}

/// CPU time of this thread; Linux writes it in nanoseconds.
fn cpu_ms() -> Result<f64, Box<dyn Error>> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds: f64 = text.split_whitespace().next().ok_or("no schedstat")?.parse()?;
    Ok(nanoseconds / 1e6)
}

#[expect(clippy::needless_pass_by_value, reason = "maps the error of a result")]
fn told(errors: Vec<render::RenderError>) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
