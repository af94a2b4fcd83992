//! Changes to a main part's XML, set by places in its text: marks between characters and words in place of others.
//!
//! Only the bytes that a change needs are touched. A run that is cut in two keeps its properties on both sides.

use super::paragraph::{Paragraph, Piece, PieceKind};
use super::write::escape_into;
use super::xml::Part;
use std::collections::BTreeMap;
use std::ops::Range;

/// The changes to one part.
#[derive(Debug)]
pub struct Splices<'p> {
    part: &'p Part,
    /// By the byte where a run is cut or a mark stands, what comes there.
    cuts: BTreeMap<usize, Cut>,
    /// By the byte where it starts, what is replaced.
    replaced: BTreeMap<usize, (usize, String)>,
}

/// What comes at one place: the ends of the elements that are cut, the marks, and the elements' second halves.
#[derive(Debug, Default)]
struct Cut {
    closing: String,
    ends: String,
    starts: String,
    opening: String,
}

/// Which side of some words a mark stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Before them.
    Start,
    /// After them.
    End,
}

impl<'p> Splices<'p> {
    /// No change yet.
    pub fn new(part: &'p Part) -> Self {
        Self {
            part,
            cuts: BTreeMap::new(),
            replaced: BTreeMap::new(),
        }
    }

    /// Sets a mark at a byte of a paragraph's text, on one side of the words that start or end there.
    pub fn mark(&mut self, paragraph: &Paragraph, at: usize, side: Side, mark: &str) {
        let before = paragraph.pieces.iter().rfind(|piece| piece.text.start < at);
        let after = paragraph.pieces.iter().find(|piece| piece.text.end > at);
        let cut = match (before, after) {
            (Some(left), Some(right)) if left.run == right.run => {
                self.cut(paragraph, left, right, at)
            }
            _ => None,
        };
        let run = match side {
            Side::Start => after.or(before),
            Side::End => before.or(after),
        };
        let Some(run) = run.and_then(|piece| paragraph.runs.get(piece.run)) else {
            return;
        };
        let (place, closing, opening) = cut.unwrap_or_else(|| match side {
            Side::Start => (run.range.start, String::new(), String::new()),
            Side::End => (run.range.end, String::new(), String::new()),
        });
        let cut = self.cuts.entry(place).or_default();
        (cut.closing, cut.opening) = (closing, opening);
        match side {
            Side::Start => cut.starts.push_str(mark),
            Side::End => cut.ends.push_str(mark),
        }
    }

    /// Sets a mark before or after a whole run.
    pub fn mark_run(&mut self, run: &Range<usize>, side: Side, mark: &str) {
        match side {
            Side::Start => self
                .cuts
                .entry(run.start)
                .or_default()
                .starts
                .push_str(mark),
            Side::End => self.cuts.entry(run.end).or_default().ends.push_str(mark),
        }
    }

    /// Puts words in place of others; they take the looks of the first character that they replace, or of the one before.
    /// Nothing is replaced where there is no run to hold the words.
    pub fn replace(&mut self, paragraph: &Paragraph, words: Range<usize>, new: &str) {
        let (words, new) = difference(&paragraph.text, words, new);
        if words.is_empty() && new.is_empty() {
            return;
        }
        let overlapped: Vec<&Piece> = paragraph
            .pieces
            .iter()
            .filter(|piece| piece.text.start < words.end && piece.text.end > words.start)
            .collect();
        if overlapped.is_empty() {
            self.insert(paragraph, words.start, new);
            return;
        }
        let mut new = Some(new);
        for piece in overlapped {
            let raw = raw_range(piece, &words);
            let text = new
                .take()
                .map_or_else(String::new, |new| written(piece, paragraph, new));
            self.preserve(paragraph, piece);
            self.put(raw, &text);
        }
    }

    /// The changed XML.
    pub fn applied(&self) -> String {
        let source = &self.part.text;
        let mut text = String::with_capacity(source.len() + source.len() / 8);
        let mut at = 0;
        let mut cuts = self.cuts.iter().peekable();
        let mut replaced = self.replaced.iter().peekable();
        loop {
            let cut = cuts.peek().map_or(source.len(), |(place, _)| **place);
            let next = replaced.peek().map_or(source.len(), |(place, _)| **place);
            // Words that are replaced twice are replaced by what comes first.
            text.push_str(source.get(at..cut.min(next)).unwrap_or_default());
            at = at.max(cut.min(next));
            if cut <= next {
                let Some((_, cut)) = cuts.next() else {
                    break;
                };
                for part in [&cut.closing, &cut.ends, &cut.starts, &cut.opening] {
                    text.push_str(part);
                }
            } else if let Some((place, (end, new))) = replaced.next()
                && *place == at
            {
                text.push_str(new);
                at = *end;
            }
        }
        text
    }

