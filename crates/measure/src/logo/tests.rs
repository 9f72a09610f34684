use super::*;
use model::unit::{Seed, Size};

/// A one-channel canvas, 0 to 1, drawn on in shares of its width.
struct Canvas {
    width: u32,
    height: u32,
    values: Vec<f64>,
}

impl Canvas {
    fn new(width: u32, height: u32, ground: impl Fn(u32, u32) -> f64) -> Self {
        let values = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let values = values.map(|(x, y)| ground(x, y)).collect();
        Self { width, height, values }
    }

    fn draw(
        mut self,
        shape: impl Fn(f64, f64) -> bool,
        x0: u32,
        y0: u32,
        width: u32,
        ink: f64,
    ) -> Self {
        for (at, value) in self.values.iter_mut().enumerate() {
            let (x, y) = (at as u32 % self.width, at as u32 / self.width);
            let part = |offset: f64, from: u32, at: u32| {
                (f64::from(at) + offset - f64::from(from)) / f64::from(width)
            };
            let inside = [0.25, 0.75]
                .into_iter()
                .flat_map(|dx| [0.25, 0.75].map(|dy| (part(dx, x0, x), part(dy, y0, y))))
                .filter(|(u, v)| shape(*u, *v))
                .count() as f64;
            *value += (ink - *value) * inside / 4.0;
        }
        self
    }

    fn rgba(&self) -> Vec<u8> {
        let pixel = |value: &f64| {
            let grey = (value.clamp(0.0, 1.0) * 255.0) as u8;
            [grey, grey, grey, 255]
        };
        self.values.iter().flat_map(pixel).collect()
    }

    fn frame(&self) -> Frame {
        Frame::from_rgba(&self.rgba(), self.width, self.height).unwrap()
    }
}

/// A ring with a bar beside it: 1 wide, 0.4 high.
fn ring_and_bar(u: f64, v: f64) -> bool {
    let r = ((u - 0.2).powi(2) + (v - 0.2).powi(2)).sqrt();
    (0.11..0.2).contains(&r)
        || ((0.5..1.0).contains(&u) && (0.08..0.16).contains(&v))
        || ((0.5..0.85).contains(&u) && (0.24..0.32).contains(&v))
}

/// Another brand's: a triangle with a bar beside it, in the same box.
fn triangle_and_bar(u: f64, v: f64) -> bool {
    let triangle = (0.0..0.4).contains(&v) && (u - 0.2).abs() < v / 2.0;
    triangle || ((0.5..1.0).contains(&u) && (0.0..0.4).contains(&v) && (u - 0.5) < (v * 1.2 + 0.1))
}

fn logo(shape: impl Fn(f64, f64) -> bool) -> Mask {
    let drawn = Canvas::new(220, 100, |_, _| 0.0).draw(shape, 10, 10, 200, 1.0);
    let rgba: Vec<u8> =
        drawn.values.iter().flat_map(|v| [200, 40, 40, (v * 255.0) as u8]).collect();
    Mask::from_rgba(&rgba, 220, 100).unwrap()
}

fn gradient(x: u32, y: u32) -> f64 {
    0.2 + 0.4 * f64::from(x) / 270.0 + 0.2 * f64::from(y) / 480.0
}

/// Blurred noise, like foliage.
fn texture(x: u32, y: u32) -> f64 {
    let seed = Seed(7);
    let at = |x: u32, y: u32| seed.unit(u64::from(x) * 5000 + u64::from(y));
    let coarse = at(x / 16, y / 16) * 0.5;
    0.15 + coarse + at(x, y) * 0.2
}

/// Small sizes take most of the time; one test looks for those.
const NOT_SMALL: RangeInclusive<f64> = 0.15..=0.40;

fn best(frame: &Canvas, mask: &Mask) -> Found {
    find(&frame.frame(), mask, &NOT_SMALL).unwrap()
}

fn is_near(found: &Found, x: u32, y: u32, width: u32) -> bool {
    let slack = width / 12 + 3;
    found.region.x.abs_diff(x) <= slack
        && found.region.y.abs_diff(y) <= slack
        && found.region.w.abs_diff(width) <= slack
}

#[test]
fn a_logo_is_found_at_every_size_in_its_place() {
    let mask = logo(ring_and_bar);
    for (width, sizes) in [(18, SIZES), (48, NOT_SMALL), (100, NOT_SMALL)] {
        let frame = Canvas::new(270, 480, gradient).draw(ring_and_bar, 100, 350, width, 0.95);
        let found = find(&frame.frame(), &mask, &sizes).unwrap();
        assert!(found.score > 0.85, "{width}: {found:?}");
        assert!(is_near(&found, 100, 350, width), "{width}: {found:?}");
    }
}

