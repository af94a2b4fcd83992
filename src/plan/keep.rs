//! What of a draft stays when it is composed anew: all that is locked or written by hand, with the problems, the facts and the
//! roots that it stands on.

use super::arrange::{START, places};
use super::outline::{Item, PlannedSection, roots_of};
use super::select::Brief;
use super::{Addition, Placement, Plan, Problem, SlotId, Wording};
use crate::wording::{Grade, mentions_in};
use indexmap::{IndexMap, IndexSet};

/// The settled part of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keep {
    /// The problems of which something is settled, in the order of the text.
    pub problems: Vec<Problem>,
    /// The facts of settled sentences that are told in parts of their own, by part.
    told: IndexMap<String, Vec<String>>,
    commitments: IndexMap<String, String>,
    added: IndexMap<SlotId, Addition>,
    /// The settled wordings, each with the words that it gave.
    wordings: IndexMap<SlotId, (Wording, String)>,
    /// The facts that settled sentences of the writer's own wording show, beside those of the problems that are kept.
    shown: IndexSet<String>,
    /// The outline as it was.
    before: Vec<PlannedSection>,
}

impl Keep {
    /// The settled part of the plan that a brief has; `texts` gives the words of its places.
    pub fn of(brief: &Brief<'_>, plan: &Plan, texts: &IndexMap<SlotId, String>) -> Self {
        let wordings: IndexMap<SlotId, (Wording, String)> = plan
            .wordings
            .iter()
            .filter(|(_, wording)| wording.is_settled())
            .map(|(slot, wording)| {
                let text = texts.get(slot).cloned().unwrap_or_default();
                (slot.clone(), (wording.clone(), text))
            })
            .collect();
        let anchors = plan.added.values().map(|addition| &addition.anchor);
        let settled: IndexSet<&SlotId> = wordings.keys().chain(anchors).collect();
        let under = |prefix: &str| settled.iter().any(|slot| slot.0.starts_with(prefix));
        let is_kept = |problem: &Problem| under(&format!("{}/{}/", problem.topic, problem.point));
        let roots: Vec<&str> = roots_of(plan)
            .into_iter()
            .filter(|root| under(&format!("{root}/")))
            .collect();
        // A root stands as long as one problem feeds it.
        let feeds = |root: &&str| {
            let feeding = |problem: &&Problem| problem.root == **root;
            let is_fed = plan.problems.iter().filter(feeding).any(is_kept);
            plan.problems.iter().find(feeding).filter(|_| !is_fed)
        };
        let feeding: Vec<&Problem> = roots.iter().filter_map(feeds).collect();
        let told = plan.told.iter().map(|(part, facts)| {
            let facts = facts.iter();
            let kept = facts.filter(|fact| under(&format!("@{part}/entry/{fact}")));
            (part.clone(), kept.cloned().collect())
        });
        let commitments = plan.commitments.iter();
        let is_told = |fact: &str| {
            let end = format!("/entry/{fact}");
            settled.iter().any(|slot| slot.0.ends_with(&end))
        };
        let problems: Vec<Problem> = plan
            .problems
            .iter()
            .filter(|problem| is_kept(problem) || feeding.contains(problem))
            .cloned()
            .collect();
        let year = brief.edition.year;
        let shown = wordings
            .values()
            .filter_map(|(wording, _)| wording.hand.as_ref())
            .flat_map(|text| mentions_in(text, brief.genre, brief.facts, year))
            .filter(|mention| mention.grade != Grade::None)
            .filter_map(|mention| mention.fact)
            .filter(|fact| {
                let mut pinned = problems.iter().filter_map(|problem| problem.fact.as_ref());
                pinned.all(|pinned| pinned != fact)
            })
            .collect();
        Self {
            problems,
            shown,
            told: told.collect(),
            commitments: commitments
                .filter(|(fact, _)| is_told(fact))
                .map(|(fact, root)| (fact.clone(), root.clone()))
                .collect(),
            added: plan.added.clone(),
            wordings,
            before: brief.outline(plan),
        }
    }

    /// Whether a problem's point is kept.
    pub fn has_point(&self, topic: &str, point: &str) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.topic == topic && problem.point == point)
    }

    /// Whether a problem's example is settled, so that no other fact may show the problem.
    pub fn has_example(&self, problem: &Problem) -> bool {
        let slot = SlotId(format!(
            "{}/{}/example/problem",
            problem.topic, problem.point
        ));
        self.wordings
            .get(&slot)
            .is_some_and(|(wording, _)| !wording.removed)
    }

    /// Whether the writer's own sentences show a fact already.
    pub fn shows(&self, fact: &str) -> bool {
        self.shown.contains(fact)
    }

    /// Whether what stands at a place is settled, or something is anchored to it.
    pub fn holds(&self, slot: &SlotId) -> bool {
        self.wordings.contains_key(slot)
            || self.added.values().any(|addition| addition.anchor == *slot)
    }
}

