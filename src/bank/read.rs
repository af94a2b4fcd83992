//! Reads a bank's files into layers.

use super::layout::Layout;
use super::{
    Area, Body, Definition, Edition, Example, FactKind, Formulation, Lexicon, Part, Point, Reading,
    Role, Root, RuleSettings, Size, Style, Term, Topic, Variant, WordClass,
};
use crate::condition::Condition;
use crate::diagnostic::{Diagnostic, known_or_nearest};
use crate::message::{Language, Message};
use crate::source::Source;
use crate::syntax::{Fields, Node, NodeKind, Reader};
use crate::template::{Template, TemplateFaultKind};
use indexmap::IndexMap;

/// What one folder of bank files holds: a whole bank, or additions to one.
#[derive(Debug, Default)]
pub struct Layer {
    pub(super) genres: IndexMap<String, GenreLayer>,
    pub(super) lexicons: IndexMap<Language, Lexicon>,
}

impl Layer {
    /// Whether no file of the folder is a bank's.
    pub fn is_empty(&self) -> bool {
        self.genres.is_empty() && self.lexicons.is_empty()
    }
}

/// A genre's part of a layer.
#[derive(Debug, Default)]
pub(super) struct GenreLayer {
    pub(super) definition: Option<Definition>,
    pub(super) roots: Vec<Root>,
    pub(super) terms: Option<Vec<Term>>,
    pub(super) layout: Option<Layout>,
    pub(super) editions: Vec<Edition>,
    pub(super) topics: Vec<TopicLayer>,
}

/// A topic's part of a layer, with the points that it switches off.
#[derive(Debug)]
pub(super) struct TopicLayer {
    pub(super) topic: Topic,
    pub(super) off: Vec<String>,
}

/// Reads the files of a bank's folder. Each source is named by its path within the folder, with `/`.
pub fn read_layer(files: &[Source]) -> (Layer, Vec<Diagnostic>) {
    let mut layer = Layer::default();
    let mut diagnostics = Vec::new();
    for file in files {
        let Some((genre, path)) = file.name.split_once('/') else {
            continue;
        };
        if genre == "lexicon" {
            read_lexicon(file, path, &mut layer, &mut diagnostics);
            continue;
        }
        let is_bank_file = matches!(path, "genre.ron" | "roots.ron" | "terms.ron" | "layout.ron")
            || path.starts_with("editions/")
            || path.starts_with("topics/");
        if !is_bank_file {
            continue;
        }
        let genre = layer.genres.entry(genre.to_owned()).or_default();
        let (mut reader, root) = Reader::open(file);
        reader.note_byte_order_mark();
        if let Some(root) = root {
            match path {
                "genre.ron" => genre.definition = read_definition(&mut reader, &root),
                "roots.ron" => genre.roots.extend(read_roots(&mut reader, &root)),
                "terms.ron" => genre.terms = Some(read_terms(&mut reader, &root)),
                "layout.ron" => genre.layout = read_layout(&mut reader, &root),
                _ if path.starts_with("editions/") => {
                    let edition = read_edition(&mut reader, &root);
                    if let Some(edition) = &edition {
                        check_name(&mut reader, &root, &edition.id);
                    }
                    genre.editions.extend(edition);
                }
                _ => {
                    let layer = read_topic(&mut reader, &root);
                    if let Some(layer) = &layer {
                        check_name(&mut reader, &root, &layer.topic.id);
                    }
                    genre.topics.extend(layer);
                }
            }
        }
        diagnostics.append(&mut reader.diagnostics);
    }
    (layer, diagnostics)
}

/// The word lists of a language; the file is named by it.
fn read_lexicon(file: &Source, path: &str, layer: &mut Layer, diagnostics: &mut Vec<Diagnostic>) {
    let (mut reader, root) = Reader::open(file);
    reader.note_byte_order_mark();
    if let Some(root) = root {
        let languages = [
            ("chinese.ron", Language::Chinese),
            ("english.ron", Language::English),
        ];
        let language = languages.iter().find(|(name, _)| *name == path);
        if let Some((_, language)) = language {
            let known: Vec<&str> = WordClass::NAMED.iter().map(|(name, _)| *name).collect();
            let fields = reader.fields(&root, &known).unwrap_or_default();
            let lexicon = layer.lexicons.entry(*language).or_default();
            for (name, class) in WordClass::NAMED {
                if let Some(list) = fields.get(name) {
                    lexicon.lists.insert(class, reader.texts(list));
                }
            }
        } else {
            let message = Message::UnknownField {
                field: path.to_owned(),
            };
            let known = known_or_nearest(path, &languages.map(|(name, _)| name));
            reader.error(reader.head(&root), message, Some(known));
        }
    }
    diagnostics.append(&mut reader.diagnostics);
}

