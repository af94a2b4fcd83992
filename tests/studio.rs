//! The local page without a browser: every action, what is refused, and what is never lost.
#![cfg(feature = "studio")]

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use chengwen::bank::Bank;
use chengwen::embedded;
use chengwen::message::Language;
use chengwen::studio::desk::Desk;
use chengwen::studio::guard::Guard;
use chengwen::studio::route::{Studio, router};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, Mutex};
use tower::ServiceExt;

static BANK: LazyLock<Bank> = LazyLock::new(embedded::bank);

const PORT: u16 = 4321;
const TOKEN: &str = "0123456789abcdef";

/// A page over a folder with the example's draft in it.
struct Page {
    folder: tempfile::TempDir,
    router: Router,
}

struct Answer {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    bytes: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("{}", self.text()))
    }
}

impl Page {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let example = embedded::example("self-examination");
        fs::write(folder.path().join("facts.ron"), example).expect("written");
        let desk = Desk::new(&BANK, folder.path().to_owned(), Language::English, || {
            static NEXT: AtomicU64 = AtomicU64::new(7);
            NEXT.fetch_add(1, Ordering::Relaxed)
        });
        let router = router(Studio {
            guard: Guard {
                port: PORT,
                token: TOKEN.to_owned(),
            },
            start: "/".to_owned(),
            desk: Mutex::new(desk),
        });
        Self { folder, router }
    }

    /// A page with `draft.ron` in its folder, composed from the example.
    async fn with_draft() -> Self {
        let page = Self::new();
        let new = "edition=self-examination%2F2021&facts=facts.ron&file=draft";
        let answer = page.post_form("/new", new).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        assert_eq!(answer.headers["location"], "/draft/draft.ron");
        page
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response: Response<Body> = self.router.clone().oneshot(request).await.expect("served");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes().to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            bytes,
        }
    }

    fn request(method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header("host", format!("127.0.0.1:{PORT}"))
            .header("cookie", format!("chengwen-{PORT}={TOKEN}"))
    }

    async fn get(&self, path: &str) -> Answer {
        let request = Self::request("GET", path).body(Body::empty());
        self.send(request.expect("a request")).await
    }

    async fn post(&self, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
        let request = Self::request("POST", path)
            .header("origin", format!("http://127.0.0.1:{PORT}"))
            .header("content-type", kind)
            .body(body.into());
        self.send(request.expect("a request")).await
    }

    async fn post_form(&self, path: &str, form: &str) -> Answer {
        let kind = "application/x-www-form-urlencoded";
        self.post(path, kind, form.to_owned()).await
    }

    async fn post_json(&self, path: &str, value: &Value) -> Answer {
        self.post(path, "application/json", value.to_string()).await
    }

    fn file(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).expect("a file")
    }

    async fn version(&self) -> String {
        let panes = self.get("/draft/draft.ron/panes").await.json();
        panes["version"].as_str().expect("a version").to_owned()
    }

    /// The text at an address as the page shows it.
    async fn shown(&self, at: &str) -> String {
        let panes = self.get("/draft/draft.ron/panes").await.json();
        let sheet = panes["sheet"].as_str().expect("a sheet").to_owned();
        let start = sheet.find(&format!("data-at=\"{at}\"")).expect("a place");
        let start = start + sheet[start..].find('>').expect("its end") + 1;
        let end = start + sheet[start..].find("</span>").expect("its end");
        let mut text = String::new();
        let mut in_tag = false;
        for character in sheet[start..end].chars() {
            match character {
                '<' => in_tag = true,
                '>' => in_tag = false,
                _ if !in_tag => text.push(character),
                _ => {}
            }
        }
        text.replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
    }

    /// Asks for an action on a draft whose version cannot be known.
    async fn act_on_broken(&self) -> Answer {
        let action = json!({"do": "reroll", "version": "0"});
        self.post_json("/draft/draft.ron/do", &action).await
    }

    /// Does an action as the page would, which knows the file as it is.
    async fn act(&self, mut action: Value) -> Answer {
        action["version"] = self.version().await.into();
        self.post_json("/draft/draft.ron/do", &action).await
    }
}

