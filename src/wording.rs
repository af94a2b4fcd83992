//! Sets a variant with a fact's values: the only place where templates become words.

mod found;

pub use found::mentions_in;

use crate::bank::{FactKind, Variant};
use crate::fact::Fact;
use crate::message::Language;
use crate::template::{Form, Piece, Template};
use crate::value::Value;
use indexmap::IndexMap;
use serde::Serialize;
use std::ops::Range;

/// How specific a detail, a sentence or a section is; the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// A date with what happened, a count, a name, a place, a title.
    Hard,
    /// An occasion of the writer's own unit without date, number or name.
    Scenario,
    /// Nothing specific.
    None,
}

/// A range of a sentence that renders a fact's field, or a detail found in foreign text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the sentence's text.
    pub range: Range<usize>,
    /// The kind of detail: `date`, `count`, `place`, `person`, `title`, `amount` …
    pub kind: String,
    /// The fact, where one is known.
    pub fact: Option<String>,
    /// The fact's field.
    pub field: String,
    /// What it is worth as an example; a bare date is worth nothing.
    pub grade: Grade,
}

/// A variant set in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// The text without a final stop.
    pub text: String,
    /// Where facts are rendered, in order.
    pub mentions: Vec<Mention>,
}

/// What a variant's slots are filled from.
#[derive(Debug, Clone, Copy)]
pub enum Filling<'f> {
    /// Nothing, or the set words of an edition.
    Words(&'f IndexMap<String, String>),
    /// A fact of a kind, under its id.
    Fact(&'f str, &'f Fact, &'f FactKind),
}

/// The language and the year of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// The language in which dates and counts are set.
    pub language: Language,
    /// The text's own year, which short dates leave out.
    pub year: i16,
}

/// Whether a variant may be offered for a filling: its slots can be filled and its condition holds.
pub fn is_offered(variant: &Variant, filling: Filling<'_>) -> bool {
    match filling {
        Filling::Words(words) => {
            variant.when.is_none()
                && variant
                    .template
                    .is_served(|field| words.contains_key(field))
        }
        Filling::Fact(_, fact, _) => {
            let holds = variant
                .when
                .as_ref()
                .is_none_or(|condition| condition.holds(&fact.values));
            holds
                && variant
                    .template
                    .is_served(|field| fact.values.contains_key(field))
        }
    }
}

/// Sets a template, taking option `picks[i]` of its i-th `[…]`.
pub fn set(template: &Template, picks: &[usize], filling: Filling<'_>, setting: Setting) -> Words {
    let mut setter = Setter {
        words: Words::default(),
        picks: picks.iter().copied(),
        filling,
        setting,
    };
    setter.pieces(template.pieces());
    let mut words = setter.words;
    let end = words.text.trim_end_matches(['，', '、', '；', ',']).len();
    words.text.truncate(end);
    words
}

impl Words {
    /// The stretches that are the bank's own wording: between the mentions.
    pub fn own_wording(&self) -> Vec<&str> {
        let ranges = self.mentions.iter().map(|mention| mention.range.clone());
        between(&self.text, ranges)
    }
}

/// What of a text stands outside some ranges, which are in order.
pub fn between(text: &str, ranges: impl Iterator<Item = Range<usize>>) -> Vec<&str> {
    let mut stretches = Vec::new();
    let mut start = 0;
    for range in ranges {
        stretches.push(&text[start..range.start]);
        start = range.end;
    }
    stretches.push(&text[start..]);
    stretches
}

/// The length of a text in characters without white space.
pub fn length_of(text: &str) -> usize {
    text.chars()
        .filter(|character| !character.is_whitespace())
        .count()
}

struct Setter<'f, P> {
    words: Words,
    picks: P,
    filling: Filling<'f>,
    setting: Setting,
}

