//! Workbooks of Excel 97 to 2003 (`.xls`, BIFF8), which WPS writes too.

mod compound;

use super::format::Format;
use super::{Content, Grid, Merged, Sheet};
use crate::message::Message;
use compound::stream;

/// The kinds of record that are read.
mod record {
    pub const FORMULA: u16 = 0x0006;
    pub const END: u16 = 0x000A;
    pub const DATE_MODE: u16 = 0x0022;
    pub const PASSWORD: u16 = 0x002F;
    pub const CONTINUE: u16 = 0x003C;
    pub const SHEET: u16 = 0x0085;
    pub const MUL_RK: u16 = 0x00BD;
    pub const RICH_LABEL: u16 = 0x00D6;
    pub const STYLE: u16 = 0x00E0;
    pub const MERGED: u16 = 0x00E5;
    pub const STRINGS: u16 = 0x00FC;
    pub const LABEL_STRING: u16 = 0x00FD;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const FLAG_OR_ERROR: u16 = 0x0205;
    pub const STRING: u16 = 0x0207;
    pub const RK: u16 = 0x027E;
    pub const FORMAT: u16 = 0x041E;
    pub const BEGIN: u16 = 0x0809;
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    is_hidden: bool,
    start: usize,
}

/// What cells refer to.
#[derive(Default)]
struct Book {
    listed: Vec<Listed>,
    counts_from_1904: bool,
    strings: Vec<String>,
    own: Vec<(u16, Format)>,
    styles: Vec<u16>,
}

/// The records of a stream from a place on.
struct Records<'s> {
    rest: &'s [u8],
}

impl<'s> Iterator for Records<'s> {
    type Item = (u16, &'s [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = short(self.rest, 0)?;
        let length = usize::from(short(self.rest, 2)?);
        let data = self.rest.get(4..4 + length)?;
        self.rest = &self.rest[4 + length..];
        Some((kind, data))
    }
}

/// Reads a workbook.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Message> {
    let stream = stream(bytes, &["Workbook", "Book"])?;
    let book = book(&stream)?;
    let mut sheets = Vec::new();
    for listed in &book.listed {
        let rest = stream.get(listed.start..).ok_or(Message::BrokenArchive)?;
        sheets.push(Sheet {
            name: listed.name.clone(),
            is_hidden: listed.is_hidden,
            rows: cells(Records { rest }, &book)?.into_rows()?,
            ..Sheet::default()
        });
    }
    Ok(sheets)
}

fn book(stream: &[u8]) -> Result<Book, Message> {
    let mut book = Book::default();
    let mut records = Records { rest: stream }.peekable();
    let begins = records.next().filter(|(kind, _)| *kind == record::BEGIN);
    let version = begins.and_then(|(_, data)| short(data, 0));
    if version != Some(0x0600) {
        return Err(Message::NotAWorkbook);
    }
    while let Some((kind, data)) = records.next() {
        match kind {
            record::END => return Ok(book),
            record::PASSWORD => return Err(Message::LockedWorkbook),
            record::DATE_MODE => book.counts_from_1904 = short(data, 0) == Some(1),
            record::SHEET => {
                // A chart or a macro sheet holds no cells.
                let is_worksheet = data.get(5) == Some(&0);
                if let Some(start) = long(data, 0).filter(|_| is_worksheet) {
                    let count = usize::from(data.get(6).copied().unwrap_or(0));
                    let mut text = Text::new(vec![data.get(7..).unwrap_or_default()]);
                    book.listed.push(Listed {
                        name: text.characters(count).ok_or(Message::BrokenArchive)?,
                        is_hidden: data.get(4).is_some_and(|state| state & 3 != 0),
                        start: start as usize,
                    });
                }
            }
            record::FORMAT => {
                if let (Some(id), Some(code)) = (short(data, 0), text_at(data, 2)) {
                    book.own.push((id, Format::parse(&code)));
                }
            }
            record::STYLE => book.styles.push(short(data, 2).unwrap_or(0)),
            record::STRINGS => {
                let mut parts = vec![data.get(8..).unwrap_or_default()];
                while let Some((_, data)) = records.next_if(|(kind, _)| *kind == record::CONTINUE) {
                    parts.push(data);
                }
                let count = long(data, 4).unwrap_or(0);
                let mut text = Text::new(parts);
                for _ in 0..count {
                    let Some(string) = text.string() else {
                        break;
                    };
                    book.strings.push(string);
                }
            }
            _ => {}
        }
    }
    Err(Message::BrokenArchive)
}

