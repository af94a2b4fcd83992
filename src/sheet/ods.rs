//! Workbooks of `OpenDocument` (`.ods`).

use super::format::Shown;
use super::xml::{Element, Piece, pieces};
use super::{Content, Grid, MOST_COLUMNS, Merged, Sheet};
use crate::archive::Archive;
use crate::message::Message;
use jiff::civil::Date;

/// The most copies of a row or cell with content that are read; a ledger repeats none.
const MOST_REPEATS: usize = 1_000;

/// A cell while its element is open.
struct Open {
    element: Element,
    paragraphs: Vec<String>,
}

/// Reads a workbook.
pub fn read(archive: &mut Archive<'_>) -> Result<Vec<Sheet>, Message> {
    let part = archive.part("content.xml")?.ok_or(Message::NotAWorkbook)?;
    let mut sheets = Vec::new();
    let mut sheet: Option<(Sheet, Grid)> = None;
    let mut cell: Option<Open> = None;
    let mut cells: Vec<(usize, Content)> = Vec::new();
    let (mut row, mut column, mut repeats) = (0usize, 0usize, 1usize);
    let (mut is_note, mut is_paragraph) = (false, false);
    pieces(&part, |piece| {
        match piece {
            Piece::Open(element) => match element.name.as_str() {
                "table" => {
                    let name = element.attribute("name").unwrap_or_default().to_owned();
                    let started = Sheet {
                        name,
                        ..Sheet::default()
                    };
                    sheet = Some((started, Grid::default()));
                    row = 0;
                }
                "table-row" => {
                    repeats = element.number("number-rows-repeated").unwrap_or(1);
                    column = 0;
                    cells.clear();
                }
                "table-cell" | "covered-table-cell" => {
                    cell = Some(Open {
                        element,
                        paragraphs: Vec::new(),
                    });
                }
                "annotation" => is_note = true,
                "p" if !is_note => {
                    is_paragraph = true;
                    if let Some(cell) = &mut cell {
                        cell.paragraphs.push(String::new());
                    }
                }
                "s" if is_paragraph => {
                    let spaces = element.number("c").unwrap_or(1usize).min(1_000);
                    push(&mut cell, &" ".repeat(spaces));
                }
                "tab" if is_paragraph => push(&mut cell, "\t"),
                "line-break" if is_paragraph => push(&mut cell, "\n"),
                _ => {}
            },
            Piece::Text(text) if is_paragraph && !is_note => push(&mut cell, &text),
            Piece::Text(_) => {}
            Piece::Close(name) => match name.as_str() {
                "annotation" => is_note = false,
                "p" => is_paragraph = false,
                "table-cell" | "covered-table-cell" => {
                    let Some(open) = cell.take() else {
                        return Ok(());
                    };
                    let copies: usize = open.element.number("number-columns-repeated").unwrap_or(1);
                    let spanned = open.element.number("number-rows-spanned").unwrap_or(1usize);
                    let content = content(&open);
                    if spanned > 1
                        && let Some((_, grid)) = &mut sheet
                    {
                        grid.merged.push(Merged {
                            rows: (row, row.saturating_add(spanned - 1)),
                            column,
                        });
                    }
                    if !content.is_empty() {
                        for copy in 0..copies.min(MOST_COLUMNS) {
                            cells.push((column.saturating_add(copy), content.clone()));
                        }
                    }
                    column = column.saturating_add(copies);
                }
                "table-row" => {
                    if let Some((_, grid)) = &mut sheet
                        && !cells.is_empty()
                    {
                        for copy in 0..repeats.min(MOST_REPEATS) {
                            for (column, content) in &cells {
                                grid.set(row.saturating_add(copy), *column, content.clone())?;
                            }
                        }
                    }
                    row = row.saturating_add(repeats);
                }
                "table" => {
                    if let Some((sheet, grid)) = sheet.take() {
                        sheets.push(Sheet {
                            rows: grid.into_rows()?,
                            ..sheet
                        });
                    }
                }
                _ => {}
            },
        }
        Ok(())
    })?;
    Ok(sheets)
}

fn push(cell: &mut Option<Open>, text: &str) {
    if let Some(paragraph) = cell.as_mut().and_then(|cell| cell.paragraphs.last_mut()) {
        paragraph.push_str(text);
    }
}

fn content(open: &Open) -> Content {
    let shown = open.paragraphs.join("\n");
    let kind = open.element.attribute("value-type").unwrap_or_default();
    match kind {
        "date" => {
            let value = open.element.attribute("date-value").unwrap_or_default();
            let value = value.split('T').next().unwrap_or_default();
            match value.parse::<Date>() {
                Ok(date) => Content::Date(shown_of(date, &shown).iso(date)),
                Err(_) => Content::Text(shown),
            }
        }
        "boolean" => Content::Flag(open.element.attribute("boolean-value") == Some("true")),
        "float" | "percentage" | "currency" => {
            let number = open.element.number::<f64>("value");
            let is_plain = shown
                .chars()
                .all(|character| character.is_ascii_digit() || "-.,Ee+ ".contains(character));
            match number.filter(|number| number.is_finite() && is_plain) {
                Some(number) => Content::Number(number),
                None => Content::Text(shown),
            }
        }
        _ if shown.starts_with('#') && open.element.attribute("formula").is_some() => {
            Content::Fault(shown)
        }
        _ => Content::Text(shown),
    }
}

/// How much of a date its shown text tells: a part that is not among the figures shown is not.
fn shown_of(date: Date, shown: &str) -> Shown {
    let figures: Vec<i32> = shown
        .split(|character: char| !character.is_ascii_digit())
        .filter_map(|figures| figures.parse().ok())
        .collect();
    let (year, month, day) = (
        i32::from(date.year()),
        i32::from(date.month()),
        i32::from(date.day()),
    );
    // What is left once the year (in full or by its last two figures) is taken away.
    let mut rest = figures.clone();
    if let Some(at) = rest.iter().position(|figure| *figure == year).or_else(|| {
        rest.iter()
            .rposition(|figure| *figure == year % 100 && *figure > 31)
    }) {
        rest.remove(at);
    }
    let has_word = shown.chars().any(char::is_alphabetic) && !shown.contains(['年', '月', '日']);
    if let Some(at) = rest.iter().position(|figure| *figure == month)
        && !has_word
    {
        rest.remove(at);
        return if rest.contains(&day) {
            Shown::Day
        } else {
            Shown::Month
        };
    }
    if rest.contains(&day) || rest.is_empty() && figures.is_empty() {
        Shown::Day
    } else if has_word {
        Shown::Month
    } else if figures == [year] {
        Shown::Year
    } else {
        Shown::Day
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_precise_as_it_is_shown() {
        let cases = [
            ((2021, 3, 18), "2021-03-18", "2021-03-18"),
            ((2021, 3, 18), "03/18/21", "2021-03-18"),
            ((2021, 3, 1), "2021年3月", "2021-03"),
            ((2021, 3, 1), "2021年3月1日", "2021-03-01"),
            ((2021, 3, 3), "2021-03", "2021-03"),
            ((2021, 3, 3), "2021-03-03", "2021-03-03"),
            ((2021, 3, 1), "Mar 2021", "2021-03"),
            ((2021, 3, 18), "18 March 2021", "2021-03-18"),
            ((2021, 1, 1), "2021", "2021"),
        ];
        for ((year, month, day), shown, iso) in cases {
            let date = Date::new(year, month, day).expect("a date");
            assert_eq!(shown_of(date, shown).iso(date), iso, "{shown}");
        }
    }
}
