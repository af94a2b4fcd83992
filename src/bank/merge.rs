//! Lays layers over one another, and holds the bank to what must be true across its files.

use super::layout::Layout;
use super::read::{GenreLayer, Layer, TopicLayer};
use super::{
    Bank, Definition, Genre, GenreIndex, Lazy, LazyTopic, Lexicon, Reading, Size, Slots, Style,
};
use crate::condition::Condition;
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::message::{Language, Message};
use crate::source::Source;
use indexmap::{IndexMap, IndexSet};
use std::sync::{Arc, OnceLock};

impl Bank {
    /// Lays a layer over this bank: adds, replaces by id, switches points off by id.
    pub fn overlay(&mut self, layer: Layer) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for (id, layer) in layer.genres {
            match self.genres.get_mut(&id) {
                Some(genre) => genre.overlay(layer, &mut diagnostics),
                None => match layer.definition {
                    Some(_) => {
                        let mut genre = Genre::empty();
                        genre.overlay(layer, &mut diagnostics);
                        self.genres.insert(id, genre);
                    }
                    None => diagnostics.push(Diagnostic::error(
                        Place::Named(format!("{id}/genre.ron")),
                        Message::GenreWithoutDefinition { genre: id },
                    )),
                },
            }
        }
        self.genres.sort_keys();
        for (language, added) in layer.lexicons {
            let mut lexicon = self
                .lexicons
                .get(&language)
                .map_or_else(Lexicon::default, |known| known.get().clone());
            lexicon.extend(added);
            self.lexicons
                .insert(language, Arc::new(Lazy::ready(lexicon)));
        }
        self.share_lexicons();
        diagnostics
    }

    /// Gives every genre the word lists of its language.
    pub fn share_lexicons(&mut self) {
        for genre in self.genres.values_mut() {
            if let Some(lexicon) = self.lexicons.get(&genre.definition.language) {
                genre.lexicon = Arc::clone(lexicon);
            }
        }
    }

    /// What must hold across files: every id that is referred to exists, every slot is a field of its kind.
    pub fn validate(&self, sources: &[Source]) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for genre in self.genres.values() {
            genre.validate(sources, &mut diagnostics);
        }
        diagnostics
    }
}

impl Genre {
    fn empty() -> Self {
        Self {
            definition: Definition {
                id: String::new(),
                title: String::new(),
                language: Language::Chinese,
                style: Style {
                    stop: String::new(),
                    joint: String::new(),
                    list: String::new(),
                    numbering: Vec::new(),
                    run_in: 0,
                    gap: String::new(),
                    byline: String::new(),
                    signature: String::new(),
                    fields: String::new(),
                    alternative: String::new(),
                },
                size: Size {
                    target: 0,
                    problems: (0, 0),
                    roots: 0,
                    reuse: 1,
                },
                kinds: IndexMap::new(),
                outline: Vec::new(),
                reading: Reading::default(),
                rules: IndexMap::new(),
            },
            roots: IndexMap::new(),
            terms: Vec::new(),
            layout: Layout::default(),
            editions: IndexMap::new(),
            topics: IndexMap::new(),
            lexicon: Arc::default(),
            mark: OnceLock::new(),
        }
    }

    /// A genre from what the build script packed.
    pub fn from_index(index: GenreIndex, topics: IndexMap<String, LazyTopic>) -> Self {
        Self {
            definition: index.definition,
            roots: index.roots,
            terms: index.terms,
            layout: index.layout,
            editions: index.editions,
            topics,
            lexicon: Arc::default(),
            mark: OnceLock::new(),
        }
    }

