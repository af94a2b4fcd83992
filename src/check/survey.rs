//! A text laid out for the rules: its lines in one list, what is known of each section, and the words of the lists in it.

use super::Text;
use super::lists::{Hit, ListId, Words};
use crate::bank::Role;
use crate::document::{Section, Sentence};
use crate::wording::Grade;
use indexmap::IndexMap;
use std::cell::OnceCell;
use std::ops::Range;

/// A text laid out, in the order of the text throughout.
#[derive(Debug)]
pub(super) struct Survey<'t> {
    /// Every heading and sentence.
    pub lines: Vec<Line<'t>>,
    /// Every section.
    pub sections: Vec<Surveyed<'t>>,
    /// Whether it was read and none of it comes from the bank.
    pub is_foreign: bool,
    /// The lists of words.
    pub words: &'t Words,
    by_path: IndexMap<&'t [usize], usize>,
    found: OnceCell<Found>,
}

/// A heading or a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// The position of its section.
    pub section: usize,
    /// Its number in the section: 0 is the heading.
    pub number: usize,
    /// Its paragraph's number in the text; a heading has one of its own.
    pub paragraph: usize,
    /// Its words.
    pub sentence: &'t Sentence,
    /// Whether its wording is prescribed.
    pub mandated: bool,
}

/// A section with what is known of it.
#[derive(Debug)]
pub(super) struct Surveyed<'t> {
    /// The section.
    pub section: &'t Section,
    /// Whether no section stands under it.
    pub is_leaf: bool,
    /// The position after the last section under it.
    pub end: usize,
    /// The best grade in it and under it.
    pub grade: Grade,
    /// Whether a fact is visibly missing in it or under it.
    pub has_gap: bool,
    /// Its lines.
    pub lines: Range<usize>,
}

#[derive(Debug)]
struct Found {
    hits: Vec<Hit>,
    starts: Vec<usize>,
}

impl<'t> Survey<'t> {
    /// Lays a text out.
    pub fn of(text: &Text<'t>) -> Self {
        let document = text.document;
        let mut lines: Vec<Line<'t>> = Vec::new();
        let mut sections: Vec<Surveyed<'t>> = Vec::new();
        let mut paragraph = 0;
        let sentences = || document.sections.iter().flat_map(Section::all);
        let is_foreign = sentences().any(|sentence| sentence.span.is_some())
            && sentences().all(|sentence| sentence.origin.is_none() && sentence.slot.is_none());
        let gap = gap_mark(text);
        for (index, section) in document.sections.iter().enumerate() {
            let start = lines.len();
            if let Some(sentence) = &section.heading {
                lines.push(Line {
                    section: index,
                    number: 0,
                    paragraph,
                    sentence,
                    mandated: sentence.mandated
                        || is_foreign && is_prescribed(text, &sentence.text),
                });
                paragraph += 1;
            }
            let mut number = 1;
            for sentences in &section.paragraphs {
                for sentence in sentences {
                    lines.push(Line {
                        section: index,
                        number,
                        paragraph,
                        sentence,
                        mandated: sentence.mandated,
                    });
                    number += 1;
                }
                paragraph += 1;
            }
            sections.push(Surveyed {
                section,
                is_leaf: true,
                end: index + 1,
                grade: section
                    .sentences()
                    .map(Sentence::grade)
                    .min()
                    .unwrap_or(Grade::None),
                has_gap: section
                    .sentences()
                    .any(|sentence| sentence.gap.is_some() || sentence.text.contains(gap)),
                lines: start..lines.len(),
            });
        }
        let by_path: IndexMap<&[usize], usize> = document
            .sections
            .iter()
            .enumerate()
            .map(|(index, section)| (section.path.as_slice(), index))
            .collect();
        // From the last to the first, each section hands on to the one above it.
        for index in (0..sections.len()).rev() {
            let path = sections[index].section.path.as_slice();
            let above = path.split_last().and_then(|(_, above)| by_path.get(above));
            if let Some(&above) = above.filter(|above| **above < index) {
                let (grade, has_gap, end) = (
                    sections[index].grade,
                    sections[index].has_gap,
                    sections[index].end,
                );
                let above = &mut sections[above];
                above.is_leaf = false;
                above.grade = above.grade.min(grade);
                above.has_gap |= has_gap;
                above.end = above.end.max(end);
            }
        }
        Self {
            lines,
            sections,
            is_foreign,
            words: text.lists.words(text.genre, text.settings),
            by_path,
            found: OnceCell::new(),
        }
    }

