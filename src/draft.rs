//! A draft as a file: the plan with its facts, locks and history, and the text that it last gave.
//!
//! The file is RON for people: a sentence is a line, so that one sentence's change is a few lines of a diff.
//! Facts marked confidential are not in it.

pub mod read;

use crate::bank::{Definition, Genre};
use crate::document::{Document, Section};
use crate::fact::{Fact, Facts};
use crate::plan::edit::Step;
use crate::plan::{Addition, Placement, Plan, Problem, SlotId, Wording};
use crate::syntax::quoted;
use indexmap::IndexMap;
use std::fmt::Write as _;

/// A draft with all that it needs to be opened again.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// The facts, without the confidential ones.
    pub facts: Facts,
    /// The choices.
    pub plan: Plan,
    /// What undoes each edit so far, the latest last.
    pub history: Vec<Step>,
}

/// The version of the file's format.
pub const VERSION: i64 = 1;

/// A stable mark of a genre's wording, to tell whether a draft was made with another bank.
pub fn fingerprint(genre: &Genre) -> String {
    let mark = genre.mark.get_or_init(|| {
        let sites = genre.sites();
        let variants = sites.iter().flat_map(|site| &site.formulation.variants);
        variants.fold(0, |hash, variant| {
            let text = variant.template.text.as_bytes();
            xxhash_rust::xxh3::xxh3_64_with_seed(text, hash)
        })
    });
    format!("{mark:016x}")
}

impl Draft {
    /// A new draft; confidential facts are left behind.
    pub fn new(facts: &Facts, plan: Plan) -> Self {
        let mut facts = facts.clone();
        facts.facts.retain(|_, fact| !fact.confidential);
        Self {
            facts,
            plan,
            history: Vec::new(),
        }
    }

    /// The file's text; `document` is what the plan gives.
    pub fn written(&self, genre: &Genre, document: &Document) -> String {
        let plan = &self.plan;
        let mut text = String::from(
            "// A draft of chengwen: `chengwen swap` shows it and changes it, `chengwen render` writes it out.\nDraft(\n",
        );
        let _ = writeln!(text, "    version: {VERSION},");
        let _ = writeln!(text, "    genre: {:?},", plan.genre);
        let _ = writeln!(text, "    edition: {:?},", plan.edition);
        let _ = writeln!(text, "    bank: {:?},", fingerprint(genre));
        let _ = writeln!(text, "    seed: {},", plan.seed);
        let _ = writeln!(text, "    length: {},", plan.target);
        let _ = writeln!(text, "    author: {},", self.facts.author.written());
        if let Some(date) = self.facts.date {
            let _ = writeln!(text, "    date: {:?},", date.iso());
        }
        text.push_str("    facts: {\n");
        for (id, fact) in &self.facts.facts {
            let _ = writeln!(
                text,
                "        {id:?}: {},",
                fact_written(fact, &genre.definition)
            );
        }
        text.push_str("    },\n    problems: [\n");
        for problem in &plan.problems {
            let _ = writeln!(text, "        {},", problem_written(problem));
        }
        text.push_str("    ],\n    told: {\n");
        for (part, facts) in &plan.told {
            let _ = writeln!(text, "        {part:?}: {facts:?},");
        }
        text.push_str("    },\n    commitments: {\n");
        for (fact, root) in &plan.commitments {
            let _ = writeln!(text, "        {fact:?}: {root:?},");
        }
        if !plan.added.is_empty() {
            text.push_str("    },\n    added: {\n");
            for (slot, addition) in &plan.added {
                let _ = writeln!(
                    text,
                    "        {:?}: {},",
                    slot.0,
                    addition_written(addition)
                );
            }
        }
        text.push_str("    },\n    sentences: {\n");
        let sentences = document.sections.iter().flat_map(Section::all);
        for sentence in sentences {
            let slot = sentence.slot.clone().map(SlotId);
            let Some((slot, wording)) = slot.and_then(|slot| plan.wordings.get_key_value(&slot))
            else {
                continue;
            };
            let wording = wording_written(wording, Some(&sentence.text));
            let _ = writeln!(text, "        {}: {wording},", quoted(&slot.0));
        }
        let mut removed: Vec<(&SlotId, &Wording)> = plan
            .wordings
            .iter()
            .filter(|(_, wording)| wording.removed)
            .collect();
        removed.sort_by_key(|(slot, _)| *slot);
        for (slot, wording) in removed {
            let _ = writeln!(
                text,
                "        {:?}: {},",
                slot.0,
                wording_written(wording, None)
            );
        }
        text.push_str("    },\n    history: [\n");
        for step in &self.history {
            let _ = writeln!(text, "        {},", step_written(step, &genre.definition));
        }
        text.push_str("    ],\n)\n");
        text
    }
}

