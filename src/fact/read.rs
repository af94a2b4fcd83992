//! Reads a facts file in RON; all faults are reported at once.

use super::confidential::{is_confidential, without_value};
use super::lint::{field_help, lint_text, lint_values};
use super::{Author, Fact, FactRole, Facts};
use crate::bank::{Bank, FactKind, Field, Genre};
use crate::diagnostic::{Diagnostic, Place, any_error, known_or_nearest};
use crate::message::Message;
use crate::source::Source;
use crate::syntax::{Entry, Node, NodeKind, Reader};
use crate::value::{Date, Raw, Value, ValueType};
use indexmap::IndexMap;
use std::ops::Range;

/// Fields that every kind has: id and label.
pub const COMMON: [(&str, &str); 5] = [
    ("topics", "涉及方面"),
    ("source", "来源"),
    ("note", "备注"),
    ("confidential", "不公开"),
    ("role", "用途"),
];

/// Reads a facts file. `genre` is used where the file names none. The facts hold every record without an error.
pub fn read_facts(source: &Source, bank: &Bank, genre: Option<&str>) -> (Facts, Vec<Diagnostic>) {
    let (mut reader, root) = Reader::open(source);
    note_encoding(&mut reader);
    let facts = root
        .and_then(|root| read_root(&mut reader, &root, bank, genre))
        .unwrap_or_default();
    let mut diagnostics = reader.diagnostics;
    diagnostics.sort_by_key(|diagnostic| match &diagnostic.place {
        Place::Span(span) => span.range.start,
        Place::Named(_) => 0,
    });
    (facts, diagnostics)
}

fn note_encoding(reader: &mut Reader<'_>) {
    let source = reader.source;
    reader.note_byte_order_mark();
    if let Some(offset) = source.text.find("\r\n") {
        let place = Place::Span(source.span(offset..offset));
        reader
            .diagnostics
            .push(Diagnostic::note(place, Message::CarriageReturns));
    }
}

fn read_root(
    reader: &mut Reader<'_>,
    root: &Node,
    bank: &Bank,
    genre: Option<&str>,
) -> Option<Facts> {
    let fields = reader.fields(root, &["genre", "edition", "author", "date", "facts"])?;
    let mut facts = Facts::default();
    for (name, target) in [("genre", &mut facts.genre), ("edition", &mut facts.edition)] {
        if let Some(node) = fields.get(name) {
            *target = reader.text(node).map(str::to_owned);
        }
    }
    if let Some(node) = fields.get("author") {
        facts.author = read_author(reader, node);
    }
    if let Some(node) = fields.get("date") {
        facts.date = read_date(reader, node);
    }
    if facts.author.name.is_empty() {
        let range = fields
            .get("author")
            .map_or_else(|| reader.head(root), |node| reader.head(node));
        let place = Place::Span(reader.source.span(range));
        let warning = Diagnostic::warning(place, Message::NoAuthor);
        reader
            .diagnostics
            .push(warning.help(Message::NameTheAuthor));
    }
    let genre_id = genre.map(str::to_owned).or_else(|| facts.genre.clone());
    let genre_range = fields
        .get("genre")
        .map_or(reader.head(root), |node| node.range.clone());
    let genre = find_genre(reader, bank, genre_id.as_deref(), genre_range)?;
    if let (Some(edition), Some(node)) = (&facts.edition, fields.get("edition"))
        && !genre.editions.contains_key(edition)
    {
        let known: Vec<&str> = genre.editions.keys().map(String::as_str).collect();
        let message = Message::UnknownEdition {
            edition: edition.clone(),
        };
        let help = known_or_nearest(edition, &known);
        reader.error(node.range.clone(), message, Some(help));
    }
    let edition = facts.edition.as_ref();
    let year = edition.and_then(|id| Some(genre.editions.get(id)?.year));
    let list = reader.required(root, &fields, "facts")?;
    match &list.kind {
        NodeKind::List(items) => {
            for (index, item) in items.iter().enumerate() {
                if let Some(fact) = read_fact(reader, genre, year, item) {
                    facts.facts.insert(format!("f{}", index + 1), fact);
                }
            }
        }
        _ => {
            for entry in reader.map(list) {
                if let Some(fact) = read_fact(reader, genre, year, &entry.value) {
                    facts.facts.insert(entry.key.clone(), fact);
                }
            }
        }
    }
    Some(facts)
}

