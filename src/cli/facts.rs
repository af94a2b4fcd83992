//! `chengwen facts`: lints facts, lists what is missing, writes them in other forms, asks for them.

mod ask;
mod export;
mod product;
mod template;

use super::arguments::FactsCommand;
use super::{Outcome, Shell};
use crate::bank::Genre;
use crate::diagnostic::Severity;
use crate::message::Message;
use crate::workspace::{Request, Want, Workspace};
use std::fmt::Write as _;
use template::record;

/// Runs the command.
pub fn run(shell: &Shell, command: &FactsCommand) -> Outcome {
    let result = match command {
        FactsCommand::Lint { facts, genre } => lint(shell, facts, genre.as_deref()),
        FactsCommand::Template {
            genre,
            edition,
            output,
        } => template::run(
            shell,
            genre.as_deref(),
            edition.as_deref(),
            output.as_deref(),
        ),
        FactsCommand::Export {
            facts,
            output,
            genre,
            edition,
        } => export::run(
            shell,
            facts,
            output.as_deref(),
            genre.as_deref(),
            edition.as_deref(),
        ),
        FactsCommand::Ask {
            facts,
            output,
            genre,
            edition,
        } => ask::run(
            shell,
            facts.as_deref(),
            output.as_deref(),
            genre.as_deref(),
            edition.as_deref(),
        ),
        FactsCommand::Missing {
            facts,
            genre,
            edition,
        } => missing(shell, facts, genre.clone(), edition.clone()),
    };
    match result {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

fn lint(shell: &Shell, paths: &[String], genre: Option<&str>) -> Result<Outcome, Outcome> {
    let bank = shell.bank()?;
    let mut outcome = Outcome::Clean;
    for path in paths {
        let read = match shell.read_facts(bank, path, genre) {
            Ok(read) => read,
            Err(fault) => {
                outcome = fault;
                continue;
            }
        };
        shell.report(&read);
        let (facts, diagnostics) = (read.facts, read.diagnostics);
        let count = |severity| {
            diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.severity == severity)
                .count()
        };
        let errors = count(Severity::Error);
        if errors > 0 {
            let warnings = count(Severity::Warning);
            shell.note(&Message::FaultsFound { errors, warnings });
            outcome = Outcome::Unusable;
        } else {
            let facts = facts.facts.len();
            shell.note(&Message::FactsAreSound { facts });
        }
    }
    Ok(outcome)
}

fn missing(
    shell: &Shell,
    path: &str,
    genre: Option<String>,
    edition: Option<String>,
) -> Result<Outcome, Outcome> {
    let bank = shell.bank()?;
    let facts = shell.facts(bank, path, genre.as_deref())?;
    let request = Request {
        genre,
        edition,
        ..Request::default()
    };
    let workspace =
        Workspace::compose(bank, &facts, &request).map_err(|fault| shell.fault(&fault))?;
    let (gaps, wishes) = (workspace.gaps(), workspace.wishes());
    let mut text = String::new();
    if gaps.is_empty() {
        let _ = writeln!(text, "{}", Message::NothingMissing.text(shell.language));
    }
    let needed = Message::FactNeeded.text(shell.language);
    let welcome = Message::FactWelcome.text(shell.language);
    for (label, wants) in [(needed, &gaps), (welcome, &wishes)] {
        for want in wants {
            describe(&mut text, workspace.genre, &label, want);
        }
    }
    shell.product(&text);
    Ok(if gaps.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Short
    })
}

/// A section that lacks a fact, with records to copy and fill in.
fn describe(text: &mut String, genre: &Genre, label: &str, want: &Want) {
    /// As many kinds as one reads at a glance.
    const SHOWN: usize = 4;
    let _ = writeln!(text, "{label}  {} {}", want.section, want.heading);
    for kind in want.kinds.iter().take(SHOWN) {
        let _ = writeln!(text, "    {}", record(genre, kind, true));
    }
}
