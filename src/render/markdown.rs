//! Markdown: headings by level, run-in headings in bold.

use super::{Carries, Frame, Renderer, paragraphs};
use crate::document::Document;

/// See [`Renderer`].
pub static RENDERER: Renderer = Renderer {
    id: "markdown",
    endings: &["md"],
    carries: Carries::Text,
    render,
};

fn render(document: &Document, frame: &Frame) -> Vec<u8> {
    let mut blocks = vec![format!("# {}", escape(&document.title))];
    if !document.byline.is_empty() {
        blocks.push(escape(&document.byline));
    }
    for section in &document.sections {
        if let Some(heading) = section.heading.as_ref().filter(|_| !section.run_in) {
            let marks = "#".repeat(section.path.len() + 1);
            blocks.push(format!(
                "{marks} {}{}",
                section.number,
                escape(&heading.text)
            ));
        }
        let paragraphs = paragraphs(section, frame, |heading| format!("\u{1}{heading}\u{1}"));
        blocks.extend(
            paragraphs
                .iter()
                .map(|paragraph| escape(paragraph).replace('\u{1}', "**")),
        );
    }
    blocks.extend(document.signature.iter().map(|line| escape(line)));
    (blocks.join("\n\n") + "\n").into_bytes()
}

/// Escapes what Markdown would read as markup; a number at a line's head would start a list.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~'
        ) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && escaped[digits..].starts_with(['.', ')']) {
        escaped.insert(digits, '\\');
    }
    if escaped.starts_with(['-', '+']) {
        escaped.insert(0, '\\');
    }
    escaped
}
