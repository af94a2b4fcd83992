//! Which problem and which measure of a foreign text answer each other.
//!
//! They do if they speak of one subject, by the word lists that the genre sets for `unmatched-problem`, or share a run of words: a
//! name, a date, the matter itself.

use super::copied_text::hash_of;
use super::lists::{ListId, Ready};
use super::survey::{Survey, Surveyed};
use crate::bank::Role;
use crate::similarity::is_letter;
use indexmap::IndexSet;
use std::collections::BTreeMap;
use std::hash::BuildHasherDefault;

/// The rule whose lists are the subjects.
const RULE: &str = "unmatched-problem";

/// Characters of a run that is no coincidence.
const RUN: usize = 4;

/// What some sections speak of.
#[derive(Debug, Default)]
pub(super) struct Told {
    subjects: BTreeMap<ListId, usize>,
    runs: IndexSet<u64, BuildHasherDefault<Ready>>,
}

impl Told {
    /// What is told in the sections of some roles.
    pub fn in_roles(survey: &Survey<'_>, roles: &[Role]) -> Self {
        let mut told = Self::default();
        for (index, line) in survey.lines.iter().enumerate() {
            if roles.contains(&survey.role(line)) && !line.mandated {
                told.add(survey, index);
            }
        }
        told
    }

    /// Whether nothing is told.
    pub fn is_empty(&self) -> bool {
        self.subjects.is_empty() && self.runs.is_empty()
    }

    /// Whether a section is told of too; of one without a subject of its own nobody can say, and it counts as told.
    pub fn meets(&self, survey: &Survey<'_>, surveyed: &Surveyed<'_>) -> bool {
        /// A subject named fewer times may be named in passing.
        const TIMES: usize = 2;
        let mut section = Self::default();
        let mut heading = Self::default();
        for line in surveyed.lines.clone() {
            section.add(survey, line);
            if survey.lines[line].number == 0 {
                heading.add(survey, line);
            }
        }
        let is_about_something =
            !heading.subjects.is_empty() || section.subjects.values().any(|times| *times >= TIMES);
        !is_about_something
            || section
                .subjects
                .keys()
                .any(|subject| self.subjects.contains_key(subject))
            || section.runs.iter().any(|run| self.runs.contains(run))
    }

    fn add(&mut self, survey: &Survey<'_>, line: usize) {
        for hit in survey.all_hits(line) {
            if survey.words.is_of(hit.list, RULE) {
                *self.subjects.entry(hit.list).or_default() += 1;
            }
        }
        let text = &survey.lines[line].sentence.text;
        let letters: Vec<char> = text.chars().filter(|letter| is_letter(*letter)).collect();
        self.runs.extend(letters.windows(RUN).map(hash_of));
    }
}
