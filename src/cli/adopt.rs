//! `chengwen adopt`: edits made elsewhere come back into the draft.

use super::arguments::Adopt;
use super::text::paragraphs_of;
use super::{Outcome, Shell, compose, report, swap};
use crate::document::parse::{Block, endings};
use crate::files;
use crate::message::Message;
use crate::workspace::{Change, Session};
use std::fmt::Write as _;
use std::path::Path;

/// Runs the command.
pub fn run(shell: &Shell, arguments: &Adopt) -> Outcome {
    match adopt(shell, arguments) {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

fn adopt(shell: &Shell, arguments: &Adopt) -> Result<Outcome, Outcome> {
    let blocks = blocks_of(shell, &arguments.edited)?;
    let bank = shell.bank()?;
    let _hold = files::hold(Path::new(&arguments.draft)).map_err(|fault| shell.fault(&fault))?;
    let (origin, opened) = swap::open(shell, bank, &arguments.draft)?;
    let (mut session, kept) =
        Session::open(bank, opened, Vec::new()).map_err(|fault| shell.fault(&fault))?;
    swap::told_kept(shell, kept);
    let original = session.clone();
    let mut workspace = session
        .workspace(bank)
        .map_err(|fault| shell.fault(&fault))?;
    let name = Path::new(&arguments.edited).file_name().map_or_else(
        || arguments.edited.clone(),
        |name| name.to_string_lossy().into_owned(),
    );
    let adoption = workspace
        .adopt(&blocks, &name, arguments.force)
        .map_err(|fault| shell.fault(&fault))?;
    let plan = workspace.plan;
    if let Some(step) = adoption.step {
        session.record(plan, step);
    }
    let workspace = session
        .workspace(bank)
        .map_err(|fault| shell.fault(&fault))?;
    if !adoption.changes.iter().all(|change| change.is_prescribed) {
        // A Word file that takes back what was changed in itself holds the words already.
        let is_itself = files::is_same(&arguments.draft, &arguments.edited);
        let before = (!is_itself).then_some(&original);
        swap::save(shell, bank, &origin, before, &session, &workspace)?;
    }
    shell.product(listed(shell, &adoption.changes));
    told(shell, &adoption.changes);
    report::findings(&workspace.findings, shell.language);
    Ok(compose::outcome(&workspace))
}

/// The paragraphs of an edited text.
fn blocks_of(shell: &Shell, path: &str) -> Result<Vec<Block>, Outcome> {
    let ending = Path::new(path)
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    // What has no known ending is a draft or a ledger sooner than an edited text.
    if path != "-" && !ending.is_some_and(|ending| endings().any(|known| known == ending)) {
        let path = path.to_owned();
        let help = Message::GiveTextOrMarkdown;
        return Err(shell.fault(&(Message::NotAnEditedText { path }, help)));
    }
    Ok(paragraphs_of(shell, path)?.blocks)
}

/// The changes one after the other, with the sentences before and after.
fn listed(shell: &Shell, changes: &[Change]) -> String {
    let mut text = String::new();
    for change in changes.iter().filter(|change| !change.is_prescribed) {
        let address = change.address.clone();
        let message = match (change.old.clone(), change.new.clone()) {
            (Some(old), Some(new)) => Message::SentenceChanged { address, old, new },
            (Some(old), None) => Message::SentenceRemoved { address, old },
            (None, new) => Message::SentenceAdded {
                address,
                new: new.unwrap_or_default(),
            },
        };
        let _ = writeln!(text, "{}", message.text(shell.language));
    }
    text
}

/// Says how much changed, and what was left as it is prescribed.
fn told(shell: &Shell, changes: &[Change]) {
    for change in changes.iter().filter(|change| change.is_prescribed) {
        shell.note(&Message::TitleKept {
            old: change.old.clone().unwrap_or_default(),
            new: change.new.clone().unwrap_or_default(),
        });
    }
    let count = |is_such: fn(&Change) -> bool| {
        changes
            .iter()
            .filter(|change| !change.is_prescribed && is_such(change))
            .count()
    };
    if count(|_| true) == 0 {
        shell.note(&Message::NothingAdopted);
    } else {
        shell.note(&Message::AdoptedChanges {
            changed: count(|change| change.old.is_some() && change.new.is_some()),
            removed: count(|change| change.new.is_none()),
            added: count(|change| change.old.is_none()),
        });
    }
}