    /// The place where a run is cut between two of its characters, with what closes it there and opens it anew; `None` where
    /// it cannot be cut.
    fn cut(
        &mut self,
        paragraph: &Paragraph,
        left: &Piece,
        right: &Piece,
        at: usize,
    ) -> Option<(usize, String, String)> {
        let run = paragraph.runs.get(right.run)?;
        let element = |piece: &Piece| paragraph.elements.get(piece.element?);
        let can_be_cut = |piece: &Piece| element(piece).is_none_or(|element| element.can_be_cut);
        if !can_be_cut(left) || !can_be_cut(right) {
            return None;
        }
        let name = |local: &str| match paragraph.prefix.as_str() {
            "" => local.to_owned(),
            prefix => format!("{prefix}:{local}"),
        };
        let properties = &self.part.text[run.properties.clone()];
        let closing = format!("</{}>", name("r"));
        let opening = format!("<{}>{properties}", name("r"));
        if left.element.is_none() || left.element != right.element {
            let place = element(right).map_or(right.raw.start, |element| element.tag.start);
            return Some((place, closing, opening));
        }
        self.preserve(paragraph, right);
        let (end, start) = match right.kind {
            PieceKind::Data => ("]]>", "<![CDATA["),
            PieceKind::Plain | PieceKind::Reference | PieceKind::Atom => ("", ""),
        };
        // A cut between two pieces stands outside of what marks the second as data.
        let (place, end, start) = if right.text.start == at {
            (right.raw.start - start.len(), "", "")
        } else {
            (right.raw.start + (at - right.text.start), end, start)
        };
        let text = name("t");
        Some((
            place,
            format!("{end}</{text}>{closing}"),
            format!("{opening}<{text} xml:space=\"preserve\">{start}"),
        ))
    }

    /// Puts words between two characters, into the element of the one before where there is one.
    fn insert(&mut self, paragraph: &Paragraph, at: usize, new: &str) {
        let before = paragraph.pieces.iter().rfind(|piece| piece.text.start < at);
        let after = paragraph.pieces.iter().find(|piece| piece.text.end > at);
        let holds = |piece: &&Piece| piece.element.is_some();
        let (piece, place) = if let Some(piece) = before.filter(holds) {
            let place = match piece.kind {
                PieceKind::Reference => piece.raw.end,
                _ => piece.raw.start + (at - piece.text.start).min(piece.raw.len()),
            };
            (piece, place)
        } else if let Some(piece) = after.filter(holds) {
            (piece, piece.raw.start)
        } else if let Some(piece) = before {
            (piece, piece.raw.end)
        } else if let Some(piece) = after {
            (piece, piece.raw.start)
        } else {
            return;
        };
        self.preserve(paragraph, piece);
        let text = written(piece, paragraph, new);
        self.put(place..place, &text);
    }

    /// Makes white space count in the element of a piece that is going to be changed, as it did not count at its ends so far.
    fn preserve(&mut self, paragraph: &Paragraph, piece: &Piece) {
        let element = piece
            .element
            .and_then(|element| paragraph.elements.get(element));
        let Some(element) = element.filter(|element| !element.preserves) else {
            return;
        };
        let end = element.tag.end - 1;
        let attribute = || (end, " xml:space=\"preserve\"".to_owned());
        self.replaced.entry(end).or_insert_with(attribute);
        for blank in [&element.leading, &element.trailing] {
            self.put(blank.clone(), "");
        }
    }

    fn put(&mut self, raw: Range<usize>, text: &str) {
        let (end, new) = self.replaced.entry(raw.start).or_default();
        *end = raw.end.max(*end);
        new.push_str(text);
    }
}

/// What of a replacement really differs from the words: what both begin and end with stays as it is, with its looks.
fn difference<'n>(text: &str, words: Range<usize>, new: &'n str) -> (Range<usize>, &'n str) {
    let old = &text[words.clone()];
    let same = |left: &mut dyn Iterator<Item = char>, right: &mut dyn Iterator<Item = char>| {
        let pairs = left.zip(right).take_while(|(left, right)| left == right);
        pairs
            .map(|(character, _)| character.len_utf8())
            .sum::<usize>()
    };
    let head = same(&mut old.chars(), &mut new.chars());
    let tail = same(
        &mut old[head..].chars().rev(),
        &mut new[head..].chars().rev(),
    );
    (
        words.start + head..words.end - tail,
        &new[head..new.len() - tail],
    )
}

/// The bytes of the XML for those of some words that lie in a piece.
fn raw_range(piece: &Piece, words: &Range<usize>) -> Range<usize> {
    match piece.kind {
        PieceKind::Reference | PieceKind::Atom => piece.raw.clone(),
        PieceKind::Plain | PieceKind::Data => {
            let start = words.start.max(piece.text.start) - piece.text.start;
            let end = words.end.min(piece.text.end) - piece.text.start;
            piece.raw.start + start..piece.raw.start + end
        }
    }
}

/// Words as they are written in a piece's place.
fn written(piece: &Piece, paragraph: &Paragraph, words: &str) -> String {
    let mut escaped = String::new();
    escape_into(&mut escaped, words);
    match piece.kind {
        _ if words.is_empty() => String::new(),
        PieceKind::Plain | PieceKind::Reference => escaped,
        PieceKind::Data => format!("]]>{escaped}<![CDATA["),
        PieceKind::Atom => {
            let name = match paragraph.prefix.as_str() {
                "" => "t".to_owned(),
                prefix => format!("{prefix}:t"),
            };
            format!("<{name} xml:space=\"preserve\">{escaped}</{name}>")
        }
    }
}
