//! Workbooks of Office Open XML (`.xlsx`), transitional and strict.

use super::format::Format;
use super::xml::{Piece, pieces};
use super::{Content, Grid, Merged, Sheet};
use crate::archive::Archive;
use crate::message::Message;

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    is_hidden: bool,
    relation: String,
}

/// What cells refer to.
#[derive(Default)]
struct Book {
    listed: Vec<Listed>,
    counts_from_1904: bool,
    strings: Vec<String>,
    formats: Vec<Format>,
}

/// A cell while its element is open.
#[derive(Default)]
struct Open {
    place: (usize, usize),
    kind: String,
    style: usize,
    value: String,
}

/// Reads a workbook.
pub fn read(archive: &mut Archive<'_>) -> Result<Vec<Sheet>, Message> {
    let root = relations(archive, "")?;
    let target = root.iter().find(|(_, kind, _)| kind == "officeDocument");
    let path = target.map_or("xl/workbook.xml", |(_, _, target)| target);
    let part = archive.part(path)?.ok_or(Message::NotAWorkbook)?;
    let mut book = book(&part)?;
    let relations = relations(archive, path)?;
    let of_kind = |kind: &str| {
        relations
            .iter()
            .find(|(_, known, _)| known == kind)
            .map(|(_, _, target)| target.as_str())
    };
    if let Some(path) = of_kind("sharedStrings")
        && let Some(part) = archive.part(path)?
    {
        book.strings = strings(&part)?;
    }
    if let Some(path) = of_kind("styles")
        && let Some(part) = archive.part(path)?
    {
        book.formats = formats(&part)?;
    }
    let mut sheets = Vec::new();
    for listed in &book.listed {
        let path = relations
            .iter()
            .find(|(id, kind, _)| *id == listed.relation && kind == "worksheet")
            .map(|(_, _, target)| target.as_str());
        let Some(path) = path else {
            continue;
        };
        let part = archive.part(path)?.ok_or(Message::BrokenArchive)?;
        sheets.push(Sheet {
            name: listed.name.clone(),
            is_hidden: listed.is_hidden,
            rows: cells(&part, &book)?.into_rows()?,
            ..Sheet::default()
        });
    }
    Ok(sheets)
}

/// The relations of a part: id, kind (the last word of its address), and the target's path in the archive.
fn relations(
    archive: &mut Archive<'_>,
    path: &str,
) -> Result<Vec<(String, String, String)>, Message> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let own = format!("{folder}/_rels/{file}.rels");
    let Some(part) = archive.part(own.trim_start_matches('/'))? else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    pieces(&part, |piece| {
        if let Piece::Open(element) = piece
            && element.name == "Relationship"
            && element.attribute("TargetMode") != Some("External")
        {
            let attribute = |name| element.attribute(name).unwrap_or_default();
            let kind = attribute("Type").rsplit('/').next().unwrap_or_default();
            let target = match attribute("Target").strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => within(folder, attribute("Target")),
            };
            found.push((attribute("Id").to_owned(), kind.to_owned(), target));
        }
        Ok(())
    })?;
    Ok(found)
}

/// A target beside a folder's parts, `..` resolved.
fn within(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." | "" => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn book(part: &[u8]) -> Result<Book, Message> {
    let mut book = Book::default();
    pieces(part, |piece| {
        let Piece::Open(element) = piece else {
            return Ok(());
        };
        match element.name.as_str() {
            "workbookPr" => {
                book.counts_from_1904 =
                    matches!(element.attribute("date1904"), Some("1" | "true" | "on"));
            }
            "sheet" => book.listed.push(Listed {
                name: element.attribute("name").unwrap_or_default().to_owned(),
                is_hidden: element
                    .attribute("state")
                    .is_some_and(|state| state != "visible"),
                relation: element.attribute("id").unwrap_or_default().to_owned(),
            }),
            _ => {}
        }
        Ok(())
    })?;
    Ok(book)
}

/// The shared strings; the pronunciation that may stand beside one is none of its text.
fn strings(part: &[u8]) -> Result<Vec<String>, Message> {
    let mut strings: Vec<String> = Vec::new();
    let (mut is_text, mut is_spoken) = (false, false);
    pieces(part, |piece| {
        match piece {
            Piece::Open(element) => match element.name.as_str() {
                "si" => strings.push(String::new()),
                "t" => is_text = true,
                "rPh" => is_spoken = true,
                _ => {}
            },
            Piece::Close(name) => match name.as_str() {
                "t" => is_text = false,
                "rPh" => is_spoken = false,
                _ => {}
            },
            Piece::Text(text) => {
                if let Some(last) = strings.last_mut().filter(|_| is_text && !is_spoken) {
                    last.push_str(&text);
                }
            }
        }
        Ok(())
    })?;
    Ok(strings.iter().map(|text| unescaped(text)).collect())
}

