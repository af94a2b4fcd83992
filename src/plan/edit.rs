//! Edits of a plan: each changes only what it names, and what corresponds to it by design.

use super::{Addition, Plan, Problem, SlotId, Wording};
use crate::fact::change::FactsBefore;
use indexmap::IndexMap;

/// One change of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Words a slot otherwise, or locks or unlocks it.
    Word(SlotId, Wording),
    /// Takes over what was edited by hand: the wordings of slots, and every addition that there is now.
    Adopt(IndexMap<SlotId, Wording>, IndexMap<SlotId, Addition>),
    /// Exchanges a problem: its point, its fact or both. Its cause and measure follow.
    Exchange(usize, Problem),
    /// Adds a problem after those of its area.
    Add(Problem),
    /// Takes a problem away, with its cause and its measure.
    Remove(usize),
    /// Moves a problem to another place in the list.
    Move(usize, usize),
}

/// What undoes an edit: the parts of the plan, and of the facts that it was made from, as they were.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Step {
    /// What was done, in a word: `word`, `write`, `lock`, `fact`, `point`, `add`, `remove`, `move`, `adopt`.
    pub name: String,
    /// The slot that it was about, or the problem's point.
    pub about: String,
    /// The problems before, where they changed.
    pub problems: Option<Vec<Problem>>,
    /// The facts told in parts of their own before, where they changed.
    pub told: Option<IndexMap<String, Vec<String>>>,
    /// The facts told among the measures before, where they changed.
    pub commitments: Option<IndexMap<String, String>>,
    /// The additions before, where they changed.
    pub added: Option<IndexMap<SlotId, Addition>>,
    /// The wordings before, of slots that changed; `None` where there was none.
    pub wordings: IndexMap<SlotId, Option<Wording>>,
    /// The facts before, where they changed.
    pub facts: FactsBefore,
}

impl Plan {
    /// Carries out an edit. New slots are worded by `word`, which sees the plan as it is about to become.
    pub fn apply(&mut self, edit: Edit, name: &str, about: &str, word: impl Fn(&mut Plan)) -> Step {
        self.change(name, about, |plan| {
            match edit {
                Edit::Word(slot, wording) => {
                    plan.wordings.insert(slot, wording);
                }
                Edit::Adopt(wordings, added) => {
                    plan.wordings.extend(wordings);
                    plan.added = added;
                }
                Edit::Exchange(index, problem) => {
                    plan.anchor_to(&plan.problems[index].clone(), &problem);
                    plan.problems[index] = problem;
                }
                Edit::Add(problem) => plan.add(problem),
                Edit::Remove(index) => {
                    plan.problems.remove(index);
                }
                Edit::Move(from, to) => {
                    let problem = plan.problems.remove(from);
                    plan.problems.insert(to, problem);
                }
            }
            word(plan);
        })
    }

    /// Puts a problem after those of its area.
    pub fn add(&mut self, problem: Problem) {
        let at = self
            .problems
            .iter()
            .rposition(|other| other.area == problem.area)
            .map_or(self.problems.len(), |last| last + 1);
        self.problems.insert(at, problem);
    }

    /// Carries out any change, and records what undoes it.
    pub fn change(&mut self, name: &str, about: &str, change: impl FnOnce(&mut Plan)) -> Step {
        let before = self.clone();
        change(self);
        let mut step = before.since(self);
        name.clone_into(&mut step.name);
        about.clone_into(&mut step.about);
        step
    }

    /// Goes back to what a step recorded, and records what undoes that.
    pub fn revert(&mut self, step: &Step) -> Step {
        let before = self.clone();
        if let Some(problems) = &step.problems {
            self.problems.clone_from(problems);
        }
        if let Some(told) = &step.told {
            self.told.clone_from(told);
        }
        if let Some(commitments) = &step.commitments {
            self.commitments.clone_from(commitments);
        }
        if let Some(added) = &step.added {
            self.added.clone_from(added);
        }
        for (slot, wording) in &step.wordings {
            match wording {
                Some(wording) => {
                    self.wordings.insert(slot.clone(), wording.clone());
                }
                None => {
                    self.wordings.shift_remove(slot);
                }
            }
        }
        let mut back = before.since(self);
        back.name.clone_from(&step.name);
        back.about.clone_from(&step.about);
        back
    }

    /// Anchors what hangs on a problem's sentences to those of the problem that takes its place.
    fn anchor_to(&mut self, old: &Problem, new: &Problem) {
        let prefix = format!("{}/{}/", old.topic, old.point);
        for addition in self.added.values_mut() {
            if let Some(rest) = addition.anchor.0.strip_prefix(&prefix) {
                addition.anchor = SlotId(format!("{}/{}/{rest}", new.topic, new.point));
            }
        }
    }

    /// What of this plan differs from a later one.
    fn since(&self, later: &Plan) -> Step {
        let mut wordings: IndexMap<SlotId, Option<Wording>> = self
            .wordings
            .iter()
            .filter(|(slot, wording)| later.wordings.get(*slot) != Some(*wording))
            .map(|(slot, wording)| (slot.clone(), Some(wording.clone())))
            .collect();
        for slot in later.wordings.keys() {
            if !self.wordings.contains_key(slot) {
                wordings.insert(slot.clone(), None);
            }
        }
        // In an order of its own, so that a step reads the same however the plan came to be.
        wordings.sort_unstable_keys();
        Step {
            problems: (self.problems != later.problems).then(|| self.problems.clone()),
            told: (self.told != later.told).then(|| self.told.clone()),
            commitments: (self.commitments != later.commitments).then(|| self.commitments.clone()),
            added: (self.added != later.added).then(|| self.added.clone()),
            wordings,
            ..Step::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(point: &str) -> Problem {
        Problem {
            area: "a".to_owned(),
            topic: "t".to_owned(),
            point: point.to_owned(),
            root: "r".to_owned(),
            fact: None,
            kinds: Vec::new(),
            effect: true,
            measure: true,
        }
    }

    #[test]
    fn every_edit_is_undone_and_redone() {
        let slot = |name: &str| SlotId(name.to_owned());
        let mut plan = Plan {
            problems: vec![problem("p"), problem("q")],
            ..Plan::default()
        };
        plan.wordings.insert(slot("p/claim"), Wording::default());
        let worded = Wording {
            variant: 3,
            ..Wording::default()
        };
        let edits = [
            Edit::Word(slot("p/claim"), worded.clone()),
            Edit::Exchange(1, problem("r")),
            Edit::Add(problem("s")),
            Edit::Remove(0),
            Edit::Move(0, 1),
        ];
        for edit in edits {
            let before = plan.clone();
            let step = plan.apply(edit.clone(), "edit", "p", |plan| {
                let claims: Vec<SlotId> = plan
                    .problems
                    .iter()
                    .map(|problem| slot(&format!("{}/claim", problem.point)))
                    .collect();
                plan.wordings.retain(|slot, _| claims.contains(slot));
                for claim in claims {
                    plan.wordings.entry(claim).or_default();
                }
            });
            let after = plan.clone();
            assert_ne!(before, after, "{edit:?}");
            let redo = plan.revert(&step);
            assert_eq!(plan.problems, before.problems, "{edit:?}");
            assert!(
                plan.wordings
                    .iter()
                    .all(|(slot, wording)| before.wordings.get(slot) == Some(wording))
            );
            assert_eq!(plan.wordings.len(), before.wordings.len());
            plan.revert(&redo);
            assert_eq!(plan.problems, after.problems, "{edit:?}");
            assert_eq!(plan.wordings.len(), after.wordings.len());
        }
    }
}
