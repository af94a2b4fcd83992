//! Files brought in: ledgers as facts, and other people's texts as words, each by its name's ending.

use super::action::Fault;
use super::desk::Refusal;
use crate::bank::Bank;
use crate::diagnostic::Diagnostic;
use crate::document::docx;
use crate::draft::read::read_draft;
use crate::fact::Facts;
use crate::fact::confidential::masked;
use crate::fact::ledger::read::read_ledger;
use crate::fact::read::read_facts;
use crate::message::Message;
use crate::render::RENDERERS;
use crate::sheet::{File, decode};
use crate::source::Source;
use crate::workspace::Workspace;
use std::path::Path;

/// The endings of the files that are read as ledgers, beside facts files in RON.
pub const LEDGERS: [&str; 5] = ["xlsx", "xlsm", "xls", "ods", "csv"];

/// A ledger as read.
#[derive(Debug, Clone, PartialEq)]
pub struct Ledger {
    /// The facts without an error.
    pub facts: Facts,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// The text that they point into, confidential records masked; empty where it is no text.
    pub source: Source,
}

/// Reads a ledger: a facts file in RON, a spreadsheet or a CSV file.
pub fn ledger(name: &str, bytes: &[u8], bank: &Bank, genre: &str) -> Result<Ledger, Fault> {
    if ending_of(name) == "ron" {
        let source = Source::new(name, utf8(name, bytes)?);
        let (facts, diagnostics) = read_facts(&source, bank, Some(genre));
        return Ok(Ledger {
            facts,
            diagnostics,
            source: masked(&source),
        });
    }
    if !LEDGERS.contains(&ending_of(name).as_str()) {
        let path = name.to_owned();
        return Err(Fault::Said(
            Message::NotAFactsFile { path },
            Message::SaveAsXlsx,
        ));
    }
    let file = File {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
    };
    let (facts, diagnostics) = read_ledger(name, &[file], bank, Some(genre));
    Ok(Ledger {
        facts,
        diagnostics,
        source: Source::new(name, ""),
    })
}

/// The words of a text: of a Word file, of a draft, or of a file of plain text in whatever encoding.
pub fn text(name: &str, bytes: &[u8], bank: &Bank) -> Result<String, Refusal> {
    match ending_of(name).as_str() {
        "docx" => Ok(docx::read(bytes)?.text),
        "ron" => {
            let source = Source::new(name, utf8(name, bytes)?);
            let (opened, diagnostics) = read_draft(&source, bank);
            let opened = opened.ok_or(Refusal::Broken {
                source,
                diagnostics,
            })?;
            let (workspace, _) = Workspace::open(bank, &opened)?;
            Ok(text_of(&workspace))
        }
        _ => Ok(decode(bytes).text),
    }
}

/// A draft as plain text.
pub fn text_of(workspace: &Workspace<'_>) -> String {
    let language = workspace.genre.definition.language;
    let text = workspace.render(RENDERERS[0], language);
    String::from_utf8_lossy(&text).into_owned()
}

/// A file name's ending, in small letters.
pub fn ending_of(name: &str) -> String {
    Path::new(name)
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default()
}

fn utf8(name: &str, bytes: &[u8]) -> Result<String, Fault> {
    String::from_utf8(bytes.to_vec()).map_err(|_| {
        let file = name.to_owned();
        Fault::Said(Message::NotUtf8 { file }, Message::SaveAsUtf8)
    })
}