fn cells(records: Records<'_>, book: &Book) -> Result<Grid, Message> {
    let mut grid = Grid::default();
    let mut depth = 0usize;
    let mut formula = None;
    for (kind, data) in records {
        match kind {
            // A chart within the sheet has records of its own.
            record::BEGIN => depth += 1,
            record::END => match depth {
                0 | 1 => return Ok(grid),
                _ => depth -= 1,
            },
            _ if depth > 1 => {}
            record::MERGED => {
                for block in data.get(2..).unwrap_or_default().chunks_exact(8) {
                    let at = |place| usize::from(short(block, place).unwrap_or(0));
                    grid.merged.push(Merged {
                        rows: (at(0), at(2)),
                        column: at(4),
                    });
                }
            }
            record::STRING => {
                if let (Some((row, column)), Some(text)) = (formula.take(), text_at(data, 0)) {
                    grid.set(row, column, Content::Text(text))?;
                }
            }
            record::MUL_RK => {
                let (Some(row), Some(first)) = (short(data, 0), short(data, 2)) else {
                    continue;
                };
                let numbers = data
                    .get(4..data.len().saturating_sub(2))
                    .unwrap_or_default();
                for (offset, number) in numbers.chunks_exact(6).enumerate() {
                    let style = short(number, 0).unwrap_or(0);
                    let number = rk(long(number, 2).unwrap_or(0));
                    let column = usize::from(first) + offset;
                    grid.set(usize::from(row), column, book.number(number, style))?;
                }
            }
            record::FORMULA
            | record::NUMBER
            | record::RK
            | record::LABEL
            | record::RICH_LABEL
            | record::LABEL_STRING
            | record::FLAG_OR_ERROR => {
                let (Some(row), Some(column), Some(style)) =
                    (short(data, 0), short(data, 2), short(data, 4))
                else {
                    continue;
                };
                let place = (usize::from(row), usize::from(column));
                let content = match kind {
                    record::NUMBER => real(data, 6).map(|number| book.number(number, style)),
                    record::RK => long(data, 6).map(|number| book.number(rk(number), style)),
                    record::LABEL | record::RICH_LABEL => text_at(data, 6).map(Content::Text),
                    record::LABEL_STRING => long(data, 6)
                        .and_then(|index| book.strings.get(index as usize))
                        .map(|text| Content::Text(text.clone())),
                    record::FLAG_OR_ERROR => flag_or_error(data, 6),
                    _ => {
                        formula = Some(place);
                        result(data, book, style)
                    }
                };
                if let Some(content) = content {
                    grid.set(place.0, place.1, content)?;
                }
            }
            _ => {}
        }
    }
    Err(Message::BrokenArchive)
}

/// A formula's value as it was last reckoned; a text follows in a record of its own.
fn result(data: &[u8], book: &Book, style: u16) -> Option<Content> {
    if short(data, 12) != Some(0xFFFF) {
        return real(data, 6).map(|number| book.number(number, style));
    }
    match data.get(6) {
        Some(1) => Some(Content::Flag(data.get(8) != Some(&0))),
        Some(2) => Some(Content::Fault("#…".to_owned())),
        _ => None,
    }
}

fn flag_or_error(data: &[u8], at: usize) -> Option<Content> {
    let value = *data.get(at)?;
    Some(if *data.get(at + 1)? == 0 {
        Content::Flag(value != 0)
    } else {
        Content::Fault("#…".to_owned())
    })
}

