//! The facts by kind, used and unused, with forms made from the genre's kinds.

use super::{View, name_of};
use crate::bank::{FactKind, Field, Role};
use crate::fact::{Fact, FactRole};
use crate::message::Language;
use crate::studio::words::Word;
use crate::template::Form;
use crate::value::{Date, Value, ValueType};
use crate::workspace::{Want, Workspace};
use maud::{Markup, html};

/// The facts with what is still missing.
pub fn facts_pane(view: &View<'_>) -> Markup {
    let workspace = view.workspace;
    let facts = &workspace.facts.facts;
    let kinds = &workspace.genre.definition.kinds;
    let unused = workspace.unused_facts();
    html! {
        (missing(view))
        div.row {
            label.hidden for="new-kind" { (view.word(Word::AddFact)) }
            select #new-kind {
                @for (id, kind) in kinds { option value=(id) { (kind.label) } }
            }
            button type="button" data-new-fact="" { (view.word(Word::AddFact)) }
        }
        @if facts.is_empty() { p.quiet { (view.word(Word::NoFacts)) } }
        @for (kind_id, kind) in kinds {
            @let of_kind: Vec<(&String, &Fact)> = facts.iter().filter(|(_, fact)| fact.kind == *kind_id).collect();
            @if !of_kind.is_empty() {
                h3 { (kind.label) " " span.size { (of_kind.len()) } }
                ul.facts {
                    @for (id, fact) in of_kind { (card(view, id, fact, kind, unused.contains(id))) }
                }
            }
        }
        (author(view))
        div.drop #import-drop data-drop="import" {
            label for="import-file" { (view.word(Word::ImportHint)) }
            input #import-file type="file" accept=".xlsx,.xls,.ods,.csv,.ron";
            div #import-said role="status" {}
        }
        p {
            (view.word(Word::ExportFacts))
            @for ending in ["xlsx", "ron"] {
                " " a href={ "/draft/" (super::encoded(view.name)) "/facts." (ending) } download { (ending) }
            }
        }
    }
}

/// The sections without an example, and where further facts are welcome, with the kinds that would serve.
fn missing(view: &View<'_>) -> Markup {
    // Causes and measures follow from the problems that they belong to.
    let follows = |address: &str| {
        let mut sections = view.workspace.document.sections.iter();
        let section = sections.find(|section| section.address() == address);
        section.is_some_and(|section| matches!(section.role, Role::Cause | Role::Measure))
    };
    let mut gaps = view.workspace.gaps();
    gaps.retain(|gap| !follows(&gap.section));
    let wishes = view.workspace.wishes();
    html! {
        @if gaps.is_empty() {
            p.clear { span.light.hard aria-hidden="true" { "●" } " " (view.word(Word::NothingMissing)) }
        } @else {
            section.missing aria-label=(view.word(Word::StillMissing)) {
                h3 { (view.word(Word::StillMissing)) " " span.size { (gaps.len()) } }
                p.quiet { (view.word(Word::OneOfThese)) }
                (wants(view, &gaps))
            }
        }
        @if !wishes.is_empty() {
            details.missing.welcome {
                summary.plain { (view.word(Word::WelcomeToo)) " " span.size { (wishes.len()) } }
                (wants(view, &wishes))
            }
        }
    }
}