/// The steps as the file of undone steps holds them.
pub fn steps_written(steps: &[Step], definition: &Definition) -> String {
    let mut lines = String::new();
    for step in steps {
        let _ = writeln!(lines, "    {},", step_written(step, definition));
    }
    format!("[\n{lines}]\n")
}

fn step_written(step: &Step, definition: &Definition) -> String {
    let mut fields = vec![
        format!("edit: {:?}", step.name),
        format!("about: {:?}", step.about),
    ];
    if let Some(problems) = &step.problems {
        let problems: Vec<String> = problems.iter().map(problem_written).collect();
        fields.push(format!("problems: [{}]", problems.join(", ")));
    }
    if let Some(told) = &step.told {
        let entries: Vec<String> = told
            .iter()
            .map(|(part, facts)| format!("{part:?}: {facts:?}"))
            .collect();
        fields.push(format!("told: {{{}}}", entries.join(", ")));
    }
    if let Some(commitments) = &step.commitments {
        let entries: Vec<String> = commitments
            .iter()
            .map(|(fact, root)| format!("{fact:?}: {root:?}"))
            .collect();
        fields.push(format!("commitments: {{{}}}", entries.join(", ")));
    }
    if let Some(added) = &step.added {
        fields.push(format!("added: {{{}}}", additions_written(added)));
    }
    if !step.wordings.is_empty() {
        let entries: Vec<String> = step
            .wordings
            .iter()
            .map(|(slot, wording)| match wording {
                Some(wording) => format!("{:?}: {}", slot.0, wording_written(wording, None)),
                None => format!("{:?}: ()", slot.0),
            })
            .collect();
        fields.push(format!("sentences: {{{}}}", entries.join(", ")));
    }
    if !step.facts.facts.is_empty() {
        let entries: Vec<String> = step
            .facts
            .facts
            .iter()
            .map(|(id, fact)| match fact {
                Some(fact) => format!("{id:?}: {}", fact_written(fact, definition)),
                None => format!("{id:?}: ()"),
            })
            .collect();
        fields.push(format!("facts: {{{}}}", entries.join(", ")));
    }
    if let Some(order) = &step.facts.order {
        fields.push(format!("order: {order:?}"));
    }
    if let Some(author) = &step.facts.author {
        fields.push(format!("author: {}", author.written()));
    }
    match step.facts.date {
        Some(Some(date)) => fields.push(format!("date: {:?}", date.iso())),
        Some(None) => fields.push("date: ()".to_owned()),
        None => {}
    }
    format!("({})", fields.join(", "))
}

/// A fact's record; one of a kind that the genre does not know keeps its name alone.
fn fact_written(fact: &Fact, definition: &Definition) -> String {
    match definition.kinds.get(&fact.kind) {
        Some(kind) => fact.written(kind),
        None => format!("{}()", fact.kind),
    }
}

fn problem_written(problem: &Problem) -> String {
    let fact = match &problem.fact {
        Some(fact) => format!("fact: {fact:?}, "),
        None => String::new(),
    };
    format!(
        "(area: {:?}, topic: {:?}, point: {:?}, root: {:?}, {fact}kinds: {:?}, effect: {}, measure: {})",
        problem.area,
        problem.topic,
        problem.point,
        problem.root,
        problem.kinds,
        problem.effect,
        problem.measure
    )
}

fn additions_written(added: &IndexMap<SlotId, Addition>) -> String {
    let entries: Vec<String> = added
        .iter()
        .map(|(slot, addition)| format!("{:?}: {}", slot.0, addition_written(addition)))
        .collect();
    entries.join(", ")
}

fn addition_written(addition: &Addition) -> String {
    let anchor = &addition.anchor.0;
    match addition.placement {
        Placement::Before => format!("(before: {anchor:?})"),
        Placement::After => format!("(after: {anchor:?})"),
        Placement::Paragraph => format!("(after: {anchor:?}, paragraph: true)"),
        Placement::Heading(level) => format!("(after: {anchor:?}, heading: {level})"),
    }
}

fn wording_written(wording: &Wording, text: Option<&str>) -> String {
    let mut fields = vec![
        format!("variant: {}", wording.variant),
        format!("picks: {:?}", wording.picks),
    ];
    if wording.locked {
        fields.push("locked: true".to_owned());
    }
    if wording.removed {
        fields.push("removed: true".to_owned());
    }
    if let Some(hand) = &wording.hand {
        fields.push(format!("hand: {}", quoted(hand)));
    } else if let Some(text) = text {
        fields.push(format!("text: {}", quoted(text)));
    }
    format!("({})", fields.join(", "))
}
