//! The sentences of a draft and of its edited text, and what became of each.

use crate::bank::Genre;
use crate::document::align::{Match, align};
use crate::document::parse::Block;
use crate::document::parse::number::number_of;
use crate::document::parse::sentence::sentences;
use crate::document::realize::is_closed;
use crate::document::{Document, Sentence};
use crate::plan::SlotId;
use crate::workspace::Address;
use std::ops::Range;

/// A sentence, a heading or a title of the draft.
#[derive(Debug, Default)]
pub struct Old {
    pub slot: Option<SlotId>,
    pub address: String,
    pub text: String,
    /// The level, if it is a heading; the title's is 0.
    pub heading: Option<usize>,
    pub opens_paragraph: bool,
    pub is_locked: bool,
    pub is_prescribed: bool,
}

/// A sentence of the edited text.
#[derive(Debug)]
pub struct New {
    /// The words, without the number of a heading.
    pub text: String,
    /// The number before them.
    pub number: String,
    /// Its paragraph's position.
    pub block: usize,
    pub opens_paragraph: bool,
    /// The level, if it looks like a heading.
    pub heading: Option<usize>,
}

/// What became of a sentence: an old one with the new ones in its place, or a new one.
#[derive(Debug)]
pub enum Fate {
    Same(usize, usize),
    Changed(usize, Range<usize>),
    Removed(usize),
    Added(usize),
}

/// How many of the first paragraphs are lines of the title.
fn title_lines(document: &Document, blocks: &[Block]) -> usize {
    const MOST: usize = 4;
    let title = key_of(&document.title);
    let mut lines = String::new();
    for (index, block) in blocks.iter().take(MOST).enumerate() {
        lines.push_str(&key_of(&block.text));
        if lines == title {
            return index + 1;
        }
    }
    0
}

/// The sentences of an edited text, its headings told by their numbers or their styles.
pub fn new_sentences(genre: &Genre, document: &Document, blocks: &[Block]) -> Vec<New> {
    let style = &genre.definition.style;
    let kinds: Vec<_> = style
        .numbering
        .iter()
        .map(|pattern| pattern.replace("{han}", "一").replace("{arabic}", "1"))
        .map(|number| number_of(&number).map(|number| number.kind))
        .collect();
    // Where the title is styled as a heading of the first level, the others are one level down.
    let shift = usize::from(blocks.first().is_some_and(|block| block.level == Some(1)));
    let mut found = Vec::new();
    let titled = title_lines(document, blocks);
    if titled > 0 {
        found.push(New {
            text: document.title.clone(),
            number: String::new(),
            block: 0,
            opens_paragraph: true,
            heading: None,
        });
    }
    for (position, block) in blocks.iter().enumerate().skip(titled) {
        let number = number_of(&block.text);
        let length = number.map_or(0, |number| number.length);
        let words = &block.text[length..];
        let numbered = number
            .or_else(|| number_of(&block.number))
            .and_then(|number| kinds.iter().position(|kind| *kind == Some(number.kind)))
            .map(|position| position + 1);
        let level = numbered.or_else(|| block.level?.checked_sub(shift));
        let pieces = sentences(words, style.gap.split_once("{wants}"));
        let is_alone = pieces.len() == 1 && !is_closed(words.trim_end());
        let heading = level.filter(|level| *level > 0 && (is_alone || *level >= style.run_in));
        for (index, piece) in pieces.into_iter().enumerate() {
            let opens_paragraph = index == 0;
            found.push(New {
                text: words[piece].to_owned(),
                number: block.text[..if opens_paragraph { length } else { 0 }].to_owned(),
                block: position,
                opens_paragraph,
                heading: heading.filter(|_| opens_paragraph),
            });
        }
    }
    found
}

