//! `chengwen compose`: facts in, a first draft out.

use super::arguments::Compose;
use super::{Outcome, Shell, report};
use crate::diagnostic::Severity;
use crate::draft::Draft;
use crate::files;
use crate::message::Message;
use crate::render::{RENDERERS, Renderer, renderer};
use crate::workspace::{Request, Workspace};
use indexmap::IndexSet;
use std::path::{Path, PathBuf};

/// Runs the command.
pub fn run(shell: &Shell, arguments: &Compose) -> Outcome {
    match compose(shell, arguments) {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

fn compose(shell: &Shell, arguments: &Compose) -> Result<Outcome, Outcome> {
    let outputs = outputs(shell, &arguments.output, arguments.format.as_deref())?;
    if let Some((path, _)) = outputs
        .iter()
        .find(|(path, _)| files::is_same(path, &arguments.facts))
    {
        let path = path.clone();
        return Err(shell.fault(&(Message::WouldOverwrite { path }, Message::WriteElsewhere)));
    }
    let bank = shell.bank()?;
    let facts = shell.facts(bank, &arguments.facts, arguments.genre.as_deref())?;
    let seed = arguments.seed.unwrap_or_else(draw_seed);
    let request = Request {
        genre: arguments.genre.clone(),
        edition: arguments.edition.clone(),
        seed,
        length: arguments.length.map(|length| length as usize),
    };
    let workspace =
        Workspace::compose(bank, &facts, &request).map_err(|fault| shell.fault(&fault))?;
    if arguments.seed.is_none() {
        shell.note(&Message::SeedDrawn { seed });
    }
    report::findings(&workspace.findings, shell.language);
    let count = |severity| {
        workspace
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    shell.note(&Message::Summary {
        characters: workspace.document.length(),
        sections: workspace.document.sections.len(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
    });
    let unused = workspace.unused_facts();
    if !unused.is_empty() {
        shell.note(&Message::FactsUnused { facts: unused });
    }
    let outcome = outcome(&workspace);
    if outcome == Outcome::Short && arguments.strict {
        shell.note(&Message::NothingWritten);
        return Ok(outcome);
    }
    write(shell, &workspace, outputs)?;
    Ok(outcome)
}

/// How a run ends by the findings.
pub fn outcome(workspace: &Workspace<'_>) -> Outcome {
    let is_short = workspace
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    if is_short {
        Outcome::Short
    } else {
        Outcome::Clean
    }
}

/// What is written to an output.
#[derive(Debug, Clone, Copy)]
pub enum Product {
    /// The text, by a renderer.
    Text(&'static Renderer),
    /// The draft itself, to be opened again.
    Draft,
}

/// Writes every output.
pub fn write(
    shell: &Shell,
    workspace: &Workspace<'_>,
    outputs: Vec<(String, Product)>,
) -> Result<(), Outcome> {
    let mut files = Vec::new();
    let mut standard = Vec::new();
    for (output, product) in outputs {
        let content = match product {
            Product::Text(renderer) => {
                workspace.render(renderer, shell.language_of(workspace.genre))
            }
            Product::Draft => Draft::new(workspace.facts, workspace.plan.clone())
                .written(workspace.genre, &workspace.document)
                .into_bytes(),
        };
        if output == "-" {
            standard.push(content);
        } else {
            files.push((PathBuf::from(output), content));
        }
    }
    files::write_all(&files).map_err(|fault| shell.fault(&fault))?;
    for (path, _) in &files {
        let path = path.display().to_string();
        shell.note(&Message::Wrote { path });
    }
    for content in standard {
        shell.product(content);
    }
    Ok(())
}

/// Where to write and what; wrong ones are refused before any work.
pub fn outputs(
    shell: &Shell,
    outputs: &[String],
    format: Option<&str>,
) -> Result<Vec<(String, Product)>, Outcome> {
    let find = |name: &str| {
        if name == "ron" {
            return Ok(Product::Draft);
        }
        renderer(name).map(Product::Text).ok_or_else(|| {
            let known = RENDERERS
                .iter()
                .flat_map(|renderer| std::iter::once(&renderer.id).chain(renderer.endings))
                .chain(["ron"].iter())
                .map(|name| (*name).to_owned())
                .collect::<IndexSet<String>>()
                .into_iter()
                .collect();
            let format = name.to_owned();
            shell.fault(&(
                Message::UnknownFormat { format },
                Message::FormatsKnown { known },
            ))
        })
    };
    let standard = match format {
        Some(name) => find(name)?,
        None => Product::Text(RENDERERS[0]),
    };
    if outputs.is_empty() {
        return Ok(vec![("-".to_owned(), standard)]);
    }
    outputs
        .iter()
        .map(|output| {
            if output == "-" {
                return Ok((output.clone(), standard));
            }
            let ending = Path::new(output)
                .extension()
                .map(|ending| ending.to_string_lossy().to_lowercase())
                .unwrap_or_default();
            Ok((output.clone(), find(&ending)?))
        })
        .collect()
}

/// The file ending that a format's name stands for; an unknown name is its own.
pub fn ending(format: &str) -> &str {
    renderer(format)
        .and_then(|renderer| renderer.endings.first().copied())
        .unwrap_or(format)
}

/// A seed short enough to be typed again.
pub fn draw_seed() -> u64 {
    u64::from(rand::random::<u32>())
}
