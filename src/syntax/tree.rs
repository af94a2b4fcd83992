//! One level of RON after another, parsed by `ron` into raw slices whose addresses give the places.

use super::explain::position;
use super::recover::{skip_trivia, trim_trivia_end};
use super::{Entry, Node, NodeKind};
use crate::source::Source;
use ron::value::RawValue;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use std::fmt;
use std::ops::Range;

impl SyntaxFault {
    /// The fault with its range drawn in to the character that is not expected: `ron` points before the space in front of it.
    pub fn narrowed(self, text: &str) -> Self {
        let ron::Error::UnexpectedChar(character) = self.code else {
            return self;
        };
        let from = text.floor_char_boundary(self.range.start.min(text.len()));
        match text[from..].find(character) {
            Some(offset) => Self {
                range: from + offset..from + offset + character.len_utf8(),
                ..self
            },
            None => self,
        }
    }
}

/// What `ron` makes of a text that it cannot parse, and where.
pub struct SyntaxFault {
    /// Bytes of the source.
    pub range: Range<usize>,
    /// The error.
    pub code: ron::Error,
}

struct Entries<'a>(Vec<(Key<'a>, &'a RawValue)>);

enum Key<'a> {
    Field(String),
    Raw(&'a RawValue),
}

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Entries<'de>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("fields")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(key) = map.next_key::<String>()? {
                    entries.push((Key::Field(key), map.next_value::<&RawValue>()?));
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_any(Fields)
    }
}

struct MapEntries<'a>(Vec<(Key<'a>, &'a RawValue)>);

impl<'de> Deserialize<'de> for MapEntries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = MapEntries<'de>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a map")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(key) = map.next_key::<&RawValue>()? {
                    entries.push((Key::Raw(key), map.next_value::<&RawValue>()?));
                }
                Ok(MapEntries(entries))
            }
        }
        deserializer.deserialize_map(Keys)
    }
}

/// Parses the slice `text`, which starts at byte `base` of the source.
pub fn tree(text: &str, base: usize) -> Result<Node, SyntaxFault> {
    let start = skip_trivia(text);
    let end = start + trim_trivia_end(&text[start..]);
    let body = &text[start..end];
    let offset_of = |slice: &str| base + (slice.as_ptr() as usize - text.as_ptr() as usize);
    let fault = |error: ron::error::SpannedError| {
        let inner = Source::new("", body);
        let from = inner.offset(position(error.span.start));
        let to = inner.offset(position(error.span.end)).max(from);
        SyntaxFault {
            range: base + start + from..base + start + to,
            code: error.code,
        }
    };
    let name_length = body
        .find(|character: char| !(character.is_alphanumeric() || character == '_'))
        .unwrap_or(body.len());
    let after_name = &body[name_length..];
    let first = body.chars().next().unwrap_or('\0');
    let kind = if first == '"' || body.starts_with("r\"") || body.starts_with("r#") {
        NodeKind::Text(ron::from_str(body).map_err(fault)?)
    } else if first == '[' {
        let items: Vec<&RawValue> = ron::from_str(body).map_err(fault)?;
        NodeKind::List(subtrees(&items, offset_of)?)
    } else if first == '{' {
        let MapEntries(entries) = ron::from_str(body).map_err(fault)?;
        NodeKind::Map(entry_nodes(text, base, entries, offset_of)?)
    } else if first.is_ascii_digit() || matches!(first, '-' | '+' | '.') {
        match ron::from_str::<i64>(body) {
            Ok(integer) => NodeKind::Integer(integer),
            Err(_) => NodeKind::Number(ron::from_str(body).map_err(fault)?),
        }
    } else if after_name.trim_start().starts_with('(') {
        let open = name_length + (after_name.len() - after_name.trim_start().len());
        let inside = &body[open + 1..];
        let inside = &inside[skip_trivia(inside)..];
        let ident = inside
            .find(|character: char| !(character.is_alphanumeric() || character == '_'))
            .unwrap_or(inside.len());
        let after = &inside[ident..];
        let is_record = inside.starts_with(')')
            || (ident > 0 && after[skip_trivia(after)..].starts_with([':', '：']));
        if is_record {
            let Entries(entries) = if inside.starts_with(')') {
                ron::from_str::<()>("()").map_err(fault)?;
                Entries(Vec::new())
            } else {
                ron::from_str(body).map_err(fault)?
            };
            NodeKind::Record {
                name: (name_length > 0).then(|| body[..name_length].to_owned()),
                fields: entry_nodes(text, base, entries, offset_of)?,
            }
        } else {
            let items: Vec<&RawValue> = list_of_tuple(&body[open..]).map_err(fault)?;
            NodeKind::List(subtrees(&items, offset_of)?)
        }
    } else if name_length > 0 && after_name.is_empty() {
        NodeKind::Word(body.to_owned())
    } else {
        // Whatever ron says of it is the message; a text that ron takes but this tree does not is a wrong kind.
        let error = match ron::from_str::<&RawValue>(body) {
            Err(error) => error.code,
            Ok(_) => ron::Error::ExpectedNamedStructLike(""),
        };
        let from = base + start;
        let length = body.chars().next().map_or(0, char::len_utf8);
        return Err(SyntaxFault {
            range: from..from + length,
            code: error,
        });
    };
    Ok(Node {
        range: base + start..base + end,
        kind,
    })
}

/// A tuple's items: `ron` reads a `Vec` from `[…]` only, so a tuple is visited as whatever it is.
fn list_of_tuple(body: &str) -> Result<Vec<&RawValue>, ron::error::SpannedError> {
    struct Items<'a>(Vec<&'a RawValue>);
    impl<'de> Deserialize<'de> for Items<'de> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Sequence;
            impl<'de> Visitor<'de> for Sequence {
                type Value = Items<'de>;
                fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                    formatter.write_str("a list")
                }
                fn visit_seq<A: serde::de::SeqAccess<'de>>(
                    self,
                    mut sequence: A,
                ) -> Result<Self::Value, A::Error> {
                    let mut items = Vec::new();
                    while let Some(item) = sequence.next_element()? {
                        items.push(item);
                    }
                    Ok(Items(items))
                }
            }
            deserializer.deserialize_any(Sequence)
        }
    }
    ron::from_str::<Items<'_>>(body).map(|items| items.0)
}

fn subtrees(
    items: &[&RawValue],
    offset_of: impl Fn(&str) -> usize,
) -> Result<Vec<Node>, SyntaxFault> {
    items
        .iter()
        .map(|item| tree(item.get_ron(), offset_of(item.get_ron())))
        .collect()
}

fn entry_nodes(
    text: &str,
    base: usize,
    entries: Vec<(Key<'_>, &RawValue)>,
    offset_of: impl Fn(&str) -> usize,
) -> Result<Vec<Entry>, SyntaxFault> {
    entries
        .into_iter()
        .map(|(key, value)| {
            let value_start = offset_of(value.get_ron());
            let (key, key_range) = match key {
                Key::Field(name) => {
                    let before = &text[..value_start - base];
                    let start = before.rfind(name.as_str()).unwrap_or(0);
                    let range = base + start..base + start + name.len();
                    (name, range)
                }
                Key::Raw(raw) => {
                    let node = tree(raw.get_ron(), offset_of(raw.get_ron()))?;
                    let key = match node.kind {
                        NodeKind::Text(text) | NodeKind::Word(text) => text,
                        _ => raw.get_ron().trim().to_owned(),
                    };
                    (key, node.range)
                }
            };
            Ok(Entry {
                key,
                key_range,
                value: tree(value.get_ron(), value_start)?,
            })
        })
        .collect()
}
