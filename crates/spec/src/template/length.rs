//! Lengths of a style sheet: units of the page, of the words and of what the platform leaves free,
//! and sums, least and greatest of them.

use cssparser::{Parser, Token};

/// What a length is a multiple of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Pixels of the picture.
    Px,
    /// Hundredths of what is around the box.
    Percent,
    /// Hundredths of the picture's width.
    Vw,
    /// Hundredths of its height.
    Vh,
    /// Hundredths of its shorter side.
    Vmin,
    /// Hundredths of its longer side.
    Vmax,
    /// The size of the words.
    Em,
    /// The size of words where nothing else is said.
    Rem,
    /// What the platform covers at the top.
    SafeTop,
    /// What it covers at the right.
    SafeRight,
    /// What it covers at the bottom.
    SafeBottom,
    /// What it covers at the left.
    SafeLeft,
}

/// A length.
#[derive(Debug, Clone, PartialEq)]
pub enum Length {
    /// So much of a unit.
    Of(f64, Unit),
    /// All of them together.
    Sum(Vec<Length>),
    /// So many times one.
    Times(f64, Box<Length>),
    /// The least.
    Least(Vec<Length>),
    /// The greatest.
    Greatest(Vec<Length>),
}

/// What lengths are measured against.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Surroundings {
    /// The picture's width, pixels.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The size of the words.
    pub em: f64,
    /// The size of words where nothing else is said.
    pub rem: f64,
    /// What the platform covers: top, right, bottom, left.
    pub safe: [f64; 4],
}

impl Length {
    /// No length at all.
    pub const NONE: Self = Self::Of(0.0, Unit::Px);

    /// Returns the length in pixels; hundredths of what is around the box count nothing.
    pub fn px(&self, around: &Surroundings) -> f64 {
        let Surroundings { width, height, em, rem, safe } = *around;
        let [top, right, bottom, left] = safe;
        match self {
            Self::Of(count, unit) => {
                count
                    * match unit {
                        Unit::Px => 1.0,
                        Unit::Percent => 0.0,
                        Unit::Vw => width / 100.0,
                        Unit::Vh => height / 100.0,
                        Unit::Vmin => width.min(height) / 100.0,
                        Unit::Vmax => width.max(height) / 100.0,
                        Unit::Em => em,
                        Unit::Rem => rem,
                        Unit::SafeTop => top,
                        Unit::SafeRight => right,
                        Unit::SafeBottom => bottom,
                        Unit::SafeLeft => left,
                    }
            }
            Self::Sum(all) => all.iter().map(|one| one.px(around)).sum(),
            Self::Times(count, one) => count * one.px(around),
            Self::Least(all) => all.iter().map(|one| one.px(around)).fold(f64::INFINITY, f64::min),
            Self::Greatest(all) => {
                all.iter().map(|one| one.px(around)).fold(f64::NEG_INFINITY, f64::max)
            }
        }
    }

    /// Returns the share, where the length is one of what is around the box.
    pub fn share(&self) -> Option<f64> {
        match self {
            Self::Of(count, Unit::Percent) => Some(count / 100.0),
            _ => None,
        }
    }

    /// Returns whether a unit occurs in it.
    pub fn names(&self, wanted: &[Unit]) -> bool {
        match self {
            Self::Of(_, unit) => wanted.contains(unit),
            Self::Times(_, one) => one.names(wanted),
            Self::Sum(all) | Self::Least(all) | Self::Greatest(all) => {
                all.iter().any(|one| one.names(wanted))
            }
        }
    }
}

/// Reads a length.
pub(super) fn length(input: &mut Parser<'_>) -> Result<Length, String> {
    match input.next().map_err(|_none| "a length is missing".to_owned())?.clone() {
        Token::Number { value: 0.0, .. } => Ok(Length::NONE),
        Token::Percentage { unit_value, .. } => {
            Ok(Length::Of(f64::from(unit_value) * 100.0, Unit::Percent))
        }
        Token::Dimension { value, unit, .. } => {
            let unit = unit_of(&unit)?;
            Ok(Length::Of(f64::from(value), unit))
        }
        Token::Function(name) => {
            let name = name.to_ascii_lowercase();
            let inside =
                |input: &mut Parser<'_>| Ok::<_, cssparser::ParseError<()>>(function(&name, input));
            input
                .parse_nested_block(inside)
                .map_err(|_none| format!("`{name}(…)` is not finished"))?
        }
        other => Err(format!("`{}` is not a length", shown(&other))),
    }
}

