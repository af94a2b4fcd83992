//! The outline that a plan gives: sections in order, each with the slots of its sentences.

use super::{Plan, Problem, SlotId};
use crate::bank::{
    Body, Edition, ExampleMove, FormulationId, Genre, Part, PointPart, Role, RootSide,
};
use crate::fact::Facts;

/// A section before it is set in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedSection {
    /// The numbers from the top: `[1, 3, 1]`; `[0]` is the text before the first heading.
    pub path: Vec<usize>,
    /// What it is for.
    pub role: Role,
    /// The part of the outline to which it belongs, by id.
    pub part: String,
    /// The edition's area that it covers, by id.
    pub area: Option<String>,
    /// Its heading.
    pub heading: Heading,
    /// Its paragraphs.
    pub paragraphs: Vec<Vec<Item>>,
}

/// A section's heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heading {
    /// No heading.
    None,
    /// A prescribed title, under its place's name.
    Fixed(SlotId, String),
    /// A wording to choose.
    Slot(PlannedSlot),
    /// The writer's own.
    Hand(SlotId),
}

/// What stands in a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A sentence.
    Slot(PlannedSlot),
    /// A place where a fact of one of these kinds is missing, under its name.
    Gap(SlotId, Vec<String>),
    /// The writer's own sentence, which no formulation stands behind.
    Hand(SlotId),
}

/// A sentence before it is set in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedSlot {
    /// Its name.
    pub id: SlotId,
    /// The formulation whose variants it may take.
    pub formulation: FormulationId,
    /// The fact that fills it.
    pub fact: Option<String>,
    /// The problem to which it belongs, as an index into [`Plan::problems`].
    pub problem: Option<usize>,
}

/// The sections of a plan in the order of the text.
pub fn outline(
    genre: &Genre,
    edition: &Edition,
    facts: &Facts,
    plan: &Plan,
) -> Vec<PlannedSection> {
    let mut sections = Vec::new();
    let mut top = 0;
    for part in genre.outline(Some(edition)) {
        match &part.heading {
            Some(_) => top += 1,
            None if sections.is_empty() => {}
            None => {
                continue_section(&mut sections, part, plan, facts);
                continue;
            }
        }
        let path = vec![top];
        let heading = match &part.heading {
            Some(_) => Heading::Slot(PlannedSlot {
                id: SlotId(format!("@{}/heading", part.id)),
                formulation: FormulationId::Heading {
                    part: part.id.clone(),
                },
                fact: None,
                problem: None,
            }),
            None => Heading::None,
        };
        let head = PlannedSection {
            path,
            role: part.role,
            part: part.id.clone(),
            area: None,
            heading,
            paragraphs: Vec::new(),
        };
        match part.body {
            Body::Facts => sections.push(PlannedSection {
                paragraphs: fact_paragraphs(part, plan, facts),
                ..head
            }),
            Body::Areas => {
                sections.push(PlannedSection {
                    paragraphs: framed(part, Vec::new()),
                    ..head
                });
                areas(&mut sections, part, edition, plan, top);
            }
            Body::Causes | Body::Measures => {
                sections.push(PlannedSection {
                    paragraphs: framed(part, Vec::new()),
                    ..head
                });
                roots(&mut sections, part, facts, plan, top);
            }
        }
    }
    sections
}

/// The roots that the problems feed, in the order in which they come up.
pub fn roots_of(plan: &Plan) -> Vec<&str> {
    let mut roots: Vec<&str> = Vec::new();
    for problem in &plan.problems {
        if !roots.contains(&problem.root.as_str()) {
            roots.push(&problem.root);
        }
    }
    roots
}

/// A part without heading that follows a section: its sentences are that section's last paragraphs.
fn continue_section(sections: &mut [PlannedSection], part: &Part, plan: &Plan, facts: &Facts) {
    if let Some(last) = sections.last_mut() {
        last.paragraphs.extend(fact_paragraphs(part, plan, facts));
    }
}