/// Every sentence with its address, and whether it opens a paragraph; headings as number 0.
pub fn addressed(document: &Document) -> impl Iterator<Item = (Address, &Sentence, bool)> {
    document.sections.iter().flat_map(|section| {
        let heading = section.heading.iter().map(|heading| (heading, true));
        let mut sentences: Vec<(&Sentence, bool)> = Vec::new();
        for (index, paragraph) in section.paragraphs.iter().enumerate() {
            // A heading that runs into the first paragraph has opened it.
            let is_opened = index == 0 && section.run_in && section.heading.is_some();
            let opens = |position| position == 0 && !is_opened;
            let paragraph = paragraph.iter().enumerate();
            sentences.extend(paragraph.map(|(position, sentence)| (sentence, opens(position))));
        }
        let first = usize::from(section.heading.is_none());
        heading
            .chain(sentences)
            .enumerate()
            .map(move |(index, (sentence, opens))| {
                let address = Address {
                    path: section.path.clone(),
                    sentence: Some(index + first),
                };
                (address, sentence, opens)
            })
    })
}

pub fn old_sentences(document: &Document) -> Vec<Old> {
    let line = |text: &String, heading| Old {
        text: text.clone(),
        heading,
        opens_paragraph: true,
        is_prescribed: true,
        ..Old::default()
    };
    let mut sentences = vec![line(&document.title, Some(0))];
    if !document.byline.is_empty() {
        sentences.push(line(&document.byline, Some(0)));
    }
    sentences.extend(
        addressed(document).map(|(address, sentence, opens_paragraph)| Old {
            slot: sentence.slot.clone().map(SlotId),
            heading: (address.sentence == Some(0)).then_some(address.path.len()),
            address: address.to_string(),
            text: sentence.text.clone(),
            opens_paragraph,
            is_locked: sentence.locked,
            is_prescribed: sentence.mandated && sentence.origin.is_none(),
        }),
    );
    sentences.extend(document.signature.iter().map(|text| line(text, None)));
    sentences
}

/// What became of every sentence. One that the writer has worded in several is compared part by part.
pub fn fates(old: &[Old], new: &[New], gap: Option<(&str, &str)>) -> Vec<Fate> {
    let mut owners = Vec::new();
    let mut old_keys = Vec::new();
    for (index, sentence) in old.iter().enumerate() {
        let number = number_of(&sentence.text).filter(|_| sentence.opens_paragraph);
        let words = &sentence.text[number.map_or(0, |number| number.length)..];
        for part in sentences(words, gap) {
            owners.push(index);
            old_keys.push(key_of(&words[part]));
        }
    }
    let new_keys: Vec<String> = new.iter().map(|new| key_of(&new.text)).collect();
    let matches = align(&old_keys, &new_keys);
    let owner = |matched: &Match| match matched {
        Match::Same(part, _) | Match::Changed(part, _) | Match::Removed(part) => {
            Some(owners[*part])
        }
        Match::Added(_) => None,
    };
    let mut fates = Vec::new();
    let mut at = 0;
    while at < matches.len() {
        let Some(sentence) = owner(&matches[at]) else {
            if let Match::Added(new) = matches[at] {
                fates.push(Fate::Added(new));
            }
            at += 1;
            continue;
        };
        let end = matches
            .iter()
            .rposition(|matched| owner(matched) == Some(sentence))
            .map_or(at + 1, |last| last + 1);
        let whole = &matches[at..end];
        let parts: Vec<usize> = whole
            .iter()
            .filter_map(|matched| match matched {
                Match::Same(_, new) | Match::Changed(_, new) | Match::Added(new) => Some(*new),
                Match::Removed(_) => None,
            })
            .collect();
        let is_same = whole
            .iter()
            .all(|matched| matches!(matched, Match::Same(..)));
        fates.push(match (parts.first(), parts.last()) {
            (Some(first), Some(_)) if is_same => Fate::Same(sentence, *first),
            (Some(first), Some(last)) => Fate::Changed(sentence, *first..last + 1),
            _ => Fate::Removed(sentence),
        });
        at = end;
    }
    fates
}

/// What makes a sentence the same: its words, white space and the final stop aside.
fn key_of(sentence: &str) -> String {
    without_stop(sentence)
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect()
}

pub fn without_stop(sentence: &str) -> &str {
    sentence.trim_end_matches(['。', '.']).trim_end()
}
