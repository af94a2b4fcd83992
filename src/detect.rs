//! Finds specific details in any text: dates, counts, amounts, persons, places, bodies, meetings, projects, documents, occasions.
//!
//! All words that it knows are data ([`Lexicon`]); what it knows of its own is how numerals, dates and names are built. Each sentence
//! is read in one pass, and every look around a place is bounded, so the time is linear in the text.

mod count;
mod date;
mod english;
mod name;
mod number;
mod place;
mod placeholder;
mod reading;
mod scenario;
mod title;
mod words;

pub use crate::bank::{Lexicon, WordClass};
pub use placeholder::placeholders;

use crate::bank::Genre;
use crate::message::Language;
use crate::wording::{Grade, Mention};
use reading::Reading;
use std::ops::Range;
use words::Words;

/// The words of a language and of a user, made ready for finding.
#[derive(Debug)]
pub struct Detector {
    words: Words,
    language: Language,
    marks: Vec<String>,
    no_marks: Vec<String>,
}

/// A detail at its place, in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    range: Range<usize>,
    kind: &'static str,
    grade: Grade,
}

impl Detector {
    /// A detector of a language; the gazetteer holds short names of places and bodies that the user knows: 柳河.
    pub fn new(language: Language, lexicon: &Lexicon, gazetteer: &[String]) -> Self {
        let own = gazetteer
            .iter()
            .map(|word| (WordClass::Place, word.as_str()));
        let list = |class| lexicon.of(class).map(str::to_owned).collect();
        Self {
            words: Words::new(lexicon.words().chain(own)),
            language,
            marks: list(WordClass::Placeholder),
            no_marks: list(WordClass::NotPlaceholder),
        }
    }

    /// A detector with the word lists of a genre's language, for which the genre's canonical terms are set phrases.
    pub fn of(genre: &Genre, gazetteer: &[String]) -> Self {
        let mut lexicon = genre.lexicon.get().clone();
        let terms = genre
            .terms
            .iter()
            .map(|term| term.wording.replace(char::is_whitespace, ""));
        lexicon
            .lists
            .entry(WordClass::Fixed)
            .or_default()
            .extend(terms);
        Self::new(genre.definition.language, &lexicon, gazetteer)
    }

    /// The details of a sentence in order, none inside another; what is known to be no example has grade `none`.
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        let mut found = match self.language {
            Language::Chinese => {
                let reading = Reading::new(text, &self.words);
                let mut found = Vec::new();
                details(&reading, &mut found);
                scenario::scenarios(&reading, &mut found);
                let mut found = apart(found);
                if is_bare_date(&reading, &found) {
                    found[0].grade = Grade::None;
                }
                found
                    .into_iter()
                    .map(|found| (reading.bytes(&found.range), found.kind, found.grade))
                    .collect()
            }
            Language::English => english::details(text, &self.words),
        };
        let marks = self.placeholders(text);
        found.retain(|(range, _, _): &(Range<usize>, _, _)| {
            !marks
                .iter()
                .any(|mark| mark.start < range.end && range.start < mark.end)
        });
        found
            .into_iter()
            .map(|(range, kind, grade)| Mention {
                range,
                kind: kind.to_owned(),
                fact: None,
                field: String::new(),
                grade,
            })
            .collect()
    }

    /// The marks of a text that were left to be filled in, in bytes.
    pub fn placeholders(&self, text: &str) -> Vec<Range<usize>> {
        placeholders(text, &self.marks, &self.no_marks)
    }
}

fn details(reading: &Reading, found: &mut Vec<Found>) {
    let mut at = 0;
    while at < reading.len() {
        let numeral = number::number(reading, at);
        let detail = date::date(reading, at, numeral)
            .or_else(|| count::count(reading, numeral?))
            .or_else(|| title::title(reading, at))
            .or_else(|| title::file_number(reading, at));
        if let Some(detail) = detail {
            at = detail.range.end;
            found.push(detail);
            continue;
        }
        if let Some(numeral) = numeral {
            at = numeral.end;
            continue;
        }
        found.extend(place::known(reading, at));
        found.extend(name::person(reading, at));
        at += 1;
    }
    for end in 1..=reading.len() {
        found.extend(place::suffixed(reading, end));
    }
}

/// Of details that overlap, the longest is meant, and of equals the better known.
fn apart(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|detail| {
        let is_occasion = detail.kind == "scenario";
        let is_person = detail.kind == "person";
        (
            is_occasion,
            is_person,
            std::cmp::Reverse(detail.range.len()),
            detail.range.start,
        )
    });
    let end = found
        .iter()
        .map(|detail| detail.range.end)
        .max()
        .unwrap_or(0);
    let mut taken = vec![false; end];
    let mut kept: Vec<Found> = Vec::new();
    for detail in found {
        let span = &mut taken[detail.range.clone()];
        if !span.contains(&true) {
            span.fill(true);
            kept.push(detail);
        }
    }
    kept.sort_by_key(|detail| detail.range.start);
    kept
}

/// Whether a text says nothing but one date: a date line, which is no example.
fn is_bare_date(reading: &Reading, found: &[Found]) -> bool {
    let [date] = found else {
        return false;
    };
    date.kind == "date"
        && (0..reading.len())
            .filter(|at| !date.range.contains(at))
            .all(|at| !reading.at(at).is_alphanumeric())
}
