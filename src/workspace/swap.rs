//! Edits by address: other phrasings, other facts, other problems, locks and hand-written text.

use super::Workspace;
use crate::bank::Point;
use crate::check::Finding;
use crate::document::realize::close;
use crate::document::{Document, Section, Sentence};
use crate::message::Message;
use crate::plan::arrange::{anchor_anew, without};
use crate::plan::edit::{Edit, Step};
use crate::plan::outline::PlannedSlot;
use crate::plan::{Problem, SlotId, Wording};
use crate::wording::{Mention, Words};
use indexmap::IndexMap;

/// A place in a draft: the section's path and the sentence's number, 0 for the heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The section: `[1, 3, 1]`.
    pub path: Vec<usize>,
    /// The sentence, from 1; 0 is the heading; `None` is the section as a whole.
    pub sentence: Option<usize>,
}

/// One way to word a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The wording.
    pub wording: Wording,
    /// The sentence that it gives.
    pub text: String,
    /// Where facts are rendered in it.
    pub mentions: Vec<Mention>,
    /// Whether the draft has it now.
    pub is_current: bool,
    /// The rules that the draft would break with it and does not break now.
    pub breaks: Vec<&'static str>,
}

pub(super) type Fault = (Message, Message);

impl Address {
    /// Reads `1.3.1:2` or `1.3.1`; the colon may be a Chinese one.
    pub fn read(text: &str) -> Option<Self> {
        let (path, sentence) = match text.split_once([':', '：']) {
            Some((path, sentence)) => (path, Some(sentence.parse().ok()?)),
            None => (text, None),
        };
        let path = path
            .split('.')
            .map(|number| number.parse().ok())
            .collect::<Option<Vec<usize>>>()?;
        Some(Self { path, sentence })
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path: Vec<String> = self.path.iter().map(ToString::to_string).collect();
        formatter.write_str(&path.join("."))?;
        match self.sentence {
            Some(sentence) => write!(formatter, ":{sentence}"),
            None => Ok(()),
        }
    }
}

