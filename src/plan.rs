//! The record of every choice that makes a draft: problems, facts, wordings, in which order.

pub mod arrange;
pub mod assign;
pub mod edit;
pub mod keep;
pub mod outline;
mod refit;
pub mod select;
pub mod vary;
pub mod word;

use indexmap::IndexMap;

/// Every choice of a draft. The text is always derived from it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The genre's id.
    pub genre: String,
    /// The edition's id.
    pub edition: String,
    /// The seed from which the choices were drawn.
    pub seed: u64,
    /// The length aimed at, in characters without white space.
    pub target: usize,
    /// The problems, in the order of the text.
    pub problems: Vec<Problem>,
    /// The facts told in parts of their own, by part id, in the order of the text.
    pub told: IndexMap<String, Vec<String>>,
    /// The facts told among the measures: the fact's id and the root under which it stands.
    pub commitments: IndexMap<String, String>,
    /// The sentences and headings that the writer has added, in the order in which they are set in.
    pub added: IndexMap<SlotId, Addition>,
    /// How each slot is worded.
    pub wordings: IndexMap<SlotId, Wording>,
}

/// A problem: a point shown by a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The area's id.
    pub area: String,
    /// The topic's id.
    pub topic: String,
    /// The point's id.
    pub point: String,
    /// The root that the point feeds.
    pub root: String,
    /// The fact that shows it, by id; without one, the text has a gap.
    pub fact: Option<String>,
    /// The fact's kind, or the kinds of which one is wanted.
    pub kinds: Vec<String>,
    /// Whether the effect is told.
    pub effect: bool,
    /// Whether the point's own measure stands beside the example's.
    pub measure: bool,
}

/// Names a place for a sentence in a draft, stable while the draft lives: `serving-people/staged-visits/symptom`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SlotId(pub String);

/// How a slot is worded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wording {
    /// The variant's position in its formulation.
    pub variant: usize,
    /// The option taken of each `[…]`.
    pub picks: Vec<usize>,
    /// The writer's own text in place of the variant.
    pub hand: Option<String>,
    /// Whether it is settled: no swap touches it until it is unlocked.
    pub locked: bool,
    /// Whether the writer has taken the sentence out of the text.
    pub removed: bool,
}

/// Where a sentence or a heading that the writer has added stands; its text is its slot's [`Wording::hand`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// The place that it is set beside: a sentence, a heading, a gap or another addition; see [`arrange`].
    pub anchor: SlotId,
    /// On which side, and what it opens.
    pub placement: Placement,
}

/// How an addition stands beside its anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// In the anchor's paragraph, before it.
    Before,
    /// In the anchor's paragraph, after it.
    After,
    /// After it, opening a paragraph.
    Paragraph,
    /// After it, as the heading of a section of this level, from 1.
    Heading(usize),
}

impl Wording {
    /// Whether the writer has decided on it: locked it, worded it by hand or taken it out.
    pub fn is_settled(&self) -> bool {
        self.locked || self.hand.is_some() || self.removed
    }
}

impl Plan {
    /// Whether a slot's text is the writer's own.
    pub fn is_by_hand(&self, slot: &SlotId) -> bool {
        self.wordings
            .get(slot)
            .is_some_and(|wording| wording.hand.is_some())
    }

    /// Whether the writer has taken a slot's sentence out.
    pub fn is_removed(&self, slot: &SlotId) -> bool {
        self.wordings
            .get(slot)
            .is_some_and(|wording| wording.removed)
    }

    /// A name for a further addition: `+1`, `+2` …
    pub fn new_addition(&self) -> SlotId {
        let last = self
            .added
            .keys()
            .filter_map(|slot| slot.0.strip_prefix('+')?.parse::<usize>().ok())
            .max();
        SlotId(format!("+{}", last.unwrap_or(0) + 1))
    }
}
