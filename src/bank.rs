//! The phrase bank as data: genres with their outlines, fact kinds, editions, roots and topics.
//!
//! Everything here is plain data that refers by id; the format is specified in `phrasebank/README.md`.

mod definition;
mod formulation;
pub mod layout;
mod lexicon;
pub mod lint;
mod merge;
mod prose;
pub mod read;
pub mod stats;

pub use definition::{
    Body, Definition, Derived, FactKind, Field, Part, Reading, Role, RuleSettings, Size, Style,
};
pub use formulation::{
    ExampleMove, Formulation, FormulationId, PointPart, RootSide, Site, Slots, Variant,
};

pub use lexicon::{Lexicon, WordClass};

use crate::message::Language;
use indexmap::IndexMap;
use layout::Layout;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, OnceLock};

/// All genres, by id.
#[derive(Debug, Default)]
pub struct Bank {
    /// The genres in the order of their ids.
    pub genres: IndexMap<String, Genre>,
    /// The word lists by language; a genre holds those of its own.
    pub lexicons: IndexMap<Language, Arc<Lazy<Lexicon>>>,
}

/// A kind of text: all that is known of it.
#[derive(Debug)]
pub struct Genre {
    /// What applies to every edition.
    pub definition: Definition,
    /// The root causes, by id.
    pub roots: IndexMap<String, Root>,
    /// Canonical terms and their slips.
    pub terms: Vec<Term>,
    /// How its texts are set on the page.
    pub layout: Layout,
    /// The editions, by id.
    pub editions: IndexMap<String, Edition>,
    /// The topics, by id.
    pub topics: IndexMap<String, LazyTopic>,
    /// The word lists of its language; empty where the bank has none.
    pub lexicon: Arc<Lazy<Lexicon>>,
    /// A stable mark of its wording, once a draft has asked for it.
    pub mark: OnceLock<u64>,
}

/// A root cause: `roots.ron`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Root {
    /// Its id.
    pub id: String,
    /// The cause section's heading.
    pub cause_heading: Formulation,
    /// The cause section's opening sentence.
    pub cause_open: Formulation,
    /// The measure section's heading.
    pub measure_heading: Formulation,
    /// The measure section's opening sentence.
    pub measure_open: Formulation,
}

/// A canonical term: `terms.ron`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The exact wording.
    #[serde(rename = "term")]
    pub wording: String,
    /// The first year in which it may stand.
    #[serde(default)]
    pub since: Option<i16>,
    /// The last year in which it may stand.
    #[serde(default)]
    pub until: Option<i16>,
    /// What is written in its place after the last of these years.
    #[serde(default)]
    pub instead: Option<String>,
    /// Wordings that are slips of it.
    #[serde(default)]
    pub slips: Vec<String>,
    /// How many characters another wording may be off, between the same first two and last two, to be a slip of it.
    #[serde(default)]
    pub near: u8,
    /// The verbs that it goes with, the prescribed one first.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// What it consists of, in order.
    #[serde(default)]
    pub members: Vec<String>,
    /// Whether the list's author has checked it against a source.
    #[serde(default)]
    pub verified: bool,
}

/// One year's or level's list of areas: `editions/<id>.ron`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Its id.
    pub id: String,
    /// The year that its texts are about.
    pub year: i16,
    /// For whom it is prescribed.
    pub level: String,
    /// The text's title.
    pub title: String,
    /// Where the area titles were read.
    pub source: String,
    /// Whether they were checked there.
    #[serde(default)]
    pub verified: bool,
    /// Set words that the outline's formulations may use as slots: `{theme}`.
    #[serde(default)]
    pub words: IndexMap<String, String>,
    /// The parts of the outline that stand on request and that this edition wants, by id.
    #[serde(default)]
    pub parts: Vec<String>,
    /// The areas in order.
    pub areas: Vec<Area>,
}

/// A heading that the edition prescribes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its id within the edition.
    pub id: String,
    /// Its title, exact.
    pub title: String,
    /// The topics that it draws on, by id.
    pub topics: Vec<String>,
}

/// A subject on which the bank has formulations: `topics/<id>.ron`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Topic {
    /// Its id.
    pub id: String,
    /// Its title for people; accepted as a name in facts files.
    pub title: String,
    /// Its points, by id.
    pub points: IndexMap<String, Point>,
}

/// One problem with all that corresponds to it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Point {
    /// Its id within the topic.
    pub id: String,
    /// The root that it feeds.
    pub root: String,
    /// The file that holds it, as a path within the bank.
    pub file: String,
    /// Byte offset of the point in that file.
    pub offset: u32,
    /// The heading that names the fault.
    pub claim: Formulation,
    /// A habit that one could film.
    pub symptom: Formulation,
    /// Examples by fact kind.
    pub example: IndexMap<String, Example>,
    /// What was in the writer's head.
    pub thought: Formulation,
    /// Who pays for it.
    pub effect: Formulation,
    /// An act that can be checked.
    pub measure: Formulation,
}

/// How a fact of one kind is told in the three places where it counts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Example {
    /// In the problem.
    pub problem: Formulation,
    /// In the cause.
    pub cause: Formulation,
    /// In the measure.
    pub measure: Formulation,
    /// Whether only a fact that names the topic may show the point: any other of its kind would tell of something else.
    pub on_topic: bool,
}

/// A part of the bank that is decoded when it is first asked for.
#[derive(Debug)]
pub struct Lazy<T> {
    packed: &'static [u8],
    value: OnceLock<T>,
}

/// A topic that is decoded when it is first asked for.
pub type LazyTopic = Lazy<Topic>;

impl<T: DeserializeOwned> Lazy<T> {
    /// A part at hand.
    pub fn ready(value: T) -> Self {
        Self {
            packed: &[],
            value: OnceLock::from(value),
        }
    }

