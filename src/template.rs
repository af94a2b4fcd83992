//! A variant's text as pieces: text, inline alternatives, slots and optional pieces.
//!
//! The syntax is specified, with a grammar and examples, in `phrasebank/README.md`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::OnceLock;

/// A variant's text, parsed when it is first looked into: a draft looks into a part of the bank only.
#[derive(Debug, Clone)]
pub struct Template {
    /// The text as written in the bank.
    pub text: String,
    pieces: OnceLock<Vec<Piece>>,
}

/// One piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text to set as it is.
    Text(String),
    /// `[a|b]`: exactly one option is set. Options hold no further alternatives.
    Alternatives(Vec<Vec<Piece>>),
    /// `{field}` or `{field:form}`.
    Slot(Slot),
    /// `(?field: …)`: left out when the field is empty.
    Optional {
        /// The field that decides.
        field: String,
        /// What is set when the field is there.
        pieces: Vec<Piece>,
    },
}

/// A typed hole, filled from a fact's field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The field's id.
    pub field: String,
    /// The surface form asked for.
    pub form: Form,
}

/// The surface form that a slot asks of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// The type's usual form.
    #[default]
    Default,
    /// A shorter handle: a date without the text's own year, a place's last unit.
    Short,
    /// A count in the numerals of the language: 两次.
    Han,
    /// Without unit or quotation: 2, or a title without 《》.
    Bare,
    /// A date as a deadline, whatever its precision: 3月31日前, 12月底前, 上半年内.
    By,
}

impl Form {
    /// Every form with its name in the syntax, except the default, which has none.
    pub const NAMED: [(&'static str, Form); 4] = [
        ("short", Form::Short),
        ("han", Form::Han),
        ("bare", Form::Bare),
        ("by", Form::By),
    ];
}

/// What is wrong with a variant's text, and at which byte of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault {
    /// Byte offset in the variant's text.
    pub offset: usize,
    /// The kind of fault.
    pub kind: TemplateFaultKind,
}

/// The kinds of fault in a variant's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateFaultKind {
    /// `[`, `{` or `(?` is never closed.
    Unclosed(char),
    /// `]`, `}` or `|` without its opening.
    Stray(char),
    /// `[…]` within `[…]`, or `(?…)` within `(?…)`.
    Nested,
    /// A slot or optional piece without a field's id.
    NoField,
    /// A form that does not exist.
    UnknownForm(String),
    /// `[…]` with fewer than two options.
    OneOption,
    /// A variant without any text.
    Empty,
}

impl Template {
    /// Parses a variant's text.
    pub fn parse(text: &str) -> Result<Self, TemplateFault> {
        let mut parser = Parser { text, offset: 0 };
        let pieces = parser.pieces(&[], false)?;
        if pieces.is_empty() {
            return Err(parser.fault(0, TemplateFaultKind::Empty));
        }
        Ok(Self {
            text: text.to_owned(),
            pieces: OnceLock::from(pieces),
        })
    }

    /// The stretches of text that stand between slots, alternatives and optional pieces, told without taking the text apart.
    pub fn stretches(&self) -> impl Iterator<Item = &str> {
        let mut rest = self.text.as_str();
        std::iter::from_fn(move || {
            while !rest.is_empty() {
                let end = rest
                    .find(['[', ']', '|', '{', '(', ')', '\\'])
                    .unwrap_or(rest.len());
                let (stretch, after) = rest.split_at(end);
                let skipped = if after.starts_with('{') {
                    after.find('}').map_or(after.len(), |at| at + 1)
                } else if after.starts_with("(?") {
                    after.find(':').map_or(after.len(), |at| at + 1)
                } else {
                    after.len().min(1)
                };
                rest = &after[skipped..];
                if !stretch.is_empty() {
                    return Some(stretch);
                }
            }
            None
        })
    }

    /// The text's pieces in order.
    pub fn pieces(&self) -> &[Piece] {
        self.pieces.get_or_init(|| {
            let mut parser = Parser {
                text: &self.text,
                offset: 0,
            };
            // Only a packed text is parsed this late, and the build script packs what it has parsed.
            parser
                .pieces(&[], false)
                .unwrap_or_else(|_| vec![Piece::Text(self.text.clone())])
        })
    }

    /// The number of options of each `[…]`, in order.
    pub fn alternatives(&self) -> Vec<usize> {
        let mut sizes = Vec::new();
        collect_alternatives(self.pieces(), &mut sizes);
        sizes
    }

    /// Every slot, in order, with whether it stands outside optional pieces and alternatives' own optional pieces.
    pub fn slots(&self) -> Vec<(&Slot, bool)> {
        let mut slots = Vec::new();
        collect_slots(self.pieces(), &mut Vec::new(), &mut slots);
        slots
    }

    /// The fields that must be filled for this template to be offered.
    pub fn required(&self) -> Vec<&str> {
        self.slots()
            .into_iter()
            .filter(|(_, required)| *required)
            .map(|(slot, _)| slot.field.as_str())
            .collect()
    }

    /// Whether every required field is filled, asked field by field: [`Self::required`] without a list.
    pub fn is_served(&self, is_filled: impl Fn(&str) -> bool) -> bool {
        is_served(self.pieces(), None, &is_filled)
    }

