//! The work list, and new drafts.

use super::{Shared, answer, html, looks, not_found};
use crate::diagnostic::any_error;
use crate::fact::{Author, Facts};
use crate::files::folder::{bytes_of, within};
use crate::studio::action::Fault;
use crate::studio::desk::{Desk, Refusal};
use crate::studio::upload;
use crate::studio::view::{self, Looks, encoded};
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html as markup};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    facts: String,
}

/// What the form of a new draft says.
#[derive(Debug, Default, Deserialize)]
pub struct New {
    edition: String,
    #[serde(default)]
    facts: String,
    #[serde(default)]
    file: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    post: String,
    #[serde(default)]
    unit: String,
}

pub async fn list(
    State(studio): Shared,
    Query(chosen): Query<Chosen>,
    headers: HeaderMap,
) -> Response {
    let looks = looks(&studio, &headers);
    list_with(&studio.desk(), &chosen.facts, None, &looks)
}

fn list_with(desk: &Desk, chosen: &str, fault: Option<&Markup>, looks: &Looks) -> Response {
    let folder = desk.folder.display().to_string();
    let files = desk.list().unwrap_or_default();
    let chosen = Some(chosen).filter(|chosen| !chosen.is_empty());
    let page = view::list_page(desk.bank, &folder, &files, chosen, fault, looks);
    let status = match fault {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    (status, html(page)).into_response()
}

pub async fn new(State(studio): Shared, headers: HeaderMap, Form(new): Form<New>) -> Response {
    let looks = looks(&studio, &headers);
    let mut desk = studio.desk();
    let facts = match facts_of(&desk, &new, &looks) {
        Ok(facts) => facts,
        Err(fault) => return list_with(&desk, &new.facts, Some(&fault), &looks),
    };
    let wish = match new.file.trim() {
        "" => format!(
            "{} {}",
            facts.author.name,
            facts.edition.as_deref().unwrap_or("")
        ),
        file => file.to_owned(),
    };
    match desk.compose(&wish, &facts) {
        Ok(name) => Redirect::to(&format!("/draft/{}", encoded(&name))).into_response(),
        Err(Refusal::Fault(Fault::Said(message, help))) => {
            let fault =
                markup! { p { (message.text(looks.language)) } p { (help.text(looks.language)) } };
            list_with(&desk, &new.facts, Some(&fault), &looks)
        }
        Err(_) => not_found(&looks),
    }
}

/// The facts that a new draft starts from: those of a file of the folder, or none but the author.
fn facts_of(desk: &Desk, new: &New, looks: &Looks) -> Result<Facts, Markup> {
    let typed = |text: &str| text.trim().to_owned();
    let (genre, edition) = new.edition.split_once('/').unwrap_or_default();
    let mut facts = Facts::default();
    if !new.facts.is_empty() {
        let path = within(&desk.folder, &new.facts).ok_or_else(|| markup! { p { (new.facts) } })?;
        let said = |fault: Fault| match fault {
            Fault::Said(message, help) => {
                markup! { p { (message.text(looks.language)) } p { (help.text(looks.language)) } }
            }
            Fault::Fields(_) => markup! {},
        };
        let bytes = bytes_of(&path).map_err(|fault| said(fault.into()))?;
        let ledger = upload::ledger(&new.facts, &bytes, desk.bank, genre).map_err(said)?;
        if any_error(&ledger.diagnostics) {
            return Err(view::faults(
                &ledger.diagnostics,
                &ledger.source,
                looks.language,
            ));
        }
        facts = ledger.facts;
    }
    facts.genre = Some(genre.to_owned());
    facts.edition = Some(edition.to_owned());
    let author = Author {
        name: typed(&new.name),
        post: typed(&new.post),
        unit: typed(&new.unit),
    };
    if author != Author::default() {
        facts.author = author;
    }
    Ok(facts)
}

/// How a draft of the list stands.
pub async fn state(
    State(studio): Shared,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    let looks = looks(&studio, &headers);
    let mut desk = studio.desk();
    let bank = desk.bank;
    let sheet = desk.sheet(&name).cloned();
    match sheet.and_then(|sheet| {
        let workspace = sheet.workspace(bank)?;
        Ok(html(view::state(&workspace, &looks)))
    }) {
        Ok(page) => page.into_response(),
        Err(refusal) => answer(&mut desk, &name, looks.language, Err(refusal)),
    }
}
