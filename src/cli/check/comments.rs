//! Findings as comments in the margin of a Word file.

use super::Reviewed;
use crate::cli::arguments::Check;
use crate::cli::{Outcome, Shell};
use crate::document::docx;
use crate::document::docx::comment::annotated;
use crate::files;
use crate::message::{Language, Message};
use std::path::Path;

/// The file to write comments to, if that can be done for what is checked.
pub fn of<'a>(shell: &Shell, arguments: &'a Check, output: &'a str) -> Result<&'a str, Outcome> {
    let is_word = |name: &str| {
        let ending = Path::new(name).extension();
        ending.is_some_and(|ending| ending.eq_ignore_ascii_case("docx"))
    };
    match arguments.files.as_slice() {
        [file] if is_word(file) && is_word(output) => {
            if files::is_same(file, output) {
                let path = output.to_owned();
                let fault = (Message::AnnotateElsewhere { path }, Message::WriteElsewhere);
                return Err(shell.fault(&fault));
            }
            Ok(output)
        }
        _ => Err(shell.fault(&(Message::AnnotateOneWordFile, Message::CheckOneWordFile))),
    }
}

/// Writes a checked file with its findings as comments.
pub fn write(
    shell: &Shell,
    text: &Reviewed<'_>,
    language: Language,
    output: &str,
) -> Result<(), Outcome> {
    let bytes = files::read_bytes(&text.name).map_err(|fault| shell.fault(&fault))?;
    let commented = docx::read(&bytes).and_then(|word| {
        if word.text != text.source.text {
            let path = text.name.clone();
            return Err((Message::ChangedMeanwhile { path }, Message::RunItAgain));
        }
        annotated(&bytes, &word, &text.comments(language))
    });
    let commented = commented.map_err(|fault| shell.fault(&fault))?;
    files::write(Path::new(output), &commented).map_err(|fault| shell.fault(&fault))?;
    let path = output.to_owned();
    shell.note(&Message::Wrote { path });
    Ok(())
}
