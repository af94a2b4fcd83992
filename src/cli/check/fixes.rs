//! Every sure cure put into the file that was checked.

use super::{Reviewed, Reviewer, is_asked_for, read};
use crate::bank::Bank;
use crate::cli::arguments::Check;
use crate::cli::{Outcome, Shell, report};
use crate::document::docx;
use crate::document::parse::{Places, encode};
use crate::files;
use crate::message::Message;
use std::ops::Range;
use std::path::Path;

/// Puts every sure cure into the file, and looks at what is left.
pub fn fix(
    shell: &Shell,
    bank: &'static Bank,
    reviewer: &Reviewer<'static>,
    text: &mut Reviewed<'static>,
    arguments: &Check,
) -> Result<(), Outcome> {
    let path = text.name.clone();
    let is_file = text.written.is_some() || text.places == Some(Places::Paragraphs);
    if !is_file || path == "-" {
        return Err(shell.fault(&(Message::CannotFix { path }, Message::FixTextFiles)));
    }
    let fixes = text.fixes();
    if fixes.is_empty() {
        return Ok(());
    }
    let bytes = files::read_bytes(&path).map_err(|fault| shell.fault(&fault))?;
    let bytes = mended(text, &bytes, &fixes).map_err(|fault| shell.fault(&fault))?;
    files::write(Path::new(&path), &bytes).map_err(|fault| shell.fault(&fault))?;
    let mended = text.fixed(&fixes);
    let difference = similar::TextDiff::from_lines(text.source.text.as_str(), mended.as_str());
    let difference = difference
        .unified_diff()
        .context_radius(0)
        .header(&path, &path)
        .to_string();
    report::say(difference.trim_end());
    shell.note(&Message::Fixed {
        path: path.clone(),
        count: fixes.len(),
    });
    let mut again = read(bank, reviewer, &path).map_err(|fault| {
        fault.show(shell);
        Outcome::Unusable
    })?;
    again.findings = reviewer.check(&again, &[]);
    again
        .findings
        .retain(|finding| is_asked_for(finding, arguments));
    *text = again;
    Ok(())
}

/// The file's bytes with the cures in place. What an encoding can write in two ways, or another program has changed meanwhile,
/// is left alone.
fn mended(
    text: &Reviewed<'_>,
    bytes: &[u8],
    fixes: &[(Range<usize>, String)],
) -> Result<Vec<u8>, (Message, Message)> {
    let refusal = || {
        let path = text.name.clone();
        (Message::CannotFix { path }, Message::RunItAgain)
    };
    if let Some((encoding, with_bom)) = text.written {
        if encode(&text.source.text, encoding, with_bom).as_deref() != Some(bytes) {
            return Err(refusal());
        }
        return encode(&text.fixed(fixes), encoding, with_bom).ok_or_else(refusal);
    }
    let word = docx::read(bytes)?;
    if word.text != text.source.text {
        return Err(refusal());
    }
    word.replaced(bytes, fixes)
}