/// A long mark of thin bars, the hardest to find: 1 wide, 0.25 high.
fn bars(u: f64, v: f64) -> bool {
    let tall = (0.0..0.25).contains(&v);
    let upright = |at: f64| (at..at + 0.04).contains(&u) && tall;
    let level = |at: f64| (0.0..0.14).contains(&u) && (at..at + 0.03).contains(&v);
    [0.24, 0.36, 0.44, 0.60, 0.76, 0.96].into_iter().any(upright)
        || [0.0, 0.07, 0.14, 0.22].into_iter().any(level)
        || ((0.44..0.64).contains(&u) && (0.11..0.15).contains(&v))
}

/// A line of type: uprights and levels that stand where no logo's do.
fn type_of(seed: u64) -> impl Fn(f64, f64) -> bool {
    move |u: f64, v: f64| {
        let letter = (u * 16.0).floor();
        let draw = |what: u64| Seed(seed).unit(letter.max(0.0) as u64 * 8 + what);
        let (across, down) = (u * 16.0 - letter, v * 16.0);
        let inside = (0.0..1.0).contains(&u) && (0.0..1.6).contains(&down) && draw(0) > 0.15;
        let bar = (down - (draw(1) * 1.4)).abs() < 0.14 && across < 0.75;
        inside && (across < 0.24 || bar || (draw(2) > 0.5 && (0.5..0.74).contains(&across)))
    }
}

#[test]
fn a_long_mark_of_thin_bars_is_found_among_lines_of_type() {
    let mask = logo(bars);
    for width in (44..=106).step_by(2) {
        let mut frame = Canvas::new(270, 480, gradient).draw(bars, 80, 60, width, 0.95);
        for line in 0..8 {
            let (y, wide) = (120 + 40 * line, 120 + 15 * line);
            frame = frame.draw(type_of(u64::from(line)), 20, y, wide, 0.95);
        }
        let found = best(&frame, &mask);
        assert!(found.score > 0.85 && is_near(&found, 80, 60, width), "{width}: {found:?}");
    }
}

#[test]
fn a_dark_logo_is_found_as_well_as_a_light_one() {
    let frame = Canvas::new(270, 480, |_, _| 0.9).draw(ring_and_bar, 20, 30, 60, 0.1);
    assert!(best(&frame, &logo(ring_and_bar)).score > 0.9);
}

#[test]
fn a_logo_is_found_on_texture() {
    let frame = Canvas::new(270, 480, texture).draw(ring_and_bar, 150, 50, 80, 1.0);
    let found = best(&frame, &logo(ring_and_bar));
    assert!(found.score > 0.7 && is_near(&found, 150, 50, 80), "{found:?}");
}

#[test]
fn a_logo_is_found_in_a_banner() {
    let frame = Canvas::new(728, 90, |_, _| 0.3).draw(ring_and_bar, 20, 20, 110, 1.0);
    let found = best(&frame, &logo(ring_and_bar));
    assert!(found.score > 0.85 && is_near(&found, 20, 20, 110), "{found:?}");
}

#[test]
fn nothing_is_found_where_no_logo_is() {
    let mask = logo(ring_and_bar);
    for ground in [gradient, texture, |_, _| 0.5] {
        let frame = Canvas::new(270, 480, ground);
        let found = find(&frame.frame(), &mask, &NOT_SMALL);
        assert!(found.is_none_or(|found| found.score < 0.6), "{found:?}");
    }
}

#[test]
fn another_brands_logo_is_not_taken_for_it() {
    let frame = Canvas::new(270, 480, gradient).draw(triangle_and_bar, 100, 350, 70, 0.95);
    let found = best(&frame, &logo(ring_and_bar));
    assert!(found.score < 0.7, "{found:?}");
}

#[test]
fn a_logo_of_several_tones_is_found_as_drawn() {
    let badge = |u: f64, v: f64| (0.0..1.0).contains(&u) && (0.0..0.5).contains(&v);
    let letters = |u: f64, v: f64| ring_and_bar((u - 0.1) / 0.8, (v - 0.09) / 0.8);
    let draw = |canvas: Canvas, x: u32, y: u32, width: u32| {
        canvas.draw(badge, x, y, width, 0.1).draw(letters, x, y, width, 0.95)
    };
    let tones = draw(Canvas::new(220, 120, |_, _| 0.5), 10, 10, 200).rgba();
    let outline = Canvas::new(220, 120, |_, _| 0.0).draw(badge, 10, 10, 200, 1.0).rgba();
    let file: Vec<u8> = tones
        .chunks(4)
        .zip(outline.chunks(4))
        .flat_map(|(tone, outline)| [tone[0], tone[1], tone[2], outline[0]])
        .collect();
    let mask = Mask::from_rgba(&file, 220, 120).unwrap();
    let found = best(&draw(Canvas::new(270, 480, gradient), 50, 300, 80), &mask);
    assert!(found.score > 0.8 && is_near(&found, 50, 300, 80), "{found:?}");
}

