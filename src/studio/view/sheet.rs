//! The text in the look of the printed sheet; each sentence can be chosen.

use super::{View, is_from_bank, job};
use crate::check::Finding;
use crate::diagnostic::Severity;
use crate::document::{Section, Sentence};
use crate::studio::words::Word;
use crate::wording::Mention;
use maud::{Markup, html};

/// The sheet.
pub fn sheet_pane(view: &View<'_>) -> Markup {
    let document = &view.workspace.document;
    html! {
        h1 { (document.title) }
        @if !document.byline.is_empty() { p.byline { (document.byline) } }
        @for section in &document.sections { (section_of(view, section)) }
        @for line in &document.signature { p.signature { (line) } }
    }
}

/// A text with the facts in it marked.
pub fn marked(text: &str, mentions: &[Mention]) -> Markup {
    let mut at = 0;
    let mut parts = Vec::new();
    for mention in mentions {
        if mention.range.start >= at && mention.range.end <= text.len() {
            parts.push((&text[at..mention.range.start], mention));
            at = mention.range.end;
        }
    }
    html! {
        @for (before, mention) in parts {
            (before)
            mark data-fact=[mention.fact.as_deref()] { (&text[mention.range.clone()]) }
        }
        (&text[at..])
    }
}

fn section_of(view: &View<'_>, section: &Section) -> Markup {
    let address = section.address();
    let heading = section.heading.as_ref();
    let run_in = heading.filter(|_| section.run_in);
    let mut next = 1;
    let paragraphs: Vec<Markup> = section
        .paragraphs
        .iter()
        .map(|paragraph| {
            let markup = sentences(view, section, paragraph, next);
            next += paragraph.len();
            markup
        })
        .collect();
    let claim = run_in.map(|heading| {
        html! {
            strong.claim {
                span.number { (section.number) }
                (sentence(view, section, heading, 0))
                (view.workspace.genre.definition.style.stop)
            }
        }
    });
    html! {
        section id={ "s-" (address) } data-section=(address) {
            @if let Some(heading) = heading.filter(|_| !section.run_in) {
                @let words = html! { span.number { (section.number) } (sentence(view, section, heading, 0)) };
                @if section.path.len() == 1 { h2 { (words) } } @else { h3 { (words) } }
            }
            @if let (Some(claim), true) = (&claim, paragraphs.is_empty()) { p { (claim) } }
            @for (index, paragraph) in paragraphs.iter().enumerate() {
                p {
                    @if let (Some(claim), 0) = (&claim, index) { (claim) }
                    (paragraph)
                }
            }
        }
    }
}

/// A paragraph's sentences, the first of which has that number.
fn sentences(view: &View<'_>, section: &Section, sentences: &[Sentence], first: usize) -> Markup {
    let joint = &view.workspace.genre.definition.style.joint;
    html! {
        @for (index, found) in sentences.iter().enumerate() {
            (sentence(view, section, found, first + index))
            (joint)
        }
    }
}

fn sentence(view: &View<'_>, section: &Section, sentence: &Sentence, number: usize) -> Markup {
    let address = format!("{}:{number}", section.address());
    let is_prescribed = sentence.mandated && !is_from_bank(sentence);
    if is_prescribed {
        return html! { span.set { (sentence.text) } };
    }
    let faults = faults(view, section, sentence, number);
    let level = faults.iter().map(|finding| finding.severity).min();
    let states = [
        (sentence.locked, Word::Locked),
        (sentence.hand, Word::ByHand),
    ];
    let said: Vec<String> = states
        .into_iter()
        .filter(|(is_so, _)| *is_so)
        .map(|(_, word)| view.word(word).to_owned())
        .chain(
            faults
                .iter()
                .map(|finding| finding.message.text(view.language)),
        )
        .collect();
    let wants = sentence.gap.as_ref().map(|kinds| kinds.join(" "));
    html! {
        span.sentence.gap[sentence.gap.is_some()].locked[sentence.locked].hand[sentence.hand]
            role="button" tabindex="-1" data-at=(address)
            data-job=(job(sentence, number == 0).name())
            data-bank=[is_from_bank(sentence).then_some("")]
            data-problem=[problem_of(view, section).then_some("")]
            data-level=[level.map(Severity::id)] data-wants=[wants]
            data-facts=[(!sentence.facts().is_empty()).then(|| sentence.facts().join(" "))]
            aria-haspopup="dialog"
            aria-description=[(!said.is_empty()).then(|| said.join("；"))]
        { (marked(&sentence.text, &sentence.mentions)) }
    }
}

/// Whether a section is one problem, which can be exchanged and moved as a whole.
fn problem_of(view: &View<'_>, section: &Section) -> bool {
    let origin = section
        .heading
        .as_ref()
        .and_then(|heading| heading.origin.as_ref());
    let point = origin.and_then(|origin| origin.point.as_ref());
    point.is_some_and(|(topic, point)| {
        view.workspace
            .plan
            .problems
            .iter()
            .any(|problem| problem.topic == *topic && problem.point == *point)
    })
}

/// The findings about a sentence.
fn faults<'v>(
    view: &View<'v>,
    section: &Section,
    sentence: &Sentence,
    number: usize,
) -> Vec<&'v Finding> {
    let address = section.address();
    view.workspace
        .findings
        .iter()
        .filter(|finding| finding.section == address)
        .filter(|finding| match &finding.spot {
            Some(spot) => spot.sentence == number,
            None => !finding.text.is_empty() && sentence.text.contains(&finding.text),
        })
        .collect()
}
