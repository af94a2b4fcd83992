//! XML read within bounds: no document types and so no entities, no overlong tags, no bottomless nesting.

use super::Fault;
use crate::message::Message;
use quick_xml::events::{BytesStart, Event as Raw};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;
use std::borrow::Cow;
use std::ops::Range;

/// The deepest nesting; a table in a table in a text box takes some forty levels.
const MOST_DEPTH: usize = 256;
/// The longest tag, in bytes: Word keeps whole drawings in an attribute of their older form.
const LONGEST_TAG: usize = 4 << 20;

/// Word's main vocabulary, as the transitional and as the strict form of the standard name it.
pub const WORD: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];
const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/// The text of a part, with what is needed to write it back as it was encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The part's name.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: String,
    encoding: Encoding,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf8Marked,
    Utf16Little,
    Utf16Big,
}

/// What a name belongs to; the strict and the transitional form of a standard are the same here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// Word's main vocabulary.
    Word,
    /// Alternate content for older programs.
    Compatibility,
    /// Any other, or none.
    Other,
}

/// A piece of XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event<'x> {
    /// An element opens; if it is empty, it closes with the same tag and no `Close` follows.
    Open(Tag<'x>),
    /// An element closes; the range of its closing tag.
    Close(Range<usize>),
    /// Characters written as they are.
    Text(Range<usize>),
    /// Characters between `<![CDATA[` and `]]>`; the range of the characters.
    Data(Range<usize>),
    /// A character written as a reference.
    Reference(char, Range<usize>),
}

/// An opening tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag<'x> {
    /// What its name belongs to.
    pub space: Space,
    /// Where it stands in the part's text.
    pub range: Range<usize>,
    /// Whether the element is empty.
    pub is_empty: bool,
    start: BytesStart<'x>,
}

/// A reader of one part.
pub struct Xml<'x> {
    part: &'x Part,
    reader: NsReader<&'x [u8]>,
    depth: usize,
}

impl Part {
    /// Takes a part's bytes as text, by its byte order mark.
    pub fn new(name: &str, bytes: Vec<u8>) -> Result<Self, Fault> {
        let (encoding, decoded) = match bytes.as_slice() {
            [0xef, 0xbb, 0xbf, rest @ ..] => {
                (Encoding::Utf8Marked, String::from_utf8(rest.to_vec()).ok())
            }
            [0xff, 0xfe, rest @ ..] => (Encoding::Utf16Little, wide(rest, u16::from_le_bytes)),
            [0xfe, 0xff, rest @ ..] => (Encoding::Utf16Big, wide(rest, u16::from_be_bytes)),
            _ => (Encoding::Utf8, String::from_utf8(bytes).ok()),
        };
        let Some(text) = decoded else {
            return Err(fault(name, "UTF-8?"));
        };
        Ok(Self {
            name: name.to_owned(),
            text,
            encoding,
        })
    }

    /// Whether the part is of the strict form of the standard.
    pub fn is_strict(&self) -> Result<bool, Fault> {
        let mut xml = Xml::new(self);
        while let Some(event) = xml.event()? {
            if matches!(&event, Event::Open(tag) if tag.space == Space::Word) {
                let resolver = xml.reader.resolver();
                return Ok(resolver.bindings().any(|(_, name)| name.0 == WORD[1]));
            }
        }
        Ok(false)
    }

    /// The bytes of a text that is to stand in this part's place.
    pub fn encoded(&self, text: &str) -> Vec<u8> {
        match self.encoding {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf8Marked => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            Encoding::Utf16Little => "\u{feff}"
                .encode_utf16()
                .chain(text.encode_utf16())
                .flat_map(u16::to_le_bytes)
                .collect(),
            Encoding::Utf16Big => "\u{feff}"
                .encode_utf16()
                .chain(text.encode_utf16())
                .flat_map(u16::to_be_bytes)
                .collect(),
        }
    }
}

impl<'x> Xml<'x> {
    /// Starts at the beginning of a part.
    pub fn new(part: &'x Part) -> Self {
        Self {
            part,
            reader: NsReader::from_str(&part.text),
            depth: 0,
        }
    }

    /// The next piece; `None` at the end.
    pub fn event(&mut self) -> Result<Option<Event<'x>>, Fault> {
        let name = &self.part.name;
        loop {
            let start = self.position();
            let event = self
                .reader
                .read_event()
                .map_err(|error| fault(name, &error.to_string()))?;
            let range = start..self.position();
            let event = match event {
                Raw::Start(start) => {
                    self.depth += 1;
                    if self.depth > MOST_DEPTH {
                        let part = name.clone();
                        return Err((Message::WordTooDeep { part }, Message::CheckTheWordFile));
                    }
                    Event::Open(self.tag(start, range, false)?)
                }
                Raw::Empty(start) => Event::Open(self.tag(start, range, true)?),
                Raw::End(_) => {
                    self.depth -= 1;
                    Event::Close(range)
                }
                Raw::Text(_) => Event::Text(range),
                Raw::CData(_) => {
                    Event::Data(range.start + "<![CDATA[".len()..range.end - "]]>".len())
                }
                Raw::GeneralRef(reference) => {
                    let character = match &*reference {
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "amp" => Some('&'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => reference.resolve_char_ref().ok().flatten(),
                    };
                    let Some(character) = character else {
                        return Err(fault(name, &self.part.text[range]));
                    };
                    Event::Reference(character, range)
                }
                Raw::DocType(_) => {
                    let part = name.clone();
                    return Err((
                        Message::WordDocumentType { part },
                        Message::CheckTheWordFile,
                    ));
                }
                Raw::Eof if self.depth > 0 => return Err(fault(name, "…")),
                Raw::Eof => return Ok(None),
                Raw::Comment(_) | Raw::Decl(_) | Raw::PI(_) => continue,
            };
            return Ok(Some(event));
        }
    }

