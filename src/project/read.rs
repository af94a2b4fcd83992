//! Reads `chengwen.ron`.

use super::{Allowance, Change, Level, Project};
use crate::bank::Bank;
use crate::check::RULES;
use crate::diagnostic::{Diagnostic, Severity, known_or_nearest};
use crate::message::Message;
use crate::source::Source;
use crate::syntax::{Node, NodeKind, Reader};

/// Reads a project's file; what cannot be read is reported and left out.
pub fn read_project(source: &Source, bank: &Bank) -> (Project, Vec<Diagnostic>) {
    let (mut reader, root) = Reader::open(source);
    let project = root.and_then(|root| read_root(&mut reader, &root, bank));
    (project.unwrap_or_default(), reader.diagnostics)
}

fn read_root(reader: &mut Reader<'_>, root: &Node, bank: &Bank) -> Option<Project> {
    let known = ["genre", "edition", "rules", "gazetteer", "allow"];
    let fields = reader.fields(root, &known)?;
    let mut project = Project::default();
    let known: Vec<&str> = bank.genres.keys().map(String::as_str).collect();
    project.genre = fields.get("genre").and_then(|node| {
        one_of(reader, node, &known, |genre| Message::UnknownGenre {
            genre,
        })
    });
    let genre = match &project.genre {
        Some(genre) => bank.genres.get(genre),
        None => bank
            .genres
            .values()
            .next()
            .filter(|_| bank.genres.len() == 1),
    };
    if let Some(node) = fields.get("edition") {
        let known = genre.into_iter().flat_map(|genre| genre.editions.keys());
        let known: Vec<&str> = known.map(String::as_str).collect();
        project.edition = one_of(reader, node, &known, |edition| Message::UnknownEdition {
            edition,
        });
    }
    if let Some(node) = fields.get("gazetteer") {
        project.gazetteer = reader.texts(node);
    }
    for entry in fields
        .get("rules")
        .map(|node| reader.map(node))
        .unwrap_or_default()
    {
        if !is_rule(reader, &entry.key, entry.key_range.clone()) {
            continue;
        }
        let settings = genre.and_then(|genre| genre.definition.rules.get(&entry.key));
        let names: Vec<&str> = settings
            .into_iter()
            .flat_map(|settings| settings.numbers.keys().map(String::as_str))
            .collect();
        if let Some(change) = read_change(reader, &entry.value, &names) {
            project.rules.insert(entry.key.clone(), change);
        }
    }
    for item in fields
        .get("allow")
        .map(|node| reader.list(node))
        .unwrap_or_default()
    {
        project.allow.extend(read_allowance(reader, item));
    }
    Some(project)
}

fn one_of(
    reader: &mut Reader<'_>,
    node: &Node,
    known: &[&str],
    fault: impl Fn(String) -> Message,
) -> Option<String> {
    let found = reader.text(node)?;
    if known.contains(&found) {
        return Some(found.to_owned());
    }
    let help = known_or_nearest(found, known);
    reader.error(node.range.clone(), fault(found.to_owned()), Some(help));
    None
}

fn is_rule(reader: &mut Reader<'_>, rule: &str, range: std::ops::Range<usize>) -> bool {
    let known: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    let is_known = known.contains(&rule);
    if !is_known {
        let help = known_or_nearest(rule, &known);
        let rule = rule.to_owned();
        reader.error(range, Message::UnknownRule { rule }, Some(help));
    }
    is_known
}

fn read_change(reader: &mut Reader<'_>, node: &Node, numbers: &[&str]) -> Option<Change> {
    let fields = reader.fields(node, &["level", "numbers"])?;
    let mut change = Change::default();
    if let Some(level) = fields.get("level") {
        change.level = read_level(reader, level);
    }
    for entry in fields
        .get("numbers")
        .map(|node| reader.map(node))
        .unwrap_or_default()
    {
        if !numbers.contains(&entry.key.as_str()) {
            let name = entry.key.clone();
            let help = (!numbers.is_empty()).then(|| known_or_nearest(&name, numbers));
            reader.error(
                entry.key_range.clone(),
                Message::NoSuchSetting { name },
                help,
            );
        } else if let Some(number) = reader.decode::<f64>(&entry.value) {
            change.numbers.insert(entry.key.clone(), number);
        }
    }
    Some(change)
}

fn read_level(reader: &mut Reader<'_>, node: &Node) -> Option<Level> {
    let word = match &node.kind {
        NodeKind::Word(word) | NodeKind::Text(word) => word.as_str(),
        NodeKind::Record {
            name: Some(name), ..
        } => name,
        _ => "",
    };
    let found = match word {
        "None" => Some(Level::Off),
        _ => [Severity::Error, Severity::Warning, Severity::Note]
            .into_iter()
            .find(|severity| severity.id() == word)
            .map(Level::At),
    };
    if found.is_none() {
        reader.expected(node, Message::ASeverity);
    }
    found
}

fn read_allowance(reader: &mut Reader<'_>, node: &Node) -> Option<Allowance> {
    let fields = reader.fields(node, &["rule", "reason", "file", "text"])?;
    let rule_node = reader.required(node, &fields, "rule")?;
    let rule = reader.text(rule_node)?.to_owned();
    let is_known = is_rule(reader, &rule, rule_node.range.clone());
    let reason = reader.text_field(node, &fields, "reason")?;
    let mut optional = |name: &str| {
        let node = fields.get(name).copied()?;
        reader.text(node).map(str::to_owned)
    };
    let (file, text) = (optional("file"), optional("text"));
    is_known.then_some(Allowance {
        rule,
        reason,
        file,
        text,
    })
}