    fn overlay(&mut self, layer: GenreLayer, diagnostics: &mut Vec<Diagnostic>) {
        self.mark = OnceLock::new();
        if let Some(definition) = layer.definition {
            self.definition = definition;
        }
        for root in layer.roots {
            self.roots.insert(root.id.clone(), root);
        }
        if let Some(terms) = layer.terms {
            self.terms = terms;
        }
        if let Some(layout) = layer.layout {
            self.layout = layout;
        }
        for edition in layer.editions {
            self.editions.insert(edition.id.clone(), edition);
        }
        for TopicLayer { topic, off } in layer.topics {
            let id = topic.id.clone();
            let merged = match self.topics.get_mut(&id) {
                Some(existing) => {
                    let existing = existing.get_mut();
                    if !topic.title.is_empty() {
                        existing.title.clone_from(&topic.title);
                    }
                    existing.points.extend(topic.points);
                    existing
                }
                None => self
                    .topics
                    .entry(id.clone())
                    .or_insert(LazyTopic::ready(topic))
                    .get_mut(),
            };
            for point in off {
                if merged.points.shift_remove(&point).is_none() {
                    diagnostics.push(Diagnostic::error(
                        Place::Named(format!("{}/topics/{id}.ron", self.definition.id)),
                        Message::UnknownPoint { point },
                    ));
                }
            }
        }
    }

    fn validate(&self, sources: &[Source], diagnostics: &mut Vec<Diagnostic>) {
        let id = &self.definition.id;
        let topics: Vec<&str> = self.topics.keys().map(String::as_str).collect();
        for edition in self.editions.values() {
            let file = format!("{id}/editions/{}.ron", edition.id);
            for topic in edition.areas.iter().flat_map(|area| &area.topics) {
                if !topics.contains(&topic.as_str()) {
                    let message = Message::UnknownTopic {
                        topic: topic.clone(),
                    };
                    let mut diagnostic =
                        Diagnostic::error(quoted_place(sources, &file, topic), message);
                    diagnostic.help = did_you_mean(topic, &topics);
                    diagnostics.push(diagnostic);
                }
            }
        }
        self.validate_editions(sources, diagnostics);
        let roots: Vec<&str> = self.roots.keys().map(String::as_str).collect();
        let kinds: Vec<&str> = self.definition.kinds.keys().map(String::as_str).collect();
        for point in self
            .topics
            .values()
            .flat_map(|topic| topic.get().points.values())
        {
            let place = || place_at(sources, &point.file, point.offset as usize, "Point".len());
            if !roots.contains(&point.root.as_str()) {
                let message = Message::UnknownRoot {
                    point: point.id.clone(),
                    root: point.root.clone(),
                };
                let mut diagnostic = Diagnostic::error(place(), message);
                diagnostic.help = did_you_mean(&point.root, &roots);
                diagnostics.push(diagnostic);
            }
            for kind in point.example.keys() {
                if !kinds.contains(&kind.as_str()) {
                    let message = Message::UnknownKind { kind: kind.clone() };
                    let mut diagnostic = Diagnostic::error(place(), message);
                    diagnostic.help = did_you_mean(kind, &kinds);
                    diagnostics.push(diagnostic);
                }
            }
        }
        self.validate_slots(sources, diagnostics);
        self.validate_kinds(sources, diagnostics);
    }

    /// Areas that can hold a text: each with an id of its own and topics, and the words that the outline uses.
    fn validate_editions(&self, sources: &[Source], diagnostics: &mut Vec<Diagnostic>) {
        let needed: IndexSet<String> = self
            .sites()
            .iter()
            .filter(|site| matches!(site.slots, Slots::Words))
            .flat_map(|site| &site.formulation.variants)
            .flat_map(|variant| variant.template.required())
            .map(str::to_owned)
            .collect();
        for edition in self.editions.values() {
            let file = format!("{}/editions/{}.ron", self.definition.id, edition.id);
            let mut report = |word: &str, message: Message| {
                let place = quoted_place(sources, &file, word);
                diagnostics.push(Diagnostic::error(place, message));
            };
            for word in needed
                .iter()
                .filter(|word| !edition.words.contains_key(*word))
            {
                let word = word.clone();
                report(&edition.id, Message::MissingWord { word });
            }
            if edition.areas.is_empty() {
                report(&edition.id, Message::NoAreas);
            }
            for part in &edition.parts {
                let is_known = self.part(part).is_some_and(|part| part.on_request);
                if !is_known {
                    let part = part.clone();
                    report(&part.clone(), Message::NoPartOnRequest { part });
                }
            }
            let mut ids = IndexSet::new();
            for area in &edition.areas {
                if !ids.insert(&area.id) {
                    let key = area.id.clone();
                    report(&area.id, Message::Repeated { key });
                }
                let topics: IndexSet<&String> = area.topics.iter().collect();
                if topics.len() < area.topics.len() {
                    let area = area.id.clone();
                    report(&area.clone(), Message::TopicTwice { area });
                }
                let is_empty = area
                    .topics
                    .iter()
                    .filter_map(|topic| self.topic(topic))
                    .all(|topic| topic.points.is_empty());
                if is_empty {
                    let area = area.id.clone();
                    report(&area.clone(), Message::NoPoints { area });
                }
            }
        }
    }

