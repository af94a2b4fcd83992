//! Renderers: a document as bytes. Nothing is escaped before a renderer does it.
//!
//! A renderer is one file under `render/` and one line in [`RENDERERS`].

mod json;
mod markdown;
mod text;

use crate::document::{Document, Section};
use serde_json::Value;

/// A way to write a document down.
#[derive(Debug)]
pub struct Renderer {
    /// Its name for `--format`.
    pub id: &'static str,
    /// The file endings that choose it, without dot.
    pub endings: &'static [&'static str],
    /// The renderer itself.
    pub render: fn(&Document, &Frame) -> Vec<u8>,
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
    /// The gaps, as JSON shows them.
    pub gaps: Vec<Value>,
    /// The findings, as JSON shows them.
    pub findings: Vec<Value>,
}

/// Every renderer; the first is the default.
pub static RENDERERS: [&Renderer; 3] = [&text::RENDERER, &markdown::RENDERER, &json::RENDERER];

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
