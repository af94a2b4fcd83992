//! Edits made elsewhere come back: what a clerk changed, removed or added is by hand, and nothing else is.

use chengwen::bank::Bank;
use chengwen::document::Section;
use chengwen::document::parse::{Block, Encoding, blocks_of_markdown, blocks_of_text, encode};
use chengwen::draft::Draft;
use chengwen::draft::read::{Opened, read_draft};
use chengwen::embedded;
use chengwen::fact::read::read_facts;
use chengwen::message::Language;
use chengwen::render::renderer;
use chengwen::source::Source;
use chengwen::workspace::{Address, Adoption, Request, Workspace};
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::LazyLock;

static BANK: LazyLock<Bank> = LazyLock::new(embedded::bank);

/// The example's draft as a file.
static FILE: LazyLock<String> = LazyLock::new(|| {
    let source = Source::new("facts.ron", embedded::example("self-examination"));
    let (facts, _) = read_facts(&source, &BANK, None);
    let request = Request {
        seed: 7,
        ..Request::default()
    };
    let workspace = Workspace::compose(&BANK, &facts, &request).expect("the example composes");
    Draft::new(&facts, workspace.plan.clone()).written(workspace.genre, &workspace.document)
});

static OPENED: LazyLock<Opened> = LazyLock::new(|| opened(&FILE));

fn opened(text: &str) -> Opened {
    let (opened, diagnostics) = read_draft(&Source::new("draft.ron", text), &BANK);
    assert_eq!(diagnostics, []);
    opened.expect("a draft")
}

fn workspace(opened: &Opened) -> Workspace<'_> {
    Workspace::open(&BANK, opened).expect("opens").0
}

fn rendered(workspace: &Workspace<'_>, format: &str) -> String {
    let renderer = renderer(format).expect("a format");
    String::from_utf8(workspace.render(renderer, Language::Chinese)).expect("UTF-8")
}

fn blocks(text: &str, format: &str) -> Vec<Block> {
    if format == "md" {
        blocks_of_markdown(text)
    } else {
        blocks_of_text(text)
    }
}

fn adopt(workspace: &mut Workspace<'_>, text: &str, format: &str) -> Adoption {
    workspace
        .adopt(&blocks(text, format), "edited", false)
        .expect("nothing is locked")
}

fn saved(workspace: &Workspace<'_>) -> String {
    let draft = Draft {
        facts: workspace.facts.clone(),
        plan: workspace.plan.clone(),
        history: Vec::new(),
    };
    draft.written(workspace.genre, &workspace.document)
}

/// Every sentence with whether it is by hand, headings too.
fn sentences(workspace: &Workspace<'_>) -> Vec<(String, bool)> {
    workspace
        .document
        .sections
        .iter()
        .flat_map(Section::all)
        .map(|sentence| (sentence.text.clone(), sentence.hand))
        .collect()
}

fn by_hand(workspace: &Workspace<'_>) -> Vec<String> {
    let all = sentences(workspace).into_iter();
    all.filter(|(_, hand)| *hand)
        .map(|(text, _)| text)
        .collect()
}

/// The sentence at an address.
fn sentence(workspace: &Workspace<'_>, address: &str) -> String {
    let address = Address::read(address).expect("an address");
    let section = workspace
        .document
        .section(&address.path)
        .expect("a section");
    match address.sentence {
        Some(0) => section.heading.as_ref().expect("a heading").text.clone(),
        Some(number) => section
            .sentences()
            .nth(number - 1)
            .expect("a sentence")
            .text
            .clone(),
        None => panic!("a sentence's address"),
    }
}

#[test]
fn a_text_that_was_not_edited_changes_nothing() {
    for format in ["txt", "md"] {
        let mut workspace = workspace(&OPENED);
        let plan = workspace.plan.clone();
        let text = rendered(&workspace, format);
        // White space, numbers, emphasis and the title's lines are no edits.
        let shaken = text
            .replace("一、", "  二、 ")
            .replace("\n1.", "\n7. ")
            .replace("（一）", "(三) ")
            .replacen("对照检查材料", "\n\n对照检查材料", 1)
            .replace('\n', "\r\n");
        let bold = match format {
            "md" => shaken.replace("我", "**我**"),
            _ => shaken,
        };
        for text in [text, bold] {
            let adoption = adopt(&mut workspace, &text, format);
            assert_eq!(adoption.changes, [], "{format}");
            assert_eq!(adoption.step, None);
            assert!(workspace.plan == plan);
        }
    }
}

