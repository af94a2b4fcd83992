//! The work list of a folder, and where a new draft begins.

use super::frame::{head, top_bar};
use super::{Looks, encoded, lights};
use crate::bank::Bank;
use crate::diagnostic::Severity;
use crate::studio::desk::Listed;
use crate::studio::words::Word;
use crate::workspace::Workspace;
use maud::{DOCTYPE, Markup, html};

/// The page of a folder: its drafts, and the form of a new one.
pub fn list_page(
    bank: &Bank,
    folder: &str,
    files: &[(String, Listed)],
    chosen: Option<&str>,
    fault: Option<&Markup>,
    looks: &Looks,
) -> Markup {
    let word = |word: Word| word.text(looks.language);
    let drafts: Vec<&String> = files
        .iter()
        .filter(|(_, listed)| *listed == Listed::Draft)
        .map(|(name, _)| name)
        .collect();
    html! {
        (DOCTYPE)
        html lang=(lang(looks)) data-theme=(looks.theme) {
            (head(word(Word::WorkList), looks))
            body.list {
                (top_bar(None, looks))
                main {
                    section.panel aria-labelledby="new-title" {
                        h2 #new-title { (word(Word::NewDraft)) }
                        p.quiet { (word(Word::NewDraftHint)) }
                        @if let Some(fault) = fault { div.fault role="alert" { (fault) } }
                        (new_form(bank, files, chosen, looks))
                    }
                    section.panel aria-labelledby="list-title" {
                        h2 #list-title { (word(Word::WorkList)) " " span.size { (drafts.len()) } }
                        p.quiet { (word(Word::WorkListHint)) " " code { (folder) } }
                        @if drafts.is_empty() { p { (word(Word::NoDrafts)) } }
                        ul.drafts {
                            @for name in drafts {
                                li data-state={ "/state/" (encoded(name)) } {
                                    a href={ "/draft/" (encoded(name)) } { (name.trim_end_matches(".ron")) }
                                    div.state {}
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn new_form(
    bank: &Bank,
    files: &[(String, Listed)],
    chosen: Option<&str>,
    looks: &Looks,
) -> Markup {
    let word = |word: Word| word.text(looks.language);
    let ledgers: Vec<&String> = files
        .iter()
        .filter(|(_, listed)| *listed == Listed::Facts)
        .map(|(name, _)| name)
        .collect();
    let inputs = [
        ("unit", Word::AuthorUnit),
        ("post", Word::AuthorPost),
        ("name", Word::AuthorName),
    ];
    html! {
        form.new method="post" action="/new" {
            div {
                label for="edition" { (word(Word::Genre)) " · " (word(Word::Edition)) }
                select #edition name="edition" {
                    @for (genre_id, genre) in &bank.genres {
                        @for edition in genre.editions.values() {
                            option value={ (genre_id) "/" (edition.id) } selected[edition.id == "2021"] {
                                (genre.definition.title) " · " (edition.id) " · " (edition.level)
                            }
                        }
                    }
                }
            }
            @for (id, label) in inputs {
                div {
                    label for=(id) { (word(label)) }
                    input id=(id) name=(id) autocomplete="off" maxlength="60";
                }
            }
            @if !ledgers.is_empty() {
                div {
                    label for="facts" { (word(Word::FactsFrom)) }
                    select #facts name="facts" {
                        option value="" { (word(Word::TypeThemIn)) }
                        @for name in ledgers {
                            option value=(name) selected[chosen == Some(name)] { (name) }
                        }
                    }
                }
            }
            div {
                label for="file" { (word(Word::FileName)) }
                input #file name="file" autocomplete="off" maxlength="60";
            }
            button.main type="submit" { (word(Word::Begin)) }
        }
    }
}

/// How a draft of the list stands.
pub fn state(workspace: &Workspace<'_>, looks: &Looks) -> Markup {
    let word = |word: Word| word.text(looks.language);
    let (lit, all) = lights(workspace);
    let count = |severity| {
        workspace
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let author = &workspace.facts.author.name;
    html! {
        span { @if author.is_empty() { (word(Word::NoAuthor)) } @else { (author) } }
        span { (workspace.edition.id) }
        span { (workspace.document.length()) " " (word(Word::Characters)) }
        span.all[lit == all] { (lit) "/" (all) " " (word(Word::Lights)) }
        @if errors > 0 { span.error { (errors) " " (word(Word::Errors)) } }
        @if warnings > 0 { span.warning { (warnings) " " (word(Word::Warnings)) } }
    }
}

fn lang(looks: &Looks) -> &'static str {
    super::frame::lang(looks.language)
}