/// The genre of an id, reported at `range` where the bank has none.
pub fn find_genre<'b>(
    reader: &mut Reader<'_>,
    bank: &'b Bank,
    id: Option<&str>,
    range: Range<usize>,
) -> Option<&'b Genre> {
    let known: Vec<&str> = bank.genres.keys().map(String::as_str).collect();
    let Some(id) = id else {
        let help = Message::KnownAre {
            known: known.iter().map(|&id| id.to_owned()).collect(),
        };
        reader.error(range, Message::NoGenre, Some(help));
        return None;
    };
    let found = bank.genres.get(id);
    if found.is_none() {
        let message = Message::UnknownGenre {
            genre: id.to_owned(),
        };
        let help = known_or_nearest(id, &known);
        reader.error(range, message, Some(help));
    }
    found
}

/// The date of a text.
pub fn read_date(reader: &mut Reader<'_>, node: &Node) -> Option<Date> {
    let raw = match &node.kind {
        NodeKind::Integer(year) => Raw::Integer(*year),
        _ => Raw::Text(reader.text(node)?),
    };
    match ValueType::Date.read(&raw) {
        Ok(Value::Date(date)) => Some(date),
        Ok(_) => None,
        Err((message, help)) => {
            reader.error(node.range.clone(), message, Some(help));
            None
        }
    }
}

/// An author's record.
pub fn read_author(reader: &mut Reader<'_>, node: &Node) -> Author {
    let mut author = Author::default();
    let known = ["name", "姓名", "post", "职务", "unit", "单位"];
    let Some(fields) = reader.fields(node, &known) else {
        return author;
    };
    for (name, node) in fields {
        let target = match name {
            "name" | "姓名" => &mut author.name,
            "post" | "职务" => &mut author.post,
            _ => &mut author.unit,
        };
        if let Some(text) = reader.text(node) {
            text.trim().clone_into(target);
        }
    }
    author
}

/// A fact's record; `None` where it has an error. Dates far from the `year` that the text is about are warned of.
pub fn read_fact(
    reader: &mut Reader<'_>,
    genre: &Genre,
    year: Option<i16>,
    node: &Node,
) -> Option<Fact> {
    let NodeKind::Record { name, fields } = &node.kind else {
        reader.expected(node, Message::AFactRecord);
        return None;
    };
    let errors_before = reader.diagnostics.len();
    let (kind_id, kind) = find_kind(reader, genre, node, name.as_deref())?;
    let mut fact = Fact {
        kind: kind_id.to_owned(),
        values: IndexMap::new(),
        topics: Vec::new(),
        role: None,
        confidential: false,
        source: String::new(),
        note: String::new(),
    };
    let mut seen: Vec<&str> = Vec::new();
    for entry in fields {
        let common = COMMON
            .iter()
            .find(|(id, label)| *id == entry.key || *label == entry.key);
        let declared = kind
            .fields
            .iter()
            .find(|(id, field)| **id == entry.key || field.label == entry.key);
        let id = common
            .map(|(id, _)| *id)
            .or(declared.map(|(id, _)| id.as_str()));
        let Some(id) = id else {
            unknown_field(reader, kind_id, kind, entry);
            continue;
        };
        if seen.contains(&id) {
            let message = Message::Repeated {
                key: entry.key.clone(),
            };
            reader.error(entry.key_range.clone(), message, None);
            continue;
        }
        seen.push(id);
        if common.is_some() {
            read_common(reader, genre, id, &entry.value, &mut fact);
        } else if let Some((_, field)) = declared
            && let Some(value) = read_value(reader, field, &entry.value)
        {
            fact.values.insert(id.to_owned(), value);
        }
    }
    for (id, field) in &kind.fields {
        if field.required && !fact.values.contains_key(id) {
            let faulty = seen.contains(&id.as_str())
                && fields.iter().any(|entry| {
                    (entry.key == *id || entry.key == field.label) && !is_empty(&entry.value)
                });
            if !faulty && !reader.is_blanked(&node.range) {
                let message = Message::MissingFactField {
                    kind: kind.label.clone(),
                    field: field.label.clone(),
                    id: id.clone(),
                };
                let help = field_help(field);
                let head = reader.head(node);
                reader.error(head, message, Some(help));
            }
        }
    }
    for (id, message, help) in lint_values(kind, &fact.values, year) {
        let label = kind.fields.get(id).map(|field| field.label.as_str());
        let entry = fields
            .iter()
            .find(|entry| entry.key == id || Some(entry.key.as_str()) == label);
        if let Some(entry) = entry {
            let place = Place::Span(reader.source.span(entry.value.range.clone()));
            reader
                .diagnostics
                .push(Diagnostic::warning(place, message).help(help));
        }
    }
    if is_confidential(fields) {
        for diagnostic in &mut reader.diagnostics[errors_before..] {
            diagnostic.message = without_value(diagnostic.message.clone());
        }
    }
    let faulty = reader.diagnostics[errors_before..]
        .iter()
        .any(|diagnostic| diagnostic.severity == crate::diagnostic::Severity::Error)
        || reader.is_blanked(&node.range);
    if faulty {
        return None;
    }
    fact.derive(kind);
    Some(fact)
}

