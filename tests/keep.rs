//! Composing around what is settled: locks and hand edits stay, all else is new, every rule holds.

use chengwen::bank::Bank;
use chengwen::document::Section;
use chengwen::draft::Draft;
use chengwen::embedded;
use chengwen::fact::Facts;
use chengwen::fact::read::read_facts;
use chengwen::source::Source;
use chengwen::workspace::{Address, Request, Workspace};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::LazyLock;

static BANK: LazyLock<Bank> = LazyLock::new(embedded::bank);
static FACTS: LazyLock<Facts> = LazyLock::new(|| facts(str::to_owned));

/// The example's facts, its text changed.
fn facts(change: impl Fn(&str) -> String) -> Facts {
    let text = change(embedded::example("self-examination"));
    let (facts, diagnostics) = read_facts(&Source::new("facts.ron", text), &BANK, None);
    assert_eq!(diagnostics, []);
    facts
}

fn request(seed: u64) -> Request {
    Request {
        seed,
        ..Request::default()
    }
}

fn compose(seed: u64) -> Workspace<'static> {
    Workspace::compose(&BANK, &FACTS, &request(seed)).expect("the example composes")
}

/// Every sentence by its place.
fn texts(workspace: &Workspace<'_>) -> BTreeMap<String, String> {
    workspace
        .document
        .sections
        .iter()
        .flat_map(Section::all)
        .filter_map(|sentence| Some((sentence.slot.clone()?, sentence.text.clone())))
        .collect()
}

fn addresses(workspace: &Workspace<'_>) -> Vec<Address> {
    let mut all = Vec::new();
    for section in &workspace.document.sections {
        let first = usize::from(section.heading.is_none());
        for number in first..=section.sentences().count() {
            all.push(Address {
                path: section.path.clone(),
                sentence: Some(number),
            });
        }
    }
    all
}

fn slot(workspace: &Workspace<'_>, address: &Address) -> Option<String> {
    let section = workspace.document.section(&address.path)?;
    match address.sentence {
        Some(0) => section.heading.as_ref()?.slot.clone(),
        Some(number) => section.sentences().nth(number - 1)?.slot.clone(),
        None => None,
    }
}

#[test]
fn whatever_is_locked_stays_and_every_rule_holds() {
    for seed in 0..24u64 {
        let mut draft = compose(seed);
        let mut locked = Vec::new();
        // Another handful of sentences for each seed.
        for (index, address) in addresses(&draft).iter().enumerate() {
            let drawn = (index as u64)
                .wrapping_mul(2_654_435_761)
                .wrapping_add(seed * 97);
            let is_drawn = drawn.is_multiple_of(11);
            if is_drawn && draft.lock(address, true).is_ok() {
                locked.push(slot(&draft, address).expect("a place"));
            }
        }
        assert!(locked.len() >= 3, "seed {seed}");
        let before = texts(&draft);
        let (after, by_hand) =
            Workspace::compose_around(&BANK, &FACTS, &request(seed + 1_000), &draft)
                .expect("composes");
        assert_eq!(by_hand, Vec::<String>::new());
        assert_eq!(after.findings, [], "seed {seed}");
        let now = texts(&after);
        for slot in &locked {
            assert_eq!(now.get(slot), before.get(slot), "seed {seed}: {slot}");
        }
        let same = now
            .iter()
            .filter(|(slot, text)| before.get(*slot) == Some(text))
            .count();
        assert!(
            same < now.len() / 2,
            "seed {seed}: {same} of {} read as before",
            now.len()
        );
        let target = after.plan.target;
        assert!(
            after.document.length().abs_diff(target) * 20 <= target,
            "seed {seed}: {}",
            after.document.length()
        );
        // The same again is the same.
        let (again, _) = Workspace::compose_around(&BANK, &FACTS, &request(seed + 1_000), &draft)
            .expect("composes");
        assert_eq!(again.document, after.document);
    }
}

#[test]
fn hand_written_added_and_removed_sentences_stay() {
    let mut draft = compose(7);
    let address = |text: &str| Address::read(text).expect("an address");
    let hand = draft
        .written_by_hand(
            &address("1.3.1:2"),
            "6月22日我到青石村看葛桂兰，前后只去了两次。",
        )
        .expect("text");
    draft
        .word(&address("1.3.1:2"), hand, "write")
        .expect("not locked");
    let gone = slot(&draft, &address("1.2.1:3")).expect("a place");
    draft
        .remove_sentence(&address("1.2.1:3"))
        .expect("not locked");
    let text = String::from_utf8(draft.render(
        chengwen::render::RENDERERS[0],
        chengwen::message::Language::Chinese,
    ))
    .expect("UTF-8");
    let beside = texts(&draft)[&slot(&draft, &address("2.2:1")).expect("a place")].clone();
    let edited = text.replace(&beside, &format!("{beside}根子在我自己。"));
    draft
        .adopt(
            &chengwen::document::parse::blocks_of_text(&edited),
            "edited",
            false,
        )
        .expect("adopted");
    for seed in [1, 2, 3] {
        let (after, _) =
            Workspace::compose_around(&BANK, &FACTS, &request(seed), &draft).expect("composes");
        let all: Vec<(String, bool)> = after
            .document
            .sections
            .iter()
            .flat_map(Section::sentences)
            .map(|sentence| (sentence.text.clone(), sentence.hand))
            .collect();
        let hands: Vec<&str> = all
            .iter()
            .filter(|(_, hand)| *hand)
            .map(|(text, _)| text.as_str())
            .collect();
        assert_eq!(
            hands,
            [
                "6月22日我到青石村看葛桂兰，前后只去了两次。",
                "根子在我自己。"
            ],
            "seed {seed}"
        );
        assert!(!texts(&after).contains_key(&gone));
        assert!(after.plan.is_removed(&chengwen::plan::SlotId(gone.clone())));
        // The fact that the hand-written example tells is used nowhere else.
        let shown = after
            .plan
            .problems
            .iter()
            .filter(|problem| problem.fact.as_deref() == Some("f7"));
        assert_eq!(shown.count(), 1);
        let file = Draft::new(&FACTS, after.plan.clone()).written(after.genre, &after.document);
        let (opened, diagnostics) =
            chengwen::draft::read::read_draft(&Source::new("draft.ron", file), &BANK);
        assert_eq!(diagnostics, []);
        let opened = opened.expect("a draft");
        assert_eq!(
            Workspace::open(&BANK, &opened).expect("opens").0.document,
            after.document
        );
    }
}

