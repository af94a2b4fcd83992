//! Keeps the drafts of a set apart: what the earlier ones used costs the later ones.

use super::Plan;
use crate::similarity::Shingles;
use crate::wording::Words;
use indexmap::{IndexMap, IndexSet};

/// What the drafts of a set have used so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Avoid {
    points: IndexMap<(String, String), i64>,
    sentences: IndexSet<String>,
    shingles: Shingles,
}

impl Avoid {
    /// Adds a draft: its plan and the words of its slots.
    pub fn take(&mut self, plan: &Plan, words: impl IntoIterator<Item = Words>) {
        for problem in &plan.problems {
            let point = (problem.topic.clone(), problem.point.clone());
            *self.points.entry(point).or_default() += 1;
        }
        for words in words {
            for stretch in words.own_wording() {
                self.shingles.add(stretch);
            }
            self.sentences.insert(own_text(&words));
        }
    }

    /// Adds a text of other times, of which only the words are known.
    pub fn take_text(&mut self, text: &str) {
        for line in text.lines() {
            self.shingles.add(line);
            let sentences = line.split_inclusive(['。', '！', '？']);
            self.sentences.extend(
                sentences.map(|sentence| sentence.trim_end_matches('。').trim().to_owned()),
            );
        }
    }

    /// How many drafts use a point.
    pub fn uses(&self, topic: &str, point: &str) -> i64 {
        let key = (topic.to_owned(), point.to_owned());
        self.points.get(&key).copied().unwrap_or(0)
    }

    /// What it costs to use some words again: first whether the sentence stands in another draft, then the share of its
    /// shingles that do, in thousandths.
    pub fn cost(&self, words: &Words) -> (bool, usize) {
        let mut own = Shingles::default();
        for stretch in words.own_wording() {
            own.add(stretch);
        }
        let shared = own.shared_with(&self.shingles) * 1_000 / own.len().max(1);
        (self.sentences.contains(&own_text(words)), shared)
    }
}

fn own_text(words: &Words) -> String {
    words.own_wording().join("\0")
}
