//! Word: a reference document filled with the text, the program's own or a unit's template.

mod body;
mod page;
pub mod reference;
mod style;

use super::{Carries, Frame, Renderer};
use crate::document::Document;
use crate::document::docx::Fault;
use crate::document::docx::package::Package;
use crate::document::docx::provenance::{NAMESPACE, provenance_part};
use crate::document::docx::write::{escape_into, packed};
use crate::document::docx::xml::{Event, Xml};

/// See [`Renderer`].
pub static RENDERER: Renderer = Renderer {
    id: "docx",
    endings: &["docx"],
    carries: Carries::Draft,
    render,
};

fn render(document: &Document, frame: &Frame) -> Vec<u8> {
    match &frame.reference {
        Some(reference) => reference.filled(document, frame),
        None => own(document, frame),
    }
}

/// The program's own reference document, made from the layout, with the text in it.
fn own(document: &Document, frame: &Frame) -> Vec<u8> {
    let looks = style::Looks::own(frame);
    let mut xml = String::with_capacity(64 << 10);
    xml.push_str(page::DOCUMENT);
    body::push(&mut xml, document, frame, &looks);
    xml.push_str(&page::section(frame, true));
    xml.push_str("</w:body></w:document>");
    let styles = style::sheet(frame);
    let settings = page::settings(frame);
    let footers = [page::footer(frame, 1), page::footer(frame, 2)];
    let core = core(document, frame);
    let [types, relationships] = [
        include_str!("docx/parts/content_types.xml"),
        include_str!("docx/parts/document.rels.xml"),
    ];
    let draft = frame.draft.as_ref();
    let (more_types, more_relationships) = match draft {
        Some(_) => (carried_type(1), carried_relationship("rId5", "../", 1)),
        None => (String::new(), String::new()),
    };
    let types = fill(types, &[("more", &more_types)]);
    let relationships = fill(relationships, &[("more", &more_relationships)]);
    let item = draft.map(|draft| carried_parts(draft, 1));
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", include_bytes!("docx/parts/package.rels.xml")),
        ("word/document.xml", xml.as_bytes()),
        ("word/_rels/document.xml.rels", relationships.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/settings.xml", settings.as_bytes()),
        ("word/footer1.xml", footers[0].as_bytes()),
        ("word/footer2.xml", footers[1].as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
        ("docProps/app.xml", include_bytes!("docx/parts/app.xml")),
    ];
    if let Some(item) = &item {
        parts.extend(
            item.iter()
                .map(|(name, text)| (name.as_str(), text.as_bytes())),
        );
    }
    packed(&parts)
}

/// The fonts that a Word file names in its text and its styles, each once.
pub fn fonts_named(bytes: &[u8]) -> Result<Vec<String>, Fault> {
    let mut package = Package::open(bytes)?;
    let main = package.main_part()?;
    let styles = package.related(&main, "styles")?;
    let mut fonts: Vec<String> = Vec::new();
    for name in std::iter::once(main).chain(styles) {
        let Some(part) = package.part(&name)? else {
            continue;
        };
        let mut xml = Xml::new(&part);
        while let Some(event) = xml.event()? {
            let Event::Open(tag) = event else {
                continue;
            };
            if tag.word() != "rFonts" {
                continue;
            }
            for attribute in ["eastAsia", "ascii"] {
                let font = tag.own(attribute).filter(|font| !fonts.contains(font));
                fonts.extend(font);
            }
        }
    }
    Ok(fonts)
}

/// What the file says of itself: title, author and how far it has come. No times, so that no clock is in the bytes.
fn core(document: &Document, frame: &Frame) -> String {
    fill(
        include_str!("docx/parts/core.xml"),
        &[
            ("title", &escaped(&document.title)),
            ("author", &escaped(&frame.author)),
            ("language", &escaped(&frame.language)),
            ("status", &escaped(&frame.layout.status)),
        ],
    )
}

/// The parts that carry a draft as the custom item of a number.
fn carried_parts(draft: &str, number: usize) -> [(String, String); 3] {
    let properties = format!("itemProps{number}.xml");
    [
        (
            format!("customXml/item{number}.xml"),
            provenance_part(draft),
        ),
        (
            format!("customXml/_rels/item{number}.xml.rels"),
            fill(
                include_str!("docx/parts/item.rels.xml"),
                &[("properties", &properties)],
            ),
        ),
        (
            format!("customXml/{properties}"),
            fill(
                include_str!("docx/parts/item_properties.xml"),
                &[("namespace", NAMESPACE)],
            ),
        ),
    ]
}

fn carried_type(number: usize) -> String {
    format!(
        "\n  <Override PartName=\"/customXml/itemProps{number}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.customXmlProperties+xml\"/>"
    )
}

fn carried_relationship(id: &str, up: &str, number: usize) -> String {
    format!(
        "\n  <Relationship Id=\"{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml\" Target=\"{up}customXml/item{number}.xml\"/>"
    )
}

/// A part's text with `{name}` replaced, once and in order of the text; braces around anything else stay.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let more: usize = values.iter().map(|(_, value)| value.len()).sum();
    let mut text = String::with_capacity(template.len() + more);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        text.push_str(&rest[..open]);
        rest = &rest[open..];
        let name = rest.find('}').map(|close| &rest[1..close]);
        if let Some((name, value)) = values.iter().find(|(known, _)| Some(*known) == name) {
            text.push_str(value);
            rest = &rest[name.len() + 2..];
        } else {
            text.push('{');
            rest = &rest[1..];
        }
    }
    text.push_str(rest);
    text
}

fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    escape_into(&mut xml, text);
    xml
}

/// Twentieths of a point, as Word counts most lengths.
#[allow(clippy::cast_possible_truncation)]
fn twips(points: f64) -> i64 {
    (points * 20.0).round() as i64
}
