//! A paragraph as it was read, and how plain text falls into paragraphs.

use crate::document::Span;
use std::ops::Range;

/// How many comments a text, and how many marks or lines a paragraph may have: nobody writes more, and finding places in a
/// paragraph takes time by the number of cuts in it.
pub(super) const MOST_CUTS: usize = 1_000;

/// A paragraph or a heading, before anyone knows which of the two it is. Readers of Markdown and Word files say what they know
/// of its looks; plain text has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Block {
    /// The words, without markup and without white space around them.
    pub text: String,
    /// Where they stand in the source's text.
    pub span: Span,
    /// The level of a heading style, from 1: Markdown's `##` is 2, Word's 标题 2 is 2.
    pub level: Option<usize>,
    /// The number that Word sets before the words by itself, as the reader sees it: `（一）`; it is no part of the text.
    pub number: String,
    /// How many bytes of the text, from its start, are set in bold or in a heading's typeface.
    pub bold: usize,
    /// Whether it is set in the middle of the line.
    pub centred: bool,
    /// What it is by its style or its place.
    pub shape: Shape,
}

/// What a block is by its style or its place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shape {
    /// A paragraph or a heading.
    #[default]
    Paragraph,
    /// The text's title.
    Title,
    /// An item of a list without numbers.
    Item,
    /// A paragraph in a table's cell.
    Cell,
}

impl Block {
    /// A block of a range of the source's text, less some ranges in it that are no words; white space around it is left out.
    pub fn of(source: &str, range: Range<usize>, cuts: &[Range<usize>]) -> Self {
        let mut kept: Vec<Range<usize>> = Vec::new();
        let mut start = range.start;
        for cut in cuts {
            if start < cut.start {
                kept.push(start..cut.start);
            }
            start = start.max(cut.end);
        }
        if start < range.end {
            kept.push(start..range.end);
        }
        let is_space = |character: char| character.is_whitespace() || character.is_control();
        while let Some(first) = kept.first_mut() {
            first.start = first.end - source[first.clone()].trim_start_matches(is_space).len();
            if first.start < first.end {
                break;
            }
            kept.remove(0);
        }
        while let Some(last) = kept.last_mut() {
            last.end = last.start + source[last.clone()].trim_end_matches(is_space).len();
            if last.start < last.end {
                break;
            }
            kept.pop();
        }
        let text = kept.iter().map(|range| &source[range.clone()]).collect();
        let range = match (kept.first(), kept.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => range.start..range.start,
        };
        let cuts = kept
            .windows(2)
            .map(|pair| pair[0].end..pair[1].start)
            .collect();
        Self {
            text,
            span: Span { range, cuts },
            ..Self::default()
        }
    }

    /// Whether all of it is bold.
    pub fn is_bold(&self) -> bool {
        !self.text.is_empty() && self.bold >= self.text.len()
    }
}

/// The paragraphs of plain text: one a line.
pub fn blocks_of_text(source: &str) -> Vec<Block> {
    let comments = comments(source);
    let mut comments = comments.as_slice();
    let mut blocks = Vec::new();
    for line in lines(source) {
        let cuts = cuts_within(&mut comments, &line);
        let block = Block::of(source, line, &cuts);
        if !block.text.is_empty() {
            blocks.push(block);
        }
    }
    blocks
}

/// The lines of a text without their ends, whatever marks those.
pub(super) fn lines(source: &str) -> impl Iterator<Item = Range<usize>> {
    let is_end = |character: char| {
        matches!(
            character,
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    let mut rest = Some(0);
    std::iter::from_fn(move || {
        let start = rest?;
        let line = source[start..].find(is_end).map(|length| start + length);
        rest = line.map(|end| {
            let mark = source[end..].chars().next().map_or(0, char::len_utf8);
            end + if source[end..].starts_with("\r\n") {
                2
            } else {
                mark
            }
        });
        Some(start..line.unwrap_or(source.len()))
    })
}

/// The comments `<!-- … -->` in a text, in order; one that is never closed is none, and neither is what follows a thousand.
pub fn comments(source: &str) -> Vec<Range<usize>> {
    let mut comments = Vec::new();
    let mut from = 0;
    while let Some(start) = source[from..].find("<!--").map(|at| from + at) {
        let Some(end) = source[start + 4..].find("-->") else {
            break;
        };
        from = start + 4 + end + 3;
        comments.push(start..from);
        if comments.len() == MOST_CUTS {
            break;
        }
    }
    comments
}

/// The parts of ranges that lie in a line; ranges before the line's end are taken off the list.
pub(super) fn cuts_within(ranges: &mut &[Range<usize>], line: &Range<usize>) -> Vec<Range<usize>> {
    let mut cuts = Vec::new();
    while let Some(range) = ranges.first() {
        if range.start >= line.end {
            break;
        }
        let within = range.start.max(line.start)..range.end.min(line.end);
        if within.start < within.end {
            cuts.push(within);
        }
        if range.end > line.end {
            break;
        }
        *ranges = &ranges[1..];
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_paragraph_whatever_ends_it() {
        let source = "　　甲\r\n\r\n乙<!-- 注 -->丙 \n<!-- 两\n行 -->丁\u{2028}\0戊";
        let blocks = blocks_of_text(source);
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, ["甲", "乙丙", "丁", "戊"]);
        for block in &blocks {
            let last = block.text.char_indices().next_back().expect("words");
            let range = block.span.source(last.0..block.text.len());
            assert!(source[range].ends_with(last.1), "{block:?}");
        }
    }
}
