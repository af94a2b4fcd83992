//! The living draft: every alternative changes its sentence alone, undo gives the file's bytes back, nothing is lost.

use chengwen::bank::Bank;
use chengwen::draft::Draft;
use chengwen::draft::read::{Opened, read_draft};
use chengwen::embedded;
use chengwen::fact::read::read_facts;
use chengwen::source::Source;
use chengwen::workspace::{Address, Request, Workspace};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::LazyLock;

const GENRE: &str = "self-examination";

static BANK: LazyLock<Bank> = LazyLock::new(embedded::bank);

/// The example's draft as a file.
fn file(seed: u64) -> String {
    let source = Source::new("facts.ron", embedded::example(GENRE));
    let (facts, _) = read_facts(&source, &BANK, None);
    let request = Request {
        seed,
        ..Request::default()
    };
    let workspace = Workspace::compose(&BANK, &facts, &request).expect("the example composes");
    Draft::new(&facts, workspace.plan.clone()).written(workspace.genre, &workspace.document)
}

fn opened(text: &str) -> Opened {
    let (opened, diagnostics) = read_draft(&Source::new("draft.ron", text), &BANK);
    assert_eq!(diagnostics, []);
    opened.expect("a draft")
}

/// Every sentence with its address, headings as number 0.
fn sentences(workspace: &Workspace<'_>) -> Vec<(Address, String)> {
    let mut all = Vec::new();
    for section in &workspace.document.sections {
        let heading = section.heading.iter().map(|heading| (0, heading));
        let body = section
            .sentences()
            .enumerate()
            .map(|(index, sentence)| (index + 1, sentence));
        for (number, sentence) in heading.chain(body) {
            let address = Address {
                path: section.path.clone(),
                sentence: Some(number),
            };
            all.push((address, sentence.text.clone()));
        }
    }
    all
}

#[test]
fn a_draft_reads_back_as_it_was_written_and_holds_nothing_confidential() {
    let text = file(7);
    assert!(!text.contains("俞静") && !text.contains("家庭困难"));
    let opened = opened(&text);
    let (workspace, kept) = Workspace::open(&BANK, &opened).expect("opens");
    assert!(kept.is_empty());
    let again = opened.draft.written(workspace.genre, &workspace.document);
    assert_eq!(text, again);
}

#[test]
fn every_alternative_changes_its_sentence_alone_and_is_undone() {
    let text = file(7);
    let opened = opened(&text);
    let (mut workspace, _) = Workspace::open(&BANK, &opened).expect("opens");
    let before = sentences(&workspace);
    let plan = workspace.plan.clone();
    let mut counts = Vec::new();
    for (index, (address, current)) in before.iter().enumerate() {
        let Ok(alternatives) = workspace.alternatives(address) else {
            // Only the edition's own titles cannot be swapped.
            assert_eq!(
                (address.path.len(), address.sentence),
                (2, Some(0)),
                "{current}"
            );
            continue;
        };
        counts.push(alternatives.len());
        assert!(alternatives.len() >= 4, "{address}: {}", alternatives.len());
        let marked: Vec<&str> = alternatives
            .iter()
            .filter(|alternative| alternative.is_current)
            .map(|alternative| alternative.text.as_str())
            .collect();
        assert_eq!(marked, [current.as_str()]);
        for alternative in alternatives {
            let step = workspace
                .word(address, alternative.wording, "word")
                .expect("nothing is locked");
            let after = sentences(&workspace);
            assert_eq!(after.len(), before.len());
            for (other, (now, then)) in after.iter().zip(&before).enumerate() {
                let expected = if other == index {
                    &alternative.text
                } else {
                    &then.1
                };
                assert_eq!(&now.1, expected);
            }
            workspace.revert(&step);
            assert_eq!(workspace.plan.problems, plan.problems);
            assert!(workspace.plan.wordings == plan.wordings);
        }
    }
    counts.sort_unstable();
    let median = counts[counts.len() / 2];
    assert!(
        median >= 10,
        "the median sentence has {median} alternatives"
    );
}