    /// A part packed by the build script.
    pub fn packed(packed: &'static [u8]) -> Self {
        Self {
            packed,
            value: OnceLock::new(),
        }
    }

    /// The part, decoded at the first call.
    ///
    /// # Panics
    ///
    /// Only if the build script packed what it cannot unpack, which its own check rules out.
    pub fn get(&self) -> &T {
        self.value.get_or_init(|| {
            postcard::from_bytes(self.packed).unwrap_or_else(|error| {
                panic!("the build script packs parts that it has read back: {error}")
            })
        })
    }

    /// The part, to be changed by an overlay.
    pub fn get_mut(&mut self) -> &mut T {
        self.get();
        self.value
            .get_mut()
            .unwrap_or_else(|| unreachable!("decoded by the line before"))
    }
}

impl<T: DeserializeOwned + Default> Default for Lazy<T> {
    fn default() -> Self {
        Self::ready(T::default())
    }
}

/// A genre without its topics, as the build script packs it.
#[derive(Debug, Serialize, Deserialize)]
pub struct GenreIndex {
    /// See [`Genre::definition`].
    pub definition: Definition,
    /// See [`Genre::roots`].
    pub roots: IndexMap<String, Root>,
    /// See [`Genre::terms`].
    pub terms: Vec<Term>,
    /// See [`Genre::layout`].
    pub layout: Layout,
    /// See [`Genre::editions`].
    pub editions: IndexMap<String, Edition>,
}

impl Genre {
    /// The topic of an id.
    pub fn topic(&self, id: &str) -> Option<&Topic> {
        self.topics.get(id).map(LazyTopic::get)
    }

    /// The point of a topic.
    pub fn point(&self, topic: &str, point: &str) -> Option<&Point> {
        self.topic(topic)?.points.get(point)
    }

    /// The points that an area draws on, each with its topic's id, in the order of the edition and the bank.
    pub fn points_of<'b>(&'b self, area: &'b Area) -> impl Iterator<Item = (&'b str, &'b Point)> {
        let topics = area.topics.iter().filter_map(|topic| self.topic(topic));
        topics.flat_map(|topic| {
            topic
                .points
                .values()
                .map(|point| (topic.id.as_str(), point))
        })
    }

    /// The parts of an edition's texts in order; of an unknown edition, those that stand in every text.
    pub fn outline(&self, edition: Option<&Edition>) -> impl Iterator<Item = &Part> {
        let parts = edition.map_or(&[][..], |edition| &edition.parts);
        self.definition
            .outline
            .iter()
            .filter(move |part| !part.on_request || parts.contains(&part.id))
    }

    /// The part of an id.
    pub fn part(&self, id: &str) -> Option<&Part> {
        self.definition.outline.iter().find(|part| part.id == id)
    }

    /// The kind of an id or a label.
    pub fn kind(&self, name: &str) -> Option<(&str, &FactKind)> {
        self.definition
            .kinds
            .get_key_value(name)
            .or_else(|| {
                self.definition
                    .kinds
                    .iter()
                    .find(|(_, kind)| kind.label == name)
            })
            .map(|(id, kind)| (id.as_str(), kind))
    }

    /// The formulation of an id, as a plan refers to it: see [`FormulationId`].
    pub fn formulation(&self, id: &FormulationId) -> Option<&Formulation> {
        match id {
            FormulationId::Heading { part } => self.part(part)?.heading.as_ref(),
            FormulationId::Opening { part, index } => self.part(part)?.opening.get(*index),
            FormulationId::Entry { part, kind } => self.part(part)?.entries.get(kind),
            FormulationId::Closing { part, index } => self.part(part)?.closing.get(*index),
            FormulationId::Root { root, side } => {
                let root = self.roots.get(root)?;
                Some(match side {
                    RootSide::CauseHeading => &root.cause_heading,
                    RootSide::CauseOpen => &root.cause_open,
                    RootSide::MeasureHeading => &root.measure_heading,
                    RootSide::MeasureOpen => &root.measure_open,
                })
            }
            FormulationId::Point { topic, point, part } => {
                self.point(topic, point)?.formulation(part)
            }
        }
    }
}

impl Point {
    /// The formulation of a part of the point.
    pub fn formulation(&self, part: &PointPart) -> Option<&Formulation> {
        match part {
            PointPart::Claim => Some(&self.claim),
            PointPart::Symptom => Some(&self.symptom),
            PointPart::Thought => Some(&self.thought),
            PointPart::Effect => Some(&self.effect),
            PointPart::Measure => Some(&self.measure),
            PointPart::Example { kind, move_ } => {
                let example = self.example.get(kind)?;
                Some(match move_ {
                    ExampleMove::Problem => &example.problem,
                    ExampleMove::Cause => &example.cause,
                    ExampleMove::Measure => &example.measure,
                })
            }
        }
    }

    /// Every formulation of the point with its part.
    pub fn formulations(&self) -> Vec<(PointPart, &Formulation)> {
        let mut all = vec![
            (PointPart::Claim, &self.claim),
            (PointPart::Symptom, &self.symptom),
        ];
        for (kind, example) in &self.example {
            for (move_, formulation) in [
                (ExampleMove::Problem, &example.problem),
                (ExampleMove::Cause, &example.cause),
                (ExampleMove::Measure, &example.measure),
            ] {
                let kind = kind.clone();
                all.push((PointPart::Example { kind, move_ }, formulation));
            }
        }
        all.extend([
            (PointPart::Thought, &self.thought),
            (PointPart::Effect, &self.effect),
            (PointPart::Measure, &self.measure),
        ]);
        all
    }
}
