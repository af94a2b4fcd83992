//! Finds specific details in any text: dates, counts, amounts, persons, places, bodies, meetings, projects, documents, occasions.
//!
//! All words that it knows are data ([`Lexicon`]); what it knows of its own is how numerals, dates and names are built. Each sentence
//! is read in one pass, and every look around a place is bounded, so the time is linear in the text.

mod backing;
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
pub use backing::Backing;
pub use placeholder::placeholders;

use crate::bank::Genre;
use crate::message::Language;
use crate::wording::{Grade, Mention};
use backing::outside;
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
        let mut detector = Self::new(genre.definition.language, &lexicon, gazetteer);
        if let Some(rule) = genre.definition.rules.get("placeholder") {
            let words = |name: &str| rule.words.get(name).cloned().unwrap_or_default();
            detector.marks.extend(words("marks"));
            detector.no_marks.extend(words("except"));
        }
        detector
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
            let next = marks.partition_point(|mark| mark.end <= range.start);
            marks.get(next).is_none_or(|mark| range.end <= mark.start)
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

    /// The details of a sentence with the facts behind them: what the facts say, then what else is specific. A detail
    /// of the author's own unit or of the edition's set words has grade `none`; what is specific to one who does not know the facts
    /// is no less so to one who does.
    pub fn backed_mentions(&self, text: &str, backing: &Backing<'_>) -> Vec<Mention> {
        let mut mentions = backing.told(text);
        let mut details = Vec::new();
        for mut detail in self.mentions(text) {
            for told in &mut mentions {
                let is_within =
                    detail.range.start <= told.range.start && told.range.end <= detail.range.end;
                if is_within && detail.kind == told.kind {
                    told.grade = told.grade.min(detail.grade);
                }
            }
            let pieces = outside(&detail.range, &mentions);
            if pieces == [detail.range.clone()] {
                backing.back(&mut detail, text);
                details.push(detail);
                continue;
            }
            // A fact's words are a part of it: what is left may be specific too.
            for piece in pieces {
                for mut detail in self.mentions(&text[piece.clone()]) {
                    detail.range = piece.start + detail.range.start..piece.start + detail.range.end;
                    backing.back(&mut detail, text);
                    details.push(detail);
                }
            }
        }
        mentions.extend(details);
        mentions.sort_by_key(|mention| mention.range.start);
        mentions
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
