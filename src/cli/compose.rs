//! `chengwen compose`: facts in, a first draft out.

use super::arguments::Compose;
use super::{Outcome, Shell, report};
use crate::diagnostic::Severity;
use crate::files;
use crate::message::Message;
use crate::render::{RENDERERS, Renderer, renderer};
use crate::workspace::{Request, Workspace};
use std::path::Path;

/// Runs the command.
pub fn run(shell: &Shell, arguments: &Compose) -> Outcome {
    match compose(shell, arguments) {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

fn compose(shell: &Shell, arguments: &Compose) -> Result<Outcome, Outcome> {
    let outputs = outputs(shell, arguments)?;
    let bank = shell.bank()?;
    let facts = shell.facts(&bank, &arguments.facts, arguments.genre.as_deref())?;
    let seed = arguments.seed.unwrap_or_else(draw_seed);
    let request = Request {
        genre: arguments.genre.clone(),
        edition: arguments.edition.clone(),
        seed,
        length: arguments.length.map(|length| length as usize),
    };
    let workspace =
        Workspace::compose(&bank, &facts, &request).map_err(|fault| shell.fault(&fault))?;
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
    let errors = count(Severity::Error);
    shell.note(&Message::Summary {
        characters: workspace.document.length(),
        sections: workspace.document.sections.len(),
        errors,
        warnings: count(Severity::Warning),
    });
    if errors > 0 && arguments.strict {
        shell.note(&Message::NothingWritten);
        return Ok(Outcome::Short);
    }
    for (output, renderer) in outputs {
        let text = workspace.render(renderer, shell.language);
        if output == "-" {
            shell.product(&text);
        } else {
            files::write(Path::new(&output), text.as_bytes())
                .map_err(|fault| shell.fault(&fault))?;
            shell.note(&Message::Wrote { path: output });
        }
    }
    Ok(if errors > 0 {
        Outcome::Short
    } else {
        Outcome::Clean
    })
}

/// Where to write and how; wrong ones are refused before any work.
fn outputs(
    shell: &Shell,
    arguments: &Compose,
) -> Result<Vec<(String, &'static Renderer)>, Outcome> {
    let find = |name: &str| {
        renderer(name).ok_or_else(|| {
            let known = RENDERERS
                .iter()
                .flat_map(|renderer| std::iter::once(&renderer.id).chain(renderer.endings))
                .map(|name| (*name).to_owned())
                .collect();
            let format = name.to_owned();
            shell.fault(&(
                Message::UnknownFormat { format },
                Message::FormatsKnown { known },
            ))
        })
    };
    let standard = match &arguments.format {
        Some(name) => find(name)?,
        None => RENDERERS[0],
    };
    if arguments.output.is_empty() {
        return Ok(vec![("-".to_owned(), standard)]);
    }
    arguments
        .output
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

/// A seed short enough to be typed again.
fn draw_seed() -> u64 {
    u64::from(rand::random::<u32>())
}
