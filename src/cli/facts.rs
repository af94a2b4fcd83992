//! `chengwen facts`: lints facts, writes a starter file, lists what is missing.

use super::arguments::FactsCommand;
use super::{Outcome, Shell, report};
use crate::bank::{Bank, Genre};
use crate::diagnostic::Severity;
use crate::embedded;
use crate::fact::read::{COMMON, read_facts};
use crate::files;
use crate::message::{Bilingual, Message};
use crate::value::ValueType;
use crate::workspace::{Request, Want, Workspace};
use std::fmt::Write as _;
use std::path::Path;

/// Runs the command.
pub fn run(shell: &Shell, command: &FactsCommand) -> Outcome {
    let result = match command {
        FactsCommand::Lint { facts, genre } => lint(shell, facts, genre.as_deref()),
        FactsCommand::Template {
            genre,
            edition,
            output,
        } => template(
            shell,
            genre.as_deref(),
            edition.as_deref(),
            output.as_deref(),
        ),
        FactsCommand::Missing {
            facts,
            genre,
            edition,
        } => missing(shell, facts, genre.clone(), edition.clone()),
    };
    match result {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

fn lint(shell: &Shell, paths: &[String], genre: Option<&str>) -> Result<Outcome, Outcome> {
    let bank = shell.bank()?;
    let mut outcome = Outcome::Clean;
    for path in paths {
        let source = match files::read(path) {
            Ok(source) => source,
            Err(fault) => {
                outcome = shell.fault(&fault);
                continue;
            }
        };
        let (facts, diagnostics) = read_facts(&source, bank, genre);
        report::facts(&diagnostics, &source, shell.language);
        let count = |severity| {
            diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.severity == severity)
                .count()
        };
        let errors = count(Severity::Error);
        if errors > 0 {
            let warnings = count(Severity::Warning);
            shell.note(&Message::FaultsFound { errors, warnings });
            outcome = Outcome::Unusable;
        } else {
            let facts = facts.facts.len();
            shell.note(&Message::FactsAreSound { facts });
        }
    }
    Ok(outcome)
}

fn missing(
    shell: &Shell,
    path: &str,
    genre: Option<String>,
    edition: Option<String>,
) -> Result<Outcome, Outcome> {
    let bank = shell.bank()?;
    let facts = shell.facts(bank, path, genre.as_deref())?;
    let request = Request {
        genre,
        edition,
        ..Request::default()
    };
    let workspace =
        Workspace::compose(bank, &facts, &request).map_err(|fault| shell.fault(&fault))?;
    let (gaps, wishes) = (workspace.gaps(), workspace.wishes());
    let mut text = String::new();
    if gaps.is_empty() {
        let _ = writeln!(text, "{}", Message::NothingMissing.text(shell.language));
    }
    let needed = Message::FactNeeded.text(shell.language);
    let welcome = Message::FactWelcome.text(shell.language);
    for (label, wants) in [(needed, &gaps), (welcome, &wishes)] {
        for want in wants {
            describe(&mut text, workspace.genre, &label, want);
        }
    }
    shell.product(&text);
    Ok(if gaps.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Short
    })
}

/// A section that lacks a fact, with records to copy and fill in.
fn describe(text: &mut String, genre: &Genre, label: &str, want: &Want) {
    /// As many kinds as one reads at a glance.
    const SHOWN: usize = 4;
    let _ = writeln!(text, "{label}  {} {}", want.section, want.heading);
    for kind in want.kinds.iter().take(SHOWN) {
        let _ = writeln!(text, "    {}", record(genre, kind, true));
    }
}

fn template(
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
    let text = starter(shell, genre, &edition.id);
    match output {
        None | Some("-") => shell.product(&text),
        Some(path) => {
            if Path::new(path).exists() {
                let path = path.to_owned();
                let fault = (Message::WouldOverwrite { path }, Message::WriteElsewhere);
                return Err(shell.fault(&fault));
            }
            files::write(Path::new(path), text.as_bytes()).map_err(|fault| shell.fault(&fault))?;
            let path = path.to_owned();
            shell.note(&Message::Wrote { path });
        }
    }
    Ok(Outcome::Clean)
}

fn genre_of<'b>(shell: &Shell, bank: &'b Bank, id: Option<&str>) -> Result<&'b Genre, Outcome> {
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
fn record(genre: &Genre, id: &str, required_only: bool) -> String {
    let Some(kind) = genre.definition.kinds.get(id) else {
        return id.to_owned();
    };
    let fields: Vec<String> = kind
        .fields
        .iter()
        .filter(|(_, field)| field.required || !required_only)
        .map(|(id, field)| {
            let sample = sample(&field.value_type, &field.hint);
            format!("{id}: {sample}")
        })
        .collect();
    debug_assert!(
        kind.fields
            .keys()
            .all(|id| COMMON.iter().all(|(common, _)| common != id))
    );
    format!("{id}({})", fields.join(", "))
}

fn sample(value_type: &ValueType, hint: &str) -> String {
    let example = hint
        .split_once('：')
        .map_or(hint, |(_, example)| example)
        .split('，')
        .next()
        .unwrap_or(hint);
    match value_type {
        ValueType::Count(_) => value_type.sample().to_owned(),
        ValueType::Date | ValueType::DateOrPeriod | ValueType::Choice(_) => {
            format!("\"{}\"", value_type.sample())
        }
        ValueType::Amount
        | ValueType::Place
        | ValueType::Name
        | ValueType::Title
        | ValueType::Text => {
            let sample = if example.is_empty() {
                value_type.sample()
            } else {
                example
            };
            format!("\"{sample}\"")
        }
    }
}
