//! The record of every choice that makes a draft: problems, facts, wordings, in which order.

pub mod assign;
pub mod edit;
pub mod outline;
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
}
