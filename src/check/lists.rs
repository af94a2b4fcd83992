//! The word lists of all rules, found in one pass: made once for the texts of a genre, when a rule first asks.
//!
//! A list's words are looked up by their first two characters in a bitmap. It is built in microseconds, so that composing
//! does not feel it, and a text whose characters open no word is passed over at memory speed.

use crate::bank::{Genre, RuleSettings};
use crate::similarity::is_letter;
use crate::template::Template;
use indexmap::IndexMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

/// Rules whose lists are not looked for in this pass.
const APART: [&str; 2] = ["bank-lint", "placeholder"];

/// What the rules prepare once for the texts of one genre under the same settings.
#[derive(Debug, Default)]
pub struct Lists {
    words: OnceLock<Words>,
    stock: OnceLock<Stock>,
}

/// A list of words, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ListId(u16);

/// A word of a list where it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// The list.
    pub list: ListId,
    /// The word's position in the list.
    pub word: usize,
    /// The first of its bytes in the text.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

/// All lists with their words.
#[derive(Debug, Default)]
pub(super) struct Words {
    lists: IndexMap<(String, String), ListId>,
    bitmap: Vec<u64>,
    openers: IndexMap<u64, Vec<(String, ListId, u16)>, BuildHasherDefault<Ready>>,
}

/// The shingles of everything that the bank can say, as a bitmap.
#[derive(Debug, Default)]
pub(super) struct Stock {
    bitmap: Vec<u64>,
}

/// Takes keys that are hashes already.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = (self.0.rotate_left(5) ^ key).wrapping_mul(FACTOR);
    }
}

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl Lists {
    /// The lists of the rules' settings and of the genre's terms.
    pub(super) fn words(&self, genre: &Genre, settings: &IndexMap<String, RuleSettings>) -> &Words {
        self.words.get_or_init(|| Words::of(genre, settings))
    }

    /// The bank's wording.
    pub(super) fn stock(&self, genre: &Genre) -> &Stock {
        self.stock.get_or_init(|| Stock::of(genre))
    }
}

impl Words {
    fn of(genre: &Genre, settings: &IndexMap<String, RuleSettings>) -> Self {
        let mut words = Self {
            bitmap: vec![0; 1 << 10],
            ..Self::default()
        };
        for (rule, settings) in settings {
            if APART.contains(&rule.as_str()) {
                continue;
            }
            for (name, list) in &settings.words {
                words.add(rule, name, list.iter().map(String::as_str).enumerate());
            }
        }
        let terms = || genre.terms.iter().enumerate();
        words.add(
            "terms",
            "wordings",
            terms().map(|(index, term)| (index, term.wording.as_str())),
        );
        words.add(
            "terms",
            "slips",
            terms().flat_map(|(index, term)| {
                term.slips.iter().map(move |slip| (index, slip.as_str()))
            }),
        );
        let heads = terms().filter(|(_, term)| term.near > 0);
        let heads: Vec<(usize, String)> = heads
            .map(|(index, term)| (index, term.wording.chars().take(2).collect()))
            .collect();
        words.add(
            "terms",
            "heads",
            heads.iter().map(|(index, head)| (*index, head.as_str())),
        );
        words.add(
            "terms",
            "members",
            terms().flat_map(|(index, term)| {
                term.members
                    .iter()
                    .map(move |member| (index, member.as_str()))
            }),
        );
        words
    }

    fn add<'w>(&mut self, rule: &str, name: &str, words: impl Iterator<Item = (usize, &'w str)>) {
        let id = ListId(u16::try_from(self.lists.len()).unwrap_or(u16::MAX));
        self.lists.insert((rule.to_owned(), name.to_owned()), id);
        for (index, word) in words {
            let mut characters = word.chars();
            let Some(first) = characters.next() else {
                continue;
            };
            let key = key_of(first, characters.next().unwrap_or('\0'));
            self.bitmap[slot(key) >> 6] |= 1 << (slot(key) & 63);
            let index = u16::try_from(index).unwrap_or(u16::MAX);
            self.openers
                .entry(key)
                .or_default()
                .push((word.to_owned(), id, index));
        }
    }

    /// The list of a rule, by name; none is found in a list that is not set.
    pub fn list(&self, rule: &str, name: &str) -> Option<ListId> {
        self.lists.get(&(rule.to_owned(), name.to_owned())).copied()
    }

    /// Whether a list is set for a rule.
    pub fn is_of(&self, list: ListId, rule: &str) -> bool {
        self.lists
            .get_index(usize::from(list.0))
            .is_some_and(|((owner, _), _)| owner == rule)
    }

    /// Appends every word of every list that stands in a text, by where it starts.
    pub fn find(&self, text: &str, hits: &mut Vec<Hit>) {
        let mut characters = text.char_indices();
        let Some((mut at, mut first)) = characters.next() else {
            return;
        };
        loop {
            let next = characters.next();
            let second = next.map_or('\0', |(_, character)| character);
            self.try_at(text, at, key_of(first, second), hits);
            if second != '\0' {
                self.try_at(text, at, key_of(first, '\0'), hits);
            }
            match next {
                Some(next) => (at, first) = next,
                None => return,
            }
        }
    }

    #[inline]
    fn try_at(&self, text: &str, at: usize, key: u64, hits: &mut Vec<Hit>) {
        if self.bitmap[slot(key) >> 6] >> (slot(key) & 63) & 1 == 0 {
            return;
        }
        for (word, list, index) in self.openers.get(&key).into_iter().flatten() {
            if text.as_bytes()[at..].starts_with(word.as_bytes()) {
                hits.push(Hit {
                    list: *list,
                    word: usize::from(*index),
                    start: at,
                    end: at + word.len(),
                });
            }
        }
    }
}

