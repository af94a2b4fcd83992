//! The text as paragraphs and runs.

use super::style::{Look, Looks};
use crate::document::docx::write::escape_into;
use crate::document::{Document, Section};
use crate::render::{Frame, title};

/// What closes a run of text.
const RUN_END: &str = "</w:t></w:r>";
/// What closes a paragraph.
const END: &str = "</w:p>";

/// Appends the whole text.
pub fn push(xml: &mut String, document: &Document, frame: &Frame, looks: &Looks) {
    push_title(xml, document, frame, &looks.title);
    if !document.byline.is_empty() {
        push_line(xml, &looks.byline, &document.byline);
    }
    push_line(xml, &looks.body, "");
    for section in &document.sections {
        push_section(xml, section, frame, looks);
    }
    if !document.signature.is_empty() {
        push_line(xml, &looks.body, "");
        for line in &document.signature {
            push_line(xml, &looks.signature, line);
        }
    }
}

/// The title, its lines broken in a balanced shape.
fn push_title(xml: &mut String, document: &Document, frame: &Frame, look: &Look) {
    let layout = &frame.layout;
    let most = (layout.text_width() / layout.title.size).floor();
    xml.push_str(&look.paragraph);
    let lines = title::lines(&document.title, most, &frame.whole);
    for (index, line) in lines.into_iter().enumerate() {
        if index > 0 {
            xml.push_str("<w:r><w:br/></w:r>");
        }
        push_run(xml, &look.run, line);
    }
    xml.push_str(END);
}

fn push_section(xml: &mut String, section: &Section, frame: &Frame, looks: &Looks) {
    let level = section.path.len().max(1);
    let of_level = |count: usize| level.min(count).saturating_sub(1);
    let heading = section
        .heading
        .as_ref()
        .map(|heading| format!("{}{}", section.number, heading.text));
    let mut run_in = None;
    match &heading {
        Some(heading) if section.run_in => {
            let run = looks.run_ins.get(of_level(looks.run_ins.len()));
            run_in = run.map(|run| (run, format!("{heading}{}", frame.stop)));
        }
        Some(heading) => {
            if let Some(look) = looks.headings.get(of_level(looks.headings.len())) {
                push_line(xml, look, heading);
            }
        }
        None => {}
    }
    if section.paragraphs.is_empty()
        && let Some((run, heading)) = &run_in
    {
        xml.push_str(&looks.body.paragraph);
        push_run(xml, run, heading);
        xml.push_str(END);
    }
    for sentences in &section.paragraphs {
        xml.push_str(&looks.body.paragraph);
        if let Some((run, heading)) = run_in.take() {
            push_run(xml, run, &heading);
            push_run(xml, &looks.body.run, &frame.joint);
        }
        let mut open = "";
        for (index, sentence) in sentences.iter().enumerate() {
            let run = match sentence.gap {
                Some(_) => looks.body.gap.as_str(),
                None => looks.body.run.as_str(),
            };
            if open != run {
                if !open.is_empty() {
                    xml.push_str(RUN_END);
                }
                xml.push_str(run);
                open = run;
            }
            if index > 0 {
                push_text(xml, &frame.joint);
            }
            push_text(xml, &sentence.text);
        }
        if !open.is_empty() {
            xml.push_str(RUN_END);
        }
        xml.push_str(END);
    }
}

fn push_line(xml: &mut String, look: &Look, text: &str) {
    xml.push_str(&look.paragraph);
    push_run(xml, &look.run, text);
    xml.push_str(END);
}

fn push_run(xml: &mut String, run: &str, text: &str) {
    if !text.is_empty() {
        xml.push_str(run);
        push_text(xml, text);
        xml.push_str(RUN_END);
    }
}

/// Text within a run; ends of lines and tabs have elements of their own.
fn push_text(xml: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\t']) {
        escape_into(xml, &rest[..at]);
        let element = if rest[at..].starts_with('\n') {
            "<w:br/>"
        } else {
            "<w:tab/>"
        };
        xml.push_str("</w:t>");
        xml.push_str(element);
        xml.push_str("<w:t xml:space=\"preserve\">");
        rest = &rest[at + 1..];
    }
    escape_into(xml, rest);
}
