//! `chengwen bank`: lists, shows, counts and lints the phrase bank.

use super::arguments::BankCommand;
use super::{Outcome, Shell, report};
use crate::bank::lint::lint;
use crate::bank::stats::stats;
use crate::bank::{Formulation, Genre, Point, Root};
use crate::diagnostic::{Severity, any_error, known_or_nearest};
use crate::message::Message;
use std::fmt::Write as _;

/// Runs the command.
pub fn run(shell: &Shell, command: &BankCommand) -> Outcome {
    let result = match command {
        BankCommand::List => list(shell),
        BankCommand::Show { topic } => show(shell, topic),
        BankCommand::Lint => lint_bank(shell),
        BankCommand::Stats => count(shell),
    };
    match result {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

fn list(shell: &Shell) -> Result<Outcome, Outcome> {
    let bank = shell.bank()?;
    let mut text = String::new();
    for (id, genre) in &bank.genres {
        let _ = writeln!(text, "{id}  {}", genre.definition.title);
        for (edition_id, edition) in &genre.editions {
            let _ = writeln!(text, "  {edition_id}  {}", edition.title);
            for area in &edition.areas {
                let _ = writeln!(text, "    {}", area.title);
                for topic in area.topics.iter().filter_map(|topic| genre.topic(topic)) {
                    let _ = writeln!(
                        text,
                        "      {}  {}  {}",
                        topic.id,
                        topic.title,
                        topic.points.len()
                    );
                }
            }
        }
    }
    shell.product(&text);
    Ok(Outcome::Clean)
}

fn show(shell: &Shell, name: &str) -> Result<Outcome, Outcome> {
    let bank = shell.bank()?;
    let mut text = String::new();
    for genre in bank.genres.values() {
        if let Some(topic) = genre.topic(name) {
            let _ = writeln!(text, "{}  {}", topic.id, topic.title);
            for point in topic.points.values() {
                show_point(&mut text, point);
            }
        }
        if let Some(root) = genre.roots.get(name) {
            show_root(&mut text, root);
        }
    }
    if text.is_empty() {
        let known: Vec<&str> = bank
            .genres
            .values()
            .flat_map(|genre| genre.topics.keys().chain(genre.roots.keys()))
            .map(String::as_str)
            .collect();
        let help = known_or_nearest(name, &known);
        let name = name.to_owned();
        return Err(shell.fault(&(Message::UnknownTopicOrRoot { name }, help)));
    }
    shell.product(&text);
    Ok(Outcome::Clean)
}

fn show_point(text: &mut String, point: &Point) {
    let _ = writeln!(text, "\n{}  → {}", point.id, point.root);
    for (part, formulation) in point.formulations() {
        show_formulation(text, &part.to_string(), formulation);
    }
}

fn show_root(text: &mut String, root: &Root) {
    let _ = writeln!(text, "{}", root.id);
    for (name, formulation) in [
        ("cause/heading", &root.cause_heading),
        ("cause/open", &root.cause_open),
        ("measure/heading", &root.measure_heading),
        ("measure/open", &root.measure_open),
    ] {
        show_formulation(text, name, formulation);
    }
}

fn show_formulation(text: &mut String, name: &str, formulation: &Formulation) {
    let _ = writeln!(text, "  {name}");
    for (index, variant) in formulation.variants.iter().enumerate() {
        let when = variant
            .when
            .as_ref()
            .map(|condition| format!("  ({})", condition.text))
            .unwrap_or_default();
        let _ = writeln!(text, "    {index}  {}{when}", variant.template.text);
    }
}

fn lint_bank(shell: &Shell) -> Result<Outcome, Outcome> {
    let loaded = shell.load_bank()?;
    let mut diagnostics = loaded.diagnostics;
    diagnostics.extend(lint(&loaded.bank, &loaded.sources));
    report::diagnostics(&diagnostics, &loaded.sources, shell.language);
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if any_error(&diagnostics) || warnings > 0 {
        shell.note(&Message::FaultsFound { errors, warnings });
    } else {
        let total = |number: fn(&Genre) -> usize| loaded.bank.genres.values().map(number).sum();
        shell.note(&Message::BankIsSound {
            formulations: total(|genre| stats(genre).formulations),
            variants: total(|genre| stats(genre).variants),
        });
    }
    Ok(if errors > 0 {
        Outcome::Short
    } else {
        Outcome::Clean
    })
}

fn count(shell: &Shell) -> Result<Outcome, Outcome> {
    let bank = shell.bank()?;
    let mut text = String::new();
    for (id, genre) in &bank.genres {
        let stats = stats(genre);
        let _ = writeln!(text, "{id}");
        for (name, number) in [
            ("editions", genre.editions.len()),
            ("fact kinds", genre.definition.kinds.len()),
            ("topics", stats.topics),
            ("points", stats.points),
            ("roots", genre.roots.len()),
            ("formulations", stats.formulations),
            ("variants", stats.variants),
            ("phrasings", stats.phrasings),
            ("characters", stats.characters),
        ] {
            let _ = writeln!(text, "  {name:13}{number:>8}");
        }
    }
    shell.product(&text);
    Ok(Outcome::Clean)
}