    /// The section of a path.
    pub fn section(&self, path: &[usize]) -> Option<&Surveyed<'t>> {
        self.by_path
            .get(path)
            .and_then(|index| self.sections.get(*index))
    }

    /// A section's sentence of a number, or its heading.
    pub fn sentence(&self, section: &Section, number: usize) -> Option<&'t Sentence> {
        let surveyed = self.section(&section.path)?;
        let first = self.lines.get(surveyed.lines.start)?.number;
        let index = surveyed.lines.start + number.checked_sub(first)?;
        surveyed
            .lines
            .contains(&index)
            .then(|| self.lines[index].sentence)
    }

    /// Whether a section is an item of a run within a paragraph: 一是.
    pub fn is_run(&self, section: usize) -> bool {
        let section = self.sections[section].section;
        section.heading.is_none() && !section.number.is_empty()
    }

    /// The role of a line's section.
    pub fn role(&self, line: &Line<'_>) -> Role {
        self.sections[line.section].section.role
    }

    /// The lowest sections of a role.
    pub fn leaves(&self, role: Role) -> impl Iterator<Item = &Surveyed<'t>> {
        self.sections
            .iter()
            .filter(move |surveyed| surveyed.is_leaf && surveyed.section.role == role)
    }

    /// Where the words of a list stand in a line; those that lie within a word of `except` do not count.
    pub fn hits(&self, line: usize, list: Option<ListId>, except: Option<ListId>) -> Vec<Hit> {
        let all = self.all_hits(line);
        let of = |id: Option<ListId>| all.iter().filter(move |hit| Some(hit.list) == id).copied();
        let mut except = of(except).peekable();
        let mut covered = 0;
        of(list)
            .filter(|hit| {
                while let Some(other) = except.next_if(|other| other.start <= hit.start) {
                    covered = covered.max(other.end);
                }
                hit.end > covered
            })
            .collect()
    }

    /// The words of all lists in a line, by where they start.
    pub fn all_hits(&self, line: usize) -> &[Hit] {
        let found = self.found.get_or_init(|| {
            let mut found = Found {
                hits: Vec::new(),
                starts: Vec::with_capacity(self.lines.len() + 1),
            };
            for line in &self.lines {
                found.starts.push(found.hits.len());
                self.words.find(&line.sentence.text, &mut found.hits);
            }
            found.starts.push(found.hits.len());
            found
        });
        match (found.starts.get(line), found.starts.get(line + 1)) {
            (Some(start), Some(end)) => &found.hits[*start..*end],
            _ => &[],
        }
    }
}

impl Line<'_> {
    /// Whether some of a range are words of the writer's facts, which no rule of wording judges.
    pub fn is_fact(&self, range: &Range<usize>) -> bool {
        let mentions = &self.sentence.mentions;
        let first = mentions.partition_point(|mention| mention.range.end <= range.start);
        mentions[first..]
            .iter()
            .take_while(|mention| mention.range.start < range.end)
            .any(|mention| mention.fact.is_some())
    }

    /// Whether a range stands in the name of a document: 《…》.
    pub fn is_named(&self, range: &Range<usize>) -> bool {
        /// No name is longer, in bytes.
        const LONG: usize = 300;
        let text = &self.sentence.text;
        let from = text.floor_char_boundary(range.start.saturating_sub(LONG));
        let before = &text[from..range.start];
        match (before.rfind('《'), before.rfind('》')) {
            (Some(open), Some(close)) => open > close,
            (Some(_), None) => true,
            _ => false,
        }
    }
}

/// How a gap begins: 【待补.
fn gap_mark<'t>(text: &Text<'t>) -> &'t str {
    let gap = text.genre.definition.style.gap.as_str();
    let mark = gap.split('{').next().unwrap_or(gap);
    let mark = mark.trim_end_matches(['：', ':', ' ']);
    if mark.is_empty() { gap } else { mark }
}

/// Whether a heading of a foreign text is an area's title, or the greater part of one.
fn is_prescribed(text: &Text<'_>, heading: &str) -> bool {
    /// Shorter headings stand in a title by chance.
    const LEAST: usize = 6;
    let words = heading.trim_end_matches('。').trim_end_matches("方面");
    words.chars().count() >= LEAST
        && text
            .genre
            .editions
            .values()
            .flat_map(|edition| &edition.areas)
            .any(|area| area.title.contains(words))
}

/// The sections of a document that stand directly under one, or at the top.
pub(super) fn children<'t, 's>(
    survey: &'s Survey<'t>,
    above: Option<usize>,
) -> impl Iterator<Item = usize> + use<'t, 's> {
    let (mut next, end) = match above {
        Some(above) => (above + 1, survey.sections[above].end),
        None => (0, survey.sections.len()),
    };
    std::iter::from_fn(move || {
        let index = next;
        next = survey.sections.get(index)?.end;
        (index < end).then_some(index)
    })
}
