//! How alike texts are: shingles of five characters, Jaccard and containment, and the passages that two texts share.

use indexmap::{IndexMap, IndexSet};
use std::ops::Range;

/// Characters in a shingle: the usual figure for Chinese text.
pub const SHINGLE: usize = 5;

/// The set of a text's shingles, by hash.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shingles {
    hashes: IndexSet<u64>,
}

/// How alike two texts are, from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Likeness {
    /// Shared shingles among all.
    pub jaccard: f64,
    /// Shared shingles among those of the text that has fewer.
    pub containment: f64,
}

/// A passage that stands in both of two texts, as byte ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedPassage {
    /// Where it stands in the first.
    pub first: Range<usize>,
    /// Where it stands in the second.
    pub second: Range<usize>,
    /// Its length in characters, punctuation not counted.
    pub length: usize,
}

impl Likeness {
    /// How alike sets of these sizes are that share so many shingles.
    pub fn of(first: usize, second: usize, shared: usize) -> Self {
        Self {
            jaccard: share(shared, first + second - shared),
            containment: share(shared, first.min(second)),
        }
    }
}

impl Shingles {
    /// The shingles of a stretch of text; punctuation and white space are passed over.
    pub fn of(text: &str) -> Self {
        let mut shingles = Self::default();
        shingles.add(text);
        shingles
    }

    /// The shingles of a text, none spanning two lines.
    pub fn of_lines(text: &str) -> Self {
        let mut shingles = Self::default();
        for line in text.lines() {
            shingles.add(line);
        }
        shingles
    }

    /// Adds a stretch's shingles; none spans two stretches.
    pub fn add(&mut self, stretch: &str) {
        let characters: Vec<char> = words_of(stretch).map(|(_, character)| character).collect();
        self.hashes.extend(characters.windows(SHINGLE).map(hash_of));
    }

    /// The number of different shingles.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// How many of these stand in the other set too.
    pub fn shared_with(&self, other: &Shingles) -> usize {
        self.hashes
            .iter()
            .filter(|hash| other.hashes.contains(*hash))
            .count()
    }

    /// How alike two sets are; an empty one is like nothing.
    pub fn likeness(&self, other: &Shingles) -> Likeness {
        Likeness::of(self.len(), other.len(), self.shared_with(other))
    }

    /// The shingles' hashes.
    pub fn hashes(&self) -> impl Iterator<Item = u64> {
        self.hashes.iter().copied()
    }
}

/// The passages of at least `least` characters that stand in both texts, the longest first, none within another.
pub fn shared_passages(first: &str, second: &str, least: usize) -> Vec<SharedPassage> {
    let least = least.max(1);
    let left: Vec<(usize, char)> = words_of(first).collect();
    let right: Vec<(usize, char)> = words_of(second).collect();
    let mut places: IndexMap<u64, Vec<usize>> = IndexMap::new();
    for (at, window) in windows(&right, least) {
        places.entry(window).or_default().push(at);
    }
    let mut passages = Vec::new();
    let mut covered = 0;
    for (at, window) in windows(&left, least) {
        if at < covered {
            continue;
        }
        let longest = places
            .get(&window)
            .into_iter()
            .flatten()
            .map(|other| {
                let length = left[at..]
                    .iter()
                    .zip(&right[*other..])
                    .take_while(|((_, left), (_, right))| left == right)
                    .count();
                (length, *other)
            })
            .filter(|(length, _)| *length >= least)
            .max_by_key(|(length, other)| (*length, usize::MAX - other));
        if let Some((length, other)) = longest {
            covered = at + length;
            passages.push(SharedPassage {
                first: range_of(&left[at..at + length]),
                second: range_of(&right[other..other + length]),
                length,
            });
        }
    }
    passages.sort_by_key(|passage| std::cmp::Reverse(passage.length));
    passages
}

fn words_of(text: &str) -> impl Iterator<Item = (usize, char)> {
    text.char_indices()
        .filter(|(_, character)| is_letter(*character))
}

fn windows(text: &[(usize, char)], length: usize) -> impl Iterator<Item = (usize, u64)> {
    text.windows(length).enumerate().map(|(at, window)| {
        let characters: Vec<char> = window.iter().map(|(_, character)| *character).collect();
        (at, hash_of(&characters))
    })
}

fn hash_of(characters: &[char]) -> u64 {
    let text: String = characters.iter().collect();
    xxhash_rust::xxh3::xxh3_64(text.as_bytes())
}

fn range_of(characters: &[(usize, char)]) -> Range<usize> {
    match (characters.first(), characters.last()) {
        (Some((start, _)), Some((last, character))) => *start..last + character.len_utf8(),
        _ => 0..0,
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    #[allow(clippy::cast_precision_loss)]
    let share = part as f64 / whole as f64;
    share
}

/// Whether a character counts when wording is compared: letters and figures, and no punctuation. Most are Chinese ones, which need no
/// look into the tables.
pub fn is_letter(character: char) -> bool {
    matches!(character, '一'..='鿿') || character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_counts_shared_shingles() {
        let left = Shingles::of("没有把群众的难处放在心上");
        let right = Shingles::of("没有把群众的难处当回事");
        let likeness = left.likeness(&right);
        // 没有把群众的难处 is 8 characters: 4 shingles of 5; the texts have 8 and 7.
        assert_eq!(left.len(), 8);
        assert_eq!(right.len(), 7);
        assert!((likeness.containment - 4.0 / 7.0).abs() < 1e-9);
        assert!((likeness.jaccard - 4.0 / 11.0).abs() < 1e-9);
        assert_eq!(Shingles::default().likeness(&left), Likeness::default());
    }

    #[test]
    fn shared_passages_are_found_across_punctuation_with_their_places() {
        let first = "甲说：没有把群众的难处，放在心上。乙。";
        let second = "说到底，没有把群众的难处放在心上，才这样。";
        let passages = shared_passages(first, second, 8);
        assert_eq!(passages.len(), 1);
        assert_eq!(
            &first[passages[0].first.clone()],
            "没有把群众的难处，放在心上"
        );
        assert_eq!(
            &second[passages[0].second.clone()],
            "没有把群众的难处放在心上"
        );
        assert_eq!(passages[0].length, 12);
        assert!(shared_passages(first, "别的话", 3).is_empty());
    }
}
