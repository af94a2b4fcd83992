//! Facts as tables of text, one a kind, as workbooks and CSV files hold them.

use super::{ABOUT, AUTHOR, EXAMPLE, ID, YES, label, ordered, sheet_name, unit};
use crate::bank::{FactKind, Genre};
use crate::fact::read::COMMON;
use crate::fact::{Fact, FactRole, Facts};
use crate::message::Language;
use crate::value::{Date, Value};

/// A sheet's name, its header and its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The sheet's name, or the CSV file's without its ending.
    pub name: String,
    /// The kind's id; empty for the sheet about the author.
    pub kind: String,
    /// The header and the rows below it.
    pub rows: Vec<Vec<String>>,
    /// Whether the first row below the header only shows how to write.
    pub has_example: bool,
}

/// All of a writer's facts, confidential ones included, with the author's table first; `with_example` puts a row that shows how
/// to write at the head of each kind's.
pub fn tables(genre: &Genre, facts: &Facts, with_example: bool) -> Vec<Table> {
    let language = genre.definition.language;
    let mut tables = vec![about(genre, facts, language)];
    for (id, kind) in &genre.definition.kinds {
        let mut rows = vec![header(kind, language)];
        if with_example {
            let mut row = vec![label(EXAMPLE, language).to_owned()];
            row.extend(ordered(kind).map(|(_, field)| field.sample().to_owned()));
            rows.push(row);
        }
        let own = facts.facts.iter().filter(|(_, fact)| fact.kind == *id);
        rows.extend(own.map(|(id, fact)| row(id, fact, kind, genre)));
        tables.push(Table {
            name: sheet_name(id, kind).to_owned(),
            kind: id.clone(),
            rows,
            has_example: with_example,
        });
    }
    tables
}

fn about(genre: &Genre, facts: &Facts, language: Language) -> Table {
    let author = &facts.author;
    let date = facts.date.map_or_else(String::new, Date::iso);
    let values = [
        author.name.as_str(),
        &author.post,
        &author.unit,
        facts.genre.as_deref().map_or("", |_| &genre.definition.id),
        facts.edition.as_deref().unwrap_or_default(),
        &date,
    ];
    let rows = ABOUT
        .into_iter()
        .zip(values)
        .map(|(name, value)| vec![label(name, language).to_owned(), value.to_owned()]);
    Table {
        name: label(AUTHOR, language).to_owned(),
        rows: rows.collect(),
        ..Table::default()
    }
}

/// The header of a kind's table: a star marks what must be filled in, brackets hold the unit.
fn header(kind: &FactKind, language: Language) -> Vec<String> {
    let mut header = vec![label(ID, language).to_owned()];
    for (_, field) in ordered(kind) {
        let star = if field.required { "*" } else { "" };
        let unit = unit(field).map_or_else(String::new, |unit| match language {
            Language::Chinese => format!("（{unit}）"),
            Language::English => format!(" ({unit})"),
        });
        header.push(format!("{}{star}{unit}", field.label));
    }
    header.extend(COMMON.map(|name| label(name, language).to_owned()));
    header
}

fn row(id: &str, fact: &Fact, kind: &FactKind, genre: &Genre) -> Vec<String> {
    let language = genre.definition.language;
    let mut row = vec![id.to_owned()];
    for (id, _) in ordered(kind) {
        let value = fact
            .values
            .get(id)
            .filter(|value| !fact.is_derived(kind, id, value));
        row.push(value.map_or_else(String::new, |value| cell(value, language)));
    }
    for (id, _) in COMMON {
        row.push(match id {
            "topics" => topics(fact, genre),
            "role" => role(fact, language).to_owned(),
            "confidential" if fact.confidential => label(YES, language).to_owned(),
            "source" => fact.source.clone(),
            "note" => fact.note.clone(),
            _ => String::new(),
        });
    }
    row
}

fn cell(value: &Value, language: Language) -> String {
    match value {
        Value::Date(date) => date.iso(),
        Value::Period(period) => {
            let joint = match language {
                Language::Chinese => "至",
                Language::English => "..",
            };
            format!("{}{joint}{}", period.start.iso(), period.end.iso())
        }
        Value::Count(number, _) => number.to_string(),
        Value::Amount(amount) => amount.text.clone(),
        Value::Title(title) => format!("《{title}》"),
        Value::Place(text) | Value::Name(text) | Value::Text(text) | Value::Choice(text) => {
            text.clone()
        }
    }
}

/// The topics' titles; a title that would be taken for two, or for another's, yields to the id.
fn topics(fact: &Fact, genre: &Genre) -> String {
    let names: Vec<&str> = fact
        .topics
        .iter()
        .map(|id| {
            let title = genre.topic(id).map_or("", |topic| topic.title.as_str());
            let is_plain = !title.is_empty() && !title.contains(['、', '；', ';']);
            let mut titled = genre
                .topics
                .values()
                .filter(|topic| topic.get().title == title);
            let is_own = titled.next().is_some() && titled.next().is_none();
            if is_plain && is_own { title } else { id }
        })
        .collect();
    names.join(match genre.definition.language {
        Language::Chinese => "、",
        Language::English => "; ",
    })
}

fn role(fact: &Fact, language: Language) -> &'static str {
    FactRole::NAMED
        .iter()
        .find(|(_, _, role)| Some(*role) == fact.role)
        .map_or("", |(id, name, _)| label((id, name), language))
}
