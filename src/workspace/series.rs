//! Drafts one after the other, each kept apart from those before it.
//!
//! What a draft avoids depends on those before it, so the choices are made in order. All that follows from them, the words, the
//! findings, the files, may be done at any time and in any order.

use super::{Request, Workspace, genre_and_edition};
use crate::bank::{Bank, Edition, Genre};
use crate::check::Lists;
use crate::document::realize::realize;
use crate::fact::Facts;
use crate::message::Message;
use crate::plan::Plan;
use crate::plan::keep::Keep;
use crate::plan::select::{Brief, select};
use crate::plan::vary::Avoid;

/// A draft of which all is chosen and nothing set in words yet.
#[derive(Debug)]
pub struct Planned<'b> {
    genre: &'b Genre,
    edition: &'b Edition,
    facts: &'b Facts,
    plan: Plan,
    length: Option<usize>,
}

/// The drafts of a set as far as they are chosen, with the texts from which they are kept apart as well.
#[derive(Debug)]
pub struct Series<'b> {
    bank: &'b Bank,
    avoid: Avoid,
}

impl<'b> Planned<'b> {
    /// Makes the choices of a draft, kept apart from the others of a set, or around what stays of an earlier one.
    pub(super) fn of(
        bank: &'b Bank,
        facts: &'b Facts,
        request: &Request,
        avoid: Option<&Avoid>,
        keep: Option<&Keep>,
    ) -> Result<Self, (Message, Message)> {
        let (genre, edition) = genre_and_edition(bank, facts, request)?;
        let plan = select(&Brief {
            genre,
            edition,
            facts,
            seed: request.seed,
            length: request.length,
            avoid,
            keep,
        });
        Ok(Self {
            genre,
            edition,
            facts,
            plan,
            length: request.length,
        })
    }

    /// Sets the draft in words and checks it.
    pub fn finish(self) -> Workspace<'b> {
        let mut workspace = Workspace {
            genre: self.genre,
            edition: self.edition,
            facts: self.facts,
            document: realize(self.genre, self.edition, self.facts, &self.plan),
            plan: self.plan,
            findings: Vec::new(),
            lists: Lists::default(),
        };
        workspace.findings = workspace.check(&workspace.document, self.length);
        workspace
    }
}

impl<'b> Series<'b> {
    /// A set without drafts.
    pub fn new(bank: &'b Bank) -> Self {
        Self {
            bank,
            avoid: Avoid::default(),
        }
    }

    /// Keeps the drafts to come apart from a text of other times.
    pub fn keep_apart_from(&mut self, text: &str) {
        self.avoid.take_text(text);
    }

    /// Makes the choices of a further draft.
    pub fn plan(
        &mut self,
        facts: &'b Facts,
        request: &Request,
    ) -> Result<Planned<'b>, (Message, Message)> {
        let planned = Planned::of(self.bank, facts, request, Some(&self.avoid), None)?;
        let brief = Brief {
            genre: planned.genre,
            edition: planned.edition,
            facts,
            seed: request.seed,
            length: request.length,
            avoid: None,
            keep: None,
        };
        let slots = brief.slots(&planned.plan);
        let words = slots.iter().filter_map(|slot| {
            let formulation = planned.genre.formulation(&slot.formulation)?;
            let words = brief.set(slot, planned.plan.wordings.get(&slot.id)?)?;
            (!formulation.mandated).then_some(words)
        });
        self.avoid.take(&planned.plan, words);
        Ok(planned)
    }
}

/// Composes a number of drafts of the same facts, each kept apart from those before it.
pub fn vary<'b>(
    bank: &'b Bank,
    facts: &'b Facts,
    request: &Request,
    number: usize,
) -> Result<Vec<Workspace<'b>>, (Message, Message)> {
    let mut series = Series::new(bank);
    (0..number)
        .map(|index| {
            let request = Request {
                seed: request.seed.wrapping_add(index as u64),
                ..request.clone()
            };
            series.plan(facts, &request).map(Planned::finish)
        })
        .collect()
}