#[test]
fn changed_facts_reach_locked_sentences_and_lost_ones_leave_their_text() {
    let mut draft = compose(7);
    let address = |text: &str| Address::read(text).expect("an address");
    let told = addresses(&draft)
        .into_iter()
        .filter(|address| address.sentence != Some(0))
        .find(|address| {
            let section = draft.document.section(&address.path).expect("a section");
            let sentence = section.sentences().nth(address.sentence.unwrap_or(1) - 1);
            address.path.len() == 3
                && sentence.is_some_and(|sentence| {
                    sentence.facts() == ["f7"] && sentence.text.contains("6月22日")
                })
        })
        .expect("the visit is told with its date");
    draft.lock(&told, true).expect("a sentence");
    draft
        .lock(&address("4:2"), true)
        .expect("last year's first item");
    let place = slot(&draft, &told).expect("a place");
    let item = texts(&draft)[&slot(&draft, &address("4:2")).expect("a place")].clone();
    let before = texts(&draft)[&place].clone();

    let changed = facts(|text| text.replace("date: \"2021-06-22\"", "date: \"2021-06-23\""));
    let (after, by_hand) =
        Workspace::compose_around(&BANK, &changed, &request(9), &draft).expect("composes");
    assert_eq!(by_hand, Vec::<String>::new());
    assert_eq!(texts(&after)[&place], before.replace("6月22日", "6月23日"));

    // Without their facts, both sentences stay as they were, by hand.
    let without = facts(|text| {
        let lines = text
            .lines()
            .filter(|line| !line.contains("\"f7\":") && !line.contains("\"f20\":"));
        lines.collect::<Vec<_>>().join("\n")
    });
    let (after, by_hand) =
        Workspace::compose_around(&BANK, &without, &request(9), &draft).expect("composes");
    assert_eq!(by_hand.len(), 2, "{by_hand:?}");
    let hands: Vec<String> = after
        .document
        .sections
        .iter()
        .flat_map(Section::sentences)
        .filter(|sentence| sentence.hand)
        .map(|sentence| sentence.text.clone())
        .collect();
    assert_eq!(hands, [before, item]);
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
fn the_command_keeps_with_and_without_facts() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("facts.ron"),
        embedded::example("self-examination"),
    )
    .expect("written");
    let code = |output: &Output| output.status.code();
    let output = run(
        folder.path(),
        &["compose", "facts.ron", "--seed", "7", "-o", "draft.ron"],
    );
    assert_eq!(code(&output), Some(0));
    run(folder.path(), &["swap", "draft.ron", "1.3.1:1", "--lock"]);
    let draft = fs::read_to_string(folder.path().join("draft.ron")).expect("the draft");
    let locked = draft
        .lines()
        .find(|line| line.contains("locked: true"))
        .expect("a locked sentence")
        .to_owned();
    for arguments in [
        &["--keep", "draft.ron"][..],
        &["facts.ron", "--keep", "draft.ron"],
    ] {
        let mut all = vec!["compose"];
        all.extend(arguments);
        all.extend(["--seed", "8", "-o", "next.ron"]);
        let output = run(folder.path(), &all);
        assert_eq!(
            code(&output),
            Some(0),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let next = fs::read_to_string(folder.path().join("next.ron")).expect("the next draft");
        assert!(next.lines().any(|line| line == locked), "{arguments:?}");
        assert_ne!(next, draft);
    }
    let wrong: [&[&str]; 4] = [
        &["compose"],
        &["compose", "--keep", "facts.ron"],
        &["compose", "--keep", "draft.ron", "-o", "draft.ron"],
        &["compose", "--keep", "draft.ron", "--edition", "2021"],
    ];
    for arguments in wrong {
        assert_eq!(
            code(&run(folder.path(), arguments)),
            Some(2),
            "{arguments:?}"
        );
    }
    assert_eq!(
        fs::read_to_string(folder.path().join("draft.ron")).expect("the draft"),
        draft
    );
}

#[test]
fn a_fact_that_a_hand_written_sentence_shows_shows_no_other_problem() {
    let mut draft = compose(7);
    let address = Address::read("1.2.1:1").expect("an address");
    let text = "8月3日12345热线转来锦绣苑安置房顶楼漏水的诉求，我也没有往心里去。";
    let hand = draft.written_by_hand(&address, text).expect("text");
    draft.word(&address, hand, "write").expect("not locked");
    for seed in 1..9 {
        let (after, _) =
            Workspace::compose_around(&BANK, &FACTS, &request(seed), &draft).expect("composes");
        assert!(texts(&after).values().any(|sentence| sentence == text));
        let reused = after
            .findings
            .iter()
            .find(|finding| finding.rule == "fact-reuse");
        assert_eq!(reused, None, "seed {seed}");
    }
}
