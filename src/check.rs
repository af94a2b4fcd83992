//! The rules that a text must keep, and what they find.
//!
//! A rule is one file under `check/` with its explanation, and one line in [`RULES`].

mod blame_shift;
mod fact_reuse;
mod gap;
mod length;
mod missing_part;
mod no_example;
mod placeholder;
mod praise_first;
mod proportion;
mod repeated_phrase;
mod unmatched_measure;
mod unmatched_problem;

use crate::bank::{Edition, Genre, Role, RuleSettings};
use crate::diagnostic::Severity;
use crate::document::{Document, Section, Sentence};
use crate::fact::Facts;
use crate::message::{Bilingual, Message};
use crate::wording::between;
use indexmap::IndexMap;
use std::ops::Range;

/// A check with its explanation.
#[derive(Debug)]
pub struct Rule {
    /// The stable id, named for the fault.
    pub id: &'static str,
    /// What it looks for.
    pub what: Bilingual,
    /// Why that is bad.
    pub why: Bilingual,
    /// A text that it finds, and a better one.
    pub example: Bilingual,
    /// The check itself.
    pub check: fn(&Text<'_>, &mut Findings<'_>),
}

/// Every rule, the heart first.
pub static RULES: [&Rule; 12] = [
    &no_example::RULE,
    &gap::RULE,
    &placeholder::RULE,
    &fact_reuse::RULE,
    &repeated_phrase::RULE,
    &unmatched_problem::RULE,
    &unmatched_measure::RULE,
    &missing_part::RULE,
    &length::RULE,
    &proportion::RULE,
    &praise_first::RULE,
    &blame_shift::RULE,
];

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub struct Text<'t> {
    /// The text.
    pub document: &'t Document,
    /// Its genre.
    pub genre: &'t Genre,
    /// Its edition, where one is known.
    pub edition: Option<&'t Edition>,
    /// The writer's facts, where they are at hand.
    pub facts: Option<&'t Facts>,
    /// The length that was asked for.
    pub length: Option<usize>,
    /// The rules' settings by rule id: the genre's own, or those that a project sets over them.
    pub settings: &'t IndexMap<String, RuleSettings>,
    /// Other texts from which this one may have been copied, the most alike first.
    pub others: &'t [Other<'t>],
}

/// A text beside the one that is checked.
#[derive(Debug, Clone, Copy)]
pub struct Other<'t> {
    /// What the user calls it: a path.
    pub name: &'t str,
    /// The text.
    pub document: &'t Document,
    /// How much of the shorter one's own wording stands in both, from 0 to 1.
    pub containment: f64,
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: Message,
    /// What to do.
    pub help: Message,
    /// The section's address; empty for the whole text.
    pub section: String,
    /// The words that it is about; empty for the whole section.
    pub text: String,
    /// Where the words stand in the section.
    pub spot: Option<Spot>,
    /// Where they stand in the text that was read, in bytes of its source.
    pub source: Option<Range<usize>>,
    /// What cures the fault, set in place of the words.
    pub fix: Option<String>,
}

/// Words of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The sentence, from 1; 0 is the heading.
    pub sentence: usize,
    /// Bytes of its text.
    pub range: Range<usize>,
}

/// Collects what one rule finds, at the levels that the genre sets.
#[derive(Debug)]
pub struct Findings<'t> {
    rule: &'static str,
    settings: &'t RuleSettings,
    found: Vec<Finding>,
    /// Where the last sentence was: its section, its paragraph, and how many sentences stand before that.
    reached: (usize, usize, usize),
}

/// Runs every rule; findings come in the order of the text, then of the rules.
pub fn check(text: &Text<'_>) -> Vec<Finding> {
    let unset = RuleSettings::default();
    let mut all = Vec::new();
    for rule in RULES {
        let settings = text.settings.get(rule.id).unwrap_or(&unset);
        let mut findings = Findings {
            rule: rule.id,
            settings,
            found: Vec::new(),
            reached: (0, 0, 0),
        };
        (rule.check)(text, &mut findings);
        all.append(&mut findings.found);
    }
    let order: IndexMap<String, usize> = text
        .document
        .sections
        .iter()
        .enumerate()
        .map(|(position, section)| (section.address(), position + 1))
        .collect();
    all.sort_by_cached_key(|finding| order.get(&finding.section).copied().unwrap_or(0));
    all
}