fn areas(
    sections: &mut Vec<PlannedSection>,
    part: &Part,
    edition: &Edition,
    plan: &Plan,
    top: usize,
) {
    for (index, area) in edition.areas.iter().enumerate() {
        let path = vec![top, index + 1];
        sections.push(PlannedSection {
            path: path.clone(),
            role: part.role,
            part: part.id.clone(),
            area: Some(area.id.clone()),
            heading: Heading::Fixed(
                SlotId(format!("@{}/area/{}", part.id, area.id)),
                area.title.clone(),
            ),
            paragraphs: Vec::new(),
        });
        let problems = plan
            .problems
            .iter()
            .enumerate()
            .filter(|(_, problem)| problem.area == area.id);
        for (number, (index, problem)) in problems.enumerate() {
            let slot = |part| Item::Slot(point_slot(problem, index, part));
            let mut paragraph = vec![slot(PointPart::Symptom)];
            let example = point_slot(problem, index, example(problem, ExampleMove::Problem));
            paragraph.push(match &problem.fact {
                Some(_) => Item::Slot(example),
                None => Item::Gap(example.id, problem.kinds.clone()),
            });
            paragraph.push(slot(PointPart::Thought));
            if problem.effect {
                paragraph.push(slot(PointPart::Effect));
            }
            let mut path = path.clone();
            path.push(number + 1);
            sections.push(PlannedSection {
                path,
                role: part.role,
                part: part.id.clone(),
                area: Some(area.id.clone()),
                heading: Heading::Slot(point_slot(problem, index, PointPart::Claim)),
                paragraphs: vec![paragraph],
            });
        }
    }
}

fn roots(sections: &mut Vec<PlannedSection>, part: &Part, facts: &Facts, plan: &Plan, top: usize) {
    for (number, root) in roots_of(plan).into_iter().enumerate() {
        let root_slot = |side, name: &str| PlannedSlot {
            id: SlotId(format!("{root}/{name}")),
            formulation: FormulationId::Root {
                root: root.to_owned(),
                side,
            },
            fact: None,
            problem: None,
        };
        let problems: Vec<(usize, &Problem)> = plan
            .problems
            .iter()
            .enumerate()
            .filter(|(_, problem)| problem.root == root)
            .collect();
        let mut paragraph = Vec::new();
        let heading = if part.body == Body::Causes {
            paragraph.push(Item::Slot(root_slot(RootSide::CauseOpen, "cause/open")));
            for (index, problem) in &problems {
                let example = example(problem, ExampleMove::Cause);
                paragraph.extend(told_example(
                    plan,
                    problem,
                    point_slot(problem, *index, example),
                ));
            }
            root_slot(RootSide::CauseHeading, "cause/heading")
        } else {
            paragraph.push(Item::Slot(root_slot(RootSide::MeasureOpen, "measure/open")));
            for (index, problem) in &problems {
                if problem.measure || problem.fact.is_none() {
                    paragraph.push(Item::Slot(point_slot(problem, *index, PointPart::Measure)));
                }
                let example = example(problem, ExampleMove::Measure);
                paragraph.extend(told_example(
                    plan,
                    problem,
                    point_slot(problem, *index, example),
                ));
            }
            for (fact, _) in plan.commitments.iter().filter(|(_, under)| *under == root) {
                if let Some(kind) = facts.facts.get(fact).map(|fact| &fact.kind) {
                    paragraph.push(Item::Slot(entry_slot(part, fact, kind)));
                }
            }
            root_slot(RootSide::MeasureHeading, "measure/heading")
        };
        if problems.iter().all(|(_, problem)| problem.fact.is_none()) {
            let mut kinds: Vec<String> = Vec::new();
            for kind in problems.iter().flat_map(|(_, problem)| &problem.kinds) {
                if !kinds.contains(kind) {
                    kinds.push(kind.clone());
                }
            }
            let side = if part.body == Body::Causes {
                "cause"
            } else {
                "measure"
            };
            paragraph.push(Item::Gap(SlotId(format!("{root}/{side}/gap")), kinds));
        }
        sections.push(PlannedSection {
            path: vec![top, number + 1],
            role: part.role,
            part: part.id.clone(),
            area: None,
            heading: Heading::Slot(heading),
            paragraphs: vec![paragraph],
        });
    }
}

