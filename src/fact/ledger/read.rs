//! Reads ledgers. Each row becomes the record that a facts file would hold, so that both are read by the same rules; all faults
//! are reported at once, each with its sheet, row and column.

use super::about::About;
use super::cell::{Fault, of_common, of_field};
use super::columns::{Column, Header, column, header, kind_of, plain};
use super::{EXAMPLE, GUIDE};
use crate::bank::{Bank, FactKind, Genre};
use crate::diagnostic::{Diagnostic, Place, any_error, known_or_nearest, nearest};
use crate::fact::confidential::{is_confidential, without_value};
use crate::fact::read::{COMMON, read_fact};
use crate::fact::{Author, Fact, Facts};
use crate::message::Message;
use crate::sheet::{self, Content, File, Row, Sheet};
use crate::source::Source;
use crate::syntax::{Entry, Node, NodeKind, Reader};
use crate::value::{Date, Raw, Value, ValueType};
use indexmap::IndexMap;
use std::ops::Range;

/// A fact with the id that its row gives, and where.
struct Found {
    /// As written; empty where the row gives none.
    id: String,
    kind: String,
    row: usize,
    place: String,
    fact: Fact,
}

/// A sheet's reading.
struct Reading<'r> {
    genre: &'r Genre,
    sheet: &'r Sheet,
    header: Header,
    diagnostics: Vec<Diagnostic>,
}

/// A row's cells as a record, with the columns that they come from.
#[derive(Default)]
struct Record {
    text: String,
    columns: Vec<(Range<usize>, usize)>,
    fields: Vec<Entry>,
    has_fault: bool,
}

/// Reads a ledger's files, each with its name; `place` is what the user calls the whole. `genre` is used where the ledger names none.
pub fn read_ledger(
    place: &str,
    files: &[File],
    bank: &Bank,
    genre: Option<&str>,
) -> (Facts, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut sheets = Vec::new();
    for File { name, bytes } in files {
        match sheet::read(name, bytes) {
            Ok(found) => sheets.extend(named_after_file(found, name)),
            Err((message, help)) => {
                let place = Place::Named(name.clone());
                diagnostics.push(Diagnostic::error(place, message).help(help));
            }
        }
    }
    let mut about = About::default();
    for sheet in sheets.iter().filter(|sheet| About::is_name(&sheet.name)) {
        about.read(sheet);
    }
    let mut facts = Facts {
        author: author(&about),
        ..Facts::default()
    };
    let found_genre = find_genre(place, &about, bank, genre, &mut diagnostics);
    if any_error(&diagnostics) && sheets.is_empty() {
        return (facts, diagnostics);
    }
    let Some(found_genre) = found_genre else {
        return (facts, diagnostics);
    };
    if about.get("genre").is_some() {
        facts.genre = Some(found_genre.definition.id.clone());
    }
    facts.edition = find_edition(&about, found_genre, &mut diagnostics);
    facts.date = find_date(&about, &mut diagnostics);
    if facts.author.name.is_empty() {
        let warning = Diagnostic::warning(Place::Named(place.to_owned()), Message::NoAuthor);
        diagnostics.push(warning.help(Message::FillInTheAuthorSheet));
    }
    let mut found = Vec::new();
    let mut has_table = false;
    for sheet in &sheets {
        if About::is_name(&sheet.name) || sheet.rows.is_empty() {
            continue;
        }
        has_table |= read_sheet(sheet, found_genre, &mut found, &mut diagnostics);
    }
    if !has_table && !any_error(&diagnostics) {
        let known = found_genre.definition.kinds.values();
        let help = Message::NameSheetsAfterKinds {
            known: known.map(|kind| kind.label.clone()).collect(),
        };
        let place = Place::Named(place.to_owned());
        diagnostics.push(Diagnostic::error(place, Message::NoFactSheet).help(help));
    }
    facts.facts = with_ids(found, &mut diagnostics);
    (facts, diagnostics)
}

