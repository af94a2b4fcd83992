//! Facts that change under a draft: what rests on them follows, all else stays, and every step leads back.

use chengwen::bank::Bank;
use chengwen::check::Finding;
use chengwen::document::Section;
use chengwen::draft::Draft;
use chengwen::draft::read::read_draft;
use chengwen::embedded;
use chengwen::fact::read::read_facts;
use chengwen::fact::{Fact, Facts};
use chengwen::source::Source;
use chengwen::wording::Grade;
use chengwen::workspace::{Address, FactChange, Request, Session, Workspace};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static BANK: LazyLock<Bank> = LazyLock::new(embedded::bank);

fn example() -> Facts {
    let source = Source::new("facts.ron", embedded::example("self-examination"));
    read_facts(&source, &BANK, None).0
}

fn session(facts: &Facts) -> Session {
    let request = Request {
        seed: 7,
        ..Request::default()
    };
    let workspace = Workspace::compose(&BANK, facts, &request).expect("composes");
    let draft = Draft::new(facts, workspace.plan.clone());
    let text = draft.written(workspace.genre, &workspace.document);
    reopened(&text)
}

fn reopened(text: &str) -> Session {
    let (opened, diagnostics) = read_draft(&Source::new("draft.ron", text), &BANK);
    let opened = opened.unwrap_or_else(|| panic!("{diagnostics:?}"));
    Session::open(&BANK, opened, Vec::new()).expect("opens").0
}

fn workspace(session: &Session) -> Workspace<'_> {
    session.workspace(&BANK).expect("a workspace")
}

fn file(session: &Session) -> String {
    session.written(&workspace(session)).0
}

/// The text of every slot.
fn texts(session: &Session) -> BTreeMap<String, String> {
    workspace(session)
        .document
        .sections
        .iter()
        .flat_map(Section::all)
        .filter_map(|sentence| Some((sentence.slot.clone()?, sentence.text.clone())))
        .collect()
}

fn fact_behind(session: &Session, index: usize) -> String {
    let problem = &session.draft.plan.problems[index];
    problem.fact.clone().expect("a fact")
}

fn write_by_hand(session: &mut Session, address: &str, text: &str) {
    let address = Address::read(address).expect("an address");
    let mut workspace = session.workspace(&BANK).expect("a workspace");
    let wording = workspace.written_by_hand(&address, text).expect("a text");
    let step = workspace
        .word(&address, wording, "write")
        .expect("unlocked");
    let plan = workspace.plan;
    session.record(plan, step);
}

/// Every change leads to a file that opens again, and every step back and forth gives the bytes of then.
fn led_back_and_forth(session: &mut Session, states: &[String]) {
    for state in states.iter().rev().skip(1) {
        session.undo().expect("a step");
        assert!(file(session) == *state, "undo gives the bytes back");
    }
    for state in &states[1..] {
        session.redo().expect("a step");
        assert!(file(session) == *state, "redo gives the bytes back");
    }
}

#[test]
fn a_fact_that_goes_takes_only_its_own_sentences_along() {
    let mut session = session(&example());
    write_by_hand(&mut session, "1.1.1:1", "这一句是我自己写的");
    let mut states = vec![file(&session)];
    for index in [0, 3, 5] {
        let before = texts(&session);
        let problem = session.draft.plan.problems[index].clone();
        let fact = fact_behind(&session, index);
        session
            .change_facts(&BANK, FactChange::Remove(fact.clone()))
            .expect("it is there");
        assert!(!session.draft.facts.facts.contains_key(&fact));
        let after = texts(&session);
        let own = format!("{}/{}/", problem.topic, problem.point);
        for (slot, text) in &before {
            let stays = after.get(slot) == Some(text);
            let is_its_own = slot.starts_with(&own) || slot.starts_with(&problem.root);
            assert!(stays || is_its_own, "{slot}: {text}");
        }
        assert!(
            after
                .values()
                .any(|text| text.contains("这一句是我自己写的"))
        );
        let text = file(&session);
        assert_eq!(file(&reopened(&text)), text);
        states.push(text);
    }
    led_back_and_forth(&mut session, &states);
    let gone = FactChange::Remove("f99".to_owned());
    assert!(session.change_facts(&BANK, gone).is_err());
}

