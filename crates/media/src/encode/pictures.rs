//! Frames as a coding stores them: finer colour, more bits, two of them woven into one.

use crate::fault::Fault;
use crate::raw;
use ffmpeg::color::{Primaries, Range, Space, TransferCharacteristic};
use ffmpeg::format::Pixel;
use ffmpeg::frame;
use model::timeline::{Sampling, Scan, VideoCoding};
use model::unit::Size;
use std::io::{self, Read};

/// Three planes of 8 bits, without gaps: Y, U, V.
#[derive(Debug, Clone, PartialEq)]
struct Planes([Plane; 3]);

#[derive(Debug, Clone, PartialEq)]
struct Plane {
    width: usize,
    values: Vec<u8>,
}

/// Reads frames in 4:2:0 and hands them on as they are stored.
pub(super) struct Pictures {
    size: Size,
    sampling: Sampling,
    scan: Scan,
}

impl Pictures {
    /// Refuses what is not stored here.
    pub(super) fn new(size: Size, coding: &VideoCoding) -> Result<Self, Fault> {
        let Size { width, height } = size;
        if width == 0 || height == 0 || !width.is_multiple_of(2) || !height.is_multiple_of(2) {
            let reason = format!("a film's width and height must be even: {width}×{height} is not");
            return Err(Fault::Request(reason));
        }
        if coding.scan == Scan::UpperFieldFirst && coding.sampling != Sampling::Half422 {
            let reason = "fields are stored with half the colour across, in 8 bits, alone";
            return Err(Fault::Request(reason.to_owned()));
        }
        Ok(Self { size, sampling: coding.sampling, scan: coding.scan })
    }

    /// Returns FFmpeg's name for how pixels are stored.
    pub(super) fn pixel(&self) -> Pixel {
        match self.sampling {
            Sampling::Half420 => Pixel::YUV420P,
            Sampling::Half422 => Pixel::YUV422P,
            Sampling::Half422Ten => Pixel::YUV422P10LE,
        }
    }

    /// Returns how many frames make one picture.
    pub(super) fn frames_a_picture(&self) -> u32 {
        match self.scan {
            Scan::Progressive => 1,
            Scan::UpperFieldFirst => 2,
        }
    }

    /// Returns the next picture.
    pub(super) fn next(&self, input: &mut impl Read) -> io::Result<frame::Video> {
        let mut picture = frame::Video::new(self.pixel(), self.size.width, self.size.height);
        let planes = match self.scan {
            Scan::Progressive => self.read(input)?,
            Scan::UpperFieldFirst => {
                raw::mark_upper_field_first(&mut picture);
                let (first, second) = (self.read(input)?, self.read(input)?);
                woven(&first, &second)
            }
        };
        lay(&planes, self.sampling, &mut picture);
        // Encoders of ProRes ask the frame rather than their own settings.
        picture.set_color_primaries(Primaries::BT709);
        picture.set_color_transfer_characteristic(TransferCharacteristic::BT709);
        picture.set_color_space(Space::BT709);
        picture.set_color_range(Range::MPEG);
        Ok(picture)
    }

    fn read(&self, input: &mut impl Read) -> io::Result<Planes> {
        let (width, height) = (self.size.width as usize, self.size.height as usize);
        let mut plane = |width: usize, height: usize| {
            let mut values = vec![0; width * height];
            input.read_exact(&mut values)?;
            Ok::<Plane, io::Error>(Plane { width, values })
        };
        let luma = plane(width, height)?;
        let (blue, red) = (plane(width / 2, height / 2)?, plane(width / 2, height / 2)?);
        Ok(match self.sampling {
            Sampling::Half420 => Planes([luma, blue, red]),
            Sampling::Half422 | Sampling::Half422Ten => Planes([luma, taller(&blue), taller(&red)]),
        })
    }
}

