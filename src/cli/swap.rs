//! `chengwen swap` and `chengwen render`: a saved draft, changed one sentence at a time, or written out.

use super::arguments::{Render, Swap};
use super::{Outcome, Shell, compose, report};
use crate::bank::Bank;
use crate::diagnostic::any_error;
use crate::document::Section;
use crate::document::docx::provenance::with_provenance;
use crate::draft::read::Opened;
use crate::files;
use crate::files::draft::{Origin, read_file, read_undone, write_file};
use crate::message::Message;
use crate::plan::Wording;
use crate::plan::edit::Step;
use crate::workspace::{Address, Alternative, Session, Workspace};
use indexmap::IndexMap;
use serde_json::json;
use std::fmt::Write as _;
use std::path::Path;

/// Runs `swap`.
pub fn run(shell: &Shell, arguments: &Swap) -> Outcome {
    match swap(shell, arguments) {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

/// Runs `render`.
pub fn render(shell: &Shell, arguments: &Render) -> Outcome {
    let rendered = || -> Result<Outcome, Outcome> {
        let outputs = compose::outputs(shell, &arguments.output, arguments.format.as_deref())?;
        let delivery = compose::delivery(shell, &arguments.hand, &outputs)?;
        let bank = shell.bank()?;
        let (_, opened) = open(shell, bank, &arguments.draft)?;
        let (workspace, kept) =
            Workspace::open(bank, &opened).map_err(|fault| shell.fault(&fault))?;
        told_kept(shell, kept);
        compose::write(shell, &workspace, outputs, &delivery)?;
        Ok(compose::outcome(&workspace))
    };
    match rendered() {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

fn swap(shell: &Shell, arguments: &Swap) -> Result<Outcome, Outcome> {
    let bank = shell.bank()?;
    let _hold = files::hold(Path::new(&arguments.draft)).map_err(|fault| shell.fault(&fault))?;
    let (origin, opened) = open(shell, bank, &arguments.draft)?;
    let undone = if arguments.undo || arguments.redo {
        undone(shell, bank, &arguments.draft, &opened)?
    } else {
        Vec::new()
    };
    let (mut session, kept) =
        Session::open(bank, opened, undone).map_err(|fault| shell.fault(&fault))?;
    told_kept(shell, kept);
    let original = session.clone();
    let workspace = session
        .workspace(bank)
        .map_err(|fault| shell.fault(&fault))?;
    let before = texts_of(&workspace);
    if arguments.history {
        let mut text = String::new();
        for (index, step) in session.draft.history.iter().enumerate() {
            let line = Message::HistoryLine {
                number: index + 1,
                name: step.name.clone(),
                about: step.about.clone(),
            };
            let _ = writeln!(text, "{}", line.text(shell.language));
        }
        shell.product(&text);
        return Ok(Outcome::Clean);
    }
    if arguments.undo {
        session.undo().map_err(|fault| shell.fault(&fault))?;
    } else if arguments.redo {
        session.redo().map_err(|fault| shell.fault(&fault))?;
    } else {
        let mut workspace = workspace;
        let Some(address) = &arguments.address else {
            if asks_for_something(arguments) {
                return Err(shell.fault(&(Message::NoAddress, Message::SeeAddresses)));
            }
            show(shell, &workspace);
            return Ok(Outcome::Clean);
        };
        let address = Address::read(address).ok_or_else(|| {
            let address = address.clone();
            shell.fault(&(Message::NoSuchAddress { address }, Message::SeeAddresses))
        })?;
        let Some(step) = edit(shell, &mut workspace, &address, arguments)? else {
            return Ok(Outcome::Clean);
        };
        let plan = workspace.plan;
        session.record(plan, step);
    }
    let workspace = session
        .workspace(bank)
        .map_err(|fault| shell.fault(&fault))?;
    save(shell, bank, &origin, Some(&original), &session, &workspace)?;
    told_changes(shell, &before, &workspace);
    report::findings(&workspace.findings, shell.language);
    Ok(compose::outcome(&workspace))
}

/// Whether something is to be done that needs an address.
fn asks_for_something(arguments: &Swap) -> bool {
    let texts = [
        &arguments.write,
        &arguments.fact,
        &arguments.point,
        &arguments.add,
    ];
    let flags = [
        arguments.next,
        arguments.random,
        arguments.remove,
        arguments.lock,
        arguments.unlock,
    ];
    arguments.pick.is_some()
        || arguments.move_to.is_some()
        || texts.into_iter().any(Option::is_some)
        || flags.contains(&true)
}

/// Carries out what was asked for at an address; `None` where only a list was asked for.
fn edit(
    shell: &Shell,
    workspace: &mut Workspace<'_>,
    address: &Address,
    arguments: &Swap,
) -> Result<Option<Step>, Outcome> {
    let result = if let Some(fact) = &arguments.fact {
        workspace.exchange_fact(address, fact)
    } else if let Some(point) = &arguments.point {
        let point = Some(point.as_str()).filter(|point| !point.is_empty());
        workspace.exchange_point(address, point)
    } else if let Some(fact) = &arguments.add {
        workspace.add_problem(address, fact)
    } else if arguments.remove && address.sentence.is_some_and(|number| number > 0) {
        workspace.remove_sentence(address)
    } else if arguments.remove {
        workspace.remove_problem(address)
    } else if let Some(place) = arguments.move_to {
        workspace.move_problem(address, place)
    } else if arguments.lock || arguments.unlock {
        workspace.lock(address, arguments.lock)
    } else if let Some(text) = &arguments.write {
        workspace
            .written_by_hand(address, text)
            .and_then(|wording| workspace.word(address, wording, "write"))
    } else {
        let alternatives = workspace
            .alternatives(address)
            .map_err(|fault| shell.fault(&fault))?;
        let Some(wording) = chosen(shell, &alternatives, arguments)? else {
            list(shell, address, &alternatives, arguments)?;
            return Ok(None);
        };
        workspace.word(address, wording, "word")
    };
    result.map(Some).map_err(|fault| shell.fault(&fault))
}

/// The wording that `--pick`, `--next` or `--random` names.
fn chosen(
    shell: &Shell,
    alternatives: &[Alternative],
    arguments: &Swap,
) -> Result<Option<Wording>, Outcome> {
    let known = alternatives.len();
    let current = alternatives
        .iter()
        .position(|alternative| alternative.is_current);
    let number = if let Some(number) = arguments.pick {
        number
    } else if arguments.next {
        current.map_or(1, |current| (current + 1) % known.max(1) + 1)
    } else if arguments.random {
        let others: Vec<usize> = (1..=known)
            .filter(|number| Some(number - 1) != current)
            .collect();
        let drawn = rand::random::<u32>() as usize;
        others
            .get(drawn % others.len().max(1))
            .copied()
            .unwrap_or(1)
    } else {
        return Ok(None);
    };
    let found = number
        .checked_sub(1)
        .and_then(|index| alternatives.get(index));
    match found {
        Some(alternative) => Ok(Some(alternative.wording.clone())),
        None => Err(shell.fault(&(
            Message::NoSuchAlternative { number, known },
            Message::ListThem,
        ))),
    }
}

fn list(
    shell: &Shell,
    address: &Address,
    alternatives: &[Alternative],
    arguments: &Swap,
) -> Result<(), Outcome> {
    match arguments.format.as_deref() {
        Some("json") => {
            let list: Vec<_> = alternatives
                .iter()
                .enumerate()
                .map(|(index, alternative)| {
                    json!({
                        "n": index + 1,
                        "text": alternative.text,
                        "current": alternative.is_current,
                        "breaks": alternative.breaks,
                    })
                })
                .collect();
            let value = json!({"address": address.to_string(), "alternatives": list});
            shell.product(format!("{value:#}\n"));
            Ok(())
        }
        None | Some("text") => {
            let mut text = String::new();
            for (index, alternative) in alternatives.iter().enumerate() {
                let mark = if alternative.is_current { '*' } else { ' ' };
                let breaks = if alternative.breaks.is_empty() {
                    String::new()
                } else {
                    format!("  [{}]", alternative.breaks.join(", "))
                };
                let _ = writeln!(text, "{mark}{:>3}  {}{breaks}", index + 1, alternative.text);
            }
            shell.product(&text);
            Ok(())
        }
        Some(format) => {
            let format = format.to_owned();
            let known = vec!["text".to_owned(), "json".to_owned()];
            Err(shell.fault(&(
                Message::UnknownFormat { format },
                Message::FormatsKnown { known },
            )))
        }
    }
}

/// The draft with its addresses.
fn show(shell: &Shell, workspace: &Workspace<'_>) {
    let mut text = format!("{}\n", workspace.document.title);
    for section in &workspace.document.sections {
        let address = section.address();
        if let Some(heading) = &section.heading {
            let _ = writeln!(text, "{address}:0  {}{}", section.number, heading.text);
        }
        for (index, sentence) in section.sentences().enumerate() {
            let mark = match (sentence.locked, sentence.hand) {
                (true, _) => "#",
                (false, true) => "+",
                (false, false) => " ",
            };
            let _ = writeln!(text, "{address}:{}{mark} {}", index + 1, sentence.text);
        }
    }
    shell.product(&text);
}

/// The text at every place.
fn texts_of(workspace: &Workspace<'_>) -> IndexMap<String, String> {
    workspace
        .document
        .sections
        .iter()
        .flat_map(Section::all)
        .filter_map(|sentence| Some((sentence.slot.clone()?, sentence.text.clone())))
        .collect()
}

/// Shows the sentences that read otherwise than before.
fn told_changes(shell: &Shell, before: &IndexMap<String, String>, workspace: &Workspace<'_>) {
    for section in &workspace.document.sections {
        let heading = section.heading.iter().map(|heading| (0, heading));
        let sentences = section.sentences().enumerate();
        for (number, sentence) in
            heading.chain(sentences.map(|(index, sentence)| (index + 1, sentence)))
        {
            let Some(slot) = &sentence.slot else {
                continue;
            };
            if before.get(slot) != Some(&sentence.text) {
                shell.note(&Message::DraftChanged {
                    address: format!("{}:{number}", section.address()),
                    text: sentence.text.clone(),
                });
            }
        }
    }
}

/// Writes a draft back to where it came from. A Word file that carries it takes over the words that differ from those of the
/// draft before; none is given where the file holds the words already.
pub fn save(
    shell: &Shell,
    bank: &Bank,
    origin: &Origin,
    before: Option<&Session>,
    session: &Session,
    workspace: &Workspace<'_>,
) -> Result<(), Outcome> {
    let (draft, undone) = session.written(workspace);
    let written = || {
        let word = match (&origin.word, before) {
            (Some(word), Some(before)) => {
                let before = before.workspace(bank)?;
                let carried = workspace.carried(&before, word, &draft)?;
                if carried.is_set_anew {
                    shell.note(&Message::SetAnew);
                }
                Some(carried.bytes)
            }
            (Some(word), None) => Some(with_provenance(word, &draft)?),
            (None, _) => None,
        };
        write_file(origin, &draft, word.as_deref(), &undone)
    };
    written().map_err(|fault| shell.fault(&fault))
}

/// Reads a draft; faults are reported.
pub fn open(shell: &Shell, bank: &Bank, path: &str) -> Result<(Origin, Opened), Outcome> {
    let file = read_file(path, bank).map_err(|fault| shell.fault(&fault))?;
    let sources = std::slice::from_ref(&file.origin.source);
    report::diagnostics(&file.diagnostics, sources, shell.language);
    let opened = file.opened.ok_or_else(|| {
        let path = path.to_owned();
        shell.fault(&(Message::NotADraft { path }, Message::ComposeADraft))
    })?;
    Ok((file.origin, opened))
}

fn undone(shell: &Shell, bank: &Bank, path: &str, opened: &Opened) -> Result<Vec<Step>, Outcome> {
    let file =
        read_undone(path, &opened.draft.plan.genre, bank).map_err(|fault| shell.fault(&fault))?;
    if let Some(source) = &file.source {
        let sources = std::slice::from_ref(source);
        report::diagnostics(&file.diagnostics, sources, shell.language);
    }
    if any_error(&file.diagnostics) {
        return Err(Outcome::Unusable);
    }
    Ok(file.steps)
}

/// Tells what a later bank words otherwise.
pub fn told_kept(shell: &Shell, kept: Vec<String>) {
    if !kept.is_empty() {
        shell.note(&Message::KeptByHand { slots: kept });
    }
}
