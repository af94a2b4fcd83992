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

/// Where a draft was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// The draft's text, named as its file.
    pub source: Source,
    /// The Word file that carries it, if it came in one.
    pub word: Option<Vec<u8>>,
}

/// A draft's file as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftFile {
    /// The file.
    pub origin: Origin,
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
    let origin = if has_ending(path, "docx") {
        let word = read_bytes(path)?;
        let draft = provenance_of(&word)?;
        let draft = draft.ok_or_else(|| {
            let path = path.to_owned();
            (Message::NoDraftInWordFile { path }, Message::ComposeADraft)
        })?;
        Origin {
            source: Source::new(path, draft),
            word: Some(word),
        }
    } else if has_ending(path, "ron") {
        Origin {
            source: read(path)?,
            word: None,
        }
    } else {
        return Err(not_a_draft());
    };
    let (opened, diagnostics) = read_draft(&origin.source, bank);
    Ok(DraftFile {
        opened: opened.filter(|_| !any_error(&diagnostics)),
        origin,
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

/// Writes a draft over the file that it was read from, if that is still the same, then its undone steps; no text, no file. `word` is
/// what a Word file that carries it becomes.
pub fn write_file(
    origin: &Origin,
    draft: &str,
    word: Option<&[u8]>,
    undone: &str,
) -> Result<(), (Message, Message)> {
    let path = &origin.source.name;
    match (&origin.word, word) {
        (Some(before), Some(word)) => {
            if read_bytes(path)? != *before {
                let path = path.clone();
                return Err((Message::ChangedMeanwhile { path }, Message::RunItAgain));
            }
            write(Path::new(path), word)?;
        }
        _ => replace(&origin.source, draft)?,
    }
    let path = undone_path(path);
    if undone.is_empty() {
        remove(&path)
    } else {
        write(&path, undone.as_bytes())
    }
}

fn has_ending(path: &str, wanted: &str) -> bool {
    let ending = Path::new(path).extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case(wanted))
}

fn undone_path(draft: &str) -> PathBuf {
    PathBuf::from(format!("{draft}.undone"))
}
