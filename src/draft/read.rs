//! Opens a draft's file, also with a later bank: what the bank no longer words that way is told apart by its saved text.

use super::{Draft, VERSION, fingerprint};
use crate::bank::{Bank, Genre};
use crate::diagnostic::{Diagnostic, any_error};
use crate::fact::Facts;
use crate::fact::read::{find_genre, read_author, read_date, read_fact};
use crate::message::Message;
use crate::plan::edit::Step;
use crate::plan::{Addition, Placement, Plan, Problem, SlotId, Wording};
use crate::source::Source;
use crate::syntax::{Fields, Node, NodeKind, Reader};
use indexmap::IndexMap;

/// A draft as read, with the text that each sentence had when it was saved.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Opened {
    /// The draft.
    pub draft: Draft,
    /// The saved text of each slot.
    pub texts: IndexMap<SlotId, String>,
    /// Whether the bank has changed since.
    pub is_other_bank: bool,
}

/// Reads a draft; `None` where it cannot be used.
pub fn read_draft(source: &Source, bank: &Bank) -> (Option<Opened>, Vec<Diagnostic>) {
    let (mut reader, root) = Reader::open(source);
    let opened = root.and_then(|root| read_root(&mut reader, &root, bank));
    let is_sound = !any_error(&reader.diagnostics);
    (opened.filter(|_| is_sound), reader.diagnostics)
}

/// Reads a list of steps, as the file of undone steps holds.
pub fn read_steps(source: &Source, genre: &Genre) -> (Vec<Step>, Vec<Diagnostic>) {
    let (mut reader, root) = Reader::open(source);
    let mut steps = Vec::new();
    if let Some(root) = root {
        for item in reader.list(&root) {
            steps.extend(read_step(&mut reader, genre, item));
        }
    }
    (steps, reader.diagnostics)
}

fn read_root(reader: &mut Reader<'_>, root: &Node, bank: &Bank) -> Option<Opened> {
    let known = [
        "version",
        "genre",
        "edition",
        "bank",
        "seed",
        "length",
        "author",
        "date",
        "facts",
        "problems",
        "told",
        "commitments",
        "added",
        "sentences",
        "history",
    ];
    let fields = reader.fields(root, &known)?;
    let version = reader.required(root, &fields, "version")?;
    let found = reader.decode::<i64>(version)?;
    if found != VERSION {
        let found = found.to_string();
        let help = Some(Message::UpdateTheProgram);
        reader.error(version.range.clone(), Message::OtherVersion { found }, help);
        return None;
    }
    let genre_node = reader.required(root, &fields, "genre")?;
    let genre_id = reader.text(genre_node)?;
    let genre = find_genre(reader, bank, Some(genre_id), genre_node.range.clone())?;
    let edition_node = reader.required(root, &fields, "edition")?;
    let edition = reader.text(edition_node)?;
    if !genre.editions.contains_key(edition) {
        let known = genre.editions.keys().cloned().collect();
        let edition = edition.to_owned();
        let help = Some(Message::KnownAre { known });
        let message = Message::UnknownEdition { edition };
        reader.error(edition_node.range.clone(), message, help);
        return None;
    }
    let mut facts = Facts {
        genre: Some(genre_id.to_owned()),
        edition: Some(edition.to_owned()),
        ..Facts::default()
    };
    if let Some(author) = fields.get("author") {
        facts.author = read_author(reader, author);
    }
    if let Some(date) = fields.get("date") {
        facts.date = read_date(reader, date);
    }
    let facts_node = reader.required(root, &fields, "facts")?;
    for entry in reader.map(facts_node) {
        if let Some(fact) = read_fact(reader, genre, None, &entry.value) {
            facts.facts.insert(entry.key.clone(), fact);
        }
    }
    let (plan, texts) = read_plan(reader, root, &fields, &facts)?;
    let history_node = reader.required(root, &fields, "history")?;
    let mut history = Vec::new();
    for item in reader.list(history_node) {
        history.extend(read_step(reader, genre, item));
    }
    Some(Opened {
        is_other_bank: is_other_bank(reader, root, &fields, genre)?,
        draft: Draft {
            facts,
            plan,
            history,
        },
        texts,
    })
}

fn is_other_bank(
    reader: &mut Reader<'_>,
    root: &Node,
    fields: &Fields<'_>,
    genre: &Genre,
) -> Option<bool> {
    let node = reader.required(root, fields, "bank")?;
    Some(reader.text(node)? != fingerprint(genre))
}

fn read_plan(
    reader: &mut Reader<'_>,
    root: &Node,
    fields: &Fields<'_>,
    facts: &Facts,
) -> Option<(Plan, IndexMap<SlotId, String>)> {
    let mut plan = Plan {
        genre: facts.genre.clone()?,
        edition: facts.edition.clone()?,
        seed: reader.decode_field(root, fields, "seed")?,
        target: reader.decode_field(root, fields, "length")?,
        ..Plan::default()
    };
    let problems = reader.required(root, fields, "problems")?;
    plan.problems = read_problems(reader, problems);
    let told = reader.required(root, fields, "told")?;
    plan.told = read_told(reader, told);
    let commitments = reader.required(root, fields, "commitments")?;
    plan.commitments = read_commitments(reader, commitments);
    if let Some(added) = fields.get("added") {
        plan.added = read_additions(reader, added);
    }
    let sentences = reader.required(root, fields, "sentences")?;
    let mut texts = IndexMap::new();
    for entry in reader.map(sentences) {
        let slot = SlotId(entry.key.clone());
        if let Some((Some(wording), text)) = read_wording(reader, &entry.value) {
            plan.wordings.insert(slot.clone(), wording);
            texts.extend(text.map(|text| (slot, text)));
        }
    }
    Some((plan, texts))
}

