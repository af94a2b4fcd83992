//! A sentence as characters with the lexicon's words in it: what every finder reads.

use super::words::{Classes, Words};
use crate::bank::WordClass;
use std::ops::Range;

/// A word of the lexicon at its place; lengths and places are in characters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) end: u32,
    pub(super) classes: Classes,
}

/// A sentence taken apart.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) characters: Vec<char>,
    offsets: Vec<usize>,
    hits: Vec<Hit>,
    /// For each character, the first of the hits that start there; one more for the end.
    first: Vec<u32>,
    /// For each character, the classes of all words that start there.
    starting: Vec<Classes>,
    /// For each place, the classes of all words that end there.
    ending: Vec<Classes>,
    /// For each character, the known word that covers it: its start and end; an empty range where there is none.
    covered: Vec<Range<u32>>,
    general: Vec<bool>,
    fixed: Vec<bool>,
}

/// Words that are no part of any name: they cut a text into what is known and what is left.
const KNOWN: Classes = Classes::of(&[
    WordClass::Fixed,
    WordClass::Ordinary,
    WordClass::Generic,
    WordClass::Abstract,
    WordClass::Works,
    WordClass::Concrete,
]);

/// Words that say nothing of what an occasion was about.
const GENERAL: Classes = Classes::of(&[
    WordClass::Fixed,
    WordClass::Generic,
    WordClass::Abstract,
    WordClass::Concrete,
]);

impl Reading {
    pub(super) fn new(text: &str, words: &Words) -> Self {
        let mut reading = Self::default();
        for (offset, character) in text.char_indices() {
            reading.characters.push(character);
            reading.offsets.push(offset);
        }
        reading.offsets.push(text.len());
        let length = reading.characters.len();
        reading.starting = vec![Classes::default(); length];
        reading.ending = vec![Classes::default(); length + 1];
        reading.covered = vec![0..0; length];
        reading.general = vec![false; length];
        reading.fixed = vec![false; length];
        let mut known_end = 0;
        for at in 0..length {
            reading.first.push(place(reading.hits.len()));
            let mut known = 0;
            let mut fixed = 0;
            let mut general = 0;
            words.at(&reading.characters[at..], |size, classes| {
                let end = at + size;
                reading.starting[at].add(classes);
                reading.ending[end].add(classes);
                reading.hits.push(Hit {
                    end: place(end),
                    classes,
                });
                if size > 1 && classes.meets(KNOWN) {
                    known = end;
                }
                if size > 1 && classes.meets(GENERAL) {
                    general = end;
                }
                if classes.holds(WordClass::Fixed) {
                    fixed = end;
                }
            });
            for flag in &mut reading.fixed[at..fixed.max(at)] {
                *flag = true;
            }
            for flag in &mut reading.general[at..general.max(at)] {
                *flag = true;
            }
            // The longest known word from the left, as a reader would cut the sentence.
            if at >= known_end && known > at {
                reading.covered[at..known].fill(place(at)..place(known));
                known_end = known;
            }
        }
        reading.first.push(place(reading.hits.len()));
        reading
    }

    pub(super) fn len(&self) -> usize {
        self.characters.len()
    }

    /// The character at a place; a line's end outside of the text.
    pub(super) fn at(&self, place: usize) -> char {
        self.characters.get(place).copied().unwrap_or('\n')
    }

    /// The character before a place; a line's end at the start.
    pub(super) fn before(&self, place: usize) -> char {
        place.checked_sub(1).map_or('\n', |place| self.at(place))
    }

    pub(super) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        self.offsets[range.start]..self.offsets[range.end]
    }

    pub(super) fn holds(&self, place: usize, word: &str) -> bool {
        word.chars()
            .enumerate()
            .all(|(index, character)| self.at(place + index) == character)
    }

    pub(super) fn hits_at(&self, place: usize) -> &[Hit] {
        match (self.first.get(place), self.first.get(place + 1)) {
            (Some(start), Some(end)) => &self.hits[*start as usize..*end as usize],
            _ => &[],
        }
    }

    /// Where the longest word of some classes that starts here ends.
    pub(super) fn word(&self, place: usize, classes: Classes) -> Option<usize> {
        if !self.starting.get(place)?.meets(classes) {
            return None;
        }
        self.hits_at(place)
            .iter()
            .rev()
            .find(|hit| hit.classes.meets(classes))
            .map(|hit| hit.end as usize)
    }

    /// Where the longest word of some classes that ends here starts.
    pub(super) fn word_before(&self, place: usize, classes: Classes) -> Option<usize> {
        self.words_before(place, classes).next()
    }

    /// Where the words of some classes that end here start, the longest first.
    pub(super) fn words_before(
        &self,
        place: usize,
        classes: Classes,
    ) -> impl Iterator<Item = usize> {
        const LONGEST: usize = 12;
        let from = if self.ends(place, classes) {
            place.saturating_sub(LONGEST)
        } else {
            place
        };
        (from..place).filter(move |start| {
            self.hits_at(*start)
                .iter()
                .any(|hit| hit.end as usize == place && hit.classes.meets(classes))
        })
    }

    /// Whether a word of some classes ends here.
    pub(super) fn ends(&self, place: usize, classes: Classes) -> bool {
        self.ending
            .get(place)
            .is_some_and(|ending| ending.meets(classes))
    }

    /// Whether a character belongs to a set phrase.
    pub(super) fn is_fixed(&self, place: usize) -> bool {
        self.fixed.get(place).copied().unwrap_or(false)
    }

    /// Whether a character belongs to a known word of two or more characters.
    pub(super) fn is_covered(&self, place: usize) -> bool {
        !self.cover(place).is_empty()
    }

    /// The known word that covers a character; empty where there is none.
    pub(super) fn cover(&self, place: usize) -> Range<usize> {
        self.covered
            .get(place)
            .map_or(0..0, |cover| cover.start as usize..cover.end as usize)
    }

    /// Whether a character belongs to a word that says nothing of what an occasion was about.
    pub(super) fn is_general(&self, place: usize) -> bool {
        self.general.get(place).copied().unwrap_or(false)
    }
}

/// A place in a sentence, which has fewer than four thousand million characters.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Whether a character is a Chinese one.
pub(super) fn is_han(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '〇')
}
