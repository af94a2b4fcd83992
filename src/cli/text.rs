//! Texts that anyone wrote, read for the commands that take them.

use super::{Outcome, Shell, report};
use crate::bank::Bank;
use crate::document::parse::{Paragraphs, reader_of};
use crate::draft::read::read_draft;
use crate::files;
use crate::message::Message;
use crate::render::RENDERERS;
use crate::workspace::Workspace;
use std::path::Path;

/// Reads a text by the ending of its file, in whatever encoding; what was not read as it stands is told.
pub fn paragraphs_of(shell: &Shell, path: &str) -> Result<Paragraphs, Outcome> {
    let mut paragraphs = files::read_bytes(path)
        .and_then(|bytes| (reader_of(path).read)(path, &bytes))
        .map_err(|fault| shell.fault(&fault))?;
    for note in std::mem::take(&mut paragraphs.notes) {
        let (path, note) = (path.to_owned(), Box::new(note));
        shell.note(&Message::NoteOnFile { path, note });
    }
    Ok(paragraphs)
}

/// A file's text; a draft's is what it gives.
pub fn text_of(shell: &Shell, bank: &'static Bank, path: &str) -> Result<String, Outcome> {
    let is_draft = Path::new(path)
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("ron"));
    if !is_draft {
        return Ok(paragraphs_of(shell, path)?.text);
    }
    let source = files::read(path).map_err(|fault| shell.fault(&fault))?;
    let (opened, diagnostics) = read_draft(&source, bank);
    report::diagnostics(&diagnostics, std::slice::from_ref(&source), shell.language);
    let opened = opened.ok_or(Outcome::Unusable)?;
    let (workspace, _) = Workspace::open(bank, &opened).map_err(|fault| shell.fault(&fault))?;
    let text = workspace.render(RENDERERS[0], shell.language);
    Ok(String::from_utf8_lossy(&text).into_owned())
}