#[test]
fn a_file_without_a_shape_is_no_logo() {
    assert!(Mask::from_rgba(&[0; 400], 10, 10).is_none());
    assert!(Mask::from_rgba(&[255; 400], 10, 10).is_none());
    assert!(Mask::from_rgba(&[255; 4], 10, 10).is_none());
}

/// The shape at the same width, so much lower.
fn lower(by: f64) -> impl Fn(f64, f64) -> bool {
    move |u, v| ring_and_bar(u, v * by)
}

#[test]
fn a_stretch_of_a_few_per_cent_is_told_to_one() {
    let mask = logo(ring_and_bar);
    for by in [1.0, 1.04, 0.95, 1.1] {
        let frame = Canvas::new(540, 960, gradient).draw(lower(by), 100, 350, 180, 0.95);
        let found = best(&frame, &mask);
        assert!((found.stretch / by - 1.0).abs() < 0.012, "{by}: {found:?}");
    }
}

#[test]
fn a_squeezed_logo_is_found_where_it_is_looked_for_as_such() {
    let mask = logo(ring_and_bar);
    let frame = Canvas::new(540, 540, gradient).draw(lower(0.5625), 200, 200, 120, 0.95).frame();
    let as_drawn = find(&frame, &mask, &NOT_SMALL).unwrap();
    let squeezed = find_squeezed(&frame, &mask, &NOT_SMALL).unwrap();
    assert!(squeezed.score > 0.9 && squeezed.score > as_drawn.score, "{squeezed:?} {as_drawn:?}");
    assert!((squeezed.stretch / 0.5625 - 1.0).abs() < 0.02, "{squeezed:?}");
}

fn studied(canvas: &Canvas) -> Study {
    let mask = logo(ring_and_bar);
    let found = best(canvas, &mask);
    let size = Size { width: canvas.width, height: canvas.height };
    study(&canvas.rgba(), size, &mask, &found).unwrap()
}

#[test]
fn ink_and_likeness_are_seen_on_any_ground() {
    for ground in [gradient, texture, |_, _| 0.5] {
        let seen = studied(&Canvas::new(270, 480, ground).draw(ring_and_bar, 80, 300, 90, 1.0));
        assert!(seen.likeness.unwrap() > 0.9, "{seen:?}");
        let [ink] = seen.inks.as_slice() else { panic!("one ink: {seen:?}") };
        assert_eq!(ink.own.to_string(), "#c82828");
        assert!(ink.seen.r > 240 && ink.seen.g > 240 && ink.seen.b > 240, "{ink:?}");
    }
    let other = studied(&Canvas::new(270, 480, gradient).draw(triangle_and_bar, 80, 300, 90, 1.0));
    assert!(other.likeness.unwrap() < 0.75, "{other:?}");
}

#[test]
fn room_ends_where_something_else_begins() {
    let even = |_, _| 0.2;
    let alone = Canvas::new(540, 540, even).draw(ring_and_bar, 180, 200, 150, 1.0);
    assert_eq!(studied(&alone).clear.map(|clear| clear.0), Some(1.0));
    // 60 px high; a block stands 24 px below it.
    let block = |u: f64, v: f64| (0.0..1.0).contains(&u) && (0.0..0.4).contains(&v);
    let beside = alone.draw(block, 200, 284, 100, 0.9);
    let clear = studied(&beside).clear.unwrap().0;
    assert!((clear - 0.4).abs() < 0.06, "{clear}");
    // A star is no neighbour.
    let star = Canvas::new(540, 540, even).draw(ring_and_bar, 180, 200, 150, 1.0);
    let star = star.draw(|u, v| u.max(v) < 1.0 && u.min(v) >= 0.0, 230, 275, 3, 0.9);
    assert_eq!(studied(&star).clear.map(|clear| clear.0), Some(1.0));
    let busy = Canvas::new(540, 540, texture).draw(ring_and_bar, 180, 200, 150, 1.0);
    assert_eq!(studied(&busy).clear, None);
}

#[test]
fn a_logo_as_light_as_its_ground_is_found_by_its_hue() {
    let drawn = Canvas::new(270, 270, |_, _| 0.0).draw(ring_and_bar, 80, 120, 90, 1.0);
    // Both colours have a luma of 100.
    let mix = |share: f64| {
        let part = |ground: f64, ink: f64| (ground + (ink - ground) * share) as u8;
        [part(100.0, 200.0), part(100.0, 70.0), part(100.0, 100.0), 255]
    };
    let rgba: Vec<u8> = drawn.values.iter().flat_map(|share| mix(*share)).collect();
    let [red, _] = Frame::hues(&rgba, 270, 270);
    let found = find(&red.unwrap(), &logo(ring_and_bar), &NOT_SMALL).unwrap();
    assert!(found.score > 0.9 && is_near(&found, 80, 120, 90), "{found:?}");
    let near = Frame::near_to(Colour { r: 200, g: 70, b: 100 }, &rgba, 270, 270).unwrap();
    assert!(find(&near, &logo(ring_and_bar), &NOT_SMALL).unwrap().score > 0.9);
}
