//! Which row of a sheet names its columns, and what each column holds.

use super::{ID, KIND, Name};
use crate::bank::{FactKind, Genre};
use crate::fact::read::COMMON;
use crate::sheet::Sheet;

/// How far down a sheet its header is looked for: titles and remarks take a few rows.
const HEADER_WITHIN: usize = 20;
/// Headers that mean nothing to a fact and are passed over in silence.
const COUNTERS: [&str; 5] = ["序号", "no", "no.", "#", "行号"];

/// A sheet's header.
#[derive(Debug)]
pub struct Header {
    /// The index of its row among the sheet's rows.
    pub at: usize,
    /// The columns that have a name.
    pub columns: Vec<Named>,
}

/// A column with its name.
#[derive(Debug)]
pub struct Named {
    /// The column, from 0.
    pub column: usize,
    /// The name as it stands.
    pub text: String,
    /// The name without brackets, stars and space.
    pub name: String,
    /// What stands in the name's brackets: `次` of 次数（次）.
    pub bracket: String,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column<'g> {
    /// The facts' ids.
    Id,
    /// The facts' kinds.
    Kind,
    /// A mere counter.
    Counter,
    /// A field that every kind has, by id.
    Common(&'static str),
    /// A field of the kind, by id.
    Field(&'g str),
}

/// The header of a sheet: the row among its first that names the most columns.
pub fn header(sheet: &Sheet, kinds: &[&FactKind]) -> Option<Header> {
    let mut best: Option<(usize, Header)> = None;
    for (at, row) in sheet.rows.iter().take(HEADER_WITHIN).enumerate() {
        let columns: Vec<Named> = row
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.content.is_empty())
            .map(|(column, cell)| named(column, &cell.content.text()))
            .collect();
        let known = columns
            .iter()
            .filter(|named| kinds.iter().any(|kind| column(&named.name, kind).is_some()))
            .count();
        // One word that happens to be a label is no header, unless it stands alone in its row.
        let is_header = known >= 2 || known == columns.len() && known > 0;
        if is_header && best.as_ref().is_none_or(|(most, _)| known > *most) {
            best = Some((known, Header { at, columns }));
        }
    }
    best.map(|(_, header)| header)
}

/// What a column of that plain name holds in a table of a kind.
pub fn column<'g>(name: &str, kind: &'g FactKind) -> Option<Column<'g>> {
    let is = |(id, label): Name| name == id || name == label;
    let field = kind
        .fields
        .iter()
        .find(|(id, field)| name == plain(&field.label) || name == plain(id));
    if let Some((id, _)) = field {
        return Some(Column::Field(id));
    }
    if is(ID) {
        return Some(Column::Id);
    }
    if is(KIND) {
        return Some(Column::Kind);
    }
    if COUNTERS.contains(&name) {
        return Some(Column::Counter);
    }
    COMMON
        .iter()
        .find(|common| is(**common))
        .map(|(id, _)| Column::Common(id))
}

/// The kind that a sheet or a file of that name is about: 走访慰问, `visit`, 1.走访慰问（2021年）, 走访慰问台账.
pub fn kind_of<'g>(name: &str, genre: &'g Genre) -> Option<(&'g str, &'g FactKind)> {
    let name = plain(name);
    let name = name.trim_start_matches(|character: char| {
        character.is_ascii_digit() || "一二三四五六七八九十.、-_".contains(character)
    });
    let find = |name: &str| {
        let kinds = &genre.definition.kinds;
        kinds
            .iter()
            .find(|(id, kind)| plain(id) == name || plain(&kind.label) == name)
            .map(|(id, kind)| (id.as_str(), kind))
    };
    find(name).or_else(|| {
        ["台账", "登记表", "清单", "记录", "情况", "表"]
            .iter()
            .find_map(|ending| find(name.strip_suffix(ending)?))
    })
}

/// A name without brackets and what stands in them, stars, colons and space, in lower case.
pub fn plain(text: &str) -> String {
    split(text).0
}

fn named(column: usize, text: &str) -> Named {
    let (name, bracket) = split(text);
    Named {
        column,
        text: text.to_owned(),
        name,
        bracket,
    }
}

fn split(text: &str) -> (String, String) {
    let (mut name, mut bracket) = (String::new(), String::new());
    let mut depth = 0usize;
    for character in text.chars() {
        match character {
            '（' | '(' | '【' | '[' | '〔' => depth += 1,
            '）' | ')' | '】' | ']' | '〕' => depth = depth.saturating_sub(1),
            _ if character.is_whitespace() || "*＊※：:★".contains(character) => {}
            _ if depth > 0 => bracket.push(character),
            _ => name.extend(character.to_lowercase()),
        }
    }
    (name, bracket)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_past_their_ornaments() {
        assert_eq!(split("次数（次）"), ("次数".to_owned(), "次".to_owned()));
        assert_eq!(split(" 时\u{3000}间*\n(年月日)").0, "时间");
        assert_eq!(plain("Due date"), "duedate");
    }
}
