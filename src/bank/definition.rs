//! A genre's definition: outline, fact kinds, style, and what its rules are told.

use super::Formulation;
use crate::condition::Operand;
use crate::diagnostic::Severity;
use crate::message::Language;
use crate::value::{Raw, ValueType};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// A genre's definition: `genre.ron`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Definition {
    /// The genre's id.
    pub id: String,
    /// Its title for people.
    pub title: String,
    /// The language of its texts.
    pub language: Language,
    /// How sentences are closed and joined, and headings numbered.
    pub style: Style,
    /// How long a text is and how many problems it holds.
    pub size: Size,
    /// The fact kinds, by id.
    pub kinds: IndexMap<String, FactKind>,
    /// The parts in order.
    pub outline: Vec<Part>,
    /// How texts that anyone wrote are read.
    pub reading: Reading,
    /// What the rules are told, by rule id.
    pub rules: IndexMap<String, RuleSettings>,
}

/// What tells the parts of a text that anyone wrote.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reading {
    /// The words that close a title: 材料, 报告.
    pub titles: Vec<String>,
    /// The words of headings that tell a section's role; the first pair of which a word stands in the heading decides. A subsection
    /// has a role of its own only if its heading is such a word and nothing else.
    pub headings: Vec<(Role, Vec<String>)>,
    /// The words by which a closing paragraph opens a part that no heading announces.
    pub content: Vec<(Role, Vec<String>)>,
    /// The words that open the items of a run, each list in order: 一是, 二是, 三是.
    pub runs: Vec<Vec<String>>,
}

/// How sentences are closed and joined, and headings numbered.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// What closes a sentence: `。`.
    pub stop: String,
    /// What stands between two sentences: nothing in Chinese, a space in English.
    pub joint: String,
    /// What stands between listed items of a gap: `、`.
    pub list: String,
    /// How a heading of each level is numbered: `{han}、`, `（{han}）`, `{arabic}.`.
    pub numbering: Vec<String>,
    /// The level from which headings run into their paragraph.
    pub run_in: usize,
    /// A gap's text around `{wants}`: `【待补：{wants}】`.
    pub gap: String,
    /// The line under the title, made of `{unit}`, `{post}` and `{name}`.
    pub byline: String,
    /// The line before the date that closes a dated text, made of `{name}`; empty for none.
    #[serde(default)]
    pub signature: String,
    /// A kind of fact wanted in a gap, made of `{kind}` and its required `{fields}`.
    pub fields: String,
    /// What stands between the kinds of which one is wanted: `或`.
    pub alternative: String,
}

/// How long a text is and how many problems it holds; lengths in characters without white space.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Size {
    /// The length aimed at where none is asked for.
    pub target: usize,
    /// The least and the greatest number of problems in an area.
    pub problems: (usize, usize),
    /// The greatest number of cause sections.
    pub roots: usize,
    /// How many problems one fact may back.
    pub reuse: usize,
}

/// A kind of fact, declared in the genre's RON.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactKind {
    /// Its label for people; accepted as a name in facts files.
    pub label: String,
    /// Its fields, by id.
    pub fields: IndexMap<String, Field>,
    /// Fields computed from others, by id; a declared field of that id is filled where it is empty.
    #[serde(default)]
    pub derived: IndexMap<String, Derived>,
    /// The fields of which at least one must be rendered for a sentence to be specific.
    pub evidence: Vec<String>,
    /// The topics that facts of this kind suit best, by id.
    #[serde(default)]
    pub suits: Vec<String>,
    /// Whether a rendered fact of this kind is a detail of grade `hard` (else `scenario`).
    #[serde(default = "always")]
    pub hard: bool,
}

/// A field of a fact kind.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its label for people; accepted as a name in facts files.
    pub label: String,
    /// The type of its values.
    #[serde(rename = "type")]
    pub value_type: ValueType,
    /// Whether a fact without it is faulty.
    #[serde(default)]
    pub required: bool,
    /// The shape in which it fits into a sentence, said to the user, with an example.
    #[serde(default)]
    pub hint: String,
    /// The least count that makes sense.
    #[serde(default = "one")]
    pub least: u64,
    /// The kind of detail that JSON names, where it is not the type's own: `meeting`, `project`.
    #[serde(default)]
    pub detail: String,
}

/// A field computed from others.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Derived {
    /// The difference that it is; positive, else the field stays empty.
    #[serde(with = "operand_text")]
    pub from: Operand,
    /// The unit of the count.
    pub unit: String,
}

/// What a section is for; the word used in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// What is said before the first heading.
    Intro,
    /// A problem or a group of problems.
    Problem,
    /// A cause.
    Cause,
    /// A measure.
    Measure,
    /// A case and its lesson.
    Case,
    /// Last year's rectification.
    LastYear,
    /// Personal matters declared.
    Declaration,
    /// Anything else.
    Other,
}

