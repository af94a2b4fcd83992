//! Changes of a draft's facts: only what must be is planned anew.

use super::{Request, Session, Workspace, genre_and_edition};
use crate::bank::Bank;
use crate::fact::{Author, Fact, Facts};
use crate::message::Message;
use crate::plan::edit::Step;
use crate::plan::select::Brief;
use crate::value::Date;

/// A change of the facts.
#[derive(Debug, Clone, PartialEq)]
pub enum FactChange {
    /// Adds a fact, or sets another in the place of the one of that id.
    Set(String, Fact),
    /// Adds facts under free ids; those that are there already are passed over.
    Import(Vec<Fact>),
    /// Takes a fact away.
    Remove(String),
    /// Names the author, and says when the text is signed.
    Author(Author, Option<Date>),
}

impl FactChange {
    fn name(&self) -> &'static str {
        match self {
            FactChange::Set(..) => "set-fact",
            FactChange::Import(_) => "import",
            FactChange::Remove(_) => "remove-fact",
            FactChange::Author(..) => "author",
        }
    }
}

impl Session {
    /// Changes the facts; what rests on them follows, and a new fact takes its place in the text where there is one.
    pub fn change_facts(
        &mut self,
        bank: &Bank,
        change: FactChange,
    ) -> Result<(), (Message, Message)> {
        let mut facts = self.draft.facts.clone();
        let name = change.name();
        let mut wanted = Vec::new();
        match change {
            FactChange::Set(id, fact) => {
                facts.facts.insert(id.clone(), fact);
                wanted.push(id);
            }
            FactChange::Import(new) => {
                // A draft holds nothing confidential.
                for fact in new.into_iter().filter(|fact| !fact.confidential) {
                    if !facts.facts.values().any(|known| *known == fact) {
                        let id = free_id(&facts);
                        facts.facts.insert(id.clone(), fact);
                        wanted.push(id);
                    }
                }
            }
            FactChange::Remove(id) => {
                if facts.facts.shift_remove(&id).is_none() {
                    return Err(no_such_fact(&id));
                }
                wanted.push(id);
            }
            FactChange::Author(author, date) => (facts.author, facts.date) = (author, date),
        }
        let (genre, edition) = genre_and_edition(bank, &facts, &Request::default())?;
        let brief = Brief {
            genre,
            edition,
            facts: &facts,
            seed: self.draft.plan.seed,
            length: None,
            avoid: None,
            keep: None,
        };
        let mut plan = self.draft.plan.clone();
        let about = wanted.join(" ");
        let mut step = plan.change(name, &about, |plan| {
            if wanted.is_empty() {
                brief.complete(plan);
            }
            for id in &wanted {
                brief.refit(plan, Some(id));
            }
        });
        step.facts = self.draft.facts.since(&facts);
        self.draft.facts = facts;
        self.record(plan, step);
        Ok(())
    }
}

impl Workspace<'_> {
    /// Words anew, from another seed, all that is neither locked nor written by hand.
    pub fn reroll(&mut self, seed: u64) -> Step {
        let brief = Brief {
            seed,
            ..self.brief()
        };
        let step = self.plan.change("reroll", "", |plan| {
            plan.wordings.retain(|_, wording| wording.is_settled());
            brief.complete(plan);
        });
        self.refresh();
        step
    }
}

/// An id that no fact has yet: `f1`, `f2` …
pub fn free_id(facts: &Facts) -> String {
    let most = facts.facts.len() + 1;
    (1..=most)
        .map(|number| format!("f{number}"))
        .find(|id| !facts.facts.contains_key(id))
        .unwrap_or_default()
}

fn no_such_fact(id: &str) -> (Message, Message) {
    let fact = id.to_owned();
    (Message::NoSuchFact { fact }, Message::SeeFacts)
}
