//! Typed values of fact fields: how they are written by the user, compared, and set in a sentence.

mod amount;
mod date;
mod found;
mod numeral;
mod pairs;

pub use amount::Amount;
pub use date::{Date, DateError, Period, Precision};
pub use found::Figures;
pub use numeral::{arabic_or_han, han};
pub use pairs::{Pairs, place_of_pair};

use crate::message::{Language, Message};
use crate::syntax::quoted;
use crate::template::Form;
use serde::{Deserialize, Serialize};

/// The type that a fact kind declares for a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ValueType {
    /// One date of any precision.
    Date,
    /// A date of any precision, or a period between two dates.
    DateOrPeriod,
    /// A whole number with the unit given, at least 1 unless a `0` is meaningful to the kind.
    Count(String),
    /// A number with a unit of the user's own, kept as written.
    Amount,
    /// A place.
    Place,
    /// A person's name.
    Name,
    /// A document's title, with or without 《》.
    Title,
    /// A phrase without final punctuation.
    Text,
    /// One of the words listed.
    Choice(Vec<String>),
}

/// A value of a fact's field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// One date.
    Date(Date),
    /// Two dates, the first before the second.
    Period(Period),
    /// A whole number with its unit.
    Count(u64, String),
    /// A number with a unit, as written.
    Amount(Amount),
    /// A place, in full.
    Place(String),
    /// A person's name.
    Name(String),
    /// A title, without 《》 at its ends.
    Title(String),
    /// A phrase.
    Text(String),
    /// A listed word.
    Choice(String),
}

/// A value as it stands in a facts file, before its type is known.
#[derive(Debug, Clone, PartialEq)]
pub enum Raw<'r> {
    /// A quoted text, or a cell.
    Text(&'r str),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Number(f64),
}

impl ValueType {
    /// Reads a raw value of this type; the error says what is wrong and the help what to write.
    pub fn read(&self, raw: &Raw<'_>) -> Result<Value, (Message, Message)> {
        let expected = || Box::new(self.expectation());
        let wrong = |found: String| {
            (
                Message::WrongValue {
                    found,
                    expected: expected(),
                },
                Message::WriteValueLike {
                    example: self.sample().to_owned(),
                },
            )
        };
        // Figures typed on a Chinese keyboard are figures all the same.
        let figures;
        let raw = match (self, raw) {
            (
                ValueType::Count(_) | ValueType::Date | ValueType::DateOrPeriod | ValueType::Amount,
                Raw::Text(text),
            ) => {
                figures = half_width(text);
                &Raw::Text(figures.as_str())
            }
            (
                ValueType::Place | ValueType::Name | ValueType::Title | ValueType::Text,
                Raw::Text(text),
            ) if clean(text).is_empty() => return Err(wrong((*text).to_owned())),
            _ => raw,
        };
        match (self, raw) {
            (ValueType::Count(unit), Raw::Integer(number)) => u64::try_from(*number)
                .map(|number| Value::Count(number, unit.clone()))
                .map_err(|_| wrong(number.to_string())),
            (ValueType::Count(unit), Raw::Text(text)) => read_count(text, unit)
                .map(|number| Value::Count(number, unit.clone()))
                .ok_or_else(|| wrong((*text).to_owned())),
            (ValueType::Date, Raw::Text(text)) => Date::read(text)
                .map(Value::Date)
                .map_err(|error| date_fault(error, text, wrong)),
            (ValueType::DateOrPeriod, Raw::Text(text)) => Period::read(text)
                .map(|either| either.map_or_else(Value::Date, Value::Period))
                .map_err(|error| date_fault(error, text, wrong)),
            (ValueType::Date | ValueType::DateOrPeriod, Raw::Integer(number)) => {
                Date::read(&number.to_string())
                    .map(Value::Date)
                    .map_err(|_| wrong(number.to_string()))
            }
            (ValueType::Amount, Raw::Text(text)) => Amount::read(text)
                .map(Value::Amount)
                .ok_or_else(|| wrong((*text).to_owned())),
            (ValueType::Amount, Raw::Integer(number)) => Amount::read(&number.to_string())
                .map(Value::Amount)
                .ok_or_else(|| wrong(number.to_string())),
            (ValueType::Amount, Raw::Number(number)) => Amount::read(&number.to_string())
                .map(Value::Amount)
                .ok_or_else(|| wrong(number.to_string())),
            (ValueType::Place, Raw::Text(text)) => Ok(Value::Place(clean(text).to_owned())),
            (ValueType::Name, Raw::Text(text)) => Ok(Value::Name(clean(text).to_owned())),
            (ValueType::Title, Raw::Text(text)) => Ok(Value::Title(bare_title(clean(text)))),
            (ValueType::Text, Raw::Text(text)) => Ok(Value::Text(clean(text).to_owned())),
            (ValueType::Choice(words), Raw::Text(text)) => {
                let text = clean(text);
                if words.iter().any(|word| word == text) {
                    Ok(Value::Choice(text.to_owned()))
                } else {
                    Err((
                        Message::WrongValue {
                            found: text.to_owned(),
                            expected: Box::new(self.expectation()),
                        },
                        Message::WriteOneOf {
                            options: words.clone(),
                        },
                    ))
                }
            }
            (
                ValueType::Place
                | ValueType::Name
                | ValueType::Title
                | ValueType::Text
                | ValueType::Choice(_),
                Raw::Integer(number),
            ) => Err(wrong(number.to_string())),
            (_, Raw::Number(number)) => Err(wrong(number.to_string())),
        }
    }

