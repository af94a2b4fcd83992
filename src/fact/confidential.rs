//! Keeps what confidential records hold out of everything that is shown, faults included.

use crate::message::Message;
use crate::source::Source;
use crate::syntax::{Entry, Node, NodeKind, Reader};
use std::ops::Range;

/// The source as it may be shown: what confidential records hold in quotation marks is masked, byte for byte.
pub fn masked(source: &Source) -> Source {
    let (_, root) = Reader::open(source);
    let mut ranges = Vec::new();
    if let Some(root) = &root {
        confidential_records(root, &mut ranges);
    }
    let mut text = source.text.clone();
    for range in ranges {
        let end = range.end.min(text.len());
        let mut is_quoted = false;
        let hidden: String = source.text[range.start..end]
            .chars()
            .map(|character| {
                if character == '"' {
                    is_quoted = !is_quoted;
                }
                if is_quoted && character != '"' {
                    "*".repeat(character.len_utf8())
                } else {
                    character.to_string()
                }
            })
            .collect();
        text.replace_range(range.start..end, &hidden);
    }
    Source {
        text,
        ..source.clone()
    }
}

fn confidential_records(node: &Node, ranges: &mut Vec<Range<usize>>) {
    match &node.kind {
        NodeKind::Record { fields, .. } if is_confidential(fields) => {
            ranges.push(node.range.clone());
        }
        NodeKind::Record { fields, .. } | NodeKind::Map(fields) => {
            for field in fields {
                confidential_records(&field.value, ranges);
            }
        }
        NodeKind::List(items) => {
            for item in items {
                confidential_records(item, ranges);
            }
        }
        NodeKind::Text(_) | NodeKind::Integer(_) | NodeKind::Number(_) | NodeKind::Word(_) => {}
    }
}

/// Whether a record is marked confidential; a mark that is not plainly `false` counts.
pub(super) fn is_confidential(fields: &[Entry]) -> bool {
    fields.iter().any(|field| {
        matches!(field.key.as_str(), "confidential" | "不公开")
            && !matches!(&field.value.kind, NodeKind::Word(word) if word == "false")
    })
}

/// A message without the value that it quotes.
pub(super) fn without_value(message: Message) -> Message {
    let hidden = || "***".to_owned();
    match message {
        Message::WrongValue { expected, .. } => Message::WrongValue {
            found: hidden(),
            expected,
        },
        Message::ImpossibleDate { .. } => Message::ImpossibleDate { date: hidden() },
        Message::EndBeforeStart { .. } => Message::EndBeforeStart { period: hidden() },
        Message::AmbiguousDate { .. } => Message::AmbiguousDate { found: hidden() },
        Message::ContradictsItsDates { .. } => Message::ContradictsItsDates {
            stated: hidden(),
            reckoned: hidden(),
        },
        Message::FarFromTheYear { year, .. } => Message::FarFromTheYear {
            date: hidden(),
            year,
        },
        Message::NotYesOrNo { .. } => Message::NotYesOrNo { found: hidden() },
        other => other,
    }
}
