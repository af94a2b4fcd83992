//! A draft under work: its facts and choices, and the steps that lead back and forth.

use super::Workspace;
use crate::bank::Bank;
use crate::draft::read::Opened;
use crate::draft::{Draft, steps_written};
use crate::message::Message;
use crate::plan::Plan;
use crate::plan::edit::Step;

/// A draft with its undone steps: what every front end opens, changes and writes back.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// The draft.
    pub draft: Draft,
    /// What redoes each undone edit, the latest undone last.
    pub undone: Vec<Step>,
}

impl Session {
    /// Takes up a draft that was read. Where the bank has changed since, a sentence that would read otherwise keeps its text as
    /// if written by hand; the slots of those are returned.
    pub fn open(
        bank: &Bank,
        opened: Opened,
        undone: Vec<Step>,
    ) -> Result<(Self, Vec<String>), (Message, Message)> {
        let (workspace, kept) = Workspace::open(bank, &opened)?;
        let plan = workspace.plan;
        let draft = Draft {
            plan,
            ..opened.draft
        };
        Ok((Self { draft, undone }, kept))
    }

    /// The draft with its text and its findings.
    pub fn workspace<'s>(&'s self, bank: &'s Bank) -> Result<Workspace<'s>, (Message, Message)> {
        Workspace::of(bank, &self.draft.facts, self.draft.plan.clone())
    }

    /// Takes over an edited plan with what undoes the edit.
    pub fn record(&mut self, plan: Plan, step: Step) {
        self.draft.plan = plan;
        self.draft.history.push(step);
        self.undone.clear();
    }

    /// Undoes the latest edit.
    pub fn undo(&mut self) -> Result<(), (Message, Message)> {
        let step = self.draft.history.pop();
        let step = step.ok_or((Message::NothingToUndo, Message::EditFirst))?;
        let back = self.revert(&step);
        self.undone.push(back);
        Ok(())
    }

    /// Carries out anew what was undone last.
    pub fn redo(&mut self) -> Result<(), (Message, Message)> {
        let step = self.undone.pop();
        let step = step.ok_or((Message::NothingToRedo, Message::EditFirst))?;
        let back = self.revert(&step);
        self.draft.history.push(back);
        Ok(())
    }

    /// The texts of the draft's file and of the file of undone steps, which is empty where there is none.
    pub fn written(&self, workspace: &Workspace<'_>) -> (String, String) {
        let draft = self.draft.written(workspace.genre, &workspace.document);
        let undone = if self.undone.is_empty() {
            String::new()
        } else {
            steps_written(&self.undone, &workspace.genre.definition)
        };
        (draft, undone)
    }

    fn revert(&mut self, step: &Step) -> Step {
        let mut back = self.draft.plan.revert(step);
        back.facts = self.draft.facts.restore(&step.facts);
        back
    }
}
