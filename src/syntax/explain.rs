//! `ron`'s errors in the user's words.

use crate::diagnostic::known_or_nearest;
use crate::message::Message;
use crate::source::{Position, Source};
use std::ops::Range;

/// `ron`'s position as ours.
pub fn position(position: ron::error::Position) -> Position {
    Position {
        line: position.line,
        column: position.col,
    }
}

/// A syntax error in the user's words, with a hint at the usual slips of an input method.
pub fn explain(
    error: &ron::Error,
    source: &Source,
    range: &Range<usize>,
) -> (Message, Option<Message>) {
    let text = &source.text;
    let at = text.floor_char_boundary(range.start.min(text.len()));
    let found = text[at..].chars().next();
    let full_width = found
        .filter(|character| "，：（）“”‘’；【】｛｝".contains(*character))
        .or_else(|| {
            let before = text[..at].chars().next_back()?;
            "，：“”".contains(before).then_some(before)
        });
    if let Some(character) = full_width {
        let ascii = match character {
            '，' | '；' => ',',
            '：' => ':',
            '（' => '(',
            '）' => ')',
            '【' => '[',
            '】' => ']',
            '｛' => '{',
            '｝' => '}',
            _ => '"',
        };
        return (
            Message::FullWidthCharacter { character },
            Some(Message::WriteAsciiInstead { ascii }),
        );
    }
    match error {
        ron::Error::NoSuchStructField {
            found, expected, ..
        } => (
            Message::UnknownField {
                field: found.clone(),
            },
            Some(known_or_nearest(found, expected)),
        ),
        ron::Error::MissingStructField { field, .. } => (
            Message::MissingField {
                field: (*field).to_owned(),
            },
            None,
        ),
        ron::Error::ExpectedComma => (Message::CommaExpected, Some(Message::PutACommaBetween)),
        ron::Error::ExpectedMapColon => (Message::ColonExpected, None),
        ron::Error::ExpectedStringEnd => {
            (Message::UnterminatedText, Some(Message::CloseTheQuotation))
        }
        ron::Error::Eof => (Message::UnexpectedEnd, Some(Message::CloseTheBrackets)),
        other => (
            Message::Syntax {
                error: other.to_string(),
            },
            None,
        ),
    }
}
