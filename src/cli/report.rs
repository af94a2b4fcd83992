//! How diagnostics and findings look on a terminal.

use crate::check::Finding;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::fact::confidential::masked;
use crate::message::{Language, Message};
use crate::source::Source;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::process::ExitCode;

/// Says a line on standard error; where that cannot be written, nothing can be said.
pub fn say(text: &str) {
    use std::io::Write;
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Shows diagnostics with their source lines on standard error.
pub fn diagnostics(diagnostics: &[Diagnostic], sources: &[Source], language: Language) {
    for diagnostic in diagnostics {
        say(&format!("{}\n", rendered(diagnostic, sources, language)));
    }
}

/// Shows the diagnostics of a facts file, confidential records masked; reads the file again only where there is something to show.
pub fn facts(diagnostics: &[Diagnostic], source: &Source, language: Language) {
    if !diagnostics.is_empty() {
        self::diagnostics(diagnostics, &[masked(source)], language);
    }
}

/// Shows a fault without a place on standard error.
pub fn fault(message: &Message, help: &Message, language: Language) {
    let severity = label(Severity::Error, language);
    let help_label = Message::LabelHelp.text(language);
    say(&format!(
        "{severity}: {}\n  {help_label}: {}",
        message.text(language),
        help.text(language)
    ));
}

/// Shows findings on standard error, one a line with its help below.
pub fn findings(findings: &[Finding], language: Language) {
    let help_label = Message::LabelHelp.text(language);
    for finding in findings {
        let section = if finding.section.is_empty() {
            Message::WholeText.text(language)
        } else {
            finding.section.clone()
        };
        say(&format!(
            "{}[{}] {section}: {}\n  {help_label}: {}",
            label(finding.severity, language),
            finding.rule,
            finding.message.text(language),
            finding.help.text(language)
        ));
    }
}

/// Reports wrong usage, or prints the help that was asked for.
pub fn usage(error: &clap::Error, language: Language) -> ExitCode {
    let is_help = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    if is_help {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    match usage_fault(error).filter(|_| language == Language::Chinese) {
        Some(message) => fault(&message, &Message::SeeHelp, language),
        None => say(error.render().to_string().trim_end()),
    }
    ExitCode::from(2)
}

/// The word for a severity.
pub fn label(severity: Severity, language: Language) -> String {
    let message = match severity {
        Severity::Error => Message::LabelError,
        Severity::Warning => Message::LabelWarning,
        Severity::Note => Message::LabelNote,
    };
    message.text(language)
}

/// What is wrong with the arguments, as far as it can be said in a sentence.
fn usage_fault(error: &clap::Error) -> Option<Message> {
    let word = |kind| match error.get(kind) {
        Some(ContextValue::String(word)) => Some(word.clone()),
        Some(ContextValue::Strings(words)) => Some(words.join(" ")),
        _ => None,
    };
    let argument = word(ContextKind::InvalidArg).or_else(|| word(ContextKind::InvalidSubcommand));
    let value = word(ContextKind::InvalidValue);
    Some(match error.kind() {
        ErrorKind::MissingRequiredArgument => Message::MissingArgument {
            argument: argument?,
        },
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Message::MissingCommand
        }
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => Message::UnknownArgument {
            argument: argument?,
        },
        ErrorKind::ArgumentConflict => Message::ConflictingArguments {
            argument: argument?,
        },
        _ => Message::WrongUsage {
            error: format!("{} {}", argument?, value.unwrap_or_default()),
        },
    })
}

fn rendered(diagnostic: &Diagnostic, sources: &[Source], language: Language) -> String {
    let name = label(diagnostic.severity, language);
    let help_name = Message::LabelHelp.text(language);
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
    .with_name(name.as_str());
    let title = diagnostic.message.text(language);
    let help = diagnostic.help.as_ref().map(|help| help.text(language));
    let source = match &diagnostic.place {
        Place::Span(span) => sources
            .iter()
            .find(|source| source.name == span.source)
            .map(|source| (source, span.range.clone())),
        Place::Named(_) => None,
    };
    let Some((source, range)) = source else {
        let place = match &diagnostic.place {
            Place::Named(name) => name,
            Place::Span(span) => &span.source,
        };
        let help = help
            .map(|help| format!("\n  {help_name}: {help}"))
            .unwrap_or_default();
        return format!("{name}: {place}: {title}{help}");
    };
    let group = level.primary_title(title.as_str()).element(
        Snippet::source(source.text.as_str())
            .path(source.name.as_str())
            .annotation(AnnotationKind::Primary.span(range)),
    );
    let group = match &help {
        Some(help) => group.element(
            Level::HELP
                .with_name(help_name.as_str())
                .message(help.as_str()),
        ),
        None => group,
    };
    Renderer::styled().render(&[group])
}
