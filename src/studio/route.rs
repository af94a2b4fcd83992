//! The page's addresses: who asks is checked first, then a draft is shown, changed, brought in or handed out.

mod draft;
mod folder;

use super::action::Fault;
use super::desk::{Desk, Refusal, Seen, Sheet};
use super::form::FieldFault;
use super::guard::{Guard, HEADERS, cookie};
use super::view::{self, Looks, View};
use super::words::Word;
use crate::message::Language;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{CONTENT_TYPE, HeaderMap, HeaderName, SET_COOKIE};
use axum::http::{StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use maud::Markup;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The most that is taken in of a file.
const LARGEST_FILE: usize = 16 << 20;
/// The most that is taken in of anything else.
const LARGEST_FORM: usize = 256 << 10;

/// What every request is served from.
#[derive(Debug)]
pub struct Studio {
    /// Who may ask.
    pub guard: Guard,
    /// The address where a browser begins: `/`, or a draft's.
    pub start: String,
    /// What is worked on, one request at a time.
    pub desk: Mutex<Desk>,
}

type Shared = State<Arc<Studio>>;

impl Studio {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The page's addresses.
pub fn router(studio: Studio) -> Router {
    let studio = Arc::new(studio);
    let files = Router::new()
        .route("/draft/{name}/import", post(draft::import))
        .route("/draft/{name}/compare", post(draft::compare))
        .layer(DefaultBodyLimit::max(LARGEST_FILE));
    Router::new()
        .route("/enter", get(enter))
        .route("/", get(folder::list))
        .route("/new", post(folder::new))
        .route("/state/{name}", get(folder::state))
        .route("/draft/{name}", get(draft::page))
        .route("/draft/{name}/panes", get(draft::panes_if_changed))
        .route("/draft/{name}/do", post(draft::act))
        .route("/draft/{name}/alternatives", get(draft::alternatives))
        .route("/draft/{name}/facts-for", get(draft::facts_for))
        .route("/draft/{name}/fact-form", get(draft::fact_form))
        .route("/draft/{name}/check-fact", post(draft::check_fact))
        .route("/draft/{name}/begun", get(draft::begun).post(draft::begin))
        .route("/draft/{name}/export", get(draft::export))
        .route("/draft/{name}/facts.ron", get(draft::facts_file))
        .route("/draft/{name}/facts.xlsx", get(draft::facts_workbook))
        .route("/draft/{name}/variant", post(draft::variant))
        .route("/draft/{name}/rescue", post(draft::rescue))
        .route("/studio.css", get(asset("text/css", CSS)))
        .route("/page.js", get(asset("text/javascript", PAGE)))
        .route("/draft.js", get(asset("text/javascript", DRAFT)))
        .route("/swap.js", get(asset("text/javascript", SWAP)))
        .route("/facts.js", get(asset("text/javascript", FACTS)))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .merge(files)
        .fallback(no_page)
        .layer(middleware::from_fn_with_state(studio.clone(), check))
        .with_state(studio)
}

const CSS: &str = include_str!("assets/studio.css");
const PAGE: &str = include_str!("assets/page.js");
const DRAFT: &str = include_str!("assets/draft.js");
const SWAP: &str = include_str!("assets/swap.js");
const FACTS: &str = include_str!("assets/facts.js");

/// A text of the program's own, as it is answered.
type Asset = ([(HeaderName, &'static str); 1], &'static str);

fn asset(kind: &'static str, text: &'static str) -> Asset {
    ([(CONTENT_TYPE, kind)], text)
}

/// Lets through what may ask, and dresses every answer.
async fn check(State(studio): Shared, request: Request, next: Next) -> Response {
    let own_site = studio
        .guard
        .is_own_site(request.method(), request.headers());
    let mut response = match own_site {
        Err(status) => status.into_response(),
        Ok(()) if request.uri().path() == "/enter" || studio.guard.is_known(request.headers()) => {
            next.run(request).await
        }
        Ok(()) => {
            let looks = looks(&studio, request.headers());
            let page = Html(Word::NoEntry.text(looks.language));
            (StatusCode::FORBIDDEN, page).into_response()
        }
    };
    response.headers_mut().extend(HEADERS);
    response
}

/// Takes the token, gives the cookie.
async fn enter(State(studio): Shared, uri: Uri, headers: HeaderMap) -> Response {
    let token = uri
        .query()
        .and_then(|query| query.strip_prefix("token="))
        .unwrap_or_default();
    let looks = looks(&studio, &headers);
    if !studio.guard.is_token(token) {
        let page = Html(Word::NoEntry.text(looks.language));
        return (StatusCode::FORBIDDEN, page).into_response();
    }
    let page = view::entry_page(&studio.start, looks.language);
    let cookie = studio.guard.cookie();
    ([(SET_COOKIE, cookie)], html(page)).into_response()
}

async fn no_page(State(studio): Shared, headers: HeaderMap) -> Response {
    not_found(&looks(&studio, &headers))
}

fn not_found(looks: &Looks) -> Response {
    let title = Word::NotFound.text(looks.language);
    let page = view::plain_page(title, &maud::html! {}, looks);
    (StatusCode::NOT_FOUND, html(page)).into_response()
}

fn html(markup: Markup) -> Html<String> {
    Html(markup.into_string())
}

fn looks(studio: &Studio, headers: &HeaderMap) -> Looks {
    let language = match cookie(headers, "chengwen-language") {
        Some("zh") => Language::Chinese,
        Some("en") => Language::English,
        _ => studio.desk().language,
    };
    let theme = cookie(headers, "chengwen-theme").unwrap_or_default();
    let is_known = matches!(theme, "light" | "dark");
    Looks {
        language,
        theme: if is_known {
            theme.to_owned()
        } else {
            String::new()
        },
    }
}

/// Shows a draft with what the view needs.
fn with_view<T>(
    desk: &Desk,
    name: &str,
    sheet: &Sheet,
    language: Language,
    show: impl FnOnce(&View<'_>) -> T,
) -> Result<T, Refusal> {
    let workspace = sheet.workspace(desk.bank)?;
    Ok(show(&View {
        workspace: &workspace,
        name,
        version: &sheet.version(),
        steps: (
            !sheet.session.draft.history.is_empty(),
            !sheet.session.undone.is_empty(),
        ),
        is_kept: !sheet.kept.is_empty(),
        has_pdf: desk.has_pdf,
        language,
    }))
}

/// The panes of a draft, as the script sets them in.
fn panes(desk: &mut Desk, name: &str, language: Language) -> Result<Value, Refusal> {
    let sheet = desk.sheet(name)?.clone();
    with_view(desk, name, &sheet, language, |view| {
        json!({
            "version": view.version,
            "outline": view::outline_pane(view).into_string(),
            "sheet": view::sheet_pane(view).into_string(),
            "facts": view::facts_pane(view).into_string(),
            "findings": view::findings_pane(view).into_string(),
            "count": view.workspace.findings.len(),
            "undo": view.steps.0,
            "redo": view.steps.1,
        })
    })
}

/// An answer for the script: what it asked for, or why not.
fn answer(
    desk: &mut Desk,
    name: &str,
    language: Language,
    result: Result<Value, Refusal>,
) -> Response {
    match result {
        Ok(value) => axum::Json(value).into_response(),
        Err(Refusal::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(Refusal::Broken {
            source,
            diagnostics,
        }) => {
            let why = view::faults(&diagnostics, &source, language).into_string();
            (StatusCode::GONE, axum::Json(json!({"broken": why}))).into_response()
        }
        Err(Refusal::Conflict(now)) => {
            let panes = panes(desk, name, language).unwrap_or_default();
            let said = json!({"conflict": now, "panes": panes});
            (StatusCode::CONFLICT, axum::Json(said)).into_response()
        }
        Err(Refusal::Fault(fault)) => {
            let said = fault_json(&fault, language);
            (StatusCode::UNPROCESSABLE_ENTITY, axum::Json(said)).into_response()
        }
    }
}

fn fault_json(fault: &Fault, language: Language) -> Value {
    match fault {
        Fault::Said(message, help) => {
            json!({"said": message.text(language), "help": help.text(language)})
        }
        Fault::Fields(faults) => json!({"fields": fields_json(faults, language)}),
    }
}

fn fields_json(faults: &[FieldFault], language: Language) -> Vec<Value> {
    faults
        .iter()
        .map(|fault| {
            let help = fault.help.as_ref().map(|help| help.text(language));
            json!({
                "field": fault.field,
                "severity": fault.severity.id(),
                "text": fault.message.text(language),
                "help": help,
            })
        })
        .collect()
}

/// What the page saw, as it says with each action.
fn seen(value: &Value) -> Seen {
    let text = |name: &str| {
        value
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    Seen {
        version: text("version"),
        text: text("was"),
    }
}
