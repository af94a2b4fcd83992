//! Ledgers: spreadsheets and folders of CSV as facts, and facts as a workbook, one sheet a kind.

mod about;
mod cell;
mod columns;
pub mod read;
mod row;
mod table;
mod workbook;

pub use table::{Table, tables};
pub use workbook::workbook;

use crate::bank::{FactKind, Field};
use crate::message::Language;
use crate::value::ValueType;

/// A sheet or a column that belongs to no kind: its id, and its label in Chinese.
pub type Name = (&'static str, &'static str);

/// The column of the facts' ids.
pub const ID: Name = ("id", "编号");
/// The column of the kind, in a table that holds facts of several.
pub const KIND: Name = ("kind", "类别");
/// The sheet that says in whose name and for what the text is written.
pub const AUTHOR: Name = ("author", "作者");
/// What that sheet says.
pub const ABOUT: [Name; 6] = [
    ("name", "姓名"),
    ("post", "职务"),
    ("unit", "单位"),
    ("genre", "文种"),
    ("edition", "年度"),
    ("date", "落款日期"),
];
/// The sheet that explains the others.
pub const GUIDE: Name = ("guide", "说明");
/// What marks the row of a template that only shows how to write.
pub const EXAMPLE: Name = ("example", "示例");
/// What a cell of yes or no says.
pub const YES: Name = ("yes", "是");
/// What a cell of yes or no says.
pub const NO: Name = ("no", "否");

/// A name in the language of a genre.
pub fn label((id, label): Name, language: Language) -> &'static str {
    match language {
        Language::Chinese => label,
        Language::English => id,
    }
}

/// A kind's sheet name: its label, where that can be one.
pub fn sheet_name<'k>(id: &'k str, kind: &'k FactKind) -> &'k str {
    let is_legal = kind.label.chars().count() <= 31
        && !kind.label.is_empty()
        && !kind
            .label
            .contains(['[', ']', ':', '*', '?', '/', '\\', '\'']);
    if is_legal { &kind.label } else { id }
}

/// The fields of a kind in the order of a ledger's columns: what must be filled in stands first.
fn ordered(kind: &FactKind) -> impl Iterator<Item = (&String, &Field)> {
    let required = kind.fields.iter().filter(|(_, field)| field.required);
    required.chain(kind.fields.iter().filter(|(_, field)| !field.required))
}

/// The unit that a field's header names.
fn unit(field: &Field) -> Option<&str> {
    match &field.value_type {
        ValueType::Count(unit) => Some(unit),
        _ => None,
    }
}