fn read_problems(reader: &mut Reader<'_>, node: &Node) -> Vec<Problem> {
    let mut problems = Vec::new();
    for item in reader.list(node) {
        problems.extend(read_problem(reader, item));
    }
    problems
}

fn read_problem(reader: &mut Reader<'_>, node: &Node) -> Option<Problem> {
    let known = [
        "area", "topic", "point", "root", "fact", "kinds", "effect", "measure",
    ];
    let fields = reader.fields(node, &known)?;
    let fact = match fields.get("fact") {
        Some(_) => Some(reader.text_field(node, &fields, "fact")?),
        None => None,
    };
    let kinds = reader.required(node, &fields, "kinds")?;
    let kinds = reader.texts(kinds);
    Some(Problem {
        area: reader.text_field(node, &fields, "area")?,
        topic: reader.text_field(node, &fields, "topic")?,
        point: reader.text_field(node, &fields, "point")?,
        root: reader.text_field(node, &fields, "root")?,
        fact,
        kinds,
        effect: reader.flag(&fields, "effect"),
        measure: reader.flag(&fields, "measure"),
    })
}

fn read_told(reader: &mut Reader<'_>, node: &Node) -> IndexMap<String, Vec<String>> {
    let mut told = IndexMap::new();
    for entry in reader.map(node) {
        let facts = reader.texts(&entry.value);
        told.insert(entry.key.clone(), facts);
    }
    told
}

fn read_commitments(reader: &mut Reader<'_>, node: &Node) -> IndexMap<String, String> {
    let mut commitments = IndexMap::new();
    for entry in reader.map(node) {
        if let Some(root) = reader.text(&entry.value) {
            commitments.insert(entry.key.clone(), root.to_owned());
        }
    }
    commitments
}

fn read_additions(reader: &mut Reader<'_>, node: &Node) -> IndexMap<SlotId, Addition> {
    let mut added = IndexMap::new();
    for entry in reader.map(node) {
        if let Some(addition) = read_addition(reader, &entry.value) {
            added.insert(SlotId(entry.key.clone()), addition);
        }
    }
    added
}

fn read_addition(reader: &mut Reader<'_>, node: &Node) -> Option<Addition> {
    let fields = reader.fields(node, &["before", "after", "paragraph", "heading"])?;
    let (anchor, placement) = if fields.contains_key("before") {
        let anchor = reader.text_field(node, &fields, "before")?;
        (anchor, Placement::Before)
    } else {
        let anchor = reader.text_field(node, &fields, "after")?;
        let placement = if fields.contains_key("heading") {
            Placement::Heading(reader.decode_field(node, &fields, "heading")?)
        } else if reader.flag(&fields, "paragraph") {
            Placement::Paragraph
        } else {
            Placement::After
        };
        (anchor, placement)
    };
    let anchor = SlotId(anchor);
    Some(Addition { anchor, placement })
}

/// A wording with its saved text; `()` is no wording.
fn read_wording(reader: &mut Reader<'_>, node: &Node) -> Option<(Option<Wording>, Option<String>)> {
    if is_nothing(node) {
        return Some((None, None));
    }
    let fields = reader.fields(
        node,
        &["variant", "picks", "locked", "removed", "hand", "text"],
    )?;
    let mut optional = |name: &str| -> Option<String> {
        let node = fields.get(name).copied()?;
        reader.text(node).map(str::to_owned)
    };
    let (hand, text) = (optional("hand"), optional("text"));
    let wording = Wording {
        variant: reader.decode_field(node, &fields, "variant")?,
        picks: reader.decode_field(node, &fields, "picks")?,
        hand,
        locked: reader.flag(&fields, "locked"),
        removed: reader.flag(&fields, "removed"),
    };
    Some((Some(wording), text))
}

fn read_step(reader: &mut Reader<'_>, genre: &Genre, node: &Node) -> Option<Step> {
    let known = [
        "edit",
        "about",
        "problems",
        "told",
        "commitments",
        "added",
        "sentences",
        "facts",
        "order",
        "author",
        "date",
    ];
    let fields = reader.fields(node, &known)?;
    let mut step = Step {
        name: reader.text_field(node, &fields, "edit")?,
        about: reader.text_field(node, &fields, "about")?,
        ..Step::default()
    };
    if let Some(list) = fields.get("problems") {
        step.problems = Some(read_problems(reader, list));
    }
    if let Some(map) = fields.get("told") {
        step.told = Some(read_told(reader, map));
    }
    if let Some(map) = fields.get("commitments") {
        step.commitments = Some(read_commitments(reader, map));
    }
    if let Some(map) = fields.get("added") {
        step.added = Some(read_additions(reader, map));
    }
    if let Some(map) = fields.get("sentences") {
        for entry in reader.map(map) {
            let (wording, _) = read_wording(reader, &entry.value)?;
            step.wordings.insert(SlotId(entry.key.clone()), wording);
        }
    }
    if let Some(map) = fields.get("facts") {
        for entry in reader.map(map) {
            let fact = if is_nothing(&entry.value) {
                None
            } else {
                Some(read_fact(reader, genre, None, &entry.value)?)
            };
            step.facts.facts.insert(entry.key.clone(), fact);
        }
    }
    if let Some(list) = fields.get("order") {
        step.facts.order = Some(reader.texts(list));
    }
    if let Some(author) = fields.get("author") {
        step.facts.author = Some(read_author(reader, author));
    }
    if let Some(date) = fields.get("date") {
        step.facts.date = Some(if is_nothing(date) {
            None
        } else {
            read_date(reader, date)
        });
    }
    Some(step)
}

/// `()`, which stands for what was not there.
fn is_nothing(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Record { name: None, fields } if fields.is_empty())
}