impl<P: Iterator<Item = usize>> Setter<'_, P> {
    fn pieces(&mut self, pieces: &[Piece]) {
        for (index, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Text(text) => {
                    self.push(text);
                }
                Piece::Slot(slot) => {
                    let quoted = self.words.text.ends_with(['“', '《']) && closes(pieces, index);
                    self.slot(&slot.field, slot.form, quoted);
                }
                Piece::Alternatives(options) => {
                    let pick = self.picks.next().unwrap_or(0);
                    if let Some(option) = options.get(pick).or(options.first()) {
                        self.pieces(option);
                    }
                }
                Piece::Optional { field, pieces } => {
                    if self.is_filled(field) {
                        self.pieces(pieces);
                    } else {
                        // The picks of a piece left out are passed over, so that later ones keep their places.
                        let skipped = pieces
                            .iter()
                            .filter(|piece| matches!(piece, Piece::Alternatives(_)))
                            .count();
                        for _ in 0..skipped {
                            self.picks.next();
                        }
                    }
                }
            }
        }
    }

    fn is_filled(&self, field: &str) -> bool {
        match self.filling {
            Filling::Words(words) => words.contains_key(field),
            Filling::Fact(_, fact, _) => fact.values.contains_key(field),
        }
    }

    fn slot(&mut self, field: &str, form: Form, quoted: bool) {
        match self.filling {
            Filling::Words(words) => {
                if let Some(word) = words.get(field) {
                    self.push(word);
                }
            }
            Filling::Fact(id, fact, kind) => {
                let Some(value) = fact.values.get(field) else {
                    return;
                };
                let mut surface = value.surface(form, self.setting.language, self.setting.year);
                if quoted {
                    surface = surface.replace('“', "‘").replace('”', "’");
                }
                let start = self.push(&surface);
                self.words.mentions.push(Mention {
                    range: start..self.words.text.len(),
                    kind: detail(kind, field, value),
                    fact: Some(id.to_owned()),
                    field: field.to_owned(),
                    grade: grade(kind, field),
                });
            }
        }
    }

    /// Appends text so that no joint is doubled, and says where it starts.
    fn push(&mut self, text: &str) -> usize {
        let joints = ['，', '、', '；', '：', '。'];
        if text.starts_with(joints) && self.words.text.ends_with(['，', '、', '；']) {
            self.words.text.pop();
        }
        let text = if self.words.text.is_empty() {
            text.trim_start_matches(joints)
        } else {
            text
        };
        let start = self.words.text.len();
        self.words.text.push_str(text);
        start
    }
}

fn closes(pieces: &[Piece], index: usize) -> bool {
    matches!(pieces.get(index + 1), Some(Piece::Text(text)) if text.starts_with(['”', '》']))
}

fn detail(kind: &FactKind, field: &str, value: &Value) -> String {
    let declared = kind
        .fields
        .get(field)
        .map_or("", |field| field.detail.as_str());
    if declared.is_empty() {
        value.kind_id().to_owned()
    } else {
        declared.to_owned()
    }
}

fn grade(kind: &FactKind, field: &str) -> Grade {
    let is_evidence = kind.evidence.iter().any(|evidence| evidence == field);
    match (is_evidence, kind.hard) {
        (true, true) => Grade::Hard,
        (true, false) => Grade::Scenario,
        (false, _) => Grade::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set_words(text: &str, picks: &[usize], words: &[(&str, &str)]) -> String {
        let words = words
            .iter()
            .map(|(key, word)| ((*key).to_owned(), (*word).to_owned()))
            .collect();
        let template = Template::parse(text).expect("legal");
        let setting = Setting {
            language: Language::Chinese,
            year: 2021,
        };
        set(&template, picks, Filling::Words(&words), setting).text
    }

    #[test]
    fn joints_are_never_doubled() {
        assert_eq!(set_words("甲，(?a: {a})，乙", &[], &[]), "甲，乙");
        assert_eq!(
            set_words("甲，(?a: {a}，)乙", &[], &[("a", "丙")]),
            "甲，丙，乙"
        );
        assert_eq!(set_words("(?a: {a})，乙，", &[], &[]), "乙");
        assert_eq!(set_words("甲，(?a: {a})：乙", &[], &[]), "甲：乙");
    }

    #[test]
    fn picks_of_an_omitted_piece_are_passed_over() {
        assert_eq!(set_words("(?a: [x|y])[甲|乙]", &[1, 1], &[]), "乙");
        assert_eq!(
            set_words("(?a: [x|y])[甲|乙]", &[1, 0], &[("a", "")]),
            "y甲"
        );
    }
}
