//! A draft's file with the file of undone steps beside it, so that undoing gives the draft's own bytes back.

use super::{read, read_bytes, remove, replace, write};
use crate::bank::Bank;
use crate::diagnostic::{Diagnostic, any_error};
use crate::document::docx::provenance::provenance_of;
use crate::draft::read::{Opened, read_draft, read_steps};
use crate::message::Message;
use crate::plan::edit::Step;
use crate::source::Source;
use std::path::{Path, PathBuf};

/// A draft's file as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftFile {
    /// The file.
    pub source: Source,
    /// The draft in it; `None` where it cannot be used.
    pub opened: Option<Opened>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// The steps that were undone, as they wait beside a draft.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UndoneFile {
    /// The file; `None` where there is none.
    pub source: Option<Source>,
    /// The steps, the latest undone last.
    pub steps: Vec<Step>,
    /// What is wrong with the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a draft: its own file, or a Word file that carries one.
pub fn read_file(path: &str, bank: &Bank) -> Result<DraftFile, (Message, Message)> {
    let not_a_draft = || {
        let path = path.to_owned();
        (Message::NotADraft { path }, Message::ComposeADraft)
    };
    let source = if is_word(path) {
        let draft = provenance_of(&read_bytes(path)?)?;
        let draft = draft.ok_or_else(|| {
            let path = path.to_owned();
            (Message::NoDraftInWordFile { path }, Message::ComposeADraft)
        })?;
        Source::new(path, draft)
    } else if has_ending(path, "ron") {
        read(path)?
    } else {
        return Err(not_a_draft());
    };
    let (opened, diagnostics) = read_draft(&source, bank);
    Ok(DraftFile {
        opened: opened.filter(|_| !any_error(&diagnostics)),
        source,
        diagnostics,
    })
}

/// Reads the undone steps of a draft of a genre.
pub fn read_undone(path: &str, genre: &str, bank: &Bank) -> Result<UndoneFile, (Message, Message)> {
    let undone = undone_path(path);
    let Some(genre) = bank.genres.get(genre).filter(|_| undone.exists()) else {
        return Ok(UndoneFile::default());
    };
    let source = read(&undone.to_string_lossy())?;
    let (steps, diagnostics) = read_steps(&source, genre);
    Ok(UndoneFile {
        source: Some(source),
        steps,
        diagnostics,
    })
}

/// Writes a draft over the file that it was read from, if that is still the same, then its undone steps; no text, no file.
pub fn write_file(source: &Source, draft: &str, undone: &str) -> Result<(), (Message, Message)> {
    if is_word(&source.name) {
        let path = source.name.clone();
        return Err((Message::WordDraftStays { path }, Message::TakeTheDraftOut));
    }
    replace(source, draft)?;
    let path = undone_path(&source.name);
    if undone.is_empty() {
        remove(&path)
    } else {
        write(&path, undone.as_bytes())
    }
}

/// Whether a draft is to be looked for in a Word file, which carries it beside its text.
fn is_word(path: &str) -> bool {
    has_ending(path, "docx")
}

fn has_ending(path: &str, wanted: &str) -> bool {
    let ending = Path::new(path).extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case(wanted))
}

fn undone_path(draft: &str) -> PathBuf {
    PathBuf::from(format!("{draft}.undone"))
}
