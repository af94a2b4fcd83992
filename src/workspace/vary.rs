//! Many drafts of the same facts, kept apart, and how alike the texts of a set are.

use super::{Request, Workspace};
use crate::bank::Bank;
use crate::fact::Facts;
use crate::message::Message;
use crate::plan::vary::Avoid;
use crate::similarity::{Likeness, Shingles};
use indexmap::IndexMap;

/// How alike two texts of a set are, by their positions in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The first text.
    pub first: usize,
    /// The second text.
    pub second: usize,
    /// How alike they are.
    pub likeness: Likeness,
}

/// Composes a number of drafts of the same facts, each kept apart from those before it.
pub fn vary<'b>(
    bank: &'b Bank,
    facts: &'b Facts,
    request: &Request,
    number: usize,
) -> Result<Vec<Workspace<'b>>, (Message, Message)> {
    let mut avoid = Avoid::default();
    let mut drafts = Vec::with_capacity(number);
    for index in 0..number {
        let request = Request {
            seed: request.seed.wrapping_add(index as u64),
            ..request.clone()
        };
        let draft = Workspace::compose_apart(bank, facts, &request, Some(&avoid))?;
        let brief = draft.brief();
        let words = brief.slots(&draft.plan).into_iter().filter_map(|slot| {
            let formulation = draft.genre.formulation(&slot.formulation)?;
            let words = brief.set(&slot, draft.plan.wordings.get(&slot.id)?)?;
            (!formulation.mandated).then_some(words)
        });
        avoid.take(&draft.plan, words);
        drafts.push(draft);
    }
    Ok(drafts)
}

/// Every pair of a set of texts, each given by its own wording.
pub fn pairs(texts: &[Shingles]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (second, later) in texts.iter().enumerate() {
        for (first, earlier) in texts[..second].iter().enumerate() {
            pairs.push(Pair {
                first,
                second,
                likeness: earlier.likeness(later),
            });
        }
    }
    pairs
}

/// The formulations whose sentences stand in several drafts: the id, how many phrasings it has, and in how many drafts one
/// of them stands; the worst first.
pub fn thin_formulations(drafts: &[Workspace<'_>]) -> Vec<(String, usize, usize)> {
    let mut texts: IndexMap<(String, String), usize> = IndexMap::new();
    let mut phrasings: IndexMap<String, usize> = IndexMap::new();
    for draft in drafts {
        let brief = draft.brief();
        for slot in brief.slots(&draft.plan) {
            let is_mandated = draft
                .genre
                .formulation(&slot.formulation)
                .is_none_or(|formulation| formulation.mandated);
            let words = draft
                .plan
                .wordings
                .get(&slot.id)
                .and_then(|wording| brief.set(&slot, wording));
            if let Some(words) = words.filter(|_| !is_mandated) {
                let id = slot.formulation.to_string();
                *texts
                    .entry((id.clone(), words.own_wording().join("…")))
                    .or_default() += 1;
                phrasings
                    .entry(id)
                    .or_insert_with(|| brief.phrasings(&slot).len());
            }
        }
    }
    let mut thin: IndexMap<String, usize> = IndexMap::new();
    for ((id, _), times) in texts.into_iter().filter(|(_, times)| *times > 1) {
        let most = thin.entry(id).or_default();
        *most = times.max(*most);
    }
    let mut thin: Vec<(String, usize, usize)> = thin
        .into_iter()
        .map(|(id, times)| {
            let phrasings = phrasings.get(&id).copied().unwrap_or(0);
            (id, phrasings, times)
        })
        .collect();
    thin.sort_by_key(|(_, _, times)| std::cmp::Reverse(*times));
    thin
}

/// A text without the titles that editions prescribe, which stand in every text.
pub fn without_prescribed(bank: &Bank, text: &str) -> String {
    let mut text = text.to_owned();
    for edition in bank
        .genres
        .values()
        .flat_map(|genre| genre.editions.values())
    {
        let titles = edition.areas.iter().map(|area| &area.title);
        for title in titles.chain([&edition.title]) {
            text = text.replace(title.as_str(), "\n");
        }
    }
    text
}

impl Workspace<'_> {
    /// The draft's own wording as shingles: prescribed text and facts taken away.
    pub fn shingles(&self) -> Shingles {
        let mut shingles = Shingles::default();
        for stretch in self.document.own_wording() {
            shingles.add(stretch);
        }
        shingles
    }
}
