//! Renderers: a document as bytes. Nothing is escaped before a renderer does it.
//!
//! A renderer is one file under `render/` and one line in [`RENDERERS`].

pub mod docx;
mod html;
mod json;
mod markdown;
mod text;
mod title;

use crate::bank::layout::Layout;
pub use json::sections_json;

use crate::document::{Document, Section};
use docx::reference::Reference;
use indexmap::IndexMap;
use serde_json::Value;
use std::sync::Arc;

/// A way to write a document down.
#[derive(Debug)]
pub struct Renderer {
    /// Its name for `--format`.
    pub id: &'static str,
    /// The file endings that choose it, without dot.
    pub endings: &'static [&'static str],
    /// What it takes along beside the text.
    pub carries: Carries,
    /// The renderer itself.
    pub render: fn(&Document, &Frame) -> Vec<u8>,
}

/// What a renderer takes along beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carries {
    /// Nothing.
    Text,
    /// The draft itself, so that it can be opened again.
    Draft,
    /// The facts in their own words, to be shown on demand.
    Facts,
}

/// What is known of a document beside its text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frame {
    /// The genre's id.
    pub genre: String,
    /// The edition's id.
    pub edition: String,
    /// The seed from which it was drawn.
    pub seed: u64,
    /// What closes a run-in heading.
    pub stop: String,
    /// What stands between two sentences.
    pub joint: String,
    /// The texts' language, as a tag of BCP 47: `zh-CN`.
    pub language: String,
    /// In whose name the text is written.
    pub author: String,
    /// How it is set on the page.
    pub layout: Layout,
    /// Words that the end of a title's line leaves whole.
    pub whole: Vec<String>,
    /// The draft's file, for a renderer that carries it.
    pub draft: Option<String>,
    /// The facts in their own words by id, for a renderer that shows where sentences come from.
    pub facts: Option<IndexMap<String, String>>,
    /// A unit's own template.
    pub reference: Option<Arc<Reference>>,
    /// The gaps, as JSON shows them.
    pub gaps: Vec<Value>,
    /// The findings, as JSON shows them.
    pub findings: Vec<Value>,
}

/// Every renderer; the first is the default.
pub static RENDERERS: [&Renderer; 5] = [
    &text::RENDERER,
    &markdown::RENDERER,
    &html::RENDERER,
    &docx::RENDERER,
    &json::RENDERER,
];

/// The renderer of a name or a file ending.
pub fn renderer(name: &str) -> Option<&'static Renderer> {
    RENDERERS
        .into_iter()
        .find(|renderer| renderer.id == name || renderer.endings.contains(&name))
}

/// A section's paragraphs as text, a run-in heading opening the first; `wrap` dresses the run-in heading.
fn paragraphs(section: &Section, frame: &Frame, wrap: impl Fn(&str) -> String) -> Vec<String> {
    let mut paragraphs: Vec<String> = section
        .paragraphs
        .iter()
        .map(|sentences| {
            let texts: Vec<&str> = sentences
                .iter()
                .map(|sentence| sentence.text.as_str())
                .collect();
            texts.join(&frame.joint)
        })
        .collect();
    if let Some(heading) = section.heading.as_ref().filter(|_| section.run_in) {
        let heading = wrap(&format!("{}{}{}", section.number, heading.text, frame.stop));
        match paragraphs.first_mut() {
            Some(first) => *first = format!("{heading}{}{first}", frame.joint),
            None => paragraphs.push(heading),
        }
    }
    paragraphs
}