/// A part of the outline.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Part {
    /// Its id within the genre.
    pub id: String,
    /// What it is for.
    pub role: Role,
    /// Its heading's variants; none for a part that continues the section before it.
    pub heading: Option<Formulation>,
    /// What fills it.
    pub body: Body,
    /// Sentences before the body.
    pub opening: Vec<Formulation>,
    /// How a fact of each kind is told here, by kind id.
    pub entries: IndexMap<String, Formulation>,
    /// Sentences after the body.
    pub closing: Vec<Formulation>,
    /// Whether a text without any fact here has a gap.
    pub required: bool,
    /// The most facts told here.
    pub most: usize,
    /// Whether each fact has a paragraph of its own.
    pub paragraphs: bool,
    /// Whether it stands only in the editions that name it among their `parts`.
    pub on_request: bool,
}

/// What fills a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// Facts, told by the part's own entries.
    Facts,
    /// The edition's areas with their problems.
    Areas,
    /// A cause section for each root that the problems feed.
    Causes,
    /// A measure section for each root that the problems feed.
    Measures,
}

/// What a rule is told by the genre.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RuleSettings {
    /// The severity of its findings; `None` switches it off.
    pub level: Option<Severity>,
    /// Another severity for sections of a role.
    pub roles: IndexMap<Role, Option<Severity>>,
    /// Numbers by name.
    pub numbers: IndexMap<String, f64>,
    /// Lists of words by name.
    pub words: IndexMap<String, Vec<String>>,
}

impl FactKind {
    /// Whether a field of that id is declared or derived.
    pub fn has_field(&self, id: &str) -> bool {
        self.fields.contains_key(id) || self.derived.contains_key(id)
    }

    /// Whether a fact of this kind always has the field.
    pub fn always_has(&self, id: &str) -> bool {
        self.fields.get(id).is_some_and(|field| field.required)
    }
}

impl Field {
    /// A value as a user would write it: the hint's example where there is one.
    pub fn sample(&self) -> &str {
        let hint = self.hint.as_str();
        let example = hint
            .split_once('：')
            .or_else(|| hint.split_once(": "))
            .map_or(hint, |(_, example)| example);
        let example = example.split('，').next().unwrap_or(hint);
        match self.value_type {
            ValueType::Count(_) | ValueType::Date | ValueType::DateOrPeriod => {
                match self.value_type.read(&Raw::Text(example)) {
                    Ok(_) => example,
                    Err(_) => self.value_type.sample(),
                }
            }
            ValueType::Choice(_) => self.value_type.sample(),
            ValueType::Amount
            | ValueType::Place
            | ValueType::Name
            | ValueType::Title
            | ValueType::Text => {
                if example.is_empty() {
                    self.value_type.sample()
                } else {
                    example
                }
            }
        }
    }
}

impl Body {
    /// Every body with its word in RON.
    pub const NAMED: [(&'static str, Body); 4] = [
        ("facts", Body::Facts),
        ("areas", Body::Areas),
        ("causes", Body::Causes),
        ("measures", Body::Measures),
    ];
}

impl Role {
    /// Every role with its word in RON and JSON.
    pub const NAMED: [(&'static str, Role); 8] = [
        ("intro", Role::Intro),
        ("problem", Role::Problem),
        ("cause", Role::Cause),
        ("measure", Role::Measure),
        ("case", Role::Case),
        ("last_year", Role::LastYear),
        ("declaration", Role::Declaration),
        ("other", Role::Other),
    ];
}

impl RuleSettings {
    /// Whether the rule is silent everywhere.
    pub fn is_off(&self) -> bool {
        self.level.is_none() && self.roles.values().all(Option::is_none)
    }

    /// The severity of a finding in a section of a role; `None` where the rule is silent there.
    pub fn severity(&self, role: Role) -> Option<Severity> {
        self.roles.get(&role).copied().unwrap_or(self.level)
    }
}

fn one() -> u64 {
    1
}

fn always() -> bool {
    true
}

/// An operand is written as its text.
mod operand_text {
    use crate::condition::Operand;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(operand: &Operand, serializer: S) -> Result<S::Ok, S::Error> {
        match operand {
            Operand::Difference(minuend, subtrahend) => {
                serializer.serialize_str(&format!("{minuend} - {subtrahend}"))
            }
            Operand::Field(field) => serializer.serialize_str(field),
            Operand::Number(number) => serializer.serialize_str(&number.to_string()),
            Operand::Word(word) => serializer.serialize_str(&format!("'{word}'")),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Operand, D::Error> {
        let text = String::deserialize(deserializer)?;
        Operand::parse(&text).ok_or_else(|| serde::de::Error::custom("not a difference"))
    }
}
