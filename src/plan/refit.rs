//! Makes a plan fit facts that have changed, touching no more than it must.

use super::arrange::anchor_anew;
use super::select::{Brief, kinds_wanted};
use super::{Plan, Problem};
use crate::bank::{Body, Point};
use crate::fact::Fact;

impl<'b> Brief<'b> {
    /// Takes away what rests on facts that are gone or fit no more, fills gaps from facts that nothing tells yet, finds a place for
    /// `wanted` if there is one, and words what has to be worded anew. All else stays.
    pub fn refit(&self, plan: &mut Plan, wanted: Option<&str>) {
        let before = self.outline(plan);
        self.let_go(plan);
        self.fill_gaps(plan);
        self.shed_gaps(plan);
        self.tell_where_required(plan);
        if let Some((id, fact)) = wanted.and_then(|wanted| self.free(plan, wanted)) {
            self.place(plan, id, fact);
        }
        self.drop_unfit_wordings(plan);
        self.complete(plan);
        let now = self.outline(plan);
        anchor_anew(plan, &before, &now);
    }

    fn let_go(&self, plan: &mut Plan) {
        for problem in &mut plan.problems {
            let Some(id) = &problem.fact else { continue };
            let fits = self
                .usable(id)
                .is_some_and(|(id, fact)| self.shows(id, fact, &problem.topic, &problem.point));
            if !fits {
                problem.fact = None;
                problem.kinds = kinds_wanted(self.genre, self.edition, &problem.area);
            }
        }
        for (part, told) in &mut plan.told {
            let part = self.genre.part(part);
            told.retain(|id| {
                let told = part.zip(self.usable(id));
                told.is_some_and(|(part, (id, fact))| self.may_tell(part, id, fact))
            });
        }
        plan.commitments.retain(|id, _| self.usable(id).is_some());
    }

    /// Gives each problem without a fact the best of the facts that nothing tells yet; if none fits its point, another point.
    fn fill_gaps(&self, plan: &mut Plan) {
        for index in 0..plan.problems.len() {
            if plan.problems[index].fact.is_some() {
                continue;
            }
            let area = plan.problems[index].area.clone();
            let own = (
                plan.problems[index].topic.clone(),
                plan.problems[index].point.clone(),
            );
            let found = self
                .openings(plan, &area, Some(&own))
                .into_iter()
                .max_by_key(|(problem, weight)| {
                    let is_own = problem.topic == own.0 && problem.point == own.1;
                    (is_own, *weight)
                });
            if let Some((problem, _)) = found {
                plan.problems[index] = Problem {
                    effect: plan.problems[index].effect,
                    measure: plan.problems[index].measure,
                    ..problem
                };
            }
        }
    }

    /// Takes problems without a fact out of areas that have another, unless the writer has settled something in them.
    fn shed_gaps(&self, plan: &mut Plan) {
        for area in &self.edition.areas {
            let is_served = |problem: &Problem| problem.area == area.id && problem.fact.is_some();
            if !plan.problems.iter().any(is_served) {
                continue;
            }
            let settled: Vec<String> = plan
                .wordings
                .iter()
                .filter(|(_, wording)| wording.is_settled())
                .map(|(slot, _)| slot.0.clone())
                .collect();
            plan.problems.retain(|problem| {
                let prefix = format!("{}/{}/", problem.topic, problem.point);
                problem.area != area.id
                    || problem.fact.is_some()
                    || settled.iter().any(|slot| slot.starts_with(&prefix))
            });
        }
    }

    fn tell_where_required(&self, plan: &mut Plan) {
        for part in self.genre.outline(Some(self.edition)) {
            let is_empty = plan.told.get(&part.id).is_none_or(Vec::is_empty);
            if part.body != Body::Facts || !part.required || !is_empty {
                continue;
            }
            let found = self
                .facts
                .usable()
                .find(|(id, fact)| !is_told(plan, id) && self.may_tell(part, id, fact));
            if let Some((id, _)) = found {
                plan.told
                    .entry(part.id.clone())
                    .or_default()
                    .push(id.to_owned());
            }
        }
    }