impl Findings<'_> {
    /// A number that the genre sets for the rule.
    pub fn number(&self, name: &str, unset: f64) -> f64 {
        self.settings.numbers.get(name).copied().unwrap_or(unset)
    }

    /// A list of words that the genre sets for the rule.
    pub fn words(&self, name: &str) -> &[String] {
        self.settings.words.get(name).map_or(&[], Vec::as_slice)
    }

    /// Reports a fault of a section.
    pub fn section(&mut self, section: &Section, message: Message, help: Message) {
        self.report(section.role, section.address(), message, help);
    }

    /// Reports a fault of some words in a section, wherever they stand.
    pub fn words_in(&mut self, section: &Section, text: &str, message: Message, help: Message) {
        if let Some(finding) = self.report(section.role, section.address(), message, help) {
            text.clone_into(&mut finding.text);
        }
    }

    /// Reports a fault of the words at a spot; `fix` is what should stand there, if that is certain.
    pub fn at(
        &mut self,
        section: &Section,
        spot: Spot,
        fix: Option<String>,
        message: Message,
        help: Message,
    ) {
        let sentence = match spot.sentence.checked_sub(1) {
            None => section.heading.as_ref(),
            Some(index) => self.sentence(section, index),
        };
        let Some(finding) = self.report(section.role, section.address(), message, help) else {
            return;
        };
        if let Some(sentence) = sentence {
            sentence.text[spot.range.clone()].clone_into(&mut finding.text);
            finding.source = sentence
                .span
                .as_ref()
                .map(|span| span.source(spot.range.clone()));
        }
        finding.spot = Some(spot);
        finding.fix = fix;
    }

    /// A section's sentence. Rules go through a section in order, so the paragraph where the last one stood is remembered: to count
    /// from the start each time would take a long text's square.
    fn sentence<'s>(&mut self, section: &'s Section, index: usize) -> Option<&'s Sentence> {
        let place = std::ptr::from_ref(section).addr();
        let (last, mut paragraph, mut before) = self.reached;
        if last != place || index < before {
            (paragraph, before) = (0, 0);
        }
        while let Some(sentences) = section.paragraphs.get(paragraph) {
            if let Some(sentence) = sentences.get(index - before) {
                self.reached = (place, paragraph, before);
                return Some(sentence);
            }
            before += sentences.len();
            paragraph += 1;
        }
        None
    }

    /// Reports a fault of the whole text.
    pub fn whole(&mut self, message: Message, help: Message) {
        self.report(Role::Other, String::new(), message, help);
    }

    fn report(
        &mut self,
        role: Role,
        section: String,
        message: Message,
        help: Message,
    ) -> Option<&mut Finding> {
        let severity = self.settings.severity(role)?;
        self.found.push(Finding {
            rule: self.rule,
            severity,
            message,
            help,
            section,
            text: String::new(),
            spot: None,
            source: None,
            fix: None,
        });
        self.found.last_mut()
    }
}

/// A section's heading for a message; its first words where it has none.
fn name_of(section: &Section) -> String {
    const WORDS: usize = 12;
    if let Some(heading) = &section.heading {
        return format!("{}{}", section.number, heading.text);
    }
    let first = section.sentences().next();
    let words: String = first
        .iter()
        .flat_map(|sentence| sentence.text.chars().take(WORDS))
        .collect();
    format!("{words}……")
}

/// The first of some words in a text, passing over look-alikes that hold one.
fn find_word<'w>(text: &str, words: &'w [String], except: &[String]) -> Option<(usize, &'w str)> {
    words
        .iter()
        .flat_map(|word| {
            text.match_indices(word.as_str())
                .map(move |(at, _)| (at, word.as_str()))
        })
        .filter(|(at, word)| !is_within(text, *at, word.len(), except))
        .min_by_key(|(at, word)| (*at, usize::MAX - word.len()))
}

fn is_within(text: &str, at: usize, length: usize, except: &[String]) -> bool {
    except.iter().any(|look_alike| {
        // A look-alike that holds the words begins no further before them than it is longer.
        let first = (at + length).saturating_sub(look_alike.len());
        let first = text.floor_char_boundary(first);
        let last = text.ceil_char_boundary((at + look_alike.len()).min(text.len()));
        text[first..last]
            .match_indices(look_alike.as_str())
            .map(|(start, _)| first + start)
            .any(|start| start <= at && at + length <= start + look_alike.len())
    })
}

/// A sentence without the words of the facts, which the rules of wording do not judge.
fn own_wording(sentence: &Sentence) -> String {
    let ranges = sentence
        .mentions
        .iter()
        .map(|mention| mention.range.clone());
    between(&sentence.text, ranges).join("\0")
}
