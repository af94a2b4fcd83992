//! Which paragraphs are headings, and how far a heading goes where its text stands on the same line.

use super::block::{Block, Shape};
use super::number::{Number, NumberKind, number_of};
use super::sentence::sentences;
use std::ops::Range;

/// A heading with its text on the same line is no longer than this, in characters.
const RUN_IN: usize = 40;
/// A heading on a line of its own is no longer than this, unless it names an aspect (方面).
const ALONE: usize = 60;
/// Words before a colon or a gap, which close a heading, are no longer than this.
const LEAD: usize = 20;
/// A prescribed area's title is no longer than this.
const ASPECT: usize = 300;

/// The head of a paragraph that opens a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The number's bytes in the paragraph's text; empty where there is none or Word sets it.
    pub number: Range<usize>,
    /// The heading's bytes, without its closing stop; a numbered paragraph may have none.
    pub heading: Option<Range<usize>>,
    /// Where the paragraph's own text starts.
    pub rest: usize,
    /// How the number is written.
    pub kind: Option<NumberKind>,
    /// The level of the heading's style.
    pub level: Option<usize>,
    /// Why it is a heading, where it has neither number nor style.
    pub looks: Option<Looks>,
}

/// Why a paragraph without number and style is a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// The genre knows it as the heading of a part.
    Part,
    /// An edition prescribes it.
    Area,
    /// It is bold.
    Bold,
}

/// What the genre knows of headings.
pub trait Known {
    /// Whether a line is the heading of a part, or of an area.
    fn looks(&self, line: &str) -> Option<Looks>;
}

/// The head of a paragraph, if it opens a section.
pub fn head_of(block: &Block, next: Option<&Block>, known: &impl Known) -> Option<Head> {
    if block.shape == Shape::Cell {
        return None;
    }
    let text = block.text.as_str();
    let own = if block.number.is_empty() {
        number_of(text)
    } else {
        None
    };
    let number = own.or_else(|| set_number(block));
    let body = own.map_or(0, |number| number.length);
    let bold = bold_lead(block, body);
    let head = |heading: Option<Range<usize>>, rest: usize| Head {
        number: 0..body,
        heading,
        rest,
        kind: number.map(|number| number.kind),
        level: block.level,
        looks: None,
    };
    if let Some(number) = number {
        let (heading, rest) = match bold {
            Some((heading, rest)) => (Some(heading), rest),
            None => numbered(block, body, number, next),
        };
        return Some(head(heading, rest));
    }
    if block.level.is_some() {
        let (heading, rest) = styled(text);
        return Some(head(Some(heading), rest));
    }
    if block.shape == Shape::Item {
        return None;
    }
    let whole = closed(text, 0..text.len());
    let length = characters(&text[whole.clone()]);
    if let Some(looks) = known.looks(&text[whole.clone()]) {
        return Some(Head {
            looks: Some(looks),
            ..head(Some(whole), text.len())
        });
    }
    let (heading, rest) = match bold {
        Some(found) => found,
        None if block.is_bold() && length <= RUN_IN && sentences(text, None).len() == 1 => {
            (whole, text.len())
        }
        None => return None,
    };
    Some(Head {
        looks: Some(Looks::Bold),
        ..head(Some(heading), rest)
    })
}

/// The number that Word sets.
fn set_number(block: &Block) -> Option<Number> {
    let spaced = format!("{} ", block.number.trim());
    number_of(&spaced)
}

/// A heading in bold whose text follows on the same line.
fn bold_lead(block: &Block, body: usize) -> Option<(Range<usize>, usize)> {
    let text = block.text.as_str();
    if block.bold <= body || block.is_bold() {
        return None;
    }
    let lead = text[..block.bold].trim_end();
    let rest = &text[block.bold..];
    let is_closed = lead.ends_with(['。', '：', ':', '.', '！', '？'])
        || rest.starts_with(['：', ':', ' ', '\u{3000}', '。']);
    let is_short =
        characters(lead) <= ALONE || lead.trim_end_matches(['。', '：']).ends_with("方面");
    if !is_closed || !is_short {
        return None;
    }
    let after = rest.trim_start_matches(['：', ':', '。', ' ', '\u{3000}']);
    Some((closed(text, body..lead.len()), text.len() - after.len()))
}

