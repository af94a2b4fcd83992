//! The rules that a text must keep, and what they find.
//!
//! A rule is one file under `check/` with its explanation, and one line in [`RULES`].

mod anachronism;
mod answers;
mod blame_shift;
mod copied_text;
mod count_mismatch;
mod fact_reuse;
mod gap;
mod heading_order;
mod length;
mod lists;
mod missing_part;
mod no_example;
mod placeholder;
mod praise_first;
mod proportion;
mod punctuation;
mod repeated_phrase;
mod stock_phrase;
mod survey;
mod unmatched_measure;
mod unmatched_problem;
mod unsupported_detail;
mod wrong_term;

pub use lists::Lists;

use crate::bank::{Edition, Genre, Role, RuleSettings};
use crate::diagnostic::Severity;
use crate::document::{Document, Section};
use crate::fact::Facts;
use crate::message::{Bilingual, Message};
use indexmap::IndexMap;
use lists::ListId;
use std::ops::Range;
use survey::Survey;

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

/// What a reader is told of a rule.
#[derive(Debug, Clone, Copy)]
pub struct Explained {
    /// See [`Rule::id`].
    pub id: &'static str,
    /// See [`Rule::what`].
    pub what: Bilingual,
    /// See [`Rule::why`].
    pub why: Bilingual,
    /// See [`Rule::example`].
    pub example: Bilingual,
}

impl Rule {
    /// What a reader is told of it.
    pub fn explained(&self) -> Explained {
        Explained {
            id: self.id,
            what: self.what,
            why: self.why,
            example: self.example,
        }
    }
}

/// Every rule, the heart first.
pub static RULES: [&Rule; 20] = [
    &no_example::RULE,
    &gap::RULE,
    &placeholder::RULE,
    &unsupported_detail::RULE,
    &fact_reuse::RULE,
    &repeated_phrase::RULE,
    &copied_text::RULE,
    &unmatched_problem::RULE,
    &unmatched_measure::RULE,
    &missing_part::RULE,
    &length::RULE,
    &proportion::RULE,
    &praise_first::RULE,
    &blame_shift::RULE,
    &stock_phrase::RULE,
    &wrong_term::RULE,
    &anachronism::RULE,
    &count_mismatch::RULE,
    &heading_order::RULE,
    &punctuation::RULE,
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
    /// What is prepared once for all texts of the genre under the same settings.
    pub lists: &'t Lists,
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

impl Spot {
    /// Words of a sentence.
    pub fn new(sentence: usize, range: Range<usize>) -> Self {
        Self { sentence, range }
    }
}

/// Collects what one rule finds, at the levels that the genre sets.
#[derive(Debug)]
pub struct Findings<'t> {
    rule: &'static str,
    settings: &'t RuleSettings,
    survey: &'t Survey<'t>,
    found: Vec<Finding>,
}

/// Runs every rule; findings come in the order of the text, then of the rules.
pub fn check(text: &Text<'_>) -> Vec<Finding> {
    let unset = RuleSettings::default();
    let survey = Survey::of(text);
    let mut all = Vec::new();
    for rule in RULES {
        let settings = text.settings.get(rule.id).unwrap_or(&unset);
        if settings.is_off() {
            continue;
        }
        let mut findings = Findings {
            rule: rule.id,
            settings,
            survey: &survey,
            found: Vec::new(),
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

impl<'t> Findings<'t> {
    /// A number that the genre sets for the rule.
    pub fn number(&self, name: &str, unset: f64) -> f64 {
        self.settings.numbers.get(name).copied().unwrap_or(unset)
    }

    /// A list of words that the genre sets for the rule.
    pub fn words(&self, name: &str) -> &'t [String] {
        self.settings.words.get(name).map_or(&[], Vec::as_slice)
    }

    /// A list of words that the genre sets for the rule, to be looked for in the survey.
    fn list(&self, name: &str) -> Option<ListId> {
        self.survey.words.list(self.rule, name)
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
        let sentence = self.survey.sentence(section, spot.sentence);
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

    /// Reports a fault of a heading's number; `fix` is what should stand at the range of it.
    fn at_number(
        &mut self,
        section: &Section,
        range: Range<usize>,
        fix: Option<String>,
        message: Message,
        help: Message,
    ) {
        let Some(finding) = self.report(section.role, section.address(), message, help) else {
            return;
        };
        section.number[range.clone()].clone_into(&mut finding.text);
        finding.source = section.number_span.as_ref().map(|span| span.source(range));
        finding.fix = fix;
    }

    /// Makes the last finding no worse than that.
    fn lower_last(&mut self, most: Severity) {
        if let Some(finding) = self.found.last_mut() {
            finding.severity = finding.severity.max(most);
        }
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