#[test]
fn what_a_clerk_changed_removed_and_added_is_by_hand_and_nothing_else() {
    for format in ["txt", "md"] {
        let mut workspace = workspace(&OPENED);
        let before = sentences(&workspace);
        let changed = ["1.1.1:1", "1.2.1:2", "1.3.1:3", "2.1:2", "3.1:0"]
            .map(|address| sentence(&workspace, address));
        let removed = sentence(&workspace, "1.4.1:1");
        let beside = [
            sentence(&workspace, "1.5.1:3"),
            sentence(&workspace, "3.2:1"),
        ];
        let mut text = rendered(&workspace, format).replace('\\', "");
        let mends = [
            "我读书常常读个开头。",
            "2021年6月22日到青石村，我只同葛桂兰说了几句。",
            "当时心里想着回去交差。",
            "这笔账要算在我自己头上。",
            "学以致用，把读到的用到手边的事上",
        ];
        for (sentence, mend) in changed.iter().zip(mends) {
            assert_eq!(text.matches(sentence.as_str()).count(), 1, "{sentence}");
            text = text.replace(sentence.as_str(), mend);
        }
        text = text.replace(removed.as_str(), "");
        let added = ["这件事我到现在还记得。", "每季度末我自己查一次。"];
        text = text.replace(&beside[0], &format!("{}{}", beside[0], added[0]));
        text = text.replace(&beside[1], &format!("{}{}", added[1], beside[1]));
        let adoption = adopt(&mut workspace, &text, format);

        let mut hand = by_hand(&workspace);
        let mut expected: Vec<String> = mends
            .iter()
            .chain(&added)
            .map(|text| (*text).to_owned())
            .collect();
        hand.sort();
        expected.sort();
        assert_eq!(hand, expected, "{format}");
        // All others read as before, in the same order.
        let rest = |all: Vec<(String, bool)>| -> Vec<String> {
            let all = all.into_iter().map(|(text, _)| text);
            all.filter(|text| {
                !expected.contains(text) && !changed.contains(text) && *text != removed
            })
            .collect()
        };
        assert_eq!(rest(sentences(&workspace)), rest(before), "{format}");
        let kinds: Vec<(bool, bool)> = adoption
            .changes
            .iter()
            .map(|change| (change.old.is_some(), change.new.is_some()))
            .collect();
        let count = |kind| kinds.iter().filter(|found| **found == kind).count();
        assert_eq!(
            (
                count((true, true)),
                count((true, false)),
                count((false, true))
            ),
            (5, 1, 2)
        );
        for change in adoption
            .changes
            .iter()
            .filter(|change| change.new.is_some())
        {
            assert_eq!(Some(sentence(&workspace, &change.address)), change.new);
        }

        // Hand-written sentences have no origin in JSON, and the facts in them are found.
        let json: serde_json::Value =
            serde_json::from_str(&rendered(&workspace, "json")).expect("JSON");
        let list = json["sections"].as_array().expect("sections");
        let all = list
            .iter()
            .flat_map(|section| section["sentences"].as_array().expect("sentences"));
        let (mut hands, mut facts) = (0, 0);
        for sentence in all {
            if sentence["hand"] == true {
                hands += 1;
                assert!(sentence["origin"].is_null(), "{sentence}");
                facts += usize::from(sentence["facts"][0] == "f7");
            } else {
                assert!(sentence["origin"]["formulation"].is_string(), "{sentence}");
            }
        }
        assert_eq!((hands, facts), (6, 1), "the seventh is a heading");

        // Saved and opened again, the draft is the same; the edited text then holds no further edit.
        let file = saved(&workspace);
        let again = opened(&file);
        let mut again = self::workspace(&again);
        assert_eq!(again.document, workspace.document);
        assert_eq!(saved(&again), file);
        assert_eq!(adopt(&mut again, &text, format).changes, []);
        // One step back, and the draft is as it was.
        workspace.revert(&adoption.step.expect("an edit"));
        assert_eq!(saved(&workspace), saved(&self::workspace(&OPENED)));
    }
}