    /// What a user is told that this type is.
    pub fn expectation(&self) -> Message {
        match self {
            ValueType::Date => Message::ADate,
            ValueType::DateOrPeriod => Message::ADateOrPeriod,
            ValueType::Count(unit) => Message::ACount { unit: unit.clone() },
            ValueType::Amount => Message::AnAmount,
            ValueType::Place => Message::APlace,
            ValueType::Name => Message::AName,
            ValueType::Title => Message::ATitle,
            ValueType::Text => Message::AText,
            ValueType::Choice(words) => Message::AChoice {
                options: words.clone(),
            },
        }
    }

    /// A value of this type as a user would write it.
    pub fn sample(&self) -> &str {
        match self {
            ValueType::Date => "2021-03-18",
            ValueType::DateOrPeriod => "2021-05-17..2021-05-21",
            ValueType::Count(_) => "2",
            ValueType::Amount => "3100余万元",
            ValueType::Place => "临江县柳河镇青石村",
            ValueType::Name => "葛桂兰",
            ValueType::Title => "《……》",
            ValueType::Text => "……",
            ValueType::Choice(words) => words.first().map_or("", String::as_str),
        }
    }

    /// Whether a value of this type makes a sentence specific by itself.
    pub fn kind_id(&self) -> &'static str {
        match self {
            ValueType::Date | ValueType::DateOrPeriod => "date",
            ValueType::Count(_) => "count",
            ValueType::Amount => "amount",
            ValueType::Place => "place",
            ValueType::Name => "person",
            ValueType::Title => "title",
            ValueType::Text => "text",
            ValueType::Choice(_) => "choice",
        }
    }
}

