//! A row of a table as a fact: its cells become the record that a facts file would hold.

use super::EXAMPLE;
use super::cell::{Fault, of_common, of_field};
use super::columns::{Column, Header, column, kind_of, plain};
use crate::bank::{FactKind, Genre};
use crate::diagnostic::{Diagnostic, Place, known_or_nearest};
use crate::fact::Fact;
use crate::fact::confidential::{is_confidential, without_value};
use crate::fact::read::{COMMON, read_fact};
use crate::message::Message;
use crate::sheet::{Content, Row, Sheet};
use crate::source::Source;
use crate::syntax::{Entry, Node, NodeKind, Reader};
use crate::value::ValueType;
use std::ops::Range;

/// A fact with the id that its row gives, and where.
pub struct Found {
    /// As written; empty where the row gives none.
    pub id: String,
    /// The kind's id.
    pub kind: String,
    /// The row's number.
    pub row: usize,
    /// The cell that gives the id.
    pub place: String,
    /// The fact.
    pub fact: Fact,
}

/// A sheet's reading.
pub struct Reading<'r> {
    /// The genre whose kinds it holds.
    pub genre: &'r Genre,
    /// The year that the text is about, where the ledger says so.
    pub year: Option<i16>,
    /// The sheet.
    pub sheet: &'r Sheet,
    /// Its header.
    pub header: Header,
    /// The faults so far.
    pub diagnostics: Vec<Diagnostic>,
}

/// A row's cells as a record, with the columns that they come from.
#[derive(Default)]
struct Record {
    text: String,
    columns: Vec<(Range<usize>, usize)>,
    fields: Vec<Entry>,
    has_fault: bool,
}

impl<'r> Reading<'r> {
    /// Reports columns that no field answers to, and required fields without a column; the ids of the latter.
    pub fn lint_header(&mut self, kind: &FactKind) -> Vec<String> {
        let (sheet, header) = (self.sheet, &self.header);
        let number = sheet.rows[header.at].number;
        let mut seen: Vec<Column<'_>> = Vec::new();
        for named in &header.columns {
            let place = Place::Named(sheet.place_of(number, named.column));
            match column(&named.name, kind) {
                Some(Column::Counter) => {}
                Some(column) if seen.contains(&column) => {
                    let message = Message::Repeated {
                        key: named.text.clone(),
                    };
                    let diagnostic = Diagnostic::error(place, message);
                    self.diagnostics
                        .push(diagnostic.help(Message::GiveAnotherName));
                }
                Some(column) => seen.push(column),
                None => {
                    let is_empty = sheet.rows[header.at + 1..].iter().all(|row| {
                        let cell = row.cells.get(named.column);
                        cell.is_none_or(|cell| cell.content.is_empty())
                    });
                    if is_empty {
                        continue;
                    }
                    let known: Vec<&str> = if named.name.is_ascii() {
                        let ids = COMMON.iter().map(|(id, _)| *id);
                        kind.fields.keys().map(String::as_str).chain(ids).collect()
                    } else {
                        let labels = COMMON.iter().map(|(_, label)| *label);
                        let fields = kind.fields.values();
                        fields
                            .map(|field| field.label.as_str())
                            .chain(labels)
                            .collect()
                    };
                    let message = Message::ColumnIgnored {
                        kind: kind.label.clone(),
                        column: named.text.clone(),
                    };
                    let help = known_or_nearest(&named.name, &known);
                    self.diagnostics
                        .push(Diagnostic::warning(place, message).help(help));
                }
            }
        }
        let mut absent = Vec::new();
        let has_rows = sheet.rows.len() > header.at + 1;
        for (id, field) in kind.fields.iter().filter(|(_, field)| field.required) {
            if has_rows && !seen.contains(&Column::Field(id)) {
                let message = Message::NoColumn {
                    kind: kind.label.clone(),
                    field: field.label.clone(),
                    id: id.clone(),
                };
                let place = Place::Named(format!("{}!{number}", sheet.place));
                self.diagnostics
                    .push(Diagnostic::error(place, message).help(Message::AddTheColumn));
                absent.push(id.clone());
            }
        }
        absent
    }