#[test]
fn paragraphs_and_sections_that_a_clerk_adds_stand_where_they_were_put() {
    let mut workspace = workspace(&OPENED);
    let last = sentence(&workspace, "1.3.1:4");
    let text = rendered(&workspace, "txt");
    let line = text
        .lines()
        .find(|line| line.ends_with(&last))
        .expect("the problem's paragraph")
        .to_owned();
    let new = "9.走访之后没有回音。答应的事我没有往下追。群众问起来我答不上。";
    let plain = "以上几条，我逐条认账。";
    let item = "（3）这一条另作说明。";
    let edited = text.replace(&line, &format!("{line}\n{plain}\n{item}\n{new}"));
    let edited = format!("{edited}2022年1月10日\n");
    let adoption = adopt(&mut workspace, &edited, "txt");
    assert_eq!(adoption.changes.len(), 6, "{:?}", adoption.changes);
    let section = workspace
        .document
        .section(&[1, 3, 2])
        .expect("the new problem");
    assert_eq!(section.number, "2.");
    assert_eq!(
        section
            .heading
            .as_ref()
            .map(|heading| heading.text.as_str()),
        Some("走访之后没有回音")
    );
    assert_eq!(section.sentences().count(), 2);
    assert_eq!(
        section.area.as_deref(),
        workspace
            .document
            .section(&[1, 3])
            .and_then(|section| section.area.as_deref())
    );
    // The sections after it have moved on by one.
    let now = rendered(&workspace, "txt");
    let renumbered = edited
        .replace("9.走访之后", "2.走访之后")
        .replace("\n2.回话周全", "\n3.回话周全");
    assert!(now == renumbered, "{now}");
    assert_eq!(adopt(&mut workspace, &edited, "txt").changes, []);
    // What a clerk adds can be taken away again in the same way.
    assert_eq!(adopt(&mut workspace, &text, "txt").changes.len(), 6);
    assert!(rendered(&workspace, "txt") == text);
    assert!(workspace.plan.added.is_empty());
}

#[test]
fn additions_outlive_other_edits_and_go_with_their_section() {
    let mut workspace = workspace(&OPENED);
    let symptom = sentence(&workspace, "1.3.1:1");
    let cause = sentence(&workspace, "2.1:1");
    let text = rendered(&workspace, "txt");
    let text = text.replace(&symptom, &format!("{symptom}我心里清楚。"));
    let text = text.replace(&cause, &format!("{cause}根子在我。"));
    adopt(&mut workspace, &text, "txt");
    let address = |text: &str| Address::read(text).expect("an address");
    let place = |workspace: &Workspace<'_>, text: &str| {
        workspace
            .document
            .sections
            .iter()
            .find(|section| section.sentences().any(|sentence| sentence.text == text))
            .map(Section::address)
    };
    workspace
        .exchange_point(&address("1.3.1"), None)
        .expect("another point");
    assert_eq!(place(&workspace, "我心里清楚。").as_deref(), Some("1.3.1"));
    let alternatives = workspace
        .alternatives(&address("1.3.1:1"))
        .expect("alternatives");
    workspace
        .word(&address("1.3.1:1"), alternatives[1].wording.clone(), "word")
        .expect("not locked");
    assert_eq!(sentence(&workspace, "1.3.1:2"), "我心里清楚。");
    // An added sentence is written, locked and removed like any other.
    let wording = workspace
        .written_by_hand(&address("1.3.1:2"), "我心里有数。")
        .expect("text");
    workspace
        .word(&address("1.3.1:2"), wording, "write")
        .expect("not locked");
    workspace
        .lock(&address("1.3.1:2"), true)
        .expect("it is there");
    assert!(workspace.remove_sentence(&address("1.3.1:2")).is_err());
    workspace
        .lock(&address("1.3.1:2"), false)
        .expect("it is there");
    let before = saved(&workspace);
    let step = workspace
        .remove_sentence(&address("1.3.1:2"))
        .expect("not locked");
    assert_eq!(place(&workspace, "我心里有数。"), None);
    workspace.revert(&step);
    assert_eq!(saved(&workspace), before);
    // The problem goes with what stands in it; the cause keeps its sentence.
    let step = workspace
        .remove_problem(&address("1.3.1"))
        .expect("nothing is locked");
    assert_eq!(place(&workspace, "我心里有数。"), None);
    assert!(place(&workspace, "根子在我。").is_some());
    workspace.revert(&step);
    assert_eq!(saved(&workspace), before);
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chengwen"))
        .args(arguments)
        .args(["--lang", "en"])
        .current_dir(folder)
        .output()
        .expect("the program runs")
}

