//! Facts as files: a facts file, a workbook or a folder of CSV files, as the output's name says.

use crate::bank::Genre;
use crate::cli::{Outcome, Shell};
use crate::fact::Facts;
use crate::fact::ledger::{tables, workbook};
use crate::fact::write::written;
use crate::files;
use crate::message::Message;
use crate::sheet::written_csv;
use std::path::{Path, PathBuf};

/// A form of facts on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A facts file.
    Ron,
    /// A workbook.
    Workbook,
    /// A folder of CSV files.
    Folder,
}

/// The form that an output's name asks for; a folder ends in a slash or is there already.
pub fn form(shell: &Shell, output: &str) -> Result<Form, Outcome> {
    if output.ends_with(['/', std::path::MAIN_SEPARATOR]) || files::is_folder(output) {
        return Ok(Form::Folder);
    }
    let ending = Path::new(output)
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    match ending.as_str() {
        "ron" => Ok(Form::Ron),
        "xlsx" => Ok(Form::Workbook),
        _ => {
            let format = ending;
            let fault = (Message::UnknownFormat { format }, Message::FactsFormsKnown);
            Err(shell.fault(&fault))
        }
    }
}

/// The files of an output; `with_example` adds the rows that show how to write.
pub fn files(
    shell: &Shell,
    form: Form,
    output: &str,
    genre: &Genre,
    facts: &Facts,
    with_example: bool,
) -> Result<Vec<(PathBuf, Vec<u8>)>, Outcome> {
    let path = PathBuf::from(output);
    Ok(match form {
        Form::Ron => vec![(path, written(facts, genre).into_bytes())],
        Form::Workbook => {
            let bytes =
                workbook(genre, facts, with_example).map_err(|fault| shell.fault(&fault))?;
            vec![(path, bytes)]
        }
        Form::Folder => tables(genre, facts, with_example)
            .into_iter()
            .filter(|table| table.kind.is_empty() || table.rows.len() > 1)
            .map(|table| {
                let file = path.join(format!("{}.csv", table.name));
                (file, written_csv(&table.rows))
            })
            .collect(),
    })
}

/// A file that holds something else and would be written over, or another ledger's file in the folder.
pub fn in_the_way(output: &str, files: &[(PathBuf, Vec<u8>)]) -> Option<String> {
    let is_known = |name: &str| {
        files
            .iter()
            .any(|(path, _)| files::is_same(&path.to_string_lossy(), name))
    };
    let others = if files::is_folder(output) {
        files::files_at(output, &["csv"]).unwrap_or_default()
    } else {
        Vec::new()
    };
    let changed = files
        .iter()
        .find(|(path, content)| path.exists() && !files::holds(path, content));
    changed
        .map(|(path, _)| path.display().to_string())
        .or_else(|| others.into_iter().find(|name| !is_known(name)))
}

/// Writes an output's files and tells of it.
pub fn write(shell: &Shell, output: &str, files: &[(PathBuf, Vec<u8>)]) -> Result<(), Outcome> {
    if let Some(folder) = files.first().and_then(|(path, _)| path.parent())
        && files.len() > 1
    {
        files::create_folder(folder).map_err(|fault| shell.fault(&fault))?;
    }
    files::write_all(files).map_err(|fault| shell.fault(&fault))?;
    let path = output.to_owned();
    shell.note(&Message::Wrote { path });
    Ok(())
}
