//! HTML: one page for itself that looks like the sheet and prints like it, and shows on demand where a sentence comes from.

use super::{Carries, Frame, Renderer, title};
use crate::bank::layout::{Align, Layout, TextStyle};
use crate::document::{Document, Section, Sentence};
use std::fmt::Write as _;

/// See [`Renderer`].
pub static RENDERER: Renderer = Renderer {
    id: "html",
    endings: &["html", "htm"],
    carries: Carries::Facts,
    render,
};

fn render(document: &Document, frame: &Frame) -> Vec<u8> {
    let mut html = String::with_capacity(64 << 10);
    let _ = write!(
        html,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
        escaped(&frame.language)
    );
    if !frame.author.is_empty() {
        let _ = writeln!(
            html,
            "<meta name=\"author\" content=\"{}\">",
            escaped(&frame.author)
        );
    }
    let _ = writeln!(html, "<title>{}</title>", escaped(&document.title));
    html.push_str("<style>\n");
    html.push_str(&variables(frame));
    html.push_str(include_str!("html/page.css"));
    html.push_str("</style>\n</head>\n<body>\n<main>\n");
    push_head(&mut html, document, frame);
    for section in &document.sections {
        push_section(&mut html, section, frame);
    }
    if !document.signature.is_empty() {
        html.push_str("<footer>\n");
        for line in &document.signature {
            let _ = writeln!(html, "<p>{}</p>", escaped(line));
        }
        html.push_str("</footer>\n");
    }
    html.push_str("</main>\n</body>\n</html>\n");
    html.into_bytes()
}

fn push_head(html: &mut String, document: &Document, frame: &Frame) {
    let layout = &frame.layout;
    let most = (layout.text_width() / layout.title.size).floor();
    let lines: Vec<String> = title::lines(&document.title, most, &frame.whole)
        .into_iter()
        .map(escaped)
        .collect();
    let _ = writeln!(html, "<header>\n<h1>{}</h1>", lines.join("<br>"));
    if !document.byline.is_empty() {
        let _ = writeln!(html, "<p>{}</p>", escaped(&document.byline));
    }
    html.push_str("</header>\n");
}

/// A section's heading and paragraphs. HTML has six levels of headings, of which the title takes the first.
fn push_section(html: &mut String, section: &Section, frame: &Frame) {
    let address = section.address();
    let level = section.path.len().clamp(1, 5);
    let mut heading = None;
    if let Some(sentence) = &section.heading {
        let words = format!("{}{}", section.number, sentence.text);
        let note = Note::new(sentence, frame);
        if section.run_in {
            heading = Some(note.around(
                &format!("{words}{}", frame.stop),
                &format!("{address}:0"),
                &format!(
                    " class=\"s r l{level}\" role=\"heading\" aria-level=\"{}\"",
                    level + 1
                ),
            ));
        } else {
            let words = note.around(&words, &format!("{address}:0"), " class=\"s\"");
            let tag = level + 1;
            let _ = writeln!(html, "<h{tag} class=\"l{level}\">{words}</h{tag}>");
        }
    }
    if section.paragraphs.is_empty()
        && let Some(heading) = &heading
    {
        let _ = writeln!(html, "<p>{heading}</p>");
    }
    let joint = escaped(&frame.joint);
    let mut number = 0;
    for paragraph in &section.paragraphs {
        html.push_str("<p>");
        if let Some(heading) = heading.take() {
            html.push_str(&heading);
            html.push_str(&joint);
        }
        for (index, sentence) in paragraph.iter().enumerate() {
            number += 1;
            if index > 0 {
                html.push_str(&joint);
            }
            let class = if sentence.gap.is_some() {
                " class=\"s gap\""
            } else {
                " class=\"s\""
            };
            let note = Note::new(sentence, frame);
            html.push_str(&note.around(&sentence.text, &format!("{address}:{number}"), class));
        }
        html.push_str("</p>\n");
    }
}

/// What is shown of a sentence on demand: the formulation and the facts.
struct Note(Vec<String>);

impl Note {
    fn new(sentence: &Sentence, frame: &Frame) -> Self {
        let Some(facts) = &frame.facts else {
            return Self(Vec::new());
        };
        let formulation = sentence
            .origin
            .as_ref()
            .filter(|_| !sentence.hand)
            .map(|origin| format!("{} #{}", origin.formulation, origin.variant + 1));
        let told = sentence.facts().into_iter().map(|id| match facts.get(id) {
            Some(words) => format!("{id} {words}"),
            None => id.to_owned(),
        });
        Self(formulation.into_iter().chain(told).collect())
    }

