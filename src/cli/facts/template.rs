//! `chengwen facts template`: a facts file, a workbook or CSV files to fill in.

use super::product::{self, Form};
use crate::bank::{Bank, Genre};
use crate::cli::{Outcome, Shell};
use crate::embedded;
use crate::fact::Facts;
use crate::fact::read::COMMON;
use crate::message::{Bilingual, Message};
use crate::value::ValueType;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Runs the command.
pub fn run(
    shell: &Shell,
    genre: Option<&str>,
    edition: Option<&str>,
    output: Option<&str>,
) -> Result<Outcome, Outcome> {
    let bank = shell.bank()?;
    let genre = genre_of(shell, bank, genre)?;
    let edition = match edition {
        Some(id) => genre.editions.get(id).ok_or_else(|| {
            let edition = id.to_owned();
            let known = genre.editions.keys().cloned().collect();
            shell.fault(&(
                Message::UnknownEdition { edition },
                Message::KnownAre { known },
            ))
        })?,
        None => genre.editions.values().last().ok_or_else(|| {
            let known = Vec::new();
            shell.fault(&(Message::NoEdition, Message::KnownAre { known }))
        })?,
    };
    let Some(output) = output.filter(|output| *output != "-") else {
        shell.product(starter(shell, genre, &edition.id));
        return Ok(Outcome::Clean);
    };
    let facts = Facts {
        genre: Some(genre.definition.id.clone()),
        edition: Some(edition.id.clone()),
        ..Facts::default()
    };
    let files = match product::form(shell, output)? {
        Form::Ron => vec![(
            PathBuf::from(output),
            starter(shell, genre, &edition.id).into_bytes(),
        )],
        form => product::files(shell, form, output, genre, &facts, true)?,
    };
    if let Some(path) = product::in_the_way(output, &files) {
        return Err(shell.fault(&(Message::WouldOverwrite { path }, Message::WriteElsewhere)));
    }
    product::write(shell, output, &files)?;
    Ok(Outcome::Clean)
}

/// The genre of an id, or the bank's first.
pub fn genre_of<'b>(shell: &Shell, bank: &'b Bank, id: Option<&str>) -> Result<&'b Genre, Outcome> {
    let found = match id {
        Some(id) => bank.genres.get(id),
        None => bank.genres.values().next(),
    };
    found.ok_or_else(|| {
        let genre = id.unwrap_or_default().to_owned();
        let known = bank.genres.keys().cloned().collect();
        shell.fault(&(Message::UnknownGenre { genre }, Message::KnownAre { known }))
    })
}

/// A facts file with every kind as a comment to be uncommented and filled in.
fn starter(shell: &Shell, genre: &Genre, edition: &str) -> String {
    const HEAD: Bilingual = Bilingual {
        zh: "\
// 事实文件。每条事实一行：\"编号\": 类别(字段: 值, …),
// 类别和字段写中文标签或英文编号都可以；标点一律用半角。去掉行首 // 并填写；没有的可选字段整项删去。
// 日期可写 2021-03-18、2021年3月、2021Q3、2021年上半年、2021，起止写 2021-05-17..2021-05-21。
// 每条都可以加：topics: [\"专题\"]、role: \"problem|measure|achievement\"、confidential: true、source: \"出处\"、note: \"备注\"。
",
        en: "\
// A facts file. One fact a line: \"id\": kind(field: value, …),
// Kinds and fields are written by id or by label. Remove the leading // and fill in; leave out optional fields that you do not know.
// Dates: 2021-03-18, 2021-03, 2021Q3, 2021H1, 2021; periods: 2021-05-17..2021-05-21.
// Any fact takes: topics: [\"topic\"], role: \"problem|measure|achievement\", confidential: true, source: \"…\", note: \"…\".
",
    };
    let mut text = HEAD.text(shell.language).to_owned();
    let _ = writeln!(text, "Facts(");
    let _ = writeln!(text, "    genre: {:?},", genre.definition.id);
    let _ = writeln!(text, "    edition: {edition:?},");
    let _ = writeln!(
        text,
        "    author: Author(name: \"\", post: \"\", unit: \"\"),"
    );
    let _ = writeln!(text, "    facts: {{");
    for (number, (id, kind)) in genre.definition.kinds.iter().enumerate() {
        let fields: Vec<String> = kind
            .fields
            .iter()
            .map(|(id, field)| {
                let star = if field.required { "*" } else { "" };
                format!("{id}{star} {}", field.label)
            })
            .collect();
        let _ = writeln!(
            text,
            "\n        // {}（{id}）  {}",
            kind.label,
            fields.join(" · ")
        );
        let record = record(genre, id, false);
        let _ = writeln!(text, "        // \"f{}\": {record},", number + 1);
    }
    let _ = writeln!(text, "    }},\n)");
    let example = embedded::example(&genre.definition.id);
    if !example.is_empty() {
        let label = Message::AnExampleFollows.text(shell.language);
        let _ = writeln!(text, "\n// {label}");
        for line in example.lines() {
            let _ = writeln!(text, "{}", format!("// {line}").trim_end());
        }
    }
    text
}

/// A record of a kind with a sample in every field, or in the required ones.
pub fn record(genre: &Genre, id: &str, required_only: bool) -> String {
    let Some(kind) = genre.definition.kinds.get(id) else {
        return id.to_owned();
    };
    let fields: Vec<String> = kind
        .fields
        .iter()
        .filter(|(_, field)| field.required || !required_only)
        .map(|(id, field)| {
            let sample = field.sample();
            match field.value_type {
                ValueType::Count(_) => format!("{id}: {sample}"),
                _ => format!("{id}: {sample:?}"),
            }
        })
        .collect();
    debug_assert!(
        kind.fields
            .keys()
            .all(|id| COMMON.iter().all(|(common, _)| common != id))
    );
    format!("{id}({})", fields.join(", "))
}