/// A workbook of one sheet that was never named is what its file is called.
fn named_after_file(mut sheets: Vec<Sheet>, file: &str) -> Vec<Sheet> {
    let mut filled = sheets.iter_mut().filter(|sheet| !sheet.rows.is_empty());
    if let (Some(sheet), None) = (filled.next(), filled.next()) {
        let name = sheet.name.to_lowercase();
        let rest = ["sheet", "工作表", "表"]
            .iter()
            .find_map(|default| name.strip_prefix(default));
        if rest.is_some_and(|rest| rest.chars().all(|character| character.is_ascii_digit())) {
            let stem = file.rsplit(['/', '\\']).next().unwrap_or(file);
            stem.rsplit_once('.')
                .map_or(stem, |(stem, _)| stem)
                .clone_into(&mut sheet.name);
        }
    }
    sheets
}

fn author(about: &About) -> Author {
    let text = |id| {
        about
            .get(id)
            .map_or_else(String::new, |(value, _)| value.to_owned())
    };
    Author {
        name: text("name"),
        post: text("post"),
        unit: text("unit"),
    }
}

fn find_genre<'b>(
    place: &str,
    about: &About,
    bank: &'b Bank,
    asked: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<&'b Genre> {
    let known = || bank.genres.keys().map(String::as_str).collect::<Vec<_>>();
    let said = about.get("genre");
    let Some((name, place)) = asked.map(|asked| (asked, place)).or(said) else {
        let help = Message::NameTheGenre {
            known: known().into_iter().map(str::to_owned).collect(),
        };
        let place = Place::Named(place.to_owned());
        diagnostics.push(Diagnostic::error(place, Message::NoGenre).help(help));
        return None;
    };
    let found = bank.genres.get(name).or_else(|| {
        let mut titled = bank
            .genres
            .values()
            .filter(|genre| genre.definition.title == name);
        titled.next().filter(|_| titled.next().is_none())
    });
    if found.is_none() {
        let message = Message::UnknownGenre {
            genre: name.to_owned(),
        };
        let diagnostic = Diagnostic::error(Place::Named(place.to_owned()), message);
        diagnostics.push(diagnostic.help(known_or_nearest(name, &known())));
    }
    found
}

fn find_edition(about: &About, genre: &Genre, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let (name, place) = about.get("edition")?;
    let bare = name.trim_end_matches("年度").trim_end_matches('年');
    let found = genre
        .editions
        .get_key_value(name)
        .or_else(|| genre.editions.get_key_value(bare));
    if let Some((id, _)) = found {
        return Some(id.clone());
    }
    let known: Vec<&str> = genre.editions.keys().map(String::as_str).collect();
    let message = Message::UnknownEdition {
        edition: name.to_owned(),
    };
    let diagnostic = Diagnostic::error(Place::Named(place.to_owned()), message);
    diagnostics.push(diagnostic.help(known_or_nearest(name, &known)));
    Some(name.to_owned())
}

fn find_date(about: &About, diagnostics: &mut Vec<Diagnostic>) -> Option<Date> {
    let (text, place) = about.get("date")?;
    match ValueType::Date.read(&Raw::Text(text)) {
        Ok(Value::Date(date)) => Some(date),
        Ok(_) => None,
        Err((message, help)) => {
            let place = Place::Named(place.to_owned());
            diagnostics.push(Diagnostic::error(place, message).help(help));
            None
        }
    }
}

