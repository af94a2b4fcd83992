//! One draft: shown, changed, brought into and handed out.

use super::{Shared, Studio, answer, fields_json, html, looks, not_found, panes, seen, with_view};
use crate::diagnostic::any_error;
use crate::fact::Fact;
use crate::fact::ledger::workbook;
use crate::fact::write::written;
use crate::files::convert::{named_fonts, to_pdf};
use crate::render::{docx, renderer};
use crate::similarity::{Shingles, shared_passages};
use crate::studio::action::Action;
use crate::studio::desk::{Desk, Refusal};
use crate::studio::form::{Begun, FactForm, read_form};
use crate::studio::upload;
use crate::studio::view::{self, encoded, marked};
use crate::workspace::{Address, FactChange, Workspace, without_prescribed};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

/// What an address asks for beside the draft.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    at: String,
    known: String,
    format: String,
    name: String,
    kind: String,
    id: String,
}

pub async fn page(State(studio): Shared, Path(name): Path<String>, headers: HeaderMap) -> Response {
    let looks = looks(&studio, &headers);
    let mut desk = studio.desk();
    let shown = desk.sheet(&name).cloned().and_then(|sheet| {
        with_view(&desk, &name, &sheet, looks.language, |view| {
            html(view::draft_page(view, &looks))
        })
    });
    match shown {
        Ok(page) => page.into_response(),
        Err(Refusal::Broken {
            source,
            diagnostics,
        }) => {
            let page = view::broken_page(&name, &diagnostics, &source, &looks);
            (StatusCode::GONE, html(page)).into_response()
        }
        Err(_) => not_found(&looks),
    }
}

/// The panes, if the file is another than the page knows.
pub async fn panes_if_changed(
    State(studio): Shared,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let language = looks(&studio, &headers).language;
    let mut desk = studio.desk();
    let is_known = desk
        .sheet(&name)
        .is_ok_and(|sheet| sheet.version() == asked.known);
    if is_known {
        return StatusCode::NO_CONTENT.into_response();
    }
    let result = panes(&mut desk, &name, language);
    answer(&mut desk, &name, language, result)
}