/// A file is named by the id of what it holds.
fn check_name(reader: &mut Reader<'_>, root: &Node, id: &str) {
    let name = reader.source.name.rsplit('/').next().unwrap_or_default();
    let file = name.strip_suffix(".ron").unwrap_or(name).to_owned();
    if file != id {
        let id = id.to_owned();
        let head = reader.head(root);
        let message = Message::IdIsNotFileName { id, file };
        reader.error(head, message, Some(Message::RenameOneOfThem));
    }
}

fn read_definition(reader: &mut Reader<'_>, node: &Node) -> Option<Definition> {
    let fields = reader.fields(
        node,
        &[
            "id", "title", "language", "style", "size", "kinds", "outline", "reading", "rules",
        ],
    )?;
    let id = reader.text_field(node, &fields, "id");
    let title = reader.text_field(node, &fields, "title");
    let language = reader.decode_field::<Language>(node, &fields, "language");
    let style = reader.decode_field::<Style>(node, &fields, "style");
    let size = reader.decode_field::<Size>(node, &fields, "size");
    let mut kinds = IndexMap::new();
    if let Some(map) = reader.required(node, &fields, "kinds") {
        for entry in reader.map(map) {
            if let Some(kind) = reader.decode::<FactKind>(&entry.value) {
                kinds.insert(entry.key.clone(), kind);
            }
        }
    }
    let mut outline = Vec::new();
    if let Some(list) = reader.required(node, &fields, "outline") {
        for item in reader.list(list) {
            outline.extend(read_part(reader, item));
        }
    }
    let reading = fields
        .get("reading")
        .map(|reading| reader.decode::<Reading>(reading));
    let mut rules = IndexMap::new();
    if let Some(map) = fields.get("rules").copied() {
        for entry in reader.map(map) {
            if let Some(settings) = reader.decode::<RuleSettings>(&entry.value) {
                rules.insert(entry.key.clone(), settings);
            }
        }
    }
    Some(Definition {
        id: id?,
        title: title?,
        language: language?,
        style: style?,
        size: size?,
        kinds,
        outline,
        reading: reading.unwrap_or_else(|| Some(Reading::default()))?,
        rules,
    })
}

fn read_part(reader: &mut Reader<'_>, node: &Node) -> Option<Part> {
    let fields = reader.fields(
        node,
        &[
            "id",
            "role",
            "heading",
            "body",
            "opening",
            "entries",
            "closing",
            "required",
            "most",
            "paragraphs",
            "on_request",
        ],
    )?;
    let id = reader.text_field(node, &fields, "id");
    let role = word_field(reader, node, &fields, "role", &Role::NAMED);
    let body = word_field(reader, node, &fields, "body", &Body::NAMED);
    let heading = fields
        .get("heading")
        .map(|heading| read_formulation(reader, heading));
    let mut formulations = |name: &str| -> Vec<Formulation> {
        let Some(list) = fields.get(name) else {
            return Vec::new();
        };
        reader
            .list(list)
            .iter()
            .map(|item| read_formulation(reader, item))
            .collect()
    };
    let opening = formulations("opening");
    let closing = formulations("closing");
    let mut entries = IndexMap::new();
    if let Some(map) = fields.get("entries").copied() {
        for entry in reader.map(map) {
            let formulation = read_formulation(reader, &entry.value);
            entries.insert(entry.key.clone(), formulation);
        }
    }
    let required = reader.flag(&fields, "required");
    let paragraphs = reader.flag(&fields, "paragraphs");
    let on_request = reader.flag(&fields, "on_request");
    let most = match fields.get("most").map(|node| (&node.kind, node)) {
        Some((NodeKind::Integer(number), _)) => usize::try_from(*number).unwrap_or(0),
        Some((_, node)) => {
            reader.expected(node, Message::AWholeNumber);
            0
        }
        None => 0,
    };
    Some(Part {
        id: id?,
        role: role?,
        heading,
        body: body?,
        opening,
        entries,
        closing,
        required,
        most,
        paragraphs,
        on_request,
    })
}

fn read_roots(reader: &mut Reader<'_>, node: &Node) -> Vec<Root> {
    let mut roots = Vec::new();
    for item in reader.list(node) {
        roots.extend(read_root(reader, item));
    }
    roots
}

