//! What properties are set to.

use super::length::{Length, length, shown};
use super::property::{Kind, find};
use cssparser::{ParseError, Parser, Token};
use model::colour::Colour;
use std::collections::BTreeMap;

/// A colour that may let through what is under it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paint {
    /// The colour.
    pub colour: Colour,
    /// 0 is clear, 1 is solid.
    pub opacity: f64,
}

/// What lies under what is in a box.
#[derive(Debug, Clone, PartialEq)]
pub enum Background {
    /// One colour.
    Plain(Paint),
    /// From one colour to others along a line.
    Gradient {
        /// Where the line leads, degrees: 0 is up, 90 is to the right.
        angle: f64,
        /// Colours, with how far along they stand.
        stops: Vec<(Paint, f64)>,
    },
}

/// A column or row of a grid.
#[derive(Debug, Clone, PartialEq)]
pub enum Track {
    /// So long.
    Fixed(Length),
    /// A share of what is left.
    Share(f64),
    /// As long as what is in it.
    Content,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// One of the property's words.
    Word(&'static str),
    /// A length.
    Length(Length),
    /// Whatever fits.
    Auto,
    /// Lengths for top, right, bottom, left; none is `auto`.
    Sides([Option<Length>; 4]),
    /// Lengths for rows and columns.
    Pair(Length, Length),
    /// A number.
    Number(f64),
    /// A colour.
    Paint(Paint),
    /// A background.
    Background(Background),
    /// A font, by role.
    Family(&'static str),
    /// Shares from the left and from the top.
    Spot(f64, f64),
    /// Columns or rows.
    Tracks(Vec<Track>),
    /// From one line of a grid, over so many tracks.
    Lines(Option<i16>, u16),
    /// Growing, shrinking, basis; none is `auto`.
    Flex(f64, f64, Option<Length>),
}

/// Variables: what `var(--name)` stands for.
pub type Vars = BTreeMap<String, String>;

/// Variables in variables; more are a circle.
const DEEPEST: usize = 16;
/// What variables may make of a value, bytes.
const LONGEST: usize = 4096;
const NO_FILE: &str = "a background is no file: use `<img>`";
/// Tracks of a grid.
const MOST_TRACKS: usize = 64;

/// Reads what a property is set to.
pub fn parse(name: &str, text: &str, vars: &Vars) -> Result<Value, String> {
    let Some(property) = find(name) else { return Err(format!("`{name}` is not a property")) };
    let text = expand(text, vars, 0)?;
    let mut input = Parser::new(&text);
    let value = by_kind(property.kind, &mut input)?;
    match input.next() {
        Ok(more) => Err(format!("`{}` is too much here", shown(more))),
        Err(_) => Ok(value),
    }
}

/// Puts in what variables stand for.
fn expand(text: &str, vars: &Vars, depth: usize) -> Result<String, String> {
    let Some((before, rest)) = text.split_once("var(") else { return Ok(text.trim().to_owned()) };
    if depth > DEEPEST || text.len() > LONGEST {
        return Err("these variables stand for one another".to_owned());
    }
    let mut nested = 1;
    let end = rest.char_indices().find(|(_, c)| {
        nested += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        nested == 0
    });
    let Some((end, _)) = end else { return Err("`var(` is not finished".to_owned()) };
    let (inside, after) =
        (rest.get(..end).unwrap_or_default(), rest.get(end + 1..).unwrap_or_default());
    let (name, otherwise) = match inside.split_once(',') {
        Some((name, otherwise)) => (name.trim(), Some(otherwise)),
        None => (inside.trim(), None),
    };
    let stands_for = vars.get(name).map(String::as_str).or(otherwise);
    let Some(stands_for) = stands_for else {
        let near = crate::read::nearest::did_you_mean(name, vars.keys().map(String::as_str));
        return Err(format!(
                "`{name}` stands for nothing; {}",
                near.unwrap_or_else(
                    || "define it on `:root`, or add the token to the brand".to_owned()
                )
            ));
    };
    expand(&format!("{before} {stands_for} {after}"), vars, depth + 1)
}

fn by_kind(kind: Kind, input: &mut Parser<'_>) -> Result<Value, String> {
    match kind {
        Kind::Words(words) => word(words, input),
        Kind::Length => length(input).map(Value::Length),
        Kind::LengthOrAuto => Ok(side(input)?.map_or(Value::Auto, Value::Length)),
        Kind::Sides | Kind::SidesOrAuto => sides(kind, input),
        Kind::Pair => {
            let row = length(input)?;
            let column = if input.is_exhausted() { row.clone() } else { length(input)? };
            Ok(Value::Pair(row, column))
        }
        Kind::Number => number(input).map(Value::Number),
        Kind::Count => {
            let count = number(input)?;
            let whole = count >= 1.0 && count.fract() == 0.0 && count <= 100.0;
            if whole {
                Ok(Value::Number(count))
            } else {
                Err("a whole number from 1 is needed".into())
            }
        }
        Kind::Colour => paint(input).map(Value::Paint),
        Kind::Background => background(input).map(Value::Background),
        Kind::Family => family(input),
        Kind::Weight => weight(input),
        Kind::LineHeight => line_height(input),
        Kind::Ratio => {
            let width = number(input)?;
            let slash = input.try_parse(|input| input.expect_delim('/')).is_ok();
            let height = if slash { number(input)? } else { 1.0 };
            let ratio = width / height;
            if ratio.is_finite() && ratio > 0.0 {
                Ok(Value::Number(ratio))
            } else {
                Err("write it as `3 / 2`".into())
            }
        }
        Kind::Spot => spot(input),
        Kind::Tracks => tracks(input, 0).map(Value::Tracks),
        Kind::Lines => lines(input),
        Kind::Flex => flex(input),
    }
}

fn ident(input: &mut Parser<'_>) -> Option<String> {
    input.try_parse(|input| input.expect_ident().map(|word| word.to_ascii_lowercase())).ok()
}

fn word(words: &'static [&'static str], input: &mut Parser<'_>) -> Result<Value, String> {
    let written = ident(input).unwrap_or_default();
    let known = words.iter().find(|word| **word == written);
    known.map(|word| Value::Word(word)).ok_or_else(|| match input.next() {
        _ if !written.is_empty() => {
            format!("`{written}` is not known here: {} are", words.join(", "))
        }
        Ok(token) => format!("`{}` is not known here: {} are", shown(token), words.join(", ")),
        Err(_) => "a value is missing".to_owned(),
    })
}

fn side(input: &mut Parser<'_>) -> Result<Option<Length>, String> {
    let auto = |word: &str| matches!(word, "auto" | "none");
    if input.try_parse(|input| input.expect_ident().map(|word| auto(word))).is_ok_and(|auto| auto) {
        return Ok(None);
    }
    length(input).map(Some)
}

fn sides(kind: Kind, input: &mut Parser<'_>) -> Result<Value, String> {
    let mut all = Vec::new();
    while !input.is_exhausted() && all.len() < 4 {
        all.push(if kind == Kind::Sides { Some(length(input)?) } else { side(input)? });
    }
    let [top, right, bottom, left] = match all.as_slice() {
        [all] => [all, all, all, all],
        [ends, sides] => [ends, sides, ends, sides],
        [top, sides, bottom] => [top, sides, bottom, sides],
        [top, right, bottom, left] => [top, right, bottom, left],
        _ => return Err("a length is missing".to_owned()),
    };
    Ok(Value::Sides([top, right, bottom, left].map(Clone::clone)))
}

fn number(input: &mut Parser<'_>) -> Result<f64, String> {
    let found =
        input.expect_number().map(f64::from).map_err(|_none| "a number is needed".to_owned())?;
    if found < 0.0 { Err(format!("`{found}` is negative")) } else { Ok(found) }
}

fn paint(input: &mut Parser<'_>) -> Result<Paint, String> {
    let solid = |colour| Paint { colour, opacity: 1.0 };
    match input.next().map_err(|_none| "a colour is missing".to_owned())?.clone() {
        Token::Hash(hex) | Token::IDHash(hex) => {
            hexadecimal(&hex).ok_or_else(|| format!("`#{hex}` is not a colour: write `#rrggbb`"))
        }
        Token::Ident(word) => match word.to_ascii_lowercase().as_str() {
            "white" => Ok(solid(Colour::WHITE)),
            "black" => Ok(solid(Colour::BLACK)),
            "transparent" | "none" => Ok(Paint { colour: Colour::BLACK, opacity: 0.0 }),
            other => Err(format!("`{other}` is not a colour: write `#rrggbb` or `var(--color-…)`")),
        },
        Token::Function(name) if matches!(name.to_ascii_lowercase().as_str(), "rgb" | "rgba") => {
            let inside = |input: &mut Parser<'_>| Ok::<_, ParseError<()>>(channels(input));
            input
                .parse_nested_block(inside)
                .map_err(|_none| "`rgb(…)` is not finished".to_owned())?
        }
        Token::UnquotedUrl(_) => Err(NO_FILE.to_owned()),
        other => Err(format!("`{}` is not a colour", shown(&other))),
    }
}

fn hexadecimal(hex: &str) -> Option<Paint> {
    let double = |hex: &str| hex.chars().flat_map(|c| [c, c]).collect::<String>();
    let full = if hex.len() < 6 { double(hex) } else { hex.to_owned() };
    let colour = Colour::parse(&format!("#{}", full.get(..6)?))?;
    let opacity = match full.get(6..)? {
        "" => 1.0,
        alpha if alpha.len() == 2 => f64::from(u8::from_str_radix(alpha, 16).ok()?) / 255.0,
        _ => return None,
    };
    Some(Paint { colour, opacity })
}

fn channels(input: &mut Parser<'_>) -> Result<Paint, String> {
    let mut all = Vec::new();
    while let Ok(token) = input.next() {
        match token {
            Token::Number { value, .. } => all.push(f64::from(*value)),
            Token::Percentage { unit_value, .. } if all.len() == 3 => {
                all.push(f64::from(*unit_value));
            }
            Token::Comma | Token::Delim('/') => {}
            other => return Err(format!("`{}` does not belong into `rgb(…)`", shown(other))),
        }
    }
    let byte = |channel: f64| channel.clamp(0.0, 255.0).round() as u8;
    match all.as_slice() {
        [r, g, b, rest @ ..] if rest.len() < 2 => Ok(Paint {
            colour: Colour { r: byte(*r), g: byte(*g), b: byte(*b) },
            opacity: rest.first().copied().unwrap_or(1.0).clamp(0.0, 1.0),
        }),
        _ => Err("`rgb(…)` takes three numbers, and an opacity".to_owned()),
    }
}

fn background(input: &mut Parser<'_>) -> Result<Background, String> {
    let function =
        input.try_parse(|input| input.expect_function().map(|name| name.to_ascii_lowercase()));
    match function.as_deref() {
        Ok("linear-gradient") => {
            let inside = |input: &mut Parser<'_>| Ok::<_, ParseError<()>>(gradient(input));
            let unfinished = |_none| "`linear-gradient(…)` is not finished".to_owned();
            input.parse_nested_block(inside).map_err(unfinished)?
        }
        Ok("rgb" | "rgba") => {
            let inside = |input: &mut Parser<'_>| Ok::<_, ParseError<()>>(channels(input));
            let unfinished = |_none| "`rgb(…)` is not finished".to_owned();
            input.parse_nested_block(inside).map_err(unfinished)?.map(Background::Plain)
        }
        Ok("url") => Err(NO_FILE.to_owned()),
        Ok(other) => Err(format!("`{other}(…)` is not known here: `linear-gradient(…)` is")),
        Err(_) => paint(input).map(Background::Plain),
    }
}

fn gradient(input: &mut Parser<'_>) -> Result<Background, String> {
    let angle = match direction(input)? {
        Some(angle) => {
            input
                .expect_comma()
                .map_err(|_none| "a comma is missing after the direction".to_owned())?;
            angle
        }
        None => 180.0,
    };
    let mut stops: Vec<(Paint, Option<f64>)> = Vec::new();
    loop {
        let colour = paint(input)?;
        let at = input.try_parse(Parser::expect_percentage).ok().map(f64::from);
        stops.push((colour, at));
        if input.try_parse(Parser::expect_comma).is_err() {
            break;
        }
    }
    if stops.len() < 2 || stops.len() > MOST_TRACKS {
        return Err("a gradient takes two colours or more".to_owned());
    }
    Ok(Background::Gradient { angle, stops: spread(&stops) })
}

/// Stops without a place stand evenly between their neighbours; none stands before the one before.
fn spread(stops: &[(Paint, Option<f64>)]) -> Vec<(Paint, f64)> {
    let last = stops.len().saturating_sub(1);
    let place = |index: usize| stops.get(index).and_then(|(_, at)| *at);
    let known = |index: usize| match index {
        0 => place(0).or(Some(0.0)),
        index if index == last => place(index).or(Some(1.0)),
        index => place(index),
    };
    let mut reached = 0.0_f64;
    let mut all = Vec::new();
    for (index, (paint, _)) in stops.iter().enumerate() {
        let at = known(index).unwrap_or_else(|| {
            let before = (0..index).rev().find_map(|i| Some((i, known(i)?))).unwrap_or((0, 0.0));
            let after = (index..=last).find_map(|i| Some((i, known(i)?))).unwrap_or((last, 1.0));
            let share = (index - before.0) as f64 / (after.0 - before.0).max(1) as f64;
            before.1 + (after.1 - before.1) * share
        });
        reached = reached.max(at);
        all.push((*paint, reached));
    }
    all
}

fn direction(input: &mut Parser<'_>) -> Result<Option<f64>, String> {
    let angle = input.try_parse(|input| match input.next() {
        Ok(Token::Dimension { value, unit, .. }) if unit.eq_ignore_ascii_case("deg") => {
            Ok(f64::from(*value))
        }
        _ => Err(()),
    });
    if let Ok(angle) = angle {
        return Ok(Some(angle));
    }
    if input.try_parse(|input| input.expect_ident_matching("to")).is_err() {
        return Ok(None);
    }
    let mut words = Vec::new();
    while let Some(word) = ident(input) {
        words.push(word);
    }
    words.sort();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Ok(Some(match words.as_slice() {
        ["top"] => 0.0,
        ["right", "top"] => 45.0,
        ["right"] => 90.0,
        ["bottom", "right"] => 135.0,
        ["bottom"] => 180.0,
        ["bottom", "left"] => 225.0,
        ["left"] => 270.0,
        ["left", "top"] => 315.0,
        _ => return Err("a gradient runs `to` top, right, bottom, left or a corner".to_owned()),
    }))
}

fn family(input: &mut Parser<'_>) -> Result<Value, String> {
    let written = input.expect_ident_or_string().map(ToString::to_string).unwrap_or_default();
    while input.next().is_ok() {}
    match written.as_str() {
        "headline" => Ok(Value::Family("headline")),
        "body" => Ok(Value::Family("body")),
        _ => Err(format!(
            "`{written}` is not a font of the brand: write `var(--font-headline)` or `var(--font-body)`"
        )),
    }
}

fn weight(input: &mut Parser<'_>) -> Result<Value, String> {
    match ident(input).as_deref() {
        Some("normal") => return Ok(Value::Number(400.0)),
        Some("bold") => return Ok(Value::Number(700.0)),
        Some(other) => return Err(format!("`{other}` is not a weight: write 100 to 900")),
        None => {}
    }
    let weight = number(input)?;
    if (1.0..=1000.0).contains(&weight) {
        Ok(Value::Number(weight))
    } else {
        Err("write 100 to 900".into())
    }
}

fn line_height(input: &mut Parser<'_>) -> Result<Value, String> {
    if let Ok(number) = input.try_parse(Parser::expect_number) {
        return Ok(Value::Number(f64::from(number).clamp(0.5, 4.0)));
    }
    if let Ok(share) = input.try_parse(Parser::expect_percentage) {
        return Ok(Value::Number(f64::from(share).clamp(0.5, 4.0)));
    }
    Err("write the line height as a number, such as `1.1`".to_owned())
}

fn spot(input: &mut Parser<'_>) -> Result<Value, String> {
    let one = |input: &mut Parser<'_>| -> Result<(Option<bool>, f64), String> {
        if let Ok(share) = input.try_parse(Parser::expect_percentage) {
            return Ok((None, f64::from(share).clamp(0.0, 1.0)));
        }
        match ident(input).as_deref() {
            Some("left") => Ok((Some(true), 0.0)),
            Some("right") => Ok((Some(true), 1.0)),
            Some("top") => Ok((Some(false), 0.0)),
            Some("bottom") => Ok((Some(false), 1.0)),
            Some("center") => Ok((None, 0.5)),
            _ => Err("write two percentages, or words such as `left center`".to_owned()),
        }
    };
    let first = one(input)?;
    let second = if input.is_exhausted() { (None, 0.5) } else { one(input)? };
    let turned = first.0 == Some(false) || second.0 == Some(true);
    let (x, y) = if turned { (second.1, first.1) } else { (first.1, second.1) };
    Ok(Value::Spot(x, y))
}

