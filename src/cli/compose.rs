//! `chengwen compose`: facts in, a first draft out.

use super::arguments::{Compose, Hand};
use super::{Outcome, Shell, report, swap};
use crate::diagnostic::Severity;
use crate::draft::Draft;
use crate::files;
use crate::files::convert::{libreoffice, named_fonts, to_pdf};
use crate::message::{Language, Message};
use crate::render::docx::reference::Reference;
use crate::render::{RENDERERS, Renderer, docx, renderer};
use crate::workspace::{Delivery, Request, Session, Workspace};
use indexmap::IndexSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Runs the command.
pub fn run(shell: &Shell, arguments: &Compose) -> Outcome {
    match compose(shell, arguments) {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

fn compose(shell: &Shell, arguments: &Compose) -> Result<Outcome, Outcome> {
    let outputs = outputs(shell, &arguments.output, arguments.format.as_deref())?;
    if let Some((path, _)) = outputs.iter().find(|(path, _)| {
        let mut inputs = arguments.facts.iter().chain(&arguments.keep);
        inputs.any(|input| files::is_same(path, input))
    }) {
        let path = path.clone();
        return Err(shell.fault(&(Message::WouldOverwrite { path }, Message::WriteElsewhere)));
    }
    let delivery = delivery(shell, &arguments.hand, &outputs)?;
    let bank = shell.bank()?;
    let kept = match &arguments.keep {
        Some(path) => {
            let (_, opened) = swap::open(shell, bank, path)?;
            let (session, kept) =
                Session::open(bank, opened, Vec::new()).map_err(|fault| shell.fault(&fault))?;
            swap::told_kept(shell, kept);
            Some(session)
        }
        None => None,
    };
    let read;
    let facts = match (&arguments.facts, &kept) {
        (Some(path), _) => {
            let genre = kept
                .as_ref()
                .map(|session| session.draft.plan.genre.as_str());
            read = shell.facts(bank, path, genre.or(arguments.genre.as_deref()))?;
            &read
        }
        (None, Some(session)) => &session.draft.facts,
        (None, None) => return Err(Outcome::Unusable),
    };
    let seed = arguments.seed.unwrap_or_else(draw_seed);
    let request = Request {
        genre: arguments.genre.clone(),
        edition: arguments.edition.clone(),
        seed,
        length: arguments.length.map(|length| length as usize),
    };
    let workspace = match &kept {
        Some(session) => {
            let draft = session
                .workspace(bank)
                .map_err(|fault| shell.fault(&fault))?;
            let (workspace, slots) = Workspace::compose_around(bank, facts, &request, &draft)
                .map_err(|fault| shell.fault(&fault))?;
            if !slots.is_empty() {
                shell.note(&Message::LockedKeptByHand { slots });
            }
            workspace
        }
        None => Workspace::compose(bank, facts, &request).map_err(|fault| shell.fault(&fault))?,
    };
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
    write(shell, &workspace, outputs, &delivery)?;
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
    /// The Word file as LibreOffice prints it.
    Pdf,
}

/// Writes every output.
pub fn write(
    shell: &Shell,
    workspace: &Workspace<'_>,
    outputs: Vec<(String, Product)>,
    delivery: &Delivery,
) -> Result<(), Outcome> {
    let over_facts = outputs
        .iter()
        .find(|(path, product)| matches!(product, Product::Draft) && holds_facts(path));
    if let Some((path, _)) = over_facts {
        let path = path.clone();
        return Err(shell.fault(&(Message::WouldOverwrite { path }, Message::WriteElsewhere)));
    }
    let language = shell.language_of(workspace.genre);
    let mut files = Vec::new();
    let mut standard = Vec::new();
    for (output, product) in outputs {
        let (content, notes) =
            content(workspace, product, language, delivery).map_err(|fault| shell.fault(&fault))?;
        for note in &notes {
            shell.note(note);
        }
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

/// How texts are handed over; a template that cannot be used, or serves nothing, is refused before any work.
pub fn delivery(
    shell: &Shell,
    hand: &Hand,
    outputs: &[(String, Product)],
) -> Result<Delivery, Outcome> {
    let mut delivery = Delivery {
        reference: None,
        bare: hand.no_provenance,
    };
    let Some(path) = &hand.reference_doc else {
        return Ok(delivery);
    };
    let takes_template = |product: &Product| match product {
        Product::Text(renderer) => std::ptr::eq(*renderer, &raw const docx::RENDERER),
        Product::Pdf => true,
        Product::Draft => false,
    };
    if !outputs.iter().any(|(_, product)| takes_template(product)) {
        return Err(shell.fault(&(Message::TemplateIsForWord, Message::NameAWordOutput)));
    }
    let reference = files::read_word(path)
        .and_then(Reference::read)
        .map_err(|fault| shell.fault(&fault))?;
    delivery.reference = Some(Arc::new(reference));
    Ok(delivery)
}

/// Whether a file of facts lies there, which no draft may take the place of.
fn holds_facts(path: &str) -> bool {
    let begins = |line: &str| line.trim_start().starts_with("Facts(");
    path != "-" && files::read(path).is_ok_and(|source| source.text.lines().any(begins))
}

/// The bytes of a product, with what the user should know of them.
pub fn content(
    workspace: &Workspace<'_>,
    product: Product,
    language: Language,
    delivery: &Delivery,
) -> Result<(Vec<u8>, Vec<Message>), (Message, Message)> {
    let bytes = match product {
        Product::Text(renderer) => workspace.deliver(renderer, language, delivery),
        Product::Pdf => return pdf(workspace, language, delivery),
        Product::Draft => Draft::new(workspace.facts, workspace.plan.clone())
            .written(workspace.genre, &workspace.document)
            .into_bytes(),
    };
    Ok((bytes, Vec::new()))
}

/// The text as PDF, with a note on every font that is not installed.
fn pdf(
    workspace: &Workspace<'_>,
    language: Language,
    delivery: &Delivery,
) -> Result<(Vec<u8>, Vec<Message>), (Message, Message)> {
    let word = workspace.deliver(&docx::RENDERER, language, delivery);
    to_pdf(&word, &named_fonts(&word, &workspace.genre.layout)?)
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
        if name == "pdf" {
            return match libreoffice() {
                Some(_) => Ok(Product::Pdf),
                None => Err(shell.fault(&(Message::NoLibreOffice, Message::InstallLibreOffice))),
            };
        }
        renderer(name).map(Product::Text).ok_or_else(|| {
            let known = RENDERERS
                .iter()
                .flat_map(|renderer| std::iter::once(&renderer.id).chain(renderer.endings))
                .chain(["pdf", "ron"].iter())
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
