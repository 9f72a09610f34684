//! The page of a template: which elements there are, and what is in them.

use super::{Content, Element, Files, Picture, Piece, WordSlot};
use crate::diagnostic::Diagnostic;
use crate::read::nearest::did_you_mean;
use crate::read::text::{Fault, FileText};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use std::ops::Range;

/// Boxes nested deeper are no layout.
const DEEPEST: usize = 32;
/// Boxes of a layout; what designers draw stays under fifty.
const MOST_ELEMENTS: usize = 500;

const BOXES: [&str; 16] = [
    "body", "div", "section", "header", "footer", "main", "article", "figure", "p", "h1", "h2",
    "h3", "h4", "button", "a", "small",
];
/// What holds words inside a line.
const INLINE: [&str; 1] = ["span"];
/// What browsers need and layouts do not.
const PASSED_OVER: [&str; 4] = ["html", "head", "meta", "title"];
const OTHERS: [&str; 4] = ["img", "br", "link", "style"];
const ATTRIBUTES: [&str; 9] =
    ["class", "id", "data-slot", "src", "alt", "rel", "href", "lang", "type"];
const WORD_SLOTS: [(&str, WordSlot); 4] = [
    ("headline", WordSlot::Headline),
    ("line", WordSlot::Line),
    ("cta", WordSlot::Cta),
    ("legal", WordSlot::Legal),
];
const PICTURE_SLOTS: [&str; 2] = ["photo", "logo"];

/// What a page holds.
pub(super) struct Page {
    pub(super) root: Option<Element>,
    /// Styles written into the page, with where they begin.
    pub(super) styles: Vec<(usize, String)>,
    /// Paths of its sheets.
    pub(super) sheets: Vec<String>,
}

/// Reads a page.
pub(super) fn read(text: &FileText<'_>, files: &Files<'_>, faults: &mut Vec<Diagnostic>) -> Page {
    let page = Page { root: None, styles: Vec::new(), sheets: Vec::new() };
    let mut reader = Reader { text, files, faults, page, open: Vec::new(), count: 0, raw: None };
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(text.text, emitter).flatten() {
        reader.token(token);
    }
    reader.finish()
}

/// A box whose end has not come.
struct Open {
    element: Element,
    /// Its children in order.
    inside: Vec<Inside>,
    begin: Range<usize>,
}

enum Inside {
    Box(Element),
    Span(Element),
    Text(String, Range<usize>),
    Break,
}

struct Reader<'r, 't> {
    text: &'r FileText<'t>,
    files: &'r Files<'r>,
    faults: &'r mut Vec<Diagnostic>,
    page: Page,
    open: Vec<Open>,
    count: usize,
    /// Inside an element whose text is no words: its name.
    raw: Option<String>,
}

