//! The marks of headings' numbers: `1、` for `1.`, `（一）、`, `(一)`.

use crate::document::Section;
use crate::document::parse::{NumberKind, number_of};
use crate::value::han;
use std::ops::Range;

/// Where in a section's number a slip stands, with what should stand there.
pub fn slip(section: &Section) -> Option<(Range<usize>, Option<String>)> {
    let written = section.number.trim_end();
    let number = number_of(&section.number)?;
    if number.length < written.len() {
        return None;
    }
    let value = number.value;
    let right = match number.kind {
        NumberKind::Han => format!("{}、", han(value, false)),
        NumberKind::HanInBrackets => format!("（{}）", han(value, false)),
        NumberKind::Arabic if written.ends_with('．') => return None,
        NumberKind::Arabic => format!("{value}."),
        NumberKind::ArabicInBrackets => format!("（{value}）"),
        NumberKind::Part
        | NumberKind::Chapter
        | NumberKind::Passage
        | NumberKind::Article
        | NumberKind::Decimal(_)
        | NumberKind::Circled => return None,
    };
    if written == right {
        return None;
    }
    // `1.` before a figure would be read as a decimal.
    let is_figure = section
        .all()
        .next()
        .is_some_and(|first| first.text.starts_with(|next: char| next.is_ascii_digit()));
    let fix = (number.kind != NumberKind::Arabic || !is_figure).then_some(right);
    Some((0..written.len(), fix))
}
