//! How alike the texts of a set are, and which formulations make them so.

use super::Workspace;
use crate::bank::Bank;
use crate::similarity::{Likeness, Shingles};
use indexmap::IndexMap;
use rayon::prelude::*;

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

/// The text that each of some texts is most like, by containment: one of themselves, or, after those, one of some earlier texts.
pub fn nearest(texts: &[Shingles], earlier: &[Shingles]) -> Vec<Option<(usize, Likeness)>> {
    let nearest = |(index, text): (usize, &Shingles)| {
        texts
            .iter()
            .chain(earlier)
            .enumerate()
            .filter(|(other, _)| *other != index)
            .map(|(other, shingles)| (other, text.likeness(shingles)))
            .reduce(|best, next| {
                if next.1.containment > best.1.containment {
                    next
                } else {
                    best
                }
            })
    };
    texts.par_iter().enumerate().map(nearest).collect()
}

/// The formulations whose sentences stand in several drafts: the id, how many phrasings it has, and in how many drafts one
/// of them stands; the worst first.
pub fn thin_formulations<'w, 'b: 'w>(
    drafts: impl IntoIterator<Item = &'w Workspace<'b>>,
) -> Vec<(String, usize, usize)> {
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
