//! Words a plan: a variant for every slot, so that no phrase stands twice, and the length that was asked for.
//!
//! One random stream per slot, seeded by a fixed hash of the document's seed and the slot's name, so that a
//! change in one place does not ripple into the wording of others.

use super::arrange::{arrange, places};
use super::outline::{Heading, Item, PlannedSection, PlannedSlot, outline, roots_of};
use super::select::Brief;
use super::vary::Avoid;
use super::{Plan, SlotId, Wording};
use crate::bank::{Edition, Formulation, FormulationId, Genre, PointPart, Variant};
use crate::fact::Facts;
use crate::wording::{Filling, Setting, Words, is_offered, length_of, mentions_in, set};
use indexmap::IndexSet;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// How many characters make a repeated phrase where the genre's rules say nothing.
const PHRASE: f64 = 8.0;

/// A plan with the text lengths that it gives.
pub(super) struct Draft {
    /// The plan.
    pub plan: Plan,
    /// Characters without white space.
    pub length: usize,
}

impl<'b> Brief<'b> {
    fn setting(&self) -> Setting {
        Setting {
            language: self.genre.definition.language,
            year: self.edition.year,
        }
    }

    pub(super) fn stream_of(&self, name: &str) -> ChaCha8Rng {
        stream(self.seed, name)
    }

    /// Words the slots that have no wording yet, in the order of the text and so that no phrase stands twice, and drops the wordings of
    /// slots that are gone; all others stay.
    pub fn complete(&self, plan: &mut Plan) {
        let roots: Vec<String> = roots_of(plan).into_iter().map(str::to_owned).collect();
        for root in plan.commitments.values_mut() {
            if let Some(first) = roots.first().filter(|_| !roots.contains(root)) {
                root.clone_from(first);
            }
        }
        let slots = self.slots(plan);
        let mut used = Used::new(self.phrase_length());
        for slot in &slots {
            let formulation = self.genre.formulation(&slot.formulation);
            if let Some(wording) = plan.wordings.get(&slot.id)
                && !wording.removed
                && !formulation.is_some_and(|formulation| formulation.mandated)
                && let Some(words) = self.set(slot, wording)
            {
                used.take(&words, &slot.formulation, wording);
            }
        }
        for text in plan
            .added
            .keys()
            .filter_map(|slot| plan.wordings.get(slot)?.hand.as_ref())
        {
            used.phrases
                .extend(used.phrases_of(&self.words_by_hand(text)));
        }
        for slot in &slots {
            if plan.wordings.contains_key(&slot.id) {
                continue;
            }
            let Some(formulation) = self.genre.formulation(&slot.formulation) else {
                continue;
            };
            let wording = self.choose(formulation, slot, &used);
            if let Some(words) = self.set(slot, &wording)
                && !formulation.mandated
            {
                used.take(&words, &slot.formulation, &wording);
            }
            plan.wordings.insert(slot.id.clone(), wording);
        }
        self.drop_unplaced(plan);
    }

    /// Drops the wordings of places that are gone.
    fn drop_unplaced(&self, plan: &mut Plan) {
        let sections = self.outline(plan);
        let kept: IndexSet<SlotId> = places(&sections)
            .into_iter()
            .chain(plan.added.keys())
            .cloned()
            .collect();
        plan.wordings.retain(|slot, _| kept.contains(slot));
    }

    /// All that a slot's variants and their options give, each text once, with the wording that gives it.
    pub fn phrasings(&self, slot: &PlannedSlot) -> Vec<(Wording, Words)> {
        let Some(formulation) = self.genre.formulation(&slot.formulation) else {
            return Vec::new();
        };
        let mut phrasings: Vec<(Wording, Words)> = Vec::new();
        for (variant, candidate) in formulation.variants.iter().enumerate() {
            if !self.offers(candidate, slot) {
                continue;
            }
            for picks in combinations(&candidate.template.alternatives()) {
                let wording = Wording {
                    variant,
                    picks,
                    ..Wording::default()
                };
                if let Some(words) = self.set(slot, &wording)
                    && phrasings.iter().all(|(_, known)| known.text != words.text)
                {
                    phrasings.push((wording, words));
                }
            }
        }
        phrasings
    }