    /// The words with the note, which a reader without eyes hears as their description.
    fn around(&self, words: &str, address: &str, attributes: &str) -> String {
        let words = escaped(words).replace('\n', "<br>");
        if self.0.is_empty() {
            return format!("<span{attributes}>{words}</span>");
        }
        let id = address.replace(['.', ':'], "-");
        let lines: Vec<String> = self.0.iter().map(|line| escaped(line)).collect();
        format!(
            "<span{attributes} tabindex=\"0\" aria-describedby=\"n{id}\">{words}<span class=\"n\" role=\"tooltip\" id=\"n{id}\"><b>{address}</b> {}</span></span>",
            lines.join("<br>")
        )
    }
}

/// The layout's figures as the style sheet's variables, and the sheet of paper for the printer.
fn variables(frame: &Frame) -> String {
    let layout = &frame.layout;
    let margins = &layout.margins;
    let edges = format!(
        "{}mm {}mm {}mm {}mm",
        margins.top, margins.right, margins.bottom, margins.left
    );
    let mut css = format!(
        ":root {{\n  --width: {}mm; --height: {}mm; --edges: {edges};\n  --pitch: {}; --letters: {}pt;\n",
        layout.paper.width,
        layout.paper.height,
        layout
            .pitch()
            .map_or_else(|| "1.5".to_owned(), |pitch| format!("{pitch}pt")),
        layout.letter_spacing(),
    );
    for (name, style) in [
        ("title", &layout.title),
        ("byline", &layout.byline),
        ("body", &layout.body),
        ("signature", &layout.signature),
    ] {
        let _ = writeln!(css, "  --{name}: {};", font(style, layout));
    }
    let indent = &layout.body.indent;
    let _ = writeln!(css, "  --indent: {indent}em;\n}}");
    let _ = writeln!(
        css,
        "h1 {{ text-align: {}; }} header p {{ text-align: {}; }} footer p {{ text-align: {}; padding-right: {}em; }}",
        align(&layout.title),
        align(&layout.byline),
        align(&layout.signature),
        layout.signature.indent
    );
    for level in 1..=5 {
        let style = layout.heading(level);
        let _ = writeln!(
            css,
            ".l{level} {{ font: {}; line-height: var(--pitch); }} :is(h2, h3, h4, h5, h6).l{level} {{ text-indent: {}em; }}",
            font(style, layout),
            style.indent
        );
    }
    let number = &layout.page_number;
    let content = format!(
        "content: {} counter(page) {}; font: {}pt {};",
        quoted(&number.before),
        quoted(&number.after),
        number.size,
        quoted(&number.font)
    );
    let page = format!(
        "@page {{ size: {}mm {}mm; margin: {edges}; }}\n",
        layout.paper.width, layout.paper.height
    );
    css.push_str(&page);
    if number.mirrored {
        let _ = writeln!(
            css,
            "@page :right {{ @bottom-right {{ {content} }} }}\n@page :left {{ @bottom-left {{ {content} }} }}"
        );
    } else {
        let _ = writeln!(css, "@page {{ @bottom-center {{ {content} }} }}");
    }
    css
}

/// A style's font with those that stand in on a screen that lacks it.
fn font(style: &TextStyle, layout: &Layout) -> String {
    let weight = if style.bold { "bold " } else { "" };
    let families: Vec<String> = std::iter::once(&style.font)
        .chain(layout.stand_ins.get(&style.font).into_iter().flatten())
        .map(|family| quoted(family))
        .collect();
    format!("{weight}{}pt {}, serif", style.size, families.join(", "))
}

fn align(style: &TextStyle) -> &'static str {
    match style.align {
        Align::Both => "justify",
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    }
}

/// A text as a string of a style sheet within a page.
fn quoted(text: &str) -> String {
    let mut css = String::from("\"");
    for character in text.chars() {
        if matches!(character, '"' | '\\' | '<' | '>' | '&') || character.is_control() {
            let _ = write!(css, "\\{:x} ", u32::from(character));
        } else {
            css.push(character);
        }
    }
    css.push('"');
    css
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\n' | '\t' => html.push(character),
            // What HTML cannot hold.
            _ if character.is_control() => html.push('\u{fffd}'),
            _ => html.push(character),
        }
    }
    html
}
