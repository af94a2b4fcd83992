//! JSON: the shape that composing and checking share, specified in the README.

use super::{Carries, Frame, Renderer};
use crate::bank::Role;
use crate::document::{Document, Section, Sentence};
use crate::wording::Grade;
use serde::Serialize;
use serde_json::Value;

/// See [`Renderer`].
pub static RENDERER: Renderer = Renderer {
    id: "json",
    endings: &["json"],
    carries: Carries::Text,
    render,
};

#[derive(Serialize)]
struct JsonDocument<'d> {
    version: u32,
    title: &'d str,
    seed: u64,
    genre: &'d str,
    edition: &'d str,
    sections: Vec<JsonSection<'d>>,
    gaps: &'d [Value],
    findings: &'d [Value],
}

#[derive(Serialize)]
struct JsonSection<'d> {
    path: String,
    level: usize,
    heading: &'d str,
    leaf: bool,
    role: Role,
    grade: Grade,
    examples: Vec<JsonExample<'d>>,
    sentences: Vec<JsonSentence<'d>>,
}

#[derive(Serialize)]
struct JsonExample<'d> {
    text: &'d str,
    kind: &'d str,
    fact: Option<&'d str>,
}

#[derive(Serialize)]
struct JsonSentence<'d> {
    address: String,
    text: &'d str,
    origin: Option<JsonOrigin<'d>>,
    facts: Vec<&'d str>,
    locked: bool,
    hand: bool,
}

#[derive(Serialize)]
struct JsonOrigin<'d> {
    formulation: &'d str,
    variant: usize,
}

fn render(document: &Document, frame: &Frame) -> Vec<u8> {
    let json = JsonDocument {
        version: 1,
        title: &document.title,
        seed: frame.seed,
        genre: &frame.genre,
        edition: &frame.edition,
        sections: document
            .sections
            .iter()
            .map(|section| json_section(document, section))
            .collect(),
        gaps: &frame.gaps,
        findings: &frame.findings,
    };
    match serde_json::to_string_pretty(&json) {
        Ok(text) => (text + "\n").into_bytes(),
        Err(error) => unreachable!("strings and numbers always serialize: {error}"),
    }
}

/// A document's sections as JSON shows them.
pub fn sections_json(document: &Document) -> Value {
    let sections: Vec<JsonSection<'_>> = document
        .sections
        .iter()
        .map(|section| json_section(document, section))
        .collect();
    match serde_json::to_value(sections) {
        Ok(value) => value,
        Err(error) => unreachable!("strings and numbers always serialize: {error}"),
    }
}

fn json_section<'d>(document: &'d Document, section: &'d Section) -> JsonSection<'d> {
    let address = section.address();
    JsonSection {
        level: section.path.len(),
        heading: section
            .heading
            .as_ref()
            .map_or("", |heading| heading.text.as_str()),
        leaf: document.is_leaf(section),
        role: section.role,
        grade: document.grade(section),
        examples: document
            .subtree(section)
            .flat_map(Section::sentences)
            .flat_map(examples)
            .collect(),
        sentences: section
            .sentences()
            .enumerate()
            .map(|(index, sentence)| JsonSentence {
                address: format!("{address}:{}", index + 1),
                text: &sentence.text,
                origin: sentence
                    .origin
                    .as_ref()
                    .filter(|_| !sentence.hand)
                    .map(|origin| JsonOrigin {
                        formulation: &origin.formulation,
                        variant: origin.variant,
                    }),
                facts: sentence.facts(),
                locked: sentence.locked,
                hand: sentence.hand,
            })
            .collect(),
        path: address,
    }
}

/// The details of a sentence that is specific; in one that is not, a bare date is no example. A fact's words beside its evidence belong to
/// it; the names of state and history belong to nobody.
fn examples(sentence: &Sentence) -> Vec<JsonExample<'_>> {
    if sentence.grade() == Grade::None {
        return Vec::new();
    }
    sentence
        .mentions
        .iter()
        .filter(|mention| mention.grade != Grade::None || mention.fact.is_some())
        .map(|mention| JsonExample {
            text: &sentence.text[mention.range.clone()],
            kind: &mention.kind,
            fact: mention.fact.as_deref(),
        })
        .collect()
}