fn find_kind<'g>(
    reader: &mut Reader<'_>,
    genre: &'g Genre,
    node: &Node,
    name: Option<&str>,
) -> Option<(&'g str, &'g FactKind)> {
    let Some(name) = name else {
        reader.expected(node, Message::AFactRecord);
        return None;
    };
    let found = genre.kind(name);
    if found.is_none() {
        let kinds = &genre.definition.kinds;
        let known: Vec<&str> = if name.is_ascii() {
            kinds.keys().map(String::as_str).collect()
        } else {
            kinds.values().map(|kind| kind.label.as_str()).collect()
        };
        let message = Message::UnknownKind {
            kind: name.to_owned(),
        };
        let help = known_or_nearest(name, &known);
        let range = node.range.start..node.range.start + name.len();
        reader.error(range, message, Some(help));
    }
    found
}

fn unknown_field(reader: &mut Reader<'_>, kind_id: &str, kind: &FactKind, entry: &Entry) {
    let known: Vec<&str> = if entry.key.is_ascii() {
        kind.fields
            .keys()
            .map(String::as_str)
            .chain(COMMON.iter().map(|(id, _)| *id))
            .collect()
    } else {
        kind.fields
            .values()
            .map(|field| field.label.as_str())
            .chain(COMMON.iter().map(|(_, label)| *label))
            .collect()
    };
    let message = Message::UnknownFactField {
        kind: format!("{}（{kind_id}）", kind.label),
        field: entry.key.clone(),
    };
    let help = known_or_nearest(&entry.key, &known);
    reader.error(entry.key_range.clone(), message, Some(help));
}

fn read_common(reader: &mut Reader<'_>, genre: &Genre, id: &str, node: &Node, fact: &mut Fact) {
    match id {
        "topics" => fact.topics = read_topics(reader, genre, node),
        "confidential" => fact.confidential = reader.boolean(node).unwrap_or(false),
        "role" => {
            let Some(text) = reader.text(node) else {
                return;
            };
            let found = FactRole::NAMED
                .iter()
                .find(|(id, label, _)| *id == text || *label == text);
            if found.is_none() {
                let options = FactRole::NAMED
                    .iter()
                    .map(|(id, label, _)| format!("{id} {label}"))
                    .collect();
                let message = Message::UnknownRole {
                    role: text.to_owned(),
                };
                let help = Message::WriteOneOf { options };
                reader.error(node.range.clone(), message, Some(help));
            }
            fact.role = found.map(|(_, _, role)| *role);
        }
        _ => {
            if let Some(text) = reader.text(node) {
                let target = if id == "source" {
                    &mut fact.source
                } else {
                    &mut fact.note
                };
                text.trim().clone_into(target);
            }
        }
    }
}

