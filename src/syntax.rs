//! RON text as a tree of values with their places, read on past syntax errors.
//!
//! The grammar is `ron`'s own: each level is parsed by `ron` into raw slices of the text, whose addresses
//! give the places. After a syntax error the broken item is blanked out and the text is read again, so that
//! one broken record does not hide the faults of the others.

mod explain;
mod recover;
mod tree;

use crate::diagnostic::{Diagnostic, Place, known_or_nearest};
use crate::message::Message;
use crate::source::Source;
use explain::{explain, position};
use indexmap::IndexMap;
use recover::{broken_item, closers, unterminated};
use serde::de::DeserializeOwned;
use std::ops::Range;
use tree::tree;

/// A text in quotation marks as RON reads it back. Most texts hold nothing that needs an escape, and one look at them is ten times
/// as fast as asking of every character whether it may be shown.
pub fn quoted(text: &str) -> String {
    let is_plain = |character: char| {
        matches!(
            character,
            ' ' | '!' | '#'..='[' | ']'..='~' | '一'..='鿿' | '、'..='】' | '！'..='～' | '“' | '”' | '‘' | '’' | '…' | '—' | '·'
        )
    };
    if !text.chars().all(is_plain) {
        return format!("{text:?}");
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    quoted.push_str(text);
    quoted.push('"');
    quoted
}

/// A value in RON text.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its bytes in the source.
    pub range: Range<usize>,
    /// What it is.
    pub kind: NodeKind,
}

/// What a value in RON text is.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// `Name(field: value, …)` or `(field: value, …)`.
    Record {
        /// The name before the bracket.
        name: Option<String>,
        /// The fields in order, repeated names kept.
        fields: Vec<Entry>,
    },
    /// `{"key": value, …}`.
    Map(Vec<Entry>),
    /// `[value, …]` or `(value, …)`.
    List(Vec<Node>),
    /// A quoted text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Number(f64),
    /// `true`, `false` or another bare word.
    Word(String),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The field's name or the map's key.
    pub key: String,
    /// The key's bytes in the source.
    pub key_range: Range<usize>,
    /// The value.
    pub value: Node,
}

/// Reads a source's tree and turns its nodes into values, collecting every fault on the way.
#[derive(Debug)]
pub struct Reader<'s> {
    /// The text that is read.
    pub source: &'s Source,
    /// The faults so far.
    pub diagnostics: Vec<Diagnostic>,
    blanked: Vec<Range<usize>>,
}

/// A record's fields by name.
pub type Fields<'n> = IndexMap<&'n str, &'n Node>;

const MAX_SYNTAX_ERRORS: usize = 100;

impl<'s> Reader<'s> {
    /// Starts reading a source and parses it; `None` where nothing could be made of it.
    pub fn open(source: &'s Source) -> (Self, Option<Node>) {
        let mut reader = Self::over(source);
        let root = reader.parse();
        (reader, root)
    }

    /// A reader of nodes that were made elsewhere, whose ranges lie in this source.
    pub fn over(source: &'s Source) -> Self {
        Self {
            source,
            diagnostics: Vec::new(),
            blanked: Vec::new(),
        }
    }

    /// Notes a byte order mark before the text.
    pub fn note_byte_order_mark(&mut self) {
        if self.source.had_bom {
            let place = Place::Span(self.source.span(0..0));
            let note = Diagnostic::note(place, Message::ByteOrderMark);
            self.diagnostics
                .push(note.help(Message::SaveWithoutByteOrderMark));
        }
    }

    /// Reports an error at a range.
    pub fn error(&mut self, range: Range<usize>, message: Message, help: Option<Message>) {
        let mut diagnostic = Diagnostic::error(Place::Span(self.source.span(range)), message);
        diagnostic.help = help;
        self.diagnostics.push(diagnostic);
    }

    /// Whether a part of this range could not be read, so that what is missing there may only be hidden.
    pub fn is_blanked(&self, range: &Range<usize>) -> bool {
        self.blanked
            .iter()
            .any(|blank| blank.start < range.end && range.start < blank.end)
    }

