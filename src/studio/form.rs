//! A fact as typed into a form, read by the reader of facts files, so that both say the same.

use crate::bank::Genre;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::fact::Fact;
use crate::fact::read::read_fact;
use crate::message::Message;
use crate::source::Source;
use crate::syntax::Reader;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::ops::Range;

/// What stands in a form's fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactForm {
    /// The kind's id.
    pub kind: String,
    /// The kind's own fields, by id.
    #[serde(default)]
    pub fields: IndexMap<String, String>,
    /// The topics where the writer wants it, by id.
    #[serde(default)]
    pub topics: Vec<String>,
    /// The role's id; empty for any.
    #[serde(default)]
    pub role: String,
    /// Where the writer has it from.
    #[serde(default)]
    pub source: String,
    /// The writer's remark.
    #[serde(default)]
    pub note: String,
}

/// A form that the writer has begun and not kept yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// The id of the fact that is changed; empty for a new one.
    #[serde(default)]
    pub id: String,
    /// What stands in its fields so far.
    pub form: FactForm,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldFault {
    /// The field's id; empty where it is about the whole.
    pub field: String,
    /// How bad it is: with an error there is no fact.
    pub severity: Severity,
    /// What is wrong.
    pub message: Message,
    /// What to do.
    pub help: Option<Message>,
}

/// Reads a form; without an error there is a fact.
pub fn read_form(form: &FactForm, genre: &Genre) -> (Option<Fact>, Vec<FieldFault>) {
    let (text, places) = record(form);
    let source = Source::new("", text);
    let (mut reader, root) = Reader::open(&source);
    let fact = root.and_then(|root| read_fact(&mut reader, genre, None, &root));
    let faults: Vec<FieldFault> = reader
        .diagnostics
        .into_iter()
        .map(|diagnostic| fault(diagnostic, &places))
        .collect();
    let is_faulty = faults.iter().any(|fault| fault.severity == Severity::Error);
    (fact.filter(|_| !is_faulty), faults)
}

/// The form as a record of a facts file, with the place of each field.
fn record(form: &FactForm) -> (String, Vec<(String, Range<usize>)>) {
    // A kind is an id; anything else is for the reader to refuse.
    let kind: String = form
        .kind
        .chars()
        .filter(|character| character.is_alphanumeric() || "_-".contains(*character))
        .collect();
    let mut text = format!("{kind}(");
    let mut places = Vec::new();
    let mut put = |name: &str, value: &str| {
        let start = text.len();
        let _ = write!(text, "{name}: {value}, ");
        places.push((name.to_owned(), start..text.len()));
    };
    let common = [
        ("role", &form.role),
        ("source", &form.source),
        ("note", &form.note),
    ];
    let own = form.fields.iter().map(|(id, value)| (id.as_str(), value));
    for (id, value) in own.chain(common) {
        let is_id = id
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || "_-".contains(character));
        if is_id && !value.trim().is_empty() {
            put(id, &format!("{:?}", value.trim()));
        }
    }
    if !form.topics.is_empty() {
        put("topics", &format!("{:?}", form.topics));
    }
    text.push(')');
    (text, places)
}

fn fault(diagnostic: Diagnostic, places: &[(String, Range<usize>)]) -> FieldFault {
    let field = match (&diagnostic.message, &diagnostic.place) {
        (Message::MissingFactField { id, .. }, _) => id.clone(),
        (_, Place::Span(span)) => places
            .iter()
            .find(|(_, range)| range.contains(&span.range.start))
            .map(|(id, _)| id.clone())
            .unwrap_or_default(),
        (_, Place::Named(_)) => String::new(),
    };
    FieldFault {
        field,
        severity: diagnostic.severity,
        message: diagnostic.message,
        help: diagnostic.help,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;

    fn form(fields: &[(&str, &str)]) -> FactForm {
        FactForm {
            kind: "visit".to_owned(),
            fields: fields
                .iter()
                .map(|(id, value)| ((*id).to_owned(), (*value).to_owned()))
                .collect(),
            ..FactForm::default()
        }
    }

    #[test]
    fn a_form_is_read_as_a_facts_file_is() {
        let bank = embedded::bank();
        let genre = &bank.genres["self-examination"];
        let sound = form(&[
            ("date", "2021年6月"),
            ("place", "临江县柳河镇青石村"),
            ("times", "两次"),
            ("finding", "他说“\\路\"断了<script>alert(1)</script>"),
        ]);
        let (fact, faults) = read_form(&sound, genre);
        let fact = fact.unwrap_or_else(|| panic!("{faults:?}"));
        assert_eq!(fact.values.len(), 4);
        assert!(
            fact.written(&genre.definition.kinds["visit"])
                .contains("<script>")
        );

        let broken = form(&[("date", "2021-13-01"), ("times", "很多")]);
        let (fact, faults) = read_form(&broken, genre);
        assert_eq!(fact, None);
        let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["date", "times", "place"]);
    }

    #[test]
    fn no_field_breaks_out_of_its_place() {
        let bank = embedded::bank();
        let genre = &bank.genres["self-examination"];
        let mut form = form(&[("date", "2021"), ("place", "青石村"), ("x) study(", "1")]);
        form.kind = "visit(date: \"2020\")".to_owned();
        assert_eq!(read_form(&form, genre).0, None);
        form.kind = "visit".to_owned();
        let (fact, _) = read_form(&form, genre);
        assert_eq!(fact.map(|fact| fact.values.len()), Some(2));
        form.topics = vec!["nowhere".to_owned()];
        assert_eq!(read_form(&form, genre).1[0].field, "topics");
    }
}
