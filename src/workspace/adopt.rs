//! Takes a text that was edited elsewhere back into its draft: what reads otherwise becomes the writer's own wording.

mod sentence;

use super::swap::Fault;
use super::{Address, Workspace};
use crate::document::parse::Block;
use crate::document::parse::number::number_of;
use crate::message::Message;
use crate::plan::arrange::{START, without};
use crate::plan::edit::{Edit, Step};
use crate::plan::{Addition, Placement, Plan, SlotId, Wording};
use indexmap::IndexMap;
use sentence::{Fate, New, Old, addressed, fates, new_sentences, old_sentences, without_stop};
use std::ops::Range;

/// What was taken back from an edited text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Adoption {
    /// What undoes it; `None` where the text reads as the draft does.
    pub step: Option<Step>,
    /// The sentences that changed, in the order of the text.
    pub changes: Vec<Change>,
}

/// A sentence that reads otherwise in the edited text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its address in the draft as it is now, or as it was if the sentence is gone; empty for the title and the lines under it and at the end.
    pub address: String,
    /// The sentence before; `None` if it is new.
    pub old: Option<String>,
    /// The sentence now; `None` if it is gone.
    pub new: Option<String>,
    /// Whether it was locked.
    pub was_locked: bool,
    /// Whether it is prescribed, so that the draft keeps it as it was.
    pub is_prescribed: bool,
}

impl Workspace<'_> {
    /// Takes back a text that was edited elsewhere, given as its paragraphs; `about` names it in the history. Where locked sentences
    /// read otherwise, or no sentence is the draft's, it is refused unless `force` says otherwise.
    pub fn adopt(&mut self, blocks: &[Block], about: &str, force: bool) -> Result<Adoption, Fault> {
        /// Of another text on the same bank, a stock sentence may be the same by chance.
        const LEAST: f64 = 0.1;
        let old = old_sentences(&self.document);
        let new = new_sentences(self.genre, &self.document, blocks);
        let gap = self.genre.definition.style.gap.split_once("{wants}");
        let fates = fates(&old, &new, gap);
        let is_known =
            |fate: &&Fate| matches!(fate, Fate::Same(index, _) if !old[*index].is_prescribed);
        let own = old.iter().filter(|old| !old.is_prescribed).count();
        #[allow(clippy::cast_precision_loss)]
        let share = fates.iter().filter(is_known).count() as f64 / own.max(1) as f64;
        if !force && share < LEAST {
            return Err((Message::NotOfThisDraft, Message::ForceIt));
        }
        let mut adopting = Adopting {
            old: &old,
            new: &new,
            joint: &self.genre.definition.style.joint,
            level: 0,
            plan: self.plan.clone(),
            edited: IndexMap::new(),
            changes: Vec::new(),
        };
        adopting.carry_out(&fates);
        let Adopting {
            plan,
            edited,
            changes,
            ..
        } = adopting;
        let addresses: Vec<String> = changes
            .iter()
            .filter(|(_, change)| change.was_locked)
            .map(|(_, change)| change.address.clone())
            .collect();
        if !force && !addresses.is_empty() {
            return Err((Message::LocksBroken { addresses }, Message::ForceIt));
        }
        let is_edited = !edited.is_empty() || plan.added != self.plan.added;
        let step = is_edited.then(|| self.edit(Edit::Adopt(edited, plan.added), "adopt", about));
        let changes = changes
            .into_iter()
            .map(|(slot, change)| {
                let now = slot.and_then(|slot| self.address_of(&slot));
                Change {
                    address: now.map_or(change.address, |address| address.to_string()),
                    ..change
                }
            })
            .collect();
        Ok(Adoption { step, changes })
    }

    /// Where the sentence of a place stands.
    fn address_of(&self, slot: &SlotId) -> Option<Address> {
        addressed(&self.document)
            .find(|(_, sentence, _)| sentence.slot.as_ref() == Some(&slot.0))
            .map(|(address, _, _)| address)
    }
}

/// An adoption in the making.
struct Adopting<'a> {
    old: &'a [Old],
    new: &'a [New],
    joint: &'a str,
    /// The level of the section that has been reached.
    level: usize,
    /// The plan as it is about to become.
    plan: Plan,
    /// The wordings that change.
    edited: IndexMap<SlotId, Wording>,
    /// What is reported, with the place where it stands afterwards.
    changes: Vec<(Option<SlotId>, Change)>,
}

