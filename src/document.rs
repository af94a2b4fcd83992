//! A text as sections and sentences, composed or read; rules and renderers work on this alone.

pub mod align;
pub mod docx;
pub mod parse;
pub mod realize;

use crate::bank::Role;
use crate::detect::{Backing, Detector};
use crate::wording::{Grade, Mention, between, length_of};
use std::ops::Range;

/// A text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The title.
    pub title: String,
    /// The line under the title; empty where there is none.
    pub byline: String,
    /// The sections in the order of the text, each before its subsections.
    pub sections: Vec<Section>,
    /// The lines that close it at the right, name and date; empty where there are none.
    pub signature: Vec<String>,
}

/// A section: a heading with what stands under it before the next heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The numbers from the top: `[1, 3, 1]`; `[0]` is the text before the first heading.
    pub path: Vec<usize>,
    /// What it is for.
    pub role: Role,
    /// The part of the genre's outline, by id; empty in foreign text.
    pub part: String,
    /// The edition's area, by id.
    pub area: Option<String>,
    /// The heading's number as it is set: `（一）`.
    pub number: String,
    /// Where the number stands, in a text that was read.
    pub number_span: Option<Span>,
    /// The heading, without its number.
    pub heading: Option<Sentence>,
    /// Whether the heading opens the first paragraph.
    pub run_in: bool,
    /// The paragraphs, each a list of sentences.
    pub paragraphs: Vec<Vec<Sentence>>,
}

/// A sentence or a heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentence {
    /// The text, with its final stop; a heading has none.
    pub text: String,
    /// The slot's name in the plan, in a text that was composed.
    pub slot: Option<String>,
    /// Where it comes from, if the bank gave it.
    pub origin: Option<Origin>,
    /// The details in it.
    pub mentions: Vec<Mention>,
    /// Whether its wording is prescribed.
    pub mandated: bool,
    /// The fact kinds of which one is missing here; the text is then a gap's mark.
    pub gap: Option<Vec<String>>,
    /// Whether it is settled.
    pub locked: bool,
    /// Whether the writer has worded it by hand.
    pub hand: bool,
    /// Where it stands, in a text that was read.
    pub span: Option<Span>,
}

/// Where words stand in the source that they were read from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Span {
    /// Bytes of the source's text, from the first of the words to the last.
    pub range: Range<usize>,
    /// Bytes in that range which are none of the words: markup, a line's end. In order.
    pub cuts: Vec<Range<usize>>,
}

/// Where a sentence comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The formulation's id.
    pub formulation: String,
    /// The variant's position.
    pub variant: usize,
    /// The problem to which the sentence belongs: topic and point.
    pub point: Option<(String, String)>,
}

impl Document {
    /// The section of a path.
    pub fn section(&self, path: &[usize]) -> Option<&Section> {
        self.sections.iter().find(|section| section.path == path)
    }

    /// The same section, to be changed.
    pub fn section_mut(&mut self, path: &[usize]) -> Option<&mut Section> {
        self.sections
            .iter_mut()
            .find(|section| section.path == path)
    }

    /// Whether no section stands under this one.
    pub fn is_leaf(&self, section: &Section) -> bool {
        let next = self.from(section).get(1);
        next.is_none_or(|next| !next.path.starts_with(&section.path))
    }

    /// The sections under this one, itself included.
    pub fn subtree<'d>(&'d self, section: &'d Section) -> impl Iterator<Item = &'d Section> {
        self.from(section)
            .iter()
            .take_while(|other| other.path.starts_with(&section.path))
    }

    /// A section with all that stand behind it. In the order of the text, the order of the paths, it is found without looking at each.
    fn from(&self, section: &Section) -> &[Section] {
        let place = self
            .sections
            .binary_search_by(|other| other.path.cmp(&section.path))
            .ok()
            .or_else(|| {
                let mut sections = self.sections.iter();
                sections.position(|other| other.path == section.path)
            });
        place.map_or(&[], |place| &self.sections[place..])
    }

    /// The best grade in a section's own sentences and those under it.
    pub fn grade(&self, section: &Section) -> Grade {
        self.subtree(section)
            .flat_map(Section::sentences)
            .map(Sentence::grade)
            .min()
            .unwrap_or(Grade::None)
    }

