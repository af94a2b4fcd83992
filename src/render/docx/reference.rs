//! A unit's own template: its styles, page, headers and footers stay, and the text takes the place of its text.

use super::style::{self, Look, Looks, Sheet};
use super::{body, carried_parts, carried_relationship, carried_type, core, page};
use crate::bank::layout::{Align, TextStyle};
use crate::document::Document;
use crate::document::docx::Fault;
use crate::document::docx::package::{Package, relationships_of};
use crate::document::docx::provenance::NAMESPACE;
use crate::document::docx::xml::{Event, Part, Xml};
use crate::message::Message;
use crate::render::Frame;
use std::collections::BTreeMap;

/// The namespace of strict files, which are rarely met and not written.
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const TYPES: &str = "[Content_Types].xml";
/// The kinds of main part that a Word document takes from a template without macros.
const TEMPLATE_TYPE: &str = "wordprocessingml.template.main+xml";
const DOCUMENT_TYPE: &str = "wordprocessingml.document.main+xml";

/// A template that was read, ready to be filled.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    bytes: Vec<u8>,
    /// The main part's name and what opens it, up to the first paragraph.
    main: String,
    open: String,
    /// The last section's properties; empty where the template has none.
    section: String,
    /// What closes it.
    close: String,
    /// The style part's name and text.
    styles_part: String,
    styles_text: String,
    styles: Vec<Style>,
    types: String,
    relationships: String,
    core: Option<String>,
    /// The number of the custom item that carries a draft, and whether the template has one already.
    item: (usize, bool),
}

/// A style of the template.
#[derive(Debug, Clone, Default, PartialEq)]
struct Style {
    id: String,
    name: String,
    is_paragraph: bool,
    is_default: bool,
    based_on: String,
    link: String,
    /// Whether it indents the first line itself.
    is_indented: bool,
}

impl Reference {
    /// Reads a template; the error says why the file is none.
    pub fn read(bytes: Vec<u8>) -> Result<Self, Fault> {
        let mut package = Package::open(&bytes)?;
        let main = package.main_part()?;
        let not_word = || (Message::NotAWordFile, Message::CheckTheWordFile);
        let types = package.part(TYPES)?.ok_or_else(not_word)?.text;
        if types.contains("macroEnabled") {
            return Err((Message::TemplateHasMacros, Message::SaveAsDocx));
        }
        let part = package.part(&main)?.ok_or_else(not_word)?;
        if part.text.contains(STRICT) {
            return Err((Message::TemplateIsStrict, Message::SaveAsTransitional));
        }
        let frame = frame_of(&part)?;
        let styles_part = package.related(&main, "styles")?;
        let styles_part = styles_part.ok_or((Message::TemplateHasNoStyles, Message::SaveAsDocx))?;
        let styles = package.part(&styles_part)?.ok_or_else(not_word)?;
        let relationships = package.part(&relationships_of(&main))?;
        let relationships = relationships.ok_or_else(not_word)?.text;
        let core = package.related("", "core-properties")?;
        let item = item(&mut package)?;
        Ok(Self {
            main,
            open: frame.open,
            section: frame.section,
            close: frame.close,
            styles: styles_in(&styles)?,
            styles_part,
            styles_text: styles.text,
            types,
            relationships,
            core,
            item,
            bytes,
        })
    }