fn read_root(reader: &mut Reader<'_>, node: &Node) -> Option<Root> {
    let fields = reader.fields(node, &["id", "cause", "measure"])?;
    let id = reader.text_field(node, &fields, "id");
    let mut side = |name: &str| -> Option<(Formulation, Formulation)> {
        let record = reader.required(node, &fields, name)?;
        let fields = reader.fields(record, &["heading", "open"])?;
        let heading = reader.required(record, &fields, "heading")?;
        let open = reader.required(record, &fields, "open")?;
        Some((
            read_formulation(reader, heading),
            read_formulation(reader, open),
        ))
    };
    let cause = side("cause");
    let measure = side("measure");
    let (cause_heading, cause_open) = cause?;
    let (measure_heading, measure_open) = measure?;
    Some(Root {
        id: id?,
        cause_heading,
        cause_open,
        measure_heading,
        measure_open,
    })
}

fn read_terms(reader: &mut Reader<'_>, node: &Node) -> Vec<Term> {
    let mut terms = Vec::new();
    for item in reader.list(node) {
        terms.extend(reader.decode::<Term>(item));
    }
    terms
}

fn read_layout(reader: &mut Reader<'_>, node: &Node) -> Option<Layout> {
    let layout = reader.decode::<Layout>(node)?;
    if layout.is_possible() {
        return Some(layout);
    }
    let head = reader.head(node);
    reader.error(
        head,
        Message::ImpossibleLayout,
        Some(Message::CheckTheFigures),
    );
    None
}

fn read_edition(reader: &mut Reader<'_>, node: &Node) -> Option<Edition> {
    let fields = reader.fields(
        node,
        &[
            "id", "year", "level", "title", "source", "verified", "words", "parts", "areas",
        ],
    )?;
    let id = reader.text_field(node, &fields, "id");
    let year = reader.decode_field::<i16>(node, &fields, "year");
    let level = reader.text_field(node, &fields, "level");
    let title = reader.text_field(node, &fields, "title");
    let source = reader.text_field(node, &fields, "source");
    let verified = reader.flag(&fields, "verified");
    let words = fields
        .get("words")
        .and_then(|node| reader.decode::<IndexMap<String, String>>(node))
        .unwrap_or_default();
    let parts = fields
        .get("parts")
        .map(|node| reader.texts(node))
        .unwrap_or_default();
    let mut areas = Vec::new();
    if let Some(list) = reader.required(node, &fields, "areas") {
        for item in reader.list(list) {
            areas.extend(reader.decode::<Area>(item));
        }
    }
    Some(Edition {
        id: id?,
        year: year?,
        level: level?,
        title: title?,
        source: source?,
        verified,
        words,
        parts,
        areas,
    })
}

fn read_topic(reader: &mut Reader<'_>, node: &Node) -> Option<TopicLayer> {
    let fields = reader.fields(node, &["id", "title", "points", "off"])?;
    let id = reader.text_field(node, &fields, "id");
    let off = fields
        .get("off")
        .map(|node| reader.texts(node))
        .unwrap_or_default();
    let title = match fields.get("title") {
        Some(node) => reader.text(node).map(str::to_owned),
        // An overlay that only adds or switches off points leaves the title as it is.
        None => Some(String::new()),
    };
    let mut points = IndexMap::new();
    if let Some(list) = fields.get("points").copied() {
        for item in reader.list(list) {
            let Some(point) = read_point(reader, item) else {
                continue;
            };
            let is_legal = |character: char| {
                character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-'
            };
            if point.id.is_empty() || !point.id.chars().all(is_legal) {
                let id = point.id.clone();
                let head = reader.head(item);
                reader.error(head, Message::IllegalId { id }, None);
            } else if points.contains_key(&point.id) {
                let message = Message::Repeated {
                    key: point.id.clone(),
                };
                let head = reader.head(item);
                reader.error(head, message, Some(Message::GiveAnotherName));
            } else {
                points.insert(point.id.clone(), point);
            }
        }
    }
    let topic = Topic {
        id: id?,
        title: title?,
        points,
    };
    Some(TopicLayer { topic, off })
}

fn read_point(reader: &mut Reader<'_>, node: &Node) -> Option<Point> {
    let fields = reader.fields(
        node,
        &[
            "id", "root", "claim", "symptom", "example", "thought", "effect", "measure",
        ],
    )?;
    let id = reader.text_field(node, &fields, "id");
    let root = reader.text_field(node, &fields, "root");
    let mut formulation = |name: &str| -> Formulation {
        reader
            .required(node, &fields, name)
            .map(|node| read_formulation(reader, node))
            .unwrap_or_default()
    };
    let claim = formulation("claim");
    let symptom = formulation("symptom");
    let thought = formulation("thought");
    let effect = formulation("effect");
    let measure = formulation("measure");
    let mut example = IndexMap::new();
    if let Some(map) = reader.required(node, &fields, "example") {
        for entry in reader.map(map) {
            if let Some(found) = read_example(reader, &entry.value) {
                example.insert(entry.key.clone(), found);
            }
        }
    }
    Some(Point {
        id: id?,
        root: root?,
        file: reader.source.name.clone(),
        offset: u32::try_from(node.range.start).unwrap_or(0),
        claim,
        symptom,
        example,
        thought,
        effect,
        measure,
    })
}

