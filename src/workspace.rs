//! Bank, facts and plan together: what is asked of the program, without files or printing.

mod adopt;
mod carried;
mod facts;
mod review;
mod series;
mod session;
mod swap;
mod vary;

pub use adopt::{Adoption, Change};
pub use facts::{FactChange, free_id};
pub use review::{Reviewed, Reviewer, alike};
pub use series::{Planned, Series, vary};
pub use session::Session;
pub use swap::{Address, Alternative};
pub use vary::{Pair, nearest, pairs, thin_formulations, without_prescribed};

use crate::bank::{Bank, Body, Edition, Genre};
use crate::check::{Finding, Lists, Text, check};
use crate::document::realize::realize;
use crate::document::{Document, Section, Sentence};
use crate::draft::Draft;
use crate::draft::read::Opened;
use crate::fact::{Fact, Facts};
use crate::message::{Language, Message};
use crate::plan::keep::Keep;
use crate::plan::select::{Brief, kinds_wanted};
use crate::plan::{Plan, SlotId};
use crate::render::docx::reference::Reference;
use crate::render::{Carries, Frame, Renderer};
use crate::template::Form;
use indexmap::IndexMap;
use serde_json::{Value, json};
use std::sync::Arc;

/// What is asked of composing beside the facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The genre, before the one that the facts name.
    pub genre: Option<String>,
    /// The edition, before the one that the facts name.
    pub edition: Option<String>,
    /// The seed.
    pub seed: u64,
    /// The length, in characters without white space.
    pub length: Option<usize>,
}

/// How a text is handed over.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Delivery {
    /// A unit's own Word template.
    pub reference: Option<Arc<Reference>>,
    /// Whether the text goes out alone, without the draft and the facts behind it.
    pub bare: bool,
}

/// A draft at hand.
#[derive(Debug)]
pub struct Workspace<'b> {
    /// The genre.
    pub genre: &'b Genre,
    /// The edition.
    pub edition: &'b Edition,
    /// The facts.
    pub facts: &'b Facts,
    /// The choices.
    pub plan: Plan,
    /// The text that they give.
    pub document: Document,
    /// What the rules say of it.
    pub findings: Vec<Finding>,
    /// The word lists of the rules, which every look at the text uses.
    lists: Lists,
}

/// A section that lacks an example, with the kinds of fact that would give it one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Want {
    /// The section's address.
    pub section: String,
    /// Its heading; empty where it has none.
    pub heading: String,
    /// The kinds' ids, the most versatile first.
    pub kinds: Vec<String>,
}

impl<'b> Workspace<'b> {
    /// Composes a first draft; the error says why there is nothing to compose from, and what to do.
    pub fn compose(
        bank: &'b Bank,
        facts: &'b Facts,
        request: &Request,
    ) -> Result<Self, (Message, Message)> {
        Planned::of(bank, facts, request, None, None).map(Planned::finish)
    }

    /// Composes anew all that is neither locked nor written by hand in a draft, from these facts. The slots are returned of which the
    /// facts no longer give the locked wording: they keep their text as if written by hand.
    pub fn compose_around(
        bank: &'b Bank,
        facts: &'b Facts,
        request: &Request,
        draft: &Workspace<'_>,
    ) -> Result<(Self, Vec<String>), (Message, Message)> {
        let texts = draft
            .document
            .sections
            .iter()
            .flat_map(Section::all)
            .filter_map(|sentence| Some((SlotId(sentence.slot.clone()?), sentence.text.clone())))
            .collect();
        let request = Request {
            genre: Some(draft.genre.definition.id.clone()),
            edition: Some(draft.edition.id.clone()),
            seed: request.seed,
            length: request.length.or(Some(draft.plan.target)),
        };
        let keep = Keep::of(&draft.brief(), &draft.plan, &texts);
        let workspace = Planned::of(bank, facts, &request, None, Some(&keep))?.finish();
        let kept = workspace
            .plan
            .wordings
            .iter()
            .filter(|(slot, wording)| wording.hand.is_some() && !draft.plan.is_by_hand(slot))
            .map(|(slot, _)| slot.0.clone())
            .collect();
        Ok((workspace, kept))
    }