    fn validate_slots(&self, sources: &[Source], diagnostics: &mut Vec<Diagnostic>) {
        for site in self.sites() {
            for variant in &site.formulation.variants {
                let conditions = variant
                    .when
                    .as_ref()
                    .map(Condition::fields)
                    .unwrap_or_default();
                for field in variant.template.fields().into_iter().chain(conditions) {
                    let known: Vec<&str> = match site.slots {
                        Slots::None => Vec::new(),
                        Slots::Words => self
                            .editions
                            .values()
                            .flat_map(|edition| edition.words.keys())
                            .map(String::as_str)
                            .collect(),
                        Slots::Fields(kind) => kind
                            .fields
                            .keys()
                            .chain(kind.derived.keys())
                            .map(String::as_str)
                            .collect(),
                    };
                    if !known.contains(&field) {
                        let place = place_at(
                            sources,
                            &site.file,
                            variant.offset as usize,
                            variant.template.text.len() + 2,
                        );
                        let message = Message::SlotIsNoField {
                            formulation: site.id.to_string(),
                            slot: field.to_owned(),
                        };
                        let mut diagnostic = Diagnostic::error(place, message);
                        diagnostic.help = did_you_mean(field, &known);
                        diagnostics.push(diagnostic);
                    }
                }
            }
        }
    }

    fn validate_kinds(&self, sources: &[Source], diagnostics: &mut Vec<Diagnostic>) {
        let file = format!("{}/genre.ron", self.definition.id);
        for (id, kind) in &self.definition.kinds {
            let named = kind.evidence.iter().map(String::as_str).chain(
                kind.derived
                    .values()
                    .flat_map(|derived| derived.from.fields()),
            );
            for field in named {
                if !kind.has_field(field) {
                    diagnostics.push(Diagnostic::error(
                        quoted_place(sources, &file, id),
                        Message::SlotIsNoField {
                            formulation: id.clone(),
                            slot: field.to_owned(),
                        },
                    ));
                }
            }
        }
        for part in &self.definition.outline {
            for kind in part.entries.keys() {
                if !self.definition.kinds.contains_key(kind) {
                    diagnostics.push(Diagnostic::error(
                        quoted_place(sources, &file, kind),
                        Message::UnknownKind { kind: kind.clone() },
                    ));
                }
            }
        }
    }
}

/// The place of a byte range in a file of the bank, or its name where the text is not at hand.
pub fn place_at(sources: &[Source], file: &str, offset: usize, length: usize) -> Place {
    match sources.iter().find(|source| source.name == file) {
        Some(source) if offset < source.text.len() => {
            let end = source
                .text
                .floor_char_boundary((offset + length).min(source.text.len()));
            Place::Span(source.span(offset..end))
        }
        _ => Place::Named(file.to_owned()),
    }
}

fn quoted_place(sources: &[Source], file: &str, word: &str) -> Place {
    let quoted = format!("\"{word}\"");
    let offset = sources
        .iter()
        .find(|source| source.name == file)
        .and_then(|source| source.text.find(&quoted));
    match offset {
        Some(offset) => place_at(sources, file, offset, quoted.len()),
        None => Place::Named(file.to_owned()),
    }
}

fn did_you_mean(word: &str, known: &[&str]) -> Option<Message> {
    nearest(word, known.iter().copied()).map(|known| Message::DidYouMean {
        known: known.to_owned(),
    })
}
