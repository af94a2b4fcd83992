//! Turns a plan into a document: a pure function of bank, facts and plan.

use super::{Document, Origin, Section, Sentence};
use crate::bank::{Edition, FormulationId, Genre};
use crate::fact::{Author, Facts};
use crate::plan::Plan;
use crate::plan::outline::{Heading, Item, PlannedSlot, outline};
use crate::plan::word::filling;
use crate::value::han;
use crate::wording::{Setting, mentions_in, set};

/// Realizes a plan.
pub fn realize(genre: &Genre, edition: &Edition, facts: &Facts, plan: &Plan) -> Document {
    let style = &genre.definition.style;
    let realizer = Realizer {
        genre,
        edition,
        facts,
        plan,
    };
    let sections = outline(genre, edition, facts, plan)
        .into_iter()
        .map(|planned| {
            let level = planned.path.len();
            let number = match planned.heading {
                Heading::None => String::new(),
                Heading::Fixed(_) | Heading::Slot(_) => {
                    number(&style.numbering, level, planned.path.last().copied())
                }
            };
            Section {
                role: planned.role,
                part: planned.part,
                area: planned.area,
                number,
                number_span: None,
                heading: realizer.heading(&planned.heading),
                run_in: level >= style.run_in,
                paragraphs: planned
                    .paragraphs
                    .iter()
                    .map(|items| items.iter().map(|item| realizer.item(item)).collect())
                    .collect(),
                path: planned.path,
            }
        })
        .collect();
    Document {
        title: edition.title.clone(),
        byline: byline(&style.byline, &facts.author),
        sections,
    }
}

/// The mark of a place where a fact of one of these kinds is missing.
pub fn gap_text(genre: &Genre, kinds: &[String]) -> String {
    /// A gap names the kinds that serve best; a long list would help nobody.
    const NAMED: usize = 3;
    let style = &genre.definition.style;
    let wants: Vec<String> = kinds
        .iter()
        .filter_map(|id| genre.definition.kinds.get(id))
        .take(NAMED)
        .map(|kind| {
            let fields: Vec<&str> = kind
                .fields
                .values()
                .filter(|field| field.required)
                .map(|field| field.label.as_str())
                .collect();
            style
                .fields
                .replace("{kind}", &kind.label)
                .replace("{fields}", &fields.join(&style.list))
        })
        .collect();
    style
        .gap
        .replace("{wants}", &wants.join(&style.alternative))
}

struct Realizer<'b> {
    genre: &'b Genre,
    edition: &'b Edition,
    facts: &'b Facts,
    plan: &'b Plan,
}

impl Realizer<'_> {
    fn heading(&self, heading: &Heading) -> Option<Sentence> {
        match heading {
            Heading::None => None,
            Heading::Fixed(title) => Some(Sentence {
                text: title.clone(),
                mandated: true,
                ..Sentence::default()
            }),
            Heading::Slot(slot) => self.sentence(slot),
        }
    }

    fn item(&self, item: &Item) -> Sentence {
        let gap = |kinds: &[String]| Sentence {
            text: gap_text(self.genre, kinds),
            gap: Some(kinds.to_vec()),
            ..Sentence::default()
        };
        match item {
            Item::Gap(kinds) => gap(kinds),
            Item::Slot(slot) => match self.sentence(slot) {
                Some(mut sentence) => {
                    let closed = sentence.text.ends_with(['。', '！', '？', '.', '!', '?']);
                    if !closed {
                        sentence.text.push_str(&self.genre.definition.style.stop);
                    }
                    sentence
                }
                // A slot whose formulation or fact is gone: the place stays visible.
                None => gap(&[]),
            },
        }
    }

    fn sentence(&self, slot: &PlannedSlot) -> Option<Sentence> {
        let wording = self.plan.wordings.get(&slot.id)?;
        let point = match &slot.formulation {
            FormulationId::Point { topic, point, .. } => Some((topic.clone(), point.clone())),
            _ => None,
        };
        if let Some(text) = &wording.hand {
            return Some(Sentence {
                mentions: mentions_in(text, self.genre, self.facts, self.edition.year),
                text: text.clone(),
                origin: Some(Origin {
                    slot: slot.id.0.clone(),
                    formulation: slot.formulation.to_string(),
                    variant: wording.variant,
                    point,
                }),
                locked: wording.locked,
                hand: true,
                ..Sentence::default()
            });
        }
        let formulation = self.genre.formulation(&slot.formulation)?;
        let variant = formulation.variants.get(wording.variant)?;
        let filling = filling(self.genre, self.edition, self.facts, slot)?;
        let setting = Setting {
            language: self.genre.definition.language,
            year: self.edition.year,
        };
        let words = set(&variant.template, &wording.picks, filling, setting);
        Some(Sentence {
            text: words.text,
            origin: Some(Origin {
                slot: slot.id.0.clone(),
                formulation: slot.formulation.to_string(),
                variant: wording.variant,
                point,
            }),
            mentions: words.mentions,
            mandated: formulation.mandated,
            gap: None,
            locked: wording.locked,
            hand: false,
            span: None,
        })
    }
}

fn number(patterns: &[String], level: usize, number: Option<usize>) -> String {
    let Some(pattern) = patterns.get(level - 1).or(patterns.last()) else {
        return String::new();
    };
    let number = number.unwrap_or(0);
    pattern
        .replace("{han}", &han(number as u64, false))
        .replace("{arabic}", &number.to_string())
}

/// The line under the title; empty where the author has no name.
fn byline(pattern: &str, author: &Author) -> String {
    if author.name.is_empty() {
        return String::new();
    }
    // The unit is not said twice: 白水镇 and 镇党委委员 make 白水镇党委委员.
    let overlap = (0..=author.post.len())
        .rev()
        .filter(|end| author.post.is_char_boundary(*end))
        .find(|end| author.unit.ends_with(&author.post[..*end]))
        .unwrap_or(0);
    let post = author
        .post
        .strip_prefix(author.unit.as_str())
        .unwrap_or(&author.post[overlap..]);
    pattern
        .replace("{unit}", &author.unit)
        .replace("{post}", post)
        .replace("{name}", &author.name)
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_is_not_said_twice_under_the_title() {
        let byline = |unit: &str, post: &str| {
            let author = Author {
                name: "甲".to_owned(),
                post: post.to_owned(),
                unit: unit.to_owned(),
            };
            byline("{unit}{post}　{name}", &author)
        };
        assert_eq!(byline("白水镇", "镇党委委员"), "白水镇党委委员　甲");
        assert_eq!(byline("县水利局", "县水利局副局长"), "县水利局副局长　甲");
        assert_eq!(byline("县水利局", "副局长"), "县水利局副局长　甲");
        assert_eq!(byline("", "副局长"), "副局长　甲");
    }
}
