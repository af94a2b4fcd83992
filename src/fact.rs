//! The writer's facts: typed records of a genre's kinds.

pub mod change;
pub mod confidential;
pub mod ledger;
mod lint;
pub mod read;
pub mod write;

use crate::bank::FactKind;
use crate::value::{Date, Value};
use indexmap::IndexMap;

/// All that a writer has supplied.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// The genre's id, where the file names one.
    pub genre: Option<String>,
    /// The edition's id, where the file names one.
    pub edition: Option<String>,
    /// In whose name the text is written.
    pub author: Author,
    /// When the text is signed; left out of the text where the writer gives none.
    pub date: Option<Date>,
    /// The facts by id, in the order of the file.
    pub facts: IndexMap<String, Fact>,
}

/// In whose name a text is written; every field may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Author {
    /// The name.
    pub name: String,
    /// The post.
    pub post: String,
    /// The unit.
    pub unit: String,
}

/// One record.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The kind's id.
    pub kind: String,
    /// The filled fields by id, derived ones included.
    pub values: IndexMap<String, Value>,
    /// The topics that the writer has in mind, by id.
    pub topics: Vec<String>,
    /// The use that the writer has in mind.
    pub role: Option<FactRole>,
    /// Whether it is kept out of every output.
    pub confidential: bool,
    /// Where the writer has it from; never rendered.
    pub source: String,
    /// The writer's remark; never rendered.
    pub note: String,
}

/// The use that a writer has in mind for a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactRole {
    /// It shows a problem.
    Problem,
    /// It shows what will be done.
    Measure,
    /// It shows what was done well.
    Achievement,
}

impl FactRole {
    /// Every role with its id and its label.
    pub const NAMED: [(&'static str, &'static str, FactRole); 3] = [
        ("problem", "问题", FactRole::Problem),
        ("measure", "措施", FactRole::Measure),
        ("achievement", "成绩", FactRole::Achievement),
    ];
}

impl Facts {
    /// The facts that may appear in an output.
    pub fn usable(&self) -> impl Iterator<Item = (&str, &Fact)> {
        self.facts
            .iter()
            .filter(|(_, fact)| !fact.confidential)
            .map(|(id, fact)| (id.as_str(), fact))
    }
}

impl Author {
    /// The author as a facts file writes it.
    pub fn written(&self) -> String {
        format!(
            "Author(name: {:?}, post: {:?}, unit: {:?})",
            self.name, self.post, self.unit
        )
    }
}

impl Fact {
    /// Whether the fact may back a problem.
    pub fn may_be_problem(&self) -> bool {
        matches!(self.role, None | Some(FactRole::Problem))
    }

    /// The fact as a facts file writes it.
    pub fn written(&self, kind: &FactKind) -> String {
        let mut fields: Vec<String> = self
            .values
            .iter()
            .filter(|(id, value)| {
                kind.fields.contains_key(*id) && !self.is_derived(kind, id, value)
            })
            .map(|(id, value)| format!("{id}: {}", value.written()))
            .collect();
        if !self.topics.is_empty() {
            fields.push(format!("topics: {:?}", self.topics));
        }
        if let Some((id, _, _)) = self
            .role
            .and_then(|role| FactRole::NAMED.iter().find(|(_, _, known)| *known == role))
        {
            fields.push(format!("role: {id:?}"));
        }
        if self.confidential {
            fields.push("confidential: true".to_owned());
        }
        for (name, text) in [("source", &self.source), ("note", &self.note)] {
            if !text.is_empty() {
                fields.push(format!("{name}: {text:?}"));
            }
        }
        format!("{}({})", self.kind, fields.join(", "))
    }

    /// Whether a value is what the kind derives anyway, and so need not be written down.
    fn is_derived(&self, kind: &FactKind, id: &str, value: &Value) -> bool {
        let derived = kind
            .derived
            .get(id)
            .and_then(|derived| derived.from.number(&self.values));
        derived.is_some() && derived == value.number()
    }

    /// Fills the derived fields of its kind that are empty and positive.
    pub fn derive(&mut self, kind: &FactKind) {
        for (id, derived) in &kind.derived {
            if self.values.contains_key(id) {
                continue;
            }
            if let Some(number) = derived.from.number(&self.values)
                && number >= 1.0
            {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let count = number as u64;
                self.values
                    .insert(id.clone(), Value::Count(count, derived.unit.clone()));
            }
        }
    }
}