#[test]
fn a_sentence_that_the_bank_no_longer_words_so_keeps_its_text() {
    let text = file(7);
    let mark = text.find("bank: \"").expect("a fingerprint") + "bank: \"".len();
    let mut other = text.clone();
    other.replace_range(mark..mark + 16, "0000000000000000");
    let symptom = other.find("/symptom\": (variant: ").expect("a symptom");
    let start = symptom + other[symptom..].find("text: \"").expect("its text") + "text: \"".len();
    let end = start + other[start..].find('"').expect("its end");
    other.replace_range(start..end, "从前的语料库是这样写的。");
    let opened = opened(&other);
    let (workspace, kept) = Workspace::open(&BANK, &opened).expect("opens");
    assert_eq!(kept.len(), 1, "{kept:?}");
    let hand: Vec<String> = workspace
        .document
        .sections
        .iter()
        .flat_map(chengwen::document::Section::sentences)
        .filter(|sentence| sentence.hand)
        .map(|sentence| sentence.text.clone())
        .collect();
    assert_eq!(hand, ["从前的语料库是这样写的。"]);
}

#[test]
fn facts_in_hand_written_text_are_found_and_count_as_examples() {
    let opened = opened(&file(7));
    let (mut workspace, _) = Workspace::open(&BANK, &opened).expect("opens");
    let address = Address::read("1.3.1:2").expect("an address");
    let text = "6月22日我去青石村看葛桂兰，来去匆匆，前后去了两次。";
    let wording = workspace.written_by_hand(&address, text).expect("a text");
    workspace
        .word(&address, wording, "write")
        .expect("not locked");
    let section = workspace.document.section(&[1, 3, 1]).expect("the section");
    let sentence = section.sentences().nth(1).expect("the sentence");
    assert!(sentence.hand);
    assert_eq!(sentence.facts(), ["f7"]);
    let found: Vec<&str> = sentence
        .mentions
        .iter()
        .map(|mention| &sentence.text[mention.range.clone()])
        .collect();
    assert_eq!(found, ["6月22日", "青石村", "葛桂兰", "两次"]);
    assert_eq!(
        workspace.document.grade(section),
        chengwen::wording::Grade::Hard
    );
    // 32次 holds no mention of 2次.
    let wording = workspace
        .written_by_hand(&address, "去了32次。")
        .expect("a text");
    workspace
        .word(&address, wording, "write")
        .expect("not locked");
    let section = workspace.document.section(&[1, 3, 1]).expect("the section");
    assert!(
        section
            .sentences()
            .nth(1)
            .expect("the sentence")
            .facts()
            .is_empty()
    );
    // It is a detail all the same, and no fact backs it.
    let unbacked: Vec<&str> = workspace
        .findings
        .iter()
        .filter(|finding| finding.rule == "unsupported-detail")
        .map(|finding| finding.text.as_str())
        .collect();
    assert_eq!(unbacked, ["32次"]);
}