pub async fn act(
    State(studio): Shared,
    Path(name): Path<String>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    let language = looks(&studio, &headers).language;
    let seen = seen(&body);
    let Ok(action) = serde_json::from_value::<Action>(body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let mut desk = studio.desk();
    let result = desk.act(&name, &action, &seen).map(|_| ());
    let result = result.and_then(|()| panes(&mut desk, &name, language));
    answer(&mut desk, &name, language, result)
}

/// Every phrasing of a sentence with its text, so that the page can show it at once.
pub async fn alternatives(
    State(studio): Shared,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let language = looks(&studio, &headers).language;
    let mut desk = studio.desk();
    let result = with_workspace(&mut desk, &name, |workspace| {
        let address = address(&asked.at)?;
        let alternatives = workspace.alternatives(&address)?;
        let list: Vec<Value> = alternatives
            .iter()
            .map(|alternative| {
                json!({
                    "text": alternative.text,
                    "html": marked(&alternative.text, &alternative.mentions).into_string(),
                    "current": alternative.is_current,
                    "breaks": alternative.breaks,
                })
            })
            .collect();
        Ok(json!(list))
    });
    answer(&mut desk, &name, language, result)
}

/// The facts that could show the problem at an address.
pub async fn facts_for(
    State(studio): Shared,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let language = looks(&studio, &headers).language;
    let mut desk = studio.desk();
    let result = with_workspace(&mut desk, &name, |workspace| {
        Ok(json!(workspace.facts_for(&address(&asked.at)?)?))
    });
    answer(&mut desk, &name, language, result)
}

pub async fn fact_form(
    State(studio): Shared,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let language = looks(&studio, &headers).language;
    let mut desk = studio.desk();
    let result = with_workspace(&mut desk, &name, |workspace| {
        let known = workspace.facts.facts.get(&asked.id);
        let kind = known.map_or(asked.kind.as_str(), |fact| fact.kind.as_str());
        let found = workspace.genre.kind(kind).ok_or(Refusal::NotFound)?;
        let known = known.map(|fact| (asked.id.as_str(), fact));
        let form = view::fact_form(workspace, found, known, language);
        Ok(json!({"form": form.into_string()}))
    });
    answer(&mut desk, &name, language, result)
}

/// What is wrong with a fact as typed so far.
pub async fn check_fact(
    State(studio): Shared,
    Path(name): Path<String>,
    headers: HeaderMap,
    Json(form): Json<FactForm>,
) -> Response {
    let language = looks(&studio, &headers).language;
    let mut desk = studio.desk();
    let result = with_workspace(&mut desk, &name, |workspace| {
        let (_, faults) = read_form(&form, workspace.genre);
        Ok(json!({"fields": fields_json(&faults, language)}))
    });
    answer(&mut desk, &name, language, result)
}

/// The form that was begun and not kept, for a page that is opened again.
pub async fn begun(
    State(studio): Shared,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    let language = looks(&studio, &headers).language;
    let mut desk = studio.desk();
    let result = desk.begun(&name).map(|begun| json!({"begun": begun}));
    answer(&mut desk, &name, language, result)
}

/// Keeps what stands in a form so far.
pub async fn begin(
    State(studio): Shared,
    Path(name): Path<String>,
    headers: HeaderMap,
    Json(begun): Json<Option<Begun>>,
) -> Response {
    let language = looks(&studio, &headers).language;
    let mut desk = studio.desk();
    let result = desk.begin(&name, begun.as_ref()).map(|()| json!({}));
    answer(&mut desk, &name, language, result)
}

/// Takes the facts of a ledger in; a faulty ledger changes nothing.
pub async fn import(
    State(studio): Shared,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let language = looks(&studio, &headers).language;
    let mut desk = studio.desk();
    let bank = desk.bank;
    let result = with_workspace(&mut desk, &name, |workspace| {
        let genre = &workspace.genre.definition.id;
        Ok(upload::ledger(&asked.name, &body, bank, genre)?)
    });
    let result = result.and_then(|ledger| {
        if any_error(&ledger.diagnostics) {
            let faults = view::faults(&ledger.diagnostics, &ledger.source, language);
            return Ok(json!({"faults": faults.into_string()}));
        }
        let all: Vec<Fact> = ledger.facts.facts.into_values().collect();
        let kept_back = all.iter().filter(|fact| fact.confidential).count();
        let brought = all.len() - kept_back;
        desk.change(&name, None, |session| {
            Ok(session.change_facts(bank, FactChange::Import(all))?)
        })?;
        let panes = panes(&mut desk, &name, language)?;
        Ok(json!({"brought": brought, "keptBack": kept_back, "panes": panes}))
    });
    answer(&mut desk, &name, language, result)
}

/// What another text shares with the draft.
pub async fn compare(
    State(studio): Shared,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    /// The fewest characters that count as a passage; the same as the command line's.
    const PASSAGE: usize = 8;
    let language = looks(&studio, &headers).language;
    let mut desk = studio.desk();
    let bank = desk.bank;
    let result = upload::text(&asked.name, &body, bank).and_then(|other| {
        with_workspace(&mut desk, &name, |workspace| {
            let own = without_prescribed(bank, &upload::text_of(workspace));
            let other = without_prescribed(bank, &other);
            let likeness = Shingles::of_lines(&own).likeness(&Shingles::of_lines(&other));
            let passages = shared_passages(&own, &other, PASSAGE);
            let shown = view::compared(&asked.name, &own, likeness, &passages, language);
            Ok(json!({"html": shown.into_string()}))
        })
    });
    answer(&mut desk, &name, language, result)
}

pub async fn export(
    State(studio): Shared,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    if asked.format == "pdf" {
        return pdf(&studio, &name).await;
    }
    let mut desk = studio.desk();
    let Some(renderer) = renderer(&asked.format) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let bytes = with_workspace(&mut desk, &name, |workspace| {
        let language = workspace.genre.definition.language;
        Ok(workspace.render(renderer, language))
    });
    let ending = renderer.endings.first().copied().unwrap_or(renderer.id);
    match bytes {
        Ok(bytes) => attachment(&name, ending, bytes),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The text as PDF; the conversion takes seconds, in which the page goes on answering.
async fn pdf(studio: &Studio, name: &str) -> Response {
    let word = with_workspace(&mut studio.desk(), name, |workspace| {
        let word = workspace.render(&docx::RENDERER, workspace.genre.definition.language);
        let fonts = named_fonts(&word, &workspace.genre.layout)?;
        Ok((word, fonts))
    });
    let Ok((word, fonts)) = word else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match tokio::task::spawn_blocking(move || to_pdf(&word, &fonts)).await {
        Ok(Ok((pdf, _))) => attachment(name, "pdf", pdf),
        _ => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

pub async fn facts_file(State(studio): Shared, Path(name): Path<String>) -> Response {
    facts_as(&studio, &name, "facts.ron", |workspace| {
        Ok(written(workspace.facts, workspace.genre).into_bytes())
    })
}

pub async fn facts_workbook(State(studio): Shared, Path(name): Path<String>) -> Response {
    facts_as(&studio, &name, "facts.xlsx", |workspace| {
        Ok(workbook(workspace.genre, workspace.facts, false)?)
    })
}

fn facts_as(
    studio: &Studio,
    name: &str,
    ending: &str,
    write: impl FnOnce(&Workspace<'_>) -> Result<Vec<u8>, Refusal>,
) -> Response {
    match with_workspace(&mut studio.desk(), name, write) {
        Ok(bytes) => attachment(name, ending, bytes),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

pub async fn variant(
    State(studio): Shared,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    let language = looks(&studio, &headers).language;
    let mut desk = studio.desk();
    let result = desk.variant(&name).map(|new| go_to(&new));
    answer(&mut desk, &name, language, result)
}

pub async fn rescue(
    State(studio): Shared,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    let language = looks(&studio, &headers).language;
    let mut desk = studio.desk();
    let result = desk.rescue(&name).map(|new| go_to(&new));
    answer(&mut desk, &name, language, result)
}

fn go_to(name: &str) -> Value {
    json!({"go": format!("/draft/{}", encoded(name))})
}

fn with_workspace<T>(
    desk: &mut Desk,
    name: &str,
    ask: impl FnOnce(&Workspace<'_>) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let bank = desk.bank;
    let workspace = desk.sheet(name)?.workspace(bank)?;
    ask(&workspace)
}

fn address(text: &str) -> Result<Address, Refusal> {
    Address::read(text).ok_or(Refusal::NotFound)
}

/// A file to be saved by the browser.
fn attachment(name: &str, ending: &str, bytes: Vec<u8>) -> Response {
    let file = format!("{}.{ending}", name.trim_end_matches(".ron"));
    let disposition = format!(
        "attachment; filename=\"draft.{ending}\"; filename*=UTF-8''{}",
        encoded(&file)
    );
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes).into_response()
}
