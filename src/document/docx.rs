//! Word files: their paragraphs as they read, and each word's place in the file.
//!
//! What is read is the main text with its tables and text boxes, tracked changes as accepted. Footnotes, comments, headers and
//! footers, tables of contents and hidden text are left out. Every paragraph of the file is a line of [`WordText::text`], so that a
//! line's number is the paragraph's.

pub mod comment;
mod numbering;
pub mod package;
mod paragraph;
pub mod provenance;
mod reading;
mod splice;
mod story;
mod style;
pub mod write;
pub mod xml;

use crate::document::parse::{Block, Shape};
use crate::message::Message;
use numbering::{Counters, Mark, Numbering};
use package::Package;
use paragraph::{Paragraph, Run};
use splice::Splices;
use std::collections::BTreeMap;
use std::ops::Range;
use story::{Passed, read_story};
use style::{Looks, Styles};
use xml::Part;

/// Why a Word file cannot be used, and what to do.
pub type Fault = (Message, Message);

/// A soft line break as it stands in a text, as in Word itself.
pub const BREAK: char = '\u{b}';

/// What a Word file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordText {
    /// The paragraphs, one a line.
    pub text: String,
    /// The paragraphs that hold words.
    pub blocks: Vec<Block>,
    /// What was not read, or not as it stands.
    pub notes: Vec<Message>,
    /// The paragraphs with the places of their words in the main part.
    paragraphs: Vec<Paragraph>,
    /// For each paragraph, where it starts in the text.
    starts: Vec<usize>,
    /// The main part.
    main: Part,
}

/// Reads a Word file.
pub fn read(bytes: &[u8]) -> Result<WordText, Fault> {
    let mut package = Package::open(bytes)?;
    let name = package.main_part()?;
    let not_a_word_file = || (Message::NotAWordFile, Message::CheckTheWordFile);
    let main = package.part(&name)?.ok_or_else(not_a_word_file)?;
    let styles = Styles::read(&mut package, &name)?;
    let numbering = Numbering::read(&mut package, &name)?;
    let (paragraphs, passed) = read_story(&main, &styles)?;
    let mut word = WordText {
        text: String::new(),
        blocks: Vec::new(),
        notes: notes(&passed),
        paragraphs,
        starts: Vec::new(),
        main,
    };
    for paragraph in &word.paragraphs {
        word.starts.push(word.text.len());
        word.text.push_str(&paragraph.text);
        word.text.push('\n');
    }
    word.blocks = word.blocks_by(&styles, &numbering);
    Ok(word)
}

impl WordText {
    /// The file with words put in place of others, each place in bytes of [`WordText::text`]; all else stays as it was.
    pub fn replaced(
        &self,
        bytes: &[u8],
        fixes: &[(Range<usize>, String)],
    ) -> Result<Vec<u8>, Fault> {
        let mut splices = Splices::new(&self.main);
        for (words, new) in fixes {
            let Some((paragraph, start)) = self.place(words.start) else {
                continue;
            };
            let end = (start + words.len()).min(paragraph.text.len());
            splices.replace(paragraph, start..end, new);
        }
        let changed = self.main.encoded(&splices.applied());
        let parts = BTreeMap::from([(self.main.name.clone(), changed)]);
        Package::open(bytes)?.replaced(&parts)
    }

    /// The paragraph that holds a byte of the text, and the byte's place in it.
    fn place(&self, at: usize) -> Option<(&Paragraph, usize)> {
        let number = self
            .starts
            .partition_point(|start| *start <= at)
            .checked_sub(1)?;
        let paragraph = self.paragraphs.get(number)?;
        Some((
            paragraph,
            (at - self.starts[number]).min(paragraph.text.len()),
        ))
    }

    /// The run of the text around a text box in which a paragraph stands.
    fn holder(&self, paragraph: &Paragraph) -> Option<&Run> {
        let (number, run) = paragraph.holder?;
        self.paragraphs.get(number)?.runs.get(run)
    }