#[test]
fn the_command_reports_refuses_and_undoes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("draft.ron");
    fs::write(&path, FILE.as_str()).expect("written");
    let text = rendered(&workspace(&OPENED), "md");
    let edited = folder.path().join("edited.md");
    let write = |text: &str| fs::write(&edited, text).expect("written");
    let symptom = sentence(&workspace(&OPENED), "1.3.1:1");
    write(&text);
    let output = run(folder.path(), &["adopt", "draft.ron", "edited.md"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty());
    assert_eq!(fs::read_to_string(&path).expect("the draft"), *FILE);

    write(&text.replace(&symptom, "我去得少，问得浅。"));
    let output = run(folder.path(), &["adopt", "draft.ron", "edited.md"]);
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(
        report,
        format!("1.3.1:1  changed\n  - {symptom}\n  + 我去得少，问得浅。\n")
    );
    assert_ne!(fs::read_to_string(&path).expect("the draft"), *FILE);
    run(folder.path(), &["swap", "draft.ron", "--undo"]);
    assert_eq!(fs::read_to_string(&path).expect("the draft"), *FILE);

    // A text in the encoding that old editors save in gives the same.
    let gbk = text.replace(&symptom, "我去得少，问得浅。");
    let gbk = encode(&gbk, Encoding::Gb18030, false).expect("has signs for all");
    fs::write(&edited, gbk).expect("written");
    let output = run(folder.path(), &["adopt", "draft.ron", "edited.md"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), report);
    run(folder.path(), &["swap", "draft.ron", "--undo"]);
    write(&text.replace(&symptom, "我去得少，问得浅。"));

    run(folder.path(), &["swap", "draft.ron", "1.3.1:1", "--lock"]);
    let locked = fs::read_to_string(&path).expect("the draft");
    let output = run(folder.path(), &["adopt", "draft.ron", "edited.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("1.3.1:1"));
    assert_eq!(fs::read_to_string(&path).expect("the draft"), locked);
    let output = run(
        folder.path(),
        &["adopt", "draft.ron", "edited.md", "--force"],
    );
    assert_eq!(output.status.code(), Some(0));
    let forced = fs::read_to_string(&path).expect("the draft");
    assert!(forced.contains("locked: true, hand: \"我去得少，问得浅。\""));

    write("# 另一份材料\n\n这里没有一句相同。\n");
    let output = run(folder.path(), &["adopt", "draft.ron", "edited.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&path).expect("the draft"), forced);
    for wrong in ["edited.xyz", "nowhere.md"] {
        let output = run(folder.path(), &["adopt", "draft.ron", wrong]);
        assert_eq!(output.status.code(), Some(2), "{wrong}");
    }
}

/// What a clerk does to one sentence.
#[derive(Debug, Clone)]
enum Deed {
    Change,
    Remove,
    AddBefore,
    AddAfter,
    AddParagraph,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_edited_text_is_the_draft_afterwards(deeds in proptest::collection::btree_map(0usize..200, 0u8..5, 0..12)) {
        let mut workspace = workspace(&OPENED);
        let text = rendered(&workspace, "txt");
        let all: Vec<String> = workspace
            .document
            .sections
            .iter()
            .flat_map(Section::sentences)
            .map(|sentence| sentence.text.clone())
            .collect();
        let mut edited = text.clone();
        for (at, deed) in &deeds {
            let old = &all[at % all.len()];
            let deed = [Deed::Change, Deed::Remove, Deed::AddBefore, Deed::AddAfter, Deed::AddParagraph][usize::from(*deed)].clone();
            let new = format!("第{at}处我另外写了几个字。");
            let stands = match deed {
                Deed::Change => new,
                Deed::Remove => String::new(),
                Deed::AddBefore => format!("{new}{old}"),
                Deed::AddAfter => format!("{old}{new}"),
                Deed::AddParagraph => format!("{old}\n{new}\n"),
            };
            edited = edited.replacen(old.as_str(), &stands, 1);
        }
        let plain = |text: &str| -> String { text.chars().filter(|character| !character.is_whitespace()).collect() };
        let adoption = adopt(&mut workspace, &edited, "txt");
        prop_assert_eq!(plain(&rendered(&workspace, "txt")), plain(&edited));
        prop_assert_eq!(adopt(&mut workspace, &edited, "txt").changes, []);
        let file = saved(&workspace);
        prop_assert_eq!(saved(&self::workspace(&opened(&file))), file);
        if let Some(step) = adoption.step {
            let redo = workspace.revert(&step);
            prop_assert_eq!(saved(&workspace), saved(&self::workspace(&OPENED)));
            workspace.revert(&redo);
            prop_assert_eq!(plain(&rendered(&workspace, "txt")), plain(&edited));
        }
    }
}