pub(super) fn shown(token: &Token<'_>) -> String {
    cssparser::ToCss::to_css_string(token)
}

fn unit_of(unit: &str) -> Result<Unit, String> {
    Ok(match unit.to_ascii_lowercase().as_str() {
        "px" => Unit::Px,
        "vw" => Unit::Vw,
        "vh" => Unit::Vh,
        "vmin" => Unit::Vmin,
        "vmax" => Unit::Vmax,
        "em" => Unit::Em,
        "rem" => Unit::Rem,
        _ => {
            return Err(format!(
                "`{unit}` is not a unit here: px, %, vw, vh, vmin, vmax, em and rem are"
            ));
        }
    })
}

fn function(name: &str, input: &mut Parser<'_>) -> Result<Length, String> {
    let found = match name {
        "calc" => sum(input)?,
        "min" => Length::Least(list(input)?),
        "max" => Length::Greatest(list(input)?),
        "clamp" => match <[Length; 3]>::try_from(list(input)?) {
            Ok([least, wanted, most]) => {
                Length::Greatest(vec![least, Length::Least(vec![wanted, most])])
            }
            Err(_) => return Err("`clamp(…)` takes three lengths".to_owned()),
        },
        "env" => {
            let name = input.expect_ident().map(ToString::to_string).unwrap_or_default();
            let unit = match name.trim_start_matches("safe-area-inset-").trim_start_matches("safe-")
            {
                "top" => Unit::SafeTop,
                "right" => Unit::SafeRight,
                "bottom" => Unit::SafeBottom,
                "left" => Unit::SafeLeft,
                _ => {
                    return Err(format!(
                        "`env({name})` is not known: safe-top, safe-right, safe-bottom and safe-left are"
                    ));
                }
            };
            Length::Of(1.0, unit)
        }
        _ => {
            return Err(format!(
                "`{name}(…)` is not known here: calc, min, max, clamp and env are"
            ));
        }
    };
    if !input.is_exhausted() {
        return Err(format!("`{name}(…)` holds more than it takes"));
    }
    let mixes = !matches!(found, Length::Of(..)) && found.names(&[Unit::Percent]);
    if mixes {
        return Err("a percentage stands alone: it cannot be mixed with other lengths".to_owned());
    }
    Ok(found)
}

fn list(input: &mut Parser<'_>) -> Result<Vec<Length>, String> {
    let mut all = vec![sum(input)?];
    while input.try_parse(Parser::expect_comma).is_ok() {
        all.push(sum(input)?);
    }
    Ok(all)
}

fn sum(input: &mut Parser<'_>) -> Result<Length, String> {
    let mut all = vec![product(input)?];
    loop {
        if input.try_parse(|input| input.expect_delim('+')).is_ok() {
            all.push(product(input)?);
        } else if input.try_parse(|input| input.expect_delim('-')).is_ok() {
            all.push(Length::Times(-1.0, Box::new(product(input)?)));
        } else {
            break;
        }
    }
    Ok(if all.len() == 1 { all.swap_remove(0) } else { Length::Sum(all) })
}

fn product(input: &mut Parser<'_>) -> Result<Length, String> {
    let number =
        |input: &mut Parser<'_>| input.try_parse(Parser::expect_number).ok().map(f64::from);
    let times = |input: &mut Parser<'_>| input.try_parse(|input| input.expect_delim('*')).is_ok();
    if let Some(count) = number(input) {
        if times(input) {
            return Ok(Length::Times(count, Box::new(product(input)?)));
        }
        let none = "a number alone is not a length".to_owned();
        return if count == 0.0 { Ok(Length::NONE) } else { Err(none) };
    }
    let mut one = length(input)?;
    loop {
        let missing = || "a number is missing".to_owned();
        if times(input) {
            one = Length::Times(number(input).ok_or_else(missing)?, Box::new(one));
        } else if input.try_parse(|input| input.expect_delim('/')).is_ok() {
            let by = number(input).filter(|by| *by != 0.0).ok_or_else(missing)?;
            one = Length::Times(1.0 / by, Box::new(one));
        } else {
            return Ok(one);
        }
    }
}
