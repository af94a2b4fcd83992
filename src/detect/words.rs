//! The lexicon as an index: all words that start at a place of a text, found in one pass.

use crate::bank::WordClass;
use crate::value::place_of_pair;

/// A set of word classes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Classes(u64);

impl Classes {
    pub(super) const fn of(classes: &[WordClass]) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < classes.len() {
            bits |= 1 << classes[index] as u64;
            index += 1;
        }
        Self(bits)
    }

    pub(super) const fn holds(self, class: WordClass) -> bool {
        self.0 >> class as u64 & 1 == 1
    }

    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// Words sorted by their characters, with the start of each first character's stretch.
#[derive(Debug)]
pub(super) struct Words {
    list: Vec<(Box<[char]>, Classes)>,
    /// For each character of the basic plane, where the words that start with it begin; one more for the end.
    starts: Vec<u32>,
    /// For the first two characters of all words, a bit at a place that they are mixed to: most pairs in a text begin no word.
    heads: Box<[u64; HEADS / 64]>,
}

/// How many bits tell whether two characters begin a word.
const HEADS: usize = 1 << 17;

fn head(first: char, second: char) -> (usize, u64) {
    place_of_pair(first, second, HEADS.trailing_zeros())
}

/// Where words may start; the few characters beyond are in no list.
const PLANE: usize = 0x1_0000;

impl Words {
    pub(super) fn new<'w>(all: impl Iterator<Item = (WordClass, &'w str)>) -> Self {
        let mut words: Vec<(Box<[char]>, Classes)> = all
            .map(|(class, word)| (word.chars().collect(), Classes::of(&[class])))
            .filter(|(word, _): &(Box<[char]>, _)| {
                word.first().is_some_and(|first| (*first as usize) < PLANE)
            })
            .collect();
        words.sort_unstable_by(|left, right| left.0.cmp(&right.0));
        words.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                earlier.1.add(later.1);
            }
            same
        });
        let mut starts = vec![0u32; PLANE + 1];
        for (word, _) in &words {
            starts[word[0] as usize + 1] += 1;
        }
        for index in 0..PLANE {
            starts[index + 1] += starts[index];
        }
        let mut heads = Box::new([0; HEADS / 64]);
        for (word, _) in words.iter().filter(|(word, _)| word.len() > 1) {
            let (place, bit) = head(word[0], word[1]);
            heads[place] |= bit;
        }
        Self {
            list: words,
            starts,
            heads,
        }
    }

    /// Calls `found` with the length and the classes of each word at the head of some characters, the shortest first.
    pub(super) fn at(&self, characters: &[char], mut found: impl FnMut(usize, Classes)) {
        let Some(first) = characters.first() else {
            return;
        };
        let place = *first as usize;
        if place >= PLANE {
            return;
        }
        let stretch = self.starts[place] as usize..self.starts[place + 1] as usize;
        let mut words = &self.list[stretch];
        if let Some((word, classes)) = words.first()
            && word.len() == 1
        {
            found(1, *classes);
            words = &words[1..];
        }
        let Some(second) = characters.get(1) else {
            return;
        };
        let (place, bit) = head(*first, *second);
        if words.is_empty() || self.heads[place] & bit == 0 {
            return;
        }
        let start = words.partition_point(|(word, _)| word[1] < *second);
        for (word, classes) in &words[start..] {
            if word[1] != *second {
                break;
            }
            if characters.starts_with(word) {
                found(word.len(), *classes);
            }
        }
    }
}