    /// Passes over the rest of an element that has just opened; the end of its closing tag.
    pub fn skip(&mut self, tag: &Tag<'_>) -> Result<usize, Fault> {
        self.rise(self.depth - usize::from(!tag.is_empty))?;
        Ok(self.position())
    }

    /// Passes over the rest of the element that encloses this place; the range of its closing tag.
    pub fn leave(&mut self) -> Result<(), Fault> {
        self.rise(self.depth.saturating_sub(1))
    }

    /// Visits the elements directly within one that has just opened, and ends behind it; what a visit leaves unread is passed
    /// over. The end of the closing tag.
    pub fn children(
        &mut self,
        tag: &Tag<'_>,
        mut visit: impl FnMut(&mut Self, &Tag<'x>) -> Result<(), Fault>,
    ) -> Result<usize, Fault> {
        let within = self.depth;
        while !tag.is_empty && self.depth >= within {
            match self.event()? {
                Some(Event::Open(child)) => {
                    visit(self, &child)?;
                    self.rise(within)?;
                }
                Some(_) => {}
                None => break,
            }
        }
        Ok(self.position())
    }

    fn rise(&mut self, depth: usize) -> Result<(), Fault> {
        while self.depth > depth {
            self.event()?;
        }
        Ok(())
    }

    fn tag(
        &self,
        start: BytesStart<'x>,
        range: Range<usize>,
        is_empty: bool,
    ) -> Result<Tag<'x>, Fault> {
        if range.len() > LONGEST_TAG {
            let part = self.part.name.clone();
            let most = (LONGEST_TAG >> 20) as u64;
            return Err((
                Message::WordPartTooLarge { part, most },
                Message::CheckTheWordFile,
            ));
        }
        let (resolved, _) = self.reader.resolver().resolve_element(start.name());
        let space = match resolved {
            ResolveResult::Bound(Namespace(name)) if WORD.contains(&name) => Space::Word,
            ResolveResult::Bound(Namespace(COMPATIBILITY)) => Space::Compatibility,
            _ => Space::Other,
        };
        Ok(Tag {
            space,
            range,
            is_empty,
            start,
        })
    }

    /// Where the next piece starts.
    pub fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }
}

impl Tag<'_> {
    /// Its name without prefix.
    pub fn local(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// Its name as it is written.
    pub fn name(&self) -> &str {
        self.start.name().0
    }

    /// Its prefix; empty where its vocabulary is the default.
    pub fn prefix(&self) -> &str {
        self.start
            .name()
            .prefix()
            .map_or("", |prefix| prefix.into_inner())
    }

    /// Its name within Word's main vocabulary, else nothing.
    pub fn word(&self) -> &str {
        match self.space {
            Space::Word => self.local(),
            Space::Compatibility | Space::Other => "",
        }
    }

    /// The attribute of a name without prefix.
    pub fn plain(&self, name: &str) -> Option<String> {
        self.find(|key| key == name)
    }

    /// The attribute of a name in the tag's own vocabulary, that is with its prefix, or with any where it has none.
    pub fn own(&self, name: &str) -> Option<String> {
        let prefix = self.prefix();
        self.find(|key| match key.split_once(':') {
            Some((other, local)) => local == name && (other == prefix || prefix.is_empty()),
            None => key == name,
        })
    }

    /// Whether a switch such as `<w:b/>` is on.
    pub fn is_on(&self) -> bool {
        !matches!(self.own("val").as_deref(), Some("0" | "false" | "off"))
    }

    fn find(&self, is_wanted: impl Fn(&str) -> bool) -> Option<String> {
        // The check for repeated attributes takes time that grows with the square of their number.
        let mut attributes = self.start.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| is_wanted(attribute.key.0))?;
        let value: Cow<'_, str> = found
            .normalized_value(quick_xml::XmlVersion::default())
            .ok()?;
        Some(value.into_owned())
    }
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, []) = bytes.as_chunks::<2>() else {
        return None;
    };
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    String::from_utf16(&units).ok()
}

fn fault(part: &str, error: &str) -> Fault {
    let error = format!("{part}: {error}");
    (
        Message::DamagedWordFile { error },
        Message::CheckTheWordFile,
    )
}