impl Reader<'_, '_> {
    fn token(&mut self, token: Token<usize>) {
        match token {
            Token::StartTag(tag) => self.start(&tag),
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                self.end(&name, tag.span.start..tag.span.end);
            }
            Token::String(words) => {
                let span = words.span.start..words.span.end;
                self.words(&String::from_utf8_lossy(&words), span);
            }
            Token::Error(error) => {
                let span = error.span.start..error.span.end;
                let message = format!("this is no HTML ({})", error.value);
                self.fault(span, Fault::new("bad-markup", message, "correct the markup here"));
            }
            Token::Comment(_) | Token::Doctype(_) => {}
        }
    }

    fn fault(&mut self, span: Range<usize>, fault: Fault) {
        self.faults.push(self.text.fault(span, fault));
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let span = tag.span.start..tag.span.end;
        let attribute = |wanted: &str| {
            let found =
                tag.attributes.iter().find(|(name, _)| name.as_slice() == wanted.as_bytes());
            found.map(|(_, value)| String::from_utf8_lossy(value).into_owned())
        };
        if PASSED_OVER.contains(&name.as_str()) {
            self.raw = (name == "title").then_some(name);
            return;
        }
        for (attribute, value) in &tag.attributes {
            let attribute = String::from_utf8_lossy(attribute).into_owned();
            if !ATTRIBUTES.contains(&attribute.as_str()) {
                let message = format!("`{attribute}` is not an attribute of a template");
                let remedy = if attribute == "style" {
                    "give the element a class, and write its style into the style sheet".to_owned()
                } else {
                    near(&attribute, &ATTRIBUTES)
                };
                let begin = value.span.start.saturating_sub(attribute.len() + 2);
                self.fault(begin..value.span.end, Fault::new("unknown-attribute", message, remedy));
            }
        }
        match name.as_str() {
            "style" => self.raw = Some(name),
            "link" => self.sheet(attribute("rel").as_deref(), attribute("href").as_deref(), span),
            "br" => self.put(Inside::Break, span),
            "img" => self.picture(&attribute, span),
            _ if BOXES.contains(&name.as_str()) || INLINE.contains(&name.as_str()) => {
                let element = self.element(&name, &attribute, span.clone());
                self.count += 1;
                let most = self.count == MOST_ELEMENTS + 1;
                if most || self.open.len() == DEEPEST {
                    let message = format!(
                        "a template has at most {MOST_ELEMENTS} elements, {DEEPEST} inside another"
                    );
                    self.fault(span.clone(), Fault::new("too-deep", message, "simplify it"));
                }
                // Past the limit the tags are still paired, so that the other faults keep their
                // places.
                self.open.push(Open { element, inside: Vec::new(), begin: span.clone() });
                if tag.self_closing {
                    self.end(&name, span);
                }
            }
            _ => {
                let known: Vec<&str> = [&BOXES[..], &INLINE, &OTHERS].concat();
                let message = format!("`<{name}>` is not an element of a template");
                let remedy = near(&name, &known);
                self.fault(span, Fault::new("unknown-element", message, remedy));
                self.raw =
                    matches!(name.as_str(), "script" | "noscript" | "iframe").then_some(name);
            }
        }
    }

    fn element(
        &mut self,
        tag: &str,
        attribute: &dyn Fn(&str) -> Option<String>,
        span: Range<usize>,
    ) -> Element {
        let slot = attribute("data-slot");
        if let Some(slot) = &slot
            && tag != "img"
            && !WORD_SLOTS.iter().any(|(name, _)| name == slot)
        {
            let names: Vec<&str> = WORD_SLOTS.iter().map(|(name, _)| *name).collect();
            let message = format!("`{slot}` is not a slot for words");
            let remedy = if PICTURE_SLOTS.contains(&slot.as_str()) {
                format!("write it on an image: `<img data-slot=\"{slot}\">`")
            } else {
                near(slot, &names)
            };
            self.fault(span.clone(), Fault::new("unknown-slot", message, remedy));
        }
        Element {
            tag: tag.to_owned(),
            id: attribute("id"),
            classes: attribute("class")
                .map(|all| all.split_whitespace().map(str::to_owned).collect())
                .unwrap_or_default(),
            slot,
            content: Content::Boxes(Vec::new()),
            place: self.text.place(span),
        }
    }

    fn sheet(&mut self, rel: Option<&str>, href: Option<&str>, span: Range<usize>) {
        if rel != Some("stylesheet") {
            let message = "a template links to style sheets only";
            let fault = Fault::new("unknown-element", message, "write `rel=\"stylesheet\"`");
            return self.fault(span, fault);
        }
        match self.files.find(href.unwrap_or_default()) {
            Ok((path, _)) => self.page.sheets.push(path),
            Err(fault) => self.fault(span, fault),
        }
    }

    fn picture(&mut self, attribute: &dyn Fn(&str) -> Option<String>, span: Range<usize>) {
        let (slot, src) = (attribute("data-slot"), attribute("src"));
        let picture = match (slot.as_deref(), src) {
            (Some("photo"), _) => Picture::Photo,
            (Some("logo"), _) => Picture::Logo,
            (Some(other), _) => {
                let message = format!("`{other}` is not a slot for pictures");
                let fault = Fault::new("unknown-slot", message, near(other, &PICTURE_SLOTS));
                return self.fault(span, fault);
            }
            (None, Some(src)) => match self.files.find(&src) {
                Ok((_, digest)) => Picture::File(digest),
                Err(fault) => return self.fault(span, fault),
            },
            (None, None) => {
                let message = "this image names neither a slot nor a file";
                let remedy = "write `data-slot=\"photo\"`, `data-slot=\"logo\"` or `src=\"…\"`";
                return self.fault(span, Fault::new("missing-key", message, remedy));
            }
        };
        let mut element = self.element("img", attribute, span.clone());
        element.content = Content::Picture(picture);
        self.put(Inside::Box(element), span);
    }

    fn words(&mut self, words: &str, span: Range<usize>) {
        match self.raw.as_deref() {
            Some("style") => self.page.styles.push((span.start, words.to_owned())),
            Some(_) => {}
            None => self.put(Inside::Text(words.to_owned(), span.clone()), span),
        }
    }

    fn put(&mut self, inside: Inside, span: Range<usize>) {
        if let Some(open) = self.open.last_mut() {
            return open.inside.push(inside);
        }
        if !matches!(&inside, Inside::Text(text, _) if text.trim().is_empty()) {
            let message = "this stands outside the body";
            let remedy = "write it between `<body>` and `</body>`";
            self.fault(span, Fault::new("bad-markup", message, remedy));
        }
    }

    fn end(&mut self, name: &str, span: Range<usize>) {
        let known = BOXES.contains(&name) || INLINE.contains(&name);
        if self.raw.take_if(|raw| raw.as_str() == name).is_some() || !known {
            return;
        }
        let matching = self.open.last().is_some_and(|open| open.element.tag == name);
        if !matching {
            let message = match self.open.last() {
                Some(open) => format!("`</{name}>` ends nothing: `<{}>` is open", open.element.tag),
                None => format!("`</{name}>` ends nothing"),
            };
            let remedy = "end every element in the order in which they begin, last first";
            return self.fault(span, Fault::new("bad-markup", message, remedy));
        }
        let Some(open) = self.open.pop() else { return };
        if self.open.len() >= DEEPEST {
            // Said already; what is nested without end is not kept.
            return;
        }
        let begin = open.begin.clone();
        let element = self.close(open);
        if self.open.is_empty() {
            if self.page.root.replace(element).is_some() {
                let message = "a template has one body, and everything is in it";
                let fault = Fault::new("bad-markup", message, "put this inside the first one");
                self.fault(begin, fault);
            }
        } else if element.tag == "span" {
            self.put(Inside::Span(element), begin);
        } else {
            self.put(Inside::Box(element), begin);
        }
    }

    /// Decides whether an element holds boxes or words.
    fn close(&mut self, open: Open) -> Element {
        let Open { mut element, inside, begin } = open;
        if let Some(slot) = &element.slot {
            // What stands in a slot is there for whoever opens the page in a browser.
            let slot = WORD_SLOTS.iter().find(|(name, _)| name == slot).map(|(_, slot)| *slot);
            element.content = Content::Words(slot.map(Piece::Slot).into_iter().collect());
            return element;
        }
        let bare = |one: &Inside| matches!(one, Inside::Text(text, _) if !text.trim().is_empty());
        let has_text = inside.iter().any(|one| bare(one) || matches!(one, Inside::Break));
        let has_boxes = inside.iter().any(|one| matches!(one, Inside::Box(_)));
        if has_text && has_boxes {
            let at = inside.iter().find_map(|one| match one {
                Inside::Text(text, span) if !text.trim().is_empty() => Some(span.clone()),
                _ => None,
            });
            let message = "words stand beside boxes here";
            let fault =
                Fault::new("bad-markup", message, "put the words into a `<p>` of their own");
            self.fault(at.unwrap_or(begin), fault);
            return element;
        }
        let spans: Vec<&Element> = inside
            .iter()
            .filter_map(|one| if let Inside::Span(span) = one { Some(span) } else { None })
            .collect();
        let lone = matches!(spans[..], [only] if is_plain(only) && !has_boxes);
        if has_text || lone {
            element.content = Content::Words(self.pieces(inside, &begin));
        } else {
            let boxes = inside.into_iter().filter_map(|one| match one {
                Inside::Box(element) | Inside::Span(element) => Some(element),
                Inside::Text(..) | Inside::Break => None,
            });
            element.content = Content::Boxes(boxes.collect());
        }
        element
    }

    /// Puts the words of one block together; it is set in one style.
    fn pieces(&mut self, inside: Vec<Inside>, begin: &Range<usize>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for one in inside {
            match one {
                Inside::Text(text, _) => pieces.push(Piece::Text(text)),
                Inside::Break => pieces.push(Piece::Break),
                Inside::Span(span) if !is_plain(&span) => {
                    let message = "a part of a line cannot have a style of its own";
                    let remedy = "take the class away, or put the part into a box of its own";
                    self.fault(begin.clone(), Fault::new("bad-markup", message, remedy));
                }
                Inside::Span(span) => {
                    if let Content::Words(words) = span.content {
                        pieces.extend(words);
                    }
                }
                Inside::Box(_) => {}
            }
        }
        pieces
    }

    fn finish(mut self) -> Page {
        while let Some(open) = self.open.pop() {
            let message = format!("`<{}>` is not ended", open.element.tag);
            let remedy = format!("write `</{}>`", open.element.tag);
            self.fault(open.begin, Fault::new("bad-markup", message, remedy));
        }
        if self.page.root.is_none() && self.faults.is_empty() {
            let fault = Fault::new("bad-markup", "there is nothing in this template", "add a body");
            self.fault(0..0, fault);
        }
        self.page
    }
}

/// A span that says only which words stand there.
fn is_plain(span: &Element) -> bool {
    span.id.is_none() && span.classes.is_empty()
}

fn near(word: &str, known: &[&str]) -> String {
    did_you_mean(word, known.iter().copied())
        .unwrap_or_else(|| format!("these are known: `{}`", known.join("`, `")))
}
