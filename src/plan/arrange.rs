//! The outline as the writer's hand has left it: sentences and headings added, others taken out.
//!
//! An addition is anchored to a place by name, so it keeps its neighbour when other parts of the draft change.

use super::outline::{Heading, Item, PlannedSection};
use super::{Addition, Placement, Plan, SlotId};
use crate::bank::Role;
use indexmap::IndexMap;

/// The place before everything that a text without heading opens with.
pub const START: &str = "@start";

/// From this level on, a section that is added belongs to the area around it.
const BELOW_AREAS: usize = 3;

/// What a text is strung from.
#[derive(Debug, Clone)]
enum Bead {
    /// A section opens; it holds no paragraphs yet.
    Section(Box<PlannedSection>),
    /// A paragraph opens.
    Paragraph,
    /// A sentence.
    Item(Item),
}

/// Sets additions in and takes removed sentences out; the sections are numbered anew.
pub fn arrange(sections: Vec<PlannedSection>, plan: &Plan) -> Vec<PlannedSection> {
    let is_untouched =
        plan.added.is_empty()
            && !plan.wordings.values().any(|wording| wording.removed)
            && !sections.iter().any(|section| {
                section.paragraphs.iter().flatten().any(
                    |item| matches!(item, Item::Gap(slot, _) if plan.wordings.contains_key(slot)),
                )
            });
    if is_untouched {
        return sections;
    }
    let mut beads = strung(sections);
    for (slot, addition) in &plan.added {
        set_in(&mut beads, slot, addition);
    }
    let beads = beads.into_iter().filter_map(|bead| taken_out(bead, plan));
    unstrung(beads)
}

/// The names of all places of an outline, headings before what stands under them.
pub fn places(sections: &[PlannedSection]) -> Vec<&SlotId> {
    sections
        .iter()
        .flat_map(|section| {
            let items = section.paragraphs.iter().flatten().map(Item::place);
            section.heading.place().into_iter().chain(items)
        })
        .collect()
}

/// Anchors additions anew whose places are gone: to what stood before them in the text as it was, or, where the whole section
/// is gone, not at all. Their wordings go with them.
pub fn anchor_anew(plan: &mut Plan, before: &[PlannedSection], now: &[PlannedSection]) {
    let kept: Vec<SlotId> = places(now).into_iter().cloned().collect();
    let is_kept = |slot: &SlotId, added: &IndexMap<SlotId, Addition>| {
        slot.0 == START || kept.contains(slot) || added.contains_key(slot)
    };
    let mut added: IndexMap<SlotId, Addition> = IndexMap::new();
    for (slot, addition) in &plan.added {
        if is_kept(&addition.anchor, &added) {
            added.insert(slot.clone(), addition.clone());
            continue;
        }
        let section = before
            .iter()
            .find(|section| places(std::slice::from_ref(*section)).contains(&&addition.anchor));
        let Some(section) = section else {
            continue;
        };
        let places = places(std::slice::from_ref(section));
        let end = places
            .iter()
            .position(|place| **place == addition.anchor)
            .unwrap_or(0);
        let anchor = places[..end]
            .iter()
            .rev()
            .find(|place| is_kept(place, &added));
        if let Some(anchor) = anchor {
            let placement = match addition.placement {
                Placement::Before => Placement::After,
                other => other,
            };
            let anchor = (*anchor).clone();
            added.insert(slot.clone(), Addition { anchor, placement });
        }
    }
    let gone: Vec<SlotId> = plan
        .added
        .keys()
        .filter(|slot| !added.contains_key(*slot))
        .cloned()
        .collect();
    plan.wordings.retain(|slot, _| !gone.contains(slot));
    plan.added = added;
}

/// The additions without one of them; what was anchored to it takes its place.
pub fn without(added: &IndexMap<SlotId, Addition>, gone: &SlotId) -> IndexMap<SlotId, Addition> {
    let mut left = added.clone();
    if let Some(old) = left.shift_remove(gone) {
        let placement = match old.placement {
            Placement::Heading(_) => Placement::Paragraph,
            other => other,
        };
        for addition in left.values_mut() {
            if addition.anchor == *gone {
                addition.anchor.clone_from(&old.anchor);
                addition.placement = placement;
            }
        }
    }
    left
}

impl Heading {
    /// The name of the heading's place.
    pub fn place(&self) -> Option<&SlotId> {
        match self {
            Heading::None => None,
            Heading::Fixed(slot, _) | Heading::Hand(slot) => Some(slot),
            Heading::Slot(slot) => Some(&slot.id),
        }
    }
}

impl Item {
    /// The name of the sentence's place.
    pub fn place(&self) -> &SlotId {
        match self {
            Item::Slot(slot) => &slot.id,
            Item::Gap(slot, _) | Item::Hand(slot) => slot,
        }
    }
}

