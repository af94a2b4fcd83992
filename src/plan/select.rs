//! Makes a plan: facts to sections, points to facts, few roots for all causes, and as many problems as the length holds.

use super::assign::{Assignment, Demand, MUST, Use};
use super::keep::Keep;
use super::outline::roots_of;
use super::vary::Avoid;
use super::word::Draft;
use super::{Plan, Problem};
use crate::bank::{Body, Edition, Formulation, Genre, Part, Point, Role, Variant};
use crate::fact::{Fact, FactRole, Facts};
use crate::wording::{Filling, is_offered, length_of};
use indexmap::{IndexMap, IndexSet};
use rand::RngExt;
use rand::seq::SliceRandom;

/// What a draft is made from.
#[derive(Debug, Clone, Copy)]
pub struct Brief<'b> {
    /// The genre.
    pub genre: &'b Genre,
    /// The edition.
    pub edition: &'b Edition,
    /// The facts.
    pub facts: &'b Facts,
    /// The document's seed.
    pub seed: u64,
    /// The length asked for, in characters without white space.
    pub length: Option<usize>,
    /// The other drafts of a set, from which this one is kept apart.
    pub avoid: Option<&'b Avoid>,
    /// What stays of an earlier plan.
    pub keep: Option<&'b Keep>,
}

/// What further problems and told facts are worth beside the first; see [`Brief::assignment`].
/// Problems up to the genre's least number come right after the first of every area.
const MUST_TOO: i64 = 100_000;
const FURTHER_PROBLEMS: [i64; 2] = [3_000, 1_000];
const FIRST_OPTIONAL: i64 = 3_500;
const FURTHER_TOLD: i64 = 2_000;
const FURTHER_OPTIONAL: i64 = 100;
/// What a writer's own topic is worth, and what it costs to go against it.
const WANTED_TOPIC: i64 = 600;
const OTHER_TOPIC: i64 = -400;
/// What it is worth to tell a fact where the writer's own role for it says.
const WANTED_ROLE: i64 = 2_000;
/// What it is worth to show a topic by a kind of fact that suits it.
const SUITING_TOPIC: i64 = 400;
const EARLIER_KIND: i64 = 30;
const APT_VARIANTS: i64 = 120;
const JITTER: u64 = 150;
/// What it costs to use a point that other drafts of the set use, for each of them up to the most that count.
const POINT_TAKEN: i64 = 250;
const MOST_TAKEN: i64 = 3;
/// What it costs to use a fact that a settled sentence of the writer's shows already: more than any wish, less than a section's need.
const SHOWN: i64 = 10_000;
/// What it is worth to give a point that is kept its fact: more than to serve a section.
const KEPT: i64 = 4 * MUST;
/// How near to the target a length is good enough, in percent.
const NEAR_ENOUGH: usize = 3;
/// A legal use of a fact as the example of a point.
struct Candidate<'b> {
    fact: &'b str,
    area: usize,
    topic: &'b str,
    point: &'b Point,
    weight: i64,
}

/// Makes the plan for a brief.
pub fn select(brief: &Brief<'_>) -> Plan {
    let candidates = brief.candidates();
    let target = brief.length.unwrap_or(brief.genre.definition.size.target);
    let areas = brief.edition.areas.len();
    let most = areas * brief.genre.definition.size.problems.1;
    let mut best: Option<Draft> = None;
    let mut limit = brief.estimate(target).clamp(areas, most.max(areas));
    let mut tried = Vec::new();
    while !tried.contains(&limit) {
        tried.push(limit);
        let draft = brief.draft(&candidates, limit, target);
        let length = draft.length;
        let problems = draft.plan.problems.len();
        let distance = |length: usize| length.abs_diff(target);
        let better = best
            .as_ref()
            .is_none_or(|best| distance(length) < distance(best.length));
        if better {
            best = Some(draft);
        }
        if length * 100 < target * (100 - NEAR_ENOUGH) && problems >= limit && limit < most {
            limit += 1;
        } else if length * 100 > target * (100 + NEAR_ENOUGH) && limit > areas {
            limit = problems.clamp(areas + 1, limit) - 1;
        }
    }
    best.map(|draft| draft.plan).unwrap_or_default()
}