    /// Opens a saved draft. Where the bank has changed since, a sentence that would read otherwise keeps its text as if
    /// written by hand; the slots of those are returned.
    pub fn open(
        bank: &'b Bank,
        opened: &'b Opened,
    ) -> Result<(Self, Vec<String>), (Message, Message)> {
        let mut workspace = Self::of(bank, &opened.draft.facts, opened.draft.plan.clone())?;
        let mut kept = Vec::new();
        if opened.is_other_bank {
            let now: IndexMap<String, String> = workspace
                .document
                .sections
                .iter()
                .flat_map(Section::all)
                .filter_map(|sentence| Some((sentence.slot.clone()?, sentence.text.clone())))
                .collect();
            for (slot, text) in &opened.texts {
                if now.get(&slot.0) == Some(text) {
                    continue;
                }
                if let Some(wording) = workspace.plan.wordings.get_mut(slot) {
                    wording.hand = Some(text.clone());
                    kept.push(slot.0.clone());
                }
            }
            workspace.refresh();
        }
        Ok((workspace, kept))
    }

    /// The draft that a plan gives.
    pub fn of(bank: &'b Bank, facts: &'b Facts, plan: Plan) -> Result<Self, (Message, Message)> {
        let (genre, edition) = genre_and_edition(bank, facts, &Request::default())?;
        let mut workspace = Self {
            genre,
            edition,
            facts,
            document: realize(genre, edition, facts, &plan),
            plan,
            findings: Vec::new(),
            lists: Lists::default(),
        };
        workspace.findings = workspace.check(&workspace.document, None);
        Ok(workspace)
    }