/// Gives a plane of colour as many rows as the luma has. A row of colour lies half way between two
/// rows of luma, so each of these takes three quarters of it and a quarter of its neighbour.
fn taller(plane: &Plane) -> Plane {
    let rows: Vec<&[u8]> = plane.values.chunks_exact(plane.width).collect();
    let mixed = |near: &[u8], far: &[u8]| -> Vec<u8> {
        let mix = |(near, far): (&u8, &u8)| (3 * u16::from(*near) + u16::from(*far) + 2) / 4;
        near.iter().zip(far).map(|pair| mix(pair) as u8).collect()
    };
    let mut values = Vec::with_capacity(plane.values.len() * 2);
    for (index, row) in rows.iter().enumerate() {
        let above = index.checked_sub(1).and_then(|above| rows.get(above)).unwrap_or(row);
        let below = rows.get(index + 1).unwrap_or(row);
        values.extend(mixed(row, above));
        values.extend(mixed(row, below));
    }
    Plane { width: plane.width, values }
}

/// Takes the upper field, rows 0, 2, 4 …, from one frame and the lower field from the next.
fn woven(first: &Planes, second: &Planes) -> Planes {
    let ([y1, u1, v1], [y2, u2, v2]) = (&first.0, &second.0);
    Planes([interlaced(y1, y2), interlaced(u1, u2), interlaced(v1, v2)])
}

fn interlaced(upper: &Plane, lower: &Plane) -> Plane {
    let (from, to) = (softened(upper), softened(lower));
    let pairs = from.chunks(upper.width * 2).zip(to.chunks(upper.width * 2));
    let values = pairs.flat_map(|(upper_pair, lower_pair)| {
        let upper_row = upper_pair.iter().take(upper.width);
        upper_row.chain(lower_pair.iter().skip(upper.width)).copied()
    });
    Plane { width: upper.width, values: values.collect() }
}

/// Mixes each row with its neighbours, 1:2:1. A line as fine as one row would be there in one field
/// and gone in the other, and flicker.
fn softened(plane: &Plane) -> Vec<u8> {
    let rows: Vec<&[u8]> = plane.values.chunks_exact(plane.width).collect();
    let mut values = Vec::with_capacity(plane.values.len());
    for (index, row) in rows.iter().enumerate() {
        let above = index.checked_sub(1).and_then(|above| rows.get(above)).unwrap_or(row);
        let below = rows.get(index + 1).unwrap_or(row);
        let around = above.iter().zip(row.iter()).zip(below.iter());
        values.extend(around.map(|((above, row), below)| {
            ((u16::from(*above) + 2 * u16::from(*row) + u16::from(*below) + 2) / 4) as u8
        }));
    }
    values
}

/// Copies planes to where the encoder reads them.
fn lay(planes: &Planes, sampling: Sampling, picture: &mut frame::Video) {
    for (index, plane) in planes.0.iter().enumerate() {
        let stride = picture.stride(index);
        let room = picture.data_mut(index).chunks_mut(stride);
        for (to, from) in room.zip(plane.values.chunks_exact(plane.width)) {
            match sampling {
                Sampling::Half420 | Sampling::Half422 => {
                    to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
                }
                Sampling::Half422Ten => {
                    let (pairs, _) = to.as_chunks_mut::<2>();
                    let ten = |value: u8| (u16::from(value) * 4).to_le_bytes();
                    pairs.iter_mut().zip(from).for_each(|(to, from)| *to = ten(*from));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plane(width: usize, values: &[u8]) -> Plane {
        Plane { width, values: values.to_vec() }
    }

    #[test]
    fn colour_between_two_rows_is_spread_over_both() {
        assert_eq!(taller(&plane(1, &[0, 100])).values, [0, 25, 75, 100]);
        assert_eq!(taller(&plane(2, &[7, 9])).values, [7, 9, 7, 9]);
    }

    #[test]
    fn fields_come_from_two_frames_the_upper_one_first() {
        let (first, second) = (plane(2, &[10; 8]), plane(2, &[20; 8]));
        assert_eq!(interlaced(&first, &second).values, [10, 10, 20, 20, 10, 10, 20, 20]);
    }

    #[test]
    fn a_line_of_one_row_is_spread_over_both_fields() {
        let line = plane(1, &[0, 0, 200, 0, 0, 0]);
        assert_eq!(interlaced(&line, &line).values, [0, 50, 100, 50, 0, 0]);
    }
}
