//! What the rules find, each leading to its place, and what another text shares.

use super::{View, name_of};
use crate::check::{Finding, RULES};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::message::{Language, Message};
use crate::similarity::{Likeness, SharedPassage};
use crate::source::Source;
use crate::studio::words::Word;
use maud::{Markup, html};

const SEVERITIES: [(Severity, Message); 3] = [
    (Severity::Error, Message::LabelError),
    (Severity::Warning, Message::LabelWarning),
    (Severity::Note, Message::LabelNote),
];

/// The findings by severity.
pub fn findings_pane(view: &View<'_>) -> Markup {
    let findings = &view.workspace.findings;
    html! {
        @if findings.is_empty() {
            p.clear { span.light.hard aria-hidden="true" { "●" } " " (view.word(Word::AllClear)) }
        }
        @for (severity, label) in SEVERITIES {
            @let found: Vec<&Finding> = findings.iter().filter(|finding| finding.severity == severity).collect();
            @if !found.is_empty() {
                h3 { (label.text(view.language)) " " span.size { (found.len()) } }
                ul.findings {
                    @for finding in found { li class=(severity.id()) { (one(view, finding)) } }
                }
            }
        }
    }
}

fn one(view: &View<'_>, finding: &Finding) -> Markup {
    let document = &view.workspace.document;
    let section = document
        .sections
        .iter()
        .find(|section| section.address() == finding.section);
    let place = section.map_or(view.word(Word::WholeText).to_owned(), name_of);
    let at = finding
        .spot
        .as_ref()
        .map(|spot| format!("{}:{}", finding.section, spot.sentence));
    let rule = RULES.into_iter().find(|rule| rule.id == finding.rule);
    html! {
        p.what { (finding.message.text(view.language)) }
        p.help { (finding.help.text(view.language)) }
        p.where {
            @if finding.section.is_empty() { span { (place) } }
            @else { a href={ "#s-" (finding.section) } data-goto=(at.as_deref().unwrap_or(&finding.section)) { (place) } }
            " "
            code title=[rule.map(|rule| rule.what.text(view.language))] { (finding.rule) }
            @if let Some((at, text)) = cured(view, finding) {
                " "
                button.small type="button" data-do="write" data-at=(at) data-text=(text) { (view.word(Word::Fix)) }
            }
        }
    }
}

/// The sentence as a finding's fix makes it, with its address.
fn cured(view: &View<'_>, finding: &Finding) -> Option<(String, String)> {
    let fix = finding.fix.as_ref()?;
    let spot = finding.spot.as_ref()?;
    let document = &view.workspace.document;
    let section = document
        .sections
        .iter()
        .find(|section| section.address() == finding.section)?;
    let mut text = section.sentence(spot.sentence)?.text.clone();
    text.get(spot.range.clone())?;
    text.replace_range(spot.range.clone(), fix);
    Some((format!("{}:{}", finding.section, spot.sentence), text))
}

/// The faults of a file that was brought in, each with its place.
pub fn faults(diagnostics: &[Diagnostic], source: &Source, language: Language) -> Markup {
    html! {
        ul.findings {
            @for diagnostic in diagnostics {
                li class=(diagnostic.severity.id()) {
                    p.what { (diagnostic.message.text(language)) }
                    @if let Some(help) = &diagnostic.help { p.help { (help.text(language)) } }
                    p.where { code { (place_of(&diagnostic.place, source)) } }
                }
            }
        }
    }
}

fn place_of(place: &Place, source: &Source) -> String {
    match place {
        Place::Span(span) => {
            let position = source.position(span.range.start);
            format!("{}:{}:{}", source.name, position.line, position.column)
        }
        Place::Named(name) => name.clone(),
    }
}

/// How alike a draft and another text are, and the passages that both hold.
pub fn compared(
    name: &str,
    text: &str,
    likeness: Likeness,
    passages: &[SharedPassage],
    language: Language,
) -> Markup {
    /// As many as one reads.
    const SHOWN: usize = 30;
    let percent = |share: f64| format!("{:.1} %", share * 100.0);
    html! {
        h3 { (name) }
        p { (Word::Alike.text(language)) " " strong { (percent(likeness.jaccard)) }
            " · " (Word::Contained.text(language)) " " strong { (percent(likeness.containment)) } }
        @if passages.is_empty() { p.clear { (Word::NoneShared.text(language)) } }
        @else {
            h4 { (Word::SharedPassages.text(language)) " " span.size { (passages.len()) } }
            ol.shared {
                @for passage in passages.iter().take(SHOWN) {
                    @let words = &text[passage.first.clone()];
                    li { button.plain type="button" data-find=(words) { (words) } " " span.size { (passage.length) } }
                }
            }
        }
    }
}