#[test]
fn facts_typed_in_one_by_one_make_a_draft_whose_lights_are_all_green() {
    let example = example();
    let empty = Facts {
        facts: indexmap::IndexMap::new(),
        ..example.clone()
    };
    let mut session = session(&empty);
    let gaps = workspace(&session).gaps().len();
    assert!(gaps >= 5, "{gaps}");
    let mut states = vec![file(&session)];
    for (id, fact) in example.usable() {
        let before = texts(&session);
        let change = FactChange::Set(id.to_owned(), fact.clone());
        session.change_facts(&BANK, change).expect("it is set");
        let after = texts(&session);
        let lost = before
            .iter()
            .filter(|(slot, text)| !slot.contains("/open") && after.get(*slot) != Some(*text))
            .count();
        // At most one gap is filled: another point's sentences may stand in its problem then, and another root's headings, each
        // with the marks of its gaps.
        assert!(lost <= 12, "{id} changed {lost} sentences");
        states.push(file(&session));
    }
    let workspace = workspace(&session);
    assert!(workspace.gaps().is_empty());
    let errors: Vec<&Finding> = workspace
        .findings
        .iter()
        .filter(|finding| finding.severity == chengwen::diagnostic::Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    for section in &workspace.document.sections {
        assert_eq!(workspace.document.grade(section), Grade::Hard);
    }
    led_back_and_forth(&mut session, &states);
}

#[test]
fn a_changed_fact_is_told_by_phrases_that_still_hold() {
    let mut session = session(&example());
    let index = session
        .draft
        .plan
        .problems
        .iter()
        .position(|problem| problem.kinds == ["visit"])
        .expect("a visit");
    let id = fact_behind(&session, index);
    let kind = &BANK.genres["self-examination"].definition.kinds["visit"];
    let mut fact: Fact = session.draft.facts.facts[&id].clone();
    fact.values.retain(|field, _| kind.always_has(field));
    let states = [file(&session), {
        let change = FactChange::Set(id.clone(), fact);
        session.change_facts(&BANK, change).expect("it is set");
        file(&session)
    }];
    let now = workspace(&session);
    assert!(now.gaps().is_empty());
    assert!(
        !states[1].contains("葛桂兰\"")
            || !texts(&session).values().any(|text| text.contains("葛桂兰"))
    );
    led_back_and_forth(&mut session, &states);
}

#[test]
fn rerolling_leaves_what_is_settled() {
    let mut session = session(&example());
    write_by_hand(&mut session, "1.1.1:1", "这一句是我自己写的");
    let before = texts(&session);
    let mut workspace = session.workspace(&BANK).expect("a workspace");
    let address = Address::read("1.2.1:2").expect("an address");
    let step = workspace.lock(&address, true).expect("locks");
    let plan = workspace.plan;
    session.record(plan, step);
    let states = [file(&session), {
        let mut workspace = session.workspace(&BANK).expect("a workspace");
        let step = workspace.reroll(99);
        let plan = workspace.plan;
        session.record(plan, step);
        file(&session)
    }];
    let after = texts(&session);
    assert!(before.keys().eq(after.keys()));
    let changed = before
        .iter()
        .filter(|(slot, text)| after[*slot] != **text)
        .count();
    assert!(changed * 2 > before.len(), "{changed} of {}", before.len());
    let settled: Vec<bool> = session
        .draft
        .plan
        .wordings
        .iter()
        .filter(|(_, wording)| wording.locked || wording.hand.is_some())
        .map(|(slot, _)| before[&slot.0] == after[&slot.0])
        .collect();
    assert_eq!(settled, [true, true]);
    led_back_and_forth(&mut session, &states);
}

#[test]
fn imported_facts_find_their_places_and_doubles_are_passed_over() {
    let example = example();
    let mut facts = example.clone();
    facts.facts.truncate(3);
    let mut session = session(&facts);
    let all: Vec<Fact> = example.facts.values().cloned().collect();
    let states = [file(&session), {
        let change = FactChange::Import(all.clone());
        session.change_facts(&BANK, change).expect("imports");
        file(&session)
    }];
    assert_eq!(session.draft.facts.facts.len(), example.usable().count());
    assert!(workspace(&session).gaps().is_empty());
    let again = FactChange::Import(all);
    session.change_facts(&BANK, again).expect("imports");
    assert_eq!(session.draft.facts.facts.len(), example.usable().count());
    session.undo().expect("a step");
    led_back_and_forth(&mut session, &states);
}
