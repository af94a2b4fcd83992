//! The XML of spreadsheets as elements and text; only the five entities of XML itself and character references are resolved.

use crate::message::Message;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// A piece of an XML text; names are without their prefix.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// An element begins.
    Open(Element),
    /// The element of that name ends.
    Close(String),
    /// Text within an element.
    Text(String),
}

/// An element's name and attributes.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// The name.
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The value of an attribute as a number.
    pub fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.attribute(name)?.parse().ok()
    }
}

/// Hands every piece of an XML text to `take`, until it or the text is at fault.
pub fn pieces(
    bytes: &[u8],
    mut take: impl FnMut(Piece) -> Result<(), Message>,
) -> Result<(), Message> {
    let text = match bytes {
        [0xFF, 0xFE, ..] => encoding_rs::UTF_16LE.decode(bytes).0,
        [0xFE, 0xFF, ..] => encoding_rs::UTF_16BE.decode(bytes).0,
        _ => encoding_rs::UTF_8.decode(bytes).0,
    };
    let mut reader = Reader::from_str(&text);
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event().map_err(|_| Message::BrokenArchive)? {
            Event::Start(start) => take(Piece::Open(element(&start)))?,
            Event::End(end) => take(Piece::Close(end.local_name().into_inner().to_owned()))?,
            Event::Text(text) => {
                take(Piece::Text(
                    text.xml_content(XmlVersion::Implicit1_0).into_owned(),
                ))?;
            }
            Event::CData(data) => {
                take(Piece::Text(
                    data.xml_content(XmlVersion::Implicit1_0).into_owned(),
                ))?;
            }
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().ok().flatten();
                let text = match character {
                    Some(character) => character.to_string(),
                    None => resolve_xml_entity(&reference.borrow().into_inner())
                        .ok_or(Message::BrokenArchive)?
                        .to_owned(),
                };
                take(Piece::Text(text))?;
            }
            Event::Eof => return Ok(()),
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let attributes = start.attributes().flatten().filter_map(|attribute| {
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        let name = attribute.key.local_name().into_inner().to_owned();
        Some((name, value.into_owned()))
    });
    Element {
        name: start.local_name().into_inner().to_owned(),
        attributes: attributes.collect(),
    }
}
