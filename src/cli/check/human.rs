//! Findings for people: each with its line, then the sections at a glance.

use super::Report;
use crate::bank::Role;
use crate::check::Finding;
use crate::cli::report::label;
use crate::diagnostic::Severity;
use crate::document::Section;
use crate::message::{Language, Message};
use crate::wording::Grade;
use crate::workspace::Reviewed;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use comfy_table::{Table, presets};
use indexmap::IndexMap;
use std::fmt::Write as _;

/// A longer line is not shown.
const LINE: usize = 6_000;
/// How many characters of a heading and of an example the table shows, and how many examples.
const HEADING: usize = 18;
const EXAMPLE: usize = 10;
const EXAMPLES: usize = 3;

/// Every finding, and a table for every text; in few words, a line for a finding and no table.
pub fn written(report: &Report<'_, '_>, quiet: bool) -> String {
    let mut output = String::new();
    for text in report.texts {
        for finding in &text.findings {
            if quiet {
                output.push_str(&brief(text, finding, report.language));
            } else {
                output.push_str(&full(text, finding, report.language));
                output.push('\n');
            }
        }
        if !quiet {
            output.push_str(&table(text, report.language));
        }
    }
    output
}

/// Where a finding is, as editors and terminals take it.
fn place(text: &Reviewed<'_>, finding: &Finding) -> String {
    match text.range_of(finding) {
        Some(range) => {
            let start = text.position(range.start);
            format!("{}:{}:{}", text.name, start.line, start.column)
        }
        None if finding.section.is_empty() => text.name.clone(),
        None => format!("{} {}", text.name, finding.section),
    }
}

fn brief(text: &Reviewed<'_>, finding: &Finding, language: Language) -> String {
    format!(
        "{}: {}[{}] {}\n",
        place(text, finding),
        label(finding.severity, language),
        finding.rule,
        shown(&finding.message.text(language))
    )
}

fn full(text: &Reviewed<'_>, finding: &Finding, language: Language) -> String {
    let name = label(finding.severity, language);
    let help_name = Message::LabelHelp.text(language);
    let message = shown(&finding.message.text(language));
    let help = shown(&finding.help.text(language));
    let excerpt = text.range_of(finding).and_then(|range| {
        let source = &text.source.text;
        let (start, end) = (text.line(range.start).start, text.line(range.end).end);
        if end - start > LINE {
            return None;
        }
        let line = source[start..end].trim_end();
        let within = range.start - start..(range.end - start).min(line.len());
        (within.start <= within.end).then_some((line, within, range.start))
    });
    let Some((line, within, start)) = excerpt else {
        return format!(
            "{name}[{}]: {}: {message}\n  {help_name}: {help}\n",
            finding.rule,
            place(text, finding)
        );
    };
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
    .with_name(name.as_str());
    let group = level
        .primary_title(message.as_str())
        .id(finding.rule)
        .element(
            Snippet::source(line)
                .path(text.name.as_str())
                .line_start(text.position(start).line)
                .annotation(AnnotationKind::Primary.span(within)),
        )
        .element(
            Level::HELP
                .with_name(help_name.as_str())
                .message(help.as_str()),
        );
    Renderer::styled().render(&[group]) + "\n"
}

/// A text's sections with their grades, examples and findings.
fn table(text: &Reviewed<'_>, language: Language) -> String {
    let title = if text.document.title.is_empty() {
        Message::UntitledText.text(language)
    } else {
        text.document.title.clone()
    };
    let edition = text.edition.map_or_else(
        || Message::EditionUnknown.text(language),
        |edition| edition.id.clone(),
    );
    let mut by_section: IndexMap<&str, IndexMap<&str, usize>> = IndexMap::new();
    for finding in &text.findings {
        *by_section
            .entry(&finding.section)
            .or_default()
            .entry(finding.rule)
            .or_default() += 1;
    }
    let counts = |address: &str| {
        let rules = by_section.get(address).into_iter().flatten();
        let rules: Vec<String> = rules
            .map(|(rule, count)| match count {
                1 => (*rule).to_owned(),
                count => format!("{rule} ×{count}"),
            })
            .collect();
        rules.join(", ")
    };
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY);
    table.set_header(
        [
            Message::SectionLabel,
            Message::Grade,
            Message::ExamplesLabel,
            Message::FindingsLabel,
        ]
        .map(|label| label.text(language)),
    );
    let whole = counts("");
    if !whole.is_empty() {
        table.add_row([
            Message::WholeText.text(language),
            String::new(),
            String::new(),
            whole,
        ]);
    }
    for section in &text.document.sections {
        let grade = match (section.role, text.document.grade(section)) {
            // A heading over sections of which each has its own grade has none itself.
            (Role::Intro | Role::Other, Grade::None) => String::new(),
            (_, Grade::Hard) => Message::GradeHard.text(language),
            (_, Grade::Scenario) => Message::GradeScenario.text(language),
            (_, Grade::None) => Message::GradeNone.text(language),
        };
        let address = section.address();
        let indent = "  ".repeat(section.path.len() - 1);
        table.add_row([
            shown(&format!(
                "{indent}{address} {}",
                cut(&heading(section), HEADING)
            )),
            grade,
            shown(&examples(section)),
            counts(&address),
        ]);
    }
    let mut output = String::new();
    let _ = writeln!(output, "{}  {} ({edition})", text.name, shown(&title));
    let _ = writeln!(output, "{table}\n");
    output
}

fn heading(section: &Section) -> String {
    let words = section
        .heading
        .as_ref()
        .or_else(|| section.sentences().next());
    let words = words.map_or("", |words| words.text.as_str());
    format!("{}{words}", section.number)
}

fn examples(section: &Section) -> String {
    let mut examples: Vec<String> = Vec::new();
    for sentence in section.sentences() {
        let specific = sentence
            .mentions
            .iter()
            .filter(|mention| mention.grade != Grade::None);
        for mention in specific {
            let words = cut(&sentence.text[mention.range.clone()], EXAMPLE);
            if !examples.contains(&words) && examples.len() < EXAMPLES {
                examples.push(words);
            }
        }
    }
    examples.join(" · ")
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A text without what would steer a terminal.
fn shown(text: &str) -> String {
    text.chars()
        .map(|character| {
            if character.is_control() {
                '\u{fffd}'
            } else {
                character
            }
        })
        .collect()
}
