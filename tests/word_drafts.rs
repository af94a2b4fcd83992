//! Word files that carry their draft: changed in place, taken back, and checked by their own facts.

use chengwen::document::docx::package::Package;
use chengwen::document::docx::provenance::provenance_of;
use chengwen::document::docx::{self, WordText};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chengwen"))
        .args(arguments)
        .args(["--lang", "en"])
        .current_dir(folder)
        .output()
        .expect("the program runs")
}

fn good(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {told}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A folder with the example's draft in `a.docx`.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let facts = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/phrasebank/self-examination/example/facts.ron"
    );
    good(
        folder.path(),
        &["compose", facts, "--seed", "7", "-o", "a.docx"],
    );
    folder
}

fn bytes(folder: &Path) -> Vec<u8> {
    fs::read(folder.join("a.docx")).expect("a file")
}

fn word(folder: &Path) -> WordText {
    docx::read(&bytes(folder)).expect("a Word file")
}

fn words(folder: &Path) -> Vec<String> {
    word(folder)
        .blocks
        .into_iter()
        .map(|block| block.text)
        .collect()
}

/// The text of the draft that the file carries, written out.
fn rendered(folder: &Path) -> String {
    good(folder, &["render", "a.docx", "-o", "b.docx"]);
    let again = docx::read(&fs::read(folder.join("b.docx")).expect("a file")).expect("a Word file");
    again.text
}

/// Every part but the text and the draft.
fn other_parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut package = Package::open(bytes).expect("a package");
    let names = package.names();
    let is_other = |name: &String| name != "word/document.xml" && name != "customXml/item1.xml";
    names
        .into_iter()
        .filter(is_other)
        .map(|name| {
            let part = package.bytes(&name).expect("readable").expect("there");
            (name, part)
        })
        .collect()
}

/// Changes words in the file as somebody does in Word.
fn edit(folder: &Path, old: &str, new: &str) {
    let word = word(folder);
    let at = word
        .text
        .find(old)
        .unwrap_or_else(|| panic!("{old} stands in the text"));
    let bytes = word
        .replaced(&bytes(folder), &[(at..at + old.len(), new.to_owned())])
        .expect("replaced");
    fs::write(folder.join("a.docx"), bytes).expect("written");
}

#[test]
fn a_sentence_is_swapped_in_place_and_every_other_part_stays() {
    let folder = folder();
    let folder = folder.path();
    let (before, first) = (bytes(folder), words(folder));
    let list = good(folder, &["swap", "a.docx", "1.3.1:2"]);
    assert!(list.lines().count() >= 4, "{list}");
    assert_eq!(bytes(folder), before, "a list changes nothing");
    good(folder, &["swap", "a.docx", "1.3.1:2", "--next"]);
    let second = words(folder);
    let changed = first.iter().zip(&second).filter(|(old, new)| old != new);
    assert_eq!((first.len(), changed.count()), (second.len(), 1));
    assert_eq!(other_parts(&bytes(folder)), other_parts(&before));
    assert_eq!(word(folder).text, rendered(folder));
    let draft = provenance_of(&bytes(folder))
        .expect("readable")
        .expect("a draft");
    assert!(draft.contains("history"), "{draft}");
    good(folder, &["swap", "a.docx", "--undo"]);
    assert_eq!(words(folder), first);
    good(folder, &["swap", "a.docx", "--redo"]);
    assert_eq!(words(folder), second);
}

#[test]
fn problems_come_and_go_and_the_page_stays() {
    let folder = folder();
    let folder = folder.path();
    let (before, first) = (bytes(folder), words(folder));
    good(folder, &["swap", "a.docx", "1.3.1", "--remove"]);
    assert!(words(folder).len() < first.len());
    assert_eq!(word(folder).text, rendered(folder));
    let footers = |bytes: &[u8]| {
        other_parts(bytes)
            .into_iter()
            .filter(|(name, _)| name.contains("footer"))
            .collect::<Vec<_>>()
    };
    assert_eq!(footers(&bytes(folder)), footers(&before));
    good(folder, &["swap", "a.docx", "--undo"]);
    assert_eq!(words(folder), first);
}

#[test]
fn a_file_that_was_edited_elsewhere_is_taken_back_first() {
    let folder = folder();
    let folder = folder.path();
    let list = good(folder, &["swap", "a.docx", "1.3.1:1"]);
    let sentence = list
        .lines()
        .find_map(|line| line.strip_prefix('*'))
        .expect("the present one");
    let sentence =
        sentence.trim_start_matches([' ', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    edit(folder, sentence, "我去得少，问得浅。");
    let edited = bytes(folder);
    // The paragraph that was edited is not written over; others are free, and the edit stays in the file.
    let output = run(folder, &["swap", "a.docx", "1.3.1:2", "--next"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("adopt"));
    assert_eq!(bytes(folder), edited);
    good(folder, &["swap", "a.docx", "1.3.2:1", "--next"]);
    assert!(word(folder).text.contains("我去得少，问得浅。"));
    let edited = bytes(folder);
    let report = good(folder, &["adopt", "a.docx", "a.docx"]);
    assert_eq!(
        report,
        format!("1.3.1:1  changed\n  - {sentence}\n  + 我去得少，问得浅。\n")
    );
    assert_eq!(other_parts(&bytes(folder)), other_parts(&edited));
    good(folder, &["swap", "a.docx", "1.3.2:1", "--next"]);
    assert_eq!(word(folder).text, rendered(folder));
    assert!(word(folder).text.contains("我去得少，问得浅。"));
}

#[test]
fn a_file_is_checked_by_the_facts_that_it_carries() {
    let folder = folder();
    let folder = folder.path();
    let findings = |more: &[&str]| {
        let output = run(
            folder,
            &[&["check", "a.docx", "--format", "json"], more].concat(),
        );
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let findings = json["files"][0]["findings"]
            .as_array()
            .expect("findings")
            .clone();
        let backed = json["files"][0]["sections"]
            .as_array()
            .expect("sections")
            .iter()
            .flat_map(|section| section["examples"].as_array().expect("examples"))
            .filter(|example| example["fact"].is_string())
            .count();
        (output.status.code(), findings, backed)
    };
    let (code, none, backed) = findings(&[]);
    assert_eq!((code, none), (Some(0), Vec::new()));
    assert!(backed > 30, "{backed}");
    edit(folder, "柳河镇青石村", "白水镇后岭村");
    let (code, found, _) = findings(&["--select", "unsupported-detail"]);
    assert_eq!(code, Some(1));
    assert!(
        found
            .iter()
            .any(|finding| finding["text"] == "白水镇" || finding["text"] == "后岭村"),
        "{found:?}"
    );
}