fn wants(view: &View<'_>, wants: &[Want]) -> Markup {
    /// As many as one reads at a glance.
    const SHOWN: usize = 4;
    let kinds = &view.workspace.genre.definition.kinds;
    let name = |want: &Want| {
        let mut sections = view.workspace.document.sections.iter();
        let section = sections.find(|section| section.address() == want.section);
        match section.map(name_of) {
            Some(name) if !name.is_empty() => name,
            _ => view.workspace.document.title.clone(),
        }
    };
    html! {
        ul {
            @for want in wants {
                li {
                    a href={ "#s-" (want.section) } data-goto=(want.section) { (name(want)) }
                    span.row {
                        @for id in want.kinds.iter().take(SHOWN) {
                            @if let Some(kind) = kinds.get(id) {
                                button.small type="button" data-new-fact=(id) { "＋ " (kind.label) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn card(view: &View<'_>, id: &str, fact: &Fact, kind: &FactKind, is_unused: bool) -> Markup {
    let language = view.workspace.genre.definition.language;
    let year = view.workspace.edition.year;
    // In the order of the form; a number alone would say little.
    let values: Vec<String> = kind
        .fields
        .iter()
        .filter_map(|(id, field)| Some((field, fact.values.get(id)?)))
        .map(|(field, value)| {
            let words = value.surface(Form::Default, language, year);
            match value {
                Value::Count(..) | Value::Amount(_) => format!("{} {words}", field.label),
                _ => words,
            }
        })
        .collect();
    let words = values.join(" · ");
    let places: Vec<String> = view
        .workspace
        .document
        .sections
        .iter()
        .filter(|section| section.all().any(|sentence| sentence.facts().contains(&id)))
        .map(crate::document::Section::address)
        .collect();
    html! {
        li.fact.unused[is_unused] draggable="true" data-fact-id=(id) data-words=(words) title=(view.word(Word::DragHint)) {
            p { (words) }
            p.where {
                @if is_unused {
                    span.state { (view.word(Word::Unused)) }
                    button.small type="button" data-do="tell" data-fact=(id) { (view.word(Word::TellFact)) }
                } @else {
                    span.state { (view.word(Word::Used)) }
                    @for place in &places { " " a href={ "#s-" (place) } data-goto=(place) { (place) } }
                }
                button.small type="button" data-edit-fact=(id) aria-label={ (view.word(Word::EditFact)) " " (words) } { (view.word(Word::EditFact)) }
                button.small type="button" data-do="remove-fact" data-id=(id) aria-label={ (view.word(Word::RemoveFact)) " " (words) } { (view.word(Word::RemoveFact)) }
            }
        }
    }
}

fn author(view: &View<'_>) -> Markup {
    let author = &view.workspace.facts.author;
    let date = view.workspace.facts.date.map(Date::iso).unwrap_or_default();
    let fields = [
        ("unit", Word::AuthorUnit, &author.unit),
        ("post", Word::AuthorPost, &author.post),
        ("name", Word::AuthorName, &author.name),
    ];
    html! {
        details.author open[author.name.is_empty()] {
            summary { (view.word(Word::Author)) " " span.size { (author.name) } }
            form #author-form {
                @for (id, label, value) in fields {
                    label for={ "author-" (id) } { (view.word(label)) }
                    input id={ "author-" (id) } name=(id) value=(value) autocomplete="off";
                }
                label for="author-date" { (view.word(Word::SignedOn)) }
                input #author-date name="date" value=(date) placeholder=(sample(&ValueType::Date, view.workspace.edition.year)) autocomplete="off";
                p.fault #fault-author role="alert" {}
                button type="submit" { (view.word(Word::Keep)) }
            }
        }
    }
}

/// The form of a kind, filled from a fact where there is one.
pub fn fact_form(
    workspace: &Workspace<'_>,
    (kind_id, kind): (&str, &FactKind),
    known: Option<(&str, &Fact)>,
    language: Language,
) -> Markup {
    let topics = topics(workspace);
    let fact = known.map(|(_, fact)| fact);
    let wanted = fact.and_then(|fact| fact.topics.first());
    let role = fact.and_then(|fact| fact.role);
    let year = workspace.edition.year;
    let roles = [
        (FactRole::Problem, Word::AsProblem),
        (FactRole::Measure, Word::AsMeasure),
        (FactRole::Achievement, Word::AsAchievement),
    ];
    html! {
        form #fact-form data-kind=(kind_id) data-id=(known.map_or("", |(id, _)| id)) novalidate {
            h2 #fact-title { (kind.label) }
            @for (id, field) in &kind.fields {
                (input(id, field, fact.and_then(|fact| fact.values.get(id)), year, language))
            }
            details {
                summary { (Word::More.text(language)) }
                label for="fact-topics" { (Word::WhereWanted.text(language)) }
                select #fact-topics name="topics" {
                    option value="" { (Word::Anywhere.text(language)) }
                    @for (id, title) in &topics {
                        option value=(id) selected[wanted == Some(id)] { (title) }
                    }
                }
                label for="fact-role" { (Word::UseAs.text(language)) }
                select #fact-role name="role" {
                    option value="" { (Word::AnyUse.text(language)) }
                    @for ((known, word), (id, _, _)) in roles.iter().zip(FactRole::NAMED) {
                        option value=(id) selected[role == Some(*known)] { (word.text(language)) }
                    }
                }
                label for="fact-note" { (Word::Note.text(language)) }
                input #fact-note name="note" value=(fact.map_or("", |fact| fact.note.as_str())) autocomplete="off";
                input type="hidden" name="source" value=(fact.map_or("", |fact| fact.source.as_str()));
            }
            p.fault id="fault-" role="alert" {}
            div.row.end {
                button type="button" data-close="" { (Word::Cancel.text(language)) }
                button.main type="submit" { (Word::SaveFact.text(language)) }
            }
        }
    }
}

/// The topics of the edition's areas, each once, with their titles.
fn topics(workspace: &Workspace<'_>) -> Vec<(String, String)> {
    let mut topics: Vec<(String, String)> = Vec::new();
    let areas = workspace.edition.areas.iter();
    for topic in areas
        .flat_map(|area| &area.topics)
        .filter_map(|id| workspace.genre.topic(id))
    {
        if topics.iter().all(|(known, _)| *known != topic.id) {
            topics.push((topic.id.clone(), topic.title.clone()));
        }
    }
    topics
}

fn input(id: &str, field: &Field, value: Option<&Value>, year: i16, language: Language) -> Markup {
    let name = format!("field-{id}");
    let hint = if field.hint.is_empty() {
        sample(&field.value_type, year)
    } else {
        field.hint.clone()
    };
    let text = value.map(typed).unwrap_or_default();
    html! {
        label for=(name) {
            (field.label)
            @if field.required { " " span.required title=(Word::Required.text(language)) { "＊" } }
        }
        @match &field.value_type {
            ValueType::Choice(options) => {
                select id=(name) name=(id) data-field=(id) required[field.required] aria-describedby={ "fault-" (id) } {
                    @for option in options { option selected[*option == text] { (option) } }
                }
            }
            other => {
                input id=(name) name=(id) data-field=(id) value=(text) autocomplete="off"
                    required[field.required]
                    inputmode=[matches!(other, ValueType::Count(_)).then_some("numeric")]
                    aria-describedby={ "hint-" (id) " fault-" (id) };
                p.hint id={ "hint-" (id) } { (Word::ForExample.text(language)) " " (hint) }
            }
        }
        p.fault id={ "fault-" (id) } role="alert" {}
    }
}

/// A sample that is of the text's own year.
fn sample(value_type: &ValueType, year: i16) -> String {
    match value_type {
        ValueType::Date => format!("{year}-06-22、{year}年6月、{year}Q3"),
        ValueType::DateOrPeriod => format!("{year}-06-22、{year}年6月、{year}-05-17..{year}-05-21"),
        ValueType::Count(unit) => format!("2{unit}"),
        other => other.sample().to_owned(),
    }
}

/// A value as one types it.
fn typed(value: &Value) -> String {
    let written = value.written();
    ron::from_str(&written).unwrap_or(written)
}
