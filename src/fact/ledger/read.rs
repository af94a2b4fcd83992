//! Reads ledgers. Each row becomes the record that a facts file would hold, so that both are read by the same rules; all faults
//! are reported at once, each with its sheet, row and column.

use super::about::About;
use super::columns::{Column, column, header, kind_of, plain};
use super::row::{Found, Reading};
use super::{GUIDE, ordered};
use crate::bank::{Bank, FactKind, Genre};
use crate::diagnostic::{Diagnostic, Place, any_error, known_or_nearest, nearest};
use crate::fact::{Author, Fact, Facts};
use crate::message::Message;
use crate::sheet::{self, File, Sheet};
use crate::value::{Date, Raw, Value, ValueType};
use indexmap::IndexMap;

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
    let edition = facts.edition.as_ref();
    let year = edition.and_then(|id| Some(found_genre.editions.get(id)?.year));
    let mut found = Vec::new();
    let mut has_table = false;
    for sheet in &sheets {
        if About::is_name(&sheet.name) || sheet.rows.is_empty() {
            continue;
        }
        has_table |= read_sheet(sheet, found_genre, year, &mut found, &mut diagnostics);
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
    year: Option<i16>,
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
        let fields = own.into_iter().flat_map(|(_, kind)| ordered(kind));
        let help = Message::KnownAre {
            known: fields.map(|(_, field)| field.label.clone()).collect(),
        };
        diagnostics.push(Diagnostic::error(place(), message).help(help));
        return true;
    };
    let mut reading = Reading {
        genre,
        year,
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