fn read_topics(reader: &mut Reader<'_>, genre: &Genre, node: &Node) -> Vec<String> {
    let names: Vec<(String, Range<usize>)> = match &node.kind {
        NodeKind::Text(text) => text
            .split(['、', '；', ';'])
            .map(|name| (name.trim().to_owned(), node.range.clone()))
            .filter(|(name, _)| !name.is_empty())
            .collect(),
        _ => reader
            .list(node)
            .iter()
            .filter_map(|item| {
                let text = reader.text(item)?;
                Some((text.trim().to_owned(), item.range.clone()))
            })
            .collect(),
    };
    let mut topics = Vec::new();
    for (name, range) in names {
        let found = genre.topics.get_key_value(name.as_str()).or_else(|| {
            genre
                .topics
                .iter()
                .find(|(_, topic)| topic.get().title == name)
        });
        if let Some((id, _)) = found {
            topics.push(id.clone());
        } else {
            let known: Vec<&str> = if name.is_ascii() {
                genre.topics.keys().map(String::as_str).collect()
            } else {
                genre
                    .topics
                    .values()
                    .map(|topic| topic.get().title.as_str())
                    .collect()
            };
            let help = known_or_nearest(&name, &known);
            reader.error(range, Message::UnknownTopic { topic: name }, Some(help));
        }
    }
    topics
}

/// Reads one answer as a field's value, by the rules of facts files; where it cannot be used, only its faults are returned.
pub fn read_answer(field: &Field, text: &str) -> (Option<Value>, Vec<Diagnostic>) {
    let source = Source::new("", text);
    let mut reader = Reader::over(&source);
    let node = Node {
        range: 0..source.text.len(),
        kind: NodeKind::Text(source.text.clone()),
    };
    let value = read_value(&mut reader, field, &node);
    let value = value.filter(|_| !any_error(&reader.diagnostics));
    (value, reader.diagnostics)
}

fn read_value(reader: &mut Reader<'_>, field: &Field, node: &Node) -> Option<Value> {
    if is_empty(node) {
        return None;
    }
    let raw = match &node.kind {
        NodeKind::Text(text) => Raw::Text(text),
        NodeKind::Integer(number) => Raw::Integer(*number),
        NodeKind::Number(number) => Raw::Number(*number),
        NodeKind::Record { .. } | NodeKind::Map(_) | NodeKind::List(_) | NodeKind::Word(_) => {
            reader.expected(node, field.value_type.expectation());
            return None;
        }
    };
    let value = match field.value_type.read(&raw) {
        Ok(value) => value,
        Err((message, help)) => {
            reader.error(node.range.clone(), message, Some(help));
            return None;
        }
    };
    if let Value::Count(number, _) = &value
        && *number < field.least
    {
        let least = field.least;
        let message = Message::CountTooSmall { least };
        let help = Some(Message::WriteTheFactOrLeaveItOut);
        reader.error(node.range.clone(), message, help);
        return None;
    }
    if let Value::Amount(amount) = &value
        && amount.unit.is_empty()
    {
        let place = Place::Span(reader.source.span(node.range.clone()));
        let warning = Diagnostic::warning(place, Message::AmountWithoutUnit);
        reader.diagnostics.push(warning.help(field_help(field)));
    }
    if let Raw::Text(text) = raw {
        let span = reader.source.span(node.range.clone());
        reader.diagnostics.extend(lint_text(field, text, &span));
    }
    Some(value)
}

fn is_empty(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Text(text) => text.trim().is_empty(),
        NodeKind::Word(word) => word == "None",
        _ => false,
    }
}
