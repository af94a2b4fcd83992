//! Conditions on a fact's values, so that no sentence claims more than its fact shows, and differences for derived fields.

use crate::value::{Precision, Value};
use indexmap::IndexMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Comparisons joined by `and`; all must hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The condition as written.
    pub text: String,
    clauses: Vec<Clause>,
}

/// A field, a number, a word in single quotes, or the difference of two fields.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// A field's id.
    Field(String),
    /// A number.
    Number(f64),
    /// A word in single quotes.
    Word(String),
    /// The first field minus the second: counts, or days between two dates.
    Difference(String, String),
}

#[derive(Debug, Clone, PartialEq)]
enum Clause {
    Compare(Operand, Comparison, Operand),
    Precision(String, Vec<String>),
    Has(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

/// The least and the greatest number that a value may stand for, with the unit within which it compares.
struct Extent<'v> {
    low: f64,
    high: f64,
    unit: &'v str,
}

const COMPARISONS: [(&str, Comparison); 6] = [
    ("<=", Comparison::LessOrEqual),
    (">=", Comparison::GreaterOrEqual),
    ("==", Comparison::Equal),
    ("!=", Comparison::NotEqual),
    ("<", Comparison::Less),
    (">", Comparison::Greater),
];

const PRECISIONS: [&str; 6] = ["day", "month", "quarter", "half", "year", "period"];

impl Condition {
    /// Parses a condition; `None` where it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let clauses = text
            .split(" and ")
            .map(|clause| parse_clause(clause.trim()))
            .collect::<Option<Vec<_>>>()?;
        Some(Self {
            text: text.to_owned(),
            clauses,
        })
    }

    /// The fields that the condition names.
    pub fn fields(&self) -> Vec<&str> {
        let mut fields = Vec::new();
        for clause in &self.clauses {
            match clause {
                Clause::Compare(left, _, right) => {
                    fields.extend(left.fields());
                    fields.extend(right.fields());
                }
                Clause::Precision(field, _) | Clause::Has(field) => fields.push(field.as_str()),
            }
        }
        fields
    }

    /// Whether the condition holds for these values; a comparison with an empty field does not.
    pub fn holds(&self, values: &IndexMap<String, Value>) -> bool {
        self.clauses.iter().all(|clause| clause.holds(values))
    }
}

impl Clause {
    fn holds(&self, values: &IndexMap<String, Value>) -> bool {
        match self {
            Clause::Has(field) => values.contains_key(field),
            Clause::Precision(field, precisions) => values
                .get(field)
                .and_then(precision)
                .is_some_and(|id| precisions.iter().any(|precision| precision == id)),
            Clause::Compare(left, comparison, Operand::Word(word)) => {
                let Operand::Field(field) = left else {
                    return false;
                };
                let Some(Value::Choice(found) | Value::Text(found)) = values.get(field) else {
                    return false;
                };
                match comparison {
                    Comparison::Equal => found == word,
                    Comparison::NotEqual => found != word,
                    Comparison::Less
                    | Comparison::LessOrEqual
                    | Comparison::Greater
                    | Comparison::GreaterOrEqual => false,
                }
            }
            Clause::Compare(left, comparison, right) => {
                match (left.extent(values), right.extent(values)) {
                    (Some(left), Some(right)) if comparable(&left, &right) => {
                        comparison.holds(&left, &right)
                    }
                    _ => false,
                }
            }
        }
    }
}

impl Operand {
    /// Parses a field, a number, `'word'` or `field - field`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(number) = text.parse() {
            return Some(Operand::Number(number));
        }
        if let Some(word) = text
            .strip_prefix('\'')
            .and_then(|text| text.strip_suffix('\''))
        {
            return Some(Operand::Word(word.to_owned()));
        }
        match text.split_once(" - ") {
            Some((minuend, subtrahend)) => Some(Operand::Difference(
                field(minuend.trim())?,
                field(subtrahend.trim())?,
            )),
            None => field(text).map(Operand::Field),
        }
    }

    /// The fields that the operand names.
    pub fn fields(&self) -> Vec<&str> {
        match self {
            Operand::Field(field) => vec![field],
            Operand::Difference(minuend, subtrahend) => vec![minuend, subtrahend],
            Operand::Number(_) | Operand::Word(_) => Vec::new(),
        }
    }

    /// The operand's number, where the fields are there and exact: a difference of dates needs two days.
    pub fn number(&self, values: &IndexMap<String, Value>) -> Option<f64> {
        self.extent(values)
            .filter(|extent| (extent.low - extent.high).abs() < f64::EPSILON)
            .map(|extent| extent.low)
    }

    fn extent<'v>(&'v self, values: &'v IndexMap<String, Value>) -> Option<Extent<'v>> {
        let exact = |number| Extent {
            low: number,
            high: number,
            unit: "",
        };
        match self {
            Operand::Number(number) => Some(exact(*number)),
            Operand::Word(_) => None,
            Operand::Field(field) => extent(values.get(field)?),
            Operand::Difference(minuend, subtrahend) => {
                let minuend = extent(values.get(minuend)?)?;
                let subtrahend = extent(values.get(subtrahend)?)?;
                (minuend.unit == subtrahend.unit).then_some(Extent {
                    low: minuend.low - subtrahend.high,
                    high: minuend.high - subtrahend.low,
                    unit: "",
                })
            }
        }
    }
}