impl Brief<'_> {
    /// The problems that are kept, those whose fact no longer shows them without it.
    pub(super) fn kept_problems(&self) -> Vec<Problem> {
        let kept = self.keep.into_iter().flat_map(|keep| &keep.problems);
        let known = kept.filter_map(|problem| {
            let point = self.genre.point(&problem.topic, &problem.point)?;
            let area = self
                .edition
                .areas
                .iter()
                .find(|area| area.id == problem.area)?;
            let is_drawn_on = area.topics.contains(&problem.topic);
            let fact = problem.fact.as_ref().filter(|id| {
                self.facts.usable().any(|(usable, fact)| {
                    usable == id.as_str()
                        && fact.may_be_problem()
                        && self.fit(usable, fact, &problem.topic, point).is_some()
                })
            });
            let kind = fact.and_then(|id| Some(self.facts.facts.get(id)?.kind.clone()));
            is_drawn_on.then(|| Problem {
                fact: fact.cloned(),
                kinds: kind.map_or_else(
                    || point.example.keys().cloned().collect(),
                    |kind| vec![kind],
                ),
                root: point.root.clone(),
                effect: true,
                measure: true,
                ..problem.clone()
            })
        });
        known.collect()
    }

    /// The facts that are kept in a part of their own.
    pub(super) fn kept_told(&self, part: &str) -> Vec<String> {
        let kept = self.keep.and_then(|keep| keep.told.get(part));
        let usable = |fact: &&String| self.facts.usable().any(|(id, _)| id == fact.as_str());
        kept.into_iter().flatten().filter(usable).cloned().collect()
    }

    /// The facts that are kept among the measures, each under its root, where that still stands.
    pub(super) fn kept_commitments(&self, plan: &Plan) -> IndexMap<String, String> {
        let kept = self.keep.into_iter().flat_map(|keep| &keep.commitments);
        let roots = roots_of(plan);
        kept.filter(|(fact, root)| {
            roots.contains(&root.as_str()) && self.facts.usable().any(|(id, _)| id == fact.as_str())
        })
        .map(|(fact, root)| (fact.clone(), root.clone()))
        .collect()
    }

    /// Gives a plan the settled wordings. One that cannot be set from the facts any longer keeps its text as if written by hand; one
    /// whose place is gone is added where it stood.
    pub(super) fn settle(&self, plan: &mut Plan) {
        let Some(keep) = self.keep else {
            return;
        };
        let now: IndexSet<SlotId> = places(&self.outline(plan)).into_iter().cloned().collect();
        let slots: IndexMap<SlotId, _> = self
            .slots(plan)
            .into_iter()
            .map(|slot| (slot.id.clone(), slot))
            .collect();
        let old: Vec<&SlotId> = places(&keep.before);
        let standing = |slot: &SlotId| -> SlotId {
            let end = old.iter().position(|place| *place == slot).unwrap_or(0);
            let before = old[..end].iter().rev().find(|place| now.contains(**place));
            before.map_or_else(|| SlotId(START.to_owned()), |place| (*place).clone())
        };
        plan.added.clone_from(&keep.added);
        for addition in plan.added.values_mut() {
            let stands = now.contains(&addition.anchor)
                || keep.added.contains_key(&addition.anchor)
                || addition.anchor.0 == START;
            if !stands {
                addition.anchor = standing(&addition.anchor);
                if addition.placement == Placement::Before {
                    addition.placement = Placement::After;
                }
            }
        }
        for (slot, (wording, text)) in &keep.wordings {
            if keep.added.contains_key(slot) {
                plan.wordings.insert(slot.clone(), wording.clone());
            } else if now.contains(slot) {
                let is_sound = wording.hand.is_some()
                    || slots.get(slot).is_some_and(|slot| {
                        keep.fact_at(&slot.id) == slot.fact.as_deref()
                            && self.may_set(slot, wording)
                    });
                let hand = if is_sound || text.is_empty() {
                    wording.hand.clone()
                } else {
                    Some(text.clone())
                };
                if is_sound || wording.removed || hand.is_some() {
                    let wording = Wording {
                        hand,
                        ..wording.clone()
                    };
                    plan.wordings.insert(slot.clone(), wording);
                }
            } else if !text.is_empty() {
                let addition = Addition {
                    anchor: standing(slot),
                    placement: if keep.opens(slot) {
                        Placement::Paragraph
                    } else {
                        Placement::After
                    },
                };
                let place = plan.new_addition();
                plan.added.insert(place.clone(), addition);
                let hand = Some(text.clone());
                plan.wordings.insert(
                    place,
                    Wording {
                        hand,
                        ..wording.clone()
                    },
                );
            }
        }
    }
}

impl Keep {
    /// The fact that filled a place.
    fn fact_at(&self, place: &SlotId) -> Option<&str> {
        self.before
            .iter()
            .flat_map(|section| section.paragraphs.iter().flatten())
            .find_map(|item| match item {
                Item::Slot(slot) if slot.id == *place => slot.fact.as_deref(),
                Item::Slot(_) | Item::Gap(..) | Item::Hand(_) => None,
            })
    }

    /// Whether a place opened a paragraph.
    fn opens(&self, slot: &SlotId) -> bool {
        self.before
            .iter()
            .flat_map(|section| &section.paragraphs)
            .any(|paragraph| paragraph.first().is_some_and(|item| item.place() == slot))
    }
}
