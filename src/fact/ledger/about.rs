//! The sheet 作者: in whose name a text is written, of what genre and edition; labels beside their values or above them.

use super::columns::plain;
use super::{ABOUT, AUTHOR};
use crate::sheet::{Content, Sheet};

/// What the sheet says, each with its place.
#[derive(Debug, Default)]
pub struct About {
    values: [Option<(String, String)>; ABOUT.len()],
}

impl About {
    /// Whether a sheet of that name is the one.
    pub fn is_name(name: &str) -> bool {
        let name = plain(name);
        name == AUTHOR.0 || name == AUTHOR.1 || name == "基本情况" || name == "作者信息"
    }

    /// A value by its id, with its place.
    pub fn get(&self, id: &str) -> Option<(&str, &str)> {
        let at = ABOUT.iter().position(|(known, _)| *known == id)?;
        let (value, place) = self.values[at].as_ref()?;
        Some((value, place))
    }

    /// Adds what a sheet says; what was said first stays.
    pub fn read(&mut self, sheet: &Sheet) {
        for (index, row) in sheet.rows.iter().enumerate() {
            for (column, cell) in row.cells.iter().enumerate() {
                let text = cell.content.text();
                // “姓名：沈砚舟” in one cell.
                if let Some((label, value)) = text.split_once(['：', ':'])
                    && !value.trim().is_empty()
                    && let Some(at) = label_of(label)
                {
                    self.set(at, value.trim(), sheet.place_of(row.number, column));
                    continue;
                }
                let Some(at) = label_of(&text) else {
                    continue;
                };
                let beside = row
                    .cells
                    .iter()
                    .enumerate()
                    .skip(column + 1)
                    .find(|(_, cell)| !cell.content.is_empty())
                    .map(|(column, cell)| (row.number, column, &cell.content));
                let below = sheet.rows.get(index + 1).and_then(|row| {
                    let cell = row.cells.get(column)?;
                    Some((row.number, column, &cell.content))
                });
                let is_value =
                    |content: &Content| !content.is_empty() && label_of(&content.text()).is_none();
                // In a header the neighbour is another label, and the value stands below.
                let is_header = beside.is_some_and(|(_, _, content)| !is_value(content));
                let found = if is_header || beside.is_none() {
                    below
                } else {
                    beside
                };
                if let Some((row, column, content)) = found
                    && is_value(content)
                {
                    self.set(at, &content.text(), sheet.place_of(row, column));
                }
            }
        }
    }

    fn set(&mut self, at: usize, value: &str, place: String) {
        self.values[at].get_or_insert_with(|| (value.to_owned(), place));
    }
}

fn label_of(text: &str) -> Option<usize> {
    let name = plain(text);
    ABOUT
        .iter()
        .position(|(id, label)| name == *id || name == *label)
}