    /// The template with the text in it.
    pub fn filled(&self, document: &Document, frame: &Frame) -> Vec<u8> {
        let mut added = String::new();
        let looks = self.looks(frame, &mut added);
        let mut xml = String::with_capacity(64 << 10);
        xml.push_str(&self.open);
        body::push(&mut xml, document, frame, &looks);
        if self.section.is_empty() {
            xml.push_str(&page::section(frame, false));
        } else {
            xml.push_str(&self.section);
        }
        xml.push_str(&self.close);
        let mut parts = BTreeMap::from([(self.main.clone(), xml.into_bytes())]);
        if !added.is_empty() {
            let styles = before_end(&self.styles_text, &added);
            parts.insert(self.styles_part.clone(), styles.into_bytes());
        }
        if let Some(name) = &self.core {
            parts.insert(name.clone(), core(document, frame).into_bytes());
        }
        let mut types = self.types.replace(TEMPLATE_TYPE, DOCUMENT_TYPE);
        let (number, is_there) = self.item;
        match &frame.draft {
            Some(draft) => {
                let item = carried_parts(draft, number);
                parts.extend(item.map(|(name, text)| (name, text.into_bytes())));
                if !is_there {
                    types = before_end(&types, &carried_type(number));
                    let up = "../".repeat(self.main.matches('/').count());
                    let relationship = carried_relationship("rIdChengwenDraft", &up, number);
                    let relationships = before_end(&self.relationships, &relationship);
                    parts.insert(relationships_of(&self.main), relationships.into_bytes());
                }
            }
            // A template that was itself made from a draft does not pass that on.
            None if is_there => {
                let [(name, text), ..] = carried_parts("", number);
                parts.insert(name, text.into_bytes());
            }
            None => {}
        }
        parts.insert(TYPES.to_owned(), types.into_bytes());
        let replaced = Package::open(&self.bytes).and_then(|mut package| package.replaced(&parts));
        match replaced {
            Ok(bytes) => bytes,
            Err((message, _)) => unreachable!("the template was opened before: {message:?}"),
        }
    }

    /// The looks by the template's styles; those that it lacks are written to `added`.
    fn looks(&self, frame: &Frame, added: &mut String) -> Looks {
        let layout = &frame.layout;
        let normal = self
            .styles
            .iter()
            .find(|style| style.is_paragraph && style.is_default)
            .map_or("", |style| style.id.as_str());
        let mut looks = Looks::default();
        for sheet in style::sheets(frame) {
            let is_body = std::ptr::eq(sheet.style, &raw const layout.body);
            let found = self.find(&sheet.style.names, &sheet.name);
            let (look, run_in) = match found {
                _ if is_body => (self.body_look(frame, found, normal), String::new()),
                Some(style) => {
                    let look = Look::new(frame, &style.id, None, "");
                    let run_in = match self.linked(style) {
                        Some(id) => style::run(frame, id, None, ""),
                        None => style::run(frame, "", Some(sheet.style), ""),
                    };
                    (look, run_in)
                }
                None => {
                    let sheet = Sheet {
                        id: self.free_id(&sheet.id),
                        name: sheet.name.clone(),
                        ..sheet
                    };
                    let written = style::written(frame, &sheet, normal);
                    added.push_str(&written.replace("<w:style ", ADDED));
                    let look = Look::new(frame, &sheet.id, Some(sheet.style), "");
                    let character_style = format!("{}Char", sheet.id);
                    let run_in = style::run(frame, &character_style, Some(sheet.style), "");
                    (look, run_in)
                }
            };
            match (sheet.name.as_str(), sheet.level) {
                (_, Some(_)) => {
                    looks.headings.push(look);
                    looks.run_ins.push(run_in);
                }
                ("Title", None) => looks.title = look,
                ("Subtitle", None) => looks.byline = look,
                ("Signature", None) => looks.signature = look,
                _ => looks.body = look,
            }
        }
        looks
    }

    /// The look of running text: the template's own style for it, or its standard style with an indent where it has none.
    fn body_look(&self, frame: &Frame, found: Option<&Style>, normal: &str) -> Look {
        let body = &frame.layout.body;
        let found = found.or_else(|| self.find(&[], "Body Text"));
        let id = found.map_or(normal, |style| &style.id);
        let indent = TextStyle {
            align: Align::Both,
            ..body.clone()
        };
        let indent = if self.is_indented(id) {
            String::new()
        } else {
            style::indent(&indent)
        };
        let mut look = Look::new(frame, id, None, &indent);
        if id.is_empty() {
            look.paragraph = format!("<w:p><w:pPr>{indent}</w:pPr>");
        }
        look
    }

    /// The paragraph style of one of these names, the best first, or of the name that programs know.
    fn find(&self, names: &[String], known: &str) -> Option<&Style> {
        let mut names = names.iter().map(String::as_str).chain([known]);
        names.find_map(|name| {
            self.styles
                .iter()
                .find(|style| style.is_paragraph && style.name.eq_ignore_ascii_case(name))
        })
    }

    /// The character style that a paragraph style is linked with.
    fn linked(&self, style: &Style) -> Option<&str> {
        self.styles
            .iter()
            .find(|other| !other.is_paragraph && other.id == style.link)
            .map(|style| style.id.as_str())
    }