fn swap(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chengwen"))
        .arg("swap")
        .arg("draft.ron")
        .args(arguments)
        .args(["--lang", "en"])
        .current_dir(folder)
        .output()
        .expect("the program runs")
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

#[test]
fn the_command_edits_undoes_and_redoes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("draft.ron");
    let text = file(7);
    fs::write(&path, &text).expect("written");
    let read = || fs::read_to_string(&path).expect("the draft");
    let edits: [&[&str]; 11] = [
        &["1.3.1:2", "--pick", "1"],
        &["1.3.1:1", "--next"],
        &["2:0", "--random"],
        &["1.1.1:3", "--write", "心里没有把这件事当回事"],
        &["1.1.1:3", "--lock"],
        &["1.3.1", "--point"],
        &["1.3", "--add", "f8"],
        &["1.3.2", "--move", "1"],
        &["1.2.1", "--remove"],
        &["1.1.1:3", "--unlock"],
        &["1.4.1", "--fact", "f10"],
    ];
    let mut states = vec![text.clone()];
    for edit in edits {
        let output = swap(folder.path(), edit);
        assert!(
            matches!(code(&output), Some(0 | 1)),
            "{edit:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        states.push(read());
    }
    let history = swap(folder.path(), &["--history"]);
    assert_eq!(
        String::from_utf8_lossy(&history.stdout).lines().count(),
        edits.len()
    );
    for state in states.iter().rev().skip(1) {
        swap(folder.path(), &["--undo"]);
        assert_eq!(read(), *state, "undo gives the bytes back");
    }
    assert_eq!(code(&swap(folder.path(), &["--undo"])), Some(2));
    for state in &states[1..] {
        swap(folder.path(), &["--redo"]);
        assert_eq!(read(), *state, "redo gives the bytes back");
    }
    assert_eq!(code(&swap(folder.path(), &["--redo"])), Some(2));
}

#[test]
fn what_is_locked_or_not_there_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("draft.ron");
    fs::write(&path, file(7)).expect("written");
    assert_eq!(code(&swap(folder.path(), &["1.3.1:2", "--lock"])), Some(0));
    let locked = fs::read(&path).expect("the draft");
    let refused: [&[&str]; 11] = [
        &["1.3.1:2", "--next"],
        &["1.3.1:2", "--write", "另写"],
        &["1.3.1", "--point"],
        &["1.3.1", "--remove"],
        &["9.9:1", "--next"],
        &["1.1:0", "--next"],
        &["1.1.1:1", "--pick", "999"],
        &["1.1.1:1", "--write", "  "],
        &["1.1.1", "--fact", "f999"],
        &["1.1.1", "--move", "9"],
        &["1.1.1:1", "--next", "--random"],
    ];
    for arguments in refused {
        let output = swap(folder.path(), arguments);
        assert_eq!(code(&output), Some(2), "{arguments:?}");
        assert_eq!(fs::read(&path).expect("the draft"), locked, "{arguments:?}");
    }
    let list = swap(folder.path(), &["1.1.1:1", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&list.stdout).expect("JSON");
    assert_eq!(json["address"], "1.1.1:1");
    let alternatives = json["alternatives"].as_array().expect("a list");
    let current = alternatives
        .iter()
        .filter(|item| item["current"] == true)
        .count();
    assert!(alternatives.len() >= 4 && current == 1);
}

/// Killed at whatever moment, the file is the old one or the new one.
#[test]
fn a_killed_swap_leaves_the_old_file_or_the_new_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("draft.ron");
    let old = file(7);
    fs::write(&path, &old).expect("written");
    swap(folder.path(), &["1.3.1:2", "--pick", "1"]);
    let new = fs::read_to_string(&path).expect("the draft");
    assert_ne!(old, new);
    for round in 0..200u64 {
        fs::write(&path, &old).expect("written");
        let mut child = Command::new(env!("CARGO_BIN_EXE_chengwen"))
            .args(["swap", "draft.ron", "1.3.1:2", "--pick", "1"])
            .current_dir(folder.path())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(std::time::Duration::from_micros(round * 211));
        let _ = child.kill();
        child.wait().expect("it ends");
        let now = fs::read_to_string(&path).expect("the draft");
        assert!(now == old || now == new, "round {round}");
    }
}

/// Every sentence by its place.
fn texts(workspace: &Workspace<'_>) -> BTreeMap<String, String> {
    workspace
        .document
        .sections
        .iter()
        .flat_map(chengwen::document::Section::all)
        .filter_map(|sentence| Some((sentence.slot.clone()?, sentence.text.clone())))
        .collect()
}

fn saved(workspace: &Workspace<'_>) -> String {
    let draft = Draft {
        facts: workspace.facts.clone(),
        plan: workspace.plan.clone(),
        history: Vec::new(),
    };
    draft.written(workspace.genre, &workspace.document)
}