/// Reads a sheet's facts; whether it is a table of facts at all.
fn read_sheet(
    sheet: &Sheet,
    genre: &Genre,
    found: &mut Vec<Found>,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let kinds: Vec<&FactKind> = genre.definition.kinds.values().collect();
    let place = || Place::Named(sheet.place.clone());
    let own = kind_of(&sheet.name, genre);
    let header = match own {
        Some((_, kind)) => header(sheet, &[kind]),
        None => header(sheet, &kinds),
    };
    let is_mixed = own.is_none()
        && header.as_ref().is_some_and(|header| {
            let columns = header.columns.iter();
            kinds.first().is_some_and(|kind| {
                columns
                    .filter_map(|named| column(&named.name, kind))
                    .any(|column| column == Column::Kind)
            })
        });
    if own.is_none() && !is_mixed {
        if !sheet.is_hidden {
            diagnostics.push(ignored(sheet, genre));
        }
        return false;
    }
    let Some(header) = header else {
        let kind = own.map_or("", |(_, kind)| &kind.label);
        let message = Message::NoHeader {
            kind: kind.to_owned(),
        };
        let fields = own.into_iter().flat_map(|(_, kind)| super::ordered(kind));
        let help = Message::KnownAre {
            known: fields.map(|(_, field)| field.label.clone()).collect(),
        };
        diagnostics.push(Diagnostic::error(place(), message).help(help));
        return true;
    };
    let mut reading = Reading {
        genre,
        sheet,
        header,
        diagnostics: Vec::new(),
    };
    let absent = own.map_or_else(Vec::new, |(_, kind)| reading.lint_header(kind));
    for row in &sheet.rows[reading.header.at + 1..] {
        found.extend(reading.row(row, own, &absent));
    }
    diagnostics.append(&mut reading.diagnostics);
    true
}

/// A sheet that holds no facts: a name that may be a slip is warned of, others are noted.
fn ignored(sheet: &Sheet, genre: &Genre) -> Diagnostic {
    let name = plain(&sheet.name);
    let kinds = &genre.definition.kinds;
    let known: Vec<&str> = if name.is_ascii() {
        kinds.keys().map(String::as_str).collect()
    } else {
        kinds.values().map(|kind| kind.label.as_str()).collect()
    };
    let place = Place::Named(sheet.place.clone());
    let message = Message::SheetIgnored {
        sheet: sheet.name.clone(),
    };
    let is_guide = name == GUIDE.0 || name.contains(GUIDE.1);
    match nearest(&name, known.iter().copied()).filter(|_| !is_guide) {
        Some(kind) => Diagnostic::warning(place, message).help(Message::DidYouMean {
            known: kind.to_owned(),
        }),
        None => Diagnostic::note(place, message),
    }
}

impl<'r> Reading<'r> {
    /// Reports columns that no field answers to, and required fields without a column; the ids of the latter.
    fn lint_header(&mut self, kind: &FactKind) -> Vec<String> {
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
    fn row(
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
        let fact = read_fact(&mut reader, genre, &node);
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

/// The facts by id. A row without one is called by its kind and its row, so that it can be named and stays the same; numbers
/// that several sheets give are told apart by the kind.
fn with_ids(found: Vec<Found>, diagnostics: &mut Vec<Diagnostic>) -> IndexMap<String, Fact> {
    let mut counts: IndexMap<String, usize> = IndexMap::new();
    for found in found.iter().filter(|found| !found.id.is_empty()) {
        *counts.entry(found.id.clone()).or_default() += 1;
    }
    let mut facts: IndexMap<String, Fact> = IndexMap::new();
    for found in found {
        let is_number = found.id.bytes().all(|byte| byte.is_ascii_digit());
        let is_shared = counts.get(&found.id).is_some_and(|count| *count > 1);
        let mut id = if found.id.is_empty() {
            format!("{}-{}", found.kind, found.row)
        } else if is_number && is_shared {
            format!("{}-{}", found.kind, found.id)
        } else {
            found.id.clone()
        };
        if !found.id.is_empty() && facts.contains_key(&id) {
            let message = Message::Repeated { key: found.id };
            let place = Place::Named(found.place);
            diagnostics.push(Diagnostic::error(place, message).help(Message::GiveAnotherName));
            continue;
        }
        let first = id.clone();
        let mut further = 2;
        while facts.contains_key(&id) || found.id.is_empty() && counts.contains_key(&id) {
            id = format!("{first}-{further}");
            further += 1;
        }
        facts.insert(id, found.fact);
    }
    facts
}