    fn blocks_by(&self, styles: &Styles, numbering: &Numbering) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut counters = Counters::default();
        let faces_count = self.heading_faces_count();
        for (paragraph, start) in self.paragraphs.iter().zip(&self.starts) {
            let looks = styles.paragraph(paragraph.looks.style.as_deref());
            let mark = mark(paragraph, &looks, numbering, &mut counters);
            if looks.is_contents {
                continue;
            }
            let outline = paragraph.looks.outline;
            let level =
                outline.map_or(looks.level, |level| Some(level).filter(|level| *level <= 9));
            let centred = paragraph.looks.centred.or(looks.paragraph.centred) == Some(true);
            let is_one = centred || looks.is_title || level.is_some();
            for block in self.lines(paragraph, *start, is_one) {
                let is_first = blocks
                    .last()
                    .is_none_or(|last: &Block| last.span.range.end <= *start);
                let number = match &mark {
                    Some(Mark::Number(number)) if is_first => number.clone(),
                    _ => String::new(),
                };
                let shape = if looks.is_title {
                    Shape::Title
                } else if paragraph.is_cell {
                    Shape::Cell
                } else if mark == Some(Mark::Bullet) {
                    Shape::Item
                } else {
                    Shape::Paragraph
                };
                blocks.push(Block {
                    level,
                    number,
                    bold: bold(paragraph, *start, &block, faces_count),
                    centred,
                    shape,
                    ..block
                });
            }
        }
        blocks
    }

    /// A paragraph's words as blocks: those of a heading or title go together over soft line breaks; elsewhere such a break is
    /// how people who press Shift and Enter part paragraphs.
    fn lines(&self, paragraph: &Paragraph, start: usize, is_one: bool) -> Vec<Block> {
        let breaks: Vec<Range<usize>> = paragraph
            .text
            .match_indices(BREAK)
            .map(|(at, mark)| start + at..start + at + mark.len())
            .collect();
        let whole = start..start + paragraph.text.len();
        let blocks = if is_one {
            vec![Block::of(&self.text, whole, &breaks)]
        } else {
            let starts = std::iter::once(start).chain(breaks.iter().map(|range| range.end));
            let ends = breaks.iter().map(|range| range.start).chain([whole.end]);
            starts
                .zip(ends)
                .map(|(start, end)| Block::of(&self.text, start..end, &[]))
                .collect()
        };
        let has_words = |block: &Block| !block.text.is_empty();
        blocks.into_iter().filter(has_words).collect()
    }

    /// Whether a heading's typeface tells headings here: not where most of the text is set in one.
    fn heading_faces_count(&self) -> bool {
        let (mut headings, mut all) = (0, 0);
        for piece in self
            .paragraphs
            .iter()
            .flat_map(|paragraph| &paragraph.pieces)
        {
            all += piece.text.len();
            headings += if piece.heading_face {
                piece.text.len()
            } else {
                0
            };
        }
        headings * 2 < all
    }
}

/// What Word sets before a paragraph.
fn mark(
    paragraph: &Paragraph,
    looks: &Looks,
    numbering: &Numbering,
    counters: &mut Counters,
) -> Option<Mark> {
    let own = &paragraph.looks;
    let list = own.list.as_ref().or(looks.paragraph.list.as_ref())?;
    let of_style = || {
        let style = own.style.as_deref()?;
        numbering.level_of_style(list, style)
    };
    let level = own
        .list_level
        .or_else(of_style)
        .or(looks.paragraph.list_level)
        .unwrap_or(0);
    numbering.next(counters, list, level)
}

/// How many bytes of a block's text, from its start, are bold.
fn bold(paragraph: &Paragraph, start: usize, block: &Block, faces_count: bool) -> usize {
    let mut end = block.span.range.start;
    let pieces = paragraph
        .pieces
        .iter()
        .filter(|piece| start + piece.text.end > end);
    for piece in pieces.collect::<Vec<_>>() {
        let is_bold = piece.bold || (faces_count && piece.heading_face);
        let is_blank = paragraph.text[piece.text.clone()].trim().is_empty();
        if !is_bold && !is_blank {
            break;
        }
        end = (start + piece.text.end).min(block.span.range.end);
    }
    let cut: usize = block
        .span
        .cuts
        .iter()
        .filter(|cut| cut.end <= end)
        .map(Range::len)
        .sum();
    end - block.span.range.start - cut
}

fn notes(passed: &Passed) -> Vec<Message> {
    let mut notes = Vec::new();
    if passed.changes > 0 {
        notes.push(Message::WordChangesAccepted);
    }
    if passed.footnotes > 0 {
        let notes_left_out = passed.footnotes;
        notes.push(Message::WordFootnotesLeftOut {
            footnotes: notes_left_out,
        });
    }
    if passed.hidden > 0 {
        notes.push(Message::WordHiddenLeftOut);
    }
    notes
}