    /// What the plan was made from.
    fn brief(&self) -> Brief<'b> {
        Brief {
            genre: self.genre,
            edition: self.edition,
            facts: self.facts,
            seed: self.plan.seed,
            length: None,
            avoid: None,
            keep: None,
        }
    }

    /// Derives text and findings from the plan anew.
    fn refresh(&mut self) {
        self.document = realize(self.genre, self.edition, self.facts, &self.plan);
        self.findings = self.check(&self.document, None);
    }

    fn check(&self, document: &Document, length: Option<usize>) -> Vec<Finding> {
        check(&Text {
            document,
            genre: self.genre,
            edition: Some(self.edition),
            facts: Some(self.facts),
            length,
            settings: &self.genre.definition.rules,
            others: &[],
            lists: &self.lists,
        })
    }

    /// The facts that the draft does not tell, by id; confidential ones are not spoken of.
    pub fn unused_facts(&self) -> Vec<String> {
        let told: Vec<&str> = self
            .document
            .sections
            .iter()
            .flat_map(Section::all)
            .flat_map(Sentence::facts)
            .collect();
        self.facts
            .usable()
            .map(|(id, _)| id)
            .filter(|id| !told.contains(id))
            .map(str::to_owned)
            .collect()
    }

    /// The sections with a gap, in the order of the text.
    pub fn gaps(&self) -> Vec<Want> {
        let mut gaps = Vec::new();
        for section in &self.document.sections {
            for kinds in section
                .sentences()
                .filter_map(|sentence| sentence.gap.as_ref())
            {
                gaps.push(Want {
                    section: section.address(),
                    heading: section
                        .heading
                        .as_ref()
                        .map(|heading| heading.text.clone())
                        .unwrap_or_default(),
                    kinds: kinds.clone(),
                });
            }
        }
        gaps
    }

    /// Where further facts would be welcome: areas with fewer problems than the genre likes, optional parts without any.
    pub fn wishes(&self) -> Vec<Want> {
        let mut wishes = Vec::new();
        for area in &self.edition.areas {
            let problems = self
                .plan
                .problems
                .iter()
                .filter(|problem| problem.area == area.id && problem.fact.is_some())
                .count();
            let section = self
                .document
                .sections
                .iter()
                .find(|section| section.area.as_ref() == Some(&area.id));
            if let Some(section) = section.filter(|_| problems == 1) {
                wishes.push(Want {
                    section: section.address(),
                    heading: area.title.clone(),
                    kinds: kinds_wanted(self.genre, self.edition, &area.id),
                });
            }
        }
        for part in self.genre.outline(Some(self.edition)) {
            let is_empty = self.plan.told.get(&part.id).is_none_or(Vec::is_empty);
            let is_optional = part.body == Body::Facts && !part.required && part.most > 0;
            if is_empty && is_optional {
                let section = self
                    .document
                    .sections
                    .iter()
                    .find(|section| section.part == part.id);
                wishes.extend(section.map(|section| Want {
                    section: section.address(),
                    heading: String::new(),
                    kinds: part.entries.keys().cloned().collect(),
                }));
            }
        }
        wishes
    }

    /// The draft as a renderer writes it, with messages in a language.
    pub fn render(&self, renderer: &Renderer, language: Language) -> Vec<u8> {
        self.deliver(renderer, language, &Delivery::default())
    }

    /// The draft as a renderer writes it, delivered as was asked for.
    pub fn deliver(&self, renderer: &Renderer, language: Language, delivery: &Delivery) -> Vec<u8> {
        let definition = &self.genre.definition;
        let carries = if delivery.bare {
            Carries::Text
        } else {
            renderer.carries
        };
        let frame = Frame {
            genre: definition.id.clone(),
            edition: self.edition.id.clone(),
            seed: self.plan.seed,
            stop: definition.style.stop.clone(),
            joint: definition.style.joint.clone(),
            language: definition.language.tag().to_owned(),
            author: self.facts.author.name.clone(),
            layout: self.genre.layout.clone(),
            whole: self
                .edition
                .words
                .values()
                .chain([&definition.title])
                .chain(&self.genre.layout.whole)
                .cloned()
                .collect(),
            draft: (carries == Carries::Draft).then(|| {
                Draft::new(self.facts, self.plan.clone()).written(self.genre, &self.document)
            }),
            facts: (carries == Carries::Facts).then(|| self.facts_told()),
            reference: delivery.reference.clone(),
            gaps: self.gaps_json(language),
            findings: self
                .findings
                .iter()
                .map(|finding| finding_json(finding, language))
                .collect(),
        };
        (renderer.render)(&self.document, &frame)
    }

    /// The facts that may be shown, in their own words, by id.
    fn facts_told(&self) -> IndexMap<String, String> {
        let definition = &self.genre.definition;
        let told = |fact: &Fact| {
            let kind = definition.kinds.get(&fact.kind)?;
            let fields: Vec<String> = kind
                .fields
                .iter()
                .filter_map(|(id, field)| {
                    let value = fact.values.get(id)?;
                    let value =
                        value.surface(Form::Default, definition.language, self.edition.year);
                    Some(format!("{} {value}", field.label))
                })
                .collect();
            Some(format!("{}: {}", kind.label, fields.join("; ")))
        };
        self.facts
            .usable()
            .filter_map(|(id, fact)| Some((id.to_owned(), told(fact)?)))
            .collect()
    }

    fn gaps_json(&self, language: Language) -> Vec<Value> {
        let gap_findings = self.findings.iter().filter(|finding| finding.rule == "gap");
        let messages = gap_findings
            .map(|finding| Some(finding.message.text(language)))
            .chain(std::iter::repeat(None));
        self.gaps()
            .into_iter()
            .zip(messages)
            .map(|(gap, message)| {
                json!({"section": gap.section, "wants": gap.kinds, "message": message})
            })
            .collect()
    }
}

fn finding_json(finding: &Finding, language: Language) -> Value {
    json!({
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message.text(language),
        "help": finding.help.text(language),
        "section": finding.section,
        "place": null,
        "text": finding.text,
        "fix": finding.fix,
    })
}

fn genre_and_edition<'b>(
    bank: &'b Bank,
    facts: &Facts,
    request: &Request,
) -> Result<(&'b Genre, &'b Edition), (Message, Message)> {
    let known_genres = || Message::KnownAre {
        known: bank.genres.keys().cloned().collect(),
    };
    let genre_id = request
        .genre
        .as_ref()
        .or(facts.genre.as_ref())
        .ok_or_else(|| (Message::NoGenre, known_genres()))?;
    let genre = bank.genres.get(genre_id).ok_or_else(|| {
        let genre = genre_id.clone();
        (Message::UnknownGenre { genre }, known_genres())
    })?;
    let known_editions = || Message::NameAnEdition {
        known: genre.editions.keys().cloned().collect(),
    };
    let edition_id = request
        .edition
        .as_ref()
        .or(facts.edition.as_ref())
        .ok_or_else(|| (Message::NoEdition, known_editions()))?;
    let edition = genre.editions.get(edition_id).ok_or_else(|| {
        let edition = edition_id.clone();
        (Message::UnknownEdition { edition }, known_editions())
    })?;
    Ok((genre, edition))
}