fn read_example(reader: &mut Reader<'_>, node: &Node) -> Option<Example> {
    let fields = reader.fields(node, &["on_topic", "problem", "cause", "measure"])?;
    let on_topic = reader.flag(&fields, "on_topic");
    let mut formulation = |name: &str| -> Option<Formulation> {
        let node = reader.required(node, &fields, name)?;
        Some(read_formulation(reader, node))
    };
    let problem = formulation("problem");
    let cause = formulation("cause");
    let measure = formulation("measure");
    Some(Example {
        problem: problem?,
        cause: cause?,
        measure: measure?,
        on_topic,
    })
}

fn read_formulation(reader: &mut Reader<'_>, node: &Node) -> Formulation {
    let (list, mandated) = match &node.kind {
        NodeKind::Record { .. } => {
            let Some(fields) = reader.fields(node, &["mandated", "variants"]) else {
                return Formulation::default();
            };
            let mandated = reader.flag(&fields, "mandated");
            match reader.required(node, &fields, "variants") {
                Some(list) => (list, mandated),
                None => return Formulation::default(),
            }
        }
        _ => (node, false),
    };
    let mut variants = Vec::new();
    for item in reader.list(list) {
        variants.extend(read_variant(reader, item));
    }
    let is_empty = matches!(&list.kind, NodeKind::List(items) if items.is_empty());
    if is_empty && !reader.is_blanked(&node.range) {
        let head = reader.head(node);
        reader.error(head, Message::NoVariants, None);
    }
    Formulation { variants, mandated }
}

fn read_variant(reader: &mut Reader<'_>, node: &Node) -> Option<Variant> {
    let mut is_sound = true;
    let (text_node, when) = match &node.kind {
        NodeKind::Record { .. } => {
            let fields = reader.fields(node, &["text", "when"])?;
            let when = match fields.get("when") {
                Some(node) => {
                    let text = reader.text(node)?.to_owned();
                    let condition = Condition::parse(&text);
                    if condition.is_none() {
                        let message = Message::NotACondition { text };
                        let help = Some(Message::WriteAConditionLike);
                        reader.error(node.range.clone(), message, help);
                        is_sound = false;
                    }
                    condition
                }
                None => None,
            };
            (reader.required(node, &fields, "text")?, when)
        }
        _ => (node, None),
    };
    let text = reader.text(text_node)?.to_owned();
    match Template::parse(&text) {
        Ok(template) => is_sound.then(|| Variant {
            template,
            when,
            offset: u32::try_from(text_node.range.start).unwrap_or(0),
        }),
        Err(fault) => {
            // The offset counts from behind the opening quotation mark; escapes in RON text are rare enough to be ignored.
            let start = (text_node.range.start + 1 + fault.offset).min(text_node.range.end);
            let message = match fault.kind {
                TemplateFaultKind::Unclosed(bracket) => Message::UnclosedBracket { bracket },
                TemplateFaultKind::Stray(bracket) => Message::StrayBracket { bracket },
                TemplateFaultKind::Nested => Message::NestedAlternatives,
                TemplateFaultKind::NoField => Message::SlotWithoutField,
                TemplateFaultKind::UnknownForm(form) => Message::UnknownForm { form },
                TemplateFaultKind::OneOption => Message::OneOption,
                TemplateFaultKind::Empty => Message::EmptyVariant,
            };
            let width = reader.source.text[start..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
            let help = Message::SeeVariantSyntax;
            reader.error(start..start + width, message, Some(help));
            None
        }
    }
}

fn word_field<T: Copy>(
    reader: &mut Reader<'_>,
    record: &Node,
    fields: &Fields<'_>,
    name: &str,
    known: &[(&'static str, T)],
) -> Option<T> {
    let node = reader.required(record, fields, name)?;
    let found = match &node.kind {
        NodeKind::Word(word) => known.iter().find(|(known, _)| known == word),
        _ => None,
    };
    if found.is_none() {
        let options = known.iter().map(|(word, _)| (*word).to_owned()).collect();
        reader.expected(node, Message::AChoice { options });
    }
    found.map(|(_, value)| *value)
}