/// The problem at an address as its places begin, and the places of its root.
fn prefixes(workspace: &Workspace<'_>, address: &Address) -> Vec<String> {
    let section = workspace
        .document
        .section(&address.path)
        .expect("a section");
    let heading = section.heading.as_ref().expect("a claim");
    let (topic, point) = heading
        .origin
        .as_ref()
        .and_then(|origin| origin.point.clone())
        .expect("a point");
    let problem = workspace
        .plan
        .problems
        .iter()
        .find(|problem| problem.topic == topic && problem.point == point)
        .expect("a problem");
    vec![format!("{topic}/{point}/"), format!("{}/", problem.root)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    /// A chain of edits of any kind: each changes what it names, and what corresponds to it by design, and is undone without a trace.
    #[test]
    fn an_edit_changes_only_what_it_names(edits in proptest::collection::vec((0u8..9, any::<u16>(), any::<u16>()), 1..8)) {
        let opened = opened(&file(7));
        let (mut workspace, _) = Workspace::open(&BANK, &opened).expect("opens");
        for (kind, at, pick) in edits {
            let (at, pick) = (usize::from(at), usize::from(pick));
            let all = sentences(&workspace);
            let (address, _) = all[at % all.len()].clone();
            let problems: Vec<Address> = all
                .iter()
                .filter(|(address, _)| address.path.len() == 3 && address.sentence == Some(0))
                .map(|(address, _)| Address { path: address.path.clone(), sentence: None })
                .collect();
            let problem = problems[at % problems.len()].clone();
            let before = texts(&workspace);
            let file = saved(&workspace);
            let place = {
                let section = workspace.document.section(&address.path).expect("a section");
                match address.sentence {
                    Some(0) => section.heading.as_ref().and_then(|heading| heading.slot.clone()),
                    Some(number) => section.sentences().nth(number - 1).and_then(|sentence| sentence.slot.clone()),
                    None => None,
                }
            };
            let own = prefixes(&workspace, &problem);
            let (step, named) = match kind {
                0 => {
                    let Ok(alternatives) = workspace.alternatives(&address) else { continue };
                    if alternatives.is_empty() { continue }
                    let wording = alternatives[pick % alternatives.len()].wording.clone();
                    (workspace.word(&address, wording, "word"), place.into_iter().collect())
                }
                1 => {
                    let Ok(wording) = workspace.written_by_hand(&address, "我自己写的一句") else { continue };
                    (workspace.word(&address, wording, "write"), place.into_iter().collect())
                }
                2 => (workspace.lock(&address, pick.is_multiple_of(2)), Vec::new()),
                3 => (workspace.remove_sentence(&address), place.into_iter().collect()),
                4 => {
                    let facts: Vec<String> = workspace.facts.facts.keys().cloned().collect();
                    let fact = &facts[pick % facts.len()];
                    (workspace.exchange_fact(&problem, fact), vec![format!("{}example/", own[0])])
                }
                5 => (workspace.exchange_point(&problem, None), own),
                6 => (workspace.remove_problem(&problem), own),
                7 => {
                    let area = Address { path: problem.path[..2].to_vec(), sentence: None };
                    (workspace.add_problem(&area, "f8"), own)
                }
                _ => (workspace.move_problem(&problem, pick % 3 + 1), Vec::new()),
            };
            let Ok(step) = step else { continue };
            let now = texts(&workspace);
            // A problem that comes brings its own places, and those of its root where that is new.
            let comes: Vec<String> = workspace
                .plan
                .problems
                .iter()
                .flat_map(|problem| [format!("{}/{}/", problem.topic, problem.point), format!("{}/", problem.root)])
                .collect();
            for (slot, text) in &before {
                let is_named = named.iter().any(|prefix| slot.starts_with(prefix.as_str()));
                prop_assert!(is_named || now.get(slot) == Some(text), "{kind}: {slot}: {text} / {:?}", now.get(slot));
            }
            for slot in now.keys().filter(|slot| !before.contains_key(*slot)) {
                let is_new = matches!(kind, 4..=7) && comes.iter().any(|prefix| slot.starts_with(prefix.as_str()));
                prop_assert!(is_new, "{kind}: {slot} came from nowhere");
            }
            let redo = workspace.revert(&step);
            prop_assert_eq!(saved(&workspace), file);
            workspace.revert(&redo);
            prop_assert_eq!(texts(&workspace), now);
        }
    }
}