fn strung(sections: Vec<PlannedSection>) -> Vec<Bead> {
    let mut beads = Vec::new();
    for mut section in sections {
        let paragraphs = std::mem::take(&mut section.paragraphs);
        beads.push(Bead::Section(Box::new(section)));
        for paragraph in paragraphs {
            beads.push(Bead::Paragraph);
            beads.extend(paragraph.into_iter().map(Bead::Item));
        }
    }
    beads
}

fn set_in(beads: &mut Vec<Bead>, slot: &SlotId, addition: &Addition) {
    let is_anchor = |bead: &Bead| match bead {
        Bead::Section(section) => section.heading.place() == Some(&addition.anchor),
        Bead::Paragraph => false,
        Bead::Item(item) => item.place() == &addition.anchor,
    };
    let anchor = beads.iter().position(is_anchor);
    let after = match anchor {
        Some(anchor) => anchor + 1,
        None if addition.anchor.0 == START => beads
            .iter()
            .take(1)
            .filter(
                |bead| matches!(bead, Bead::Section(section) if section.heading == Heading::None),
            )
            .count(),
        // An anchor that nothing bears: the sentence stays, at the end.
        None => beads.len(),
    };
    let item = Bead::Item(Item::Hand(slot.clone()));
    let (at, new) = match addition.placement {
        Placement::Before => (anchor.unwrap_or(after), vec![item]),
        // What follows a heading opens its first paragraph.
        Placement::After => match beads.get(after) {
            Some(Bead::Paragraph) if after > 0 && matches!(beads[after - 1], Bead::Section(_)) => {
                (after + 1, vec![item])
            }
            _ => (after, vec![item]),
        },
        Placement::Paragraph => (after, vec![Bead::Paragraph, item, Bead::Paragraph]),
        Placement::Heading(level) => (after, vec![opened(&beads[..after], slot, level)]),
    };
    beads.splice(at..at, new);
}

/// A section that an added heading opens, of the kind of the section before it.
fn opened(before: &[Bead], slot: &SlotId, level: usize) -> Bead {
    let around = before.iter().rev().find_map(|bead| match bead {
        Bead::Section(section) => Some(section),
        Bead::Paragraph | Bead::Item(_) => None,
    });
    let around = around.filter(|_| level > 1);
    Bead::Section(Box::new(PlannedSection {
        path: vec![0; level.max(1)],
        role: around.map_or(Role::Other, |section| section.role),
        part: around.map_or_else(String::new, |section| section.part.clone()),
        area: around
            .filter(|_| level >= BELOW_AREAS)
            .and_then(|section| section.area.clone()),
        heading: Heading::Hand(slot.clone()),
        paragraphs: Vec::new(),
    }))
}

/// A bead as it remains: what stood under a heading that is taken out goes on in a new paragraph.
fn taken_out(bead: Bead, plan: &Plan) -> Option<Bead> {
    match bead {
        Bead::Section(section) => match section.heading.place() {
            Some(slot) if plan.is_removed(slot) => Some(Bead::Paragraph),
            _ => Some(Bead::Section(section)),
        },
        Bead::Paragraph => Some(Bead::Paragraph),
        Bead::Item(item) if plan.is_removed(item.place()) => None,
        Bead::Item(Item::Gap(slot, _)) if plan.is_by_hand(&slot) => {
            Some(Bead::Item(Item::Hand(slot)))
        }
        Bead::Item(item) => Some(Bead::Item(item)),
    }
}

fn unstrung(beads: impl Iterator<Item = Bead>) -> Vec<PlannedSection> {
    let mut sections: Vec<PlannedSection> = Vec::new();
    let mut numbers: Vec<usize> = Vec::new();
    let mut opens = true;
    for bead in beads {
        match bead {
            Bead::Section(mut section) => {
                if section.heading != Heading::None {
                    let level = section.path.len().min(numbers.len() + 1);
                    numbers.truncate(level);
                    if numbers.len() < level {
                        numbers.push(0);
                    }
                    numbers[level - 1] += 1;
                    section.path.clone_from(&numbers);
                }
                sections.push(*section);
                opens = true;
            }
            Bead::Paragraph => opens = true,
            Bead::Item(item) => {
                if sections.is_empty() {
                    sections.push(PlannedSection {
                        path: vec![0],
                        role: Role::Other,
                        part: String::new(),
                        area: None,
                        heading: Heading::None,
                        paragraphs: Vec::new(),
                    });
                }
                if let Some(section) = sections.last_mut() {
                    if opens {
                        section.paragraphs.push(Vec::new());
                    }
                    if let Some(paragraph) = section.paragraphs.last_mut() {
                        paragraph.push(item);
                    }
                    opens = false;
                }
            }
        }
    }
    sections
}