    /// Every field named, in slots and as an optional piece's condition.
    pub fn fields(&self) -> Vec<&str> {
        let mut fields: Vec<&str> = self
            .slots()
            .into_iter()
            .map(|(slot, _)| slot.field.as_str())
            .collect();
        collect_conditions(self.pieces(), &mut fields);
        fields
    }

    /// The number of different texts that the inline alternatives give.
    pub fn phrasings(&self) -> usize {
        self.alternatives().iter().product()
    }

    /// The bank's own wording: literal text with a NUL wherever a slot stands, taking option `picks[i]` of the i-th `[…]`.
    pub fn wording(&self, picks: &[usize]) -> String {
        let mut wording = String::new();
        let mut picks = picks.iter().copied();
        append_wording(self.pieces(), &mut picks, &mut wording);
        wording
    }
}

impl PartialEq for Template {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Template {}

impl Serialize for Template {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Template {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self {
            text: String::deserialize(deserializer)?,
            pieces: OnceLock::new(),
        })
    }
}

fn collect_alternatives(pieces: &[Piece], sizes: &mut Vec<usize>) {
    for piece in pieces {
        match piece {
            Piece::Alternatives(options) => sizes.push(options.len()),
            Piece::Optional { pieces, .. } => collect_alternatives(pieces, sizes),
            Piece::Text(_) | Piece::Slot(_) => {}
        }
    }
}

fn collect_slots<'t>(
    pieces: &'t [Piece],
    present: &mut Vec<&'t str>,
    slots: &mut Vec<(&'t Slot, bool)>,
) {
    for piece in pieces {
        match piece {
            Piece::Slot(slot) => slots.push((slot, !present.contains(&slot.field.as_str()))),
            Piece::Alternatives(options) => {
                for option in options {
                    collect_slots(option, present, slots);
                }
            }
            Piece::Optional { field, pieces } => {
                present.push(field);
                collect_slots(pieces, present, slots);
                present.pop();
            }
            Piece::Text(_) => {}
        }
    }
}

fn is_served(pieces: &[Piece], present: Option<&str>, is_filled: &impl Fn(&str) -> bool) -> bool {
    pieces.iter().all(|piece| match piece {
        Piece::Text(_) => true,
        Piece::Slot(slot) => present == Some(slot.field.as_str()) || is_filled(&slot.field),
        Piece::Alternatives(options) => options
            .iter()
            .all(|option| is_served(option, present, is_filled)),
        Piece::Optional { field, pieces } => is_served(pieces, Some(field), is_filled),
    })
}

fn collect_conditions<'t>(pieces: &'t [Piece], fields: &mut Vec<&'t str>) {
    for piece in pieces {
        match piece {
            Piece::Optional { field, pieces } => {
                fields.push(field);
                collect_conditions(pieces, fields);
            }
            Piece::Alternatives(options) => {
                for option in options {
                    collect_conditions(option, fields);
                }
            }
            Piece::Text(_) | Piece::Slot(_) => {}
        }
    }
}

fn append_wording(pieces: &[Piece], picks: &mut impl Iterator<Item = usize>, wording: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => wording.push_str(text),
            Piece::Slot(_) => wording.push('\0'),
            Piece::Alternatives(options) => {
                let pick = picks.next().unwrap_or(0).min(options.len() - 1);
                append_wording(&options[pick], &mut std::iter::empty(), wording);
            }
            Piece::Optional { pieces, .. } => append_wording(pieces, picks, wording),
        }
    }
}

/// Where plain text may end.
const SPECIAL: [char; 8] = ['\\', '[', ']', '{', '}', '(', ')', '|'];

struct Parser<'t> {
    text: &'t str,
    offset: usize,
}

