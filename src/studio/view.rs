//! The page as HTML, made from a workspace alone; every text is escaped where it is set in.

mod facts;
mod findings;
mod frame;
mod list;
mod outline;
mod sheet;

pub use facts::{fact_form, facts_pane};
pub use findings::{compared, faults, findings_pane};
pub use frame::{broken_page, draft_page, entry_page, plain_page};
pub use list::{list_page, state};
pub use outline::outline_pane;
pub use sheet::{marked, sheet_pane};

use super::words::Word;
use crate::document::{Section, Sentence};
use crate::message::Language;
use crate::wording::Grade;
use crate::workspace::Workspace;

/// How the page is to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looks {
    /// The language of everything but the draft itself.
    pub language: Language,
    /// `light`, `dark`, or empty to do as the system does.
    pub theme: String,
}

/// A draft as the views see it.
#[derive(Debug, Clone, Copy)]
pub struct View<'v> {
    /// The draft.
    pub workspace: &'v Workspace<'v>,
    /// The file's name.
    pub name: &'v str,
    /// The file's version.
    pub version: &'v str,
    /// Whether there is something to undo, and something to do again.
    pub steps: (bool, bool),
    /// Whether sentences were kept because the bank has changed.
    pub is_kept: bool,
    /// Whether the text can be handed out as PDF here.
    pub has_pdf: bool,
    /// The language.
    pub language: Language,
}

impl View<'_> {
    fn word(&self, word: Word) -> &'static str {
        word.text(self.language)
    }
}

/// How many of the sections that the rule asks for an example hold a hard one, and how many there are.
pub fn lights(workspace: &Workspace<'_>) -> (usize, usize) {
    let document = &workspace.document;
    let rule = workspace.genre.definition.rules.get("no-example");
    let leaves: Vec<&Section> = document
        .sections
        .iter()
        .filter(|section| document.is_leaf(section))
        .filter(|section| rule.is_none_or(|rule| rule.severity(section.role).is_some()))
        .collect();
    let lit = leaves
        .iter()
        .filter(|section| document.grade(section) == Grade::Hard)
        .count();
    (lit, leaves.len())
}

/// A file's name as it stands in an address.
pub fn encoded(name: &str) -> String {
    let mut text = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            use std::fmt::Write as _;
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

/// A section's name for people.
fn name_of(section: &Section) -> String {
    let heading = section.heading.as_ref().map(|heading| &heading.text);
    format!("{}{}", section.number, heading.map_or("", String::as_str))
}

/// What a sentence is for.
fn job(sentence: &Sentence, is_heading: bool) -> Word {
    if sentence.gap.is_some() {
        return Word::Gap;
    }
    let formulation = sentence
        .origin
        .as_ref()
        .map_or("", |origin| origin.formulation.as_str());
    let parts: Vec<&str> = formulation.split('/').collect();
    match parts.as_slice() {
        [.., "claim"] => Word::Claim,
        [.., "symptom"] => Word::Symptom,
        [.., "thought"] => Word::Thought,
        [.., "effect"] => Word::Effect,
        [.., "example", _, "problem"] => Word::Example,
        [.., "example", _, "cause"] => Word::Cause,
        [.., "measure"] => Word::Measure,
        _ if is_heading => Word::Heading,
        _ => Word::Sentence,
    }
}

/// Whether a sentence has other phrasings in the bank.
fn is_from_bank(sentence: &Sentence) -> bool {
    sentence.origin.is_some()
}
