//! Who is in a batch: the facts files of a folder, or those that a roster lists, each with the name of the files to write.

use crate::cli::text::paragraphs_of;
use crate::cli::{Outcome, Shell, report};
use crate::diagnostic::any_error;
use crate::files;
use crate::message::Message;
use crate::syntax::Reader;
use indexmap::IndexSet;
use std::path::{Path, PathBuf};

/// A person of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The facts.
    pub path: String,
    /// The name of the files to write, without ending: legal on every system, and no one else's.
    pub name: String,
}

/// The endings of facts files.
const FACTS: [&str; 5] = ["ron", "xlsx", "xlsm", "xls", "ods"];
/// What may head a roster's column.
const HEADINGS: [&str; 4] = ["path", "file", "文件", "路径"];
/// The longest name in bytes, so that no system finds it too long with an ending.
const LONGEST: usize = 200;

/// The people of a folder or a roster, in the order of the files' names or of the roster.
pub fn people(shell: &Shell, path: &str) -> Result<Vec<Person>, Outcome> {
    let base = Path::new(path);
    let paths = if base.is_dir() {
        files_of(shell, base)?
    } else {
        listed(shell, path)?
    };
    if paths.is_empty() {
        let path = path.to_owned();
        return Err(shell.fault(&(Message::NoPeople { path }, Message::PutFactsThere)));
    }
    Ok(named(&paths))
}

/// The facts files of a folder; a folder of CSV files within it is one person's.
fn files_of(shell: &Shell, folder: &Path) -> Result<Vec<PathBuf>, Outcome> {
    let names = |folder: &Path| files::names_in(folder).map_err(|fault| shell.fault(&fault));
    let mut paths = Vec::new();
    for name in names(folder)? {
        // Hidden files, and those by which office programs mark a file that is open.
        if name.starts_with(['.', '~']) {
            continue;
        }
        let path = folder.join(&name);
        let is_person = if path.is_dir() {
            names(&path)?.iter().any(|name| has_ending(name, &["csv"]))
        } else {
            has_ending(&name, &FACTS)
        };
        if is_person {
            paths.push(path);
        }
    }
    Ok(paths)
}

/// The paths that a roster lists, from its own folder on: a RON list, or the first column of a text.
fn listed(shell: &Shell, path: &str) -> Result<Vec<PathBuf>, Outcome> {
    let entries = if has_ending(path, &["ron"]) {
        let source = files::read(path).map_err(|fault| shell.fault(&fault))?;
        let (mut reader, root) = Reader::open(&source);
        let entries = root.map(|root| reader.texts(&root)).unwrap_or_default();
        let diagnostics = reader.diagnostics;
        report::diagnostics(&diagnostics, std::slice::from_ref(&source), shell.language);
        if any_error(&diagnostics) {
            return Err(Outcome::Unusable);
        }
        entries
    } else {
        let text = paragraphs_of(shell, path)?.text;
        let mut rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .comment(Some(b'#'))
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        rows.records()
            .flatten()
            .filter_map(|row| row.get(0).map(str::to_owned))
            .filter(|entry| !entry.is_empty() && !HEADINGS.contains(&entry.as_str()))
            .collect()
    };
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    Ok(entries.iter().map(|entry| folder.join(entry)).collect())
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    Path::new(name).extension().is_some_and(|ending| {
        endings
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// Gives everyone a name of his own; systems that pass over case tell 甲A and 甲a apart too.
fn named(paths: &[PathBuf]) -> Vec<Person> {
    let mut taken: IndexSet<String> = IndexSet::new();
    let mut people = Vec::new();
    for path in paths {
        let stem = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let stem = legal(&stem);
        let mut name = stem.clone();
        let mut number = 2;
        while !taken.insert(name.to_lowercase()) {
            name = format!("{stem}-{number}");
            number += 1;
        }
        people.push(Person {
            path: path.to_string_lossy().into_owned(),
            name,
        });
    }
    people
}

/// A file's name that Windows takes too.
fn legal(name: &str) -> String {
    /// Names that Windows keeps for devices, whatever the ending.
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
    let mut name: String = name
        .chars()
        .map(|character| match character {
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '_',
            other if other.is_control() => '_',
            other => other,
        })
        .collect();
    name.truncate(name.floor_char_boundary(LONGEST));
    let name = name.trim_end_matches(['.', ' ']).trim_start_matches(' ');
    let lower = name.split('.').next().unwrap_or("").to_ascii_lowercase();
    let device = lower.trim_end_matches(|digit: char| digit.is_ascii_digit());
    let is_device = DEVICES.contains(&device) && lower.len() <= device.len() + 1;
    if name.is_empty() || is_device || name.starts_with('.') {
        return format!("_{name}");
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_has_a_name_of_his_own_that_every_system_takes() {
        let paths = [
            "a/沈砚舟.ron",
            "b/沈砚舟.ron",
            "c/沈砚舟-2.ron",
            "Li.ron",
            "li.xlsx",
            "CON.ron",
            "com1.ron",
            "com12.ron",
            "a:b?.ron",
            "尾点. .ron",
            ".hidden",
            "con.fig.ron",
        ];
        let paths = paths.map(PathBuf::from);
        let names: Vec<String> = named(&paths)
            .into_iter()
            .map(|person| person.name)
            .collect();
        assert_eq!(
            names,
            [
                "沈砚舟",
                "沈砚舟-2",
                "沈砚舟-2-2",
                "Li",
                "li-2",
                "_CON",
                "_com1",
                "com12",
                "a_b_",
                "尾点",
                "_.hidden",
                "_con.fig",
            ]
        );
        assert!(legal(&"长".repeat(500)).len() <= LONGEST);
    }
}
