//! What in a fact's text would not fit into a sentence.

use crate::bank::{FactKind, Field};
use crate::diagnostic::{Diagnostic, Place};
use crate::message::Message;
use crate::source::SourceSpan;
use crate::value::{Value, ValueType, clean};
use indexmap::IndexMap;

/// A text longer than this makes an overlong sentence.
const LONG_TEXT: usize = 60;

/// A date further than this from the year that the text is about is likely a slip of the pen.
const FAR_YEARS: i16 = 3;

/// Values that contradict each other or the year, by their fields' ids, each with what is wrong and what to do.
pub fn lint_values<'k>(
    kind: &'k FactKind,
    values: &IndexMap<String, Value>,
    year: Option<i16>,
) -> Vec<(&'k str, Message, Message)> {
    let mut found = Vec::new();
    for (id, derived) in &kind.derived {
        let stated = values.get(id).and_then(Value::number);
        if let (Some(stated), Some(reckoned)) = (stated, derived.from.number(values))
            && (stated - reckoned).abs() >= 1.0
        {
            let message = Message::ContradictsItsDates {
                stated: stated.to_string(),
                reckoned: reckoned.to_string(),
            };
            found.push((id.as_str(), message, Message::LeaveItToBeReckoned));
        }
    }
    for id in kind.fields.keys() {
        let dates = match values.get(id) {
            Some(Value::Date(date)) => vec![*date],
            Some(Value::Period(period)) => vec![period.start, period.end],
            _ => Vec::new(),
        };
        let far = dates
            .into_iter()
            .find(|date| year.is_some_and(|year| (date.year - year).abs() > FAR_YEARS));
        if let (Some(date), Some(year)) = (far, year) {
            let message = Message::FarFromTheYear {
                date: date.iso(),
                year: year.to_string(),
            };
            found.push((id, message, Message::CheckTheYear));
        }
    }
    found
}

/// What would not fit into a sentence.
pub fn lint_text(field: &Field, text: &str, span: &SourceSpan) -> Vec<Diagnostic> {
    let place = || Place::Span(span.clone());
    if let Some(placeholder) = placeholder(text) {
        let message = Message::PlaceholderInFact { placeholder };
        return vec![Diagnostic::error(place(), message).help(Message::WriteTheFactOrLeaveItOut)];
    }
    let is_hidden = |character: char| {
        (character.is_control() && !matches!(character, '\n' | '\r' | '\t'))
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    if text.contains(is_hidden) {
        let message = Message::HiddenCharacter;
        return vec![Diagnostic::error(place(), message).help(Message::TypeItAnew)];
    }
    let cleaned = clean(text);
    let mut diagnostics = Vec::new();
    if text.trim().contains(['\n', '\r']) {
        let message = Message::LineBreakInFact;
        diagnostics.push(Diagnostic::error(place(), message).help(Message::WriteOnOneLine));
    }
    if cleaned.contains(['。', '！', '？', '；']) {
        let message = Message::SentenceInFact;
        diagnostics.push(Diagnostic::warning(place(), message).help(field_help(field)));
    }
    if field.value_type == ValueType::Text && cleaned.starts_with('我') {
        let message = Message::SubjectInFact;
        diagnostics.push(Diagnostic::warning(place(), message).help(field_help(field)));
    }
    if field.value_type == ValueType::Text && cleaned.chars().count() > LONG_TEXT {
        let message = Message::LongTextInFact { most: LONG_TEXT };
        diagnostics.push(Diagnostic::warning(place(), message).help(field_help(field)));
    }
    if !brackets_match(cleaned) {
        let message = Message::UnpairedMarkInFact;
        diagnostics.push(Diagnostic::warning(place(), message).help(Message::CloseTheQuotation));
    }
    diagnostics
}

/// A mark that stands for something yet to be filled in. X光 and XX染色体 are none.
fn placeholder(text: &str) -> Option<String> {
    let is_mark = |character: char| "XxＸ×＊*○_＿●△□".contains(character);
    let mut run = String::new();
    for character in text.chars().chain(['\0']) {
        if is_mark(character) {
            run.push(character);
            continue;
        }
        let filler = match run.chars().count() {
            0 => false,
            1 => "次年月日号个项户名天村镇县".contains(character),
            _ => character != '染' && !character.is_ascii_alphanumeric(),
        };
        if filler {
            return Some(run);
        }
        run.clear();
    }
    ["某某", "待补", "此处填写", "……"]
        .iter()
        .find(|word| text.contains(**word))
        .map(|word| (*word).to_owned())
}

fn brackets_match(text: &str) -> bool {
    [('“', '”'), ('《', '》'), ('（', '）'), ('‘', '’')]
        .iter()
        .all(|(open, close)| text.matches(*open).count() == text.matches(*close).count())
}

/// How a field is to be written.
pub fn field_help(field: &Field) -> Message {
    let hint = if field.hint.is_empty() {
        field.value_type.sample()
    } else {
        &field.hint
    };
    Message::WriteValueLike {
        example: hint.to_owned(),
    }
}