    /// The stretches of wording that are the bank's or the writer's own: prescribed sentences and the facts' own words taken
    /// away.
    pub fn own_wording(&self) -> Vec<&str> {
        let mut stretches = Vec::new();
        for sentence in self.sections.iter().flat_map(Section::all) {
            if !sentence.mandated && sentence.gap.is_none() {
                let ranges = sentence
                    .mentions
                    .iter()
                    .map(|mention| mention.range.clone());
                stretches.extend(between(&sentence.text, ranges));
            }
        }
        stretches
    }

    /// The length in characters without white space, headings and numbers included.
    pub fn length(&self) -> usize {
        let sections: usize = self.sections.iter().map(Section::length).sum();
        length_of(&self.title) + sections
    }
}

impl Document {
    /// Notes the details of every sentence that the bank did not word: with the facts behind them, where facts are at hand.
    pub fn find_details(&mut self, detector: &Detector, backing: Option<&Backing<'_>>) {
        for section in &mut self.sections {
            let sentences = section.paragraphs.iter_mut().flatten();
            for sentence in section.heading.iter_mut().chain(sentences) {
                let is_the_bank_s = sentence.origin.is_some() && !sentence.hand;
                if sentence.gap.is_some() || sentence.mandated || is_the_bank_s {
                    continue;
                }
                sentence.mentions = match backing {
                    Some(backing) => detector.backed_mentions(&sentence.text, backing),
                    None => detector.mentions(&sentence.text),
                };
            }
        }
    }
}

impl Section {
    /// The path as people write it: `1.3.1`.
    pub fn address(&self) -> String {
        self.path
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(".")
    }

    /// Every sentence under the heading, in order.
    pub fn sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.paragraphs.iter().flatten()
    }

    /// Heading and sentences.
    pub fn all(&self) -> impl Iterator<Item = &Sentence> {
        self.heading.iter().chain(self.sentences())
    }

    /// The sentence of a number from 1; 0 is the heading.
    pub fn sentence(&self, number: usize) -> Option<&Sentence> {
        match number {
            0 => self.heading.as_ref(),
            number => self.sentences().nth(number - 1),
        }
    }

    /// The same sentence, to be changed.
    pub fn sentence_mut(&mut self, number: usize) -> Option<&mut Sentence> {
        match number {
            0 => self.heading.as_mut(),
            number => self.paragraphs.iter_mut().flatten().nth(number - 1),
        }
    }

    /// Heading and sentences, each with its number as in an address: 0 is the heading.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &Sentence)> {
        let heading = self.heading.iter().map(|heading| (0, heading));
        let sentences = self.sentences().enumerate();
        heading.chain(sentences.map(|(index, sentence)| (index + 1, sentence)))
    }

    /// The length in characters without white space, heading and number included.
    pub fn length(&self) -> usize {
        let sentences: usize = self.all().map(|sentence| length_of(&sentence.text)).sum();
        sentences + length_of(&self.number)
    }
}

impl Span {
    /// The source's bytes for a range of the words.
    pub fn source(&self, words: Range<usize>) -> Range<usize> {
        let mut start = self.range.start + words.start;
        let mut end = self.range.start + words.end;
        for cut in &self.cuts {
            if cut.start <= start {
                start += cut.len();
            }
            if cut.start < end {
                end += cut.len();
            }
        }
        start..end.max(start)
    }

    /// The span of a range of the words.
    #[must_use]
    pub fn within(&self, words: Range<usize>) -> Span {
        let range = self.source(words);
        let first = self.cuts.partition_point(|cut| cut.start < range.start);
        let cuts = self.cuts[first..]
            .iter()
            .take_while(|cut| cut.end <= range.end)
            .cloned()
            .collect();
        Span { range, cuts }
    }
}

impl Sentence {
    /// How specific the sentence is.
    pub fn grade(&self) -> Grade {
        self.mentions
            .iter()
            .map(|mention| mention.grade)
            .min()
            .unwrap_or(Grade::None)
    }

    /// The facts mentioned, each once, in order.
    pub fn facts(&self) -> Vec<&str> {
        let mut facts: Vec<&str> = Vec::new();
        for fact in self
            .mentions
            .iter()
            .filter_map(|mention| mention.fact.as_deref())
        {
            if !facts.contains(&fact) {
                facts.push(fact);
            }
        }
        facts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_passes_over_what_is_cut() {
        // The source is `ab**cd**ef`, of which the words are `abcdef`.
        let span = Span {
            range: 0..10,
            cuts: vec![2..4, 6..8],
        };
        assert_eq!(span.source(0..2), 0..2);
        assert_eq!(span.source(2..4), 4..6);
        assert_eq!(span.source(1..5), 1..9);
        assert_eq!(span.source(4..6), 8..10);
    }
}