    /// The outline of a plan, before the writer's hand has changed it.
    pub fn outline(&self, plan: &Plan) -> Vec<PlannedSection> {
        outline(self.genre, self.edition, self.facts, plan)
    }

    /// The sentences' slots of a plan, headings included, in the order of the text.
    pub fn slots(&self, plan: &Plan) -> Vec<PlannedSlot> {
        self.outline(plan)
            .into_iter()
            .flat_map(|section| {
                let heading = match section.heading {
                    Heading::Slot(slot) => Some(Item::Slot(slot)),
                    Heading::None | Heading::Fixed(..) | Heading::Hand(_) => None,
                };
                heading
                    .into_iter()
                    .chain(section.paragraphs.into_iter().flatten())
            })
            .filter_map(|item| match item {
                Item::Slot(slot) => Some(slot),
                Item::Gap(..) | Item::Hand(_) => None,
            })
            .collect()
    }

    fn choose(&self, formulation: &Formulation, slot: &PlannedSlot, used: &Used) -> Wording {
        if let Some(avoid) = self.avoid.filter(|_| !formulation.mandated) {
            return self.choose_apart(avoid, slot, used);
        }
        let mut candidates = self.wordings(formulation, slot);
        candidates.shuffle(&mut self.stream_of(&slot.id.0));
        let fresh = |is_another: bool, opens_otherwise: bool| {
            candidates
                .iter()
                .filter(|wording| !(is_another && used.holds(&slot.formulation, wording)))
                .find(|wording| {
                    self.set(slot, wording).is_some_and(|words| {
                        !(used.repeats(&words)
                            || opens_otherwise && used.opens_alike(&words, &slot.formulation))
                    })
                })
                .cloned()
        };
        fresh(true, true)
            .or_else(|| fresh(false, true))
            .or_else(|| fresh(false, false))
            .or_else(|| candidates.first().cloned())
            .unwrap_or_default()
    }

    /// The phrasing that shares least with the other drafts of a set, and nothing with this one.
    fn choose_apart(&self, avoid: &Avoid, slot: &PlannedSlot, used: &Used) -> Wording {
        let mut candidates: Vec<Wording> = self
            .phrasings(slot)
            .into_iter()
            .map(|(wording, _)| wording)
            .collect();
        candidates.shuffle(&mut self.stream_of(&slot.id.0));
        candidates
            .into_iter()
            .min_by_key(|wording| {
                self.set(slot, wording).map(|words| {
                    (
                        used.repeats(&words),
                        used.holds(&slot.formulation, wording),
                        avoid.cost(&words),
                        used.opens_alike(&words, &slot.formulation),
                    )
                })
            })
            .unwrap_or_default()
    }

    /// Every variant that may be offered, each with options drawn once.
    fn wordings(&self, formulation: &Formulation, slot: &PlannedSlot) -> Vec<Wording> {
        let mut stream = self.stream_of(&format!("{}#picks", slot.id.0));
        let mut wordings = Vec::new();
        for (variant, candidate) in formulation.variants.iter().enumerate() {
            let picks = candidate
                .template
                .alternatives()
                .into_iter()
                .map(|size| draw(&mut stream, size))
                .collect();
            if self.offers(candidate, slot) {
                wordings.push(Wording {
                    variant,
                    picks,
                    ..Wording::default()
                });
            }
        }
        wordings
    }

    pub(super) fn offers(&self, variant: &Variant, slot: &PlannedSlot) -> bool {
        self.filling(slot)
            .is_some_and(|filling| is_offered(variant, filling))
    }

    /// Whether a wording of the bank can still be set, and claims no more than its fact shows.
    pub(super) fn may_set(&self, slot: &PlannedSlot, wording: &Wording) -> bool {
        let formulation = self.genre.formulation(&slot.formulation);
        formulation
            .and_then(|formulation| formulation.variants.get(wording.variant))
            .is_some_and(|variant| self.offers(variant, slot))
    }

