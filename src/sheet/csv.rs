//! Text tables: separated by commas, semicolons or tabs, in any of the usual encodings.

use super::text::decode;
use super::{Content, Grid, Sheet};
use crate::message::Message;
use csv::{ReaderBuilder, WriterBuilder};

/// Reads a text table under a sheet's name.
pub fn read(name: &str, bytes: &[u8]) -> Result<Sheet, Message> {
    let decoded = decode(bytes);
    if decoded.is_damaged || decoded.text.contains('\0') {
        return Err(Message::NotATable);
    }
    let text = decoded.text.replace("\r\n", "\n").replace('\r', "\n");
    if text.trim_start().starts_with(['<', '{', '%']) {
        return Err(Message::NotATable);
    }
    let mut reader = ReaderBuilder::new()
        .delimiter(separator(&text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut grid = Grid::default();
    // A line break within a cell begins a line of the file and no row, and the reader passes over empty lines.
    let (mut line, mut broken, mut end) = (0, 0, 0);
    for record in reader.records() {
        let record = record.map_err(|_| Message::NotATable)?;
        let from = record.position().map_or(0, csv::Position::byte);
        let from = usize::try_from(from).unwrap_or(end).clamp(end, text.len());
        let rest = text.as_bytes()[from..].iter();
        let start = text.ceil_char_boundary(from + rest.take_while(|byte| **byte == b'\n').count());
        line += text[end..start].matches('\n').count();
        end = start;
        let row = line - broken;
        for (column, cell) in record.iter().enumerate() {
            broken += cell.matches('\n').count();
            grid.set(row, column, Content::Text(cell.to_owned()))?;
        }
    }
    Ok(Sheet {
        name: name.to_owned(),
        is_text: true,
        rows: grid.into_rows()?,
        ..Sheet::default()
    })
}

/// Rows as CSV in UTF-8 with a byte order mark, by which Excel knows the encoding.
pub fn written(rows: &[Vec<String>]) -> Vec<u8> {
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    let mut writer = WriterBuilder::new()
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        // A writer over memory does not fail.
        if writer.write_record(row).is_err() {
            break;
        }
    }
    bytes.extend(writer.into_inner().unwrap_or_default());
    bytes
}

/// The separator that most of the first lines agree on.
fn separator(text: &str) -> u8 {
    let mut best = (0, b',');
    for separator in [b',', b';', b'\t'] {
        let mut counts: Vec<usize> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .take(20)
            .map(|line| line.bytes().filter(|byte| *byte == separator).count())
            .filter(|count| *count > 0)
            .collect();
        counts.sort_unstable();
        let median = counts.get(counts.len() / 2).copied().unwrap_or(0);
        let weight = median * counts.len();
        if weight > best.0 {
            best = (weight, separator);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_numbers_and_cells_their_line_breaks() {
        let text = "时间;地点\r\n\r\n2021;\"甲\r\n乙\"\r\n2022;丙\r\n";
        let sheet = read("a", text.as_bytes()).expect("a table");
        let numbers: Vec<usize> = sheet.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 3, 4]);
        assert_eq!(
            sheet.rows[1].cells[1].content,
            Content::Text("甲\n乙".to_owned())
        );
    }

    #[test]
    fn what_is_written_reads_back() {
        let rows = vec![
            vec!["编号".to_owned(), "备,注".to_owned()],
            vec![" \"甲\"\n乙 ".to_owned(), String::new()],
        ];
        let sheet = read("a", &written(&rows)).expect("a table");
        assert_eq!(
            sheet.rows[0].cells[1].content,
            Content::Text("备,注".to_owned())
        );
        assert_eq!(
            sheet.rows[1].cells[0].content,
            Content::Text(" \"甲\"\n乙 ".to_owned())
        );
    }
}
