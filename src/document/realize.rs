//! Turns a plan into a document: a pure function of bank, facts and plan.

use super::{Document, Origin, Section, Sentence};
use crate::bank::{Edition, FormulationId, Genre};
use crate::detect::{Backing, Detector};
use crate::fact::{Author, Facts};
use crate::plan::arrange::arrange;
use crate::plan::outline::{Heading, Item, PlannedSlot, outline};
use crate::plan::word::filling;
use crate::plan::{Placement, Plan, SlotId};
use crate::template::Form;
use crate::value::han;
use crate::wording::{Mention, Setting, set};
use std::cell::OnceCell;

/// Realizes a plan.
pub fn realize(genre: &Genre, edition: &Edition, facts: &Facts, plan: &Plan) -> Document {
    let style = &genre.definition.style;
    let realizer = Realizer {
        genre,
        edition,
        facts,
        plan,
        detector: OnceCell::new(),
    };
    let sections = arrange(outline(genre, edition, facts, plan), plan)
        .into_iter()
        .map(|planned| {
            let level = planned.path.len();
            let number = match planned.heading {
                Heading::None => String::new(),
                Heading::Fixed(..) | Heading::Slot(_) | Heading::Hand(_) => {
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
        signature: signature(genre, edition, facts),
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

/// Closes a sentence that is not closed yet.
pub fn close(text: &mut String, stop: &str) {
    if !is_closed(text) {
        text.push_str(stop);
    }
}

struct Realizer<'b> {
    genre: &'b Genre,
    edition: &'b Edition,
    facts: &'b Facts,
    plan: &'b Plan,
    /// Made for the first sentence that is worded by hand.
    detector: OnceCell<Detector>,
}

impl Realizer<'_> {
    fn heading(&self, heading: &Heading) -> Option<Sentence> {
        match heading {
            Heading::None => None,
            Heading::Fixed(slot, title) => Some(Sentence {
                text: title.clone(),
                slot: Some(slot.0.clone()),
                mandated: true,
                ..Sentence::default()
            }),
            Heading::Slot(slot) => self.sentence(slot),
            Heading::Hand(slot) => Some(self.by_hand(slot)),
        }
    }

    fn item(&self, item: &Item) -> Sentence {
        let gap = |kinds: &[String]| Sentence {
            text: gap_text(self.genre, kinds),
            slot: Some(item.place().0.clone()),
            gap: Some(kinds.to_vec()),
            ..Sentence::default()
        };
        match item {
            Item::Gap(_, kinds) => gap(kinds),
            // A paragraph that the writer has added may be a date or a name, which take no stop.
            Item::Hand(slot) if self.opens_paragraph(slot) => self.by_hand(slot),
            Item::Hand(slot) => self.closed(self.by_hand(slot)),
            Item::Slot(slot) => match self.sentence(slot) {
                Some(sentence) => self.closed(sentence),
                // A slot whose formulation or fact is gone: the place stays visible.
                None => gap(&[]),
            },
        }
    }

    /// The details of what the writer has worded by hand: the facts', and any that no fact backs.
    fn details(&self, text: &str) -> Vec<Mention> {
        let detector = self.detector.get_or_init(|| Detector::of(self.genre, &[]));
        let year = self.edition.year;
        let backing = Backing::new(self.genre, Some(self.edition), self.facts, year);
        detector.backed_mentions(text, &backing)
    }

    /// A sentence with its final stop.
    fn closed(&self, mut sentence: Sentence) -> Sentence {
        close(&mut sentence.text, &self.genre.definition.style.stop);
        sentence
    }

    fn opens_paragraph(&self, slot: &SlotId) -> bool {
        let addition = self.plan.added.get(slot);
        addition.is_some_and(|addition| addition.placement == Placement::Paragraph)
    }

    /// The writer's own sentence, which no formulation stands behind.
    fn by_hand(&self, slot: &SlotId) -> Sentence {
        let wording = self.plan.wordings.get(slot);
        let text = wording
            .and_then(|wording| wording.hand.clone())
            .unwrap_or_default();
        Sentence {
            mentions: self.details(&text),
            text,
            slot: Some(slot.0.clone()),
            locked: wording.is_some_and(|wording| wording.locked),
            hand: true,
            ..Sentence::default()
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
                mentions: self.details(text),
                text: text.clone(),
                slot: Some(slot.id.0.clone()),
                origin: Some(Origin {
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
            slot: Some(slot.id.0.clone()),
            origin: Some(Origin {
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

/// Whether a text ends as a sentence does, closing quotation marks and brackets passed over.
pub fn is_closed(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '』', '」', '）', ')', '"'])
        .ends_with(['。', '！', '？', '…', '.', '!', '?'])
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

/// The name and the date that close the text; without a date from the writer it stays unsigned.
fn signature(genre: &Genre, edition: &Edition, facts: &Facts) -> Vec<String> {
    let definition = &genre.definition;
    let Some(date) = &facts.date else {
        return Vec::new();
    };
    let date = date.surface(Form::Default, definition.language, edition.year);
    let name = definition
        .style
        .signature
        .replace("{name}", &facts.author.name);
    let lines = [name.trim().to_owned(), date];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
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