impl Value {
    /// The value as it is set in a sentence of a text about `year`.
    pub fn surface(&self, form: Form, language: Language, year: i16) -> String {
        match self {
            Value::Date(date) => date.surface(form, language, year),
            Value::Period(period) => period.surface(form, language, year),
            Value::Count(number, unit) => match (form, language) {
                (Form::Bare, _) => number.to_string(),
                (Form::Han, Language::Chinese) => format!("{}{unit}", han(*number, true)),
                (Form::Default | Form::Short | Form::By, Language::Chinese) => {
                    format!("{number}{unit}")
                }
                (_, Language::English) => {
                    let plural = if *number == 1 { "" } else { "s" };
                    format!("{number} {unit}{plural}")
                }
            },
            Value::Amount(amount) => amount.text.clone(),
            Value::Place(place) => match form {
                Form::Short => short_place(place).to_owned(),
                Form::Default | Form::Han | Form::Bare | Form::By => place.clone(),
            },
            Value::Title(title) => match (form, language) {
                (Form::Bare, _) => title.clone(),
                (_, Language::Chinese) => marked_title(title),
                (_, Language::English) => format!("“{title}”"),
            },
            Value::Name(text) | Value::Text(text) | Value::Choice(text) => text.clone(),
        }
    }

    /// The value as a facts file writes it, so that it reads back the same.
    pub fn written(&self) -> String {
        match self {
            Value::Date(date) => format!("{:?}", date.iso()),
            Value::Period(period) => {
                format!("\"{}..{}\"", period.start.iso(), period.end.iso())
            }
            Value::Count(number, _) => number.to_string(),
            Value::Amount(amount) => format!("{:?}", amount.text),
            Value::Title(title) => quoted(&marked_title(title)),
            Value::Place(text) | Value::Name(text) | Value::Text(text) | Value::Choice(text) => {
                quoted(text)
            }
        }
    }

    /// The number that a condition compares: a count, an amount, or a date's first or last day since the year 0.
    pub fn number(&self) -> Option<f64> {
        match self {
            #[allow(clippy::cast_precision_loss)]
            Value::Count(number, _) => Some(*number as f64),
            Value::Amount(amount) => Some(amount.number),
            Value::Date(date) => Some(f64::from(date.first_day())),
            Value::Period(period) => Some(f64::from(period.start.first_day())),
            Value::Place(_)
            | Value::Name(_)
            | Value::Title(_)
            | Value::Text(_)
            | Value::Choice(_) => None,
        }
    }

    /// The unit within which numbers may be compared; dates compare with dates, counts with anything countable.
    pub fn unit(&self) -> &str {
        match self {
            Value::Amount(amount) => &amount.unit,
            Value::Date(_) | Value::Period(_) => "day",
            _ => "",
        }
    }

    /// The id of the detail's kind in JSON: `date`, `count`, `place` …
    pub fn kind_id(&self) -> &'static str {
        match self {
            Value::Date(_) | Value::Period(_) => "date",
            Value::Count(..) => "count",
            Value::Amount(_) => "amount",
            Value::Place(_) => "place",
            Value::Name(_) => "person",
            Value::Title(_) => "title",
            Value::Text(_) => "text",
            Value::Choice(_) => "choice",
        }
    }
}

/// Free text without surrounding space and final punctuation.
pub fn clean(text: &str) -> &str {
    let is_stop = |character: char| "。，、；：！？.,;:!?".contains(character);
    text.trim_start()
        .trim_end_matches(|character: char| character.is_whitespace() || is_stop(character))
}

/// Full-width figures, letters and signs as their half-width forms.
fn half_width(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '－' | '／' | '＋' => {
                char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
            }
            _ => character,
        })
        .collect()
}

fn date_fault(
    error: DateError,
    text: &str,
    wrong: impl Fn(String) -> (Message, Message),
) -> (Message, Message) {
    match error {
        DateError::Form => wrong(text.to_owned()),
        DateError::Impossible => (
            Message::ImpossibleDate {
                date: text.to_owned(),
            },
            Message::CheckTheCalendar,
        ),
        DateError::EndBeforeStart => (
            Message::EndBeforeStart {
                period: text.to_owned(),
            },
            Message::WriteEarlierDateFirst,
        ),
    }
}

fn read_count(text: &str, unit: &str) -> Option<u64> {
    let text = text.trim();
    let text = text.strip_suffix(unit).unwrap_or(text).trim_end();
    let digits = text
        .find(|character: char| !character.is_alphanumeric())
        .map_or(text, |end| &text[..end]);
    (digits.len() == text.len())
        .then(|| arabic_or_han(text))
        .flatten()
}

