//! A cell as the value of a field, in the form that a facts file would have it.

use crate::bank::Field;
use crate::message::Message;
use crate::sheet::Content;
use crate::syntax::NodeKind;
use crate::value::ValueType;

/// What is wrong with a cell, and what to do.
pub type Fault = (Message, Option<Message>);

/// The value of a kind's field. `unit` is what the column's name has in brackets, and `is_text` says that the file has lost
/// the numbers' formats.
pub fn of_field(
    field: &Field,
    content: &Content,
    unit: &str,
    is_text: bool,
) -> Result<NodeKind, Fault> {
    if let Content::Fault(found) = content {
        return Err(faulty(found));
    }
    Ok(match &field.value_type {
        ValueType::Date | ValueType::DateOrPeriod => date(content, is_text)?,
        ValueType::Count(_) => match content {
            Content::Number(number) => whole(*number).unwrap_or(NodeKind::Number(*number)),
            Content::Text(text) => match text.trim().parse::<f64>().ok().and_then(whole) {
                Some(number) => number,
                None => NodeKind::Text(text.trim().to_owned()),
            },
            _ => NodeKind::Text(content.text()),
        },
        ValueType::Amount => {
            let text = content.text();
            let is_bare = text.parse::<f64>().is_ok();
            if is_bare && is_unit(unit) {
                NodeKind::Text(format!("{text}{unit}"))
            } else {
                NodeKind::Text(text)
            }
        }
        ValueType::Place
        | ValueType::Name
        | ValueType::Title
        | ValueType::Text
        | ValueType::Choice(_) => NodeKind::Text(content.text()),
    })
}

/// The value of a field that every kind has.
pub fn of_common(id: &str, content: &Content) -> Result<NodeKind, Fault> {
    match content {
        Content::Fault(found) => Err(faulty(found)),
        _ if id == "confidential" => {
            let word = if yes(content)? { "true" } else { "false" };
            Ok(NodeKind::Word(word.to_owned()))
        }
        Content::Text(text) => Ok(NodeKind::Text(text.clone())),
        _ => Ok(NodeKind::Text(content.text())),
    }
}

/// Whether a cell says yes.
fn yes(content: &Content) -> Result<bool, Fault> {
    let text = content.text();
    match text.to_lowercase().as_str() {
        "是" | "√" | "✓" | "✔" | "☑" | "true" | "yes" | "y" | "1" | "不公开" => {
            Ok(true)
        }
        "否" | "×" | "✗" | "☐" | "false" | "no" | "n" | "0" | "公开" => Ok(false),
        _ => {
            let message = Message::NotYesOrNo { found: text };
            let options = vec!["是".to_owned(), "否".to_owned()];
            Err((message, Some(Message::WriteOneOf { options })))
        }
    }
}

/// A date as a facts file writes it. The number 2021.1 may be what a spreadsheet made of 2021.10, so it is asked about.
fn date(content: &Content, is_text: bool) -> Result<NodeKind, Fault> {
    let number = match content {
        Content::Number(number) => *number,
        Content::Text(text) if is_text => match text.trim().parse() {
            Ok(number) => number,
            Err(_) => return Ok(NodeKind::Text(text.clone())),
        },
        _ => return Ok(NodeKind::Text(content.text())),
    };
    let text = number.to_string();
    if let Some(year) = text.strip_suffix(".1").filter(|year| year.len() == 4) {
        let message = Message::AmbiguousDate {
            found: text.clone(),
        };
        let options = vec![format!("{year}-01"), format!("{year}-10")];
        return Err((message, Some(Message::WriteOneOf { options })));
    }
    // A day number without its format: the years 1954 to 2119.
    if number.fract() == 0.0
        && (20_000.0..80_000.0).contains(&number)
        && let Some(day) = crate::sheet::day(number)
    {
        return Ok(NodeKind::Text(day));
    }
    Ok(NodeKind::Text(text))
}

fn whole(number: f64) -> Option<NodeKind> {
    #[allow(clippy::cast_possible_truncation)]
    (number.fract() == 0.0 && number.abs() < 1e15).then_some(NodeKind::Integer(number as i64))
}

/// Whether what stands in a header's brackets is a unit of amounts and no remark.
fn is_unit(bracket: &str) -> bool {
    let count = bracket.chars().count();
    (1..=4).contains(&count) && !bracket.contains(['填', '选', '注', '如', '见'])
}

fn faulty(found: &str) -> Fault {
    let message = Message::CellFault {
        found: found.to_owned(),
    };
    (message, Some(Message::MendTheFormula))
}
