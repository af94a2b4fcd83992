//! The tree of sections: headings nest by number and style, runs of 一是/二是/三是 become sections one level below.

use super::block::Block;
use super::heading::{Head, Looks};
use crate::bank::{Reading, Role};
use std::ops::Range;

/// A section before it has a path: its words are pieces of blocks.
#[derive(Debug, Clone, Default)]
pub struct Node {
    /// How deep it stands, from 1; 0 is the text before the first heading.
    pub depth: usize,
    /// Its number: the block and the bytes in it.
    pub number: Option<Piece>,
    /// The number that Word sets.
    pub set_number: String,
    /// Its heading.
    pub heading: Option<Piece>,
    /// Whether text follows the heading on its line.
    pub run_in: bool,
    /// Its paragraphs.
    pub paragraphs: Vec<Piece>,
    /// What it is for, as soon as that is known.
    pub role: Option<Role>,
    /// The edition's area, by id.
    pub area: Option<String>,
}

/// A stretch of a block's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The block's position.
    pub block: usize,
    /// Bytes of its text.
    pub range: Range<usize>,
}

/// How deep headings stand that were seen so far.
#[derive(Debug, Default)]
pub struct Depths {
    open: Vec<Entry>,
    /// The rank of headings that are bold alone, and of areas without number: below what was open when the first came.
    bold: Option<u32>,
    area: Option<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    rank: Option<u32>,
    level: Option<usize>,
}

impl Depths {
    /// The depth of the next heading, which becomes the innermost one open.
    pub fn next(&mut self, head: &Head) -> usize {
        let entry = Entry {
            rank: self.rank(head),
            level: head.level,
        };
        while self.open.last().is_some_and(|open| !contains(*open, entry)) {
            self.open.pop();
        }
        self.open.push(entry);
        self.open.len()
    }

    fn rank(&mut self, head: &Head) -> Option<u32> {
        use super::number::NumberKind;
        if let Some(kind) = head.kind {
            return Some(match kind {
                NumberKind::Part => 100,
                NumberKind::Chapter => 200,
                NumberKind::Passage => 300,
                NumberKind::Article => 400,
                NumberKind::Han => 500,
                NumberKind::HanInBrackets => 600,
                NumberKind::Arabic => 700,
                NumberKind::Decimal(points) => 710 + u32::try_from(points).unwrap_or(9).min(9),
                NumberKind::ArabicInBrackets => 800,
                NumberKind::Circled => 900,
            });
        }
        let below = self.open.iter().rev().find_map(|entry| entry.rank);
        let below = below.map_or(20, |rank| rank + 50);
        match head.looks? {
            Looks::Part => Some(10),
            Looks::Area => Some(*self.area.get_or_insert(below)),
            Looks::Bold => Some(*self.bold.get_or_insert(below)),
        }
    }
}

/// Whether a heading that is open holds the next one. Styles decide, unless they are the same for headings whose numbers differ.
fn contains(open: Entry, next: Entry) -> bool {
    match (open.level, next.level) {
        (Some(outer), Some(inner)) if outer != inner => return outer < inner,
        (None, Some(_)) if open.rank.is_none() || next.rank.is_none() => return false,
        (Some(_), None) if open.rank.is_none() || next.rank.is_none() => return true,
        _ => {}
    }
    match (open.rank, next.rank) {
        (Some(outer), Some(inner)) => outer < inner,
        _ => false,
    }
}

/// Splits the runs in a node's paragraphs off as nodes one level below.
pub fn with_runs(node: Node, blocks: &[Block], reading: &Reading) -> Vec<Node> {
    let marks = marks(&node.paragraphs, blocks, reading);
    if marks.is_empty() {
        return vec![node];
    }
    let mut nodes = vec![Node {
        paragraphs: Vec::new(),
        ..node.clone()
    }];
    let mut marks = marks.into_iter().peekable();
    for (index, piece) in node.paragraphs.iter().enumerate() {
        let mut start = piece.range.start;
        let push = |nodes: &mut Vec<Node>, range: Range<usize>| {
            if let Some(last) = nodes.last_mut().filter(|_| range.start < range.end) {
                last.paragraphs.push(Piece {
                    block: piece.block,
                    range,
                });
            }
        };
        while let Some(mark) = marks.next_if(|mark| mark.paragraph == index) {
            push(&mut nodes, start..mark.range.start);
            start = mark.range.end;
            nodes.push(Node {
                depth: node.depth.max(1) + 1,
                number: Some(Piece {
                    block: piece.block,
                    range: mark.range,
                }),
                role: node.role,
                ..Node::default()
            });
        }
        push(&mut nodes, start..piece.range.end);
    }
    nodes
}

/// A word that opens an item of a run.
struct Mark {
    paragraph: usize,
    range: Range<usize>,
    ordinal: usize,
}

/// The marks of all runs of at least two items, in order.
fn marks(paragraphs: &[Piece], blocks: &[Block], reading: &Reading) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for words in &reading.runs {
        let is_there = |word: &String| {
            paragraphs
                .iter()
                .any(|piece| blocks[piece.block].text[piece.range.clone()].contains(word.as_str()))
        };
        if !words.iter().take(2).all(is_there) {
            continue;
        }
        let mut found: Vec<Mark> = Vec::new();
        for (paragraph, piece) in paragraphs.iter().enumerate() {
            let text = &blocks[piece.block].text[..piece.range.end];
            for (ordinal, word) in words.iter().enumerate() {
                let places = text[piece.range.start..].match_indices(word.as_str());
                found.extend(
                    places
                        .map(|(at, _)| piece.range.start + at)
                        .filter(|at| opens_an_item(text, piece.range.start, *at, word))
                        .map(|at| Mark {
                            paragraph,
                            range: at..at + word.len(),
                            ordinal,
                        }),
                );
            }
        }
        found.sort_by_key(|mark| (mark.paragraph, mark.range.start));
        let mut run: Vec<Mark> = Vec::new();
        for mark in found {
            let goes_on = run.last().is_some_and(|last| last.ordinal < mark.ordinal);
            if mark.ordinal == 0 {
                if run.len() > 1 {
                    marks.append(&mut run);
                }
                run = vec![mark];
            } else if goes_on {
                run.push(mark);
            }
        }
        if run.len() > 1 {
            marks.append(&mut run);
        }
    }
    marks.sort_by_key(|mark| (mark.paragraph, mark.range.start));
    marks
}

/// Whether a word stands where an item may open, and does not begin a saying such as 一是一、二是二.
fn opens_an_item(text: &str, start: usize, at: usize, word: &str) -> bool {
    let before = text[start..at].chars().next_back();
    let is_set_off = before.is_none_or(|before| !before.is_alphanumeric());
    let numeral = word.chars().next().unwrap_or(' ');
    is_set_off && !text[at + word.len()..].starts_with(numeral)
}