impl Workspace<'_> {
    /// Every phrasing of the sentence at an address, the rules that it would break named.
    pub fn alternatives(&self, address: &Address) -> Result<Vec<Alternative>, Fault> {
        let slot = self.slot_at(address)?;
        let current = self.text_of(&slot.id).unwrap_or_default();
        let mut trial = self.document.clone();
        Ok(self
            .phrasings(&slot, address)
            .into_iter()
            .map(|(wording, words)| {
                if let Some(sentence) = sentence_mut(&mut trial, address) {
                    sentence.text.clone_from(&words.text);
                    sentence.mentions.clone_from(&words.mentions);
                    sentence.hand = false;
                }
                Alternative {
                    is_current: words.text == current,
                    breaks: self.broken_by(&trial),
                    wording,
                    text: words.text,
                    mentions: words.mentions,
                }
            })
            .collect())
    }

    /// The wording of the bank that gives a text at an address.
    pub fn worded_as(&self, address: &Address, text: &str) -> Result<Wording, Fault> {
        let slot = self.slot_at(address)?;
        self.phrasings(&slot, address)
            .into_iter()
            .find(|(_, words)| words.text == text)
            .map(|(wording, _)| wording)
            .ok_or_else(|| {
                let text = text.to_owned();
                (Message::NoSuchPhrasing { text }, Message::ListThem)
            })
    }

    /// What a slot's variants and their options give, as sentences.
    fn phrasings(&self, slot: &PlannedSlot, address: &Address) -> Vec<(Wording, Words)> {
        let mut phrasings = self.brief().phrasings(slot);
        if address.sentence != Some(0) {
            for (_, words) in &mut phrasings {
                close(&mut words.text, &self.genre.definition.style.stop);
            }
        }
        phrasings
    }

    /// Words the sentence at an address otherwise, or as the writer says.
    pub fn word(&mut self, address: &Address, wording: Wording, name: &str) -> Result<Step, Fault> {
        let slot = self.open_place_at(address)?;
        Ok(self.edit(Edit::Word(slot, wording), name, &address.to_string()))
    }

    /// Takes the sentence at an address out of the text.
    pub fn remove_sentence(&mut self, address: &Address) -> Result<Step, Fault> {
        let slot = self.open_place_at(address)?;
        let edit = if self.plan.added.contains_key(&slot) {
            Edit::Adopt(IndexMap::new(), without(&self.plan.added, &slot))
        } else if let Some(wording) = self.plan.wordings.get(&slot) {
            let wording = Wording {
                removed: true,
                ..wording.clone()
            };
            Edit::Word(slot, wording)
        } else {
            return Err(not_a_sentence(address));
        };
        Ok(self.edit(edit, "remove", &address.to_string()))
    }

    /// The wording that sets a writer's own text.
    pub fn written_by_hand(&self, address: &Address, text: &str) -> Result<Wording, Fault> {
        // A sentence has no lines.
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let text = lines.join(&self.genre.definition.style.joint);
        if text.trim().is_empty() {
            return Err((Message::EmptyText, Message::WriteSomething));
        }
        let slot = self.place_at(address)?;
        let before = self.wording_of(&slot);
        Ok(Wording {
            hand: Some(text.trim().to_owned()),
            ..before
        })
    }

    /// Locks or unlocks the sentence at an address.
    pub fn lock(&mut self, address: &Address, locked: bool) -> Result<Step, Fault> {
        let slot = self.place_at(address)?;
        let Some(before) = self.plan.wordings.get(&slot).cloned() else {
            return Err(not_a_sentence(address));
        };
        let name = if locked { "lock" } else { "unlock" };
        let edit = Edit::Word(slot, Wording { locked, ..before });
        Ok(self.edit(edit, name, &address.to_string()))
    }

    /// Shows the problem at an address by another fact; its example, cause and measure follow.
    pub fn exchange_fact(&mut self, address: &Address, fact: &str) -> Result<Step, Fault> {
        let index = self.open_problem_at(address)?;
        let problem = self.plan.problems[index].clone();
        if !self.fits(&problem.topic, &problem.point, fact) {
            return Err((
                Message::FactDoesNotFit {
                    fact: fact.to_owned(),
                },
                Message::FactsThatFit {
                    known: self.facts_for(address)?,
                },
            ));
        }
        let kinds = self.kinds_of(fact);
        let prefix = format!("{}/{}/example/", problem.topic, problem.point);
        let changed = Problem {
            fact: Some(fact.to_owned()),
            kinds,
            ..problem
        };
        Ok(self.edit_without(
            Some(&prefix),
            Edit::Exchange(index, changed),
            "fact",
            &address.to_string(),
        ))
    }

    /// The facts that could show the problem at an address, or a problem of the area at it, by id.
    pub fn facts_for(&self, address: &Address) -> Result<Vec<String>, Fault> {
        let points: Vec<(&str, &Point)> = if let Some(area) = self.area_at(address) {
            self.points_of(area)
        } else {
            let problem = &self.plan.problems[self.problem_at(address)?];
            let point = self.genre.point(&problem.topic, &problem.point);
            let point = point.map(|point| (problem.topic.as_str(), point));
            point.into_iter().collect()
        };
        Ok(self
            .facts
            .usable()
            .map(|(id, _)| id)
            .filter(|id| {
                points
                    .iter()
                    .any(|(topic, point)| self.fits(topic, &point.id, id))
            })
            .map(str::to_owned)
            .collect())
    }

    /// The area whose own section, not that of a problem in it, stands at an address.
    fn area_at(&self, address: &Address) -> Option<&str> {
        let section = self.document.section(&address.path)?;
        let is_problem = self.problem_at(address).is_ok();
        section.area.as_deref().filter(|_| !is_problem)
    }

    /// Gives the problem at an address another point, the one named (`topic/point`) or the best fitting one that is free.
    pub fn exchange_point(
        &mut self,
        address: &Address,
        point: Option<&str>,
    ) -> Result<Step, Fault> {
        let index = self.open_problem_at(address)?;
        let problem = self.plan.problems[index].clone();
        let found = self
            .points_of(&problem.area)
            .into_iter()
            .filter(|(topic, candidate)| {
                problem
                    .fact
                    .as_deref()
                    .is_none_or(|fact| self.fits(topic, &candidate.id, fact))
            })
            .find(|(topic, candidate)| match point {
                Some(point) => format!("{topic}/{}", candidate.id) == point,
                None => true,
            })
            .map(|(topic, point)| (topic.to_owned(), point));
        let Some((topic, point)) = found else {
            return Err((Message::NoPointFits, Message::AddFactsFirst));
        };
        let changed = Problem {
            topic,
            point: point.id.clone(),
            root: point.root.clone(),
            ..problem
        };
        Ok(self.edit(
            Edit::Exchange(index, changed),
            "point",
            &address.to_string(),
        ))
    }

    /// Adds a problem to the area at an address, shown by a fact.
    pub fn add_problem(&mut self, address: &Address, fact: &str) -> Result<Step, Fault> {
        let area = self
            .document
            .section(&address.path)
            .and_then(|section| section.area.clone())
            .ok_or_else(|| no_such(address))?;
        let found = self
            .points_of(&area)
            .into_iter()
            .find(|(topic, point)| self.fits(topic, &point.id, fact))
            .map(|(topic, point)| (topic.to_owned(), point));
        let Some((topic, point)) = found else {
            let fact = fact.to_owned();
            let known = self.facts_for(address)?;
            let help = if known.is_empty() {
                Message::AddFactsFirst
            } else {
                Message::FactsThatFit { known }
            };
            return Err((Message::FactDoesNotFit { fact }, help));
        };
        let problem = Problem {
            area,
            topic,
            point: point.id.clone(),
            root: point.root.clone(),
            fact: Some(fact.to_owned()),
            kinds: self.kinds_of(fact),
            effect: true,
            measure: true,
        };
        Ok(self.edit(Edit::Add(problem), "add", &address.to_string()))
    }

    /// Takes the problem at an address away.
    pub fn remove_problem(&mut self, address: &Address) -> Result<Step, Fault> {
        let index = self.open_problem_at(address)?;
        Ok(self.edit(Edit::Remove(index), "remove", &address.to_string()))
    }

    /// Moves the problem at an address to another place, from 1, in its area.
    pub fn move_problem(&mut self, address: &Address, place: usize) -> Result<Step, Fault> {
        let index = self.problem_at(address)?;
        let area = &self.plan.problems[index].area;
        let places: Vec<usize> = (0..self.plan.problems.len())
            .filter(|other| self.plan.problems[*other].area == *area)
            .collect();
        match place.checked_sub(1).and_then(|place| places.get(place)) {
            Some(to) => Ok(self.edit(Edit::Move(index, *to), "move", &address.to_string())),
            None => Err((
                Message::NoRoomThere { most: places.len() },
                Message::NameAProblem,
            )),
        }
    }

    /// Goes back to what a step recorded; the result undoes that.
    pub fn revert(&mut self, step: &Step) -> Step {
        let back = self.plan.revert(step);
        self.refresh();
        back
    }

    pub(super) fn edit(&mut self, edit: Edit, name: &str, about: &str) -> Step {
        self.edit_without(None, edit, name, about)
    }

    /// An edit after which the slots of a prefix are worded anew.
    fn edit_without(&mut self, prefix: Option<&str>, edit: Edit, name: &str, about: &str) -> Step {
        let brief = self.brief();
        let before = brief.outline(&self.plan);
        let step = self.plan.apply(edit, name, about, |plan| {
            if let Some(prefix) = prefix {
                plan.wordings.retain(|slot, _| !slot.0.starts_with(prefix));
            }
            brief.complete(plan);
            let now = brief.outline(plan);
            anchor_anew(plan, &before, &now);
        });
        self.refresh();
        step
    }

    fn slot_at(&self, address: &Address) -> Result<PlannedSlot, Fault> {
        let place = self.place_at(address)?;
        self.brief()
            .slots(&self.plan)
            .into_iter()
            .find(|slot| slot.id == place)
            .ok_or_else(|| not_a_sentence(address))
    }

    /// The place at an address, if what stands there is not locked.
    fn open_place_at(&self, address: &Address) -> Result<SlotId, Fault> {
        let slot = self.place_at(address)?;
        if self.wording_of(&slot).locked {
            let address = address.to_string();
            return Err((Message::SentenceIsLocked { address }, Message::UnlockIt));
        }
        Ok(slot)
    }

    /// The name of the place at an address; a title that the edition prescribes has none for the writer.
    fn place_at(&self, address: &Address) -> Result<SlotId, Fault> {
        let section = self
            .document
            .section(&address.path)
            .ok_or_else(|| no_such(address))?;
        let sentence = address
            .sentence
            .and_then(|number| section.sentence(number))
            .ok_or_else(|| no_such(address))?;
        let is_prescribed = sentence.mandated && sentence.origin.is_none();
        let slot = sentence.slot.clone().filter(|_| !is_prescribed);
        slot.map(SlotId).ok_or_else(|| not_a_sentence(address))
    }

    fn problem_at(&self, address: &Address) -> Result<usize, Fault> {
        let not_a_problem = || {
            let address = address.to_string();
            (Message::NotAProblem { address }, Message::NameAProblem)
        };
        let section = self
            .document
            .section(&address.path)
            .ok_or_else(|| no_such(address))?;
        let (topic, point) = section
            .heading
            .as_ref()
            .and_then(|heading| heading.origin.as_ref()?.point.clone())
            .ok_or_else(not_a_problem)?;
        self.plan
            .problems
            .iter()
            .position(|problem| problem.topic == topic && problem.point == point)
            .ok_or_else(not_a_problem)
    }

    /// The problem at an address, if none of its sentences is locked, in the cause and the measure neither.
    fn open_problem_at(&self, address: &Address) -> Result<usize, Fault> {
        let index = self.problem_at(address)?;
        let problem = &self.plan.problems[index];
        let prefix = format!("{}/{}/", problem.topic, problem.point);
        let is_locked = self
            .plan
            .wordings
            .iter()
            .any(|(slot, wording)| wording.locked && slot.0.starts_with(&prefix));
        if is_locked {
            let address = address.to_string();
            return Err((Message::SentenceIsLocked { address }, Message::UnlockIt));
        }
        Ok(index)
    }

    /// The points of an area that no problem uses, in the order of the bank.
    fn points_of(&self, area: &str) -> Vec<(&str, &Point)> {
        self.edition
            .areas
            .iter()
            .filter(|found| found.id == area)
            .flat_map(|area| self.genre.points_of(area))
            .filter(|(topic, point)| {
                !self
                    .plan
                    .problems
                    .iter()
                    .any(|problem| problem.topic == *topic && problem.point == point.id)
            })
            .collect()
    }

    fn fits(&self, topic: &str, point: &str, fact: &str) -> bool {
        let found = self
            .facts
            .usable()
            .find(|(id, _)| *id == fact)
            .zip(self.genre.point(topic, point));
        found.is_some_and(|((id, fact), point)| {
            fact.may_be_problem() && self.brief().fit(id, fact, topic, point).is_some()
        })
    }

    fn kinds_of(&self, fact: &str) -> Vec<String> {
        self.facts
            .facts
            .get(fact)
            .map(|fact| fact.kind.clone())
            .into_iter()
            .collect()
    }

    fn wording_of(&self, slot: &SlotId) -> Wording {
        self.plan.wordings.get(slot).cloned().unwrap_or_default()
    }

    fn text_of(&self, slot: &SlotId) -> Option<String> {
        self.document
            .sections
            .iter()
            .flat_map(Section::all)
            .find(|sentence| sentence.slot.as_ref() == Some(&slot.0))
            .map(|sentence| sentence.text.clone())
    }

    /// The rules of which a changed document breaks more than this one.
    fn broken_by(&self, document: &Document) -> Vec<&'static str> {
        let count = |findings: &[Finding], rule: &str| {
            findings
                .iter()
                .filter(|finding| finding.rule == rule)
                .count()
        };
        let findings = self.check(document, None);
        let mut rules: Vec<&'static str> = findings
            .iter()
            .map(|finding| finding.rule)
            .filter(|rule| count(&findings, rule) > count(&self.findings, rule))
            .collect();
        rules.dedup();
        rules
    }
}

fn not_a_sentence(address: &Address) -> Fault {
    let address = address.to_string();
    let help = Message::SupplyFactsForGaps;
    (Message::NotASentence { address }, help)
}

fn sentence_mut<'d>(document: &'d mut Document, address: &Address) -> Option<&'d mut Sentence> {
    let section = document.section_mut(&address.path)?;
    section.sentence_mut(address.sentence?)
}

fn no_such(address: &Address) -> Fault {
    let address = address.to_string();
    (Message::NoSuchAddress { address }, Message::SeeAddresses)
}