    fn filling(&self, slot: &'b PlannedSlot) -> Option<Filling<'b>> {
        filling(self.genre, self.edition, self.facts, slot)
    }

    /// A slot's words under a wording.
    pub fn set(&self, slot: &PlannedSlot, wording: &Wording) -> Option<Words> {
        if let Some(text) = &wording.hand {
            return Some(self.words_by_hand(text));
        }
        let formulation = self.genre.formulation(&slot.formulation)?;
        let variant = formulation.variants.get(wording.variant)?;
        let filling = filling(self.genre, self.edition, self.facts, slot)?;
        Some(set(
            &variant.template,
            &wording.picks,
            filling,
            self.setting(),
        ))
    }

    fn words_by_hand(&self, text: &str) -> Words {
        Words {
            text: text.to_owned(),
            mentions: mentions_in(text, self.genre, self.facts, self.edition.year),
        }
    }

    fn phrase_length(&self) -> usize {
        let characters = self
            .genre
            .definition
            .rules
            .get("repeated-phrase")
            .and_then(|settings| settings.numbers.get("characters"))
            .copied()
            .unwrap_or(PHRASE);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let characters = characters.max(1.0) as usize;
        characters
    }

    /// Leaves out effects and measures, in an order of its own, until the text is as long as asked.
    pub(super) fn fit_length(&self, mut plan: Plan, target: usize) -> Draft {
        let mut length = self.length(&plan);
        let stop = length_of(&self.genre.definition.style.stop);
        let mut optional: Vec<(usize, PointPart, usize)> = self
            .slots(&plan)
            .iter()
            .filter_map(|slot| {
                let FormulationId::Point { part, .. } = &slot.formulation else {
                    return None;
                };
                let index = slot.problem?;
                let is_optional = match part {
                    PointPart::Effect => true,
                    // A gap has no example whose measure could stand alone.
                    PointPart::Measure => plan.problems[index].fact.is_some(),
                    PointPart::Claim
                    | PointPart::Symptom
                    | PointPart::Thought
                    | PointPart::Example { .. } => false,
                };
                let is_kept = self.keep.is_some_and(|keep| keep.holds(&slot.id));
                let words = self.set(slot, plan.wordings.get(&slot.id)?)?;
                (is_optional && !is_kept)
                    .then(|| (index, part.clone(), length_of(&words.text) + stop))
            })
            .collect();
        optional.shuffle(&mut self.stream_of("length"));
        for (index, part, saved) in optional {
            if length <= target {
                break;
            }
            let shorter = length - saved;
            if shorter.abs_diff(target) < length.abs_diff(target) {
                length = shorter;
                let problem = &mut plan.problems[index];
                if part == PointPart::Effect {
                    problem.effect = false;
                } else {
                    problem.measure = false;
                }
            }
        }
        self.drop_unplaced(&mut plan);
        Draft { plan, length }
    }

    /// The length of the whole text, headings and numbers included, in characters without white space.
    pub(super) fn length(&self, plan: &Plan) -> usize {
        let stop = length_of(&self.genre.definition.style.stop);
        let sections = arrange(self.outline(plan), plan);
        let by_hand = |slot: &SlotId| {
            let wording = plan.wordings.get(slot);
            wording
                .and_then(|wording| wording.hand.as_ref())
                .map_or(0, |text| length_of(text))
        };
        let worded = |slot: &PlannedSlot| {
            plan.wordings
                .get(&slot.id)
                .and_then(|wording| self.set(slot, wording))
                .map_or(0, |words| length_of(&words.text))
        };
        let mut total = length_of(&self.edition.title);
        for section in &sections {
            // A heading's number takes two to four characters.
            total += match &section.heading {
                Heading::None => 0,
                Heading::Fixed(_, title) => length_of(title) + 3,
                Heading::Hand(slot) => by_hand(slot) + 2,
                Heading::Slot(slot) => worded(slot) + 2 + usize::from(section.path.len() == 2),
            };
            if section.path.len() >= self.genre.definition.style.run_in {
                total += stop;
            }
            for item in section.paragraphs.iter().flatten() {
                match item {
                    Item::Slot(slot) => total += worded(slot) + stop,
                    Item::Hand(slot) => total += by_hand(slot),
                    Item::Gap(..) => {}
                }
            }
        }
        total
    }
}

/// A slot's own random stream.
pub fn stream(seed: u64, name: &str) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(xxhash_rust::xxh3::xxh3_64_with_seed(name.as_bytes(), seed))
}