impl Adopting<'_> {
    fn carry_out(&mut self, fates: &[Fate]) {
        let mut anchor = SlotId(START.to_owned());
        for (at, fate) in fates.iter().enumerate() {
            if let Fate::Same(old, _) | Fate::Changed(old, _) = fate
                && let Some(level) = self.old[*old].heading
            {
                self.level = level;
            }
            match fate {
                Fate::Same(old, _) => {
                    if let Some(slot) = &self.old[*old].slot {
                        anchor.clone_from(slot);
                    }
                }
                Fate::Changed(old, new) => {
                    self.change(*old, new.clone());
                    if let Some(slot) = &self.old[*old].slot {
                        anchor.clone_from(slot);
                    }
                }
                Fate::Removed(old) => self.remove(*old),
                Fate::Added(new) => anchor = self.add(*new, &anchor, &fates[at + 1..]),
            }
        }
    }

    fn change(&mut self, old: usize, new: Range<usize>) {
        let old = &self.old[old];
        let texts: Vec<&str> = self.new[new.clone()]
            .iter()
            .map(|new| new.text.as_str())
            .collect();
        let joined = texts.join(self.joint);
        let mut text = joined.as_str();
        let numbered;
        if old.heading.is_some() {
            text = without_stop(text);
        } else if number_of(&old.text).is_some() {
            numbered = format!("{}{text}", self.new[new.start].number);
            text = &numbered;
        }
        self.report(old, Some(text));
        self.edit(old, |wording| wording.hand = Some(text.to_owned()));
    }

    fn remove(&mut self, old: usize) {
        let old = &self.old[old];
        self.report(old, None);
        match &old.slot {
            Some(slot) if self.plan.added.contains_key(slot) => {
                self.plan.added = without(&self.plan.added, slot);
            }
            _ => self.edit(old, |wording| wording.removed = true),
        }
    }

    /// Adds a sentence after the anchor, or before what follows it in its paragraph; gives its place.
    fn add(&mut self, new: usize, anchor: &SlotId, rest: &[Fate]) -> SlotId {
        let sentence = &self.new[new];
        let follower = rest.iter().find_map(|fate| match fate {
            Fate::Same(old, next) => Some((&self.old[*old], *next)),
            Fate::Changed(old, next) => Some((&self.old[*old], next.start)),
            Fate::Removed(_) | Fate::Added(_) => None,
        });
        let follower = follower
            .filter(|(_, next)| self.new[*next].block == sentence.block)
            .map(|(old, _)| old);
        // A number that skips a level heads an item of a list.
        let heading = sentence
            .heading
            .filter(|level| *level <= self.level + 1 && follower.is_none());
        let (anchor, placement) = match (heading, sentence.opens_paragraph, follower) {
            (Some(level), _, _) => {
                self.level = level;
                (anchor, Placement::Heading(level))
            }
            (_, true, Some(old)) if old.opens_paragraph => {
                (old.slot.as_ref().unwrap_or(anchor), Placement::Before)
            }
            (_, true, None) => (anchor, Placement::Paragraph),
            (_, false, _) | (_, true, Some(_)) => (anchor, Placement::After),
        };
        let text = match placement {
            Placement::Heading(_) => without_stop(&sentence.text).to_owned(),
            Placement::Before | Placement::After | Placement::Paragraph => {
                format!("{}{}", sentence.number, sentence.text)
            }
        };
        let addition = Addition {
            anchor: anchor.clone(),
            placement,
        };
        let slot = self.plan.new_addition();
        self.plan.added.insert(slot.clone(), addition);
        let wording = Wording {
            hand: Some(text.clone()),
            ..Wording::default()
        };
        self.edited.insert(slot.clone(), wording);
        let change = Change {
            address: String::new(),
            old: None,
            new: Some(text),
            was_locked: false,
            is_prescribed: false,
        };
        self.changes.push((Some(slot.clone()), change));
        slot
    }

    fn edit(&mut self, old: &Old, edit: impl FnOnce(&mut Wording)) {
        if let Some(slot) = old.slot.as_ref().filter(|_| !old.is_prescribed) {
            let mut wording = self.plan.wordings.get(slot).cloned().unwrap_or_default();
            edit(&mut wording);
            self.edited.insert(slot.clone(), wording);
        }
    }

    fn report(&mut self, old: &Old, new: Option<&str>) {
        let change = Change {
            address: old.address.clone(),
            old: Some(old.text.clone()),
            new: new.map(str::to_owned),
            was_locked: old.is_locked,
            is_prescribed: old.is_prescribed,
        };
        let slot = old.slot.clone().filter(|_| new.is_some());
        self.changes.push((slot, change));
    }
}