impl Comparison {
    fn holds(self, left: &Extent<'_>, right: &Extent<'_>) -> bool {
        match self {
            Comparison::Less => left.high < right.low,
            Comparison::LessOrEqual => left.high <= right.low,
            Comparison::Greater => left.low > right.high,
            Comparison::GreaterOrEqual => left.low >= right.high,
            Comparison::Equal => same(left.low, right.low) && same(left.high, right.high),
            Comparison::NotEqual => left.high < right.low || left.low > right.high,
        }
    }
}

impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Condition::parse(&text).ok_or_else(|| serde::de::Error::custom("not a condition"))
    }
}

fn parse_clause(text: &str) -> Option<Clause> {
    if let Some(name) = text.strip_prefix("has ") {
        return field(name.trim()).map(Clause::Has);
    }
    if let Some((name, precisions)) = text.split_once(" is ") {
        let precisions: Vec<String> = precisions
            .split(" or ")
            .map(|precision| precision.trim().to_owned())
            .collect();
        let known = precisions
            .iter()
            .all(|precision| PRECISIONS.contains(&precision.as_str()));
        return known
            .then(|| field(name.trim()))
            .flatten()
            .map(|name| Clause::Precision(name, precisions));
    }
    COMPARISONS.iter().find_map(|(sign, comparison)| {
        let (left, right) = text.split_once(sign)?;
        Some(Clause::Compare(
            Operand::parse(left)?,
            *comparison,
            Operand::parse(right)?,
        ))
    })
}

fn field(text: &str) -> Option<String> {
    let legal = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || character == '_');
    legal.then(|| text.to_owned())
}

fn extent(value: &Value) -> Option<Extent<'_>> {
    let (low, high) = match value {
        Value::Date(date) => (f64::from(date.first_day()), f64::from(date.last_day())),
        Value::Period(period) => (
            f64::from(period.start.first_day()),
            f64::from(period.end.last_day()),
        ),
        _ => {
            let number = value.number()?;
            (number, number)
        }
    };
    Some(Extent {
        low,
        high,
        unit: value.unit(),
    })
}

/// Plain numbers compare with counts and amounts alike; amounts only with their own unit.
fn comparable(left: &Extent<'_>, right: &Extent<'_>) -> bool {
    left.unit == right.unit
        || (left.unit != "day"
            && right.unit != "day"
            && (left.unit.is_empty() || right.unit.is_empty()))
}

fn precision(value: &Value) -> Option<&'static str> {
    match value {
        Value::Date(date) => Some(match date.precision {
            precision @ (Precision::Day(..)
            | Precision::Month(_)
            | Precision::Quarter(_)
            | Precision::Half(_)
            | Precision::Year) => precision.id(),
        }),
        Value::Period(_) => Some("period"),
        _ => None,
    }
}

fn same(left: f64, right: f64) -> bool {
    (left - right).abs() < f64::EPSILON
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Amount, Date};

    fn values() -> IndexMap<String, Value> {
        let date = |text: &str| Value::Date(Date::read(text).expect("legal"));
        IndexMap::from([
            ("times".to_owned(), Value::Count(2, "次".to_owned())),
            ("due".to_owned(), date("2021-06")),
            ("done".to_owned(), date("2021-07-10")),
            ("start".to_owned(), date("2021-07-01")),
            (
                "value".to_owned(),
                Value::Amount(Amount::read("86%").expect("legal")),
            ),
            (
                "target".to_owned(),
                Value::Amount(Amount::read("90%").expect("legal")),
            ),
            (
                "money".to_owned(),
                Value::Amount(Amount::read("3万元").expect("legal")),
            ),
            ("status".to_owned(), Value::Choice("完成".to_owned())),
        ])
    }

    #[test]
    fn conditions_hold_only_for_what_the_fact_shows() {
        let cases = [
            ("times <= 3", true),
            ("times < 2", false),
            ("done > due", true),
            ("done > start", true),
            ("start > done", false),
            ("due < start", true),
            ("value < target", true),
            ("value < money", false),
            ("money > 10000", true),
            ("missing > 1", false),
            ("missing < 1", false),
            ("times - times == 0", true),
            ("done - start >= 9 and done - start < 10", true),
            ("done is day", true),
            ("due is day or month", true),
            ("due is quarter", false),
            ("has done", true),
            ("has missing", false),
            ("status == '完成'", true),
            ("status != '完成'", false),
        ];
        for (text, expected) in cases {
            let condition = Condition::parse(text).expect(text);
            assert_eq!(condition.holds(&values()), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_condition_is_refused() {
        for text in ["", "times", "times <", "date is friday", "has", "次数 < 3"] {
            assert_eq!(Condition::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_difference_needs_exact_dates() {
        let difference = |text: &str| Operand::parse(text).expect(text).number(&values());
        assert_eq!(difference("done - start"), Some(9.0));
        assert_eq!(difference("done - due"), None);
    }
}