/// The formats of the cell styles, in their order.
fn formats(part: &[u8]) -> Result<Vec<Format>, Message> {
    let mut own: Vec<(u16, Format)> = Vec::new();
    let mut formats = Vec::new();
    let mut is_cells = false;
    pieces(part, |piece| {
        match piece {
            Piece::Open(element) => match element.name.as_str() {
                "numFmt" => {
                    if let Some(id) = element.number("numFmtId") {
                        let code = element.attribute("formatCode").unwrap_or_default();
                        own.push((id, Format::parse(code)));
                    }
                }
                "cellXfs" => is_cells = true,
                "xf" if is_cells => {
                    let id = element.number("numFmtId").unwrap_or(0);
                    let known = own.iter().find(|(known, _)| *known == id);
                    formats
                        .push(known.map_or_else(|| Format::built_in(id), |(_, own)| own.clone()));
                }
                _ => {}
            },
            Piece::Close(name) if name == "cellXfs" => is_cells = false,
            Piece::Close(_) | Piece::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(formats)
}

fn cells(part: &[u8], book: &Book) -> Result<Grid, Message> {
    let mut grid = Grid::default();
    let (mut row, mut column) = (0, 0);
    let mut open: Option<Open> = None;
    let (mut is_value, mut is_spoken) = (false, false);
    pieces(part, |piece| {
        match piece {
            Piece::Open(element) => match element.name.as_str() {
                "row" => {
                    if let Some(number) = element.number::<usize>("r") {
                        row = number.saturating_sub(1);
                    }
                    column = 0;
                }
                "c" => {
                    let place = element.attribute("r").and_then(place);
                    let place = place.unwrap_or((row, column));
                    column = place.1;
                    open = Some(Open {
                        place,
                        kind: element.attribute("t").unwrap_or("n").to_owned(),
                        style: element.number("s").unwrap_or(0),
                        value: String::new(),
                    });
                }
                "v" | "t" => is_value = true,
                "rPh" => is_spoken = true,
                "mergeCell" => grid
                    .merged
                    .extend(element.attribute("ref").and_then(merged)),
                _ => {}
            },
            Piece::Close(name) => match name.as_str() {
                "v" | "t" => is_value = false,
                "rPh" => is_spoken = false,
                "c" => {
                    if let Some(open) = open.take() {
                        let place = open.place;
                        grid.set(place.0, place.1, content(open, book))?;
                    }
                    column += 1;
                }
                "row" => row += 1,
                _ => {}
            },
            Piece::Text(text) => {
                if let Some(open) = open.as_mut().filter(|_| is_value && !is_spoken) {
                    open.value.push_str(&text);
                }
            }
        }
        Ok(())
    })?;
    Ok(grid)
}

fn content(open: Open, book: &Book) -> Content {
    let value = open.value;
    if value.is_empty() {
        return Content::Empty;
    }
    match open.kind.as_str() {
        "s" => {
            let index: Option<usize> = value.trim().parse().ok();
            let text = index.and_then(|index| book.strings.get(index));
            text.map_or(Content::Empty, |text| Content::Text(text.clone()))
        }
        "str" | "inlineStr" => Content::Text(unescaped(&value)),
        "b" => Content::Flag(matches!(value.trim(), "1" | "true")),
        "e" => Content::Fault(value),
        "d" => Content::Date(value.split('T').next().unwrap_or_default().to_owned()),
        _ => match value.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => book
                .formats
                .get(open.style)
                .unwrap_or(&Format::Plain)
                .content(number, book.counts_from_1904),
            _ => Content::Text(value),
        },
    }
}

/// `C5` as row and column from 0.
fn place(reference: &str) -> Option<(usize, usize)> {
    let digits = reference.find(|character: char| character.is_ascii_digit())?;
    let (letters, number) = reference.split_at(digits);
    let mut column = 0usize;
    for letter in letters.bytes().filter(|letter| *letter != b'$') {
        let digit = letter.to_ascii_uppercase().checked_sub(b'A')?;
        column = column
            .checked_mul(26)?
            .checked_add(usize::from(digit) + 1)
            .filter(|column| digit < 26 && *column <= 1 << 20)?;
    }
    let row: usize = number.trim_start_matches('$').parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

fn merged(reference: &str) -> Option<Merged> {
    let (start, end) = reference.split_once(':')?;
    let (start, end) = (place(start)?, place(end)?);
    Some(Merged {
        rows: (start.0, end.0),
        column: start.1,
    })
}

/// `_x000D_` stands for the character of that number.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("_x") {
        plain.push_str(&rest[..start]);
        let code = rest.get(start + 2..start + 6);
        let is_closed = rest[start..].get(6..7) == Some("_");
        let character = code
            .filter(|code| is_closed && code.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        if let Some(character) = character {
            plain.push(character);
            rest = &rest[start + 7..];
        } else {
            plain.push_str("_x");
            rest = &rest[start + 2..];
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_escapes_are_read() {
        assert_eq!(place("C5"), Some((4, 2)));
        assert_eq!(place("$AA$10"), Some((9, 26)));
        for wrong in [
            "",
            "5",
            "C",
            "C0",
            "ZZZZZZZZZZZZZZZZZZ1",
            "C99999999999999999999",
            "甲1",
        ] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
        assert_eq!(unescaped("a_x000A_b_x5F_x_xZZZZ_"), "a\nb_x5F_x_xZZZZ_");
        assert_eq!(unescaped("_x005F_x000D_甲_x"), "_x000D_甲_x");
        assert_eq!(
            within("xl/worksheets", "../media/./a.png"),
            "xl/media/a.png"
        );
    }
}
