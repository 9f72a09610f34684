//! Logos as SVG. What would be drawn differently elsewhere, or reaches outside the file, is
//! refused: live text, embedded pictures, foreign content.

use crate::error::RenderError;
use crate::scale::fit;
use model::digest::Digest;
use model::unit::Size;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree, roxmltree};

/// A logo's file is small; a megabyte of SVG is a picture in disguise.
const MOST_BYTES: usize = 1 << 20;

/// Most XML nodes; drawings exported from design tools stay under a few thousand.
const MOST_NODES: u32 = 100_000;

const REFUSED: [&str; 5] = ["text", "image", "feImage", "foreignObject", "script"];

/// Checks an SVG without drawing it and returns its width over height, so that a layout can give
/// it a place of its own shape.
pub fn check_vector(image: Digest, svg: &[u8]) -> Result<f64, RenderError> {
    let shape = parse(image, svg)?.size();
    Ok(f64::from(shape.width()) / f64::from(shape.height()))
}

/// Draws an SVG as large as fits into `room`: premultiplied pixels and their size.
pub(crate) fn draw_vector(
    image: Digest,
    svg: &[u8],
    room: Size,
) -> Result<(Size, Vec<[u8; 4]>), RenderError> {
    let tree = parse(image, svg)?;
    let shape = tree.size();
    // Shapes are often smaller than a pixel or not whole; a thousandth is close enough.
    let thousandths = |side: f32| (side * 1000.0).round() as u32;
    let natural = Size { width: thousandths(shape.width()), height: thousandths(shape.height()) };
    let size = fit(natural, room);
    let mut pixmap =
        Pixmap::new(size.width, size.height).ok_or(RenderError::SizeUnusable { size })?;
    let scale = Transform::from_scale(
        size.width as f32 / shape.width(),
        size.height as f32 / shape.height(),
    );
    resvg::render(&tree, scale, &mut pixmap.as_mut());
    Ok((size, pixmap.data().as_chunks().0.to_vec()))
}

fn parse(image: Digest, svg: &[u8]) -> Result<Tree, RenderError> {
    let unreadable = |reason: String| RenderError::VectorUnreadable { image, reason };
    if svg.len() > MOST_BYTES {
        return Err(unreadable(format!("more than {MOST_BYTES} bytes")));
    }
    let text = std::str::from_utf8(svg).map_err(|e| unreadable(e.to_string()))?;
    let reading = roxmltree::ParsingOptions {
        nodes_limit: MOST_NODES,
        allow_dtd: true,
        ..Default::default()
    };
    let document = roxmltree::Document::parse_with_options(text, reading)
        .map_err(|e| unreadable(e.to_string()))?;
    let names = document.descendants().map(|node| node.tag_name().name());
    if let Some(element) = names.into_iter().find(|name| REFUSED.contains(name)) {
        return Err(RenderError::VectorUnsupported { image, element: element.to_owned() });
    }
    let options = Options {
        // The parser would read files for links by default.
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    Tree::from_xmltree(&document, &options).map_err(|e| unreadable(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(svg: &str) -> RenderError {
        check_vector(Digest::of(b""), svg.as_bytes()).unwrap_err()
    }

    #[test]
    fn live_text_and_linked_pictures_are_refused_by_name() {
        for element in ["text", "image", "foreignObject"] {
            let svg = format!(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><g><{element}/></g></svg>"
            );
            let expected = RenderError::VectorUnsupported {
                image: Digest::of(b""),
                element: element.to_owned(),
            };
            assert_eq!(refusal(&svg), expected);
        }
    }

    #[test]
    fn what_is_no_svg_is_refused() {
        assert!(matches!(refusal("<html/>"), RenderError::VectorUnreadable { .. }));
        assert!(matches!(refusal("<svg"), RenderError::VectorUnreadable { .. }));
    }

    #[test]
    fn a_logo_keeps_its_shape() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 10'><path d='M0 0h30v10H0z'/></svg>";
        let room = Size { width: 600, height: 600 };
        let (size, pixels) = draw_vector(Digest::of(b""), svg.as_bytes(), room).unwrap();
        assert_eq!(size, Size { width: 600, height: 200 });
        assert!(pixels.iter().all(|pixel| *pixel == [0, 0, 0, 255]));
    }
}