    /// The fact of a row, if it holds one without fault.
    pub fn row(
        &mut self,
        row: &Row,
        own: Option<(&str, &FactKind)>,
        absent: &[String],
    ) -> Option<Found> {
        if row
            .cells
            .iter()
            .all(|cell| cell.is_covered || cell.content.is_empty())
            || is_total(row)
        {
            return None;
        }
        let genre = self.genre;
        let (kind_id, kind) = match own {
            Some((id, kind)) => (id, kind),
            None => self.kind(row)?,
        };
        let mut id = (String::new(), self.sheet.place_of(row.number, 0));
        let mut cells = Vec::new();
        for named in &self.header.columns {
            let Some(cell) = row.cells.get(named.column) else {
                continue;
            };
            if cell.content.is_empty() {
                continue;
            }
            match column(&named.name, kind) {
                Some(Column::Id) if !cell.is_covered => {
                    let place = self.sheet.place_of(row.number, named.column);
                    id = (cell.content.text(), place);
                }
                Some(column @ (Column::Common(_) | Column::Field(_))) => {
                    cells.push((named.column, column, &cell.content, named.bracket.clone()));
                }
                _ => {}
            }
        }
        if cells.is_empty() {
            return None;
        }
        let is_marked = plain(&id.0) == EXAMPLE.0 || plain(&id.0) == EXAMPLE.1;
        if is_marked {
            id.0.clear();
            let kept = |column: Column<'_>, content: &Content| match column {
                Column::Field(id) => kind
                    .fields
                    .get(id)
                    .is_some_and(|field| field.sample() == content.text()),
                _ => false,
            };
            if cells
                .iter()
                .all(|(_, column, content, _)| kept(*column, content))
            {
                return None;
            }
            // What is left of the example in a row that was written over would become an invented detail.
            for (at, column, content, _) in &cells {
                let is_choice = matches!(column, Column::Field(id)
                    if kind.fields.get(*id).is_some_and(|field| matches!(field.value_type, ValueType::Choice(_))));
                if kept(*column, content) && !is_choice {
                    let place = Place::Named(self.sheet.place_of(row.number, *at));
                    let diagnostic = Diagnostic::error(place, Message::StillTheExample);
                    self.diagnostics
                        .push(diagnostic.help(Message::WriteYourOwnOrUnmark));
                }
            }
        }
        let mut record = Record::default();
        for (at, column, content, bracket) in cells {
            let (key, value) = match column {
                Column::Common(id) => (id, of_common(id, content)),
                Column::Field(id) => match kind.fields.get(id) {
                    Some(field) => {
                        let value = of_field(field, content, &bracket, self.sheet.is_text);
                        (id, value)
                    }
                    None => continue,
                },
                Column::Id | Column::Kind | Column::Counter => continue,
            };
            self.add(&mut record, row, at, key, content, value);
        }
        let fact = self.fact(record, row, (kind_id, kind), absent, genre)?;
        Some(Found {
            id: id.0,
            kind: kind_id.to_owned(),
            row: row.number,
            place: id.1,
            fact,
        })
    }

    /// Adds a cell to a record; a value that could not be made is reported.
    fn add(
        &mut self,
        record: &mut Record,
        row: &Row,
        column: usize,
        key: &str,
        content: &Content,
        value: Result<NodeKind, Fault>,
    ) {
        let start = record.text.len();
        record.text.push_str(&content.text());
        let range = start..record.text.len();
        record.text.push('\n');
        record.columns.push((range.clone(), column));
        let kind = match value {
            Ok(kind) => kind,
            Err((message, help)) => {
                let place = Place::Named(self.sheet.place_of(row.number, column));
                let mut diagnostic = Diagnostic::error(place, message);
                diagnostic.help = help;
                self.diagnostics.push(diagnostic);
                record.has_fault = true;
                // A mark that cannot be read counts as one.
                if key != "confidential" {
                    return;
                }
                NodeKind::Word("true".to_owned())
            }
        };
        record.fields.push(Entry {
            key: key.to_owned(),
            key_range: range.clone(),
            value: Node { range, kind },
        });
    }

    /// Reads a record by the rules of facts files and gives its faults the places of the cells.
    fn fact(
        &mut self,
        record: Record,
        row: &Row,
        (kind_id, kind): (&str, &FactKind),
        absent: &[String],
        genre: &Genre,
    ) -> Option<Fact> {
        let node = Node {
            range: 0..record.text.len(),
            kind: NodeKind::Record {
                name: Some(kind_id.to_owned()),
                fields: record.fields,
            },
        };
        if let NodeKind::Record { fields, .. } = &node.kind
            && is_confidential(fields)
        {
            let place = format!("{}!", self.sheet.place);
            for diagnostic in &mut self.diagnostics {
                let is_here = matches!(&diagnostic.place, Place::Named(named)
                if named.strip_prefix(&place).is_some_and(|cell| {
                    cell.trim_start_matches(|letter: char| letter.is_ascii_uppercase()) == row.number.to_string()
                }));
                if is_here {
                    diagnostic.message = without_value(diagnostic.message.clone());
                }
            }
        }
        let source = Source {
            name: String::new(),
            text: record.text,
            had_bom: false,
        };
        let mut reader = Reader::over(&source);
        let fact = read_fact(&mut reader, genre, self.year, &node);
        let unread: Vec<usize> = record.columns.iter().map(|(_, column)| *column).collect();
        for mut diagnostic in std::mem::take(&mut reader.diagnostics) {
            let column_of = |id: &str| {
                let named = self
                    .header
                    .columns
                    .iter()
                    .find(|named| column(&named.name, kind) == Some(Column::Field(id)));
                named.map(|named| named.column)
            };
            let at = match (&diagnostic.message, &diagnostic.place) {
                (Message::MissingFactField { id, .. }, _) => {
                    let at = column_of(id);
                    // Said once, at the header; or the cell holds something that was reported already.
                    if absent.contains(id) || at.is_some_and(|at| unread.contains(&at)) {
                        continue;
                    }
                    at
                }
                (_, Place::Span(span)) => record
                    .columns
                    .iter()
                    .find(|(range, _)| span.range.start <= range.end)
                    .map(|(_, column)| *column),
                (_, Place::Named(_)) => None,
            };
            diagnostic.place = Place::Named(self.sheet.place_of(row.number, at.unwrap_or(0)));
            self.diagnostics.push(diagnostic);
        }
        fact.filter(|_| !record.has_fault)
    }

    /// The kind that a row of a mixed table names.
    fn kind(&mut self, row: &Row) -> Option<(&'r str, &'r FactKind)> {
        let genre = self.genre;
        let any = genre.definition.kinds.values().next()?;
        let named = self
            .header
            .columns
            .iter()
            .find(|named| column(&named.name, any) == Some(Column::Kind))?;
        let text = row
            .cells
            .get(named.column)
            .map_or_else(String::new, |cell| cell.content.text());
        let found = kind_of(&text, genre);
        if found.is_none() {
            let kinds = &genre.definition.kinds;
            let known: Vec<&str> = kinds.values().map(|kind| kind.label.as_str()).collect();
            let place = Place::Named(self.sheet.place_of(row.number, named.column));
            let help = known_or_nearest(&text, &known);
            let message = Message::UnknownKind { kind: text };
            self.diagnostics
                .push(Diagnostic::error(place, message).help(help));
        }
        found
    }
}

/// Whether a row only sums up those above it.
fn is_total(row: &Row) -> bool {
    let first = row.cells.iter().find(|cell| !cell.content.is_empty());
    first.is_some_and(|cell| {
        let text = plain(&cell.content.text());
        ["合计", "总计", "小计", "共计"].contains(&text.as_str())
    })
}