impl Book {
    fn number(&self, number: f64, style: u16) -> Content {
        if !number.is_finite() {
            return Content::Empty;
        }
        let id = self.styles.get(usize::from(style)).copied().unwrap_or(0);
        match self.own.iter().find(|(own, _)| *own == id) {
            Some((_, format)) => format.content(number, self.counts_from_1904),
            None => Format::built_in(id).content(number, self.counts_from_1904),
        }
    }
}

/// Text that may run over the end of one record into the next, where a byte says anew how wide its characters are.
struct Text<'s> {
    parts: Vec<&'s [u8]>,
    part: usize,
    at: usize,
}

impl<'s> Text<'s> {
    fn new(parts: Vec<&'s [u8]>) -> Self {
        Self {
            parts,
            part: 0,
            at: 0,
        }
    }

    /// The next byte, of the next record where this one has ended.
    fn byte(&mut self) -> Option<u8> {
        loop {
            let part = self.parts.get(self.part)?;
            if let Some(byte) = part.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            self.part += 1;
            self.at = 0;
        }
    }

    fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    /// A string with its length before it, and its formatting and pronunciation after it.
    fn string(&mut self) -> Option<String> {
        let count = usize::from(self.short()?);
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { self.short()? };
        let spoken = if flags & 4 == 0 {
            0
        } else {
            u32::from(self.short()?) | u32::from(self.short()?) << 16
        };
        let text = self.wide(count, flags & 1 != 0)?;
        for _ in 0..(u64::from(runs) * 4 + u64::from(spoken)) {
            self.byte()?;
        }
        Some(text)
    }

    /// So many characters with the byte of their width before them.
    fn characters(&mut self, count: usize) -> Option<String> {
        let is_wide = self.byte()? & 1 != 0;
        self.wide(count, is_wide)
    }

    fn wide(&mut self, count: usize, mut is_wide: bool) -> Option<String> {
        let mut units = Vec::with_capacity(count);
        for _ in 0..count {
            let has_ended = self
                .parts
                .get(self.part)
                .is_some_and(|part| self.at >= part.len());
            if has_ended && self.part + 1 < self.parts.len() {
                is_wide = self.byte()? & 1 != 0;
            }
            units.push(if is_wide {
                self.short()?
            } else {
                u16::from(self.byte()?)
            });
        }
        Some(String::from_utf16_lossy(&units))
    }
}

fn text_at(data: &[u8], at: usize) -> Option<String> {
    let count = usize::from(short(data, at)?);
    Text::new(vec![data.get(at + 2..)?]).characters(count)
}

/// A number in the packed form: 30 bits of a float or an integer, in hundredths or not.
fn rk(packed: u32) -> f64 {
    let number = if packed & 2 == 0 {
        f64::from_bits(u64::from(packed & !3) << 32)
    } else {
        f64::from(packed.cast_signed() >> 2)
    };
    if packed & 1 == 0 {
        number
    } else {
        number / 100.0
    }
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    let bytes = data.get(at..at + 2)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

fn long(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at + 4)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

fn real(data: &[u8], at: usize) -> Option<f64> {
    let bytes = data.get(at..at + 8)?;
    Some(f64::from_le_bytes(bytes.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_read() {
        assert!((rk(0x3FF0_0000) - 1.0).abs() < f64::EPSILON);
        assert!((rk(0x0000_0FA2) - 1_000.0).abs() < f64::EPSILON);
        assert!((rk(0x0000_0FA3) - 10.0).abs() < f64::EPSILON);
        assert!((rk(0xFFFF_FFFE) + 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_string_may_change_its_width_where_a_record_ends() {
        let first = [3, 0, 0, b'a'];
        let second = [1, 0x32, 0x75, b'b', 0];
        let mut text = Text::new(vec![&first, &second]);
        assert_eq!(text.string().as_deref(), Some("a甲b"));
        assert_eq!(text.string(), None);
    }
}