/// What a planned slot is filled from.
pub fn filling<'b>(
    genre: &'b Genre,
    edition: &'b Edition,
    facts: &'b Facts,
    slot: &'b PlannedSlot,
) -> Option<Filling<'b>> {
    match &slot.fact {
        None => Some(Filling::Words(&edition.words)),
        Some(id) => {
            let fact = facts.facts.get(id)?;
            let kind = genre.definition.kinds.get(&fact.kind)?;
            Some(Filling::Fact(id, fact, kind))
        }
    }
}

/// Every way to take one option of each `[…]`, the last varying fastest.
fn combinations(sizes: &[usize]) -> Vec<Vec<usize>> {
    sizes.iter().fold(vec![Vec::new()], |heads, size| {
        heads
            .iter()
            .flat_map(|head| (0..*size).map(|pick| head.iter().copied().chain([pick]).collect()))
            .collect()
    })
}

fn draw(stream: &mut ChaCha8Rng, size: usize) -> usize {
    let size = u32::try_from(size).unwrap_or(u32::MAX).max(1);
    stream.random_range(0..size) as usize
}

/// The phrases, openers and variants of a text so far, the bank's own wording only.
struct Used {
    length: usize,
    phrases: IndexSet<Vec<char>>,
    openers: IndexSet<(String, String)>,
    variants: IndexSet<(FormulationId, usize)>,
}

impl Used {
    fn new(length: usize) -> Self {
        Self {
            length,
            phrases: IndexSet::new(),
            openers: IndexSet::new(),
            variants: IndexSet::new(),
        }
    }

    fn repeats(&self, words: &Words) -> bool {
        self.phrases_of(words)
            .iter()
            .any(|phrase| self.phrases.contains(phrase))
    }

    fn opens_alike(&self, words: &Words, formulation: &FormulationId) -> bool {
        opener(words, formulation).is_some_and(|opener| self.openers.contains(&opener))
    }

    /// Whether a variant of a formulation that is set more than once, as one for every commitment, stands in the text already.
    fn holds(&self, formulation: &FormulationId, wording: &Wording) -> bool {
        let variant = (formulation.clone(), wording.variant);
        self.variants.contains(&variant)
    }

    fn take(&mut self, words: &Words, formulation: &FormulationId, wording: &Wording) {
        self.phrases.extend(self.phrases_of(words));
        self.openers.extend(opener(words, formulation));
        if wording.hand.is_none() {
            let variant = (formulation.clone(), wording.variant);
            self.variants.insert(variant);
        }
    }

    fn phrases_of(&self, words: &Words) -> Vec<Vec<char>> {
        let mut phrases = Vec::new();
        for stretch in words.own_wording() {
            let characters: Vec<char> = stretch
                .chars()
                .filter(|character| character.is_alphanumeric())
                .collect();
            phrases.extend(characters.windows(self.length).map(<[char]>::to_vec));
        }
        phrases
    }
}

/// A sentence's first two characters with its move; none where it opens with a fact.
fn opener(words: &Words, formulation: &FormulationId) -> Option<(String, String)> {
    let FormulationId::Point { part, .. } = formulation else {
        return None;
    };
    if words
        .mentions
        .first()
        .is_some_and(|mention| mention.range.start == 0)
    {
        return None;
    }
    Some((part.to_string(), words.text.chars().take(2).collect()))
}