    fn is_indented(&self, id: &str) -> bool {
        let mut id = id;
        // A style may be based on itself in a broken file.
        for _ in 0..self.styles.len() {
            let Some(style) = self.styles.iter().find(|style| style.id == id) else {
                return false;
            };
            if style.is_indented {
                return true;
            }
            id = &style.based_on;
        }
        false
    }

    /// An id that no style of the template has, nor the character style beside it.
    fn free_id(&self, id: &str) -> String {
        let is_taken = |id: &str| {
            let character = format!("{id}Char");
            self.styles
                .iter()
                .any(|style| style.id == id || style.id == character)
        };
        let mut free = id.to_owned();
        while is_taken(&free) {
            free.push('0');
        }
        free
    }
}

/// An added style brings its prefix with it: the template may call the vocabulary something else.
const ADDED: &str =
    "<w:style xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" ";

/// What stands around the text of a main part.
struct Around {
    open: String,
    section: String,
    close: String,
}

fn frame_of(part: &Part) -> Result<Around, Fault> {
    let mut xml = Xml::new(part);
    let mut root = None;
    let mut prefix = String::new();
    let mut open = String::new();
    let mut section = String::new();
    while let Some(event) = xml.event()? {
        let Event::Open(tag) = event else {
            continue;
        };
        let range = tag.range.clone();
        match tag.word() {
            "document" if root.is_none() => {
                root = Some(range);
                prefix = if tag.prefix().is_empty() {
                    String::new()
                } else {
                    format!("{}:", tag.prefix())
                };
            }
            "body" if open.is_empty() && !tag.is_empty => {
                let root = root.clone().unwrap_or(0..0);
                open = format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{}<{prefix}body xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
                    &part.text[root]
                );
            }
            "sectPr" if !open.is_empty() => {
                let end = xml.skip(&tag)?;
                part.text[range.start..end].clone_into(&mut section);
            }
            // Sections that end within the text go with the text.
            "p" | "tbl" | "sdt" if !open.is_empty() => {
                xml.skip(&tag)?;
            }
            _ => {}
        }
    }
    if open.is_empty() {
        return Err((Message::NotAWordFile, Message::CheckTheWordFile));
    }
    Ok(Around {
        open,
        section,
        close: format!("</{prefix}body></{prefix}document>"),
    })
}

fn styles_in(part: &Part) -> Result<Vec<Style>, Fault> {
    let mut xml = Xml::new(part);
    let mut styles: Vec<Style> = Vec::new();
    while let Some(event) = xml.event()? {
        let Event::Open(tag) = event else {
            continue;
        };
        let value = || tag.own("val").unwrap_or_default();
        match (tag.word(), styles.last_mut()) {
            ("style", _) => {
                let default = tag.own("default").unwrap_or_default();
                styles.push(Style {
                    id: tag.own("styleId").unwrap_or_default(),
                    is_paragraph: tag.own("type").is_none_or(|kind| kind == "paragraph"),
                    is_default: matches!(default.as_str(), "1" | "true" | "on"),
                    ..Style::default()
                });
            }
            ("name", Some(style)) => style.name = value(),
            ("basedOn", Some(style)) => style.based_on = value(),
            ("link", Some(style)) => style.link = value(),
            ("ind", Some(style)) => {
                style.is_indented = ["firstLine", "firstLineChars", "hanging"]
                    .iter()
                    .any(|name| tag.own(name).is_some_and(|length| length != "0"));
            }
            _ => {}
        }
    }
    Ok(styles)
}

/// The number of the custom item that carries a draft, or of the first free one.
fn item(package: &mut Package<'_>) -> Result<(usize, bool), Fault> {
    let names = package.names();
    let name = |number: usize| format!("customXml/item{number}.xml");
    let mut number = 1;
    while names.contains(&name(number)) {
        let bytes = package.bytes(&name(number))?.unwrap_or_default();
        if memchr::memmem::find(&bytes, NAMESPACE.as_bytes()).is_some() {
            return Ok((number, true));
        }
        number += 1;
    }
    Ok((number, false))
}

/// Text put before the end tag of the root.
fn before_end(xml: &str, added: &str) -> String {
    let at = xml.rfind("</").unwrap_or(xml.len());
    format!("{}{added}{}", &xml[..at], &xml[at..])
}