/// A problem's example in its cause or its measure; without a fact, only what the writer has put there by hand.
fn told_example(plan: &Plan, problem: &Problem, slot: PlannedSlot) -> Option<Item> {
    if problem.fact.is_some() {
        Some(Item::Slot(slot))
    } else {
        plan.is_by_hand(&slot.id).then_some(Item::Hand(slot.id))
    }
}

fn fact_paragraphs(part: &Part, plan: &Plan, facts: &Facts) -> Vec<Vec<Item>> {
    let told: Vec<Item> = plan
        .told
        .get(&part.id)
        .into_iter()
        .flatten()
        .filter_map(|fact| {
            let kind = &facts.facts.get(fact)?.kind;
            Some(Item::Slot(entry_slot(part, fact, kind)))
        })
        .collect();
    if told.is_empty() && part.required {
        let kinds = part.entries.keys().cloned().collect();
        let gap = Item::Gap(SlotId(format!("@{}/gap", part.id)), kinds);
        return framed(part, vec![vec![gap]]);
    }
    let body = if part.paragraphs {
        told.into_iter().map(|item| vec![item]).collect()
    } else {
        vec![told]
    };
    framed(part, body)
}

/// A part's opening and closing sentences around its body, in the body's only paragraph or in paragraphs of their own.
fn framed(part: &Part, body: Vec<Vec<Item>>) -> Vec<Vec<Item>> {
    let opening = (0..part.opening.len()).map(|index| {
        let formulation = FormulationId::Opening {
            part: part.id.clone(),
            index,
        };
        Item::Slot(part_slot(formulation))
    });
    let closing = (0..part.closing.len()).map(|index| {
        let formulation = FormulationId::Closing {
            part: part.id.clone(),
            index,
        };
        Item::Slot(part_slot(formulation))
    });
    let mut paragraphs: Vec<Vec<Item>> = if part.paragraphs {
        let mut paragraphs = vec![opening.collect()];
        paragraphs.extend(body);
        paragraphs.push(closing.collect());
        paragraphs
    } else {
        vec![
            opening
                .chain(body.into_iter().flatten())
                .chain(closing)
                .collect(),
        ]
    };
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

fn part_slot(formulation: FormulationId) -> PlannedSlot {
    PlannedSlot {
        id: SlotId(formulation.to_string()),
        formulation,
        fact: None,
        problem: None,
    }
}

fn entry_slot(part: &Part, fact: &str, kind: &str) -> PlannedSlot {
    PlannedSlot {
        id: SlotId(format!("@{}/entry/{fact}", part.id)),
        formulation: FormulationId::Entry {
            part: part.id.clone(),
            kind: kind.to_owned(),
        },
        fact: Some(fact.to_owned()),
        problem: None,
    }
}

fn example(problem: &Problem, move_: ExampleMove) -> PointPart {
    PointPart::Example {
        kind: problem.kinds.first().cloned().unwrap_or_default(),
        move_,
    }
}

fn point_slot(problem: &Problem, index: usize, part: PointPart) -> PlannedSlot {
    let name = match &part {
        // The slot keeps its name when the fact behind it is exchanged for one of another kind.
        PointPart::Example { move_, .. } => match move_ {
            ExampleMove::Problem => "example/problem".to_owned(),
            ExampleMove::Cause => "example/cause".to_owned(),
            ExampleMove::Measure => "example/measure".to_owned(),
        },
        other => other.to_string(),
    };
    let fact = matches!(part, PointPart::Example { .. })
        .then(|| problem.fact.clone())
        .flatten();
    PlannedSlot {
        id: SlotId(format!("{}/{}/{name}", problem.topic, problem.point)),
        formulation: FormulationId::Point {
            topic: problem.topic.clone(),
            point: problem.point.clone(),
            part,
        },
        fact,
        problem: Some(index),
    }
}
