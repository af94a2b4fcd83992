//! The frame around the panes: head, bars, dialogs, and the pages that say that something is not there.

use super::{Looks, View, encoded, facts_pane, faults, findings_pane, outline_pane, sheet_pane};
use crate::diagnostic::Diagnostic;
use crate::message::Language;
use crate::render::RENDERERS;
use crate::source::Source;
use crate::studio::words::{SCRIPT, Word};
use maud::{DOCTYPE, Markup, html};

/// The page of a draft.
pub fn draft_page(view: &View<'_>, looks: &Looks) -> Markup {
    let stem = view.name.trim_end_matches(".ron");
    html! {
        (DOCTYPE)
        html lang=(lang(looks.language)) data-theme=(looks.theme) {
            (head(stem, looks))
            body.draft data-tab="facts" data-draft={ "/draft/" (encoded(view.name)) } data-version=(view.version)
                data-words=(script_words(looks.language)) {
                a.skip href="#sheet" { (view.word(Word::SkipToText)) }
                (top_bar(Some(view), looks))
                (tabs(view))
                main {
                    nav.pane #outline aria-label=(view.word(Word::Outline)) tabindex="0" { (outline_pane(view)) }
                    div.pane #text {
                        @if view.is_kept { p.notice { (view.word(Word::KeptByHand)) } }
                        article #sheet lang=(lang(view.workspace.genre.definition.language)) tabindex="-1"
                            aria-label=(view.word(Word::Sheet)) { (sheet_pane(view)) }
                        p.quiet.keys { (view.word(Word::KeysHint)) }
                        (drawer(view))
                    }
                    div.side {
                        div.pane #facts role="tabpanel" aria-labelledby="tab-facts" tabindex="0" { (facts_pane(view)) }
                        div.pane #findings role="tabpanel" aria-labelledby="tab-findings" tabindex="0" { (findings_pane(view)) }
                        div.pane #compare role="tabpanel" aria-labelledby="tab-compare" tabindex="0" { (compare_pane(view)) }
                    }
                }
                (dialogs(view))
                p.hidden #said role="status" aria-live="polite" {}
            }
        }
    }
}

pub(super) fn head(title: &str, looks: &Looks) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            title { (title) " · " (Word::Brand.text(looks.language)) }
            link rel="stylesheet" href="/studio.css";
            link rel="icon" href="data:,";
            script type="module" src="/page.js" {}
        }
    }
}

pub(super) fn top_bar(view: Option<&View<'_>>, looks: &Looks) -> Markup {
    let word = |word: Word| word.text(looks.language);
    html! {
        header.bar {
            @if view.is_some() {
                a.brand href="/" title=(word(Word::Drafts)) { "成文" }
            } @else { h1.brand { "成文" } }
            @if let Some(view) = view {
                h1.title { (view.name.trim_end_matches(".ron")) }
                span.saved #saved { (word(Word::Saved)) }
                div.row.tools {
                    button type="button" #undo data-do="undo" disabled[!view.steps.0] aria-keyshortcuts="Control+Z" { (word(Word::Undo)) }
                    button type="button" #redo data-do="redo" disabled[!view.steps.1] aria-keyshortcuts="Control+Y" { (word(Word::Redo)) }
                    button type="button" data-do="reroll" title=(word(Word::RerollHint)) { (word(Word::Reroll)) }
                    (export_menu(view))
                }
            }
            div.row.looks {
                @let other = match looks.language {
                    Language::Chinese => ("en", Word::InEnglish),
                    Language::English => ("zh", Word::InChinese),
                };
                button.plain type="button" data-language=(other.0) lang=(other.0) { (word(other.1)) }
                @let theme = match looks.theme.as_str() {
                    "light" => ("dark", Word::Light),
                    "dark" => ("", Word::Dark),
                    _ => ("light", Word::LikeSystem),
                };
                button.plain type="button" data-theme-next=(theme.0) aria-label={ (word(Word::Theme)) "：" (word(theme.1)) } { (word(theme.1)) }
            }
        }
    }
}

fn export_menu(view: &View<'_>) -> Markup {
    let base = format!("/draft/{}", encoded(view.name));
    html! {
        details.menu {
            summary.main { (view.word(Word::Export)) }
            ul {
                @for (id, name) in exports(view) {
                    li { a href={ (base) "/export?format=" (id) } download { (view.word(Word::ExportTo)) " " (name) } }
                }
                li { button.plain type="button" data-print="" { (view.word(Word::Print)) } }
                li { button.plain type="button" data-variant="" { (view.word(Word::Variant)) } }
            }
        }
    }
}

/// What the text can be handed out as, what offices use first: the formats' ids and their names.
fn exports(view: &View<'_>) -> Vec<(&'static str, String)> {
    let named = [
        ("docx", Word::AsWord),
        ("pdf", Word::AsPdf),
        ("html", Word::AsWebPage),
        ("text", Word::AsPlainText),
    ];
    let mut exports: Vec<(&str, String)> = named
        .into_iter()
        .filter(|(id, _)| *id != "pdf" || view.has_pdf)
        .map(|(id, word)| (id, view.word(word).to_owned()))
        .collect();
    for renderer in RENDERERS {
        if exports.iter().all(|(id, _)| *id != renderer.id) {
            exports.push((renderer.id, renderer.id.to_owned()));
        }
    }
    exports
}

