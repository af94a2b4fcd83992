//! A paragraph while it is being read: its runs open and close, and their characters find their places.

use super::paragraph::{Element, Paragraph, Piece, PieceKind, Run};
use super::style::{RunLooks, Styles};
use super::xml::Tag;
use std::ops::Range;

/// A paragraph that is being read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Its position among the file's paragraphs.
    pub number: usize,
    /// What is known of it so far.
    pub paragraph: Paragraph,
    /// What its style says of runs.
    pub style: RunLooks,
    /// The runs around this place: more than one in a word with its pronunciation.
    runs: Vec<RunLooks>,
    /// The pieces of the element that is being read.
    fragments: Vec<Fragment>,
}

#[derive(Debug, Clone)]
struct Fragment {
    kind: PieceKind,
    raw: Range<usize>,
    character: Option<char>,
}

impl Reading {
    /// Begins a paragraph.
    pub fn new(number: usize, paragraph: Paragraph, style: RunLooks) -> Self {
        Self {
            number,
            paragraph,
            style,
            runs: Vec::new(),
            fragments: Vec::new(),
        }
    }

    /// A run opens.
    pub fn begin_run(&mut self, tag: &Tag<'_>) {
        if self.runs.is_empty() {
            self.paragraph.runs.push(Run {
                range: tag.range.clone(),
                properties: tag.range.end..tag.range.end,
            });
        }
        self.runs.push(self.style.clone());
    }

    /// The innermost run has properties, which stand in a range.
    pub fn run_properties(&mut self, own: RunLooks, range: Range<usize>, styles: &Styles) {
        let is_outer = self.runs.len() == 1;
        let Some(looks) = self.runs.last_mut() else {
            return;
        };
        let style = own.style.as_deref().map(|id| styles.run(id));
        let style = style.unwrap_or_default();
        *looks = RunLooks {
            bold: own.bold.or(style.bold).or(looks.bold),
            hidden: own.hidden.or(style.hidden).or(looks.hidden),
            heading_face: own
                .heading_face
                .or(style.heading_face)
                .or(looks.heading_face),
            style: own.style,
        };
        if let Some(run) = self.paragraph.runs.last_mut().filter(|_| is_outer) {
            run.properties = range;
        }
    }

    /// The innermost run closes with the tag of a range; whether it was hidden.
    pub fn end_run(&mut self, close: &Range<usize>) -> bool {
        let looks = self.runs.pop();
        if self.runs.is_empty()
            && let Some(run) = self.paragraph.runs.last_mut()
        {
            run.range.end = close.end;
        }
        looks.is_some_and(|looks| looks.hidden == Some(true))
    }

    /// Whether this place is in a run that is shown.
    pub fn is_shown(&self) -> bool {
        self.runs
            .last()
            .is_some_and(|looks| looks.hidden != Some(true))
    }

    /// An element of characters opens, directly in a run or deeper.
    pub fn begin_element(&mut self, tag: &Tag<'_>, is_direct: bool) {
        self.fragments.clear();
        self.paragraph.elements.push(Element {
            tag: tag.range.clone(),
            preserves: tag.plain("xml:space").as_deref() == Some("preserve"),
            can_be_cut: is_direct && self.runs.len() == 1,
            ..Element::default()
        });
    }

    /// Characters of that element.
    pub fn characters(&mut self, kind: PieceKind, raw: Range<usize>, character: Option<char>) {
        self.fragments.push(Fragment {
            kind,
            raw,
            character,
        });
    }

    /// The element closes at a place; its characters count if they are shown.
    pub fn end_element(&mut self, source: &str, close: usize, is_shown: bool) {
        let mut fragments = std::mem::take(&mut self.fragments);
        let Some(element) = self.paragraph.elements.last_mut() else {
            return;
        };
        (element.leading, element.trailing) = (close..close, close..close);
        if !element.preserves {
            let is_space = |character: char| character.is_ascii_whitespace();
            let is_plain = |fragment: &&mut Fragment| fragment.kind == PieceKind::Plain;
            if let Some(first) = fragments.first_mut().filter(is_plain) {
                let kept = source[first.raw.clone()].trim_start_matches(is_space);
                element.leading = first.raw.start..first.raw.end - kept.len();
                first.raw.start = element.leading.end;
            }
            if let Some(last) = fragments.last_mut().filter(is_plain) {
                let kept = source[last.raw.clone()].trim_end_matches(is_space);
                element.trailing = last.raw.start + kept.len()..last.raw.end;
                last.raw.end = element.trailing.start;
            }
        }
        let element = Some(self.paragraph.elements.len() - 1);
        let shown = fragments
            .into_iter()
            .filter(|fragment| is_shown && !fragment.raw.is_empty());
        for fragment in shown {
            let start = self.paragraph.text.len();
            if let Some(character) = fragment.character {
                self.paragraph.text.push(character);
            } else {
                // Line ends in the XML are white space and nothing more.
                let characters = source[fragment.raw.clone()].chars();
                let read = characters.map(|character| match character {
                    '\n' | '\r' | '\t' => ' ',
                    other => other,
                });
                self.paragraph.text.extend(read);
            }
            self.push_piece(start, fragment.raw, fragment.kind, element);
        }
    }

    /// A character for which an element stands.
    pub fn atom(&mut self, raw: Range<usize>, character: char) {
        let start = self.paragraph.text.len();
        self.paragraph.text.push(character);
        self.push_piece(start, raw, PieceKind::Atom, None);
    }

    fn push_piece(
        &mut self,
        start: usize,
        raw: Range<usize>,
        kind: PieceKind,
        element: Option<usize>,
    ) {
        let says = |what: fn(&RunLooks) -> Option<bool>| {
            self.runs
                .last()
                .is_some_and(|looks| what(looks) == Some(true))
        };
        let piece = Piece {
            text: start..self.paragraph.text.len(),
            raw,
            kind,
            run: self.paragraph.runs.len().saturating_sub(1),
            element,
            bold: says(|looks| looks.bold),
            heading_face: says(|looks| looks.heading_face),
        };
        self.paragraph.pieces.push(piece);
    }
}
