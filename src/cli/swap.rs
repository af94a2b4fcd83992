//! `chengwen swap` and `chengwen render`: a saved draft, changed one sentence at a time, or written out.

use super::arguments::{Render, Swap};
use super::{Outcome, Shell, compose, report};
use crate::bank::Bank;
use crate::diagnostic::any_error;
use crate::document::Section;
use crate::draft::read::{Opened, read_draft, read_steps};
use crate::draft::{Draft, step_written};
use crate::files;
use crate::message::Message;
use crate::plan::Wording;
use crate::plan::edit::Step;
use crate::source::Source;
use crate::workspace::{Address, Alternative, Workspace};
use indexmap::IndexMap;
use serde_json::json;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

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
        let bank = shell.bank()?;
        let (_, opened) = open(shell, bank, &arguments.draft)?;
        let workspace = workspace(shell, bank, opened)?;
        compose::write(shell, &workspace, outputs)?;
        Ok(compose::outcome(&workspace))
    };
    match rendered() {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

fn swap(shell: &Shell, arguments: &Swap) -> Result<Outcome, Outcome> {
    let path = Path::new(&arguments.draft);
    let bank = shell.bank()?;
    let _hold = files::hold(path).map_err(|fault| shell.fault(&fault))?;
    let (source, opened) = open(shell, bank, &arguments.draft)?;
    let mut workspace = workspace(shell, bank, opened)?;
    let before = texts_of(&workspace);
    let mut history = opened.draft.history.clone();
    if arguments.history {
        let mut text = String::new();
        for (index, step) in history.iter().enumerate() {
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
    let undone = undone_path(path);
    let mut undone_steps = read_undone(shell, &undone, arguments.undo || arguments.redo)?;
    if arguments.undo {
        let Some(step) = history.pop() else {
            return Err(shell.fault(&(Message::NothingToUndo, Message::EditFirst)));
        };
        undone_steps.push(workspace.revert(&step));
    } else if arguments.redo {
        let Some(step) = undone_steps.pop() else {
            return Err(shell.fault(&(Message::NothingToRedo, Message::EditFirst)));
        };
        history.push(workspace.revert(&step));
    } else {
        let Some(address) = &arguments.address else {
            show(shell, &workspace);
            return Ok(Outcome::Clean);
        };
        let address = Address::read(address).ok_or_else(|| {
            let address = address.clone();
            shell.fault(&(Message::NoSuchAddress { address }, Message::SeeAddresses))
        })?;
        let edited = edit(shell, &mut workspace, &address, arguments)?;
        let Some(step) = edited else {
            return Ok(Outcome::Clean);
        };
        history.push(step);
        undone_steps.clear();
    }
    let draft = Draft {
        facts: opened.draft.facts.clone(),
        plan: workspace.plan.clone(),
        history,
    };
    let text = draft.written(workspace.genre, &workspace.document);
    files::replace(&source, &text).map_err(|fault| shell.fault(&fault))?;
    write_undone(shell, &undone, &undone_steps)?;
    told_changes(shell, &before, &workspace);
    report::findings(&workspace.findings, shell.language);
    Ok(compose::outcome(&workspace))
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

fn open(shell: &Shell, bank: &Bank, path: &str) -> Result<(Source, &'static Opened), Outcome> {
    let is_ron = Path::new(path)
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("ron"));
    if !is_ron {
        let path = path.to_owned();
        return Err(shell.fault(&(Message::NotADraft { path }, Message::ComposeADraft)));
    }
    let source = files::read(path).map_err(|fault| shell.fault(&fault))?;
    let (opened, diagnostics) = read_draft(&source, bank);
    report::diagnostics(&diagnostics, std::slice::from_ref(&source), shell.language);
    match opened {
        // Like the bank, a draft lives as long as the run.
        Some(opened) if !any_error(&diagnostics) => Ok((source, Box::leak(Box::new(opened)))),
        _ => {
            let path = path.to_owned();
            Err(shell.fault(&(Message::NotADraft { path }, Message::ComposeADraft)))
        }
    }
}

fn workspace(
    shell: &Shell,
    bank: &'static Bank,
    opened: &'static Opened,
) -> Result<Workspace<'static>, Outcome> {
    let (workspace, kept) = Workspace::open(bank, opened).map_err(|fault| shell.fault(&fault))?;
    if !kept.is_empty() {
        shell.note(&Message::KeptByHand { slots: kept });
    }
    Ok(workspace)
}

/// Where undone steps wait: beside the draft, so that undoing gives the draft's own bytes back.
fn undone_path(draft: &Path) -> PathBuf {
    let mut name = draft.as_os_str().to_owned();
    name.push(".undone");
    PathBuf::from(name)
}

fn read_undone(shell: &Shell, path: &Path, is_wanted: bool) -> Result<Vec<Step>, Outcome> {
    if !is_wanted || !path.exists() {
        return Ok(Vec::new());
    }
    let source = files::read(&path.to_string_lossy()).map_err(|fault| shell.fault(&fault))?;
    let (steps, diagnostics) = read_steps(&source);
    report::diagnostics(&diagnostics, std::slice::from_ref(&source), shell.language);
    if any_error(&diagnostics) {
        return Err(Outcome::Unusable);
    }
    Ok(steps)
}

fn write_undone(shell: &Shell, path: &Path, steps: &[Step]) -> Result<(), Outcome> {
    let result = if steps.is_empty() {
        files::remove(path)
    } else {
        let mut lines = String::new();
        for step in steps {
            let _ = writeln!(lines, "    {},", step_written(step));
        }
        files::write(path, format!("[\n{lines}]\n").as_bytes())
    };
    result.map_err(|fault| shell.fault(&fault))
}