#[tokio::test]
async fn every_action_is_carried_out_saved_and_undone() {
    let page = Page::with_draft().await;
    let first = page.file("draft.ron");
    let alternatives = page
        .get("/draft/draft.ron/alternatives?at=1.3.1:2")
        .await
        .json();
    let alternatives = alternatives.as_array().expect("a list").clone();
    let other = alternatives
        .iter()
        .find(|one| one["current"] == false)
        .expect("another");
    let visit = json!({"kind": "visit", "fields": {"date": "2021-09", "place": "临江县白水镇", "person": "覃大山"}});
    let actions = [
        json!({"do": "take", "at": "1.3.1:2", "text": other["text"]}),
        json!({"do": "write", "at": "1.1.1:3", "text": "心里没有把这件事当回事"}),
        json!({"do": "lock", "at": "1.1.1:3"}),
        json!({"do": "unlock", "at": "1.1.1:3"}),
        json!({"do": "point", "at": "1.3.1"}),
        json!({"do": "add", "at": "1.3", "fact": "f8"}),
        json!({"do": "move", "at": "1.3.2", "to": 1}),
        json!({"do": "remove", "at": "1.2.1"}),
        json!({"do": "remove-sentence", "at": "1.1.1:1"}),
        json!({"do": "fact", "at": "1.4.1", "fact": "f10"}),
        json!({"do": "set-fact", "form": visit}),
        json!({"do": "tell", "fact": "f26"}),
        json!({"do": "remove-fact", "id": "f7"}),
        json!({"do": "author", "name": "柏森", "post": "科长", "unit": "局"}),
        json!({"do": "reroll"}),
    ];
    let mut states = vec![first];
    for action in actions {
        let answer = page.act(action.clone()).await;
        assert_eq!(answer.status, StatusCode::OK, "{action}: {}", answer.text());
        states.push(page.file("draft.ron"));
    }
    for state in states.iter().rev().skip(1) {
        let answer = page.act(json!({"do": "undo"})).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        assert!(
            page.file("draft.ron") == *state,
            "undo gives the bytes back"
        );
    }
    assert_eq!(
        page.act(json!({"do": "undo"})).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    for state in &states[1..] {
        page.act(json!({"do": "redo"})).await;
        assert!(
            page.file("draft.ron") == *state,
            "redo gives the bytes back"
        );
    }
    assert_eq!(
        page.act(json!({"do": "redo"})).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn what_is_typed_at_one_go_is_one_step() {
    let page = Page::with_draft().await;
    let before = page.file("draft.ron");
    for (text, continues) in [("心", false), ("心里", true), ("心里没有底", true)] {
        let action = json!({"do": "write", "at": "1.1.1:3", "text": text, "continues": continues});
        assert_eq!(page.act(action).await.status, StatusCode::OK);
    }
    let other = json!({"do": "write", "at": "1.1.1:2", "text": "另一句", "continues": true});
    assert_eq!(page.act(other).await.status, StatusCode::OK);
    assert_eq!(page.file("draft.ron").matches("edit: \"write\"").count(), 2);
    page.act(json!({"do": "undo"})).await;
    assert!(page.file("draft.ron").contains("心里没有底"));
    page.act(json!({"do": "undo"})).await;
    assert!(page.file("draft.ron") == before);
}

/// A method with what stands for Host, Origin and Cookie.
type Forged<'t> = (&'t str, Option<&'t str>, Option<&'t str>, Option<&'t str>);

#[tokio::test]
async fn who_may_not_ask_is_refused_and_learns_nothing() {
    let page = Page::with_draft().await;
    let before = page.file("draft.ron");
    let cookie = format!("chengwen-{PORT}={TOKEN}");
    let own = format!("127.0.0.1:{PORT}");
    let origin = format!("http://{own}");
    let undo = json!({"do": "reroll", "version": page.version().await}).to_string();
    // Host, Origin and Cookie, each forged or left out in turn.
    let forged: [Forged<'_>; 14] = [
        ("GET", None, None, Some(&cookie)),
        ("GET", Some("evil.example"), None, Some(&cookie)),
        ("GET", Some("127.0.0.1"), None, Some(&cookie)),
        ("GET", Some("127.0.0.1:80"), None, Some(&cookie)),
        (
            "GET",
            Some("localhost.evil.example:4321"),
            None,
            Some(&cookie),
        ),
        (
            "GET",
            Some(&own),
            Some("http://evil.example"),
            Some(&cookie),
        ),
        ("GET", Some(&own), Some("null"), Some(&cookie)),
        ("GET", Some(&own), None, None),
        (
            "GET",
            Some(&own),
            None,
            Some("chengwen-4321=0123456789abcdee"),
        ),
        ("GET", Some(&own), None, Some("chengwen-4321=")),
        (
            "GET",
            Some(&own),
            None,
            Some("chengwen-1234=0123456789abcdef"),
        ),
        ("POST", Some(&own), None, Some(&cookie)),
        (
            "POST",
            Some(&own),
            Some("http://localhost:4321"),
            Some(&cookie),
        ),
        ("POST", Some(&own), Some(&origin), None),
    ];
    for (method, host, origin, cookie) in forged {
        for path in [
            "/",
            "/draft/draft.ron",
            "/draft/draft.ron/do",
            "/new",
            "/page.js",
            "/nowhere",
        ] {
            let mut request = Request::builder().method(method).uri(path);
            for (name, value) in [("host", host), ("origin", origin), ("cookie", cookie)] {
                if let Some(value) = value {
                    request = request.header(name, value);
                }
            }
            let request = request.header("content-type", "application/json");
            let body = Body::from(undo.clone());
            let answer = page.send(request.body(body).expect("a request")).await;
            let refused = [StatusCode::FORBIDDEN, StatusCode::MISDIRECTED_REQUEST];
            assert!(
                refused.contains(&answer.status),
                "{method} {path}: {}",
                answer.status
            );
            assert!(!answer.text().contains("沈砚舟"));
            assert!(answer.headers.contains_key("content-security-policy"));
        }
    }
    // A form of another site is posted as a simple request: with its own origin, and another type than JSON.
    let request = Page::request("POST", "/draft/draft.ron/do")
        .header("origin", &origin)
        .header("content-type", "text/plain")
        .body(Body::from(undo));
    let answer = page.send(request.expect("a request")).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(page.file("draft.ron"), before);
}

#[tokio::test]
async fn the_token_is_given_for_the_cookie_once_and_exactly() {
    let page = Page::new();
    let enter = |token: &str| {
        Request::builder()
            .uri(format!("/enter?token={token}"))
            .header("host", format!("localhost:{PORT}"))
            .body(Body::empty())
            .expect("a request")
    };
    for wrong in [
        "",
        "0123456789abcde",
        "0123456789abcdef0",
        "0123456789ABCDEF",
    ] {
        let answer = page.send(enter(wrong)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(!answer.headers.contains_key("set-cookie"));
    }
    let answer = page.send(enter(TOKEN)).await;
    assert_eq!(answer.status, StatusCode::OK);
    let cookie = answer.headers["set-cookie"].to_str().expect("text");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"));
    let policy = answer.headers["content-security-policy"]
        .to_str()
        .expect("text");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"));
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    // No page holds a script or a style of its own, nor anything from elsewhere.
    let page = Page::with_draft().await;
    for path in ["/", "/draft/draft.ron"] {
        let text = page.get(path).await.text();
        assert!(!text.contains("style=") && !text.contains("<style") && !text.contains("onclick="));
        assert!(!text.contains("https://") && !text.contains("http://"));
        assert_eq!(text.matches("<script").count(), 1);
    }
}

#[tokio::test]
async fn no_path_leads_out_of_the_folder() {
    let page = Page::with_draft().await;
    let outside = tempfile::tempdir().expect("a folder");
    let secret = page.file("draft.ron");
    fs::write(outside.path().join("secret.ron"), &secret).expect("written");
    #[cfg(unix)]
    std::os::unix::fs::symlink(
        outside.path().join("secret.ron"),
        page.folder.path().join("link.ron"),
    )
    .expect("linked");
    let way_out = outside
        .path()
        .join("secret.ron")
        .display()
        .to_string()
        .replace('/', "%2F");
    let names = [
        "..%2Fsecret.ron",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e%2fsecret.ron",
        "..%5Csecret.ron",
        "link.ron",
        "draft.ron%00.txt",
        ".",
        "..",
        "%2Fetc%2Fpasswd",
        "facts.ron%2F..%2Fdraft.ron",
        "C:draft.ron",
        way_out.as_str(),
        "nowhere.ron",
        "draft.txt",
    ];
    for name in names {
        for rest in [
            "",
            "/panes",
            "/alternatives?at=1:1",
            "/export?format=txt",
            "/facts.ron",
        ] {
            let answer = page.get(&format!("/draft/{name}{rest}")).await;
            assert!(
                answer.status.is_client_error(),
                "{name}{rest}: {}",
                answer.status
            );
            assert!(!answer.text().contains("沈砚舟"), "{name}{rest}");
        }
        let action = json!({"do": "reroll", "version": "0"});
        let answer = page.post_json(&format!("/draft/{name}/do"), &action).await;
        assert!(answer.status.is_client_error(), "{name}");
    }
    // A new draft stays in the folder, whatever name is wished for.
    for wish in [
        "..%2F..%2Fescaped",
        "%2Ftmp%2Fescaped",
        "a%00b",
        "..",
        "con%3Aaux",
        "%F0%9F%92%A3",
    ] {
        let form = format!("edition=self-examination%2F2021&file={wish}");
        let answer = page.post_form("/new", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{wish}");
    }
    assert!(!Path::new("/tmp/escaped.ron").exists());
    assert_eq!(
        fs::read_to_string(outside.path().join("secret.ron")).expect("there"),
        secret
    );
    let facts = format!("edition=self-examination%2F2021&facts={way_out}");
    assert_eq!(
        page.post_form("/new", &facts).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn text_from_facts_and_files_is_escaped_everywhere() {
    let page = Page::with_draft().await;
    let evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\" onmouseover=\"alert(1)";
    let form = json!({"kind": "visit", "fields": {"date": "2021-09", "place": "临江县白水镇", "person": evil}, "note": evil});
    let answer = page.act(json!({"do": "set-fact", "form": form})).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    page.act(json!({"do": "write", "at": "1.1.1:3", "text": evil}))
        .await;
    page.act(json!({"do": "author", "name": evil, "post": evil, "unit": evil}))
        .await;
    fs::rename(
        page.folder.path().join("draft.ron"),
        page.folder.path().join("a'\u{202e}&b.ron"),
    )
    .expect("renamed");
    let name = "a'%E2%80%AE%26b.ron";
    let panes = page.get(&format!("/draft/{name}/panes")).await.json();
    let all = [
        page.get(&format!("/draft/{name}")).await.text(),
        page.get("/").await.text(),
        page.get(&format!("/state/{name}")).await.text(),
        page.get(&format!("/draft/{name}/fact-form?id=f26"))
            .await
            .json()["form"]
            .to_string(),
        panes["sheet"].to_string(),
        panes["facts"].to_string(),
        panes["findings"].to_string(),
        panes["outline"].to_string(),
    ];
    for text in all {
        assert!(
            !text.contains("<script>")
                && !text.contains("<img")
                && !text.contains("\" onmouseover"),
            "{text}"
        );
    }
    let export = page.get(&format!("/draft/{name}/export?format=txt")).await;
    assert!(
        export.headers["content-disposition"]
            .to_str()
            .expect("text")
            .starts_with("attachment")
    );
    let upload = page
        .post(
            &format!("/draft/{name}/compare?name=%3Cimg%20src%3Dx%3E.txt"),
            "text/plain",
            evil,
        )
        .await;
    assert!(
        !upload.json()["html"]
            .as_str()
            .expect("markup")
            .contains("<img")
    );
    let import = page
        .post(
            &format!("/draft/{name}/import?name=%3Cimg%3E.ron"),
            "text/plain",
            "Facts(<script>",
        )
        .await;
    assert!(
        !import.json()["faults"]
            .as_str()
            .expect("markup")
            .contains("<script>")
    );
}

#[tokio::test]
async fn what_is_too_large_is_refused_and_many_at_once_are_served() {
    let page = Page::with_draft().await;
    let before = page.file("draft.ron");
    let huge = "x".repeat(17 << 20);
    for kind in ["import", "compare"] {
        let answer = page
            .post(
                &format!("/draft/draft.ron/{kind}?name=a.ron"),
                "text/plain",
                huge.clone(),
            )
            .await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    }
    let large = json!({"do": "write", "at": "1.1.1:1", "text": "字".repeat(200_000)});
    assert_eq!(page.act(large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(page.file("draft.ron"), before);

    let page = std::sync::Arc::new(page);
    let version = page.version().await;
    let asked: Vec<_> = (0..1000)
        .map(|number| {
            let (page, version) = (page.clone(), version.clone());
            tokio::spawn(async move {
                if number % 10 == 0 {
                    let action = json!({"do": "reroll", "version": version});
                    page.post_json("/draft/draft.ron/do", &action).await.status
                } else {
                    page.get(&format!("/draft/draft.ron/panes?known={version}"))
                        .await
                        .status
                }
            })
        })
        .collect();
    let mut taken = 0;
    for one in asked {
        let status = one.await.expect("an answer");
        assert!(matches!(status.as_u16(), 200 | 204 | 409), "{status}");
        taken += u32::from(status == StatusCode::OK);
    }
    assert!(taken >= 1);
    // Of all that asked for a roll from the same version, one was served: its step is the only one.
    assert_eq!(
        page.file("draft.ron").matches("edit: \"reroll\"").count(),
        1
    );
}

#[tokio::test]
async fn a_change_on_disk_shows_up_and_a_conflict_is_never_overwritten() {
    let page = Page::with_draft().await;
    let path = page.folder.path().join("draft.ron");
    let version = page.version().await;
    let same = page
        .get(&format!("/draft/draft.ron/panes?known={version}"))
        .await;
    assert_eq!(same.status, StatusCode::NO_CONTENT);
    // The command line writes another sentence.
    let swap = |at: &str, text: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_chengwen"))
            .args(["swap", "draft.ron", at, "--write", text])
            .current_dir(page.folder.path())
            .output()
            .expect("the program runs");
        assert_ne!(output.status.code(), Some(2));
    };
    let was = page.shown("1.1.1:2").await;
    swap("1.1.1:1", "命令行里写的一句");
    let panes = page
        .get(&format!("/draft/draft.ron/panes?known={version}"))
        .await;
    assert_eq!(panes.status, StatusCode::OK);
    assert!(panes.text().contains("命令行里写的一句"));
    // An action on a sentence that is still as it was seen is carried out on the file as it is now.
    let action = json!({"do": "write", "at": "1.1.1:2", "text": "网页里写的一句", "version": version, "was": was});
    assert_eq!(
        page.post_json("/draft/draft.ron/do", &action).await.status,
        StatusCode::OK
    );
    let both = page.file("draft.ron");
    assert!(both.contains("命令行里写的一句") && both.contains("网页里写的一句"));
    // The same sentence, changed elsewhere: nothing is written, and both are told.
    let seen = page.version().await;
    let was = page.shown("1.1.1:3").await;
    swap("1.1.1:3", "命令行抢先一步");
    let before = page.file("draft.ron");
    let action = json!({"do": "write", "at": "1.1.1:3", "text": "网页慢了一步", "version": seen, "was": was});
    let answer = page.post_json("/draft/draft.ron/do", &action).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(answer.json()["conflict"], "命令行抢先一步。");
    assert_eq!(page.file("draft.ron"), before);
    // Undoing what was not seen is refused too.
    let undo = json!({"do": "undo", "version": seen});
    assert_eq!(
        page.post_json("/draft/draft.ron/do", &undo).await.status,
        StatusCode::CONFLICT
    );
    // A file that another program has broken is left as it is; the last good one can be saved beside it.
    fs::write(&path, "Draft(").expect("written");
    let answer = page.act_on_broken().await;
    assert_eq!(answer.status, StatusCode::GONE);
    assert!(answer.json()["broken"].is_string());
    assert_eq!(page.file("draft.ron"), "Draft(");
    let answer = page.post_json("/draft/draft.ron/rescue", &json!({})).await;
    assert_eq!(answer.json()["go"], "/draft/draft%202.ron");
    assert_eq!(page.file("draft 2.ron"), before);
}

#[tokio::test]
async fn facts_are_checked_imported_and_handed_out() {
    let page = Page::new();
    let answer = page
        .post_form(
            "/new",
            "edition=self-examination%2F2021&file=draft&name=%E6%B2%88",
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let typed =
        json!({"kind": "visit", "fields": {"date": "2021-02-30", "place": "", "times": "x"}});
    let faults = page
        .post_json("/draft/draft.ron/check-fact", &typed)
        .await
        .json();
    let fields: Vec<&str> = faults["fields"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|fault| fault["field"].as_str())
        .collect();
    assert_eq!(fields, ["date", "times", "place"]);
    let refused = page.act(json!({"do": "set-fact", "form": typed})).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.json()["fields"].as_array().map(Vec::len), Some(3));
    let form = page
        .get("/draft/draft.ron/fact-form?kind=visit")
        .await
        .json()["form"]
        .to_string();
    assert!(form.contains("走访慰问") && form.contains("required"));

    let before = page.file("draft.ron");
    let broken = page
        .post(
            "/draft/draft.ron/import?name=a.ron",
            "text/plain",
            "Facts(genre: \"self-examination\", facts: {\"f1\": visit(date: \"x\")})",
        )
        .await;
    assert!(
        broken.json()["faults"]
            .as_str()
            .expect("markup")
            .contains("a.ron:1:")
    );
    assert_eq!(page.file("draft.ron"), before);
    let example = embedded::example("self-examination");
    let answer = page
        .post(
            "/draft/draft.ron/import?name=facts.ron",
            "text/plain",
            example,
        )
        .await
        .json();
    assert_eq!(
        (answer["brought"].as_u64(), answer["keptBack"].as_u64()),
        (Some(25), Some(1))
    );
    assert!(!page.file("draft.ron").contains("俞静"));
    // What is handed out reads back as it is.
    let text = page.get("/draft/draft.ron/facts.ron").await.text();
    let again = page
        .post("/draft/draft.ron/import?name=again.ron", "text/plain", text)
        .await
        .json();
    assert_eq!(again["brought"].as_u64(), Some(25));
    assert_eq!(
        page.file("draft.ron").matches("edit: \"import\"").count(),
        2
    );
    assert!(!page.file("draft.ron").contains("\"f26\""));
    // So does the workbook that is handed out.
    let book = page.get("/draft/draft.ron/facts.xlsx").await;
    assert_eq!(book.status, StatusCode::OK);
    let path = "/draft/draft.ron/import?name=%E5%8F%B0%E8%B4%A6.xlsx";
    let again = page
        .post(path, "application/octet-stream", book.bytes)
        .await;
    assert_eq!(
        again.json()["brought"].as_u64(),
        Some(25),
        "{}",
        again.text()
    );
    assert!(!page.file("draft.ron").contains("\"f26\""));
    let other = page
        .post("/draft/draft.ron/import?name=a.exe", "text/plain", "x")
        .await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_was_typed_and_not_kept_waits_for_the_page_and_the_date_signs_the_text() {
    let page = Page::with_draft().await;
    let begun = |answer: &Answer| answer.json()["begun"].clone();
    let none = page.get("/draft/draft.ron/begun").await;
    assert_eq!((none.status, begun(&none)), (StatusCode::OK, Value::Null));
    let form = json!({"id": "", "form": {"kind": "visit", "fields": {"date": "2021-0", "place": "青石村<b>"}, "topics": [], "role": "", "source": "", "note": ""}});
    let kept = page.post_json("/draft/draft.ron/begun", &form).await;
    assert_eq!(kept.status, StatusCode::OK);
    assert_eq!(begun(&page.get("/draft/draft.ron/begun").await), form);
    let list = page.get("/").await.text();
    assert!(!list.contains("begun"), "it is no draft of the list");
    page.post_json("/draft/draft.ron/begun", &Value::Null).await;
    assert_eq!(
        begun(&page.get("/draft/draft.ron/begun").await),
        Value::Null
    );
    for wrong in ["/draft/none.ron/begun", "/draft/..%2Fdraft.ron/begun"] {
        assert_eq!(page.get(wrong).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            page.post_json(wrong, &form).await.status,
            StatusCode::NOT_FOUND
        );
    }

    let before = page.file("draft.ron");
    let author = |date: Value| json!({"do": "author", "name": "沈砚舟", "post": "副局长", "unit": "局里", "date": date});
    let signed = page.act(author(json!("2022年1月9日"))).await;
    assert_eq!(signed.status, StatusCode::OK, "{}", signed.text());
    assert!(page.file("draft.ron").contains("date: \"2022-01-09\""));
    assert!(
        signed.json()["sheet"]
            .as_str()
            .expect("the sheet")
            .contains("2022年1月9日")
    );
    let wrong = page.act(author(json!("2022-13"))).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.json()["said"]
            .as_str()
            .expect("why")
            .contains("2022-13")
    );
    // A page of an earlier version knows of no date and leaves it; an empty one takes it away.
    page.act(author(Value::Null)).await;
    assert!(
        page.file("draft.ron")
            .contains("\n    date: \"2022-01-09\"")
    );
    page.act(author(json!(""))).await;
    assert!(!page.file("draft.ron").contains("\n    date:"));
    for _ in 0..3 {
        page.act(json!({"do": "undo"})).await;
    }
    assert_eq!(page.file("draft.ron"), before);
}

#[tokio::test]
async fn drafts_are_listed_copied_compared_and_exported() {
    let page = Page::with_draft().await;
    let list = page.get("/").await.text();
    assert!(list.contains("/draft/draft.ron") && list.contains("<option value=\"facts.ron\""));
    let state = page.get("/state/draft.ron").await.text();
    assert!(state.contains("沈砚舟") && state.contains("2021"));
    assert_eq!(page.get("/state/facts.ron").await.status, StatusCode::GONE);
    let copy = page
        .post_json("/draft/draft.ron/variant", &json!({}))
        .await
        .json();
    assert_eq!(copy["go"], "/draft/draft%202.ron");
    assert_ne!(page.file("draft 2.ron"), page.file("draft.ron"));
    assert_eq!(
        page.get("/draft/draft%202.ron").await.status,
        StatusCode::OK
    );
    let text = page.get("/draft/draft.ron/export?format=text").await.text();
    assert!(text.contains("沈砚舟") && !text.contains("【待补"));
    for renderer in chengwen::render::RENDERERS {
        let answer = page
            .get(&format!("/draft/draft.ron/export?format={}", renderer.id))
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", renderer.id);
    }
    assert_eq!(
        page.get("/draft/draft.ron/export?format=exe").await.status,
        StatusCode::NOT_FOUND
    );
    let compared = page
        .post("/draft/draft.ron/compare?name=own.txt", "text/plain", text)
        .await
        .json();
    assert!(
        compared["html"]
            .as_str()
            .expect("markup")
            .contains("100.0 %")
    );
    let draft = page.file("draft 2.ron");
    let compared = page
        .post("/draft/draft.ron/compare?name=b.ron", "text/plain", draft)
        .await
        .json();
    assert!(compared["html"].as_str().expect("markup").contains('%'));
    // Texts come in any encoding; what is no Word file is told so.
    let (gbk, _, _) = encoding_rs::GB18030.encode("锦绣苑安置房顶楼漏水，办了47天");
    let path = "/draft/draft.ron/compare?name=gbk.txt";
    let compared = page.post(path, "text/plain", gbk.into_owned()).await.json();
    assert!(
        compared["html"]
            .as_str()
            .expect("markup")
            .contains("锦绣苑安置房顶楼漏水")
    );
    let path = "/draft/draft.ron/compare?name=no.docx";
    let compared = page.post(path, "text/plain", "PK no archive").await;
    assert_eq!(compared.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Languages and themes are asked for by cookie.
    let request = Page::request("GET", "/")
        .header("cookie", "chengwen-language=zh; chengwen-theme=dark")
        .body(Body::empty());
    let text = page.send(request.expect("a request")).await.text();
    assert!(
        text.contains("新建稿件")
            && text.contains("data-theme=\"dark\"")
            && text.contains("lang=\"zh-CN\"")
    );
}

/// Starts the program on a draft: the process, its port and its cookie.
fn start(folder: &Path) -> (std::process::Child, u16, String) {
    use std::io::BufRead;
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_chengwen"))
        .args(["studio", "draft.ron"])
        .current_dir(folder)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut address = String::new();
    let output = child.stdout.take().expect("its output");
    std::io::BufReader::new(output)
        .read_line(&mut address)
        .expect("its address");
    let rest = address
        .trim()
        .strip_prefix("http://127.0.0.1:")
        .expect("the loopback");
    let (port, token) = rest.split_once("/enter?token=").expect("a token");
    let cookie = format!("chengwen-{port}={token}");
    (child, port.parse().expect("a port"), cookie)
}

/// The status and the body of an answer over the socket; `None` where none came.
fn ask(
    (port, cookie): &(u16, String),
    method: &str,
    path: &str,
    body: &str,
) -> Option<(u16, String)> {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(("127.0.0.1", *port)).ok()?;
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nCookie: {cookie}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, body.to_owned()))
}

#[tokio::test]
async fn killed_in_the_middle_fifty_times_it_loses_no_edit_that_it_has_confirmed() {
    let page = Page::with_draft().await;
    let read = || {
        let source = chengwen::source::Source::new("draft.ron", page.file("draft.ron"));
        let (opened, diagnostics) = chengwen::draft::read::read_draft(&source, &BANK);
        assert!(opened.is_some(), "{diagnostics:?}");
        source.text
    };
    let mut edits = 0;
    for round in 0..50u64 {
        let (mut child, port, cookie) = start(page.folder.path());
        let (begun, first) = std::sync::mpsc::channel();
        let killer = std::thread::spawn(move || {
            let _ = first.recv_timeout(std::time::Duration::from_secs(30));
            std::thread::sleep(std::time::Duration::from_micros(round * 1_700));
            let _ = child.kill();
            let _ = child.wait();
        });
        let served = (port, cookie);
        let mut confirmed = None;
        let version = || {
            let (_, body) = ask(&served, "GET", "/draft/draft.ron/panes", "")?;
            let panes: Value = serde_json::from_str(&body).ok()?;
            panes["version"].as_str().map(str::to_owned)
        };
        while let Some(version) = version() {
            let text = format!("第{round}轮第{edits}处改动。");
            let action = json!({"do": "write", "at": "1.1.1:1", "text": text, "version": version});
            match ask(&served, "POST", "/draft/draft.ron/do", &action.to_string()) {
                Some((200, _)) => confirmed = Some(text),
                _ => break,
            }
            edits += 1;
            let _ = begun.send(());
        }
        killer.join().expect("killed");
        let file = read();
        if let Some(text) = confirmed {
            assert!(file.contains(&text), "round {round}: {text}");
        }
    }
    assert!(edits >= 50, "{edits} edits were made");
}