/// 《甲》和《乙》 keeps its inner marks: set in 《》 again, it reads as written.
fn bare_title(text: &str) -> String {
    let mut inner = text;
    while let Some(within) = inner
        .strip_prefix('《')
        .and_then(|text| text.strip_suffix('》'))
    {
        inner = within.trim();
    }
    inner.to_owned()
}

/// A title in its marks; 《甲》第五卷 has its own already.
fn marked_title(title: &str) -> String {
    let opening = title.find('《');
    let closing = title.find('》');
    match (opening, closing) {
        (Some(opening), Some(closing)) if opening < closing => title.to_owned(),
        _ => format!("《{title}》"),
    }
}

/// The last unit of an administrative chain: 临江县柳河镇青石村 → 青石村.
fn short_place(place: &str) -> &str {
    place_forms(place).last().unwrap_or(place)
}

/// A place from each unit of its administrative chain on: whole first, 柳河镇青石村, 青石村.
fn place_forms(place: &str) -> impl Iterator<Item = &str> {
    const CHAIN: [char; 8] = ['省', '市', '县', '区', '州', '旗', '镇', '乡'];
    let mut starts = vec![0];
    let mut start = 0;
    for (offset, character) in place.char_indices() {
        let after = offset + character.len_utf8();
        let rest = &place[after..];
        let head = &place[start..offset];
        if CHAIN.contains(&character) && head.chars().count() >= 1 && rest.chars().count() >= 2 {
            start = after;
            starts.push(start);
        }
    }
    if let Some(street) = place[start..].find("街道") {
        let after = start + street + "街道".len();
        if place[after..].chars().count() >= 3 {
            starts.push(after);
        }
    }
    starts.into_iter().map(|start| &place[start..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_place_is_the_last_unit_that_can_stand_alone() {
        let cases = [
            ("临江县柳河镇青石村", "青石村"),
            ("柳河镇", "柳河镇"),
            ("城南街道幸福里社区", "幸福里社区"),
            ("市", "市"),
            ("临江市第三小学", "第三小学"),
            ("开发区管委会", "管委会"),
        ];
        for (place, short) in cases {
            assert_eq!(short_place(place), short, "{place}");
        }
    }

    #[test]
    fn counts_are_read_with_and_without_unit_in_both_numerals() {
        for text in ["2", "2次", "两次", "二次", " 2 次 "] {
            assert_eq!(read_count(text, "次"), Some(2), "{text}");
        }
        assert_eq!(read_count("三十一", "人次"), Some(31));
        for text in ["2天", "几次", "-1", "2.5", ""] {
            assert_eq!(read_count(text, "次"), None, "{text}");
        }
    }

    #[test]
    fn figures_of_full_width_are_figures_and_a_mere_stop_is_no_text() {
        let read = |value_type: &ValueType, text| value_type.read(&Raw::Text(text));
        let count = ValueType::Count("次".to_owned());
        assert_eq!(
            read(&count, "１２次"),
            Ok(Value::Count(12, "次".to_owned()))
        );
        assert_eq!(
            read(&ValueType::Date, "２０２１／３／１８"),
            read(&ValueType::Date, "2021-03-18")
        );
        assert!(read(&ValueType::Text, " 。").is_err());
        assert_eq!(clean(" 甲。 。"), "甲");
    }

    #[test]
    fn titles_lose_their_own_marks_only() {
        assert_eq!(bare_title("《论持久战》"), "论持久战");
        assert_eq!(bare_title("论持久战"), "论持久战");
        assert_eq!(bare_title("《《论持久战》》"), "论持久战");
        assert_eq!(bare_title("《甲》和《乙》"), "甲》和《乙");
        for title in ["《论持久战》", "《甲》和《乙》", "《甲》第五卷"] {
            assert_eq!(marked_title(&bare_title(title)), title);
        }
    }
}