    /// Finds a place for a fact that nothing tells yet: a part of facts, the measures, or a further problem while there is room.
    fn place(&self, plan: &mut Plan, id: &str, fact: &Fact) {
        let part = self
            .genre
            .outline(Some(self.edition))
            .filter(|part| part.body == Body::Facts && self.may_tell(part, id, fact))
            .find(|part| plan.told.get(&part.id).map_or(0, Vec::len) < part.most);
        if let Some(part) = part {
            plan.told
                .entry(part.id.clone())
                .or_default()
                .push(id.to_owned());
            return;
        }
        self.commit_one(plan, id, fact);
        if is_told(plan, id) || self.length(plan) >= plan.target {
            return;
        }
        let most = self.genre.definition.size.problems.1;
        let found = self
            .edition
            .areas
            .iter()
            .filter(|area| {
                let in_area = |problem: &&Problem| problem.area == area.id;
                plan.problems.iter().filter(in_area).count() < most
            })
            .flat_map(|area| self.openings(plan, &area.id, None))
            .filter(|(problem, _)| problem.fact.as_deref() == Some(id))
            .max_by_key(|(_, weight)| *weight);
        if let Some((problem, _)) = found {
            let index = plan
                .problems
                .iter()
                .rposition(|other| self.place_of(&other.area) <= self.place_of(&problem.area))
                .map_or(0, |last| last + 1);
            plan.problems.insert(index, problem);
        }
    }

    fn drop_unfit_wordings(&self, plan: &mut Plan) {
        for slot in self.slots(plan) {
            let Some(wording) = plan.wordings.get(&slot.id) else {
                continue;
            };
            let is_offered = self
                .genre
                .formulation(&slot.formulation)
                .and_then(|formulation| formulation.variants.get(wording.variant))
                .is_some_and(|variant| self.offers(variant, &slot));
            if wording.hand.is_none() && !wording.removed && !is_offered {
                plan.wordings.shift_remove(&slot.id);
            }
        }
    }

    /// Every problem that a fact which nothing tells yet could make in an area, with its weight. `own` is a point to be given up.
    fn openings(
        &self,
        plan: &Plan,
        area: &str,
        own: Option<&(String, String)>,
    ) -> Vec<(Problem, i64)> {
        let is_free = |topic: &str, point: &Point| {
            own.is_some_and(|own| own.0 == topic && own.1 == point.id)
                || !plan
                    .problems
                    .iter()
                    .any(|problem| problem.topic == topic && problem.point == point.id)
        };
        let mut openings = Vec::new();
        let areas = self.edition.areas.iter().filter(|found| found.id == area);
        for (topic, point) in areas.flat_map(|area| self.genre.points_of(area)) {
            if !is_free(topic, point) {
                continue;
            }
            for (id, fact) in self.facts.usable() {
                if is_told(plan, id) || !fact.may_be_problem() {
                    continue;
                }
                if let Some(weight) = self.fit(id, fact, topic, point) {
                    let problem = Problem {
                        area: area.to_owned(),
                        topic: topic.to_owned(),
                        point: point.id.clone(),
                        root: point.root.clone(),
                        fact: Some(id.to_owned()),
                        kinds: vec![fact.kind.clone()],
                        effect: true,
                        measure: true,
                    };
                    openings.push((problem, weight));
                }
            }
        }
        openings
    }

    fn shows(&self, id: &str, fact: &Fact, topic: &str, point: &str) -> bool {
        let point = self.genre.point(topic, point);
        fact.may_be_problem()
            && point.is_some_and(|point| self.fit(id, fact, topic, point).is_some())
    }

    fn place_of(&self, area: &str) -> Option<usize> {
        self.edition.areas.iter().position(|found| found.id == area)
    }

    fn usable(&self, id: &str) -> Option<(&'b str, &'b Fact)> {
        self.facts.usable().find(|(other, _)| *other == id)
    }

    fn free(&self, plan: &Plan, id: &str) -> Option<(&'b str, &'b Fact)> {
        self.usable(id).filter(|(id, _)| !is_told(plan, id))
    }
}

/// Whether a plan tells a fact anywhere.
fn is_told(plan: &Plan, id: &str) -> bool {
    plan.problems
        .iter()
        .any(|problem| problem.fact.as_deref() == Some(id))
        || plan.told.values().flatten().any(|told| told == id)
        || plan.commitments.contains_key(id)
}
