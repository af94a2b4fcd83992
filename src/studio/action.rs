//! What the page can ask of a draft: each is an edit of the workspace, and each can be undone.

use super::form::{FactForm, FieldFault, read_form};
use crate::bank::Bank;
use crate::fact::Author;
use crate::message::Message;
use crate::plan::edit::Step;
use crate::value::{Date, Raw, Value, ValueType};
use crate::workspace::{Address, FactChange, Session, Workspace, free_id};
use serde::Deserialize;

/// One thing that the writer does. `at` is an address as the command line takes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Action {
    /// Takes the bank's phrasing of that text.
    Take { at: String, text: String },
    /// Sets the writer's own text. What `continues` an edit of the same sentence is one step with it: the page saves while the
    /// writer is still typing.
    Write {
        at: String,
        text: String,
        #[serde(default)]
        continues: bool,
    },
    /// Settles a sentence.
    Lock { at: String },
    /// Opens a settled sentence again.
    Unlock { at: String },
    /// Shows the problem by another fact.
    Fact { at: String, fact: String },
    /// Exchanges the whole problem.
    Point { at: String },
    /// Adds a problem, shown by a fact, to an area.
    Add { at: String, fact: String },
    /// Takes a problem away.
    Remove { at: String },
    /// Takes a sentence out of the text.
    RemoveSentence { at: String },
    /// Moves a problem to another place in its area.
    Move { at: String, to: usize },
    /// Tells a fact that the text does not tell yet, wherever it fits.
    Tell { fact: String },
    /// Adds a fact, or changes the one of an id.
    SetFact {
        #[serde(default)]
        id: String,
        form: FactForm,
    },
    /// Takes a fact away.
    RemoveFact { id: String },
    /// Names the author and the date that signs the text; a page that knows of no date leaves it as it is.
    Author {
        name: String,
        post: String,
        unit: String,
        #[serde(default)]
        date: Option<String>,
    },
    /// Words anew all that is not settled.
    Reroll,
    /// Undoes the latest edit.
    Undo,
    /// Does again what was undone.
    Redo,
}

/// Why an action was not carried out.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// What is wrong, and what to do.
    Said(Message, Message),
    /// What is wrong with the fields of a fact.
    Fields(Vec<FieldFault>),
}

impl From<(Message, Message)> for Fault {
    fn from((message, help): (Message, Message)) -> Self {
        Fault::Said(message, help)
    }
}

impl Action {
    /// The address that it is about.
    pub fn at(&self) -> Option<&str> {
        match self {
            Action::Take { at, .. }
            | Action::Write { at, .. }
            | Action::Lock { at }
            | Action::Unlock { at }
            | Action::Fact { at, .. }
            | Action::Point { at }
            | Action::Add { at, .. }
            | Action::Remove { at }
            | Action::RemoveSentence { at }
            | Action::Move { at, .. } => Some(at),
            Action::Tell { .. }
            | Action::SetFact { .. }
            | Action::RemoveFact { .. }
            | Action::Author { .. }
            | Action::Reroll
            | Action::Undo
            | Action::Redo => None,
        }
    }
}

/// Carries an action out. `seed` is what a new roll is drawn from.
pub fn perform(
    session: &mut Session,
    bank: &Bank,
    action: &Action,
    seed: u64,
) -> Result<(), Fault> {
    match action {
        Action::Undo => Ok(session.undo()?),
        Action::Redo => Ok(session.redo()?),
        Action::SetFact { id, form } => set_fact(session, bank, id, form),
        Action::RemoveFact { id } => {
            Ok(session.change_facts(bank, FactChange::Remove(id.clone()))?)
        }
        Action::Author {
            name,
            post,
            unit,
            date,
        } => {
            let date = match date.as_deref().map(str::trim) {
                None => session.draft.facts.date,
                Some("") => None,
                Some(text) => Some(signing_date(text)?),
            };
            let author = Author {
                name: name.trim().to_owned(),
                post: post.trim().to_owned(),
                unit: unit.trim().to_owned(),
            };
            Ok(session.change_facts(bank, FactChange::Author(author, date))?)
        }
        Action::Tell { fact } => tell(session, bank, fact),
        Action::Reroll => edit(session, bank, |workspace| Ok(workspace.reroll(seed))),
        Action::Take { at, text } => edit_at(session, bank, at, |workspace, address| {
            let wording = workspace.worded_as(address, text)?;
            workspace.word(address, wording, "word")
        }),
        Action::Write {
            at,
            text,
            continues,
        } => write(session, bank, at, text, *continues),
        Action::Lock { at } => edit_at(session, bank, at, |workspace, address| {
            workspace.lock(address, true)
        }),
        Action::Unlock { at } => edit_at(session, bank, at, |workspace, address| {
            workspace.lock(address, false)
        }),
        Action::Fact { at, fact } => edit_at(session, bank, at, |workspace, address| {
            workspace.exchange_fact(address, fact)
        }),
        Action::Point { at } => edit_at(session, bank, at, |workspace, address| {
            workspace.exchange_point(address, None)
        }),
        Action::Add { at, fact } => edit_at(session, bank, at, |workspace, address| {
            workspace.add_problem(address, fact)
        }),
        Action::Remove { at } => edit_at(session, bank, at, |workspace, address| {
            workspace.remove_problem(address)
        }),
        Action::RemoveSentence { at } => edit_at(session, bank, at, |workspace, address| {
            workspace.remove_sentence(address)
        }),
        Action::Move { at, to } => edit_at(session, bank, at, |workspace, address| {
            workspace.move_problem(address, *to)
        }),
    }
}