fn tabs(view: &View<'_>) -> Markup {
    let errors = view.workspace.findings.len();
    let tabs = [
        ("outline", Word::Outline, 0),
        ("text", Word::Text, 0),
        ("facts", Word::Facts, 0),
        ("findings", Word::Findings, errors),
        ("compare", Word::Compare, 0),
    ];
    html! {
        nav.tabs aria-label=(view.word(Word::Panes)) {
            div role="tablist" aria-label=(view.word(Word::Panes)) {
                @for (id, word, count) in tabs {
                    button type="button" role="tab" id={ "tab-" (id) } data-tab=(id) aria-controls=(id)
                        aria-selected=(if id == "facts" { "true" } else { "false" })
                        tabindex=(if id == "facts" { "0" } else { "-1" }) {
                        (view.word(word))
                        @if id == "findings" { " " span.size #count-findings { (count) } }
                    }
                }
            }
        }
    }
}

/// Where the phrasings of the chosen sentence are shown.
fn drawer(view: &View<'_>) -> Markup {
    html! {
        section.drawer #drawer hidden aria-label=(view.word(Word::Alternatives)) {
            div.row {
                strong #drawer-job {}
                label.hidden for="filter" { (view.word(Word::Filter)) }
                input #filter type="search" placeholder=(view.word(Word::Filter)) autocomplete="off";
                button type="button" #lock { (view.word(Word::Lock)) }
                button type="button" #write { (view.word(Word::WriteOwn)) }
                button type="button" #fill hidden { (view.word(Word::FillGap)) }
                details.menu #problem-menu {
                    summary { (view.word(Word::More)) }
                    ul {
                        li.for-problem { button.plain type="button" data-do="point" { (view.word(Word::OtherPoint)) } }
                        li.for-problem { button.plain type="button" data-move="-1" { (view.word(Word::MoveUp)) } }
                        li.for-problem { button.plain type="button" data-move="1" { (view.word(Word::MoveDown)) } }
                        li.for-problem { button.plain type="button" data-do="remove" data-whole="" { (view.word(Word::RemoveProblem)) } }
                        li { button.plain type="button" data-do="remove-sentence" { (view.word(Word::RemoveSentence)) } }
                    }
                }
                label.hidden for="other-fact" { (view.word(Word::OtherFact)) }
                select #other-fact { option value="" { (view.word(Word::OtherFact)) "…" } }
                button.plain type="button" #drawer-close aria-label=(view.word(Word::Close)) { "×" }
            }
            form #own hidden {
                label.hidden for="own-text" { (view.word(Word::WriteOwn)) }
                textarea #own-text rows="3" {}
                div.row.end {
                    button type="button" #own-cancel { (view.word(Word::Cancel)) }
                    button.main type="submit" { (view.word(Word::SetMine)) }
                }
            }
            div #options role="listbox" tabindex="0" aria-label=(view.word(Word::Alternatives)) {}
            p.quiet #options-said role="status" {}
        }
    }
}

fn compare_pane(view: &View<'_>) -> Markup {
    html! {
        div.drop #compare-drop data-drop="compare" {
            label for="compare-file" { (view.word(Word::CompareHint)) }
            input #compare-file type="file" accept=".docx,.txt,.md,.ron";
        }
        div #compare-said aria-live="polite" {}
    }
}

fn dialogs(view: &View<'_>) -> Markup {
    html! {
        dialog #fact-dialog aria-labelledby="fact-title" {}
        dialog #conflict aria-labelledby="conflict-title" {
            h2 #conflict-title { (view.word(Word::ConflictTitle)) }
            h3 { (view.word(Word::Theirs)) }
            p.sheet-like #conflict-theirs {}
            h3 { (view.word(Word::Mine)) }
            p.sheet-like #conflict-mine {}
            div.row.end {
                button type="button" #keep-theirs { (view.word(Word::KeepTheirs)) }
                button.main type="button" #put-mine { (view.word(Word::PutMine)) }
            }
        }
        dialog #broken aria-labelledby="broken-title" {
            h2 #broken-title { (view.word(Word::BrokenTitle)) }
            p { (view.word(Word::BrokenHint)) }
            div #broken-why {}
            div.row.end {
                button.main type="button" data-rescue="" { (view.word(Word::Rescue)) }
            }
        }
    }
}

/// The page of a draft whose file cannot be read.
pub fn broken_page(
    name: &str,
    diagnostics: &[Diagnostic],
    source: &Source,
    looks: &Looks,
) -> Markup {
    let word = |word: Word| word.text(looks.language);
    plain_page(
        word(Word::BrokenTitle),
        &html! {
            p { strong { (name) } }
            p { (word(Word::BrokenHint)) }
            (faults(diagnostics, source, looks.language))
        },
        looks,
    )
}

/// A page with a heading and something to read.
pub fn plain_page(title: &str, body: &Markup, looks: &Looks) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(lang(looks.language)) data-theme=(looks.theme) {
            (head(title, looks))
            body.list {
                (top_bar(None, looks))
                main {
                    section.panel {
                        h2 { (title) }
                        (body)
                        p { a href="/" { (Word::BackToList.text(looks.language)) } }
                    }
                }
            }
        }
    }
}

/// The page that takes a browser with its new cookie to where it was asked to go, by a step of its own site.
pub fn entry_page(to: &str, language: Language) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(lang(language)) {
            head {
                meta charset="utf-8";
                link rel="icon" href="data:,";
                meta http-equiv="refresh" content={ "0;url=" (to) };
                title { (Word::Brand.text(language)) }
            }
            body { a href=(to) { (Word::Open.text(language)) } }
        }
    }
}

pub(super) fn lang(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    }
}

fn script_words(language: Language) -> String {
    let words: serde_json::Map<String, serde_json::Value> = SCRIPT
        .into_iter()
        .map(|word| (word.name().to_owned(), word.text(language).into()))
        .collect();
    serde_json::Value::Object(words).to_string()
}
