//! Plain text: one paragraph a line.

use super::{Carries, Frame, Renderer, paragraphs};
use crate::document::Document;

/// See [`Renderer`].
pub static RENDERER: Renderer = Renderer {
    id: "text",
    endings: &["txt"],
    carries: Carries::Text,
    render,
};

fn render(document: &Document, frame: &Frame) -> Vec<u8> {
    let mut lines = vec![document.title.clone()];
    if !document.byline.is_empty() {
        lines.push(document.byline.clone());
    }
    lines.push(String::new());
    for section in &document.sections {
        if let Some(heading) = section.heading.as_ref().filter(|_| !section.run_in) {
            lines.push(format!("{}{}", section.number, heading.text));
        }
        lines.extend(paragraphs(section, frame, str::to_owned));
    }
    if !document.signature.is_empty() {
        lines.push(String::new());
        lines.extend(document.signature.iter().cloned());
    }
    (lines.join("\n") + "\n").into_bytes()
}
