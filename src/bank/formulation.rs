//! Formulations with their variants, their names, and where each stands in a genre.

use super::{FactKind, Genre, LazyTopic};
use crate::condition::Condition;
use crate::template::Template;
use serde::{Deserialize, Serialize};

/// A slot's content: its variants.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Formulation {
    /// The variants in order.
    pub variants: Vec<Variant>,
    /// Whether its wording is prescribed, and so may stand in every text.
    pub mandated: bool,
}

/// One phrasing of a formulation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// The text with its slots.
    pub template: Template,
    /// The condition on the fact's values.
    pub when: Option<Condition>,
    /// Byte offset of the text in the file that holds it.
    pub offset: u32,
}

/// A formulation with all that a check of the bank needs to know of its place.
#[derive(Debug)]
pub struct Site<'b> {
    /// Its id.
    pub id: FormulationId,
    /// The formulation.
    pub formulation: &'b Formulation,
    /// The file that holds it, as a path within the bank.
    pub file: String,
    /// What its slots may name.
    pub slots: Slots<'b>,
    /// How many variants it must have at least.
    pub least: usize,
}

/// What a formulation's slots may name.
#[derive(Debug, Clone, Copy)]
pub enum Slots<'b> {
    /// Nothing: no slots.
    None,
    /// The words of the genre's editions.
    Words,
    /// The fields of a fact kind.
    Fields(&'b FactKind),
}

/// Names a formulation of a genre; written as a path, `serving-people/staged-visits/symptom`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FormulationId {
    /// `@preamble/heading`
    Heading {
        /// The part's id.
        part: String,
    },
    /// `@preamble/opening/0`
    Opening {
        /// The part's id.
        part: String,
        /// The position in the list.
        index: usize,
    },
    /// `@last-year/entry/rectification`
    Entry {
        /// The part's id.
        part: String,
        /// The fact kind.
        kind: String,
    },
    /// `@closing/closing/0`
    Closing {
        /// The part's id.
        part: String,
        /// The position in the list.
        index: usize,
    },
    /// `mass-viewpoint/cause/open`
    Root {
        /// The root's id.
        root: String,
        /// Which of its four formulations.
        side: RootSide,
    },
    /// `serving-people/staged-visits/example/visit/problem`
    Point {
        /// The topic's id.
        topic: String,
        /// The point's id.
        point: String,
        /// Which of its formulations.
        part: PointPart,
    },
}

/// A root's four formulations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RootSide {
    /// The cause section's heading.
    CauseHeading,
    /// The cause section's opening sentence.
    CauseOpen,
    /// The measure section's heading.
    MeasureHeading,
    /// The measure section's opening sentence.
    MeasureOpen,
}

/// A point's formulations.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PointPart {
    /// The claim.
    Claim,
    /// The symptom.
    Symptom,
    /// The example by a kind of fact.
    Example {
        /// The fact kind.
        kind: String,
        /// Where it is told.
        move_: ExampleMove,
    },
    /// The thought.
    Thought,
    /// The effect.
    Effect,
    /// The measure.
    Measure,
}

/// Where an example is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExampleMove {
    /// In the problem.
    Problem,
    /// In the cause.
    Cause,
    /// In the measure.
    Measure,
}

impl std::fmt::Display for FormulationId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            FormulationId::Heading { part } => write!(formatter, "@{part}/heading"),
            FormulationId::Opening { part, index } => write!(formatter, "@{part}/opening/{index}"),
            FormulationId::Entry { part, kind } => write!(formatter, "@{part}/entry/{kind}"),
            FormulationId::Closing { part, index } => write!(formatter, "@{part}/closing/{index}"),
            FormulationId::Root { root, side } => {
                let side = match side {
                    RootSide::CauseHeading => "cause/heading",
                    RootSide::CauseOpen => "cause/open",
                    RootSide::MeasureHeading => "measure/heading",
                    RootSide::MeasureOpen => "measure/open",
                };
                write!(formatter, "{root}/{side}")
            }
            FormulationId::Point { topic, point, part } => {
                write!(formatter, "{topic}/{point}/{part}")
            }
        }
    }
}

impl std::fmt::Display for PointPart {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PointPart::Claim => formatter.write_str("claim"),
            PointPart::Symptom => formatter.write_str("symptom"),
            PointPart::Thought => formatter.write_str("thought"),
            PointPart::Effect => formatter.write_str("effect"),
            PointPart::Measure => formatter.write_str("measure"),
            PointPart::Example { kind, move_ } => {
                let move_ = match move_ {
                    ExampleMove::Problem => "problem",
                    ExampleMove::Cause => "cause",
                    ExampleMove::Measure => "measure",
                };
                write!(formatter, "example/{kind}/{move_}")
            }
        }
    }
}

impl Genre {
    /// Every formulation of the genre, parts first, then roots, then topics.
    pub fn sites(&self) -> Vec<Site<'_>> {
        let mut sites = Vec::new();
        let genre = &self.definition.id;
        for part in &self.definition.outline {
            let id = || part.id.clone();
            let mut push = |id, formulation, slots| {
                sites.push(Site {
                    id,
                    formulation,
                    file: format!("{genre}/genre.ron"),
                    slots,
                    least: 4,
                });
            };
            if let Some(heading) = &part.heading {
                push(FormulationId::Heading { part: id() }, heading, Slots::Words);
            }
            for (index, formulation) in part.opening.iter().enumerate() {
                let id = FormulationId::Opening { part: id(), index };
                push(id, formulation, Slots::Words);
            }
            for (kind, formulation) in &part.entries {
                let slots = self
                    .definition
                    .kinds
                    .get(kind)
                    .map_or(Slots::None, Slots::Fields);
                let kind = kind.clone();
                push(
                    FormulationId::Entry { part: id(), kind },
                    formulation,
                    slots,
                );
            }
            for (index, formulation) in part.closing.iter().enumerate() {
                let id = FormulationId::Closing { part: id(), index };
                push(id, formulation, Slots::Words);
            }
        }
        for root in self.roots.values() {
            for (side, formulation) in [
                (RootSide::CauseHeading, &root.cause_heading),
                (RootSide::CauseOpen, &root.cause_open),
                (RootSide::MeasureHeading, &root.measure_heading),
                (RootSide::MeasureOpen, &root.measure_open),
            ] {
                let root = root.id.clone();
                sites.push(Site {
                    id: FormulationId::Root { root, side },
                    formulation,
                    file: format!("{genre}/roots.ron"),
                    slots: Slots::None,
                    least: 6,
                });
            }
        }
        for topic in self.topics.values().map(LazyTopic::get) {
            for point in topic.points.values() {
                for (part, formulation) in point.formulations() {
                    let (slots, least) = match &part {
                        PointPart::Example { kind, move_ } => (
                            self.definition
                                .kinds
                                .get(kind)
                                .map_or(Slots::None, Slots::Fields),
                            if *move_ == ExampleMove::Problem { 3 } else { 2 },
                        ),
                        PointPart::Symptom => (Slots::None, 4),
                        PointPart::Claim
                        | PointPart::Thought
                        | PointPart::Effect
                        | PointPart::Measure => (Slots::None, 3),
                    };
                    sites.push(Site {
                        id: FormulationId::Point {
                            topic: topic.id.clone(),
                            point: point.id.clone(),
                            part,
                        },
                        formulation,
                        file: point.file.clone(),
                        slots,
                        least,
                    });
                }
            }
        }
        sites
    }
}