fn tracks(input: &mut Parser<'_>, depth: usize) -> Result<Vec<Track>, String> {
    let mut all = Vec::new();
    while !input.is_exhausted() {
        if ident(input)
            .is_some_and(|word| matches!(word.as_str(), "auto" | "max-content" | "min-content"))
        {
            all.push(Track::Content);
        } else if let Ok(share) = input.try_parse(|input| match input.next() {
            Ok(Token::Dimension { value, unit, .. }) if unit.eq_ignore_ascii_case("fr") => {
                Ok(f64::from(*value))
            }
            _ => Err(()),
        }) {
            all.push(Track::Share(share.max(0.0)));
        } else if depth == 0
            && input.try_parse(|input| input.expect_function_matching("repeat")).is_ok()
        {
            let inside = |input: &mut Parser<'_>| Ok::<_, ParseError<()>>(repeated(input));
            let unfinished = |_none| "`repeat(…)` is not finished".to_owned();
            all.extend(input.parse_nested_block(inside).map_err(unfinished)??);
        } else {
            all.push(Track::Fixed(length(input)?));
        }
        if all.len() > MOST_TRACKS {
            return Err(format!("a grid has at most {MOST_TRACKS} rows or columns"));
        }
    }
    if all.is_empty() { Err("a grid needs at least one row or column".to_owned()) } else { Ok(all) }
}