    /// The fields of a record; unknown and repeated names are reported.
    pub fn fields<'n>(&mut self, node: &'n Node, known: &[&str]) -> Option<Fields<'n>> {
        let NodeKind::Record { fields, .. } = &node.kind else {
            self.expected(node, Message::ARecord);
            return None;
        };
        let mut found = Fields::new();
        for field in fields {
            if !known.contains(&field.key.as_str()) {
                let help = known_or_nearest(&field.key, known);
                let message = Message::UnknownField {
                    field: field.key.clone(),
                };
                self.error(field.key_range.clone(), message, Some(help));
            } else if found.insert(&field.key, &field.value).is_some() {
                self.repeated(field);
            }
        }
        Some(found)
    }

    /// A field that must be there; reported at the record where it is not.
    pub fn required<'n>(
        &mut self,
        record: &Node,
        fields: &Fields<'n>,
        name: &str,
    ) -> Option<&'n Node> {
        let found = fields.get(name).copied();
        if found.is_none() && !self.is_blanked(&record.range) {
            let message = Message::MissingField {
                field: name.to_owned(),
            };
            self.error(self.head(record), message, None);
        }
        found
    }

    /// A field of quoted text that must be there.
    pub fn text_field(&mut self, record: &Node, fields: &Fields<'_>, name: &str) -> Option<String> {
        let node = self.required(record, fields, name)?;
        self.text(node).map(str::to_owned)
    }

    /// A field of a plain data type that must be there.
    pub fn decode_field<T: DeserializeOwned>(
        &mut self,
        record: &Node,
        fields: &Fields<'_>,
        name: &str,
    ) -> Option<T> {
        let node = self.required(record, fields, name)?;
        self.decode(node)
    }

    /// A field of `true` or `false`; `false` where it is not there.
    pub fn flag(&mut self, fields: &Fields<'_>, name: &str) -> bool {
        let flag = fields.get(name).and_then(|node| self.boolean(node));
        flag.unwrap_or(false)
    }

    /// The entries of a map, repeated keys reported and left out.
    pub fn map<'n>(&mut self, node: &'n Node) -> Vec<&'n Entry> {
        let NodeKind::Map(entries) = &node.kind else {
            self.expected(node, Message::AMap);
            return Vec::new();
        };
        let mut seen: Vec<&str> = Vec::new();
        let mut found = Vec::new();
        for entry in entries {
            if seen.contains(&entry.key.as_str()) {
                self.repeated(entry);
            } else {
                seen.push(&entry.key);
                found.push(entry);
            }
        }
        found
    }

    /// The items of a list.
    pub fn list<'n>(&mut self, node: &'n Node) -> &'n [Node] {
        if let NodeKind::List(items) = &node.kind {
            items
        } else {
            self.expected(node, Message::AList);
            &[]
        }
    }

    /// A quoted text.
    pub fn text<'n>(&mut self, node: &'n Node) -> Option<&'n str> {
        if let NodeKind::Text(text) = &node.kind {
            Some(text)
        } else {
            self.expected(node, Message::AQuotedText);
            None
        }
    }

    /// A list of quoted texts.
    pub fn texts(&mut self, node: &Node) -> Vec<String> {
        self.list(node)
            .iter()
            .filter_map(|item| self.text(item).map(str::to_owned))
            .collect()
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, node: &Node) -> Option<bool> {
        match &node.kind {
            NodeKind::Word(word) if word == "true" => Some(true),
            NodeKind::Word(word) if word == "false" => Some(false),
            _ => {
                self.expected(node, Message::TrueOrFalse);
                None
            }
        }
    }

    /// Any plain data type, by its own `Deserialize`; one fault at most is reported.
    pub fn decode<T: DeserializeOwned>(&mut self, node: &Node) -> Option<T> {
        let end = node.range.end.min(self.source.text.len());
        let slice = &self.source.text[node.range.start.min(end)..end];
        let options = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        match options.from_str(slice) {
            Ok(value) => Some(value),
            Err(error) => {
                let inner = Source::new("", slice);
                let start = inner.offset(position(error.span.start));
                let end = inner.offset(position(error.span.end)).max(start);
                let range = node.range.start + start..node.range.start + end;
                let (message, help) = explain(&error.code, self.source, &range);
                self.error(range, message, help);
                None
            }
        }
    }

    /// The first line of a node, for a fault that concerns the whole of it.
    pub fn head(&self, node: &Node) -> Range<usize> {
        let end = node.range.end.min(self.source.text.len());
        let text = &self.source.text[node.range.start.min(end)..end];
        let end = text
            .find(['(', '\n', '{', '['])
            .filter(|end| *end > 0)
            .unwrap_or(text.chars().next().map_or(0, char::len_utf8));
        node.range.start..node.range.start + end
    }

    /// Reports that a node is of another kind than wanted.
    pub fn expected(&mut self, node: &Node, expected: Message) {
        let message = Message::WrongKind {
            expected: Box::new(expected),
        };
        self.error(self.head(node), message, None);
    }

    fn repeated(&mut self, entry: &Entry) {
        let message = Message::Repeated {
            key: entry.key.clone(),
        };
        self.error(
            entry.key_range.clone(),
            message,
            Some(Message::GiveAnotherName),
        );
    }

    fn parse(&mut self) -> Option<Node> {
        let mut text = self.source.text.clone();
        self.blank_unterminated(&mut text);
        let mut places = Vec::new();
        for _ in 0..MAX_SYNTAX_ERRORS {
            match tree(&text, 0).map_err(|fault| fault.narrowed(&text)) {
                Ok(root) => return Some(root),
                // The brackets around this place do not match: blanking items would only eat the file.
                Err(fault) if places.contains(&fault.range.start) => return None,
                Err(fault) => {
                    places.push(fault.range.start);
                    let (message, help) = explain(&fault.code, self.source, &fault.range);
                    self.error(fault.range.clone(), message, help);
                    if matches!(fault.code, ron::Error::Eof) {
                        text.push_str(&closers(&text));
                        self.blanked.push(self.source.text.len()..usize::MAX);
                        continue;
                    }
                    let item = broken_item(&text, fault.range.start)?;
                    self.blank(&mut text, item);
                }
            }
        }
        None
    }

    /// A text that runs over the end of its line has almost surely lost its closing quotation mark.
    fn blank_unterminated(&mut self, text: &mut String) {
        while let Some(start) = unterminated(text) {
            let line_end = text[start..]
                .find('\n')
                .map_or(text.len(), |end| start + end);
            self.error(
                start..line_end,
                Message::UnterminatedText,
                Some(Message::CloseTheQuotation),
            );
            let Some(item) = broken_item(text, start) else {
                return;
            };
            self.blank(text, item);
        }
    }

    fn blank(&mut self, text: &mut String, range: Range<usize>) {
        let blank: String = text[range.clone()]
            .bytes()
            .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
            .collect();
        text.replace_range(range.clone(), &blank);
        self.blanked.push(range);
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_quoted_text_is_written_as_ever() {
        for text in [
            "",
            "2021年3月，到“青石村”走访《论中国共产党历史》…",
            "a\"b",
            "a\\b",
            "行一\n行二\t\u{200b}\u{3000}全角空格",
            "𠀀é~!#[]",
        ] {
            assert_eq!(quoted(text), format!("{text:?}"));
            assert_eq!(ron::from_str::<String>(&quoted(text)).as_deref(), Ok(text));
        }
    }
}