fn key_of(first: char, second: char) -> u64 {
    (u64::from(first) << 21 | u64::from(second)).wrapping_mul(FACTOR)
}

/// The bit of a key in a bitmap of 65,536.
fn slot(key: u64) -> usize {
    usize::try_from(key >> 48).unwrap_or(0)
}

/// Characters in a shingle of the bank's wording: a joint of alternatives cuts few of them.
const SHINGLE: usize = 4;
/// Bits of the bitmap, as a power of two: the bank's shingles fill a few percent of it.
const BITS: u32 = 22;

impl Stock {
    fn of(genre: &Genre) -> Self {
        let mut stock = Self {
            bitmap: vec![0; 1 << (BITS - 6)],
        };
        for site in genre.sites() {
            for variant in &site.formulation.variants {
                stock.add(&variant.template);
            }
        }
        stock
    }

    fn add(&mut self, template: &Template) {
        for stretch in template.stretches() {
            shingles(stretch, |_, bit| self.bitmap[bit >> 6] |= 1 << (bit & 63));
        }
    }

    /// The share of a text's characters that the bank's wording covers, punctuation not counted.
    pub fn share(&self, text: &str) -> f64 {
        let mut covered = 0;
        let mut until = 0;
        let count = shingles(text, |index, bit| {
            if self.bitmap[bit >> 6] >> (bit & 63) & 1 == 1 {
                covered += index + SHINGLE - until.max(index);
                until = index + SHINGLE;
            }
        });
        share(covered, count)
    }
}

/// Calls for each shingle of a text with its position and its bit; gives the number of characters that are no punctuation.
fn shingles(text: &str, mut each: impl FnMut(usize, usize)) -> usize {
    let mut window = [0u64; SHINGLE];
    let mut count = 0;
    for character in text.chars().filter(|character| is_letter(*character)) {
        window.rotate_left(1);
        window[SHINGLE - 1] = u64::from(character);
        count += 1;
        if count >= SHINGLE {
            let hash = window.iter().fold(0u64, |hash, part| {
                (hash.rotate_left(21) ^ part).wrapping_mul(FACTOR)
            });
            each(
                count - SHINGLE,
                usize::try_from(hash >> (64 - BITS)).unwrap_or(0),
            );
        }
    }
    count
}

/// A part as a share of a whole; of nothing, none.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    #[allow(clippy::cast_precision_loss)]
    let share = part as f64 / whole as f64;
    share
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        let mut words = Words {
            bitmap: vec![0; 1 << 10],
            ..Words::default()
        };
        words.add("a", "one", ["但", "但是", "不但"].into_iter().enumerate());
        words.add("b", "two", ["是"].into_iter().enumerate());
        words
    }

    #[test]
    fn every_word_of_every_list_is_found_where_it_stands() {
        let words = words();
        let mut hits = Vec::new();
        words.find("他不但是，但", &mut hits);
        let one = words.list("a", "one").expect("a list");
        let two = words.list("b", "two").expect("a list");
        let found: Vec<_> = hits
            .iter()
            .map(|hit| (hit.list, hit.word, hit.start))
            .collect();
        assert_eq!(
            found,
            [
                (one, 2, 3),
                (one, 1, 6),
                (one, 0, 6),
                (two, 0, 9),
                (one, 0, 15)
            ]
        );
        assert_eq!(words.list("a", "none"), None);
    }

    #[test]
    fn the_banks_own_wording_is_covered_whatever_option_is_taken() {
        let mut stock = Stock {
            bitmap: vec![0; 1 << (BITS - 6)],
        };
        let template = Template::parse("下乡之前先[打好招呼|通知村里]、把路线排好").expect("legal");
        stock.add(&template);
        assert!(stock.share("下乡之前先通知村里、把路线排好") > 0.99);
        assert!(stock.share("我读书读得少，想得也不多") < 0.01);
    }
}
