//! The local page in a real browser: the main ways, by keyboard. Without chromium and chromedriver these tests say that they are
//! left out, and pass.
#![cfg(feature = "studio")]

use chengwen::embedded;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::fs;
use std::io::BufRead;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The program on a folder, with a browser that looks at it; all ends with the value.
struct Visit {
    client: Client,
    address: String,
    folder: tempfile::TempDir,
    _profile: tempfile::TempDir,
    children: Vec<Child>,
}

impl Drop for Visit {
    fn drop(&mut self) {
        for child in &mut self.children {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Where a program lies, if it is installed.
fn installed(names: &[&str]) -> Option<std::path::PathBuf> {
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|path| path.is_file())
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

/// Opens the page at a window's size; `None`, and a word about it, where there is no browser.
async fn visit(size: (u32, u32), arguments: &[&str], files: &[(&str, String)]) -> Option<Visit> {
    let browser = installed(&["chromium", "chromium-browser", "google-chrome"]);
    let Some((browser, driver)) = browser.zip(installed(&["chromedriver"])) else {
        eprintln!("left out: chromium and chromedriver are not installed");
        return None;
    };
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("written");
    }
    let profile = tempfile::tempdir().expect("a folder");
    let options = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    let mut options: Vec<String> = options.into_iter().map(str::to_owned).collect();
    options.push(format!("--user-data-dir={}", profile.path().display()));
    options.push(format!("--window-size={},{}", size.0, size.1));
    let capabilities = json!({"goog:chromeOptions": {"args": options, "binary": browser}});
    let Value::Object(capabilities) = capabilities else {
        return None;
    };
    let mut program = Command::new(env!("CARGO_BIN_EXE_chengwen"))
        .arg("studio")
        .args(arguments)
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut address = String::new();
    let output = program.stdout.take().expect("its output");
    std::io::BufReader::new(output)
        .read_line(&mut address)
        .expect("its address");
    let port = free_port();
    let driver = Command::new(driver)
        .arg(format!("--port={port}"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the driver starts");
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(capabilities);
    let driver_address = format!("http://localhost:{port}");
    let mut tries = 0;
    let client = loop {
        match builder.connect(&driver_address).await {
            Ok(client) => break client,
            Err(error) => {
                tries += 1;
                assert!(tries < 100, "{error}");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    };
    let visit = Visit {
        client,
        address: address.trim().to_owned(),
        folder,
        _profile: profile,
        children: vec![program, driver],
    };
    visit.go(&visit.address).await;
    visit.wait_for("main").await;
    Some(visit)
}

impl Visit {
    async fn go(&self, address: &str) {
        self.client.goto(address).await.expect("the page");
    }

    async fn wait_for(&self, css: &str) -> fantoccini::elements::Element {
        let found = self
            .client
            .wait()
            .at_most(Duration::from_secs(30))
            .for_element(Locator::Css(css))
            .await;
        found.unwrap_or_else(|error| panic!("{css}: {error}"))
    }

    async fn click(&self, css: &str) {
        let element = self.wait_for(css).await;
        element
            .click()
            .await
            .unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    async fn type_in(&self, css: &str, text: &str) {
        let element = self.wait_for(css).await;
        element.send_keys(text).await.expect("typed");
    }

    /// Types on whatever has the focus.
    async fn keys(&self, keys: &[Key]) {
        let text: String = keys.iter().map(|key| char::from(*key)).collect();
        let focused = self.client.active_element().await.expect("a focus");
        focused.send_keys(&text).await.expect("typed");
    }

    async fn ask(&self, script: &str) -> Value {
        let script = format!("return {script}");
        let answer = self.client.execute(&script, Vec::new()).await;
        answer.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Waits until a script's answer is true.
    async fn until(&self, script: &str) {
        for _ in 0..300 {
            if self.ask(script).await == json!(true) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let page = self.ask("document.body.innerText").await;
        panic!("never: {script}\n{page}");
    }

    async fn text_at(&self, at: &str) -> String {
        let text = self
            .ask(&format!(
                "document.querySelector('.sentence[data-at=\"{at}\"]').textContent"
            ))
            .await;
        text.as_str().expect("a text").to_owned()
    }

    fn file(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).expect("the file")
    }

    async fn close(self) {
        let _ = self.client.clone().close().await;
    }
}

/// Facts as one types them: the kind, then each field.
const TYPED: [(&str, &[(&str, &str)]); 8] = [
    (
        "study",
        &[
            ("date", "2021H1"),
            ("document", "论中国共产党历史"),
            ("planned", "12"),
            ("attended", "9"),
        ],
    ),
    (
        "task",
        &[
            ("name", "幸福里老旧小区雨污分流改造"),
            ("due", "2021-09-30"),
            ("done", "2021-11-12"),
        ],
    ),
    (
        "visit",
        &[
            ("date", "2021-06-22"),
            ("place", "临江县柳河镇青石村"),
            ("person", "葛桂兰"),
            ("times", "2"),
        ],
    ),
    (
        "incident",
        &[("date", "2021-07-20"), ("matter", "城南泵站在强降雨中停机")],
    ),
    (
        "discipline",
        &[
            ("date", "2021H2"),
            ("matter", "参加局党组理论学习迟到"),
            ("times", "3"),
        ],
    ),
    (
        "rectification",
        &[
            ("problem", "下基层调研少"),
            ("measure", "建立班子成员包联社区台账"),
            ("status", "完成"),
        ],
    ),
    (
        "declaration",
        &[
            ("item", "本人及家庭房产、投资情况"),
            ("status", "2021年没有变化"),
        ],
    ),
    ("talk", &[("date", "2021-11"), ("matter", "工地巡查走过场")]),
];

#[tokio::test]
async fn facts_are_typed_in_sentences_swapped_by_keyboard_and_the_text_saved() {
    let Some(visit) = visit((1440, 900), &["--lang", "zh"], &[]).await else {
        return;
    };
    visit.type_in("#name", "沈砚舟").await;
    visit.type_in("#file", "稿").await;
    visit.click(".new .main").await;
    visit
        .until("document.querySelectorAll('.sentence.gap').length > 5")
        .await;
    for (kind, fields) in TYPED {
        visit
            .click(&format!("#new-kind option[value={kind}]"))
            .await;
        visit.click("[data-new-fact='']").await;
        visit.wait_for("dialog[open] #fact-form").await;
        for (field, text) in fields {
            visit.type_in(&format!("[data-field={field}]"), text).await;
        }
        visit.click("#fact-form .main").await;
        visit
            .until(&format!("!document.querySelector('#fact-dialog').open && document.querySelectorAll('.fact').length > 0 && !document.querySelector('[data-kind={kind}][open]')"))
            .await;
    }
    visit
        .until("document.querySelectorAll('.sentence.gap').length === 0")
        .await;
    visit
        .until("document.querySelector('.lit').classList.contains('all')")
        .await;
    for at in ["1.1.1:1", "1.2.1:3", "1.3.1:2"] {
        let before = visit.text_at(at).await;
        visit
            .ask(&format!(
                "document.querySelector('.sentence[data-at=\"{at}\"]').focus()"
            ))
            .await;
        visit.keys(&[Key::Enter]).await;
        visit
            .until("document.querySelectorAll('.option').length > 3")
            .await;
        visit.keys(&[Key::Down]).await;
        let preview = visit.text_at(at).await;
        assert_ne!(preview, before);
        // Escape gives the sentence back, and nothing is saved.
        visit.keys(&[Key::Escape]).await;
        assert_eq!(visit.text_at(at).await, before);
        visit.keys(&[Key::Enter]).await;
        visit
            .until("document.querySelectorAll('.option').length > 3")
            .await;
        visit.keys(&[Key::Down]).await;
        visit.keys(&[Key::Enter]).await;
        visit
            .until("document.querySelector('#saved').textContent === '已保存'")
            .await;
        visit
            .until("document.querySelector('#drawer').hidden")
            .await;
        assert_eq!(visit.text_at(at).await, preview);
        assert!(visit.file("稿.ron").contains(&preview));
    }
    let last = visit.text_at("1.3.1:2").await;
    visit.click("#undo").await;
    visit
        .until(&format!(
            "document.querySelector('.sentence[data-at=\"1.3.1:2\"]').textContent !== {last:?}"
        ))
        .await;
    visit.click("#redo").await;
    visit
        .until(&format!(
            "document.querySelector('.sentence[data-at=\"1.3.1:2\"]').textContent === {last:?}"
        ))
        .await;
    visit.click(".menu summary.main").await;
    let link = visit.wait_for(".menu a[href$='format=text']").await;
    assert!(link.is_displayed().await.expect("shown"));
    visit.close().await;
}

/// The example's draft, as the program composes it.
fn draft() -> String {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("facts.ron"),
        embedded::example("self-examination"),
    )
    .expect("written");
    let composed = Command::new(env!("CARGO_BIN_EXE_chengwen"))
        .args(["compose", "facts.ron", "--seed", "7", "-o", "draft.ron"])
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    assert!(composed.status.success());
    fs::read_to_string(folder.path().join("draft.ron")).expect("a draft")
}

fn swap(folder: &Path, at: &str, text: &str) {
    let output = Command::new(env!("CARGO_BIN_EXE_chengwen"))
        .args(["swap", "draft.ron", at, "--write", text])
        .current_dir(folder)
        .output()
        .expect("the program runs");
    assert_ne!(output.status.code(), Some(2));
}

#[tokio::test]
async fn a_change_on_disk_shows_up_and_both_sides_of_a_conflict_are_shown() {
    let files = [("draft.ron", draft())];
    let Some(visit) = visit((1280, 800), &["draft.ron", "--lang", "en"], &files).await else {
        return;
    };
    visit.wait_for("#sheet h1").await;
    swap(visit.folder.path(), "1.1.1:1", "命令行里写的一句");
    visit
        .until("document.querySelector('#sheet').textContent.includes('命令行里写的一句')")
        .await;
    // While the writer is at a sentence, the same sentence changes on disk.
    visit
        .ask("document.querySelector('.sentence[data-at=\"1.1.1:3\"]').focus()")
        .await;
    visit.keys(&[Key::Enter]).await;
    visit
        .until("document.querySelectorAll('.option').length > 3")
        .await;
    visit.click("#write").await;
    swap(visit.folder.path(), "1.1.1:3", "命令行抢先一步");
    visit
        .ask("document.querySelector('#own-text').value = '网页慢了一步'")
        .await;
    visit.click("#own .main").await;
    visit
        .until("document.querySelector('#conflict').open")
        .await;
    let both = visit
        .ask("document.querySelector('#conflict').textContent")
        .await
        .to_string();
    assert!(both.contains("命令行抢先一步") && both.contains("网页慢了一步"));
    assert!(!visit.file("draft.ron").contains("网页慢了一步"));
    visit.click("#put-mine").await;
    visit
        .until("document.querySelector('#sheet').textContent.includes('网页慢了一步')")
        .await;
    assert!(visit.file("draft.ron").contains("网页慢了一步"));
    // A broken file is told, left alone, and the last good draft saved beside it.
    fs::write(visit.folder.path().join("draft.ron"), "Draft(").expect("written");
    visit.until("document.querySelector('#broken').open").await;
    visit.click("[data-rescue]").await;
    visit
        .until("location.pathname === '/draft/draft%202.ron'")
        .await;
    assert_eq!(visit.file("draft.ron"), "Draft(");
    visit.close().await;
}

#[tokio::test]
async fn at_a_phones_width_the_panes_are_tabs_and_everything_has_a_name() {
    let files = [("draft.ron", draft())];
    let Some(visit) = visit((500, 900), &["draft.ron", "--lang", "zh"], &files).await else {
        return;
    };
    visit.wait_for("#sheet h1").await;
    for (tab, pane) in [
        ("outline", "outline"),
        ("text", "text"),
        ("facts", "facts"),
        ("findings", "findings"),
        ("compare", "compare"),
    ] {
        visit.click(&format!("#tab-{tab}")).await;
        let shown = visit
            .ask("['outline','text','facts','findings','compare'].filter((id) => document.getElementById(id).offsetParent !== null).join()")
            .await;
        assert_eq!(shown, json!(pane));
        let is_wide = visit
            .ask("document.documentElement.scrollWidth > innerWidth")
            .await;
        assert_eq!(is_wide, json!(false), "{tab} fits the width");
    }
    let nameless = visit
        .ask("[...document.querySelectorAll('button, a, input, select, textarea, [role]')].filter((one) => !one.hidden && !(one.textContent.trim() || one.getAttribute('aria-label') || one.getAttribute('aria-labelledby') || one.labels?.length || one.type === 'hidden' || one.role === 'status' || one.role === 'alert')).map((one) => one.outerHTML)")
        .await;
    assert_eq!(nameless, json!([]));
    visit.click("[data-language=en]").await;
    visit.until("document.documentElement.lang === 'en'").await;
    visit.click("[data-theme-next=light]").await;
    visit
        .until("document.documentElement.dataset.theme === 'light'")
        .await;
    visit.close().await;
}