fn signing_date(text: &str) -> Result<Date, Fault> {
    match ValueType::Date.read(&Raw::Text(text))? {
        Value::Date(date) => Ok(date),
        other => unreachable!("a date is read as a date: {other:?}"),
    }
}

fn edit(
    session: &mut Session,
    bank: &Bank,
    edit: impl FnOnce(&mut Workspace<'_>) -> Result<Step, (Message, Message)>,
) -> Result<(), Fault> {
    let mut workspace = session.workspace(bank)?;
    let step = edit(&mut workspace)?;
    let plan = workspace.plan;
    session.record(plan, step);
    Ok(())
}

fn edit_at(
    session: &mut Session,
    bank: &Bank,
    at: &str,
    change: impl FnOnce(&mut Workspace<'_>, &Address) -> Result<Step, (Message, Message)>,
) -> Result<(), Fault> {
    let address = Address::read(at).ok_or_else(|| {
        let address = at.to_owned();
        Fault::Said(Message::NoSuchAddress { address }, Message::SeeAddresses)
    })?;
    edit(session, bank, |workspace| change(workspace, &address))
}

fn write(
    session: &mut Session,
    bank: &Bank,
    at: &str,
    text: &str,
    continues: bool,
) -> Result<(), Fault> {
    const NAME: &str = "write";
    edit_at(session, bank, at, |workspace, address| {
        let wording = workspace.written_by_hand(address, text)?;
        workspace.word(address, wording, NAME)
    })?;
    let history = &mut session.draft.history;
    let is_same = |step: &Step| step.name == NAME && step.about == at;
    if continues
        && history
            .iter()
            .rev()
            .take(2)
            .filter(|step| is_same(step))
            .count()
            == 2
    {
        history.pop();
    }
    Ok(())
}

fn set_fact(session: &mut Session, bank: &Bank, id: &str, form: &FactForm) -> Result<(), Fault> {
    let genre = session.workspace(bank)?.genre;
    let (fact, faults) = read_form(form, genre);
    let fact = fact.ok_or(Fault::Fields(faults))?;
    let id = if session.draft.facts.facts.contains_key(id) {
        id.to_owned()
    } else {
        free_id(&session.draft.facts)
    };
    Ok(session.change_facts(bank, FactChange::Set(id, fact))?)
}

/// Tells a fact where planning finds a place for it, else as a further problem of the first area that it fits.
fn tell(session: &mut Session, bank: &Bank, id: &str) -> Result<(), Fault> {
    let fact = session.draft.facts.facts.get(id).cloned();
    let fact = fact.ok_or_else(|| {
        let fact = id.to_owned();
        Fault::Said(Message::NoSuchFact { fact }, Message::SeeFacts)
    })?;
    let mut trial = session.clone();
    trial.change_facts(bank, FactChange::Set(id.to_owned(), fact))?;
    let is_told = !trial
        .workspace(bank)?
        .unused_facts()
        .iter()
        .any(|unused| unused == id);
    if is_told {
        *session = trial;
        return Ok(());
    }
    edit(session, bank, |workspace| {
        let areas: Vec<Address> = workspace
            .document
            .sections
            .iter()
            .filter(|section| section.area.is_some() && section.path.len() == 2)
            .map(|section| Address {
                path: section.path.clone(),
                sentence: None,
            })
            .collect();
        let mut result = Err((
            Message::FactDoesNotFit {
                fact: id.to_owned(),
            },
            Message::AddFactsFirst,
        ));
        for area in areas {
            result = workspace.add_problem(&area, id);
            if result.is_ok() {
                break;
            }
        }
        result
    })
}