/// The kinds that could give each section its example, the most versatile first: for gaps and for `facts missing`.
pub fn kinds_wanted(genre: &Genre, edition: &Edition, area: &str) -> Vec<String> {
    let mut kinds: IndexMap<&str, usize> = IndexMap::new();
    for area in edition.areas.iter().filter(|found| found.id == area) {
        for kind in genre
            .points_of(area)
            .flat_map(|(_, point)| point.example.keys())
        {
            *kinds.entry(kind).or_default() += 1;
        }
    }
    kinds.sort_by(|_, left, _, right| right.cmp(left));
    kinds.into_keys().map(str::to_owned).collect()
}

impl<'b> Brief<'b> {
    fn candidates(&self) -> Vec<Candidate<'b>> {
        let mut candidates = Vec::new();
        for (index, area) in self.edition.areas.iter().enumerate() {
            for (topic, point) in self.genre.points_of(area) {
                for (id, fact) in self
                    .facts
                    .usable()
                    .filter(|(_, fact)| fact.may_be_problem())
                {
                    if let Some(weight) = self.fit(id, fact, topic, point) {
                        let is_shown = self.keep.is_some_and(|keep| keep.shows(id));
                        let weight = weight - if is_shown { SHOWN } else { 0 };
                        candidates.push(Candidate {
                            fact: id,
                            area: index,
                            topic,
                            point,
                            weight,
                        });
                    }
                }
            }
        }
        candidates
    }

    /// How well a fact shows a point; `None` where no legal variant would tell it in all three places, or where it would have to be
    /// about the topic by its own word.
    pub fn fit(&self, id: &str, fact: &Fact, topic: &str, point: &Point) -> Option<i64> {
        let (rank, _, example) = point.example.get_full(&fact.kind)?;
        if example.on_topic && !fact.topics.iter().any(|named| named == topic) {
            return None;
        }
        let kind = self.genre.definition.kinds.get(&fact.kind)?;
        let filling = Filling::Fact(id, fact, kind);
        let is_offered = |variant: &Variant| is_offered(variant, filling);
        let told = example
            .problem
            .variants
            .iter()
            .filter(|&variant| is_offered(variant))
            .count();
        let is_answered = |formulation: &Formulation| formulation.variants.iter().any(is_offered);
        if told == 0 || !is_answered(&example.cause) || !is_answered(&example.measure) {
            return None;
        }
        let apt = i64::try_from(told * 100 / example.problem.variants.len()).unwrap_or(0);
        let wish = match (
            fact.topics.is_empty(),
            fact.topics.iter().any(|wanted| wanted == topic),
        ) {
            (true, _) => 0,
            (false, true) => WANTED_TOPIC,
            (false, false) => OTHER_TOPIC,
        };
        let suits = kind.suits.iter().any(|suited| suited == topic);
        let suited = if suits { SUITING_TOPIC } else { 0 };
        let jitter = self
            .stream_of(&format!("{topic}/{}/{id}", point.id))
            .random_range(0..JITTER);
        let taken = self
            .avoid
            .map_or(0, |avoid| avoid.uses(topic, &point.id).min(MOST_TAKEN));
        Some(
            wish + suited - POINT_TAKEN * taken + APT_VARIANTS * apt / 100
                - EARLIER_KIND * i64::try_from(rank).unwrap_or(0)
                + i64::try_from(jitter).unwrap_or(0),
        )
    }

    /// How many problems a text of this length holds, by the usual sizes of its parts.
    fn estimate(&self, target: usize) -> usize {
        const PER_PROBLEM: usize = 260;
        const FRAME: usize = 900;
        let titles: usize = self
            .edition
            .areas
            .iter()
            .map(|area| length_of(&area.title))
            .sum();
        target.saturating_sub(titles + FRAME) / PER_PROBLEM
    }

    fn draft(&self, candidates: &[Candidate<'b>], limit: usize, target: usize) -> Draft {
        let mut plan = self.assign(candidates, limit);
        plan.target = target;
        self.gather_roots(candidates, &mut plan);
        self.commit(&mut plan);
        self.settle(&mut plan);
        self.complete(&mut plan);
        self.fit_length(plan, target)
    }

    /// Facts to areas and parts.
    fn assign(&self, candidates: &[Candidate<'b>], limit: usize) -> Plan {
        let kept = self.kept_problems();
        let kept_told: IndexMap<&str, Vec<String>> = self
            .genre
            .outline(Some(self.edition))
            .map(|part| (part.id.as_str(), self.kept_told(&part.id)))
            .collect();
        let is_kept = |id: &str| {
            kept.iter()
                .any(|problem| problem.fact.as_deref() == Some(id))
                || kept_told.values().flatten().any(|told| told == id)
        };
        let facts: IndexSet<&str> = self.facts.usable().map(|(id, _)| id).collect();
        let points: IndexSet<(&str, &str)> = candidates
            .iter()
            .map(|candidate| (candidate.topic, candidate.point.id.as_str()))
            .collect();
        let told: Vec<&Part> = self
            .genre
            .outline(Some(self.edition))
            .filter(|part| part.body == Body::Facts && part.most > 0)
            .collect();
        let (least, most) = self.genre.definition.size.problems;
        // What is kept has its facts already, and takes the first rewards.
        let served = |area: &str| {
            kept.iter()
                .filter(|problem| problem.area == area && problem.fact.is_some())
                .count()
        };
        let mut demands: Vec<Demand> = self
            .edition
            .areas
            .iter()
            .map(|area| Demand {
                rewards: std::iter::once(MUST)
                    .chain(std::iter::repeat_n(MUST_TOO, least.saturating_sub(1)))
                    .chain(FURTHER_PROBLEMS)
                    .chain(std::iter::repeat(FURTHER_PROBLEMS[1]))
                    .take(most)
                    .skip(served(&area.id))
                    .collect(),
                limited: true,
            })
            .collect();
        let areas = self.edition.areas.iter();
        let unserved = areas.filter(|area| served(&area.id) == 0).count();
        let with_fact = kept.iter().filter(|problem| problem.fact.is_some());
        let limit = limit.saturating_sub(with_fact.count()).max(unserved);
        demands.extend(told.iter().map(|part| {
            let (first, further) = if part.required {
                (MUST, FURTHER_TOLD)
            } else {
                (FIRST_OPTIONAL, FURTHER_OPTIONAL)
            };
            Demand {
                rewards: std::iter::once(first)
                    .chain(std::iter::repeat(further))
                    .take(part.most)
                    .skip(kept_told[part.id.as_str()].len())
                    .collect(),
                limited: false,
            }
        }));
        let free: Vec<&Candidate<'b>> = candidates
            .iter()
            .filter(|candidate| {
                let is_served = kept.iter().any(|problem| {
                    problem.topic == candidate.topic
                        && problem.point == candidate.point.id
                        && (problem.fact.is_some()
                            || self.keep.is_some_and(|keep| keep.has_example(problem))
                            || problem.area != self.edition.areas[candidate.area].id)
                });
                !is_served && !is_kept(candidate.fact)
            })
            .collect();
        let mut uses: Vec<Use> = free
            .iter()
            .map(|candidate| {
                let is_kept = self
                    .keep
                    .is_some_and(|keep| keep.has_point(candidate.topic, &candidate.point.id));
                Use {
                    fact: facts.get_index_of(candidate.fact).unwrap_or(0),
                    point: points.get_index_of(&(candidate.topic, candidate.point.id.as_str())),
                    demand: candidate.area,
                    weight: candidate.weight + if is_kept { KEPT } else { 0 },
                }
            })
            .collect();
        for (index, part) in told.iter().enumerate() {
            for (id, fact) in self.facts.usable() {
                if !is_kept(id) && self.may_tell(part, id, fact) {
                    uses.push(Use {
                        fact: facts.get_index_of(id).unwrap_or(0),
                        point: None,
                        demand: self.edition.areas.len() + index,
                        weight: if fact.role.is_some() { WANTED_ROLE } else { 0 },
                    });
                }
            }
        }
        let assignment = Assignment {
            reuse: self.genre.definition.size.reuse,
            facts: facts.len(),
            points: points.len(),
            demands,
            uses,
            limit,
        };
        let mut plan = Plan {
            genre: self.genre.definition.id.clone(),
            edition: self.edition.id.clone(),
            seed: self.seed,
            ..Plan::default()
        };
        let solution = assignment.solve();
        let mut chosen: Vec<&Candidate<'b>> = solution
            .iter()
            .filter_map(|index| free.get(*index).copied())
            .collect();
        // Candidates come area by area and topic by topic, which is the order of the text.
        chosen.sort_by_key(|candidate| candidate.area);
        for (index, area) in self.edition.areas.iter().enumerate() {
            let before = plan.problems.len();
            let new: Vec<Problem> = chosen
                .iter()
                .filter(|candidate| candidate.area == index)
                .map(|candidate| self.problem(candidate))
                .collect();
            let is_same = |left: &Problem, right: &Problem| {
                left.topic == right.topic && left.point == right.point
            };
            for problem in kept.iter().filter(|problem| problem.area == area.id) {
                let shown = new.iter().find(|new| is_same(new, problem));
                plan.problems.push(shown.unwrap_or(problem).clone());
            }
            let others = new
                .into_iter()
                .filter(|new| !kept.iter().any(|problem| is_same(new, problem)));
            plan.problems.extend(others);
            if plan.problems.len() == before {
                plan.problems.extend(self.gap_problem(&area.id, &chosen));
            }
        }
        for (index, part) in told.iter().enumerate() {
            let mut ids = kept_told[part.id.as_str()].clone();
            let told: Vec<String> = solution
                .iter()
                .filter(|used| assignment.uses[**used].demand == self.edition.areas.len() + index)
                .filter_map(|used| facts.get_index(assignment.uses[*used].fact))
                .map(|id| (*id).to_owned())
                .collect();
            ids.extend(told);
            plan.told.insert(part.id.clone(), ids);
        }
        plan
    }

    fn problem(&self, candidate: &Candidate<'b>) -> Problem {
        Problem {
            area: self.edition.areas[candidate.area].id.clone(),
            topic: candidate.topic.to_owned(),
            point: candidate.point.id.clone(),
            root: candidate.point.root.clone(),
            fact: Some(candidate.fact.to_owned()),
            kinds: self
                .facts
                .facts
                .get(candidate.fact)
                .map(|fact| fact.kind.clone())
                .into_iter()
                .collect(),
            effect: true,
            measure: true,
        }
    }

    /// A problem without a fact for an area that none can serve; it keeps to roots that other problems feed.
    fn gap_problem(&self, area: &str, chosen: &[&Candidate<'b>]) -> Option<Problem> {
        let found = self.edition.areas.iter().find(|found| found.id == area)?;
        let mut points: Vec<(&str, &Point)> = self
            .genre
            .points_of(found)
            .filter(|(topic, point)| {
                !chosen
                    .iter()
                    .any(|candidate| candidate.topic == *topic && candidate.point.id == point.id)
            })
            .collect();
        points.shuffle(&mut self.stream_of(&format!("gap/{area}")));
        points.sort_by_key(|(_, point)| {
            !chosen
                .iter()
                .any(|candidate| candidate.point.root == point.root)
        });
        let (topic, point) = points.first()?;
        Some(Problem {
            area: area.to_owned(),
            topic: (*topic).to_owned(),
            point: point.id.clone(),
            root: point.root.clone(),
            fact: None,
            kinds: kinds_wanted(self.genre, self.edition, area),
            effect: true,
            measure: true,
        })
    }

    /// Whether a fact may be told in a part of facts.
    pub(super) fn may_tell(&self, part: &Part, id: &str, fact: &Fact) -> bool {
        let wanted = match part.role {
            Role::Measure => FactRole::Measure,
            _ => FactRole::Achievement,
        };
        let Some((formulation, kind)) = part
            .entries
            .get(&fact.kind)
            .zip(self.genre.definition.kinds.get(&fact.kind))
        else {
            return false;
        };
        // A fact that the writer means for a topic is not spent on a part that can do without it.
        let is_free = match fact.role {
            Some(role) => role == wanted,
            None => part.required || part.role == Role::Measure || fact.topics.is_empty(),
        };
        is_free
            && formulation
                .variants
                .iter()
                .any(|variant| is_offered(variant, Filling::Fact(id, fact, kind)))
    }

    /// Moves problems to other points of the same area and fact, so that few roots gather all causes.
    fn gather_roots(&self, candidates: &[Candidate<'b>], plan: &mut Plan) {
        loop {
            let roots = roots_of(plan);
            if roots.len() <= self.genre.definition.size.roots {
                return;
            }
            let mut rare: Vec<&str> = roots.clone();
            rare.sort_by_key(|root| {
                plan.problems
                    .iter()
                    .filter(|problem| problem.root == *root)
                    .count()
            });
            let moved = rare.iter().find_map(|root| {
                let mut trial = plan.clone();
                for index in 0..trial.problems.len() {
                    if trial.problems[index].root == *root {
                        self.move_problem(candidates, &mut trial, index, |other| {
                            other != *root && roots.contains(&other)
                        })?;
                    }
                }
                Some(trial)
            });
            match moved {
                Some(trial) => *plan = trial,
                None => return,
            }
        }
    }

    /// Gives a problem another point of an accepted root for the same area and fact, the best fitting one.
    fn move_problem(
        &self,
        candidates: &[Candidate<'b>],
        plan: &mut Plan,
        index: usize,
        accepts: impl Fn(&str) -> bool,
    ) -> Option<()> {
        let problem = &plan.problems[index];
        if self
            .keep
            .is_some_and(|keep| keep.has_point(&problem.topic, &problem.point))
        {
            return None;
        }
        let fact = problem.fact.as_deref()?;
        let wishes = &self.facts.facts.get(fact)?.topics;
        let candidate = candidates
            .iter()
            .filter(|candidate| {
                candidate.fact == fact
                    && self.edition.areas[candidate.area].id == problem.area
                    && accepts(&candidate.point.root)
                    && (!wishes.contains(&problem.topic) || candidate.topic == problem.topic)
                    && !plan.problems.iter().any(|other| {
                        other.topic == candidate.topic && other.point == candidate.point.id
                    })
            })
            .max_by_key(|candidate| candidate.weight)?;
        plan.problems[index] = self.problem(candidate);
        Some(())
    }

    /// Puts the facts that the measures tell by themselves under the root whose problems they suit.
    fn commit(&self, plan: &mut Plan) {
        plan.commitments = self.kept_commitments(plan);
        for (id, fact) in self.facts.usable() {
            if !plan.commitments.contains_key(id) {
                self.commit_one(plan, id, fact);
            }
        }
    }

    /// Puts a fact among the measures, if they may tell it and have room.
    pub(super) fn commit_one(&self, plan: &mut Plan, id: &str, fact: &Fact) {
        let may_tell = self
            .genre
            .outline(Some(self.edition))
            .filter(|part| part.body == Body::Measures)
            .any(|part| plan.commitments.len() < part.most && self.may_tell(part, id, fact));
        if let Some(root) = self.root_for(plan, fact).filter(|_| may_tell) {
            plan.commitments.insert(id.to_owned(), root);
        }
    }

    /// The root under which a fact stands best: that of its topic, of its area, else the one with the fewest.
    fn root_for(&self, plan: &Plan, fact: &Fact) -> Option<String> {
        let root_where = |suits: &dyn Fn(&Problem) -> bool| {
            let problem = plan.problems.iter().find(|problem| suits(problem))?;
            Some(problem.root.clone())
        };
        let areas: Vec<&str> = self
            .edition
            .areas
            .iter()
            .filter(|area| area.topics.iter().any(|topic| fact.topics.contains(topic)))
            .map(|area| area.id.as_str())
            .collect();
        let lightest = || {
            roots_of(plan)
                .into_iter()
                .min_by_key(|root| {
                    let under = |other: &&String| other == root;
                    plan.commitments.values().filter(under).count()
                })
                .map(str::to_owned)
        };
        root_where(&|problem| fact.topics.contains(&problem.topic))
            .or_else(|| root_where(&|problem| areas.contains(&problem.area.as_str())))
            .or_else(lightest)
    }
}