impl Parser<'_> {
    fn pieces(&mut self, until: &[char], inside: bool) -> Result<Vec<Piece>, TemplateFault> {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        while let Some(character) = self.peek() {
            if until.contains(&character) {
                break;
            }
            let start = self.offset;
            let piece = match character {
                '\\' => {
                    self.offset += 1;
                    let escaped = self
                        .peek()
                        .ok_or_else(|| self.fault(start, TemplateFaultKind::Stray('\\')))?;
                    self.offset += escaped.len_utf8();
                    literal.push(escaped);
                    continue;
                }
                '[' if inside => return Err(self.fault(start, TemplateFaultKind::Nested)),
                '[' => self.alternatives()?,
                '{' => self.slot()?,
                '(' if self.text[start..].starts_with("(?") => {
                    if until == [')'] {
                        return Err(self.fault(start, TemplateFaultKind::Nested));
                    }
                    self.optional(inside)?
                }
                ']' | '}' | '|' => {
                    return Err(self.fault(start, TemplateFaultKind::Stray(character)));
                }
                _ => {
                    let rest = &self.text[start..];
                    let plain = rest
                        .char_indices()
                        .skip(1)
                        .find(|(_, character)| SPECIAL.contains(character))
                        .map_or(rest.len(), |(offset, _)| offset);
                    self.offset += plain;
                    literal.push_str(&rest[..plain]);
                    continue;
                }
            };
            if !literal.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut literal)));
            }
            pieces.push(piece);
        }
        if !literal.is_empty() {
            pieces.push(Piece::Text(literal));
        }
        Ok(pieces)
    }

    fn alternatives(&mut self) -> Result<Piece, TemplateFault> {
        let start = self.offset;
        let mut options = Vec::new();
        loop {
            self.offset += 1;
            options.push(self.pieces(&['|', ']'], true)?);
            match self.peek() {
                Some('|') => {}
                Some(_) => break,
                None => return Err(self.fault(start, TemplateFaultKind::Unclosed('['))),
            }
        }
        self.offset += 1;
        if options.len() < 2 {
            return Err(self.fault(start, TemplateFaultKind::OneOption));
        }
        Ok(Piece::Alternatives(options))
    }

    fn slot(&mut self) -> Result<Piece, TemplateFault> {
        let start = self.offset;
        let length = self.text[start..]
            .find('}')
            .ok_or_else(|| self.fault(start, TemplateFaultKind::Unclosed('{')))?;
        let inner = &self.text[start + 1..start + length];
        self.offset = start + length + 1;
        let (field, form) = match inner.split_once(':') {
            None => (inner, Form::Default),
            Some((field, name)) => {
                let form = Form::NAMED
                    .iter()
                    .find(|(known, _)| *known == name)
                    .ok_or_else(|| {
                        self.fault(start, TemplateFaultKind::UnknownForm(name.to_owned()))
                    })?;
                (field, form.1)
            }
        };
        Ok(Piece::Slot(Slot {
            field: self.field(start, field)?,
            form,
        }))
    }

    fn optional(&mut self, inside: bool) -> Result<Piece, TemplateFault> {
        let start = self.offset;
        let colon = self.text[start..]
            .find(':')
            .ok_or_else(|| self.fault(start, TemplateFaultKind::NoField))?;
        let field = self.field(start, self.text[start + 2..start + colon].trim())?;
        self.offset = start + colon + 1;
        if self.peek() == Some(' ') {
            self.offset += 1;
        }
        let pieces = self.pieces(&[')'], inside)?;
        if self.peek() != Some(')') {
            return Err(self.fault(start, TemplateFaultKind::Unclosed('(')));
        }
        self.offset += 1;
        Ok(Piece::Optional { field, pieces })
    }

    fn field(&self, start: usize, field: &str) -> Result<String, TemplateFault> {
        let legal = !field.is_empty()
            && field
                .chars()
                .all(|character| character.is_ascii_alphanumeric() || character == '_');
        if legal {
            Ok(field.to_owned())
        } else {
            Err(self.fault(start, TemplateFaultKind::NoField))
        }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.offset..].chars().next()
    }

    #[allow(clippy::unused_self)]
    fn fault(&self, offset: usize, kind: TemplateFaultKind) -> TemplateFault {
        TemplateFault { offset, kind }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_every_kind_of_piece() {
        let template =
            Template::parse(r"\[{date:short}，[到|去]{place}(?finding: ，{finding})(略)")
                .expect("legal");
        assert_eq!(template.alternatives(), [2]);
        assert_eq!(template.required(), ["date", "place"]);
        assert_eq!(template.fields(), ["date", "place", "finding", "finding"]);
        assert_eq!(template.wording(&[1]), "[\0，去\0，\0(略)");
    }

    #[test]
    fn an_optional_piece_may_hold_a_closing_bracket_when_escaped() {
        let template = Template::parse(r"甲(?a: 乙\)丙)").expect("legal");
        assert_eq!(template.wording(&[]), "甲乙)丙");
    }

    #[test]
    fn stretches_are_the_text_between_what_varies() {
        let template =
            Template::parse(r"\[{date:short}，[到|去]{place}(?finding: ，发现{finding})(略)")
                .expect("legal");
        let stretches: Vec<&str> = template.stretches().map(str::trim).collect();
        assert_eq!(stretches, ["，", "到", "去", "，发现", "略"]);
    }

    #[test]
    fn faults_name_their_place() {
        let fault = |text: &str| Template::parse(text).map_err(|fault| (fault.offset, fault.kind));
        assert_eq!(fault("a[b"), Err((1, TemplateFaultKind::Unclosed('['))));
        assert_eq!(fault("a{b"), Err((1, TemplateFaultKind::Unclosed('{'))));
        assert_eq!(fault("a]"), Err((1, TemplateFaultKind::Stray(']'))));
        assert_eq!(fault("[a|[b|c]]"), Err((3, TemplateFaultKind::Nested)));
        assert_eq!(
            fault("(?a: 甲(?b: 乙))"),
            Err((8, TemplateFaultKind::Nested))
        );
        assert_eq!(fault("[a]"), Err((0, TemplateFaultKind::OneOption)));
        assert_eq!(fault("{}"), Err((0, TemplateFaultKind::NoField)));
        assert_eq!(fault(""), Err((0, TemplateFaultKind::Empty)));
        assert_eq!(
            fault("{a:long}"),
            Err((0, TemplateFaultKind::UnknownForm("long".into())))
        );
    }
}