fn repeated(input: &mut Parser<'_>) -> Result<Vec<Track>, String> {
    let times = input.expect_integer().ok().and_then(|times| usize::try_from(times).ok());
    let times = times.filter(|times| (1..=MOST_TRACKS).contains(times));
    let times =
        times.ok_or_else(|| format!("`repeat(…)` begins with a number up to {MOST_TRACKS}"))?;
    input.expect_comma().map_err(|_none| "a comma is missing in `repeat(…)`".to_owned())?;
    let once = tracks(input, 1)?;
    Ok(std::iter::repeat_n(once, times).flatten().collect())
}

fn lines(input: &mut Parser<'_>) -> Result<Value, String> {
    let wrong = || "write a line, `1 / 3` or `span 2`".to_owned();
    let whole =
        |input: &mut Parser<'_>| input.expect_integer().ok().and_then(|n| i16::try_from(n).ok());
    let span = |input: &mut Parser<'_>| {
        input.try_parse(|input| input.expect_ident_matching("span")).is_ok()
    };
    let tracks = |count: i16| u16::try_from(count).ok().filter(|count| (1..=64).contains(count));
    if span(input) {
        return Ok(Value::Lines(None, whole(input).and_then(tracks).ok_or_else(wrong)?));
    }
    let from = whole(input).filter(|line| *line != 0).ok_or_else(wrong)?;
    if input.try_parse(|input| input.expect_delim('/')).is_err() {
        return Ok(Value::Lines(Some(from), 1));
    }
    let over =
        if span(input) { whole(input) } else { whole(input).and_then(|to| to.checked_sub(from)) };
    Ok(Value::Lines(Some(from), over.and_then(tracks).ok_or_else(wrong)?))
}

fn flex(input: &mut Parser<'_>) -> Result<Value, String> {
    match ident(input).as_deref() {
        Some("none") => return Ok(Value::Flex(0.0, 0.0, None)),
        Some("auto") => return Ok(Value::Flex(1.0, 1.0, None)),
        Some(other) => {
            return Err(format!("`{other}` is not known here: write numbers, `auto` or `none`"));
        }
        None => {}
    }
    let grow = number(input)?;
    let shrink = if input.is_exhausted() { 1.0 } else { input.try_parse(number).unwrap_or(1.0) };
    let basis = if input.is_exhausted() { Some(Length::NONE) } else { side(input)? };
    Ok(Value::Flex(grow, shrink, basis))
}
