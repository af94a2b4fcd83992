//! Spreadsheets and CSV as rows of cells with their places, whatever file they came from; a date is no more precise than it is shown.
//!
//! The readers are the project's own: they work within limits, never panic on a damaged file, and keep what a number's format
//! says (that 2021年3月 is a month and no day, that 0.715 is shown as 71.5%), which ready-made readers drop.

mod csv;
mod format;
mod ods;
mod text;
mod xls;
mod xlsx;
mod xml;

pub use csv::written as written_csv;
pub use text::{Decoded, decode};

use crate::archive::Archive;
use crate::message::Message;

/// The most filled cells that a file may hold.
const MOST_CELLS: usize = 400_000;
/// The most columns of a sheet; what stands further right is no ledger.
const MOST_COLUMNS: usize = 256;

/// A file of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// What the user calls it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A sheet of a workbook, or a CSV file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// The sheet's name, or the CSV file's without its ending.
    pub name: String,
    /// What a place in it begins with: `台账.xlsx 走访慰问`, or a CSV file's name.
    pub place: String,
    /// Whether the workbook hides it.
    pub is_hidden: bool,
    /// Whether all cells are mere text, so that numbers have lost their format.
    pub is_text: bool,
    /// The rows that hold anything, in order.
    pub rows: Vec<Row>,
}

/// A row of a sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Its number, from 1, as the user sees it.
    pub number: usize,
    /// The cells from column A on.
    pub cells: Vec<Cell>,
}

/// A cell of a row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// What it holds.
    pub content: Content,
    /// Whether it shows the value of a merged cell that began above it.
    pub is_covered: bool,
}

/// What a cell holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Content {
    /// Nothing.
    #[default]
    Empty,
    /// Text, or a number that its format shows with a unit.
    Text(String),
    /// A number.
    Number(f64),
    /// True or false.
    Flag(bool),
    /// A date as ISO writes it, as precise as it is shown: `2021-03-18`, `2021-03`, `2021`.
    Date(String),
    /// An error such as `#REF!`.
    Fault(String),
}

/// A block of merged cells; rows and columns from 0, both ends included.
#[derive(Debug, Clone, Copy)]
struct Merged {
    rows: (usize, usize),
    column: usize,
}

/// A sheet while it is read: cells arrive in any order.
#[derive(Debug, Default)]
struct Grid {
    cells: std::collections::BTreeMap<(usize, usize), Content>,
    merged: Vec<Merged>,
}

impl Content {
    /// Whether there is nothing to be seen.
    pub fn is_empty(&self) -> bool {
        match self {
            Content::Empty => true,
            Content::Text(text) => text.trim().is_empty(),
            Content::Number(_) | Content::Flag(_) | Content::Date(_) | Content::Fault(_) => false,
        }
    }

    /// The content as text, without surrounding space.
    pub fn text(&self) -> String {
        match self {
            Content::Empty => String::new(),
            Content::Text(text) | Content::Date(text) | Content::Fault(text) => {
                text.trim().to_owned()
            }
            Content::Number(number) => number.to_string(),
            Content::Flag(true) => "TRUE".to_owned(),
            Content::Flag(false) => "FALSE".to_owned(),
        }
    }
}

impl Sheet {
    /// A cell's name with its sheet and file: `台账.xlsx 走访慰问!C5`; the column counts from 0.
    pub fn place_of(&self, row: usize, column: usize) -> String {
        format!("{}!{}{row}", self.place, column_letters(column))
    }
}

impl Grid {
    /// Sets a cell; what lies beyond the columns of a ledger is left out, and too many cells are an error.
    fn set(&mut self, row: usize, column: usize, content: Content) -> Result<(), Message> {
        if content.is_empty() || column >= MOST_COLUMNS {
            return Ok(());
        }
        if self.cells.len() >= MOST_CELLS {
            return Err(Message::SheetTooLarge { most: MOST_CELLS });
        }
        self.cells.insert((row, column), content);
        Ok(())
    }

    /// The rows, each merged cell's value set in every row that it covers.
    fn into_rows(mut self) -> Result<Vec<Row>, Message> {
        let last = self.cells.keys().next_back().map_or(0, |(row, _)| *row);
        let mut covered = std::collections::BTreeSet::new();
        for merged in &self.merged {
            let Some(content) = self.cells.get(&(merged.rows.0, merged.column)).cloned() else {
                continue;
            };
            for row in merged.rows.0 + 1..=merged.rows.1.min(last) {
                if self.cells.len() >= MOST_CELLS {
                    return Err(Message::SheetTooLarge { most: MOST_CELLS });
                }
                self.cells.insert((row, merged.column), content.clone());
                covered.insert((row, merged.column));
            }
        }
        let mut rows: Vec<Row> = Vec::new();
        for ((row, column), content) in self.cells {
            if rows.last().is_none_or(|last| last.number != row + 1) {
                rows.push(Row {
                    number: row + 1,
                    cells: Vec::new(),
                });
            }
            if let Some(last) = rows.last_mut() {
                last.cells.resize_with(column, Cell::default);
                last.cells.push(Cell {
                    content,
                    is_covered: covered.contains(&(row, column)),
                });
            }
        }
        Ok(rows)
    }
}

/// Reads a file by what it is, whatever its name says; the error says why it cannot be read.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, (Message, Message)> {
    const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let sheets = if Archive::is_one(bytes) {
        Archive::open(bytes).and_then(|mut archive| {
            if archive.names().any(|name| name == "content.xml") {
                ods::read(&mut archive)
            } else {
                xlsx::read(&mut archive)
            }
        })
    } else if bytes.starts_with(OLE) {
        xls::read(bytes)
    } else {
        return csv::read(stem, bytes)
            .map(|sheet| {
                vec![Sheet {
                    place: name.to_owned(),
                    ..sheet
                }]
            })
            .map_err(|message| (message, Message::SaveAsXlsx));
    };
    let mut sheets = sheets.map_err(|message| (message, Message::SaveAsXlsx))?;
    for sheet in &mut sheets {
        sheet.place = format!("{name} {}", sheet.name);
    }
    Ok(sheets)
}

/// The day of a spreadsheet's day number, as ISO writes it.
pub fn day(number: f64) -> Option<String> {
    format::date(number, false).map(|date| format::Shown::Day.iso(date))
}

/// The letters of a column, from 0: A … Z, AA …
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letters(column), letters);
        }
    }

    #[test]
    fn a_merged_cell_shows_in_every_row_that_it_covers() {
        let mut grid = Grid::default();
        let text = |text: &str| Content::Text(text.to_owned());
        grid.set(0, 0, text("甲")).expect("small");
        grid.set(1, 1, text("乙")).expect("small");
        grid.merged.push(Merged {
            rows: (0, 1_000_000),
            column: 0,
        });
        let rows = grid.into_rows().expect("small");
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1].cells[0].content, text("甲"));
        assert!(rows[1].cells[0].is_covered && !rows[1].cells[1].is_covered);
    }
}