/// The heading of a styled paragraph: all of it, or its first sentence where more follow.
fn styled(text: &str) -> (Range<usize>, usize) {
    let all = sentences(text, None);
    match (all.first(), all.get(1)) {
        (Some(first), Some(second)) if characters(&text[first.clone()]) <= ALONE => {
            (closed(text, first.clone()), second.start)
        }
        _ => (closed(text, 0..text.len()), text.len()),
    }
}

/// The heading of a numbered paragraph, and where its text starts.
fn numbered(
    block: &Block,
    body: usize,
    number: Number,
    next: Option<&Block>,
) -> (Option<Range<usize>>, usize) {
    let text = block.text.as_str();
    if block.level.is_some() {
        let (heading, rest) = styled(&text[body..]);
        return (Some(body + heading.start..body + heading.end), body + rest);
    }
    let Some(first) = first_sentence(&text[body..]) else {
        return (None, body);
    };
    let first = body + first.start..body + first.end;
    let heading = closed(text, first.clone());
    let words = &text[heading.clone()];
    let length = characters(words);
    let after = &text[first.end..];
    let rest = text.len() - after.trim_start().len();
    if words.ends_with("方面") && length <= ASPECT {
        return (Some(heading), rest);
    }
    if let Some((heading, rest)) = set_off(text, first.start) {
        return (Some(heading), rest);
    }
    if rest < text.len() {
        return if length <= RUN_IN {
            (Some(heading), rest)
        } else {
            (None, body)
        };
    }
    // The paragraph is one sentence: a heading if a text follows that can be its own, else an item.
    let is_long_sentence = heading.end < first.end && length > RUN_IN / 2;
    let is_item = words.contains(['，', '；', ',']) || length > ALONE;
    if is_long_sentence || is_item && !is_followed(number, next) || length > ASPECT {
        return (None, body);
    }
    (Some(heading), text.len())
}

/// Whether what stands below a heading can be its text: a paragraph without number, or with one of a lower level.
fn is_followed(number: Number, next: Option<&Block>) -> bool {
    let Some(next) = next else {
        return false;
    };
    if next.level.is_some() {
        return false;
    }
    let other = if next.number.is_empty() {
        number_of(&next.text)
    } else {
        set_number(next)
    };
    other.is_none_or(|other| other.kind > number.kind)
}

/// The first sentence of a text; only its beginning is looked at.
fn first_sentence(text: &str) -> Option<Range<usize>> {
    const LOOK: usize = 2_000;
    let look = text.floor_char_boundary(LOOK);
    let first = sentences(&text[..look], None).into_iter().next()?;
    // A sentence that goes on past what was looked at is no heading, however it ends there.
    (first.end < look || look == text.len()).then_some(first)
}

/// A heading that a colon or a gap sets off from its text.
fn set_off(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let mut before = '\0';
    for (count, (at, character)) in text[start..].char_indices().enumerate() {
        if count > LEAD {
            return None;
        }
        let at = start + at;
        match character {
            '：' | ':' if count > 1 => {
                let rest = text[at..].trim_start_matches(['：', ':', ' ', '\u{3000}']);
                let rest = text.len() - rest.len();
                return (rest < text.len()).then_some((start..at, rest));
            }
            ' ' | '\u{3000}' if count > 1 => {
                let rest = text[at..].trim_start();
                let next = rest.chars().next()?;
                let is_gap = !before.is_ascii() && !next.is_ascii();
                let rest = text.len() - rest.len();
                return (is_gap && sentences(&text[rest..], None).len() > 1)
                    .then_some((start..at, rest));
            }
            '，' | '；' | '。' | '？' | '！' | ',' | ';' | '“' | '《' | '（' => {
                return None;
            }
            _ => before = character,
        }
    }
    None
}

/// A heading without the stop that closes it.
fn closed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = text[range.clone()].trim();
    let start = range.start + (text[range.clone()].len() - text[range].trim_start().len());
    let kept = words.trim_end_matches(['。', '：', ':', '；', '.', ' ']);
    start
        ..start
            + if kept.is_empty() {
                words.len()
            } else {
                kept.len()
            }
}

/// The length in characters, as far as it matters.
pub fn characters(text: &str) -> usize {
    text.chars().take(ASPECT + 1).count()
}
